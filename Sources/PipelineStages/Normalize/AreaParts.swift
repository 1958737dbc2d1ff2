import IndicatorModel
import PipelineConfig

/// What metropolitan areas and divisions that recipes name are the sum of, as censuses list them.
///
/// IRCC prints the parts of areas over a border and not the whole, such as `Ottawa - Gatineau
/// (Ontario part)`; population estimates are of subdivisions only.
struct AreaParts {
    /// The parts of areas over a border, one a province.
    private(set) var byArea: [Geography: [Geography]] = [:]
    /// The subdivisions of areas and divisions, for tables that print nothing above them.
    private(set) var subdivisions: [Geography: [Geography]] = [:]

    init() {}

    init(_ configuration: Configuration, _ period: Period, _ places: [Place]) {
        guard let gazetteer = configuration.gazetteers[period] else { return }
        for member in places.flatMap({ $0.recipes[period]?.members ?? [] }) {
            let geography = member.geography
            guard geography.level == .metropolitanArea || geography.level == .censusDivision else {
                continue
            }
            let parts = gazetteer.components(of: geography, by: .metropolitanAreaPart)
            if geography.level == .metropolitanArea, parts.count > 1 { byArea[geography] = parts }
            let subdivisions = gazetteer.components(of: geography, by: .censusSubdivision)
            if !subdivisions.isEmpty { self.subdivisions[geography] = subdivisions }
        }
    }

    /// The parts that a source of a layout is looked at for.
    func parts(of geography: Geography, _ layout: LayoutID?) -> [Geography]? {
        byArea[geography] ?? (layout == .statcanTable ? subdivisions[geography] : nil)
    }

    /// All parts that a source of a layout is looked at for.
    func all(_ layout: LayoutID?) -> [Geography] {
        (byArea.values.flatMap(\.self))
            + (layout == .statcanTable ? subdivisions.values.flatMap(\.self) : [])
    }

    /// What it says of sources of these layouts, for settings; empty where there is nothing.
    func text(_ layouts: [LayoutID]) -> String {
        let others = layouts.contains(.statcanTable) ? subdivisions : [:]
        return byArea.merging(others) { first, _ in first }.sorted { $0.key < $1.key }.map {
            area,
            parts in
            "\(area): \(parts.map(\.description).joined(separator: " "))"
        }
        .joined(separator: "\n")
    }
}
