import Foundation
import TestSupport
import Testing

/// A small project that was published once, for tests that only read it.
private enum Published {
    static let project = Result { try publishedProject() }
}

/// The arguments that name an observation.
private func observation(_ words: String) -> [String] {
    let names = ["--place", "--period", "--indicator", "--category", "--gender"]
    return zip(names, words.split(separator: " ").map(String.init)).flatMap { [$0, $1] }
}

@Suite struct TraceTests {
    static let explained = [
        ("trace-sum", "both 2016 immigrant-status immigrant"),
        ("trace-share", "both 2021 immigrant-share immigrant"),
        ("trace-share-partial", "both 2016 immigrant-share immigrant"),
        ("trace-published", "town 2016 median-income"),
        ("trace-suppressed", "village 2016 immigrant-status immigrant"),
        ("trace-not-additive", "both 2021 median-income"),
        ("trace-components", "territory 2021 immigrant-status immigrant men"),
        ("trace-not-applicable", "town 2021 low-income"),
    ]

    @Test(arguments: explained)
    func `an observation is explained down to what is printed on its lines`(
        _ name: String,
        _ words: String
    ) throws {
        let project = try Published.project.get()
        let result = try lip(project, ["trace", "small"] + observation(words))
        #expect(result.talk == "")
        try expectGolden(result.output, "\(name).txt")
    }

    @Test func `parts of members, differences and averages are explained too`() throws {
        let project = try TestProject()
        try project.edit(
            "config/places/both.yaml",
            "code: \"6106021\", name: both",
            "code: \"6106021\", name: both, weight: 0.5"
        )
        let indicators = "config/indicators/immigration.yaml"
        try project.edit(
            indicators,
            "kind: median",
            "kind: average\n    weighted-by: immigrant-status/total"
        )
        try project.edit(
            indicators,
            "immigrant: { id: \"3\", label: \"Immigrants\" }",
            """
            immigrant:
                        sum: [{ id: "2", label: "Total - Immigrant status" }]
                        minus: [{ id: "3", label: "Immigrants" }]
            """
        )
        _ = try lip(project, ["run", "small"])
        for (name, words) in [
            ("trace-weighted", "both 2021 immigrant-status immigrant"),
            ("trace-average", "both 2021 median-income"),
        ] {
            let result = try lip(project, ["trace", "small"] + observation(words))
            try expectGolden(result.output, "\(name).txt")
        }
        let all = try lip(project, ["trace", "small", "--all-observations"])
        #expect(
            all.output == """
                census-2006: 40 observations, all as published when computed again
                census-2016: 40 observations, all as published when computed again
                census-2021: 40 observations, all as published when computed again

                """
        )
    }

    @Test func `a program reads the same as JSON`() throws {
        let project = try Published.project.get()
        let words = observation("both 2016 immigrant-status immigrant")
        let result = try lip(project, ["trace", "small", "--json"] + words)
        try expectGolden(result.output, "trace.json")
    }

    static let mistakes = [
        (
            "bot 2016 population",
            "error[config.unknown-place]: version 1 of `small` has no place `bot`\n"
                + "hint: did you mean `both`?\n"
        ),
        (
            "both 2011 population",
            "error[config.unknown-period]: version 1 of `small` has no period `2011`\n"
                + "hint: did you mean `2016`?\n"
        ),
        (
            "both 2016 popluation",
            "error[config.unknown-indicator]: version 1 of `small` has no indicator `popluation`\n"
                + "hint: did you mean `population`?\n"
        ),
        (
            "both 2016 immigrant-status imigrant",
            "error[config.unknown-category]: version 1 of `small` has no category `imigrant` of "
                + "indicator `immigrant-status`\nhint: did you mean `immigrant`?\n"
        ),
        (
            "both 2016 immigrant-share",
            "error[config.unknown-category]: version 1 of `small` has no category `total` of "
                + "indicator `immigrant-share`\nhint: it has `immigrant`\n"
        ),
        (
            "both 2016 population total woman",
            "error[config.unknown-gender]: version 1 of `small` has no gender `woman`\n"
                + "hint: did you mean `women`?\n"
        ),
    ]

    @Test(arguments: mistakes)
    func `a word that the version does not have is told with what was meant`(
        _ words: String,
        _ talk: String
    ) throws {
        let project = try Published.project.get()
        let result = try lip(project, ["trace", "small"] + observation(words), status: 78)
        #expect(result.output == "")
        #expect(result.talk == talk)
    }

    @Test func `what was not published is said to be so`() throws {
        let project = try Published.project.get()
        let words = observation("both 2016 population total women")
        let result = try lip(project, ["trace", "small"] + words, status: 65)
        #expect(
            result.talk == """
                error[trace.not-published]: version 1 of `small` has no row \
                `both,2016,population,total,total,women`
                hint: men and women have rows where a source at hand prints them; categories and \
                groups have one for `total`

                """
        )
    }

    @Test func `a version that was not published is told`() throws {
        let project = try Published.project.get()
        let words = observation("both 2016 population") + ["--at", "7"]
        let result = try lip(project, ["trace", "small"] + words, status: 78)
        #expect(
            result.talk == """
                error[config.unknown-version]: `small` has no version 7
                hint: it has `1`

                """
        )
    }

    @Test func `an observation is named, or all of them are`() throws {
        let project = try Published.project.get()
        let none = try lip(project, ["trace", "small", "--place", "both"], status: 64)
        let first = none.talk.split(separator: "\n").first
        #expect(first == "Error: name an observation by --place, --indicator and --period")
        let both = try lip(
            project,
            ["trace", "small", "--all-observations", "--place", "both"],
            status: 64
        )
        let told = both.talk.split(separator: "\n").first
        #expect(told == "Error: --all-observations takes no observation")
    }
}

