package enum LocalIndicatorTag {}
package enum DimensionTag {}
package enum QuestionTag {}
package enum LocalItemTag {}

/// The name of an indicator that a place has for itself.
package typealias LocalIndicatorID = Identifier<LocalIndicatorTag>
/// The name of a dimension of the partner survey, such as `common-agenda`.
package typealias DimensionID = Identifier<DimensionTag>
/// The name of a question of the partner survey.
package typealias QuestionID = Identifier<QuestionTag>
/// The name of a profile, a link or a document of a place.
package typealias LocalItemID = Identifier<LocalItemTag>

/// What a place says of an indicator of its own.
package struct LocalIndicator: Hashable, Sendable {
    package let id: LocalIndicatorID
    package let kind: IndicatorKind
    package let label: BilingualText
    package let unit: BilingualText
    package let source: BilingualText
    package let note: BilingualText?
    /// Counts below it are withheld.
    package let threshold: Int
    /// The categories besides `total`, in their order.
    package let categories: [CategoryID]
    package let categoryLabels: [CategoryID: BilingualText]

    package init(
        id: LocalIndicatorID,
        kind: IndicatorKind,
        label: BilingualText,
        unit: BilingualText,
        source: BilingualText,
        note: BilingualText?,
        threshold: Int,
        categories: [CategoryID],
        categoryLabels: [CategoryID: BilingualText]
    ) {
        self.id = id
        self.kind = kind
        self.label = label
        self.unit = unit
        self.source = source
        self.note = note
        self.threshold = threshold
        self.categories = categories
        self.categoryLabels = categoryLabels
    }
}

/// A figure that a place handed in, as it may be shown.
package struct LocalObservation: Hashable, Sendable {
    package struct Key: Hashable, Sendable {
        package let indicator: LocalIndicatorID
        package let category: CategoryID
        package let period: LocalPeriod

        package init(
            indicator: LocalIndicatorID,
            category: CategoryID,
            period: LocalPeriod
        ) {
            self.indicator = indicator
            self.category = category
            self.period = period
        }
    }

    package let key: Key
    /// Nil where there is none, or where it is withheld.
    package let value: Double?
    /// `observed`, `not-available` or `suppressed`.
    package let state: ValueState
    package let note: String

    package init(key: Key, value: Double?, state: ValueState, note: String) {
        self.key = key
        self.value = value
        self.state = state
        self.note = note
    }

    /// The same without its figure and its note, which could give it away.
    package var withheld: LocalObservation {
        LocalObservation(key: key, value: nil, state: .suppressed, note: "")
    }
}
