import IndicatorModel
import PipelineStages
import TestSupport
import Testing

/// Lists of small synthetic tables.
@Suite struct GazetteerBuildTests {
    private static let fields = [
        "CSDUID", "CSDNAME", "CSDTYPE", "PRUID", "PRNAME", "CDUID", "CDNAME", "CDTYPE", "ERUID",
        "ERNAME", "SACCODE", "SACTYPE", "CMAUID", "CMAPUID", "CMANAME", "CMATYPE",
    ]
    private static let rows = [
        [
            "2402015", "Grande-Rivière", "V", "24", "Quebec / Québec", "2402",
            "Le Rocher-Percé", "MRC", "2410", "Gaspésie--Îles-de-la-Madeleine", "998", "6", "",
            "", "", "",
        ],
        [
            "3553005", "Greater Sudbury / Grand Sudbury", "CV", "35", "Ontario", "3553",
            "Greater Sudbury / Grand Sudbury", "CDR", "3590", "Northeast / Nord-est", "580",
            "1", "580", "35580", "Greater Sudbury / Grand Sudbury", "B",
        ],
        [
            "5905030", "Kootenay Boundary B / Lower Columbia-Old-Glory", "RDA", "59",
            "British Columbia / Colombie-Britannique", "5905", "Kootenay Boundary", "RD",
            "5940", "Kootenay", "999", "7", "", "", "", "",
        ],
    ]

    private static func dbf(
        _ change: (inout [[String]]) -> Void = { _ in }
    ) -> [UInt8] {
        var rows = rows
        change(&rows)
        return SmallFiles.dbf(fields, rows)
    }

    private static let structure = """
        Level,Hierarchical structure,Code,Class title
        1,Geographical region of Canada,2,Quebec
        2,Province and territory,24,Quebec
        3,Census division,2402,Le Rocher-Percé
        4,Census subdivision,2402015,Grande-Rivière
        2,Province and territory,35,Ontario
        3,Census division,3553,Greater Sudbury / Grand Sudbury
        4,Census subdivision,3553005,Greater Sudbury / Grand Sudbury
        2,Province and territory,59,British Columbia
        3,Census division,5905,Kootenay Boundary
        4,Census subdivision,5905030,Kootenay Boundary B / Lower Columbia-Old-Glory

        """

    private static let highlights = """
        "Geographic code","Geographic name, english","Geographic name, french",\
        "Geographic code, Census metropolitan area / census agglomeration","Population, 2016",\
        "Population, 2011","Land area in square kilometres, 2016"
        "2402015","Grande-Rivière","Grande-Rivière","",3456,3408,87.12
        "3553005","Greater Sudbury","Grand Sudbury","580",161531,160274,3228.35
        "5905030","Kootenay Boundary B / Lower Columbia-Old-Glory",\
        "Kootenay Boundary B / Lower Columbia-Old-Glory","",,1395,

        Note:
        "Population, 2011","T = adjusted, where needed"

        """

    private static func inputs(
        _ files: SmallFiles,
        dbf: [UInt8] = dbf(),
        structure: String = structure,
        counts: String = highlights
    ) throws -> [(GazetteerBuild.Kind, String)] {
        [
            (.counts, try files.write("T301EN.CSV", counts)),
            (.structure, try files.write("SGC.csv", structure)),
            (.boundaries, try files.write("lcsd000b16a_e.dbf", bytes: dbf)),
        ]
    }

