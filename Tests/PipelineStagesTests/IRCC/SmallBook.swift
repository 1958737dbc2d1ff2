import FoundationEssentials
import IndicatorModel
import PipelineStages
import TestSupport

/// A book laid out as IRCC's, with figures that are made up.
struct SmallBook {
    static let title = "Canada - Admissions, January 2023 - July 2024"

    /// Rows as the sheet has them, from the title to the last line.
    var table: [[String?]]

    /// Two provinces, divisions, subdivisions; the whole of 2023, and 2024 to July.
    init() {
        table = [
            [Self.title], [""],
            Self.years, Self.quarters, Self.months,
            Self.row(3, "Yellowknife", "10", first: [1, 2]),
            Self.row(3, "Hay River", "--"),
            Self.row(2, "Region 6", "15"),
            Self.row(2, "Census division not stated", "0"),
            Self.row(1, "Northwest Territories Total", "15"),
            Self.row(3, "Winnipeg", "1,205", first: [1, 2]),
            Self.row(2, "Division No. 11", "1,205"),
            Self.row(1, "Manitoba Total", "1,205"),
            Self.row(1, "Province/territory not stated", "--"),
            Self.row(1, "Total", "1,220"),
            [""], ["Notes:\n— Data are preliminary."], [""],
            ["Source: IRCC, July 31, 2024"],
        ]
    }

    static let monthNames = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// The columns of figures: 17 of a whole year, 10 of one to July.
    static let years: [String?] =
        ["Places", nil, nil, "2023"] + [String?](repeating: nil, count: 16) + ["2024"]

    static let quarters: [String?] = {
        var row: [String?] = [nil, nil, nil]
        for quarter in 1...4 { row += ["Q\(quarter)", nil, nil, nil] }
        row.append("2023 Total")
        row += ["Q1", nil, nil, nil, "Q2", nil, nil, nil, "Q3", nil, "2024 Total"]
        return row
    }()

    static let months: [String?] = {
        var row: [String?] = [nil, nil, nil]
        for quarter in 0..<4 {
            row += monthNames[quarter * 3..<quarter * 3 + 3] + ["Q\(quarter + 1) Total"]
        }
        row.append(nil)
        row += monthNames[0..<3] + ["Q1 Total"] + monthNames[3..<6] + ["Q2 Total"]
        row += ["Jul", "Q3 Total", nil]
        return row
    }()

    /// A row with the same figure in all 28 columns; `first` are columns whose group it begins.
    static func row(_ depth: Int, _ label: String, _ figure: String, first: [Int] = []) -> [String?]
    {
        var row = [String?](repeating: nil, count: 3)
        for column in first { row[column - 1] = "" }
        row[depth - 1] = label
        return row + [String?](repeating: figure, count: 28)
    }

    /// Changes the cell of a row and a column, from 1.
    mutating func set(_ row: Int, _ column: Int, _ text: String?) {
        table[row - 1][column - 1] = text
    }

    var bytes: [UInt8] { TestBook(TestBook.rows(table)).bytes }

    /// Writes the book, and hands its path over.
    func withFile<Result>(_ body: (String) throws -> Result) throws -> Result {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/book.xlsx"
        try Data(bytes).write(to: URL(filePath: path))
        return try body(path)
    }

    func read(labelColumns: Int = 3) throws -> IRCCBook {
        try withFile {
            try IRCCBook.read($0, name: "book.xlsx", labelColumns: labelColumns, isRounded: true)
        }
    }

    /// What is wrong with the book: its code, its message and its line.
    var error: String {
        do {
            return "read, with \(try read().rows.count) rows"
        } catch let error as Diagnostic {
            return "\(error.span?.line ?? 0) \(error.code): \(error.message)"
        } catch {
            return "\(error)"
        }
    }
}
