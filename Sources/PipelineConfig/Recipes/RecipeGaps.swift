import IndicatorModel

extension RecipeChecks {
    /// Warns of a recipe that lists nearly all subdivisions of a census division or CMA: the others
    /// may have been forgotten.
    ///
    /// Nearly all is when at least three are listed for each that is missing.
    func checkGaps(_ recipe: Recipe, _ period: Period, _ gazetteer: Gazetteer) {
        let members = recipe.members.map(\.geography)
        let listed = members.filter { $0.level == .censusSubdivision }
        // One that lies in another member is told as an overlap.
        guard listed.count > 2, recipe.unresolved.isEmpty else { return }
        let wholes = Set(listed.flatMap { gazetteer.parents(of: $0) }).filter {
            [.censusDivision, .metropolitanArea].contains($0.level)
        }
        let covered = members.reduce(into: Set<Geography>()) { land, member in
            land.formUnion(gazetteer.footprint(of: member)?.subdivisions ?? [])
        }
        for whole in wholes.sorted() {
            let parts = Set(gazetteer.components(of: whole, by: .censusSubdivision))
            let missing = parts.subtracting(covered)
            let present = parts.count - missing.count
            guard !missing.isEmpty, present >= 3 * missing.count else { continue }
            report.add(
                Diagnostic(
                    "config.gap",
                    "the recipe has \(present) of the \(parts.count) census subdivisions of "
                        + "\(named([whole], period)), and not \(named(missing, period))",
                    at: spans[period],
                    hints: ["add what was forgotten; else say in a comment why it is left out"],
                    severity: .warning
                )
            )
        }
    }

    /// Warns of a recipe whose source says that it is a census division, CMA or CA, as `CD 4603`,
    /// and whose members do not make it up.
    func checkClaim(_ recipe: Recipe, _ period: Period, _ gazetteer: Gazetteer) {
        guard recipe.members.allSatisfy({ $0.geography.level == .censusSubdivision }),
            recipe.unresolved.isEmpty, let whole = Self.claim(recipe.source)
        else { return }
        let parts = Set(gazetteer.components(of: whole, by: .censusSubdivision))
        let members = Set(recipe.members.map(\.geography))
        let missing = parts.subtracting(members)
        let surplus = members.subtracting(parts)
        if parts.isEmpty || missing.isEmpty && surplus.isEmpty { return }
        var words: [String] = []
        if !missing.isEmpty { words.append("\(named(missing, period)) missing") }
        if !surplus.isEmpty { words.append("\(named(surplus, period)) not in it") }
        report.add(
            Diagnostic(
                "config.not-the-whole",
                "the source says \(named([whole], period)), and the members do not make it up: "
                    + words.joined(separator: "; "),
                at: spans[period],
                hints: ["correct the members, or what the source says"],
                severity: .warning
            )
        )
    }

    /// The census division, CMA or CA that a source names by its code, when it names one.
    private static func claim(_ source: String) -> Geography? {
        let words = source.split { " ,;()".contains($0) }
        let claims = zip(words, words.dropFirst()).compactMap { word, code -> Geography? in
            let level: GeographyLevel? =
                switch word {
                case "CD": .censusDivision
                case "CMA", "CA": .metropolitanArea
                default: nil
                }
            guard let level, code.utf8.count == level.codeDigits, Int(code) != nil else {
                return nil
            }
            return Geography(level: level, code: String(code))
        }
        return Set(claims).count == 1 ? claims.first : nil
    }
}
