import IndicatorModel
import PipelineStages
import TestSupport
import Testing

/// Table 98-10-0002, relationships and members: small synthetic files in their forms.
@Suite struct CountsAndMembersTests {
    private static let header = """
        "REF_DATE","GEO","DGUID","Coordinate",\
        "Population and dwelling counts (13): Population, 2021 [1]","Symbols",\
        "Population and dwelling counts (13): Population, 2016 [2]","Symbols",\
        "Population and dwelling counts (13): Land area in square kilometres, 2021 [10]","Symbols"
        """
    private static let rows = [
        #""2021","Canada","2021A000011124","1","116",,"110",,"31.11","#,
        #""2021","Alberta","2021A000248","2","116",,"110",,"31.11","#,
        #""2021","Division No.  3","2021A00034803","3","116",,"110",,"31.11","#,
        #""2021","Peigan Timber Limit "B"","2021A00054803805","4","16",,"0","r","30.11","#,
        #""2021","Nanton","2021A00054803026","5","100",,"110","r,E","1","#,
        #""2021","Piikani ""147""","2021A00054803801","6",,"..",,"..","0.44","#,
    ]

    private static func table(_ rows: [String]) -> String {
        "\u{EF}\u{BB}\u{BF}" + ([header] + rows).joined(separator: "\n") + "\n\n"
    }

