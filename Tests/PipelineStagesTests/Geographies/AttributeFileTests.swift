import IndicatorModel
import PipelineStages
import TestSupport
import Testing

/// Attribute files of blocks: synthetic ones, because none of the real ones is small.
@Suite struct AttributeFileTests {
    /// A block, with the columns that the files of all years have.
    private struct Block {
        var code = "48060001001"
        var persons = "10"
        var area = "0.5"
        var province = ["48", "Alberta", "Alberta"]
        var division = ["4806", "Division No.  6", "CDR"]
        var subdivision = ["4806016", "Calgary", "CY"]
        var region = ["4830", "Calgary"]
        var place = ["", "", ""]
        var area3 = ["48825", "825", "Calgary", "B"]
        var centre = ["0115", "Calgary", "4"]
        var area8 = "48060001"

        func with(_ change: (inout Self) -> Void) -> Self {
            var copy = self
            change(&copy)
            return copy
        }
    }

    private static let town = Block().with {
        $0.subdivision = ["4806017", "Chestermere", "CY"]
        $0.centre = ["0000", "Rural area", "1"]
    }

    /// Two provinces, a border CMA, a place over two subdivisions, blocks that were not enumerated.
    private static let blocks = [
        Block(), Block().with { $0.persons = "7" },
        town.with {
            $0.persons = "100"
            $0.place = ["480500", "Chestermere Lake", "DPL"]
        },
        Block().with {
            $0.persons = "3"
            $0.place = ["480500", "Chestermere Lake", "DPL"]
        },
        // A reserve, of which no block has a count, and a hamlet of which one has.
        town.with {
            $0.subdivision = ["4806804", "Tsuu T'ina Nation 145", "IRI"]
            $0.persons = ""
        },
        town.with {
            $0.subdivision = ["4806018", "Half", "HAM"]
            $0.persons = ""
        },
        town.with {
            $0.subdivision = ["4806018", "Half", "HAM"]
            $0.persons = "5"
        },
        // Outside CMAs: the zone of influence stands where the CMA would.
        town.with {
            $0.subdivision = ["4806019", "\"Far\" Forêt", "SÉ"]
            $0.area3 = ["", "999", "", ""]
            $0.persons = "50"
        },
        Block().with {
            $0.province = ["24", "Quebec", "Québec"]
            $0.division = ["2481", "Gatineau", "TÉ"]
            $0.subdivision = ["2481017", "Gatineau", "V"]
            $0.region = ["2460", "Outaouais"]
            $0.area3 = [
                "24505", "505", "Ottawa - Gatineau (partie du Québec / Quebec part)", "B",
            ]
            $0.centre = ["0616", "Ottawa - Gatineau", "4"]
            $0.area8 = "24810001"
        },
        Block().with {
            $0.province = ["35", "Ontario", "Ontario"]
            $0.division = ["3506", "Ottawa", "CDR"]
            $0.subdivision = ["3506008", "Ottawa", "CV"]
            $0.region = ["3510", "Ottawa"]
            $0.area3 = [
                "35505", "505", "Ottawa - Gatineau (Ontario part / partie de l'Ontario)", "B",
            ]
            $0.centre = ["0616", "Ottawa - Gatineau", "4"]
            $0.area8 = "35060001"
        },
    ]

    private static func csv(_ header: String, _ fields: (Block) -> [String]) -> String {
        let rows = blocks.map { block in
            fields(block).map { text in
                text.contains("\"") ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
            }
            .joined(separator: ",")
        }
        return ([header] + rows).joined(separator: "\r\n") + "\r\n"
    }

    private static func fields2021(_ block: Block) -> [String] {
        block.province + block.division + block.subdivision + block.place + block.region
            + block.area3
            + [block.centre[0], block.centre[1], block.centre[2], block.area8, block.code]
            + [block.persons, block.area]
    }

    private static let header2021 = """
        PRUID_PRIDU,PRENAME_PRANOM,PRFNAME_PRFNOM,CDUID_DRIDU,CDNAME_DRNOM,CDTYPE_DRGENRE,\
        CSDUID_SDRIDU,CSDNAME_SDRNOM,CSDTYPE_SDRGENRE,DPLUID_LDIDU,DPLNAME_LDNOM,DPLTYPE_LDGENRE,\
        ERUID_REIDU,ERNAME_RENOM,CMAPUID_RMRPIDU,CMAUID_RMRIDU,CMANAME_RMRNOM,CMATYPE_RMRGENRE,\
        POPCTRRAUID_CTRPOPRRIDU,POPCTRRANAME_CTRPOPRRNOM,POPCTRRACLASS_CTRPOPRRCLASSE,DAUID_ADIDU,\
        DBUID_IDIDU,DBPOP2021_IDPOP2021,DBAREA2021_IDSUP2021
        """

