import CSVKernel
package import DataStore
import FoundationEssentials
import IndicatorModel

/// A published version, as it is read for comparing: a table at a time, a row at a time.
package struct VersionFolder: Sendable {
    package let number: Int
    package let folder: String
    /// The digests of its files by path, from SHA256SUMS.
    package let digests: [String: String]

    package init(_ number: Int, in store: ReleaseStore) throws {
        self.number = number
        folder = store.folder(number)
        var digests: [String: String] = [:]
        let text = String(decoding: try readFile("\(folder)/SHA256SUMS"), as: UTF8.self)
        for line in text.split(separator: "\n") {
            digests[String(line.dropFirst(66))] = String(line.prefix(64))
        }
        self.digests = digests
    }

    /// The names of the partitions that it has.
    package var partitions: [String] {
        digests.keys.compactMap { path in
            guard path.hasPrefix("observations/"), path.hasSuffix(".csv") else { return nil }
            return String(path.dropFirst("observations/".count).dropLast(".csv".count))
        }.sorted()
    }

    package static func path(_ partition: String) -> String { "observations/\(partition).csv" }

    /// The observations of a partition; no rows when the version does not have it.
    package func observations(_ partition: String) throws -> SortedRecords {
        try records(
            Self.path(partition),
            keyCount: 6,
            columns: Table.observationColumns.map(\.name)
        )
    }

    /// The rows of a table; none when the version does not have it.
    package func records(
        _ path: String,
        keyCount: Int,
        columns: [String]? = nil
    ) throws -> SortedRecords {
        let source: any ByteSource =
            digests[path] == nil
            ? MemoryByteSource([]) : try FileByteSource("\(folder)/\(path)")
        return try SortedRecords.open(
            source,
            name: "\(folder)/\(path)",
            keyCount: keyCount,
            columns: columns
        )
    }

    /// A small table whole, each row by the names of its columns.
    package func rows(_ name: String, keyCount: Int) throws -> [[String: String]] {
        var records = try records("\(name).csv", keyCount: keyCount)
        var rows: [[String: String]] = []
        while records.key != nil {
            rows.append(Dictionary(zip(records.columns, records.row())) { first, _ in first })
            try records.advance()
        }
        return rows
    }
}

/// What the ids of a version are called in English.
package struct VersionLabels: Sendable {
    private var labels: [String: String] = [:]

    package init(_ version: VersionFolder) throws {
        for row in try version.rows("places", keyCount: 1) {
            labels["place/\(row["place"] ?? "")"] = row["name_en"]
        }
        for row in try version.rows("indicators", keyCount: 1) {
            labels["indicator/\(row["indicator"] ?? "")"] = row["label_en"]
            labels["unit/\(row["indicator"] ?? "")"] = row["unit_en"]
        }
        for row in try version.rows("categories", keyCount: 2) {
            labels["category/\(row["indicator"] ?? "")/\(row["category"] ?? "")"] = row["label_en"]
        }
        for row in try version.rows("terms", keyCount: 2) {
            labels["\(row["kind"] ?? "")/\(row["term"] ?? "")"] = row["label_en"]
        }
    }

    package func place(_ id: String) -> String { labels["place/\(id)"] ?? id }
    package func indicator(_ id: String) -> String { labels["indicator/\(id)"] ?? id }
    package func unit(ofIndicator id: String) -> String { labels["unit/\(id)"] ?? "" }
    package func term(_ kind: String, _ id: String) -> String { labels["\(kind)/\(id)"] ?? id }

    package func category(_ id: String, of indicator: String) -> String {
        labels["category/\(indicator)/\(id)"] ?? id
    }

    /// A key in words: place, period, indicator, category; group and gender where not all.
    package func inWords(_ key: [String]) -> String {
        guard key.count == 6 else { return key.joined(separator: ", ") }
        var words = [place(key[0]), key[1], indicator(key[2]), category(key[3], of: key[2])]
        if key[4] != "total" { words.append(term("group", key[4])) }
        if key[5] != "total" { words.append(term("gender", key[5])) }
        return words.joined(separator: ", ")
    }
}
