// size: texts are compared as they are shown
import DataStore
import IndicatorModel
import PipelineStages
import TestSupport
import Testing

/// A custom tabulation: figures of a place itself, with their own list, licence note and threshold.
@Suite struct PurchasedTableTests {
    private static let header =
        "period,level,code,vintage,characteristic,column,value,symbol\n"

    private static let source = """
        id: custom-2006
        publisher: Statistics Canada
        title: { en: "Custom tabulation", fr: "Totalisation personnalisée" }
        period: "2006"
        layout: tidy
        characteristics: custom-2006
        licence: { name: None, url: "https://example.org/licence" }
        licence-note:
          en: Synthetic. Bought by the LIP of both; aggregates may be published.
          fr: Synthétique. Acheté par le PLI; les agrégats peuvent être publiés.
        attribution: { en: "Synthetic.", fr: "Synthétique." }
        labels: raw/custom-labels.csv
        parts:
          - { id: both, path: raw/custom.csv }

        """

    /// The small project that knows the custom list; its source is not in the pipeline yet.
    private static func project(_ rows: [String], _ keys: String = "") throws -> TestProject {
        let project = try TestProject([
            "config/characteristics/custom-2006.csv":
                "id,depth,label\nall,0,Persons\nlow,0,Low income\nmedian,0,Median income\n",
            "config/characteristics/custom-2006.yaml": """
            id: custom-2006
            period: "2006"
            vintage: "2006"
            title: { en: "Custom tabulation", fr: "Totalisation personnalisée" }
            totals: { persons: all }

            """,
            "config/sources/custom-2006.yaml": source + keys,
            "raw/custom-labels.csv":
                "characteristic,label\nall,Persons\nlow,Low income\nmedian,Median income\n",
            "raw/custom.csv": header + rows.map { "\($0)\n" }.joined(),
        ])
        let file = "config/indicators/immigration.yaml"
        for (known, id, label) in [
            ("total: { id: \"1\", label: \"Population in 2006\" }", "all", "Persons"),
            ("total: { id: \"4\", label: \"Median income ($)\" }", "median", "Median income"),
            ("total: { id: \"5\", label: \"In low income\" }", "low", "Low income"),
        ] {
            let old = "\"2006\": { list-2006: { \(known) } }"
            let own = "custom-2006: { total: { id: \(id), label: \"\(label)\" } }"
            try project.edit(file, old, "\"2006\": { list-2006: { \(known) }, \(own) }")
        }
        return project
    }

    private static func add(_ project: TestProject) throws {
        try project.edit("pipelines/small.yaml", "[tidy-2006]", "[tidy-2006, custom-2006]")
    }

    private static let rows = [
        "2006,PLACE,both,2006,low,total,1235,", "2006,PLACE,both,2006,median,total,41250,",
    ]

