import DataStore
import IndicatorModel

/// The tables of a version that a comparison of places reads.
struct ComparisonTables {
    let version: VersionFolder
    let category: String
    let labels: VersionLabels
    private let places: [[String: String]]
    private let verdicts: [String: PlaceComparison.Verdict]
    /// Where the places asked for change their definition.
    let definitionChanges: [PlaceComparison.DefinitionChange]
    /// Whether the figures are percentages, of which no percentage is taken.
    let isPercent: Bool

    /// Reads the tables; an id that they do not have is an error.
    init(_ version: VersionFolder, _ question: PlaceComparison.Question) throws {
        self.version = version
        places = try version.rows("places", keyCount: 1)
        let rows = try version.rows("indicators", keyCount: 1)
        let indicators = rows.compactMap { $0["indicator"] }
        isPercent = rows.first { $0["indicator"] == question.indicator }?["unit"] == "percent"
        let categories = try version.rows("categories", keyCount: 2)
            .filter { $0["indicator"] == question.indicator }.compactMap { $0["category"] }
        let terms = try version.rows("terms", keyCount: 2)
        labels = try VersionLabels(version)
        for place in question.places {
            try Self.find(place, "place", places.compactMap { $0["place"] })
        }
        try Self.find(question.indicator, "indicator", indicators)
        for (kind, id) in [("group", question.group), ("gender", question.gender)] {
            let known = terms.filter { $0["kind"] == kind }.compactMap { $0["term"] }
            try Self.find(id, kind, known)
        }
        category = try Self.category(question, categories)
        verdicts = try Self.verdicts(question.indicator, version)
        definitionChanges = try version.rows("definition_changes", keyCount: 3)
            .map(PlaceComparison.DefinitionChange.init)
            .filter { question.places.contains($0.place) }
    }

    private static func find(_ id: String, _ kind: String, _ known: [String]) throws {
        guard !known.contains(id) else { return }
        throw Diagnostic(
            "config.unknown-\(kind)",
            "the version has no \(kind) `\(id)`",
            hints: [likelyName(id, known)]
        )
    }

    private static func category(
        _ question: PlaceComparison.Question,
        _ known: [String]
    ) throws -> String {
        if let category = question.category {
            if !known.contains(category) {
                throw Diagnostic(
                    "config.unknown-category",
                    "indicator `\(question.indicator)` has no category `\(category)`",
                    hints: [likelyName(category, known)]
                )
            }
            return category
        }
        if known.count == 1 { return known[0] }
        if known.contains("total") { return "total" }
        throw Diagnostic(
            "usage.no-category",
            "indicator `\(question.indicator)` has several categories and no total",
            hints: ["choose one with `--category`: \(listed(known, limit: 40, conjunction: "or"))"]
        )
    }

    private static func verdicts(
        _ indicator: String,
        _ version: VersionFolder
    ) throws -> [String: PlaceComparison.Verdict] {
        var verdicts: [String: PlaceComparison.Verdict] = [:]
        for row in try version.rows("comparability", keyCount: 3)
        where row["indicator"] == indicator {
            let verdict = PlaceComparison.Verdict(
                from: row["from"] ?? "",
                to: row["to"] ?? "",
                code: row["code"] ?? "",
                note: row["note_en"] ?? ""
            )
            verdicts["\(verdict.from)-\(verdict.to)"] = verdict
        }
        return verdicts
    }

    /// What may be said of a place's figure in a period and the next; nothing across a change of
    /// its definition.
    func change(
        _ place: String,
        _ figures: [PublishedFigure?],
        _ index: Int,
        _ verdict: PlaceComparison.Verdict
    ) -> PeriodChange? {
        let isOther = definitionChanges.contains {
            $0.place == place && $0.isBetween(verdict.from, verdict.to)
        }
        if isOther { return nil }
        return PeriodChange(figures[index], figures[index + 1], verdict, isPercent: isPercent)
    }

    /// Whether two periods may be compared; what the version says nothing of may not.
    func verdict(_ from: String, _ to: String) -> PlaceComparison.Verdict {
        if let own = verdicts["\(from)-\(to)"] { return own }
        if let series = verdicts["\(Table.anyPeriod)-\(Table.anyPeriod)"],
            Period(from)?.kind == Period(to)?.kind
        {
            return PlaceComparison.Verdict(
                from: from,
                to: to,
                code: series.code,
                note: series.note
            )
        }
        return PlaceComparison.Verdict(
            from: from,
            to: to,
            code: Comparability.Code.doNotCompare.rawValue,
            note: "The dataset does not say whether these periods can be compared."
        )
    }

    /// The figures that are asked for, by place and period.
    func figures(
        _ question: PlaceComparison.Question
    ) throws -> [String: [String: PublishedFigure]] {
        let wanted = [question.indicator, category, question.group, question.gender]
        var figures: [String: [String: PublishedFigure]] = [:]
        for partition in version.partitions {
            var records = try version.observations(partition)
            while records.key != nil {
                if records.keyFields(2..<6, are: wanted) {
                    let row = records.row()
                    // Years stand side by side; quarters and months are too many for a page.
                    if question.places.contains(row[0]), Period(row[1])?.kind == .year {
                        figures[row[0], default: [:]][row[1]] = try PublishedFigure(row: row)
                    }
                }
                try records.advance()
            }
            try addBands(partition, wanted, to: &figures)
        }
        if figures.isEmpty {
            throw Diagnostic(
                "usage.no-figures",
                "the version has no row of \(listed(question.places)) for `\(wanted[0])`, category "
                    + "`\(wanted[1])`, group `\(wanted[2])`, gender `\(wanted[3])`",
                hints: ["the figures may be published for other groups or genders"]
            )
        }
        return figures
    }

    /// Adds the 95 % bands of figures; a version from before there were any has none.
    private func addBands(
        _ partition: String,
        _ wanted: [String],
        to figures: inout [String: [String: PublishedFigure]]
    ) throws {
        var records = try version.records("bands/\(partition).csv", keyCount: 6)
        while records.key != nil {
            if records.keyFields(2..<6, are: wanted) {
                let row = records.row()
                figures[row[0]]?[row[1]]?.low95 = Double(row[6])
                figures[row[0]]?[row[1]]?.high95 = Double(row[7])
            }
            try records.advance()
        }
    }

    /// Of the places asked for, those that are the city within another one, with that one.
    ///
    /// A city below a partnership is the other definition of the partnership (design 5.4).
    func twoDefinitions(_ asked: [String]) -> [(place: String, city: String)] {
        let kinds = Dictionary(places.map { ($0["place"] ?? "", $0["kind"] ?? "") }) { $1 }
        return places.compactMap { row in
            guard row["kind"] == "city", let city = row["place"], let parent = row["parent"],
                kinds[parent] == "lip", asked.contains(city), asked.contains(parent)
            else { return nil }
            return (parent, city)
        }
    }
}

extension SortedRecords {
    /// Whether some fields of the current key are these.
    func keyFields(_ range: Range<Int>, are wanted: [String]) -> Bool {
        guard let fields = key?.split(separator: 0, omittingEmptySubsequences: false) else {
            return false
        }
        return zip(range, wanted).allSatisfy { fields[$0].elementsEqual($1.utf8) }
    }
}
