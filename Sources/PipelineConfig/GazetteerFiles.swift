import FoundationEssentials
package import IndicatorModel

extension Gazetteer {
    /// Reads the lists of config/geographies below `root`, and nothing else of the configuration.
    package static func readAll(in root: String, _ report: Report) -> [Period: Gazetteer] {
        let folder = URL(filePath: root, directoryHint: .isDirectory)
        return ConfigReader(root: folder, report: report).gazetteers()
    }
}

extension ConfigReader {
    /// Reads config/geographies: a list a census.
    mutating func readGazetteers() {
        configuration.gazetteers = gazetteers()
    }

    /// The lists of config/geographies; what is wrong with them is reported.
    func gazetteers() -> [Period: Gazetteer] {
        var gazetteers: [Period: Gazetteer] = [:]
        for name in files(in: "config/geographies", ending: ".csv") {
            let year = name.split(separator: "/").last?.dropLast(".csv".count) ?? ""
            guard let period = Period(String(year)) else { continue }
            // The text of the file with its lines is made where a message shows them, and else
            // not: the lists are long, and every command reads them.
            guard let data = try? Data(contentsOf: root.appending(path: name)) else {
                _ = TextFile.read(name, in: root, report)
                continue
            }
            var reader = GazetteerReader(period)
            gazetteers[period] = reader.read(Array(data))
            guard !reader.problems.isEmpty, let file = TextFile.read(name, in: root, report) else {
                continue
            }
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
        return gazetteers
    }

    /// Reports a code that the census does not have.
    ///
    /// Levels that the list does not hold are not checked.
    func checkExists(
        _ geography: Geography,
        named name: String,
        _ value: YAMLValue,
        _ period: Period
    ) {
        guard let gazetteer = configuration.gazetteers[period],
            gazetteer.levels.contains(geography.level), gazetteer[geography] == nil
        else { return }
        let hint = configuration.hint(for: geography, named: name, in: period)
        report.add(
            .general(
                "unknown-code",
                "there is no `\(geography)` in the census of \(period)"
                    + configuration.otherCensuses(geography, than: period),
                value,
                hints: [hint]
            )
        )
    }
}
