import CSVKernel
package import IndicatorModel

/// A line of a concordance: a geography that a place is made of in one census.
struct ConcordanceRow: Hashable {
    let place: PlaceID
    let vintage: Period
    let geography: Geography
    let weight: Double
    /// Empty where the file says none.
    let name: String
    let line: Int
}

/// Recipes as a table that other tools exchange: `place,level,vintage,code,weight`, and the name of
/// each geography.
///
/// Source: the form in which the Community Data Program asks for the areas of its members.
package enum Concordance {
    static let columns = ["place", "level", "vintage", "code", "weight"]

    /// The members of all recipes, or of those of one census, in the order of ids, years and files.
    ///
    /// Parts without a known code and years without a definition have no line.
    package static func text(of places: [Place], vintage: Period? = nil) -> [UInt8] {
        var writer = CSVWriter(header: columns + ["name"])
        for place in places.sorted(by: { $0.id < $1.id }) {
            for (period, recipe) in place.recipes.sorted(by: { $0.key < $1.key })
            where vintage == nil || vintage == period {
                for member in recipe.members {
                    writer.row([
                        place.id.name, member.geography.level.rawValue, period.name,
                        member.geography.code, decimalText(member.weight), member.name,
                    ])
                }
            }
        }
        return writer.take()
    }

    /// The recipes that a concordance cannot say whole, because a part of them has no code.
    package static func unresolved(_ places: [Place], vintage: Period? = nil) -> [String] {
        places.sorted { $0.id < $1.id }.flatMap { place in
            place.recipes.sorted { $0.key < $1.key }.compactMap { period, recipe in
                recipe.unresolved.isEmpty || vintage != nil && vintage != period
                    ? nil : "\(place.id) \(period)"
            }
        }
    }
}