@Suite struct TraceCheckTests {
    static let rows = [
        ("both,2016,immigrant-status,immigrant,total,total,2870,", "2870,", "2875,", "`value`"),
        ("both,2016,immigrant-status,immigrant,total,total,2870,", "partial", "rounded", "`state`"),
        (
            "village,2016,immigrant-status,immigrant,total,total,,", "suppressed", "partial",
            "`state`"
        ),
    ]

    @Test(arguments: rows)
    func `a row that its source lines do not give is shown with what they give`(
        _ start: String,
        _ old: String,
        _ new: String,
        _ column: String
    ) throws {
        let project = try publishedProject()
        let row = try #require(project.published("observations/census-2016", start).first)
        let edited = row.replacing(old, with: new, maxReplacements: 1)
        try project.edit("data-clean/small/versions/1/observations/census-2016.csv", row, edited)
        let told = """
            error[trace.differs]: a published row of `census-2016` is not what its source lines \
            give: \(column)
              published  \(edited)
              computed   \(row)
            hint: `lip verify` says whether the version was edited; if it was not, the \
            configuration has changed since it was published

            """
        let place = String(start.prefix { $0 != "," })
        let words = observation("\(place) 2016 immigrant-status immigrant")
        let one = try lip(project, ["trace", "small"] + words, status: 65)
        #expect(one.output == "")
        #expect(one.talk == told)
        let all = try lip(project, ["trace", "small", "--all-observations"], status: 65)
        #expect(all.talk == told)
    }

