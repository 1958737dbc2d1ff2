import FoundationEssentials
import IndicatorModel

extension ConfigReader {
    /// Reads config/changes: a list for each pair of censuses, named by them as `2016-2021.csv`.
    mutating func readBoundaryChanges() {
        for name in files(in: "config/changes", ending: ".csv") {
            guard let file = TextFile.read(name, in: root, report) else { continue }
            let years = name.split(separator: "/").last?.dropLast(".csv".count)
                .split(separator: "-").compactMap { Period(String($0)) }
            guard let years, years.count == 2, let pair = PeriodPair(from: years[0], to: years[1])
            else {
                report.add(
                    Diagnostic(
                        "config.bad-list",
                        "the name of a list of changes is two years, as `2016-2021.csv`",
                        at: file.span(line: 1, column: 1, length: 1)
                    )
                )
                continue
            }
            let bytes = Array(file.text.utf8)
            var reader = BoundaryChangeListReader(pair)
            configuration.changes[pair] = reader.read(bytes)
            let definition = Definition(name: "changes \(pair)", file: name, parts: ["list": bytes])
            configuration.definitions[definition.name] = definition
            for problem in reader.problems {
                report.add(
                    Diagnostic(
                        "config.bad-list",
                        problem.message,
                        at: file.span(line: problem.line, column: 1, length: 1)
                    )
                )
            }
        }
    }
}
