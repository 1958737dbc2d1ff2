import Foundation
import TestSupport
import Testing

/// What `lip compare` shows of the small dataset, and what it refuses to show.
@Suite struct CompareCommandTests {
    /// A published project in which figures of two periods may be compared by these codes.
    private func project(_ codes: [String: String]) throws -> TestProject {
        let project = try TestProject()
        let indicators = "config/indicators/immigration.yaml"
        for (pair, code) in codes {
            try project.edit(
                indicators,
                "\"\(pair)\": { code: A }",
                "\"\(pair)\": { code: \(code), note: a-note }"
            )
        }
        try project.edit("config/labels/notes.yaml", "en: \"a-note\"", "en: \"Asked otherwise.\"")
        _ = try lip(project, ["run", "small"])
        return project
    }

    @Test func `figures that may be compared stand side by side, with differences`() throws {
        let output = try lip(
            try publishedProject(),
            ["compare", "small", "town", "village", "--indicator", "immigrant-status"]
        ).output
        try expectGolden(output, "compare-a.txt")
    }

    @Test func `a note stands below, and of C only the direction is told`() throws {
        let project = try project(["2006-2016": "B", "2016-2021": "C"])
        let output = try lip(
            project,
            [
                "compare", "small", "town", "village", "--indicator", "immigrant-status",
                "--category", "immigrant", "--gender", "women",
            ]
        ).output
        try expectGolden(output, "compare-bc.txt")
    }

    @Test func `periods that must not be compared stand in tables of their own`() throws {
        let project = try project(["2006-2016": "X", "2006-2021": "X"])
        let arguments = ["compare", "small", "town", "--indicator", "population"]
        try expectGolden(try lip(project, arguments).output, "compare-x.txt")
        let json = try lip(project, arguments + ["--json"]).output
        try expectGolden(json, "compare-x.json")
    }

    @Test func `no difference is taken across two definitions of a place`() throws {
        let project = try TestProject()
        try project.edit("config/places/town.yaml", "kind: community", "kind: city\nparent: both")
        _ = try lip(project, ["run", "small"])
        let output = try lip(
            project,
            ["compare", "small", "both", "town", "--indicator", "population"]
        ).output
        #expect(
            output.hasSuffix(
                """

                `town` and `both` are two definitions of one place: no difference is taken across \
                them.

                """
            )
        )
        let one = try lip(project, ["compare", "small", "both", "--indicator", "population"]).output
        #expect(!one.contains("definitions"))
    }

    @Test func `an older version is shown as it was`() throws {
        let project = try publishedProject()
        let arguments = ["compare", "small", "town", "--indicator", "population"]
        let before = try lip(project, arguments).output
        try project.edit("raw/2016.csv", "19569,...,...", "21569,...,...")
        _ = try lip(project, ["run", "small", "--revise", "census-2016", "--reason", "Corrected."])
        #expect(try lip(project, arguments + ["--at", "1"]).output == before)
        let after = try lip(project, arguments).output
        #expect(after != before)
        #expect(after.contains("21569"))
    }

    static let mistakes: [([String], Int32, String)] = [
        (
            ["twon", "--indicator", "population"], 78,
            """
            error[config.unknown-place]: the version has no place `twon`
            hint: did you mean `town`?

            """
        ),
        (
            ["town", "--indicator", "populaton"], 78,
            """
            error[config.unknown-indicator]: the version has no indicator `populaton`
            hint: did you mean `population`?

            """
        ),
        (
            ["town", "--indicator", "immigrant-status", "--category", "imigrant"], 78,
            """
            error[config.unknown-category]: indicator `immigrant-status` has no category `imigrant`
            hint: did you mean `immigrant`?

            """
        ),
        (
            ["town", "--indicator", "population", "--gender", "woman"], 78,
            """
            error[config.unknown-gender]: the version has no gender `woman`
            hint: did you mean `women`?

            """
        ),
        (
            ["town", "--indicator", "population", "--gender", "women"], 64,
            """
            error[usage.no-figures]: the version has no row of `town` for `population`, category \
            `total`, group `total`, gender `women`
            hint: the figures may be published for other groups or genders

            """
        ),
    ]

    @Test(arguments: mistakes)
    func `a mistake is told with what was likely meant`(
        _ arguments: [String],
        _ status: Int32,
        _ talk: String
    ) throws {
        let result = try lip(
            try publishedProject(),
            ["compare", "small"] + arguments,
            status: status
        )
        #expect(result.output == "")
        #expect(result.talk == talk)
    }
}
