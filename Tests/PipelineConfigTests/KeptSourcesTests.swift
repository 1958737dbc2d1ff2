import IndicatorModel
import PipelineConfig
import TestSupport
import Testing

@Suite struct KeptSourcesTests {
    static let mistakes: [Mistake] = [
        Mistake(
            "a layout without a period",
            in: "config/sources/profile-2016.yaml",
            """
            period: "2016"

            """,
            becomes: "",
            isTold: """
                error[config.missing-key]: missing key `period`
                 --> config/sources/profile-2016.yaml:1:1
                  |
                1 | id: profile-2016
                  | ^
                """
        ),
        Mistake(
            "a period without a layout and characteristics",
            in: "config/sources/profile-2016.yaml",
            """
            layout: census-profile-2016
            characteristics: list-2016

            """,
            becomes: "",
            isTold: """
                error[config.missing-key]: missing keys `layout` and `characteristics`
                 --> config/sources/profile-2016.yaml:1:1
                  |
                1 | id: profile-2016
                  | ^
                """
        ),
        Mistake(
            "a source without a layout, with what only a layout has",
            in: "config/sources/profile-2016.yaml",
            """
            period: "2016"
            layout: census-profile-2016
            characteristics: list-2016

            """,
            becomes: """
                vectors: a.csv
                labels: raw/labels.csv
                rejects-allowed: 1

                """,
            isTold: """
                error[config.unread-key]: `vectors` says how figures are read, but the source has \
                no `layout`
                 --> config/sources/profile-2016.yaml:4:10
                  |
                4 | vectors: a.csv
                  |          ^^^^^
                hint: remove it, or give the source `period`, `layout` and `characteristics`

                error[config.unread-key]: `labels` says how figures are read, but the source has \
                no `layout`
                 --> config/sources/profile-2016.yaml:5:9
                  |
                5 | labels: raw/labels.csv
                  |         ^^^^^^^^^^^^^^
                hint: remove it, or give the source `period`, `layout` and `characteristics`

                error[config.unread-key]: `level` says how figures are read, but the source has no \
                `layout`
                 --> config/sources/profile-2016.yaml:9:8
                  |
                9 | level: CSD
                  |        ^^^
                hint: remove it, or give the source `period`, `layout` and `characteristics`

                error[config.unread-key]: `rejects-allowed` says how figures are read, but the \
                source has no `layout`
                 --> config/sources/profile-2016.yaml:6:18
                  |
                6 | rejects-allowed: 1
                  |                  ^
                hint: remove it, or give the source `period`, `layout` and `characteristics`

                error[config.unread-key]: `covers` says how figures are read, but the source has \
                no `layout`
                 --> config/sources/profile-2016.yaml:13:13
                   |
                13 |     covers: { level: PR, code: "61", by: CSD }
                   |             ^
                hint: remove it, or give the source `period`, `layout` and `characteristics`

                error[config.unread-source]: source `profile-2016` has no layout: no figures are \
                read from it
                 --> pipelines/small.yaml:7:50
                  |
                7 |   - { id: census-2016, period: "2016", sources: [profile-2016] }
                  |                                                  ^^^^^^^^^^^^
                hint: name it under `keep` of the pipeline, which takes its files in
                """
        ),
        Mistake(
            "a part with a geography where no figures are read",
            in: "config/sources/profile-2016.yaml",
            """
            period: "2016"
            layout: census-profile-2016
            characteristics: list-2016
            licence: { name: None, url: "https://example.org/licence" }
            attribution: { en: "Synthetic.", fr: "Synthétique." }
            level: CSD
            parts:
              - id: north
                path: raw/2016.csv
                covers: { level: PR, code: "61", by: CSD }

            """,
            becomes: """
                licence: { name: None, url: "https://example.org/licence" }
                attribution: { en: "Synthetic.", fr: "Synthétique." }
                parts:
                  - id: north
                    path: raw/2016.csv
                    geography: { level: PR, code: "61", name: North }

                """,
            isTold: """
                error[config.unread-key]: `geography` says how figures are read, but the source \
                has no `layout`
                 --> config/sources/profile-2016.yaml:9:16
                  |
                9 |     geography: { level: PR, code: "61", name: North }
                  |                ^
                hint: remove it, or give the source `period`, `layout` and `characteristics`

                error[config.unread-source]: source `profile-2016` has no layout: no figures are \
                read from it
                 --> pipelines/small.yaml:7:50
                  |
                7 |   - { id: census-2016, period: "2016", sources: [profile-2016] }
                  |                                                  ^^^^^^^^^^^^
                hint: name it under `keep` of the pipeline, which takes its files in
                """
        ),
        .inSource(
            "a language that is none",
            """
            language: english
            """,
            isTold: """
                error[config.unknown-language]: unknown language `english`
                 --> config/sources/profile-2016.yaml:10:11
                   |
                10 | language: english
                   |           ^^^^^^^
                hint: known are `en`, `en+fr` and `fr`
                """
        ),
        .inPart(
            "a URL of another kind",
            """
              - { id: a, file: a.csv, url: "ftp://example.org/a.csv" }
            """,
            isTold: """
                error[config.wrong-shape]: expected a URL without blanks that begins with \
                `http://`, `https://` or `file://`, found `ftp://example.org/a.csv`
                 --> config/sources/profile-2016.yaml:11:32
                   |
                11 |   - { id: a, file: a.csv, url: "ftp://example.org/a.csv" }
                   |                                ^^^^^^^^^^^^^^^^^^^^^^^^^
                """
        ),
        .inPart(
            "a URL with a blank",
            """
              - { id: a, file: a.csv, url: "https://example.org/a b.csv" }
            """,
            isTold: """
                error[config.wrong-shape]: expected a URL without blanks that begins with \
                `http://`, `https://` or `file://`, found `https://example.org/a b.csv`
                 --> config/sources/profile-2016.yaml:11:32
                   |
                11 |   - { id: a, file: a.csv, url: "https://example.org/a b.csv" }
                   |                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                """
        ),
        .inPart(
            "a URL of nothing",
            """
              - { id: a, file: a.csv, url: "https://" }
            """,
            isTold: """
                error[config.wrong-shape]: expected a URL without blanks that begins with \
                `http://`, `https://` or `file://`, found `https://`
                 --> config/sources/profile-2016.yaml:11:32
                   |
                11 |   - { id: a, file: a.csv, url: "https://" }
                   |                                ^^^^^^^^^^
                """
        ),
        .inPart(
            "a path with a URL",
            """
              - { id: a, path: raw/2016.csv, url: "https://example.org/a.csv" }
            """,
            isTold: """
                error[config.fetched-path]: a part with a `path` is not fetched: it has no `url`
                 --> config/sources/profile-2016.yaml:11:39
                   |
                11 |   - { id: a, path: raw/2016.csv, url: "https://example.org/a.csv" }
                   |                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^
                hint: name the file by `file`, or remove `url`
                """
        ),
        .inPart(
            "a path with a resource",
            """
              - { id: a, path: raw/2016.csv, resource: { name: "*" } }
            """,
            isTold: """
                error[config.fetched-path]: a part with a `path` is not fetched: it has no \
                `resource`
                 --> config/sources/profile-2016.yaml:11:44
                   |
                11 |   - { id: a, path: raw/2016.csv, resource: { name: "*" } }
                   |                                            ^
                hint: name the file by `file`, or remove `resource`
                """
        ),
    ]

