import IndicatorModel

extension JSONSchema {
    /// A file of config/sources, as `ConfigReader.readSources` accepts it.
    static var source: JSONSchema {
        object([
            "id": .required(identifier, "The id of the source, which pipelines name."),
            "publisher": .required(text, "Who published the product."),
            "title": .required(bilingual, "The title of the product."),
            "period": .required(year, "The census year of its figures."),
            "layout": .required(choice(LayoutID.self), "The family of files it is of."),
            "characteristics": .required(
                identifier,
                "The id of the list (config/characteristics) that its figures belong to."
            ),
            "licence": .required(
                object([
                    "name": .required(text, "The name of the licence."),
                    "url": .required(text, "Where the licence stands."),
                ]),
                "The licence that the figures are used under."
            ),
            "attribution": .required(bilingual, "What the licence wants to be said."),
            "page": .optional(text, "The page of the product."),
            "vectors": .optional(
                text,
                "The name of the list of vectors; needed by layout cancensus."
            ),
            "labels": .optional(
                text,
                "The path of the file of labels in the project; needed by layout tidy."
            ),
            "level": .optional(level, "The level of every row, for layouts that do not print it."),
            "rejects-allowed": .optional(
                wholeNumber(from: 1),
                "How many rows of a part may be unreadable; none when left out."
            ),
            "parts": .required(list(of: part, atLeast: 1), "The files of the product."),
        ])
        .with(conditions: layoutNeeds)
    }

    /// What a layout needs that others do not, as `ConfigReader.checkLayout` wants it.
    private static var layoutNeeds: [JSONSchema] {
        let needed: [(LayoutID, String)] = [
            (.cancensus, "vectors"), (.tidy, "labels"), (.censusProfile2016, "level"),
        ]
        let layouts = LayoutID.allCases.filter(\.needsGeography).map(\.rawValue)
        let parts = JSONSchema().with("items", has("geography"))
        return needed.map { layout, key in
            when(.key("layout", isOneOf: [layout.rawValue]), then: has(key))
        } + [
            when(
                key("layout", isOneOf: layouts),
                then: JSONSchema().with("properties", ["parts": parts])
            )
        ]
    }

    private static var part: JSONSchema {
        object([
            "id": .required(identifier, "The id of the part."),
            "file": .optional(
                text,
                "The official name of the file, looked for anywhere below the mirror."
            ),
            "path": .optional(text, "The path of a file in the project, in the place of file."),
            "url": .optional(text, "Where people can download it; nothing is fetched."),
            "member": .optional(text, "The file inside a ZIP, with *; *.csv when left out."),
            "covers": .optional(
                geography([
                    "by": .required(level, "The level of the geographies it holds all of."),
                    "name": .optional(text, "The name of the area, for people."),
                ]),
                "The area of which the part holds every geography of a level."
            ),
            "geography": .optional(
                geography(["name": .required(text, "The name as the file prints it.")]),
                "The one geography of a file that prints no code."
            ),
        ])
        .with("oneOf", [has("file"), has("path")])
    }
}
