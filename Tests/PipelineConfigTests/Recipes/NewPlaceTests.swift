// size: whole files are compared
import Foundation
import IndicatorModel
import PipelineConfig
import TestSupport
import Testing

/// Places made from what a steward says.
@Suite struct NewPlaceTests {
    private static func place(
        _ members: [String],
        source: String = "",
        parent: PlaceID? = nil,
        id: PlaceID = PlaceID(known: "area")
    ) throws -> NewPlace {
        NewPlace(
            id: id,
            kind: .lip,
            status: .candidate,
            collection: "north",
            parent: parent,
            name: BilingualText(en: "Area", fr: "Région: nord"),
            source: source,
            members: try members.map(MemberQuestion.init)
        )
    }

    private static func refuse(
        _ question: MemberQuestion,
        _ period: Period,
        _ candidates: [GazetteerEntry]
    ) throws -> GazetteerEntry {
        throw Diagnostic("test.asked", candidates.map(\.told).joined(separator: "; "))
    }

    /// What the steward is told in place of a file.
    private static func told(_ place: NewPlace, _ project: TestProject) -> String {
        do {
            let (_, notes) = try place.draft(project.load().0, choose: refuse)
            return notes.joined(separator: "\n")
        } catch {
            return (error as? Diagnostic)?.rendered ?? "\(error)"
        }
    }

