// size: texts are compared as they are shown
import DataStore
import IndicatorModel
import PipelineEngine
import PipelineStages
import TestSupport
import Testing

/// Checks of a pipeline: what they say when they fail, and what a version says of them.
@Suite struct CheckRunTests {
    /// A mistake in the data or in the project that one kind of check finds.
    struct Injected: CustomTestStringConvertible, Sendable {
        let name: String
        let file: String
        let old: String
        let new: String

        var testDescription: String { name }
    }

    static let injected = [
        Injected(
            name: "parts-and-total",
            file: "raw/2016.csv",
            old: "16530,8265,8270",
            new: "17530,8765,8770"
        ),
        Injected(
            name: "men-and-women",
            file: "raw/2016.csv",
            old: "19400,9700,9700",
            new: "19400,9700,9725"
        ),
        Injected(
            name: "place-and-parent",
            file: "config/places/town.yaml",
            old: "parent: territory",
            new: "parent: village"
        ),
        Injected(name: "range", file: "raw/2016.csv", old: "7.5,8,7", new: "101,8,7"),
        Injected(
            name: "published-and-sum",
            file: "raw/areas.csv",
            old: "3,total,1405,",
            new: "3,total,1505,"
        ),
        Injected(
            name: "coverage",
            file: "config/checks/all.yaml",
            old: "severity: warning",
            new: "severity: error"
        ),
        Injected(
            name: "contradiction",
            file: "raw/2016.csv",
            old: "2870,1435,1430",
            new: "19500,1435,1430"
        ),
    ]

    @Test(arguments: injected)
    func `a failed check ends the run with 65, its rows and what to do; nothing is published`(
        _ injected: Injected
    ) throws {
        let project = try CheckedProject.make([(injected.file, injected.old, injected.new)])
        let error = #expect(throws: StepsFailed.self) { try project.run() }
        let failed = try #require(error)
        #expect(failed.failures.map(\.id.description) == ["validate/all"])
        #expect(failed.blocked.map(\.description) == ["publish/small"])
        #expect(ExitStatus(failed) == .dataFailed)
        #expect(!project.exists("data-clean/small/latest"))
        let text = errorTexts(failed).joined(separator: "\n\n") + "\n"
        try expectGolden(text, "check-\(injected.name).txt")
    }

    @Test func `what passes says how many rows it looked at`() throws {
        let project = try CheckedProject.make()
        _ = try project.run()
        try expectGolden(
            try project.read("data-clean/small/latest/checks.csv"),
            "checks-table.txt"
        )
    }

    @Test func `a version says in both languages what was out of the ordinary`() throws {
        let project = try CheckedProject.make([
            (
                "config/checks/all.yaml", "    at-least: 0.9\n",
                """
                    at-least: 0.9
                    except:
                      - place: both
                        indicator: immigrant-status
                        date: "2026-11-24"
                        reason: { en: "The village is too small.", fr: "Le village est trop petit." }

                """
            )
        ])
        _ = try project.run()
        let texts = try ["README.md", "README.fr.md"].map { name in
            try project.read("data-clean/small/latest/\(name)")
        }
        try expectGolden(texts.joined(separator: "\n----\n"), "checks-readme.txt")
    }

