import IndicatorModel

extension Trace {
    /// The trace for a reader; without `all` only some of the cells of long inputs.
    package func text(all: Bool) -> String {
        let parts = [
            [title], row, memberLines, inputs.flatMap { lines($0, all: all) },
            ["Computed again"] + arithmetic.map { "  \($0)" }
                + ["  All 13 fields are as published."],
        ]
        return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
            .joined(separator: "\n\n")
    }

    /// Such as `City of Calgary, 2016: Immigrant status: Immigrants: 382,985 Persons`.
    private var title: String {
        func label(_ column: String) -> String { labels[column] ?? published[column] ?? "" }
        var what = [label("indicator")]
        for column in ["category", "group", "gender"] where published[column] != "total" {
            what.append(label(column))
        }
        let value = published["value"].flatMap(Double.init)
        what.append(value.map { "\(figureText($0)) \(labels["unit"] ?? "")" } ?? "no figure")
        return "\(label("place")), \(published["period"] ?? ""): \(what.joined(separator: ": "))"
    }

    private var row: [String] {
        let names = Observation.columns.map { column in
            let value = published[column] ?? ""
            let label = labels[column]
            let shown = value.isEmpty ? "(empty)" : value
            let meaning = label.map { $0 == value ? "" : " (\($0))" } ?? ""
            return "  \(column.padded(to: 10))\(shown)\(meaning)"
        }
        return ["Published in \(dataset), version \(version), observations/\(partition).csv"]
            + names
    }

    private var memberLines: [String] {
        let own = members.filter(\.componentOf.isEmpty)
        guard !own.isEmpty else { return ["Members of the place: none, it has no recipe"] }
        var lines = ["Members of the place, \(published["period"] ?? "")"]
        for member in own {
            let weight = member.weight.isEmpty ? "" : ", weight \(member.weight)"
            lines.append(
                "  \(member.level) \(member.code)  \(member.name)\(weight), \(member.status): "
                    + member.source
            )
            let name = "\(member.level) \(member.code)"
            let parts = members.filter { $0.componentOf == name }
            for level in Set(parts.map(\.level)).sorted() {
                let count = parts.count { $0.level == level }
                lines.append("    where it is not printed: \(grouped(count)) \(level)")
            }
        }
        return lines
    }

    private func lines(_ input: Input, all: Bool) -> [String] {
        let label = input.label.isEmpty ? "" : " \(input.label)"
        let lines = [
            "\(input.role.capitalizedFirst): \(input.characteristic)\(label), column "
                + input.column,
            "  \(input.source)/\(input.part): \(input.file)", "  SHA-256 \(input.sha256)",
            "  lines \(input.lines): \(input.members)",
        ]
        return lines + cellLines(input.cells, all: all)
    }

    /// The first ten cells and the last three, and of those between the first ten that have no
    /// figure, because they are what a reader asks after.
    private func cellLines(_ cells: [PrintedCell], all: Bool) -> [String] {
        let count = cells.count
        var shown = Array(cells.indices)
        if !all, count > 13 {
            let gaps = shown[10..<count - 3].filter { cells[$0].value == nil }.prefix(10)
            shown = Array(0..<10) + gaps + Array(count - 3..<count)
        }
        var lines: [String] = []
        var next = 0
        for index in shown {
            if index > next { lines.append("    ... \(grouped(index - next)) more (`--all`)") }
            lines.append("    \(cells[index].sentence)")
            next = index + 1
        }
        return lines
    }
}

extension Trace.PrintedCell {
    /// Such as ``line 95777  DA 48060103  `..`  no figure: not-available``.
    fileprivate var sentence: String {
        let printed = [text, symbol].filter { !$0.isEmpty }
        // A layout may print the symbol in the place of the figure.
        let shown = printed.count == 2 && text == symbol ? [text] : printed
        var meaning = "no figure: \(state)"
        if let value {
            meaning = figureText(value)
            if let low, let high, low != high {
                meaning += ", between \(figureText(low)) and \(figureText(high))"
            }
        }
        let factor = weight == 1 ? "" : "; weight \(decimalText(weight))"
        let place = name.isEmpty ? geography : "\(geography) \(name)"
        return "line \(line)  \(place)  `\(shown.joined(separator: " "))`  \(meaning)\(factor)"
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(1, width - count))
    }

    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
