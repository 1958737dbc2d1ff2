import CSVKernel
import IndicatorModel

/// A CSV export of a Beyond 20/20 table of 2006: one geography, rows of characteristics, columns
/// of mother tongues of which the first is the total.
///
/// Latin-1. A title, one line for each fixed dimension (`"Geography = Peel [1]"`), a header, the
/// rows (`"  label [n]",v,v `, the position is the id), footnotes, and the source.
/// Source: 97-555-XCB2006057.
struct Beyond2020: Layout {
    private static let encoding = TextEncoding.windows1252

    func read(_ part: PartInput, into collector: inout CellCollector) throws {
        guard let geography = part.part.geography, let name = part.part.geographyName else {
            throw part.error("no-geography", "the part declares no geography", line: 1)
        }
        let rows = try part.rowsOfGeography()
        var reader = RecordReader(part.bytes)
        let column = try header(part, &reader, name: name)
        let characteristics = collector.wanted.byNumber(count: rows)
        let row = try collector.begin(
            geography,
            name: name,
            quality: GeographyQuality(),
            line: reader.line + 1
        )
        var position = 0
        while try part.next(&reader, encoding: Self.encoding), reader.count > 2 {
            position += 1
            collector.countRow()
            guard position <= rows, let wanted = characteristics[position] else { continue }
            let label = Self.withoutFootnote(try part.text(reader, 0, Self.encoding))
            try part.checkLabel(label, wanted, line: reader.line)
            collector.setLabel(label, of: wanted.id)
            let figures = [FigureColumn(column: column, value: 1, symbol: nil)]
            try part.addFigures(reader, figures, wanted, row: row, into: &collector)
        }
        guard position == rows else {
            throw part.error(
                "short-block",
                "geography `\(geography)` has \(grouped(position)) rows, expected "
                    + "\(grouped(rows))",
                line: reader.line,
                hints: ["the export is cut short or of another table: export it again"]
            )
        }
    }

    /// Reads the fixed dimensions and the header; returns the column that the figures are of.
    private func header(
        _ part: PartInput,
        _ reader: inout RecordReader,
        name: String
    ) throws
        -> CellColumn
    {
        var column = CellColumn.total
        while reader.line < 12, try part.next(&reader, encoding: Self.encoding) {
            let texts = try part.texts(reader, Self.encoding)
            if texts.count > 2 {
                guard texts[1].hasPrefix("Total") else {
                    throw part.error(
                        "missing-column",
                        "expected the first column of figures to be a total, found `\(texts[1])`",
                        line: reader.line
                    )
                }
                return column
            }
            let sides = texts[0].split(separator: " = ", maxSplits: 1).map(String.init)
            guard sides.count == 2 else { continue }
            let value = Self.withoutFootnote(sides[1])
            if sides[0] == "Geography" {
                try checkName(value, name, part, line: reader.line)
            } else if value == "Male", sides[0].hasPrefix("Sex") {
                column = .men
            } else if value == "Female", sides[0].hasPrefix("Sex") {
                column = .women
            } else if !value.hasPrefix("Total") {
                throw part.error(
                    "not-a-total",
                    "the export is of `\(texts[0])`, expected a total",
                    line: reader.line
                )
            }
        }
        throw part.error("missing-column", "no header with columns of figures", line: reader.line)
    }

    private func checkName(_ found: String, _ name: String, _ part: PartInput, line: Int) throws {
        if found == name { return }
        throw part.error(
            "wrong-geography",
            "the export is of `\(found)`, expected `\(name)`",
            line: line,
            hints: ["correct `geography:` of part `\(part.part.id)`, or export again"]
        )
    }

    /// A label without the reference to a footnote at its end.
    private static func withoutFootnote(_ label: String) -> String {
        guard label.hasSuffix("]"), let open = label.lastIndex(of: "["),
            label[label.index(after: open)...].dropLast().allSatisfy(\.isNumber)
        else { return label }
        return String(label[..<open].drop { $0 == " " }.trimmingSuffix(" "))
    }
}

extension Substring {
    /// The text without the characters `character` at its end.
    fileprivate func trimmingSuffix(_ character: Character) -> Substring {
        var text = self
        while text.last == character { text.removeLast() }
        return text
    }
}
