import CSVKernel
import DataStore

/// A CSV file that is written while rows are met; it gets its name when it is whole.
package struct RowsFile {
    private let path: String
    private let files = FileLayer()
    private let file: GrowingFile
    private var writer: CSVWriter

    /// Begins a file of differing rows.
    package init(_ path: String) throws {
        self.path = path
        file = try files.grow("\(path).part")
        try file.empty()
        writer = CSVWriter(header: FigureDifference.columns)
    }

    package mutating func add(_ row: FigureDifference) throws {
        writer.row(row.fields)
        if writer.bytes.count > 1 << 18 { try flush() }
    }

    /// Puts the file in place.
    package mutating func finish() throws {
        try flush()
        try files.rename(file.path, to: path)
    }

    /// Leaves nothing behind.
    package func abandon() {
        try? files.removeUnpublished(file.path)
    }

    private mutating func flush() throws {
        try file.append(writer.take()[...])
    }
}
