import CSVKernel
package import IndicatorModel

/// Reads a list of geographies as it stands in config/geographies.
///
/// Of a record that cannot be read a problem is kept; its geography is left out.
package struct GazetteerReader {
    /// What is wrong with a line.
    package struct Problem: Error, Hashable {
        package let line: Int
        package let message: String
    }

    /// The columns of a list, in their order.
    package static let columns = [
        "level", "code", "dguid", "name_en", "name_fr", "type", "within", "land_area", "population",
    ]
    /// The columns of a list that a person wrote: what they leave out is not known.
    static let shortColumns = ["level", "code", "name"]
    /// After so many problems reading ends: it is another kind of file.
    static let mostProblems = 10

    private let period: Period
    package private(set) var problems: [Problem] = []
    private var entries: [GazetteerEntry] = []
    /// The line of each entry.
    private var lines: [Int] = []
    private var isShort = false
    /// The level and what stood in `within` last: neighbours mostly share them.
    private var lastLevel: (text: String, level: GeographyLevel)?
    private var lastWithin: (text: String, within: [Geography]) = ("", [])
    private var line = 0

    package init(_ period: Period) { self.period = period }

    /// Reads a whole list; what is wrong with it is kept in `problems`.
    package mutating func read(_ bytes: [UInt8]) -> Gazetteer {
        entries.reserveCapacity(bytes.count / 80)
        do {
            var reader = RecordReader(MemoryByteSource(bytes), bufferSize: bytes.count + 1)
            try readHeader(&reader)
            while problems.count < Self.mostProblems, try reader.next() {
                line = reader.line
                do {
                    entries.append(try entry(reader))
                    lines.append(line)
                } catch let problem as Problem {
                    problems.append(problem)
                }
            }
        } catch let problem as Problem {
            problems.append(problem)
        } catch let error as ScanError {
            problems.append(Problem(line: error.line, message: "this is not CSV: \(error.message)"))
        } catch {
            problems.append(Problem(line: line, message: "the list cannot be read"))
        }
        let gazetteer = Gazetteer(period: period, entries: entries)
        if gazetteer.entries.count < entries.count { reportRepeated() }
        return gazetteer
    }

    private mutating func readHeader(_ reader: inout RecordReader) throws {
        let header = try reader.next() ? reader.texts() : []
        isShort = header == Self.shortColumns
        line = 1
        if header != Self.columns, !isShort {
            throw problem("expected the columns `\(Self.columns.joined(separator: ","))`")
        }
    }

    private mutating func reportRepeated() {
        var seen: Set<Geography> = []
        for (entry, line) in zip(entries, lines) where !seen.insert(entry.geography).inserted {
            let message = "`\(entry.geography)` stands twice in the list"
            problems.append(Problem(line: line, message: message))
        }
    }

    private func problem(_ message: String) -> Problem { Problem(line: line, message: message) }

    private mutating func entry(_ reader: borrowing RecordReader) throws -> GazetteerEntry {
        let columns = isShort ? Self.shortColumns : Self.columns
        guard reader.count == columns.count else {
            let expected = "\(columns.count) columns `\(columns.joined(separator: ","))`"
            throw problem("expected \(expected), found \(reader.count)")
        }
        let geography = try geography(try text(reader, 0), try text(reader, 1))
        let name = try text(reader, isShort ? 2 : 3)
        if name.isEmpty { throw problem("`\(geography)` has no name") }
        if isShort {
            return GazetteerEntry(geography: geography, names: BilingualText(en: name, fr: name))
        }
        let french = try text(reader, 4)
        return GazetteerEntry(
            geography: geography,
            names: BilingualText(en: name, fr: french.isEmpty ? name : french),
            type: try text(reader, 5),
            dguid: try text(reader, 2),
            within: try within(try text(reader, 6)),
            landArea: try number(reader, 7),
            population: try number(reader, 8).map { Int($0) }
        )
    }

    private func text(_ reader: borrowing RecordReader, _ index: Int) throws -> String {
        guard let text = reader.text(index) else { throw problem("this is not UTF-8 text") }
        return text
    }

    private mutating func geography(
        _ level: some StringProtocol,
        _ code: some StringProtocol
    ) throws -> Geography {
        let kind = try self.level(level)
        guard kind.mayHave(code: String(code)) else {
            throw problem(
                "`\(code)` is not a code of level \(level), which has \(kind.codeDigits) digits"
            )
        }
        return Geography(level: kind, code: String(code))
    }

    private mutating func level(_ text: some StringProtocol) throws -> GeographyLevel {
        if let lastLevel, lastLevel.text == text { return lastLevel.level }
        guard let level = GeographyLevel(rawValue: String(text)), level != .place else {
            let known = listed(GeographyLevel.allCases.map(\.rawValue), limit: .max)
            throw problem("`\(text)` is no level of the census; known are \(known)")
        }
        lastLevel = (String(text), level)
        return level
    }

    /// What stands in `within`, such as `CMA 825;ER 4830`.
    private mutating func within(_ text: String) throws -> [Geography] {
        if text == lastWithin.text { return lastWithin.within }
        var all: [Geography] = []
        for item in text.utf8.split(separator: UInt8(ascii: ";")) {
            let words = item.split(separator: ASCII.space)
            guard words.count == 2 else {
                throw problem("expected `within` like `CMA 825;ER 4830`, found `\(text)`")
            }
            all.append(try geography(Substring(words[0]), Substring(words[1])))
        }
        lastWithin = (text, all.sorted())
        return lastWithin.within
    }

    /// A number that is not below 0; nil where nothing stands.
    private func number(_ reader: borrowing RecordReader, _ index: Int) throws -> Double? {
        if reader.bytes(index).isEmpty { return nil }
        let isCount = Self.columns[index] == "population"
        if let number = parseNumber(reader.bytes(index)), number >= 0,
            !isCount || number == number.rounded()
        {
            return number
        }
        let kind = isCount ? "a whole number" : "a number"
        let found = try text(reader, index)
        throw problem("expected \(kind) in `\(Self.columns[index])`, found `\(found)`")
    }
}
