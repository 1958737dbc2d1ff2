import FoundationEssentials
import IndicatorModel

extension ConfigReader {
    /// Reads config/survey.yaml, when the project has a survey.
    mutating func readSurvey() {
        let name = "config/survey.yaml"
        guard FileManager.default.fileExists(atPath: root.appending(path: name).path),
            let file = TextFile.read(name, in: root, report),
            let document = YAMLValue.document(of: file, report),
            let mapping = document.mapping(
                required: ["options", "favourable", "dimensions"],
                optional: ["minimum-respondents", "minimum-cell"]
            )
        else { return }
        keep("survey", "questions", document)
        let options = (mapping["options"]?.list ?? []).compactMap(\.bilingual)
        if let value = mapping["options"], options.count != SurveyDefinition.scale {
            report.add(.wrongShape(value, expected: "5 options, from 1 to 5"))
        }
        let (labels, questions) = readDimensions(mapping["dimensions"])
        let minimum = mapping["minimum-respondents"]?.count ?? 5
        configuration.survey = SurveyDefinition(
            labels: labels,
            questions: questions,
            options: options,
            favourable: Set((mapping["favourable"]?.list ?? []).compactMap(readAnswer)),
            minimumRespondents: minimum,
            minimumCell: mapping["minimum-cell"]?.count ?? minimum
        )
    }

    private func readAnswer(_ value: YAMLValue) -> Int? {
        guard let answer = value.count else { return nil }
        if answer <= SurveyDefinition.scale { return answer }
        report.add(.wrongShape(value, expected: "an answer from 1 to 5"))
        return nil
    }

    private mutating func readDimensions(
        _ value: YAMLValue?
    ) -> ([DimensionID: BilingualText], [SurveyDefinition.Question]) {
        var labels: [DimensionID: BilingualText] = [:]
        var questions: [SurveyDefinition.Question] = []
        let known = SurveyDefinition.dimensions.map(\.name)
        guard let dimensions = value?.mapping(required: known) else { return ([:], []) }
        for dimension in SurveyDefinition.dimensions {
            guard
                let mapping = dimensions[dimension.name]?.mapping(required: ["label", "questions"])
            else { continue }
            labels[dimension] = mapping["label"]?.bilingual
            if let list = mapping["questions"], list.isEmptyList {
                report.add(.wrongShape(list, expected: "at least one question"))
            }
            for item in mapping["questions"]?.list ?? [] {
                guard let question = readQuestion(item, dimension) else { continue }
                questions.append(question)
            }
        }
        return (labels, questions)
    }

    private func isFree(_ id: QuestionID, _ value: YAMLValue) -> Bool {
        if id.name != CategoryID.total.name { return true }
        let message = "`total` stands for a whole dimension, and cannot name a question"
        report.add(.general("reserved-name", message, value))
        return false
    }

    private mutating func readQuestion(
        _ value: YAMLValue,
        _ dimension: DimensionID
    ) -> SurveyDefinition.Question? {
        guard let mapping = value.mapping(required: ["id", "en", "fr"]),
            let idValue = mapping["id"],
            let id: QuestionID = idValue.identifier("a question"),
            define("question", id.name, idValue), isFree(id, idValue),
            let en = mapping["en"]?.string, let fr = mapping["fr"]?.string
        else { return nil }
        return .init(id: id, dimension: dimension, text: BilingualText(en: en, fr: fr))
    }
}

/// Reads the responses to the survey of a year, and keeps how many gave each answer.
///
/// Neither an answer nor a header is repeated in a message: whoever forgets the header has the
/// first response in its place.
struct SurveyResponses {
    let definition: SurveyDefinition
    let form: LocalCSVForm
    let report: Report

    func read(_ name: String, in root: URL, _ period: LocalPeriod) -> [SurveyResult] {
        guard let table = LocalTable.read(name, in: root, form, report), isRight(table) else {
            return []
        }
        var tally = SurveyTally(definition)
        var isRight = true
        for row in table.rows {
            var response: [QuestionID: Int] = [:]
            for question in definition.questions {
                let text = table.text(row, question.id.name)
                if text.isEmpty { continue }
                guard text.utf8.count == 1, let answer = Int(text),
                    (1...SurveyDefinition.scale).contains(answer)
                else {
                    isRight = false
                    let hint = "leave the cell blank where there is no answer"
                    report.add(
                        .local(
                            "bad-answer",
                            "the answer to `\(question.id)` is not one of 1 to 5",
                            at: table.span(row, question.id.name),
                            hints: [hint]
                        )
                    )
                    continue
                }
                response[question.id] = answer
            }
            tally.add(response)
        }
        return isRight ? tally.results(of: period) : []
    }

    /// Whether the columns are questions, each once: a column of names or comments is refused.
    private func isRight(_ table: LocalTable) -> Bool {
        let known = definition.questions.map(\.id.name)
        var isRight = true
        for (index, name) in table.header.enumerated() {
            let isSecond = table.header[..<index].contains(name)
            if known.contains(name), !isSecond { continue }
            isRight = false
            let message =
                isSecond
                ? "column \(index + 1) has the name of another"
                : "column \(index + 1) is no question of config/survey.yaml"
            let hint =
                isSecond
                ? "remove one of the two"
                : didYouMean(name, among: known)
                    ?? "remove it: nothing that people wrote, and nothing that tells who they "
                    + "are, may stand here"
            report.add(.local("unknown-question", message, table.name, hints: [hint]))
        }
        return isRight
    }
}
