import CSVKernel
import IndicatorModel

/// Full tables of Statistics Canada as they are downloaded (`17100155-eng.zip`), and the same
/// columns from its web page (`..._databaseLoadingData.csv`).
///
/// A row is a period, a geography, a member of each dimension, and a value. Tables of the census
/// are wide instead: a column a member, each with a column `Symbols` behind it. Geographies are
/// told by their DGUID; its vintage is that of the boundary, not of the figure. Rows without one
/// (groups of small municipalities) are counted and left out. Where the ZIP has metadata, names
/// and codes of the rows are held against it.
struct StatCanTableLayout: Layout {
    func read(_ part: PartInput, into collector: inout CellCollector) throws {
        guard let table = part.reading.table else {
            throw part.error("no-table", "the source does not say how its table is read", line: 1)
        }
        var reader = LineReader(part.bytes)
        guard try reader.next(), let header = lenientFields(reader.bytes, .utf8, width: nil) else {
            throw part.error("empty-file", "the file has no header", line: 1)
        }
        let columns = try StatCanColumns(header, table, part)
        var rows = StatCanRows(part, columns, try TableMetadata.read(part), collector)
        while try reader.next() {
            if reader.bytes.isEmpty { continue }
            guard let fields = lenientFields(reader.bytes, .utf8, width: header.count) else {
                throw part.error(
                    "short-row",
                    "the row is no record of \(counted(header.count, "field")) in UTF-8",
                    line: reader.line
                )
            }
            collector.countRow()
            try rows.take(fields, line: reader.line, &collector)
        }
        if collector.table.rowsRead == 0 {
            throw part.error("empty-file", "the file has no rows", line: 2)
        }
        try rows.finish(&collector)
    }
}

/// Where the columns of a table are.
struct StatCanColumns {
    /// A column of figures of a wide table.
    struct Figure {
        let label: String
        let value: Int
    }

    let date: Int
    let name: Int
    let dguid: Int
    let coordinate: Int
    /// What a row counts, in a long table.
    let dimensions: [Int]
    /// Nil in a wide table.
    let value: Int?
    let status: Int
    let unit: Int
    let scale: Int
    /// The columns of figures of a wide table.
    let figures: [Figure]
    let wantedUnit: String?

    init(_ header: [String], _ table: FullTableReading, _ part: PartInput) throws {
        let columns = HeaderColumns(names: header, part: part, line: 1)
        date = try columns.index("REF_DATE")
        name = try columns.index("GEO")
        dguid = try columns.index("DGUID")
        coordinate = try columns.index("COORDINATE") { $0.uppercased() == "COORDINATE" }
        wantedUnit = table.unit
        if let value = columns.optional("VALUE") {
            self.value = value
            dimensions = try table.dimensions.map { try columns.index($0) }
            status = try columns.index("STATUS")
            unit = try columns.index("UOM")
            scale = try columns.index("SCALAR_FACTOR")
            figures = []
            try Self.checkDimensions(header, coordinate, dimensions, unit, part)
        } else {
            value = nil
            dimensions = []
            (status, unit, scale) = (0, 0, 0)
            figures = try Self.figures(columns.names, after: coordinate, part)
        }
    }

    /// Every dimension must be declared: rows of two of its members would be one geography twice.
    private static func checkDimensions(
        _ header: [String],
        _ coordinate: Int,
        _ dimensions: [Int],
        _ unit: Int,
        _ part: PartInput
    ) throws {
        let known = Set(dimensions)
        let others = (0..<unit).filter { $0 > 2 && !known.contains($0) }
        guard let other = others.first else { return }
        throw part.error(
            "missing-column",
            "column `\(header[other])` is a dimension that `dimensions:` of the source lacks",
            line: 1
        )
    }

    /// `Population, 2021` of `Population and dwelling counts (13): Population, 2021 [1]`.
    private static func figures(
        _ names: [String],
        after coordinate: Int,
        _ part: PartInput
    ) throws -> [Figure] {
        var figures: [Figure] = []
        var index = coordinate + 1
        while index < names.count {
            guard index + 1 < names.count, names[index + 1] == "Symbols",
                names[index].hasSuffix("]"), let colon = names[index].firstRange(of: ": "),
                let bracket = names[index].lastIndex(of: "["), colon.upperBound < bracket
            else {
                throw part.error(
                    "missing-column",
                    "column `\(names[index])` is no member of a dimension with its `Symbols`",
                    line: 1
                )
            }
            let label = trimmed(String(names[index][colon.upperBound..<bracket]))
            figures.append(Figure(label: label, value: index))
            index += 2
        }
        return figures
    }
}
