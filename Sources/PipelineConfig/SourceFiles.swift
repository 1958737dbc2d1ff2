import IndicatorModel

/// Keys of a source that say how figures are read from its files.
enum SourceKey {
    /// They stand together, or none of them.
    static let reading = ["layout", "characteristics"]
    /// One of them stands with those: the census year, or how long the periods of a series are.
    static let time = ["period", "times"]
    /// They stand only with those.
    static let detail = [
        "vectors", "labels", "level", "rejects-allowed", "withhold-below", "by-name", "table",
    ]
    /// The same of a part.
    static let partDetail = ["covers", "geography"]
}

extension ConfigReader {
    /// Reads config/sources: a file an upstream product.
    mutating func readSources() {
        for document in documents(in: "config/sources") {
            if let source = readSource(document) { configuration.sources[source.id] = source }
        }
    }

    private mutating func readSource(_ document: YAMLValue) -> Source? {
        guard
            let mapping = document.mapping(
                required: ["id", "publisher", "title", "licence", "attribution", "parts"],
                optional: SourceKey.reading + SourceKey.time + SourceKey.detail + [
                    "page", "licence-note", "language", "optional", "fetch", "archives",
                    "thresholds", "contract", "package", "prices",
                ]
            ),
            let idValue = mapping["id"], let id: SourceID = idValue.identifier("a source"),
            define("source", id.name, idValue),
            let publisher = mapping["publisher"]?.string,
            let title = mapping["title"]?.bilingual,
            let licence = mapping["licence"]?.mapping(required: ["name", "url"]),
            let licenceName = licence["name"]?.string, let licenceURL = licence["url"]?.string,
            let attribution = mapping["attribution"]?.bilingual
        else { return nil }
        let reading = readReading(mapping)
        let readKeys = SourceKey.reading + SourceKey.time
        if reading == nil, readKeys.contains(where: { mapping[$0] != nil }) { return nil }
        keep("source", id.name, document)
        let package = mapping["package"].flatMap(readPackage)
        let context = PartContext(
            source: id,
            layout: reading?.layout,
            hasPackage: mapping["package"] != nil
        )
        let parts = readParts(mapping["parts"], context)
        checkPackage(mapping["package"], parts)
        return Source(
            id: id,
            publisher: publisher,
            title: title,
            page: mapping["page"]?.string,
            licenceName: licenceName,
            licenceURL: licenceURL,
            attribution: attribution,
            licenceNote: mapping["licence-note"]?.bilingual,
            language: mapping["language"].flatMap { $0.choice("language") } ?? .english,
            isOptional: mapping["optional"]?.bool ?? false,
            reading: reading,
            prices: readPrices(mapping),
            fetch: mapping["fetch"].map(readFetchPolicy) ?? FetchPolicy(),
            archives: mapping["archives"].map(readArchiveLimits) ?? ArchiveLimits(),
            thresholds: mapping["thresholds"].map(readThresholds) ?? DriftThresholds(),
            contract: mapping["contract"].flatMap(readContract),
            package: package,
            parts: parts
        )
    }

    /// How a price index is read from the source.
    private func readPrices(_ mapping: YAMLMapping) -> PriceReading? {
        guard let value = mapping["prices"],
            let prices = value.mapping(required: ["product", "unit"]),
            let product = prices["product"]?.string, let unit = prices["unit"]?.string
        else { return nil }
        if mapping["layout"] != nil {
            let message = "a source has a `layout`, or it has `prices`"
            report.add(.general("two-readings", message, value))
        }
        return PriceReading(product: product, unit: unit)
    }

