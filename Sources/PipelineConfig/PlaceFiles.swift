import IndicatorModel

extension ConfigReader {
    /// Reads config/places: a file a place.
    mutating func readPlaces() {
        for document in documents(in: "config/places") {
            if let place = readPlace(document) { configuration.places.append(place) }
        }
        configuration.places.sort { $0.id < $1.id }
    }

    private mutating func readPlace(_ document: YAMLValue) -> Place? {
        guard
            let mapping = document.mapping(
                required: ["id", "kind", "status", "collection", "names", "recipes"],
                optional: ["parent", "definition-changes"]
            ),
            let idValue = mapping["id"], let id: PlaceID = idValue.identifier("a place"),
            define("place", id.name, idValue),
            let kind: PlaceKind = mapping["kind"]?.choice("kind of place"),
            let status: PlaceStatus = mapping["status"]?.choice("status"),
            let collection = mapping["collection"]?.string
        else { return nil }
        keep("place", id.name, document)
        let parent: PlaceID? = mapping["parent"]?.identifier("a place")
        if let parent, let value = mapping["parent"] { parentValues.append((parent, value)) }
        let names = (mapping["names"]?.list ?? []).compactMap(readName)
        if let value = mapping["names"], value.isEmptyList {
            report.add(.wrongShape(value, expected: "at least one name"))
        }
        var recipes: [Period: Recipe] = [:]
        var notDefined: [Period: String] = [:]
        var spans: [Period: SourceSpan] = [:]
        for (key, value) in mapping["recipes"]?.entries ?? [] {
            guard let period = key.period else { continue }
            if let reason = readNotDefined(value) {
                notDefined[period] = reason
            } else if !value.hasKey("on-boundaries-of") {
                recipes[period] = readRecipe(value, period)
                spans[period] = key.span
            }
        }
        readRecipesOnBoundaries(mapping["recipes"], id, &recipes)
        let place = Place(
            id: id,
            kind: kind,
            status: status,
            collection: collection,
            parent: parent,
            names: names,
            recipes: recipes,
            notDefined: notDefined,
            definitionChanges: readDefinitionChanges(mapping["definition-changes"], recipes)
        )
        checkRecipes(of: place, spans)
        return place
    }

    private func readName(_ value: YAMLValue) -> DatedName? {
        guard let mapping = value.mapping(required: ["en", "fr"], optional: ["from"]),
            let en = mapping["en"]?.string, let fr = mapping["fr"]?.string
        else { return nil }
        return DatedName(from: mapping["from"]?.string, text: BilingualText(en: en, fr: fr))
    }

    private func readNotDefined(_ value: YAMLValue) -> String? {
        guard value.isMapping(withOnlyKey: "not-defined") else { return nil }
        return value.entries[0].value.string
    }

    /// Reads the recipes that are made of others of the place, when those are read.
    private mutating func readRecipesOnBoundaries(
        _ value: YAMLValue?,
        _ place: PlaceID,
        _ recipes: inout [Period: Recipe]
    ) {
        let own = recipes
        for (key, value) in value?.entries ?? [] where value.hasKey("on-boundaries-of") {
            guard let period = key.period,
                let mapping = value.mapping(required: ["status", "source", "on-boundaries-of"]),
                let status: RecipeStatus = mapping["status"]?.choice("recipe status"),
                let source = mapping["source"]?.string,
                let boundaries = mapping["on-boundaries-of"],
                let recipe = recipe(on: boundaries, of: period, own, (status, source))
            else { continue }
            recipes[period] = recipe
            keepMembers(of: recipe, period, place)
        }
    }

    private func readRecipe(_ value: YAMLValue, _ period: Period) -> Recipe? {
        guard
            let mapping = value.mapping(
                required: ["status", "source"],
                optional: ["members", "unresolved"]
            ),
            let status: RecipeStatus = mapping["status"]?.choice("recipe status"),
            let source = mapping["source"]?.string
        else { return nil }
        var members: [RecipeMember] = []
        for item in mapping["members"]?.list ?? [] {
            guard let member = readMember(item, period) else { continue }
            if members.contains(where: { $0.geography == member.geography }) {
                let message = "member `\(member.geography)` stands twice in the recipe"
                report.add(.general("duplicate-member", message, item))
            }
            members.append(member)
        }
        let unresolved = (mapping["unresolved"]?.list ?? []).compactMap(readUnresolved)
        let isEmpty = ["members", "unresolved"].allSatisfy { mapping[$0]?.isEmptyList ?? true }
        if isEmpty {
            let hint = "write `not-defined: \"why\"` where a year has no definition"
            report.add(
                .general("empty-recipe", "the recipe has no member", value, hints: [hint])
            )
        }
        return Recipe(status: status, source: source, members: members, unresolved: unresolved)
    }

    private func readMember(_ value: YAMLValue, _ period: Period) -> RecipeMember? {
        guard
            let mapping = value.mapping(
                required: ["level", "code", "name"],
                optional: ["weight"]
            ),
            let level = mapping["level"]?.censusLevel,
            let codeValue = mapping["code"], let code = codeValue.string,
            let name = mapping["name"]?.string
        else { return nil }
        let geography = Geography(level: level, code: code)
        if checkCode(code, level, codeValue) {
            checkExists(geography, named: name, codeValue, period)
        }
        var weight = 1.0
        if let written = mapping["weight"] {
            guard let number = written.weight else { return nil }
            weight = number
        }
        return RecipeMember(
            geography: geography,
            name: name,
            weight: weight,
            span: codeValue.span
        )
    }

    private func readUnresolved(_ value: YAMLValue) -> UnresolvedMember? {
        guard let mapping = value.mapping(required: ["level", "name", "reason"]),
            let level = mapping["level"]?.censusLevel,
            let name = mapping["name"]?.string, let reason = mapping["reason"]?.string
        else { return nil }
        return UnresolvedMember(level: level, name: name, reason: reason)
    }

    /// Whether a code can be one of its level; one that cannot is reported.
    @discardableResult
    func checkCode(_ code: String, _ level: GeographyLevel, _ value: YAMLValue) -> Bool {
        if level.mayHave(code: code) { return true }
        let message = "`\(code)` is not a code of level \(level.rawValue)"
        let hint = "a \(level.rawValue) code has \(level.codeDigits) digits, in quotes"
        report.add(.general("bad-code", message, value, hints: [hint]))
        return false
    }
}

extension YAMLValue {
    /// A level of the census; a place of its own, which only files name, is none.
    var censusLevel: GeographyLevel? {
        guard let text = string else { return nil }
        if let level = GeographyLevel(rawValue: text), level != .place { return level }
        let known = GeographyLevel.allCases.map(\.rawValue)
        report.add(.unknownName(self, what: "level", known: known))
        return nil
    }
}
