import CSVKernel
import DataStore
import FoundationEssentials
import IndicatorModel
import TestSupport
import Testing

/// What adds up in the official profiles of 2016, for every census subdivision of the territories.
///
/// Every node of the list of characteristics that its children divide is held against their sum.
@Suite struct RealTreesTests {
    private static let files = ["98-401-X2016071", "98-401-X2016072", "98-401-X2016073"]

    /// Nodes whose children do not divide them, although they are counts.
    private static let undivided: [(ids: ClosedRange<Int>, why: String)] = [
        (661...661, "a person receives several kinds of income"),
        (672...672, "a person receives several kinds of income"),
        (683...683, "only those with full-year work are listed below it"),
        (872...1134, "a person knows several languages"),
        (1338...1616, "a person has several ethnic origins"),
    ]

    /// Nodes whose children divide the node before them: the list is indented one step too deep.
    private static let misplaced = [694: 693, 711: 710, 727: 726, 743: 741, 752: 750]

    private struct Row {
        let id: Int
        let depth: Int
        let label: String
        /// The row without indentation above it.
        var root = 0
        /// Whether the figures are of the 25 % sample.
        var isSample = false
        var children: [Int] = []
    }

    /// A node, and those that divide it.
    private struct Tree {
        let whole: Int
        let parts: [Int]
    }

    private static func fields(_ source: any ByteSource, _ use: ([String]) throws -> Void) throws {
        var reader = RecordReader(source)
        while try reader.next() {
            try use(reader.texts().map { $0 ?? "" })
        }
    }

    /// The list of characteristics, by id from 1; row 0 is nothing.
    private static func rows() throws -> [Row] {
        let path = "\(RealFiles.project)/config/characteristics/census-profile-2016.csv"
        var rows = [Row(id: 0, depth: -1, label: "")]
        var above: [Int] = []
        try fields(try FileByteSource(path)) { fields in
            guard fields.count == 3, let id = Int(fields[0]), let depth = Int(fields[1]) else {
                return
            }
            var row = Row(id: id, depth: depth, label: fields[2])
            above = Array(above.prefix(depth))
            row.root = above.first ?? id
            if let parent = above.last { rows[parent].children.append(id) }
            above.append(id)
            row.isSample =
                depth == 0
                ? row.label.lowercased().hasSuffix("25% sample data") : rows[row.root].isSample
            rows.append(row)
        }
        return rows
    }

    private static func isCount(_ id: Int, _ rows: [Row]) -> Bool {
        let others = ["Average", "Median", "Percentage", "Prevalence", "%"]
        return !others.contains(where: rows[id].label.hasPrefix)
            && !rows[rows[id].root].label.contains("(%)")
    }

    /// Rows without children that are no counts, although their labels do not begin so; half of
    /// the people who answered in both official languages are a minority (110), which may be a
    /// half.
    private static let noCounts: Set<Int> = [6, 7, 58, 73, 110, 111, 1870, 1871, 1872]

    private static func trees(_ rows: [Row]) -> [Tree] {
        func isCount(_ id: Int) -> Bool { Self.isCount(id, rows) }
        return rows.compactMap { row in
            let whole = misplaced[row.id] ?? row.id
            let parts = row.children.filter(isCount)
            let isUndivided = undivided.contains { $0.ids.contains(row.id) }
            if isUndivided || parts.count < 2 || !isCount(whole) { return nil }
            return Tree(whole: whole, parts: parts)
        }
    }

    /// The figures of each geography: total, men and women by characteristic.
    private static func geographies(_ file: String) throws -> [String: [[Double?]]] {
        let archive = try ZIPArchive(RealFiles.path("census/2016/\(file)_eng_CSV.zip"))
        let member = try archive.member(matching: "*data.csv")
        var geographies: [String: [[Double?]]] = [:]
        try fields(try archive.open(member)) { fields in
            guard fields.count == 15, let id = Int(fields[10]) else { return }
            if geographies[fields[1]] == nil { geographies[fields[1]] = [[]] }
            // The rows of a geography follow each other, from 1.
            #expect(geographies[fields[1]]?.count == id)
            geographies[fields[1]]?.append(fields[12...14].map(Double.init))
        }
        return geographies
    }

