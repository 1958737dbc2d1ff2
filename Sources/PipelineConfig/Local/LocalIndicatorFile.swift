import FoundationEssentials
import IndicatorModel

/// Reads `indicators.yaml` and `indicators.csv` of a place.
///
/// Small counts are withheld here: nothing that is made of a file knows them.
struct LocalIndicatorReader {
    /// Below it counts are withheld, unless a file says otherwise.
    static let defaultThreshold = 10
    static let keys = (
        required: ["id", "kind", "label", "unit", "source"],
        optional: ["note", "threshold", "categories"]
    )
    /// The columns of `indicators.csv`.
    static let columns = (
        required: ["period", "indicator", "value"], optional: ["category", "note"]
    )

    let root: URL
    /// The folder of the place, from the project.
    let folder: String
    let form: LocalCSVForm
    let report: Report

    // MARK: - indicators.yaml

    func readDefinitions() -> [LocalIndicator] {
        guard let file = TextFile.read("\(folder)/indicators.yaml", in: root, report),
            let document = YAMLValue.document(of: file, report),
            let mapping = document.mapping(required: ["indicators"], optional: ["threshold"])
        else { return [] }
        let threshold = mapping["threshold"]?.natural ?? Self.defaultThreshold
        var indicators: [LocalIndicator] = []
        for item in mapping["indicators"]?.list ?? [] {
            guard let indicator = readDefinition(item, threshold) else { continue }
            if indicators.contains(where: { $0.id == indicator.id }) {
                let message = "indicator `\(indicator.id)` stands twice"
                report.add(.general("duplicate-id", message, item))
            }
            indicators.append(indicator)
        }
        return indicators
    }

    private func readDefinition(_ value: YAMLValue, _ threshold: Int) -> LocalIndicator? {
        guard
            let mapping = value.mapping(
                required: Self.keys.required,
                optional: Self.keys.optional
            ),
            let id: LocalIndicatorID = mapping["id"]?.identifier("an indicator"),
            let kind: IndicatorKind = mapping["kind"]?.choice("kind"),
            let label = mapping["label"]?.bilingual, let unit = mapping["unit"]?.bilingual,
            let source = mapping["source"]?.bilingual
        else { return nil }
        var labels: [CategoryID: BilingualText] = [:]
        var categories: [CategoryID] = []
        for (key, text) in mapping["categories"]?.entries ?? [] {
            guard let category: CategoryID = key.identifier("a category") else { continue }
            categories.append(category)
            labels[category] = text.bilingual
        }
        return LocalIndicator(
            id: id,
            kind: kind,
            label: label,
            unit: unit,
            source: source,
            note: mapping["note"]?.bilingual,
            threshold: mapping["threshold"]?.natural ?? threshold,
            categories: categories.filter { $0 != .total },
            categoryLabels: labels
        )
    }

    // MARK: - indicators.csv

    /// The figures as they may be shown.
    func readFigures(_ indicators: [LocalIndicator]) -> [LocalObservation] {
        guard let table = LocalTable.read("\(folder)/indicators.csv", in: root, form, report),
            hasColumns(table)
        else { return [] }
        var observations: [LocalObservation] = []
        var lines: [LocalObservation.Key: Int] = [:]
        for row in table.rows {
            guard let observation = readFigure(row, table, indicators) else { continue }
            if let first = lines[observation.key] {
                let message = "the same period, indicator and category stand in line \(first)"
                let hint = "remove one of the two lines"
                report.add(
                    .local(
                        "duplicate-figure",
                        message,
                        at: table.span(row, "period"),
                        hints: [hint]
                    )
                )
                continue
            }
            lines[observation.key] = row.line
            observations.append(observation)
        }
        return indicators.flatMap { indicator in
            let own = observations.filter { $0.key.indicator == indicator.id }
            if indicator.kind != .count { return own }
            let hidden = Withholding.positions(in: own, below: indicator.threshold)
            return own.indices.map { hidden.contains($0) ? own[$0].withheld : own[$0] }
        }
    }

    /// A name in backticks; of what is none, such as a figure in the wrong column, only where it
    /// stands.
    private func shown(_ name: String, _ instead: String) -> String {
        name.first?.isLetter == true ? "`\(name)`" : instead
    }

    private func hasColumns(_ table: LocalTable) -> Bool {
        let known = Self.columns.required + Self.columns.optional
        var hasAll = true
        for (index, name) in table.header.enumerated()
        where !known.contains(name) || table.header[..<index].contains(name) {
            let shown = shown(name, "\(index + 1)")
            let message =
                known.contains(name) ? "column \(shown) stands twice" : "unknown column \(shown)"
            let hint = didYouMean(name, among: known) ?? "known are \(listed(known))"
            report.add(.local("unknown-column", message, table.name, hints: [hint]))
            hasAll = false
        }
        let missing = Self.columns.required.filter { !table.header.contains($0) }
        if !missing.isEmpty {
            let noun = missing.count == 1 ? "column" : "columns"
            let hint = "the first line names the columns: \(known.joined(separator: ", "))"
            report.add(
                .local(
                    "missing-column",
                    "missing \(noun) \(listed(missing))",
                    table.name,
                    hints: [hint]
                )
            )
            hasAll = false
        }
        return hasAll
    }

