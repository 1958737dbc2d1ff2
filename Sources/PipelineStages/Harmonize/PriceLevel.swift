import IndicatorModel
import PipelineConfig

/// The price index of the area that a place lies in.
struct PriceLevel {
    /// What is known of the index, in order of preference: of the province or territory, of Canada.
    private let candidates: [PriceSeries]
    private let table: PriceTable?

    /// The index of a place: of the province or territory that it lies in, where the table has
    /// one, else of Canada. A place that lies in several has that of Canada.
    init(of place: PlaceID, _ configuration: Configuration, _ period: Period, _ table: PriceTable?)
    {
        self.table = table
        let province = configuration.province(of: place, period)
        candidates = [province, Geography(level: .country, code: canadaCode)].compactMap { area in
            area.flatMap { table?.series[$0] }
        }
    }

    /// The index that figures of a period are restated with, and the years it is taken from and
    /// to; nil when the table has not both.
    func restatement(
        _ question: Question?,
        _ period: Period
    ) -> (series: PriceSeries, years: [Period])? {
        guard let dollars = question?.indicator.constantDollars,
            let priceYear = dollars.priceYears[period]
        else { return nil }
        let years = [priceYear, dollars.year]
        let series = candidates.first { series in years.allSatisfy { series.index[$0] != nil } }
        return series.map { ($0, years) }
    }

    /// Restates a figure in dollars of one year, with what it was restated with; nil when the
    /// table has not both years.
    func restated(
        _ estimate: Estimate,
        _ lineage: [LineageEntry],
        _ question: Question,
        _ period: Period
    ) -> (estimate: Estimate, lineage: [LineageEntry])? {
        guard let table, let (series, years) = restatement(question, period),
            let from = series.index[years[0]], let to = series.index[years[1]]
        else { return nil }
        func restated(_ value: Double?, _ rule: FloatingPointRoundingRule) -> Double? {
            value.map { rounded($0 * to.value / from.value, decimals: quotientDecimals, rule) }
        }
        var result = estimate
        result.value = restated(estimate.value, .toNearestOrAwayFromZero)
        result.low = restated(estimate.low, .down)
        result.high = restated(estimate.high, .up)
        result.low95 = restated(estimate.low95, .down)
        result.high95 = restated(estimate.high95, .up)
        result.method = .constantDollars
        var runs = LineRuns()
        for line in Set([from.line, to.line]).sorted() { runs.add(line) }
        let entry = LineageEntry(
            role: .index,
            source: table.source,
            part: table.part,
            characteristic: CharacteristicID(table.product),
            column: .total,
            lines: runs.text,
            members: "\(series.area)",
            weights: ""
        )
        return (result, lineage + [entry])
    }
}

extension Configuration {
    /// The province or territory that a place is, or lies in by its parents; nil when it is none
    /// and lies in none.
    func province(of place: PlaceID, _ period: Period) -> Geography? {
        var id: PlaceID? = place
        var seen: Set<PlaceID> = []
        while let next = id, seen.insert(next).inserted,
            let place = places.first(where: { $0.id == next })
        {
            if place.kind == .province || place.kind == .territory {
                let members = place.recipes[period]?.members ?? []
                return members.first { $0.geography.level == .province }?.geography
            }
            id = place.parent
        }
        return nil
    }
}

/// The code of Canada among the geographies of a census.
let canadaCode = "01"