    /// The rows of table 98-10-0002.
    ///
    /// The name of `Peigan Timber Limit "B"` has quotes that are not doubled, which the product
    /// refuses to read.
    private static func countsTable(_ use: ([String]) -> Void) throws {
        let archive = try ZIPArchive(RealFiles.path("statcan-tables/98100002-eng.zip"))
        let source = try archive.open(try archive.member(matching: "98100002.csv"))
        var bytes = [UInt8](repeating: 0, count: 2_000_000)
        var count = 0
        while count < bytes.count, case let read = try source.read(into: &bytes, at: count),
            read > 0
        {
            count += read
        }
        for line in String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n") {
            var fields = [""]
            var isQuoted = false
            for character in line {
                switch character {
                case "\"": isQuoted.toggle()
                case "," where !isQuoted: fields.append("")
                default: fields[fields.count - 1].append(character)
                }
            }
            use(fields)
        }
    }

    /// The interval of the true count.
    ///
    /// Counts of the sample below 10 are rounded to 0 or 10: no 5 is ever printed.
    /// Source: Data quality and confidentiality standards and guidelines (public), Appendix A.
    private static func bounds(_ value: Double, _ row: Row) -> Bounds {
        if [1, 2, 4, 5].contains(row.id) { return .exact(value) }
        return (row.isSample ? CountRounding.random5or10 : .random5).bounds(of: value)
    }

    @Test(
        .enabled(if: RealFiles.areAtHand, "\(RealFiles.comment)"),
        arguments: zip(files, [20_000, 25_000, 20_000])
    )
    func `every tree of characteristics adds up in every census subdivision`(
        _ file: String,
        _ atLeast: Int
    ) throws {
        let rows = try Self.rows()
        let trees = Self.trees(rows)
        #expect(trees.count == 300)
        var compared = 0
        var violations: [String] = []
        for (code, figures) in try Self.geographies(file).sorted(by: { $0.key < $1.key }) {
            for tree in trees {
                for column in 0..<3 {
                    let found = tree.parts.compactMap { figures[$0][column] }
                    guard let whole = figures[tree.whole][column], found.count == tree.parts.count
                    else { continue }
                    compared += 1
                    let sum = zip(tree.parts, found).reduce(Bounds.exact(0)) { sum, part in
                        sum + Self.bounds(part.1, rows[part.0])
                    }
                    let limits = Self.bounds(whole, rows[tree.whole])
                    guard let low = sum.low, let high = sum.high, let least = limits.low,
                        let most = limits.high
                    else { continue }
                    if low > most || high < least {
                        violations.append("CSD \(code), \(tree.whole): \(whole), parts \(found)")
                    }
                }
            }
        }
        #expect(violations == [])
        #expect(compared > atLeast, "\(compared) sums were compared")
    }

    @Test(
        .enabled(if: RealFiles.areAtHand, "\(RealFiles.comment)"),
        arguments: files
    )
    func `men and women are the total in every census subdivision`(_ file: String) throws {
        let rows = try Self.rows()
        let counts = rows.filter { row in
            row.id > 0 && Self.isCount(row.id, rows) && !Self.noCounts.contains(row.id)
        }
        var compared = 0
        var violations: [String] = []
        for (code, figures) in try Self.geographies(file).sorted(by: { $0.key < $1.key }) {
            for row in counts {
                guard let total = figures[row.id][0], let men = figures[row.id][1],
                    let women = figures[row.id][2]
                else { continue }
                compared += 1
                let sum = Self.bounds(men, row) + Self.bounds(women, row)
                let limits = Self.bounds(total, row)
                guard let low = sum.low, let high = sum.high, let least = limits.low,
                    let most = limits.high
                else { continue }
                if low > most || high < least {
                    violations.append("CSD \(code), \(row.id): \(total) of \(men), \(women)")
                }
            }
        }
        #expect(violations == [])
        #expect(compared > 40_000, "\(compared) totals were compared")
    }

    @Test(
        .enabled(if: RealFiles.areAtHand, "\(RealFiles.comment)"),
        arguments: [
            ("98-401-X2016071", "Yukon"), ("98-401-X2016072", "Northwest Territories"),
            ("98-401-X2016073", "Nunavut"),
        ]
    )
    func `census subdivisions add up to the territory of another table, to the last person`(
        _ file: String,
        _ territory: String
    ) throws {
        var published: [Double?] = []
        try Self.countsTable { fields in
            // 2016 in the boundaries of 2021: population, private dwellings, occupied ones.
            if fields.count > 18, fields[1] == territory, fields[2].hasPrefix("2021A0002") {
                published = [6, 12, 18].map { Double(fields[$0]) }
            }
        }
        let geographies = try Self.geographies(file)
        var sums = [0.0, 0.0, 0.0]
        for figures in geographies.values {
            for (index, id) in [1, 4, 5].enumerated() { sums[index] += figures[id][0] ?? 0 }
        }
        #expect(published == sums)
        #expect(geographies.count > 25)
    }

    @Test(.enabled(if: RealFiles.areAtHand, "\(RealFiles.comment)"))
    func `census subdivisions of 2021 add up to every province and territory`() throws {
        var provinces: [String: [Double]] = [:]
        var sums: [String: [Double]] = [:]
        try Self.countsTable { fields in
            guard fields.count > 18 else { return }
            // Those of 2016 were corrected, and do not add up in six provinces.
            let values = [4, 10, 16].map { Double(fields[$0]) ?? 0 }
            if fields[2].hasPrefix("2021A0002") {
                provinces[String(fields[2].suffix(2))] = values
            } else if fields[2].hasPrefix("2021A0005") {
                let province = String(fields[2].dropFirst(9).prefix(2))
                let sum = sums[province] ?? values.map { _ in 0 }
                sums[province] = zip(sum, values).map { $0 + $1 }
            }
        }
        #expect(provinces.count == 13)
        #expect(sums == provinces)
    }
}
