import CSVKernel
package import IndicatorModel
package import PipelineConfig

/// A crosswalk between two censuses as a table.
package enum CrosswalkTable {
    /// The crosswalk of a project.
    ///
    /// - Throws: A `Diagnostic` that says which list is missing.
    package static func crosswalk(
        of configuration: Configuration,
        from: Period,
        to: Period
    ) throws -> Crosswalk {
        guard let pair = PeriodPair(from: from, to: to) else {
            throw Diagnostic("usage.bad-years", "\(from) is not before \(to)")
        }
        if let crosswalk = configuration.crosswalk(pair) { return crosswalk }
        let lacksList = configuration.changes[pair] == nil
        let known = configuration.changes.keys.sorted().map(\.description)
        throw Diagnostic(
            "changes.no-list",
            lacksList
                ? "there is no list of changes between \(from) and \(to)"
                : "there is no list of the geographies of \(from)",
            hints: [
                lacksList
                    ? "config/changes has \(listed(known, quoted: false))"
                    : "make config/geographies/\(from).csv: lip geographies build"
            ]
        )
    }

    package static func csv(_ crosswalk: Crosswalk) -> [UInt8] {
        var writer = CSVWriter(header: ["from", "to", "people", "share", "method", "estimated"])
        for row in crosswalk.rows {
            writer.row([
                row.from, row.to, row.people.map(String.init) ?? "",
                row.share.map { $0.isWhole ? "1" : "\($0.people)/\($0.of)" } ?? "",
                row.method.rawValue, row.isApportioned ? "yes" : "no",
            ])
        }
        return writer.bytes
    }

    /// What a list leaves open, a line each, with where it stands in the list.
    package static func problems(
        _ crosswalk: Crosswalk,
        _ configuration: Configuration
    ) -> [String] {
        let file = configuration.definitions["changes \(crosswalk.periods)"]?.file ?? "list"
        // The header is the first line; changes are counted from 0.
        return crosswalk.problems.map { "\(file):\($0.change + 2): \($0.message)" }
    }
}
