/// What a census says of one of its geographies (config/geographies).
package struct GazetteerEntry: Hashable, Sendable {
    package let geography: Geography
    /// As published; French is English where the source has one name for both.
    package let names: BilingualText
    /// The type of its level, such as CSD type `CY`; empty where there is none.
    package let type: String
    /// The dissemination geography identifier, as published or made by its rule; empty if unknown.
    ///
    /// Its first four digits are the vintage of the boundary, not the year of any figure.
    package let dguid: String
    /// What it lies in besides what its code says, sorted: CMA, CMAP and ER of a CSD, the CSDs of
    /// a designated place, the province of a CMA that lies in one.
    package let within: [Geography]
    /// Square kilometres.
    package let landArea: Double?
    /// Persons counted in that census; nil where the census published no count.
    package let population: Int?

    package init(
        geography: Geography,
        names: BilingualText,
        type: String = "",
        dguid: String = "",
        within: [Geography] = [],
        landArea: Double? = nil,
        population: Int? = nil
    ) {
        self.geography = geography
        self.names = names
        self.type = type
        self.dguid = dguid
        self.within = within
        self.landArea = landArea
        self.population = population
    }
}
