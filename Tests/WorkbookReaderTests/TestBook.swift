import DataStore
import IndicatorModel
import TestSupport
import WorkbookReader

/// A small workbook, whole or damaged as a test wants.
struct TestBook {
    static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    private static let package = "http://schemas.openxmlformats.org/package/2006/relationships"
    private static let office =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    /// The sheets by name; a sheet's XML, or only its rows when it has no root.
    var sheets: [(name: String, xml: String)]
    /// The list of shared texts, without its root; nil for a book that has none.
    var strings: String?
    var wrongCRC: Set<String> = []
    var leftOut: Set<String> = []
    var deflates = true

    init(_ rows: String, strings: String? = nil) {
        sheets = [("Sheet1", rows)]
        self.strings = strings
    }

    var members: [(name: String, xml: String)] {
        var members = [
            ("_rels/.rels", relationships([("rId1", "officeDocument", "xl/workbook.xml")]))
        ]
        let list = sheets.enumerated().map { index, sheet in
            "<sheet name=\"\(sheet.name)\" sheetId=\"\(index + 1)\" r:id=\"rId\(index + 1)\"/>"
        }
        members.append(
            (
                "xl/workbook.xml",
                "<workbook xmlns=\"\(Self.main)\" xmlns:r=\"\(Self.office)\"><sheets>"
                    + list.joined() + "</sheets></workbook>"
            )
        )
        var targets = sheets.indices.map {
            ("rId\($0 + 1)", "worksheet", "worksheets/sheet\($0 + 1).xml")
        }
        if strings != nil { targets.append(("rId99", "sharedStrings", "/xl/sharedStrings.xml")) }
        members.append(("xl/_rels/workbook.xml.rels", relationships(targets)))
        for (index, sheet) in sheets.enumerated() {
            members.append(("xl/worksheets/sheet\(index + 1).xml", Self.sheet(sheet.xml)))
        }
        if let strings {
            members.append(
                ("xl/sharedStrings.xml", "<sst xmlns=\"\(Self.main)\">\(strings)</sst>")
            )
        }
        return members
    }

    static func sheet(_ rows: String) -> String {
        if rows.hasPrefix("<?xml") || rows.hasPrefix("<!") { return rows }
        return "<worksheet xmlns=\"\(main)\"><sheetData>\(rows)</sheetData></worksheet>"
    }

    private func relationships(_ targets: [(String, String, String)]) -> String {
        let lines = targets.map { id, type, target in
            "<Relationship Id=\"\(id)\" Type=\"\(Self.office)/\(type)\" Target=\"\(target)\"/>"
        }
        return "<Relationships xmlns=\"\(Self.package)\">\(lines.joined())</Relationships>"
    }

    var bytes: [UInt8] {
        var zip = ZIPWriter()
        for (name, xml) in members where !leftOut.contains(name) {
            let crc: UInt32? = wrongCRC.contains(name) ? 1 : nil
            zip.add(name, Array(xml.utf8), crc: crc, deflates: deflates)
        }
        return zip.bytes
    }

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
