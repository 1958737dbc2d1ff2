package import IndicatorModel

/// Everything under config/, read and checked.
package struct Configuration: Sendable {
    package var labels = Labels()
    package var classifications: [ClassificationID: Classification] = [:]
    package var lists: [ListID: CharacteristicList] = [:]
    /// In the order of the tabs' and files' names, then of the file.
    package var indicators: [Indicator] = []
    /// In the order of their ids.
    package var places: [Place] = []
    /// The geographies of each census that has a list (config/geographies).
    package var gazetteers: [Period: Gazetteer] = [:]
    /// Names that publishers print for geographies, by the name of the table (config/synonyms).
    package var synonyms: [String: [PlaceSynonym]] = [:]
    /// What changed between censuses, by the lists of config/changes.
    package var changes: [PeriodPair: BoundaryChanges] = [:]
    package var sources: [SourceID: Source] = [:]
    /// In the order of the files' names, then of the file.
    package var checks: [Check] = []
    /// The partner survey, when the project has one.
    package var survey: SurveyDefinition?
    /// What the files say of each indicator, place, source, part, list and label, by name.
    package var definitions: [String: Definition] = [:]

    package init() {}

    /// Reads all configuration below `root`, the project's folder; every error goes to `report`.
    package static func read(in root: String, _ report: Report) -> Configuration {
        ConfigReader.read(in: root, report)
    }

    /// An indicator by id.
    package func indicator(_ id: IndicatorID) -> Indicator? {
        indicators.first { $0.id == id }
    }
}
