import CSVKernel
import DataStore
import IndicatorModel
import PipelineConfig
import PipelineStages
import TestSupport
import Testing

/// The lists that come with the project, and what they are made of where it is at hand.
@Suite struct RealBoundaryChangesTests {
    static let configuration = Configuration.read(in: RealFiles.project, Report())
    static let crosswalk: Crosswalk? = pair("2016", "2021").flatMap(configuration.crosswalk)

    @Test func `the list explains every code that vanished and every new one`() throws {
        let (old, new, list) = try (codes("2016"), codes("2021"), list())
        let losing = Set(list.all.compactMap(\.losing.code))
        let gaining = Set(list.all.compactMap(\.gaining.code))
        #expect((old.count, new.count) == (5_162, 5_161))
        #expect(old.subtracting(new).count == 142)
        #expect(old.subtracting(new).intersection(losing).count == 142)
        #expect(new.subtracting(old).count == 141)
        #expect(new.subtracting(old).intersection(gaining).count == 141)
    }

    @Test func `the people of 2016 stay that many on the boundaries of 2021`() throws {
        let crosswalk = try #require(Self.crosswalk)
        #expect(crosswalk.people == 35_151_728)
        let (old, new) = try (codes("2016"), codes("2021"))
        #expect(Set(crosswalk.rows.map(\.from)) == old)
        #expect(Set(crosswalk.rows.map(\.to)) == new)
        for own in Dictionary(grouping: crosswalk.rows, by: \.from).values {
            let shares = own.compactMap(\.share)
            #expect(shares.count == own.count)
            #expect(Set(shares.map(\.of)).count == 1)
            #expect(shares.reduce(0) { $0 + $1.people } == shares[0].of)
        }
    }

    /// A gain that the list has, by codes, people and day.
    static let examples = [
        ("4811061", "4811012", 542, "2019-01-01"), ("4818015", "4818005", 3571, "2019-01-01"),
        ("4806012", "4806001", 135, "2017-07-01"),
    ]

    @Test(arguments: examples)
    func `examples are followed`(
        _ gaining: String,
        _ losing: String,
        _ people: Int,
        _ date: String
    ) throws {
        let row = try #require(
            Self.crosswalk?.rows.first { $0.from == losing && $0.to == gaining }
        )
        #expect(row.people == people)
        let list = try list()
        #expect(row.changes.map { list.all[$0].date } == [date])
    }

    @Test func `what cannot be followed is one correction that undoes another`() throws {
        #expect(
            Self.crosswalk?.problems.map(\.message)
                == Array(
                    repeating: "5917055 is not in the census of 2016, and no change before makes "
                        + "it",
                    count: 2
                )
        )
        let estimated = Self.crosswalk?.rows.filter(\.isApportioned).count
        #expect(estimated == 31)
    }

    @Test(.enabled(if: RealFiles.areAtHand, Comment(rawValue: RealFiles.comment)))
    func `lists are what the publisher's files say`() throws {
        for (file, edition) in [("il-2016-2021.csv", "2021"), ("il-2025.csv", "2025")] {
            let periods = try BoundaryChangeFile.periods(of: edition)
            let changes = try InterimListReader.read(
                FileByteSource(RealFiles.path("geo/\(file)")),
                file: file,
                periods: periods
            )
            #expect(changes == Self.configuration.changes[periods])
        }
        let list = try list()
        #expect(list.all.count == 1_062)
    }

    @Test(.enabled(if: RealFiles.areAtHand, Comment(rawValue: RealFiles.comment)))
    func `counts on new boundaries are those that were published, but for revised ones`() throws {
        let published = try published()
        let followed = try #require(Self.crosswalk?.peopleByNewCode)
        #expect(published.count == 5_161)
        let others = published.filter { $0.value.people != followed[$0.key] }
        #expect(others.count == 79)
        #expect(others.values.filter(\.isRevised).count == 79)
        // Revisions after the census, which the list of changes has not.
        let all = published.values.reduce(0) { $0 + $1.people }
        let revisions = others.reduce(0) { $0 + $1.value.people - (followed[$1.key] ?? 0) }
        #expect(all == 35_155_456)
        #expect(revisions == all - 35_151_728)
    }

    /// Counts of 2016 on the boundaries of 2021, from table 98-10-0002.
    private func published() throws -> [String: (people: Int, isRevised: Bool)] {
        let archive = try ZIPArchive(RealFiles.path("statcan-tables/98100002-eng.zip"))
        let source = try archive.open(try archive.member(matching: "98100002.csv"))
        var bytes = [UInt8](repeating: 0, count: 2_000_000)
        var count = 0
        while count < bytes.count, case let read = try source.read(into: &bytes, at: count),
            read > 0
        {
            count += read
        }
        let text = String(decoding: bytes[..<count], as: UTF8.self)
        var found: [String: (people: Int, isRevised: Bool)] = [:]
        for line in text.split(whereSeparator: \.isNewline) {
            // One name has quotes within: fields are counted from behind it.
            let halves = line.split(separator: "\"2021A0005")
            guard halves.count == 2 else { continue }
            let fields = halves[1].split(separator: ",", omittingEmptySubsequences: false)
                .map { $0.filter { $0 != "\"" } }
            found[fields[0]] = (Int(fields[4]) ?? 0, fields[5].contains("r"))
        }
        return found
    }

    private static func pair(_ from: String, _ to: String) -> PeriodPair? {
        guard let from = Period(from), let to = Period(to) else { return nil }
        return PeriodPair(from: from, to: to)
    }

    private func list() throws -> BoundaryChanges {
        try #require(Self.pair("2016", "2021").flatMap { Self.configuration.changes[$0] })
    }

    private func codes(_ year: String) throws -> Set<String> {
        let census = try #require(Period(year))
        let gazetteer = try #require(Self.configuration.gazetteers[census])
        return Set(gazetteer.entries(of: .censusSubdivision).map(\.geography.code))
    }
}
