package import IndicatorModel
package import PipelineEngine

/// Which steps a run is about.
package enum Selection: Hashable, Sendable {
    case all
    /// The steps of one stage.
    case stage(Stage)
    /// The steps of a stage and of those behind it.
    case from(Stage)
    case step(StepID)

    package func contains(_ id: StepID) -> Bool {
        switch self {
        case .all: true
        case .stage(let stage): id.stage == stage.rawValue
        case .from(let first):
            Stage(rawValue: id.stage).map { Stage.order($0) >= Stage.order(first) } ?? false
        case .step(let step): id == step
        }
    }
}

extension Selection {
    var text: String {
        switch self {
        case .all: "all"
        case .stage(let stage): "stage \(stage.rawValue)"
        case .from(let stage): "from \(stage.rawValue)"
        case .step(let id): "step \(id)"
        }
    }

    init?(text: String) {
        let words = text.split(separator: " ", maxSplits: 1).map(String.init)
        switch (words.first, words.dropFirst().first) {
        case ("all", nil): self = .all
        case ("stage", let name?):
            guard let stage = Stage(rawValue: name) else { return nil }
            self = .stage(stage)
        case ("from", let name?):
            guard let stage = Stage(rawValue: name) else { return nil }
            self = .from(stage)
        case ("step", let name?):
            guard let id = StepID(name) else { return nil }
            self = .step(id)
        default: return nil
        }
    }
}

extension Stage {
    /// The place of a stage on the way of the data; programs of the steward's come first.
    static func order(_ stage: Stage) -> Int {
        let order: [Stage] = [
            .command, .fetch, .extract, .normalize, .harmonize, .validate, .tabulate, .rank,
            .boundaries, .local, .publish,
        ]
        return order.firstIndex(of: stage) ?? 0
    }
}

/// What a run is told on the command line.
package struct RunOptions: Sendable {
    /// The project's folder, which holds config/ and pipelines/.
    package var root: String
    package var dataRaw: String
    package var dataClean: String
    package var state: String
    package var mirror: String?
    /// Asks no server: what was taken in before is used.
    package var isOffline = false
    /// Sources whose servers are asked whatever their policy.
    package var refreshes = Refreshes.some([])
    /// Only the partitions of this period are made; the others are carried.
    package var period: Period?
    package var jobs: Int
    package var permit: RevisionPermit?
    package var selection = Selection.all
    /// Runs the selected steps whether they are stale or not.
    package var forces = false
    /// Reads every file again, whatever its stamp.
    package var verifies = false
    /// How long to wait for another run of the dataset, in seconds.
    package var patience = 0
    /// The file for a run's figures, in place of the one that the pipeline names.
    package var metrics: String?
    /// The file for a run's OpenLineage events.
    package var lineage: String?
    /// The command line, for the ledger.
    package var arguments = ""

    package init(root: String) {
        self.root = root
        dataRaw = "\(root)/data-raw"
        dataClean = "\(root)/data-clean"
        state = "\(root)/.lip"
        jobs = 2
    }
}
