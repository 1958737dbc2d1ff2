import IndicatorModel

extension ConfigReader {
    /// Reads config/classifications: a file a master list.
    mutating func readClassifications() {
        for document in documents(in: "config/classifications") {
            guard let mapping = document.mapping(required: ["id", "codes", "entries"]),
                let idValue = mapping["id"],
                let id: ClassificationID = idValue.identifier("a classification"),
                define("classification", id.name, idValue),
                let codes: Classification.Codes = mapping["codes"]?.choice("kind of codes")
            else { continue }
            keep("classification", id.name, document)
            var entries: [(entry: Classification.Entry, values: YAMLMapping)] = []
            for value in mapping["entries"]?.list ?? [] {
                guard let (entry, values) = readEntry(value, of: id, codes) else { continue }
                entries.append((entry, values))
            }
            let classification = Classification(id: id, codes: codes, entries: entries.map(\.entry))
            for (entry, values) in entries { checkEntry(entry, values, classification) }
            configuration.classifications[id] = classification
        }
    }

    private mutating func readEntry(
        _ value: YAMLValue,
        of classification: ClassificationID,
        _ codes: Classification.Codes
    )
        -> (Classification.Entry, YAMLMapping)?
    {
        guard
            let values = value.mapping(
                required: ["id", "kind"],
                optional: ["within", "iso", "from", "until", "successors"]
            ),
            let idValue = values["id"], let id: CategoryID = idValue.identifier("a category"),
            define("entry of \(classification)", id.name, idValue),
            let kind: Classification.Kind = values["kind"]?.choice("kind of entry")
        else { return nil }
        requireLabel(.categories, idValue)
        let successors: [CategoryID] = (values["successors"]?.list ?? []).compactMap {
            $0.identifier("a category")
        }
        let entry = Classification.Entry(
            id: id,
            kind: kind,
            within: values["within"]?.identifier("a category"),
            code: values["iso"].flatMap { $0.code(codes) },
            from: values["from"].flatMap(\.yearOrMonth),
            until: values["until"].flatMap(\.yearOrMonth),
            successors: successors
        )
        return (entry, values)
    }

    // MARK: - What one entry says of others

    private func checkEntry(
        _ entry: Classification.Entry,
        _ values: YAMLMapping,
        _ classification: Classification
    ) {
        if let value = values["within"], let within = entry.within {
            checkWithin(within, value, of: entry, classification)
        }
        if let from = entry.from, let until = entry.until, let value = values["until"],
            Classification.isDate(until, before: from)
        {
            let message = "`\(entry.id)` ends in \(until), before it begins in \(from)"
            report.add(.general("wrong-order", message, value))
        }
        guard let list = values["successors"] else { return }
        guard let until = entry.until else {
            let message = "`\(entry.id)` has successors and no `until`"
            let hint = "say when it ended, as `until: \"1991\"` or `until: \"2011-07\"`"
            report.add(.general("missing-until", message, list, hints: [hint]))
            return
        }
        for value in list.items {
            checkSuccessor(value, of: entry, until: until, classification)
        }
    }

    private func checkWithin(
        _ within: CategoryID,
        _ value: YAMLValue,
        of entry: Classification.Entry,
        _ classification: Classification
    ) {
        guard let whole = classification[within] else {
            let known = classification.entries.filter(\.kind.hasMembers).map(\.id.name)
            report.add(.unknownName(value, what: "region or group", known: known))
            return
        }
        if !whole.kind.hasMembers {
            let message = "nothing is within `\(within)`, which is a \(whole.kind.rawValue)"
            let hint = "name a region, a group or a language"
            report.add(.general("not-a-group", message, value, hints: [hint]))
        }
        let circle = [entry.id, within] + classification.ancestors(of: within)
        if circle.dropFirst().contains(entry.id) || within == entry.id {
            let names = circle.prefix(1) + circle.dropFirst().prefix { $0 != entry.id }
            let path = (names + [entry.id]).map { "`\($0)`" }.joined(separator: " is within ")
            report.add(.general("circle", "\(path): this goes in a circle", value))
        }
    }

    private func checkSuccessor(
        _ value: YAMLValue,
        of entry: Classification.Entry,
        until: String,
        _ classification: Classification
    ) {
        guard let id = CategoryID(value.rawText) else { return }
        guard let successor = classification[id] else {
            let known = classification.entries.map(\.id.name)
            report.add(.unknownName(value, what: "successor", known: known))
            return
        }
        var problem: String?
        if id == entry.id {
            problem = "`\(id)` cannot be its own successor"
        } else if let from = successor.from, Classification.isDate(from, before: until) {
            problem =
                "successor `\(id)` begins in \(from), before `\(entry.id)` ends in \(until)"
        } else if let end = successor.until, !Classification.isDate(until, before: end) {
            problem = "successor `\(id)` ends in \(end), when `\(entry.id)` ends in \(until)"
        }
        if let problem { report.add(.general("wrong-order", problem, value)) }
    }

    // MARK: - Indicators

    /// The master list of an indicator, in which all its categories but `total` must stand.
    func readClassification(_ mapping: YAMLMapping) -> ClassificationID? {
        guard let value = mapping["classification"],
            let id: ClassificationID = value.identifier("a classification")
        else { return nil }
        guard let classification = configuration.classifications[id] else {
            let known = configuration.classifications.keys.map(\.name)
            report.add(.unknownName(value, what: "classification", known: known))
            return nil
        }
        let known = classification.entries.map(\.id.name)
        for value in mapping["categories"]?.items ?? [] {
            guard let category = CategoryID(value.rawText), category != .total,
                classification[category] == nil
            else { continue }
            let message = "category `\(category)` is not in config/classifications/\(id).yaml"
            let hints = [
                didYouMean(category.name, among: known) ?? "add it there, or leave it out here"
            ]
            report.add(.general("unclassified-category", message, value, hints: hints))
        }
        return id
    }
}

extension YAMLValue {
    /// A code of a standard, by its form.
    fileprivate func code(_ codes: Classification.Codes) -> String? {
        guard let text = string else { return nil }
        let letters =
            switch codes {
            case .countries: UInt8(ascii: "A")...UInt8(ascii: "Z")
            case .languages: UInt8(ascii: "a")...UInt8(ascii: "z")
            }
        if text.utf8.count == 3, text.utf8.allSatisfy(letters.contains) { return text }
        let expected =
            switch codes {
            case .countries: "three capital letters such as `SDN`"
            case .languages: "three small letters such as `cmn`"
            }
        report.add(.wrongShape(self, expected: expected))
        return nil
    }

    /// A year or a month of it, such as `2011` or `2011-07`.
    fileprivate var yearOrMonth: String? {
        guard let text = string else { return nil }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let isMonth =
            parts.count == 2 && parts[1].utf8.count == 2 && (1...12).contains(Int(parts[1]) ?? 0)
        if Period(String(parts[0])) != nil, parts.count == 1 || isMonth { return text }
        report.add(.wrongShape(self, expected: "a year or month such as \"2011\" or \"2011-07\""))
        return nil
    }
}
