import Glibc
import IndicatorModel

/// What is said of checks, in both languages, so that the wording can be read at a sitting.
enum CheckTexts {
    // MARK: - What was expected

    static func expected(_ range: ValueRange) -> BilingualText {
        let limit = text(range)
        return BilingualText(en: "expected \(limit.en)", fr: "attendu : \(limit.fr)")
    }

    static func expected(coverage: Double, atLeast least: Double) -> BilingualText {
        let (found, limit) = (decimalText(coverage), decimalText(least))
        return BilingualText(
            en: "the coverage is \(found), expected at least \(limit)",
            fr: "la couverture est de \(found), attendue : au moins \(limit)"
        )
    }

    static func expectedSum(
        of parts: [String],
        _ value: Double,
        _ bounds: Bounds
    )
        -> BilingualText
    {
        let value = figure(value, bounds)
        let names = (listed(parts, limit: 6), listedInFrench(parts))
        return BilingualText(
            en: "\(names.0) together are \(value.en)",
            fr: "\(names.1) font ensemble \(value.fr)"
        )
    }

    static func expectedTimes(
        _ count: Int,
        _ kind: Period.Kind,
        _ bounds: Bounds
    ) -> BilingualText {
        let (low, high) = (decimalText(bounds.low ?? 0), decimalText(bounds.high ?? 0))
        let names =
            kind == .month
            ? (counted(count, "month"), "\(count) mois")
            : (counted(count, "quarter"), "\(count) trimestres")
        return BilingualText(
            en: "its \(names.0) together are \(low) to \(high)",
            fr: "ses \(names.1) font ensemble de \(low) à \(high)"
        )
    }

    static func expectedAtLeast(_ least: Double, together places: [String]) -> BilingualText {
        let names = (listed(places, limit: 6), listedInFrench(places))
        return BilingualText(
            en: "expected at least \(decimalText(least)), the sum of \(names.0)",
            fr: "attendu : au moins \(decimalText(least)), la somme de \(names.1)"
        )
    }

    static func expectedOther(_ other: Observation) -> BilingualText {
        let value = figure(other.estimate.value ?? 0, other.estimate.bounds)
        let source = other.lineage.first?.source.name ?? ""
        let isSum = other.estimate.method == .sumOfComponents
        return BilingualText(
            en: "\(isSum ? "the sum of" : "the figure in") `\(source)` is \(value.en)",
            fr: "\(isSum ? "la somme dans" : "le chiffre dans") `\(source)` est \(value.fr)"
        )
    }

    static func expectedChange(
        _ fence: ClosedRange<Double>,
        _ middle: Double,
        _ others: Int,
        from earlier: Double,
        in period: Period
    ) -> BilingualText {
        let start = decimalText(earlier)
        let range = (percent(fence.lowerBound), percent(fence.upperBound))
        return BilingualText(
            en: "from \(start) in \(period), expected a change of \(range.0) to \(range.1) "
                + "(the median of \(others) other places is \(percent(middle)))",
            fr: "de \(start) en \(period), variation attendue : de \(range.0) à \(range.1) "
                + "(la médiane des \(others) autres lieux est de \(percent(middle)))"
        )
    }

    /// The change that a logarithm of a ratio is, in percent.
    private static func percent(_ ratio: Double) -> String {
        let change = rounded((exp(ratio) - 1) * 100, decimals: 1)
        return (change >= 0 ? "+" : "") + decimalText(change) + " %"
    }

    // MARK: - Rows

    /// A figure with the interval that it lies in.
    static func figure(_ value: Double?, _ bounds: Bounds) -> BilingualText {
        guard let value else { return BilingualText(en: "no figure", fr: "aucun chiffre") }
        let text = decimalText(value)
        guard let low = bounds.low.map(decimalText), let high = bounds.high.map(decimalText),
            bounds.low != bounds.high
        else { return BilingualText(en: text, fr: text) }
        return BilingualText(
            en: "\(text) (\(low) to \(high))",
            fr: "\(text) (de \(low) à \(high))"
        )
    }

    static func row(_ finding: FailedRow) -> BilingualText {
        let subject = finding.subject.joined(separator: ",")
        if finding.value == nil, finding.origin.isEmpty, finding.subject.contains("") {
            return finding.expected
        }
        let value = figure(finding.value, finding.bounds)
        return BilingualText(
            en: "\(subject): \(value.en); \(finding.expected.en)",
            fr: "\(subject) : \(value.fr) ; \(finding.expected.fr)"
        )
    }

