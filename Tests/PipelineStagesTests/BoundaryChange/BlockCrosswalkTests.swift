import CSVKernel
import IndicatorModel
import PipelineStages
import TestSupport
import Testing

/// Block files are made up here: the real ones of 92-156 are not at hand.
///
/// Only the totals are those of the censuses.
@Suite struct BlockCrosswalkTests {
    @Test func `people go with the blocks they live in`() throws {
        let start = BlockCrosswalk(populations: ["10010001": 10, "10010002": 7, "10010003": 0])
        let links = [
            link("1001000801", "10010001", "10010008"), link("1001000901", "10010001", "10010009"),
            link("1001000902", "10010002", "10010009"), link("1001000903", "10010003", "10010009"),
        ]
        let next = try start.followed(
            by: links,
            populations: ["1001000801": 20, "1001000901": 10, "1001000902": 9]
        )
        #expect(
            next.parts.map(\.shown)
                == [
                    "10010001 10010008 7", "10010001 10010009 3", "10010002 10010009 7",
                    "10010003 10010009 0",
                ]
        )
    }

    @Test func `a line that stands twice counts once`() throws {
        let start = BlockCrosswalk(populations: ["10010001": 10])
        let links = [
            link("1001000801", "10010001", "10010008"), link("1001000801", "10010001", "10010008"),
            link("1001000901", "10010001", "10010009"),
        ]
        let next = try start.followed(
            by: links,
            populations: ["1001000801": 10, "1001000901": 10]
        )
        #expect(next.parts.map(\.people) == [5, 5])
    }

    @Test func `an inhabited area without a block is told`() throws {
        let start = BlockCrosswalk(populations: ["10010001": 10, "10010002": 0])
        let error = #expect(throws: Diagnostics.self) {
            try start.followed(by: [], populations: [:])
        }
        #expect(
            error?.all.map(\.rendered) == [
                """
                error[changes.no-block]: 10 people of `10010001` are in no block of the \
                correspondence file
                hint: give the file of the census that follows directly, for all of the country
                """
            ]
        )
    }

    /// Populations of Canada, censuses 2006 to 2021.
    static let totals = [31_612_897, 33_476_688, 35_151_728, 36_991_981]

    @Test(arguments: [1, 2, 3]) func `no person is lost from census to census`(
        _ seed: Int
    ) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let censuses = Self.totals.map { blocks(of: $0, &random) }
        for (index, total) in Self.totals.enumerated() {
            var way = BlockCrosswalk(populations: CorrespondenceReader.areas(censuses[index]))
            #expect(way.people == total)
            for (old, new) in zip(censuses.dropFirst(index), censuses.dropFirst(index + 1)) {
                way = try way.followed(by: links(old, new, &random), populations: new)
                #expect(way.people == total)
                let pairs = way.parts.map { [$0.from, $0.to] }
                #expect(Set(pairs).count == pairs.count)
            }
            let subdivisions = way.grouped(
                from: { String($0.prefix(6)) },
                to: { String($0.prefix(6)) }
            )
            #expect(subdivisions.people == total)
            let pair = try #require(PeriodPair(from: period("2006"), to: period("2021")))
            let rows = subdivisions.crosswalk(pair).rows
            for own in Dictionary(grouping: rows, by: \.from).values {
                #expect(own.reduce(0) { $0 + ($1.share?.people ?? 0) } == own[0].share?.of)
            }
        }
    }

    static let files: [(name: String, text: String)] = [
        ("2006", "10010008,10010001,1001000801,2\n10010009,10010001,1001000901,2\n"),
        (
            "2016",
            """
            DAUID2016/ADIDU2016,DAUID2011/ADIDU2011,DBUID2016/IDIDU2016,DA_rel_flag/AD_ind_rel
            10010008,10010001,10010008001,2
            10010009,10010001,10010009001,2

            """.replacing("0008001", with: "000801").replacing("0009001", with: "000901")
        ),
        (
            "2021",
            """
            DAUID2021_ADIDU2021,DADGUID2021_ADIDUGD2021,DAUID2016_ADIDU2016,\
            DADGUID2016_ADIDUGD2016,DBUID2021_IDIDU2021,DARELFLAG_ADINDREL
            10010008,2021S051210010008,10010001,2016S051210010001,1001000801,2
            10010009,2021S051210010009,10010001,2016S051210010001,1001000901,2

            """
        ),
        (
            "blocks of 2021",
            """
            DBUID2021_IDIDU2021,DBUID2016_IDIDU2016,DBRELFLAG_IDINDREL
            1001000801,1001000101,2
            1001000901,1001000102,2

            """
        ),
    ]

    @Test(arguments: files.indices) func `every edition says the same`(_ index: Int) throws {
        let links = try CorrespondenceReader.links(
            MemoryByteSource(Array(Self.files[index].text.utf8)),
            file: "file.csv"
        )
        #expect(
            links == [
                link("1001000801", "10010001", "10010008"),
                link("1001000901", "10010001", "10010009"),
            ]
        )
    }

    @Test func `lines that cannot be read are told`() throws {
        let error = #expect(throws: Diagnostics.self) {
            try CorrespondenceReader.links(
                MemoryByteSource(Array("10010008,10010001,1001000801,2\nx,y\n".utf8)),
                file: "file.csv"
            )
        }
        #expect(
            error?.all.map(\.rendered) == [
                """
                error[changes.bad-line]: expected codes of a block and of an area
                 --> file.csv:2:1
                """
            ]
        )
        let other = #expect(throws: Diagnostics.self) {
            try CorrespondenceReader.populations(
                MemoryByteSource(
                    Array("block,population\n1001000801,5\n1001000802,\n1001000801,6\n,7\n".utf8)
                ),
                file: "blocks.csv"
            )
        }
        #expect(
            other?.all.map(\.rendered) == [
                """
                error[changes.bad-line]: block `1001000801` stands twice
                 --> blocks.csv:4:1
                """,
                """
                error[changes.bad-line]: expected a block and its population
                 --> blocks.csv:5:1
                """,
            ]
        )
    }

    private func period(_ name: String) throws -> Period { try #require(Period(name)) }

    private func link(_ block: String, _ from: String, _ to: String) -> BlockCrosswalk.Link {
        BlockCrosswalk.Link(block: block, from: from, to: to)
    }

    /// Blocks of a country with so many people: 200 areas with 1 to 5 blocks.
    private func blocks(of total: Int, _ random: inout SeededGenerator) -> [String: Int] {
        var codes: [String] = []
        for area in 0..<200 {
            for block in 1...Int.random(in: 1...5, using: &random) {
                codes.append("\(10_010_000 + area * 7)0\(block)")
            }
        }
        let weights = codes.map { _ in Int.random(in: 0...900, using: &random) }
        return Dictionary(uniqueKeysWithValues: zip(codes, apportioned(total, by: weights)))
    }

    /// Each block of the later census in an area of the earlier, each area of which has one.
    private func links(
        _ old: [String: Int],
        _ new: [String: Int],
        _ random: inout SeededGenerator
    ) -> [BlockCrosswalk.Link] {
        let areas = CorrespondenceReader.areas(old).keys.sorted()
        let blocks = new.keys.sorted()
        var links = blocks.map { block in
            link(block, areas.randomElement(using: &random) ?? "", String(block.prefix(8)))
        }
        for (area, block) in zip(areas, blocks.shuffled(using: &random)) {
            links.append(link(block, area, String(block.prefix(8))))
        }
        return links + links.prefix(20)
    }
}

extension BlockCrosswalk.Part {
    fileprivate var shown: String { "\(from) \(to) \(people)" }
}
