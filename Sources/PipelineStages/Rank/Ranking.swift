import IndicatorModel

/// The places that the categories of one list take by their figures: a list is what one indicator
/// prints for one place, period, group and gender.
struct Ranking {
    struct Row: Hashable {
        /// One more than the number of categories with a larger figure, so that equal figures share
        /// a rank.
        let rank: Int
        let category: CategoryID
        /// The best and the worst rank that the worst-case bounds of all figures allow.
        let best: Int
        let worst: Int
        let estimate: Estimate
    }

    /// The categories of the first ranks, in the order of rank and category.
    let rows: [Row]
    /// The largest figure of the list in which a country or language may be that it does not name.
    let largestResidual: Double?

    /// What one list prints.
    typealias List = [CategoryID: Estimate]

    init(_ list: List, by classification: Classification, upTo limit: Int = 10) {
        let contenders = Self.contenders(list, classification)
        largestResidual = Self.largestResidual(list, contenders, classification)
        let values = contenders.compactMapValues { $0.value }.values.sorted(by: >)
        rows = contenders.compactMap { category, estimate -> Row? in
            guard let value = estimate.value, value > 0 else { return nil }
            let rank = 1 + values.prefix { $0 > value }.count
            guard rank <= limit else { return nil }
            let others = contenders.filter { $0.key != category }.values
            return Row(
                rank: rank,
                category: category,
                best: 1 + others.count { $0.least > estimate.most },
                worst: 1 + others.count { $0.most > estimate.least },
                estimate: estimate
            )
        }
        .sorted { ($0.rank, $0.category) < ($1.rank, $1.category) }
    }

    /// The categories that compete: those of a ranked kind that the list prints, also with zero or
    /// withheld, and does not divide further.
    private static func contenders(_ list: List, _ classification: Classification) -> List {
        let named = list.filter { category, estimate in
            classification[category]?.kind.isRanked == true && estimate.isAsked
        }
        let divided = Set(named.keys.flatMap(classification.ancestors))
        return named.filter { !divided.contains($0.key) }
    }

    /// What residuals and regions hold that the list does not name.
    ///
    /// A residual counts as a whole. A region or family without a residual counts with what is left
    /// of it when all that the list prints within it is taken away.
    private static func largestResidual(
        _ list: List,
        _ contenders: List,
        _ classification: Classification
    ) -> Double? {
        let figures = list.compactMapValues(\.value).filter { classification[$0.key] != nil }
        var members: [CategoryID: [CategoryID]] = [:]
        for category in figures.keys {
            let whole = classification.ancestors(of: category).first { figures[$0] != nil }
            if let whole { members[whole, default: []].append(category) }
        }
        let residuals = figures.compactMap { category, value -> Double? in
            guard let entry = classification[category], contenders[category] == nil else {
                return nil
            }
            if entry.kind == .residual { return value }
            guard classification.isWhole(entry) else { return nil }
            let members = members[category] ?? []
            if members.contains(where: { classification[$0]?.kind == .residual }) { return nil }
            return max(0, value - members.sorted().reduce(0) { $0 + (figures[$1] ?? 0) })
        }
        return residuals.max()
    }
}

extension Estimate {
    /// Whether the list has a line for it: a figure, or one that was withheld.
    fileprivate var isAsked: Bool {
        value != nil || [.suppressed, .unreliable].contains(state)
    }

    /// The least that the true count may be; 0 where nothing is known.
    fileprivate var least: Double { low ?? 0 }

    /// The most that it may be; without end where nothing is known.
    fileprivate var most: Double { high ?? .infinity }
}

extension Classification {
    /// Whether an entry adds others, so that it may hold one that a list does not name.
    ///
    /// A group that is in no family and has no members stands for answers that name several
    /// languages.
    fileprivate func isWhole(_ entry: Entry) -> Bool {
        entry.kind.hasMembers
            && (entry.kind == .region || entry.within != nil
                || entries.contains { $0.within == entry.id })
    }
}
