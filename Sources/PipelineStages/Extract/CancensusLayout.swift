import CSVKernel
import IndicatorModel

/// A wide extract of the R package cancensus: one row a geography, one column a vector.
///
/// Columns are called `v_CA16_3411: Immigrants, - Total`; a list of vectors lies beside the
/// extract. A figure that CensusMapper does not give is `NA`, and R may write `4e+05`.
struct CancensusLayout: Layout {
    private static let encoding = TextEncoding.utf8
    /// Columns that every extract has and that indicators use.
    private static let plain = ["Population", "Dwellings", "Households", "Area (sq km)"]

    func read(_ part: PartInput, into collector: inout CellCollector) throws {
        var reader = RecordReader(part.bytes)
        guard try part.next(&reader, encoding: Self.encoding) else {
            throw part.error("empty-file", "the file has no header", line: 1)
        }
        let header = HeaderColumns(
            names: try part.texts(reader, Self.encoding),
            part: part,
            line: 1
        )
        let code = try header.index("GeoUID")
        let type = try header.index("Type")
        let name = try header.index("Region Name")
        let parent = part.part.cover.flatMap { Self.parentColumn($0.whole.level, header) }
        let figures = try Self.figures(header, collector.wanted, part)
        for figure in figures { collector.setLabel(figure.label, of: figure.id) }

        while try part.next(&reader, encoding: Self.encoding) {
            guard reader.count == header.names.count else {
                throw part.error(
                    "short-row",
                    "the row has \(counted(reader.count, "field")), expected "
                        + "\(header.names.count)",
                    line: reader.line
                )
            }
            collector.countRow()
            let level = try Self.level(try part.text(reader, type, Self.encoding), part, reader)
            let geography = Geography(
                level: level,
                code: try part.text(reader, code, Self.encoding)
            )
            if let parent, let cover = part.part.cover {
                try checkParent(try part.text(reader, parent, Self.encoding), cover, part, reader)
            }
            guard collector.wants(geography) else { continue }
            let row = try collector.begin(
                geography,
                name: part.text(reader, name, Self.encoding),
                quality: GeographyQuality(),
                line: reader.line
            )
            for figure in figures {
                try add(figure, reader, part, row: row, into: &collector)
            }
        }
        if collector.table.rowsRead == 0 {
            throw part.error("empty-file", "the file has no rows", line: 2)
        }
    }

    /// A column of figures: the field, the characteristic, and where its cells go.
    private struct Figure {
        let field: Int
        let id: CharacteristicID
        let label: String
        let key: Int
    }

    private static func figures(
        _ header: HeaderColumns,
        _ wanted: WantedCells,
        _ part: PartInput
    ) throws -> [Figure] {
        var figures: [Figure] = []
        for (field, name) in header.names.enumerated() {
            let sides = name.split(separator: ": ", maxSplits: 1).map(String.init)
            let isVector = sides.count == 2 && sides[0].hasPrefix("v_")
            let id = CharacteristicID(isVector ? sides[0] : name)
            guard let characteristic = wanted.characteristics[id] else { continue }
            guard isVector || plain.contains(name) else { continue }
            let label = isVector ? sides[1] : name
            try part.checkLabel(label, characteristic, line: header.line)
            if isVector { try checkVectorList(characteristic, part) }
            for key in characteristic.columns.values {
                figures.append(Figure(field: field, id: id, label: label, key: key))
            }
        }
        return figures
    }

    private static func checkVectorList(
        _ characteristic: WantedCells.Characteristic,
        _ part: PartInput
    ) throws {
        guard let found = part.labels[characteristic.id] else {
            throw part.error(
                "unknown-vector",
                "vector `\(characteristic.id)` is not in the vector list of the source",
                line: 1,
                hints: ["use the vector list that came with this extract"]
            )
        }
        if comparableLabel(found) != comparableLabel(characteristic.label) {
            throw Diagnostic(
                "extract.label-differs",
                "the vector list calls `\(characteristic.id)` `\(found)`, expected "
                    + "`\(characteristic.label)`",
                at: part.labels.span(of: characteristic.id),
                hints: ["use the vector list that came with this extract"]
            )
        }
    }

    private func add(
        _ figure: Figure,
        _ reader: borrowing RecordReader,
        _ part: PartInput,
        row: Int,
        into collector: inout CellCollector
    ) throws {
        if fieldEquals(reader.bytes(figure.field), Array("NA".utf8)) {
            let cell = Cell(
                value: nil,
                text: "NA",
                symbol: .notAvailable,
                state: .notAvailable,
                line: reader.line
            )
            return try collector.add(cell, key: figure.key, row: row)
        }
        let cell: Cell
        do {
            cell = try readCell(reader, value: figure.field, symbol: nil, line: reader.line)
        } catch {
            collector.reject(
                Reject(
                    line: reader.line,
                    code: "extract.unknown-symbol",
                    message: "`\(error.text)` of `\(figure.id)` is neither a number nor `NA`",
                    text: ""
                )
            )
            return
        }
        try collector.add(cell, key: figure.key, row: row)
    }

    private static func level(
        _ text: String,
        _ part: PartInput,
        _ reader: borrowing RecordReader
    )
        throws -> GeographyLevel
    {
        switch text {
        case "C": return .country
        case "CA": return .metropolitanArea
        default:
            if let level = GeographyLevel(rawValue: text) { return level }
            throw part.error("unknown-level", "`\(text)` is not a census level", line: reader.line)
        }
    }

    private static func parentColumn(_ level: GeographyLevel, _ header: HeaderColumns) -> Int? {
        header.optional("\(level.rawValue)_UID")
    }

    private func checkParent(
        _ found: String,
        _ cover: Cover,
        _ part: PartInput,
        _ reader: borrowing RecordReader
    ) throws {
        if found == cover.whole.code { return }
        throw part.error(
            "not-covered",
            "the row lies in `\(found)`, but part `\(part.part.id)` covers `\(cover.whole)`",
            line: reader.line,
            hints: ["correct `covers:` in config/sources/\(part.source).yaml"]
        )
    }
}
