extension TestProject {
    /// The small project with a series of admissions by year, quarter and month of 2023 and 2024.
    ///
    /// None of its figures is real.
    package static func withSeries(_ files: [String: String] = [:]) throws -> TestProject {
        let project = try TestProject(seriesFiles.merging(files) { $1 })
        for (path, id) in [("indicators", "admissions"), ("universes", "admitted")] {
            let file = "config/labels/\(path).yaml"
            let line = "\(id): { en: \"\(id)\", fr: \"\(id) (fr)\" }\n"
            try project.write(file, project.read(file) + line)
        }
        let indicators = "config/indicators/immigration.yaml"
        try project.write(indicators, project.read(indicators) + admissions)
        try project.add(
            """
              - id: "admissions-{year}"
                years: 2023-2024
                recipes: "2016"
                restated: "its publisher restates its history"
                sources: [admissions]

            """
        )
        return project
    }

    /// Rows of the series, of 2023 and 2024.
    package static let seriesRows = """
        period,level,code,vintage,characteristic,column,value,symbol
        2023,CSD,6106023,2016,1,total,120,
        2023,CSD,6106021,2016,1,total,15,
        2024,CSD,6106023,2016,1,total,130,
        2024-Q1,CSD,6106023,2016,1,total,130,
        2024-01,CSD,6106023,2016,1,total,100,
        2024-02,CSD,6106023,2016,1,total,30,
        2024,CSD,6106021,2016,1,total,,--
        2024-Q1,CSD,6106021,2016,1,total,,--
        2024-01,CSD,6106021,2016,1,total,,--

        """

    private static let seriesFiles = [
        "config/characteristics/admissions.csv": "id,depth,label\n1,0,Admitted\n",
        "config/characteristics/admissions.yaml": """
        id: admissions
        series: true
        vintage: "2016"
        title: { en: "Admissions", fr: "Admissions" }
        rounding: nearest-5

        """,
        "config/sources/admissions.yaml": """
        id: admissions
        publisher: A test
        title: { en: "Admissions", fr: "Admissions" }
        times: [year, quarter, month]
        layout: tidy
        characteristics: admissions
        labels: raw/admissions-labels.csv
        licence: { name: None, url: "https://example.org/licence" }
        attribution: { en: "Synthetic.", fr: "Synthétique." }
        parts:
          - { id: north, path: raw/admissions.csv }

        """,
        "raw/admissions-labels.csv": "characteristic,depth,label\n1,0,Admitted\n",
        "raw/admissions.csv": seriesRows,
    ]

    private static let admissions = """

          - id: admissions
            kind: count
            unit: persons
            universe: admitted
            sample: short
            within: persons
            categories: [total]
            series:
              admissions: { total: { id: "1", label: "Admitted" } }
            series-comparability: { code: B, note: a-note }

        """
}
