/// A census subdivision in a list of changes.
package struct ChangedSubdivision: Hashable, Sendable {
    /// Seven digits; nil on the losing side of a change that only concerns the gaining one.
    package let code: String?
    package let name: String
    /// The CSD type, such as `RM`.
    package let type: String

    package init(code: String?, name: String, type: String) {
        self.code = code
        self.name = name
        self.type = type
    }
}

/// One row of an interim list of changes: what a census subdivision gained, and from which.
///
/// Of a change of name or type the losing side is what it was called before.
package struct BoundaryChange: Hashable, Sendable {
    package let gaining: ChangedSubdivision
    package let losing: ChangedSubdivision
    package let change: BoundaryChangeCode
    /// What happened to the losing subdivision; nil where there is none.
    package let losingChange: BoundaryChangeCode?
    /// Persons affected, as the census before counted them; nil where the list does not say.
    package let people: Int?
    /// Private dwellings affected, and those occupied by usual residents.
    package let dwellings: Int?
    package let occupiedDwellings: Int?
    /// When it took effect, such as `2019-01-01`; empty where the list does not say.
    ///
    /// Often long before the census: registrations come late.
    package let date: String
    package let fileNumber: String

    package init(
        gaining: ChangedSubdivision,
        losing: ChangedSubdivision,
        change: BoundaryChangeCode,
        losingChange: BoundaryChangeCode?,
        people: Int?,
        dwellings: Int? = nil,
        occupiedDwellings: Int? = nil,
        date: String,
        fileNumber: String
    ) {
        self.gaining = gaining
        self.losing = losing
        self.change = change
        self.losingChange = losingChange
        self.people = people
        self.dwellings = dwellings
        self.occupiedDwellings = occupiedDwellings
        self.date = date
        self.fileNumber = fileNumber
    }

    /// The columns of config/changes.
    package static let columns = [
        "gaining", "gaining_name", "gaining_type", "losing", "losing_name", "losing_type", "change",
        "losing_change", "people", "dwellings", "occupied_dwellings", "date", "file_number",
    ]

    /// The row of config/changes.
    package var fields: [String] {
        [
            gaining.code ?? "", gaining.name, gaining.type, losing.code ?? "", losing.name,
            losing.type, change.rawValue, losingChange?.rawValue ?? "",
            people.map(String.init) ?? "", dwellings.map(String.init) ?? "",
            occupiedDwellings.map(String.init) ?? "", date, fileNumber,
        ]
    }
}

/// The changes between two censuses, in the order of their list (config/changes).
package struct BoundaryChanges: Hashable, Sendable {
    package let periods: PeriodPair
    package let all: [BoundaryChange]

    package init(periods: PeriodPair, all: [BoundaryChange]) {
        self.periods = periods
        self.all = all
    }
}
