import DataStore
import FoundationEssentials
import IndicatorModel
import TestSupport
import Testing

/// What is stored, what is said, and the status, when a server sends what must not be used.
@Suite struct UpstreamTroubleTests {
    /// A thing that a server does, and what a run that wants a newer file is told.
    struct Trouble: CustomTestStringConvertible, Sendable {
        let behaviour: String
        var fetch: [String] = []
        let verdict: String
        let told: String

        var testDescription: String { behaviour }
    }

    static let troubles = [
        Trouble(
            behaviour: "html",
            verdict: "suspicious",
            told:
                "`2016.csv` of `profile-2016` looks wrong: `2016.csv` is a web page, not delimited "
                + "text: \"An error occurred\""
        ),
        Trouble(
            behaviour: "json",
            verdict: "suspicious",
            told:
                "`2016.csv` of `profile-2016` looks wrong: `2016.csv` is JSON, not delimited text: "
                + "\"{\"success\": false, \"error\": \"try again later\"}\""
        ),
        Trouble(
            behaviour: "empty",
            verdict: "suspicious",
            told: "`2016.csv` of `profile-2016` looks wrong: `2016.csv` is empty"
        ),
        Trouble(
            behaviour: "gone",
            verdict: "gone",
            told: "`2016.csv` of `profile-2016` is not where it was: `http://server/2016.csv` "
                + "answers with status 410"
        ),
        Trouble(
            behaviour: "missing",
            verdict: "gone",
            told: "`2016.csv` of `profile-2016` is not where it was: `http://server/2016.csv` "
                + "answers with status 404"
        ),
        Trouble(
            behaviour: "wrong-length:7",
            verdict: "unavailable",
            told: "`2016.csv` of `profile-2016` could not be fetched from `http://server/2016.csv`:"
        ),
        Trouble(
            behaviour: "500:99",
            verdict: "unavailable",
            told:
                "`2016.csv` of `profile-2016` could not be fetched from `http://server/2016.csv`: "
                + "the server answered with status 500 (3 attempts)"
        ),
        Trouble(
            behaviour: "redirect-loop",
            verdict: "unavailable",
            told: "`2016.csv` of `profile-2016` could not be fetched from `http://server/2016.csv`:"
        ),
        Trouble(
            behaviour: "redirect:http://localhost:9/2016.csv",
            verdict: "unavailable",
            told: "`2016.csv` of `profile-2016` could not be fetched from `http://server/2016.csv`:"
        ),
        Trouble(
            behaviour: "endless",
            fetch: ["size-limit: 2 MB"],
            verdict: "unavailable",
            told: "`2016.csv` of `profile-2016` could not be fetched from `http://server/2016.csv`:"
        ),
        Trouble(
            behaviour: "trickle:20",
            fetch: ["timeout: 1s", "minimum-speed: 1 MB"],
            verdict: "unavailable",
            told: "`2016.csv` of `profile-2016` could not be fetched from `http://server/2016.csv`:"
        ),
    ]

