import IndicatorModel

extension PipelineReader {
    /// Reads of which file, and how, polygons and maps are made.
    func readBoundaries(_ value: YAMLValue) -> BoundarySettings? {
        guard
            let mapping = value.mapping(
                required: ["source", "vintage", "tolerance"],
                optional: ["part"]
            ),
            let sourceValue = mapping["source"], let (id, source) = readSource(sourceValue),
            let vintageValue = mapping["vintage"], let vintage = vintageValue.period,
            let tolerance = mapping["tolerance"]?.count,
            let part = PartID("csd")
        else { return nil }
        let named: PartID = mapping["part"].flatMap { $0.identifier("a part") } ?? part
        let known = source.parts.map(\.id.name)
        guard let file = source.parts.first(where: { $0.id == named })?.file.name else {
            report.add(
                .unknownName(mapping["part"] ?? sourceValue, named.name, what: "part", known: known)
            )
            return nil
        }
        if !file.hasSuffix(".zip"), !file.hasSuffix(".shp") {
            let message = "`\(file)` is no boundary file: its name ends with neither .zip nor .shp"
            report.add(.general("no-boundary-file", message, mapping["part"] ?? sourceValue))
        }
        for needed in BoundarySettings.files(beside: file)
        where !source.parts.contains(where: { $0.file.name == needed }) {
            let message = "source `\(id)` has no part with file `\(needed)`, which `\(file)` needs"
            report.add(.general("no-boundary-file", message, mapping["part"] ?? sourceValue))
        }
        if configuration.gazetteers[vintage] == nil {
            let message = "there is no list of the geographies of \(vintage)"
            let hint = "make config/geographies/\(vintage).csv with `lip geographies build`"
            report.add(.general("no-gazetteer", message, vintageValue, hints: [hint]))
        }
        return BoundarySettings(source: id, part: named, vintage: vintage, tolerance: tolerance)
    }
}
