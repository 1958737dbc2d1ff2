import IndicatorModel

/// Which columns of an attribute table tell what of which level.
///
/// Attribute files and the tables of boundary files name their columns alike: `CSDUID`, `CSDNAME`,
/// `CMAPUID`. Attribute files add the French name (`CSDUID_SDRIDU` in 2021, `CSDuid/SDRidu` in
/// 2016) and the year of a count, and write small letters, spaces and accents of their own.
struct AttributeLayout {
    /// The columns of one level, as positions in the row.
    struct Columns {
        let level: GeographyLevel
        let code: Int
        var dguid: Int?
        var name: Int?
        var french: Int?
        var type: Int?
    }

    /// The levels that the table has, in the order of the rows of a list.
    private(set) var levels: [Columns] = []
    /// Persons in a block.
    private(set) var population: Int?
    /// Square kilometres of a block, or of the geography that a boundary is of.
    private(set) var area: Int?
    /// The class of a population centre; 1 is a rural area.
    private(set) var centreClass: Int?
    /// Whether a row is a block, so that counts and areas are added up.
    private(set) var isBlocks = false
    /// The columns of the file that make a row, in the order of the row.
    private(set) var columns: [Int] = []

    /// The level that a boundary file is of: the finest that it has.
    var own: GeographyLevel? {
        let finest: [GeographyLevel] = [
            .disseminationArea, .designatedPlace, .populationCentre, .censusSubdivision,
            .metropolitanAreaPart, .metropolitanArea, .censusDivision, .economicRegion, .province,
        ]
        return finest.first(where: has)
    }

    func has(_ level: GeographyLevel) -> Bool { levels.contains { $0.level == level } }

    /// The levels of which the table has all codes.
    ///
    /// Blocks and the areas of a division of Canada are in all levels that lie everywhere; CMAs,
    /// designated places and population centres are not in every province.
    var wholeLevels: Set<GeographyLevel> {
        let somewhere: Set<GeographyLevel> = [
            .metropolitanArea, .metropolitanAreaPart, .designatedPlace, .populationCentre,
        ]
        let all = Set(levels.map(\.level))
        guard !isBlocks, let own, somewhere.contains(own) else { return all }
        return own == .metropolitanAreaPart ? [own, .metropolitanArea] : [own]
    }

    /// Names of the columns of a level: code, DGUID, name, French name, type.
    private static let names: [(level: GeographyLevel, columns: [String])] = [
        (.province, ["PRUID", "PRDGUID", "PRENAME", "PRFNAME", ""]),
        (.censusDivision, ["CDUID", "CDDGUID", "CDNAME", "", "CDTYPE"]),
        (.economicRegion, ["ERUID", "ERDGUID", "ERNAME", "", ""]),
        (.metropolitanArea, ["CMAUID", "CMADGUID", "CMANAME", "", "CMATYPE"]),
        (.metropolitanAreaPart, ["CMAPUID", "CMAPDGUID", "CMANAME", "", "CMATYPE"]),
        (.censusSubdivision, ["CSDUID", "CSDDGUID", "CSDNAME", "", "CSDTYPE"]),
        (.designatedPlace, ["DPLUID", "DPLDGUID", "DPLNAME", "", "DPLTYPE"]),
        (
            .populationCentre,
            ["POPCTRRAUID", "POPCTRRADGUID", "POPCTRRANAME", "", "POPCTRRACLASS"]
        ),
        (.disseminationArea, ["DAUID", "DADGUID", "", "", ""]),
    ]

    /// The layout of a table with these columns.
    ///
    /// - Parameter header: The names of the columns as they stand in the file.
    init(header: [String]) {
        let known = header.map(Self.normalized)
        var places: [Int: Int] = [:]
        func place(_ name: String) -> Int? {
            guard let column = known.firstIndex(of: name) else { return nil }
            if let position = places[column] { return position }
            places[column] = columns.count
            columns.append(column)
            return columns.count - 1
        }
        for (level, names) in Self.names {
            guard let code = place(names[0]) else { continue }
            let name = place(names[2]) ?? (level == .province ? place("PRNAME") : nil)
            levels.append(
                Columns(
                    level: level,
                    code: code,
                    dguid: place(names[1]),
                    name: name,
                    french: place(names[3]),
                    type: place(names[4])
                )
            )
        }
        isBlocks = known.contains("DBUID")
        population = place("DBPOP")
        area = place(isBlocks ? "DBAREA" : "LANDAREA")
        centreClass = place("POPCTRRACLASS")
        placeOwnIdentifiers(place("DGUID"), place("DGUIDP"))
    }

    /// A boundary file calls the identifier of its own level DGUID.
    private mutating func placeOwnIdentifiers(_ dguid: Int?, _ part: Int?) {
        // The boundaries of CMAs are parts, and DGUID there is that of the CMA.
        let level = own == .metropolitanAreaPart ? .metropolitanArea : own
        for index in levels.indices {
            if levels[index].level == level { levels[index].dguid = levels[index].dguid ?? dguid }
            if levels[index].level == .metropolitanAreaPart {
                levels[index].dguid = levels[index].dguid ?? part
            }
        }
    }

    /// `CSDUID` of `CSDUID_SDRIDU` and of ` CSDuid/SDRidu`; `DBPOP` of `DBPOP2021_IDPOP2021`.
    static func normalized(_ column: String) -> String {
        let text = column.filter { $0 != " " }.uppercased()
        let separator: Character = text.contains("/") ? "/" : "_"
        var name = text.prefix { $0 != separator }
        if name.count > 4, name.suffix(4).allSatisfy(\.isNumber), name.hasPrefix("DB") {
            name = name.dropLast(4)
        }
        // The table of the boundaries of population centres, and an older spelling.
        let others = [
            "PCUID": "POPCTRRAUID", "PCNAME": "POPCTRRANAME", "PCCLASS": "POPCTRRACLASS",
            "POPCTRUID": "POPCTRRAUID", "POPCTRNAME": "POPCTRRANAME",
            "POPCTRCLASS": "POPCTRRACLASS", "POPCTRDGUID": "POPCTRRADGUID",
        ]
        return others[String(name)] ?? String(name)
    }
}
