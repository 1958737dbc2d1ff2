import DataStore
import FoundationEssentials
import IndicatorModel
import PipelineStages
import TestSupport
import Testing

/// A folder with one file in it, and what is said of that file.
struct InspectedFile {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    func inspect(
        _ bytes: [UInt8],
        _ name: String,
        _ inspector: Inspector = Inspector()
    ) throws -> Inspection {
        let path = "\(folder.path)/object"
        try Data(bytes).write(to: URL(filePath: path))
        return try inspector.inspect(path, name: name)
    }

    func inspect(
        _ text: String,
        _ name: String = "a.csv",
        _ inspector: Inspector = Inspector()
    ) throws -> Inspection {
        try inspect(Array(text.utf8), name, inspector)
    }

    /// What a person is told of a file that is refused.
    func refusal(
        _ bytes: [UInt8],
        _ name: String,
        _ inspector: Inspector = Inspector()
    ) -> String {
        do {
            _ = try inspect(bytes, name, inspector)
            return "(the file was inspected)"
        } catch let error as Diagnostic {
            return error.rendered
        } catch {
            return "\(error)"
        }
    }

    func refusal(_ text: String, _ name: String) -> String { refusal(Array(text.utf8), name) }
}

@Suite struct InspectorTests {
    private let file: InspectedFile

    init() throws { file = try InspectedFile() }

    // MARK: - What is refused

