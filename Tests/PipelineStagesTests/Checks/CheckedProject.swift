import TestSupport

/// The synthetic project with one census, and something for every kind of check to look at.
enum CheckedProject {
    static let checks = """
        checks:
          - id: parts
            kind: parts-and-total
            severity: error
            title: { en: "Parts add up", fr: "Les parties s’additionnent" }
            within: rounding
          - id: genders
            kind: men-and-women
            severity: error
            title: { en: "Men and women add up", fr: "Hommes et femmes s’additionnent" }
            scope: { indicators: [immigrant-status] }
            within: rounding
          - id: parents
            kind: place-and-parent
            severity: error
            title: { en: "Parents hold their places", fr: "Les lieux tiennent dans les leurs" }
            scope: { indicators: [population] }
            within: rounding
          - id: percentages
            kind: range
            severity: error
            title: { en: "Rates are percentages", fr: "Les taux sont des pourcentages" }
            scope: { kinds: [rate, share] }
            range: { low: 0, high: 100 }
          - id: sources
            kind: published-and-sum
            severity: error
            title: { en: "Sources agree", fr: "Les sources concordent" }
            within: rounding
          - id: members
            kind: coverage
            severity: warning
            title: { en: "Members have figures", fr: "Les membres ont des chiffres" }
            scope: { indicators: [immigrant-status] }
            at-least: 0.9

        """

    /// The project; `edits` replace texts of files.
    static func make(_ edits: [(file: String, old: String, new: String)] = []) throws -> TestProject
    {
        let project = try TestProject(files)
        for edit in edits { try project.edit(edit.file, edit.old, edit.new) }
        return project
    }

    /// A category that town prints, and what becomes of it.
    static func town(_ old: String, _ new: String) -> (file: String, old: String, new: String) {
        ("raw/2016.csv", old, new)
    }

    private static let rows = [
        "Population, 2016", "Total - Immigrant status", "Immigrants", "Median income ($)",
        "In low income", "Non-immigrants", "Unemployment rate",
    ]

    private static func block(_ code: String, _ name: String, _ figures: [String]) -> String {
        zip(rows, figures).enumerated().map { index, row in
            "2016,\"\(code)\",\"1\",\"\(name)\",3.5,6.4,\"00101\",\"CY\",\"\(code)\",\"\(row.0)\","
                + "\(index + 1),,\(row.1)\r\n"
        }.joined()
    }

    private static let files: [String: String] = {
        var files = ["config/checks/all.yaml": checks]
        let list = rows.enumerated().map { "\($0 + 1),\(0),\"\($1)\"" }
        files["config/characteristics/list-2016.csv"] =
            (["id,depth,label"] + list).joined(separator: "\n") + "\n"
        files["raw/labels-2016.csv"] =
            (["characteristic,depth,label"] + list).joined(separator: "\n") + "\n"
        files["config/characteristics/list-2016.yaml"] =
            TestProject.files["config/characteristics/list-2016.yaml"]?
            .replacing("rows: 5", with: "rows: 7")
        files["raw/2016.csv"] =
            "\u{FEFF}" + TestProject.header2016 + "\r\n"
            + block(
                "6106021",
                "Village",
                [
                    "3528,...,...", "3500,1750,1750", "x,x,x", "38000,...,...", "0,0,0",
                    "3100,1550,1550", "10,11,9",
                ]
            )
            + block(
                "6106023",
                "Town",
                [
                    "19569,...,...", "19400,9700,9700", "2870,1435,1430", "51000,...,...", "0,0,0",
                    "16530,8265,8270", "7.5,8,7",
                ]
            )
        files["config/places/town.yaml"] =
            TestProject.place("town", "community", ["CSD 6106023"])
            .replacing("collection: north", with: "collection: north\nparent: territory")
        files["config/places/village.yaml"] =
            TestProject.place("village", "community", ["CSD 6106021"])
            .replacing("collection: north", with: "collection: north\nparent: territory")
        files["config/indicators/parts.yaml"] = indicators
        for (section, ids) in [
            ("indicators", ["immigrant-parts", "jobless-rate"]), ("categories", ["other"]),
        ] {
            files["config/labels/\(section).yaml"] =
                (TestProject.files["config/labels/\(section).yaml"] ?? "")
                + ids.map { "\($0): { en: \"\($0)\", fr: \"\($0) (fr)\" }\n" }.joined()
        }
        files["config/sources/areas-2016.yaml"] = areas
        files["raw/areas.csv"] = areaFigures
        files["pipelines/small.yaml"] = TestProject.pipeline(["2016"])
            .replacing("[profile-2016]", with: "[profile-2016, areas-2016]")
        return files
    }()

    private static let indicators = """
        tab: immigration
        indicators:
          - id: immigrant-parts
            kind: count
            unit: persons
            universe: everybody
            sample: long
            within: persons
            genders: [total, men, women]
            categories: [total, immigrant, other]
            adds-up: { total: [immigrant, other] }
            periods:
              "2016":
                list-2016:
                  total: { id: "2", label: "Total - Immigrant status" }
                  immigrant: { id: "3", label: "Immigrants" }
                  other: { id: "6", label: "Non-immigrants" }
          - id: jobless-rate
            kind: rate
            unit: percent
            universe: everybody
            sample: long
            categories: [total]
            periods:
              "2016": { list-2016: { total: { id: "7", label: "Unemployment rate" } } }

        """

    private static let areas = """
        id: areas-2016
        publisher: A test
        title: { en: "Areas", fr: "Aires" }
        period: "2016"
        layout: tidy
        characteristics: list-2016
        labels: raw/labels-2016.csv
        licence: { name: None, url: "https://example.org/licence" }
        attribution: { en: "Synthetic.", fr: "Synthétique." }
        parts:
          - id: town
            path: raw/areas.csv
            covers: { level: CSD, code: "6106023", by: DA }

        """

    private static let areaFigures = """
        period,level,code,vintage,characteristic,column,value,symbol
        2016,DA,61060001,2016,@name,total,61060001,
        2016,DA,61060001,2016,1,total,10000,
        2016,DA,61060001,2016,2,total,9900,
        2016,DA,61060001,2016,3,total,1470,
        2016,DA,61060002,2016,@name,total,61060002,
        2016,DA,61060002,2016,1,total,9569,
        2016,DA,61060002,2016,2,total,9500,
        2016,DA,61060002,2016,3,total,1405,

        """
}
