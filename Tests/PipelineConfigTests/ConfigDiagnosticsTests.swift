import IndicatorModel
import TestSupport
import Testing

@Suite struct ConfigDiagnosticsTests {
    @Test func `a file that is not UTF-8 is told with the line that is not`() throws {
        let project = try TestProject()
        let start = Array("id: tidy-2006\npublisher: Minist".utf8)
        let source = "config/sources/tidy-2006.yaml"
        try project.write(source, bytes: start + [0xE8] + Array("re\n".utf8))
        #expect(
            project.told == """
                error[config.not-utf8]: the file is not UTF-8 text
                 --> config/sources/tidy-2006.yaml:2:1
                hint: save the file as UTF-8
                """
        )
    }

    @Test(arguments: ["", "# all of it is a comment\n", "\n\n"])
    func `a file without content is told as such`(_ text: String) throws {
        let project = try TestProject()
        try project.write("config/places/town.yaml", text)
        let line = text.prefix { $0 != "\n" }
        #expect(
            project.told == """
                error[config.empty-file]: the file has no content
                 --> config/places/town.yaml:1:1
                  |
                1 | \(line)
                  | ^
                """
        )
    }

    /// Each of the files is used in many places, none of which is a mistake.
    @Test(arguments: [
        "config/labels/units.yaml", "config/characteristics/list-2006.csv", "pipelines/small.yaml",
    ])
    func `a missing file is told once`(_ name: String) throws {
        let project = try TestProject()
        try project.remove(name)
        #expect(
            project.told == """
                error[config.unreadable-file]: `\(name)` is missing or cannot be read
                hint: run `lip` in the folder that holds `config/` and `pipelines/`
                """
        )
    }

    @Test func `a broken source is not told again where a pipeline names it`() throws {
        let project = try TestProject()
        try project.edit("config/sources/tidy-2006.yaml", "period: \"2006\"\n", "")
        #expect(
            project.told == """
                error[config.missing-key]: missing key `period`
                 --> config/sources/tidy-2006.yaml:1:1
                  |
                1 | id: tidy-2006
                  | ^
                """
        )
    }

    @Test func `a broken indicator is not told again where a share names it`() throws {
        let project = try TestProject()
        try project.edit(
            "config/indicators/immigration.yaml",
            "- id: immigrant-status\n    kind: count",
            "- id: immigrant-status\n    kind: cuont"
        )
        #expect(
            project.told == """
                error[config.unknown-kind]: unknown kind `cuont`
                 --> config/indicators/immigration.yaml:19:11
                   |
                19 |     kind: cuont
                   |           ^^^^^
                hint: did you mean `count`?
                """
        )
    }

    @Test func `a line with accents has its caret under the mistake`() throws {
        let project = try TestProject()
        try project.edit(
            "pipelines/small.yaml",
            "fr: \"Un jeu de données synthétique.\" }",
            "fr: \"Un jeu de données synthétique.\", es: \"Sí\" }"
        )
        #expect(
            project.told == """
                error[config.unknown-key]: unknown key `es`
                 --> pipelines/small.yaml:3:82
                  |
                3 | description: { en: "A synthetic dataset.", fr: "Un jeu de données \
                synthétique.", es: "Sí" }
                  |                                                                   \
                               ^^
                hint: did you mean `en`?
                """
        )
    }

    @Test func `a file with Windows line ends is shown without them`() throws {
        let project = try TestProject()
        let text = try project.read("config/places/town.yaml")
        let windows = text.replacing("kind: community", with: "kind: comunity")
            .replacing("\n", with: "\r\n")
        try project.write("config/places/town.yaml", windows)
        #expect(
            project.told == """
                error[config.unknown-kind-of-place]: unknown kind of place `comunity`
                 --> config/places/town.yaml:2:7
                  |
                2 | kind: comunity
                  |       ^^^^^^^^
                hint: did you mean `community`?
                """
        )
    }
}
