import GRDB
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
    /// Everything is written in one transaction and in the order given, without a journal: the
    /// file has no final name yet, and is thrown away when writing fails. Tables of one name are
    /// the partitions of one table; they have no key in common.
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
            var created: Set<String> = []
            for table in tables {
                if created.insert(table.name).inserted { try create(table, in: database) }
                try insert(table, into: database)
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

    private static func insert(_ table: Table, into database: Database) throws {
        let marks = Array(repeating: "?", count: table.columns.count).joined(separator: ", ")
        let insert = try database.makeStatement(
            sql: "INSERT INTO \(quoted(table.name)) VALUES (\(marks))"
        )
        let kinds = table.columns.map(\.kind)
        var values = [DatabaseValue](repeating: .null, count: kinds.count)
        for index in 0..<table.rowCount {
            let row = table.row(index)
            for (position, field) in row.enumerated() {
                // A key is never NULL: an empty name is an empty name.
                let isEmpty = field.isEmpty && position >= table.keyCount
                values[position] = isEmpty ? .null : databaseValue(field, kinds[position])
            }
            insert.setUncheckedArguments(StatementArguments(values))
            try insert.execute()
        }
    }

    private static func databaseValue(
        _ field: String,
        _ kind: Table.Column.Kind
    )
        -> DatabaseValue
    {
        switch kind {
        case .text: field.databaseValue
        case .integer: Int64(field)?.databaseValue ?? .null
        case .number: Int64(field)?.databaseValue ?? Double(field)?.databaseValue ?? .null
        }
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
