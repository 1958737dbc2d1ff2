import IndicatorModel
import Testing

@Suite struct IndicatorTests {
    private let list = ListID(known: "list-2016")
    private let other = ListID(known: "list-2021")
    private let immigrant = CategoryKey(group: .total, category: CategoryID(known: "immigrant"))
    private let total = CategoryKey(group: .total, category: .total)

    private func expression(_ id: String) -> ValueExpression {
        ValueExpression(plus: [MappedCharacteristic(id: CharacteristicID(id), label: "Label")])
    }

    private func indicator(
        _ periods: [Period: PeriodMapping],
        quotients: [CategoryKey: Quotient] = [:]
    ) -> Indicator {
        Indicator(
            id: IndicatorID(known: "immigrant-status"),
            tab: TabID(known: "immigration"),
            kind: .count,
            unit: "persons",
            universe: "everybody",
            form: .long,
            within: .persons,
            genders: [.total],
            groups: [.total],
            categories: [.total, CategoryID(known: "immigrant"), CategoryID(known: "other")],
            periods: periods,
            quotients: quotients,
            weight: nil,
            comparability: [:]
        )
    }

    @Test func `has the categories that any period maps, in the order of the configuration`() throws
    {
        let indicator = indicator([
            try period("2016"): .lists([list: [immigrant: expression("3")]]),
            try period("2021"): .lists([other: [total: expression("2")]]),
            try period("2006"): .notAvailable(reason: "not-asked"),
        ])
        #expect(indicator.keys == [total, immigrant])
    }

    @Test func `has the categories that are quotients, in no period mapped`() {
        let quotient = Quotient(numerator: [], denominator: [])
        #expect(indicator([:], quotients: [immigrant: quotient]).keys == [immigrant])
        #expect(indicator([:]).keys.isEmpty)
    }

    @Test func `reads a category from the list of a period, or not at all`() throws {
        let year = try period("2016")
        let indicator = indicator([
            year: .lists([list: [immigrant: expression("3")]]),
            try period("2006"): .notAvailable(reason: "not-asked"),
        ])
        #expect(indicator.expression(immigrant, in: list, period: year) == expression("3"))
        #expect(indicator.expression(total, in: list, period: year) == nil)
        #expect(indicator.expression(immigrant, in: other, period: year) == nil)
        #expect(indicator.expression(immigrant, in: list, period: try period("2006")) == nil)
        #expect(indicator.expression(immigrant, in: list, period: try period("2011")) == nil)
    }

    @Test func `men and women are columns of a characteristic, or characteristics of their own`() {
        let id = CharacteristicID("v1")
        let men = CharacteristicID("v2")
        let mapped = MappedCharacteristic(id: id, label: "Label", men: men)
        #expect(
            mapped.key(.men, gendersAreCharacteristics: false)
                == CellKey(characteristic: id, column: .men)
        )
        #expect(
            mapped.key(.men, gendersAreCharacteristics: true)
                == CellKey(characteristic: men, column: .men)
        )
        #expect(mapped.key(.women, gendersAreCharacteristics: true) == nil)
        #expect(
            mapped.key(.total, gendersAreCharacteristics: true)
                == CellKey(characteristic: id, column: .total)
        )
    }

    @Test(
        arguments: [
            (IndicatorKind.share, 100), (.rate, 100), (.count, 1), (.average, 1), (.median, 1),
            (.ratio, 1), (.index, 100),
        ] as [(IndicatorKind, Double)]
    )
    func `shares and rates are in percent, and an index is 100 where nothing changed`(
        _ kind: IndicatorKind,
        _ scale: Double
    ) {
        #expect(kind.scale == scale)
    }

    @Test func `categories are ordered by category, then by group`() {
        let recent = GroupID(known: "recent")
        let keys = [
            CategoryKey(group: .total, category: .total),
            CategoryKey(group: recent, category: .total),
            CategoryKey(group: .total, category: CategoryID(known: "immigrant")),
        ]
        #expect(keys.sorted() == [keys[2], keys[1], keys[0]])
    }
}
