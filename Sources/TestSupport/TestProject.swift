import CSVKernel
package import DataStore
import FoundationEssentials
package import IndicatorModel
package import PipelineConfig
package import PipelineStages

/// A small synthetic project in a folder of its own.
///
/// It has a town, a village and their territory over three censuses, with lists of five
/// characteristics. None of its figures is real.
package struct TestProject: Sendable {
    private let folder: TemporaryFolder
    package var root: String { folder.path }

    /// Writes the project; `files` replaces or adds files by path.
    package init(_ files: [String: String] = [:]) throws {
        folder = try TemporaryFolder()
        for (path, text) in TestProject.files.merging(files, uniquingKeysWith: { $1 }) {
            try write(path, text)
        }
    }

    package func path(_ name: String) -> String { "\(root)/\(name)" }

    package func write(_ name: String, _ text: String) throws {
        try write(name, bytes: Array(text.utf8))
    }

    package func write(_ name: String, bytes: [UInt8]) throws {
        let path = path(name)
        let parent = String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
        try FileManager.default.createDirectory(
            atPath: parent,
            withIntermediateDirectories: true
        )
        try Data(bytes).write(to: URL(filePath: path))
    }

    /// Replaces a text in a file; the text must be there.
    package func edit(_ name: String, _ old: String, _ new: String) throws {
        let text = try read(name)
        guard text.contains(old) else { throw NoSuchText(file: name, text: old) }
        try write(name, text.replacing(old, with: new))
    }

    /// Adds keys to the pipeline `small`.
    package func add(_ keys: String) throws {
        try write("pipelines/small.yaml", read("pipelines/small.yaml") + keys)
    }

    package func read(_ name: String) throws -> String {
        String(decoding: try readFile(path(name)), as: UTF8.self)
    }

    package func exists(_ name: String) -> Bool {
        FileManager.default.fileExists(atPath: path(name))
    }

    package func remove(_ name: String) throws {
        try FileManager.default.removeItem(atPath: path(name))
    }

    /// Reads the configuration and the pipeline `small`; what is wrong is in the diagnostics.
    package func load() -> (Configuration, Pipeline?, [Diagnostic]) {
        let report = Report()
        let configuration = Configuration.read(in: root, report)
        let pipeline = Pipeline.read("pipelines/small.yaml", in: root, configuration, report)
        return (configuration, pipeline, report.diagnostics)
    }

    /// Runs the pipeline `small`.
    package func run(
        files: FileLayer = FileLayer(),
        _ change: (inout RunOptions) -> Void = { _ in }
    ) throws -> RunOutcome {
        var options = RunOptions(root: root)
        change(&options)
        return try PipelineRun("pipelines/small.yaml", options, files: files).run()
    }

    /// What a run that must fail is told, all errors rendered.
    package func failure() -> String {
        do {
            _ = try run()
            return "(the run succeeded)"
        } catch {
            return errorTexts(error).joined(separator: "\n\n")
        }
    }

    /// The rows of a published table that begin with a text, from the latest version.
    package func published(_ table: String, _ start: String) throws -> [String] {
        try read("data-clean/small/latest/\(table).csv").split(separator: "\n").map(String.init)
            .filter { $0.hasPrefix(start) }
    }
}

package struct NoSuchText: Error {
    package let file: String
    package let text: String
}

extension TestProject {
    /// The header of the bulk Census Profile of 2021, as published.
    package static let header2021 =
        "CENSUS_YEAR,DGUID,ALT_GEO_CODE,GEO_LEVEL,GEO_NAME,TNR_SF,TNR_LF,DATA_QUALITY_FLAG,"
        + "CHARACTERISTIC_ID,CHARACTERISTIC_NAME,CHARACTERISTIC_NOTE,C1_COUNT_TOTAL,SYMBOL,"
        + "C2_COUNT_MEN+,SYMBOL,C3_COUNT_WOMEN+,SYMBOL,C10_RATE_TOTAL,SYMBOL,C11_RATE_MEN+,"
        + "SYMBOL,C12_RATE_WOMEN+,SYMBOL"

