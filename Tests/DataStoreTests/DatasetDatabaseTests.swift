import DataStore
import TestSupport
import Testing

@Suite struct DatasetDatabaseTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = "\(folder.path)/dataset.sqlite"
    }

    /// A synthetic table with every type, a quote in a text, and empty fields.
    private static let figures: Table = {
        var table = Table(
            name: "figures",
            columns: [
                .init("place", "Where"), .init("group", "Of whom"),
                .init("value", .number, "How many"), .init("rank", .integer, "Which"),
                .init("note", "What else"),
            ],
            keyCount: 2
        )
        table.append(["calgary", "", "3290350", "1", "l'un \"a\", é"])
        table.append(["calgary", "total", "15.4", "", ""])
        table.append(["nunavut", "total", "", "-2", "007"])
        table.append(["red-deer", "total", "0.30000000000000004", "3", "x"])
        return table
    }()

    private static let places: Table = {
        var table = Table(name: "places", columns: [.init("id", "Where")], keyCount: 1)
        for number in 0..<3_000 { table.append(["place-\(number)"]) }
        return table.sorted()
    }()

    private static let views = [
        DatabaseView(
            name: "known",
            select: "SELECT place, \"group\", value FROM figures WHERE value IS NOT NULL"
        )
    ]

    private func write(to path: String) throws {
        try DatasetDatabase.write(
            [Self.figures, Self.places],
            views: Self.views,
            to: path,
            FileLayer()
        )
    }

    private func rows(_ query: String) throws -> [String] {
        try DatasetDatabase.query(path, query).map { $0.joined(separator: "|") }
    }

    @Test func `equal tables make equal bytes`() throws {
        try write(to: path)
        try write(to: "\(path)-2")
        let bytes = try readFile(path)
        #expect(bytes == (try readFile("\(path)-2")))
        #expect(Array(bytes[96..<100]) == [0, 0, 0, 0])
        #expect(try names(folder.path) == ["dataset.sqlite", "dataset.sqlite-2"])
    }

    @Test func `the file is a sound database`() throws {
        try write(to: path)
        #expect(try rows("PRAGMA integrity_check") == ["ok"])
        #expect(try rows("SELECT count(*) FROM places") == ["3000"])
    }

    @Test func `every field is there, as text or as a number`() throws {
        try write(to: path)
        #expect(
            try rows("SELECT * FROM figures ORDER BY 1, 2") == [
                "calgary||3290350|1|l'un \"a\", é", "calgary|total|15.4||",
                "nunavut|total||-2|007", "red-deer|total|0.30000000000000004|3|x",
            ]
        )
        #expect(
            try rows("SELECT typeof(value), typeof(rank), typeof(note) FROM figures") == [
                "integer|integer|text", "real|null|null", "null|integer|text", "real|integer|text",
            ]
        )
    }

    @Test func `an empty field is no value, but in a key it is an empty name`() throws {
        try write(to: path)
        #expect(try rows("SELECT count(*) FROM figures WHERE value IS NULL") == ["1"])
        #expect(try rows("SELECT typeof(\"group\") FROM figures WHERE \"group\" = ''") == ["text"])
        #expect(try rows("SELECT avg(rank) FROM figures") == ["0.6666666666666666"])
    }

    @Test func `rows are found by their key, which is told apart`() throws {
        try write(to: path)
        #expect(
            try rows("SELECT name FROM pragma_table_info('figures') WHERE pk > 0 ORDER BY pk")
                == ["place", "group"]
        )
        var twice = Self.figures
        twice.append(["calgary", "total", "1", "", ""])
        #expect(throws: (any Error).self) {
            try DatasetDatabase.write([twice], views: [], to: "\(path)-2", FileLayer())
        }
    }

    @Test func `views are there`() throws {
        try write(to: path)
        #expect(try rows("SELECT count(*) FROM known") == ["3"])
        #expect(try rows("SELECT name FROM sqlite_schema WHERE type = 'view'") == ["known"])
    }

    @Test func `tables of one name are parts of one table`() throws {
        var more = Table(name: "places", columns: [.init("id", "Where")], keyCount: 1)
        more.append(["another"])
        try DatasetDatabase.write([Self.places, more], views: [], to: path, FileLayer())
        #expect(try rows("SELECT count(*) FROM places") == ["3001"])
        #expect(try rows("SELECT id FROM places LIMIT 1") == ["another"])
    }
}
