import TestSupport
import Testing

@Suite struct LayoutTests {
    static let damages: [Damage] = [
        Damage(
            "a column that is missing",
            in: "raw/2016.csv",
            "\"GEO_NAME\"",
            becomes: "\"NAME\"",
            isTold: """
                error[extract.missing-column]: no column `GEO_NAME`; found `CENSUS_YEAR`, \
                `GEO_CODE (POR)`, `GEO_LEVEL`, `NAME`, `GNR`, `GNR_LF`, `DATA_QUALITY_FLAG`, \
                `CSD_TYPE_NAME`, `ALT_GEO_CODE`, `DIM: Profile of Census Subdivisions (2247)`, \
                `Member ID: Profile of Census Subdivisions (2247)`, `Notes: Profile of Census \
                Subdivisions (2247)`, `Dim: Sex (3): Member ID: [1]: Total - Sex`, `Dim: Sex (3): \
                Member ID: [2]: Male` and `Dim: Sex (3): Member ID: [3]: Female`
                 --> 2016.csv:1:1
                hint: fetch the file again, or correct its source in config/sources
                """
        ),
        Damage(
            "a column of figures that is missing",
            in: "raw/2016.csv",
            "\"Dim: Sex (3): Member ID: [2]: Male\"",
            becomes: "\"Male\"",
            isTold: """
                error[extract.missing-column]: no column `Dim: Sex (3): Member ID: [2]: ...`; \
                found `CENSUS_YEAR`, `GEO_CODE (POR)`, `GEO_LEVEL`, `GEO_NAME`, `GNR`, `GNR_LF`, \
                `DATA_QUALITY_FLAG`, `CSD_TYPE_NAME`, `ALT_GEO_CODE`, `DIM: Profile of Census \
                Subdivisions (2247)`, `Member ID: Profile of Census Subdivisions (2247)`, `Notes: \
                Profile of Census Subdivisions (2247)`, `Dim: Sex (3): Member ID: [1]: Total - \
                Sex`, `Male` and `Dim: Sex (3): Member ID: [3]: Female`
                 --> 2016.csv:1:1
                hint: fetch the file again, or correct its source in config/sources
                """
        ),
        Damage(
            "a symbol column that is missing",
            in: "raw/2021.csv",
            "C2_COUNT_MEN+,SYMBOL",
            becomes: "C2_COUNT_MEN+,FLAG",
            isTold: """
                error[extract.missing-column]: column `C2_COUNT_MEN+` is not followed by its \
                `SYMBOL`
                 --> 2021.csv:1:1
                hint: fetch the file again, or correct its source in config/sources
                """
        ),
        Damage(
            "a characteristic that was renamed",
            in: "raw/2016.csv",
            "\"Total - Immigrant status\"",
            becomes: "\"Total - Citizenship\"",
            isTold: """
                error[extract.label-differs]: characteristic `2` is `Total - Citizenship` here, \
                expected `Total - Immigrant status`
                 --> 2016.csv:3:1
                hint: the file numbers its characteristics otherwise: correct the mapping in \
                config/indicators, or `characteristics:` of source `profile-2016`
                """
        ),
        Damage(
            "a symbol that nobody knows, in the place of a figure",
            in: "raw/2016.csv",
            "2870,1435,1430",
            becomes: "2870,y,1430",
            isTold: """
                error[extract.unknown-symbol]: `y` is neither a number nor a symbol of the census
                 --> 2016.csv:9:1
                  |
                9 | \
                2016,"6106023","1","Town",3.5,6.4,"00101","CY","6106023","Immigrants",3,,2870,y,1430
                  | \
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                hint: fetch the file again, or correct its source in config/sources
                """
        ),
        Damage(
            "a symbol that nobody knows, beside a figure",
            in: "raw/2021.csv",
            "3500,\"E\"",
            becomes: "3500,\"Z\"",
            isTold: """
                error[extract.unknown-symbol]: `Z` is neither a number nor a symbol of the census
                 --> 2021.csv:9:1
                  |
                9 | 2021,"2021A00056106023","6106023","Census \
                subdivision","Town",3.1,4.3,"00000",3,"  \
                Immigrants",,3500,"Z",1750,"",1755,"",,"...",,"...",,"..."
                  | \
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                hint: fetch the file again, or correct its source in config/sources
                """
        ),
        Damage(
            "a figure with a space between thousands",
            in: "raw/2016.csv",
            "51000,...",
            becomes: "51 000,...",
            isTold: """
                error[extract.unknown-symbol]: `51 000` is neither a number nor a symbol of the \
                census
                 --> 2016.csv:10:1
                   |
                10 | 2016,"6106023","1","Town",3.5,6.4,"00101","CY","6106023","Median income \
                ($)",4,,51 000,...,...
                   | \
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\
                ^^^^^^^^^^^^
                hint: fetch the file again, or correct its source in config/sources
                """
        ),
        Damage(
            "a quote within a quoted field",
            in: "raw/2016.csv",
            "\"Town\",3.5,6.4,\"00101\",\"CY\",\"6106023\",\"Median",
            becomes: "\"Tow\"n\",3.5,6.4,\"00101\",\"CY\",\"6106023\",\"Median",
            isTold: """
                error[extract.text-after-quote]: text follows the closing quote of a field
                 --> 2016.csv:10:1
                hint: fetch the file again, or correct its source in config/sources
                """
        ),
        Damage(
            "a quote that never ends",
            in: "raw/2016.csv",
            "\"6106023\",\"In low income\"",
            becomes: "\"6106023\",\"In low income",
            isTold: """
                error[extract.unterminated-quote]: a quoted field that begins in this record never \
                ends
                 --> 2016.csv:11:1
                hint: fetch the file again, or correct its source in config/sources
                """
        ),
    ]

    @Test(arguments: damages)
    func `what is damaged is told, and nothing is published`(_ damage: Damage) async throws {
        try await damage.expectRefusal()
    }

    @Test func `bytes of Windows-1252 in a file that must be UTF-8 are refused`() async throws {
        let expected = """
            error[extract.not-utf8]: the line has bytes that are not UTF-8
             --> 2016.csv:7:1
            hint: the file was saved in another encoding: fetch the original
            """
        try await expectRefusal(expected) { project in
            let parts = try project.read("raw/2016.csv").split(separator: "\"Town\"", maxSplits: 1)
            let name = Array("\"Ville-Mari".utf8) + [0xE9, UInt8(ascii: "\"")]
            try project.write(
                "raw/2016.csv",
                bytes: Array(parts[0].utf8) + name + Array(parts[1].utf8)
            )
        }
    }

    @Test func `an empty file is refused`() async throws {
        let expected = """
            error[extract.empty-file]: the file has no header
             --> 2021.csv:1:1
            hint: fetch the file again, or correct its source in config/sources
            """
        try await expectRefusal(expected) { try $0.write("raw/2021.csv", "") }
    }

    @Test(arguments: ["2016", "2021"])
    func `a file with nothing below its header is refused`(_ year: String) async throws {
        let expected = """
            error[extract.empty-file]: the file has no rows
             --> \(year).csv:2:1
            hint: fetch the file again, or correct its source in config/sources
            """
        let header = year == "2016" ? TestProject.header2016 : TestProject.header2021
        try await expectRefusal(expected) { try $0.write("raw/\(year).csv", "\(header)\r\n") }
    }
}
