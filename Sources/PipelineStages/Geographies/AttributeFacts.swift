import IndicatorModel

/// Gathers what the rows of an attribute table say of their geographies.
///
/// Rows are blocks or geographies; counts and areas of blocks are added up. A block without a count
/// is not 0: a geography has no count when none of its blocks has one, else the sum of those that
/// have, and a note says that it was counted in part.
struct AttributeFacts {
    private struct Record {
        let geography: Geography
        var facts: GeographyFacts
        /// What its rows lie in, by level.
        var seen: [GeographyLevel: Set<Geography>] = [:]
        var population = 0
        var area = 0.0
        var rows = 0
        var blankCounts = 0
        var hasArea = false
    }

    /// Levels of which a table says how they lie in each other.
    private static let relations: [GeographyLevel: [GeographyLevel]] = [
        .censusDivision: [.economicRegion],
        .metropolitanArea: [.province],
        .censusSubdivision: [.metropolitanArea, .metropolitanAreaPart, .economicRegion],
        .designatedPlace: [.censusSubdivision],
        .populationCentre: [.province, .metropolitanArea],
        .disseminationArea: [.censusSubdivision],
    ]

    private let file: String
    private let layout: AttributeLayout
    private let takesAreas: Bool
    private var records: [Record] = []
    private var index: [Geography: Int] = [:]
    /// The row before, and the records of its geographies.
    private var previous: [String] = []
    private var current: [Int] = []

    /// - Parameters:
    ///   - file: The name of the file, for messages.
    ///   - layout: Its columns.
    ///   - takesAreas: Whether dissemination areas are listed.
    init(file: String, layout: AttributeLayout, takesAreas: Bool) {
        self.file = file
        self.layout = layout
        self.takesAreas = takesAreas
    }

    /// Adds a row: the texts of the columns that the layout names, without spaces around.
    ///
    /// - Throws: `geographies.bad-code`, `geographies.code-and-parent`, `geographies.bad-number`.
    mutating func add(_ row: [String], line: Int) throws {
        let isSame =
            !previous.isEmpty
            && layout.levels.allSatisfy { previous[$0.code] == row[$0.code] }
        if !isSame { current = try place(row, line) }
        previous = row
        let population = try layout.population.map { try count(row[$0], line) }
        let area = try layout.area.flatMap { try number(row[$0], line) }
        for record in current { records[record].rows += 1 }
        if let population {
            for record in current {
                if let population { records[record].population += population }
                if population == nil { records[record].blankCounts += 1 }
            }
        }
        guard let area else { return }
        for record in current
        where layout.isBlocks || records[record].geography.level == layout.own {
            records[record].area += area
            records[record].hasArea = true
        }
    }

    /// The records of the geographies of a row.
    private mutating func place(_ row: [String], _ line: Int) throws -> [Int] {
        var found: [(geography: Geography, columns: AttributeLayout.Columns)] = []
        for columns in layout.levels {
            if columns.level == .disseminationArea, !takesAreas { continue }
            if let geography = try geography(row, columns, line) {
                found.append((geography, columns))
            }
        }
        let all = found.map(\.geography)
        for geography in all { try check(geography, among: all, line) }
        return found.map { geography, columns in
            let record = index[geography] ?? start(geography, row, columns)
            for level in Self.relations[geography.level] ?? [] {
                let wholes = all.filter { $0.level == level }
                records[record].seen[level, default: []].formUnion(wholes)
            }
            return record
        }
    }

    private mutating func start(
        _ geography: Geography,
        _ row: [String],
        _ columns: AttributeLayout.Columns
    ) -> Int {
        let type = columns.type.map { row[$0] }
        var facts = GeographyFacts(type: type)
        if let english = columns.name.map({ row[$0] }), !english.isEmpty {
            facts.names =
                if let french = columns.french.map({ row[$0] }), !french.isEmpty {
                    BilingualText(
                        en: publishedNames(english, of: geography).en,
                        fr: publishedNames(french, of: geography).fr
                    )
                } else {
                    publishedNames(english, of: geography)
                }
        }
        if geography.level == .disseminationArea {
            facts.names = BilingualText(en: geography.code, fr: geography.code)
        }
        let dguid = columns.dguid.map { row[$0] } ?? ""
        if !dguid.isEmpty { facts.dguid = dguid }
        records.append(Record(geography: geography, facts: facts))
        index[geography] = records.count - 1
        return records.count - 1
    }