    @Test func `a place that a table prints itself is one geography, medians too`() throws {
        let project = try Self.project(Self.rows)
        try Self.add(project)
        _ = try project.run()
        #expect(
            try project.published("observations/census-2006", "both,2006,low-income")
                + project.published("observations/census-2006", "both,2006,median-income") == [
                    "both,2006,low-income,total,total,total,1235,1231,1239,rounded,published,1,",
                    "both,2006,median-income,total,total,total,41250,,,observed,published,1,",
                ]
        )
        #expect(
            try project.published("lineage/census-2006", "both,2006,low-income") == [
                "both,2006,low-income,total,total,total,1,term,custom-2006,both,low,total,2,"
                    + "PLACE both,"
            ]
        )
        #expect(
            try project.published("members", "both,2006,PLACE") == [
                "both,2006,PLACE,both,both,2006,1,,verified,printed by source custom-2006,code,"
            ]
        )
    }

    @Test func `what an earlier source has stays its figure`() throws {
        let project = try Self.project(Self.rows + ["2006,PLACE,town,2006,all,total,1,"])
        try Self.add(project)
        _ = try project.run()
        #expect(
            try project.published("observations/census-2006", "town,2006,population").first
                == "town,2006,population,total,total,total,18700,18700,18700,observed,published,1,"
        )
    }

    @Test func `a place needs no recipe of the period`() throws {
        let project = try Self.project(Self.rows)
        try project.edit(
            "config/places/both.yaml",
            """
              "2006":
                status: verified
                source: a test
                members:
                  - { level: CSD, code: "6106021", name: both }
                  - { level: CSD, code: "6106023", name: both }

            """,
            "  \"2006\": { not-defined: \"a test\" }\n"
        )
        try Self.add(project)
        _ = try project.run()
        #expect(
            try project.published("observations/census-2006", "both,2006,").filter {
                !$0.contains(",not-available,")
            } == [
                "both,2006,low-income,total,total,total,1235,1231,1239,rounded,published,1,",
                "both,2006,median-income,total,total,total,41250,,,observed,published,1,",
            ]
        )
    }

    @Test func `a place that does not exist is told with the line and the likely one`() throws {
        let project = try Self.project(Self.rows + ["2006,PLACE,bothh,2006,low,total,5,"])
        try Self.add(project)
        #expect(
            project.failure() == """
                error[normalize.unknown-place]: there is no place `bothh`
                 --> custom.csv:4:1
                hint: did you mean `both`?
                """
        )
    }

    @Test func `figures in the place of none are a revision, which is told and permitted`() throws {
        let project = try Self.project(Self.rows)
        _ = try project.run()
        try Self.add(project)
        #expect(
            project.failure() == """
                error[publish.revision]: 2 published rows of `census-2006` would change: they had \
                no figure and get one
                  - both,2006,low-income,total,total,total,,,,not-available,none,,
                  + both,2006,low-income,total,total,total,1235,1231,1239,rounded,published,1,
                  - both,2006,median-income,total,total,total,,,,not-additive,none,0.5,
                  + both,2006,median-income,total,total,total,41250,,,observed,published,1,
                hint: nothing was published; if the change is right, run with \
                `--revise census-2006 --reason "..."`
                """
        )
        let id = try #require(PartitionID("census-2006"))
        _ = try project.run {
            $0.permit = RevisionPermit(partitions: [id], reason: "a purchased table")
        }
        let changes = try project.read("data-clean/small/latest/CHANGES.md")
        #expect(changes.contains("| census-2006 | revised: 2 rows changed |"))
        #expect(changes.contains("Reason: a purchased table"))
    }

    @Test func `the licence note is published in both languages`() throws {
        let project = try Self.project(Self.rows)
        try Self.add(project)
        _ = try project.run()
        let sources = try project.published("sources", "census-2006,custom-2006")
        #expect(
            sources.first?.hasSuffix(
                ",Synthetic. Bought by the LIP of both; aggregates may be published.,"
                    + "Synthétique. Acheté par le PLI; les agrégats peuvent être publiés."
            ) == true
        )
        let english = try project.read("data-clean/small/latest/README.md")
        #expect(
            english.contains(
                "## Licence notes\n\n- `custom-2006`: Synthetic. Bought by the LIP of both; "
                    + "aggregates may be published.\n\n## Sources\n"
            )
        )
        let french = try project.read("data-clean/small/latest/README.fr.md")
        #expect(
            french.contains(
                "## Notes sur les licences\n\n- `custom-2006` : Synthétique. Acheté par le PLI; les "
                    + "agrégats peuvent être publiés.\n\n## Sources\n"
            )
        )
    }

    @Test func `a version whose sources had no licence notes is taken up`() throws {
        let project = try Self.project(Self.rows)
        _ = try project.run()
        let file = "data-clean/small/versions/1/sources.csv"
        let old = try project.read(file).split(separator: "\n").map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).dropLast(2)
                .joined(separator: ",")
        }
        try project.write("old.csv", old.joined(separator: "\n") + "\n")
        try project.remove(file)
        try project.write(file, project.read("old.csv"))
        _ = try project.run {
            $0.period = Period("2021")
            $0.forces = true
        }
        let sources = try project.published("sources", "census-2016")
        #expect(sources.count == 1)
        #expect(sources[0].hasSuffix(",,,"))
    }

    // MARK: - Thresholds

    @Test func `counts below the threshold are withheld, and bounded by it`() throws {
        let rows = [
            "2006,PLACE,both,2006,all,total,9,", "2006,PLACE,both,2006,low,total,0,",
            "2006,PLACE,both,2006,median,total,7,", "2006,PLACE,village,2006,low,total,10,",
        ]
        let project = try Self.project(rows, "withhold-below: 10\n")
        try project.edit("pipelines/small.yaml", "[tidy-2006]", "[custom-2006]")
        _ = try project.run()
        let published = try project.published("observations/census-2006", "both,2006,")
            .filter { !$0.contains("not-available") }
        #expect(
            published == [
                "both,2006,low-income,total,total,total,,0,9,suppressed,none,0,",
                // A median is no count.
                "both,2006,median-income,total,total,total,7,,,observed,published,1,",
                "both,2006,population,total,total,total,,0,9,suppressed,none,0,",
            ]
        )
        #expect(
            try project.published("observations/census-2006", "village,2006,low-income") == [
                "village,2006,low-income,total,total,total,10,1,14,rounded,published,1,"
            ]
        )
    }

    @Test func `members below the threshold widen a sum by no more than it`() throws {
        let rows = [
            "2006,CSD,6106021,2006,low,total,4,", "2006,CSD,6106023,2006,low,total,120,",
        ]
        let project = try Self.project(rows, "withhold-below: 6\n")
        try project.edit("pipelines/small.yaml", "[tidy-2006]", "[custom-2006]")
        _ = try project.run()
        #expect(
            try project.published("observations/census-2006", "both,2006,low-income") == [
                "both,2006,low-income,total,total,total,120,116,129,partial,sum,0.5,"
            ]
        )
    }

    @Test(arguments: 1...12)
    func `the true sum lies within the bounds whatever is withheld`(_ threshold: Int) throws {
        var random = SeededGenerator(seed: UInt64(threshold))
        let counts = (0..<2).map { _ in Int.random(in: 0...15, using: &random) }
        let rows = zip(["6106021", "6106023"], counts).map { code, count in
            "2006,CSD,\(code),2006,low,total,\(count),"
        }
        let project = try Self.project(rows, "withhold-below: \(threshold)\n")
        try project.edit("pipelines/small.yaml", "[tidy-2006]", "[custom-2006]")
        _ = try project.run()
        let row = try project.published("observations/census-2006", "both,2006,low-income")
        let fields = try #require(row.first).split(
            separator: ",",
            omittingEmptySubsequences: false
        )
        let low = try #require(Double(fields[7]))
        let high = try #require(Double(fields[8]))
        #expect((low...high).contains(Double(counts.reduce(0, +))), "\(counts): \(row)")
        #expect(fields[6].isEmpty == counts.allSatisfy { $0 < threshold }, "\(counts): \(row)")
    }
}