    /// The header of a bulk Census Profile of 2016 of census subdivisions, as published.
    package static let header2016 =
        "\"CENSUS_YEAR\",\"GEO_CODE (POR)\",\"GEO_LEVEL\",\"GEO_NAME\",\"GNR\",\"GNR_LF\","
        + "\"DATA_QUALITY_FLAG\",\"CSD_TYPE_NAME\",\"ALT_GEO_CODE\","
        + "\"DIM: Profile of Census Subdivisions (2247)\","
        + "\"Member ID: Profile of Census Subdivisions (2247)\","
        + "\"Notes: Profile of Census Subdivisions (2247)\","
        + "\"Dim: Sex (3): Member ID: [1]: Total - Sex\",\"Dim: Sex (3): Member ID: [2]: Male\","
        + "\"Dim: Sex (3): Member ID: [3]: Female\""

    /// A geography of the 2016 file: population, total, immigrants, median income, zero row.
    package static func block2016(_ code: String, _ name: String, _ figures: [String]) -> String {
        let labels = [
            "Population, 2016", "Total - Immigrant status", "Immigrants", "Median income ($)",
            "In low income",
        ]
        return zip(labels, figures).enumerated().map { index, row in
            "2016,\"\(code)\",\"1\",\"\(name)\",3.5,6.4,\"00101\",\"CY\",\"\(code)\",\"\(row.0)\","
                + "\(index + 1),,\(row.1)\r\n"
        }.joined()
    }

    /// A geography of the 2021 file; a figure is `value,"symbol"` three times.
    package static func block2021(_ code: String, _ name: String, _ figures: [String]) -> String {
        let labels = [
            "Population, 2021", "Total - Immigrant status", "  Immigrants", "Median income ($)",
            "In low income",
        ]
        return zip(labels, figures).enumerated().map { index, row in
            "2021,\"2021A0005\(code)\",\"\(code)\",\"Census subdivision\",\"\(name)\",3.1,4.3,"
                + "\"00000\",\(index + 1),\"\(row.0)\",,\(row.1),,\"...\",,\"...\",,\"...\"\r\n"
        }.joined()
    }

