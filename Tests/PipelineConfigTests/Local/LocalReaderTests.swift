// size: texts are compared as they are shown
import IndicatorModel
import PipelineConfig
import TestSupport
import Testing

@Suite struct LocalReaderTests {
    @Test func `a whole folder is read without complaint`() throws {
        let (local, told) = LocalFolder.read(try LocalFolder.project())
        #expect(told == "")
        #expect(local.indicators.map(\.id.name) == ["clients", "plans"])
        #expect(local.observations.map(\.value) == [40, 25, 15, 45.5])
        #expect(local.observations.map(\.key.category.name) == ["total", "women", "men", "total"])
        #expect(local.survey.map(\.mean) == [4, 4, 4, nil, nil])
        #expect(local.survey.map(\.responses) == [3, 3, 3, nil, nil])
        #expect(local.profiles.map(\.name) == ["Amina"])
        let english = local.profiles[0].texts["en"] ?? []
        #expect(
            String(decoding: english, as: UTF8.self)
                == "She came *here*, see [a page](https://example.org).\n"
        )
        #expect(local.ended.isEmpty)
        #expect(
            local.links.map(\.target) == [
                .document("sheet.pdf", Array("%PDF-1.4\nsynthetic\n".utf8)),
                .url("https://example.org/a?b=c"),
            ]
        )
    }

    @Test func `a spreadsheet of a French Excel is read as it declares itself`() throws {
        let project = try LocalFolder.project()
        try project.write(
            "local/town/csv.yaml",
            "delimiter: semicolon\ndecimal: comma\nencoding: windows-1252\n"
        )
        try project.remove("local/town/survey/2022-23.csv")
        let table = "period;indicator;category;value;note;;\r\n2023-24;plans;;45,5;\"moiti"
        try project.write(
            "local/town/indicators.csv",
            bytes: Array(table.utf8) + [0xE9] + Array("; environ\";;\r\n;;;;;;\r\n".utf8)
        )
        let (local, told) = LocalFolder.read(project)
        #expect(told == "")
        #expect(local.observations.map(\.value) == [45.5])
        #expect(local.observations.map(\.note) == ["moitié; environ"])
        #expect(local.observations.map(\.key.period.name) == ["2023-24"])
    }

    @Test func `a byte order mark, blanks and blank cells are what Excel writes`() throws {
        let project = try LocalFolder.project()
        try project.write(
            "local/town/indicators.csv",
            "\u{FEFF}period, indicator ,value\r\n2023 ,clients, 12\u{A0}\r\n2022,clients,\r\n"
        )
        let (local, told) = LocalFolder.read(project)
        #expect(told == "")
        #expect(local.observations.map(\.value) == [12, nil])
        #expect(local.observations.map(\.state) == [.observed, .notAvailable])
    }

    @Test func `small counts are withheld when they are read`() throws {
        let project = try LocalFolder.project()
        try project.edit("local/town/indicators.csv", "men,15", "men,7")
        let (local, told) = LocalFolder.read(project)
        #expect(told == "")
        #expect(local.observations.map(\.value) == [40, nil, nil, 45.5])
        #expect(
            local.observations.map(\.state) == [.observed, .suppressed, .suppressed, .observed]
        )
    }

    // MARK: - Consent

    @Test func `a profile is shown on the last day of consent, and not on the next`() throws {
        let project = try LocalFolder.project()
        let (last, silence) = LocalFolder.read(project, today: "2028-03-01")
        #expect(last.profiles.count == 1)
        #expect(silence == "")
        let (local, told) = LocalFolder.read(project, today: "2028-03-02")
        #expect(local.profiles.isEmpty)
        #expect(local.ended.map(\.date.description) == ["2028-03-01"])
        #expect(
            told == """
                warning[local.consent-over]: consent ended on 2028-03-01: the profile is left out
                 --> local/town/profiles/amina.md:1:1
                hint: ask the person again, or write `withdrawn:` with the day
                """
        )
    }

    @Test func `of a profile that is withdrawn nothing else has to stand there`() throws {
        let project = try LocalFolder.project()
        try project.write("local/town/profiles/amina.md", "---\nwithdrawn: 2026-11-20\n---\n")
        let (local, told) = LocalFolder.read(project)
        #expect(told == "")
        #expect(local.profiles.isEmpty)
        let profile = try #require(LocalItemID("amina"))
        let date = try #require(CalendarDay("2026-11-20"))
        #expect(local.ended == [EndedConsent(profile: profile, date: date, isWithdrawn: true)])
    }

    // MARK: - The text

    @Test(arguments: [
        ("A <b>bold</b> word.", ["html", "html"]), ("<!-- hidden -->", ["html"]),
        ("<script src=x>", ["html"]), ("<?php", ["html"]), ("a < b and 3 <4", []),
        ("`<code>` too", ["html"]), ("<https://example.org>", []),
        ("<mailto:a@example.org>", []), ("[a](https://example.org \"t\")", []),
        ("[a](mailto:a@example.org)", []), ("[a](javascript:alert(1))", ["bad-link"]),
        ("[a](java&#115;cript:alert(1))", ["bad-link"]), ("[a](http://example.org)", ["bad-link"]),
        ("[a]( <https://example.org> )", []), ("[a](/etc/passwd)", ["bad-link"]),
        ("[a]: javascript:alert(1)", ["bad-link"]), ("[a]: https://example.org", []),
        ("![a](https://example.org/a.png)", ["image-in-text"]), ("Hello! [a] b", []),
    ])
    func `HTML, strange links and images are refused in a text`(
        _ line: String,
        _ codes: [String]
    ) throws {
        let project = try LocalFolder.project()
        try project.edit("local/town/profiles/amina.md", "Elle est venue ici.", line)
        let told = LocalFolder.read(project).told
        let found = told.split(separator: "\n").compactMap { text -> String? in
            guard text.hasPrefix("error[local.") else { return nil }
            return String(text.dropFirst("error[local.".count).prefix { $0 != "]" })
        }
        // The same mistake at another place of the line is another mistake.
        #expect(found == codes, "\(told)")
    }

    @Test func `a profile may be in one language`() throws {
        let project = try LocalFolder.project()
        try project.edit("local/town/profiles/amina.md", "# Français\n\nElle est venue ici.\n", "")
        let (local, told) = LocalFolder.read(project)
        #expect(told == "")
        #expect(local.profiles.first?.texts.keys.sorted() == ["en"])
    }

    @Test func `an image is too large, and a document too`() throws {
        let project = try LocalFolder.project()
        try project.edit(
            "local/town/profiles/amina.md",
            "consent: 2026",
            "image: amina.png\nalt: { en: She, fr: Elle }\nconsent: 2026"
        )
        let pixel: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        try project.write(
            "local/town/profiles/amina.png",
            bytes: pixel + Array(repeating: 0, count: 2_000_000)
        )
        try project.write(
            "local/town/documents/sheet.pdf",
            bytes: Array("%PDF-".utf8) + Array(repeating: 0, count: 10_000_000)
        )
        #expect(
            LocalFolder.read(project).told == """
                error[local.too-large]: `local/town/profiles/amina.png` has 2,000,008 bytes, more than 2 MB
                 --> local/town/profiles/amina.md:4:8
                  |
                4 | image: amina.png
                  |        ^^^^^^^^^
                hint: save it smaller

                error[local.too-large]: `local/town/documents/sheet.pdf` has 10,000,005 bytes, more than 10 MB
                 --> local/town/links.yaml:5:11
                  |
                5 |     file: sheet.pdf
                  |           ^^^^^^^^^
                hint: save it smaller
                """
        )
    }
}
