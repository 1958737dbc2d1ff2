import IndicatorModel
import PipelineConfig
import TestSupport
import Testing

@Suite struct SchemaContractsTests {
    static let mistakes: [Mistake] = [
        .inSource(
            "a contract without columns",
            """
            contract: { delimiter: tab }
            """,
            isTold: """
                error[config.missing-key]: missing key `columns`
                 --> config/sources/profile-2016.yaml:10:11
                   |
                10 | contract: { delimiter: tab }
                   |           ^
                """
        ),
        .inSource(
            "a contract with no column",
            """
            contract: { columns: [] }
            """,
            isTold: """
                error[config.wrong-shape]: expected at least one column, found an empty list
                 --> config/sources/profile-2016.yaml:10:22
                   |
                10 | contract: { columns: [] }
                   |                      ^
                """
        ),
        .inSource(
            "a mode that is none",
            """
            contract: { mode: warn, columns: [{ name: A, type: text }] }
            """,
            isTold: """
                error[config.unknown-mode]: unknown mode `warn`
                 --> config/sources/profile-2016.yaml:10:19
                   |
                10 | contract: { mode: warn, columns: [{ name: A, type: text }] }
                   |                   ^^^^
                hint: known are `accept-new`, `fail` and `quarantine`
                """
        ),
        .inSource(
            "an encoding that is none",
            """
            contract: { encoding: latin-1, columns: [{ name: A, type: text }] }
            """,
            isTold: """
                error[config.unknown-encoding]: unknown encoding `latin-1`
                 --> config/sources/profile-2016.yaml:10:23
                   |
                10 | contract: { encoding: latin-1, columns: [{ name: A, type: text }] }
                   |                       ^^^^^^^
                hint: known are `utf-8` and `windows-1252`
                """
        ),
        .inSource(
            "a delimiter that is written out",
            """
            contract: { delimiter: ";", columns: [{ name: A, type: text }] }
            """,
            isTold: """
                error[config.unknown-delimiter]: unknown delimiter `;`
                 --> config/sources/profile-2016.yaml:10:24
                   |
                10 | contract: { delimiter: ";", columns: [{ name: A, type: text }] }
                   |                        ^^^
                hint: known are `comma`, `semicolon` and `tab`
                """
        ),
        .inSource(
            "a header before the first line",
            """
            contract: { header-line: 0, columns: [{ name: A, type: text }] }
            """,
            isTold: """
                error[config.wrong-shape]: expected a whole number above 0, found `0`
                 --> config/sources/profile-2016.yaml:10:26
                   |
                10 | contract: { header-line: 0, columns: [{ name: A, type: text }] }
                   |                          ^
                """
        ),
        .inSource(
            "a column without its type",
            """
            contract: { columns: [{ name: A }] }
            """,
            isTold: """
                error[config.missing-key]: missing key `type`
                 --> config/sources/profile-2016.yaml:10:23
                   |
                10 | contract: { columns: [{ name: A }] }
                   |                       ^
                """
        ),
        .inSource(
            "a type that is none",
            """
            contract: { columns: [{ name: A, type: number }] }
            """,
            isTold: """
                error[config.unknown-type]: unknown type `number`
                 --> config/sources/profile-2016.yaml:10:40
                   |
                10 | contract: { columns: [{ name: A, type: number }] }
                   |                                        ^^^^^^
                hint: known are `code`, `figure`, `integer`, `text` and `year`
                """
        ),
        .inSource(
            "a column with no label",
            """
            contract: { columns: [{ name: A, type: text, labels: [] }] }
            """,
            isTold: """
                error[config.wrong-shape]: expected at least one label, found an empty list
                 --> config/sources/profile-2016.yaml:10:54
                   |
                10 | contract: { columns: [{ name: A, type: text, labels: [] }] }
                   |                                                      ^
                """
        ),
        .inSource(
            "a column that may be missing, perhaps",
            """
            contract: { columns: [{ name: A, type: text, optional: maybe }] }
            """,
            isTold: """
                error[config.wrong-shape]: expected `true` or `false`, found `maybe`
                 --> config/sources/profile-2016.yaml:10:56
                   |
                10 | contract: { columns: [{ name: A, type: text, optional: maybe }] }
                   |                                                        ^^^^^
                """
        ),
    ]

    @Test(arguments: mistakes)
    func `a mistake is shown with its line`(_ mistake: Mistake) throws {
        #expect(try mistake.told() == mistake.expected)
    }

    @Test func `every key of a contract is read`() throws {
        let source = try TestProject.source(
            with: """
                contract:
                  mode: accept-new
                  encoding: windows-1252
                  delimiter: tab
                  header-line: 3
                  columns:
                    - { name: EN_YEAR, type: year }
                    - { name: EN_GENDER, type: text, labels: [Female, Male], optional: true }
                """
        )
        let year = ContractColumn(name: "EN_YEAR", type: .year, isOptional: false, labels: nil)
        let gender = ContractColumn(
            name: "EN_GENDER",
            type: .text,
            isOptional: true,
            labels: ["Female", "Male"]
        )
        let expected = SchemaContract(
            mode: .acceptNew,
            encoding: .windows1252,
            delimiter: .tab,
            headerLine: 3,
            columns: [year, gender]
        )
        #expect(source.contract == expected)
    }

    @Test func `a contract of columns alone is of UTF-8 with commas, and quarantines`() throws {
        let source = try TestProject.source(
            with: "contract: { columns: [{ name: \"*\", type: code }] }"
        )
        let column = ContractColumn(name: "*", type: .code, isOptional: false, labels: nil)
        let expected = SchemaContract(
            mode: .quarantine,
            encoding: .utf8,
            delimiter: .comma,
            headerLine: 1,
            columns: [column]
        )
        #expect(source.contract == expected)
    }
}
