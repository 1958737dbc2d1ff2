/// The sources of one period, in order of preference.
package struct PipelinePartition: Hashable, Sendable {
    package let id: PartitionID
    /// The year of its figures.
    package let period: Period
    /// The census by whose recipes its places are made.
    package let recipes: Period
    /// Whether its figures are those of a series, of the year and its quarters and months.
    package let isSeries: Bool
    /// Why its publisher changes figures that it has published; nil where it does not.
    package let restated: String?
    package let sources: [SourceID]

    package init(
        id: PartitionID,
        period: Period,
        recipes: Period? = nil,
        isSeries: Bool = false,
        restated: String? = nil,
        sources: [SourceID]
    ) {
        self.id = id
        self.period = period
        self.recipes = recipes ?? period
        self.isSeries = isSeries
        self.restated = restated
        self.sources = sources
    }
}

/// A figure that a run ends with, so that a reader can tell at a glance whether it is right.
package struct Highlight: Hashable, Sendable {
    package let place: PlaceID
    package let period: Period
    package let indicator: IndicatorID
    package let category: CategoryID

    package init(place: PlaceID, period: Period, indicator: IndicatorID, category: CategoryID) {
        self.place = place
        self.period = period
        self.indicator = indicator
        self.category = category
    }
}

/// What a run does when a file upstream is unavailable, gone, or looks wrong.
package enum Fallback: String, CaseIterable, Sendable {
    /// It fails, and publishes nothing.
    case none
    /// It goes on with the last good snapshot, and the version says so.
    case lastGood = "last-good"
}

/// That a pipeline publishes what coordinators handed in.
package struct LocalPublishing: Hashable, Sendable {
    /// The place whose places the survey is averaged over.
    package let region: PlaceID?

    package init(region: PlaceID?) {
        self.region = region
    }
}

/// What runs: the sources that make a dataset, and the places it is published for.
package struct Pipeline: Sendable {
    /// The name of the dataset, which is that of its folder.
    package let dataset: String
    package let title: BilingualText
    package let description: BilingualText
    package let collections: [String]
    package let publishesCandidates: Bool
    /// Places published by name, whatever their collection and status.
    package let also: [PlaceID]
    package let partitions: [PipelinePartition]
    /// Sources whose files are taken in and kept, and of which no figures are read.
    package let keep: [SourceID]
    package let fallback: Fallback
    /// The price index that constant dollars are computed with.
    package let prices: SourceID?
    package let highlights: [Highlight]
    /// Nil when no polygons and maps are made.
    package let boundaries: BoundarySettings?
    /// Nil when what coordinators handed in is no part of the dataset.
    package let local: LocalPublishing?
    package let stages: [Stage: StagePolicy]
    package let commands: [CommandDefinition]
    package let notifications: [Notification]
    /// The file that run metrics are written to, below the project, for a Prometheus exporter.
    package let metrics: String?

    package init(
        dataset: String,
        title: BilingualText,
        description: BilingualText,
        collections: [String],
        publishesCandidates: Bool,
        also: [PlaceID],
        partitions: [PipelinePartition],
        keep: [SourceID] = [],
        fallback: Fallback = .none,
        prices: SourceID? = nil,
        highlights: [Highlight],
        boundaries: BoundarySettings? = nil,
        local: LocalPublishing? = nil,
        stages: [Stage: StagePolicy] = [:],
        commands: [CommandDefinition] = [],
        notifications: [Notification] = [],
        metrics: String? = nil
    ) {
        self.dataset = dataset
        self.title = title
        self.description = description
        self.collections = collections
        self.publishesCandidates = publishesCandidates
        self.also = also
        self.partitions = partitions
        self.keep = keep
        self.fallback = fallback
        self.prices = prices
        self.highlights = highlights
        self.boundaries = boundaries
        self.local = local
        self.stages = stages
        self.commands = commands
        self.notifications = notifications
        self.metrics = metrics
    }

    /// The periods that a source with figures of many is read for, in order.
    package func times(of source: Source) -> [Period] {
        let kinds = source.reading?.times ?? []
        let years = partitions.filter { $0.sources.contains(source.id) }.map(\.period)
        return Set(years).sorted().flatMap { year in kinds.flatMap(year.periods) }
    }

    /// All sources that it takes files from, in order of their ids.
    package var sources: [SourceID] {
        Set(partitions.flatMap(\.sources) + keep + [prices, boundaries?.source].compactMap(\.self))
            .sorted()
    }

    /// The places it publishes, in order of their ids.
    package func published(of places: [Place]) -> [Place] {
        places
            .filter { place in
                also.contains(place.id)
                    || collections.contains(place.collection)
                        && (publishesCandidates || place.status == .confirmed)
            }
            .sorted { $0.id < $1.id }
    }
}
