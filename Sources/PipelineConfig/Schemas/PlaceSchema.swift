import IndicatorModel

extension JSONSchema {
    /// A file of config/places, as `ConfigReader.readPlaces` accepts it.
    static var place: JSONSchema {
        object([
            "id": .required(
                identifier,
                "The stable name of the place. A new definition of a published year is a new place."
            ),
            "kind": .required(choice(PlaceKind.self), "What the place is."),
            "status": .required(
                choice(PlaceStatus.self),
                "confirmed: published. candidate: not published unless a pipeline says so."
            ),
            "collection": .required(text, "A group of places that pipelines publish together."),
            "parent": .optional(identifier, "The id of the place above it."),
            "names": .required(
                list(of: placeName, atLeast: 1),
                "Its names, oldest first; the last is published."
            ),
            "recipes": .required(
                table(keys: year, values: recipeOrReason),
                "How the place is made, by census year."
            ),
            "definition-changes": .optional(
                list(of: definitionChange),
                "Where the place is made of other land than before: no difference is taken across."
            ),
        ])
    }

    private static var placeName: JSONSchema {
        object([
            "en": .required(text, "The name in English."),
            "fr": .required(text, "The name in French."),
            "from": .optional(text, "The month from which the name holds, such as \"2019-04\"."),
        ])
    }

    private static var definitionChange: JSONSchema {
        object([
            "from": .required(year, "The last census of the old definition."),
            "to": .required(year, "The first census of the new definition."),
            "reason": .required(bilingual, "What changed, in both languages."),
        ])
    }

    private static var recipeOrReason: JSONSchema {
        let reason = object([
            "not-defined": .required(text, "Why the place has no definition in this census.")
        ])
        return when(
            has("not-defined"),
            then: reason,
            otherwise: when(has("on-boundaries-of"), then: onBoundaries, otherwise: recipe)
        )
        .named("recipe")
    }

    private static var onBoundaries: JSONSchema {
        object([
            "status": .required(choice(RecipeStatus.self), "How well the source supports it."),
            "source": .required(text, "Where the definition and the way to it were read."),
            "on-boundaries-of": .required(
                year,
                "A later census: the recipe is the land of that census's recipe, made of the "
                    + "census subdivisions of this one by the lists of config/changes."
            ),
        ])
    }

    private static var recipe: JSONSchema {
        object([
            "status": .required(
                choice(RecipeStatus.self),
                "verified: read in the source. derived: follows from verified codes by a rule "
                    + "that is named. inferred: likely, not confirmed."
            ),
            "source": .required(text, "Where the definition and the codes were read."),
            "members": .optional(
                list(of: member.named("member")),
                "The geographies that the place is made of."
            ),
            "unresolved": .optional(
                list(of: unresolved),
                "Parts of the definition without a known code. Figures are then partial."
            ),
        ])
        .with(
            "anyOf",
            ["members", "unresolved"].map { key in
                has(key).with("properties", [key: JSONSchema(["minItems": .number(1)])])
            }
        )
    }

    private static var member: JSONSchema {
        geography([
            "name": .required(text, "The name of the geography in that census."),
            "weight": .optional(
                positiveNumber,
                "The part of the geography that belongs to the place; 1 when left out."
            ),
        ])
    }

    private static var unresolved: JSONSchema {
        object([
            "level": .required(level, "The level of census geography."),
            "name": .required(text, "The name of the part."),
            "reason": .required(text, "Why its code is not known."),
        ])
    }
}
