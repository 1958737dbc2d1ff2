import CSVKernel
import DataStore
import IndicatorModel

/// A published version as `lip trace` reads it: rows by the names of their columns.
struct TracedVersion {
    let dataset: String
    let published: PublishedVersion

    /// A row of a table, by column.
    typealias Record = [String: String]

    /// The rows of a table; none when the version does not have it.
    func records(_ table: String) throws -> [Record] {
        guard let bytes = try published.bytes("\(table).csv") else { return [] }
        var reader = RecordReader(MemoryByteSource(bytes))
        var header: [String]?
        var records: [Record] = []
        while try reader.next() {
            let fields = reader.texts().map { $0 ?? "" }
            guard let names = header else {
                header = fields
                continue
            }
            records.append(Record(zip(names, fields), uniquingKeysWith: { first, _ in first }))
        }
        return records
    }

    /// The files that a partition was made of.
    func files(_ partition: PartitionID) throws -> [PublishedFile] {
        try records("sources").filter { $0["partition"] == partition.name }.map { row in
            PublishedFile(
                source: row["source"] ?? "",
                part: row["part"] ?? "",
                name: row["file"] ?? "",
                sha256: row["sha256"] ?? ""
            )
        }
    }

    /// What the words of an observation's row are called in English, by column.
    func labels(_ key: ObservationKey, _ row: Record) throws -> [String: String] {
        let terms = try records("terms")
        func term(_ kind: String, _ word: String) -> String? {
            terms.first { $0["kind"] == kind && $0["term"] == word }?["label_en"]
        }
        let indicator = try records("indicators").first { $0["indicator"] == key.indicator.name }
        var labels: [String: String] = [:]
        labels["place"] =
            try records("places").first { $0["place"] == key.place.name }?["name_en"]
        labels["indicator"] = indicator?["label_en"]
        labels["unit"] = indicator?["unit_en"]
        labels["category"] = try records("categories").first {
            $0["indicator"] == key.indicator.name && $0["category"] == key.category.name
        }?["label_en"]
        labels["group"] = term("group", key.group.name)
        labels["gender"] = term("gender", key.gender.rawValue)
        labels["state"] = term("state", row["state"] ?? "")
        labels["method"] = term("method", row["method"] ?? "")
        return labels
    }
}

/// A file that a partition was made of, as sources.csv names it.
struct PublishedFile: Hashable {
    let source: String
    let part: String
    /// The name it had.
    let name: String
    /// Empty when it was not at hand.
    let sha256: String
}
