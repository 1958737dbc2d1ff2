import IndicatorModel

/// What the parts of a source are read with.
struct PartContext {
    let source: SourceID
    /// Nil when no figures are read.
    let layout: LayoutID?
    let hasPackage: Bool
}

extension ConfigReader {
    /// Reads the files of a source.
    mutating func readParts(_ value: YAMLValue?, _ context: PartContext) -> [SourcePart] {
        var parts: [SourcePart] = []
        var ids: Set<PartID> = []
        for entry in (value?.list ?? []).flatMap(expand) {
            guard let part = readPart(entry.value, context) else { continue }
            keep("part", "\(context.source)/\(part.id)", entry.value)
            if !ids.insert(part.id).inserted {
                let message = "part `\(part.id)` stands twice in the source"
                report.add(.general("duplicate-id", message, entry.place))
            }
            parts.append(part)
        }
        if let value, value.isEmptyList {
            report.add(.wrongShape(value, expected: "at least one part"))
        }
        return parts
    }

    private func readPart(_ value: YAMLValue, _ context: PartContext) -> SourcePart? {
        guard
            let mapping = value.mapping(
                required: ["id"],
                optional: ["file", "path", "member", "url", "resource", "for"]
                    + SourceKey.partDetail
            ),
            let id: PartID = mapping["id"]?.identifier("a part"),
            let file = readFile(mapping, context)
        else { return nil }
        if context.layout == nil { refuse(SourceKey.partDetail, in: mapping) }
        let geography = mapping["geography"].flatMap {
            $0.mapping(required: ["level", "code", "name"])
        }
        if let layout = context.layout, layout.needsGeography, geography == nil {
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

    private func readFile(_ mapping: YAMLMapping, _ context: PartContext) -> PartFile? {
        switch (mapping["file"], mapping["path"]) {
        case (let file?, nil):
            let upstream = readUpstream(mapping, context)
            return file.string.map { .official(name: $0, upstream: upstream) }
        case (nil, let path?):
            for key in ["url", "resource"] {
                guard let value = mapping[key] else { continue }
                let message = "a part with a `path` is not fetched: it has no `\(key)`"
                let hint = "name the file by `file`, or remove `\(key)`"
                report.add(.general("fetched-path", message, value, hints: [hint]))
            }
            return path.string.map { .local(path: $0) }
        default:
            report.add(
                .general("missing-key", "a part has either `file` or `path`", mapping.whole)
            )
            return nil
        }
    }

    private func readUpstream(_ mapping: YAMLMapping, _ context: PartContext) -> Upstream? {
        switch (mapping["url"], mapping["resource"]) {
        case (nil, nil):
            return nil
        case (let url?, nil):
            return url.fetchURL.map(Upstream.url)
        case (nil, let resource?):
            if !context.hasPackage {
                let message = "a `resource` is one of the source's `package`, which is missing"
                let hint = "add `package: { api: ..., id: ... }` to the source"
                report.add(.general("missing-key", message, resource, hints: [hint]))
            }
            return readResource(resource).map(Upstream.resource)
        case (_?, let resource?):
            let message = "a part has either `url` or `resource`"
            report.add(.general("one-place", message, resource))
            return nil
        }
    }

    private func readGeography(_ mapping: YAMLMapping) -> Geography? {
        guard let level = mapping["level"]?.censusLevel,
            let codeValue = mapping["code"], let code = codeValue.string
        else { return nil }
        checkCode(code, level, codeValue)
        return Geography(level: level, code: code)
    }

    private func readCover(_ value: YAMLValue) -> Cover? {
        guard
            let mapping = value.mapping(required: ["level", "code", "by"], optional: ["name"]),
            let whole = readGeography(mapping),
            let by = mapping["by"]?.censusLevel
        else { return nil }
        // The name is for people.
        _ = mapping["name"]?.string
        return Cover(whole: whole, by: by)
    }
}
