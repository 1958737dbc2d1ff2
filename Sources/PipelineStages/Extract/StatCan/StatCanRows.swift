import IndicatorModel

/// Reads the rows of a full table.
struct StatCanRows {
    private let part: PartInput
    private let columns: StatCanColumns
    private let metadata: TableMetadata?
    private var labels: WantedLabels
    private var rowOfIdentifier: [String: Int?] = [:]
    /// Rows without an identifier of a geography.
    private var unnamed = 0

    init(
        _ part: PartInput,
        _ columns: StatCanColumns,
        _ metadata: TableMetadata?,
        _ collector: CellCollector
    ) {
        self.part = part
        self.columns = columns
        self.metadata = metadata
        labels = WantedLabels(collector.wanted)
    }

    mutating func take(
        _ fields: [String],
        line: Int,
        _ collector: inout CellCollector
    ) throws {
        let identifier = fields[columns.dguid]
        try checkNames(fields, identifier, line: line)
        guard !identifier.isEmpty else {
            unnamed += 1
            return
        }
        guard let row = try row(identifier, fields[columns.name], line: line, &collector) else {
            // A label that is there is no missing one, also in rows that nobody wants.
            if columns.value != nil { _ = labels.characteristic(label(fields)) }
            return
        }
        guard let value = columns.value else {
            for figure in columns.figures {
                guard let wanted = labels.characteristic(figure.label),
                    let key = wanted.columns[.total]
                else { continue }
                let cell = try cell(fields[figure.value], fields[figure.value + 1], line: line)
                try collector.add(cell, key: key, row: row)
            }
            return
        }
        guard let wanted = labels.characteristic(label(fields)) else { return }
        try checkUnit(fields, line: line)
        let time = try period(fields[columns.date], line: line)
        guard let key = wanted.index(.total, time) ?? wanted.columns[.total] else { return }
        let cell = try cell(fields[value], fields[columns.status], line: line)
        try collector.add(cell, key: key, row: row)
    }

    private func label(_ fields: [String]) -> String {
        categoryLabel(columns.dimensions.map { fields[$0] })
    }

    private mutating func row(
        _ identifier: String,
        _ name: String,
        line: Int,
        _ collector: inout CellCollector
    ) throws -> Int? {
        if let known = rowOfIdentifier[identifier] { return known }
        var row: Int?
        if let geography = Geography(dguid: identifier), collector.wants(geography) {
            row = try collector.begin(
                geography,
                name: name,
                quality: GeographyQuality(),
                line: line
            )
        }
        rowOfIdentifier[identifier] = .some(row)
        return row
    }

    /// Holds the name and the code of a row against the metadata of the table.
    private func checkNames(_ fields: [String], _ identifier: String, line: Int) throws {
        guard let metadata else { return }
        let member = fields[columns.coordinate].prefix { $0 != "." }
        guard let known = metadata.geographies[String(member)] else {
            throw part.error(
                "other-metadata",
                "coordinate `\(fields[columns.coordinate])` is no member of the metadata",
                line: line
            )
        }
        guard known.name == fields[columns.name] else {
            throw part.error(
                "other-metadata",
                "member \(member) is `\(fields[columns.name])` here, and `\(known.name)` in the "
                    + "metadata",
                line: line
            )
        }
        // Canada's code has a digit less in some tables.
        guard let code = known.code, !identifier.isEmpty, !identifier.hasSuffix(code),
            Geography(dguid: identifier) != .canada
        else { return }
        throw part.error(
            "other-metadata",
            "`\(known.name)` has identifier `\(identifier)` here, and code `\(code)` in the "
                + "metadata",
            line: line
        )
    }

    private func checkUnit(_ fields: [String], line: Int) throws {
        let scale = trimmed(fields[columns.scale])
        guard scale == "units" else {
            let message = "the figures are in `\(scale)`, expected `units`"
            throw part.error("wrong-unit", message, line: line)
        }
        let unit = fields[columns.unit]
        guard let wanted = columns.wantedUnit, unit != wanted else { return }
        let message = "the unit is `\(unit)`, expected `\(wanted)`"
        throw part.error("wrong-unit", message, line: line)
    }

    private func period(_ text: String, line: Int) throws -> Period {
        if let period = Period(text) { return period }
        throw part.error("wrong-period", "`\(text)` is no year or month", line: line)
    }

    /// Letters of quality and of revision, which change no figure.
    ///
    /// Source: symbol legend of the tables.
    private static let harmless: Set<String> = ["", "p", "r", "A", "B", "C", "D", "E", "r,E"]

    private func cell(_ text: String, _ status: String, line: Int) throws -> Cell {
        let bytes = Array(text.utf8)
        if Self.harmless.contains(status), let value = parseTableNumber(bytes) {
            let symbol: CellSymbol? = status.hasSuffix("E") ? .useWithCaution : nil
            return Cell(value: value, text: text, symbol: symbol, state: .observed, line: line)
        }
        if text.isEmpty, status.isEmpty {
            return Cell(value: nil, text: "", symbol: nil, state: .notAvailable, line: line)
        }
        if let symbol = CellSymbol(rawValue: status), let state = symbol.stateWithoutFigure {
            return Cell(value: nil, text: text, symbol: symbol, state: state, line: line)
        }
        if status.isEmpty, let symbol = CellSymbol(rawValue: text),
            let state = symbol.stateWithoutFigure
        {
            return Cell(value: nil, text: text, symbol: symbol, state: state, line: line)
        }
        throw part.error(
            "unknown-symbol",
            "`\(text)` with status `\(status)` is neither a number nor a reason for none",
            line: line
        )
    }

    /// Ends a table: what the mapping wants must have been there, and what was left out is told.
    func finish(_ collector: inout CellCollector) throws {
        try part.checkAllSeen(labels)
        if unnamed == 0 { return }
        collector.tell("\(counted(unnamed, "row")) without an identifier of a geography left out")
    }
}
