/// A family of XML documents, by the namespaces of its elements.
///
/// Source: ECMA-376, part 1, annex A, and part 4 for the transitional namespaces.
enum XMLFormat {
    /// Sheets, lists of strings, the workbook itself.
    case spreadsheet
    /// Where the parts of a package are.
    case relationships

    private var namespaces: [StaticString] {
        switch self {
        case .spreadsheet:
            [
                "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                "http://purl.oclc.org/ooxml/spreadsheetml/main",
            ]
        case .relationships:
            ["http://schemas.openxmlformats.org/package/2006/relationships"]
        }
    }

    /// Whether an element's full name, whose local part begins at `localName`, is of the format.
    func owns(_ name: UnsafePointer<CChar>, localName: UnsafePointer<CChar>) -> Bool {
        // SAFETY: both point into the same text, which ends by a zero; no byte behind it is read,
        // because the lengths are compared first.
        let length = unsafe localName - name - 1
        return namespaces.contains { namespace in
            guard namespace.utf8CodeUnitCount == length else { return false }
            for index in 0..<length {
                let byte = unsafe UInt8(bitPattern: name[index])
                if unsafe byte != namespace.utf8Start[index] { return false }
            }
            return true
        }
    }
}
