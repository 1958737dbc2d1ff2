/// How a table of labels differs between two versions.
package struct ReferenceDifference: Codable, Hashable, Sendable {
    package enum Kind: String, Codable, Sendable { case new, gone, changed }

    package struct Row: Codable, Hashable, Sendable {
        /// The fields of the key, joined by a slash.
        package let key: String
        package let kind: Kind
        /// The columns that differ; for rows that came or went the name in English.
        package let columns: [Column]
    }

    package struct Column: Codable, Hashable, Sendable {
        package let name: String
        package let old: String?
        package let new: String?
    }

    package let table: String
    package var new = 0
    package var gone = 0
    package var changed = 0
    package var rows: [Row] = []

    package var isEmpty: Bool { rows.isEmpty }

    /// The tables that are compared, with the number of their key columns.
    static let tables = [
        ("places", 1), ("indicators", 1), ("categories", 2), ("classifications", 2), ("terms", 2),
        ("comparability", 3), ("definition_changes", 3),
    ]

    package init(
        _ table: String,
        keyCount: Int,
        _ old: VersionFolder,
        _ new: VersionFolder
    ) throws {
        self.table = table
        let path = "\(table).csv"
        if let digest = old.digests[path], digest == new.digests[path] { return }
        try compare(
            try old.records(path, keyCount: keyCount),
            try new.records(path, keyCount: keyCount),
            keyCount: keyCount
        )
    }

    private mutating func compare(
        _ old: consuming SortedRecords,
        _ new: consuming SortedRecords,
        keyCount: Int
    ) throws {
        let names = (old.columns, new.columns)
        func named(_ names: [String], _ row: [String]) -> [String: String] {
            Dictionary(zip(names, row)) { first, _ in first }
        }
        let label = { (row: [String: String]) in
            row["label_en"] ?? row["name_en"] ?? row["code"] ?? row["reason_en"]
        }
        try mergeJoin(old, new) { joined in
            func add(_ row: [String], _ kind: Kind, _ columns: [Column]) {
                let key = row.prefix(keyCount).joined(separator: "/")
                rows.append(Row(key: key, kind: kind, columns: columns))
            }
            switch joined {
            case .same: break
            case .gone(let row):
                gone += 1
                add(row, .gone, [Column(name: "label", old: label(named(names.0, row)), new: nil)])
            case .new(let row):
                self.new += 1
                add(row, .new, [Column(name: "label", old: nil, new: label(named(names.1, row)))])
            case .both(let before, let after):
                let columns = Self.columns(named(names.0, before), named(names.1, after), names.1)
                if columns.isEmpty { break }
                changed += 1
                add(after, .changed, columns)
            }
        }
    }

    /// The columns that both have and that differ; an order that shifts is no change.
    private static func columns(
        _ old: [String: String],
        _ new: [String: String],
        _ names: [String]
    ) -> [Column] {
        names.compactMap { name in
            guard name != "position", let before = old[name], let after = new[name],
                before != after
            else { return nil }
            return Column(name: name, old: before, new: after)
        }
    }
}
