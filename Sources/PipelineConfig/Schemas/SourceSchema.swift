import IndicatorModel

extension JSONSchema {
    /// A file of config/sources, as `ConfigReader.readSources` accepts it.
    static var source: JSONSchema {
        object(
            product.merging(reading) { first, _ in first }.merging(fetching) { first, _ in first }
        )
        .with(conditions: layoutNeeds + [unreadNeeds, packageNeeds])
    }

    /// What the product is.
    private static var product: [String: Property] {
        [
            "id": .required(identifier, "The id of the source, which pipelines name."),
            "publisher": .required(text, "Who published the product."),
            "title": .required(bilingual, "The title of the product."),
            "licence": .required(
                object([
                    "name": .required(text, "The name of the licence."),
                    "url": .required(text, "Where the licence stands."),
                ]),
                "The licence that the figures are used under."
            ),
            "attribution": .required(bilingual, "What the licence wants to be said."),
            "licence-note": .optional(
                bilingual,
                "Who bought a custom tabulation, and whether aggregates of it may be published."
            ),
            "page": .optional(text, "The page of the product."),
            "language": .optional(
                choice(SourceLanguage.self),
                "The language of the texts in its files: en (when left out), fr or en+fr (both)."
            ),
            "optional": .optional(
                .bool,
                "Whether a run is whole without its files, because others have what they have."
            ),
            "parts": .required(list(of: part, atLeast: 1), "The files of the product."),
        ]
    }

    /// How figures are read from it.
    private static var reading: [String: Property] {
        [
            "period": .optional(
                year,
                "The census year of its figures; with layout and characteristics, or none of them."
            ),
            "times": .optional(
                list(of: choice(Period.Kind.self), atLeast: 1),
                "How long the periods are that its files print side by side (year, quarter, "
                    + "month), in place of period."
            ),
            "layout": .optional(
                choice(LayoutID.self),
                "The family of files it is of; left out where its files are only kept."
            ),
            "characteristics": .optional(
                identifier,
                "The id of the list (config/characteristics) that its figures belong to."
            ),
            "vectors": .optional(
                text,
                "The name of the list of vectors; needed by layout cancensus."
            ),
            "labels": .optional(
                text,
                "The path of the file of labels in the project; needed by layout tidy."
            ),
            "level": .optional(level, "The level of every row, for layouts that do not print it."),
            "prices": .optional(
                object([
                    "product": .required(text, "The product or group whose rows are read."),
                    "unit": .required(text, "The unit that these rows must have."),
                ]),
                "How a price index is read from it; in place of a layout."
            ),
            "rejects-allowed": .optional(
                wholeNumber(from: 1),
                "How many rows of a part may be unreadable; none when left out."
            ),
            "by-name": .optional(
                object([
                    "columns": .required(
                        list(of: choice(LabelColumn.self), atLeast: 1),
                        "What the columns of labels are, from the left."
                    ),
                    "synonyms": .optional(
                        text,
                        "The table of names (config/synonyms) that go before the census's own."
                    ),
                    "sheet": .optional(text, "The sheet of a workbook; its first when left out."),
                    "header": .optional(.bool, "Whether the first line names the columns."),
                    "encoding": .optional(
                        choice(FileEncoding.self),
                        "How the texts of the file are written; utf-8 when left out."
                    ),
                    "absent": .optional(
                        choice(AbsentRow.self),
                        "What a row stands for that is not there; nothing when left out."
                    ),
                ]),
                "How rows are told that have names and no codes; needed by the layouts of IRCC."
            ),
            "table": .optional(
                object([
                    "dimensions": .optional(
                        list(of: text),
                        "The columns whose members name what a row counts, from the left."
                    ),
                    "unit": .optional(text, "The unit that the rows must have."),
                ]),
                "How the rows of a full table are read; needed by layout statcan-table."
            ),
            "withhold-below": .optional(
                wholeNumber(from: 1),
                "Counts below it are withheld from what is published; only with layout tidy."
            ),
        ]
    }