    /// How figures are read; nil when none are, and when what says it is wrong, which is reported.
    private func readReading(_ mapping: YAMLMapping) -> Reading? {
        let isSeries = mapping["times"] != nil
        let keys = [isSeries ? "times" : "period"] + SourceKey.reading
        let missing = keys.filter { mapping[$0] == nil }
        if missing.count == keys.count {
            refuse(SourceKey.detail, in: mapping)
            return nil
        }
        if !missing.isEmpty {
            report.add(.missingKeys(missing, in: mapping.whole))
            return nil
        }
        if isSeries, let period = mapping["period"] {
            let message = "a source has the `period` of its figures, or the `times` of a series"
            report.add(.general("one-choice", message, period))
            return nil
        }
        if let value = mapping["times"], value.isEmptyList {
            report.add(.wrongShape(value, expected: "at least one time"))
        }
        let times: [Period.Kind] = (mapping["times"]?.list ?? []).compactMap { $0.choice("time") }
        let period = mapping["period"]?.period
        guard isSeries ? !times.isEmpty : period != nil,
            let layout: LayoutID = mapping["layout"]?.choice("layout"),
            let list = readList(mapping["characteristics"], period)
        else { return nil }
        checkLayout(layout, mapping)
        return Reading(
            period: period,
            times: times,
            layout: layout,
            list: list,
            level: mapping["level"].flatMap(\.censusLevel),
            labels: readLabelsFile(mapping),
            rejectsAllowed: mapping["rejects-allowed"]?.count ?? 0,
            withholdBelow: mapping["withhold-below"]?.count,
            byName: mapping["by-name"].flatMap { readNames($0, layout, list) },
            table: mapping["table"].flatMap(readTable)
        )
    }

    /// Reports keys that say how figures are read, of a source that none are read of.
    func refuse(_ keys: [String], in mapping: YAMLMapping) {
        for key in keys {
            guard let value = mapping[key] else { continue }
            let message = "`\(key)` says how figures are read, but the source has no `layout`"
            let hint = "remove it, or give the source \(listed(["period"] + SourceKey.reading))"
            report.add(.general("unread-key", message, value, hints: [hint]))
        }
    }

    private func readList(_ value: YAMLValue?, _ period: Period?) -> ListID? {
        guard let value, let id: ListID = value.identifier("a list") else { return nil }
        guard let list = configuration.lists[id] else {
            let known = configuration.lists.keys.map(\.name)
            report.add(.unknownName(value, what: "list", known: known))
            return nil
        }
        if list.period != period {
            report.add(.wrongPeriod(of: list, value, expected: period))
        }
        return id
    }

    private func readLabelsFile(_ mapping: YAMLMapping) -> PartFile? {
        let vectors = mapping["vectors"]?.string
        let labels = mapping["labels"]?.string
        if let vectors { return .official(name: vectors, upstream: nil) }
        return labels.map { .local(path: $0) }
    }

    private func checkLayout(_ layout: LayoutID, _ mapping: YAMLMapping) {
        let value = mapping["layout"] ?? mapping.whole
        if layout == .cancensus, mapping["vectors"] == nil {
            let hint = "add `vectors: vectors_list_2016.csv`"
            let message = "layout `cancensus` needs the vector list"
            report.add(.general("missing-key", message, value, hints: [hint]))
        }
        if layout == .tidy, mapping["labels"] == nil {
            let hint = "add `labels: data-raw/.../labels.csv` with `characteristic,label`"
            let message = "layout `tidy` needs a file of labels"
            report.add(.general("missing-key", message, value, hints: [hint]))
        }
        if layout != .tidy, let threshold = mapping["withhold-below"] {
            let message = "`withhold-below` stands with layout `tidy` only"
            let hint = "what others print was withheld by their publishers: remove it"
            report.add(.general("unread-key", message, threshold, hints: [hint]))
        }
        if layout.isByName, mapping["by-name"] == nil {
            let message = "layout `\(layout.rawValue)` needs `by-name`, which says what its "
            let hint = "such as `by-name: { columns: [province, category] }`"
            report.add(
                .general("missing-key", message + "columns of labels are", value, hints: [hint])
            )
        }
        if !layout.isByName, let names = mapping["by-name"] {
            let message = "layout `\(layout.rawValue)` prints codes: it has no `by-name`"
            report.add(.general("unread-key", message, names))
        }
        checkTable(layout, mapping)
        if layout == .censusProfile2016, mapping["level"] == nil {
            let message = "layout `census-profile-2016` needs the `level` of its rows"
            report.add(.general("missing-key", message, value))
        }
    }
}

extension Diagnostic {
    /// A list of another census than it is named for, or of a series where it is named for one.
    static func wrongPeriod(
        of list: CharacteristicList,
        _ value: YAMLValue,
        expected: Period?
    ) -> Diagnostic {
        func words(_ period: Period?) -> String { period.map { "of \($0)" } ?? "a series" }
        let message = "list `\(list.id)` is \(words(list.period)), not \(words(expected))"
        return .general("wrong-period", message, value)
    }
}
