import IndicatorModel
import PipelineConfig
import TestSupport
import Testing

/// Sources whose files print names, and the tables of names.
@Suite struct NamedReadingsTests {
    private static let source = """
        id: book
        publisher: A test
        title: { en: "Book", fr: "Classeur" }
        times: [year]
        layout: ircc-book
        characteristics: series
        by-name: { columns: [province, division, subdivision], synonyms: names, sheet: PR }
        licence: { name: None, url: "https://example.org/licence" }
        attribution: { en: "Synthetic.", fr: "Synthétique." }
        parts: [{ id: all, path: raw/book.xlsx }]

        """

    private static func project() throws -> TestProject {
        try TestProject([
            "config/sources/book.yaml": source,
            "config/characteristics/series.csv": "id,depth,label\n1,0,Total\n",
            "config/characteristics/series.yaml":
                "id: series\nseries: true\nvintage: \"2016\"\ntitle: { en: A, fr: B }\n",
            "config/geographies/2016.csv":
                "level,code,name\nCSD,6106021,Village\nCSD,6106023,Town\nPR,61,Territory\n",
            "config/synonyms/names.csv":
                "level,province,division,name,codes,note\n"
                + "CSD,Territory,Region 6,Both,6106021;6106023,a test\n",
        ])
    }

    @Test func `a source says what its columns are, and which names go before the census's`() throws
    {
        let (configuration, _, diagnostics) = try Self.project().load()
        #expect(diagnostics == [])
        let id = try #require(SourceID("book"))
        let names = try #require(configuration.sources[id]?.reading?.byName)
        #expect(names.columns == [.province, .division, .subdivision])
        #expect(names.sheet == "PR")
        #expect(names.hasHeader)
        #expect(!names.absentIsZero)
        #expect(configuration.synonyms["names"]?.map(\.codes) == [["6106021", "6106023"]])
    }

    private static let file = "config/sources/book.yaml"
    private static let table = "config/synonyms/names.csv"

    @Test(arguments: [
        (
            file, "division, subdivision]", "division, village]",
            "unknown column of labels `village`"
        ),
        (
            file, "columns: [province, division, subdivision]", "columns: []",
            "expected at least one column of labels, found an empty list"
        ),
        (
            file,
            "by-name: { columns: [province, division, subdivision], synonyms: names, sheet: PR }\n",
            "", "layout `ircc-book` needs `by-name`, which says what its columns of labels are"
        ),
        (
            file, "layout: ircc-book", "layout: tidy\nlabels: a.csv",
            "layout `tidy` prints codes: it has no `by-name`"
        ),
        (
            file, "layout: ircc-book", "layout: ircc-odp",
            "`sheet` stands with layout `ircc-book` only"
        ),
        (file, "sheet: PR", "header: false", "`header` stands with layout `ircc-odp` only"),
        (
            file,
            "layout: ircc-book\ncharacteristics: series\nby-name: { "
                + "columns: [province, division, subdivision], synonyms: names, sheet: PR }",
            "layout: ircc-adhoc\ncharacteristics: series\nby-name: { "
                + "columns: [province, division, subdivision], synonyms: names, absent: zero }",
            "`absent` stands with layout `ircc-odp` only"
        ),
        (file, "synonyms: names", "synonyms: name", "unknown table of config/synonyms `name`"),
        (
            file, "layout: ircc-book", "layout: ircc-book\ntable: { unit: Persons }",
            "`table` stands with layout `statcan-table` only"
        ),
        (
            table, "6106023,a test", "6106024,a test",
            "there is no `CSD 6106024` in the census of 2016, which `Both` of `Territory` is to be"
        ),
        (
            table, "level,province", "level,region",
            "expected the columns `level,province,division,name,codes,note`"
        ),
        (
            table, "CSD,Territory", "DA,Territory",
            "expected level `CD`, `CSD`, `CMA` or `CMAP`, found `DA`"
        ),
        (table, "6106021;6106023", "6106021;61", "`61` is not a code of level CSD"),
        (table, "6106021;6106023", "", "expected codes like `5915001;5915002`, each once"),
        (table, "a test", "", "a name and a note that gives its source are needed"),
        (
            table, ",a test", "",
            "expected 6 columns `level,province,division,name,codes,note`, found 5"
        ),
        (
            table, "a test\n", "a test\nCSD,Territory,Region 6,Both,6106021,again\n",
            "`Both` stands for the second time; the first is on line 2"
        ),
    ])
    func `a mistake is told`(
        _ file: String,
        _ text: String,
        _ other: String,
        _ message: String
    )
        throws
    {
        let project = try Self.project()
        try project.edit(file, text, other)
        #expect(project.load().2.map(\.message).contains(message))
    }

    @Test func `names can be matched only against a census whose names are known`() throws {
        let project = try Self.project()
        try project.remove("config/geographies/2016.csv")
        #expect(
            project.load().2.map(\.message)
                == ["there is no list of geographies of 2016 to match names against"]
        )
    }
}
