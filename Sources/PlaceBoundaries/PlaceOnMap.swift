/// A place that boundaries are made for, with the geographies that it is made of.
package struct PlaceOnMap: Sendable {
    package let id: String
    package let english: String
    package let french: String
    /// Whether it is a partnership or city, which maps of others show, and not a province.
    package let isLocal: Bool
    /// The codes of its census subdivisions, which its ground is dissolved from.
    package let codes: Set<String>
    /// How its members are called, such as `CMA 825`.
    package let members: [String]
    /// The members whose ground no boundary file at hand has.
    package let notDrawn: [String]

    package init(
        id: String,
        english: String,
        french: String,
        isLocal: Bool,
        codes: Set<String>,
        members: [String],
        notDrawn: [String] = []
    ) {
        self.id = id
        self.english = english
        self.french = french
        self.isLocal = isLocal
        self.codes = codes
        self.members = members
        self.notDrawn = notDrawn
    }

    /// The two digits of each province and territory that it has ground in.
    var provinces: Set<String> { Set(codes.map { String($0.prefix(2)) }) }
}
