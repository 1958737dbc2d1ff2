import DataStore
import Testing

@Suite struct NamePatternTests {
    @Test(arguments: [
        ("a.csv", "a.csv", true), ("a.csv", "b.csv", false), ("a.csv", "*", true),
        ("a.csv", "*.csv", true), ("a.csv", "a*", true), ("a.csv", "a*csv", true),
        ("a.csv", "*a.csv*", true), ("", "*", true), ("", "", true), ("a", "", false),
        ("aba", "ab*ba", false), ("abba", "ab*ba", true), ("a1b2c", "a*b*c", true),
        ("a1c2b", "a*b*c", false), ("ab", "a**b", true), ("A.csv", "a.csv", false),
        ("x_CSV_data.csv", "*_CSV_*.csv", true), ("xbx", "*b*b*", false),
    ])
    func `a star in a pattern stands for any text`(
        _ name: String,
        _ pattern: String,
        _ fits: Bool
    ) {
        #expect(matches(name, pattern: pattern) == fits)
    }
}
