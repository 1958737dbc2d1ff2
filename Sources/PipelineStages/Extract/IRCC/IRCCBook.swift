import FoundationEssentials
package import IndicatorModel
import WorkbookReader

/// One of IRCC's books of monthly figures (`EN_ODP-*.xlsx`), read whole.
///
/// Nothing may be missing within: every row from the header to the row `Total` is there and has a
/// figure in every column, every group has its total, which its rows can add up to, and the last
/// line tells the day of the figures. A book that was cut or changed is an error, not another book.
package struct IRCCBook: Sendable {
    package let header: BookHeader
    package let title: String
    /// The day of the figures, as `2024-12-31`.
    package let date: String
    package let rows: [BookRow]

    /// Reads a sheet whose first `labelColumns` columns are labels.
    ///
    /// - Parameters:
    ///   - path: Where the file lies.
    ///   - name: What it is called in messages.
    ///   - sheet: Nil for the first.
    ///   - labelColumns: How many columns of labels there are.
    ///   - isRounded: Whether every count must be a multiple of 5.
    ///   - limits: What its archive may expand to.
    /// - Returns: The book.
    /// - Throws: what `Workbook` does; `extract.no-header`, `extract.book-header`,
    ///   `extract.book-row`, `extract.book-total`, `extract.unknown-symbol`, `extract.book-end`.
    package static func read(
        _ path: String,
        name: String,
        sheet: String? = nil,
        labelColumns: Int,
        isRounded: Bool,
        limits: ArchiveLimits = ArchiveLimits()
    ) throws -> IRCCBook {
        let workbook = try Workbook(path, name: name, limits: limits)
        var reader = IRCCBookReader(
            labelColumns: labelColumns,
            isRounded: isRounded,
            sheet: sheet ?? workbook.sheetNames[0],
            file: name
        )
        try workbook.forEachRow(sheet: sheet) { try reader.take($0) }
        return try reader.finish()
    }
}

/// Reads a book row by row.
struct IRCCBookReader {
    private let labelColumns: Int
    private let isRounded: Bool
    private let sheet: String
    private let file: String
    private var headerReader: BookHeaderReader
    private var header: BookHeader?
    private var groups: BookGroups
    private var title = ""
    private var date: String?
    private var rows: [BookRow] = []
    private var lastRow = 0
    /// Whether the rows of figures have ended, and with the total of all.
    private var hasEnded = false
    private var hasTotal = false

    init(labelColumns: Int, isRounded: Bool, sheet: String, file: String) {
        self.labelColumns = labelColumns
        self.isRounded = isRounded
        self.sheet = sheet
        self.file = file
        headerReader = BookHeaderReader(labelColumns: labelColumns, sheet: sheet, file: file)
        groups = BookGroups(labelColumns: labelColumns)
    }

    mutating func take(_ row: WorkbookRow) throws {
        if title.isEmpty, let first = row.cells.first { title = first.text }
        if header == nil {
            if try headerReader.take(row) {
                lastRow = row.number
                return
            }
            let found = try headerReader.finish(row: row.number)
            try checkTitle(found)
            header = found
        }
        guard let header else { return }
        let hasFigures = row.cells.contains { $0.column > labelColumns && !isBlank($0.text) }
        if !hasFigures {
            hasEnded = true
            takeFooter(row)
        } else if hasEnded {
            throw error("book-row", "has figures below the row without any", row.number)
        } else {
            try takeFigures(row, header)
        }
    }

    private mutating func takeFigures(_ row: WorkbookRow, _ header: BookHeader) throws {
        guard row.number == lastRow + 1 else {
            throw error("book-row", "follows row \(lastRow): rows are missing", row.number)
        }
        lastRow = row.number
        if hasTotal { throw error("book-row", "has figures below the total of all", row.number) }
        let labels = row.cells.filter { $0.column <= labelColumns && !isBlank($0.text) }
        guard labels.count == 1, let label = labels.first else {
            throw error(
                "book-row",
                "has \(counted(labels.count, "label")) in its first "
                    + "\(counted(labelColumns, "column")), expected 1",
                row.number
            )
        }
        try checkWidth(row, header)
        let entry = BookRow(
            line: row.number,
            labels: [],
            isTotal: false,
            printed: trimmed(label.text),
            figures: try header.columns.map { try figure(row, $0.column) }
        )
        for row in groups.take(entry, depth: label.column) {
            if row.labels.isEmpty { hasTotal = true }
            rows.append(row)
        }
        if isRounded, let (total, members) = groups.added,
            let (index, sum) = BookTotals().mismatch(total, members)
        {
            let cell = total.figures[index]
            let place = CellReference(column: header.columns[index].column, row: row.number)
            let (low, high) = (decimalText(sum.low ?? 0), decimalText(sum.high ?? 0))
            throw error(
                "book-total",
                "has `\(cell.text)` in cell \(place), and the \(counted(members.count, "row")) "
                    + "that it adds are \(low) to \(high)",
                row.number
            )
        }
        if let row = groups.rowWithoutGroup {
            throw error("book-row", "stands in a group that has no total", row.line)
        }
    }

