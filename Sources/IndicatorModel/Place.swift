/// What a place is.
package enum PlaceKind: String, CaseIterable, Sendable {
    case country, region, province, territory, lip, city, community
}

/// Whether a place's definition is certain enough to be published.
package enum PlaceStatus: String, CaseIterable, Sendable {
    case confirmed, candidate
}

/// How well the source of a recipe supports it.
package enum RecipeStatus: String, CaseIterable, Sendable {
    /// Read in the source that is named.
    case verified
    /// Follows from verified codes by a rule that is named.
    case derived
    /// Likely, not confirmed.
    case inferred
}

/// A name with the month from which it holds.
package struct DatedName: Hashable, Sendable {
    package let from: String?
    package let text: BilingualText

    package init(from: String?, text: BilingualText) {
        self.from = from
        self.text = text
    }
}

/// A text in both official languages.
package struct BilingualText: Hashable, Sendable {
    package let en: String
    package let fr: String

    package init(en: String, fr: String) {
        self.en = en
        self.fr = fr
    }
}

/// A geography that a place is made of, with its weight.
package struct RecipeMember: Hashable, Sendable {
    package let geography: Geography
    package let name: String
    package let weight: Double
    /// How the weight is known.
    package let method: CrosswalkMethod
    /// The people that the weight was made of; nil where it was not made of people.
    package let share: PopulationShare?
    /// Where the recipe names it.
    package let span: SourceSpan?

    package init(
        geography: Geography,
        name: String,
        weight: Double,
        method: CrosswalkMethod? = nil,
        share: PopulationShare? = nil,
        span: SourceSpan? = nil
    ) {
        self.geography = geography
        self.name = name
        self.weight = weight
        self.method = method ?? (weight == 1 ? .code : .concordance)
        self.share = share
        self.span = span
    }
}

/// A part of a place's definition whose code is not known.
package struct UnresolvedMember: Hashable, Sendable {
    package let level: GeographyLevel
    package let name: String
    package let reason: String

    package init(level: GeographyLevel, name: String, reason: String) {
        self.level = level
        self.name = name
        self.reason = reason
    }
}

/// How a place is made in one census year.
package struct Recipe: Hashable, Sendable {
    package let status: RecipeStatus
    package let source: String
    package let members: [RecipeMember]
    package let unresolved: [UnresolvedMember]
    /// The census whose land of the place this is, made of the geographies of another census.
    package let onBoundariesOf: Period?

    package init(
        status: RecipeStatus,
        source: String,
        members: [RecipeMember],
        unresolved: [UnresolvedMember],
        onBoundariesOf: Period? = nil
    ) {
        self.status = status
        self.source = source
        self.members = members
        self.unresolved = unresolved
        self.onBoundariesOf = onBoundariesOf
    }
}

/// A LIP, province, territory, region, city, community, or Canada.
package struct Place: Sendable {
    package let id: PlaceID
    package let kind: PlaceKind
    package let status: PlaceStatus
    package let collection: String
    package let parent: PlaceID?
    /// Oldest first; the last is the name of today.
    package let names: [DatedName]
    /// A period that is missing here is not defined; `notDefined` has the reason.
    package let recipes: [Period: Recipe]
    package let notDefined: [Period: String]
    /// In the order of the file.
    package let definitionChanges: [DefinitionChange]

    package init(
        id: PlaceID,
        kind: PlaceKind,
        status: PlaceStatus,
        collection: String,
        parent: PlaceID?,
        names: [DatedName],
        recipes: [Period: Recipe],
        notDefined: [Period: String],
        definitionChanges: [DefinitionChange] = []
    ) {
        self.id = id
        self.kind = kind
        self.status = status
        self.collection = collection
        self.parent = parent
        self.names = names
        self.recipes = recipes
        self.notDefined = notDefined
        self.definitionChanges = definitionChanges
    }
}
