import IndicatorModel
import PipelineStages
import TestSupport
import Testing

@Suite struct DifferenceClassTests {
    /// Value, low, high, state, quality; `-` is empty.
    private static func figure(_ text: String) throws -> PublishedFigure {
        let parts = text.split(separator: " ").map { $0 == "-" ? "" : String($0) }
        let key = ["town", "2016", "population", "total", "total", "total"]
        return try PublishedFigure(row: key + parts.prefix(4) + ["sum", "1", parts[4]])
    }

    static let cases: [(String, String, DifferenceClass)] = [
        ("100 96 104 rounded -", "100 96 104 rounded -", .same),
        // Numbers, not texts.
        ("100 96 104 rounded -", "100.0 96.00 104 rounded -", .same),
        ("0 0 0 observed -", "-0 0 0 observed -", .same),
        ("- - - suppressed -", "- - - suppressed -", .same),
        ("100 96 104 rounded -", "105 101 109 rounded -", .withinRounding),
        // Intervals that have one number in common, and that have none.
        ("100 96 104 rounded -", "108 104 112 rounded -", .withinRounding),
        ("100 96 104 rounded -", "109 105 113 rounded -", .changed),
        ("109 105 113 rounded -", "100 96 104 rounded -", .changed),
        ("100 96 104 rounded -", "105 101 109 partial -", .withinRounding),
        ("100 96 104 rounded -", "200 196 204 partial -", .changed),
        ("9.5 9.45 9.55 rounded -", "10 9.95 10.05 rounded -", .changed),
        ("100 100 100 observed -", "101 101 101 observed -", .changed),
        // What is not bounded may be anything, and that explains nothing.
        ("51000 - - observed -", "51001 - - observed -", .changed),
        ("100 96 - rounded -", "105 101 109 rounded -", .changed),
        ("100 96 104 rounded -", "105 - 109 rounded -", .changed),
        // No figure is never 0.
        ("0 0 4 rounded -", "- - - suppressed -", .stateChanged),
        ("- - - suppressed -", "0 0 4 rounded -", .stateChanged),
        ("- - - suppressed -", "- - - not-available -", .stateChanged),
        ("100 96 104 rounded -", "100 96 104 partial -", .stateChanged),
        ("0 0 4 rounded -", "- - - rounded -", .changed),
        ("100 96 104 rounded -", "100 96 104 rounded flag", .noteChanged),
        ("100 96 104 rounded -", "100 92 108 rounded -", .noteChanged),
        ("100 96 104 rounded -", "100 - - rounded -", .noteChanged),
    ]

    @Test(arguments: cases)
    func `two rows with one key are of one class`(
        _ old: String,
        _ new: String,
        _ kind: DifferenceClass
    ) throws {
        #expect(DifferenceClass(try Self.figure(old), try Self.figure(new)) == kind)
    }

    @Test func `method and coverage are notes, and coverage is a number`() {
        let figure = PublishedFigure(value: 5, state: "rounded", method: "sum", coverage: 1)
        let other = PublishedFigure(value: 5, state: "rounded", method: "published", coverage: 1)
        let less = PublishedFigure(value: 5, state: "rounded", method: "sum", coverage: 0.5)
        #expect(DifferenceClass(figure, other) == .noteChanged)
        #expect(DifferenceClass(figure, less) == .noteChanged)
    }

    @Test(arguments: ["nan", "inf", "1e5", "0x10", "--", "1,000"])
    func `a value that is no number is refused, with its row`(_ text: String) {
        let row = ["town", "2016", "population", "total", "total", "total", text, "", ""]
        let error = #expect(throws: Diagnostic.self) {
            try PublishedFigure(row: row + ["rounded", "sum", "1", ""])
        }
        #expect(
            error?.rendered == """
                error[publish.not-a-number]: `\(text)` in column `value` is not a number: \
                town,2016,population,total,total,total
                hint: `lip verify` tells whether the file is as it was published
                """
        )
    }

    static let changes: [(Double?, Double?, Double?)] = [
        (100, 110, 0.1), (100, 90, -0.1), (-100, -90, 0.1), (0, 5, .infinity), (0, -5, -.infinity),
        (0, 0, 0), (nil, 5, nil), (5, nil, nil),
    ]

    @Test(arguments: changes)
    func `a relative change is a part of the old value`(
        _ old: Double?,
        _ new: Double?,
        _ change: Double?
    ) {
        #expect(difference(old, new).relativeChange == change)
    }

    private func difference(
        _ old: Double?,
        _ new: Double?,
        _ place: String = "town",
        kind: DifferenceClass = .changed
    ) -> FigureDifference {
        FigureDifference(
            key: [place],
            kind: kind,
            old: PublishedFigure(value: old, state: "rounded"),
            new: PublishedFigure(value: new, state: "rounded")
        )
    }

    @Test(arguments: 0...8)
    func `the largest changes are the same in whatever order they come`(_ limit: Int) {
        // From zero first, then by share, then by amount, then by key.
        let ordered = [
            difference(0, 9), difference(0, 5), difference(100, 300), difference(1000, 100),
            difference(10, 1), difference(10, 11, "a"), difference(10, 11, "b"),
        ]
        var random = SeededGenerator(seed: UInt64(limit))
        var largest = LargestChanges(limit: limit)
        let others = [
            difference(1, 100, kind: .withinRounding), difference(nil, 100), difference(5, nil),
        ]
        for row in (ordered + others).shuffled(using: &random) { largest.add(row) }
        #expect(largest.rows == Array(ordered.prefix(limit)))
        #expect(largest.count == ordered.count)
    }
}
