import IndicatorModel

/// Reads the rows of one sheet, and hands over each when it ends.
///
/// Source: ECMA-376, part 1, 18.3.1.4 (c), 18.3.1.73 (row), 18.18.11 (types of cells).
final class SheetRows: XMLHandler {
    /// What a cell's value is.
    private enum CellType: String {
        case shared = "s"
        case inline = "inlineStr"
        case formulaText = "str"
        case number = "n"
        case boolean = "b"
        case error = "e"
        case date = "d"
    }

    private let strings: [String]
    private let sheet: String
    private let name: String
    private let body: (WorkbookRow) throws -> Void

    /// Whether the rows have ended.
    private(set) var hasEnded = false
    private var isInData = false
    /// 0 before the first row.
    private var row = 0
    private var isInRow = false
    private var cells: [WorkbookRow.Cell] = []
    /// 0 before the first cell of a row.
    private var column = 0
    private var isInCell = false
    private var type = CellType.number
    private var hasValue = false
    private var isInValue = false
    private var isInInline = false
    private var isInPhonetic = false
    private var text = WorkbookText()

    init(
        sheet: String,
        name: String,
        strings: [String],
        _ body: @escaping (WorkbookRow) throws -> Void
    ) {
        self.sheet = sheet
        self.name = name
        self.strings = strings
        self.body = body
    }

    func start(_ name: String, _ attributes: XMLAttributes) throws {
        switch name {
        case "sheetData": isInData = true
        case "row" where isInData: try startRow(attributes["r"])
        case "c" where isInRow: try startCell(attributes["r"], attributes["t"])
        case "v" where isInCell:
            if type != .inline { try startValue() }
        case "is" where isInCell:
            isInInline = type == .inline
            if isInInline { try startValue(isOpen: false) }
        case "t" where isInInline: isInValue = !isInPhonetic
        case "rPh": isInPhonetic = true
        default: break
        }
    }

    func end(_ name: String) throws {
        switch name {
        case "sheetData":
            isInData = false
            hasEnded = true
        case "row" where isInData:
            isInRow = false
            try body(WorkbookRow(number: row, cells: cells))
        case "c" where isInRow:
            isInCell = false
            if hasValue { cells.append(.init(column: column, text: try value())) }
        case "v", "t": isInValue = false
        case "is": isInInline = false
        case "rPh": isInPhonetic = false
        default: break
        }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) throws {
        guard isInValue else { return }
        unsafe text.append(bytes)
        if text.isTooLong {
            throw error("too-large", "holds more than \(WorkbookText.longest) bytes")
        }
    }

    private func startRow(_ reference: String?) throws {
        let next = reference.map { Int($0) ?? 0 } ?? row + 1
        guard next > row, next <= CellReference.rows else {
            throw Diagnostic(
                "workbook.row-order",
                "sheet `\(sheet)` has row `\(reference ?? String(next))` after row \(row)",
                at: SourceSpan(file: name, line: max(row, 1)),
                hints: [fetchAgain]
            )
        }
        row = next
        isInRow = true
        cells.removeAll(keepingCapacity: true)
        column = 0
    }

    private func startCell(_ reference: String?, _ type: String?) throws {
        if let reference {
            let place = CellReference(reference)
            guard let place, place.row == row, place.column > column else {
                throw error("cell-order", "is followed by cell `\(reference)`")
            }
            column = place.column
        } else {
            column += 1
            guard column <= CellReference.columns else {
                throw error("cell-order", "lies outside every sheet")
            }
        }
        guard let kind = CellType(rawValue: type ?? "n") else {
            throw error("unknown-type", "is of type `\(type ?? "")`, which workbooks do not have")
        }
        self.type = kind
        isInCell = true
        hasValue = false
        text.clear()
    }

    private func startValue(isOpen: Bool = true) throws {
        guard !hasValue else { throw error("two-values", "has two values") }
        hasValue = true
        isInValue = isOpen
    }

    private func value() throws -> String {
        let text = text.string
        switch type {
        case .shared:
            guard let index = Int(text), strings.indices.contains(index) else {
                throw error(
                    "no-string",
                    "names shared text `\(text)`; the workbook has \(strings.count), numbered "
                        + "from 0"
                )
            }
            return strings[index]
        case .boolean: return text == "1" ? "TRUE" : text == "0" ? "FALSE" : text
        case .inline, .formulaText, .number, .error, .date: return text
        }
    }

    private func error(_ code: String, _ what: String) -> Diagnostic {
        Diagnostic(
            "workbook.\(code)",
            "cell \(CellReference(column: max(column, 1), row: row)) of sheet `\(sheet)` \(what)",
            at: SourceSpan(file: name, line: row),
            hints: [fetchAgain]
        )
    }
}
