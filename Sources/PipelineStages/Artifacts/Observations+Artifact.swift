import IndicatorModel
import PipelineEngine

/// What a harmonize step makes: the observations of a partition, sorted.
struct Observations: Artifact {
    let all: [Observation]

    init(_ all: [Observation]) {
        self.all = all
    }

    func encoded() -> [UInt8] {
        var writer = ArtifactWriter()
        writer.write(all) { writer, observation in
            writer.write(observation.key)
            writer.write(observation.estimate)
            writer.write(observation.lineage) { $0.write($1) }
        }
        return writer.bytes
    }

    init(decoding bytes: [UInt8]) throws {
        var reader = ArtifactReader(bytes)
        all = try reader.items { reader in
            Observation(
                key: try reader.observationKey(),
                estimate: try reader.estimate(),
                lineage: try reader.items { try $0.lineageEntry() }
            )
        }
        try reader.end()
    }
}

/// What a validate step makes: how many observations it looked at.
struct ValidationReport: Artifact {
    let observations: Int

    init(observations: Int) {
        self.observations = observations
    }

    func encoded() -> [UInt8] {
        var writer = ArtifactWriter()
        writer.write(observations)
        return writer.bytes
    }

    init(decoding bytes: [UInt8]) throws {
        var reader = ArtifactReader(bytes)
        observations = try reader.number()
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