    /// What a layout needs that others do not, as `ConfigReader.checkLayout` wants it.
    private static var layoutNeeds: [JSONSchema] {
        let needed: [(LayoutID, String)] = [
            (.cancensus, "vectors"), (.tidy, "labels"), (.censusProfile2016, "level"),
        ]
        let layouts = LayoutID.allCases.filter(\.needsGeography).map(\.rawValue)
        let parts = JSONSchema().with("items", has("geography"))
        let named = LayoutID.allCases.filter(\.isByName)
        return needed.map { layout, key in
            when(.key("layout", isOneOf: [layout.rawValue]), then: has(key))
        } + [
            when(
                has("withhold-below"),
                then: JSONSchema().with(
                    "properties",
                    ["layout": JSONSchema(["enum": [.string(LayoutID.tidy.rawValue)]])]
                )
            ),
            only("table", with: [.statcanTable]),
            when(key("layout", isOneOf: [LayoutID.statcanTable.rawValue]), then: has("table")),
            only("by-name", with: named),
            within("by-name", "sheet", with: .irccBook),
            within("by-name", "header", with: .irccODP),
            within("by-name", "absent", with: .irccODP, .irccBook),
            within("by-name", "encoding", with: .irccAdHoc),
            when(key("layout", isOneOf: named.map(\.rawValue)), then: has("by-name")),
            when(
                key("layout", isOneOf: layouts),
                then: JSONSchema().with("properties", ["parts": parts])
            ),
        ]
    }

    /// A key that stands with some layouts only.
    private static func only(_ key: String, with layouts: [LayoutID]) -> JSONSchema {
        when(has(key), then: layout(isOneOf: layouts))
    }

    /// The same of a key of another key's value.
    private static func within(
        _ outer: String,
        _ inner: String,
        with layouts: LayoutID...
    ) -> JSONSchema {
        let holds = JSONSchema().with("properties", [outer: has(inner)])
        return when(holds.requiring([outer]), then: layout(isOneOf: layouts))
    }

    private static func layout(isOneOf layouts: [LayoutID]) -> JSONSchema {
        JSONSchema().with(
            "properties",
            ["layout": JSONSchema(["enum": .array(layouts.map { .string($0.rawValue) })])]
        )
    }

    /// What a source without a layout cannot have, as `ConfigReader.refuse` tells it.
    private static var unreadNeeds: JSONSchema {
        let reading = Dictionary(
            uniqueKeysWithValues: (SourceKey.reading + SourceKey.time).map { key in
                (key, SourceKey.reading.filter { $0 != key })
            } + SourceKey.detail.map { ($0, ["layout"]) }
        )
        let parts = JSONSchema().with("items", lacks(SourceKey.partDetail))
        return needs(reading).with(conditions: [
            when(has("layout"), then: JSONSchema().with("oneOf", SourceKey.time.map { has($0) })),
            when(
                lacks(["layout"]),
                then: JSONSchema().with("properties", ["parts": parts])
            ),
        ])
    }

    private static var packageNeeds: JSONSchema {
        let parts = JSONSchema().with("items", lacks(["resource"]))
        return when(
            lacks(["package"]),
            then: JSONSchema().with("properties", ["parts": parts])
        )
    }

    private static var part: JSONSchema {
        object([
            "for": .optional(
                list(of: table(keys: identifier, values: text, atLeast: 1), atLeast: 1),
                "Makes a part of each item: {key} in the texts of the part stands for the item's."
            ),
            "id": .required(identifier.orTemplate, "The id of the part."),
            "file": .optional(
                text,
                "The official name of the file, looked for anywhere below the mirror."
            ),
            "path": .optional(text, "The path of a file in the project, in the place of file."),
            "url": .optional(
                text(matching: SchemaPattern.whole(SchemaPattern.url(FetchScheme.all)))
                    .with("type", "string").orTemplate,
                "Where it is fetched from: a URL that begins with https://, http:// or file://."
            ),
            "resource": .optional(
                object([
                    "name": .required(text, "The name of the resource in English, with *."),
                    "format": .optional(text, "Its format, such as CSV or XLSX."),
                    "file": .optional(text, "The last part of its URL, with *."),
                ]),
                "Which resource of the package it is, in the place of url; exactly one must fit."
            ),
            "member": .optional(text, "The file inside a ZIP, with *; *.csv when left out."),
            "covers": .optional(
                geography(
                    [
                        "by": .required(
                            level.orTemplate,
                            "The level of the geographies it holds all of."
                        ),
                        "name": .optional(text, "The name of the area, for people."),
                    ],
                    inTemplate: true
                ),
                "The area of which the part holds every geography of a level."
            ),
            "geography": .optional(
                geography(
                    ["name": .required(text, "The name as the file prints it.")],
                    inTemplate: true
                ),
                "The one geography of a file that prints no code."
            ),
        ])
        .with("oneOf", [has("file"), has("path")])
        .with("not", has("url", "resource"))
        .with(conditions: [needs(["url": ["file"], "resource": ["file"]])])
    }
}
