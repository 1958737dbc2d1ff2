import IndicatorModel
import PipelineConfig
import TestSupport
import Testing

@Suite struct PartTemplatesTests {
    static let mistakes: [Mistake] = [
        .inPart(
            "a placeholder that is misspelt",
            """
              - for: [{ province: mb }]
                id: "{province}"
                file: "{provnce}.csv"
            """,
            isTold: """
                error[config.unknown-placeholder]: unknown placeholder `provnce`
                 --> config/sources/profile-2016.yaml:13:11
                   |
                13 |     file: "{provnce}.csv"
                   |           ^^^^^^^^^^^^^^^
                hint: did you mean `province`?
                """
        ),
        .inPart(
            "a placeholder without a template",
            """
              - id: a
                file: "98-401-X2016{product}.zip"
            """,
            isTold: """
                error[config.unknown-placeholder]: `{product}` stands for nothing: the part has no \
                `for`
                 --> config/sources/profile-2016.yaml:12:11
                   |
                12 |     file: "98-401-X2016{product}.zip"
                   |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^
                hint: add `for: [{ product: ... }, ...]`, which makes a part of each item
                """
        ),
        .inPart(
            "an item that lacks a key",
            """
              - for:
                  - { id: mb, product: "067" }
                  - { id: sk }
                id: "{id}"
                file: "{product}.zip"
            """,
            isTold: """
                error[config.uneven-items]: the item lacks `product`, which another has
                 --> config/sources/profile-2016.yaml:13:9
                   |
                13 |       - { id: sk }
                   |         ^
                """
        ),
        .inPart(
            "a key that stands nowhere",
            """
              - for: [{ province: mb, code: "46" }]
                id: "{province}"
                file: "{province}.zip"
            """,
            isTold: """
                error[config.unused-placeholder]: `{code}` stands nowhere in the part
                 --> config/sources/profile-2016.yaml:11:27
                   |
                11 |   - for: [{ province: mb, code: "46" }]
                   |                           ^^^^
                """
        ),
        .inPart(
            "a template without items",
            """
              - for: []
                id: "{province}"
                file: a.zip
            """,
            isTold: """
                error[config.wrong-shape]: expected at least one item, found an empty list
                 --> config/sources/profile-2016.yaml:11:10
                   |
                11 |   - for: []
                   |          ^
                """
        ),
        .inPart(
            "an item without keys",
            """
              - for: [{}]
                id: a
                file: a.zip
            """,
            isTold: """
                error[config.wrong-shape]: expected at least one key, found no key
                 --> config/sources/profile-2016.yaml:11:11
                   |
                11 |   - for: [{}]
                   |           ^
                """
        ),
        .inPart(
            "a template of texts",
            """
              - for: [mb, sk]
                id: a
                file: a.zip
            """,
            isTold: """
                error[config.wrong-shape]: expected keys with values, found `mb`
                 --> config/sources/profile-2016.yaml:11:11
                   |
                11 |   - for: [mb, sk]
                   |           ^^

                error[config.wrong-shape]: expected keys with values, found `sk`
                 --> config/sources/profile-2016.yaml:11:15
                   |
                11 |   - for: [mb, sk]
                   |               ^^
                """
        ),
        .inPart(
            "items that are no list",
            """
              - for: { province: mb }
                id: "{province}"
                file: a.zip
            """,
            isTold: """
                error[config.wrong-shape]: expected a list, found keys with values
                 --> config/sources/profile-2016.yaml:11:10
                   |
                11 |   - for: { province: mb }
                   |          ^
                """
        ),
        .inPart(
            "a placeholder whose name is none",
            """
              - for: [{ Province: mb }]
                id: a
                file: a.zip
            """,
            isTold: """
                error[config.bad-identifier]: `Province` cannot name a placeholder
                 --> config/sources/profile-2016.yaml:11:13
                   |
                11 |   - for: [{ Province: mb }]
                   |             ^^^^^^^^
                hint: use lower-case words and digits joined by `-`
                """
        ),
        .inPart(
            "an item with a list",
            """
              - for: [{ province: [mb, sk] }]
                id: "{province}"
                file: a.zip
            """,
            isTold: """
                error[config.wrong-shape]: expected a text, found a list
                 --> config/sources/profile-2016.yaml:11:23
                   |
                11 |   - for: [{ province: [mb, sk] }]
                   |                       ^
                """
        ),
    ]

