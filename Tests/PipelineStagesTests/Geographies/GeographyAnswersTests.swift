import IndicatorModel
import PipelineConfig
import PipelineStages
import TestSupport
import Testing

/// What the lists of the project answer.
@Suite struct GeographyAnswersTests {
    private static func answers(_ vintage: String?) throws -> GeographyAnswers {
        let lists = Gazetteer.readAll(in: RealFiles.project, Report())
        return try GeographyAnswers(lists, vintage: vintage.flatMap { Period($0) })
    }

    @Test func `a name is found in each census, with what it lies in`() throws {
        let found = try Self.answers(nil).find("SAINT ALBERT", province: "48")
        #expect(
            GeographyAnswers.text(found) == """
                2016  CSD 4811062 St. Albert (CY), 65,589 persons, 48.45 km2
                      in CD 4811 Division No. 11, CMA 835 Edmonton, CMAP 48835 Edmonton, \
                ER 4860 Edmonton, PR 48 Alberta
                2021  CSD 4811062 St. Albert (CY), 68,232 persons, 47.8355 km2
                      in CD 4811 Division No. 11, CMA 835 Edmonton, CMAP 48835 Edmonton, \
                PR 48 Alberta
                """
        )
    }

    @Test func `a town and the rural municipality of its name are both found`() throws {
        let found = try Self.answers("2016").find("Portage la Prairie", level: .censusSubdivision)
        #expect(found.map(\.code) == ["4609024", "4609029"])
        #expect(found.map(\.type) == ["RM", "CY"])
    }

    @Test func `a CMA is shown with its parts`() throws {
        let shown = try Self.answers("2021").show(Geography(level: .metropolitanArea, code: "840"))
        #expect(
            GeographyAnswers.text(shown) == """
                2021  CMA 840 Lloydminster (D), 36,508 persons, 1984.2445 km2
                      DGUID 2021S0504840
                      in CAN 01 Canada
                      6 CSD: 4717022 Wilton No. 472, 4717024 Lashburn, 4717026 Marshall, \
                4717028 Britannia No. 502, 4717029 Lloydminster (Part) \
                and 4810039 Lloydminster (Part)
                      2 CMAP: 47840 Lloydminster (Saskatchewan part) and \
                48840 Lloydminster (Alberta part)
                """
        )
    }

    @Test func `what is not there is told`() throws {
        let error = #expect(throws: Diagnostic.self) { try Self.answers("2031") }
        #expect(
            error?.rendered == """
                error[usage.no-list]: there is no list of the geographies of 2031; known are \
                `2016` and `2021`
                hint: make one with `lip geographies build`
                """
        )
        #expect(
            try Self.answers(nil).notFound("hay  RIVER Dene").rendered == """
                error[geographies.not-found]: no geography is called `hay  RIVER Dene`
                hint: there is CSD 6104017 Hay River Dene 1
                """
        )
        let other = #expect(throws: Diagnostic.self) {
            try Self.answers(nil).show(Geography(level: .censusSubdivision, code: "4806999"))
        }
        #expect(
            other?.rendered == """
                error[usage.unknown-code]: no `CSD 4806999` in the lists of 2016 and 2021
                hint: look for its name: `lip geographies find NAME`
                """
        )
    }
}