    private func checkWidth(_ row: WorkbookRow, _ header: BookHeader) throws {
        let filled = row.cells.filter { $0.column > labelColumns && !isBlank($0.text) }
            .map(\.column)
        if filled == header.allColumns { return }
        let odd = Set(filled).symmetricDifference(header.allColumns).min() ?? 0
        let isMissing = header.allColumns.contains(odd)
        throw error(
            "book-row",
            isMissing
                ? "has no figure in cell \(CellReference(column: odd, row: row.number))"
                : "has a figure in cell \(CellReference(column: odd, row: row.number)), which is "
                    + "under no header",
            row.number
        )
    }

    private func figure(_ row: WorkbookRow, _ column: Int) throws -> Cell {
        let text = row[column] ?? ""
        let place = CellReference(column: column, row: row.number)
        guard let cell = readIRCCFigure(text, line: row.number) else {
            throw error("unknown-symbol", "has `\(text)` in cell \(place)", row.number)
        }
        if isRounded, let value = cell.value, value.remainder(dividingBy: 5) != 0 {
            let what = "has `\(text)` in cell \(place), which is no multiple of 5"
            throw error("unknown-symbol", what, row.number)
        }
        return cell
    }

    private mutating func takeFooter(_ row: WorkbookRow) {
        for cell in row.cells {
            guard let found = Self.date(inSource: cell.text) else { continue }
            date = found
        }
    }

    /// The day of `Source: IRCC, December 31, 2024`.
    static func date(inSource text: String) -> String? {
        let words = trimmed(text).split { $0 == " " || $0 == "," }
        guard words.count == 5, words[0] == "Source:", words[1] == "IRCC",
            let month = IRCCMonth.number(ofName: words[2]), let day = Int(words[3]),
            (1...31).contains(day), let year = Int(words[4]), (1900...2999).contains(year)
        else { return nil }
        func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(year)-\(padded(month))-\(padded(day))"
    }

    /// Holds the months that the title names against those of the header.
    private func checkTitle(_ header: BookHeader) throws {
        let months = header.periods.filter { $0.name.utf8.count == 7 && !$0.name.contains("Q") }
        let words = title.split { $0 == " " || $0 == "," }
        guard let first = months.first, let last = months.last, words.count >= 5 else { return }
        let end = words.suffix(5)
        guard let from = month(end.prefix(2)), let to = month(end.suffix(2)),
            ["-", "–"].contains(end[end.startIndex + 2])
        else { return }
        if from == first.name, to == last.name { return }
        throw error(
            "book-header",
            "has months \(first) to \(last), and its title says \(from) to \(to)",
            1
        )
    }

    private func month(_ words: ArraySlice<Substring>) -> String? {
        guard let name = words.first, let month = IRCCMonth.number(ofName: name),
            let year = words.last, year.utf8.count == 4, Int(year) != nil
        else { return nil }
        return "\(year)-\(month < 10 ? "0" : "")\(month)"
    }

    func finish() throws -> IRCCBook {
        guard let header else {
            _ = try headerReader.finish(row: lastRow)
            throw error("book-end", "is the last, and there are no figures", lastRow)
        }
        if let open = groups.openRows.first {
            throw error("book-end", "stands in a group that has no total", open.line)
        }
        guard hasTotal else {
            throw error("book-end", "is the last, and it is not the total of all", lastRow)
        }
        guard let date else {
            throw error(
                "book-end",
                "is the last, and no line below tells the source's day",
                lastRow
            )
        }
        return IRCCBook(header: header, title: title, date: date, rows: rows)
    }

    private func error(_ code: String, _ what: String, _ row: Int) -> Diagnostic {
        Diagnostic(
            "extract.\(code)",
            "row \(row) of sheet `\(sheet)` \(what)",
            at: SourceSpan(file: file, line: max(row, 1)),
            hints: ["fetch the file again, or correct its source in config/sources"]
        )
    }
}
