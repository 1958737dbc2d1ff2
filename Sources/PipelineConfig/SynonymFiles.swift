import CSVKernel
import IndicatorModel

/// The columns of a table of names.
private let synonymColumns = ["level", "province", "division", "name", "codes", "note"]

extension ConfigReader {
    /// Reads config/synonyms: a table a publisher.
    mutating func readSynonyms() {
        for name in files(in: "config/synonyms", ending: ".csv") {
            guard let file = TextFile.read(name, in: root, report) else { continue }
            let id = name.split(separator: "/").last?.dropLast(".csv".count) ?? ""
            configuration.synonyms[String(id)] = readSynonyms(file)
        }
    }

    private func readSynonyms(_ file: TextFile) -> [PlaceSynonym] {
        var synonyms: [PlaceSynonym] = []
        var lines: [[String]: Int] = [:]
        do {
            var reader = RecordReader(MemoryByteSource(Array(file.text.utf8)))
            let header = try reader.next() ? reader.texts().compactMap(\.self) : []
            guard header == synonymColumns else {
                let columns = synonymColumns.joined(separator: ",")
                report.add(.badSynonym(file, line: 1, "expected the columns `\(columns)`"))
                return []
            }
            while try reader.next() {
                let fields = reader.texts().compactMap(\.self)
                guard let synonym = readSynonym(fields, file, line: reader.line) else { continue }
                if let first = lines.updateValue(reader.line, forKey: Array(fields.prefix(4))) {
                    let message = "`\(synonym.name)` stands for the second time; the first is on "
                    report.add(
                        .badSynonym(file, line: reader.line, message + "line \(first)")
                    )
                }
                synonyms.append(synonym)
            }
        } catch {
            let error = error as? ScanError
            let message = "this is not CSV: \(error?.message ?? "it cannot be read")"
            report.add(.badSynonym(file, line: error?.line ?? 1, message))
        }
        return synonyms
    }

    private func readSynonym(_ fields: [String], _ file: TextFile, line: Int) -> PlaceSynonym? {
        func problem(_ message: String) -> PlaceSynonym? {
            report.add(.badSynonym(file, line: line, message))
            return nil
        }
        guard fields.count == synonymColumns.count else {
            let columns = synonymColumns.joined(separator: ",")
            return problem(
                "expected \(synonymColumns.count) columns `\(columns)`, found \(fields.count)"
            )
        }
        let levels: [GeographyLevel] = [
            .censusDivision, .censusSubdivision, .metropolitanArea, .metropolitanAreaPart,
        ]
        guard let level = levels.first(where: { $0.rawValue == fields[0] }) else {
            let known = listed(levels.map(\.rawValue), conjunction: "or")
            return problem("expected level \(known), found `\(fields[0])`")
        }
        let codes = fields[4].split(separator: ";").map(String.init)
        if let code = codes.first(where: { !level.mayHave(code: $0) }) {
            return problem("`\(code)` is not a code of level \(level.rawValue)")
        }
        if codes.isEmpty || Set(codes).count < codes.count {
            return problem("expected codes like `5915001;5915002`, each once")
        }
        if fields[3].isEmpty || fields[5].isEmpty {
            return problem("a name and a note that gives its source are needed")
        }
        return PlaceSynonym(
            level: level,
            province: fields[1],
            division: fields[2],
            name: fields[3],
            codes: codes,
            note: fields[5],
            line: line
        )
    }

    /// Holds a table that a source names against the geographies of its list's vintage.
    func checkSynonyms(_ name: String, of list: ListID, _ value: YAMLValue) {
        guard let synonyms = configuration.synonyms[name] else {
            let known = configuration.synonyms.keys.sorted()
            report.add(.unknownName(value, what: "table of config/synonyms", known: known))
            return
        }
        guard let vintage = configuration.lists[list]?.vintage, let period = Period(vintage),
            let gazetteer = configuration.gazetteers[period]
        else { return }
        let path = "config/synonyms/\(name).csv"
        for synonym in synonyms where gazetteer.levels.contains(synonym.level) {
            for code in synonym.codes {
                let geography = Geography(level: synonym.level, code: code)
                if gazetteer[geography] != nil { continue }
                report.add(
                    Diagnostic(
                        "config.unknown-code",
                        "there is no `\(geography)` in the census of \(vintage), which "
                            + "`\(synonym.name)` of `\(synonym.province)` is to be",
                        at: SourceSpan(file: path, line: synonym.line),
                        hints: ["look it up in config/geographies/\(vintage).csv"]
                    )
                )
            }
        }
    }
}

extension Diagnostic {
    fileprivate static func badSynonym(
        _ file: TextFile,
        line: Int,
        _ message: String
    ) -> Diagnostic {
        Diagnostic(
            "config.bad-list",
            message,
            at: file.span(line: line, column: 1, length: 1)
        )
    }
}
