import CSVKernel
import DataStore
package import IndicatorModel

/// An Excel workbook (.xlsx), whose sheets are read row by row.
///
/// Only the shared texts and one row at a time are in memory. Styles, formats, formulas and merged
/// ranges are not looked at: a date comes as its number, a formula as its last result, and what a
/// merged range shows stands in its first cell.
///
/// Source: ECMA-376, Office Open XML; archives are read under the checks of `ZIPArchive`.
package struct Workbook {
    private let archive: ZIPArchive
    /// What the file is called in messages.
    private let name: String
    private let sheets: [SheetList.Sheet]
    private let relationships: Relationships

    /// `name` is what the file is called in messages; `path` is where it lies.
    ///
    /// - Throws: `archive.*` as `ZIPArchive` does, `workbook.not-workbook`, `workbook.not-xml`,
    ///   `workbook.doctype`, `workbook.too-deep`.
    package init(_ path: String, name: String, limits: ArchiveLimits = ArchiveLimits()) throws {
        self.name = name
        archive = try renamed(name, path) { try ZIPArchive(path, limits: limits) }
        let package = Relationships(folder: "")
        guard try Self.read("_rels/.rels", .relationships, into: package, archive, name, path),
            let book = package.member(ofType: "officeDocument")
        else { throw Self.notWorkbook(name, "it has no `_rels/.rels` that names its workbook") }
        let list = SheetList()
        guard try Self.read(book, .spreadsheet, into: list, archive, name, path),
            !list.sheets.isEmpty
        else { throw Self.notWorkbook(name, "its part `\(book)` names no sheet") }
        sheets = list.sheets
        let words = book.split(separator: "/", omittingEmptySubsequences: false)
        let folder = words.dropLast().joined(separator: "/")
        let own = Relationships(folder: folder)
        let member = (words.dropLast() + ["_rels", "\(words[words.count - 1]).rels"])
            .joined(separator: "/")
        guard try Self.read(member, .relationships, into: own, archive, name, path) else {
            throw Self.notWorkbook(name, "it has no `\(member)`")
        }
        relationships = own
    }

    /// In the order of the tabs.
    package var sheetNames: [String] { sheets.map(\.name) }

    /// Hands over the rows of a sheet from top to bottom; the first sheet where none is named.
    ///
    /// What follows the rows is read, too, so that a file that is cut short or damaged is always
    /// an error; rows that were handed over before count for nothing then.
    ///
    /// - Throws: what `body` throws; `workbook.no-sheet`, `workbook.no-string`,
    ///   `workbook.cell-order`, `workbook.row-order`, `workbook.unknown-type`,
    ///   `workbook.two-values`, `workbook.too-large`, and what the initializer throws.
    package func forEachRow(
        sheet wanted: String? = nil,
        _ body: (WorkbookRow) throws -> Void
    ) throws {
        let sheet = try find(wanted)
        let strings = try sharedStrings()
        let target = relationships.targets.first { $0.id == sheet.relationship }
        guard let target, target.type == "worksheet" else {
            throw noSheet(sheet.name, "is no sheet of cells")
        }
        try withoutActuallyEscaping(body) { body in
            let rows = SheetRows(sheet: sheet.name, name: name, strings: strings, body)
            let path = archive.path
            guard
                try Self.read(target.member, .spreadsheet, into: rows, archive, name, path)
            else { throw noSheet(sheet.name, "lies in `\(target.member)`, which is missing") }
            if !rows.hasEnded { throw noSheet(sheet.name, "has no rows") }
        }
    }

    private func find(_ wanted: String?) throws -> SheetList.Sheet {
        guard let wanted else { return sheets[0] }
        if let sheet = sheets.first(where: { $0.name == wanted }) { return sheet }
        throw noSheet(wanted, "is not among its sheets \(listed(sheetNames))")
    }

    private func sharedStrings() throws -> [String] {
        guard let member = relationships.member(ofType: "sharedStrings") else { return [] }
        let strings = SharedStrings(name: "\(member) in \(name)")
        guard try Self.read(member, .spreadsheet, into: strings, archive, name, archive.path)
        else { throw Self.notWorkbook(name, "its list of texts `\(member)` is missing") }
        return strings.strings
    }

    private func noSheet(_ sheet: String, _ what: String) -> Diagnostic {
        Diagnostic(
            "workbook.no-sheet",
            "sheet `\(sheet)` of `\(name)` \(what)",
            at: SourceSpan(file: name, line: 1),
            hints: ["correct `sheet:` of the source, or fetch the file again"]
        )
    }

    private static func notWorkbook(_ name: String, _ why: String) -> Diagnostic {
        Diagnostic(
            "workbook.not-workbook",
            "`\(name)` is no Excel workbook (.xlsx): \(why)",
            at: SourceSpan(file: name, line: 1),
            hints: [fetchAgain]
        )
    }

    /// Reads one member; false where the archive has none of that name.
    private static func read(
        _ member: String,
        _ format: XMLFormat,
        into handler: any XMLHandler,
        _ archive: ZIPArchive,
        _ name: String,
        _ path: String
    ) throws -> Bool {
        let found = archive.members.first { !$0.isFolder && $0.name == member }
        guard let found else { return false }
        try renamed(name, path) {
            let source = try archive.open(found)
            try XMLParser.read(source, format, name: "\(member) in \(name)", into: handler)
        }
        return true
    }
}

/// Errors about the object of a store name the file that was fetched, and have a place in it.
private func renamed<T>(_ name: String, _ path: String, _ body: () throws -> T) throws -> T {
    do {
        return try body()
    } catch var diagnostic as Diagnostic {
        diagnostic.message = diagnostic.message.replacing(path, with: name)
        diagnostic.span = diagnostic.span ?? SourceSpan(file: name, line: 1)
        throw diagnostic
    }
}
