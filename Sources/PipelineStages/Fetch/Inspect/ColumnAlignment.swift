import DataStore
import IndicatorModel

/// Which columns of a contract are which columns of a header.
struct ColumnAlignment: Hashable {
    enum Step: Hashable {
        /// A column of the contract that stands where it should.
        case same(contract: Int, header: Int)
        /// The same place, but another name.
        case renamed(contract: Int, header: Int)
        /// The name is there, but in another place.
        case moved(contract: Int, header: Int)
        case missing(contract: Int)
        case new(header: Int)
    }

    /// In the order of the header; what is missing stands where it was.
    private(set) var steps: [Step] = []

    /// Finds the alignment with the fewest changes.
    init(_ contract: [ContractColumn], _ header: [String]) {
        let costs = Self.costs(contract, header)
        var (row, column) = (0, 0)
        while row < contract.count || column < header.count {
            let step = Self.choices(row, column, contract, header)
                .min { $0.cost + costs[$0.row][$0.column] < $1.cost + costs[$1.row][$1.column] }
            guard let step else { break }
            steps.append(step.step)
            (row, column) = (step.row, step.column)
        }
        findMoves(contract, header)
    }

    private struct Choice {
        let step: Step
        let cost: Int
        /// Where the rest begins.
        let row: Int
        let column: Int
    }

    /// What can be done with the next columns.
    ///
    /// One changed name costs less than one column that is
    /// missing and one that is new; where costs are equal, the first choice is taken.
    private static func choices(
        _ row: Int,
        _ column: Int,
        _ contract: [ContractColumn],
        _ header: [String]
    ) -> [Choice] {
        var choices: [Choice] = []
        let next = (row: row + 1, column: column + 1)
        if row < contract.count, column < header.count {
            if matches(header[column], pattern: contract[row].name) {
                let step = Step.same(contract: row, header: column)
                choices.append(Choice(step: step, cost: 0, row: next.row, column: next.column))
            } else {
                let step = Step.renamed(contract: row, header: column)
                choices.append(Choice(step: step, cost: 3, row: next.row, column: next.column))
            }
        }
        if row < contract.count {
            let cost = contract[row].isOptional ? 0 : 2
            let step = Step.missing(contract: row)
            choices.append(Choice(step: step, cost: cost, row: next.row, column: column))
        }
        if column < header.count {
            let step = Step.new(header: column)
            choices.append(Choice(step: step, cost: 2, row: row, column: next.column))
        }
        return choices
    }

    /// The least cost of aligning the columns from each pair of places on.
    private static func costs(_ contract: [ContractColumn], _ header: [String]) -> [[Int]] {
        var costs = [[Int]](
            repeating: [Int](repeating: 0, count: header.count + 1),
            count: contract.count + 1
        )
        for row in (0...contract.count).reversed() {
            for column in (0...header.count).reversed() {
                let choices = choices(row, column, contract, header)
                costs[row][column] = choices.map { $0.cost + costs[$0.row][$0.column] }.min() ?? 0
            }
        }
        return costs
    }

    /// A column that is missing in one place and new in another has moved.
    private mutating func findMoves(_ contract: [ContractColumn], _ header: [String]) {
        for (index, step) in steps.enumerated() {
            guard case .new(let place) = step else { continue }
            let origin = steps.firstIndex { other in
                guard case .missing(let column) = other else { return false }
                return matches(header[place], pattern: contract[column].name)
            }
            guard let origin, case .missing(let column) = steps[origin] else { continue }
            steps[index] = .moved(contract: column, header: place)
            steps.remove(at: origin)
            return findMoves(contract, header)
        }
    }
}
