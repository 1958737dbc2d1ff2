import IndicatorModel

/// How the members of a place fare in one computation.
struct MemberTally {
    var withFigure = 0
    var notApplicable = 0
    var absent = 0
    var total: Int
    /// Why members that are in the source have no figure; nil when none lacks one.
    var reason: ValueState?
    /// The most that the members without a figure can add; nil when it is not bounded.
    var mostMissing: Double? = 0
    /// Whether Lipline withholds the figures of all members that lack one.
    var isWithheld = true

    init(_ source: PlaceSource) {
        total = source.slots.count + source.unresolved
        if source.unresolved > 0 {
            mostMissing = nil
            isWithheld = false
        }
    }

    mutating func miss(_ reason: ValueState, atMost most: Double?) {
        self.reason = worse(self.reason, reason)
        guard let sum = mostMissing, let most else {
            mostMissing = nil
            return
        }
        mostMissing = sum + most
    }

    /// Whether every member has a figure.
    var isComplete: Bool { withFigure == total }

    /// The share of members with a figure; never rounded up to 1.
    ///
    /// Nil where no member has one and none says why: a source that has the place, and not this
    /// category, is as good as one that has neither.
    var coverage: Double? {
        guard total > 0, absent < total else { return nil }
        if withFigure == 0, stateWithoutFigure == .notAvailable { return nil }
        return rounded(Double(withFigure) / Double(total), decimals: 6, .down)
    }

    /// Why there is no figure at all; nil when there is one.
    ///
    /// A member that no file has makes the sum unknown, not small: there is no figure then.
    var stateWithoutFigure: ValueState? {
        if absent > 0 || total == 0 { return .notAvailable }
        if withFigure > 0 { return nil }
        return reason ?? (notApplicable > 0 ? .notApplicable : .notAvailable)
    }
}
