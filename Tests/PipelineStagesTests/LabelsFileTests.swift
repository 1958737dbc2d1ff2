import PipelineStages
import TestSupport
import Testing

@Suite struct LabelsFileTests {
    static let damages: [Damage] = [
        Damage(
            "a characteristic without a label",
            in: "raw/labels.csv",
            """
            3,1,Immigrants

            """,
            becomes: "",
            isTold: """
                error[extract.no-label]: characteristic `3` has no label in the labels file of \
                source `tidy-2006`
                 --> 2006.csv:5:1
                hint: add a line `3,its label` there
                """
        ),
        Damage(
            "a label that is not the expected one",
            in: "raw/labels.csv",
            """
            3,1,Immigrants

            """,
            becomes: """
                3,1,Newcomers

                """,
            isTold: """
                error[extract.label-differs]: characteristic `3` is `Newcomers` in the labels of \
                source `tidy-2006`, expected `Immigrants`
                 --> labels.csv:4:1
                hint: correct the labels file, or the mapping in config/indicators
                """
        ),
        Damage(
            "a missing column",
            in: "raw/labels.csv",
            "characteristic,depth",
            becomes: "id,depth",
            isTold: """
                error[extract.missing-column]: no columns `characteristic` and `label`; found \
                `id`, `depth` and `label`
                 --> labels.csv:1:1
                """
        ),
        Damage(
            "a quote that never ends",
            in: "raw/labels.csv",
            """
            3,1,Immigrants

            """,
            becomes: """
                3,1,"Immigrants

                """,
            isTold: """
                error[extract.unterminated-quote]: a quoted field that begins in this record never \
                ends
                 --> labels.csv:4:1
                """
        ),
    ]

    @Test(arguments: damages)
    func `what is damaged is told, and nothing is published`(_ damage: Damage) async throws {
        try await damage.expectRefusal()
    }

    @Test func `a labels file that is not there is named, with the source that wants it`()
        async throws
    {
        let expected = """
            error[extract.no-labels]: source `tidy-2006` has figures but no `labels.csv` to hold \
            them against
             --> config/sources/tidy-2006.yaml:1:1
            hint: put the file beside the others of the source
            """
        let project = try TestProject()
        try project.remove("raw/labels.csv")
        #expect(project.failure() == expected)
        #expect(!project.exists("data-clean/small/latest"))
    }

    @Test func `a labels file that is gone is read as it was taken in`() async throws {
        let project = try TestProject()
        _ = try project.run()
        try project.remove("raw/labels.csv")
        let outcome = try project.run()
        guard case .upToDate(let version) = outcome.publishing else {
            Issue.record("something was published")
            return
        }
        #expect(version == 1)
    }

    @Test func `a labels file that is not UTF-8 is refused`() async throws {
        let expected = """
            error[extract.not-utf8]: the line has bytes that are not UTF-8
             --> labels.csv:2:1
            """
        try await expectRefusal(expected) { project in
            let bytes = Array("characteristic,label\n1,Population ".utf8) + [0xE0, 0x0A]
            try project.write("raw/labels.csv", bytes: bytes)
        }
    }
}
