import DataStore
import Foundation
import IndicatorModel
import TestSupport
import Testing

/// Runs of one dataset that are started together.
@Suite(.serialized) struct OverlapTests {
    /// What a pair is told, and what must become of the one that loses.
    private enum Pair: CaseIterable {
        /// The winner ends only after the loser has.
        case skips, fails
        /// Both run as fast as they can; the loser may come too late to meet the winner.
        case waits, races

        var isHeld: Bool { self == .skips || self == .fails }

        var arguments: [String] {
            switch self {
            case .skips: ["--skip-if-running"]
            case .waits: ["--wait=60"]
            case .fails, .races: []
            }
        }

        var loserStatuses: Set<Int32> {
            switch self {
            case .skips, .fails: [75]
            case .waits: [0]
            case .races: [0, 75]
            }
        }
    }

    /// A program that ends when there is a file `go`.
    private static let gate = """
        commands:
          - id: gate
            program: [sh, -c, 'until [ -e go ]; do sleep 0.01; done; cp "$0" "$1"',
              "{inputs.turn}", "{outputs.turn}"]
            inputs: { turn: turn.txt }
            outputs: { turn: local/turn.txt }

        """

    @Test func `of 200 pairs that are started together, one publishes each time`() throws {
        let project = try TestProject()
        try project.add(Self.gate)
        try project.write("turn.txt", "0")
        try project.write("go", "")
        try #require(CommandLineTool.run(["run", "small"], in: project.root).status == 0)
        var met = 0
        for turn in 1...200 {
            let pair = Pair.allCases[turn % Pair.allCases.count]
            try project.write("turn.txt", "\(turn)")
            try project.write(
                "config/labels/tabs.yaml",
                "immigration: { en: \"turn \(turn)\", fr: \"tour \(turn)\" }\n"
            )
            let (winner, loser) = try run(pair, in: project)
            #expect(winner.status == 0, "turn \(turn), \(pair): \(winner.talk)")
            #expect(winner.output.hasPrefix("published version \(turn + 1) of small"))
            #expect(
                pair.loserStatuses.contains(loser.status),
                "turn \(turn), \(pair): \(loser.status) \(loser.output) \(loser.talk)"
            )
            if loser.status == 0 {
                #expect(loser.output == "small is up to date: version \(turn + 1) stands\n")
            } else {
                met += 1
                // With --quiet one that leaves quietly says nothing at all.
                let isTold = loser.talk.hasPrefix("error[run.locked]: run ")
                #expect(pair == .skips ? loser.talk.isEmpty : isTold, "\(loser.talk)")
            }
        }
        #expect(met >= 100)
        let store = ReleaseStore(root: project.path("data-clean/small"), files: FileLayer())
        let releases = try store.releases()
        #expect(releases.count == 201)
        for release in releases { #expect(try store.verify(release) == []) }
        #expect(
            try FileManager.default.contentsOfDirectory(
                atPath: project.path("data-clean/small/versions")
            ).count == 201
        )
        print("overlap: 200 pairs, \(met) met each other")
    }

    /// Runs a pair, and tells who published from who did not.
    private func run(
        _ pair: Pair,
        in project: TestProject
    ) throws -> (winner: CommandLineTool.Result, loser: CommandLineTool.Result) {
        if pair.isHeld { try project.remove("go") }
        let arguments = ["run", "small", "--quiet"] + pair.arguments
        let runs = try (0..<2).map { _ in
            try CommandLineTool.start(arguments, in: project.root)
        }
        if pair.isHeld {
            #expect(Patience.wait { runs.contains { !$0.isRunning } }, "both hang")
            try project.write("go", "")
        }
        let results = try runs.map { try $0.wait(patience: .seconds(120)) }
        let isFirst = results[0].output.hasPrefix("published")
        return isFirst ? (results[0], results[1]) : (results[1], results[0])
    }

    @Test func `a lock frees itself when the process that holds it is killed`() throws {
        let project = try TestProject()
        try project.add(Self.gate)
        try project.write("turn.txt", "1")
        let holder = try CommandLineTool.start(["run", "small"], in: project.root)
        try #require(Patience.wait { DatasetLock.holder("small", project.path(".lip")) != nil })
        #expect(try CommandLineTool.run(["run", "small"], in: project.root).status == 75)
        holder.signal(SIGKILL)
        #expect(try holder.wait().status == -SIGKILL)
        // The program of the dead run is nobody's child; it ends when it may.
        try project.write("go", "")
        let next = try CommandLineTool.run(["run", "small"], in: project.root)
        #expect(next.status == 0, "\(next.talk)")
        let runs = try CommandLineTool.run(["runs"], in: project.root).output
        #expect(
            runs.split(separator: "\n").map { $0.split(separator: " ")[2] } == [
                "complete", "aborted",
            ]
        )
    }

    @Test func `readers are answered while a run holds the dataset`() throws {
        let project = try TestProject()
        try project.add(Self.gate)
        try project.write("turn.txt", "1")
        try project.write("go", "")
        try #require(CommandLineTool.run(["run", "small"], in: project.root).status == 0)
        try project.write("turn.txt", "2")
        try project.remove("go")
        let holder = try CommandLineTool.start(["run", "small"], in: project.root)
        try #require(
            Patience.wait {
                DatasetLock.holder("small", project.path(".lip"))?.stage == "command"
            }
        )
        for command in [
            ["status"], ["runs"], ["log", "last"], ["plan", "small"], ["versions", "small"],
            ["verify", "small"], ["snapshots"], ["check"],
        ] {
            let result = try CommandLineTool.start(command, in: project.root).wait()
            #expect(result.status == 0, "\(command): \(result.talk)")
        }
        let status = try CommandLineTool.run(["status"], in: project.root).output
        let owner = try #require(DatasetLock.holder("small", project.path(".lip")))
        #expect(status.contains("held by   run \(owner.run) since \(owner.since), in command"))
        #expect(try CommandLineTool.run(["runs"], in: project.root).output.contains("  running  "))
        let gc = try CommandLineTool.run(["gc"], in: project.root)
        #expect(gc.status == 75)
        #expect(
            gc.talk == """
                error[run.locked]: a run is going on
                hint: collect garbage when it has ended

                """
        )
        try project.write("go", "")
        #expect(try holder.wait().status == 0)
    }
}
