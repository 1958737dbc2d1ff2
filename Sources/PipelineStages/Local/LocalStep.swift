import DataStore
import IndicatorModel
import PipelineEngine

/// Puts together what all places handed in, and averages the survey over the region.
struct LocalStep: Step {
    /// A region, with the places of it that are published.
    struct Region: Sendable {
        let id: PlaceID
        let members: Set<PlaceID>

        var text: String {
            "\(id): \(members.sorted().map(\.name).joined(separator: " "))"
        }
    }

    let places: [PlaceID]
    let survey: SurveyDefinition?
    /// The region that the survey is averaged over.
    let region: Region?
    /// What the category `total` is called where a place does not say.
    let totalLabel: BilingualText
    let fixedSettings: [Setting]

    let version = 1
    var id: StepID { StepID(stage: "local", subject: "all") }
    var inputs: [ArtifactID] { places.map { .local($0) } }
    var output: ArtifactID { .supplement(.local) }

    func settings() -> [Setting] { fixedSettings }

    func run(in context: StepContext) throws -> Supplement {
        let parts = try places.map { try context.input(.local($0), as: Supplement.self) }
        func joined(_ table: Table) -> Table {
            var result = table
            for part in parts {
                for own in part.tables + part.kept where own.name == table.name {
                    result.append(contentsOf: own)
                }
            }
            return result.sorted()
        }
        let indicators = joined(LocalTables.indicators)
        let results = joined(LocalTables.survey)
        context.count { $0.rows = results.rowCount }
        return Supplement(
            name: .local,
            tables: [
                indicators, named(joined(LocalTables.categories), indicators),
                regionTable(results), questionTable, answerTable,
            ],
            kept: [
                joined(LocalTables.observations), results, joined(LocalTables.profiles),
                joined(LocalTables.links),
            ],
            files: parts.flatMap(\.files),
            folders: [LocalTables.files],
            withdrawals: parts.flatMap(\.withdrawals)
        )
    }

    /// The categories with the total of every indicator.
    private func named(_ categories: Table, _ indicators: Table) -> Table {
        var result = categories
        let known = Set((0..<categories.rowCount).map { Array(categories.row($0).prefix(3)) })
        for index in 0..<indicators.rowCount {
            let key = Array(indicators.row(index).prefix(2)) + [CategoryID.total.name]
            if known.contains(key) { continue }
            result.append(key + ["0", totalLabel.en, totalLabel.fr])
        }
        return result.sorted()
    }

    // MARK: - The survey

    /// The averages of places that have enough responses; each place counts once.
    private func regionTable(_ results: Table) -> Table {
        guard let region else { return LocalTables.region }
        struct Sum {
            var places = 0
            var mean = 0.0
            var favourable = 0.0
        }
        var sums: [[String]: Sum] = [:]
        for index in 0..<results.rowCount {
            let row = Array(results.row(index))
            guard let place = PlaceID(row[0]), region.members.contains(place),
                let mean = Double(row[5]), let favourable = Double(row[6])
            else { continue }
            var sum = sums[Array(row[1..<4])] ?? Sum()
            sum.places += 1
            sum.mean += mean
            sum.favourable += favourable
            sums[Array(row[1..<4])] = sum
        }
        return LocalTables.region.with(
            sums.map { key, sum in
                let count = Double(sum.places)
                return [region.id.name] + key + [
                    String(sum.places), decimalText(rounded(sum.mean / count, decimals: 1)),
                    decimalText(rounded(sum.favourable / count, decimals: 1)),
                ]
            }
        )
    }

    private var questionTable: Table {
        guard let survey else { return LocalTables.questions }
        let dimensions = SurveyDefinition.dimensions.enumerated().compactMap { index, dimension in
            survey.labels[dimension].map { label in
                [dimension.name, CategoryID.total.name, String(index + 1), label.en, label.fr]
            }
        }
        let questions = survey.questions.enumerated().map { index, question in
            [
                question.dimension.name, question.id.name, String(index + 1), question.text.en,
                question.text.fr,
            ]
        }
        return LocalTables.questions.with(dimensions + questions)
    }

    private var answerTable: Table {
        guard let survey else { return LocalTables.answers }
        return LocalTables.answers.with(
            survey.options.enumerated().map { index, option in
                let isFavourable = survey.favourable.contains(index + 1)
                return [String(index + 1), isFavourable ? "yes" : "no", option.en, option.fr]
            }
        )
    }
}
