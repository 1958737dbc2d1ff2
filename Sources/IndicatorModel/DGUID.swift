extension Geography {
    /// The dissemination geography identifier that a boundary has by its rule: vintage, kind,
    /// schema, code.
    ///
    /// Source: Statistics Canada, Dissemination Geography Unique Identifier, Definition and
    /// Structure (92F0138M); Canada's code is 11124 there. Parts of CAs are 0506 in the boundary
    /// file of 2021.
    ///
    /// - Parameters:
    ///   - vintage: The census of the boundary.
    ///   - type: Type of a CMA or CA or of a part: `B` is a CMA, `D` and `K` are CAs.
    /// - Returns: Nil where the rule needs a type that is not given, or has no schema.
    package func dguid(vintage: Period, type: String = "") -> String? {
        let schema: String
        switch level {
        case .country: return "\(vintage)A000011124"
        case .province: schema = "A0002"
        case .censusDivision: schema = "A0003"
        case .censusSubdivision: schema = "A0005"
        case .designatedPlace: schema = "A0006"
        case .healthRegion: schema = "A0007"
        case .economicRegion: schema = "S0500"
        case .metropolitanArea, .metropolitanAreaPart:
            let isPart = level == .metropolitanAreaPart
            switch type {
            case "B": schema = isPart ? "S0505" : "S0503"
            case "D", "K": schema = isPart ? "S0506" : "S0504"
            default: return nil
            }
        case .populationCentre: schema = "S0510"
        case .disseminationArea: schema = "S0512"
        case .place: return nil
        }
        return "\(vintage)\(schema)\(code)"
    }

    /// The geography that an identifier stands for; nil where its schema is none of these levels.
    ///
    /// Canada's is also met with a digit less (`2021A00001124` in table 17-10-0155).
    package init?(dguid: some StringProtocol) {
        let schema = dguid.dropFirst(4).prefix(5)
        let code = String(dguid.dropFirst(9))
        if dguid.hasSuffix("A000011124") || dguid.hasSuffix("A00001124") {
            self = .canada
            return
        }
        let level: GeographyLevel
        switch schema {
        case "A0002": level = .province
        case "A0003": level = .censusDivision
        case "A0005": level = .censusSubdivision
        case "A0006": level = .designatedPlace
        case "A0007": level = .healthRegion
        case "S0500": level = .economicRegion
        case "S0503", "S0504": level = .metropolitanArea
        case "S0505", "S0506": level = .metropolitanAreaPart
        case "S0510": level = .populationCentre
        case "S0512": level = .disseminationArea
        default: return nil
        }
        guard code.utf8.count == level.codeDigits else { return nil }
        self.init(level: level, code: code)
    }
}
