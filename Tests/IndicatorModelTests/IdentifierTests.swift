import IndicatorModel
import Testing

@Suite struct IdentifierTests {
    @Test(arguments: ["immigrant-share", "0-14", "total", "a", "7", "census-2016", "lim-at"])
    func `is lower-case words and digits joined by hyphens`(_ name: String) {
        #expect(IndicatorID(name)?.name == name)
        #expect(IndicatorID(name)?.description == name)
    }

    @Test(arguments: [
        "", "-", "-a", "a-", "a--b", "Total", "a b", "a_b", "a.b", "a/b", "../a", "révenu", "a\n",
        "а", "٣",
    ])
    func `is nothing else`(_ name: String) {
        #expect(IndicatorID(name) == nil)
    }

    @Test func `names are in the order of their bytes`() throws {
        let names = ["b", "a-b", "a", "10", "a0", "9"]
        #expect(names.compactMap(PlaceID.init).sorted().map(\.name) == names.sorted())
    }

    @Test func `the whole is a category and a group`() {
        #expect(CategoryID.total.name == "total")
        #expect(GroupID.total == GroupID("total"))
    }
}
