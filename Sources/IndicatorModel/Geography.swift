/// The kinds of census geography, by Statistics Canada's abbreviations.
package enum GeographyLevel: String, CaseIterable, Sendable {
    case country = "CAN"
    case province = "PR"
    case censusDivision = "CD"
    case censusSubdivision = "CSD"
    /// Census metropolitan areas and census agglomerations share one list of three-digit codes.
    case metropolitanArea = "CMA"
    /// The part of a CMA or CA in one province: its code is that of the province and of the CMA.
    ///
    /// Each CMA or CA has one, those over a border two.
    case metropolitanAreaPart = "CMAP"
    case designatedPlace = "DPL"
    case populationCentre = "POPCTR"
    case disseminationArea = "DA"
    case economicRegion = "ER"
    case healthRegion = "HR"
    /// A place of config/places, in files that were made for it; its code is the id of the place.
    case place = "PLACE"

    /// The levels of the census, which recipes may name.
    package static let allCases: [GeographyLevel] = [
        .country, .province, .censusDivision, .censusSubdivision, .metropolitanArea,
        .metropolitanAreaPart, .designatedPlace, .populationCentre, .disseminationArea,
        .economicRegion, .healthRegion,
    ]

    /// How many digits a code of the level has.
    ///
    /// Source: Standard Geographical Classification; Dictionary of the Census, DGUID.
    package var codeDigits: Int {
        switch self {
        case .country, .province: 2
        case .metropolitanArea: 3
        case .censusDivision, .economicRegion, .healthRegion, .populationCentre: 4
        case .metropolitanAreaPart: 5
        case .designatedPlace: 6
        case .censusSubdivision: 7
        case .disseminationArea: 8
        // Its codes are ids of places, which no recipe names.
        case .place: 0
        }
    }

    /// Whether a text has the digits of a code of this level.
    package func mayHave(code: String) -> Bool {
        code.utf8.count == codeDigits && code.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}

/// One geography of a census: its level and code.
///
/// The vintage is that of the list it is read from.
package struct Geography: Hashable, Sendable {
    package let level: GeographyLevel
    package let code: String

    package init(level: GeographyLevel, code: String) {
        self.level = level
        self.code = code
    }

    /// A place that a file prints itself.
    package init(_ place: PlaceID) {
        self.init(level: .place, code: place.name)
    }

    /// The two digits of the province or territory, for levels whose codes begin with them.
    ///
    /// Source: Standard Geographical Classification; a CMA's code says nothing of its province.
    package var province: String? {
        switch level {
        case .province, .censusDivision, .censusSubdivision, .disseminationArea, .economicRegion,
            .designatedPlace, .metropolitanAreaPart:
            String(code.prefix(2))
        case .country, .metropolitanArea, .populationCentre, .healthRegion, .place:
            nil
        }
    }
}

extension Geography: Comparable {
    package static func < (a: Geography, b: Geography) -> Bool {
        a.level == b.level ? a.code < b.code : a.level.rawValue < b.level.rawValue
    }
}

extension Geography: CustomStringConvertible {
    package var description: String { "\(level.rawValue) \(code)" }
}

/// What a file says of the reliability of a geography's figures.
package struct GeographyQuality: Hashable, Sendable {
    /// Global (to 2016) or total (2021) non-response rate of the short form, in percent.
    package var nonResponse: Double?
    /// The same of the long form.
    package var nonResponseLongForm: Double?
    /// Statistics Canada's five-digit data quality flag, as printed.
    package var flag: String?

    package init(
        nonResponse: Double? = nil,
        nonResponseLongForm: Double? = nil,
        flag: String? = nil
    ) {
        self.nonResponse = nonResponse
        self.nonResponseLongForm = nonResponseLongForm
        self.flag = flag
    }
}
