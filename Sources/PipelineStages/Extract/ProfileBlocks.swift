import CSVKernel
import IndicatorModel

/// What the bulk census profiles have in common: for each geography, every characteristic of the
/// list on a line of its own, always in the same order.
struct ProfileBlocks {
    /// Where the fields of a row stand.
    struct Columns {
        var code: Int
        var name: Int
        var label: Int
        /// The characteristic's number; nil where the position in the block is the number.
        var id: Int?
        var nonResponse: Int?
        var nonResponseLongForm: Int?
        var flag: Int?
        var figures: [FigureColumn]
        /// How many fields a row has at least.
        var width: Int
    }

    let part: PartInput
    let columns: Columns
    let encoding: TextEncoding
    /// The geography of a row, or nil for a level that is not known.
    let geography: (_ code: String, _ line: Int) throws -> Geography?
    private let rows: Int
    private let characteristics: [WantedCells.Characteristic?]

    private var code: [UInt8] = []
    private var position = 0
    private var row: Int?
    private var firstLine = 0

    init(
        part: PartInput,
        columns: Columns,
        encoding: TextEncoding,
        wanted: WantedCells,
        geography: @escaping (_ code: String, _ line: Int) throws -> Geography?
    ) throws {
        self.part = part
        self.columns = columns
        self.encoding = encoding
        self.geography = geography
        rows = try part.rowsOfGeography()
        characteristics = wanted.byNumber(count: rows)
    }

    /// Takes the next row.
    mutating func take(
        _ reader: borrowing RecordReader,
        into collector: inout CellCollector
    ) throws {
        guard reader.count >= columns.width else {
            throw part.error(
                "short-row",
                "the row has \(counted(reader.count, "field")), expected \(columns.width)",
                line: reader.line
            )
        }
        collector.countRow()
        if !isSameGeography(reader) || (columns.id == nil && position == rows) {
            try endBlock()
            try beginBlock(reader, into: &collector)
        }
        position += 1
        if let id = columns.id { try checkNumber(reader, id) }
        guard position <= rows else { throw blockError(found: "more than \(rows)") }
        guard let row, let wanted = characteristics[position] else { return }
        try part.checkLabel(reader, columns.label, wanted, encoding)
        if collector.table.labels[wanted.id] == nil {
            collector.setLabel(try part.text(reader, columns.label, encoding), of: wanted.id)
        }
        try part.addFigures(reader, columns.figures, wanted, row: row, into: &collector)
    }

    private func isSameGeography(_ reader: borrowing RecordReader) -> Bool {
        position > 0 && fieldEquals(reader.bytes(columns.code), code)
    }

    private mutating func beginBlock(
        _ reader: borrowing RecordReader,
        into collector: inout CellCollector
    ) throws {
        let bytes = reader.bytes(columns.code)
        let text = try part.text(reader, columns.code, .windows1252)
        code = []
        for index in trimmedRange(bytes) { code.append(bytes[index]) }
        position = 0
        firstLine = reader.line
        row = nil
        guard let geography = try geography(text, reader.line), collector.wants(geography) else {
            return
        }
        row = try collector.begin(
            geography,
            name: part.text(reader, columns.name, encoding),
            quality: GeographyQuality(
                nonResponse: columns.nonResponse.flatMap { parseNumber(reader.bytes($0)) },
                nonResponseLongForm: columns.nonResponseLongForm.flatMap {
                    parseNumber(reader.bytes($0))
                },
                flag: try columns.flag.map { try part.text(reader, $0, encoding) }
            ),
            line: reader.line
        )
    }

    /// The number printed in a row must be that of its position.
    private func checkNumber(_ reader: borrowing RecordReader, _ field: Int) throws {
        if parseNumber(reader.bytes(field)) == Double(position) { return }
        let found = try part.text(reader, field, encoding)
        throw part.error(
            "row-out-of-order",
            "expected characteristic \(position) of geography "
                + "`\(String(decoding: code, as: UTF8.self))`, found `\(found)`",
            line: reader.line,
            hints: ["a row is missing or stands twice: fetch the file again"]
        )
    }

    /// Checks that the last block is whole; the caller calls it at the end of the file.
    func endBlock() throws {
        if position != 0, position != rows { throw blockError(found: grouped(position)) }
    }

    /// Whether no geography is half read.
    var isWhole: Bool { position == 0 || position == rows }

    /// Whether any row was taken.
    var isEmpty: Bool { position == 0 }

    private func blockError(found: String) -> Diagnostic {
        part.error(
            "short-block",
            "geography `\(String(decoding: code, as: UTF8.self))` has \(found) rows, "
                + "expected \(grouped(rows))",
            line: firstLine,
            hints: ["the file is cut short or damaged: fetch it again"]
        )
    }
}
