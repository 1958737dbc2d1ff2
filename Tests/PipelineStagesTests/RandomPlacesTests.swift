import IndicatorModel
import TestSupport
import Testing

/// Places made of random subdivisions whose true counts are known, published by a real run.
///
/// All figures are synthetic.
@Suite struct RandomPlacesTests {
    /// A subdivision: what is true, and what is printed; nil where a symbol stands.
    private struct Subdivision {
        let code: String
        let population: Int
        let total: Int
        let immigrants: Int
        let printedTotal: Int?
        let printedImmigrants: Int?
        let symbol: String
    }

    private static let count = 40

    private static func subdivisions(
        _ generator: inout SeededGenerator,
        missing: Int
    ) -> [Subdivision] {
        func printed(_ count: Int) -> Int {
            // Counts of a sample: below 10 to 0 or 10, above to a multiple of 5.
            let base = count < 10 ? 10 : 5
            let rest = count % base
            let isUp = Int.random(in: 0..<base, using: &generator) < rest
            return count - rest + (isUp ? base : 0)
        }
        return (0..<count).map { index in
            let total = Int.random(in: 0...300, using: &generator)
            let immigrants = Int.random(in: 0...total, using: &generator) / 3
            let isMissing = Int.random(in: 0..<100, using: &generator) < missing
            return Subdivision(
                code: "61\(10_000 + index)",
                population: total + Int.random(in: 0...9, using: &generator),
                total: total,
                immigrants: immigrants,
                printedTotal: isMissing ? nil : printed(total),
                printedImmigrants: isMissing ? nil : printed(immigrants),
                symbol: ["x", "F", ".."][Int.random(in: 0..<3, using: &generator)]
            )
        }
    }

    /// Publishes places of these subdivisions, by id.
    private static func publish(
        _ all: [Subdivision],
        _ places: [String: [Subdivision]]
    ) throws -> [String: [String: [String]]] {
        let project = try TestProject()
        for old in ["territory", "town", "village", "both", "hamlet"] {
            try project.remove("config/places/\(old).yaml")
        }
        for (id, members) in places {
            let codes = members.map { "CSD \($0.code)" }
            try project.write("config/places/\(id).yaml", TestProject.place(id, "lip", codes))
        }
        var lines = "period,level,code,vintage,characteristic,column,value,symbol\n"
        for one in all {
            let figures: [(Int, Int?)] = [
                (1, one.population), (2, one.printedTotal), (3, one.printedImmigrants),
            ]
            for (id, figure) in figures {
                let value = figure.map(String.init) ?? ""
                let symbol = figure == nil ? one.symbol : ""
                lines += "2006,CSD,\(one.code),2006,\(id),total,\(value),\(symbol)\n"
            }
        }
        try project.write("raw/2006.csv", lines)
        try project.write("pipelines/small.yaml", TestProject.pipeline(["2006"]))
        _ = try project.run()
        var rows: [String: [String: [String]]] = [:]
        for line in try project.published("observations/census-2006", "") {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
                .map(String.init)
            guard fields[5] == "total" else { continue }
            rows[fields[0], default: [:]]["\(fields[2])/\(fields[3])"] = Array(fields[6...])
        }
        return rows
    }

    private static func number(_ rows: [String: [String]]?, _ key: String, _ column: Int) -> Double?
    {
        rows?[key].flatMap { Double($0[column]) }
    }

    @Test(arguments: [UInt64(1), 2, 3])
    func `a total over a partition of its members is conserved, with its bounds`(
        _ seed: UInt64
    ) throws {
        var generator = SeededGenerator(seed: seed)
        let all = Self.subdivisions(&generator, missing: 0)
        var places: [String: [Subdivision]] = ["region": all]
        for one in all {
            let part = Int.random(in: 0..<6, using: &generator)
            places["part-\(part)", default: []].append(one)
        }
        let rows = try Self.publish(all, places)
        for key in ["population/total", "immigrant-status/total", "immigrant-status/immigrant"] {
            for column in 0..<3 {
                let parts = rows.filter { $0.key != "region" }.values
                    .compactMap { Self.number($0, key, column) }
                #expect(parts.count == places.count - 1)
                #expect(Self.number(rows["region"], key, column) == parts.reduce(0, +))
            }
        }
        #expect(
            Self.number(rows["region"], "population/total", 0)
                == Double(all.reduce(0) { $0 + $1.population })
        )
    }

    @Test(arguments: [UInt64(4), 5, 6])
    func `the truth is within the bounds, and a missing member never narrows them nor becomes zero`(
        _ seed: UInt64
    ) throws {
        var generator = SeededGenerator(seed: seed)
        let all = Self.subdivisions(&generator, missing: 30)
        // Each place has one member more than the one before.
        let places = Dictionary(
            uniqueKeysWithValues: (1...all.count).map { ("first-\($0)", Array(all.prefix($0))) }
        )
        let rows = try Self.publish(all, places)
        var width = 0.0
        for size in 1...all.count {
            let own = rows["first-\(size)"]
            let members = all.prefix(size)
            let printed = members.compactMap(\.printedImmigrants)
            let key = "immigrant-status/immigrant"
            let low = Self.number(own, key, 1)
            let high = Self.number(own, key, 2)
            let truth = Double(members.reduce(0) { $0 + $1.immigrants })
            if let low, let high {
                #expect(low...high ~= truth, "\(seed), \(size)")
                if members.last?.printedImmigrants == nil {
                    #expect(high - low >= width, "\(seed), \(size)")
                }
                width = high - low
            }
            // A place has a figure when a member has one: the sum of what is printed.
            let value = Self.number(own, key, 0)
            #expect((value == nil) == printed.isEmpty)
            if let value { #expect(value == Double(printed.reduce(0, +))) }
            let share = "immigrant-share/immigrant"
            let all = members.reduce(0) { $0 + $1.total }
            if let low = Self.number(own, share, 1), let high = Self.number(own, share, 2), all > 0
            {
                #expect(low...high ~= 100 * truth / Double(all), "\(seed), \(size)")
            }
        }
    }
}
