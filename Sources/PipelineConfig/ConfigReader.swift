import CSVKernel
import FoundationEssentials
import IndicatorModel

/// Reads the files under config/ one kind after the other, each with what it needs of the others.
struct ConfigReader {
    let root: URL
    let report: Report
    var configuration = Configuration()
    /// The labels of every list of characteristics, which mappings are held against.
    var characteristicLabels: [ListID: [CharacteristicID: String]] = [:]
    /// Where each id was first defined, by kind of thing.
    var definitions: [String: [String: SourceSpan]] = [:]
    /// References to indicators, to be checked when all of them are read.
    var references: [(reference: CategoryReference, value: YAMLValue)] = []
    /// Indicators that quantiles are read from, to be checked when all of them are read.
    var distributions: [(indicator: IndicatorID, value: YAMLValue)] = []
    /// Where each indicator begins, for checks over several files.
    var indicatorValues: [IndicatorID: YAMLValue] = [:]
    /// The crosswalks that recipes on other boundaries were made with.
    var crosswalks: [PeriodPair: Crosswalk] = [:]
    var parentValues: [(parent: PlaceID, value: YAMLValue)] = []

    /// Reads all configuration below `root`, the project's folder; every error goes to `report`.
    static func read(in root: String, _ report: Report) -> Configuration {
        var reader = ConfigReader(
            root: URL(filePath: root, directoryHint: .isDirectory),
            report: report
        )
        guard reader.hasConfiguration else {
            report.add(.noProject(root))
            return reader.configuration
        }
        reader.readLabels()
        reader.readClassifications()
        reader.readCharacteristicLists()
        reader.readIndicators()
        reader.readGazetteers()
        reader.readSynonyms()
        reader.readBoundaryChanges()
        reader.readPlaces()
        reader.readSources()
        reader.checkReferences()
        reader.checkDerivations()
        reader.checkComparability()
        reader.readChecks()
        reader.readSurvey()
        return reader.configuration
    }

    private var hasConfiguration: Bool {
        var isFolder = false
        let path = root.appending(path: "config").path
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder
    }

    /// The YAML files of a folder, in the order of their names.
    func documents(in folder: String) -> [YAMLValue] {
        files(in: folder, ending: ".yaml").compactMap { name in
            TextFile.read(name, in: root, report).flatMap { .document(of: $0, report) }
        }
    }

    func files(in folder: String, ending: String) -> [String] {
        let path = root.appending(path: folder).path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { $0.hasSuffix(ending) }.sorted().map { "\(folder)/\($0)" }
    }

    /// Notes that an id is defined here; a second definition is reported.
    mutating func define(_ what: String, _ id: String, _ value: YAMLValue) -> Bool {
        if let first = definitions[what]?[id] {
            report.add(.duplicateID(value, what: what, first: first))
            return false
        }
        definitions[what, default: [:]][id] = value.span
        return true
    }

    /// Keeps what a file says of a thing.
    mutating func keep(_ what: String, _ id: String, _ value: YAMLValue) {
        let definition = value.definition(what, id)
        configuration.definitions[definition.name] = definition
    }

    /// Reports an id that a list does not have, unless the list itself could not be read.
    func requireCharacteristic(_ value: YAMLValue?, in list: ListID) {
        guard let known = characteristicLabels[list], let value, let id = value.string,
            known[CharacteristicID(id)] == nil
        else { return }
        report.add(.unknownCharacteristic(value, list: list))
    }

    /// Reports an id that has no label, unless the labels themselves could not be read.
    func requireLabel(_ section: Labels.Section, _ value: YAMLValue?) {
        guard let value, let known = configuration.labels.texts[section] else { return }
        let id = value.rawText
        if known[id] == nil {
            report.add(
                .missingLabel(value, section: section, id: id, known: known.keys.sorted())
            )
        }
    }
}