    static let mistakes2: [Mistake] = [
        .inPart(
            "a part with a URL and a resource",
            """
              - { id: a, file: a.csv, url: "https://example.org/a", resource: { name: "*" } }
            """,
            isTold: """
                error[config.one-place]: a part has either `url` or `resource`
                 --> config/sources/profile-2016.yaml:11:67
                   |
                11 |   - { id: a, file: a.csv, url: "https://example.org/a", resource: { name: "*" \
                } }
                   |                                                                   ^
                """
        )
    ]

    @Test(arguments: mistakes + mistakes2)
    func `a mistake is shown with its line`(_ mistake: Mistake) throws {
        #expect(try mistake.told() == mistake.expected)
    }

    private static let kept = """
        id: kept
        publisher: A test
        title: { en: "Kept", fr: "Gardé" }
        language: en+fr
        licence: { name: None, url: "https://example.org/licence" }
        attribution: { en: "Synthetic.", fr: "Synthétique." }
        parts: [{ id: a, file: a.csv, url: "file:///tmp/a.csv" }, { id: b, path: raw/b.xlsx }]

        """

    @Test func `a source without a layout is read, and kept by a pipeline`() throws {
        let project = try TestProject(["config/sources/kept.yaml": Self.kept])
        try project.edit("pipelines/small.yaml", "partitions:", "keep: [kept]\npartitions:")
        let (configuration, pipeline, diagnostics) = project.load()
        #expect(diagnostics == [])
        let source = try #require(configuration.sources[SourceID(known: "kept")])
        #expect(source.reading == nil)
        #expect(source.language == .both)
        let files: [PartFile] = [
            .official(name: "a.csv", upstream: .url("file:///tmp/a.csv")),
            .local(path: "raw/b.xlsx"),
        ]
        #expect(source.parts.map(\.file) == files)
        #expect(pipeline?.keep == [source.id])
        #expect(pipeline?.fallback == Fallback.none)
    }

    @Test func `a source that is wrong is not told again where it is kept`() throws {
        let wrong = Self.kept.replacing("language: en+fr", with: "language: both")
        let project = try TestProject(["config/sources/kept.yaml": wrong])
        try project.edit("pipelines/small.yaml", "partitions:", "keep: [kept]\npartitions:")
        #expect(project.load().2.map(\.code) == ["config.unknown-language"])
    }
}
