package import IndicatorModel

/// A geography as a source part describes it.
package struct GeographyRecord: Sendable {
    package let geography: Geography
    package internal(set) var name: String
    package internal(set) var quality: GeographyQuality
    /// The line on which it first stands.
    package let line: Int
    /// Other geographies of the same level that the same row adds, because its publisher tells
    /// places by their names; mostly none.
    package let also: [Geography]

    init(
        geography: Geography,
        name: String,
        quality: GeographyQuality,
        line: Int,
        also: [Geography] = []
    ) {
        self.geography = geography
        self.name = name
        self.quality = quality
        self.line = line
        self.also = also
    }

    /// All geographies that the row is of.
    package var all: [Geography] { [geography] + also }
}

/// A row that could not be read.
package struct Reject: Hashable, Sendable {
    package let line: Int
    package let code: String
    package let message: String
    /// The row as it stands in the file.
    package let text: String
}

/// The cells of one source part that the indicators use, by geography, characteristic and column.
package struct CellTable: Sendable {
    package let source: SourceID
    package let part: PartID
    package let list: ListID
    /// In the order of the file.
    package fileprivate(set) var geographies: [GeographyRecord] = []
    package fileprivate(set) var rows: [Geography: Int] = [:]
    /// Sorted.
    package let keys: [CellKey]
    let keyIndex: [CellKey: Int]
    /// By key, then by geography; nil where the part has no such cell.
    fileprivate var cells: [[Cell?]]
    /// Characteristics that the part names, with the label it gives them.
    package fileprivate(set) var labels: [CharacteristicID: String] = [:]
    package fileprivate(set) var rowsRead = 0
    package fileprivate(set) var rejects: [Reject] = []

    init(source: SourceID, part: PartID, list: ListID, keys: [CellKey]) {
        self.source = source
        self.part = part
        self.list = list
        self.keys = keys
        keyIndex = Dictionary(
            uniqueKeysWithValues: keys.enumerated().map { ($0.element, $0.offset) }
        )
        cells = keys.map { _ in [] }
    }

    init(
        source: SourceID,
        part: PartID,
        list: ListID,
        geographies: [GeographyRecord],
        keys: [CellKey],
        cells: [[Cell?]],
        labels: [CharacteristicID: String],
        rowsRead: Int,
        rejects: [Reject]
    ) {
        self.init(source: source, part: part, list: list, keys: keys)
        self.geographies = geographies
        for (row, record) in geographies.enumerated() {
            for geography in record.all { rows[geography] = row }
        }
        self.cells = cells
        self.labels = labels
        self.rowsRead = rowsRead
        self.rejects = rejects
    }

    /// The table without the room that its columns grew into.
    fileprivate func compacted() -> CellTable {
        var table = self
        for index in cells.indices { table.cells[index] = Array(cells[index][...]) }
        return table
    }

    /// The cell of a geography, by its row.
    package func cell(_ key: CellKey, row: Int) -> Cell? {
        keyIndex[key].flatMap { cells[$0][row] }
    }

    /// The periods of a year for which some geography has a cell, in order.
    func times(of year: Period) -> Set<Period> {
        var times: Set<Period> = []
        for key in keys {
            guard let time = key.time, time.year == year, !times.contains(time) else { continue }
            if column(key).contains(where: { $0 != nil }) { times.insert(time) }
        }
        return times
    }

    /// The cells of a key in the order of the geographies; empty where the part has none.
    func column(_ key: CellKey) -> [Cell?] {
        keyIndex[key].map { cells[$0] } ?? []
    }
}

/// What the indicators want of one list of characteristics.
package struct WantedCells: Sendable {
    /// A characteristic with the label expected beside it, and where its cells go.
    struct Characteristic: Sendable {
        let id: CharacteristicID
        let label: String
        let labelBytes: [UInt8]
        /// The index into `keys` by column, in files of one census.
        var columns: [CellColumn: Int]
        /// The same by time, in files of many periods.
        var timed: [Period: [CellColumn: Int]] = [:]

        /// Where the figure of a column at a time goes; nil when nobody wants it.
        func index(_ column: CellColumn, _ time: Period) -> Int? { timed[time]?[column] }
    }

    package let keys: [CellKey]
    let characteristics: [CharacteristicID: Characteristic]
    /// Indices of `keys` that are counts of persons, households or dwellings.
    let counted: Set<Int>

    /// `labels` has the label of each characteristic of `keys`.
    package init(
        _ wanted: Set<CellKey>,
        labels: [CharacteristicID: String],
        counted: Set<CellKey> = []
    ) {
        keys = wanted.sorted()
        self.counted = Set(keys.indices.filter { [keys] in counted.contains(keys[$0]) })
        var characteristics: [CharacteristicID: Characteristic] = [:]
        for (index, key) in keys.enumerated() {
            let label = labels[key.characteristic] ?? ""
            var characteristic =
                characteristics[key.characteristic]
                ?? Characteristic(
                    id: key.characteristic,
                    label: label,
                    labelBytes: Array(label.utf8),
                    columns: [:]
                )
            if let time = key.time {
                characteristic.timed[time, default: [:]][key.column] = index
            } else {
                characteristic.columns[key.column] = index
            }
            characteristics[key.characteristic] = characteristic
        }
        self.characteristics = characteristics
    }

    /// The characteristics by number, for lists whose ids are positions or member ids from 1.
    func byNumber(count: Int) -> [Characteristic?] {
        var table = [Characteristic?](repeating: nil, count: count + 1)
        for characteristic in characteristics.values {
            if let number = Int(characteristic.id.name), number >= 1, number <= count {
                table[number] = characteristic
            }
        }
        return table
    }
}

