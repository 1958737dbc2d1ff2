import DataStore
import IndicatorModel
import PipelineStages
import TestSupport
import Testing

/// The patch of a contract: programs apply it, and the contract fits then.
@Suite struct ContractPatchTests {
    static let git = ["/usr/bin/env", "git", "apply", "-"]
    static let areAtHand = ["git", "patch"].allSatisfy { program in
        (try? ChildProcess(["/usr/bin/env", program, "--version"]).run().end) == .exited(0)
    }

    /// A contract as a steward writes it, with comments.
    static let contract = """
        contract:
          mode: quarantine   # fail | quarantine | accept-new
          delimiter: comma
          columns:
            # The time.
            - { name: YEAR, type: year }   # of landing
            - { name: GENDER, type: text, labels: [Female, Male] }

            # The figure.
            - { name: TOTAL, type: figure, optional: true }

        """

    @Test func `a patch is a unified diff with three lines around it`() throws {
        let project = try ContractProject(Self.contract)
        let patch = try #require(
            try project.patch("YEAR,GENDER,AGE,TOTAL\n2024,Another gender,5,10\n")
        )
        let lines = try project.yaml.split(separator: "\n", omittingEmptySubsequences: false)
        let first = try #require(lines.firstIndex { $0 == "  columns:" }) + 1
        #expect(
            patch.text == """
                --- a/config/sources/profile-2016.yaml
                +++ b/config/sources/profile-2016.yaml
                @@ -\(first),7 +\(first),8 @@
                   columns:
                     # The time.
                     - { name: YEAR, type: year }   # of landing
                -    - { name: GENDER, type: text, labels: [Female, Male] }
                +    - { name: GENDER, type: text, labels: [Female, Male, Another gender] }
                +    - { name: AGE, type: integer }
                \u{20}
                     # The figure.
                     - { name: TOTAL, type: figure, optional: true }

                """
        )
    }

    @Test func `items between braces keep their comments`() throws {
        let project = try ContractProject(Self.contract)
        let text = "ID,YEAR,GENDER\nA1,n/a,\"Other: not stated\"\n"
        let patch = try #require(try project.patch(text))
        try project.write(patch.patched)
        let lines = try project.contractLines
        #expect(
            lines == """
                contract:
                  mode: quarantine   # fail | quarantine | accept-new
                  delimiter: comma
                  columns:
                    - { name: ID, type: text }
                    # The time.
                    - { name: YEAR, type: text }   # of landing
                    - { name: GENDER, type: text, labels: [Female, Male, "Other: not stated"] }

                    # The figure.
                    - { name: TOTAL, type: figure, optional: true }

                """
        )
        #expect(try project.check(text).differences == [])
    }

    @Test func `items with a line for each key keep their comments and lists`() throws {
        let project = try ContractProject(
            """
            contract:
              encoding: windows-1252   # as served
              columns:
              - name: YEAR   # of landing
                type: year
              - name: "GENDER"
                # as the census has it
                type: text
                labels:
                  - Female
                  # a comment
                  - 'Male'
              - name: TOTAL
                optional: false
                type: integer
              - name: NOTE
                type: text

            """
        )
        let text = "ANNÉE,GENDER,AGE,TOTAL\n2024,\"Autre, 2\",5,--\n"
        let patch = try #require(try project.patch(text))
        try project.write(patch.patched)
        let lines = try project.contractLines
        #expect(
            lines == """
                contract:
                  encoding: utf-8   # as served
                  columns:
                  - name: ANNÉE   # of landing
                    type: year
                  - name: "GENDER"
                    # as the census has it
                    type: text
                    labels:
                      - Female
                      # a comment
                      - 'Male'
                      - "Autre, 2"
                  - name: AGE
                    type: integer
                  - name: TOTAL
                    optional: false
                    type: figure

                """
        )
        #expect(try project.check(text).differences == [])
    }

    @Test func `another style is written anew, with what stands around it`() throws {
        let columns = [
            "[{ name: A, type: year }, { name: B, type: text, labels: [x] }]",
            """
            [
                { name: A, type: year },
                { name: B, type: text,
                  labels: ["x"] }   # a comment with a ]
              ]
            """,
            """
            # all of them

                - { name: A,
                    type: year }
                - name: B
                  type: text
                  labels: [x]
            """,
        ]
        for (number, list) in columns.enumerated() {
            let project = try ContractProject(
                """
                contract:
                  columns: \(list)
                  mode: fail
                # The end.

                """
            )
            let text = "A,C,B\n2024,1.5,y\n"
            let patch = try #require(try project.patch(text))
            try project.write(patch.patched)
            let lines = try project.contractLines
            #expect(
                lines == """
                    contract:
                      columns:\(number == 2 ? " # all of them" : "")
                        - { name: A, type: year }
                        - { name: C, type: figure }
                        - { name: B, type: text, labels: [x, "y"] }
                      mode: fail
                    # The end.

                    """
            )
            #expect(try project.check(text).differences == [])
        }
    }

    @Test func `a contract between braces is written anew`() throws {
        let project = try ContractProject(
            """
            contract: { mode: fail, delimiter: tab,
              columns: [{ name: A, type: year }] }   # one line
            language: en

            """
        )
        let text = "A\tB\n2024\t1,205\n"
        let patch = try #require(try project.patch(text))
        try project.write(patch.patched)
        let lines = try project.contractLines
        #expect(
            lines == """
                contract:
                  mode: fail
                  encoding: utf-8
                  delimiter: tab
                  header-line: 1
                  columns:
                    - { name: A, type: year }
                    - { name: B, type: figure }
                language: en

                """
        )
        #expect(try project.check(text).differences == [])
    }

    @Test func `an encoding that is not written is added`() throws {
        let project = try ContractProject(
            "contract:\n  columns:\n    - { name: A, type: text }\n    - { name: B, type: text }\n"
        )
        let bytes = Array("A,B\nQu".utf8) + [0xE9] + Array("bec,1\n".utf8)
        let patch = try #require(
            ContractPatch(
                try project.yaml,
                path: ContractProject.path,
                contract: try project.contract(),
                report: try project.check(bytes)
            )
        )
        try project.write(patch.patched)
        #expect(try project.contract().encoding == .windows1252)
        #expect(try project.check(bytes).differences == [])
        let lines = try project.contractLines
        #expect(
            lines == """
                contract:
                  encoding: windows-1252
                  columns:
                    - { name: A, type: text }
                    - { name: B, type: text }

                """
        )
    }

    @Test func `there is no patch where none would help`() throws {
        let project = try ContractProject(Self.contract)
        #expect(try project.patch("YEAR,GENDER,TOTAL\n2024,Male,5\n") == nil)
        // Rows of another length.
        #expect(try project.patch("YEAR,GENDER,TOTAL\n2024,Male\n") == nil)
        let other = ContractPatch(
            "id: other\n",
            path: "config/sources/other.yaml",
            contract: try project.contract(),
            report: try project.check("YEAR,TOTAL\n")
        )
        #expect(other == nil)
    }

    @Test(
        .enabled(if: areAtHand, "needs git and patch"),
        arguments: [git, ["/usr/bin/env", "patch", "-p1"]]
    )
    func `programs apply a patch, whatever the file ends with`(_ program: [String]) throws {
        let endings: [(String) -> String] = [
            { $0 }, { String($0.dropLast()) }, { $0 + "language: en\n" },
            { $0.replacing("\n", with: "\r\n") },
        ]
        for ending in endings {
            let project = try ContractProject("")
            try project.write(ending(try project.yaml + Self.contract))
            let text = "YEAR,GENDER,AGE,NEW\n2024,Other,5,\n"
            try project.apply(try #require(try project.patch(text)), program)
            #expect(try project.check(text).differences == [])
        }
    }

    /// Random contracts in random styles, and random files: the patched contract fits.
    @Test(.enabled(if: areAtHand, "needs git and patch"), arguments: 0..<40 as Range<UInt64>)
    func `a contract with the patch fits the file, whatever both are`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let names = [
            "YEAR", "FR_ANNEÉ", "DIM: Profile (2247)", "a, b", "\"quoted\"", "yes", "2016", "- x",
            "#", "EN_IMMIGRATION_CATEGORY-MAIN_CATEGORY", "FR_CATÉGORIE_D'IMMIGRATION", "null",
            "a: b", "{x}", "[1]", "back\\slash", "x #1", "'", "Men+", "TOTAL",
        ].shuffled(using: &random)
        let texts = [
            "Female", "x", "2024", "1,205", "", "Other, not stated", "é", "--", "5.5", "no",
        ]
        let columns = names.prefix(Int.random(in: 1...8, using: &random)).map { name in
            let hasLabels = Bool.random(using: &random)
            return ContractColumn(
                name: name,
                type: ColumnType.allCases.randomElement(using: &random) ?? .text,
                isOptional: Int.random(in: 0..<4, using: &random) == 0,
                labels: hasLabels ? ["Female", "Male, all", "it's"] : nil
            )
        }
        let project = try ContractProject(RandomContract.yaml(columns, using: &random))
        #expect(try project.contract().columns == columns)
        var header = columns.map(\.name)
        for name in names.suffix(Int.random(in: 0...3, using: &random)) where !header.contains(name)
        {
            header.insert(name, at: Int.random(in: 0...header.count, using: &random))
        }
        if header.count > 2, Bool.random(using: &random) { header.removeFirst() }
        if Bool.random(using: &random) { header.swapAt(0, header.count - 1) }
        if Bool.random(using: &random) { header[header.count - 1] += " (new)" }
        let rows = (0..<6).map { _ in
            header.map { _ in texts.randomElement(using: &random) ?? "" }
        }
        let text = ([header] + rows).map { row in
            row.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",") + "\n"
        }.joined()
        guard let patch = try project.patch(text) else {
            #expect(try project.check(text).differences == [])
            return
        }
        try project.apply(patch, Self.git)
        let lines = Comment(rawValue: try project.contractLines)
        #expect(try project.check(text).differences.map(\.text) == [], lines)
    }
}

