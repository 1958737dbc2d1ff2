import DataStore
import Foundation
import TestSupport
import Testing

/// `lip gc` removes what nothing needs, and nothing else.
@Suite struct GarbageTests {
    private func lip(
        _ project: TestProject,
        _ arguments: [String],
        _ location: SourceLocation = #_sourceLocation
    ) throws -> String {
        try EndToEndTests.lip(project, arguments, location).output
    }

    private func files(_ project: TestProject, _ folder: String) throws -> Set<String> {
        Set(try project.tree(folder).filter { !$0.value.isEmpty }.keys)
    }

    /// Everything that anything needs, found without the collector: every file of data-clean, the
    /// raw files that any version names or that sources have now, and what steps made last.
    private func needed(_ project: TestProject) throws -> (objects: Set<String>, kept: Set<String>)
    {
        var objects: Set<String> = []
        let versions = project.path("data-clean/small/versions")
        for version in try FileManager.default.contentsOfDirectory(atPath: versions) {
            let table = try project.read("data-clean/small/versions/\(version)/sources.csv")
            for field in table.split(whereSeparator: { $0 == "," || $0 == "\n" })
            where field.count == 64 && field.allSatisfy(\.isHexDigit) {
                objects.insert(String(field))
            }
        }
        // What each source has now: the last note of each part.
        for file in try files(project, "data-raw/snapshots") where file.hasSuffix(".jsonl") {
            var latest: [String: String] = [:]
            for line in try project.read("data-raw/snapshots/\(file)").split(separator: "\n") {
                let fields =
                    try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
                latest["\(fields?["part"] ?? "")"] = "\(fields?["sha256"] ?? "")"
            }
            objects.formUnion(latest.values)
        }
        let rows = try DatasetDatabase.query(
            project.path(".lip/ledger.sqlite"),
            "SELECT output, inputs FROM step_record"
        )
        var kept: Set<String> = []
        for row in rows {
            kept.insert(row[0])
            for line in row[1].split(separator: "\n") {
                kept.insert(String(line.split(separator: "\t").last ?? ""))
            }
        }
        return (objects, kept)
    }

    @Test func `what was published or is needed stays, and all else goes`() throws {
        let project = try TestProject()
        _ = try lip(project, ["run", "small"])
        for (old, new) in [("19569", "19570"), ("19570", "19571"), ("19571", "19572")] {
            try project.edit("raw/2016.csv", old, new)
            _ = try lip(
                project,
                ["run", "small", "--revise", "census-2016", "--reason", "figure \(new)"]
            )
        }
        // Bytes that were taken in, refused, and replaced: no version was made of them.
        try project.edit("raw/2016.csv", "19572", "19999")
        let refused = try CommandLineTool.run(["run", "small"], in: project.root)
        #expect(refused.status == 65)
        try project.edit("raw/2016.csv", "19999", "19572")
        _ = try lip(project, ["run", "small"])
        let published = try project.tree("data-clean")
        let all = try project.tree("")
        let listed = try lip(project, ["gc", "--dry-run"])
        // SQLite notes in two files that somebody reads: one is memory that processes share, the
        // other has nothing in it.
        let after = try project.tree("")
        let changed = Set(after.keys).union(all.keys).filter { after[$0] != all[$0] }
        let notes = [".lip/ledger.sqlite-shm", ".lip/ledger.sqlite-wal"]
        #expect(changed.subtracting(notes) == [])
        #expect(after[notes[1]]?.isEmpty ?? true || after[notes[1]] == all[notes[1]])
        let removed = try lip(project, ["gc"])
        #expect(
            removed.replacing(" removed\n", with: " would be removed\n") == listed
        )
        let (objects, kept) = try needed(project)
        func names(_ files: Set<String>) -> Set<String> {
            Set(files.map { String($0.split(separator: "/").last ?? "") })
        }
        let latest = names(try files(project, "data-raw/objects"))
        #expect(latest == objects)
        #expect(names(try files(project, ".lip/cache")).isSubset(of: kept))
        #expect(removed.contains("snapshot  "))
        #expect(removed.contains("artifact  "))
        #expect(try project.tree("data-clean") == published)
        // A second one finds nothing; the versions are whole; nothing has to be made again.
        #expect(try lip(project, ["gc"]) == "0 items, 0 bytes removed\n")
        #expect(try lip(project, ["verify", "small"]) == "4 versions: all as published\n")
        #expect(try lip(project, ["plan", "small"]).hasPrefix("nothing to do"))
        try project.edit("config/labels/categories.yaml", "\"immigrant\"", "\"Immigrants\"")
        _ = try lip(project, ["run", "small"])
        let ran = try lip(project, ["log", "last"]).split(separator: "\n")
            .filter { $0.hasPrefix("ran  ") }
        #expect(ran.count == 1)
        // The figures of an old version can still be made of what was kept.
        try project.edit("raw/2016.csv", "19572", "19569")
        _ = try lip(project, ["run", "small", "--revise", "census-2016", "--reason", "as it was"])
        #expect(
            try project.read("data-clean/small/versions/6/observations/census-2016.csv")
                == project.read("data-clean/small/versions/1/observations/census-2016.csv")
        )
    }

    @Test func `leftovers of runs that were killed are listed and removed`() throws {
        let project = try TestProject()
        _ = try lip(project, ["run", "small"])
        let digest = String(repeating: "0", count: 64)
        let leftovers = [
            ".lip/cache/00/\(digest).tmp-1-1": "unfinished",
            "data-raw/objects/sha256/00/\(digest).tmp-1-1": "unfinished",
            ".lip/footprints/small.yaml-0.tmp-1-1": "unfinished",
            ".lip/work/dead-run/make/made/made.txt": "unfinished",
            "data-clean/small/releases.jsonl.tmp-1-1": "unfinished",
            "data-clean/small/versions/.next-2/places.csv": "unpublished",
            "data-clean/small/versions/2/places.csv": "unpublished",
        ]
        for path in leftovers.keys { try project.write(path, "half") }
        let listed = try lip(project, ["gc"])
        for (path, kind) in leftovers {
            #expect(listed.contains("\(kind)  "))
            #expect(!project.exists(path), "\(path) in\n\(listed)")
        }
        #expect(listed.contains("\n7 items, "), "\(listed)")
        #expect(try lip(project, ["verify", "small"]) == "1 version: all as published\n")
    }

    @Test func `a run with a program leaves nothing to collect`() throws {
        let project = try TestProject()
        try project.add(
            """
            commands:
              - id: copy
                program: [cp, "{inputs.table}", "{outputs.copy}"]
                inputs: { table: raw/2021.csv }
                outputs: { copy: local/2021.csv }

            """
        )
        _ = try lip(project, ["run", "small"])
        #expect(try lip(project, ["gc"]) == "0 items, 0 bytes removed\n")
    }

    @Test func `without anything there is nothing to collect, and nothing is made`() throws {
        let project = try TestProject()
        let before = try project.tree("")
        #expect(try lip(project, ["gc"]) == "0 items, 0 bytes removed\n")
        #expect(try project.tree("") == before)
    }
}
