import DataStore
import IndicatorModel
import PipelineStages
import TestSupport
import Testing

/// The digest of content is the same for the same rows, and another for any other rows.
@Suite struct ContentDigestTests {
    private let file: InspectedFile

    init() throws { file = try InspectedFile() }

    /// A synthetic table whose fields hold all that is awkward in delimited text.
    private struct Rows {
        var rows: [[String]]

        init(_ random: inout SeededGenerator) {
            let texts = [
                "Calgary", "Cameroon, Federal Republic of", "\"quoted\"", "5\" pipe", "", "x", "..",
                "é", " padded ", "two\nlines", "semi;colon", "1,205",
            ]
            let columns = Int.random(in: 3...6, using: &random)
            rows = [(0..<columns).map { "COLUMN_\($0)" }]
            for number in 0..<Int.random(in: 5...30, using: &random) {
                let row = (0..<columns - 1).map { _ in texts.randomElement(using: &random) ?? "" }
                rows.append(["\(number * 5)"] + row)
            }
        }

        /// The rows as text; `quotes` says how many of the fields are quoted that need not be.
        func text(
            lineEnd: String = "\n",
            quotes: Double = 0,
            hasMark: Bool = false,
            blankLines: Int = 0,
            endsWithLineEnd: Bool = true,
            _ random: inout SeededGenerator
        ) -> [UInt8] {
            var lines: [String] = []
            for row in rows {
                var fields: [String] = []
                for field in row {
                    let mustBeQuoted = field.contains { ",\"\n".contains($0) }
                    let isQuoted = mustBeQuoted || Double.random(in: 0..<1, using: &random) < quotes
                    let inner = field.replacing("\n", with: lineEnd)
                    fields.append(isQuoted ? "\"\(inner.replacing("\"", with: "\"\""))\"" : inner)
                }
                lines.append(fields.joined(separator: ","))
            }
            let end = String(repeating: lineEnd, count: blankLines + (endsWithLineEnd ? 1 : 0))
            let text = (hasMark ? "\u{FEFF}" : "") + lines.joined(separator: lineEnd) + end
            return Array(text.utf8)
        }
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `line ends, quotes, a byte order mark and blank lines at the end do not change it`(
        _ seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        let rows = Rows(&random)
        let content = try file.inspect(rows.text(&random), "a.csv").content
        for lineEnd in ["\n", "\r\n"] {
            for quotes in [0, 0.5, 1] {
                for blankLines in [0, 3] {
                    let text = rows.text(
                        lineEnd: lineEnd,
                        quotes: quotes,
                        hasMark: blankLines > 0,
                        blankLines: blankLines,
                        endsWithLineEnd: blankLines > 0,
                        &random
                    )
                    #expect(try file.inspect(text, "a.csv").content == content)
                    #expect(try file.inspect(gzip(text), "a.csv.gz").content == content)
                }
            }
        }
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `any other figure, text, order or number of rows changes it`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let rows = Rows(&random)
        var contents = [try file.inspect(rows.text(&random), "a.csv").content]
        func note(_ change: (inout [[String]]) -> Void) throws {
            var changed = rows
            change(&changed.rows)
            contents.append(try file.inspect(changed.text(&random), "a.csv").content)
        }
        let row = Int.random(in: 2..<rows.rows.count, using: &random)
        try note { $0[row][0] += "0" }
        try note { $0[row][0] = "" }
        try note { $0[row][1] += " " }
        try note { $0.swapAt(row, row - 1) }
        try note { $0.remove(at: row) }
        try note { $0.append($0[row]) }
        try note { $0[0][1] = "OTHER" }
        try note { $0.insert([""], at: row) }
        try note { $0[row].append("") }
        try note { for index in $0.indices { $0[index].swapAt(0, 1) } }
        #expect(Set(contents).count == contents.count)
    }

    // MARK: - Archives

    private func archive(
        _ members: [(String, [UInt8])],
        date: UInt64 = 0x21,
        deflates: Bool = false
    ) throws -> String {
        var writer = ZIPWriter()
        for (name, content) in members {
            writer.add(name, content, date: date, deflates: deflates)
        }
        return try file.inspect(writer.bytes, "a.zip").content
    }

    @Test(arguments: 0..<5 as Range<UInt64>)
    func `packing again, in another order, on another day, does not change it`(
        _ seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        let rows = Rows(&random)
        let members = [
            ("a_data.csv", rows.text(&random)), ("meta.txt", Array("Symbols\n".utf8)),
            ("é.bin", [0, 1, 2]),
        ]
        let content = try archive(members)
        #expect(try archive(members, date: 0x5A21) == content)
        #expect(try archive(members, deflates: true) == content)
        #expect(try archive(members.reversed(), deflates: true) == content)
        #expect(try archive([("data/", [])] + members) == content)
        var other = members
        other[0].1 = rows.text(lineEnd: "\r\n", quotes: 0.7, hasMark: true, &random)
        #expect(try archive(other) == content)
    }

    @Test func `a renamed, missing, new or changed member changes it`() throws {
        let members = [("a.csv", Array("a,b\n1,2\n".utf8)), ("b.bin", [0, 1, 2] as [UInt8])]
        var contents = [try archive(members)]
        contents.append(try archive([("c.csv", members[0].1), members[1]]))
        contents.append(try archive([members[0]]))
        contents.append(try archive(members + [("c.bin", [])]))
        contents.append(try archive([members[0], ("b.bin", [0, 1, 3])]))
        contents.append(try archive([("a.csv", Array("a,b\n1,3\n".utf8)), members[1]]))
        // The same bytes under exchanged names.
        contents.append(
            try archive([("b.bin", Array("a,b\n1,2\n".utf8)), ("a.csv", [48, 44, 49])])
        )
        #expect(Set(contents).count == contents.count)
    }

    @Test func `who saved a workbook and when does not change it`() throws {
        func workbook(_ author: String, cell: String = "3,060") throws -> String {
            var writer = ZIPWriter()
            writer.add("[Content_Types].xml", "<?xml version=\"1.0\"?><Types/>")
            writer.add("docProps/core.xml", "<?xml version=\"1.0\"?><c>\(author)</c>")
            writer.add("xl/worksheets/sheet1.xml", "<?xml version=\"1.0\"?><v>\(cell)</v>")
            return try file.inspect(writer.bytes, "a.xlsx").content
        }
        #expect(try workbook("one") == workbook("two"))
        #expect(try workbook("one") != workbook("one", cell: "3,065"))
    }

    @Test func `a table between tabs is another than one between commas`() throws {
        let tabs = try file.inspect("a\tb\n1\t2\n")
        #expect(try file.inspect("a,b\n1,2\n").content != tabs.content)
    }
}