/// A contract's YAML in one of the styles that people write.
private enum RandomContract {
    static func yaml(
        _ columns: [ContractColumn],
        using random: inout SeededGenerator
    ) -> String {
        func quoted(_ text: String) -> String {
            text.contains("\"") || text.contains("\\") || Bool.random(using: &random)
                ? "'\(text.replacing("'", with: "''"))'" : "\"\(text)\""
        }
        func comment() -> String { Bool.random(using: &random) ? "   # a \"comment\" {" : "" }
        let style = Int.random(in: 0...3, using: &random)
        let indent = style == 3 || Bool.random(using: &random) ? "    " : "  "
        var lines = ["contract:", "  columns:"]
        for column in columns {
            let labels = column.labels.map { "[\($0.map(quoted).joined(separator: ", "))]" }
            let optional = column.isOptional ? "true" : nil
            let pairs = [
                ("name", quoted(column.name)), ("type", column.type.rawValue), ("labels", labels),
                ("optional", optional),
            ].compactMap { key, value in value.map { (key, $0) } }
            let flow = pairs.map { "\($0): \($1)" }.joined(separator: ", ")
            if Int.random(in: 0..<4, using: &random) == 0 { lines.append("\(indent)# a comment") }
            switch style {
            case 0, 1: lines.append("\(indent)- { \(flow) }\(comment())")
            case 2:
                for (index, pair) in pairs.enumerated() {
                    let lead = index == 0 ? "- " : "  "
                    if pair.0 == "labels", let labels = column.labels, Bool.random(using: &random) {
                        lines.append("\(indent)\(lead)labels:\(comment())")
                        lines += labels.map { "\(indent)    - \(quoted($0))\(comment())" }
                    } else {
                        lines.append("\(indent)\(lead)\(pair.0): \(pair.1)\(comment())")
                    }
                }
            default:
                lines.append("\(indent)- { \(pairs[0].0): \(pairs[0].1),")
                let rest = pairs.dropFirst().map { "\($0): \($1)" }.joined(separator: ", ")
                lines.append("\(indent)    \(rest) }\(comment())")
            }
        }
        return (lines + ["  mode: fail"]).joined(separator: "\n") + "\n"
    }
}
