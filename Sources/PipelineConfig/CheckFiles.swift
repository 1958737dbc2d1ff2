import IndicatorModel

extension ConfigReader {
    /// Reads config/checks: any number of files, each a list of checks.
    ///
    /// It follows indicators and places, which checks name.
    mutating func readChecks() {
        for document in documents(in: "config/checks") {
            guard let mapping = document.mapping(required: ["checks"]) else { continue }
            for value in mapping["checks"]?.list ?? [] {
                if let check = readCheck(value) { configuration.checks.append(check) }
            }
        }
    }

    private mutating func readCheck(_ value: YAMLValue) -> Check? {
        let limits = ["within", "range", "at-least", "quantile", "times-iqr"]
        let jumps = ["places-at-least", "least-change"]
        guard
            let mapping = value.mapping(
                required: ["id", "kind", "severity", "title"],
                optional: ["scope", "except"] + limits + jumps
            ),
            let idValue = mapping["id"], let id: CheckID = idValue.identifier("a check"),
            define("check", id.name, idValue)
        else { return nil }
        keep("check", id.name, value)
        if BuiltInCheck(rawValue: id.name) != nil {
            let message = "`\(id)` is a check that Lipline always makes"
            report.add(
                .general("reserved-name", message, idValue, hints: ["give it another id"])
            )
        }
        guard let kindValue = mapping["kind"], let kind = readKind(kindValue),
            let severity: CheckSeverity = mapping["severity"]?.choice("severity"),
            let title = mapping["title"]?.bilingual
        else { return nil }
        refuseOthers(kind, mapping, among: limits + jumps)
        let scope = readScope(mapping["scope"])
        let exceptions = (mapping["except"]?.list ?? []).compactMap(readException)
        guard let limit = readLimit(kind, mapping) else { return nil }
        let check = Check(
            id: id,
            kind: kind,
            severity: severity,
            title: title,
            scope: scope,
            limit: limit,
            exceptions: exceptions,
            span: idValue.span
        )
        checkScope(check, mapping["scope"] ?? idValue)
        return check
    }

    private func readKind(_ value: YAMLValue) -> CheckKind? {
        if value.rawText == BuiltInCheck.contradiction.rawValue {
            let message = "contradictions are always checked, and cannot be configured"
            report.add(.general("unknown-kind", message, value, hints: ["remove the check"]))
            return nil
        }
        return value.choice("kind")
    }

    // MARK: - Limits

    /// Reports the limits of other kinds: they would be ignored.
    private func refuseOthers(_ kind: CheckKind, _ mapping: YAMLMapping, among keys: [String]) {
        for key in keys where !kind.limitKeys.contains(key) {
            guard let value = mapping[key] else { continue }
            let message = "`\(key)` is no limit of a check of kind `\(kind.rawValue)`"
            let hint = "it has \(listed(kind.limitKeys))"
            report.add(.general("limit-of-other-kind", message, value, hints: [hint]))
        }
    }

    private func readLimit(_ kind: CheckKind, _ mapping: YAMLMapping) -> CheckLimit? {
        let required = kind.limitKeys.filter { mapping[$0] == nil }
        let isJump = kind == .jump
        let missing =
            isJump ? required.filter { !["quantile", "times-iqr"].contains($0) } : required
        if !missing.isEmpty {
            report.add(.missingKeys(missing, in: mapping.whole))
            return nil
        }
        switch kind {
        case .partsAndTotal, .placeAndParent, .menAndWomen, .publishedAndSum, .monthsAndYear:
            guard let value = mapping["within"], let text = value.string else { return nil }
            if text == "rounding" { return .withinRounding }
            report.add(.unknownName(value, what: "limit", known: ["rounding"]))
            return nil
        case .range: return mapping["range"].flatMap(readRange)
        case .coverage:
            guard let value = mapping["at-least"], let share = value.number else { return nil }
            if share > 0, share <= 1 { return .atLeast(share) }
            report.add(.wrongShape(value, expected: "a number above 0 and up to 1"))
            return nil
        case .jump: return readJump(mapping)
        }
    }

    private func readRange(_ value: YAMLValue) -> CheckLimit? {
        guard let mapping = value.mapping(required: [], optional: ["low", "high", "above"])
        else { return nil }
        let range = ValueRange(
            low: mapping["low"]?.number,
            high: mapping["high"]?.number,
            above: mapping["above"]?.number
        )
        let isEmpty = value.isEmptyMapping || (range.low != nil && range.above != nil)
        let least = range.low ?? range.above
        if isEmpty {
            report.add(.wrongShape(value, expected: "`low` or `above`, `high`, or both"))
        } else if let least, let high = range.high, least >= high {
            report.add(.wrongShape(value, expected: "a lower limit less than `high`"))
        } else {
            return .range(range)
        }
        return nil
    }

    private func readJump(_ mapping: YAMLMapping) -> CheckLimit? {
        let spread: JumpLimit.Spread
        switch (mapping["times-iqr"], mapping["quantile"]) {
        case (let value?, nil):
            guard let times = value.weight else { return nil }
            spread = .timesIQR(times)
        case (nil, let value?):
            guard let quantile = value.number else { return nil }
            guard quantile > 0.5, quantile < 1 else {
                report.add(.wrongShape(value, expected: "a number between 0.5 and 1"))
                return nil
            }
            spread = .quantile(quantile)
        default:
            let message = "a check of kind `jump` has either `times-iqr` or `quantile`"
            report.add(.general("missing-key", message, mapping.whole))
            return nil
        }
        guard let placesValue = mapping["places-at-least"], let places = placesValue.count,
            let change = mapping["least-change"]?.weight
        else { return nil }
        if places < 4 {
            report.add(.wrongShape(placesValue, expected: "at least 4 places"))
            return nil
        }
        return .jump(JumpLimit(spread: spread, placesAtLeast: places, leastChange: change))
    }
}

extension CheckKind {
    /// The keys that say its limit.
    var limitKeys: [String] {
        switch self {
        case .partsAndTotal, .placeAndParent, .menAndWomen, .publishedAndSum, .monthsAndYear:
            ["within"]
        case .range: ["range"]
        case .coverage: ["at-least"]
        case .jump: ["times-iqr", "quantile", "places-at-least", "least-change"]
        }
    }
}
