package import CSVKernel
import DataStore

/// All records of a file as texts.
package func delimitedRows(_ path: String) throws -> [[String]] {
    try delimitedRows(try FileByteSource(path))
}

/// All records of a source as texts.
package func delimitedRows(_ source: any ByteSource) throws -> [[String]] {
    var reader = RecordReader(source)
    var rows: [[String]] = []
    while try reader.next() { rows.append(reader.texts().map { $0 ?? "" }) }
    return rows
}
