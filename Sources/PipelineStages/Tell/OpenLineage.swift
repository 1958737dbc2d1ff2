import DataStore
import FoundationEssentials
import IndicatorModel

/// A run and its steps as events of OpenLineage, one JSON object a line.
///
/// Source: OpenLineage's `OpenLineage.json`, version 2-0-2, with the facets parent (1-2-0),
/// errorMessage (1-0-1), version (`DatasetVersionDatasetFacet` 1-0-1)
/// and dataSource (1-0-1). The jobs are `<dataset>` and `<dataset>.<step>` of the namespace; the
/// datasets are named as the steps name them. What did not run has no event.
package enum OpenLineage {
    private static let schemas = "https://openlineage.io/spec"

    /// The events of a run that has ended, in the order of their times.
    ///
    /// - Parameters:
    ///   - run: The run.
    ///   - steps: Its steps with what they read and wrote.
    ///   - namespace: Where jobs and datasets are named, such as `lipline://agency.ca`.
    ///   - producer: A URI that says which program and version makes the events.
    /// - Returns: A line for each event.
    /// - Throws: What the encoder throws.
    package static func lines(
        _ run: RunSummary,
        _ steps: [StepSummary],
        namespace: String,
        producer: String
    ) throws -> String {
        let maker = EventMaker(run: run, namespace: namespace, producer: producer)
        var events = [maker.event(.start, run.started)]
        for step in steps.sorted(by: { ($0.started ?? "", $0.step) < ($1.started ?? "", $1.step) })
        {
            guard let started = step.started, let ended = step.ended else { continue }
            events.append(maker.event(.start, started, step))
            if let end = maker.end(step.state) { events.append(maker.event(end, ended, step)) }
        }
        if let ended = run.ended, let end = maker.end(run.state) {
            events.append(maker.event(end, ended))
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // A stable sort: of one time, the order they were made in.
        let ordered = events.enumerated().sorted {
            ($0.element.eventTime, $0.offset) < ($1.element.eventTime, $1.offset)
        }
        return try ordered.map { event in
            String(decoding: try encoder.encode(event.element), as: UTF8.self) + "\n"
        }
        .joined()
    }

    /// The number of a run or step, the same whenever it is asked for.
    ///
    /// Source: RFC 9562, 5.8: version 8, of the first bits of the SHA-256 of the name. Version 5
    /// would need SHA-1.
    package static func uuid(_ name: String) -> String {
        var digits = Array(SHA256.digest(Array("lipline:\(name)".utf8)).prefix(32))
        digits[12] = "8"
        let variant = ((digits[16].hexDigitValue ?? 0) & 3) | 8
        digits[16] = Character(String(variant, radix: 16))
        let groups = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
        return groups.map { String(digits[$0]) }.joined(separator: "-")
    }

    fileprivate static func schema(_ name: String, _ version: String) -> String {
        "\(schemas)/facets/\(version)/\(name).json#/$defs/\(name)"
    }

    fileprivate static let eventSchema = "\(schemas)/2-0-2/OpenLineage.json#/$defs/RunEvent"
}

/// The kinds of events, as the format writes them.
private enum EventType: String, Encodable {
    case start = "START"
    case complete = "COMPLETE"
    case fail = "FAIL"
    case abort = "ABORT"
}

private struct EventMaker {
    let run: RunSummary
    let namespace: String
    let producer: String

    func end(_ state: RunSummary.State) -> EventType? {
        switch state {
        case .running: nil
        case .succeeded: .complete
        case .failed: .fail
        case .stopped: .abort
        }
    }

    func end(_ state: StepSummary.State) -> EventType? {
        switch state {
        case .ran: .complete
        case .failed: .fail
        case .stopped: .abort
        case .current, .blocked: nil
        }
    }

    /// An event of the run, or of one of its steps.
    func event(_ type: EventType, _ time: String, _ step: StepSummary? = nil) -> Event {
        let runUUID = OpenLineage.uuid(run.runID)
        let whole = Event.Reference(run: .init(runId: runUUID), job: job(nil))
        let parent = step == nil ? nil : parentFacet(whole)
        let message = step == nil ? run.failures.first?.message : step?.message
        let error = type == .fail ? message.map(errorFacet) : nil
        let isEnd = type != .start
        return Event(
            eventType: type,
            eventTime: time,
            run: .init(
                runId: step.map { OpenLineage.uuid("\(run.runID)/\($0.step)") } ?? runUUID,
                facets: .init(parent: parent, errorMessage: error)
            ),
            job: job(step),
            inputs: step?.inputs.map(dataset) ?? [],
            outputs: isEnd ? step?.outputs.map(dataset) ?? [] : [],
            producer: producer,
            schemaURL: OpenLineage.eventSchema
        )
    }

    private func job(_ step: StepSummary?) -> Event.Job {
        Event.Job(
            namespace: namespace,
            name: step.map { "\(run.dataset).\($0.step)" } ?? run.dataset
        )
    }

    private func parentFacet(_ whole: Event.Reference) -> ParentFacet {
        ParentFacet(
            producer: producer,
            schemaURL: OpenLineage.schema("ParentRunFacet", "1-2-0"),
            run: whole.run,
            job: whole.job
        )
    }

    private func errorFacet(_ message: String) -> ErrorFacet {
        ErrorFacet(
            producer: producer,
            schemaURL: OpenLineage.schema("ErrorMessageRunFacet", "1-0-1"),
            message: message,
            programmingLanguage: "Swift"
        )
    }

    private func dataset(_ artifact: StepSummary.Artifact) -> Event.Dataset {
        let version = artifact.digest.map { digest in
            VersionFacet(
                producer: producer,
                schemaURL: OpenLineage.schema("DatasetVersionDatasetFacet", "1-0-1"),
                datasetVersion: digest
            )
        }
        let source = SourceFacet(
            producer: producer,
            schemaURL: OpenLineage.schema("DatasourceDatasetFacet", "1-0-1"),
            name: namespace,
            uri: namespace
        )
        return Event.Dataset(
            namespace: namespace,
            name: artifact.name,
            facets: .init(dataSource: source, version: version)
        )
    }
}

private struct Event: Encodable {
    struct RunID: Encodable {
        let runId: String
    }

    struct Reference {
        let run: RunID
        let job: Job
    }

    struct Run: Encodable {
        struct Facets: Encodable {
            let parent: ParentFacet?
            let errorMessage: ErrorFacet?
        }

        let runId: String
        let facets: Facets
    }

    struct Job: Encodable {
        let namespace: String
        let name: String
    }

    struct Dataset: Encodable {
        struct Facets: Encodable {
            let dataSource: SourceFacet
            let version: VersionFacet?
        }

        let namespace: String
        let name: String
        let facets: Facets
    }

    let eventType: EventType
    let eventTime: String
    let run: Run
    let job: Job
    let inputs: [Dataset]
    let outputs: [Dataset]
    let producer: String
    let schemaURL: String
}

private struct ParentFacet: Encodable {
    let producer: String
    let schemaURL: String
    let run: Event.RunID
    let job: Event.Job

    private enum CodingKeys: String, CodingKey {
        case producer = "_producer"
        case schemaURL = "_schemaURL"
        case run, job
    }
}

private struct ErrorFacet: Encodable {
    let producer: String
    let schemaURL: String
    let message: String
    let programmingLanguage: String

    private enum CodingKeys: String, CodingKey {
        case producer = "_producer"
        case schemaURL = "_schemaURL"
        case message, programmingLanguage
    }
}

private struct VersionFacet: Encodable {
    let producer: String
    let schemaURL: String
    let datasetVersion: String

    private enum CodingKeys: String, CodingKey {
        case producer = "_producer"
        case schemaURL = "_schemaURL"
        case datasetVersion
    }
}

private struct SourceFacet: Encodable {
    let producer: String
    let schemaURL: String
    let name: String
    let uri: String

    private enum CodingKeys: String, CodingKey {
        case producer = "_producer"
        case schemaURL = "_schemaURL"
        case name, uri
    }
}
