import DataStore
import IndicatorModel

/// An observation as a person names it; nothing is known of its words yet.
package struct ObservationName: Sendable {
    package var place: String
    package var period: String
    package var indicator: String
    package var category: String
    package var group: String
    package var gender: String

    package init(
        place: String,
        period: String,
        indicator: String,
        category: String = "total",
        group: String = "total",
        gender: String = "total"
    ) {
        self.place = place
        self.period = period
        self.indicator = indicator
        self.category = category
        self.group = group
        self.gender = gender
    }

    /// In the order of the columns.
    var fields: [String] { [place, period, indicator, category, group, gender] }
}

extension ObservationKey {
    /// Nil when a word cannot be a name.
    init?(_ name: ObservationName) { self.init(fields: name.fields) }

    var text: String { fields.joined(separator: ",") }
}

extension Tracer {
    /// The published row of a name, with the partition that has it.
    ///
    /// - Throws: `config.unknown-...` for the first word that the version does not have, else
    ///   `trace.not-published`.
    func find(_ name: ObservationName) throws -> (PartitionID, Table, Int) {
        let tables = try version.published.partitions().compactMap { id in
            try version.published.observations(id).map { (id, $0) }
        }
        for (id, table) in tables {
            let index = (0..<table.rowCount).first { table.row($0).prefix(6) == name.fields[...] }
            if let index { return (id, table, index) }
        }
        try checkNames(name, tables.map(\.1))
        throw notPublished(name)
    }

    func notPublished(_ name: ObservationName) -> Diagnostic {
        Diagnostic(
            "trace.not-published",
            "version \(version.published.number) of `\(version.dataset)` has no row "
                + "`\(name.fields.joined(separator: ","))`",
            hints: [
                "men and women have rows where a source at hand prints them; categories and "
                    + "groups have one for `total`"
            ]
        )
    }

    private func checkNames(_ name: ObservationName, _ tables: [Table]) throws {
        let words = ["place", "period", "indicator", "category", "group", "gender"]
        for (column, word) in words.enumerated() {
            // Categories and groups are those of the indicator.
            let isOfIndicator = word == "category" || word == "group"
            var known: Set<String> = []
            for table in tables {
                for index in 0..<table.rowCount {
                    let row = Array(table.row(index))
                    if !isOfIndicator || row[2] == name.indicator { known.insert(row[column]) }
                }
            }
            let own = name.fields[column]
            if known.contains(own) { continue }
            let about = isOfIndicator ? " of indicator `\(name.indicator)`" : ""
            let names = known.sorted()
            throw Diagnostic(
                "config.unknown-\(word)",
                "version \(version.published.number) of `\(version.dataset)` has no \(word) "
                    + "`\(own)`\(about)",
                hints: [
                    didYouMean(own, among: names)
                        ?? "it has \(listed(names))"
                ]
            )
        }
    }
}
