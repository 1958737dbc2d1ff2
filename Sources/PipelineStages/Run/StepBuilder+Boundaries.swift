import IndicatorModel
import PipelineConfig
import PipelineEngine

extension StepBuilder {
    /// The source of the boundary file.
    var boundarySource: Source? {
        pipeline.boundaries.flatMap { configuration.sources[$0.source] }
    }

    /// The step that makes polygons and maps, where the pipeline has a boundary file.
    func boundarySteps(_ places: [Place]) -> [any Step] {
        guard let boundaries = pipeline.boundaries, let source = boundarySource else { return [] }
        let parts = source.parts.map { "part \(source.id)/\($0.id)" }
        let how = "\(boundaries.part) \(boundaries.vintage) \(boundaries.tolerance) m"
        return [
            BoundaryStep(
                drawing: boundaries,
                source: source,
                places: places,
                configuration: configuration,
                fixedSettings: [
                    .option("boundaries", how),
                    .option("attribution", "\(source.attribution.en)\n\(source.attribution.fr)"),
                    .group("places on maps", places.map { drawing($0, boundaries.vintage) }),
                    .derived("names of provinces", provinceNames(boundaries.vintage), origin: nil),
                ] + definitions(parts, without: ["url", "resource"])
            )
        ]
    }

    /// All that the drawing of a place depends on besides the boundary file.
    private func drawing(_ place: Place, _ vintage: Period) -> Setting {
        let recipe = place.recipes[vintage]
        let gazetteer = configuration.gazetteers[vintage]
        let members = (recipe?.members ?? []).map { member in
            let found = gazetteer?.components(of: member.geography, by: .censusSubdivision) ?? []
            let codes = found.map(\.code).joined(separator: " ")
            return "\(member.geography) \(member.name) \(member.weight): \(codes)"
        }
        let open = (recipe?.unresolved ?? []).map { "\($0.level.rawValue) \($0.name)" }
        let name = place.names.last.map { [$0.text.en, $0.text.fr] } ?? []
        return .derived(
            "place \(place.id)",
            (name + [place.kind.rawValue] + members + open).joined(separator: "\n"),
            origin: configuration.definitions["place \(place.id)"]?.file
        )
    }

    private func provinceNames(_ vintage: Period) -> String {
        (configuration.gazetteers[vintage]?.entries(of: .province) ?? [])
            .map { "\($0.geography.code) \($0.names.en) \($0.names.fr)" }
            .joined(separator: "\n")
    }
}
