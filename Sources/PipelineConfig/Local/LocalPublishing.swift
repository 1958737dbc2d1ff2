import IndicatorModel

extension PipelineReader {
    /// `true`, or the region that the survey is averaged over.
    func readLocal(_ value: YAMLValue) -> LocalPublishing? {
        if value.isScalar {
            return value.bool == true ? LocalPublishing(region: nil) : nil
        }
        guard let mapping = value.mapping(required: ["region"]), let region = mapping["region"],
            let id: PlaceID = region.identifier("a place")
        else { return nil }
        let known = configuration.places.map(\.id.name)
        if !known.contains(id.name) {
            report.add(.unknownName(region, what: "place", known: known))
        }
        return LocalPublishing(region: id)
    }
}
