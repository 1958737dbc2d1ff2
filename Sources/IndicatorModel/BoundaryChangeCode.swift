/// What happened to a census subdivision, by Statistics Canada's change codes.
///
/// Source: Interim List of Changes to Municipal Boundaries, Status, and Names, 92F0009X, guide.
package enum BoundaryChangeCode: String, CaseIterable, Sendable {
    case incorporation = "1"
    case nameChange = "2"
    case typeChange = "3"
    case nameAndTypeChange = "23"
    case dissolution = "4"
    case gainByAnnexation = "5"
    case gainByCompleteAnnexation = "5A"
    case lossByAnnexation = "6"
    case codeChange = "7"
    case codeCorrection = "7C"
    case gainByCorrection = "8"
    case areaGainByCorrection = "8C"
    case lossByCorrection = "9"
    case areaLossByCorrection = "9C"
    case populationGainByCorrection = "10"
    case populationLossByCorrection = "11"

    /// What the code says, in the words of the guide.
    package var meaning: BilingualText {
        switch self {
        case .incorporation: BilingualText(en: "Incorporation", fr: "Constitution")
        case .nameChange: BilingualText(en: "Name change", fr: "Changement de nom")
        case .typeChange: BilingualText(en: "Type change", fr: "Changement de genre")
        case .nameAndTypeChange:
            BilingualText(en: "Name and type change", fr: "Changement de nom et de genre")
        case .dissolution: BilingualText(en: "Dissolution", fr: "Dissolution")
        case .gainByAnnexation:
            BilingualText(
                en: "Area gained due to partial annexation",
                fr: "Gain de territoire dû à une annexion partielle"
            )
        case .gainByCompleteAnnexation:
            BilingualText(
                en: "Area gained due to complete annexation",
                fr: "Gain de territoire dû à une annexion complète"
            )
        case .lossByAnnexation:
            BilingualText(
                en: "Area lost due to partial annexation or incorporation",
                fr: "Perte de territoire due à une annexion partielle ou à une constitution"
            )
        case .codeChange:
            BilingualText(en: "Change of SGC code", fr: "Changement de code de la CGT")
        case .codeCorrection:
            BilingualText(en: "Correction of SGC code", fr: "Correction du code de la CGT")
        case .gainByCorrection:
            BilingualText(
                en: "Area and population gained due to correction",
                fr: "Gain de territoire et de population dû à une correction"
            )
        case .areaGainByCorrection:
            BilingualText(
                en: "Area gained due to boundary correction",
                fr: "Gain de territoire dû à une correction de limite"
            )
        case .lossByCorrection:
            BilingualText(
                en: "Area and population lost due to correction",
                fr: "Perte de territoire et de population due à une correction"
            )
        case .areaLossByCorrection:
            BilingualText(
                en: "Area lost due to boundary correction",
                fr: "Perte de territoire due à une correction de limite"
            )
        case .populationGainByCorrection:
            BilingualText(
                en: "Population gained due to correction",
                fr: "Gain de population dû à une correction"
            )
        case .populationLossByCorrection:
            BilingualText(
                en: "Population lost due to correction",
                fr: "Perte de population due à une correction"
            )
        }
    }

    /// Whether only words change: land, people and code stay.
    package var isOfWords: Bool {
        switch self {
        case .nameChange, .typeChange, .nameAndTypeChange: true
        default: false
        }
    }

    /// Whether a code gives way to another for the same land.
    package var isOfCode: Bool { self == .codeChange || self == .codeCorrection }

    /// Whether the change moves land on which, by its code, nobody is counted.
    package var isWithoutPeople: Bool {
        self == .areaGainByCorrection || self == .areaLossByCorrection
    }

    /// Whether the losing subdivision is gone after the change.
    package var endsTheLosing: Bool { self == .dissolution || isOfCode }
}
