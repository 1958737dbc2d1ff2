import CSVKernel
import IndicatorModel

/// IRCC's monthly files `ODP-*.csv`: tab-separated in spite of their name, and not quoted.
///
/// Each line is a month, a place or a category or both, and a figure. Months, quarters and labels
/// stand in English and in French, and are held against each other. Rows are in no order, and a
/// combination without people has none.
struct IRCCODPLayout: Layout {
    func read(_ part: PartInput, into collector: inout CellCollector) throws {
        let names = try part.namedReading()
        let bytes = LastByteSource(part.bytes)
        var reader = RecordReader(bytes, separator: UInt8(ascii: "\t"))
        var columns: ODPColumns?
        if !names.hasHeader { columns = ODPColumns(count: names.columns.count) }
        var rows = ODPRows(part, names, collector)
        while try part.next(&reader, encoding: .utf8) {
            if reader.count == 1, reader.bytes(0).isEmpty { continue }
            if reader.hasQuotedFields {
                throw part.error(
                    "quoted",
                    "a field is quoted, and these files are not: another program saved it",
                    line: reader.line,
                    hints: ["fetch the original file again"]
                )
            }
            let fields = try part.texts(reader, .utf8)
            guard let columns else {
                columns = try ODPColumns(fields, names.columns, part)
                continue
            }
            collector.countRow()
            try rows.take(fields, columns, line: reader.line, &collector)
        }
        if collector.table.rowsRead == 0 {
            throw part.error("empty-file", "the file has no rows", line: 1)
        }
        guard bytes.last == UInt8(ascii: "\n") else {
            // A figure that is cut looks like another figure.
            let message = "the last line has no end: the file was cut short"
            throw part.error("cut-short", message, line: reader.line)
        }
        try rows.finish(&collector)
    }
}

/// A source that remembers the last byte it handed over.
private final class LastByteSource: ByteSource {
    private let source: any ByteSource
    private(set) var last: UInt8?

    init(_ source: any ByteSource) {
        self.source = source
    }

    func read(into buffer: inout [UInt8], at offset: Int) throws -> Int {
        let count = try source.read(into: &buffer, at: offset)
        if count > 0 { last = buffer[offset + count - 1] }
        return count
    }
}

/// Where the columns of a monthly file are.
struct ODPColumns {
    static let yearEN = 0
    static let quarterEN = 1
    static let monthEN = 2
    static let yearFR = 3
    static let quarterFR = 4
    static let monthFR = 5
    /// The columns of time; those of labels follow in pairs of languages, then the figure.
    static let times = 6

    let labels: Int
    var figure: Int { Self.times + 2 * labels }
    var width: Int { figure + 1 }

    /// A file without a header has the columns of one with it.
    init(count labels: Int) {
        self.labels = labels
    }

    /// The columns of time as IRCC names them: `FR_ANNEÉ` is its own spelling.
    private static let timeNames = [
        ["EN_YEAR"], ["EN_QUARTER"], ["EN_MONTH"], ["FR_ANNEÉ", "FR_ANNÉE", "FR_ANNEE"],
        ["FR_TRIMESTRE"], ["FR_MOIS"],
    ]

    /// The names that columns of places have.
    private static let placeNames: [String: LabelColumn] = [
        "EN_PROVINCE_TERRITORY": .province, "EN_CENSUS_DIVISION": .division,
        "EN_CENSUS_SUBDIVISION": .subdivision,
        "EN_CENSUS_METROPOLITAN_AREA": .metropolitanArea,
    ]

    /// Holds a header against what the source declares.
    init(_ header: [String], _ declared: [LabelColumn], _ part: PartInput) throws {
        labels = declared.count
        func wrong(_ index: Int, _ expected: String) -> Diagnostic {
            let found = index < header.count ? "`\(header[index])`" : "nothing"
            return part.error(
                "missing-column",
                "column \(index + 1) is \(found), expected \(expected)",
                line: 1,
                hints: ["correct `by-name: columns:` of the source, or fetch the file again"]
            )
        }
        for (index, names) in Self.timeNames.enumerated() {
            guard index < header.count, names.contains(header[index]) else {
                throw wrong(index, "`\(names[0])`")
            }
        }
        for (number, column) in declared.enumerated() {
            let index = Self.times + 2 * number
            guard index + 1 < header.count, header[index].hasPrefix("EN_"),
                (Self.placeNames[header[index]] ?? .category) == column
            else { throw wrong(index, "the English label of `\(column.rawValue)`") }
            guard header[index + 1].hasPrefix("FR_") else {
                throw wrong(index + 1, "the French of `\(header[index])`")
            }
        }
        guard header.count == width, header[figure].lowercased() == "total" else {
            throw wrong(min(figure, header.count - 1), "`TOTAL` as the last of \(width) columns")
        }
    }
}

