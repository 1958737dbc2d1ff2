import IndicatorModel
import Testing

@Suite struct CharacteristicListTests {
    private let rule = ZeroRule(
        ids: [CharacteristicID("862")],
        provinces: ["61", "62"],
        reason: "not-applied"
    )

    @Test(arguments: [
        ("862", Geography(level: .censusSubdivision, code: "6106023"), true),
        ("862", Geography(level: .province, code: "62"), true),
        ("862", Geography(level: .censusSubdivision, code: "4806016"), false),
        ("863", Geography(level: .censusSubdivision, code: "6106023"), false),
        ("862", Geography(level: .metropolitanArea, code: "610"), false),
        ("862", Geography(level: .country, code: "61"), false),
    ])
    func `a zero rule holds for its characteristics in its provinces`(
        _ id: String,
        _ geography: Geography,
        _ applies: Bool
    ) {
        #expect(rule.applies(to: CharacteristicID(id), in: geography) == applies)
    }
}
