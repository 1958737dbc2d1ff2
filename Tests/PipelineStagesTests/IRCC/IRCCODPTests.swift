import IndicatorModel
import PipelineStages
import TestSupport
import Testing

@Suite struct IRCCODPTests {
    private static let places =
        "EN_YEAR\tEN_QUARTER\tEN_MONTH\tFR_ANNEÉ\tFR_TRIMESTRE\tFR_MOIS\tEN_PROVINCE_TERRITORY\t"
        + "FR_PROVINCE_TERRITOIRE\tEN_CENSUS_DIVISION\tFR_DIVISION_DE_RECENSEMENT\t"
        + "EN_CENSUS_SUBDIVISION\tFR_SUBDIVISION_DE_RECENSEMENT\tTotal\n"
    private static let columns: [LabelColumn] = [.province, .division, .subdivision]
    private static let january = "2024\tQ1\tJan\t2024\tT1\tjanv."
    private static let february = "2024\tQ1\tFeb\t2024\tT1\tfév."

    private static func row(
        _ month: String,
        _ division: String,
        _ name: String,
        _ figure: String
    )
        -> String
    {
        let isNorth = division.hasPrefix("Region")
        let province =
            isNorth
            ? "Northwest Territories\tTerritoires du Nord-Ouest" : "Manitoba\tManitoba"
        return "\(month)\t\(province)\t\(division)\t\(division)\t\(name)\t\(name)\t\(figure)\n"
    }

    private static let rows = [
        row(february, "Region 6", "Yellowknife", "1,205"),
        row(january, "Region 6", "Yellowknife", "--"),
        row(january, "Division No. 9", "Portage la Prairie", "10"),
        row(january, "Census division not stated", "Census subdivision not stated", "5"),
    ]

