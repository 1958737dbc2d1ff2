import CSVKernel
import DataStore
import IndicatorModel
import PipelineStages
import TestSupport
import Testing

@Suite struct MergeJoinTests {
    private func open(_ text: String, keyCount: Int = 1, piece: Int = .max) throws -> SortedRecords
    {
        let source = MemoryByteSource(Array(text.utf8), piece: piece)
        return try SortedRecords.open(source, name: "a.csv", keyCount: keyCount)
    }

    private func join(_ old: String, _ new: String, keyCount: Int = 1) throws -> [String] {
        var lines: [String] = []
        try mergeJoin(
            try open(old, keyCount: keyCount),
            try open(new, keyCount: keyCount)
        ) { rows in
            switch rows {
            case .gone(let row): lines.append("- \(row.joined(separator: "|"))")
            case .new(let row): lines.append("+ \(row.joined(separator: "|"))")
            case .both(let old, let new):
                lines.append("\(old.joined(separator: "|")) > \(new.joined(separator: "|"))")
            case .same: lines.append("=")
            }
        }
        return lines
    }

    static let cases: [(String, String, [String])] = [
        ("k,v\n", "k,v\n", []),
        ("", "k,v\na,1\n", ["+ a|1"]),
        ("k,v\na,1\n", "", ["- a|1"]),
        ("k,v\na,1\nb,2\n", "k,v\na,1\nb,3\n", ["=", "b|2 > b|3"]),
        ("k,v\na,1\nc,2\n", "k,v\nb,1\nc,2\n", ["- a|1", "+ b|1", "="]),
        ("k,v\nb,1\n", "k,v\na,1\nc,1\n", ["+ a|1", "- b|1", "+ c|1"]),
        // A key that another begins with comes first, whatever stands behind it.
        ("k,v\na,9\na-b,1\n", "k,v\na-b,1\n", ["- a|9", "="]),
    ]

    @Test(arguments: cases)
    func `rows are told by their keys`(_ old: String, _ new: String, _ lines: [String]) throws {
        #expect(try join(old, new) == lines)
    }

    @Test func `a key of several fields is compared field by field`() throws {
        // As one text `a-,b` would come before `a,c`.
        let old = "k,l,v\na,c,1\na-,b,1\n"
        let new = "k,l,v\na,c,1\na,d,1\na-,b,2\n"
        #expect(try join(old, new, keyCount: 2) == ["=", "+ a|d|1", "a-|b|1 > a-|b|2"])
    }

    @Test func `quoted fields are what they stand for`() throws {
        let old = "k,v\n\"a\"\"b\",1\n\"a,b\",1\n"
        let new = "k,v\n\"a\"\"b\",1\n\"a,b\",\"x\"\"y\"\n"
        #expect(try join(old, new) == ["=", "a,b|1 > a,b|x\"y"])
    }

    static let broken: [(String, String)] = [
        (
            "k,v\nb,1\na,1\n",
            """
            error[publish.not-sorted]: published table `a.csv` is not sorted by its key, or has \
            a key twice
             --> a.csv:3:1
            hint: `lip verify` tells whether the file is as it was published
            """
        ),
        (
            "k,v\na,1\na,2\n",
            """
            error[publish.not-sorted]: published table `a.csv` is not sorted by its key, or has \
            a key twice
             --> a.csv:3:1
            hint: `lip verify` tells whether the file is as it was published
            """
        ),
        (
            "k,v\na,1\nb\n",
            """
            error[publish.broken-row]: published table `a.csv` has 1 field where its header has 2
             --> a.csv:3:1
            """
        ),
    ]

    @Test(arguments: broken)
    func `a table that is not as it is published is refused`(_ text: String, _ told: String) {
        let error = #expect(throws: Diagnostic.self) { try join(text, "k,v\n") }
        #expect(error?.rendered == told)
    }

    // MARK: - Random tables

    /// A table with some of 200 keys, in the order of publishing.
    private func table(_ random: inout SeededGenerator) -> Table {
        var table = Table(name: "t", columns: Table.observationColumns, keyCount: 6)
        let states = ["rounded", "partial", "suppressed"]
        for place in ["a", "a-b", "b"] {
            for period in ["2006", "2016"] {
                for category in ["total", "0-4", "15, and \"over\""] {
                    for gender in ["total", "men", "women"] where Bool.random(using: &random) {
                        let value = Int.random(in: -1...3, using: &random) * 5
                        let state = states.randomElement(using: &random) ?? ""
                        let numbers =
                            value < 0
                            ? ["", "", ""] : ["\(value)", "\(max(0, value - 4))", "\(value + 4)"]
                        let quality = Bool.random(using: &random) ? "flag \"1\", a" : ""
                        table.append(
                            [place, period, "population", category, "total", gender] + numbers
                                + [state, "sum", "1", quality]
                        )
                    }
                }
            }
        }
        return table.sorted()
    }

    private func figures(_ table: Table) throws -> [[String]: PublishedFigure] {
        var figures: [[String]: PublishedFigure] = [:]
        for index in 0..<table.rowCount {
            let row = Array(table.row(index))
            figures[Array(row.prefix(6))] = try PublishedFigure(row: row)
        }
        return figures
    }

    @Test(arguments: 1...60)
    func `what differs, put upon the old figures, gives the new ones`(_ seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let old = table(&random)
        let new = table(&random)
        var figures = try figures(old)
        var same = 0
        var previous: [String] = []
        let piece = Int.random(in: 1...9, using: &random)
        try mergeJoin(
            try open(String(decoding: old.csv, as: UTF8.self), keyCount: 6, piece: piece),
            try open(String(decoding: new.csv, as: UTF8.self), keyCount: 6)
        ) { rows in
            guard let row = try FigureDifference(rows) else {
                same += 1
                return
            }
            #expect(previous.lexicographicallyPrecedes(row.key), "seed \(seed)")
            previous = row.key
            #expect(figures[row.key] == row.old, "seed \(seed)")
            figures[row.key] = row.new
        }
        let after = try self.figures(new)
        #expect(figures == after, "seed \(seed)")
        let before = try self.figures(old)
        #expect(same == before.filter { after[$0.key] == $0.value }.count, "seed \(seed)")
    }
}
