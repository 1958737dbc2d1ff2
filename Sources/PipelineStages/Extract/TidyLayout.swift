import CSVKernel
import IndicatorModel

/// The layout a steward may always supply: one figure a line.
///
/// Columns `period,level,code,vintage,characteristic,column,value,symbol`, in any order; UTF-8.
/// Characteristics that begin with `@` say something of the geography itself. Labels come in a
/// file of their own. In a series the period of a line is a year, quarter or month. See
/// docs/reference/tidy.md.
struct TidyLayout: Layout {
    private static let encoding = TextEncoding.utf8

    /// The header, in the order in which Lipline writes it.
    static let columns = [
        "period", "level", "code", "vintage", "characteristic", "column", "value", "symbol",
    ]

    /// What is said of a geography.
    enum About: String, CaseIterable {
        case name = "@name"
        case nonResponse = "@non-response"
        case nonResponseLongForm = "@non-response-long-form"
        case flag = "@quality-flag"
    }

    func read(_ part: PartInput, into collector: inout CellCollector) throws {
        try checkLabels(part, collector)
        var reader = RecordReader(part.bytes)
        guard try part.next(&reader, encoding: Self.encoding) else {
            throw part.error("empty-file", "the file has no header", line: 1)
        }
        let names = try part.texts(reader, Self.encoding)
        let header = HeaderColumns(names: names, part: part, line: 1)
        var rows = TidyRows(
            part: part,
            fields: try Self.columns.map { try header.index($0) },
            width: names.count
        )
        while try part.next(&reader, encoding: Self.encoding) {
            if reader.count == 1, reader.bytes(0).isEmpty { continue }
            try rows.take(reader, into: &collector)
        }
        if collector.table.rowsRead == 0 {
            throw part.error("empty-file", "the file has no rows", line: 2)
        }
    }

    /// Holds the labels that came with the source against those the mapping expects.
    private func checkLabels(_ part: PartInput, _ collector: CellCollector) throws {
        for id in collector.wanted.characteristics.keys.sorted() {
            guard let wanted = collector.wanted.characteristics[id], let found = part.labels[id]
            else { continue }
            if comparableLabel(found) != comparableLabel(wanted.label) {
                throw Diagnostic(
                    "extract.label-differs",
                    "characteristic `\(id)` is `\(found)` in the labels of source "
                        + "`\(part.source)`, expected `\(wanted.label)`",
                    at: part.labels.span(of: id),
                    hints: ["correct the labels file, or the mapping in config/indicators"]
                )
            }
        }
    }
}

/// Reads rows one after the other, remembering the geography and characteristic of the last.
private struct TidyRows {
    let part: PartInput
    /// The fields of `TidyLayout.columns`, in that order.
    let fields: [Int]
    let width: Int
    /// The one period of all lines; nil in a series.
    private let period: [UInt8]?
    private var lastPeriod: [UInt8] = []
    private var lastTime: Period?
    private let vintage: [UInt8]
    /// The row of each geography by level and code; nil for those that are not wanted.
    private var rowOfName: [String: Int?] = [:]
    /// The level and code of each row, as bytes: files list geographies in one order, so that
    /// the next line is mostly of the next row.
    private var names: [(level: [UInt8], code: [UInt8])] = []
    private var lastRow = -1
    private var lastCharacteristic: [UInt8] = []
    private var lastWanted: WantedCells.Characteristic?
    private let columns = CellColumn.allCases.map { (column: $0, bytes: Array($0.rawValue.utf8)) }

    init(part: PartInput, fields: [Int], width: Int) {
        self.part = part
        self.fields = fields
        self.width = width
        period = part.reading.period.map { Array($0.name.utf8) }
        vintage = Array(part.list.vintage.utf8)
    }

    mutating func take(
        _ reader: borrowing RecordReader,
        into collector: inout CellCollector
    ) throws {
        guard reader.count == width else {
            throw part.error(
                "short-row",
                "the row has \(counted(reader.count, "field")), expected \(width)",
                line: reader.line
            )
        }
        collector.countRow()
        let time = try time(reader)
        try expect(reader, fields[3], vintage, "vintage")
        guard let row = try row(reader, &collector) else { return }
        if isAbout(reader) {
            return try takeAbout(raw(reader, fields[4]), reader, row: row, into: &collector)
        }
        try findWanted(reader, collector)
        guard let wanted = lastWanted, let key = try key(wanted, reader, time) else { return }
        var cell: Cell
        do {
            cell = try readCell(reader, value: fields[6], symbol: fields[7], line: reader.line)
        } catch {
            let message = "`\(error.text)` is neither a number nor a symbol of the census"
            return reject(message, reader, into: &collector)
        }
        if cell.value == nil, cell.symbol?.stateWithoutFigure == nil {
            let message = "there is neither a value nor a symbol that says why there is none"
            return reject(message, reader, into: &collector)
        }
        if let threshold = part.reading.withholdBelow, collector.wanted.counted.contains(key) {
            cell = cell.withheld(below: threshold)
        }
        try collector.add(cell, key: key, row: row)
    }

    private func isAbout(_ reader: borrowing RecordReader) -> Bool {
        let bytes = reader.bytes(fields[4])
        return !bytes.isEmpty && bytes[0] == UInt8(ascii: "@")
    }

    private func reject(
        _ message: String,
        _ reader: borrowing RecordReader,
        into collector: inout CellCollector
    ) {
        collector.reject(
            Reject(
                line: reader.line,
                code: "extract.unknown-symbol",
                message: message,
                text: part.recordText(reader)
            )
        )
    }

