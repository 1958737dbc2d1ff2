import IndicatorModel

/// Places side by side over the years, as far as their figures may be compared (design 5.5).
package struct PlaceComparison: Sendable {
    /// What is compared: one figure a place and period.
    package struct Question: Hashable, Sendable {
        package var places: [String]
        package var indicator: String
        /// The only category of the indicator, or `total`, when left out.
        package var category: String?
        package var group: String
        package var gender: String

        package init(
            places: [String],
            indicator: String,
            category: String? = nil,
            group: String,
            gender: String
        ) {
            self.places = places
            self.indicator = indicator
            self.category = category
            self.group = group
            self.gender = gender
        }
    }

    /// Whether two periods may be compared, with the note in English.
    package struct Verdict: Codable, Hashable, Sendable {
        package let from: String
        package let to: String
        package let code: String
        package let note: String

        /// A code that is not known says no.
        var mayBeCompared: Bool {
            Comparability.Code(rawValue: code).map { $0 != .doNotCompare } ?? false
        }
    }

    /// Periods between which a place changes its definition: no difference is taken across.
    package struct DefinitionChange: Codable, Hashable, Sendable {
        package let place: String
        package let from: String
        package let to: String
        /// In English.
        package let reason: String

        /// A row of `definition_changes.csv`.
        init(_ row: [String: String]) {
            place = row["place"] ?? ""
            from = row["from"] ?? ""
            to = row["to"] ?? ""
            reason = row["reason_en"] ?? ""
        }

        func isBetween(_ earlier: String, _ later: String) -> Bool {
            earlier < to && later > from
        }
    }

    /// Periods that stand in one table, none of which must not be compared with another.
    package struct Section: Sendable {
        package let periods: [String]
        /// Between each period and the next.
        package let verdicts: [Verdict]
        /// Of all pairs of its periods, those that have a note.
        package let notes: [Verdict]
        /// By place, in the order they were asked for; nil where no row was published.
        package let rows: [[PublishedFigure?]]
        /// By place, between each period and the next.
        package let changes: [[PeriodChange?]]
        /// By place, by period, how its figure stands to that of the first place.
        ///
        /// Nil for that place itself, and for two definitions of one place.
        package let gaps: [[FigureChange?]]
    }

    package let question: Question
    package let category: String
    package let version: Int
    package let labels: VersionLabels
    /// The latest periods first.
    package let sections: [Section]
    /// Pairs of periods that must not stand side by side.
    package let refused: [Verdict]
    /// Places that are two definitions of one another.
    package let twoDefinitions: [(place: String, city: String)]
    package let definitionChanges: [DefinitionChange]

    package init(_ question: Question, in version: VersionFolder) throws {
        let tables = try ComparisonTables(version, question)
        self.question = question
        self.version = version.number
        category = tables.category
        labels = tables.labels
        twoDefinitions = tables.twoDefinitions(question.places)
        definitionChanges = tables.definitionChanges
        let figures = try tables.figures(question)
        let periods = Set(figures.values.flatMap(\.keys)).sorted()
        var refused: [Verdict] = []
        let groups = Self.comparable(periods, tables.verdict, &refused)
        self.refused = refused
        sections = groups.map { periods in
            let verdicts = zip(periods, periods.dropFirst()).map(tables.verdict)
            let rows = question.places.map { place in periods.map { figures[place]?[$0] } }
            return Section(
                periods: periods,
                verdicts: verdicts,
                notes: Self.merged(Self.pairs(periods).map(tables.verdict)),
                rows: rows,
                changes: zip(question.places, rows).map { place, row in
                    verdicts.indices.map { tables.change(place, row, $0, verdicts[$0]) }
                },
                gaps: Self.gaps(rows, question.places, tables)
            )
        }
    }

    /// Parts periods into tables: from the latest on, each period joins the first table in which
    /// it may stand beside all others.
    private static func comparable(
        _ periods: [String],
        _ verdict: (String, String) -> Verdict,
        _ refused: inout [Verdict]
    ) -> [[String]] {
        var groups: [[String]] = []
        for period in periods.reversed() {
            let fits = groups.firstIndex { group in
                group.allSatisfy { verdict(period, $0).mayBeCompared }
            }
            if let fits { groups[fits].insert(period, at: 0) } else { groups.append([period]) }
        }
        refused = pairs(periods).map(verdict).filter { !$0.mayBeCompared }
        return groups
    }

    private static func gaps(
        _ rows: [[PublishedFigure?]],
        _ places: [String],
        _ tables: ComparisonTables
    ) -> [[FigureChange?]] {
        let pairs = tables.twoDefinitions(places)
        return rows.indices.map { index in
            rows[index].indices.map { period in
                let isOther = pairs.contains { pair in
                    Set([pair.place, pair.city]) == Set([places[0], places[index]])
                }
                guard index > 0, !isOther, let first = rows[0][period],
                    let own = rows[index][period]
                else { return nil }
                return FigureChange(from: first, to: own, isPercent: tables.isPercent)
            }
        }
    }

    /// The verdicts with a note; one for all periods where all say the same.
    private static func merged(_ verdicts: [Verdict]) -> [Verdict] {
        guard verdicts.count > 1, let first = verdicts.first, let last = verdicts.last,
            verdicts.allSatisfy({ $0.code == first.code && $0.note == first.note })
        else { return verdicts.filter { !$0.note.isEmpty } }
        let all = Verdict(from: first.from, to: last.to, code: first.code, note: first.note)
        return all.note.isEmpty ? [] : [all]
    }

    /// All pairs of periods, the earlier first.
    private static func pairs(_ periods: [String]) -> [(String, String)] {
        periods.indices.flatMap { later in periods[..<later].map { ($0, periods[later]) } }
    }

    /// The notes to be read with the tables: with B and C, and why some periods stand apart.
    package var notes: [Verdict] {
        sections.flatMap(\.notes) + refused
    }
}

/// What may be said of a figure in two periods.
package struct PeriodChange: Encodable, Hashable, Sendable {
    package enum Direction: String, Codable, Sendable {
        case up, down, same
        /// The bounds overlap: rounding alone may be the reason.
        case withinRounding = "within-rounding"
    }

    package let from: String
    package let to: String
    package let code: String
    package let direction: Direction
    /// Nil where only the direction may be told.
    package let change: FigureChange?

    /// Nil when one of the periods has no figure, or they must not be compared.
    package init?(
        _ old: PublishedFigure?,
        _ new: PublishedFigure?,
        _ verdict: PlaceComparison.Verdict,
        isPercent: Bool
    ) {
        guard let code = Comparability.Code(rawValue: verdict.code), code != .doNotCompare,
            let old, let new, let before = old.value, let after = new.value
        else { return nil }
        from = verdict.from
        to = verdict.to
        self.code = verdict.code
        direction =
            before == after
            ? .same
            : DifferenceClass(old, new) == .withinRounding
                ? .withinRounding : after > before ? .up : .down
        change =
            code == .directionOnly ? nil : FigureChange(from: old, to: new, isPercent: isPercent)
    }

    private enum CodingKeys: String, CodingKey {
        case from, to, code, direction
    }

    /// The change stands beside the periods it is between.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(from, forKey: .from)
        try container.encode(to, forKey: .to)
        try container.encode(code, forKey: .code)
        try container.encode(direction, forKey: .direction)
        try change?.encode(to: encoder)
    }
}