    static let mistakes2: [Mistake] = [
        .inPart(
            "an item with nothing",
            """
              - for: [{ province: "" }]
                id: "{province}"
                file: a.zip
            """,
            isTold: """
                error[config.wrong-shape]: expected a text that is not empty, found nothing
                 --> config/sources/profile-2016.yaml:11:23
                   |
                11 |   - for: [{ province: "" }]
                   |                       ^^
                """
        ),
        .inPart(
            "two items with one id",
            """
              - for:
                  - { province: mb, year: "2016" }
                  - { province: mb, year: "2021" }
                id: "{province}"
                file: "{year}.zip"
            """,
            isTold: """
                error[config.duplicate-id]: part `mb` stands twice in the source
                 --> config/sources/profile-2016.yaml:13:9
                   |
                13 |       - { province: mb, year: "2021" }
                   |         ^
                """
        ),
        .inPart(
            "an item with the id of another part",
            """
              - { id: mb, file: a.zip }
              - for: [{ province: mb }]
                id: "{province}"
                file: b.zip
            """,
            isTold: """
                error[config.duplicate-id]: part `mb` stands twice in the source
                 --> config/sources/profile-2016.yaml:12:11
                   |
                12 |   - for: [{ province: mb }]
                   |           ^
                """
        ),
        .inPart(
            "an id that is none once it is filled",
            """
              - for: [{ province: mb }, { province: S K }]
                id: "{province}"
                file: "{province}.zip"
            """,
            isTold: """
                error[config.bad-identifier]: `S K` cannot name a part
                 --> config/sources/profile-2016.yaml:11:41
                   |
                11 |   - for: [{ province: mb }, { province: S K }]
                   |                                         ^^^
                hint: use lower-case words and digits joined by `-`
                """
        ),
        .inPart(
            "an id that is none around what fills it",
            """
              - for: [{ province: mb }, { province: S K }]
                id: "pr-{province}"
                file: a.zip
            """,
            isTold: """
                error[config.bad-identifier]: `pr-S K` cannot name a part
                 --> config/sources/profile-2016.yaml:12:9
                   |
                12 |     id: "pr-{province}"
                   |         ^^^^^^^^^^^^^^^
                hint: use lower-case words and digits joined by `-`
                """
        ),
        .inPart(
            "a code that is none once it is filled",
            """
              - for: [{ id: mb, code: "46" }, { id: sk, code: "4" }]
                id: "{id}"
                file: "{id}.zip"
                covers: { level: PR, code: "{code}", by: CSD }
            """,
            isTold: """
                error[config.bad-code]: `4` is not a code of level PR
                 --> config/sources/profile-2016.yaml:11:51
                   |
                11 |   - for: [{ id: mb, code: "46" }, { id: sk, code: "4" }]
                   |                                                   ^^^
                hint: a PR code has 2 digits, in quotes
                """
        ),
        .inPart(
            "a URL that is none once it is filled",
            """
              - for: [{ id: mb, place: "ftp:" }]
                id: "{id}"
                file: "{id}.zip"
                url: "{place}//example.org/{id}"
            """,
            isTold: """
                error[config.wrong-shape]: expected a URL without blanks that begins with \
                `http://`, `https://` or `file://`, found `ftp://example.org/mb`
                 --> config/sources/profile-2016.yaml:14:10
                   |
                14 |     url: "{place}//example.org/{id}"
                   |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^
                """
        ),
        .inPart(
            "a mistake in every part of a template",
            """
              - for: [{ province: mb }, { province: sk }]
                id: "{province}"
                fle: "{province}.zip"
            """,
            isTold: """
                error[config.unknown-key]: unknown key `fle`
                 --> config/sources/profile-2016.yaml:13:5
                   |
                13 |     fle: "{province}.zip"
                   |     ^^^
                hint: did you mean `file`?

                error[config.missing-key]: a part has either `file` or `path`
                 --> config/sources/profile-2016.yaml:11:5
                   |
                11 |   - for: [{ province: mb }, { province: sk }]
                   |     ^
                """
        ),
        .inPart(
            "a template that is misspelt",
            """
              - fro: [{ province: mb }]
                id: mb
                file: mb.zip
            """,
            isTold: """
                error[config.unknown-key]: unknown key `fro`
                 --> config/sources/profile-2016.yaml:11:5
                   |
                11 |   - fro: [{ province: mb }]
                   |     ^^^
                hint: did you mean `for`?
                """
        ),
    ]

    @Test(arguments: mistakes + mistakes2)
    func `a mistake is shown with its line`(_ mistake: Mistake) throws {
        #expect(try mistake.told() == mistake.expected)
    }

    private static let written = """
          - id: north-mb
            file: "98-067.zip"
            url: "https://example.org/067/mb?a=067"
            covers: { level: PR, code: "46", by: CSD, name: Manitoba }
          - id: north-sk
            file: "98-068.zip"
            url: "https://example.org/068/sk?a=068"
            covers: { level: CD, code: "4711", by: CSD, name: Saskatchewan }
        """

    private static let template = """
          - for:
              - { pr: mb, code: "46", product: "067", level: PR, name: Manitoba }
              - { pr: sk, code: "4711", product: "068", level: CD, name: Saskatchewan }
            id: "north-{pr}"
            file: "98-{product}.zip"
            url: "https://example.org/{product}/{pr}?a={product}"
            covers: { level: "{level}", code: "{code}", by: CSD, name: "{name}" }
        """

    @Test func `a template stands for the parts that could be written out`() throws {
        let written = try TestProject.project(with: "", parts: Self.written)
        let template = try TestProject.project(with: "", parts: Self.template)
        let parts = try [written, template].map { project in
            try #require(project.load().0.sources[SourceID(known: "profile-2016")]).parts
        }
        #expect(parts[0].map(\.id.name) == ["north-mb", "north-sk"])
        #expect(parts[0] == parts[1])
        let definitions = [written, template].map { project in
            project.load().0.definitions.filter { $0.key.hasPrefix("part profile-2016/") }
        }
        #expect(definitions[0].count == 2)
        #expect(definitions[0] == definitions[1])
    }

    @Test func `braces around what is no name stay as they are`() throws {
        let source = try TestProject.source(
            with: "",
            parts: """
                  - { id: a, path: "raw/{A}{}{a b}.csv" }
                  - for: [{ id: b }]
                    id: "{id}"
                    path: "raw/{A}{}{{id}}.csv"
                """
        )
        let paths = ["raw/{A}{}{a b}.csv", "raw/{A}{}{b}.csv"]
        #expect(source.parts.map(\.file) == paths.map { .local(path: $0) })
    }

    @Test func `a filling that looks like a placeholder is not filled again`() throws {
        let source = try TestProject.source(
            with: "",
            parts: """
                  - for: [{ id: a, text: "{id}" }]
                    id: "{id}"
                    path: "raw/{text}.csv"
                    member: "{text}"
                """
        )
        #expect(source.parts.map(\.file) == [.local(path: "raw/{id}.csv")])
        #expect(source.parts.map(\.member) == ["{id}"])
    }
}
