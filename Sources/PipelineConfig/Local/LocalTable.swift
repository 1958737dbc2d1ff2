import CSVKernel
import FoundationEssentials
import IndicatorModel

/// How a coordinator's spreadsheet writes CSV (`csv.yaml`).
struct LocalCSVForm {
    /// What stands between the whole part of a number and its decimals.
    enum DecimalMark: String, CaseIterable {
        case point, comma

        var character: Character { self == .point ? "." : "," }
    }

    var delimiter = Delimiter.comma
    var decimal = DecimalMark.point
    var encoding = TextEncoding.utf8
    /// The file that says so, which messages name.
    var name: String

    static let keys = ["delimiter", "decimal", "encoding"]

    /// Reads `csv.yaml` of a place, when it has one.
    static func read(_ name: String, in root: URL, _ report: Report) -> LocalCSVForm {
        var form = LocalCSVForm(name: name)
        guard FileManager.default.fileExists(atPath: root.appending(path: name).path),
            let file = TextFile.read(name, in: root, report),
            let mapping = YAMLValue.document(of: file, report)?
                .mapping(required: [], optional: keys)
        else { return form }
        form.delimiter = mapping["delimiter"]?.choice("delimiter") ?? form.delimiter
        form.decimal = mapping["decimal"]?.choice("decimal mark") ?? form.decimal
        let encoding: FileEncoding? = mapping["encoding"]?.choice("encoding")
        form.encoding = encoding == .windows1252 ? .windows1252 : form.encoding
        return form
    }
}

/// The rows of a CSV file that a coordinator handed in.
///
/// Nothing that stands in the file is ever repeated in a message, but for the names of its
/// columns where these are no answers of people: a message ends up in logs.
struct LocalTable {
    struct Row {
        let line: Int
        fileprivate let fields: [String]
        /// Where each field begins, in characters from 1.
        fileprivate let columns: [Int]
    }

    /// No table of a place is as long.
    private static let longest = 10_000_000

    let name: String
    private(set) var header: [String] = []
    private(set) var rows: [Row] = []

    /// Reads a file; what is wrong with it is reported, and nothing is read then.
    static func read(
        _ name: String,
        in root: URL,
        _ form: LocalCSVForm,
        _ report: Report
    ) -> LocalTable? {
        guard let data = try? Data(contentsOf: root.appending(path: name)) else {
            report.add(.unreadableFile(name, siblings: []))
            return nil
        }
        if data.count > longest {
            report.add(.local("too-long", "the file is longer than 10 MB", name))
            return nil
        }
        var bytes = Array(data)
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        if bytes.starts(with: mark) { bytes.removeFirst(mark.count) }
        var table = LocalTable(name: name)
        var reader = RecordReader(MemoryByteSource(bytes), separator: form.delimiter.byte)
        do {
            while try reader.next() {
                let fields = reader.texts(as: form.encoding)
                let texts = fields.compactMap(\.self)
                guard texts.count == fields.count else {
                    report.add(.otherEncoding(name, reader.line, form))
                    return nil
                }
                let quoted = (0..<reader.count).map { reader.isQuoted($0) }
                table.take(texts, line: reader.line, quoted)
            }
        } catch let error as ScanError {
            report.add(.local(error.code.rawValue, error.message, name, line: error.line))
            return nil
        } catch {
            report.add(.unreadableFile(name, siblings: []))
            return nil
        }
        return table.isWhole(form, report) ? table : nil
    }

    /// Takes in a record; one whose fields are all blank, as spreadsheets leave them, is none.
    private mutating func take(_ texts: [String], line: Int, _ quoted: [Bool]) {
        let fields = texts.map(Self.trimmed)
        if fields.allSatisfy(\.isEmpty) { return }
        if header.isEmpty {
            header = fields
            return
        }
        var columns: [Int] = []
        var column = 1
        for (index, text) in texts.enumerated() {
            columns.append(column)
            let quotes = quoted[index] ? 2 + text.count { $0 == "\"" } : 0
            column += text.count + quotes + 1
        }
        rows.append(Row(line: line, fields: fields, columns: columns))
    }

    /// Without blanks, protected ones too, at both ends.
    private static func trimmed(_ text: String) -> String {
        let blanks: Set<Character> = [" ", "\u{A0}", "\u{202F}", "\t"]
        let start = text.drop { blanks.contains($0) }
        return String(start.reversed().drop { blanks.contains($0) }.reversed())
    }

    /// Whether there is a header, and every row has its columns; what is not so is reported.
    private mutating func isWhole(_ form: LocalCSVForm, _ report: Report) -> Bool {
        while header.last == "" { header.removeLast() }
        if header.isEmpty {
            report.add(.local("empty-file", "the file has no line", name))
            return false
        }
        let others = Delimiter.allCases.filter { $0 != form.delimiter }
        let other = others.first { header[0].utf8.contains($0.byte) }
        if header.count == 1, let other {
            let message =
                "the columns are separated by \(other.inWords), not by "
                + "\(form.delimiter.inWords)"
            let hint = "write `delimiter: \(other.rawValue)` in \(form.name)"
            report.add(.local("other-delimiter", message, name, hints: [hint]))
            return false
        }
        var isWhole = true
        for row in rows
        where row.fields.count < header.count
            || row.fields.dropFirst(header.count).contains(where: { !$0.isEmpty })
        {
            let message =
                "the line has \(counted(row.fields.count, "column")), expected \(header.count)"
            let hint =
                "a text that holds \(form.delimiter.inWords) stands in double quotes"
            report.add(.local("other-columns", message, name, line: row.line, hints: [hint]))
            isWhole = false
        }
        return isWhole
    }

    /// The text of a row under a column; empty where there is no such column.
    func text(_ row: Row, _ column: String) -> String {
        header.firstIndex(of: column).map { row.fields[$0] } ?? ""
    }

    /// The place of a field, without what stands there.
    func span(_ row: Row, _ column: String) -> SourceSpan {
        let index = header.firstIndex(of: column) ?? 0
        return SourceSpan(file: name, line: row.line, column: row.columns[index])
    }
}

extension Delimiter {
    fileprivate var inWords: String {
        switch self {
        case .comma: "commas"
        case .semicolon: "semicolons"
        case .tab: "tabs"
        }
    }
}

extension Diagnostic {
    /// What is wrong with what a place handed in; the line itself is not shown.
    static func local(
        _ code: String,
        _ message: String,
        _ file: String,
        line: Int = 1,
        column: Int = 1,
        hints: [String] = []
    ) -> Diagnostic {
        Diagnostic(
            "local.\(code)",
            message,
            at: SourceSpan(file: file, line: line, column: column),
            hints: hints
        )
    }

    static func local(
        _ code: String,
        _ message: String,
        at span: SourceSpan,
        hints: [String] = []
    ) -> Diagnostic {
        Diagnostic("local.\(code)", message, at: span, hints: hints)
    }

    fileprivate static func otherEncoding(
        _ name: String,
        _ line: Int,
        _ form: LocalCSVForm
    ) -> Diagnostic {
        let isUTF8 = form.encoding == .utf8
        return local(
            "other-encoding",
            "the line has bytes that are not \(form.encoding.rawValue)",
            name,
            line: line,
            hints: isUTF8
                ? [
                    "save it as `CSV UTF-8`, or write `encoding: windows-1252` in \(form.name)"
                ] : ["write `encoding: utf-8` in \(form.name)"]
        )
    }
}