    /// All files of the project, by path.
    package static let files: [String: String] = {
        var files = labelFiles
        for (year, population) in [
            ("2006", "Population in 2006"), ("2016", "Population, 2016"),
            ("2021", "Population, 2021"),
        ] {
            files["config/characteristics/list-\(year).csv"] = """
                id,depth,label
                1,0,"\(population)"
                2,0,Total - Immigrant status
                3,1,Immigrants
                4,0,Median income ($)
                5,0,In low income

                """
            files["config/characteristics/list-\(year).yaml"] = """
                id: list-\(year)
                period: "\(year)"
                vintage: "\(year)"
                rows: 5
                title: { en: "List", fr: "Liste" }
                totals: { persons: "1" }
                unrounded: ["1"]
                zero-means-not-applicable:
                  - { ids: ["5"], provinces: ["61"], reason: not-applied }

                """
        }
        files["config/indicators/immigration.yaml"] = indicatorFile
        files["config/places/territory.yaml"] = place("territory", "territory", ["PR 61"])
        files["config/places/town.yaml"] = place("town", "community", ["CSD 6106023"])
        files["config/places/village.yaml"] = place("village", "community", ["CSD 6106021"])
        files["config/places/both.yaml"] = place("both", "lip", ["CSD 6106021", "CSD 6106023"])
        files["config/places/hamlet.yaml"] =
            place("hamlet", "lip", ["CSD 6106021"]).replacing("confirmed", with: "candidate")
        files["config/sources/tidy-2006.yaml"] = source(
            "tidy-2006",
            "2006",
            "tidy",
            "raw/2006.csv",
            "labels: raw/labels.csv\n"
        )
        files["config/sources/profile-2016.yaml"] = source(
            "profile-2016",
            "2016",
            "census-profile-2016",
            "raw/2016.csv",
            "level: CSD\n"
        )
        files["config/sources/profile-2021.yaml"] = source(
            "profile-2021",
            "2021",
            "census-profile-2021",
            "raw/2021.csv",
            ""
        )
        files["raw/labels.csv"] = files["config/characteristics/list-2006.csv"]?
            .replacing("id,depth,label", with: "characteristic,depth,label")
        files["raw/2006.csv"] = """
            period,level,code,vintage,characteristic,column,value,symbol
            2006,CSD,6106023,2006,@name,total,Town,
            2006,CSD,6106023,2006,1,total,18700,
            2006,CSD,6106023,2006,2,total,18510,
            2006,CSD,6106023,2006,3,total,2070,
            2006,CSD,6106023,2006,3,men,1000,
            2006,CSD,6106023,2006,3,women,1065,
            2006,CSD,6106023,2006,4,total,42100,
            2006,CSD,6106021,2006,1,total,3648,
            2006,CSD,6106021,2006,2,total,3600,
            2006,CSD,6106021,2006,3,total,,x
            2006,CSD,6106021,2006,4,total,,x

            """
        files["raw/2016.csv"] =
            "\u{FEFF}" + header2016 + "\r\n"
            + block2016(
                "6106021",
                "Village",
                ["3528,...,...", "3500,1750,1750", "x,x,x", "38000,...,...", "0,0,0"]
            )
            + block2016(
                "6106023",
                "Town",
                ["19569,...,...", "19400,9700,9700", "2870,1435,1430", "51000,...,...", "0,0,0"]
            )
        files["raw/2021.csv"] =
            header2021 + "\r\n"
            + block2021(
                "6106021",
                "Village",
                [
                    "3600,\"\",,\"...\",,\"...\"", "3550,\"\",1775,\"\",1775,\"\"",
                    "250,\"\",125,\"\",130,\"\"", "40000,\"\",,\"...\",,\"...\"",
                    "0,\"\",0,\"\",0,\"\"",
                ]
            )
            + block2021(
                "6106023",
                "Town",
                [
                    "20340,\"\",,\"...\",,\"...\"", "20000,\"\",10000,\"\",10000,\"\"",
                    "3500,\"E\",1750,\"\",1755,\"\"", "56000,\"\",,\"...\",,\"...\"",
                    "0,\"\",0,\"\",0,\"\"",
                ]
            )
        files["pipelines/small.yaml"] = """
            dataset: small
            title: { en: "Small", fr: "Petit" }
            description: { en: "A synthetic dataset.", fr: "Un jeu de données synthétique." }
            places: { collections: [north] }
            partitions:
              - { id: census-2006, period: "2006", sources: [tidy-2006] }
              - { id: census-2016, period: "2016", sources: [profile-2016] }
              - { id: census-2021, period: "2021", sources: [profile-2021] }

            """
        return files
    }()

    /// A pipeline file of some of the partitions.
    package static func pipeline(_ years: [String]) -> String {
        let sources = ["2006": "tidy-2006", "2016": "profile-2016", "2021": "profile-2021"]
        let lines = (files["pipelines/small.yaml"] ?? "").split(separator: "\n").prefix(5)
        let partitions = years.map { year in
            "  - { id: census-\(year), period: \"\(year)\", sources: [\(sources[year] ?? "")] }"
        }
        return (lines.map(String.init) + partitions).joined(separator: "\n") + "\n"
    }

    /// A place file with the same members in every census.
    package static func place(_ id: String, _ kind: String, _ members: [String]) -> String {
        let list = members.map { member in
            let parts = member.split(separator: " ")
            return "      - { level: \(parts[0]), code: \"\(parts[1])\", name: \(id) }\n"
        }.joined()
        let recipes = ["2006", "2016", "2021"].map { year in
            "  \"\(year)\":\n    status: verified\n    source: a test\n    members:\n\(list)"
        }.joined()
        return """
            id: \(id)
            kind: \(kind)
            status: confirmed
            collection: north
            names:
              - { en: \(id), fr: \(id) }
            recipes:
            \(recipes)
            """
    }

