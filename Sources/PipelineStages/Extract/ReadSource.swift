package import IndicatorModel
package import PipelineConfig

/// A source that figures are read from: how, and the list that they belong to.
package struct ReadSource: Sendable {
    /// What names of places are matched against.
    package struct Names: Sendable {
        package let gazetteer: Gazetteer
        package let synonyms: [PlaceSynonym]

        package init(gazetteer: Gazetteer, synonyms: [PlaceSynonym] = []) {
            self.gazetteer = gazetteer
            self.synonyms = synonyms
        }
    }

    package let source: Source
    package let reading: Reading
    package let list: CharacteristicList
    /// Nil where files print codes.
    package let names: Names?

    /// Nil when no figures are read from the source, or its list is not known.
    package init?(_ source: Source, _ configuration: Configuration) {
        guard let reading = source.reading, let list = configuration.lists[reading.list] else {
            return nil
        }
        self.init(source, reading, list, names: Self.names(reading, list, configuration))
    }

    package init(
        _ source: Source,
        _ reading: Reading,
        _ list: CharacteristicList,
        names: Names? = nil
    ) {
        self.source = source
        self.reading = reading
        self.list = list
        self.names = names
    }

    private static func names(
        _ reading: Reading,
        _ list: CharacteristicList,
        _ configuration: Configuration
    ) -> Names? {
        guard let named = reading.byName, let vintage = Period(list.vintage),
            let gazetteer = configuration.gazetteers[vintage]
        else { return nil }
        let synonyms = named.synonyms.flatMap { configuration.synonyms[$0] } ?? []
        return Names(gazetteer: gazetteer, synonyms: synonyms)
    }
}

extension NameMatcher {
    init(_ names: ReadSource.Names) {
        self.init(names.gazetteer, names.synonyms)
    }
}
