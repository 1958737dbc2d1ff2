import Foundation
import TestSupport
import Testing

/// What `lip diff` says of two versions of the small dataset.
@Suite struct DiffCommandTests {
    /// Two versions: of 2016 a figure is revised by much and one by little, and one is withheld;
    /// the hamlet comes, the town gets another name.
    private func twoVersions() throws -> TestProject {
        let project = try publishedProject()
        try project.edit("raw/2016.csv", "19569,...,...", "21569,...,...")
        try project.edit("raw/2016.csv", "2870,1435,1430", "2870,1440,x")
        try project.edit("config/places/hamlet.yaml", "candidate", "confirmed")
        try project.edit(
            "config/places/town.yaml",
            "en: town, fr: town",
            "en: 'The <b> & \"Town\"', fr: Ville"
        )
        _ = try lip(
            project,
            ["run", "small", "--revise", "census-2016", "--reason", "Corrected upstream."]
        )
        return project
    }

    @Test func `a terminal shows partitions, counts, the largest changes, and labels`() throws {
        let project = try twoVersions()
        let result = try lip(project, ["diff", "small", "1", "2"])
        #expect(result.talk == "")
        try expectGolden(result.output, "diff.txt")
        // The newer version is the latest when none is named.
        #expect(try lip(project, ["diff", "small", "1"]).output == result.output)
    }

    @Test func `all rows that differ stand in a CSV file`() throws {
        let project = try twoVersions()
        _ = try lip(project, ["diff", "small", "1", "2", "--csv", "rows.csv"])
        try expectGolden(try project.read("rows.csv"), "diff.csv")
        #expect(!project.exists("rows.csv.part"))
    }

    @Test func `the page has it all, and no text of the data becomes a tag`() throws {
        let project = try twoVersions()
        _ = try lip(project, ["diff", "small", "1", "2", "--html", "page.html"])
        let page = try project.read("page.html")
        try expectGolden(page, "diff.html")
        #expect(!page.contains("<b>"))
        #expect(!page.contains("http"))
    }

    @Test func `JSON has every row that differs, the counts, and the labels`() throws {
        let project = try twoVersions()
        let output = try lip(project, ["diff", "small", "1", "2", "--json"]).output
        try expectGolden(output, "diff.json")
        #expect(try JSONSerialization.jsonObject(with: Data(output.utf8)) is [String: Any])
    }

    @Test func `versions that are the same have nothing to show`() throws {
        let project = try publishedProject()
        let result = try lip(project, ["diff", "small", "1", "latest", "--detailed-exit-code"])
        #expect(
            result.output == """
                no older partition changed

                partition    new  gone  changed  within rounding  state changed  note changed  same
                census-2006    -     -        -                -              -             - \
                    -  same bytes, not read
                census-2016    -     -        -                -              -             - \
                    -  same bytes, not read
                census-2021    -     -        -                -              -             - \
                    -  same bytes, not read

                """
        )
        let json = try lip(project, ["diff", "small", "1", "1", "--json"])
        #expect(json.output.hasPrefix("{\n  \"differences\" : [],\n  \"summary\" : {"))
        #expect(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) is [String: Any])
    }

    @Test func `a partition that came leaves the older ones as they were`() throws {
        let project = try TestProject(["pipelines/small.yaml": TestProject.pipeline(["2006"])])
        _ = try lip(project, ["run", "small"])
        try project.write("pipelines/small.yaml", TestProject.pipeline(["2006", "2016"]))
        _ = try lip(project, ["run", "small"])
        let forth = try lip(project, ["diff", "small", "1", "--detailed-exit-code"], status: 2)
        #expect(
            forth.output == """
                no older partition changed

                partition    new  gone  changed  within rounding  state changed  note changed  same
                census-2006    -     -        -                -              -             - \
                    -  same bytes, not read
                census-2016   40     0        0                0              0             0 \
                    0  new partition

                """
        )
        let back = try lip(project, ["diff", "small", "2", "1"])
        #expect(back.output.hasPrefix("1 older partition changed: census-2016 (gone)\n"))
        let one = try lip(
            project,
            ["diff", "small", "1", "--partition", "census-2006", "--detailed-exit-code"]
        )
        #expect(
            one.output.hasPrefix("no older partition changed (only `census-2006` was looked at)\n")
        )
    }

    static let mistakes: [([String], Int32, String)] = [
        (
            ["diff", "small", "1", "3"], 78,
            """
            error[config.unknown-version]: `small` has no version 3
            hint: it has `1`

            """
        ),
        (
            ["diff", "small", "last"], 78,
            """
            error[config.unknown-version]: `small` has no version last
            hint: it has `1`

            """
        ),
        (
            ["diff", "small", "1", "--partition", "census-2061"], 78,
            """
            error[config.unknown-partition]: neither version has a partition `census-2061`
            hint: did you mean `census-2016`?

            """
        ),
        (
            ["diff", "small", "1", "--csv", "nowhere/rows.csv"], 73,
            """
            error[store.cannot-write]: cannot create `nowhere/rows.csv.part`: No such file or \
            directory
            hint: free space or correct the permissions, then run again: nothing was lost

            """
        ),
    ]

    @Test(arguments: mistakes)
    func `a mistake is told with its exit status`(
        _ arguments: [String],
        _ status: Int32,
        _ talk: String
    ) throws {
        let result = try lip(try publishedProject(), arguments, status: status)
        #expect(result.output == "")
        #expect(result.talk == talk)
    }
}
