import IndicatorModel

extension JSONSchema {
    /// A file of pipelines/, as `Pipeline.read` accepts it.
    static var pipeline: JSONSchema {
        object(published.merging(runs) { first, _ in first })
    }

    /// What the pipeline publishes.
    private static var published: [String: Property] {
        [
            "dataset": .required(identifier, "The id of the dataset: its folder in data-clean."),
            "title": .required(bilingual, "The title of the dataset."),
            "description": .required(bilingual, "What the dataset is, in a sentence or two."),
            "places": .required(publishedPlaces, "The places that are published."),
            "partitions": .required(
                list(of: partition, atLeast: 1),
                "The figures of one census each: the units that are carried, extended or revised."
            ),
            "keep": .optional(
                list(of: identifier),
                "Ids of sources whose files are taken in and kept; no figures are read from them."
            ),
            "prices": .optional(
                identifier,
                "Id of the source with the price index that constant dollars are computed with."
            ),
            "fallback": .optional(
                choice(Fallback.self),
                "What a run does when a file upstream is unavailable, gone, or looks wrong: none "
                    + "(it fails) or last-good (it goes on with the last good snapshot); none when "
                    + "left out."
            ),
            "highlights": .optional(
                list(of: highlight),
                "Figures that a run ends with, to see at a glance whether they are right."
            ),
            "boundaries": .optional(boundaries, "The polygons and maps of places, and their file."),
            "local": .optional(
                JSONSchema().with("anyOf", [bool, localRegion]),
                "Whether what coordinators handed in (local/) is published: true, or the region "
                    + "that the partner survey is averaged over; false when left out."
            ),
        ]
    }

    private static var boundaries: JSONSchema {
        object([
            "source": .required(identifier, "Id of the source of the boundary file."),
            "part": .optional(
                identifier,
                "Its part with the census subdivisions: a ZIP, or a .shp beside whose part are "
                    + "those of the .dbf and .prj of the same name; csd when left out."
            ),
            "vintage": .required(year, "The census whose subdivisions they are."),
            "tolerance": .required(
                wholeNumber(from: 1),
                "How far simplified borders may leave the true ones, in metres."
            ),
        ])
    }

    private static var localRegion: JSONSchema {
        object([
            "region": .required(
                identifier,
                "The id of a place: the survey is averaged over the published places within it."
            )
        ])
        .named("local")
    }

    private static var publishedPlaces: JSONSchema {
        object([
            "collections": .required(list(of: text), "Places of these collections are published."),
            "candidates": .optional(bool, "Also those with status candidate; false when left out."),
            "also": .optional(
                list(of: identifier),
                "Ids of places published whatever their collection and status."
            ),
        ])
    }

    private static var partition: JSONSchema {
        let ofSeries = ["years", "recipes", "restated"]
        let id = JSONSchema().with("properties", ["id": identifier])
        let series = JSONSchema().with("properties", ["id": text(matching: "[{]year[}]")])
        return object([
            "id": .required(
                identifier.orTemplate,
                "The id of the partition, such as census-2016; with years, such as ircc-{year}."
            ),
            "period": .optional(year, "The census year."),
            "years": .optional(
                text(matching: SchemaPattern.whole("[0-9]{4}-[0-9]{4}")),
                "The years of a series, such as \"2015-2024\", each a partition of its own."
            ),
            "recipes": .optional(
                year,
                "With years: the census by whose recipes places are made."
            ),
            "restated": .optional(
                text,
                "With years: why the publisher changes figures it has published, so that rows of "
                    + "these partitions may be revised."
            ),
            "sources": .required(
                list(of: identifier, atLeast: 1),
                "Ids of sources of that year: the first that has a figure wins."
            ),
        ])
        .with(conditions: [
            when(
                has("years"),
                then: series.with("required", ["recipes"]).with("not", has("period")),
                otherwise: id.with("required", ["period"])
                    .with("not", JSONSchema().with("anyOf", ofSeries.map { has($0) }))
            )
        ])
    }

    private static var highlight: JSONSchema {
        object([
            "place": .required(identifier, "The id of a place."),
            "period": .required(year, "The census year."),
            "indicator": .required(identifier, "The id of an indicator."),
            "category": .optional(identifier, "One of its categories; total when left out."),
        ])
    }

    // MARK: - Runs

    /// How the pipeline runs.
    private static var runs: [String: Property] {
        let stages = Dictionary(
            uniqueKeysWithValues: Stage.allCases.map { stage in
                (stage.rawValue, Property.optional(policy, "Limits of stage \(stage.rawValue)."))
            }
        )
        return [
            "stages": .optional(
                object(stages),
                "How long a step of a stage may take, and how often it is tried."
            ),
            "commands": .optional(list(of: command), "Programs that run as steps."),
            "notify": .optional(list(of: notification), "Whom to tell about runs."),
            "metrics": .optional(
                text(matching: "^(/.*|\(SchemaPattern.writablePath))$"),
                "The file that run metrics are written to, for a Prometheus exporter: below the "
                    + "project, or an absolute path."
            ),
        ]
    }

    private static var limits: [String: Property] {
        [
            "timeout": .optional(duration, "How long a step may take; no limit when left out."),
            "retries": .optional(
                wholeNumber(from: 0),
                "How often a step that failed is tried again; 0 when left out."
            ),
            "backoff": .optional(
                duration,
                "The time before the first retry, which doubles before each further one; 1s when "
                    + "left out."
            ),
        ]
    }

    private static var policy: JSONSchema { object(limits).named("policy") }

    private static var command: JSONSchema {
        let name = identifier
        let own: [String: Property] = [
            "id": .required(identifier, "The id of the command."),
            "program": .required(
                list(of: text, atLeast: 1),
                "The program and its arguments; no shell reads them. {inputs.NAME} and "
                    + "{outputs.NAME} stand for the paths of declared files."
            ),
            "inputs": .optional(
                table(keys: name, values: text(matching: "^\(SchemaPattern.inputPath)$")),
                "The files the program reads, by name: paths below the project."
            ),
            "outputs": .required(
                table(
                    keys: name,
                    values: text(matching: "^\(SchemaPattern.writablePath)$"),
                    atLeast: 1
                ),
                "The files the program writes, by name: paths below the project."
            ),
            "environment": .optional(
                table(
                    keys: text(matching: SchemaPattern.whole(SchemaPattern.variable)),
                    values: text
                ),
                "Variables that are added to the environment of the program."
            ),
        ]
        return object(own.merging(limits) { first, _ in first })
    }
}

extension SchemaPattern {
    /// As `YAMLValue.projectPath` accepts it: no part is empty, `.` or `..`.
    private static let projectPath = "(?!([^/]*/)*\\.{0,2}(/|$)).+"

    /// As `YAMLValue.writablePath` accepts it.
    static let writablePath: String = {
        let folders = ReservedFolder.allCases.map { $0.rawValue.replacing(".", with: "\\.") }
        return "(?!(\(folders.joined(separator: "|")))(/|$))\(projectPath)"
    }()

    /// As `PipelineReader.readInputPath` accepts it, but for the name of the dataset.
    static let inputPath =
        "(?!\(ReservedFolder.published.rawValue)(/(?![^/]+/latest/)|$))\(projectPath)"
}
