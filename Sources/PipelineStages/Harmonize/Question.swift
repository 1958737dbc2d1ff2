import IndicatorModel

/// One row that every place has: a category of an indicator, for a group and a gender.
struct Question {
    let indicator: Indicator
    let key: CategoryKey
    let gender: Gender
    /// By list, the ways to compute it, the best first; a list that cannot answer is not there.
    let formulas: [ListID: [Formula]]

    /// All rows of a period, sorted by indicator, category, group and gender.
    ///
    /// Total always has a row; men and women have one where some list can have a figure. A census
    /// is asked for indicators that have a mapping to one, a series for those that its lists have.
    static func all(
        _ partition: PipelinePartition,
        _ indicators: [Indicator],
        _ lists: [CharacteristicList]
    )
        -> [Question]
    {
        let sorted = indicators.sorted { $0.id < $1.id }
        let byID = sorted.byID
        let reader = FormulaReader(period: partition.period, indicators: byID)
        var questions: [Question] = []
        for indicator in sorted where byID.isSeries(indicator) == partition.isSeries {
            for key in indicator.keys.sorted() {
                let formulas = lists.map { reader.formulas(indicator, key, $0.id) }
                for gender in indicator.genders.sorted(by: { $0.rawValue < $1.rawValue }) {
                    var able: [ListID: [Formula]] = [:]
                    for (list, formulas) in zip(lists, formulas) {
                        let own = formulas.filter { $0.has(gender, list) }
                        if !own.isEmpty { able[list.id] = own }
                    }
                    if gender != .total || partition.isSeries, able.isEmpty { continue }
                    questions.append(
                        Question(indicator: indicator, key: key, gender: gender, formulas: able)
                    )
                }
            }
        }
        return questions
    }
}
