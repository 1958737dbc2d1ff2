import CSVKernel
import DataStore
package import IndicatorModel
package import PipelineConfig

/// Writes the cells of a pipeline's parts in the tidy layout.
package struct CellExport: Sendable {
    private let pipeline: Pipeline
    private let configuration: Configuration
    private let mirror: MirrorFolder
    private let files = FileLayer()

    package init(_ pipeline: Pipeline, _ configuration: Configuration, mirror: String) throws {
        self.pipeline = pipeline
        self.configuration = configuration
        self.mirror = try MirrorFolder(mirror)
    }

    /// A file that was written.
    package struct Written: Sendable {
        package let name: String
        package let rows: Int
    }

    /// Writes a file for each part that the mirror has, and the labels of their lists.
    package func write(to folder: String) throws -> [Written] {
        try files.createFolder(folder)
        var written: [Written] = []
        var labels: [ListID: [CharacteristicID: String]] = [:]
        for partition in pipeline.partitions where !partition.isSeries {
            let geographies = Set(
                pipeline.published(of: configuration.places)
                    .flatMap { $0.recipes[partition.recipes]?.members ?? [] }
                    .map(\.geography)
            )
            for id in partition.sources {
                guard let source = configuration.sources[id],
                    let entry = ReadSource(source, configuration)
                else { continue }
                let list = entry.list
                for part in source.parts {
                    guard let table = try extract(entry, part, geographies) else { continue }
                    let name = "\(source.id)-\(part.id).csv.gz"
                    try files.replace("\(folder)/\(name)", with: gzip(tidy(table, list)))
                    written.append(Written(name: name, rows: table.rowCount))
                    labels[list.id, default: [:]].merge(table.labels) { first, _ in first }
                }
            }
        }
        for list in labels.keys.sorted() {
            var writer = CSVWriter(header: ["characteristic", "label"])
            let sorted = (labels[list] ?? [:]).sorted { $0.key < $1.key }
            for (id, label) in sorted { writer.row([id.name, label]) }
            try files.replace("\(folder)/labels-\(list).csv", with: writer.bytes)
            written.append(Written(name: "labels-\(list).csv", rows: sorted.count))
        }
        return written
    }

    private func extract(
        _ entry: ReadSource,
        _ part: SourcePart,
        _ geographies: Set<Geography>
    ) throws -> CellTable? {
        guard case .official(let name, _) = part.file, let path = try mirror.file(name) else {
            return nil
        }
        return try CellTable.read(
            part,
            of: entry,
            at: path,
            labels: try entry.reading.labels.flatMap { try mirror.file($0.name) },
            wanted: WantedCells(configuration, list: entry.list),
            geographies: geographies
        )
    }

    /// The table in the tidy layout, sorted by characteristic, so that runs of lines are long.
    private func tidy(_ table: CellTable, _ list: CharacteristicList) -> [UInt8] {
        var writer = CSVWriter(header: TidyLayout.columns)
        let order = table.geographies.indices.sorted {
            table.geographies[$0].geography < table.geographies[$1].geography
        }
        func row(_ index: Int, _ characteristic: String, _ rest: [String]) {
            let geography = table.geographies[index].geography
            writer.row(
                [list.period?.name ?? "", geography.level.rawValue, geography.code, list.vintage]
                    + [characteristic] + rest
            )
        }
        for about in TidyLayout.About.allCases {
            for index in order {
                let record = table.geographies[index]
                let text: String? =
                    switch about {
                    case .name: record.name
                    case .nonResponse: record.quality.nonResponse.map(decimalText)
                    case .nonResponseLongForm:
                        record.quality.nonResponseLongForm.map(decimalText)
                    case .flag: record.quality.flag
                    }
                if let text, !text.isEmpty {
                    row(index, about.rawValue, [CellColumn.total.rawValue, text, ""])
                }
            }
        }
        for key in table.keys {
            for index in order {
                guard let cell = table.cell(key, row: index) else { continue }
                let symbol = cell.symbol?.rawValue ?? ""
                let isText = cell.symbol?.stateWithoutFigure != nil
                row(
                    index,
                    key.characteristic.name,
                    [key.column.rawValue, isText ? "" : cell.text, symbol]
                )
            }
        }
        return writer.bytes
    }
}

extension CellTable {
    /// How many cells there are.
    var rowCount: Int {
        keys.reduce(0) { $0 + column($1).count { $0 != nil } }
    }
}
