import CSVKernel
import IndicatorModel

/// The layout of table 18-10-0005, annual averages of the consumer price index, as its full table
/// is downloaded: UTF-8, a row for each year, area and product.
struct PriceFile {
    let source: SourceID
    let part: PartID
    let reading: PriceReading
    /// The name of the file, for messages.
    let file: String

    private static let columns = [
        "REF_DATE", "DGUID", "Products and product groups", "UOM", "VALUE",
    ]

    /// Reads the rows of the wanted product and unit; those of cities are passed over.
    ///
    /// - Throws: `Diagnostic` when a column is not there, a value is no number, a year stands
    ///   twice, or no row is of the wanted product and unit.
    func read(_ bytes: any ByteSource) throws -> PriceTable {
        var table = PriceTable(source: source, part: part, product: reading.product, series: [:])
        var reader = RecordReader(bytes)
        var fields: [Int]?
        while try reader.next(error) {
            let texts = try reader.texts(error)
            guard let found = fields else {
                fields = try columns(of: texts)
                continue
            }
            guard texts.count > found.max() ?? 0 else {
                throw error(
                    "short-row",
                    "the row has \(counted(texts.count, "field")), fewer than the header",
                    reader.line
                )
            }
            let row = found.map { texts[$0] }
            guard row[2] == reading.product, row[3] == reading.unit, !row[4].isEmpty,
                let area = Geography(dguid: row[1]),
                area.level == .country || area.level == .province
            else { continue }
            try add(row, area, line: reader.line, to: &table)
        }
        if table.series.isEmpty {
            throw error(
                "no-prices",
                "no row is of product `\(reading.product)` in units `\(reading.unit)`",
                1
            )
        }
        return table
    }

    private func add(
        _ row: [String],
        _ area: Geography,
        line: Int,
        to table: inout PriceTable
    ) throws {
        guard let year = Period(row[0]), let value = Double(row[4]), value > 0 else {
            throw error(
                "bad-price",
                "`\(row[0])` and `\(row[4])` are no year and no index above 0",
                line
            )
        }
        var series = table.series[area] ?? PriceSeries(area: area, index: [:])
        if let first = series.index[year] {
            throw error(
                "repeated-price",
                "the index of \(year) for \(area) stands twice, first on line \(first.line)",
                line
            )
        }
        series.index[year] = PriceIndexValue(value: value, line: line)
        table.series[area] = series
    }

    private func columns(of header: [String]) throws -> [Int] {
        try Self.columns.map { name in
            if let index = header.firstIndex(of: name) { return index }
            throw error(
                "missing-column",
                "no column `\(name)`; found \(listed(header, limit: 30))",
                1
            )
        }
    }

    private func error(_ code: String, _ message: String, _ line: Int) -> Diagnostic {
        Diagnostic(
            "extract.\(code)",
            message,
            at: SourceSpan(file: file, line: line),
            hints: ["correct `prices` of source `\(source)`, or fetch the file again"]
        )
    }
}