    private static let header2016 = """
        PRuid/PRidu,PRename/PRanom,PRfname/PRfnom,CDuid/DRidu,CDname/DRnom,CDtype/DRgenre,\
        CSDuid/SDRidu,CSDname/SDRnom,CSDtype/SDRgenre,DPLuid/LDidu,DPLname/LDnom,DPLtype/LDgenre,\
        ERuid/REidu,ERname/REnom,CMAPuid/RMRPidu,CMAuid/RMRidu,CMAname/RMRnom,CMAtype/RMRgenre,\
        POPCTRRAuid/CTRPOPRRidu,POPCTRRAname/CTRPOPRRnom,POPCTRRAclass/CTRPOPRRclasse,DAuid/ADidu,\
        DBuid/IDidu, DBpop2016/IDpop2016,DBarea2016/IDsup2016
        """

    /// A line of the files of 2006 and 2011, each field where it begins.
    private static func fixed(_ block: Block) -> String {
        var line = Array(repeating: Character(" "), count: 941)
        let fields: [(Int, String)] =
            [
                (1, String(block.code.prefix(10))), (19, "1"), (27, "1"),
                (35, String(repeating: " ", count: 13 - block.area.count) + block.area),
                (49, block.area8), (111, block.province[0]),
                (113, "\(block.province[1]) / \(block.province[2])"), (168, block.province[1]),
                (198, block.province[2]), (338, block.region[0]), (342, block.region[1]),
                (427, block.division[0]), (431, block.division[1]), (471, block.division[2]),
                (474, block.subdivision[0]), (481, block.subdivision[1]),
                (536, block.subdivision[2]), (605, block.place[0]), (611, block.place[1]),
                (696, block.place[2]), (699, block.area3[0]), (704, block.area3[1]),
                (707, block.area3[2]), (807, block.area3[3]), (835, block.centre[0]),
                (839, block.centre[1]), (940, block.centre[2]),
            ]
        let persons = block.persons.isEmpty ? "." : block.persons
        for (start, text) in fields + [(19 - persons.count, persons)] {
            for (offset, character) in text.enumerated() { line[start - 1 + offset] = character }
        }
        return String(line)
    }

    private static let files: [(String, String, String)] = [
        ("2021", "2021_92-151_X.csv", csv(header2021, fields2021)),
        ("2016", "2016_92-151_XBB.csv", csv(header2016, fields2021)),
        ("2011", "2011_92-151_XBB.txt", blocks.map(fixed).joined(separator: "\r\n") + "\r\n"),
        ("2006", "2006_92-151_XBB.txt", blocks.map(fixed).joined(separator: "\n")),
    ]

    private static func expected(_ vintage: String) -> [String] {
        """
        CAN,01,VVVVA000011124,Canada,Canada,,,5,195
        CD,2481,VVVVA00032481,Gatineau,Gatineau,TÉ,ER 2460,0.5,10
        CD,3506,VVVVA00033506,Ottawa,Ottawa,CDR,ER 3510,0.5,10
        CD,4806,VVVVA00034806,Division No. 6,Division No. 6,CDR,ER 4830,4,175
        CMA,505,VVVVS0503505,Ottawa - Gatineau,Ottawa - Gatineau,B,,1,20
        CMA,825,VVVVS0503825,Calgary,Calgary,B,PR 48,3.5,125
        CMAP,24505,VVVVS050524505,Ottawa - Gatineau (Quebec part),\
        Ottawa - Gatineau (partie du Québec),B,,0.5,10
        CMAP,35505,VVVVS050535505,Ottawa - Gatineau (Ontario part),\
        Ottawa - Gatineau (partie de l'Ontario),B,,0.5,10
        CMAP,48825,,Calgary,Calgary,B,,3.5,125
        CSD,2481017,VVVVA00052481017,Gatineau,Gatineau,V,CMA 505;CMAP 24505;ER 2460,0.5,10
        CSD,3506008,VVVVA00053506008,Ottawa,Ottawa,CV,CMA 505;CMAP 35505;ER 3510,0.5,10
        CSD,4806016,VVVVA00054806016,Calgary,Calgary,CY,CMA 825;CMAP 48825;ER 4830,1.5,20
        CSD,4806017,VVVVA00054806017,Chestermere,Chestermere,CY,CMA 825;CMAP 48825;ER 4830,0.5,100
        CSD,4806018,VVVVA00054806018,Half,Half,HAM,CMA 825;CMAP 48825;ER 4830,1,5
        CSD,4806019,VVVVA00054806019,\"""Far\"" Forêt",\"""Far\"" Forêt",SÉ,ER 4830,0.5,50
        CSD,4806804,VVVVA00054806804,Tsuu T'ina Nation 145,Tsuu T'ina Nation 145,IRI,\
        CMA 825;CMAP 48825;ER 4830,0.5,
        DPL,480500,VVVVA0006480500,Chestermere Lake,Chestermere Lake,DPL,\
        CSD 4806016;CSD 4806017,1,103
        ER,2460,VVVVS05002460,Outaouais,Outaouais,,,0.5,10
        ER,3510,VVVVS05003510,Ottawa,Ottawa,,,0.5,10
        ER,4830,VVVVS05004830,Calgary,Calgary,,,4,175
        POPCTR,0115,VVVVS05100115,Calgary,Calgary,4,CMA 825;PR 48,1.5,20
        POPCTR,0616,VVVVS05100616,Ottawa - Gatineau,Ottawa - Gatineau,4,CMA 505,1,20
        PR,24,VVVVA000224,Quebec,Québec,,,0.5,10
        PR,35,VVVVA000235,Ontario,Ontario,,,0.5,10
        PR,48,VVVVA000248,Alberta,Alberta,,,4,175
        """
        .replacing("VVVV", with: vintage).split(separator: "\n").map { String($0) }
    }

