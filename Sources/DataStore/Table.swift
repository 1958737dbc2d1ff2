import CSVKernel

/// A published table: what it is called, what its columns mean, and its rows as text.
package struct Table: Sendable {
    /// A column with its type in Table Schema and SQLite.
    package struct Column: Hashable, Sendable {
        package enum Kind: String, Sendable {
            case text = "string"
            case number
            case integer
        }

        package let name: String
        package let kind: Kind
        package let description: String

        package init(_ name: String, _ kind: Kind, _ description: String) {
            self.name = name
            self.kind = kind
            self.description = description
        }

        /// A column of text.
        package init(_ name: String, _ description: String) {
            self.init(name, .text, description)
        }
    }

    package let name: String
    package let columns: [Column]
    /// The columns that tell rows apart, which come first and by which rows are sorted.
    package let keyCount: Int
    /// All fields, row after row; an empty field stands for no value.
    package private(set) var fields: [String] = []

    package init(name: String, columns: [Column], keyCount: Int, fields: [String] = []) {
        precondition(fields.count % columns.count == 0, "`\(name)` has a row that is not whole")
        self.name = name
        self.columns = columns
        self.keyCount = keyCount
        self.fields = fields
    }

    /// The same rows under another name.
    package func named(_ name: String) -> Table {
        Table(name: name, columns: columns, keyCount: keyCount, fields: fields)
    }

    package var rowCount: Int { fields.count / columns.count }

    package func row(_ index: Int) -> ArraySlice<String> {
        fields[index * columns.count..<(index + 1) * columns.count]
    }

    /// Adds a row, which must have a field for each column.
    package mutating func append(_ row: [String]) {
        precondition(row.count == columns.count, "a row of `\(name)` has \(row.count) fields")
        fields.append(contentsOf: row)
    }

    package mutating func append(contentsOf other: Table) {
        fields.append(contentsOf: other.fields)
    }

    /// The table with its rows in the order of their key columns, byte by byte.
    package func sorted() -> Table {
        if (1..<max(1, rowCount)).allSatisfy({ !precedes($0, $0 - 1) }) { return self }
        let order = (0..<rowCount).sorted(by: precedes)
        var result = Table(name: name, columns: columns, keyCount: keyCount)
        result.fields.reserveCapacity(fields.count)
        for index in order { result.fields.append(contentsOf: row(index)) }
        return result
    }

    /// Of rows with one key that follow each other, the first.
    package func withoutRepeatedKeys() -> Table {
        var result = Table(name: name, columns: columns, keyCount: keyCount)
        for index in 0..<rowCount {
            let isRepeated =
                index > 0
                && row(index).prefix(keyCount).elementsEqual(row(index - 1).prefix(keyCount))
            if !isRepeated { result.fields.append(contentsOf: row(index)) }
        }
        return result
    }

    private func precedes(_ a: Int, _ b: Int) -> Bool {
        row(a).prefix(keyCount).lexicographicallyPrecedes(row(b).prefix(keyCount))
    }

    /// The table as CSV, with a header.
    package var csv: [UInt8] {
        var writer = CSVWriter(header: columns.map(\.name))
        for index in 0..<rowCount {
            for field in row(index) { writer.field(field) }
            writer.endRow()
        }
        return writer.bytes
    }
}
