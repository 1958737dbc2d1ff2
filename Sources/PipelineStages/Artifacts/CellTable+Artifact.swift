import IndicatorModel
import PipelineEngine

extension Extracted: Artifact {
    func encoded() -> [UInt8] {
        var writer = ArtifactWriter()
        writer.write(table != nil)
        table?.write(to: &writer)
        return writer.bytes
    }

    init(decoding bytes: [UInt8]) throws {
        var reader = ArtifactReader(bytes)
        table = try reader.flag() ? CellTable(&reader) : nil
        try reader.end()
    }
}

extension CellTable {
    fileprivate func write(to writer: inout ArtifactWriter) {
        writer.write(source.name)
        writer.write(part.name)
        writer.write(list.name)
        writer.write(geographies) { $0.write($1) }
        writer.write(keys) { writer, key in
            writer.write(key.characteristic.name)
            writer.write(key.column.rawValue)
            writer.write(key.time?.name)
        }
        for key in keys { writer.write(column(key)) { $0.write($1) } }
        writer.write(labels.sorted { $0.key < $1.key }) { writer, label in
            writer.write(label.key.name)
            writer.write(label.value)
        }
        writer.write(rowsRead)
        writer.write(rejects) { writer, reject in
            writer.write(reject.line)
            writer.write(reject.code)
            writer.write(reject.message)
            writer.write(reject.text)
        }
    }

    fileprivate init(_ reader: inout ArtifactReader) throws {
        let source: SourceID = try reader.identifier()
        let part: PartID = try reader.identifier()
        let list: ListID = try reader.identifier()
        let geographies = try reader.items { try $0.geographyRecord() }
        let keys = try reader.items { reader in
            CellKey(
                characteristic: CharacteristicID(try reader.text()),
                column: try reader.choice(),
                time: try reader.optionalText().flatMap { Period($0) }
            )
        }
        let cells = try keys.map { _ in try reader.items { try $0.cell() } }
        let labels = try reader.items { (CharacteristicID(try $0.text()), try $0.text()) }
        self.init(
            source: source,
            part: part,
            list: list,
            geographies: geographies,
            keys: keys,
            cells: cells,
            labels: Dictionary(labels, uniquingKeysWith: { $1 }),
            rowsRead: try reader.number(),
            rejects: try reader.items { reader in
                Reject(
                    line: try reader.number(),
                    code: try reader.text(),
                    message: try reader.text(),
                    text: try reader.text()
                )
            }
        )
    }
}

extension ArtifactWriter {
    mutating func write(_ geography: Geography) {
        write(geography.level.rawValue)
        write(geography.code)
    }

    fileprivate mutating func write(_ record: GeographyRecord) {
        write(record.geography)
        write(record.name)
        write(record.quality.nonResponse)
        write(record.quality.nonResponseLongForm)
        write(record.quality.flag)
        write(record.line)
        write(record.also) { $0.write($1) }
    }

    fileprivate mutating func write(_ cell: Cell?) {
        write(cell != nil)
        guard let cell else { return }
        write(cell.value)
        write(cell.text)
        write(cell.symbol?.rawValue)
        write(cell.state.rawValue)
        write(cell.line)
    }
}

extension ArtifactReader {
    mutating func geography() throws -> Geography {
        Geography(level: try choice(), code: try text())
    }

    fileprivate mutating func geographyRecord() throws -> GeographyRecord {
        GeographyRecord(
            geography: try geography(),
            name: try text(),
            quality: GeographyQuality(
                nonResponse: try optionalDouble(),
                nonResponseLongForm: try optionalDouble(),
                flag: try optionalText()
            ),
            line: try number(),
            also: try items { try $0.geography() }
        )
    }

    fileprivate mutating func cell() throws -> Cell? {
        guard try flag() else { return nil }
        return Cell(
            value: try optionalDouble(),
            text: try text(),
            symbol: try optionalText().flatMap(CellSymbol.init(rawValue:)),
            state: try choice(),
            line: try number()
        )
    }
}
