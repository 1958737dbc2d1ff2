import IndicatorModel
import Testing

@Suite struct WordingTests {
    @Test(arguments: [
        (0, "0 areas"), (1, "1 area"), (2, "2 areas"), (1_594, "1,594 areas"),
        (-1, "-1 areas"), (1_000_000, "1,000,000 areas"),
    ])
    func `counts things`(_ count: Int, _ text: String) {
        #expect(counted(count, "area") == text)
    }

    @Test func `counts things with a plural of their own`() {
        #expect(counted(1, "geography", plural: "geographies") == "1 geography")
        #expect(counted(5_161, "geography", plural: "geographies") == "5,161 geographies")
    }

    @Test(arguments: [
        (0, "0"), (12, "12"), (123, "123"), (1_234, "1,234"), (123_456, "123,456"),
        (9_592_203, "9,592,203"), (-123, "-123"), (-1_234, "-1,234"),
    ])
    func `puts commas between thousands`(_ number: Int, _ text: String) {
        #expect(grouped(number) == text)
    }

    @Test(
        arguments: [
            ([], "nothing"), (["a"], "`a`"), (["a", "b"], "`a` and `b`"),
            (["a", "b", "c"], "`a`, `b` and `c`"),
            (
                ["a", "b", "c", "d", "e", "f", "g", "h"],
                "`a`, `b`, `c`, `d`, `e`, `f`, `g` and `h`"
            ),
            (
                ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"],
                "`a`, `b`, `c`, `d`, `e`, `f`, `g`, `h` and 2 more"
            ),
        ] as [([String], String)]
    )
    func `lists names, and says how many more there are`(_ names: [String], _ text: String) {
        #expect(listed(names) == text)
    }

    @Test func `lists names with another conjunction and limit`() {
        #expect(listed(["a", "b"], conjunction: "or") == "`a` or `b`")
        #expect(listed(["a", "b", "c"], limit: 1) == "`a` and 2 more")
    }
}