    @Test func `rows in any order go where their names are, and two of one name are one row`()
        throws
    {
        let file = NamedFile(.irccODP, Self.columns)
        let table = try file.read(Self.places + Self.rows.joined())
        #expect(
            file.lines(table) == [
                "CSD 4609024 + CSD 4609029 total 2024-01 = 10",
                "CSD 6106023 total 2024-01 = masked", "CSD 6106023 total 2024-02 = 1205",
            ]
        )
        #expect(table.rowsRead == 4)
    }

    @Test func `what has no row is 0 where the source says so, and every name there is known`()
        throws
    {
        let file = NamedFile(.irccODP, Self.columns, absentIsZero: true)
        let table = try file.read(Self.places + Self.rows.joined())
        #expect(
            file.lines(table) == [
                "CSD 4609024 + CSD 4609029 total 2024-01 = 10",
                "CSD 4609024 + CSD 4609029 total 2024-02 = 0",
                "CSD 4609030 total 2024-01 = 0", "CSD 4609030 total 2024-02 = 0",
                "CSD 6106021 total 2024-01 = 0", "CSD 6106021 total 2024-02 = 0",
                "CSD 6106023 total 2024-01 = masked", "CSD 6106023 total 2024-02 = 1205",
            ]
        )
    }

    @Test func `a division with a name that fits nothing has no zeros, nor one without rows`()
        throws
    {
        let file = NamedFile(.irccODP, Self.columns, absentIsZero: true)
        let unknown = Self.row(Self.january, "Region 6", "Nowhere", "5")
        let table = try file.read(Self.places + Self.rows[0] + unknown)
        // Nothing is said of 2024-01 of Yellowknife, and nothing of Manitoba.
        #expect(file.lines(table) == ["CSD 6106023 total 2024-02 = 1205"])
    }

    @Test func `categories are labels, and places and categories may stand together`() throws {
        var file = NamedFile(.irccODP, [.province, .category])
        file.labels = ["young": "0 to 14 years old", "old": "75 years old or more"]
        let header =
            "EN_YEAR\tEN_QUARTER\tEN_MONTH\tFR_ANNEÉ\tFR_TRIMESTRE\tFR_MOIS\t"
            + "EN_PROVINCE_TERRITORY\tFR_PROVINCE_TERRITOIRE\tEN_AGE\tFR_ÂGE\tTOTAL\r\n"
        let text =
            header + "\(Self.january)\tManitoba\tManitoba\t0 to 14 years old\t0 à 14 ans\t55\r\n"
            + "\(Self.january)\tManitoba\tManitoba\t75 years old or more\t75 ans ou plus\t--\r\n"
        #expect(
            file.lines(try file.read(text)) == [
                "PR 46 old 2024-01 = masked", "PR 46 young 2024-01 = 55",
            ]
        )
        let renamed = text.replacing("75 years old or more", with: "75 years old and over")
        #expect(
            file.error(renamed)
                == "1 extract.label-differs: no row is of `75 years old or more`, which the "
                + "mapping expects as characteristic `old`"
        )
    }

    @Test func `a file without a header is read when the source says that it has none`() throws {
        var file = NamedFile(.irccODP, Self.columns)
        file.names = NamedReading(columns: Self.columns, hasHeader: false)
        #expect(file.lines(try file.read(Self.rows.joined())).count == 3)
        #expect(file.error(Self.places + Self.rows[0]).hasPrefix("1 extract.wrong-period: "))
    }

    @Test(arguments: [
        (
            "two rows of one place and month", rows[0] + rows[0],
            "3 extract.duplicate-row: `2024-02, Northwest Territories, Region 6, Yellowknife` "
                + "has a "
                + "second row"
        ),
        (
            "a count that was not rounded", rows[0].replacing("1,205", with: "1,204"),
            "2 extract.unknown-symbol: `1,204` is no multiple of 5, which all counts of the "
                + "file are"
        ),
        (
            "a text for a count", rows[0].replacing("1,205", with: "n/a"),
            "2 extract.unknown-symbol: `n/a` is neither a count nor `--`"
        ),
        (
            "a field lost", rows[0].replacing("\t1,205", with: ""),
            "2 extract.short-row: the row has 12 fields, expected 13"
        ),
        (
            "a month of another quarter", rows[0].replacing("Q1", with: "Q2"),
            "2 extract.wrong-period: `2024, Q2, Feb, 2024, T1, fév.` is no year, quarter and month "
                + "in English and the same in French"
        ),
        (
            "a French month of another name", rows[0].replacing("fév.", with: "mars"),
            "2 extract.wrong-period: `2024, Q1, Feb, 2024, T1, mars` is no year, quarter and month "
                + "in English and the same in French"
        ),
        (
            "a year that differs in French", rows[0].replacing("\t2024\tT1", with: "\t2023\tT1"),
            "2 extract.wrong-period: `2024, Q1, Feb, 2023, T1, fév.` is no year, quarter and month "
                + "in English and the same in French"
        ),
        (
            "a label in one language only",
            rows[0] + rows[1].replacing("Yellowknife\tY", with: "Yellowknife\tX"),
            "3 extract.two-labels: `Yellowknife` is `Xellowknife` in French here, and "
                + "`Yellowknife` "
                + "above"
        ),
        (
            "a label lost", rows[0].replacing("Yellowknife\tYellowknife", with: "\tYellowknife"),
            "2 extract.no-label: label 3 of the row is empty"
        ),
        (
            "a quoted field", rows[0].replacing("Yellowknife\tY", with: "\"Yellowknife\"\tY"),
            "2 extract.quoted: a field is quoted, and these files are not: another program saved it"
        ),
        ("no rows", "", "1 extract.empty-file: the file has no rows"),
    ])
    func `a line that is not IRCC's is an error`(_ what: String, _ rows: String, _ error: String) {
        #expect(NamedFile(.irccODP, Self.columns).error(Self.places + rows) == error)
    }

    @Test(arguments: [
        (
            "EN_CENSUS_DIVISION", "EN_AGE",
            "1 extract.missing-column: column 9 is `EN_AGE`, expected the English label of "
                + "`division`"
        ),
        ("FR_MOIS", "MOIS", "1 extract.missing-column: column 6 is `MOIS`, expected `FR_MOIS`"),
        (
            "\tTotal", "",
            "1 extract.missing-column: column 12 is `FR_SUBDIVISION_DE_RECENSEMENT`, "
                + "expected `TOTAL` as the last of 13 columns"
        ),
        (
            "Total", "Total\tNote",
            "1 extract.missing-column: column 13 is `Total`, expected `TOTAL` as the last of 13 "
                + "columns"
        ),
    ])
    func `a header that is not as declared is an error`(
        _ part: String,
        _ other: String,
        _ error: String
    ) {
        let text = Self.places.replacing(part, with: other) + Self.rows[0]
        #expect(NamedFile(.irccODP, Self.columns).error(text) == error)
    }
}

