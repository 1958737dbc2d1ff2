import DataStore
import Foundation
import IndicatorModel
import PipelineEngine
import PipelineStages
import TestSupport
import Testing

/// Random edits of a project: a run does what the plan foretold, no more, and publishes what a run
/// that knows nothing of earlier ones would.
@Suite struct ChangeTests {
    /// One kind of change, and whether it may make anything run.
    private enum Edit: CaseIterable {
        case label, recipe, mapping, newPlace, figure, order
        case comment, keys, touch

        var isIdle: Bool { self == .comment || self == .keys || self == .touch }
    }

    private static let files = TestProject.files.keys.sorted()

    /// Seeds; each is a row of edits of one project.
    @Test(arguments: 1...8)
    func `an edit makes run what was planned, and gives what a run from nothing gives`(
        _ seed: Int
    ) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let project = try TestProject()
        _ = try run(project)
        for number in 0..<9 {
            let edit = try #require(Edit.allCases.randomElement(using: &random))
            try carryOut(edit, number, project, &random)
            let about = "seed \(seed), edit \(number), \(edit)"
            let copy = try TemporaryFolder()
            for name in try FileManager.default.contentsOfDirectory(atPath: project.root)
            where name != ".lip" {
                try FileManager.default.copyItem(
                    atPath: project.path(name),
                    toPath: "\(copy.path)/\(name)"
                )
            }
            let (stale, waiting) = try planned(project)
            let ran = try run(project)
            #expect(stale.isSubset(of: ran), "\(about): \(stale.subtracting(ran)) did not run")
            #expect(ran.isSubset(of: stale.union(waiting)), "\(about): not planned: \(ran)")
            if edit.isIdle { #expect(ran.isEmpty, "\(about): \(ran)") }
            _ = try PipelineRun("pipelines/small.yaml", options(copy.path)).run()
            let published = try project.tree("data-clean/small/versions")
            let fromNothing = try tree("\(copy.path)/data-clean/small/versions")
            #expect(published.keys.sorted() == fromNothing.keys.sorted(), "\(about)")
            for (path, bytes) in published {
                #expect(fromNothing[path] == bytes, "\(about): \(path)")
            }
            #expect(try planned(project).stale.isEmpty, "\(about)")
        }
    }

    // MARK: - Running

    /// Every partition may be revised: what is tested is what runs, not what is allowed.
    private func options(_ root: String) -> RunOptions {
        var options = RunOptions(root: root)
        options.permit = RevisionPermit(
            partitions: Set(
                ["census-2006", "census-2016", "census-2021"].compactMap(PartitionID.init)
            ),
            reason: "an edit"
        )
        return options
    }

    /// Runs, and returns the steps that ran.
    private func run(_ project: TestProject) throws -> Set<String> {
        let outcome = try PipelineRun("pipelines/small.yaml", options(project.root)).run()
        let ledger = try #require(try Ledger.openIfThere(state: project.path(".lip")))
        return Set(try ledger.steps(of: outcome.run.id).map(\.step))
    }

    private func planned(
        _ project: TestProject
    ) throws -> (
        stale: Set<String>, waiting: Set<String>
    ) {
        let outcome = try PipelineRun("pipelines/small.yaml", options(project.root)).plan()
        guard case .planned(let plan, _) = outcome else { return ([], []) }
        var stale: Set<String> = []
        var waiting: Set<String> = []
        for (step, decision) in plan.steps {
            switch decision {
            case .stale: stale.insert(step.id.description)
            case .waiting: waiting.insert(step.id.description)
            case .current, .outside: break
            }
        }
        return (stale, waiting)
    }

