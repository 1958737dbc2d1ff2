import IndicatorModel
import TestSupport
import Testing

@Suite struct CommandChecksTests {
    static let mistakes: [Mistake] = [
        .inSmall(
            "two commands with one id",
            """
            commands:
              - { id: a, program: [x], outputs: { o: local/a } }
              - { id: a, program: [x], outputs: { o: local/b } }
            """,
            isTold: """
                error[config.duplicate-id]: command `a` stands twice
                 --> pipelines/small.yaml:7:11
                  |
                7 |   - { id: a, program: [x], outputs: { o: local/b } }
                  |           ^
                """
        ),
        .inSmall(
            "a file that two commands write",
            """
            commands:
              - { id: a, program: [x], outputs: { o: local/a } }
              - { id: b, program: [x], outputs: { o: local/a } }
            """,
            isTold: """
                error[config.two-makers]: `local/a` is an output of `a` and of `b`
                 --> pipelines/small.yaml:7:42
                  |
                7 |   - { id: b, program: [x], outputs: { o: local/a } }
                  |                                          ^^^^^^^
                hint: let each command write files of its own
                """
        ),
        .inSmall(
            "a file that a command names twice",
            """
            commands:
              - { id: a, program: [x], outputs: { o: local/a, p: local/a } }
            """,
            isTold: """
                error[config.two-makers]: outputs `o` and `p` of `a` are one file
                 --> pipelines/small.yaml:6:54
                  |
                6 |   - { id: a, program: [x], outputs: { o: local/a, p: local/a } }
                  |                                                      ^^^^^^^
                """
        ),
        .inSmall(
            "an output that is an input",
            """
            commands:
              - { id: a, program: [x], inputs: { i: local/a }, outputs: { o: local/a } }
            """,
            isTold: """
                error[config.output-is-input]: output `o` of `a` is its input `i` too
                 --> pipelines/small.yaml:6:66
                  |
                6 |   - { id: a, program: [x], inputs: { i: local/a }, outputs: { o: local/a } }
                  |                                                                  ^^^^^^^
                hint: let it write another file: an input must not change
                """
        ),
        .inSmall(
            "a placeholder that is nearly a file",
            """
            commands:
              - { id: a, program: [x, "{inputs.answer}"], inputs: { answers: local/i }, \
            outputs: { o: local/a } }
            """,
            isTold: """
                error[config.unknown-placeholder]: unknown placeholder `inputs.answer`
                 --> pipelines/small.yaml:6:27
                  |
                6 |   - { id: a, program: [x, "{inputs.answer}"], inputs: { answers: local/i }, \
                outputs: { o: local/a } }
                  |                           ^^^^^^^^^^^^^^^^^
                hint: did you mean `inputs.answers`?
                """
        ),
        .inSmall(
            "a placeholder that is no file",
            """
            commands:
              - { id: a, program: [x, "--to={outputs.table}"], inputs: { answers: local/i }, \
            outputs: { o: local/a } }
            """,
            isTold: """
                error[config.unknown-placeholder]: unknown placeholder `outputs.table`
                 --> pipelines/small.yaml:6:27
                  |
                6 |   - { id: a, program: [x, "--to={outputs.table}"], inputs: { answers: local/i \
                }, outputs: { o: local/a } }
                  |                           ^^^^^^^^^^^^^^^^^^^^^^
                hint: known are `inputs.answers` and `outputs.o`
                """
        ),
        .inSmall(
            "a placeholder with a misspelt group",
            """
            commands:
              - { id: a, program: [x, "{output.o}"], outputs: { o: local/a } }
            """,
            isTold: """
                error[config.unknown-placeholder]: unknown placeholder `output.o`
                 --> pipelines/small.yaml:6:27
                  |
                6 |   - { id: a, program: [x, "{output.o}"], outputs: { o: local/a } }
                  |                           ^^^^^^^^^^^^
                hint: did you mean `outputs.o`?
                """
        ),
        .inSmall(
            "two commands that wait for each other",
            """
            commands:
              - { id: a, program: [x], inputs: { i: local/b }, outputs: { o: local/a } }
              - { id: b, program: [x], inputs: { i: local/a }, outputs: { o: local/b } }
            """,
            isTold: """
                error[config.command-cycle]: commands wait for each other: `a` -> `b` -> `a`
                 --> pipelines/small.yaml:6:11
                  |
                6 |   - { id: a, program: [x], inputs: { i: local/b }, outputs: { o: local/a } }
                  |           ^
                hint: let one of them read another file
                """
        ),
        .inSmall(
            "three commands that wait for each other, once for all",
            """
            commands:
              - { id: z, program: [x], inputs: { i: local/a }, outputs: { o: local/z } }
              - { id: b, program: [x], inputs: { i: local/a }, outputs: { o: local/b } }
              - { id: a, program: [x], inputs: { i: local/c }, outputs: { o: local/a } }
              - { id: c, program: [x], inputs: { i: local/b }, outputs: { o: local/c } }
            """,
            isTold: """
                error[config.command-cycle]: commands wait for each other: `b` -> `a` -> `c` -> \
                `b`
                 --> pipelines/small.yaml:7:11
                  |
                7 |   - { id: b, program: [x], inputs: { i: local/a }, outputs: { o: local/b } }
                  |           ^
                hint: let one of them read another file
                """
        ),
        .inSmall(
            "a command that feeds a source and reads what is published",
            """
            commands:
              - id: estimate
                program: [x]
                inputs: { figures: data-clean/small/latest/places.csv }
                outputs: { o: raw/2006.csv }
            """,
            isTold: """
                error[config.command-cycle]: commands wait for each other: `estimate` -> \
                publishing -> `estimate`
                 --> pipelines/small.yaml:6:9
                  |
                6 |   - id: estimate
                  |         ^^^^^^^^
                hint: a program that feeds a source cannot read what is published from it
                """
        ),
        .inSmall(
            "commands that do so between them",
            """
            commands:
              - { id: read, program: [x], inputs: { i: data-clean/small/latest/a.csv }, \
            outputs: { o: local/a } }
              - { id: feed, program: [x], inputs: { i: local/a }, outputs: { o: \
            raw/labels.csv } }
            """,
            isTold: """
                error[config.command-cycle]: commands wait for each other: `read` -> publishing \
                -> `feed` -> `read`
                 --> pipelines/small.yaml:6:11
                  |
                6 |   - { id: read, program: [x], inputs: { i: data-clean/small/latest/a.csv }, \
                outputs: { o: local/a } }
                  |           ^^^^
                hint: a program that feeds a source cannot read what is published from it
                """
        ),
    ]

