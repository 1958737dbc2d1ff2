import IndicatorModel

extension JSONSchema {
    /// How the files of a source are fetched, and what they must look like.
    static var fetching: [String: Property] {
        [
            "fetch": .optional(fetchPolicy, "How its files are fetched from their servers."),
            "archives": .optional(
                object([
                    "member-size": .optional(
                        byteSize,
                        "What one member of a ZIP may expand to; 16 GiB when left out."
                    ),
                    "ratio": .optional(
                        wholeNumber(from: 1),
                        "How many bytes each byte of a member may expand to; 200 when left out."
                    ),
                    "members": .optional(
                        wholeNumber(from: 1),
                        "How many members a ZIP may have; 10000 when left out."
                    ),
                ]),
                "What its archives may expand to before they are refused."
            ),
            "thresholds": .optional(
                object([
                    "fewer-rows": .optional(
                        percentage,
                        "Rows that may be missing, in percent; 10 when left out."
                    ),
                    "emptied-columns": .optional(
                        wholeNumber(from: 0),
                        "Columns that may be empty and were not; 0 when left out."
                    ),
                    "fewer-labels": .optional(
                        percentage,
                        "Labels of a column that may be missing, in percent; 0 when left out."
                    ),
                ]),
                "How far a file may differ from the last good one before it is suspicious."
            ),
            "contract": .optional(contract, "What its files must look like to be used."),
            "package": .optional(
                catalogPackage,
                "The package of a CKAN catalogue that resources are chosen from."
            ),
        ]
    }

    private static var fetchPolicy: JSONSchema {
        object([
            "refresh": .optional(
                choice(RefreshPolicy.self),
                "How often it is asked whether files have changed; never when left out: what was "
                    + "taken in once is not asked for again."
            ),
            "hosts": .optional(
                list(of: text(matching: SchemaPattern.whole(SchemaPattern.host))),
                "Hosts that a redirect may lead to, besides that of the URL."
            ),
            "size-limit": .optional(
                byteSize,
                "The largest file that is taken; 1 GiB when left out."
            ),
            "timeout": .optional(duration, "For one attempt at one file; 1h when left out."),
            "connect-timeout": .optional(
                duration,
                "For the connection to the server; 30s when left out."
            ),
            "minimum-speed": .optional(
                byteSize,
                "A second, over half a minute; a slower transfer is broken off; 1 kB when left out."
            ),
            "retries": .optional(
                wholeNumber(from: 0),
                "How often an attempt that failed is made again; 4 when left out."
            ),
            "backoff": .optional(
                duration,
                "The time before the first retry, which doubles before each further one; 2s when "
                    + "left out."
            ),
            "delay": .optional(
                duration,
                "Between the beginnings of two requests to one host; 500ms when left out."
            ),
            "connections": .optional(
                wholeNumber(from: 1),
                "Requests at one time to one host; 2 when left out."
            ),
        ])
    }

    private static var contract: JSONSchema {
        let column = object([
            "name": .required(text, "The name as the file prints it, with * for any text."),
            "type": .required(
                choice(ColumnType.self),
                "What stands in it: text (anything), code (never empty), year (four digits), "
                    + "integer (or empty), figure (a number, a symbol, or empty)."
            ),
            "labels": .optional(list(of: text, atLeast: 1), "All texts that may stand in it."),
            "optional": .optional(bool, "Whether it may be missing; false when left out."),
        ])
        return object([
            "mode": .optional(
                choice(ContractMode.self),
                "What becomes of a file that is not so: fail (the run fails), quarantine (when "
                    + "left out: it is put aside), accept-new (new columns and labels are taken)."
            ),
            "encoding": .optional(choice(FileEncoding.self), "utf-8 when left out."),
            "delimiter": .optional(choice(Delimiter.self), "comma when left out."),
            "header-line": .optional(
                wholeNumber(from: 1),
                "The line that names the columns; 1 when left out."
            ),
            "columns": .required(list(of: column, atLeast: 1), "The columns, in their order."),
        ])
    }

    private static var catalogPackage: JSONSchema {
        object([
            "api": .required(
                text(matching: SchemaPattern.whole(SchemaPattern.url(URLScheme.web)))
                    .with("type", "string"),
                "The root of the action API, such as https://open.canada.ca/data/api/3/action."
            ),
            "id": .optional(text, "The id of the package."),
            "search": .optional(text, "A search that finds it, in the place of id; with title."),
            "title": .optional(text, "The title of the one that is meant, with *."),
        ])
        .with("oneOf", [has("id"), has("search")])
        .with(conditions: [needs(["search": ["title"], "title": ["search"]])])
    }
}
