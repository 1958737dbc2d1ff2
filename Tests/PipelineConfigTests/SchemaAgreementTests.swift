import IndicatorModel
import PipelineConfig
import TestSupport
import Testing

/// A schema refuses every mistake of shape that the reader tells, and nothing that it accepts.
@Suite struct SchemaAgreementTests {
    /// The codes of mistakes that a schema can see, because they need no other file.
    static let codesOfShape: Set<String> = Set(
        """
        wrong-shape unknown-key missing-key bad-identifier bad-code bad-path missing-note
        no-category empty-recipe one-channel one-place unknown-kind unknown-kind-of-place
        unknown-status unknown-recipe-status unknown-level unknown-layout unknown-sample
        unknown-universe unknown-gender unknown-comparability-code unknown-form-of-genders
        unknown-stage unknown-moment reserved-path unknown-refresh unknown-mode unknown-encoding
        unknown-delimiter unknown-type unknown-language unknown-fallback unread-key one-choice
        fetched-path missing-until unknown-kind-of-codes unknown-kind-of-entry
        unknown-kind-of-link unknown-decimal-mark unknown-severity unknown-limit limit-of-other-kind
        unknown-column-of-labels unknown-meaning
        """
        .split(whereSeparator: \.isWhitespace).map { "config.\($0)" }
    )

    /// Mistakes with such a code that a schema cannot see all the same.
    static let unseen: Set<String> = [
        "a pair of years in the wrong order", "an input of another dataset",
        // To JSON, 61.0 is 61.
        "a code that a spreadsheet changed",
        // What fills a template is judged where it is filled.
        "an id that is none once it is filled", "an id that is none around what fills it",
        "a code that is none once it is filled", "a URL that is none once it is filled",
        "a range upside down",
    ]

    static let mistakes: [Mistake] = [
        CatalogPackagesTests.mistakes,
        CharacteristicListFilesTests.mistakes, CharacteristicListFilesTests.mistakes2,
        CommandChecksTests.mistakes, CommandDefinitionsTests.mistakes,
        FetchPoliciesTests.mistakes, FetchPoliciesTests.mistakes2,
        IndicatorChecksTests.mistakes, IndicatorChecksTests.mistakes2,
        IndicatorFilesTests.mistakes, IndicatorFilesTests.mistakes2,
        IndicatorFilesTests.mistakes3, KeptSourcesTests.mistakes, KeptSourcesTests.mistakes2,
        LabelFilesTests.mistakes, NotificationsTests.mistakes,
        NotificationsTests.mistakes2, CheckFilesTests.mistakes, PipelineFileTests.mistakes,
        PipelineFileTests.mistakes2,
        PipelineKeepTests.mistakes, PartTemplatesTests.mistakes, PartTemplatesTests.mistakes2,
        SchemaContractsTests.mistakes, PlaceFilesTests.mistakes, PlaceFilesTests.mistakes2,
        ProjectPathsTests.mistakes,
        ProjectPathsTests.mistakes2, SourceFilesTests.mistakes, SourceFilesTests.mistakes2,
        StagePoliciesTests.mistakes, TextFileTests.mistakes, TextFileTests.mistakes2,
        YAMLValueTests.mistakes, YAMLValueTests.mistakes2,
    ]
    .flatMap(\.self)

    @Test(arguments: mistakes)
    func `a schema sees the mistakes of shape that the reader tells`(_ mistake: Mistake) throws {
        let project = try TestProject([CheckFilesTests.file: CheckFilesTests.text])
        try project.edit(mistake.file, mistake.text, mistake.wrongText)
        guard let kind = SchemaKind(of: mistake.file),
            let value = JSONValue(yaml: try project.read(mistake.file))
        else { return }
        let codes = project.load().2.filter { $0.span?.file == mistake.file }.map(\.code)
        let hasWrongShape = codes.contains(where: Self.codesOfShape.contains)
        let seen = try SchemaValidator(kind.document).mistakes(in: value)
        let isSeen = hasWrongShape && !Self.unseen.contains(mistake.what)
        #expect(!seen.isEmpty == isSeen, "reader: \(codes), schema: \(seen)")
    }

    @Test(arguments: FullFiles.files.map(\.path))
    func `a file with every key is right for both, and every change is judged alike`(
        _ path: String
    ) throws {
        let project = try FullFiles.project()
        let kind = try #require(SchemaKind(of: path))
        let validator = SchemaValidator(kind.document)
        let whole = try #require(JSONValue(yaml: try project.read(path)))
        #expect(try validator.mistakes(in: whole) == [])
        try project.write(path, whole.rendered)
        #expect(project.told == "")

        let configuration = project.load().0
        try FullFiles.keep(path, in: project)
        var changes = 0
        for change in whole.changes {
            try project.write(path, change.value.rendered)
            let codes = Self.codes(of: path, project, configuration)
            let hasWrongShape = codes.contains(where: Self.codesOfShape.contains)
            let seen = try validator.mistakes(in: change.value)
            let comment: Comment = "\(change.what): reader \(codes), schema \(seen)"
            // What fills a template is judged where it is filled.
            let isUnseen =
                change.what.contains("/for/0/") && change.what.hasSuffix("becomes \"?!\"")
            // What is wrong in other ways may have a wrong shape too.
            #expect(seen.isEmpty ? isUnseen || !hasWrongShape : !codes.isEmpty, comment)
            changes += 1
        }
        #expect(changes > 20)
    }

    /// What the reader says of a file; a pipeline is read alone.
    private static func codes(
        of path: String,
        _ project: TestProject,
        _ configuration: Configuration
    )
        -> [String]
    {
        let report = Report()
        if path.hasPrefix("local/"), let day = CalendarDay("2026-11-24") {
            _ = LocalReader(in: project.root, nil, today: day, report)
                .read(PlaceID(known: "town"))
        } else if path.hasPrefix("pipelines/") {
            _ = Pipeline.read(path, in: project.root, configuration, report)
        } else {
            _ = Configuration.read(in: project.root, report)
        }
        return report.diagnostics.filter { $0.span?.file == path }.map(\.code)
    }
}

extension JSONValue {
    /// The value with one thing changed, for every thing in it: a key lost or misspelt, or a
    /// value that is another kind of value.
    fileprivate var changes: [(what: String, value: JSONValue)] {
        var changes: [(what: String, value: JSONValue)] = []
        for other in Self.others where other != self {
            changes.append(("becomes \(other.rendered)", other))
        }
        switch self {
        case .object(let entries):
            for (key, value) in entries.sorted(by: { $0.key < $1.key }) {
                var rest = entries
                rest[key] = nil
                changes.append(("without \(key)", .object(rest)))
                rest["\(key)?"] = value
                changes.append(("\(key) misspelt", .object(rest)))
                changes += value.changes.map { change in
                    var changed = entries
                    changed[key] = change.value
                    return ("/\(key)\(change.what)", .object(changed))
                }
            }
        case .array(let items):
            for (index, item) in items.enumerated() {
                changes += item.changes.map { change in
                    var changed = items
                    changed[index] = change.value
                    return ("/\(index)\(change.what)", .array(changed))
                }
            }
        case .null, .bool, .number, .string: break
        }
        return changes
    }

    private static let others: [JSONValue] = [
        "?!", "", [], ["?!"], .object([:]), .object(["a-b": "?!"]),
    ]
}