    @Test func `a name whose quotes are not doubled is read, and so are names where they are`()
        throws
    {
        let files = try SmallFiles()
        let result = try files.build(
            "2021",
            [(.counts, try files.write("98100002.csv", Self.table(Self.rows)))]
        )
        #expect(
            result.rows() == [
                "CAN,01,2021A000011124,Canada,Canada,,,31.11,116",
                "CD,4803,2021A00034803,Division No. 3,Division No. 3,,,31.11,116",
                "CSD,4803026,2021A00054803026,Nanton,Nanton,,,1,100",
                #"CSD,4803801,2021A00054803801,"Piikani ""147""","Piikani ""147""",,,0.44,"#,
                "CSD,4803805,2021A00054803805,\"Peigan Timber Limit \"\"B\"\"\","
                    + "\"Peigan Timber Limit \"\"B\"\"\",,,30.11,16",
                "PR,48,2021A000248,Alberta,Alberta,,,31.11,116",
            ]
        )
        #expect(
            result.lines == [
                "98100002.csv (UTF-8): 1 CAN, 1 PR, 1 CD, 3 CSD",
                "  1 CSD incompletely enumerated, without a count: 4803801 Piikani \"147\"",
                "2021: 1 CAN, 1 CD, 3 CSD, 1 PR", "2021: 116 persons in Canada",
                "2021: not known which CSD lie in which CMA and CA",
            ]
        )
    }

    @Test(arguments: [
        (
            #""16",,"0""#, #""17",,"0""#,
            "`CAN 01` Canada has 116 persons, its subdivisions together 117"
        ),
        (#"147""","#, #"147"""x,"#, "the line is no record of 10 fields in UTF-8"),
        (#""100",,"110","r,E""#, #""many",,"110","r,E""#, "`many` is no number"),
        (
            #""2021A00054803026""#, #""2021X00054803026""#,
            "is no identifier of a level that is known"
        ),
        (#",,"..",,"..""#, #",,"x",,"..""#, "has no count, and `x` for a reason"),
        ("Population, 2021 [1]", "Persons [1]", "a column is not there, or more than once"),
    ])
    func `a count that cannot be is an error`(
        _ old: String,
        _ new: String,
        _ message: String
    ) throws {
        let files = try SmallFiles()
        let text = Self.table(Self.rows).replacing(old, with: new)
        let told = files.errors("2021", [(.counts, try files.write("98100002.csv", text))])
        #expect(told.contains(message), "\(told)")
    }

    private static let cmas = SmallFiles.dbf(
        ["CMAUID", "CMAPUID", "DGUID", "DGUIDP", "CMANAME", "CMATYPE", "LANDAREA", "PRUID"],
        [
            [
                "840", "47840", "2021S0504840", "2021S050647840",
                "Lloydminster (Saskatchewan part / partie de la Saskatchewan)", "D", "18.5", "47",
            ],
            [
                "840", "48840", "2021S0504840", "2021S050648840",
                "Lloydminster (Alberta part / partie de l'Alberta)", "D", "23.9", "48",
            ],
        ]
    )
    private static let subdivisions = SmallFiles.dbf(
        ["CSDUID", "DGUID", "CSDNAME", "CSDTYPE", "LANDAREA", "PRUID"],
        [
            ["4717029", "2021A00054717029", "Lloydminster (Part)", "CY", "18.0578", "47"],
            ["4810039", "2021A00054810039", "Lloydminster (Part)", "CY", "23.9806", "48"],
            ["4810040", "2021A00054810040", "Elsewhere", "T", "1", "48"],
        ]
    )

    private static func tables(_ files: SmallFiles) throws -> [(GazetteerBuild.Kind, String)] {
        [
            (.boundaries, try files.write("lcsd.dbf", bytes: subdivisions)),
            (.boundaries, try files.write("lcma.dbf", bytes: cmas)),
        ]
    }

    @Test func `a list of members says which subdivisions lie in which part`() throws {
        let files = try SmallFiles()
        let members = try files.write("members.csv", "csd,cmap\n4717029,47840\n4810039,48840\n")
        let result = try files.build("2021", try Self.tables(files) + [(.members, members)])
        #expect(
            result.rows("CMA", "CMAP", "CSD") == [
                "CMA,840,2021S0504840,Lloydminster,Lloydminster,D,,42.4,",
                "CMAP,47840,2021S050647840,Lloydminster (Saskatchewan part),"
                    + "Lloydminster (partie de la Saskatchewan),D,,18.5,",
                "CMAP,48840,2021S050648840,Lloydminster (Alberta part),"
                    + "Lloydminster (partie de l'Alberta),D,,23.9,",
                "CSD,4717029,2021A00054717029,Lloydminster (Part),Lloydminster (Part),CY,"
                    + "CMA 840;CMAP 47840,18.0578,",
                "CSD,4810039,2021A00054810039,Lloydminster (Part),Lloydminster (Part),CY,"
                    + "CMA 840;CMAP 48840,23.9806,",
                "CSD,4810040,2021A00054810040,Elsewhere,Elsewhere,T,,1,",
            ]
        )
    }

    @Test(arguments: [
        ("csd,cmap\n4717029,48840\n", "`CSD 4717029` and `CMAP 48840` are in two provinces"),
        ("csd,cmap\n4717029,47999\n", "CSD 4717029 lies in CMAP 47999"),
        ("csd,cmap\n4717029,47840\n4717029,47840\n", "`CSD 4717029` stands twice"),
        ("csd,cma\n4717029,840\n", "no column `cmap`; found `csd` and `cma`"),
        ("csd,cmap\n471702,47840\n", "`471702` is not a code of level CSD, which has 7 digits"),
    ])
    func `members that cannot be are an error`(_ text: String, _ message: String) throws {
        let files = try SmallFiles()
        let members = try files.write("members.csv", text)
        let told = files.errors("2021", try Self.tables(files) + [(.members, members)])
        #expect(told.contains(message), "\(told)")
    }

    private static let relationships = """
        PRDGUID_PRIDUGD,CDDGUID_DRIDUGD,FEDDGUID_CEFIDUGD,CSDDGUID_SDRIDUGD,ERDGUID_REIDUGD,\
        CARDGUID_RARIDUGD,CCSDGUID_SRUIDUGD,DADGUID_ADIDUGD,DBDGUID_IDIDUGD,ADADGUID_ADAIDUGD,\
        DPLDGUID_LDIDUGD,CMAPDGUID_RMRPIDUGD,CMADGUID_RMRIDUGD,CTDGUID_SRIDUGD,\
        POPCTRPDGUID_CTRPOPPIDUGD,POPCTRDGUID_CTRPOPIDUGD
        2021A000247,2021A00034717,x,2021A00054717029,2021S05004760,x,x,2021S051247170001,x,x,,\
        2021S050647840,2021S0504840,x,x,2021S05101234
        2021A000248,2021A00034810,x,2021A00054810039,2021S05004860,x,x,2021S051248100001,x,x,\
        2021A0006480600,2021S050648840,2021S0504840,x,x,2021S05101234
        2021A000248,2021A00034810,x,2021A00054810040,2021S05004860,x,x,2021S051248100002,x,x,,,,,,

        """

    @Test func `relationships tell what lies in what, and what has no name is left out`() throws {
        let files = try SmallFiles()
        let path = try files.write("2021_98260004.csv", Self.relationships)
        let result = try files.build("2021", try Self.tables(files) + [(.relationships, path)])
        #expect(
            result.rows("CSD") == [
                "CSD,4717029,2021A00054717029,Lloydminster (Part),Lloydminster (Part),CY,"
                    + "CMA 840;CMAP 47840;ER 4760,18.0578,",
                "CSD,4810039,2021A00054810039,Lloydminster (Part),Lloydminster (Part),CY,"
                    + "CMA 840;CMAP 48840;ER 4860,23.9806,",
                "CSD,4810040,2021A00054810040,Elsewhere,Elsewhere,T,ER 4860,1,",
            ]
        )
        #expect(
            result.lines.filter { $0.contains("no name") } == [
                "2 CD have no name in any file, and are left out: 4717 and 4810",
                "1 DPL have no name in any file, and are left out: 480600",
                "2 ER have no name in any file, and are left out: 4760 and 4860",
                "1 POPCTR have no name in any file, and are left out: 1234",
                "2 PR have no name in any file, and are left out: 47 and 48",
            ]
        )
    }

    @Test(arguments: [
        (
            "2021A00054810040", "2021A00034810",
            "`2021A00034810` is no identifier of level CSD"
        ),
        (
            "2021A000248,2021A00034810,x,2021A00054810040",
            "2021A000248,2021A00034811,x,2021A00054810040",
            "`CSD 4810040` lies in `CD 4810` by its code, the line says `CD 4811`"
        ),
        ("CSDDGUID_SDRIDUGD", "X", "no column `CSDDGUID`"),
    ])
    func `identifiers in the wrong place are an error`(
        _ old: String,
        _ new: String,
        _ message: String
    ) throws {
        let files = try SmallFiles()
        let text = Self.relationships.replacing(old, with: new)
        let path = try files.write("2021_98260004.csv", text)
        let told = files.errors("2021", try Self.tables(files) + [(.relationships, path)])
        #expect(told.contains(message), "\(told)")
    }
}
