import IndicatorModel

/// What one file says of a geography; nil where it says nothing.
struct GeographyFacts {
    var names: BilingualText?
    var type: String?
    var dguid: String?
    /// What it lies in, of the levels that the file tells of.
    var within: Set<Geography> = []
    /// Square kilometres.
    var landArea: Double?
    var population: Int?
}

/// What one file says of the geographies of a census.
struct FileFacts {
    /// Two levels: which geographies of the one lie in which of the other.
    struct Pair: Hashable {
        let part: GeographyLevel
        let whole: GeographyLevel
    }

    /// The name of the file, for messages.
    let file: String
    var all: [Geography: GeographyFacts] = [:]
    /// The levels that it lists whole: all of their codes, and no other.
    var levels: Set<GeographyLevel> = []
    /// The levels of which it says how they lie in each other.
    var tells: Set<Pair> = []
    /// What a person should know of the file, a sentence each.
    var notes: [String] = []

    init(file: String) { self.file = file }

    /// How many geographies of a level it lists.
    func count(of level: GeographyLevel) -> Int {
        all.keys.count { $0.level == level }
    }

    /// `13 PR, 293 CD, 5,162 CSD`.
    var counts: String {
        let counts = Dictionary(grouping: all.keys, by: \.level)
        return GeographyLevel.allCases.compactMap { level in
            counts[level].map { "\(grouped($0.count)) \(level.rawValue)" }
        }
        .joined(separator: ", ")
    }

    /// An error about a line of the file.
    static func error(_ file: String, _ code: String, _ message: String, line: Int) -> Diagnostic {
        Diagnostic(
            "geographies.\(code)",
            message,
            at: SourceSpan(file: file, line: line),
            hints: ["fetch the file again, or give the file that was meant"]
        )
    }
}