    @Test func `a place has the codes of each census, and a reason where there is no list`() throws
    {
        let project = try SmallCensus.project()
        let place = try Self.place(["CSD Town", "CSD hamlet"], source: "a page")
        let (draft, notes) = try place.draft(project.load().0, choose: Self.refuse)
        #expect(
            draft.text == """
                # yaml-language-server: $schema=../../docs/reference/schemas/place.schema.json
                # Area
                # Candidate: no source was given that confirms that it exists, so it is not published.
                # If you can confirm it, write where in the "source" of each year, and set status: confirmed.
                # Members come from config/geographies. The status of each recipe says how well its
                # source supports it: verified (read there), derived (by a rule that is named), inferred.
                # A part without a known code goes under "unresolved" with level, name and reason; never put a
                # larger area in its place. A year that is not defined says why: write its recipe when you know.
                id: area
                kind: lip
                status: candidate
                collection: north
                names:
                  # Oldest first; write `from: "2019-04"` beside a name that came later.
                  - en: Area
                    fr: "Région: nord"
                recipes:
                  "2006":
                    not-defined: "there is no list of the census of 2006 in config/geographies to look codes up in"
                  "2016":
                    status: verified
                    source: "a page; codes: config/geographies/2016.csv"
                    members:
                      - { level: CSD, code: "6106023", name: Town }
                      - { level: CSD, code: "6106022", name: Hamlet }
                  "2021":
                    status: verified
                    source: "a page; codes: config/geographies/2021.csv"
                    members:
                      - { level: CSD, code: "6106023", name: Town }
                      - { level: CSD, code: "6106022", name: Hamlet }

                """
        )
        #expect(notes.count == 1)
        try project.write(draft.path, draft.text)
        #expect(project.told == "")
    }

    @Test func `a census without a member is left undefined, and others that have it are named`()
        throws
    {
        let project = try SmallCensus.project()
        let notes = Self.told(try Self.place(["CSD Town", "CSD Old"]), project)
        #expect(
            notes == """
                2006 is not defined: there is no list of the census of 2006 in config/geographies to \
                look codes up in
                2021 is not defined: the census of 2021 has no CSD Old; that of 2016 has CSD 6106024 \
                Old, VL (200 people); its land is in CSD 6106023 Town, CY (20,500 people)
                """
        )
    }

    @Test func `members of one census stand for that census alone`() throws {
        let project = try SmallCensus.project()
        let place = try Self.place([
            "CSD Town", "2016:CSD Town", "2016:CSD 6106024", "2006:CSD 6106009",
        ])
        let (draft, _) = try place.draft(project.load().0, choose: Self.refuse)
        let members = draft.recipes.mapValues { recipe -> [String] in
            if case .members(let recipe) = recipe {
                recipe.members.map { "\($0.geography)" }
            } else {
                []
            }
        }
        let expected = [
            "2006": ["CSD 6106009"], "2016": ["CSD 6106023", "CSD 6106024"],
            "2021": ["CSD 6106023"],
        ]
        #expect(
            Dictionary(uniqueKeysWithValues: members.map { ($0.key.name, $0.value) }) == expected
        )
    }

    @Test func `codes of 2011 go back to 2006 where none was revised`() throws {
        let list = "level,code,name\nCSD,4806021,Airdrie\nCSD,5915004,Surrey\n"
        var files = Dictionary(
            uniqueKeysWithValues: ["2011", "2016", "2021"].map {
                ("config/geographies/\($0).csv", list)
            }
        )
        for name in ["town", "village", "both", "territory", "hamlet"] {
            files["config/places/\(name).yaml"] =
                SmallCensus.place(name, ["CSD 4806021"], ["CSD 4806021"])
                + "  \"2006\":\n    not-defined: none\n"
        }
        let project = try TestProject(files)
        func recipe(_ member: String) throws -> String {
            let (draft, _) = try Self.place([member], source: "a page")
                .draft(project.load().0, choose: Self.refuse)
            let text = draft.text
            let start = try #require(text.range(of: "  \"2006\":\n"))
            let end = try #require(text.range(of: "  \"2016\":\n"))
            return String(text[start.upperBound..<end.lowerBound])
        }
        #expect(
            try recipe("CSD Airdrie") == """
                    status: derived
                    source: "a page; codes: SGC 2011 carried back, no code revision in the province from 2006 to 2011 (SGC 2011, table G)"
                    members:
                      - { level: CSD, code: "4806021", name: Airdrie }

                """
        )
        #expect(try recipe("CSD Surrey").hasPrefix("    not-defined: "))
    }

    @Test func `the name of several geographies is asked for, once`() throws {
        var files = SmallCensus.lists
        for (name, text) in files where name.hasPrefix("config/geographies") {
            files[name] = text + "CSD,6206001,,Town,Town,HAM,,1,70\n"
        }
        let project = try TestProject(files)
        var asked: [String] = []
        let place = try Self.place(["CSD Town"])
        let (draft, _) = try place.draft(project.load().0) { question, period, candidates in
            asked.append("\(period): " + candidates.map(\.told).joined(separator: "; "))
            return candidates[1]
        }
        #expect(
            asked == [
                "2021: CSD 6106023 Town, CY (20,500 people); CSD 6206001 Town, HAM (70 people)"
            ]
        )
        #expect(draft.text.split(separator: "\n").filter { $0.contains("6206001") }.count == 2)
        // A parent in one province leaves the other out.
        let north = try Self.place(["CSD Town"], parent: PlaceID(known: "territory"))
        #expect(
            try north.draft(project.load().0, choose: Self.refuse).draft.text.contains("6106023")
        )
    }

    @Test(arguments: [
        (
            ["CSD Twon"],
            """
            error[config.unknown-code]: no census has `CSD Twon`
            hint: the census of 2021 has no CSD Twon; did you mean Town?
            """
        ),
        (
            ["CSD 6106099"],
            """
            error[config.unknown-code]: no census has `CSD 6106099`
            hint: the census of 2021 has no CSD 6106099
            """
        ),
        (
            [],
            """
            error[usage.no-members]: the place has no member
            hint: give what it is made of, as `--member "CSD Airdrie"`
            """
        ),
    ])
    func `members that no census has are told`(_ members: [String], _ told: String) throws {
        let project = try SmallCensus.project()
        #expect(Self.told(try Self.place(members), project) == told)
    }

    @Test func `an id that is taken and a parent that is not there are told`() throws {
        let project = try SmallCensus.project()
        let taken = try Self.place(["CSD Town"], id: PlaceID(known: "town"))
        #expect(
            Self.told(taken, project) == """
                error[config.duplicate-id]: there is a place `town` already
                hint: change config/places/town.yaml, or give the new place another id
                """
        )
        let orphan = try Self.place(["CSD Town"], parent: PlaceID(known: "teritory"))
        #expect(
            Self.told(orphan, project) == """
                error[config.unknown-place]: there is no place `teritory`
                hint: did you mean `territory`?
                """
        )
    }

    @Test(arguments: ["Airdrie", "CSD", "XYZ 1234567", "PLACE airdrie", "2016:", "2016:CSD"])
    func `what is no member is told`(_ text: String) {
        let error = #expect(throws: Diagnostic.self) { try MemberQuestion(text) }
        #expect(error?.message == "`\(text)` is not a member")
    }

    @Test(arguments: [
        ("CSD Airdrie", "CSD Airdrie", nil), ("csd  4801008", "CSD 4801008", nil),
        ("CA Brooks", "CMA Brooks", nil), ("2016:DPL Lac des Arcs", "DPL Lac des Arcs", "2016"),
        ("CSD Division No. 1: A", "CSD Division No. 1: A", nil),
    ])
    func `a member is read with its level and census`(
        _ text: String,
        _ told: String,
        _ year: String?
    ) throws {
        let question = try MemberQuestion(text)
        #expect(question.description == told)
        #expect(question.period?.name == year)
    }
}