/// Reads the lines of a monthly file.
private struct ODPRows {
    private let part: PartInput
    private let names: NamedReading
    private let isRounded: Bool
    private var rows: NamedRows
    private var seen: Set<[String]> = []
    /// The French of each English label, and the other way round, by column.
    private var french: [[String: String]]
    private var english: [[String: String]]
    private var months: Set<Period> = []

    init(_ part: PartInput, _ names: NamedReading, _ collector: CellCollector) {
        self.part = part
        self.names = names
        isRounded = part.list.rounding.complete == .nearest5
        rows = NamedRows(part, collector)
        french = names.columns.map { _ in [:] }
        english = french
    }

    mutating func take(
        _ fields: [String],
        _ columns: ODPColumns,
        line: Int,
        _ collector: inout CellCollector
    ) throws {
        guard fields.count == columns.width else {
            let message = "the row has \(counted(fields.count, "field")), expected \(columns.width)"
            throw part.error("short-row", message, line: line)
        }
        let month = try month(fields, line: line)
        months.insert(month)
        let labels = try (0..<columns.labels).map { try label(fields, $0, line: line) }
        guard seen.insert([month.name] + labels).inserted else {
            let what = ([month.name] + labels).joined(separator: ", ")
            throw part.error("duplicate-row", "`\(what)` has a second row", line: line)
        }
        let cell = try figure(fields[columns.figure], line: line)
        let (place, categories) = NamedPlace.read(labels, names.columns)
        let wanted = rows.characteristic(categoryLabel(categories))
        guard let row = try rows.row(place, line: line, &collector),
            let key = wanted?.index(.total, month)
        else { return }
        try collector.add(cell, key: key, row: row)
    }

    /// The month of a row, which stands in two languages beside its quarter and year.
    private func month(_ fields: [String], line: Int) throws -> Period {
        let year = fields[ODPColumns.yearEN]
        guard let english = IRCCMonth.english.firstIndex(of: fields[ODPColumns.monthEN]),
            let period = Period("\(year)-\(english < 9 ? "0" : "")\(english + 1)"),
            fields[ODPColumns.quarterEN] == "Q\(english / 3 + 1)",
            fields[ODPColumns.yearFR] == year,
            fields[ODPColumns.quarterFR] == "T\(english / 3 + 1)",
            fields[ODPColumns.monthFR] == IRCCMonth.french[english]
        else {
            let found = fields.prefix(ODPColumns.times).joined(separator: ", ")
            throw part.error(
                "wrong-period",
                "`\(found)` is no year, quarter and month in English and the same in French",
                line: line
            )
        }
        return period
    }

    private mutating func label(_ fields: [String], _ column: Int, line: Int) throws -> String {
        let english = fields[ODPColumns.times + 2 * column]
        let other = fields[ODPColumns.times + 2 * column + 1]
        if english.isEmpty || other.isEmpty {
            throw part.error("no-label", "label \(column + 1) of the row is empty", line: line)
        }
        let known = french[column][english]
        if let known, known != other {
            throw part.error(
                "two-labels",
                "`\(english)` is `\(other)` in French here, and `\(known)` above",
                line: line
            )
        }
        if let known = self.english[column][other], known != english {
            throw part.error(
                "two-labels",
                "`\(other)` is `\(english)` in English here, and `\(known)` above",
                line: line
            )
        }
        french[column][english] = other
        self.english[column][other] = english
        return english
    }

    private func figure(_ text: String, line: Int) throws -> Cell {
        guard let cell = readIRCCFigure(text, line: line) else {
            let message = "`\(text)` is neither a count nor `--`"
            throw part.error("unknown-symbol", message, line: line)
        }
        if isRounded, let value = cell.value, value.remainder(dividingBy: 5) != 0 {
            let message = "`\(text)` is no multiple of 5, which all counts of the file are"
            throw part.error("unknown-symbol", message, line: line)
        }
        return cell
    }

    func finish(_ collector: inout CellCollector) throws {
        try rows.finish(&collector)
        guard names.absentIsZero else { return }
        try AbsentRows(rows.matches, months, names, part).fill(&collector)
    }
}