    @Test(arguments: files)
    func `blocks add up to every level, in the files of all years`(
        _ vintage: String,
        _ name: String,
        _ text: String
    ) throws {
        let files = try SmallFiles()
        let result = try files.build(vintage, [(.attributes, try files.write(name, text))])
        #expect(result.rows() == Self.expected(vintage))
        #expect(
            result.lines == [
                "\(name) (Windows-1252): 3 PR, 3 CD, 7 CSD, 2 CMA, 3 CMAP, 1 DPL, 2 POPCTR, 3 ER",
                "  1 CSD incompletely enumerated, without a count: 4806804 Tsuu T'ina Nation 145",
                "  1 CSD incompletely enumerated in part, with the count of the rest: 4806018 Half",
                "\(vintage): 1 CAN, 3 CD, 2 CMA, 3 CMAP, 7 CSD, 1 DPL, 3 ER, 2 POPCTR, 3 PR",
                "\(vintage): 195 persons in Canada",
            ]
        )
    }

    @Test func `dissemination areas are listed when they are asked for`() throws {
        let files = try SmallFiles()
        let path = try files.write("a.csv", Self.files[0].2)
        let result = try files.build("2021", [(.attributes, path)], areas: true)
        #expect(
            result.rows("DA") == [
                "DA,24810001,2021S051224810001,24810001,24810001,,CSD 2481017,0.5,10",
                "DA,35060001,2021S051235060001,35060001,35060001,,CSD 3506008,0.5,10",
                "DA,48060001,2021S051248060001,48060001,48060001,,,4,175",
            ]
        )
    }

    @Test func `a file in its archive is read as one beside it`() throws {
        let files = try SmallFiles()
        var zip = ZIPWriter()
        zip.add("2021_92-151_X.csv", Self.files[0].2.unicodeScalars.map { UInt8($0.value) })
        zip.add("2021_92-151_MetaData.csv", "notes")
        let path = try files.write("2021_92-151_X.zip", bytes: zip.bytes)
        #expect(try files.build("2021", [(.attributes, path)]).rows() == Self.expected("2021"))
    }

    private static let mistakes: [(String, String, String)] = [
        (
            ",4806016,", ",4706016,",
            "`CSD 4706016` lies in `CD 4706` by its code, the line says `CD 4806`"
        ),
        (",10,0.5", ",ten,0.5", "`ten` is no count of persons"),
        (",10,0.5", ",10,-1", "`-1` is no area"),
        (",4806016,", ",480616,", "`480616` is not a code of level CSD, which has 7 digits"),
        (",10,0.5", ",10", "the record has 24 fields, the header 25"),
        (
            "DBUID_IDIDU", "DBX",
            "expected columns of a block: `DBUID`, `DBPOP` and `DBAREA`, each with the year or not"
        ),
        (
            "CSDUID_SDRIDU", "SDRIDU",
            "expected an attribute file: a header with `CSDUID`, or the ten digits of a block"
        ),
    ]

    @Test(arguments: mistakes)
    func `what cannot be right is told with its line`(
        _ old: String,
        _ new: String,
        _ message: String
    ) throws {
        let files = try SmallFiles()
        let path = try files.write("a.csv", Self.files[0].2.replacing(old, with: new))
        let told = files.errors("2021", [(.attributes, path)])
        let line = message.hasPrefix("expected") ? 1 : 2
        #expect(told.contains(message), "\(told)")
        #expect(told.contains("--> a.csv:\(line):1"), "\(told)")
    }
}
