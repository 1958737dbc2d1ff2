import IndicatorModel

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
                required: [
                    "id", "publisher", "title", "period", "layout", "characteristics", "licence",
                    "attribution", "parts",
                ],
                optional: ["page", "vectors", "labels", "level", "rejects-allowed"]
            ),
            let idValue = mapping["id"], let id: SourceID = idValue.identifier("a source"),
            define("source", id.name, idValue),
            let publisher = mapping["publisher"]?.string,
            let title = mapping["title"]?.bilingual, let period = mapping["period"]?.period,
            let layout: LayoutID = mapping["layout"]?.choice("layout"),
            let list = readList(mapping["characteristics"], period),
            let licence = mapping["licence"]?.mapping(required: ["name", "url"]),
            let licenceName = licence["name"]?.string, let licenceURL = licence["url"]?.string,
            let attribution = mapping["attribution"]?.bilingual
        else { return nil }
        keep("source", id.name, document)
        let level: GeographyLevel? = mapping["level"].flatMap { $0.choice("level") }
        checkLayout(layout, mapping)
        return Source(
            id: id,
            publisher: publisher,
            title: title,
            page: mapping["page"]?.string,
            licenceName: licenceName,
            licenceURL: licenceURL,
            attribution: attribution,
            reading: Reading(
                period: period,
                layout: layout,
                list: list,
                level: level,
                labels: readLabelsFile(mapping),
                rejectsAllowed: mapping["rejects-allowed"]?.count ?? 0
            ),
            parts: readParts(mapping["parts"], layout, of: id)
        )
    }

    private func readList(_ value: YAMLValue?, _ period: Period) -> ListID? {
        guard let value, let id: ListID = value.identifier("a list") else { return nil }
        guard let list = configuration.lists[id] else {
            let known = configuration.lists.keys.map(\.name)
            report.add(.unknownName(value, what: "list", known: known))
            return nil
        }
        if list.period != period {
            let message = "list `\(id)` is of \(list.period), not of \(period)"
            report.add(.general("wrong-period", message, value))
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
        if layout == .censusProfile2016, mapping["level"] == nil {
            let message = "layout `census-profile-2016` needs the `level` of its rows"
            report.add(.general("missing-key", message, value))
        }
    }

    private mutating func readParts(
        _ value: YAMLValue?,
        _ layout: LayoutID,
        of source: SourceID
    ) -> [SourcePart] {
        var parts: [SourcePart] = []
        var ids: Set<PartID> = []
        for item in value?.list ?? [] {
            guard let part = readPart(item, layout) else { continue }
            keep("part", "\(source)/\(part.id)", item)
            if !ids.insert(part.id).inserted {
                let message = "part `\(part.id)` stands twice in the source"
                report.add(.general("duplicate-id", message, item))
            }
            parts.append(part)
        }
        if let value, value.isEmptyList {
            report.add(.wrongShape(value, expected: "at least one part"))
        }
        return parts
    }

    private func readPart(_ value: YAMLValue, _ layout: LayoutID) -> SourcePart? {
        guard
            let mapping = value.mapping(
                required: ["id"],
                optional: ["file", "path", "member", "url", "covers", "geography"]
            ),
            let id: PartID = mapping["id"]?.identifier("a part"),
            let file = readFile(mapping)
        else { return nil }
        let geography = mapping["geography"].flatMap {
            $0.mapping(required: ["level", "code", "name"])
        }
        if layout.needsGeography, geography == nil {
            let message = "layout `\(layout.rawValue)` prints no code: part `\(id)` needs "
            report.add(.general("missing-key", message + "its `geography`", value))
            return nil
        }
        return SourcePart(
            id: id,
            file: file,
            member: mapping["member"]?.string,
            cover: mapping["covers"].flatMap(readCover),
            geography: geography.flatMap(readGeography),
            geographyName: geography?["name"]?.string
        )
    }

    private func readFile(_ mapping: YAMLMapping) -> PartFile? {
        let url = mapping["url"]?.string
        switch (mapping["file"], mapping["path"]) {
        case (let file?, nil):
            return file.string.map { .official(name: $0, upstream: url.map(Upstream.url)) }
        case (nil, let path?):
            return path.string.map { .local(path: $0) }
        default:
            report.add(
                .general("missing-key", "a part has either `file` or `path`", mapping.whole)
            )
            return nil
        }
    }

    private func readGeography(_ mapping: YAMLMapping) -> Geography? {
        guard let level: GeographyLevel = mapping["level"]?.choice("level"),
            let codeValue = mapping["code"], let code = codeValue.string
        else { return nil }
        checkCode(code, level, codeValue)
        return Geography(level: level, code: code)
    }

    private func readCover(_ value: YAMLValue) -> Cover? {
        guard
            let mapping = value.mapping(required: ["level", "code", "by"], optional: ["name"]),
            let whole = readGeography(mapping),
            let by: GeographyLevel = mapping["by"]?.choice("level")
        else { return nil }
        // The name is for people.
        _ = mapping["name"]?.string
        return Cover(whole: whole, by: by)
    }
}
