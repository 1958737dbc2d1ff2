import CSVKernel
import TestSupport
import Testing

@Suite struct CSVWriterTests {
    private func text(_ writer: CSVWriter) -> String {
        String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test(arguments: [
        (["a", "b"], "a,b\n"), ([""], "\n"), (["", ""], ",\n"), (["a,b"], "\"a,b\"\n"),
        (["a\"b"], "\"a\"\"b\"\n"), (["\""], "\"\"\"\"\n"), (["a\nb", "c"], "\"a\nb\",c\n"),
        (["a\rb"], "\"a\rb\"\n"), ([" a "], " a \n"), (["é", "日本"], "é,日本\n"),
        (["a;b", "c\td", "'"], "a;b,c\td,'\n"), (["-4.9"], "-4.9\n"),
    ])
    func `quotes only what RFC 4180 says must be quoted`(_ row: [String], _ expected: String) {
        var writer = CSVWriter()
        writer.row(row)
        #expect(text(writer) == expected)
    }

    @Test func `writes a header, rows, and fields one by one`() {
        var writer = CSVWriter(header: ["place", "value"])
        writer.row(["calgary", "1"])
        writer.field("red,deer")
        writer.field("2")
        writer.endRow()
        #expect(text(writer) == "place,value\ncalgary,1\n\"red,deer\",2\n")
    }

    @Test func `hands over what was written, also in the middle of a row`() {
        var writer = CSVWriter(header: ["a", "b"])
        writer.field("1")
        #expect(writer.take() == Array("a,b\n1".utf8))
        writer.field("2")
        writer.endRow()
        #expect(writer.take() == Array(",2\n".utf8))
        #expect(writer.take().isEmpty)
    }

    @Test func `writes what the reader reads back`() throws {
        for seed in 0..<300 {
            var generator = SeededGenerator(seed: UInt64(seed))
            var writer = CSVWriter()
            var rows: [[[UInt8]]] = []
            for _ in 0..<5 {
                var row = (0..<3).map { _ in RandomCSV.content(&generator) }
                // A byte order mark at the start of a file is no part of its first field.
                row[0] = "row " + row[0]
                writer.row(row)
                rows.append(row.map { Array($0.utf8) })
            }
            #expect(try readRecords(writer.bytes).map(\.fields) == rows)
        }
    }
}
