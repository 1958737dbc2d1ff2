// size: lines of the manual are longer than ours
import DataStore
import IndicatorModel
import PipelineConfig
import PipelineStages
import TestSupport
import Testing

/// Medians read from classes, beside the published medians of the same concept, for every census
/// subdivision of Yukon, the Northwest Territories and Nunavut, 2016.
@Suite(.enabled(if: RealFiles.areAtHand, Comment(rawValue: RealFiles.comment)))
struct InterpolatedMediansTests {
    private static let files = ["071", "072", "073"].map { "98-401-X2016\($0)_eng_CSV.zip" }

    /// A published median and what is read from the classes beside it.
    private struct Comparison {
        let indicator: Indicator
        let place: String
        let published: Double
        let value: Double
        let bounds: Bounds

        var error: Double { abs(value - published) }
        var isInside: Bool {
            (bounds.low ?? -.infinity)...(bounds.high ?? .infinity) ~= published
        }
    }

    private static func tables(_ configuration: Configuration) throws -> [CellTable] {
        var tables: [CellTable] = []
        for source in configuration.sources.values.sorted(by: { $0.id < $1.id }) {
            guard let entry = ReadSource(source, configuration) else { continue }
            for part in source.parts where files.contains(part.file.name) {
                if tables.contains(where: { $0.part == part.id }) { continue }
                let table = try CellTable.read(
                    part,
                    of: entry,
                    at: RealFiles.path("census/2016/\(part.file.name)"),
                    wanted: WantedCells(configuration, list: entry.list),
                    geographies: []
                )
                tables.append(try #require(table))
            }
        }
        return tables
    }

    private static func comparisons() throws -> [Comparison] {
        let configuration = Configuration.read(in: RealFiles.project, Report())
        let period = try #require(Period("2016"))
        let list = try #require(configuration.lists[ListID(known: "census-profile-2016")])
        let tables = try tables(configuration)
        #expect(tables.reduce(0) { $0 + $1.geographies.count } == 108)
        var comparisons: [Comparison] = []
        let total = CategoryKey(group: .total, category: .total)
        for indicator in configuration.indicators {
            guard let interpolation = indicator.interpolation,
                let printed = indicator.expression(total, in: list.id, period: period)?.plus.first,
                let counts = configuration.indicator(interpolation.distribution),
                let share = interpolation.quantiles[.total]
            else { continue }
            var expressions: [CategoryID: ValueExpression] = [:]
            var limits: [CategoryID: ValueClass] = [:]
            for (category, entry) in counts.classes {
                let key = CategoryKey(group: .total, category: category)
                guard let own = counts.expression(key, in: list.id, period: period) else {
                    continue
                }
                expressions[category] = own
                limits[category] = entry
            }
            let chain = try #require(ValueClass.chain(limits))
            for table in tables {
                for (row, record) in table.geographies.enumerated() {
                    for gender in indicator.genders {
                        func cell(_ id: CharacteristicID) -> Double? {
                            let key = CellKey(characteristic: id, column: gender.column)
                            return table.cell(key, row: row)?.value
                        }
                        guard let published = cell(printed.id) else { continue }
                        let classes = chain.compactMap { category -> CountedClass? in
                            var sum = RoundedFigure.zero
                            for term in expressions[category]?.plus ?? [] {
                                guard let count = cell(term.id) else { return nil }
                                sum += list.rounding.figure(count, counts.form)
                            }
                            return limits[category].map {
                                CountedClass(limits: $0, count: sum.value, bounds: sum.bounds)
                            }
                        }
                        guard classes.count == chain.count else { continue }
                        let distribution = Distribution(classes: classes)
                        guard let value = distribution.quantile(share) else { continue }
                        comparisons.append(
                            Comparison(
                                indicator: indicator,
                                place: "\(record.name), \(gender.rawValue)",
                                published: published,
                                value: value,
                                bounds: distribution.bounds(of: share, missing: 0)
                            )
                        )
                    }
                }
            }
        }
        return comparisons
    }

    @Test func `a published median is always within the limits of the classes it can fall into`()
        throws
    {
        let comparisons = try Self.comparisons()
        #expect(comparisons.count > 500)
        for comparison in comparisons where !comparison.isInside {
            Issue.record("\(comparison.indicator.id), \(comparison.place): \(comparison)")
        }
        try expectFile(
            Self.report(comparisons),
            "\(RealFiles.project)/docs/reference/medians.md"
        )
    }

    private static func report(_ comparisons: [Comparison]) -> String {
        let configuration = Configuration.read(in: RealFiles.project, Report())
        var lines = [
            "# Medians read from classes",
            "",
            "How far medians that are interpolated from classes are from published ones. For every census subdivision of Yukon, the Northwest",
            "Territories and Nunavut, 2016 (98-401-X2016071, 072, 073), where the Census Profile prints both: the median, and the counts of its",
            "classes, by sex where it does. `swift test` computes this table from these files and compares it.",
            "",
            "*Inside*: the published median lies within the limits of the classes that it can fall into, whatever rounding does. Errors are",
            "interpolated less published, without sign. Most of these places have a few hundred people.",
            "",
            "| indicator | compared | inside | lower quartile of errors | median error | 90th percentile | median error in % |",
            "|---|---|---|---|---|---|---|",
        ]
        for indicator in configuration.indicators {
            let own = comparisons.filter { $0.indicator.id == indicator.id }
            guard !own.isEmpty else { continue }
            let errors = own.map(\.error).sorted()
            let relative = own.map { 100 * $0.error / $0.published }.sorted()
            func at(_ share: Double, _ values: [Double], _ decimals: Int) -> String {
                let index = Int((Double(values.count - 1) * share).rounded())
                return decimalText(rounded(values[index], decimals: decimals))
            }
            let decimals = indicator.unit == "years" ? 1 : 0
            let unit = indicator.unit == "years" ? " years" : " dollars"
            lines.append(
                "| `\(indicator.id)` | \(own.count) | \(own.count(where: \.isInside)) "
                    + "| \(at(0.25, errors, decimals))\(unit) | \(at(0.5, errors, decimals))\(unit) "
                    + "| \(at(0.9, errors, decimals))\(unit) | \(at(0.5, relative, 1)) |"
            )
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
