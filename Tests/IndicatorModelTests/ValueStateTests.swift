import IndicatorModel
import Testing

@Suite struct ValueStateTests {
    @Test(arguments: [
        ("..", ValueState.notAvailable), ("...", .notApplicable), ("x", .suppressed),
        ("F", .unreliable),
    ])
    func `a symbol that stands for a figure says why there is none`(
        _ text: String,
        _ state: ValueState
    ) {
        #expect(CellSymbol(rawValue: text)?.stateWithoutFigure == state)
    }

    @Test(arguments: ["E", "r", "rE", "+"])
    func `a symbol that stands beside a figure leaves it`(_ text: String) throws {
        let symbol = try #require(CellSymbol(rawValue: text))
        #expect(symbol.stateWithoutFigure == nil)
    }

    @Test(arguments: ["", "X", "f", ".", "....", "e", "-"])
    func `other texts are no symbols`(_ text: String) {
        #expect(CellSymbol(rawValue: text) == nil)
    }

    @Test func `states have the names of the published column`() {
        #expect(
            ValueState.allCases.map(\.rawValue) == [
                "observed", "rounded", "suppressed", "unreliable", "not-available",
                "not-applicable", "masked", "partial", "not-additive", "estimated",
            ]
        )
    }
}
