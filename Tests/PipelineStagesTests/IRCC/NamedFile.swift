import FoundationEssentials
import IndicatorModel
import PipelineStages
import TestSupport

/// Reads a file of names through its layout, as an extract step does.
struct NamedFile {
    static let gazetteer = Gazetteer(
        period: Period("2016").unsafelyUnwrapped,
        entries: [
            entry(.country, "01", "Canada"), entry(.province, "46", "Manitoba"),
            entry(.province, "61", "Northwest Territories"),
            entry(.censusDivision, "4609", "Division No. 9"),
            entry(.censusDivision, "6106", "Region 6"),
            entry(.censusSubdivision, "4609024", "Portage la Prairie"),
            entry(.censusSubdivision, "4609029", "Portage la Prairie"),
            entry(.censusSubdivision, "4609030", "Macdonald"),
            entry(.censusSubdivision, "6106021", "Hay River"),
            entry(.censusSubdivision, "6106023", "Yellowknife"),
            entry(.metropolitanArea, "602", "Winnipeg"),
            entry(.metropolitanArea, "995", "Yellowknife"),
        ]
    )

    private static func entry(
        _ level: GeographyLevel,
        _ code: String,
        _ name: String
    )
        -> GazetteerEntry
    {
        GazetteerEntry(
            geography: Geography(level: level, code: code),
            names: BilingualText(en: name, fr: name)
        )
    }

    var layout: LayoutID
    var names: NamedReading?
    var table: FullTableReading?
    var synonyms: [PlaceSynonym] = []
    /// Characteristics by id.
    var labels = ["total": "Total"]
    var times: [String] = ["2024-01", "2024-02", "2024"]
    var rounding = CountRounding.nearest5
    var geographies: [Geography] = gazetteer.entries.map(\.geography)
    var file = "a.csv"
    var member: String?
    var isSeries = true

    init(_ layout: LayoutID, _ columns: [LabelColumn] = [], absentIsZero: Bool = false) {
        self.layout = layout
        if layout.isByName {
            names = NamedReading(columns: columns, absentIsZero: absentIsZero)
        }
    }

    /// The cells of a text.
    func read(_ text: String) throws -> CellTable { try read(Array(text.utf8)) }

    func read(_ bytes: [UInt8]) throws -> CellTable {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/\(file)"
        try Data(bytes).write(to: URL(filePath: path))
        return try read(at: path)
    }

    func read(at path: String) throws -> CellTable {
        let part = SourcePart.ofTest(file, member: member)
        let list = CharacteristicList(
            id: ListID(known: "a-list"),
            period: isSeries ? nil : Period("2021"),
            vintage: "2016",
            rows: nil,
            totals: [:],
            unrounded: [],
            rounding: ListRounding(complete: rounding, sample: rounding),
            zeroRules: []
        )
        let reading = IndicatorModel.Reading(
            period: list.period,
            times: isSeries ? [.year, .month] : [],
            layout: layout,
            list: list.id,
            level: nil,
            labels: nil,
            rejectsAllowed: 0,
            byName: names,
            table: table
        )
        let text = BilingualText(en: "a test", fr: "un essai")
        let source = Source(
            id: SourceID(known: "a-test"),
            publisher: "",
            title: text,
            licenceName: "",
            licenceURL: "",
            attribution: text,
            reading: reading,
            parts: [part]
        )
        let entry = ReadSource(
            source,
            reading,
            list,
            names: ReadSource.Names(gazetteer: Self.gazetteer, synonyms: synonyms)
        )
        let keys = labels.keys.flatMap { id -> [CellKey] in
            let key = CellKey(characteristic: CharacteristicID(id), column: .total)
            return isSeries ? times.map { key.at(Period($0)) } : [key]
        }
        let wanted = WantedCells(
            Set(keys),
            labels: Dictionary(
                labels.map { (CharacteristicID($0.key), $0.value) },
                uniquingKeysWith: { first, _ in first }
            )
        )
        let table = try CellTable.read(
            part,
            of: entry,
            at: path,
            wanted: wanted,
            geographies: Set(geographies)
        )
        guard let table else { throw NotThere(name: path) }
        return table
    }

    /// What is wrong with a text: its line, code and message.
    func error(_ text: String) -> String {
        do {
            return "read: \(lines(try read(text)))"
        } catch let error as Diagnostic {
            return "\(error.span?.line ?? 0) \(error.code): \(error.message)"
        } catch {
            return "\(error)"
        }
    }

    /// A table as `CSD 6106023 total 2024-01 = 10`, with all geographies of a row, sorted.
    func lines(_ table: CellTable) -> [String] {
        table.geographies.enumerated().flatMap { row, record in
            table.keys.compactMap { key -> String? in
                guard let cell = table.cell(key, row: row) else { return nil }
                let names = record.all.map(\.description).joined(separator: " + ")
                let value = cell.value.map { "\(Int($0))" } ?? cell.state.rawValue
                return "\(names) \(key.characteristic) \(key.time?.name ?? "-") = \(value)"
            }
        }
        .sorted()
    }
}
