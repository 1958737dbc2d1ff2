import CSVKernel
import FoundationEssentials
import IndicatorModel

extension FigureDifference {
    /// The columns of a differing row as CSV.
    package static let columns =
        [
            "place", "period", "indicator", "category", "group", "gender", "class", "old_value",
            "new_value", "old_low", "new_low", "old_high", "new_high", "old_state", "new_state",
        ]

    /// The row as CSV has it, with numbers as they are published.
    package var fields: [String] {
        func text(_ number: Double??) -> String { (number ?? nil).map(decimalText) ?? "" }
        return key + [
            kind.rawValue, text(old?.value), text(new?.value), text(old?.low), text(new?.low),
            text(old?.high), text(new?.high), old?.state ?? "", new?.state ?? "",
        ]
    }
}

extension FigureDifference: Encodable {
    private enum CodingKeys: String, CodingKey {
        case place, period, indicator, category, group, gender
        case kind = "class"
        case old, new
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        let names: [CodingKeys] = [.place, .period, .indicator, .category, .group, .gender]
        for (name, field) in zip(names, key) { try container.encode(field, forKey: name) }
        try container.encode(kind, forKey: .kind)
        try container.encodeIfPresent(old, forKey: .old)
        try container.encodeIfPresent(new, forKey: .new)
    }
}

extension VersionDiff: Encodable {
    private enum CodingKeys: String, CodingKey {
        case from, to, differs, partitions, largest, changedValues, tables
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(old.number, forKey: .from)
        try container.encode(new.number, forKey: .to)
        try container.encode(differs, forKey: .differs)
        try container.encode(partitions, forKey: .partitions)
        try container.encode(largest.rows, forKey: .largest)
        try container.encode(largest.count, forKey: .changedValues)
        try container.encode(tables, forKey: .tables)
    }
}

extension VersionDiff.Partition: Encodable {
    private enum CodingKeys: String, CodingKey { case partition, standing, counts }

    /// Counts are left out of a partition that was not read.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .partition)
        try container.encode(standing, forKey: .standing)
        guard standing != .same else { return }
        let counts = DifferenceClass.allCases.map { ($0.rawValue, count($0)) }
        try container.encode(Dictionary(uniqueKeysWithValues: counts), forKey: .counts)
    }
}