    @Test func `an exception lets a row pass, and only that row`() throws {
        let except = """
                except:
                  - place: town
                    category: total
                    date: "2026-11-24"
                    reason: { en: "Printed so.", fr: "Imprimé ainsi." }
              - id: genders
            """
        let edits = [
            ("raw/2016.csv", "16530,8265,8270", "17530,8765,8770"),
            ("config/checks/all.yaml", "  - id: genders", except),
        ]
        let project = try CheckedProject.make(edits)
        try project.edit(
            "config/checks/all.yaml",
            "within: rounding\n    except",
            "scope: { places: [town] }\n    within: rounding\n    except"
        )
        _ = try project.run()
        let row = try project.published("checks", "parts,").first
        #expect(
            row == "parts,census-2016,parts-and-total,error,Parts add up,"
                + "Les parties s’additionnent,within rounding,à l’arrondi près,3,0,3,3,0,0,,"
        )
    }

    @Test func `an exception that is not needed any more is a warning`() throws {
        let except = """
                except:
                  - place: town
                    period: "2016"
                    date: "2026-11-24"
                    reason: { en: "Printed so.", fr: "Imprimé ainsi." }
              - id: genders
            """
        let project = try CheckedProject.make([
            ("config/checks/all.yaml", "  - id: genders", except)
        ])
        _ = try project.run()
        let row = try project.published("checks", "exceptions,").first
        #expect(
            row == "exceptions,all,exceptions,warning,Every exception of a check is still needed,"
                + "Chaque exception à une vérification est encore nécessaire,none without use,"
                + "aucune sans objet,1,1,0,0,0,0,,"
        )
        let note =
            "  - the exception of `parts` for town,2016, declared on 2026-11-24, is not needed any "
            + "more (config/checks/all.yaml:8)\n"
        #expect(try project.read("data-clean/small/latest/README.md").contains(note))
    }

    @Test func `places that share geography are not counted twice below their parent`() throws {
        let project = try CheckedProject.make([
            ("config/places/both.yaml", "collection: north", "collection: north\nparent: territory")
        ])
        _ = try project.run()
        let row = try project.published("checks", "parents,").first
        let expected =
            ",1,0,0,0,0,2,2: a place shares geography with another below the same place,2 : un lieu "
            + "partage un territoire avec un autre du même lieu supérieur"
        #expect(row?.hasSuffix(expected) == true, "\(row ?? "")")
    }

    @Test func `errors are told before warnings, all of them at once`() throws {
        let project = try CheckedProject.make([
            ("raw/2016.csv", "16530,8265,8270", "17530,8765,8770"),
            ("raw/2016.csv", "7.5,8,7", "101,8,7"),
        ])
        let told = project.failure().split(separator: "\n").filter { $0.contains("[validate.") }
            .map { $0.prefix { $0 != ":" } }
        #expect(
            told == [
                "error[validate.parts-and-total]", "error[validate.range]",
                "warning[validate.coverage]",
            ]
        )
    }

    @Test func `other checks run checks again, and nothing before them`() throws {
        let project = try CheckedProject.make()
        _ = try project.run()
        try project.edit("config/checks/all.yaml", "at-least: 0.9", "at-least: 0.4")
        let again = try project.run()
        // validate/census-2016, validate/all and publish/small.
        #expect(again.run.ran == 3)
        #expect(again.publishing?.version == 2)
        let row = try project.published("checks", "members,").first
        #expect(row?.contains(",at least 0.4 of the members,") == true)
    }

    @Test func `another title changes what is published, and no result`() throws {
        let project = try CheckedProject.make()
        _ = try project.run()
        try project.edit("config/checks/all.yaml", "Members have figures", "Members are whole")
        let again = try project.run()
        #expect(again.run.ran == 1)
        #expect(try project.read("data-clean/small/latest/README.md").contains("Members are whole"))
    }

    @Test func `a run of one period holds changes against what was published of the others`()
        throws
    {
        let jump = """
            checks:
              - id: jumps
                kind: jump
                severity: error
                title: { en: "Places change alike", fr: "Les lieux changent pareillement" }
                scope: { indicators: [population] }
                times-iqr: 3
                places-at-least: 4
                least-change: 0.2

            """
        let project = try TestProject(["config/checks/all.yaml": jump])
        for name in ["a", "b", "c"] {
            try project.write(
                "config/places/\(name).yaml",
                TestProject.place(name, "lip", ["CSD 6106021"])
            )
        }
        _ = try project.run()
        let row = try project.published("checks", "jumps,").first
        #expect(row?.hasSuffix(",14,0,0,0,0,0,,") == true, "\(row ?? "")")
        let period = Period("2021")
        let outcome = try project.run {
            $0.period = period
            $0.forces = true
        }
        #expect(outcome.publishing?.version == 1)
        // Alone, with nothing published, it says that it was not made.
        let alone = try TestProject(["config/checks/all.yaml": jump])
        _ = try alone.run { $0.period = period }
        let none = try alone.published("checks", "jumps,").first
        #expect(
            none?.hasSuffix(
                ",0,0,0,0,0,1,1: no two years of the indicator compare or are at hand,"
                    + "1 : l’indicateur n’a pas deux années comparables ou disponibles"
            ) == true,
            "\(none ?? "")"
        )
    }
}
