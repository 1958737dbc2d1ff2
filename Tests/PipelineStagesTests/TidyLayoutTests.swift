import PipelineStages
import TestSupport
import Testing

@Suite struct TidyLayoutTests {
    static let damages: [Damage] = [
        Damage(
            "an unknown column",
            in: "raw/2006.csv",
            "2006,CSD,6106023,2006,3,men,1000,",
            becomes: "2006,CSD,6106023,2006,3,male,1000,",
            isTold: """
                error[extract.unknown-column]: `male` is not one of `total`, `men`, `women`, \
                `rate-total`, `rate-men` or `rate-women`
                 --> 2006.csv:6:1
                hint: fetch the file again, or correct its source in config/sources
                """
        ),
        Damage(
            "neither a value nor a symbol",
            in: "raw/2006.csv",
            "2006,CSD,6106023,2006,1,total,18700,",
            becomes: "2006,CSD,6106023,2006,1,total,,",
            isTold: """
                error[extract.unknown-symbol]: there is neither a value nor a symbol that says why \
                there is none
                 --> 2006.csv:3:1
                  |
                3 | 2006,CSD,6106023,2006,1,total,,
                  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                hint: fetch the file again, or correct its source in config/sources
                """
        ),
        Damage(
            "no value, and a symbol that goes with one",
            in: "raw/2006.csv",
            "2006,CSD,6106023,2006,1,total,18700,",
            becomes: "2006,CSD,6106023,2006,1,total,,E",
            isTold: """
                error[extract.unknown-symbol]: there is neither a value nor a symbol that says why \
                there is none
                 --> 2006.csv:3:1
                  |
                3 | 2006,CSD,6106023,2006,1,total,,E
                  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                hint: fetch the file again, or correct its source in config/sources
                """
        ),
        Damage(
            "several rows that cannot be read",
            in: "raw/2006.csv",
            """
            2006,CSD,6106023,2006,1,total,18700,
            2006,CSD,6106023,2006,2,total,18510,
            """,
            becomes: """
                2006,CSD,6106023,2006,1,total,,
                2006,CSD,6106023,2006,2,total,few,
                """,
            isTold: """
                error[extract.unknown-symbol]: there is neither a value nor a symbol that says why \
                there is none
                 --> 2006.csv:3:1
                  |
                3 | 2006,CSD,6106023,2006,1,total,,
                  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                hint: 2 rows cannot be read
                hint: fetch the file again, or correct its source in config/sources
                """
        ),
        Damage(
            "another period",
            in: "raw/2006.csv",
            "2006,CSD,6106023,2006,1,total",
            becomes: "2005,CSD,6106023,2006,1,total",
            isTold: """
                error[extract.wrong-period]: expected period `2006`, found `2005`
                 --> 2006.csv:3:1
                hint: fetch the file again, or correct its source in config/sources
                """
        ),
        Damage(
            "another vintage",
            in: "raw/2006.csv",
            "2006,CSD,6106023,2006,1,total",
            becomes: "2006,CSD,6106023,2011,1,total",
            isTold: """
                error[extract.wrong-vintage]: expected vintage `2006`, found `2011`
                 --> 2006.csv:3:1
                hint: fetch the file again, or correct its source in config/sources
                """
        ),
        Damage(
            "an unknown level",
            in: "raw/2006.csv",
            "2006,CSD,6106021,2006,1",
            becomes: "2006,CSDD,6106021,2006,1",
            isTold: """
                error[extract.unknown-level]: `CSDD` is not a census level
                 --> 2006.csv:9:1
                hint: fetch the file again, or correct its source in config/sources
                """
        ),
        Damage(
            "an unknown description",
            in: "raw/2006.csv",
            "@name",
            becomes: "@nom",
            isTold: """
                error[extract.unknown-characteristic]: `@nom` is not one of `@name`, \
                `@non-response`, `@non-response-long-form` or `@quality-flag`
                 --> 2006.csv:2:1
                hint: fetch the file again, or correct its source in config/sources
                """
        ),
        Damage(
            "a non-response rate that is not a number",
            in: "raw/2006.csv",
            "@name,total,Town,",
            becomes: "@non-response,total,low,",
            isTold: """
                error[extract.not-a-number]: `low` is not a rate
                 --> 2006.csv:2:1
                hint: fetch the file again, or correct its source in config/sources
                """
        ),
        Damage(
            "a figure that stands twice",
            in: "raw/2006.csv",
            """
            2006,CSD,6106023,2006,3,men,1000,

            """,
            becomes: """
                2006,CSD,6106023,2006,3,men,1000,
                2006,CSD,6106023,2006,3,men,1005,

                """,
            isTold: """
                error[extract.duplicate-cell]: `3` of `CSD 6106023` stands here for the second \
                time; the first is on line 6
                 --> 2006.csv:7:1
                """
        ),
        Damage(
            "a missing column",
            in: "raw/2006.csv",
            """
            ,symbol

            """,
            becomes: """
                ,flag

                """,
            isTold: """
                error[extract.missing-column]: no column `symbol`; found `period`, `level`, \
                `code`, `vintage`, `characteristic`, `column`, `value` and `flag`
                 --> 2006.csv:1:1
                hint: fetch the file again, or correct its source in config/sources
                """
        ),
        Damage(
            "a row with a field too few",
            in: "raw/2006.csv",
            "2006,CSD,6106023,2006,4,total,42100,",
            becomes: "2006,CSD,6106023,2006,4,total,42100",
            isTold: """
                error[extract.short-row]: the row has 7 fields, expected 8
                 --> 2006.csv:8:1
                hint: fetch the file again, or correct its source in config/sources
                """
        ),
    ]

    @Test(arguments: damages)
    func `what is damaged is told, and nothing is published`(_ damage: Damage) async throws {
        try await damage.expectRefusal()
    }

    @Test func `a file with nothing below its header is refused`() async throws {
        let expected = """
            error[extract.empty-file]: the file has no rows
             --> 2006.csv:2:1
            hint: fetch the file again, or correct its source in config/sources
            """
        try await expectRefusal(expected) { project in
            let header = try project.read("raw/2006.csv").prefix { $0 != "\n" }
            try project.write("raw/2006.csv", "\(header)\n")
        }
    }

    @Test func `columns and rows may stand in any order, with Windows line ends`() async throws {
        let project = try TestProject()
        _ = try project.run()
        let lines = try project.read("raw/2006.csv").split(separator: "\n").map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).reversed()
                .joined(separator: ",")
        }
        let turned = [lines[0]] + lines.dropFirst().reversed()
        try project.write("raw/2006.csv", "\u{FEFF}" + turned.joined(separator: "\r\n") + "\r\n")
        let before = try project.published("observations/census-2006", "town")
        let outcome = try project.run()
        #expect(try project.published("observations/census-2006", "town") == before)
        #expect(outcome.missing == [])
    }
}
