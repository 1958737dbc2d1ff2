import IndicatorModel

extension ConfigReader {
    /// Reads the package of a catalogue that resources are chosen from.
    func readPackage(_ value: YAMLValue) -> CatalogPackage? {
        guard
            let mapping = value.mapping(required: ["api"], optional: ["id", "search", "title"]),
            let api = mapping["api"]?.webURL, let choice = readChoice(mapping)
        else { return nil }
        return CatalogPackage(api: api, choice: choice)
    }

    private func readChoice(_ mapping: YAMLMapping) -> CatalogPackage.Choice? {
        switch (mapping["id"], mapping["search"], mapping["title"]) {
        case (let id?, nil, nil):
            return id.string.map { .id($0) }
        case (nil, let search?, let title?):
            guard let query = search.string, let title = title.string else { return nil }
            return .search(query: query, title: title)
        default:
            let message = "a package has either `id`, or `search` with `title`"
            report.add(.general("one-choice", message, mapping.whole))
            return nil
        }
    }

    /// Reads which resource of the package a part is.
    func readResource(_ value: YAMLValue) -> ResourcePattern? {
        guard let mapping = value.mapping(required: ["name"], optional: ["format", "file"]),
            let name = mapping["name"]?.string
        else { return nil }
        return ResourcePattern(
            name: name,
            format: mapping["format"]?.string,
            file: mapping["file"]?.string
        )
    }

    /// Reports a package that no part chooses from.
    func checkPackage(_ value: YAMLValue?, _ parts: [SourcePart]) {
        guard let value, !report.hasErrors(in: value.file.name) else { return }
        let isUsed = parts.contains { part in
            if case .official(_, .resource) = part.file { true } else { false }
        }
        if isUsed { return }
        let message = "no part has a `resource`, so the package is not asked"
        let hint = "give a part `resource: { name: \"*\", format: CSV, file: NAME }`"
        report.add(.general("unused-package", message, value, hints: [hint]))
    }
}