    /// Files, their names, and what is said of them.
    @Test(arguments: [
        (
            "<!doctype html><html><head><title>\n Page not found &amp; more\n</title></head>",
            "a.csv", "`a.csv` is a web page, not delimited text: \"Page not found & more\""
        ),
        (
            "<html><script>var x = 1;</script><style>p {}</style><!-- c --><body><h1>Service "
                + "unavailable</h1> <p>The service you asked for is not available at this time.",
            "98-401-X2016072_eng_CSV.zip",
            "`98-401-X2016072_eng_CSV.zip` is a web page, not a ZIP archive: \"Service "
                + "unavailable The service you asked for is not availab...\""
        ),
        ("<html></html>", "a.xlsx", "`a.xlsx` is a web page, not a workbook"),
        (
            "{\"success\": false,\n  \"error\": \"Not found\"}", "a.csv",
            "`a.csv` is JSON, not delimited text: "
                + "\"{\"success\": false, \"error\": \"Not found\"}\""
        ),
        (
            "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>", "a.csv",
            "`a.csv` is XML, not delimited text: \"AccessDenied\""
        ),
        (
            "<h1>Gone</h1>", "boundaries.shp",
            "`boundaries.shp` is a web page, not a file of data: \"Gone\""
        ),
    ])
    func `refuses what a server sent instead of a file`(
        _ text: String,
        _ name: String,
        _ message: String
    ) {
        #expect(
            file.refusal(text, name) == """
                error[fetch.not-what-it-says]: \(message)
                hint: the server sent a message instead of the file: look at the URL in a browser
                """
        )
    }

    @Test(arguments: [
        ("a,b\n1,2\n", "a.zip", "`a.zip` is text, not a ZIP archive: \"a,b 1,2\""),
        ("a,b\n1,2\n", "a.csv.gz", "`a.csv.gz` is text, not a gzip file: \"a,b 1,2\""),
        ("%PDF-1.7", "a.csv", "`a.csv` is a PDF file, not delimited text"),
        ("a\0b", "a.txt", "`a.txt` is binary data, not delimited text"),
        ("PK\u{3}\u{4}", "a.csv", "`a.csv` is a ZIP archive, not delimited text"),
        ("a,b\n", "a.json", "`a.json` is text, not JSON: \"a,b\""),
        ("a,b\n", "a.pdf", "`a.pdf` is text, not a PDF file: \"a,b\""),
        ("a,b\n", "a.xml", "`a.xml` is text, not XML: \"a,b\""),
    ])
    func `refuses a file of another kind than its name`(
        _ text: String,
        _ name: String,
        _ message: String
    ) {
        #expect(
            file.refusal(text, name) == """
                error[fetch.not-what-it-says]: \(message)
                hint: correct the name of the file, or its URL
                """
        )
    }

    @Test(arguments: ["", "\u{FEFF}", " \r\n\r\n"])
    func `refuses a file with nothing in it`(_ text: String) {
        for (name, bytes) in [("a.csv", Array(text.utf8)), ("a.csv.gz", gzip(Array(text.utf8)))] {
            #expect(
                file.refusal(bytes, name) == """
                    error[fetch.empty]: `\(name)` is empty
                    hint: fetch the file again
                    """
            )
        }
        #expect(
            file.refusal(ZIPWriter().bytes, "a.zip") == """
                error[fetch.empty]: `a.zip` is an archive without a file in it
                hint: fetch the file again
                """
        )
    }

    @Test func `refuses a page within an archive or a gzip file`() {
        let page = "<html><title>Error 500</title></html>"
        var archive = ZIPWriter()
        archive.add("a_data.csv", page)
        #expect(
            file.refusal(archive.bytes, "a.zip") == """
                error[fetch.not-what-it-says]: `a.zip/a_data.csv` is a web page, not delimited \
                text: "Error 500"
                hint: the server sent a message instead of the file: look at the URL in a browser
                """
        )
        #expect(
            file.refusal(gzip(Array(page.utf8)), "a.csv.gz") == """
                error[fetch.not-what-it-says]: `a.csv.gz` is a web page, not delimited text: \
                "Error 500"
                hint: the server sent a message instead of the file: look at the URL in a browser
                """
        )
    }

    @Test func `refuses damaged archives by the name of the file that was fetched`() {
        var archive = ZIPWriter()
        archive.add("a.csv", "a,b\n1,2\n", crc: 7)
        #expect(
            file.refusal(archive.bytes, "98-401.zip") == """
                error[archive.wrong-crc]: the content of `a.csv in 98-401.zip` does not have the \
                CRC-32 the archive states
                hint: fetch the file again: it was damaged on the way
                """
        )
        #expect(
            file.refusal(archive.bytes.dropLast(), "98-401.zip") == """
                error[archive.truncated]: `98-401.zip` is cut short: the end of its directory is \
                missing
                hint: fetch the file again
                """
        )
        #expect(
            file.refusal(gzip(Array("a,b\n1,2\n".utf8)).dropLast(3), "a.csv.gz") == """
                error[archive.truncated]: `a.csv.gz` ends in the middle of its compressed data
                hint: fetch the file again: the download was cut short
                """
        )
    }

    @Test func `reads every member to its end, also those that are no tables`() {
        var archive = ZIPWriter()
        archive.add("a.csv", "a,b\n1,2\n")
        archive.add("b.bin", [0, 1, 2], crc: 7)
        #expect(file.refusal(archive.bytes, "a.zip").hasPrefix("error[archive.wrong-crc]"))
    }

    @Test func `holds archives and gzip files to their limits`() {
        var limits = ArchiveLimits()
        limits.memberSize = 5
        var archive = ZIPWriter()
        archive.add("a.csv", "a,b\n1,2\n")
        let message =
            "hint: raise `member-size:` under `archives:` of the source when the file is right"
        let inspector = Inspector(limits: limits)
        #expect(
            file.refusal(archive.bytes, "a.zip", inspector) == """
                error[archive.expands]: `a.csv in a.zip` would expand to 8 bytes, more than the 5 \
                bytes that are allowed
                \(message)
                """
        )
        #expect(
            file.refusal(gzip(Array("a,b\n1,2\n".utf8)), "a.csv.gz", inspector) == """
                error[archive.expands]: `a.csv.gz` expands to more than the 5 bytes that are allowed
                \(message)
                """
        )
    }

    @Test func `ends when it is told to`() {
        struct Stop: Error {}
        var pieces = 0
        let inspector = Inspector(checkpoint: {
            pieces += 1
            if pieces == 3 { throw Stop() }
        })
        let text = String(repeating: "a,b\n", count: 500_000)
        #expect(throws: Stop.self) { try file.inspect(text, "a.csv", inspector) }
    }

    // MARK: - What is found

    @Test func `tells the members of an archive, sorted by name, without folders`() throws {
        var archive = ZIPWriter()
        archive.add("data/", "")
        archive.add("data/b.csv", "x,y\n1,2\n")
        archive.add("a.bin", [0, 1])
        let found = try file.inspect(archive.bytes, "a.zip")
        #expect(found.kind == .zip)
        #expect(found.bytes == archive.bytes.count)
        #expect(
            found.members == [
                .init(name: "a.bin", bytes: 2, sha256: SHA256.digest([0, 1])),
                .init(
                    name: "data/b.csv",
                    bytes: 8,
                    sha256: SHA256.digest(Array("x,y\n1,2\n".utf8))
                ),
            ]
        )
        #expect(found.tables.map(\.name) == ["data/b.csv"])
        #expect(found.rows == 1)
    }

    @Test func `a gzip file has the content and table of what is in it`() throws {
        let text = "a,b\n1,2\n"
        let plain = try file.inspect(text)
        let zipped = try file.inspect(gzip(Array(text.utf8)), "a.csv.gz")
        #expect(zipped.kind == .gzip)
        #expect(zipped.content == plain.content)
        #expect(zipped.tables == plain.tables)
        #expect(zipped.members.isEmpty)
    }

    @Test func `what is no table is digested by its bytes`() throws {
        let json = "{\"a\": 1}"
        let found = try file.inspect(json, "a.topojson")
        #expect(found.content == SHA256.digest(Array(json.utf8)))
        #expect(found.tables.isEmpty)
        let prose = "One, two.\nThree\n"
        let text = try file.inspect(prose, "README.txt")
        #expect(text.content == SHA256.digest(Array(prose.utf8)))
        #expect(text.tables.isEmpty)
    }

    @Test func `a table is read up to a record that cannot be read, and digested by its bytes`()
        throws
    {
        let text = "a,b\n1,2\n3,4\n\nNotes:\n1,\"A\" is a note\n"
        let found = try file.inspect(text)
        #expect(found.content == SHA256.digest(Array(text.utf8)))
        #expect(found.tables.map(\.rows) == [3])
        let columns = [
            ColumnProfile(name: "a", filled: 3, isNumeric: true),
            ColumnProfile(name: "b", filled: 2, isNumeric: true),
        ]
        #expect(found.tables.map(\.columns) == [columns])
    }

    @Test func `an inspection is kept as JSON and comes back the same`() throws {
        var archive = ZIPWriter()
        archive.add("a.csv", "place,value\nCalgary,1\nRegina,x\n")
        let found = try file.inspect(archive.bytes, "a.zip")
        let kept = try JSONEncoder().encode(found)
        #expect(try JSONDecoder().decode(Inspection.self, from: kept) == found)
    }
}
