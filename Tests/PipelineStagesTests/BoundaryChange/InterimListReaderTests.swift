import CSVKernel
import IndicatorModel
import PipelineStages
import Testing

/// The lists are made up here, in the forms of their editions.
@Suite struct InterimListReaderTests {
    static let header2021 =
        "Gaining CSDuid ,Gaining CSDname ,Gaining CSDtype ,Gaining Change Code ,"
        + "Gaining Change Code Description,Losing CSDuid ,Losing CSDname ,Losing CSDtype ,"
        + "Losing Change Code ,Losing Change Code Description,Census Population Affected,"
        + "Effective Date,File Number"
    static let header2025 =
        "Gaining CSDuid,Gaining CSDname,Gaining CSDtype,Gaining CSD Change Code,"
        + "Gaining CSD Change Code Description,Losing CSDuid,Losing CSDname,Losing CSDtype,"
        + "Losing CSD Change Code,Losing CSD Change Code Description,Census Population Affected,"
        + "Total Private Dwellings Affected,"
        + "Private Dwellings Occupied by Usual Residents Affected,Effective Date,File Number"

    static let editions = [
        "Table 1,,,,,,,,,,,,\nChanges,,,,,,,,,,,,\n\(header2021)\nAlberta,,,,,,,,,,,,\n",
        "Table 1,,,\nChanges,,,\n2024 edition,,,\n\(header2021)\nAlberta\n",
    ]

    @Test(arguments: editions)
    func `title rows and headings are passed over`(_ head: String) throws {
        let changes = try read(
            head + "4811061,Edmonton,CY,5,Area gained,4811012,\"Leduc  County\",MD,6,Area lost,"
                + "542,01/01/2019,480001\n"
                + "4811061,Edmonton,CY,2,Name change,...,Edmonston,CY,...,...,...,03/04/2018\n"
                + "... not applicable,,,,,,,,,,,,\n\n"
        )
        #expect(
            changes.map(\.fields) == [
                [
                    "4811061", "Edmonton", "CY", "4811012", "Leduc County", "MD", "5", "6", "542",
                    "", "", "2019-01-01", "480001",
                ],
                [
                    "4811061", "Edmonton", "CY", "", "Edmonston", "CY", "2", "", "", "", "",
                    "2018-04-03", "",
                ],
            ]
        )
    }

    @Test func `the edition of 2025 counts dwellings, with decimals`() throws {
        let changes = try read(
            Self.header2025 + "\n1001219,Branch,T,10,Population gained,1001228,St. Bride's,T,11,"
                + "Population lost,46.0,17.0,16.0,02/01/2021,100011\n"
                + "1001219,Branch,T,8C,Area gained,1001228,St. Bride's,T,9C,Area lost,...,...,...,"
                + "02/01/2021,100012\n"
        )
        #expect(changes.map(\.people) == [46, nil])
        #expect(changes.map(\.dwellings) == [17, nil])
        #expect(changes.map(\.occupiedDwellings) == [16, nil])
        #expect(changes.map(\.change) == [.populationGainByCorrection, .areaGainByCorrection])
    }

    @Test func `a list is Windows-1252`() throws {
        var bytes = Array("\(Self.header2021)\n6103034,What".utf8)
        bytes.append(0xEC)
        bytes += Array(",CG,3,Type change,...,What,CC,...,...,...,01/01/2018,610001\n".utf8)
        #expect(try read(bytes).map(\.gaining.name) == ["Whatì"])
    }

    static let row = "4811061,A,CY,5,x,4811012,B,MD,6,x,542,01/01/2019,1"
    static let mistakes: [(old: String, new: String, code: String, message: String)] = [
        ("4811061", "481106", "bad-code", "`481106` is not the code of a subdivision"),
        ("4811012", "48 11 012", "bad-code", "`48 11 012` is not the code of a subdivision"),
        ("4811061,A", "...,A", "bad-code", "`` is not the code of a subdivision"),
        ("CY,5", "CY,12", "bad-change", "there is no change code `12`"),
        ("CY,5", "CY,", "bad-change", "the change has no code"),
        ("542", "542.5", "bad-count", "`542.5` is not a count of people or dwellings"),
        ("542", "-1", "bad-count", "`-1` is not a count of people or dwellings"),
        ("01/01/2019", "2019-01-01", "bad-date", "`2019-01-01` is not a day such as 31/12/2019"),
        ("01/01/2019", "12/31/2019", "bad-date", "`12/31/2019` is not a day such as 31/12/2019"),
    ]

    @Test(arguments: mistakes.indices)
    func `a line that cannot be read is told`(_ index: Int) throws {
        let mistake = Self.mistakes[index]
        let error = #expect(throws: Diagnostics.self) {
            try read(
                "\(Self.header2021)\n\(Self.row)\n"
                    + Self.row.replacing(mistake.old, with: mistake.new) + "\n"
            )
        }
        #expect(
            error?.all.map(\.rendered) == [
                "error[changes.\(mistake.code)]: \(mistake.message)\n --> list.csv:3:1"
            ]
        )
    }

    @Test func `all lines that cannot be read are told at once`() throws {
        let bad = Self.row.replacing("542", with: "many")
        let error = #expect(throws: Diagnostics.self) {
            try read("\(Self.header2021)\n\(bad)\n\(Self.row)\n\(bad)\n")
        }
        #expect(error?.all.map(\.span?.line) == [2, 4])
    }

    @Test func `another file is told`() throws {
        let none = #expect(throws: Diagnostic.self) { try read("level,code\nCSD,1001101\n") }
        #expect(
            none?.rendered
                == """
                error[changes.no-header]: no line begins with the column `Gaining CSDuid`
                 --> list.csv:1:1
                """
        )
        let short = #expect(throws: Diagnostic.self) {
            try read(Self.header2021.replacing("Losing CSDuid ,", with: "") + "\n")
        }
        #expect(
            short?.rendered
                == """
                error[changes.missing-column]: the header has no column `losing csduid`
                 --> list.csv:1:1
                """
        )
    }

    @Test func `an edition begins with the census before it`() throws {
        let editions = ["2021", "2024", "2025", "2016"]
        #expect(
            try editions.map { try BoundaryChangeFile.periods(of: $0).description }
                == ["2016-2021", "2021-2024", "2021-2025", "2011-2016"]
        )
        let error = #expect(throws: Diagnostic.self) { try BoundaryChangeFile.periods(of: "1991") }
        #expect(
            error?.rendered
                == """
                error[usage.bad-edition]: `1991` is not an edition of the interim list of changes
                hint: give its year, such as 2021 or 2025
                """
        )
    }

    private func read(_ text: String) throws -> [BoundaryChange] { try read(Array(text.utf8)) }

    private func read(_ bytes: [UInt8]) throws -> [BoundaryChange] {
        try InterimListReader.read(
            MemoryByteSource(bytes),
            file: "list.csv",
            periods: BoundaryChangeFile.periods(of: "2021")
        ).all
    }
}