    /// A field whose bytes are text, which `PartInput.next` has made sure of.
    private func raw(_ reader: borrowing RecordReader, _ field: Int) -> String {
        decodeText(reader.bytes(field), as: .utf8) ?? ""
    }

    private func expect(
        _ reader: borrowing RecordReader,
        _ field: Int,
        _ expected: [UInt8],
        _ name: String
    ) throws {
        if fieldEquals(reader.bytes(field), expected) { return }
        throw part.error(
            "wrong-\(name)",
            "expected \(name) `\(String(decoding: expected, as: UTF8.self))`, found "
                + "`\(raw(reader, field))`",
            line: reader.line
        )
    }

    /// The period of a line of a series; nil in files of one period, which must be that.
    private mutating func time(_ reader: borrowing RecordReader) throws -> Period? {
        if let period {
            try expect(reader, fields[0], period, "period")
            return nil
        }
        if let lastTime, fieldEquals(reader.bytes(fields[0]), lastPeriod) { return lastTime }
        let text = raw(reader, fields[0])
        guard let time = Period(text) else {
            throw part.error(
                "wrong-period",
                "expected a year, quarter or month such as `2024`, `2024-Q1` or `2024-01`, found "
                    + "`\(text)`",
                line: reader.line
            )
        }
        lastPeriod = Array(text.utf8)
        lastTime = time
        return time
    }

    /// The row of the geography, which is begun when it is wanted and new; nil when not wanted.
    private mutating func row(
        _ reader: borrowing RecordReader,
        _ collector: inout CellCollector
    ) throws -> Int? {
        if isOfRow(lastRow, reader) { return lastRow }
        let next = lastRow + 1 < names.count ? lastRow + 1 : 0
        if isOfRow(next, reader) {
            lastRow = next
            return next
        }
        let level = raw(reader, fields[1])
        let code = raw(reader, fields[2])
        if let known = rowOfName["\(level) \(code)"] {
            lastRow = known ?? lastRow
            return known
        }
        let row = try begin(level, code, line: reader.line, &collector)
        rowOfName["\(level) \(code)"] = .some(row)
        if let row {
            lastRow = row
            names.append((Array(level.utf8), Array(code.utf8)))
        }
        return row
    }

    private func isOfRow(_ row: Int, _ reader: borrowing RecordReader) -> Bool {
        guard names.indices.contains(row) else { return false }
        return fieldEquals(reader.bytes(fields[2]), names[row].code)
            && fieldEquals(reader.bytes(fields[1]), names[row].level)
    }

    private func begin(
        _ level: String,
        _ code: String,
        line: Int,
        _ collector: inout CellCollector
    ) throws -> Int? {
        guard let level = GeographyLevel(rawValue: level) else {
            throw part.error("unknown-level", "`\(level)` is not a census level", line: line)
        }
        let geography = Geography(level: level, code: code)
        // Whether there is such a place is for the normalize step to say, which knows all of them.
        guard geography.level == .place || collector.wants(geography) else { return nil }
        return try collector.begin(geography, name: "", quality: GeographyQuality(), line: line)
    }

    /// Finds what the mapping wants of the row's characteristic, unless it is that of the last.
    private mutating func findWanted(
        _ reader: borrowing RecordReader,
        _ collector: CellCollector
    ) throws {
        if fieldEquals(reader.bytes(fields[4]), lastCharacteristic) { return }
        let name = raw(reader, fields[4])
        lastCharacteristic = Array(name.utf8)
        lastWanted = collector.wanted.characteristics[CharacteristicID(name)]
        if lastWanted != nil, part.labels[CharacteristicID(name)] == nil {
            throw part.error(
                "no-label",
                "characteristic `\(name)` has no label in the labels file of source "
                    + "`\(part.source)`",
                line: reader.line,
                hints: ["add a line `\(name),its label` there"]
            )
        }
    }

    private func key(
        _ wanted: WantedCells.Characteristic,
        _ reader: borrowing RecordReader,
        _ time: Period?
    )
        throws -> Int?
    {
        for (column, bytes) in columns where fieldEquals(reader.bytes(fields[5]), bytes) {
            return time.map { wanted.index(column, $0) } ?? wanted.columns[column]
        }
        let known = CellColumn.allCases.map(\.rawValue)
        throw part.error(
            "unknown-column",
            "`\(raw(reader, fields[5]))` is not one of \(listed(known, conjunction: "or"))",
            line: reader.line
        )
    }

    private func takeAbout(
        _ name: String,
        _ reader: borrowing RecordReader,
        row: Int,
        into collector: inout CellCollector
    ) throws {
        guard let about = TidyLayout.About(rawValue: name) else {
            let known = TidyLayout.About.allCases.map(\.rawValue)
            throw part.error(
                "unknown-characteristic",
                "`\(name)` is not one of \(listed(known, conjunction: "or"))",
                line: reader.line
            )
        }
        let text = try part.text(reader, fields[6], .utf8)
        let number = parseNumber(reader.bytes(fields[6]))
        if number == nil, about == .nonResponse || about == .nonResponseLongForm {
            throw part.error("not-a-number", "`\(text)` is not a rate", line: reader.line)
        }
        switch about {
        case .name: collector.setName(row: row, text)
        case .nonResponse: collector.setQuality(row: row) { $0.nonResponse = number }
        case .nonResponseLongForm:
            collector.setQuality(row: row) { $0.nonResponseLongForm = number }
        case .flag: collector.setQuality(row: row) { $0.flag = text }
        }
    }
}
