import IndicatorModel

/// Fills in the zeros of a file that has no row for 0.
///
/// A geography that has no row in a period had nobody, but only where the file covers the period
/// and the division (or province) that it lies in, and where every row there is of a known one:
/// else the people could stand under a name that was not matched.
struct AbsentRows {
    private let periods: Set<Period>
    private let part: PartInput
    private let level: GeographyLevel
    /// Codes of divisions or provinces that have rows.
    private var covered: Set<String> = []
    /// Those in which some row has no known geography.
    private var unsure: Set<String> = []
    /// Whether a name was not matched that could lie anywhere.
    private var isAllUnsure = false

    init(
        _ matches: [NamedPlace: NameMatch],
        _ periods: Set<Period>,
        _ names: NamedReading,
        _ part: PartInput
    ) {
        self.periods = periods
        self.part = part
        let levels: [(column: LabelColumn, level: GeographyLevel)] = [
            (.subdivision, .censusSubdivision), (.division, .censusDivision),
            (.metropolitanArea, .metropolitanArea),
        ]
        level = levels.first { names.columns.contains($0.column) }?.level ?? .province
        for (place, match) in matches { note(place, match) }
    }

    private mutating func note(_ place: NamedPlace, _ match: NameMatch) {
        let scopes = scopes(of: place)
        covered.formUnion(scopes)
        guard match == .none else { return }
        unsure.formUnion(scopes)
        if scopes.isEmpty { isAllUnsure = true }
    }

    /// Where the people of a named row can be: the codes of its divisions, or of its province.
    private func scopes(of place: NamedPlace) -> [String] {
        guard let matcher = part.matcher, let province = place.province,
            let code = matcher.code(of: province)
        else { return [] }
        guard let division = place.division else { return [code] }
        let divisions = matcher.codes(ofDivision: division, province: province)
        return divisions.isEmpty ? [code] : divisions
    }

    func fill(_ collector: inout CellCollector) throws {
        if isAllUnsure { return }
        for geography in collector.wantedGeographies where geography.level == level {
            guard isSure(geography), collector.table.rows[geography] == nil else { continue }
            _ = try collector.begin(
                geography,
                name: "",
                quality: GeographyQuality(),
                line: 1
            )
        }
        let keys = collector.table.keys.enumerated().filter { _, key in
            key.time.map(periods.contains) ?? false
        }
        for (row, record) in collector.table.geographies.enumerated()
        where record.geography.level == level && record.all.allSatisfy(isSure) {
            for (index, key) in keys where collector.table.cell(key, row: row) == nil {
                let cell = Cell(
                    value: 0,
                    text: "0",
                    symbol: nil,
                    state: .observed,
                    line: record.line
                )
                try collector.add(cell, key: index, row: row)
            }
        }
    }

    /// Whether the file covers where a geography lies, and has no unknown name there.
    ///
    /// The code of a CMA tells no province: its own are those of its parts, all of which count.
    private func isSure(_ geography: Geography) -> Bool {
        switch geography.level {
        case .censusSubdivision: isSure(String(geography.code.prefix(4)))
        case .censusDivision, .province: isSure(String(geography.code.prefix(2)))
        default: unsure.isEmpty
        }
    }

    /// A province that could not be divided is unsure as a whole.
    private func isSure(_ code: String) -> Bool {
        covered.contains(code) && !unsure.contains(code) && !unsure.contains(String(code.prefix(2)))
    }
}
