import IndicatorModel
import PipelineEngine

/// The price index of one area by year.
struct PriceSeries: Hashable, Sendable {
    let area: Geography
    /// By year the index, and the line of the file it stands on.
    var index: [Period: PriceIndexValue]
}

struct PriceIndexValue: Hashable, Sendable {
    let value: Double
    let line: Int
}

/// A consumer price index, of all areas and years that its file has.
struct PriceTable: Hashable, Sendable {
    let source: SourceID
    let part: PartID
    /// The product or group whose prices it is of, such as `All-items`.
    let product: String
    var series: [Geography: PriceSeries]
}

/// What a step that reads a price index makes: the table, or that its file is not at hand.
struct Prices: Artifact {
    let table: PriceTable?

    init(_ table: PriceTable?) { self.table = table }

    func encoded() -> [UInt8] {
        var writer = ArtifactWriter()
        writer.write(table == nil ? 0 : 1)
        guard let table else { return writer.bytes }
        writer.write(table.source.name)
        writer.write(table.part.name)
        writer.write(table.product)
        writer.write(table.series.values.sorted { $0.area < $1.area }) { writer, series in
            writer.write(series.area.level.rawValue)
            writer.write(series.area.code)
            writer.write(series.index.sorted { $0.key < $1.key }) { writer, entry in
                writer.write(entry.key.name)
                writer.write(entry.value.value)
                writer.write(entry.value.line)
            }
        }
        return writer.bytes
    }

    init(decoding bytes: [UInt8]) throws {
        var reader = ArtifactReader(bytes)
        guard try reader.number() == 1 else {
            table = nil
            try reader.end()
            return
        }
        var read = PriceTable(
            source: try reader.identifier(),
            part: try reader.identifier(),
            product: try reader.text(),
            series: [:]
        )
        let series = try reader.items { reader in
            let level: GeographyLevel = try reader.choice()
            let area = Geography(level: level, code: try reader.text())
            let values = try reader.items { reader in
                (
                    try reader.period(),
                    PriceIndexValue(value: try reader.double(), line: try reader.number())
                )
            }
            return PriceSeries(
                area: area,
                index: Dictionary(values, uniquingKeysWith: { first, _ in first })
            )
        }
        for entry in series { read.series[entry.area] = entry }
        table = read
        try reader.end()
    }
}