    @Test func `tables of a census make one list, whatever the order they are named in`() throws {
        let files = try SmallFiles()
        let result = try files.build("2016", try Self.inputs(files))
        #expect(
            result.rows() == [
                "CAN,01,2016A000011124,Canada,Canada,,,,164987",
                "CD,2402,2016A00032402,Le Rocher-Percé,Le Rocher-Percé,MRC,ER 2410,87.12,3456",
                "CD,3553,2016A00033553,Greater Sudbury,Grand Sudbury,CDR,ER 3590,3228.35,161531",
                "CD,5905,2016A00035905,Kootenay Boundary,Kootenay Boundary,RD,ER 5940,,",
                "CMA,580,2016S0503580,Greater Sudbury,Grand Sudbury,B,PR 35,3228.35,161531",
                "CMAP,35580,,Greater Sudbury,Grand Sudbury,B,,3228.35,161531",
                "CSD,2402015,2016A00052402015,Grande-Rivière,Grande-Rivière,V,ER 2410,87.12,3456",
                "CSD,3553005,2016A00053553005,Greater Sudbury,Grand Sudbury,CV,"
                    + "CMA 580;CMAP 35580;ER 3590,3228.35,161531",
                "CSD,5905030,2016A00055905030,Kootenay Boundary B / Lower Columbia-Old-Glory,"
                    + "Kootenay Boundary B / Lower Columbia-Old-Glory,RDA,ER 5940,,",
                "ER,2410,2016S05002410,Gaspésie--Îles-de-la-Madeleine,"
                    + "Gaspésie--Îles-de-la-Madeleine,,,87.12,3456",
                "ER,3590,2016S05003590,Northeast,Nord-est,,,3228.35,161531",
                "ER,5940,2016S05005940,Kootenay,Kootenay,,,,",
                "PR,24,2016A000224,Quebec,Québec,,,87.12,3456",
                "PR,35,2016A000235,Ontario,Ontario,,,3228.35,161531",
                "PR,59,2016A000259,British Columbia,Colombie-Britannique,,,,",
            ]
        )
        #expect(
            result.lines == [
                "lcsd000b16a_e.dbf (Windows-1252): 3 PR, 3 CD, 3 CSD, 1 CMA, 1 CMAP, 3 ER",
                "SGC.csv (Windows-1252): 3 PR, 3 CD, 3 CSD", "T301EN.CSV (Windows-1252): 3 CSD",
                "  1 CSD incompletely enumerated, without a count: "
                    + "5905030 Kootenay Boundary B / Lower Columbia-Old-Glory",
                "2016: 1 CAN, 3 CD, 1 CMA, 1 CMAP, 3 CSD, 3 ER, 3 PR",
                "2016: 164,987 persons in Canada",
            ]
        )
    }

    @Test func `names that differ are noted, and the first file is believed`() throws {
        let files = try SmallFiles()
        let structure = Self.structure.replacing("2402015,Grande-Rivière", with: "2402015,Rivière")
        let result = try files.build("2016", try Self.inputs(files, structure: structure))
        #expect(
            result.lines.contains(
                "`lcsd000b16a_e.dbf` and `SGC.csv` have another name for 1 geography: "
                    + "CSD 2402015 `Grande-Rivière`, `Rivière`"
            ),
            "\(result.lines)"
        )
        #expect(result.rows("CSD").first?.contains("Grande-Rivière") == true)
    }

    @Test func `codes that another file has not are an error`() throws {
        let files = try SmallFiles()
        let structure = Self.structure.replacing(
            "4,Census subdivision,2402015,Grande-Rivière\n",
            with: ""
        )
        let told = files.errors("2016", try Self.inputs(files, structure: structure))
        #expect(
            told == """
                error[geographies.codes-differ]: `lcsd000b16a_e.dbf` has 1 CSD that `SGC.csv` has \
                not: 2402015
                hint: give files of one census, as they were published
                """
        )
    }

    @Test func `another CMA in another file is an error, also none`() throws {
        let files = try SmallFiles()
        let counts = Self.highlights.replacing("\"580\"", with: "\"\"")
        #expect(
            files.errors("2016", try Self.inputs(files, counts: counts)) == """
                error[geographies.parents-differ]: `lcsd000b16a_e.dbf` and `T301EN.CSV` say of \
                1 CSD that it lies in another CMA
                  CSD 3553005: CMA 580, nothing
                hint: give files of one census, as they were published
                """
        )
    }

    @Test func `a subdivision in another division than its code says is an error`() throws {
        let files = try SmallFiles()
        let dbf = Self.dbf { $0[1][5] = "3552" }
        #expect(
            files.errors("2016", try Self.inputs(files, dbf: dbf)) == """
                error[geographies.code-and-parent]: `CSD 3553005` lies in `CD 3553` by its code, \
                the line says `CD 3552`
                 --> lcsd000b16a_e.dbf:3:1
                hint: fetch the file again, or give the file that was meant
                """
        )
    }

    @Test func `a table that was saved again in UTF-8 is not read as if it were not`() throws {
        let files = try SmallFiles()
        let path = try files.write(
            "lcsd.dbf",
            bytes: SmallFiles.dbf(Self.fields, Self.rows) { Array($0.utf8) }
        )
        #expect(
            files.errors("2016", [(.boundaries, path)]) == """
                error[geographies.not-text]: record 1 reads `Quebec / QuÃ©bec`: the table is \
                UTF-8, not Windows-1252
                 --> lcsd.dbf:1:1
                hint: tell so: `lcsd.dbf:utf-8`
                """
        )
        let result = try files.build("2016", [(.boundaries, "\(path):UTF-8")])
        #expect(result.rows("CSD").first?.contains("Grande-Rivière") == true)
    }

    @Test func `rows behind the notes of a table of counts are not lost`() throws {
        let files = try SmallFiles()
        let counts = Self.highlights + "\"2402099\",\"Lost\",\"Lost\",\"\",1,1,1\n"
        let told = files.errors("2016", try Self.inputs(files, counts: counts))
        #expect(
            told == """
                error[geographies.split]: rows follow behind an empty line
                 --> T301EN.CSV:8:1
                hint: fetch the file again, or give the file that was meant
                """
        )
    }

    @Test func `identifiers of another census are an error`() throws {
        let files = try SmallFiles()
        let bytes = SmallFiles.dbf(
            ["CSDUID", "DGUID", "CSDNAME", "CSDTYPE", "LANDAREA", "PRUID"],
            [["4806016", "2021A00054806016", "Calgary", "CY", "820.6174", "48"]]
        )
        let path = try files.write("lcsd000b21a_e.dbf", bytes: bytes)
        #expect(
            files.errors("2016", [(.boundaries, path)]) == """
                error[geographies.other-vintage]: `lcsd000b21a_e.dbf` has identifiers of 2021, \
                not of 2016, such as `2021A00054806016`
                hint: give files of one census, as they were published
                """
        )
    }

    @Test func `another file is refused as each kind`() throws {
        let files = try SmallFiles()
        let path = try files.write("a.txt", "Some text, which is no table.\nAnd another line.\n")
        for kind in GazetteerBuild.Kind.allCases {
            #expect(files.errors("2016", [(kind, path)]).hasPrefix("error[geographies."))
        }
        #expect(files.errors("2016", [(.counts, "/nowhere/a.csv")]).contains("cannot open"))
    }
}
