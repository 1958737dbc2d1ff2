import CSVKernel
import DataStore
import FoundationEssentials
import IndicatorModel

/// `datapackage.json`: what the files of a version are (Data Package 1 and 2, Table Schema).
struct DataPackage: Encodable {
    var profile = "data-package"
    var name: String
    var title: String
    var description: String
    var version: String
    var licenses: [License]
    var sources: [Origin]
    var resources: [Resource]

    struct License: Encodable, Hashable {
        var title: String
        var path: String
    }

    struct Origin: Encodable, Hashable {
        var title: String
        var path: String?
    }

    struct Resource: Encodable {
        var profile = "tabular-data-resource"
        var name: String
        var path: String
        var format = "csv"
        var mediatype = "text/csv"
        var encoding = "utf-8"
        var bytes: Int
        var hash: String
        var schema: Schema
    }

    struct Schema: Encodable {
        var fields: [Field]
        var primaryKey: [String]
        var missingValues = [""]
    }

    struct Field: Encodable {
        var name: String
        var type: String
        var description: String
    }

    /// The description of a table in a file.
    static func resource(_ table: Table, path: String, bytes: [UInt8]) -> Resource {
        let name = path.dropLast(".csv".count).replacing("/", with: "-")
        return Resource(
            name: String(name),
            path: path,
            bytes: bytes.count,
            hash: "sha256:\(SHA256.digest(bytes))",
            schema: Schema(
                fields: table.columns.map {
                    Field(name: $0.name, type: $0.kind.rawValue, description: $0.description)
                },
                primaryKey: table.columns.prefix(table.keyCount).map(\.name)
            )
        )
    }

    /// The file, with keys in alphabetical order.
    func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self)) + [ASCII.newline]
    }
}