    private func readFigure(
        _ row: LocalTable.Row,
        _ table: LocalTable,
        _ indicators: [LocalIndicator]
    ) -> LocalObservation? {
        guard let period = readPeriod(row, table) else { return nil }
        let name = table.text(row, "indicator")
        guard let indicator = indicators.first(where: { $0.id.name == name }) else {
            let known = indicators.map(\.id.name)
            let hint = didYouMean(name, among: known) ?? "add it to \(folder)/indicators.yaml"
            report.add(
                .local(
                    "unknown-indicator",
                    "the indicator \(shown(name, "here")) is not known",
                    at: table.span(row, "indicator"),
                    hints: [hint]
                )
            )
            return nil
        }
        guard let category = readCategory(row, table, indicator),
            let value = readValue(row, table, indicator)
        else { return nil }
        return LocalObservation(
            key: .init(indicator: indicator.id, category: category, period: period),
            value: value,
            state: value == nil ? .notAvailable : .observed,
            note: table.text(row, "note")
        )
    }

    private func readPeriod(_ row: LocalTable.Row, _ table: LocalTable) -> LocalPeriod? {
        let text = table.text(row, "period")
        if let period = LocalPeriod(text) { return period }
        let year = text.prefix(4)
        let isAmbiguous = LocalPeriod.isAmbiguous(text)
        let message =
            isAmbiguous
            ? "`\(text)` is a month and a fiscal year"
            : "the period is no year, quarter, month or fiscal year"
        let hint =
            isAmbiguous
            ? "write `\(year)-M\(text.suffix(2))` for the month, or "
                + "`\(year)-\((Int(year) ?? 0) + 1)` for the fiscal year"
            : "write 2023, 2023-Q2, 2023-04 or 2023-24; let the spreadsheet keep the column as text"
        report.add(
            .local("bad-period", message, at: table.span(row, "period"), hints: [hint])
        )
        return nil
    }

    private func readCategory(
        _ row: LocalTable.Row,
        _ table: LocalTable,
        _ indicator: LocalIndicator
    ) -> CategoryID? {
        let name = table.text(row, "category")
        if name.isEmpty { return .total }
        let known = [CategoryID.total] + indicator.categories
        if let category = known.first(where: { $0.name == name }) { return category }
        let hint =
            didYouMean(name, among: known.map(\.name))
            ?? "add it to the categories of `\(indicator.id)` in \(folder)/indicators.yaml"
        report.add(
            .local(
                "unknown-category",
                "`\(indicator.id)` does not have the category \(shown(name, "here"))",
                at: table.span(row, "category"),
                hints: [hint]
            )
        )
        return nil
    }

    /// The figure; nil within where the cell is blank.
    ///
    /// What stands in the cell is never shown.
    private func readValue(
        _ row: LocalTable.Row,
        _ table: LocalTable,
        _ indicator: LocalIndicator
    ) -> Double?? {
        let text = table.text(row, "value")
        if text.isEmpty { return .some(nil) }
        func refuse(_ code: String, _ message: String, _ hint: String) -> Double?? {
            report.add(.local(code, message, at: table.span(row, "value"), hints: [hint]))
            return nil
        }
        guard let value = number(text) else {
            let other: LocalCSVForm.DecimalMark = form.decimal == .point ? .comma : .point
            let isOther = text.contains(other.character) && !text.contains(form.decimal.character)
            let hint =
                isOther
                ? "write `decimal: \(other.rawValue)` in \(form.name)"
                : "write digits only, without blanks or signs; leave the cell blank where there "
                    + "is no figure"
            return refuse("bad-value", "the value is not a number", hint)
        }
        if indicator.kind == .count, value < 0 || value != value.rounded() {
            return refuse(
                "bad-count",
                "`\(indicator.id)` is a count, and the value is not a whole number from 0",
                "correct the value, or the `kind` in \(folder)/indicators.yaml"
            )
        }
        if indicator.kind == .share, !(0...100).contains(value) {
            return refuse(
                "bad-share",
                "`\(indicator.id)` is a share, and the value is not within 0 and 100",
                "write a share of a hundred: 45.5 for 45.5 %"
            )
        }
        return value
    }

    /// A number with the decimal mark of the form; no other sign but a minus.
    private func number(_ text: String) -> Double? {
        let unsigned = text.first == "-" ? text.dropFirst() : text[...]
        let parts = unsigned.split(
            separator: form.decimal.character,
            omittingEmptySubsequences: false
        )
        let isNumber =
            parts.count <= 2
            && parts.allSatisfy { part in
                !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
            }
        guard isNumber else { return nil }
        let sign = text.first == "-" ? "-" : ""
        return Double(sign + parts.joined(separator: "."))
    }
}
