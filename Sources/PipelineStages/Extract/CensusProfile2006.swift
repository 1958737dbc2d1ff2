import CSVKernel
import IndicatorModel

/// The community profiles of 2006: 92-591-XE, CSV101 and its kin.
///
/// The official file begins with a title and a blank line and ends with notes; copies have
/// neither. No id is printed: the position within the 279 rows of a geography is the id. Levels
/// follow from the length of the code. Products of smaller areas have more columns, so all are
/// found by name.
struct CensusProfile2006: Layout {
    private static let encoding = TextEncoding.windows1252

    func read(_ part: PartInput, into collector: inout CellCollector) throws {
        var reader = RecordReader(part.bytes)
        let columns = try Self.columns(try header(part, &reader))
        var blocks = try ProfileBlocks(
            part: part,
            columns: columns,
            encoding: Self.encoding,
            wanted: collector.wanted,
            geography: { code, line in try Self.geography(code, part, line: line) }
        )
        while try part.next(&reader, encoding: Self.encoding) {
            if blocks.isWhole, !Self.isFigures(reader, columns) { break }
            try blocks.take(reader, into: &collector)
        }
        try blocks.endBlock()
        if blocks.isEmpty { throw part.error("empty-file", "the file has no rows", line: 2) }
    }

    /// Finds the header, which stands below a title and a blank line in the official file.
    private func header(_ part: PartInput, _ reader: inout RecordReader) throws -> HeaderColumns {
        var names: [String] = []
        while reader.line < 5, try part.next(&reader, encoding: Self.encoding) {
            names = try part.texts(reader, Self.encoding)
            if names.first == "Geo_Code" { break }
        }
        return HeaderColumns(names: names, part: part, line: reader.line)
    }

    /// Whether a row behind a whole block begins another; notes are shorter, though some of them
    /// begin with a number too.
    private static func isFigures(
        _ reader: borrowing RecordReader,
        _ columns: ProfileBlocks.Columns
    ) -> Bool {
        reader.count >= columns.width && parseNumber(reader.bytes(columns.code)) != nil
    }

    private static func columns(_ header: HeaderColumns) throws -> ProfileBlocks.Columns {
        let code = try header.index("Geo_Code")
        let label = try header.index("Characteristic")
        func figure(_ name: String, _ column: CellColumn) throws -> FigureColumn {
            FigureColumn(
                column: column,
                value: try header.index(name),
                symbol: try header.index("Flag_\(name)")
            )
        }
        return ProfileBlocks.Columns(
            code: code,
            name: header.optional("CSD_Name") ?? header.optional("CD_Name")
                ?? header.optional("CMA_Name") ?? code + 1,
            label: label,
            id: nil,
            nonResponse: nil,
            nonResponseLongForm: nil,
            flag: nil,
            figures: [
                try figure("Total", .total),
                try figure("Male", .men),
                try figure("Female", .women),
            ],
            width: header.names.count
        )
    }

    private static func geography(
        _ code: String,
        _ part: PartInput,
        line: Int
    ) throws
        -> Geography
    {
        if code == "1" || code == "01" { return Geography(level: .country, code: "01") }
        if let level = part.reading.level { return Geography(level: level, code: code) }
        switch code.utf8.count {
        case 2: return Geography(level: .province, code: code)
        case 4: return Geography(level: .censusDivision, code: code)
        case 7: return Geography(level: .censusSubdivision, code: code)
        default:
            throw part.error(
                "unknown-level",
                "`\(code)` is not the code of a province, census division or subdivision",
                line: line
            )
        }
    }
}
