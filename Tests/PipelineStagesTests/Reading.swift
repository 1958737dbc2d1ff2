import CSVKernel
import DataStore
import IndicatorModel
import PipelineConfig
import PipelineStages
import TestSupport

/// Reads single files through their layouts, as an extract step does, for as many characteristics
/// as a test wants.
struct Reading {
    /// The project's own configuration.
    static let configuration = Configuration.read(in: RealFiles.project, Report())

    var entry: ReadSource
    var geographies: Set<Geography> = []
    /// The path of the file of labels.
    var labels: String?
    /// All of the list, or these only.
    var characteristics: [String]?
    var columns: [CellColumn] = [.total, .men, .women]

    /// A declared source.
    init(source name: String) throws {
        guard let id = SourceID(name), let source = Self.configuration.sources[id],
            let entry = ReadSource(source, Self.configuration)
        else { throw NotThere(name: name) }
        self.entry = entry
    }

    /// A source made for a test, with one part.
    init(_ layout: LayoutID, _ list: CharacteristicList, _ part: SourcePart, level: GeographyLevel?)
    {
        let text = BilingualText(en: "a test", fr: "un essai")
        let reading = IndicatorModel.Reading(
            period: list.period,
            layout: layout,
            list: list.id,
            level: level,
            labels: nil,
            rejectsAllowed: 0
        )
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
        entry = ReadSource(source, reading, list)
    }

    var source: Source { entry.source }
    var list: CharacteristicList { entry.list }

    static func list(_ name: String) throws -> CharacteristicList {
        guard let id = ListID(name), let list = configuration.lists[id] else {
            throw NotThere(name: name)
        }
        return list
    }

    /// Reads a part of the source from a file.
    func read(_ path: String, part name: String? = nil) throws -> CellTable {
        let part = source.parts.first { name == nil || $0.id.name == name }
        guard let part else { throw NotThere(name: name ?? "") }
        let table = try CellTable.read(
            part,
            of: entry,
            at: path,
            labels: labels,
            wanted: try wanted(),
            geographies: geographies
        )
        guard let table else { throw NotThere(name: path) }
        return table
    }

    /// What a steward is told of a file that is refused.
    func refusal(_ path: String, part name: String? = nil) -> String {
        do {
            _ = try read(path, part: name)
            return "(the file was read)"
        } catch let diagnostic as Diagnostic {
            return diagnostic.rendered
        } catch {
            return "\(error)"
        }
    }

    private func wanted() throws -> WantedCells {
        let labels = try Self.labels(of: list)
        let ids = characteristics.map { $0.map(CharacteristicID.init) } ?? Array(labels.keys)
        let keys = ids.flatMap { id in
            columns.map { CellKey(characteristic: id, column: $0) }
        }
        return WantedCells(Set(keys), labels: labels)
    }

    /// The labels of a list of the project, by characteristic.
    static func labels(of list: CharacteristicList) throws -> [CharacteristicID: String] {
        let path = "\(RealFiles.project)/config/characteristics/\(list.id).csv"
        var reader = RecordReader(MemoryByteSource(try readFile(path)))
        var labels: [CharacteristicID: String] = [:]
        while try reader.next() {
            let fields = reader.texts().map { $0 ?? "" }
            if reader.line > 1 { labels[CharacteristicID(fields[0])] = fields[2] }
        }
        return labels
    }
}

extension SourcePart {
    /// A part of a test's own source.
    static func ofTest(
        _ file: String,
        member: String? = nil,
        cover: Cover? = nil,
        geography: Geography? = nil,
        name: String? = nil
    ) -> SourcePart {
        SourcePart(
            id: PartID(known: "all"),
            file: .official(name: file, upstream: nil),
            member: member,
            cover: cover,
            geography: geography,
            geographyName: name
        )
    }
}

extension CellTable {
    /// A cell of a geography, by the characteristic's id.
    func cell(_ id: String, _ column: CellColumn = .total, of geography: Geography) -> Cell? {
        rows[geography].flatMap { row in
            cell(CellKey(characteristic: CharacteristicID(id), column: column), row: row)
        }
    }

    func value(_ id: String, _ column: CellColumn = .total, of geography: Geography) -> Double? {
        cell(id, column, of: geography)?.value
    }

    /// How many cells have a state.
    func count(_ state: ValueState) -> Int {
        keys.reduce(0) { sum, key in
            sum + geographies.indices.count { cell(key, row: $0)?.state == state }
        }
    }

    /// The sum of a column over all geographies, and how many have no figure.
    func sum(_ id: String) -> (sum: Double, missing: Int) {
        let key = CellKey(characteristic: CharacteristicID(id), column: .total)
        let values = geographies.indices.map { cell(key, row: $0)?.value }
        return (values.reduce(0) { $0 + ($1 ?? 0) }, values.count { $0 == nil })
    }
}

extension Geography {
    static func province(_ code: String) -> Geography { Geography(level: .province, code: code) }

    static func subdivision(_ code: String) -> Geography {
        Geography(level: .censusSubdivision, code: code)
    }
}

/// A test names what the project does not have.
struct NotThere: Error {
    let name: String
}
