/// A literal 0 that stands where a concept is not applied.
///
/// Source: in 98-401-X2016072 and 073 the low-income counts of the territories are printed as 0
/// while the prevalence beside them is `...`; 92-591-XE prints 0 for both.
package struct ZeroRule: Hashable, Sendable {
    package let ids: Set<CharacteristicID>
    package let provinces: Set<String>
    package let reason: String

    package init(ids: Set<CharacteristicID>, provinces: Set<String>, reason: String) {
        self.ids = ids
        self.provinces = provinces
        self.reason = reason
    }

    /// Whether a 0 of this characteristic in this geography means "not applicable".
    package func applies(to id: CharacteristicID, in geography: Geography) -> Bool {
        guard let province = geography.province else { return false }
        return ids.contains(id) && provinces.contains(province)
    }
}

/// A family of files that number their characteristics alike.
package struct CharacteristicList: Sendable {
    package let id: ListID
    /// The census year of its figures; nil when they are of many years, quarters or months.
    package let period: Period?
    /// The census whose codes its geographies have.
    package let vintage: String
    /// How many characteristics every geography has, in lists that print all of them.
    package let rows: Int?
    package let totals: [Universe: CharacteristicID]
    package let unrounded: Set<CharacteristicID>
    /// How all other counts are rounded.
    package let rounding: ListRounding
    package let zeroRules: [ZeroRule]
    /// Whether men and women are characteristics of their own (vectors), not columns of one.
    package let gendersAreCharacteristics: Bool

    package init(
        id: ListID,
        period: Period?,
        vintage: String,
        rows: Int?,
        totals: [Universe: CharacteristicID],
        unrounded: Set<CharacteristicID>,
        rounding: ListRounding = ListRounding(),
        zeroRules: [ZeroRule],
        gendersAreCharacteristics: Bool = false
    ) {
        self.id = id
        self.period = period
        self.vintage = vintage
        self.rows = rows
        self.totals = totals
        self.unrounded = unrounded
        self.rounding = rounding
        self.zeroRules = zeroRules
        self.gendersAreCharacteristics = gendersAreCharacteristics
    }
}
