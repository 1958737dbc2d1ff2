import IndicatorModel
import PipelineConfig
import TestSupport
import Testing

@Suite struct CatalogPackagesTests {
    static let mistakes: [Mistake] = [
        .inSource(
            "a package without its catalogue",
            """
            package: { id: abc }
            """,
            isTold: """
                error[config.missing-key]: missing key `api`
                 --> config/sources/profile-2016.yaml:10:10
                   |
                10 | package: { id: abc }
                   |          ^
                """
        ),
        .inSource(
            "a catalogue that is a file",
            """
            package: { api: "file:///tmp", id: abc }
            """,
            isTold: """
                error[config.wrong-shape]: expected a URL without blanks that begins with \
                `http://` or `https://`, found `file:///tmp`
                 --> config/sources/profile-2016.yaml:10:17
                   |
                10 | package: { api: "file:///tmp", id: abc }
                   |                 ^^^^^^^^^^^^^
                """
        ),
        .inSource(
            "a package that is not said",
            """
            package: { api: "https://example.org" }
            """,
            isTold: """
                error[config.one-choice]: a package has either `id`, or `search` with `title`
                 --> config/sources/profile-2016.yaml:10:10
                   |
                10 | package: { api: "https://example.org" }
                   |          ^
                """
        ),
        .inSource(
            "a package by its id and by a search",
            """
            package: { api: "https://example.org", id: a, search: b, title: c }
            """,
            isTold: """
                error[config.one-choice]: a package has either `id`, or `search` with `title`
                 --> config/sources/profile-2016.yaml:10:10
                   |
                10 | package: { api: "https://example.org", id: a, search: b, title: c }
                   |          ^
                """
        ),
        .inSource(
            "a search without a title",
            """
            package: { api: "https://example.org", search: "title:b" }
            """,
            isTold: """
                error[config.one-choice]: a package has either `id`, or `search` with `title`
                 --> config/sources/profile-2016.yaml:10:10
                   |
                10 | package: { api: "https://example.org", search: "title:b" }
                   |          ^
                """
        ),
        .inSource(
            "a package that no part chooses from",
            """
            package: { api: "https://example.org", id: a }
            """,
            isTold: """
                error[config.unused-package]: no part has a `resource`, so the package is not asked
                 --> config/sources/profile-2016.yaml:10:10
                   |
                10 | package: { api: "https://example.org", id: a }
                   |          ^
                hint: give a part `resource: { name: "*", format: CSV, file: NAME }`
                """
        ),
        .inPart(
            "a resource without a package",
            """
              - { id: a, file: a.csv, resource: { name: "*" } }
            """,
            isTold: """
                error[config.missing-key]: a `resource` is one of the source's `package`, which is \
                missing
                 --> config/sources/profile-2016.yaml:11:37
                   |
                11 |   - { id: a, file: a.csv, resource: { name: "*" } }
                   |                                     ^
                hint: add `package: { api: ..., id: ... }` to the source
                """
        ),
        Mistake(
            "a resource without a name",
            in: "config/sources/profile-2016.yaml",
            """
            parts:
              - id: north
                path: raw/2016.csv
                covers: { level: PR, code: "61", by: CSD }

            """,
            becomes: """
                package: { api: "https://example.org", id: a }
                parts:
                  - { id: a, file: a.csv, resource: { format: CSV } }

                """,
            isTold: """
                error[config.missing-key]: missing key `name`
                 --> config/sources/profile-2016.yaml:12:37
                   |
                12 |   - { id: a, file: a.csv, resource: { format: CSV } }
                   |                                     ^
                """
        ),
        Mistake(
            "a resource with a key that means nothing",
            in: "config/sources/profile-2016.yaml",
            """
            parts:
              - id: north
                path: raw/2016.csv
                covers: { level: PR, code: "61", by: CSD }

            """,
            becomes: """
                package: { api: "https://example.org", id: a }
                parts:
                  - { id: a, file: a.csv, resource: { name: "*", formt: CSV } }

                """,
            isTold: """
                error[config.unknown-key]: unknown key `formt`
                 --> config/sources/profile-2016.yaml:12:50
                   |
                12 |   - { id: a, file: a.csv, resource: { name: "*", formt: CSV } }
                   |                                                  ^^^^^
                hint: did you mean `format`?
                """
        ),
    ]

    @Test(arguments: mistakes)
    func `a mistake is shown with its line`(_ mistake: Mistake) throws {
        #expect(try mistake.told() == mistake.expected)
    }

    private static let part =
        "{ id: north, file: a.csv, resource: { name: \"PR by *\", format: CSV, file: \"a*\" } }"

    @Test func `a package is named by its id, and a part by a pattern`() throws {
        let source = try TestProject.source(
            with: "package: { api: \"https://example.org/api\", id: abc }",
            parts: "  - \(Self.part)"
        )
        let package = CatalogPackage(api: "https://example.org/api", choice: .id("abc"))
        #expect(source.package == package)
        let resource = ResourcePattern(name: "PR by *", format: "CSV", file: "a*")
        let file = PartFile.official(name: "a.csv", upstream: .resource(resource))
        #expect(source.parts.map(\.file) == [file])
    }

    @Test func `a package is found by a search`() throws {
        let source = try TestProject.source(
            with: """
                package: { api: "https://example.org", search: 'title:"Monthly"', title: "PR*" }
                """,
            parts: "  - \(Self.part)"
        )
        let choice = CatalogPackage.Choice.search(query: "title:\"Monthly\"", title: "PR*")
        #expect(source.package == CatalogPackage(api: "https://example.org", choice: choice))
    }

    @Test func `a resource of any format needs only a name`() throws {
        let source = try TestProject.source(
            with: "package: { api: \"https://example.org\", id: abc }",
            parts: "  - { id: north, file: a.csv, resource: { name: PR } }"
        )
        let resource = ResourcePattern(name: "PR", format: nil, file: nil)
        let file = PartFile.official(name: "a.csv", upstream: .resource(resource))
        #expect(source.parts.map(\.file) == [file])
    }
}
