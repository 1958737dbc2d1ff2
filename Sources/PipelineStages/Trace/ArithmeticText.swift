import IndicatorModel

extension Explanation {
    /// The arithmetic in sentences.
    var sentences: [String] {
        let asked = asked
        if observation.estimate.value == nil { return withoutFigure(asked) }
        guard let asked = asked.first else { return [] }
        return arithmetic(asked) + restatement + [outcome]
    }

    /// How the figure was made, before prices and without the result.
    private func arithmetic(_ asked: Asked) -> [String] {
        switch (asked.formula.kind, asked.second) {
        case (.sum, _): return sum(asked)
        case (.quotient, let second?): return quotient(asked, second)
        case (.mean, let second?) where !asked.source.isOneGeography:
            return mean(asked, second)
        case (.quantile(let share), _):
            return quantile(asked, share)
        case (.quotient, nil), (.mean, _), (.printed, _):
            let printed = asked.source.printed(asked.first).value
            return [
                "\(text(printed)) is printed for \(one(asked)), and taken as it is.",
                "It has no bounds: how it was rounded is not known.",
            ]
        }
    }

    private func one(_ asked: Asked) -> String {
        asked.source.slots.first.map { "\($0.geography) as a whole" } ?? "the place"
    }

    // MARK: - Sums

    private func sum(_ asked: Asked) -> [String] {
        let reckoning = Reckoning(
            asked.source,
            [asked.first],
            within: asked.formula.within,
            limits: asked.limits
        )
        let figures = reckoning.source.sum(asked.first, limits: MissingLimits(reckoning.source))
        if observation.estimate.method == .published {
            var texts = ["\(text(figures.value)) is printed for \(one(asked))."]
            texts += bounds(asked, reckoning)
            return texts
        }
        var texts = [reckoning.sentence]
        let weighted = reckoning.isWeighted ? ", each times the weight of its member," : ""
        let what = counted(reckoning.source.slots.count, "figure")
        let terms = asked.first.terms.count
        let of = terms > 1 ? " (each of \(terms) printed counts)" : ""
        texts.append("The sum of \(what)\(of)\(weighted) is \(text(figures.value)).")
        return texts + bounds(asked, reckoning)
    }

    private func bounds(_ asked: Asked, _ reckoning: Reckoning) -> [String] {
        guard asked.formula.isCounted else {
            return [
                "It has no bounds: it is measured, not counted, and its rounding is not known."
            ]
        }
        var texts = [reckoning.rounding]
        if reckoning.isWeighted {
            texts.append(
                "A member that belongs to the place in part counts as 0 at least and as a whole "
                    + "at most."
            )
        }
        let figures = reckoning.source.sum(asked.first, limits: MissingLimits(reckoning.source))
        if reckoning.rounded > 0 || reckoning.isWeighted {
            texts.append(
                "So the figures stand for \(text(figures.low)) to \(text(figures.high))."
            )
        }
        if let missing = reckoning.missingSentence { texts.append(missing) }
        let all = asked.source.sum(asked.first, limits: asked.limits)
        if all.low != observation.estimate.low || all.high != observation.estimate.high {
            texts.append(
                "What it adds up to, and with, leaves \(text(observation.estimate.low)) to "
                    + "\(text(observation.estimate.high))."
            )
        }
        return texts
    }

    /// `partial, coverage 0.5`, where any member was looked at.
    private var standing: String {
        let estimate = observation.estimate
        let coverage = estimate.coverage.map { ", coverage \(decimalText($0))" } ?? ""
        return estimate.state.rawValue + coverage
    }

    /// The result, as it was computed again.
    private var outcome: String {
        let estimate = observation.estimate
        var texts = ["Result: \(text(estimate.value))"]
        if let low = estimate.low { texts.append("at least \(text(low))") }
        if let high = estimate.high { texts.append("at most \(text(high))") }
        if let low = estimate.low95, let high = estimate.high95 {
            texts.append("95 times in 100 \(text(low)) to \(text(high))")
        }
        return "\(texts.joined(separator: ", ")); \(standing)."
    }

    // MARK: - Quotients and means

    private func quotient(_ asked: Asked, _ second: BoundExpression) -> [String] {
        let reckoning = Reckoning(
            asked.source,
            [asked.first, second],
            within: asked.formula.within,
            limits: asked.limits,
            isShare: question?.indicator.kind.isShareOfWhole ?? false
        )
        let top = reckoning.source.sum(asked.first, limits: MissingLimits(reckoning.source))
        let bottom = reckoning.source.sum(second, limits: MissingLimits(reckoning.source))
        let scale = question.map(\.indicator.kind.scale) ?? 1
        let factor = scale == 1 ? "" : "\(text(scale)) x "
        func part(_ name: String, _ part: Estimate) -> String {
            let range = " (\(text(part.low)) to \(text(part.high)))"
            return "\(name): \(text(part.value))"
                + (asked.formula.isCounted && !reckoning.isWeighted ? range : "") + "."
        }
        var texts = [
            reckoning.sentence, part("Numerator", top), part("Denominator", bottom),
            "\(factor)\(text(top.value)) / \(text(bottom.value)) = "
                + "\(text(observation.estimate.value)), to \(quotientDecimals) decimals.",
        ]
        guard asked.formula.isCounted else {
            return texts + ["It has no bounds: a part of it is measured, not counted."]
        }
        texts.append(reckoning.rounding)
        texts.append(
            "Low is the lowest numerator over the highest denominator, high the highest over the "
                + "lowest, within 0 and 100 where it is a share."
        )
        if let missing = reckoning.missingSentence {
            texts.append("\(missing) What they add counts in both parts.")
        }
        return texts
    }

