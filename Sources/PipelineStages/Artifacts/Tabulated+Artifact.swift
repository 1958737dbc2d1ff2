import DataStore
import IndicatorModel
import PipelineEngine

extension Tabulated: Artifact {
    func encoded() -> [UInt8] {
        var writer = ArtifactWriter()
        writer.write(tables != nil)
        if let tables {
            writer.write(tables.id.name)
            writer.write(tables.period.name)
            writer.write(tables.vintage.name)
            for table in [
                tables.observations, tables.bands, tables.lineage, tables.members, tables.sources,
            ] {
                writer.write(table.fields) { $0.write($1) }
            }
        }
        writer.write(missing) { $0.write($1) }
        writer.write(highlights) { $0.write($1) }
        return writer.bytes
    }

    init(decoding bytes: [UInt8]) throws {
        var reader = ArtifactReader(bytes)
        tables = try reader.flag() ? PartitionTables(&reader) : nil
        missing = try reader.items { try $0.missingPart() }
        highlights = try reader.items { try $0.highlightFigure() }
        try reader.end()
    }
}

extension PartitionTables {
    fileprivate init(_ reader: inout ArtifactReader) throws {
        let id: PartitionID = try reader.identifier()
        guard let period = Period(try reader.text()), let vintage = Period(try reader.text())
        else { throw ArtifactDamage(position: 0) }
        self.init(
            id: id,
            period: period,
            vintage: vintage,
            observations: try reader.table(
                "observations/\(id)",
                Table.observationColumns,
                keyCount: 6
            ),
            bands: try reader.table("bands/\(id)", Table.bandColumns, keyCount: 6),
            lineage: try reader.table("lineage/\(id)", Table.lineageColumns, keyCount: 7),
            members: try reader.table(
                "members",
                Table.memberColumns,
                keyCount: Table.memberKeyCount
            ),
            sources: try reader.table("sources", Table.sourceColumns, keyCount: 3)
        )
    }
}

extension ArtifactWriter {
    mutating func write(_ part: MissingPart) {
        write(part.source.name)
        write(part.part.name)
        write(part.file)
    }

    mutating func write(_ figure: HighlightFigure) {
        write(figure.key)
        write(figure.value)
    }
}

extension ArtifactReader {
    mutating func missingPart() throws -> MissingPart {
        MissingPart(source: try identifier(), part: try identifier(), file: try text())
    }

    mutating func highlightFigure() throws -> HighlightFigure {
        HighlightFigure(key: try observationKey(), value: try double())
    }

    mutating func table(
        _ name: String,
        _ columns: [Table.Column],
        keyCount: Int
    ) throws -> Table {
        let fields = try items { try $0.text() }
        guard fields.count % columns.count == 0 else { throw ArtifactDamage(position: 0) }
        return Table(name: name, columns: columns, keyCount: keyCount, fields: fields)
    }
}
