package import IndicatorModel

/// A place that is not in config/places yet, as the text of its file.
package struct PlaceDraft: Sendable {
    /// How the place is made in a census, or why that is not known.
    package enum Recipe: Sendable {
        case members(DraftRecipe)
        case notDefined(String)
    }

    package let id: PlaceID
    package let kind: PlaceKind
    package let status: PlaceStatus
    package let collection: String
    package let parent: PlaceID?
    package let name: BilingualText
    /// Lines above the place, without `#`.
    package let comments: [String]
    package let recipes: [Period: Recipe]

    /// Below the project's folder.
    package var path: String { "config/places/\(id).yaml" }

    package var text: String {
        var lines = [
            "# yaml-language-server: $schema=../../docs/reference/schemas/place.schema.json"
        ]
        lines += ["# \(name.en)"] + comments.map { "# \($0)" }
        lines += [
            "id: \(id)", "kind: \(kind.rawValue)", "status: \(status.rawValue)",
            "collection: \(yamlText(collection))",
        ]
        if let parent { lines.append("parent: \(parent)") }
        lines += [
            "names:", "  # Oldest first; write `from: \"2019-04\"` beside a name that came later.",
            "  - en: \(yamlText(name.en))", "    fr: \(yamlText(name.fr))", "recipes:",
        ]
        for (period, recipe) in recipes.sorted(by: { $0.key < $1.key }) {
            switch recipe {
            case .members(let recipe): lines += recipe.lines(period, indent: 2)
            case .notDefined(let reason):
                lines += ["  \"\(period)\":", "    not-defined: \(quotedYAML(reason))"]
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

/// A recipe as the text of its lines.
package struct DraftRecipe: Sendable {
    package let status: RecipeStatus
    package let source: String
    package let members: [RecipeMember]
    package var unresolved: [UnresolvedMember] = []
    /// Lines below the year, without `#`.
    package var comments: [String] = []

    func lines(_ period: Period, indent: Int) -> [String] {
        let outer = String(repeating: " ", count: indent)
        let inner = outer + "  "
        var lines = ["\(outer)\"\(period)\":"] + comments.map { "\(inner)# \($0)" }
        lines += ["\(inner)status: \(status.rawValue)", "\(inner)source: \(quotedYAML(source))"]
        lines.append("\(inner)members:")
        lines += members.map { "\(inner)  - \(Self.text(of: $0))" }
        if !unresolved.isEmpty { lines.append("\(inner)unresolved:") }
        for part in unresolved {
            let level = part.level.rawValue
            lines.append(
                "\(inner)  - { level: \(level), name: \(quotedYAML(part.name)), "
                    + "reason: \(quotedYAML(part.reason)) }"
            )
        }
        return lines
    }

    /// A member as it stands on a line.
    static func text(of member: RecipeMember) -> String {
        let weight = member.weight == 1 ? "" : ", weight: \(decimalText(member.weight))"
        let geography = member.geography
        return "{ level: \(geography.level.rawValue), code: \"\(geography.code)\", "
            + "name: \(yamlText(member.name))\(weight) }"
    }
}

/// A text as YAML has it, within braces too: quoted where it could be read otherwise.
func yamlText(_ text: String) -> String {
    let words = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]
    let isPlain =
        text.first?.isLetter == true && text.last != " "
        && text.allSatisfy { $0.isLetter || $0.isNumber || " .'’()/-–".contains($0) }
        && !words.contains(text.lowercased())
    return isPlain ? text : quotedYAML(text)
}

func quotedYAML(_ text: String) -> String {
    var quoted = "\""
    for character in text {
        switch character {
        case "\"", "\\": quoted += "\\\(character)"
        case "\n": quoted += "\\n"
        case "\t": quoted += "\\t"
        default: quoted.append(character)
        }
    }
    return quoted + "\""
}
