import CSVKernel
import IndicatorModel

/// The geographies of one census by level and code (config/geographies).
struct Gazetteer {
    let names: [Geography: String]
    let levels: Set<GeographyLevel>
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
