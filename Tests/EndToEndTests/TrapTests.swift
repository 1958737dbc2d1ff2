import DataStore
import Foundation
import Glibc
import TestSupport
import Testing

/// Traps that other tools of this kind have fallen into, each with a test that we do not.
@Suite struct TrapTests {
    private func steps(_ project: TestProject, _ condition: String) throws -> [String] {
        try DatasetDatabase.query(
            project.path(".lip/ledger.sqlite"),
            """
            SELECT step FROM step_run WHERE \(condition)
            AND run = (SELECT id FROM run ORDER BY began DESC, id DESC LIMIT 1) ORDER BY step
            """
        ).map { $0[0] }
    }

    // Trap 1.
    @Test func `a missing figure is not counted as zero`() throws {
        let project = try publishedProject()
        // The village's immigrants of 2006 are suppressed; the town has 2,070.
        let row = "both,2006,immigrant-status,immigrant,total,total,"
        let fields = try #require(try project.published("observations/census-2006", row).first)
            .split(separator: ",", omittingEmptySubsequences: false)
        #expect(fields[9] == "partial")
        // The sum of what is known says that it is not all: the village has up to 3,648.
        #expect(fields[6...8] == ["2070", "2066", "5722"])
        // What is withheld has bounds, and no value.
        let village = "village,2006,immigrant-status,immigrant,total,total,,0,3648,suppressed"
        #expect(
            try project.published("observations/census-2006", village).first?.hasPrefix(
                "\(village),"
            ) == true
        )
    }

    // Trap 2.
    @Test(arguments: [
        ("pipelines/small.yaml", "title:"), ("config/sources/tidy-2006.yaml", "publisher:"),
        ("config/places/town.yaml", "collection:"),
        ("config/indicators/immigration.yaml", "tab:"),
        ("config/characteristics/list-2006.yaml", "totals:"),
    ])
    func `a setting that means nothing is refused, not ignored`(
        _ file: String,
        _ key: String
    ) throws {
        let project = try TestProject()
        try project.edit(file, key, "colour: red\n\(key)")
        let result = try lip(project, ["run", "small"], status: 78)
        #expect(result.talk.contains("error[config.unknown-key]: unknown key `colour`"))
        _ = try lip(TestProject(), ["run", "small", "--colour", "red"], status: 64)
    }

    // Trap 3.
    @Test func `what fails does not exit with 0, and neither does a difference`() throws {
        let project = try TestProject()
        try project.add(
            """
            commands:
              - { id: nothing, program: ["true"], outputs: { made: local/made.txt } }

            """
        )
        // A program that exits with 0 and has written nothing.
        _ = try lip(project, ["run", "small"], status: 69)
        let other = try publishedProject()
        try other.edit("data-clean/small/versions/1/places.csv", "town", "city")
        _ = try lip(other, ["verify", "small"], status: 65)
    }

    // Trap 4.
    @Test func `a file that changed at its old size and time is seen to have changed`() throws {
        let project = try publishedProject()
        let path = project.path("raw/2016.csv")
        var before = stat()
        try #require(stat(path, &before) == 0)
        try project.edit("raw/2016.csv", "19569", "19570")
        var times = [before.st_atim, before.st_mtim]
        try #require(utimensat(AT_FDCWD, path, &times, 0) == 0)
        var after = stat()
        try #require(stat(path, &after) == 0)
        #expect(before.st_size == after.st_size)
        #expect(before.st_mtim.tv_nsec == after.st_mtim.tv_nsec)
        let plan = try lip(project, ["plan", "small", "--why"]).output
        #expect(plan.contains("file raw/2016.csv changed: "))
    }

    // Trap 5.
    @Test func `a step whose output came out as it was does not make its followers run`() throws {
        let project = try publishedProject()
        // A division, which no place is made of, behind all others.
        try project.write(
            "raw/2006.csv",
            project.read("raw/2006.csv") + "2006,CD,6106,2006,1,total,9000,\n"
        )
        let result = try lip(project, ["run", "small"])
        // What came out as it was; so the check that reads it has nothing to do.
        #expect(
            try steps(project, "NOT is_changed") == [
                "harmonize/census-2006", "normalize/census-2006",
            ],
            "\(result.talk)"
        )
        #expect(try steps(project, "step LIKE 'validate%'") == [])
        // The version names the bytes it was made of, and its figures are as they were.
        let carried = result.output.split(separator: "\n").filter {
            $0.hasSuffix("carried: every row as it was, byte for byte")
        }
        #expect(carried.count == 3)
    }

    // Trap 6.
    @Test func `another build of Lipline makes nothing stale`() throws {
        let project = try publishedProject()
        let copy = project.path("lip-of-tomorrow")
        try FileManager.default.copyItem(atPath: CommandLineTool.path(), toPath: copy)
        let plan = try CommandLineTool.run(["plan", "small"], program: copy, in: project.root)
        #expect(plan.output == "nothing to do: 21 steps of small current\n", "\(plan.talk)")
        let run = try CommandLineTool.run(["run", "small"], program: copy, in: project.root)
        #expect(run.status == 0)
        #expect(try steps(project, "1") == [])
    }

    // Trap 7.
    @Test func `a check that failed fails again, until somebody decides`() throws {
        let project = try publishedProject()
        try project.edit("raw/2016.csv", "19569", "19570")
        let before = try project.tree("data-clean")
        for _ in 0..<3 {
            let refused = try lip(project, ["run", "small"], status: 65)
            #expect(refused.talk.contains("3 published rows of `census-2016` would change"))
        }
        #expect(try project.tree("data-clean") == before)
        let label = try TestProject()
        try label.edit("raw/2021.csv", "  Immigrants", "  Newcomers")
        for _ in 0..<2 { _ = try lip(label, ["run", "small"], status: 69) }
    }

    // Trap 8.
    @Test func `a file that has more rows than before is no error`() throws {
        let project = try publishedProject()
        try project.write(
            "raw/2021.csv",
            project.read("raw/2021.csv")
                + TestProject.block2021(
                    "6106099",
                    "New town",
                    [
                        "10,\"\",,\"...\",,\"...\"", "10,\"\",5,\"\",5,\"\"",
                        "10,\"\",5,\"\",5,\"\"", "40000,\"\",,\"...\",,\"...\"",
                        "0,\"\",0,\"\",0,\"\"",
                    ]
                )
        )
        try project.edit("config/sources/profile-2021.yaml", "covers:", "# more\n    covers:")
        let result = try CommandLineTool.run(["run", "small"], in: project.root)
        // The territory is the sum of what its part prints: it changes, and that is refused as a
        // revision of figures, not as a count of rows.
        #expect(result.status == 65)
        #expect(result.talk.contains("territory,2021,population"))
        #expect(!result.talk.contains("town,2021,population"))
    }

    // Trap 9.
    @Test func `the lock is of the dataset, not of the command line`() throws {
        let project = try TestProject()
        try project.add(
            """
            commands:
              - id: gate
                program: [sh, -c, 'until [ -e go ]; do sleep 0.01; done; echo 1 > "$0"',
                  "{outputs.made}"]
                outputs: { made: local/made.txt }

            """
        )
        try project.write("pipelines/same.yaml", project.read("pipelines/small.yaml"))
        let holder = try CommandLineTool.start(["run", "small", "--jobs", "1"], in: project.root)
        try #require(Patience.wait { DatasetLock.holder("small", project.path(".lip")) != nil })
        for arguments in [
            ["pipelines/small.yaml", "--jobs", "2"], ["small", "--offline", "--verbose"],
            ["same"], ["small", "--stage", "fetch"], ["small", "--root", project.root],
        ] {
            let result = try lip(project, ["run"] + arguments, status: 75)
            #expect(result.talk.contains("error[run.locked]: run "), "\(arguments)")
        }
        try project.write("go", "")
        #expect(try holder.wait().status == 0)
    }

    // Trap 10.
    @Test func `a run after one that died does the new work too`() throws {
        let project = try TestProject()
        let dead = try CommandLineTool.run(
            ["kill", "60", project.root, "pipelines/small.yaml", project.path("place")],
            program: CommandLineTool.path("FaultyRun"),
            in: project.root
        )
        #expect(dead.status == -SIGKILL)
        try project.edit("config/labels/categories.yaml", "\"immigrant\"", "\"Immigrants\"")
        try project.edit("raw/2016.csv", "19569", "19570")
        let result = try lip(
            project,
            [
                "run", "small", "--data-raw", project.path("place/raw"), "--data-clean",
                project.path("place/clean"), "--state", project.path("place/state"),
            ]
        )
        #expect(result.output.hasPrefix("published version 1 of small"))
        let version = "place/clean/small/versions/1"
        #expect(try project.read("\(version)/categories.csv").contains("Immigrants"))
        #expect(
            try project.read("\(version)/observations/census-2016.csv").contains(
                "town,2016,population,total,total,total,19570,"
            )
        )
    }

    // Trap 11.
    @Test func `latest is a link to a version that never changes`() throws {
        let project = try publishedProject()
        let first = try project.tree("data-clean/small/versions/1")
        let link = project.path("data-clean/small/latest")
        #expect(
            try FileManager.default.destinationOfSymbolicLink(atPath: link) == "versions/1"
        )
        try project.edit("config/labels/categories.yaml", "\"immigrant\"", "\"Immigrants\"")
        _ = try lip(project, ["run", "small"])
        #expect(
            try FileManager.default.destinationOfSymbolicLink(atPath: link) == "versions/2"
        )
        #expect(try project.tree("data-clean/small/versions/1") == first)
    }

    // Trap 12.
    @Test func `what a run warns of stands in the data`() throws {
        let project = try TestProject()
        try project.remove("raw/2016.csv")
        try project.edit(
            "pipelines/small.yaml",
            "sources: [tidy-2006]",
            "sources: [tidy-2006, other-2006]"
        )
        try project.write(
            "config/sources/other-2006.yaml",
            project.read("config/sources/tidy-2006.yaml")
                .replacing("tidy-2006", with: "other-2006")
                .replacing("raw/2006.csv", with: "raw/other.csv")
        )
        let result = try lip(project, ["run", "small"], status: 69)
        for file in ["2016.csv", "other.csv"] {
            #expect(result.talk.contains("warning[fetch.not-at-hand]: `\(file)`"))
            for readme in ["README.md", "README.fr.md"] {
                #expect(
                    try project.read("data-clean/small/latest/\(readme)").contains(file),
                    "\(file) in \(readme)"
                )
            }
        }
        // A sum that lacks a part says so in its row.
        #expect(
            try project.published(
                "observations/census-2006",
                "both,2006,immigrant-status,immigrant"
            )
            .allSatisfy { $0.contains(",partial,") || $0.contains(",not-available,") }
        )
    }

    // Trap 13.
    @Test func `what only prints does not load or read what runs need`() throws {
        let folder = try TemporaryFolder()
        for arguments in [["--version"], ["--help"], ["run", "--help"]] {
            let result = try CommandLineTool.run(
                arguments,
                in: folder.path,
                environment: ["LD_DEBUG": "files", "LD_DEBUG_OUTPUT": "\(folder.path)/loaded"]
            )
            // No project is here, and none is asked for.
            #expect(result.status == 0)
        }
        let logs = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(logs.count == 3)
        for log in logs {
            let text = try String(contentsOfFile: "\(folder.path)/\(log)", encoding: .utf8)
            #expect(text.contains("libc.so.6"))
            #expect(!text.contains("libcurl"))
        }
    }
}
