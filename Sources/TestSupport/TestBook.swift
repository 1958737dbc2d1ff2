/// A small workbook, whole or damaged as a test wants.
package struct TestBook {
    package static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    private static let packages = "http://schemas.openxmlformats.org/package/2006/relationships"
    private static let office =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    /// The sheets by name; a sheet's XML, or only its rows when it has no root.
    package var sheets: [(name: String, xml: String)]
    /// The list of shared texts, without its root; nil for a book that has none.
    package var strings: String?
    package var wrongCRC: Set<String> = []
    package var leftOut: Set<String> = []
    package var deflates = true

    package init(_ rows: String, strings: String? = nil) {
        sheets = [("Sheet1", rows)]
        self.strings = strings
    }

    package var members: [(name: String, xml: String)] {
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

    package static func sheet(_ rows: String) -> String {
        if rows.hasPrefix("<?xml") || rows.hasPrefix("<!") { return rows }
        return "<worksheet xmlns=\"\(main)\"><sheetData>\(rows)</sheetData></worksheet>"
    }

    private func relationships(_ targets: [(String, String, String)]) -> String {
        let lines = targets.map { id, type, target in
            "<Relationship Id=\"\(id)\" Type=\"\(Self.office)/\(type)\" Target=\"\(target)\"/>"
        }
        return "<Relationships xmlns=\"\(Self.packages)\">\(lines.joined())</Relationships>"
    }

    package var bytes: [UInt8] {
        var zip = ZIPWriter()
        for (name, xml) in members where !leftOut.contains(name) {
            let crc: UInt32? = wrongCRC.contains(name) ? 1 : nil
            zip.add(name, Array(xml.utf8), crc: crc, deflates: deflates)
        }
        return zip.bytes
    }

    /// Rows of inline texts, the first of them with number 1; an empty cell is nil.
    package static func rows(_ table: [[String?]]) -> String {
        table.enumerated().map { index, cells in
            let texts = cells.enumerated().compactMap { column, text -> String? in
                guard let text else { return nil }
                let plain = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
                let place = letters(column + 1) + "\(index + 1)"
                return "<c r=\"\(place)\" t=\"inlineStr\"><is><t>\(plain)</t></is></c>"
            }
            return "<row r=\"\(index + 1)\">\(texts.joined())</row>"
        }
        .joined()
    }

    private static func letters(_ column: Int) -> String {
        let letter = String(UnicodeScalar(UInt8(ascii: "A") + UInt8((column - 1) % 26)))
        return column > 26 ? letters((column - 1) / 26) + letter : letter
    }
}
