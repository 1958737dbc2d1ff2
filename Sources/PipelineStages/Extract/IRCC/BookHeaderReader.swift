import IndicatorModel
import WorkbookReader

/// Reads the header rows of a book, until the first row that is none.
struct BookHeaderReader {
    /// What a header says of one column.
    private struct Heading {
        let column: Int
        let year: Int
        var quarter: Int?
        var month: Int?
        /// Whether it is the total of the year, or of the quarter.
        var isTotal = false

        var name: String {
            if let month { return "\(year)-\(month < 10 ? "0" : "")\(month)" }
            if let quarter { return "\(year)-Q\(quarter)" }
            return "\(year)"
        }
    }

    /// A word of a header.
    private enum Word {
        case year(Int)
        case quarter(Int)
        case quarterTotal(Int)
        case yearTotal(Int)
        case month(Int)

        /// Source: headers of the books in English and French.
        init?(_ text: String) {
            let words = text.split(separator: " ")
            let isTotal = words.count == 2 && words[1].lowercased() == "total"
            guard words.count == 1 || isTotal else { return nil }
            let word = String(words[0])
            if word.utf8.count == 4, let year = Int(word), (1900...2999).contains(year) {
                self = isTotal ? .yearTotal(year) : .year(year)
            } else if word.utf8.count == 2, word.hasPrefix("Q") || word.hasPrefix("T"),
                let quarter = Int(word.dropFirst()), (1...4).contains(quarter)
            {
                self = isTotal ? .quarterTotal(quarter) : .quarter(quarter)
            } else if !isTotal, let month = IRCCMonth.number(word) {
                self = .month(month)
            } else {
                return nil
            }
        }
    }

    let labelColumns: Int
    let sheet: String
    let file: String
    private var years: [(column: Int, year: Int)] = []
    private var headings: [Int: Heading] = [:]
    /// The header rows that have been read, without those of the title.
    private var rows = 0

    init(labelColumns: Int, sheet: String, file: String) {
        self.labelColumns = labelColumns
        self.sheet = sheet
        self.file = file
    }

    /// Takes a row; false when it is the first after the header.
    mutating func take(_ row: WorkbookRow) throws -> Bool {
        let cells = row.cells.filter { $0.column > labelColumns && !isBlank($0.text) }
        let words = cells.map { (cell: $0, word: Word($0.text)) }
        if years.isEmpty {
            // Titles, until a row has nothing but years.
            let found = words.compactMap { word -> (Int, Int)? in
                guard case .year(let year) = word.word else { return nil }
                return (word.cell.column, year)
            }
            guard !found.isEmpty, found.count == words.count else { return true }
            years = found.map { (column: $0.0, year: $0.1) }
            try checkYears(row.number)
            for (column, year) in years { headings[column] = Heading(column: column, year: year) }
            rows = 1
            return true
        }
        // Figures begin where a cell is no word of a header; all of a row are one or the other.
        guard rows < 3, words.contains(where: { $0.word != nil && !isFigure($0.word) }) else {
            return false
        }
        rows += 1
        for (cell, word) in words { try place(word, cell, row.number) }
        return true
    }

    /// A count such as `2015` looks like a year.
    private func isFigure(_ word: Word?) -> Bool {
        if case .year = word { return true }
        return false
    }

    private func checkYears(_ row: Int) throws {
        for (before, after) in zip(years, years.dropFirst()) where before.year + 1 != after.year {
            throw error("has year \(after.year) after \(before.year)", after.column, row)
        }
    }

    private mutating func place(_ word: Word?, _ cell: WorkbookRow.Cell, _ row: Int) throws {
        guard let word, let year = years.last(where: { $0.column <= cell.column })?.year else {
            throw error("`\(cell.text)` is no year, quarter or month", cell.column, row)
        }
        var heading = Heading(column: cell.column, year: year)
        // The quarter that began last, if it began within this year.
        let first = years.last { $0.column <= cell.column }?.column ?? 0
        let quarter = headings.values
            .filter { $0.quarter != nil && $0.column <= cell.column && $0.column >= first }
            .max { $0.column < $1.column }?.quarter
        switch word {
        case .year:
            throw error("`\(cell.text)` stands below the years", cell.column, row)
        case .quarter(let quarter): heading.quarter = quarter
        case .yearTotal(let total):
            guard total == year else {
                throw error("`\(cell.text)` stands under \(year)", cell.column, row)
            }
            heading.isTotal = true
        case .quarterTotal(let total):
            guard total == quarter else {
                throw error("`\(cell.text)` stands in another quarter", cell.column, row)
            }
            heading.quarter = total
            heading.isTotal = true
        case .month(let month):
            guard quarter == nil || quarter == (month + 2) / 3 else {
                throw error("`\(cell.text)` stands in quarter \(quarter ?? 0)", cell.column, row)
            }
            heading.quarter = quarter
            heading.month = month
        }
        headings[cell.column] = heading
    }

    /// What the rows that were taken say.
    func finish(row: Int) throws -> BookHeader {
        guard !years.isEmpty else {
            throw Diagnostic(
                "extract.no-header",
                "sheet `\(sheet)` has no row of years above its figures",
                at: SourceSpan(file: file, line: 1),
                hints: ["correct `sheet:` of the source, or fetch the file again"]
            )
        }
        let isAnnual = rows == 1
        let sorted = headings.values.sorted { $0.column < $1.column }
        var months: [Int: [Int]] = [:]
        for heading in sorted {
            if let month = heading.month { months[heading.year, default: []].append(month) }
        }
        for (year, found) in months
        where zip(found, found.dropFirst()).contains(where: { $1 != $0 + 1 }) {
            throw error("has months of \(year) that are not in their order", 1, row)
        }
        var columns: [BookHeader.Column] = []
        var leftOut: [String] = []
        var seen: Set<String> = []
        for heading in sorted {
            if !isAnnual, heading.month == nil, !heading.isTotal {
                throw error("has no month or total in column", heading.column, row)
            }
            guard seen.insert(heading.name).inserted, let period = Period(heading.name) else {
                throw error("has \(heading.name) twice", heading.column, row)
            }
            if isAnnual || isComplete(heading, months[heading.year] ?? []) {
                columns.append(.init(column: heading.column, period: period))
            } else {
                leftOut.append("\(heading.name) total")
            }
        }
        return BookHeader(columns: columns, leftOut: leftOut, allColumns: sorted.map(\.column))
    }

    private func isComplete(_ heading: Heading, _ months: [Int]) -> Bool {
        if heading.month != nil { return true }
        let wanted = heading.quarter.map { $0 * 3 - 2...$0 * 3 } ?? 1...12
        return wanted.allSatisfy(months.contains)
    }

    private func error(_ what: String, _ column: Int, _ row: Int) -> Diagnostic {
        Diagnostic(
            "extract.book-header",
            "the header of sheet `\(sheet)` \(what) (cell "
                + "\(CellReference(column: column, row: row)))",
            at: SourceSpan(file: file, line: row),
            hints: ["the book is laid out otherwise: fetch it again, or correct its layout"]
        )
    }
}

func isBlank(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }
