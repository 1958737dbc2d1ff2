import IndicatorModel
import Testing

@Suite struct SpellingTests {
    static let words = [
        "recent-immigrant", "immigrant", "population", "place", "places", "cat", "cut",
    ]

    @Test(arguments: [
        ("recent-imigrant", "recent-immigrant"), ("imigrant", "immigrant"),
        ("popluation", "population"), ("poplation", "population"), ("population", "population"),
        ("plaec", "place"), ("placess", "places"), ("cet", "cat"), ("act", "cat"), ("ct", "cat"),
    ])
    func `suggests the closest word`(_ word: String, _ suggestion: String) {
        #expect(closestMatch(to: word, among: Self.words) == suggestion)
    }

    @Test(arguments: ["", "median-income", "dog", "pop", "Population-2016"])
    func `suggests nothing when no word is close`(_ word: String) {
        #expect(closestMatch(to: word, among: Self.words) == nil)
    }

    @Test func `suggests nothing among nothing`() {
        #expect(closestMatch(to: "a", among: [String]()) == nil)
        #expect(closestMatch(to: "", among: ["a"]) == nil)
    }

    @Test func `chooses between equals by their order, not by how they came`() {
        #expect(closestMatch(to: "cet", among: ["cut", "cat"]) == "cat")
        #expect(closestMatch(to: "cet", among: ["cat", "cut"]) == "cat")
    }
}
