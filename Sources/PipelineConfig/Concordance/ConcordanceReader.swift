import CSVKernel
import IndicatorModel

/// Reads a concordance, and reports all that is wrong with it, by line.
struct ConcordanceReader {
    private let file: TextFile
    private let configuration: Configuration
    private let report: Report
    private var positions: [String: Int] = [:]
    private var columnCount = 0
    private var seen: [String: Int] = [:]
    private(set) var rows: [ConcordanceRow] = []

    init(_ file: TextFile, _ configuration: Configuration, _ report: Report) {
        self.file = file
        self.configuration = configuration
        self.report = report
        read()
    }

    private mutating func read() {
        // A spreadsheet writes a byte order mark before the text.
        let text = file.text.hasPrefix("\u{FEFF}") ? file.text.dropFirst() : file.text[...]
        do {
            var reader = RecordReader(MemoryByteSource(Array(text.utf8)))
            guard try reader.next(), readHeader(reader.texts().map { $0 ?? "" }) else { return }
            while try reader.next() {
                guard reader.count == columnCount else {
                    let found = counted(reader.count, "field")
                    tell(
                        "bad-concordance",
                        "expected \(columnCount) fields, found \(found)",
                        reader.line
                    )
                    continue
                }
                readRow(reader.texts().map { $0 ?? "" }, reader.line)
            }
        } catch {
            let error = error as? ScanError
            tell(
                "bad-concordance",
                "this is not CSV: \(error?.message ?? "it cannot be read")",
                error?.line ?? 1
            )
        }
    }

    private mutating func readHeader(_ header: [String]) -> Bool {
        let names = header.map { $0.lowercased().filter { $0 != " " } }
        for (index, name) in names.enumerated() { positions[name] = index }
        columnCount = names.count
        let known = Concordance.columns + ["name"]
        let isRight =
            Concordance.columns.allSatisfy(names.contains) && Set(names).count == names.count
            && names.allSatisfy(known.contains)
        if !isRight {
            let expected = Concordance.columns.joined(separator: ",")
            tell(
                "bad-concordance",
                "expected the columns `\(expected)`, and perhaps `name`",
                1,
                "separate columns by commas, and save as UTF-8"
            )
        }
        return isRight
    }

    private mutating func readRow(_ fields: [String], _ line: Int) {
        func field(_ name: String) -> String {
            positions[name].map { fields[$0].trimmed } ?? ""
        }
        let place = PlaceID(field("place"))
        if place == nil { tell("bad-identifier", "`\(field("place"))` cannot name a place", line) }
        let vintage = Period(field("vintage"))
        if vintage == nil {
            tell("bad-concordance", "`\(field("vintage"))` is not the year of a census", line)
        }
        let geography = geography(field("level"), field("code"), line)
        let weight = Double(field("weight")).flatMap { $0 > 0 && $0 <= 1 ? $0 : nil }
        if weight == nil {
            let found = field("weight")
            tell(
                "bad-concordance",
                "expected a weight above 0 and not above 1, found `\(found)`",
                line,
                "write `1` where the whole geography belongs to the place"
            )
        }
        guard let place, let vintage, let geography, let weight else { return }
        check(geography, vintage, named: field("name"), line)
        let key = "\(place) \(vintage) \(geography)"
        if let first = seen[key] {
            let message = "`\(geography)` of `\(place)` in \(vintage) stands on line \(first) too"
            tell("duplicate-member", message, line)
            return
        }
        seen[key] = line
        rows.append(
            ConcordanceRow(
                place: place,
                vintage: vintage,
                geography: geography,
                weight: weight,
                name: field("name"),
                line: line
            )
        )
    }

    private func geography(_ level: String, _ code: String, _ line: Int) -> Geography? {
        guard let known = GeographyLevel(rawValue: level), known != .place else {
            let names = GeographyLevel.allCases.map(\.rawValue)
            let hint = didYouMean(level, among: names) ?? "known are \(listed(names, limit: 12))"
            tell("unknown-level", "unknown level `\(level)`", line, hint)
            return nil
        }
        guard known.mayHave(code: code) else {
            tell(
                "bad-code",
                "`\(code)` is not a code of level \(level)",
                line,
                "a \(level) code has \(known.codeDigits) digits; a spreadsheet drops leading zeros"
            )
            return nil
        }
        return Geography(level: known, code: code)
    }

    /// Holds a code against the list of its census, as `lip check` does.
    private func check(
        _ geography: Geography,
        _ vintage: Period,
        named name: String,
        _ line: Int
    ) {
        guard let gazetteer = configuration.gazetteers[vintage],
            gazetteer.levels.contains(geography.level), gazetteer[geography] == nil
        else { return }
        tell(
            "unknown-code",
            "there is no `\(geography)` in the census of \(vintage)"
                + configuration.otherCensuses(geography, than: vintage),
            line,
            configuration.hint(for: geography, named: name, in: vintage)
        )
    }

    private func tell(_ code: String, _ message: String, _ line: Int, _ hint: String? = nil) {
        let length = line <= file.lines.count ? file.lines[line - 1].count : 1
        report.add(
            Diagnostic(
                "config.\(code)",
                message,
                at: file.span(line: line, column: 1, length: length),
                hints: hint.map { [$0] } ?? []
            )
        )
    }
}

extension String {
    /// Without spaces and tabs around it.
    fileprivate var trimmed: String {
        let isSpace = { (character: Character) in character == " " || character == "\t" }
        let text = drop(while: isSpace)
        return String(text.prefix(text.count - text.reversed().prefix(while: isSpace).count))
    }
}