    // MARK: - Limits

    static func text(_ limit: CheckLimit) -> BilingualText {
        switch limit {
        case .withinRounding:
            BilingualText(en: "within rounding", fr: "à l’arrondi près")
        case .range(let range): text(range)
        case .atLeast(let share):
            BilingualText(
                en: "at least \(decimalText(share)) of the members",
                fr: "au moins \(decimalText(share)) des membres"
            )
        case .jump(let jump): text(jump)
        }
    }

    static func text(_ range: ValueRange) -> BilingualText {
        let low = range.low.map(decimalText)
        let high = range.high.map(decimalText)
        switch (low, range.above.map(decimalText), high) {
        case (let low?, _, let high?):
            return BilingualText(en: "\(low) to \(high)", fr: "de \(low) à \(high)")
        case (let low?, _, nil): return BilingualText(en: "\(low) or more", fr: "\(low) ou plus")
        case (nil, let above?, let high?):
            return BilingualText(
                en: "above \(above) and up to \(high)",
                fr: "plus de \(above) et jusqu’à \(high)"
            )
        case (nil, let above?, nil):
            return BilingualText(en: "above \(above)", fr: "plus de \(above)")
        case (nil, nil, let high):
            return BilingualText(en: "up to \(high ?? "")", fr: "jusqu’à \(high ?? "")")
        }
    }

    private static func text(_ jump: JumpLimit) -> BilingualText {
        let least = decimalText(rounded(jump.leastChange * 100, decimals: 4))
        let places = jump.placesAtLeast
        let spread: BilingualText =
            switch jump.spread {
            case .timesIQR(let times):
                BilingualText(
                    en: "within \(decimalText(times)) interquartile ranges of the median change",
                    fr: "à moins de \(decimalText(times)) écarts interquartiles de la variation "
                        + "médiane"
                )
            case .quantile(let share):
                BilingualText(
                    en: "within the quantiles \(decimalText(rounded(1 - share, decimals: 6))) and "
                        + "\(decimalText(share)) of all changes",
                    fr: "entre les quantiles \(decimalText(rounded(1 - share, decimals: 6))) et "
                        + "\(decimalText(share)) des variations"
                )
            }
        return BilingualText(
            en: "\(spread.en), or within \(least) % of it; at least \(places) other places",
            fr:
                "\(spread.fr), ou à moins de \(least) % de celle-ci ; "
                + "au moins \(places) autres lieux"
        )
    }

    /// What contradictions and exceptions are held against.
    static func text(_ builtIn: BuiltInCheck) -> BilingualText {
        switch builtIn {
        case .contradiction: BilingualText(en: "none", fr: "aucune")
        case .exceptions: BilingualText(en: "none without use", fr: "aucune sans objet")
        }
    }

    // MARK: - What was not made

    static func text(_ reason: NotMadeReason, _ notMade: NotMade) -> BilingualText {
        let count = grouped(notMade.count)
        let numbers =
            switch (notMade.least, notMade.most) {
            case (let least?, let most?) where least < most:
                ("\(least) to \(most)", "de \(least) à \(most)")
            case (let least?, _): ("\(least)", "\(least)")
            default: ("", "")
            }
        let (english, french) =
            switch reason {
            case .noFigure: ("a figure is missing", "un chiffre manque")
            case .noBounds: ("a figure has no bounds", "un chiffre n’a pas de bornes")
            case .overlap:
                (
                    "a place shares geography with another below the same place",
                    "un lieu partage un territoire avec un autre du même lieu supérieur"
                )
            case .tooFewPlaces:
                (
                    "too few other places have both figures (\(numbers.0))",
                    "trop peu d’autres lieux ont les deux chiffres (\(numbers.1))"
                )
            case .zero: ("a figure is 0", "un chiffre est 0")
            case .noPair:
                (
                    "no two years of the indicator compare or are at hand",
                    "l’indicateur n’a pas deux années comparables ou disponibles"
                )
            }
        return BilingualText(en: "\(count): \(english)", fr: "\(count) : \(french)")
    }

    static func listedInFrench(_ names: [String]) -> String {
        let shown = names.prefix(6).map { "`\($0)`" }
        if names.count > 6 {
            return shown.joined(separator: ", ") + " et \(names.count - 6) autres"
        }
        guard let last = shown.last, shown.count > 1 else { return shown.first ?? "" }
        return shown.dropLast().joined(separator: ", ") + " et " + last
    }
}