    /// The geography of a level; nil where a row lies in none.
    private func geography(
        _ row: [String],
        _ columns: AttributeLayout.Columns,
        _ line: Int
    ) throws -> Geography? {
        let code = row[columns.code]
        let level = columns.level
        if code.isEmpty { return nil }
        switch level {
        case .metropolitanArea, .metropolitanAreaPart:
            // Places outside CMAs and CAs carry the zone of influence, territories 000.
            if ["996", "997", "998", "999", "000"].contains(code.suffix(3)) { return nil }
        case .populationCentre:
            if layout.centreClass.map({ row[$0] }) == "1" { return nil }
        default: break
        }
        guard level.mayHave(code: code) else {
            throw FileFacts.error(
                file,
                "bad-code",
                "`\(code)` is not a code of level \(level.rawValue), which has "
                    + "\(level.codeDigits) digits",
                line: line
            )
        }
        return Geography(level: level, code: code)
    }

    /// Holds what a code says against the other codes of the row.
    private func check(_ geography: Geography, among all: [Geography], _ line: Int) throws {
        for parent in geography.parentsByCode {
            guard let other = all.first(where: { $0.level == parent.level }), other != parent
            else { continue }
            // A population centre has no province in its code; a CMA neither.
            throw FileFacts.error(
                file,
                "code-and-parent",
                "`\(geography)` lies in `\(parent)` by its code, the line says `\(other)`",
                line: line
            )
        }
    }

    /// Persons; nil where a block was not enumerated: nothing, or a full stop.
    private func count(_ text: String, _ line: Int) throws -> Int? {
        if text.isEmpty || text == "." { return nil }
        if let count = Int(text), count >= 0 { return count }
        throw FileFacts.error(file, "bad-number", "`\(text)` is no count of persons", line: line)
    }

    private func number(_ text: String, _ line: Int) throws -> Double? {
        if text.isEmpty || text == "." { return nil }
        if let number = Double(text), number >= 0 { return number }
        throw FileFacts.error(file, "bad-number", "`\(text)` is no area", line: line)
    }

    /// What the rows said, when all of them were added.
    func result() -> FileFacts {
        var result = FileFacts(file: file)
        result.levels = Set(records.map(\.geography.level)).intersection(layout.wholeLevels)
        for (level, wholes) in Self.relations where layout.has(level) {
            for whole in wholes where layout.has(whole) {
                result.tells.insert(FileFacts.Pair(part: level, whole: whole))
            }
        }
        for record in records {
            var facts = record.facts
            // Over a border it lies in neither; a designated place has parts in each.
            let isInParts = record.geography.level == .designatedPlace
            for wholes in record.seen.values where wholes.count == 1 || isInParts {
                facts.within.formUnion(wholes)
            }
            if layout.population != nil, record.blankCounts < record.rows {
                facts.population = record.population
            }
            if record.hasArea { facts.landArea = rounded(record.area, decimals: 4) }
            result.all[record.geography] = facts
        }
        result.notes = notes()
        return result
    }

    private func notes() -> [String] {
        guard layout.population != nil else { return [] }
        var notes: [String] = []
        func add(_ some: [Record], _ what: String) {
            let names = some.filter { $0.geography.level == .censusSubdivision }.map {
                "\($0.geography.code) \($0.facts.names?.en ?? "")"
            }
            guard !names.isEmpty else { return }
            notes.append("\(names.count) CSD \(what): " + listed(names.sorted(), quoted: false))
        }
        add(
            records.filter { $0.blankCounts == $0.rows },
            "incompletely enumerated, without a count"
        )
        add(
            records.filter { (1..<$0.rows).contains($0.blankCounts) },
            "incompletely enumerated in part, with the count of the rest"
        )
        return notes
    }
}
