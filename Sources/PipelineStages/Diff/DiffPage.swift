import IndicatorModel

/// The differences between two versions as one static page, which asks no server for anything.
package struct DiffPage {
    let dataset: String
    let diff: VersionDiff
    let labels: VersionLabels
    /// How many changed labels of each table are shown.
    let limit: Int

    package init(dataset: String, _ diff: VersionDiff, _ labels: VersionLabels, limit: Int) {
        self.dataset = dataset
        self.diff = diff
        self.labels = labels
        self.limit = limit
    }

    package var html: String {
        let title = "\(dataset): version \(diff.old.number) and version \(diff.new.number)"
        let parts = [
            "<h1>\(htmlEscaped(title))</h1>",
            "<p><strong>\(htmlEscaped(diff.firstLine))</strong></p>",
            "<h2>Partitions</h2>", counts, "<h2>Largest changes of a value</h2>", changes,
            "<h2>Labels and other tables</h2>", tables,
        ]
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(htmlEscaped(title))</title>
            <style>
            body { font: 1rem/1.5 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; \
            padding: 0 1rem; color: #1b1b1b; background: #fff; }
            .wide { overflow-x: auto; }
            table { border-collapse: collapse; }
            th, td { padding: .3rem .7rem; border-bottom: 1px solid #bbb; text-align: left; }
            .number { text-align: right; font-variant-numeric: tabular-nums; }
            </style>
            </head>
            <body>
            \(parts.joined(separator: "\n"))
            </body>
            </html>

            """
    }

    private var counts: String {
        let kinds = DifferenceClass.allCases
        let rows = diff.partitions.map { partition in
            [partition.id]
                + kinds.map { kind in
                    partition.standing == .same ? "-" : grouped(partition.count(kind))
                }
                + [partition.standing.inWords]
        }
        return table(
            ["Partition"] + kinds.map(\.inWords) + ["note"],
            rows,
            numbers: 1..<kinds.count + 1
        )
    }

    private var changes: String {
        let rows = diff.largest.rows
        guard !rows.isEmpty else { return "<p>No value changed beyond rounding.</p>" }
        return "<p>\(grouped(rows.count)) of \(grouped(diff.largest.count)).</p>\n"
            + table(
                ["Figure", "before", "after", "change", "state before", "state after"],
                rows.map { row in
                    [
                        labels.inWords(row.key), row.old.valueText, row.new.valueText,
                        row.changeText, labels.term("state", row.old?.state ?? ""),
                        labels.term("state", row.new?.state ?? ""),
                    ]
                },
                numbers: 1..<4
            )
    }

    private var tables: String {
        let changed = diff.tables.filter { !$0.isEmpty }
        guard !changed.isEmpty else {
            return diff.only == nil ? "<p>None changed.</p>" : "<p>Not looked at.</p>"
        }
        return changed.map { table in
            var lines = ["<h3>\(htmlEscaped(table.table)): \(table.summary)</h3>", "<ul>"]
            lines += table.rows.prefix(limit).map { "<li>\(htmlEscaped($0.line))</li>" }
            if table.rows.count > limit {
                lines.append("<li>and \(grouped(table.rows.count - limit)) more</li>")
            }
            return (lines + ["</ul>"]).joined(separator: "\n")
        }.joined(separator: "\n")
    }

    private func table(_ head: [String], _ rows: [[String]], numbers: Range<Int>) -> String {
        func row(_ fields: [String], _ tag: String, _ scope: String = "") -> String {
            let cells = fields.enumerated().map { index, field in
                let kind = numbers.contains(index) ? " class=\"number\"" : ""
                return "<\(tag)\(scope)\(kind)>\(htmlEscaped(field))</\(tag)>"
            }
            return "<tr>\(cells.joined())</tr>"
        }
        return
            (["<div class=\"wide\">", "<table>", "<thead>", row(head, "th", " scope=\"col\"")]
            + ["</thead>", "<tbody>"] + rows.map { row($0, "td") }
            + ["</tbody>", "</table>", "</div>"]).joined(separator: "\n")
    }
}

/// Text that stands for itself in HTML, also in quoted attributes.
func htmlEscaped(_ text: String) -> String {
    var result = ""
    for character in text.unicodeScalars {
        switch character {
        case "&": result += "&amp;"
        case "<": result += "&lt;"
        case ">": result += "&gt;"
        case "\"": result += "&quot;"
        case "'": result += "&#39;"
        default: result.unicodeScalars.append(character)
        }
    }
    return result
}
