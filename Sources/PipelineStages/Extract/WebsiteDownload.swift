import CSVKernel
import IndicatorModel

/// The download of one geography from the Census Profile pages of 2016 and 2021.
///
/// Rows are in the order of the characteristics, so the position is the id; a second geography
/// beside the first is not read. The file prints only the name of its geography, which is held
/// against the one that the part declares.
struct WebsiteDownload: Layout {
    enum Format {
        /// `"Topic","Characteristics","Note","Total","Flag_Total",...`; commas of labels are `;`.
        case year2016
        /// `"Topic","Characteristic","Note","Total","Total_Flag",...`, then rates.
        case year2021
    }

    let format: Format
    private static let encoding = TextEncoding.windows1252

    func read(_ part: PartInput, into collector: inout CellCollector) throws {
        guard let geography = part.part.geography, let name = part.part.geographyName else {
            throw part.error("no-geography", "the part declares no geography", line: 1)
        }
        let rows = try part.rowsOfGeography()
        var reader = RecordReader(part.bytes)
        let columns = try header(part, &reader, name: name)
        let characteristics = collector.wanted.byNumber(count: rows)
        let row = try collector.begin(
            geography,
            name: name,
            quality: GeographyQuality(),
            line: reader.line + 1
        )
        var position = 0
        while position < rows, try part.next(&reader, encoding: Self.encoding) {
            if try isUnits(part, reader) { continue }
            guard reader.count >= columns.width, !reader.bytes(columns.label).isEmpty else { break }
            position += 1
            collector.countRow()
            guard let wanted = characteristics[position] else { continue }
            try part.checkLabel(reader, columns.label, wanted, Self.encoding)
            collector.setLabel(wanted.label, of: wanted.id)
            try part.addFigures(reader, columns.figures, wanted, row: row, into: &collector)
        }
        guard position == rows, try isEnd(part, &reader, columns) else {
            throw part.error(
                "short-block",
                "geography `\(geography)` has \(position == rows ? "more than " : "")"
                    + "\(grouped(position)) rows, expected \(grouped(rows))",
                line: reader.line,
                hints: ["the file is cut short or damaged: download it again"]
            )
        }
    }

    private struct Columns {
        var label: Int
        var figures: [FigureColumn]
        var width: Int
    }

    /// Reads the lines above the rows: title, name of the geography, header.
    private func header(
        _ part: PartInput,
        _ reader: inout RecordReader,
        name: String
    ) throws
        -> Columns
    {
        while reader.line < 6, try part.next(&reader, encoding: Self.encoding) {
            let texts = try part.texts(reader, Self.encoding)
            if texts.first == "Topic" {
                return try columns(HeaderColumns(names: texts, part: part, line: reader.line))
            }
            let names = texts.dropFirst(3).filter {
                $0.hasSuffix("]") || $0.contains("] ") || $0.contains("],")
            }
            if let found = names.first, !found.hasPrefix(name) {
                throw part.error(
                    "wrong-geography",
                    "the file is of `\(found)`, expected `\(name)`",
                    line: reader.line,
                    hints: ["correct `geography:` of part `\(part.part.id)`, or download again"]
                )
            }
        }
        throw part.error("missing-column", "no header that begins with `Topic`", line: reader.line)
    }

    private func columns(_ header: HeaderColumns) throws -> Columns {
        let label = try header.index("Characteristic") { $0.hasPrefix("Characteristic") }
        var figures: [FigureColumn] = []
        let wanted: [(String, CellColumn)] =
            switch format {
            case .year2016: [("Total", .total), ("Male", .men), ("Female", .women)]
            case .year2021: [("Total", .total), ("Men+", .men), ("Women+", .women)]
            }
        for (name, column) in wanted {
            let index = column == .total ? try header.index(name) : header.optional(name)
            guard let index else { continue }
            let next = index + 1 < header.names.count ? header.names[index + 1] : ""
            let isFlag = next == "\(name)_Flag" || next == "Flag_\(name)"
            figures.append(
                FigureColumn(column: column, value: index, symbol: isFlag ? index + 1 : nil)
            )
        }
        let width = (figures.map { max($0.value, $0.symbol ?? 0) }.max() ?? label) + 1
        return Columns(label: label, figures: figures, width: width)
    }

    /// Whether a line only says that the figures are counts.
    private func isUnits(_ part: PartInput, _ reader: borrowing RecordReader) throws -> Bool {
        guard reader.count > 3, reader.bytes(0).isEmpty else { return false }
        return try part.text(reader, 3, Self.encoding).hasPrefix("Counts")
    }

    /// Whether what follows the last row is not another row.
    private func isEnd(
        _ part: PartInput,
        _ reader: inout RecordReader,
        _ columns: Columns
    ) throws
        -> Bool
    {
        guard try part.next(&reader, encoding: Self.encoding) else { return true }
        return reader.count <= columns.label || reader.bytes(columns.label).isEmpty
            || fieldEquals(reader.bytes(0), Array("Symbols:".utf8))
    }
}