    @Test(arguments: mistakes)
    func `a mistake is shown with its line`(_ mistake: Mistake) throws {
        #expect(try mistake.told() == mistake.expected)
    }

    @Test func `other braces are the program's own`() throws {
        let yaml = """
            commands:
              - id: a
                program: [awk, "{ print $1 }", "{}", "{x.y}", "${HOME}", "{inputs}", "{outputs.o}"]
                outputs: { o: local/a }
            """
        #expect(try TestProject.small(with: yaml).commands.count == 1)
    }

    @Test func `a program may feed a source of the pipeline, and another read what it made`() throws
    {
        let yaml = """
            commands:
              - { id: report, program: [x], inputs: { i: local/a }, outputs: { o: local/b } }
              - { id: feed, program: [x], outputs: { o: raw/2006.csv, p: local/a } }
              - id: letter
                program: [x]
                inputs: { i: data-clean/small/latest/places.csv, j: local/b }
                outputs: { o: local/c }
            """
        let commands = try TestProject.small(with: yaml).commands
        #expect(commands.map(\.id.name) == ["report", "feed", "letter"])
    }

    @Test func `a command may be called publish`() throws {
        let yaml = """
            commands:
              - id: publish
                program: [x]
                inputs: { i: data-clean/small/latest/places.csv }
                outputs: { o: local/a }
              - { id: feed, program: [x], outputs: { o: raw/2006.csv } }
            """
        #expect(try TestProject.small(with: yaml).commands.count == 2)
    }

    @Test func `two circles are told one after the other`() throws {
        let project = try TestProject()
        let commands = [("a", "b"), ("b", "a"), ("c", "d"), ("d", "c")].map { id, other in
            "  - { id: \(id), program: [x], inputs: { i: l/\(other) }, outputs: { o: l/\(id) } }\n"
        }
        let yaml = "commands:\n\(commands.joined())partitions:"
        try project.edit("pipelines/small.yaml", "partitions:", yaml)
        #expect(
            project.load().2.map(\.message) == [
                "commands wait for each other: `a` -> `b` -> `a`",
                "commands wait for each other: `c` -> `d` -> `c`",
            ]
        )
    }
}
