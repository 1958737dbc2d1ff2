import IndicatorModel
import PipelineConfig
import TestSupport
import Testing

/// Tests of the project's own configuration, which is a product of its own.
@Suite struct ConfigurationTests {
    private static let report = Report.ofProject()
    private static let configuration = report.configuration
    private static let periods = ["2006", "2016", "2021"].compactMap(Period.init)

    @Test func `the project's configuration and pipelines are without a mistake`() {
        #expect(Self.report.told == "")
        #expect(Self.report.pipelines.map(\.dataset) == ["canada", "pnt", "starter"])
    }

    @Test func `nine tabs have more than two hundred indicators between them`() {
        let tabs = Dictionary(grouping: Self.configuration.indicators, by: \.tab)
        #expect(tabs.count == 9)
        #expect(Self.configuration.labels.texts[.tabs]?.count == 9)
        #expect(Self.configuration.indicators.count > 200)
    }

    @Test(arguments: Self.configuration.indicators.map(\.id.name))
    func `an indicator has figures or a reason in every census`(_ name: String) throws {
        let id = try #require(IndicatorID(name))
        let indicator = try #require(Self.configuration.indicator(id))
        for period in Self.periods {
            switch indicator.periods[period] {
            case .lists(let lists):
                #expect(lists.values.contains { !$0.isEmpty }, "\(period) maps nothing")
            case .notAvailable(let reason):
                #expect(Self.configuration.labels.text(.reasons, reason) != nil)
            case nil:
                let isDerived =
                    !indicator.quotients.isEmpty || indicator.interpolation != nil
                    || indicator.constantDollars != nil || !indicator.series.isEmpty
                #expect(isDerived, "\(period) has nothing")
            }
        }
    }

    @Test(arguments: Self.configuration.indicators.map(\.id.name))
    func `an indicator is defined in both languages`(_ name: String) throws {
        let definition = try #require(Self.configuration.labels.definitions[name])
        #expect(definition.en.hasSuffix("."))
        #expect(definition.fr.hasSuffix("."))
        #expect(definition.en != definition.fr)
    }

    @Test(arguments: Labels.Section.allCases)
    func `labels are filled in both languages, and sentences are translated`(
        _ section: Labels.Section
    ) throws {
        let texts = try #require(Self.configuration.labels.texts[section])
        #expect(!texts.isEmpty)
        for (id, text) in texts {
            #expect(!text.en.isEmpty && !text.fr.isEmpty, "\(id)")
            #expect(!text.en.hasPrefix(" ") && !text.en.hasSuffix(" "), "\(id)")
            #expect(!text.fr.hasPrefix(" ") && !text.fr.hasSuffix(" "), "\(id)")
            let isSentence = text.en.hasSuffix(".") || text.en.split(separator: " ").count > 3
            if isSentence { #expect(text.en != text.fr, "\(id)") }
        }
    }

    @Test func `every state, level, method, kind and gender has a label`() {
        let labels = Self.configuration.labels
        for state in ValueState.allCases { #expect(labels.text(.states, state.rawValue) != nil) }
        for level in GeographyLevel.allCases {
            #expect(labels.text(.levels, level.rawValue) != nil, "\(level)")
        }
        for method in Method.allCases { #expect(labels.text(.methods, method.rawValue) != nil) }
        for kind in IndicatorKind.allCases { #expect(labels.text(.kinds, kind.rawValue) != nil) }
        for gender in Gender.allCases { #expect(labels.text(.genders, gender.rawValue) != nil) }
    }

    @Test func `a place says of every census how it is made, or why it is not`() {
        for place in Self.configuration.places {
            for period in Self.periods {
                let isSaid = place.recipes[period] != nil || place.notDefined[period] != nil
                #expect(isSaid, "\(place.id) \(period)")
            }
        }
    }
}

/// What reading the whole project gave.
private struct ProjectReport: Sendable {
    let configuration: Configuration
    let pipelines: [Pipeline]
    let told: String
}

extension Report {
    fileprivate static func ofProject() -> ProjectReport {
        let report = Report()
        let root = RealFiles.project
        let configuration = Configuration.read(in: root, report)
        let pipelines = ["canada", "pnt", "starter"].compactMap { name in
            Pipeline.read("pipelines/\(name).yaml", in: root, configuration, report)
        }
        return ProjectReport(
            configuration: configuration,
            pipelines: pipelines,
            told: report.diagnostics.map(\.rendered).joined(separator: "\n\n")
        )
    }
}
