import IndicatorModel

/// A published observation, taken apart to its source lines and computed again.
package struct Trace: Encodable, Sendable {
    package let dataset: String
    package let version: Int
    package let partition: String
    /// The row as it stands in observations/PARTITION.csv, by column.
    package let published: [String: String]
    /// What its words, and its unit, are called in English, by column.
    package let labels: [String: String]
    /// What the place was made of, as members.csv has it.
    package let members: [Member]
    /// What was read: one for each part and characteristic, as lineage/PARTITION.csv has it.
    package let inputs: [Input]
    /// The arithmetic, in sentences.
    package let arithmetic: [String]
    /// What was computed again; a trace that differs from the published row is an error.
    package let recomputed: PublishedFigure

    /// A row of members.csv.
    package struct Member: Encodable, Sendable {
        package let level: String
        package let code: String
        package let name: String
        package let weight: String
        package let componentOf: String
        package let status: String
        package let source: String

        init(_ row: TracedVersion.Record) {
            level = row["level"] ?? ""
            code = row["code"] ?? ""
            name = row["name"] ?? ""
            weight = row["weight"] ?? ""
            componentOf = row["component_of"] ?? ""
            status = row["status"] ?? ""
            source = row["source"] ?? ""
        }
    }

    /// The lines of one part that one characteristic was read from.
    package struct Input: Encodable, Sendable {
        package let role: String
        package let source: String
        package let part: String
        package let file: String
        package let sha256: String
        package let characteristic: String
        package let label: String
        package let column: String
        package let lines: String
        package let members: String
        package let cells: [PrintedCell]
    }

    /// A figure as it is printed, and what it was taken for.
    package struct PrintedCell: Encodable, Sendable {
        package let line: Int
        package let geography: String
        package let name: String
        package let text: String
        package let symbol: String
        package let state: String
        /// Nil when no figure is printed.
        package let value: Double?
        /// The bounds of a count; nil where they are not known.
        package let low: Double?
        package let high: Double?
        package let weight: Double
    }
}
