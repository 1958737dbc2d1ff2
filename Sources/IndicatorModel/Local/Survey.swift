/// The annual partner survey: what is asked, and what may be shown of the answers
/// (config/survey.yaml).
package struct SurveyDefinition: Hashable, Sendable {
    package struct Question: Hashable, Sendable {
        package let id: QuestionID
        package let dimension: DimensionID
        package let text: BilingualText

        package init(id: QuestionID, dimension: DimensionID, text: BilingualText) {
            self.id = id
            self.dimension = dimension
            self.text = text
        }
    }

    /// The five conditions of collective impact, in their order.
    ///
    /// Source: Kania and Kramer, Collective Impact, Stanford Social Innovation Review, 2011.
    package static let dimensions = [
        DimensionID(known: "common-agenda"), DimensionID(known: "shared-measurement"),
        DimensionID(known: "mutually-reinforcing-activities"),
        DimensionID(known: "continuous-communication"), DimensionID(known: "backbone-support"),
    ]

    /// Answers go from 1 to this.
    package static let scale = 5

    package let labels: [DimensionID: BilingualText]
    package let questions: [Question]
    /// What the answers 1 to 5 mean.
    package let options: [BilingualText]
    /// The answers that count as favourable.
    package let favourable: Set<Int>
    /// Nothing is shown of a question that fewer have answered.
    package let minimumRespondents: Int
    /// A distribution is shown when each answer was given by as many.
    package let minimumCell: Int

    package init(
        labels: [DimensionID: BilingualText],
        questions: [Question],
        options: [BilingualText],
        favourable: Set<Int>,
        minimumRespondents: Int,
        minimumCell: Int
    ) {
        self.labels = labels
        self.questions = questions
        self.options = options
        self.favourable = favourable
        self.minimumRespondents = minimumRespondents
        self.minimumCell = minimumCell
    }
}

/// What is known of the answers to a question, or to all questions of a dimension.
///
/// It holds no response: once there are too few, not even how many they were.
package struct SurveyResult: Hashable, Sendable {
    package let period: LocalPeriod
    package let dimension: DimensionID
    /// Nil of a whole dimension.
    package let question: QuestionID?
    /// How many have answered; nil where they are too few.
    package let responses: Int?
    package let mean: Double?
    /// Of 100 answers.
    package let favourable: Double?
    /// How many gave each answer, where each was given by enough.
    package let distribution: [Int]?

    package init(
        period: LocalPeriod,
        dimension: DimensionID,
        question: QuestionID?,
        responses: Int?,
        mean: Double?,
        favourable: Double?,
        distribution: [Int]?
    ) {
        self.period = period
        self.dimension = dimension
        self.question = question
        self.responses = responses
        self.mean = mean
        self.favourable = favourable
        self.distribution = distribution
    }
}

/// Counts answers, and forgets who gave them.
package struct SurveyTally: Sendable {
    private let definition: SurveyDefinition
    private var answers: [QuestionID: [Int]] = [:]
    private var respondents: [DimensionID: Int] = [:]

    package init(_ definition: SurveyDefinition) {
        self.definition = definition
    }

    /// Takes in one response: answers of 1 to 5, by question.
    package mutating func add(_ response: [QuestionID: Int]) {
        var dimensions: Set<DimensionID> = []
        for question in definition.questions {
            guard let answer = response[question.id] else { continue }
            let none = Array(repeating: 0, count: SurveyDefinition.scale)
            answers[question.id, default: none][answer - 1] += 1
            dimensions.insert(question.dimension)
        }
        for dimension in dimensions { respondents[dimension, default: 0] += 1 }
    }

    /// The results of a year, dimension by dimension, each before its questions.
    ///
    /// Of a dimension nothing is shown when one of its questions has too few answers, which could
    /// be computed from it and the others.
    package func results(of period: LocalPeriod) -> [SurveyResult] {
        SurveyDefinition.dimensions.flatMap { dimension -> [SurveyResult] in
            let questions = definition.questions.filter { $0.dimension == dimension }
                .filter { answers[$0.id] != nil }
            let counts = questions.map { answers[$0.id] ?? [] }
            if questions.isEmpty { return [] }
            let isShown = counts.allSatisfy { isEnough($0.reduce(0, +)) }
            let all = (0..<SurveyDefinition.scale).map { answer in
                counts.reduce(0) { $0 + $1[answer] }
            }
            let whole = result(
                period,
                dimension,
                nil,
                all,
                responses: isShown ? respondents[dimension] ?? 0 : 0
            )
            return [whole]
                + zip(questions, counts).map { question, count in
                    result(
                        period,
                        dimension,
                        question.id,
                        count,
                        responses: count.reduce(0, +)
                    )
                }
        }
    }

    private func isEnough(_ responses: Int) -> Bool {
        responses >= max(1, definition.minimumRespondents)
    }

    private func result(
        _ period: LocalPeriod,
        _ dimension: DimensionID,
        _ question: QuestionID?,
        _ counts: [Int],
        responses: Int
    ) -> SurveyResult {
        let given = Double(counts.reduce(0, +))
        let isShown = isEnough(responses)
        let sum = counts.enumerated().reduce(0) { $0 + ($1.offset + 1) * $1.element }
        let favourable = definition.favourable.reduce(0) { $0 + counts[$1 - 1] }
        // Answers to several questions are no distribution of people.
        let isDistribution = question != nil && counts.allSatisfy { $0 >= definition.minimumCell }
        return SurveyResult(
            period: period,
            dimension: dimension,
            question: question,
            responses: isShown ? responses : nil,
            mean: isShown ? rounded(Double(sum) / given, decimals: 1) : nil,
            favourable: isShown ? rounded(100 * Double(favourable) / given, decimals: 1) : nil,
            distribution: isShown && isDistribution ? counts : nil
        )
    }
}
