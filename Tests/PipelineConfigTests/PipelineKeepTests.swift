import IndicatorModel
import TestSupport
import Testing

@Suite struct PipelineKeepTests {
    static let mistakes: [Mistake] = [
        .inSmall(
            "an unknown source to be kept",
            """
            keep: [profil-2016]
            """,
            isTold: """
                error[config.unknown-source]: unknown source `profil-2016`
                 --> pipelines/small.yaml:5:8
                  |
                5 | keep: [profil-2016]
                  |        ^^^^^^^^^^^
                hint: did you mean `profile-2016`?
                """
        ),
        .inSmall(
            "a source to be kept that is read",
            """
            keep: [profile-2016]
            """,
            isTold: """
                error[config.kept-twice]: source `profile-2016` is one of partition `census-2016` \
                already
                 --> pipelines/small.yaml:5:8
                  |
                5 | keep: [profile-2016]
                  |        ^^^^^^^^^^^^
                hint: remove it here: what is read is kept too
                """
        ),
        .inSmall(
            "sources to be kept that are one text",
            """
            keep: profile-2016
            """,
            isTold: """
                error[config.wrong-shape]: expected a list, found `profile-2016`
                 --> pipelines/small.yaml:5:7
                  |
                5 | keep: profile-2016
                  |       ^^^^^^^^^^^^
                """
        ),
        Mistake(
            "a source that is kept twice",
            in: "pipelines/small.yaml",
            """
            partitions:
              - { id: census-2006, period: "2006", sources: [tidy-2006] }
            """,
            becomes: """
                keep: [tidy-2006, tidy-2006]
                partitions:
                """,
            isTold: """
                error[config.duplicate-id]: source `tidy-2006` is kept twice
                 --> pipelines/small.yaml:5:19
                  |
                5 | keep: [tidy-2006, tidy-2006]
                  |                   ^^^^^^^^^
                """
        ),
        .inSmall(
            "a fallback that is none",
            """
            fallback: last
            """,
            isTold: """
                error[config.unknown-fallback]: unknown fallback `last`
                 --> pipelines/small.yaml:5:11
                  |
                5 | fallback: last
                  |           ^^^^
                hint: known are `last-good` and `none`
                """
        ),
        Mistake(
            "a source to be read that has no layout",
            in: "config/sources/profile-2016.yaml",
            """
            period: "2016"
            layout: census-profile-2016
            characteristics: list-2016
            licence
            """,
            becomes: """
                licence
                """,
            isTold: """
                error[config.unread-key]: `level` says how figures are read, but the source has no \
                `layout`
                 --> config/sources/profile-2016.yaml:6:8
                  |
                6 | level: CSD
                  |        ^^^
                hint: remove it, or give the source `period`, `layout` and `characteristics`

                error[config.unread-key]: `covers` says how figures are read, but the source has \
                no `layout`
                 --> config/sources/profile-2016.yaml:10:13
                   |
                10 |     covers: { level: PR, code: "61", by: CSD }
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
    ]

    @Test(arguments: mistakes)
    func `a mistake is shown with its line`(_ mistake: Mistake) throws {
        #expect(try mistake.told() == mistake.expected)
    }

    @Test func `what is kept and what a run falls back on is read`() throws {
        let project = try TestProject()
        let partition = "  - { id: census-2006, period: \"2006\", sources: [tidy-2006] }\n"
        try project.edit("pipelines/small.yaml", partition, "")
        try project.add("keep: [tidy-2006]\nfallback: last-good\n")
        let (_, pipeline, diagnostics) = project.load()
        #expect(diagnostics == [])
        #expect(pipeline?.keep.map(\.name) == ["tidy-2006"])
        #expect(pipeline?.fallback == .lastGood)
    }
}
