import IndicatorModel
import PipelineEngine

/// What a harmonize step makes: the observations of a partition, sorted.
struct Observations: Artifact {
    var all: [Observation] = []
    /// Counts of the same keys as other sources have them, which are not published; sorted.
    var alternatives: [Observation] = []

    init(_ all: [Observation] = [], alternatives: [Observation] = []) {
        self.all = all
        self.alternatives = alternatives
    }

    mutating func add(_ other: Observations) {
        all += other.all
        alternatives += other.alternatives
    }

    func encoded() -> [UInt8] {
        var writer = ArtifactWriter()
        for observations in [all, alternatives] {
            writer.write(observations) { writer, observation in
                writer.write(observation.key)
                writer.write(observation.estimate)
                writer.write(observation.lineage) { $0.write($1) }
            }
        }
        return writer.bytes
    }

    init(decoding bytes: [UInt8]) throws {
        var reader = ArtifactReader(bytes)
        all = try reader.observations()
        alternatives = try reader.observations()
        try reader.end()
    }
}

extension ArtifactWriter {
    mutating func write(_ key: ObservationKey) {
        for field in key.fields { write(field) }
    }

    fileprivate mutating func write(_ estimate: Estimate) {
        write(estimate.value)
        write(estimate.low)
        write(estimate.high)
        write(estimate.low95)
        write(estimate.high95)
        write(estimate.state.rawValue)
        write(estimate.method.rawValue)
        write(estimate.coverage)
        write(estimate.quality)
    }

    fileprivate mutating func write(_ entry: LineageEntry) {
        write(entry.role.rawValue)
        write(entry.source.name)
        write(entry.part.name)
        write(entry.characteristic.name)
        write(entry.column.rawValue)
        write(entry.lines)
        write(entry.members)
        write(entry.weights)
    }
}

extension ArtifactReader {
    fileprivate mutating func observations() throws -> [Observation] {
        try items { reader in
            Observation(
                key: try reader.observationKey(),
                estimate: try reader.estimate(),
                lineage: try reader.items { try $0.lineageEntry() }
            )
        }
    }

    mutating func observationKey() throws -> ObservationKey {
        ObservationKey(
            place: try identifier(),
            period: try period(),
            indicator: try identifier(),
            category: try identifier(),
            group: try identifier(),
            gender: try choice()
        )
    }

    mutating func period() throws -> Period {
        guard let period = Period(try text()) else { throw ArtifactDamage(position: 0) }
        return period
    }

    fileprivate mutating func estimate() throws -> Estimate {
        Estimate(
            value: try optionalDouble(),
            low: try optionalDouble(),
            high: try optionalDouble(),
            low95: try optionalDouble(),
            high95: try optionalDouble(),
            state: try choice(),
            method: try choice(),
            coverage: try optionalDouble(),
            quality: try text()
        )
    }

    fileprivate mutating func lineageEntry() throws -> LineageEntry {
        LineageEntry(
            role: try choice(),
            source: try identifier(),
            part: try identifier(),
            characteristic: CharacteristicID(try text()),
            column: try choice(),
            lines: try text(),
            members: try text(),
            weights: try text()
        )
    }
}
