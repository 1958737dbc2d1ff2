import IndicatorModel

/// What is wrong with the recipes of a place, held against the lists of each census.
struct RecipeChecks {
    let place: Place
    /// Where the recipe of each period begins.
    let spans: [Period: SourceSpan]
    let gazetteers: [Period: Gazetteer]
    let report: Report

    func run() {
        for (period, recipe) in place.recipes.sorted(by: { $0.key < $1.key }) {
            guard let gazetteer = gazetteers[period] else { continue }
            checkOverlap(recipe, gazetteer)
            checkGaps(recipe, period, gazetteer)
            checkClaim(recipe, period, gazetteer)
        }
        checkDefinitions()
    }

    /// Geographies with their names, as `` `CSD 4806016` Calgary ``.
    func named(_ geographies: some Collection<Geography>, _ period: Period) -> String {
        let gazetteer = gazetteers[period]
        let names = geographies.sorted().map { geography in
            let name = gazetteer?[geography].map { " \($0.names.en)" } ?? ""
            return "`\(geography)`\(name)"
        }
        return listed(names, limit: 5, quoted: false)
    }
}

extension ConfigReader {
    /// Reports what is wrong with the recipes of a place, when all of its file could be read.
    func checkRecipes(of place: Place, _ spans: [Period: SourceSpan]) {
        if let file = spans.values.first?.file, report.hasErrors(in: file) { return }
        RecipeChecks(
            place: place,
            spans: spans,
            gazetteers: configuration.gazetteers,
            report: report
        )
        .run()
    }
}
