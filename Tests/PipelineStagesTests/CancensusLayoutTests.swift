import IndicatorModel
import PipelineStages
import TestSupport
import Testing

/// An extract of every dissemination area of a city, and its sums.
struct CityExtract: Sendable, CustomTestStringConvertible {
    let part: String
    let year: String
    let areas: Int
    let population: Double
    let immigrants: Double
    /// Areas whose immigrants are not given.
    let missing: Int

    var testDescription: String { "\(part) \(year)" }
    var vector: String { year == "2016" ? "v_CA16_3411" : "v_CA21_4410" }
    var path: String {
        let name = part.prefix(1).uppercased() + part.dropFirst()
        return RealFiles.path("census/\(year)/cancensus/\(name)_\(year.suffix(2)).csv")
    }

    init(_ part: String, _ year: String, _ areas: Int, _ sums: [Double], missing: Int) {
        self.part = part
        self.year = year
        self.areas = areas
        population = sums[0]
        immigrants = sums[1]
        self.missing = missing
    }

    static let all = [
        CityExtract("calgary", "2016", 1594, [1_239_220, 382_985], missing: 4),
        CityExtract("edmonton", "2016", 1196, [932_546, 274_410], missing: 11),
        CityExtract("regina", "2016", 345, [215_106, 36_170], missing: 1),
        CityExtract("winnipeg", "2016", 1118, [705_244, 176_170], missing: 4),
        CityExtract("calgary", "2021", 1675, [1_306_784, 430_530], missing: 11),
        CityExtract("edmonton", "2021", 1352, [1_010_899, 324_260], missing: 35),
        CityExtract("regina", "2021", 384, [226_404, 45_210], missing: 2),
        CityExtract("winnipeg", "2021", 1129, [749_607, 201_100], missing: 3),
    ]
}

@Suite(.enabled(if: RealFiles.areAtHand, Comment(rawValue: RealFiles.comment)))
struct CancensusLayoutTests {
    private func reading(_ year: String) throws -> Reading {
        var reading = try Reading(source: "cancensus-\(year)")
        reading.labels = RealFiles.path("census/\(year)/cancensus/vectors_list_\(year).csv")
        reading.columns = [.total]
        return reading
    }

    @Test(arguments: CityExtract.all)
    func `every vector of every dissemination area is read`(_ city: CityExtract) throws {
        let table = try reading(city.year).read(city.path, part: city.part)
        #expect(table.geographies.count == city.areas)
        #expect(table.geographies.allSatisfy { $0.geography.level == .disseminationArea })
        #expect(table.sum("Population") == (city.population, 0))
        #expect(table.sum(city.vector) == (city.immigrants, city.missing))
        let key = CellKey(characteristic: CharacteristicID(city.vector), column: .total)
        let states = table.geographies.indices.map { table.cell(key, row: $0)?.state }
        #expect(states.count { $0 == .notAvailable } == city.missing)
        // Every vector of the list has a column, and every area a cell of it.
        let cells = table.keys.map { key in
            table.geographies.indices.count { table.cell(key, row: $0) != nil }
        }
        #expect(cells.allSatisfy { $0 == city.areas })
    }

    @Test func `a figure that R wrote with an exponent is the number it stands for`() throws {
        let table = try reading("2016").read(CityExtract.all[0].path, part: "calgary")
        let cells = table.keys.flatMap { key in
            table.geographies.indices.compactMap { table.cell(key, row: $0) }
        }
        let exponents = cells.filter { $0.text.contains("e+") }
        #expect(!exponents.isEmpty)
        #expect(exponents.allSatisfy { ($0.value ?? 0) >= 100_000 })
    }

    @Test func `an extract of another city is refused`() throws {
        #expect(
            try reading("2016").refusal(CityExtract.all[1].path, part: "calgary") == """
                error[extract.not-covered]: the row lies in `4811061`, but part `calgary` covers \
                `CSD 4806016`
                 --> Calgary_16.csv:2:1
                hint: correct `covers:` in config/sources/cancensus-2016.yaml
                """
        )
    }

    /// The published figures of the city itself have the same name and other vectors.
    @Test func `an extract whose vectors are called otherwise is refused`() throws {
        var reading = try reading("2021")
        reading.characteristics = ["v_CA21_4410"]
        let path = RealFiles.path("census/2021/cancensus/published-city/Calgary_21.csv")
        #expect(
            reading.refusal(path, part: "calgary") == """
                error[extract.label-differs]: characteristic `v_CA21_4410` is `Immigrants` here, \
                expected `Immigrants, - Total`
                 --> cancensus/Calgary_21.csv:1:1
                hint: the file numbers its characteristics otherwise: correct the mapping in \
                config/indicators, or `characteristics:` of source `cancensus-2021`
                """
        )
    }

    @Test func `a vector that its list does not have is refused`() throws {
        var reading = try reading("2021")
        reading.characteristics = ["v_CA21_4410"]
        reading.labels = RealFiles.path("census/2016/cancensus/vectors_list_2016.csv")
        #expect(
            reading.refusal(CityExtract.all[4].path, part: "calgary") == """
                error[extract.unknown-vector]: vector `v_CA21_4410` is not in the vector list of \
                the source
                 --> cancensus/Calgary_21.csv:1:1
                hint: use the vector list that came with this extract
                """
        )
    }
}