@Suite struct IRCCAdHocTests {
    private static let header = "persons_count,landing_year,census_metropolitan_area_eng_desc\r\n"

    @Test func `the figure stands first, and a byte order mark does not matter`() throws {
        var file = NamedFile(.irccAdHoc, [.metropolitanArea])
        file.times = ["2015", "2016"]
        let text =
            "\u{FEFF}" + Self.header
            + "1040,2015,Winnipeg\r\n--,2015,Yellowknife\r\n5,2016,Winnipeg\r\n"
        #expect(
            file.lines(try file.read(text)) == [
                "CMA 602 total 2015 = 1040", "CMA 602 total 2016 = 5",
                "CMA 995 total 2015 = masked",
            ]
        )
    }

    @Test(arguments: [
        (
            "10,2015,Winnipeg\n10,2015,Winnipeg\n",
            "3 extract.duplicate-row: `2015, Winnipeg` has a second row"
        ),
        (
            "11,2015,Winnipeg\n",
            "2 extract.unknown-symbol: `11` is neither a count rounded to 5 nor `--`"
        ),
        ("10,15,Winnipeg\n", "2 extract.wrong-period: `15` is no year"),
        ("10,2015\n", "2 extract.short-row: the row has 2 fields, expected 3"),
        ("", "1 extract.empty-file: the file has no rows"),
    ])
    func `a line that is not IRCC's is an error`(_ rows: String, _ error: String) {
        #expect(NamedFile(.irccAdHoc, [.metropolitanArea]).error(Self.header + rows) == error)
    }

    @Test func `another header is an error`() {
        let error = NamedFile(.irccAdHoc, [.metropolitanArea]).error("landing_year,count,a_desc\n")
        #expect(
            error == "1 extract.missing-column: expected the columns `persons_count` or "
                + "`permit_holders`, a `..._year` and 1 label `..._desc`; found `landing_year`, "
                + "`count` and `a_desc`"
        )
    }
}

/// IRCC's files as published.
@Suite(.enabled(if: RealFiles.areAtHand, Comment(rawValue: RealFiles.comment)))
struct RealODPTests {
    @Test(arguments: [
        ("ODP-PR-AgeGroup.csv", [LabelColumn.province, .category], "0 to 14 years old", 9_148),
        ("ODP-PR-Gender.csv", [.province, .category], "Female", 3_724),
        ("ODP-PR-Citz.csv", [.category], "Afghanistan", 22_202),
        ("ODP-PR-Citz_2024.csv", [.category], "Afghanistan", 19_035),
        ("ODP-TR-Study-IS_CITZ.csv", [.category], "Afghanistan", 19_144),
        ("ODP-WP-PGWP-Province-CMA.csv", [.province, .metropolitanArea], "Total", 15_634),
    ])
    func `every file at hand is read whole`(
        _ name: String,
        _ columns: [LabelColumn],
        _ label: String,
        _ rows: Int
    ) throws {
        var file = NamedFile(.irccODP, columns)
        file.labels = ["one": label]
        let table = try file.read(at: RealFiles.path("ircc/\(name)"))
        #expect(table.rowsRead == rows)
        #expect(!file.lines(table).isEmpty)
    }

    @Test func `older files are read whole`() throws {
        var file = NamedFile(.irccAdHoc, [.metropolitanArea])
        file.names = NamedReading(columns: [.metropolitanArea], encoding: .windows1252)
        file.times = ["2015"]
        let table = try file.read(at: RealFiles.path("ircc/IRCC_AdhocSR_PR_0002_E.csv"))
        #expect(table.rowsRead == 2_749)
        #expect(file.lines(table).count == 2)
    }
}
