import CSVKernel
import IndicatorModel

/// IRCC's older files `IRCC_AdhocSR_*.csv`: the figure first, then a year, then labels, in English.
///
/// The last year of such a file is of some months only, and nothing in it says so: a pipeline
/// reads the years before.
struct IRCCAdHocLayout: Layout {
    /// What the column of the figures is called.
    private static let figures = ["persons_count", "permit_holders"]

    func read(_ part: PartInput, into collector: inout CellCollector) throws {
        let names = try part.namedReading()
        // Some are in Windows-1252, some in UTF-8 with a byte order mark.
        let encoding: TextEncoding = names.encoding == .utf8 ? .utf8 : .windows1252
        var reader = RecordReader(part.bytes)
        guard try part.next(&reader, encoding: encoding) else {
            throw part.error("empty-file", "the file has no header", line: 1)
        }
        try checkHeader(try part.texts(reader, encoding), names, part)
        let isRounded = part.list.rounding.complete == .nearest5
        var rows = NamedRows(part, collector)
        var seen: Set<[String]> = []
        while try part.next(&reader, encoding: encoding) {
            let fields = try part.texts(reader, encoding)
            if fields == [""] { continue }
            collector.countRow()
            let line = reader.line
            guard fields.count == names.columns.count + 2 else {
                let message =
                    "the row has \(counted(fields.count, "field")), expected "
                    + "\(names.columns.count + 2)"
                throw part.error("short-row", message, line: line)
            }
            guard seen.insert(Array(fields.dropFirst())).inserted else {
                let what = fields.dropFirst().joined(separator: ", ")
                throw part.error("duplicate-row", "`\(what)` has a second row", line: line)
            }
            guard let year = Period(fields[1]), year.kind == .year else {
                throw part.error("wrong-period", "`\(fields[1])` is no year", line: line)
            }
            guard let cell = readIRCCFigure(fields[0], line: line),
                !isRounded || (cell.value ?? 0).remainder(dividingBy: 5) == 0
            else {
                let message = "`\(fields[0])` is neither a count rounded to 5 nor `--`"
                throw part.error("unknown-symbol", message, line: line)
            }
            let (place, categories) = NamedPlace.read(Array(fields.dropFirst(2)), names.columns)
            let wanted = rows.characteristic(categoryLabel(categories))
            guard let row = try rows.row(place, line: line, &collector),
                let key = wanted?.index(.total, year)
            else { continue }
            try collector.add(cell, key: key, row: row)
        }
        if collector.table.rowsRead == 0 {
            throw part.error("empty-file", "the file has no rows", line: 1)
        }
        try rows.finish(&collector)
    }

    private func checkHeader(
        _ header: [String],
        _ names: NamedReading,
        _ part: PartInput
    ) throws {
        guard header.count == names.columns.count + 2, Self.figures.contains(header[0]),
            header[1].hasSuffix("_year"), header.dropFirst(2).allSatisfy({ $0.hasSuffix("_desc") })
        else {
            throw part.error(
                "missing-column",
                "expected the columns `persons_count` or `permit_holders`, a `..._year` and "
                    + "\(counted(names.columns.count, "label")) `..._desc`; found "
                    + listed(header),
                line: 1
            )
        }
    }
}
