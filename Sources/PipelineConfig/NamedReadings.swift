import IndicatorModel

extension ConfigReader {
    /// Reads `by-name` of a source.
    func readNames(_ value: YAMLValue, _ layout: LayoutID, _ list: ListID) -> NamedReading? {
        guard
            let mapping = value.mapping(
                required: ["columns"],
                optional: ["synonyms", "sheet", "header", "absent", "encoding"]
            )
        else { return nil }
        let columns: [LabelColumn] = (mapping["columns"]?.list ?? []).compactMap {
            $0.choice("column of labels")
        }
        if let list = mapping["columns"], list.isEmptyList {
            report.add(.wrongShape(list, expected: "at least one column of labels"))
        }
        let absent: AbsentRow? = mapping["absent"].flatMap { $0.choice("meaning") }
        checkOnly("sheet", in: mapping, with: .irccBook, layout)
        checkOnly("header", in: mapping, with: .irccODP, layout)
        if layout == .irccAdHoc { checkOnly("absent", in: mapping, with: .irccODP, layout) }
        checkOnly("encoding", in: mapping, with: .irccAdHoc, layout)
        let places: [LabelColumn] = [.division, .subdivision, .metropolitanArea]
        if columns.contains(where: places.contains) { checkGazetteer(of: list, value) }
        let synonyms = mapping["synonyms"]?.string
        if let synonyms, let name = mapping["synonyms"] {
            checkSynonyms(synonyms, of: list, name)
        }
        return NamedReading(
            columns: columns,
            synonyms: synonyms,
            sheet: mapping["sheet"]?.string,
            hasHeader: mapping["header"]?.bool ?? true,
            encoding: mapping["encoding"].flatMap { $0.choice("encoding") } ?? .utf8,
            absentIsZero: absent == .zero
        )
    }

    private func checkOnly(
        _ key: String,
        in mapping: YAMLMapping,
        with layout: LayoutID,
        _ found: LayoutID
    ) {
        guard found != layout, let value = mapping[key] else { return }
        let message = "`\(key)` stands with layout `\(layout.rawValue)` only"
        report.add(.general("unread-key", message, value))
    }

    /// Names can be matched only against a census whose names are known.
    private func checkGazetteer(of list: ListID, _ value: YAMLValue) {
        guard let vintage = configuration.lists[list]?.vintage, let period = Period(vintage),
            configuration.gazetteers[period] == nil
        else { return }
        let message = "there is no list of geographies of \(vintage) to match names against"
        let hint = "make `config/geographies/\(vintage).csv`, or correct the `vintage` of the list"
        report.add(.general("no-gazetteer", message, value, hints: [hint]))
    }
}

extension ConfigReader {
    /// Reads `table` of a source.
    func readTable(_ value: YAMLValue) -> FullTableReading? {
        guard let mapping = value.mapping(required: [], optional: ["dimensions", "unit"]) else {
            return nil
        }
        return FullTableReading(
            dimensions: (mapping["dimensions"]?.list ?? []).compactMap(\.string),
            unit: mapping["unit"]?.string
        )
    }

    /// `table` stands with the layout of full tables, and with no other.
    func checkTable(_ layout: LayoutID, _ mapping: YAMLMapping) {
        if layout == .statcanTable, mapping["table"] == nil {
            let message = "layout `statcan-table` needs `table`, which says what its rows are of"
            let hint = "such as `table: { unit: Persons }`"
            report.add(
                .general("missing-key", message, mapping["layout"] ?? mapping.whole, hints: [hint])
            )
        }
        if layout != .statcanTable, let table = mapping["table"] {
            let message = "`table` stands with layout `statcan-table` only"
            report.add(.general("unread-key", message, table))
        }
    }
}

/// What a row means that a file does not have.
enum AbsentRow: String, CaseIterable {
    case zero
}