/// Takes the cells that a layout reads, and keeps those that are wanted.
struct CellCollector {
    private(set) var table: CellTable
    let wanted: WantedCells
    private let list: CharacteristicList
    private let geographies: Set<Geography>
    private let allOfLevel: GeographyLevel?
    private let file: String
    /// What people are to be told of the part.
    private(set) var told: [String] = []

    /// Keeps `geographies`, and all of a level for parts that cover a whole; `file` is the name of
    /// the file in messages.
    init(
        source: SourceID,
        part: PartID,
        list: CharacteristicList,
        wanted: WantedCells,
        geographies: Set<Geography>,
        allOfLevel: GeographyLevel?,
        file: String
    ) {
        table = CellTable(source: source, part: part, list: list.id, keys: wanted.keys)
        self.wanted = wanted
        self.list = list
        self.geographies = geographies
        self.allOfLevel = allOfLevel
        self.file = file
    }

    func wants(_ geography: Geography) -> Bool {
        geography.level == allOfLevel || geographies.contains(geography)
    }

    /// Begins a geography; one that the part has had before is an error.
    ///
    /// `also` are geographies of the same level that the same row adds. In files that tell places
    /// by name, a geography may be in several rows, which add up (`isShared`).
    mutating func begin(
        _ geography: Geography,
        also: [Geography] = [],
        isShared: Bool = false,
        name: String,
        quality: GeographyQuality,
        line: Int
    ) throws -> Int {
        let row = table.geographies.count
        for geography in [geography] + also {
            if let row = table.rows[geography] {
                if isShared { continue }
                throw Diagnostic(
                    "extract.duplicate-geography",
                    "geography `\(geography)` stands here for the second time; the first is on "
                        + "line \(table.geographies[row].line)",
                    at: SourceSpan(file: file, line: line),
                    hints: ["fetch the file again; if it is right, report it to its publisher"]
                )
            }
            table.rows[geography] = row
        }
        table.geographies.append(
            GeographyRecord(
                geography: geography,
                name: name,
                quality: quality,
                line: line,
                also: also
            )
        )
        for index in table.cells.indices { table.cells[index].append(nil) }
        return row
    }

    /// Adds a figure; a literal 0 where the concept is not applied becomes "not applicable".
    mutating func add(_ cell: Cell, key: Int, row: Int) throws {
        if let first = table.cells[key][row] {
            throw Diagnostic(
                "extract.duplicate-cell",
                "`\(table.keys[key].characteristic)` of `\(table.geographies[row].geography)` "
                    + "stands here for the second time; the first is on line \(first.line)",
                at: SourceSpan(file: file, line: cell.line)
            )
        }
        table.cells[key][row] = cell.value == 0 ? withoutFalseZero(cell, key: key, row: row) : cell
    }

    private func withoutFalseZero(_ cell: Cell, key: Int, row: Int) -> Cell {
        let id = table.keys[key].characteristic
        let geography = table.geographies[row].geography
        guard list.zeroRules.contains(where: { $0.applies(to: id, in: geography) }) else {
            return cell
        }
        return Cell(
            value: nil,
            text: cell.text,
            symbol: cell.symbol,
            state: .notApplicable,
            line: cell.line
        )
    }

    mutating func setQuality(row: Int, _ change: (inout GeographyQuality) -> Void) {
        change(&table.geographies[row].quality)
    }

    mutating func setName(row: Int, _ name: String) {
        table.geographies[row].name = name
    }

    mutating func setLabel(_ label: String, of id: CharacteristicID) {
        table.labels[id] = label
    }

    mutating func tell(_ text: String) { told.append(text) }

    /// The geographies that are kept, sorted.
    var wantedGeographies: [Geography] { geographies.sorted() }

    mutating func countRow() { table.rowsRead += 1 }

    mutating func reject(_ reject: Reject) {
        table.rejects.append(reject)
    }

    /// Hands over the cells, unless more rows were rejected than the source allows.
    func finish(rejectsAllowed: Int) throws -> CellTable {
        guard table.rejects.count > rejectsAllowed, let first = table.rejects.first else {
            return table.compacted()
        }
        var hints = ["fetch the file again, or correct its source in config/sources"]
        if table.rejects.count > 1 {
            hints.insert("\(counted(table.rejects.count, "row")) cannot be read", at: 0)
        }
        throw Diagnostic(
            first.code,
            first.message,
            at: SourceSpan(
                file: file,
                line: first.line,
                length: first.text.count,
                text: first.text.isEmpty ? nil : first.text
            ),
            hints: hints
        )
    }
}
