package import CSVKernel
package import IndicatorModel

/// Reads an interim list of changes to census subdivisions (92F0009X) of 2021 or later.
///
/// The editions differ in title rows, in the words of their header, in blanks behind them, and in
/// how counts are written; columns are found by their names. Rows that only name a province are
/// passed over. Every line that cannot be read is an error.
package struct InterimListReader {
    /// After so many lines without a header it is another kind of file.
    private static let mostTitles = 10

    private enum Column: String, CaseIterable {
        case gaining = "gaining csduid"
        case gainingName = "gaining csdname"
        case gainingType = "gaining csdtype"
        case gainingChange = "gaining change code"
        case losing = "losing csduid"
        case losingName = "losing csdname"
        case losingType = "losing csdtype"
        case losingChange = "losing change code"
        case people = "census population affected"
        case dwellings = "total private dwellings affected"
        case occupied = "private dwellings occupied by usual residents affected"
        case date = "effective date"
        case file = "file number"

        /// Editions before 2025 do not count dwellings.
        var isOptional: Bool { self == .dwellings || self == .occupied }
    }

    private let file: String
    private let periods: PeriodPair
    private let encoding: TextEncoding
    private var positions: [Column: Int] = [:]
    private var changes: [BoundaryChange] = []
    private var problems: [Diagnostic] = []

    /// Reads a whole list; all lines that cannot be read are told at once.
    ///
    /// `file` is how messages call it.
    ///
    /// - Throws: `Diagnostics`.
    package static func read(
        _ source: any ByteSource,
        file: String,
        periods: PeriodPair,
        encoding: TextEncoding = .windows1252
    ) throws -> BoundaryChanges {
        var list = InterimListReader(file: file, periods: periods, encoding: encoding)
        try list.read(source)
        if !list.problems.isEmpty { throw Diagnostics(list.problems) }
        return BoundaryChanges(periods: periods, all: list.changes)
    }

    private init(file: String, periods: PeriodPair, encoding: TextEncoding) {
        self.file = file
        self.periods = periods
        self.encoding = encoding
    }

    private mutating func read(_ source: any ByteSource) throws {
        var reader = RecordReader(source)
        var records = 0
        while try reader.next({ error($0, $1, $2) }) {
            records += 1
            let line = reader.line
            let found = reader.texts(as: encoding)
            let fields = found.compactMap { $0.map(Self.tidied) }
            guard fields.count == found.count else {
                problems.append(
                    error("bad-bytes", "the line has bytes that are not \(encoding.rawValue)", line)
                )
                continue
            }
            if !positions.isEmpty {
                read(fields, line)
            } else if fields.first.map(Self.folded) == Column.gaining.rawValue {
                try readHeader(fields, line)
            } else if records > Self.mostTitles {
                break
            }
        }
        if positions.isEmpty {
            throw error("no-header", "no line begins with the column `Gaining CSDuid`", 1)
        }
    }

    private mutating func readHeader(_ fields: [String], _ line: Int) throws {
        for (index, field) in fields.enumerated() {
            if let column = Column(rawValue: Self.folded(field)) { positions[column] = index }
        }
        let missing = Column.allCases.filter { positions[$0] == nil && !$0.isOptional }
        if missing.isEmpty { return }
        throw error(
            "missing-column",
            "the header has no column \(listed(missing.map(\.rawValue)))",
            line
        )
    }

    /// Names of columns in small letters, without blanks around them; `CSD Change Code` of 2025
    /// is the `Change Code` of editions before.
    private static func folded(_ text: String) -> String {
        text.lowercased().replacing(" csd change", with: " change")
    }

    /// A field without blanks around it, and with one where it has two: `Division No.  1`.
    private static func tidied(_ text: String) -> String {
        text.split { $0 == " " || $0 == "\u{A0}" || $0 == "\u{FEFF}" }.joined(separator: " ")
    }

    private mutating func read(_ fields: [String], _ line: Int) {
        let rest = fields.dropFirst().allSatisfy(\.isEmpty)
        // A province's heading, the legend below the table, or an empty line.
        if rest, fields.first?.utf8.allSatisfy({ !(0x30...0x39).contains($0) }) != false { return }
        do {
            changes.append(try change(fields, line))
        } catch let problem as Diagnostic {
            problems.append(problem)
        } catch {
            problems.append(self.error("bad-line", "the line cannot be read", line))
        }
    }

    private func change(_ fields: [String], _ line: Int) throws -> BoundaryChange {
        func text(_ column: Column) -> String {
            guard let index = positions[column], index < fields.count else { return "" }
            return fields[index] == "..." ? "" : fields[index]
        }
        func side(_ code: Column, _ name: Column, _ type: Column) throws -> ChangedSubdivision {
            let digits = text(code)
            let isCode = digits.utf8.count == 7 && digits.utf8.allSatisfy(isDigit)
            guard isCode || (digits.isEmpty && code == .losing) else {
                throw error("bad-code", "`\(digits)` is not the code of a subdivision", line)
            }
            return ChangedSubdivision(
                code: isCode ? digits : nil,
                name: text(name),
                type: text(type)
            )
        }
        func changeCode(_ column: Column) throws -> BoundaryChangeCode? {
            let text = text(column)
            if text.isEmpty { return nil }
            if let code = BoundaryChangeCode(rawValue: text) { return code }
            throw error("bad-change", "there is no change code `\(text)`", line)
        }
        let gaining = try side(.gaining, .gainingName, .gainingType)
        let losing = try side(.losing, .losingName, .losingType)
        guard let change = try changeCode(.gainingChange) else {
            throw error("bad-change", "the change has no code", line)
        }
        return BoundaryChange(
            gaining: gaining,
            losing: losing,
            change: change,
            losingChange: try changeCode(.losingChange),
            people: try count(text(.people), line),
            dwellings: try count(text(.dwellings), line),
            occupiedDwellings: try count(text(.occupied), line),
            date: try date(text(.date), line),
            fileNumber: text(.file)
        )
    }

    /// A whole number, which 2025 writes as `46.0`; nil where nothing is said.
    private func count(_ text: String, _ line: Int) throws -> Int? {
        if text.isEmpty { return nil }
        let whole = text.hasSuffix(".0") ? String(text.dropLast(2)) : text
        if let number = Int(whole.replacing(",", with: "")), number >= 0 { return number }
        throw error("bad-count", "`\(text)` is not a count of people or dwellings", line)
    }

    /// A day as `2019-01-01` from `01/01/2019`, the day first.
    private func date(_ text: String, _ line: Int) throws -> String {
        if text.isEmpty { return "" }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        if parts.count == 3, parts.map(\.count) == [2, 2, 4], let day = Int(parts[0]),
            let month = Int(parts[1]), Int(parts[2]) != nil, (1...31).contains(day),
            (1...12).contains(month)
        {
            return "\(parts[2])-\(parts[1])-\(parts[0])"
        }
        throw error("bad-date", "`\(text)` is not a day such as 31/12/2019", line)
    }

    private func error(_ code: String, _ message: String, _ line: Int) -> Diagnostic {
        Diagnostic("changes.\(code)", message, at: SourceSpan(file: file, line: line))
    }
}

private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