    private static func source(
        _ id: String,
        _ year: String,
        _ layout: String,
        _ path: String,
        _ more: String
    ) -> String {
        """
        id: \(id)
        publisher: A test
        title: { en: "Figures of \(year)", fr: "Chiffres de \(year)" }
        period: "\(year)"
        layout: \(layout)
        characteristics: list-\(year)
        licence: { name: None, url: "https://example.org/licence" }
        attribution: { en: "Synthetic.", fr: "Synthétique." }
        \(more)parts:
          - id: north
            path: \(path)
            covers: { level: PR, code: "61", by: CSD }

        """
    }

    private static let indicatorFile: String = {
        func periods(_ id: Int, _ label: (String) -> String) -> String {
            ["2006", "2016", "2021"].map { year in
                let mapped = "{ id: \"\(id)\", label: \"\(label(year))\" }"
                return "      \"\(year)\": { list-\(year): { total: \(mapped) } }\n"
            }.joined()
        }
        let compare = ["2006-2016", "2016-2021", "2006-2021"].map {
            "      \"\($0)\": { code: A }\n"
        }.joined()
        let status = ["2006", "2016", "2021"].map { year in
            """
                  "\(year)":
                    list-\(year):
                      total: { id: "2", label: "Total - Immigrant status" }
                      immigrant: { id: "3", label: "Immigrants" }

            """
        }.joined()
        return """
            tab: immigration
            indicators:
              - id: population
                kind: count
                unit: persons
                universe: everybody
                sample: short
                within: persons
                categories: [total]
                periods:
            \(periods(1) { $0 == "2006" ? "Population in 2006" : "Population, \($0)" })\
                comparability:
            \(compare)\
              - id: immigrant-status
                kind: count
                unit: persons
                universe: everybody
                sample: long
                within: persons
                genders: [total, men, women]
                categories: [total, immigrant]
                periods:
            \(status)\
                comparability:
            \(compare)\
              - id: immigrant-share
                kind: share
                unit: percent
                universe: everybody
                sample: long
                categories: [immigrant]
                from:
                  immigrant:
                    numerator: [immigrant-status/immigrant]
                    denominator: [immigrant-status/total]
                comparability:
            \(compare)\
              - id: median-income
                kind: median
                unit: dollars
                universe: everybody
                sample: long
                categories: [total]
                periods:
            \(periods(4) { _ in "Median income ($)" })\
                comparability:
            \(compare)\
              - id: low-income
                kind: count
                unit: persons
                universe: everybody
                sample: long
                within: persons
                categories: [total]
                periods:
            \(periods(5) { _ in "In low income" })\
                comparability:
            \(compare)
            """
    }()

    private static let labelFiles: [String: String] = {
        let ids: [Labels.Section: [String]] = [
            .tabs: ["immigration"],
            .indicators: [
                "population", "immigrant-status", "immigrant-share", "median-income",
                "low-income",
            ],
            .categories: ["total", "immigrant"], .groups: ["total"],
            .genders: ["total", "men", "women"], .units: ["persons", "percent", "dollars"],
            .universes: ["everybody"], .reasons: ["not-applied"], .notes: ["a-note"],
            .kinds: ["count"], .states: ValueState.allCases.map(\.rawValue),
            .levels: GeographyLevel.allCases.map(\.rawValue),
            .methods: Method.allCases.map(\.rawValue),
        ]
        var files: [String: String] = [:]
        for section in Labels.Section.allCases {
            files["config/labels/\(section.rawValue).yaml"] = (ids[section] ?? []).map { id in
                "\(id): { en: \"\(id)\", fr: \"\(id) (fr)\" }\n"
            }.joined()
        }
        return files
    }()
}