    @Test func `bytes that are gone or that changed are named`() throws {
        let project = try publishedProject()
        let source = try #require(project.published("sources", "census-2016,").first)
        let digest = try #require(
            source.split(separator: ",").map(String.init).first { $0.count == 64 }
        )
        let object = "data-raw/objects/sha256/\(digest.prefix(2))/\(digest)"
        let words = observation("both 2016 population")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o644],
            ofItemAtPath: project.path(object)
        )
        try project.edit(object, "19569", "19560")
        let changed = try lip(project, ["trace", "small"] + words, status: 69)
        #expect(
            changed.talk == """
                error[trace.no-bytes]: the bytes of `2016.csv` (part `north` of source \
                `profile-2016`) have changed since they came
                hint: restore `\(object)` from a backup

                """
        )
        try project.remove(object)
        let gone = try lip(project, ["trace", "small"] + words, status: 69)
        #expect(
            gone.talk == """
                error[trace.no-bytes]: the bytes of `2016.csv` (part `north` of source \
                `profile-2016`) are not there: \(digest)
                hint: restore `\(object)` from a backup

                """
        )
    }

    static let hint = """
        hint: explain it with the configuration that the version was published with, or publish \
        a new version and trace that

        """
    static let verifyHint = "hint: `lip verify small` says whether the version was edited\n"

    static let changes = [
        (
            "config/indicators/immigration.yaml", "immigrant: { id: \"3\", label: \"Immigrants\" }",
            "immigrant: { id: \"2\", label: \"Total - Immigrant status\" }",
            "town 2016 immigrant-status immigrant",
            "town,2016,immigrant-status,immigrant,total,total was made of term profile-2016 north "
                + "3 total 9 CSD 6106023, and would be made of term profile-2016 north 2 total 8 "
                + "CSD 6106023 now\n" + hint + verifyHint
        ),
        (
            "config/places/both.yaml", "      - { level: CSD, code: \"6106021\", name: both }\n",
            "",
            "both 2021 population",
            "both,2021,population,total,total,total was made of term profile-2021 north 1 total "
                + "2;7 CSD 6106021; CSD 6106023, and would be made of term profile-2021 north 1 "
                + "total 7 CSD 6106023 now\n" + hint + verifyHint
        ),
        (
            "config/indicators/immigration.yaml", "kind: share", "kind: ratio",
            "town 2016 immigrant-share immigrant",
            "indicator `immigrant-share` was a share when the version was published, and is a "
                + "ratio now\n" + hint
        ),
        (
            "config/sources/profile-2016.yaml", "- id: north", "- id: south",
            "town 2016 population",
            "`census-2016` was made of part `north` of source `profile-2016`, which the "
                + "configuration does not read any more\n" + hint
        ),
    ]

    @Test(arguments: changes)
    func `a definition that changed since is told, and explains nothing`(
        _ file: String,
        _ old: String,
        _ new: String,
        _ words: String,
        _ told: String
    ) throws {
        let project = try publishedProject()
        try project.edit(file, old, new)
        let result = try lip(project, ["trace", "small"] + observation(words), status: 65)
        #expect(result.output == "")
        #expect(result.talk == "error[trace.other-definition]: \(told)")
    }

    @Test func `all observations of the starter dataset are computed again as published`() throws {
        let starter = try StarterRun.shared.get()
        let result = try CommandLineTool.run(
            [
                "trace", "starter", "--all-observations", "--data-raw",
                "\(starter.folder.path)/raw", "--data-clean", "\(starter.folder.path)/clean",
            ],
            patience: StarterRun.patience
        )
        #expect(result.status == 0)
        #expect(result.talk == "")
        var expected = ""
        for id in ["census-2006", "census-2016", "census-2021"] {
            let table = try String(
                contentsOfFile: "\(starter.version)/observations/\(id).csv",
                encoding: .utf8
            )
            // One line is the header.
            let count = table.split(separator: "\n").count - 1
            #expect(count > 5000)
            let number = count.formatted(.number.locale(Locale(identifier: "en_US")))
            expected += "\(id): \(number) observations, all as published when computed again\n"
        }
        #expect(result.output == expected)
    }

    @Test func `immigrants of the city of Calgary are explained from 1,594 areas`() throws {
        let starter = try StarterRun.shared.get()
        let result = try CommandLineTool.run([
            "trace", "starter", "--data-raw", "\(starter.folder.path)/raw", "--data-clean",
            "\(starter.folder.path)/clean", "--place", "calgary-city", "--period", "2016",
            "--indicator", "immigrant-status", "--category", "immigrant",
        ])
        #expect(result.status == 0)
        try expectGolden(result.output, "trace-calgary.txt")
    }
}
