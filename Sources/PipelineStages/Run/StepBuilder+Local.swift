import FoundationEssentials
import IndicatorModel
import PipelineConfig
import PipelineEngine

extension StepBuilder {
    /// The steps of what coordinators handed in for places that are published.
    func localSteps(_ places: [Place]) -> [any Step] {
        guard let local = pipeline.local else { return [] }
        let published = Set(places.map(\.id))
        let own = LocalReader(in: options.root, nil, today: today, Report()).places
            .filter(published.contains)
        let questions = definitions(["survey questions"], without: [])
        let region = local.region.map { id in
            LocalStep.Region(id: id, members: publishedPlaces(within: id, places))
        }
        let total = configuration.labels.text(.categories, CategoryID.total.name)
        let label = total ?? BilingualText(en: CategoryID.total.name, fr: CategoryID.total.name)
        return own.map { place in
            LocalPlaceStep(
                place: place,
                root: options.root,
                survey: configuration.survey,
                today: today,
                digests: locator.digests,
                fixedSettings: questions
            )
        } + [
            LocalStep(
                places: own,
                survey: configuration.survey,
                region: region,
                totalLabel: label,
                fixedSettings: questions + [
                    .derived("region of the survey", region?.text ?? "none", origin: nil),
                    .derived("label of the total", "\(label.en)\n\(label.fr)", origin: nil),
                ]
            )
        ]
    }

    /// The published places that lie within a region, by their parents.
    private func publishedPlaces(within region: PlaceID, _ places: [Place]) -> Set<PlaceID> {
        let parents = Dictionary(
            configuration.places.map { ($0.id, $0.parent) },
            uniquingKeysWith: { first, _ in first }
        )
        func isWithin(_ place: PlaceID) -> Bool {
            var seen: Set<PlaceID> = []
            var next: PlaceID? = place
            while let current = next, seen.insert(current).inserted {
                if current == region { return true }
                next = parents[current] ?? nil
            }
            return false
        }
        return Set(places.map(\.id).filter { $0 != region && isWithin($0) })
    }
}
