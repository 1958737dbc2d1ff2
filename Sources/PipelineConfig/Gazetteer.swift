import CSVKernel
import IndicatorModel

/// The geographies of one census by level and code (config/geographies).
struct Gazetteer {
    private let names: [Geography: String]
    private let levels: Set<GeographyLevel>

    /// Reports a code that the census does not have.
    ///
    /// Levels that the list does not hold are not checked.
    func check(
        _ geography: Geography,
        named name: String,
        _ value: YAMLValue,
        _ period: Period,
        _ report: Report
    ) {
        guard levels.contains(geography.level), names[geography] == nil else { return }
        let same = names.filter { $0.key.level == geography.level && $0.value == name }
        let codes = same.keys.map(\.code).sorted()
        let hint =
            codes.isEmpty
            ? "look it up in config/geographies/\(period).csv"
            : "\(listed([name])) is \(listed(codes, conjunction: "or")) in \(period)"
        report.add(
            .general(
                "unknown-code",
                "there is no `\(geography)` in the census of \(period)",
                value,
                hints: [hint]
            )
        )
    }
}

extension Gazetteer {
    init(_ file: TextFile, _ report: Report) {
        var names: [Geography: String] = [:]
        do {
            var reader = RecordReader(MemoryByteSource(Array(file.text.utf8)))
            _ = try reader.next()
            while try reader.next() {
                guard reader.count == 3, let level = decodeText(reader.bytes(0), as: .utf8),
                    let level = GeographyLevel(rawValue: level),
                    let code = decodeText(reader.bytes(1), as: .utf8),
                    let name = decodeText(reader.bytes(2), as: .utf8, unescapingQuotes: true)
                else {
                    report.add(.badGazetteer(file, line: reader.line))
                    break
                }
                names[Geography(level: level, code: code)] = name
            }
        } catch {
            report.add(.badGazetteer(file, line: 1))
        }
        self.names = names
        levels = Set(names.keys.map(\.level))
    }
}

extension ConfigReader {
    /// Reads config/geographies: a list a census.
    mutating func readGazetteers() {
        for name in files(in: "config/geographies", ending: ".csv") {
            let year = name.split(separator: "/").last?.dropLast(".csv".count) ?? ""
            guard let period = Period(String(year)),
                let file = TextFile.read(name, in: root, report)
            else { continue }
            gazetteers[period] = Gazetteer(file, report)
        }
    }
}

extension Diagnostic {
    fileprivate static func badGazetteer(_ file: TextFile, line: Int) -> Diagnostic {
        Diagnostic(
            "config.bad-list",
            "expected `level,code,name` with a level of the census",
            at: file.span(line: line, column: 1, length: 1)
        )
    }
}
