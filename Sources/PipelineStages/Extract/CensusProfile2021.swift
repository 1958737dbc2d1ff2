import CSVKernel
import IndicatorModel

/// The bulk Census Profile of 2021: `98-401-X2021nnn_English_CSV_data*.csv`.
///
/// Windows-1252, 23 columns of which six are called SYMBOL: each belongs to the column before it.
/// A suppressed figure is an empty field with its symbol beside it. Names are indented. The DGUID
/// tells level and code.
/// Source: README_meta.txt of 98-401-X2021024.
struct CensusProfile2021: Layout {
    private static let encoding = TextEncoding.windows1252

    func read(_ part: PartInput, into collector: inout CellCollector) throws {
        var reader = RecordReader(part.bytes)
        guard try part.next(&reader, encoding: Self.encoding) else {
            throw part.error("empty-file", "the file has no header", line: 1)
        }
        let names = try part.texts(reader, Self.encoding)
        let columns = try Self.columns(HeaderColumns(names: names, part: part, line: 1))
        var blocks = try ProfileBlocks(
            part: part,
            columns: columns,
            encoding: Self.encoding,
            wanted: collector.wanted,
            geography: { dguid, _ in Geography(dguid: dguid) }
        )
        while try part.next(&reader, encoding: Self.encoding) {
            if reader.count == 1, reader.bytes(0).isEmpty { continue }
            try blocks.take(reader, into: &collector)
        }
        try blocks.endBlock()
        if blocks.isEmpty { throw part.error("empty-file", "the file has no rows", line: 2) }
    }

    private static func columns(_ header: HeaderColumns) throws -> ProfileBlocks.Columns {
        func figure(_ name: String, _ column: CellColumn) throws -> FigureColumn {
            let index = try header.index(name)
            let isFollowed = index + 1 < header.names.count && header.names[index + 1] == "SYMBOL"
            guard isFollowed else {
                throw header.part.error(
                    "missing-column",
                    "column `\(name)` is not followed by its `SYMBOL`",
                    line: header.line
                )
            }
            return FigureColumn(column: column, value: index, symbol: index + 1)
        }
        return ProfileBlocks.Columns(
            code: try header.index("DGUID"),
            name: try header.index("GEO_NAME"),
            label: try header.index("CHARACTERISTIC_NAME"),
            id: try header.index("CHARACTERISTIC_ID"),
            nonResponse: try header.index("TNR_SF"),
            nonResponseLongForm: try header.index("TNR_LF"),
            flag: try header.index("DATA_QUALITY_FLAG"),
            figures: [
                try figure("C1_COUNT_TOTAL", .total),
                try figure("C2_COUNT_MEN+", .men),
                try figure("C3_COUNT_WOMEN+", .women),
                try figure("C10_RATE_TOTAL", .rateTotal),
                try figure("C11_RATE_MEN+", .rateMen),
                try figure("C12_RATE_WOMEN+", .rateWomen),
            ],
            width: header.names.count
        )
    }
}
