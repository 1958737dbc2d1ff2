import IndicatorModel
import PipelineConfig

/// The parts, one a province, of the metropolitan areas over a border that recipes name.
///
/// IRCC prints the parts and not the whole, such as `Ottawa - Gatineau (Ontario part)`.
struct AreaParts {
    private(set) var byArea: [Geography: [Geography]] = [:]

    init() {}

    init(_ configuration: Configuration, _ period: Period, _ places: [Place]) {
        guard let gazetteer = configuration.gazetteers[period] else { return }
        for member in places.flatMap({ $0.recipes[period]?.members ?? [] })
        where member.geography.level == .metropolitanArea {
            let parts = gazetteer.components(of: member.geography, by: .metropolitanAreaPart)
            if parts.count > 1 { byArea[member.geography] = parts }
        }
    }

    /// All parts.
    var all: [Geography] { byArea.values.flatMap(\.self) }

    /// What it says, for settings; empty where there is none.
    var text: String {
        byArea.sorted { $0.key < $1.key }.map { area, parts in
            "\(area): \(parts.map(\.description).joined(separator: " "))"
        }
        .joined(separator: "\n")
    }
}