    private func tree(_ folder: String) throws -> [String: [UInt8]] {
        var tree: [String: [UInt8]] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
            var isFolder = false
            _ = FileManager.default.fileExists(atPath: "\(folder)/\(name)", isDirectory: &isFolder)
            tree[name] = isFolder ? [] : try readFile("\(folder)/\(name)")
        }
        return tree
    }

    // MARK: - Editing

    private func carryOut(
        _ edit: Edit,
        _ number: Int,
        _ project: TestProject,
        _ random: inout SeededGenerator
    ) throws {
        let year = ["2006", "2016", "2021"].randomElement(using: &random) ?? "2006"
        switch edit {
        case .label:
            let id = ["total", "immigrant"].randomElement(using: &random) ?? "total"
            try replaceLine(
                "config/labels/categories.yaml",
                "\(id):",
                "\(id): { en: \"\(id) \(number)\", fr: \"\(id) (fr)\" }",
                project
            )
        case .recipe:
            let sets = [["CSD 6106021"], ["CSD 6106023"], ["CSD 6106021", "CSD 6106023"]]
            let set = sets.randomElement(using: &random) ?? []
            try project.write("config/places/both.yaml", TestProject.place("both", "lip", set))
        case .mapping:
            let isLow = Bool.random(using: &random)
            let cell =
                isLow
                ? "{ id: \"5\", label: \"In low income\" }" : "{ id: \"3\", label: \"Immigrants\" }"
            try replaceMapping(year, cell, project)
        case .newPlace:
            try project.write(
                "config/places/place-\(number).yaml",
                TestProject.place("place-\(number)", "lip", ["CSD 6106023"])
            )
        case .figure:
            let figure = Int.random(in: 10_000...20_000, using: &random)
            try replaceLine(
                "raw/2006.csv",
                "2006,CSD,6106023,2006,1,",
                "2006,CSD,6106023,2006,1,total,\(figure),",
                project
            )
        case .order:
            let years = ["2006", "2016", "2021"].shuffled(using: &random)
            try project.write("pipelines/small.yaml", TestProject.pipeline(years))
        case .comment:
            let file = yamlFile(&random)
            try project.write(file, project.read(file) + "\n# comment \(number)\n")
        case .keys:
            let files = try FileManager.default.contentsOfDirectory(
                atPath: project.path("config/places")
            ).sorted()
            let file = "config/places/\(files.randomElement(using: &random) ?? "town.yaml")"
            try shuffleKeys(file, project, &random)
        case .touch:
            let file = Self.files.randomElement(using: &random) ?? "raw/2006.csv"
            if project.exists(file) { try project.write(file, project.read(file)) }
        }
    }

    private func yamlFile(_ random: inout SeededGenerator) -> String {
        Self.files.filter { $0.hasSuffix(".yaml") && !$0.hasPrefix("config/labels") }
            .randomElement(using: &random) ?? "pipelines/small.yaml"
    }

    private func replaceLine(
        _ file: String,
        _ start: String,
        _ line: String,
        _ project: TestProject
    ) throws {
        let lines = try project.read(file).split(
            separator: "\n",
            omittingEmptySubsequences: false
        )
        try project.write(
            file,
            lines.map { $0.hasPrefix(start) ? line : String($0) }.joined(separator: "\n")
        )
    }

    /// Maps low income of a year to another row of the file.
    private func replaceMapping(_ year: String, _ cell: String, _ project: TestProject) throws {
        let file = "config/indicators/immigration.yaml"
        var isLowIncome = false
        let lines = try project.read(file).split(
            separator: "\n",
            omittingEmptySubsequences: false
        ).map { line in
            if line.contains("- id: ") { isLowIncome = line.hasSuffix("low-income") }
            let start = "      \"\(year)\": { list-\(year): { total: "
            return isLowIncome && line.hasPrefix(start) ? "\(start)\(cell) } }" : String(line)
        }
        try project.write(file, lines.joined(separator: "\n"))
    }

    /// Puts the top-level keys of a file in another order.
    private func shuffleKeys(
        _ file: String,
        _ project: TestProject,
        _ random: inout SeededGenerator
    ) throws {
        var blocks: [[Substring]] = []
        for line in try project.read(file).split(separator: "\n") {
            if line.first != " ", line.first != "#" { blocks.append([]) }
            if !blocks.isEmpty { blocks[blocks.count - 1].append(line) }
        }
        let text = blocks.shuffled(using: &random).map { $0.joined(separator: "\n") }
        try project.write(file, text.joined(separator: "\n") + "\n")
    }
}
