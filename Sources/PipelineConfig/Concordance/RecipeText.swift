import IndicatorModel
import Yams

/// The text of a place's file, of which one recipe is changed and all else stays as it is.
struct RecipeText {
    private let lines: [String]
    private let recipes: YAMLValue
    private let recipesKey: YAMLValue

    /// Nil where the file is no place with recipes; a syntax error is reported.
    init?(_ file: TextFile, _ report: Report) {
        guard let document = YAMLValue.document(of: file, report), document.isMapping,
            let entry = document.entries.first(where: { $0.key.rawText == "recipes" })
        else { return nil }
        lines = file.lines
        recipesKey = entry.key
        recipes = entry.value
    }

    /// The geographies of a recipe as they stand.
    func members(of period: Period) -> [Geography] {
        guard let members = value(of: "members", in: recipe(period)?.value)?.value else {
            return []
        }
        return members.items.compactMap(Self.member).map(\.geography)
    }

    /// The text with other members in one recipe, which is added where there is none.
    ///
    /// Lines of members that stay are kept, with their comments. A recipe that is added, was not
    /// defined, or stands on one line, is written anew.
    func replacing(_ period: Period, by members: [RecipeMember], source: String) -> String {
        guard let (key, value) = recipe(period) else {
            return adding(period, members, source)
        }
        let start = line(key)
        let end = endOfBlock(start, indent: key.span.column - 1)
        let own = self.value(of: "members", in: value)
        let isPlain =
            line(value) > start && value.isMapping
            && self.value(of: "not-defined", in: value) == nil
        if isPlain, let own, line(own.value) > line(own.key) {
            return joined(membersReplaced(own.key, own.value, members))
        }
        if isPlain, own == nil {
            let indent = String(repeating: " ", count: value.span.column - 1)
            let new =
                ["\(indent)members:"] + members.map { "\(indent)  - \(DraftRecipe.text(of: $0))" }
            return joined(Array(lines[..<end]) + new + lines[end...])
        }
        let comments = lines[start + 1..<end].filter { $0.drop { $0 == " " }.first == "#" }
        let status = self.value(of: "status", in: value)?.value.rawText ?? ""
        let recipe = DraftRecipe(
            status: RecipeStatus(rawValue: status) ?? .inferred,
            source: self.value(of: "source", in: value)?.value.rawText ?? source,
            members: members,
            unresolved: unresolved(value)
        )
        let block = recipe.lines(period, indent: key.span.column - 1)
        return joined(lines[..<start] + [block[0]] + comments + block.dropFirst() + lines[end...])
    }

    private func adding(_ period: Period, _ members: [RecipeMember], _ source: String) -> String {
        let recipe = DraftRecipe(status: .inferred, source: source, members: members)
        let before = recipes.entries.filter { ($0.key.period ?? period) < period }.last
        let column = recipes.entries.first?.key.span.column ?? recipesKey.span.column + 2
        let position =
            before.map { endOfBlock(line($0.key), indent: $0.key.span.column - 1) }
            ?? line(recipesKey) + 1
        let block = recipe.lines(period, indent: column - 1)
        return joined(lines[..<position] + block + lines[position...])
    }

    /// The lines of the file with other members of a recipe, whose list stands below its key.
    private func membersReplaced(
        _ key: YAMLValue,
        _ list: YAMLValue,
        _ members: [RecipeMember]
    ) -> [String] {
        let first = line(key) + 1
        let end = endOfList(line(key), indent: key.span.column - 1)
        let items = list.items
        let starts = items.map { start(of: $0, after: first) }
        var chunks: [Geography: (weight: Double, lines: [String])] = [:]
        for (index, item) in items.enumerated() {
            guard let (geography, weight) = Self.member(item) else { continue }
            let next = index + 1 < starts.count ? starts[index + 1] : end
            let chunk = Array(lines[(index == 0 ? first : starts[index])..<next])
            chunks[geography] = (weight, chunk)
        }
        let own = items.first.map { lines[line($0)].prefix { $0 == " " }.count }
        let indent = String(repeating: " ", count: own ?? key.span.column + 1)
        let new = members.flatMap { member -> [String] in
            let written = "\(indent)- \(DraftRecipe.text(of: member))"
            guard let (weight, chunk) = chunks[member.geography] else { return [written] }
            if weight == member.weight { return chunk }
            return chunk.filter { $0.drop { $0 == " " }.first == "#" } + [written]
        }
        return lines[..<first] + new + lines[end...]
    }

    /// Where the lines of an item begin: with the comments above it.
    private func start(of item: YAMLValue, after first: Int) -> Int {
        var start = line(item)
        while start > first, lines[start - 1].drop(while: { $0 == " " }).first == "#" { start -= 1 }
        return start
    }

    // MARK: - Finding lines

    private func recipe(_ period: Period) -> (key: YAMLValue, value: YAMLValue)? {
        guard recipes.isMapping else { return nil }
        return recipes.entries.first { $0.key.rawText == period.name }
    }

    private func value(
        of name: String,
        in mapping: YAMLValue?
    ) -> (key: YAMLValue, value: YAMLValue)? {
        guard let mapping, mapping.isMapping else { return nil }
        return mapping.entries.first { $0.key.rawText == name }
    }

    private static func member(_ item: YAMLValue) -> (geography: Geography, weight: Double)? {
        guard item.isMapping else { return nil }
        var texts: [String: String] = [:]
        for (key, value) in item.entries { texts[key.rawText] = value.rawText }
        guard let level = texts["level"].flatMap(GeographyLevel.init), let code = texts["code"]
        else {
            return nil
        }
        return (Geography(level: level, code: code), texts["weight"].flatMap(Double.init) ?? 1)
    }

    private func unresolved(_ recipe: YAMLValue) -> [UnresolvedMember] {
        (value(of: "unresolved", in: recipe)?.value.items ?? []).compactMap { item in
            guard item.isMapping else { return nil }
            var texts: [String: String] = [:]
            for (key, value) in item.entries { texts[key.rawText] = value.rawText }
            guard let level = texts["level"].flatMap(GeographyLevel.init) else { return nil }
            let name = texts["name"] ?? ""
            return UnresolvedMember(level: level, name: name, reason: texts["reason"] ?? "")
        }
    }

    /// The index of the line that a value begins on.
    private func line(_ value: YAMLValue) -> Int { value.span.line - 1 }

    /// Behind the last line that is indented deeper than a key.
    private func endOfBlock(_ start: Int, indent: Int) -> Int {
        end(start) { line in line.prefix { $0 == " " }.count > indent }
    }

    /// The same of a list, whose items may stand right below their key.
    private func endOfList(_ start: Int, indent: Int) -> Int {
        end(start) { line in
            let own = line.prefix { $0 == " " }.count
            return own > indent || own == indent && line.dropFirst(own).hasPrefix("- ")
        }
    }

    private func end(_ start: Int, _ isWithin: (String) -> Bool) -> Int {
        var end = start + 1
        var index = start + 1
        while index < lines.count {
            let isBlank = lines[index].allSatisfy { $0 == " " }
            if !isBlank, !isWithin(lines[index]) { break }
            index += 1
            if !isBlank { end = index }
        }
        return end
    }

    private func joined(_ lines: [String]) -> String { lines.joined(separator: "\n") }

    private func joined(_ lines: ArraySlice<String>) -> String { joined(Array(lines)) }
}
