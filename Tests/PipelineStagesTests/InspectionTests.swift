import DataStore
import IndicatorModel
import PipelineStages
import TestSupport
import Testing

@Suite struct InspectionTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func write(_ bytes: [UInt8], _ name: String) throws -> String {
        let path = "\(folder.path)/\(Int.random(in: 0..<1 << 40))-\(name)"
        try FileLayer().write(bytes, to: path)
        return path
    }

    private func inspect(_ text: String, _ name: String = "a.csv") throws -> Inspection {
        try Inspector().inspect(try write(Array(text.utf8), name), name: name)
    }

    private func inspect(_ archive: ZIPWriter, _ name: String = "a.zip") throws -> Inspection {
        try Inspector().inspect(try write(archive.bytes, name), name: name)
    }

    private func refusal(_ bytes: [UInt8], _ name: String) throws -> String {
        let path = try write(bytes, name)
        do {
            _ = try Inspector().inspect(path, name: name)
            return "(not refused)"
        } catch let diagnostic as Diagnostic {
            return diagnostic.message
        }
    }

    // MARK: - What a file is

    @Test(arguments: [
        ("<!DOCTYPE html><title>Page not found</title>", FileKind.html),
        ("\u{FEFF}\r\n  <HTML lang=\"en\">", .html), ("<!-- a comment --> <html>", .html),
        ("<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"\"><html>", .html),
        ("<?xml version=\"1.0\"?><kml>", .xml), ("{\"error\": true}", .json), ("[1, 2]", .json),
        ("\u{FEFF}\"CENSUS_YEAR\",\"GEO\"", .text), ("a\tb\n", .text), ("PK\u{3}\u{4}", .zip),
        ("PK\u{5}\u{6}", .zip), ("%PDF-1.7", .pdf), ("\u{3}\u{1}\u{0}", .binary), ("", .empty),
    ])
    func `the first bytes tell what a file is`(_ text: String, _ kind: FileKind) {
        #expect(FileKind(start: Array(text.utf8)[...]) == kind)
    }

    @Test(arguments: [
        (
            "<html><head><title>\n Service  unavailable </title>", "a.csv",
            "`a.csv` is a web page, not text: `Service unavailable`"
        ),
        (
            "<!doctype html><p>Sorry", "98-401-X2016072_eng_CSV.zip",
            "`98-401-X2016072_eng_CSV.zip` is a web page, not a ZIP archive: "
                + "`<!doctype html><p>Sorry`"
        ),
        (
            "{\"message\": \"not found\"}", "a.csv",
            "`a.csv` is JSON, not text: `{\"message\": \"not found\"}`"
        ),
        ("", "a.zip", "`a.zip` is empty"), ("", "a.dbf", "`a.dbf` is empty"),
        ("a,b\n", "a.xlsx", "`a.xlsx` is text, not a ZIP archive"),
        ("PK\u{3}\u{4}....", "a.csv", "`a.csv` is a ZIP archive, not text"),
        ("<html>", "a.dbf", "`a.dbf` is a web page, not data: `<html>`"),
        ("a,b\n", "a.topojson", "`a.topojson` is text, not JSON"),
        ("PK\u{3}\u{4}....", "a.zip", "`a.zip` is cut short: the end of its directory is missing"),
    ])
    func `a file that is not what its name says is refused`(
        _ text: String,
        _ name: String,
        _ message: String
    ) throws {
        #expect(try refusal(Array(text.utf8), name) == message)
    }

    @Test func `every member is read, so that a wrong checksum is seen`() throws {
        var archive = ZIPWriter()
        archive.add("good.csv", "a,b\n1,2\n")
        archive.add("bad.csv", "a,b\n1,2\n", crc: 7)
        let message = try refusal(archive.bytes, "a.zip")
        #expect(message.contains("bad.csv"))
        #expect(message.contains("a.zip"))
        #expect(!message.contains(folder.path))
    }

    // MARK: - What stands in it

    @Test func `a table is counted, column by column`() throws {
        let inspection = try inspect(
            """
            "A title, over two fields",
            place,year,count,SYMBOL,share,SYMBOL
            Red Deer,2016,10,,1.5,
            Brooks,2016,,x,,x
             Brooks ,2021,5,,2.5,

            """
        )
        let table = try #require(inspection.tables.first)
        #expect(inspection.tables.count == 1)
        #expect(table.name == "a.csv")
        #expect(table.rows == 3)
        #expect(inspection.rows == 3)
        let columns = table.columns.map { column in
            "\(column.name) \(column.filled) \(column.labels.map { "\($0.sorted())" } ?? "-")"
        }
        #expect(
            columns == [
                #"place 3 ["Brooks", "Red Deer"]"#, "year 3 -", "count 2 -", #"SYMBOL 1 ["x"]"#,
                "share 2 -", #"SYMBOL (2) 1 ["x"]"#,
            ]
        )
    }

    @Test func `labels are told up to five hundred, and none beyond`() throws {
        func labels(_ count: Int) throws -> Int? {
            let rows = (0..<count).map { "place \($0),1\n" }.joined()
            return try inspect("place,count\n" + rows).tables[0].columns[0].labels?.count
        }
        #expect(try labels(500) == 500)
        #expect(try labels(501) == nil)
    }

    @Test func `tabs come before commas, and Windows letters are letters`() throws {
        let text = Array("EN_CITZ\tTOTAL\nCameroon, Federal Republic of\t5\nC".utf8)
        let bytes = text + [0xF4] + Array("te d'Ivoire\t10\n".utf8)
        let path = try write(bytes, "b.csv")
        let table = try Inspector().inspect(path, name: "b.csv").tables[0]
        #expect(table.columns[0].labels == ["Cameroon, Federal Republic of", "Côte d'Ivoire"])
        #expect(table.rows == 2)
    }

    /// As Statistics Canada writes the name of a reserve in table 98-10-0002.
    @Test func `text whose quotes break the rules is counted by its lines`() throws {
        let text = "name,count\n\"Peigan Timber Limit \"B\"\",5\nTown,10\n"
        let inspection = try inspect(text)
        #expect(inspection.tables == [TableProfile(name: "a.csv", rows: 2, columns: [])])
        let other = try inspect(text.replacing("\n", with: "\r\n") + "\r\n")
        #expect(other.content == inspection.content)
        #expect(try inspect(text.replacing("10", with: "15")).content != inspection.content)
        var archive = ZIPWriter()
        archive.add("a.csv", text)
        let member = try #require(try self.inspect(archive).members.first)
        #expect(member.sha256 == SHA256.digest(Array(text.utf8)))
        #expect(member.bytes == text.utf8.count)
    }

    // MARK: - What it says

    /// A table of random small texts.
    private func table(_ random: inout SeededGenerator) -> [[String]] {
        let pieces = ["", "a", "b,c", "say \"x\"", " 12", "É", "..", "0"]
        return (0..<Int.random(in: 1...12, using: &random)).map { _ in
            (0..<3).map { _ in pieces.randomElement(using: &random) ?? "" }
        }
    }

    private func csv(_ rows: [[String]], quoteAll: Bool, lineEnd: String) -> String {
        let header = ["one", "two", "three"]
        return ([header] + rows).map { row in
            row.map { field in
                let needsQuotes = quoteAll || field.contains(",") || field.contains("\"")
                return needsQuotes ? "\"\(field.replacing("\"", with: "\"\""))\"" : field
            }
            .joined(separator: ",") + lineEnd
        }
        .joined()
    }

    @Test(arguments: 0..<100)
    func `other clothes do not change what a file says, and any other figure does`(
        _ seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        let rows = table(&random)
        let plain = try inspect(csv(rows, quoteAll: false, lineEnd: "\n"))
        let dressed = try inspect(
            "\u{FEFF}" + csv(rows, quoteAll: true, lineEnd: "\r\n") + "\r\n\r\n"
        )
        #expect(plain.content == dressed.content)
        #expect(plain.tables == dressed.tables)
        var other = rows
        let row = Int.random(in: rows.indices, using: &random)
        other[row][Int.random(in: 0..<3, using: &random)] += "1"
        #expect(try inspect(csv(other, quoteAll: false, lineEnd: "\n")).content != plain.content)
        let moved = Array(rows.dropFirst()) + rows.prefix(1)
        let after = try inspect(csv(moved, quoteAll: false, lineEnd: "\n"))
        #expect((after.content == plain.content) == (moved == rows))
    }

    @Test func `an archive that was packed again in another order says the same`() throws {
        var first = ZIPWriter()
        first.add("data.csv", "a,b\n1,2\n")
        first.add("notes.pdf", "%PDF-1.7")
        var second = ZIPWriter()
        second.add("notes.pdf", "%PDF-1.7")
        second.add("data.csv", "a,b\r\n\"1\",2\r\n")
        let before = try inspect(first)
        let after = try inspect(second)
        #expect(before.content == after.content)
        #expect(before.members.map(\.name) == ["data.csv", "notes.pdf"])
        #expect(before.members != after.members)
        var renamed = ZIPWriter()
        renamed.add("data-2.csv", "a,b\n1,2\n")
        renamed.add("notes.pdf", "%PDF-1.7")
        #expect(try inspect(renamed).content != before.content)
    }

    @Test func `when a workbook was saved says nothing of what stands in it`() throws {
        func workbook(_ date: String, _ cell: String) -> ZIPWriter {
            var writer = ZIPWriter()
            writer.add("docProps/core.xml", "<?xml?><date>\(date)</date>")
            writer.add("xl/worksheets/sheet1.xml", "<?xml?><c>\(cell)</c>")
            return writer
        }
        let before = try inspect(workbook("2024", "5"), "a.xlsx").content
        #expect(try inspect(workbook("2025", "5"), "a.xlsx").content == before)
        #expect(try inspect(workbook("2024", "6"), "a.xlsx").content != before)
        #expect(try inspect(workbook("2024", "5"), "a.zip").content != before)
    }
}
