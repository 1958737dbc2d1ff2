import GRDB
import GRDBSQLite
import IndicatorModel

/// A view of the published SQLite file.
package struct DatabaseView: Hashable, Sendable {
    package let name: String
    /// The SELECT statement.
    package let select: String

    package init(name: String, select: String) {
        self.name = name
        self.select = select
    }
}

/// Writes tables as one SQLite file whose bytes depend on the tables alone.
package enum DatasetDatabase {
    /// Creates the file; it must not exist.
    ///
    /// Everything is written in one transaction, tables in the order of their names, without a
    /// journal: the file has no final name yet, and is thrown away when writing fails. Tables of
    /// one name are the partitions of one table; they have no key in common.
    package static func write(
        _ tables: [Table],
        views: [DatabaseView],
        to path: String,
        _ files: FileLayer
    ) throws {
        var configuration = GRDB.Configuration()
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA page_size = 4096")
            try database.execute(sql: "PRAGMA journal_mode = OFF")
            try database.execute(sql: "PRAGMA synchronous = OFF")
        }
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.write { database in
            for group in Dictionary(grouping: tables, by: \.name).values.sorted(by: {
                $0[0].name < $1[0].name
            }) {
                try create(group[0], in: database)
                try insert(group, into: database)
            }
            for view in views {
                try database.execute(sql: "CREATE VIEW \(quoted(view.name)) AS \(view.select)")
            }
        }
        try queue.close()
        // Which release of SQLite wrote the file (bytes 96 to 99) is nothing a reader needs.
        // Source: SQLite file format, section 1.3.
        try files.overwrite(path, at: 96, with: [0, 0, 0, 0])
    }

    private static func create(_ table: Table, in database: Database) throws {
        let columns = table.columns.map { column in
            switch column.kind {
            case .text: "\(quoted(column.name)) TEXT"
            case .number: "\(quoted(column.name)) NUMERIC"
            case .integer: "\(quoted(column.name)) INTEGER"
            }
        }
        let key = table.columns.prefix(table.keyCount).map { quoted($0.name) }
        let definition = (columns + ["PRIMARY KEY (\(key.joined(separator: ", ")))"])
        try database.execute(
            sql: """
                CREATE TABLE \(quoted(table.name)) (\(definition.joined(separator: ", "))) \
                WITHOUT ROWID
                """
        )
    }

    /// Inserts the rows of partitions in the order of their keys, so that pages are only appended.
    private static func insert(_ partitions: [Table], into database: Database) throws {
        let table = partitions[0]
        let marks = Array(repeating: "?", count: table.columns.count).joined(separator: ", ")
        let insert = try database.makeStatement(
            sql: "INSERT INTO \(quoted(table.name)) VALUES (\(marks))"
        )
        var next = partitions.map { _ in 0 }
        while let first = firstPartition(partitions, next) {
            try step(insert, partitions[first].row(next[first]), table)
            next[first] += 1
        }
    }

    /// Binds the fields of a row and inserts it.
    ///
    /// The fields go to SQLite as they are, because the boxes of the library's own arguments take
    /// longer than everything that SQLite does.
    private static func step(_ insert: Statement, _ row: ArraySlice<String>, _ table: Table) throws
    {
        let handle = unsafe insert.sqliteStatement
        var position = 0
        for field in row {
            let column = Int32(position + 1)
            // A key is never NULL: an empty name is an empty name.
            let isNull = field.isEmpty && position >= table.keyCount
            switch table.columns[position].kind {
            // SAFETY: the statement lives as long as `insert`; SQLite copies the text at once.
            case _ where isNull: unsafe sqlite3_bind_null(handle, column)
            case .text: unsafe bind(field, handle, column)
            case .integer, .number:
                if let whole = Int64(field) {
                    unsafe sqlite3_bind_int64(handle, column, whole)
                } else if let number = Double(field) {
                    unsafe sqlite3_bind_double(handle, column, number)
                } else {
                    unsafe sqlite3_bind_null(handle, column)
                }
            }
            position += 1
        }
        let result = unsafe sqlite3_step(handle)
        unsafe sqlite3_reset(handle)
        guard result == SQLITE_DONE else {
            throw Diagnostic(
                "store.database",
                "SQLite refuses row `\(row.joined(separator: ","))` of `\(table.name)`"
            )
        }
    }

    @unsafe
    private static func bind(_ text: String, _ handle: OpaquePointer, _ column: Int32) {
        var text = text
        text.withUTF8 { bytes in
            // The destructor -1 (SQLITE_TRANSIENT) tells SQLite to copy the bytes.
            let copies = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
            _ = unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
                unsafe sqlite3_bind_text(
                    handle,
                    column,
                    characters.baseAddress,
                    Int32(characters.count),
                    copies
                )
            }
        }
    }

    /// The partition whose next row comes first; nil when all rows are inserted.
    private static func firstPartition(_ partitions: [Table], _ next: [Int]) -> Int? {
        var best: Int?
        for index in partitions.indices where next[index] < partitions[index].rowCount {
            guard let other = best else {
                best = index
                continue
            }
            let key = partitions[index].row(next[index]).prefix(partitions[index].keyCount)
            let otherKey = partitions[other].row(next[other]).prefix(partitions[other].keyCount)
            if key.lexicographicallyPrecedes(otherKey) { best = index }
        }
        return best
    }

    private static func quoted(_ name: String) -> String { "\"\(name)\"" }

    /// The rows of a query, as text; for tests and for checks of a published file.
    package static func query(_ path: String, _ sql: String) throws -> [[String]] {
        var configuration = GRDB.Configuration()
        configuration.readonly = true
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        return try queue.read { database in
            try Row.fetchAll(database, sql: sql).map { row in
                row.databaseValues.map { value in
                    switch value.storage {
                    case .null: ""
                    case .int64(let number): String(number)
                    case .double(let number): decimalText(number)
                    case .string(let text): text
                    case .blob: "(blob)"
                    }
                }
            }
        }
    }
}
