import IndicatorModel
import TestSupport
import WorkbookReader

extension TestBook {
    /// The rows of a sheet as `number: A=text B=text`.
    func rows(sheet: String? = nil) throws -> [String] {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/book.xlsx"
        try writeBytes(bytes, path)
        return try readRows(path, name: "book.xlsx", sheet: sheet)
    }

    /// What is wrong with the book, rendered.
    func error(sheet: String? = nil) -> String {
        do {
            return "no error: \(try rows(sheet: sheet))"
        } catch let diagnostic as Diagnostic {
            return diagnostic.rendered
        } catch {
            return "\(error)"
        }
    }
}

func readRows(_ path: String, name: String, sheet: String? = nil) throws -> [String] {
    var rows: [String] = []
    try Workbook(path, name: name).forEachRow(sheet: sheet) { row in
        let cells = row.cells.map { "\(CellReference.letters(of: $0.column))=\($0.text)" }
        rows.append(([("\(row.number):")] + cells).joined(separator: " "))
    }
    return rows
}