    private func mean(_ asked: Asked, _ weight: BoundExpression) -> [String] {
        let reckoning = Reckoning(asked.source, [asked.first, weight])
        let weights = reckoning.source.sum(weight, limits: MissingLimits(reckoning.source))
        let mean = asked.source.mean(asked.first, weightedBy: weight)
        var texts = [
            reckoning.sentence,
            "Each average counts as often as the count it is an average of: "
                + "\(text(weights.value)) in all.",
            "The weighted average is \(text(mean.value)), to "
                + "\(quotientDecimals) decimals.",
        ]
        if mean.low == nil {
            texts.append("It has no bounds: members without a figure may have any average.")
        } else {
            texts.append(Reckoning(reckoning.source, [weight]).rounding)
            texts.append("The bounds are the lowest and highest average that such counts allow.")
        }
        return texts
    }

    // MARK: - Quantiles and constant dollars

    private func quantile(_ asked: Asked, _ share: Double) -> [String] {
        guard let distribution = asked.source.bind(asked.formula, observation.key.gender) else {
            return []
        }
        let made = asked.source.quantile(distribution)
        let reckoning = Reckoning(
            asked.source,
            distribution.classes.map(\.count),
            within: asked.formula.within,
            limits: asked.limits
        )
        let total = reckoning.source.sum(asked.first, limits: MissingLimits(reckoning.source))
        var texts = [
            reckoning.sentence,
            "No such figure is printed for the place, so it is read from "
                + "\(counted(distribution.classes.count, "class", plural: "classes")) that count "
                + "\(text(total.value)) in all.",
            "\(text(share * 100)) % of them lie below \(text(made.value)): inside a class as if "
                + "they were spread evenly, in the open one above by Pareto's law.",
        ]
        if made.low != nil || made.high != nil {
            texts.append(
                "The bounds are the limits of the classes it can fall into, whatever rounding and "
                    + "members without a figure do: \(text(made.low)) to \(text(made.high))."
            )
        }
        return texts
    }

    private var restatement: [String] {
        guard observation.lineage.last?.role == .index,
            let restated = prices.restatement(question, observation.key.period),
            let from = restated.series.index[restated.years[0]],
            let to = restated.series.index[restated.years[1]]
        else { return [] }
        let area = restated.series.area
        let place = area.level == .country ? "Canada" : "\(area)"
        return [
            "In dollars of \(restated.years[1]): times \(text(to.value)) / \(text(from.value)), "
                + "the price index of \(place) in \(restated.years[1]) and \(restated.years[0])."
        ]
    }

    // MARK: - No figure

    private func withoutFigure(_ asked: [Asked]) -> [String] {
        var texts: [String] = []
        if cells.sources.isEmpty { texts.append("The place has no recipe for the period.") }
        for source in cells.sources where !asked.contains(where: { $0.source.isSame(source) }) {
            let id = source.source.id
            texts.append(
                source.isEmpty
                    ? "Source `\(id)` has no member of the place at hand."
                    : "The indicator reads no such figure from source `\(id)`."
            )
        }
        for asked in asked {
            let expressions = [asked.first] + (asked.second.map { [$0] } ?? [])
            let reckoning = Reckoning(asked.source, expressions)
            texts.append("Source `\(asked.source.source.id)`: \(reckoning.sentence)")
        }
        if observation.estimate.state == .notAdditive {
            texts.append(
                "The figures of several geographies do not combine to one of the whole place."
            )
        }
        return texts + ["Result: no figure; \(standing)."]
    }

    private func text(_ value: Double?) -> String { figureText(value) }
}

extension PlaceSource {
    fileprivate func isSame(_ other: PlaceSource) -> Bool { source.id == other.source.id }
}

/// A figure with commas between thousands; `not bounded` for none.
func figureText(_ value: Double?) -> String {
    guard let value else { return "not bounded" }
    let text = decimalText(value)
    let parts = text.split(separator: ".", maxSplits: 1)
    guard let whole = parts.first.flatMap({ Int($0) }) else { return text }
    return grouped(whole) + (parts.count > 1 ? ".\(parts[1])" : "")
}
