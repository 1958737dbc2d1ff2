import IndicatorModel
import Testing

@Suite struct CellTests {
    @Test func `counts of a gender stand in the column of its name`() {
        for gender in Gender.allCases {
            #expect(gender.column.rawValue == gender.rawValue)
        }
    }

    @Test func `characteristics are ordered by name`() {
        let ids = ["b", "10", "9"].map(CharacteristicID.init)
        #expect(ids.sorted().map(\.description) == ["10", "9", "b"])
    }

    @Test(arguments: [nil, 0, -4.9, 3_290_350] as [Double?])
    func `a cell keeps the figure and the line as they were printed`(_ value: Double?) {
        let cell = Cell(
            value: value,
            text: "t",
            symbol: .suppressed,
            state: .suppressed,
            line: 92_128
        )
        #expect(cell.value == value)
        #expect(cell.line == 92_128)
        #expect(cell.text == "t")
        #expect(cell.symbol == .suppressed)
        #expect(cell.state == .suppressed)
    }
}
