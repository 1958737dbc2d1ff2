import IndicatorModel

/// The kinds of YAML file that a steward writes, each of which has a JSON Schema.
package enum SchemaKind: String, CaseIterable, Sendable {
    case pipeline, source, place, indicators, checks, labels
    case indicatorLabels = "indicator-labels"
    case characteristics, classification, survey
    case localIndicators = "local-indicators"
    case localLinks = "local-links"
    case localCSV = "local-csv"

    /// The files of the kind, as a path with `*`.
    package var files: String {
        switch self {
        case .pipeline: "pipelines/*.yaml"
        case .source: "config/sources/*.yaml"
        case .place: "config/places/*.yaml"
        case .indicators: "config/indicators/*.yaml"
        case .checks: "config/checks/*.yaml"
        case .labels: "config/labels/*.yaml"
        case .indicatorLabels: "config/labels/indicators.yaml"
        case .characteristics: "config/characteristics/*.yaml"
        case .classification: "config/classifications/*.yaml"
        case .survey: "config/survey.yaml"
        case .localIndicators: "local/*/indicators.yaml"
        case .localLinks: "local/*/links.yaml"
        case .localCSV: "local/*/csv.yaml"
        }
    }

    /// What a file of the kind says.
    package var title: String {
        switch self {
        case .pipeline: "Pipeline: what runs, for which places"
        case .source: "Source: an upstream product and its files"
        case .place: "Place: its names, and how it is made in each census"
        case .indicators: "Indicators of one tab"
        case .checks: "Checks: what must hold of published figures"
        case .labels: "Labels: what ids are called in English and French"
        case .indicatorLabels: "Labels and definitions of indicators"
        case .characteristics: "List of characteristics: how a family of files numbers its rows"
        case .classification: "Classification: the master list of countries or of languages"
        case .survey: "Partner survey: what is asked, and what may be shown of the answers"
        case .localIndicators: "Indicators that a place has for itself"
        case .localLinks: "Links and documents of a place"
        case .localCSV: "How the spreadsheet of a place writes CSV"
        }
    }

    /// The kind of a file, by its path below the project; nil of files that are none of these.
    package init?(of path: String) {
        let parts = path.split(separator: "/")
        guard path.hasSuffix(".yaml") else { return nil }
        let kinds = Self.allCases.filter { kind in
            let pattern = kind.files.split(separator: "/")
            return pattern.count == parts.count
                && zip(pattern, parts).allSatisfy {
                    $0 == $1 || $0 == "*" || $0 == "*.yaml" && $1.hasSuffix(".yaml")
                }
        }
        guard let kind = kinds.first(where: { $0.files == path }) ?? kinds.first else { return nil }
        self = kind
    }

    /// The name of the file of the schema.
    package var fileName: String { "\(rawValue).schema.json" }

    /// The schema as a JSON document: text that depends on nothing but this release of Lipline.
    package var document: JSONValue { schema.document(id: fileName, title: title) }

    private var schema: JSONSchema {
        switch self {
        case .pipeline: .pipeline
        case .source: .source
        case .place: .place
        case .indicators: .indicators
        case .checks: .checks
        case .labels: .labels(.tabs)
        case .indicatorLabels: .labels(.indicators)
        case .characteristics: .characteristics
        case .classification: .classification
        case .survey: .survey
        case .localIndicators: .localIndicators
        case .localLinks: .localLinks
        case .localCSV: .localCSV
        }
    }
}
