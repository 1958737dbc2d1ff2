import IndicatorModel
import PipelineConfig
import TestSupport
import Testing

/// Land that places share.
@Suite struct PlaceOverlapTests {
    private static func overlaps(_ places: [String: String]) throws -> [String] {
        let files = places.map { ("config/places/\($0.key).yaml", $0.value) }
        let project = try SmallCensus.project(Dictionary(uniqueKeysWithValues: files))
        let period = try #require(Period("2021"))
        return project.load().0.overlaps(in: period).map { overlap in
            let people = overlap.people.map(String.init) ?? "?"
            let kind = overlap.isTwoDefinitions ? " (two definitions)" : ""
            let common = overlap.geographies.map(\.description).joined(separator: ", ")
            return "\(overlap.first) \(overlap.second): \(common), \(people)\(kind)"
        }
    }

    private static func place(_ id: String, _ members: [String], more: String = "") -> String {
        SmallCensus.place(id, members, members, more: more)
    }

    @Test func `partnerships that share land are listed with what they share`() throws {
        // `both` and `hamlet`, a candidate, are places of the small project.
        let told = try Self.overlaps([
            "a": Self.place("a", ["CMA 995"]), "b": Self.place("b", ["DPL 610601"]),
            "c": Self.place("c", ["CD 6106"]), "d": Self.place("d", ["PR 61"]),
        ])
        #expect(
            told == [
                "a b: DPL 610601, 40", "a both: CSD 6106023, 20500",
                "a c: CSD 6106022, CSD 6106023, 20900", "a d: CSD 6106022, CSD 6106023, 20900",
                "b both: DPL 610601, 40", "b c: DPL 610601, 40", "b d: DPL 610601, 40",
                "both c: CSD 6106021, CSD 6106023, 24100",
                "both d: CSD 6106021, CSD 6106023, 24100",
                "both hamlet: CSD 6106021, 3600",
                "c d: CSD 6106021, CSD 6106022, CSD 6106023, 24500", "c hamlet: CSD 6106021, 3600",
                "d hamlet: CSD 6106021, 3600",
            ]
        )
    }

    @Test func `a city below its partnership is another definition of it`() throws {
        let city = Self.place("city", ["CSD 6106023"], more: "parent: a\n")
            .replacing("kind: lip", with: "kind: city")
        let told = try Self.overlaps(["a": Self.place("a", ["CMA 995"]), "city": city])
        #expect(told.contains("a city: CSD 6106023, 20500 (two definitions)"))
        #expect(told.contains("both city: CSD 6106023, 20500"))
    }
}
