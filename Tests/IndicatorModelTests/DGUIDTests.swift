import IndicatorModel
import Testing

@Suite struct DGUIDTests {
    private static let published: [(String, String, String)] = [
        ("CAN 01", "", "2021A000011124"), ("PR 48", "", "2021A000248"),
        ("CD 4806", "", "2021A00034806"), ("CSD 4806016", "", "2021A00054806016"),
        ("DPL 480001", "", "2021A0006480001"), ("ER 4830", "", "2021S05004830"),
        ("CMA 825", "B", "2021S0503825"), ("CMA 010", "D", "2021S0504010"),
        ("CMA 850", "K", "2021S0504850"), ("CMAP 24505", "B", "2021S050524505"),
        ("CMAP 13330", "D", "2021S050613330"), ("POPCTR 0616", "", "2021S05100616"),
        ("DA 48060001", "", "2021S051248060001"),
    ]

    private static func geography(_ text: String) throws -> Geography {
        let words = text.split(separator: " ").map { String($0) }
        return Geography(level: try #require(GeographyLevel(rawValue: words[0])), code: words[1])
    }

    @Test(arguments: published)
    func `an identifier is vintage, schema and code`(
        _ geography: String,
        _ type: String,
        _ dguid: String
    ) throws {
        let geography = try Self.geography(geography)
        #expect(geography.dguid(vintage: try #require(Period("2021")), type: type) == dguid)
        #expect(Geography(dguid: dguid) == geography)
        // The vintage is that of the boundary; of the geography it says nothing.
        #expect(Geography(dguid: "2016" + dguid.dropFirst(4)) == geography)
    }

    @Test func `a CMA whose type is not known has no identifier by rule`() throws {
        let area = Geography(level: .metropolitanArea, code: "825")
        #expect(area.dguid(vintage: try #require(Period("2021"))) == nil)
    }

    @Test(arguments: ["2021A00001124", "2016A000011124"])
    func `Canada is known by both of its codes`(_ dguid: String) {
        #expect(Geography(dguid: dguid) == .canada)
    }

    @Test(arguments: ["", "2021A0005480601", "2021S05071234567.00", "2021A000448001", "4806016"])
    func `other texts are no identifier of these levels`(_ dguid: String) {
        #expect(Geography(dguid: dguid) == nil)
    }
}
