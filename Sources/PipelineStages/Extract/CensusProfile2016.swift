import CSVKernel
import IndicatorModel

/// The bulk Census Profile of 2016: `98-401-X20160nn_English_CSV_data.csv`.
///
/// UTF-8 with a byte order mark, 14 or 15 columns (CSD_TYPE_NAME comes with CSD products only),
/// names that change with the product; columns are found by prefix. Symbols stand in the value
/// fields. GEO_LEVEL is relative to the product, so the source declares the level of its rows.
/// Source: README_meta.txt of 98-401-X2016072.
struct CensusProfile2016: Layout {
    func read(_ part: PartInput, into collector: inout CellCollector) throws {
        var reader = RecordReader(part.bytes)
        guard try part.next(&reader, encoding: .utf8) else {
            throw part.error("empty-file", "the file has no header", line: 1)
        }
        let header = HeaderColumns(names: try part.texts(reader, .utf8), part: part, line: 1)
        let columns = try Self.columns(header)
        let level = part.reading.level ?? .censusSubdivision
        var blocks = try ProfileBlocks(
            part: part,
            columns: columns,
            encoding: .utf8,
            wanted: collector.wanted,
            geography: { code, _ in Self.geography(code, level) }
        )
        while try part.next(&reader, encoding: .utf8) {
            if reader.count == 1, reader.bytes(0).isEmpty { continue }
            try blocks.take(reader, into: &collector)
        }
        try blocks.endBlock()
        if blocks.isEmpty { throw part.error("empty-file", "the file has no rows", line: 2) }
    }

    private static func columns(_ header: HeaderColumns) throws -> ProfileBlocks.Columns {
        func prefix(_ text: String) throws -> Int {
            try header.index("\(text)...") { $0.hasPrefix(text) }
        }
        func member(_ number: Int) throws -> Int {
            try header.index("Dim: Sex (3): Member ID: [\(number)]: ...") {
                $0.contains("[\(number)]:")
            }
        }
        return ProfileBlocks.Columns(
            code: try prefix("GEO_CODE"),
            name: try header.index("GEO_NAME"),
            label: try prefix("DIM:"),
            id: try prefix("Member ID:"),
            nonResponse: header.optional("GNR"),
            nonResponseLongForm: header.optional("GNR_LF"),
            flag: header.optional("DATA_QUALITY_FLAG"),
            figures: [
                FigureColumn(column: .total, value: try member(1), symbol: nil),
                FigureColumn(column: .men, value: try member(2), symbol: nil),
                FigureColumn(column: .women, value: try member(3), symbol: nil),
            ],
            width: header.names.count
        )
    }

    /// A product of provinces begins with Canada, whose code is 01.
    private static func geography(_ code: String, _ level: GeographyLevel) -> Geography {
        let isCanada = level == .province && code == "01"
        return Geography(level: isCanada ? .country : level, code: code)
    }
}
