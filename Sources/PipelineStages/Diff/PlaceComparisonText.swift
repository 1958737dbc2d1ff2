import IndicatorModel

extension PlaceComparison {
    /// The comparison as a terminal shows it: a table of the periods that may stand side by side,
    /// the notes, then the periods that may not.
    package var text: String {
        var parts = [title]
        for section in sections { parts.append(section.text(question.places, labels)) }
        let lines =
            notes.map { verdict in
                "\(verdict.from) and \(verdict.to) (\(verdict.code), \(verdict.meaning)): "
                    + verdict.note
            }
            + twoDefinitions.map { pair in
                "`\(pair.city)` and `\(pair.place)` are two definitions of one place: no "
                    + "difference is taken across them."
            }
            + definitionChanges.map { change in
                "`\(change.place)` is defined otherwise in \(change.to) than in \(change.from): "
                    + "no difference is taken across. \(change.reason)"
            }
        if !lines.isEmpty { parts.append(lines.joined(separator: "\n")) }
        return parts.joined(separator: "\n\n")
    }

    /// What is compared, in words.
    private var title: String {
        var words = [
            labels.indicator(question.indicator),
            labels.category(category, of: question.indicator),
        ]
        if question.group != "total" { words.append(labels.term("group", question.group)) }
        if question.gender != "total" { words.append(labels.term("gender", question.gender)) }
        return words.joined(separator: ", ")
            + " (\(labels.unit(ofIndicator: question.indicator))), version \(version)"
    }
}

extension PlaceComparison.Verdict {
    var meaning: String {
        switch Comparability.Code(rawValue: code) {
        case .compare: "compare"
        case .compareWithNote: "compare with this note"
        case .directionOnly: "direction only"
        case .doNotCompare, nil: "do not compare"
        }
    }
}

extension PlaceComparison.Section {
    fileprivate func text(_ places: [String], _ labels: VersionLabels) -> String {
        var head = ["place"]
        for (index, period) in periods.enumerated() {
            if index > 0 { head.append("\(periods[index - 1]) to \(period)") }
            head.append(period)
        }
        var lines = [head]
        for (place, figures) in zip(places, zip(rows, changes)) {
            var line = [labels.place(place)]
            for (index, figure) in figures.0.enumerated() {
                if index > 0 { line.append(figures.1[index - 1]?.text ?? "") }
                line.append(figure?.text ?? "not published")
            }
            lines.append(line)
        }
        let table = alignedText(lines, leftColumns: Set(head.indices))
        guard gaps.joined().contains(where: { $0 != nil }) else { return table }
        return table + "\n\n" + gapText(places, labels)
    }

    /// How the other places stand to the first.
    private func gapText(_ places: [String], _ labels: VersionLabels) -> String {
        let first = ["less \(labels.place(places[0]))"] + periods
        let lines = places.indices.dropFirst().map { index in
            [labels.place(places[index])] + gaps[index].map { $0?.text ?? "" }
        }
        return alignedText([first] + lines, leftColumns: Set(first.indices))
    }
}

extension PublishedFigure {
    /// The value with its bounds and state; without a value the state, and what bounds it.
    fileprivate var text: String {
        guard let value else { return state + intervalText(low, high) }
        return "\(decimalText(value))\(intervalText(low, high)) \(state)"
    }
}

extension PeriodChange {
    fileprivate var text: String {
        if let change { return change.text }
        return switch direction {
        case .up: "↑"
        case .down: "↓"
        case .same: "="
        case .withinRounding: "≈"
        }
    }
}

extension FigureChange {
    /// Such as `+890 [882, 898], +4.8 % [4.7, 4.9]`.
    fileprivate var text: String {
        let share = percent.map { ", \(signedText($0)) %" + intervalText(percentLow, percentHigh) }
        return signedText(difference) + intervalText(low, high) + (share ?? "")
    }
}

/// Bounds as ` [low, high]`; nothing when there are none, or both are open.
private func intervalText(_ low: Double?, _ high: Double?) -> String {
    if low == nil, high == nil { return "" }
    return " [\(low.map(decimalText) ?? "?"), \(high.map(decimalText) ?? "?")]"
}

// MARK: - JSON

extension PlaceComparison: Encodable {
    private enum CodingKeys: String, CodingKey {
        case version, indicator, category, group, gender, tables, notes, twoDefinitions,
            definitionChanges
    }

    private struct Table: Encodable {
        let periods: [String]
        let comparability: [Verdict]
        let places: [Line]
    }

    private struct Line: Encodable {
        let place: String
        let name: String
        let figures: [String: PublishedFigure]
        let changes: [PeriodChange]
        /// By period, how it stands to the first place.
        let againstFirst: [String: FigureChange]
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(version, forKey: .version)
        try container.encode(question.indicator, forKey: .indicator)
        try container.encode(category, forKey: .category)
        try container.encode(question.group, forKey: .group)
        try container.encode(question.gender, forKey: .gender)
        let tables = sections.map { section in
            let lines = question.places.enumerated().map { index, place in
                let figures = zip(section.periods, section.rows[index])
                    .compactMap { period, figure in figure.map { (period, $0) } }
                return Line(
                    place: place,
                    name: labels.place(place),
                    figures: Dictionary(uniqueKeysWithValues: figures),
                    changes: section.changes[index].compactMap(\.self),
                    againstFirst: Dictionary(
                        uniqueKeysWithValues: zip(section.periods, section.gaps[index])
                            .compactMap { period, gap in gap.map { (period, $0) } }
                    )
                )
            }
            return Table(periods: section.periods, comparability: section.verdicts, places: lines)
        }
        try container.encode(tables, forKey: .tables)
        try container.encode(notes, forKey: .notes)
        try container.encode(
            twoDefinitions.map { [$0.place, $0.city] },
            forKey: .twoDefinitions
        )
        if !definitionChanges.isEmpty {
            try container.encode(definitionChanges, forKey: .definitionChanges)
        }
    }
}
