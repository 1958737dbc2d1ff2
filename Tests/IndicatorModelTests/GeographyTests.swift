import IndicatorModel
import Testing

@Suite struct GeographyTests {
    @Test(arguments: [
        (GeographyLevel.province, "61", "61"), (.censusDivision, "4806", "48"),
        (.censusSubdivision, "4806016", "48"), (.disseminationArea, "48060001", "48"),
        (.economicRegion, "4830", "48"), (.designatedPlace, "480001", "48"),
        (.metropolitanAreaPart, "48825", "48"),
    ])
    func `the codes of levels within a province begin with it`(
        _ level: GeographyLevel,
        _ code: String,
        _ province: String
    ) {
        #expect(Geography(level: level, code: code).province == province)
    }

    @Test(arguments: [
        (GeographyLevel.country, "01"), (.metropolitanArea, "825"), (.populationCentre, "0141"),
        (.healthRegion, "4832"),
    ])
    func `other codes say nothing of the province`(_ level: GeographyLevel, _ code: String) {
        #expect(Geography(level: level, code: code).province == nil)
    }

    @Test func `is written as level and code, and ordered so`() {
        let geographies = [
            Geography(level: .province, code: "48"),
            Geography(level: .censusSubdivision, code: "4806016"),
            Geography(level: .censusSubdivision, code: "1001101"),
        ]
        #expect(
            geographies.sorted().map(\.description) == ["CSD 1001101", "CSD 4806016", "PR 48"]
        )
    }
}
