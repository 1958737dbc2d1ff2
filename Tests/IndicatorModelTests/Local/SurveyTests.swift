import IndicatorModel
import Testing

@Suite struct SurveyTests {
    private static let first = QuestionID(known: "first")
    private static let second = QuestionID(known: "second")
    private static let agenda = DimensionID(known: "common-agenda")

    private static let definition = SurveyDefinition(
        labels: [:],
        questions: [
            .init(id: first, dimension: agenda, text: BilingualText(en: "1", fr: "1")),
            .init(id: second, dimension: agenda, text: BilingualText(en: "2", fr: "2")),
        ],
        options: [],
        favourable: [4, 5],
        minimumRespondents: 5,
        minimumCell: 2
    )

    /// Results of responses, each with answers to the first and the second question.
    private func results(_ responses: [(Int?, Int?)]) throws -> [SurveyResult] {
        var tally = SurveyTally(Self.definition)
        for (first, second) in responses {
            var response: [QuestionID: Int] = [:]
            response[Self.first] = first
            response[Self.second] = second
            tally.add(response)
        }
        return tally.results(of: try #require(LocalPeriod("2023-24")))
    }

    @Test func `means and shares are of the answers given, rounded to a tenth`() throws {
        let results = try results([(1, 5), (2, 5), (4, 4), (4, 4), (5, 3), (5, nil)])
        #expect(results.map(\.question) == [nil, Self.first, Self.second])
        #expect(results.map(\.responses) == [6, 6, 5])
        #expect(results.map(\.mean) == [3.8, 3.5, 4.2])
        #expect(results.map(\.favourable) == [72.7, 66.7, 80])
        #expect(results.map(\.distribution) == [nil, nil, nil])
    }

    @Test func `of a question that too few answered nothing is told, and nothing of its dimension`()
        throws
    {
        let results = try results([(1, 5), (2, 5), (4, 4), (4, 4), (5, nil)])
        #expect(results.map(\.responses) == [nil, 5, nil])
        #expect(results.map(\.mean) == [nil, 3.2, nil])
        #expect(results.map(\.favourable) == [nil, 60, nil])
    }

    @Test func `answers are shown one by one when each was given by enough`() throws {
        let answers = [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 5]
        #expect(
            try results(answers.map { ($0, nil) }).map(\.distribution) == [nil, [2, 2, 2, 2, 3]]
        )
        #expect(
            try results(answers.dropFirst().map { ($0, nil) }).map(\.distribution) == [nil, nil]
        )
    }

    @Test func `a question that nobody was asked is left out`() throws {
        let results = try results(Array(repeating: (3, nil), count: 5))
        #expect(results.map(\.question) == [nil, Self.first])
        #expect(try self.results([]).isEmpty)
    }
}