    @Test(arguments: troubles)
    func `nothing is published from what looks wrong, and what stands stays`(
        _ trouble: Trouble
    ) throws {
        let upstream = try UpstreamProject(fetch: trouble.fetch)
        _ = try upstream.run()
        let published = try upstream.project.read("data-clean/small/latest/SHA256SUMS")
        try upstream.serve(upstream.content, behaviour: trouble.behaviour, etag: "\"v2\"")
        let result = try upstream.run(status: 69)
        #expect(upstream.plain(result.talk).contains(trouble.told), "\(result.talk)")
        #expect(
            upstream.plain(result.talk).contains(
                "`fallback: last-good` in the pipeline goes on with the last good file"
            )
        )
        #expect(try upstream.verdicts == ["new", trouble.verdict])
        #expect(try upstream.project.read("data-clean/small/latest/SHA256SUMS") == published)
        // The next good answer ends it.
        try upstream.serve(upstream.content, etag: "\"v3\"")
        let good = try upstream.run()
        #expect(good.output == "small is up to date: version 1 stands\n")
        #expect(try upstream.verdicts == ["new", trouble.verdict, "same"])
    }

    @Test(arguments: troubles)
    func `where the pipeline allows it, a run goes on with the last good file and says so`(
        _ trouble: Trouble
    ) throws {
        let upstream = try UpstreamProject(fetch: trouble.fetch, fallback: .lastGood)
        _ = try upstream.run()
        try upstream.serve(upstream.content, behaviour: trouble.behaviour, etag: "\"v2\"")
        // Something else changes, so that there is a version to say it in.
        try upstream.project.edit("config/places/town.yaml", "en: town", "en: Townsville")
        let result = try upstream.run()
        let told = upstream.plain(result.talk)
        #expect(told.contains("warning: fetch/profile-2016/north: \(trouble.told)"), "\(told)")
        #expect(told.contains("; the last good file is used (DIGEST)"), "\(told)")
        let readme = upstream.plain(try upstream.project.read("data-clean/small/latest/README.md"))
        let words = [
            "suspicious": "looks wrong", "gone": "is gone", "unavailable": "could not be fetched",
        ]
        #expect(
            readme.contains(
                """
                ## Files that are not the newest

                - `2016.csv` (source `profile-2016`): the file that the publisher has now \
                \(words[trouble.verdict] ?? ""); the last good one, `DIGEST`, was used.

                """
            )
        )
        #expect(upstream.project.exists("data-clean/small/versions/2"))
    }

    @Test(arguments: troubles)
    func `a file that never came is not at hand, and the others are published`(
        _ trouble: Trouble
    ) throws {
        let upstream = try UpstreamProject(fetch: trouble.fetch, fallback: .lastGood)
        try upstream.serve(upstream.content, behaviour: trouble.behaviour)
        let result = try upstream.run(status: 69)
        #expect(upstream.plain(result.talk).contains(trouble.told), "\(result.talk)")
        #expect(result.talk.contains("there is no earlier one"))
        let project = upstream.project
        #expect(project.exists("data-clean/small/latest/observations/census-2021.csv"))
        #expect(!project.exists("data-clean/small/latest/observations/census-2016.csv"))
    }

    // MARK: - Files that lost something

    /// The file of 2016 with further geographies, so that there are rows to lose.
    private func longer(_ upstream: UpstreamProject) -> String {
        upstream.content
            + (1...9).map { number in
                TestProject.block2016(
                    "610603\(number)",
                    "Place \(number)",
                    ["100,...,...", "100,50,50", "20,10,10", "30000,...,...", "0,0,0"]
                )
            }
            .joined()
    }

    @Test func `a file with a tenth fewer rows is suspicious, and kept apart`() throws {
        let upstream = try UpstreamProject()
        let longer = longer(upstream)
        try upstream.serve(longer)
        _ = try upstream.run()
        let shorter = longer.split(separator: "\r\n").dropLast(10).joined(separator: "\r\n")
        try upstream.serve(shorter + "\r\n", etag: "\"v2\"")
        let result = try upstream.run(status: 69)
        #expect(
            result.talk.contains(
                """
                error[fetch.suspicious]: `2016.csv` of `profile-2016` looks wrong:
                  - 45 rows, 18.1 % fewer than the 55 of the last good file; 10 % and more are \
                suspicious
                  - column `GEO_NAME` lacks 2 of the 11 labels of the last good file: `Place 8` \
                and `Place 9`
                hint: its bytes are kept, and not used: `data-raw/quarantine/sha256/
                """
            )
        )
        let note = try #require(try upstream.notes.last)
        #expect(note.verdict == .suspicious)
        let digest = try #require(note.sha256)
        let store = SnapshotStore(
            root: upstream.project.path("data-raw"),
            files: FileLayer()
        )
        #expect(!store.hasObject(digest))
        #expect(store.bytes(digest) == store.quarantined(digest))
    }

    @Test func `a person may accept what was quarantined, and reject what was taken`() throws {
        let upstream = try UpstreamProject()
        let longer = longer(upstream)
        try upstream.serve(longer)
        _ = try upstream.run()
        let shorter = longer.split(separator: "\r\n").dropLast(10).joined(separator: "\r\n")
        try upstream.serve(shorter + "\r\n", etag: "\"v2\"")
        _ = try upstream.run(status: 69)
        let digest = try #require(try upstream.notes.last?.sha256?.prefix(12))
        let part = "profile-2016/north"
        let because = ["--reason", "two hamlets were dissolved"]
        _ = try lip(upstream.project, ["snapshots", "accept", part, String(digest)] + because)
        let revise = ["--revise", "census-2016"] + because
        _ = try upstream.run(revise)
        #expect(try upstream.verdicts == ["new", "suspicious", "accepted"])
        _ = try lip(upstream.project, ["snapshots", "reject", part, String(digest)] + because)
        let rejected = try upstream.run(status: 69)
        #expect(rejected.talk.contains("looks wrong: a person rejected these bytes before"))
        #expect(try upstream.verdicts.prefix(4) == ["new", "suspicious", "accepted", "rejected"])
        let listed = try lip(upstream.project, ["snapshots", part])
        #expect(listed.output.contains("because: two hamlets were dissolved"))
    }
}
