import IndicatorModel

/// The place that a row is of, by the names that its columns have.
struct NamedPlace: Hashable {
    var province: String?
    var division: String?
    var subdivision: String?
    var area: String?

    /// From the outermost label, as `Ontario, York, Vaughan`; `Canada` where there is none.
    var text: String {
        let names = [province, division, subdivision, area].compactMap(\.self)
        return names.isEmpty ? "Canada" : names.joined(separator: ", ")
    }

    /// Sorts labels into those of places and those of what is counted.
    static func read(
        _ labels: [String],
        _ columns: [LabelColumn]
    ) -> (place: NamedPlace, categories: [String]) {
        var place = NamedPlace()
        var categories: [String] = []
        for (label, column) in zip(labels, columns) {
            switch column {
            case .province: place.province = label
            case .division: place.division = label
            case .subdivision: place.subdivision = label
            case .metropolitanArea: place.area = label
            case .category: categories.append(label)
            }
        }
        return (place, categories)
    }
}

/// The label of what is counted, as lists of characteristics have it: categories from the
/// outermost, `Economic / Worker Program`, or `Total` of all.
func categoryLabel(_ categories: [String]) -> String {
    categories.isEmpty ? "Total" : categories.joined(separator: " / ")
}

/// Puts figures of named rows where the geographies and characteristics are that they are of.
struct NamedRows {
    private let part: PartInput
    private var labels: WantedLabels
    private var rowOfPlace: [NamedPlace: Int?] = [:]
    /// What each place turned out to be.
    private(set) var matches: [NamedPlace: NameMatch] = [:]

    init(_ part: PartInput, _ collector: CellCollector) {
        self.part = part
        labels = WantedLabels(collector.wanted)
    }

    /// What the mapping wants of a label; nil when it wants nothing.
    mutating func characteristic(_ label: String) -> WantedCells.Characteristic? {
        labels.characteristic(label)
    }

    /// The row of the table where a place's figures go; nil when nobody wants them, or when no
    /// geography has its name.
    mutating func row(
        _ place: NamedPlace,
        line: Int,
        _ collector: inout CellCollector
    ) throws -> Int? {
        if let known = rowOfPlace[place] { return known }
        let match = match(place)
        matches[place] = match
        let row = try begin(match, place.text, line: line, &collector)
        rowOfPlace[place] = .some(row)
        return row
    }

    private func begin(
        _ match: NameMatch,
        _ name: String,
        line: Int,
        _ collector: inout CellCollector
    ) throws -> Int? {
        let geographies: [Geography] =
            switch match {
            case .one(let geography): [geography]
            case .joint(let geographies): geographies
            case .rest, .none: []
            }
        guard let first = geographies.first, geographies.contains(where: collector.wants) else {
            return nil
        }
        return try collector.begin(
            first,
            also: Array(geographies.dropFirst()),
            isShared: true,
            name: name,
            quality: GeographyQuality(),
            line: line
        )
    }

    private func match(_ place: NamedPlace) -> NameMatch {
        guard let province = place.province ?? (place.area == nil ? nil : "") else {
            return .one(.canada)
        }
        guard let matcher = part.matcher else { return .none }
        if let area = place.area {
            return matcher.metropolitanArea(area, province: province.isEmpty ? nil : province)
        }
        guard let division = place.division else { return matcher.province(province) }
        guard let subdivision = place.subdivision else {
            return matcher.division(division, province: province)
        }
        return matcher.subdivision(subdivision, division: division, province: province)
    }

    /// Ends a part: every label that the mapping wants must have been there; names without a
    /// geography are told, and those of several.
    func finish(_ collector: inout CellCollector) throws {
        try part.checkAllSeen(
            labels,
            hints: [
                "the publisher has renamed it: correct the label in config/characteristics "
                    + "and config/indicators"
            ]
        )
        tellUnknown(&collector)
        tellJoint(&collector)
    }

    /// Names that fit several geographies which somebody wants.
    private func tellJoint(_ collector: inout CellCollector) {
        let joint = matches.compactMap { place, match -> String? in
            guard case .joint(let all) = match, all.contains(where: collector.wants) else {
                return nil
            }
            return "`\(place.text)` (\(listed(all.map(\.description), quoted: false)))"
        }
        if joint.isEmpty { return }
        let isOne = joint.count == 1
        collector.tell(
            "\(counted(joint.count, "name")) \(isOne ? "fits" : "each fit") several geographies of "
                + "\(part.list.vintage), whose figures are one row: "
                + joint.sorted().joined(separator: "; ")
        )
    }

    private func tellUnknown(_ collector: inout CellCollector) {
        let unknown = matches.filter { $0.value == .none }.map(\.key.text).sorted()
        guard !unknown.isEmpty else { return }
        let names = unknown.map { "`\($0)`" }.joined(separator: "; ")
        collector.tell(
            "\(counted(unknown.count, "name")) \(unknown.count == 1 ? "fits" : "fit") no geography "
                + "of \(part.list.vintage), and \(unknown.count == 1 ? "its" : "their") figures "
                + "are in no place: \(names)"
        )
    }
}
