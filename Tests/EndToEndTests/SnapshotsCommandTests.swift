import DataStore
import Foundation
import IndicatorModel
import TestSupport
import Testing

/// What `lip snapshots` and `lip verify` say of what was taken in.
@Suite struct SnapshotsCommandTests {
    /// The small project, whose file of 2016 was fetched twice: a figure changed, a row came.
    private func twice() throws -> UpstreamProject {
        let upstream = try UpstreamProject()
        _ = try upstream.run()
        let row =
            "2016,\"6106099\",\"1\",\"Hamlet\",3.5,6.4,\"00101\",\"CY\",\"6106099\","
            + "\"Other\",6,,1\r\n"
        try upstream.serve(
            upstream.content.replacing("19569", with: "19570") + row,
            etag: "\"v2\""
        )
        _ = try upstream.run(["--stage", "fetch"])
        return upstream
    }

    @Test func `the list says what came, when, from where, and what became of it`() throws {
        let upstream = try twice()
        try upstream.serve("", behaviour: "gone")
        _ = try upstream.run(["--stage", "fetch"], status: 69)
        let listed = try lip(upstream.project, ["snapshots", "profile-2016"])
        let lines = upstream.plain(listed.output.replacing(#/T\d\d:\d\d:\d\dZ/#, with: ""))
            .replacing(#/\d{4}-\d\d-\d\d/#, with: "DAY")
        let bytes = try upstream.notes.compactMap(\.bytes).map(grouped)
        #expect(
            lines == """
                profile-2016/north  DAY  new  DIGEST  \(bytes[0]) bytes  10 rows  \
                http://server/2016.csv
                profile-2016/north  DAY  changed  DIGEST  \(bytes[1]) bytes  11 rows  \
                http://server/2016.csv
                profile-2016/north  DAY  gone  http://server/2016.csv
                    `2016.csv` of `profile-2016` is not where it was: `http://server/2016.csv` \
                answers with status 410

                """
        )
    }

    @Test func `the list as JSON has all that is noted`() throws {
        let upstream = try twice()
        let listed = try lip(upstream.project, ["snapshots", "profile-2016/north", "--json"])
        let notes = try JSONDecoder().decode(
            [String: [SnapshotNote]].self,
            from: Data(listed.output.utf8)
        )
        #expect(try notes == ["profile-2016": upstream.notes])
    }

    @Test func `a comparison shows the rows that are gone and that are new`() throws {
        let upstream = try twice()
        let compared = try lip(upstream.project, ["snapshots", "compare", "profile-2016"])
        let lines = compared.output.split(separator: "\n").map(String.init)
        #expect(lines.count == 6)
        #expect(lines[0].hasPrefix("old  "))
        #expect(lines[0].hasSuffix(" bytes  new"))
        #expect(lines[1].hasPrefix("new  "))
        #expect(lines[1].hasSuffix(" bytes  changed"))
        #expect(lines[2] == "2016.csv: 1 row gone, 2 rows new, 10 the same")
        #expect(lines[3].hasPrefix("  - 7: 2016,\"6106023\",\"1\",\"Town\""))
        #expect(lines[3].hasSuffix(",\"Population, 2016\",1,,19569,...,..."))
        #expect(lines[4].hasSuffix(",\"Population, 2016\",1,,19570,...,..."))
        #expect(lines[5].hasPrefix("  + 12: 2016,\"6106099\""))
    }

    @Test(arguments: [
        (
            ["snapshots", "compare", "profile-2021"],
            """
            error[usage.nothing-to-compare]: `profile-2021/north` has had the same bytes ever \
            since TIME

            """
        ),
        (
            ["snapshots", "profile-2026"],
            """
            error[config.unknown-source]: unknown source `profile-2026`
            hint: did you mean `profile-2016`?

            """
        ),
        (
            ["snapshots", "profile-2016/nort"],
            """
            error[config.unknown-part]: unknown part `nort`
            hint: did you mean `north`?

            """
        ),
        (
            ["snapshots", "accept", "profile-2016/north", "ffff", "--reason", "x"],
            """
            error[usage.unknown-digest]: no bytes of `profile-2016/north` have the digest `ffff`
            hint: there are `DIGEST`

            """
        ),
    ])
    func `a mistake is told`(_ arguments: [String], _ told: String) throws {
        let upstream = try UpstreamProject()
        _ = try upstream.run()
        let result = try CommandLineTool.run(arguments, in: upstream.project.root)
        #expect(result.status != 0)
        #expect(
            upstream.plain(result.talk)
                .replacing(#/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/#, with: "TIME") == told
        )
    }

    @Test func `a good file cannot be accepted, nor a quarantined one rejected`() throws {
        let upstream = try UpstreamProject()
        _ = try upstream.run()
        let digest = String(try #require(try upstream.notes.first?.sha256).prefix(12))
        let arguments = ["profile-2016/north", digest, "--reason", "x"]
        let result = try lip(upstream.project, ["snapshots", "accept"] + arguments, status: 64)
        #expect(
            upstream.plain(result.talk) == """
                error[usage.already-judged]: `DIGEST` of `profile-2016/north` is a good file \
                already

                """
        )
    }

    @Test func `verify reads all that was taken in again`() throws {
        let upstream = try twice()
        let whole = try lip(upstream.project, ["verify"])
        #expect(
            whole.output == """
                small: 1 version: all as published
                5 snapshots: all as they came

                """
        )
        let digest = try #require(try upstream.notes.last?.sha256)
        let object = "data-raw/objects/sha256/\(digest.prefix(2))/\(digest)"
        try upstream.project.remove(object)
        try upstream.project.write(object, "something else")
        let damaged = try lip(upstream.project, ["verify", "--snapshots"], status: 65)
        #expect(
            damaged.talk
                == "error[verify]: the bytes of profile-2016/north \(digest.prefix(12)) have "
                + "changed\n"
        )
        try upstream.project.remove(object)
        let lost = try lip(upstream.project, ["verify"], status: 65)
        #expect(
            lost.talk
                == "error[verify]: the bytes of profile-2016/north \(digest.prefix(12)) are "
                + "missing\n"
        )
        #expect(lost.output == "small: 1 version: all as published\n")
    }
}
