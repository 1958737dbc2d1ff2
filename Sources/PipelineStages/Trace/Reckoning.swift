import IndicatorModel

/// How the members of a place stand to some expressions: which have figures, which do not, and why.
struct Reckoning {
    /// The place with only those members that have a figure for every expression.
    let source: PlaceSource
    /// All members, those too whose code is not known.
    private let total: Int
    private var reasons: [ValueState: Int] = [:]
    private var absent = 0
    private let unresolved: Int
    /// What bounds the members without a figure.
    private let within: Universe?
    private let isBoundByWhole: Bool
    /// The form of the counts that were rounded.
    private var form = CensusForm.short
    /// Printed counts that were randomly rounded.
    private(set) var rounded = 0
    private var exact = 0
    /// The most that members without a figure can add; nil when nothing bounds it.
    private var mostMissing: Double? = 0

    init(
        _ place: PlaceSource,
        _ expressions: [BoundExpression],
        within: Universe? = nil,
        limits: MissingLimits? = nil,
        isShare: Bool = false
    ) {
        self.within = within
        let limits = limits ?? MissingLimits(place)
        isBoundByWhole = limits.hasWholes
        var whole: [MemberSlot] = []
        total = place.slots.count + place.unresolved
        unresolved = place.unresolved
        if unresolved > 0 { mostMissing = nil }
        for slot in place.slots {
            let figures = expressions.map { $0.evaluate(slot) }
            let own =
                isShare ? figures.last?.figure?.bounds.high : figures.lazy.compactMap(\.most).first
            if let reason = figures.lazy.compactMap(\.reason).first {
                reasons[reason, default: 0] += 1
                guard reason != .notApplicable else { continue }
                mostMissing = mostMissing.flatMap { sum in
                    limits.most(slot, own: own).map { sum + $0 }
                }
            } else if figures.contains(where: \.isAbsent) {
                absent += 1
            } else {
                whole.append(slot)
                for term in expressions.flatMap(\.terms) {
                    if term.rounding == .none {
                        exact += 1
                    } else {
                        rounded += 1
                        form = term.form
                    }
                }
            }
        }
        source = PlaceSource(
            source: place.source,
            list: place.list,
            tables: place.tables,
            slots: whole,
            unresolved: 0
        )
    }

    var isWeighted: Bool { source.slots.contains { $0.weight != 1 } }

    /// Such as `2 members: 1 with a figure; without: 1 suppressed.`.
    var sentence: String {
        var lacking = ValueState.allCases.compactMap { state in
            reasons[state].map { "\(grouped($0)) \(state.rawValue)" }
        }
        if absent > 0 { lacking.append("\(grouped(absent)) in no part") }
        if unresolved > 0 { lacking.append("\(grouped(unresolved)) whose code is not known") }
        let without = lacking.isEmpty ? "" : "; without: \(lacking.joined(separator: ", "))"
        return
            "\(counted(total, "member")): \(grouped(source.slots.count)) with a figure\(without)."
    }

    /// Which printed counts were rounded.
    var rounding: String {
        let all = rounded + exact
        if rounded == 0 {
            return all == 1
                ? "It is printed without rounding." : "All are printed without rounding."
        }
        let what =
            if all == 1 {
                "It is"
            } else if rounded == all {
                "Each of the \(grouped(all)) counts is"
            } else {
                "\(grouped(rounded)) of the \(grouped(all)) counts are"
            }
        return "\(what) taken as \(how)."
    }

    /// How far a printed count can be from the true one.
    private var how: String {
        let rounding = source.list.rounding
        let rule = form == .long ? rounding.sample : rounding.complete
        let most = "off by \(Int(rule.largestError)) at most each way, and never below 0"
        switch rule {
        case .none: return "printed as counted"
        case .nearest5: return "rounded to the nearest multiple of 5: \(most)"
        case .random5: return "randomly rounded to a multiple of 5: \(most)"
        case .random5or10:
            let zero = Int(rounding.sampleZeroHides ?? 9)
            return
                "randomly rounded to a multiple of 5: \(most); of a sample, so that 0 stands for "
                + "0 to \(zero) and 10 for 1 to 14"
        }
    }

    /// What the members without a figure may add; nil when all have one.
    var missingSentence: String? {
        let missing = reasons.filter { $0.key != .notApplicable }.values.reduce(0, +) + unresolved
        guard missing > 0 else { return nil }
        let who = missing == 1 ? "The member without a figure adds" : "Those without a figure add"
        guard let mostMissing else { return "\(who) what nothing bounds." }
        let what =
            isBoundByWhole
            ? "the totals printed beside it leave no more than that"
            : "there are no more \(within?.rawValue ?? "units") than that"
        return "\(who) 0 to \(figureText(mostMissing)): \(what)."
    }
}

extension MemberFigure {
    /// Why there is no figure of a member that is in the source.
    fileprivate var reason: ValueState? {
        switch self {
        case .missing(let state, _): state
        case .notApplicable: .notApplicable
        case .figure, .absent: nil
        }
    }

    /// What the file itself says that a member without a figure can be at most.
    fileprivate var most: Double? {
        if case .missing(_, let most) = self { most } else { nil }
    }
}
