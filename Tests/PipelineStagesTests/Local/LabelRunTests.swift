import DataStore
import Foundation
import IndicatorModel
import PipelineEngine
import PipelineStages
import TestSupport
import Testing

/// Labels and names are the steward's, and touch no figure.
@Suite struct LabelRunTests {
    private static let folders = ["observations", "bands", "lineage"]

    /// The files of figures of a version, with their bytes.
    private func figures(_ project: TestProject, _ version: Int) throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for folder in Self.folders {
            let path = "data-clean/small/versions/\(version)/\(folder)"
            for (name, bytes) in try project.tree(path) { files["\(folder)/\(name)"] = bytes }
        }
        return files
    }

    private func inode(_ project: TestProject, _ version: Int, _ name: String) throws -> UInt64 {
        let path = project.path("data-clean/small/versions/\(version)/\(name)")
        return try #require(FileStamp(path)).inode
    }

    /// Holds the second version against the first: its figures are the same files.
    private func expectSameFigures(_ project: TestProject) throws {
        let first = try figures(project, 1)
        #expect(first.count == 9)
        #expect(try figures(project, 2) == first)
        for name in first.keys {
            #expect(try inode(project, 2, name) == inode(project, 1, name), "\(name) is a copy")
        }
    }

    private func steps(of outcome: RunOutcome, _ project: TestProject) throws -> [String] {
        let ledger = try #require(try Ledger.openIfThere(state: project.path(".lip")))
        return try ledger.steps(of: outcome.run.id).map(\.step)
    }

    private func history(_ project: TestProject) throws -> [String] {
        Array(try project.published("label_history", "").dropFirst())
    }

    @Test func `a label is renamed by one line and one run, and no figure is touched`() throws {
        let project = try TestProject()
        _ = try project.run()
        #expect(try history(project) == [])
        try project.edit(
            "config/labels/categories.yaml",
            "immigrant: { en: \"immigrant\", fr: \"immigrant (fr)\" }",
            "immigrant: { en: Newcomer, fr: \"immigrant (fr)\", "
                + "was: [{ en: Viet Nam, fr: Viêt Nam, until: \"2026-11\" }] }"
        )
        let outcome = try project.run()
        #expect(outcome.publishing?.version == 2)
        #expect(try steps(of: outcome, project) == ["publish/small"])
        try expectSameFigures(project)
        let rows = try project.published("observations/census-2016", "").count - 1
        #expect(try history(project) == ["categories,immigrant,2026-11,Viet Nam,Viêt Nam"])
        #expect(
            try project.read("data-clean/small/latest/CHANGES.md") == """
                # Changes in version 2 of small

                Compared with version 1.

                | partition | what happened | rows |
                |---|---|--:|
                | census-2006 | carried: every row as it was, byte for byte | \(rows) |
                | census-2016 | carried: every row as it was, byte for byte | \(rows) |
                | census-2021 | carried: every row as it was, byte for byte | \(rows) |

                ## Labels changed

                - English: “immigrant” is now “Newcomer” (`categories.csv`)

                """
        )
        #expect(try project.run().publishing?.version == 2)
    }

    @Test func `a place is renamed likewise, and its former name is kept`() throws {
        let project = try TestProject()
        _ = try project.run()
        try project.edit(
            "config/places/town.yaml",
            "  - { en: town, fr: town }\n",
            "  - { en: town, fr: town }\n  - { en: City, fr: Ville, from: \"2026-12\" }\n"
        )
        let outcome = try project.run()
        #expect(try steps(of: outcome, project) == ["publish/small"])
        try expectSameFigures(project)
        #expect(try history(project) == ["places,town,2026-12,town,town"])
        #expect(
            try project.read("data-clean/small/latest/CHANGES.md").hasSuffix(
                """
                ## Labels changed

                - English: “town” is now “City” (`places.csv`)
                - French: “town” is now “Ville” (`places.csv`)

                """
            )
        )
    }

    @Test(arguments: Labels.Section.allCases.filter { $0 != .reasons && $0 != .notes })
    func `a label of any kind can be renamed, and no figure is touched`(
        _ section: Labels.Section
    ) throws {
        let project = try TestProject()
        _ = try project.run()
        let name = "config/labels/\(section.rawValue).yaml"
        let line = String(try #require(try project.read(name).split(separator: "\n").first))
        try project.edit(name, line, line.replacing(" (fr)", with: " (autre)"))
        let outcome = try project.run()
        #expect(outcome.publishing?.version == 2)
        try expectSameFigures(project)
        #expect(
            try project.read("data-clean/small/latest/CHANGES.md").contains("## Labels changed")
        )
    }
}
