import IndicatorModel
import TestSupport
import Testing

@Suite struct CommandDefinitionsTests {
    static let mistakes: [Mistake] = [
        .inSmall(
            "a command without outputs",
            """
            commands:
              - id: survey
                program: [cp, a, b]
            """,
            isTold: """
                error[config.missing-key]: missing key `outputs`
                 --> pipelines/small.yaml:6:5
                  |
                6 |   - id: survey
                  |     ^
                """
        ),
        .inSmall(
            "a command with an empty list of outputs",
            """
            commands:
              - id: survey
                program: [cp]
                outputs: {}
            """,
            isTold: """
                error[config.wrong-shape]: expected at least one output, found no key
                 --> pipelines/small.yaml:8:14
                  |
                8 |     outputs: {}
                  |              ^
                """
        ),
        .inSmall(
            "a key of a command that means nothing",
            """
            commands:
              - id: survey
                program: [cp]
                outputs: { b: local/b }
                enviroment: { LANG: C }
            """,
            isTold: """
                error[config.unknown-key]: unknown key `enviroment`
                 --> pipelines/small.yaml:9:5
                  |
                9 |     enviroment: { LANG: C }
                  |     ^^^^^^^^^^
                hint: did you mean `environment`?
                """
        ),
        .inSmall(
            "a command without a program",
            """
            commands:
              - id: survey
                program: []
                outputs: { b: local/b }
            """,
            isTold: """
                error[config.wrong-shape]: expected a program with its arguments, found an empty \
                list
                 --> pipelines/small.yaml:7:14
                  |
                7 |     program: []
                  |              ^
                """
        ),
        .inSmall(
            "a program that is one text",
            """
            commands:
              - id: survey
                program: cp a b
                outputs: { b: local/b }
            """,
            isTold: """
                error[config.wrong-shape]: expected a list, found `cp a b`
                 --> pipelines/small.yaml:7:14
                  |
                7 |     program: cp a b
                  |              ^^^^^^
                """
        ),
        .inSmall(
            "a command whose id is none",
            """
            commands:
              - id: My survey
                program: [cp]
                outputs: { b: local/b }
            """,
            isTold: """
                error[config.bad-identifier]: `My survey` cannot name a command
                 --> pipelines/small.yaml:6:9
                  |
                6 |   - id: My survey
                  |         ^^^^^^^^^
                hint: use lower-case words and digits joined by `-`
                """
        ),
        .inSmall(
            "a name of an input that is none",
            """
            commands:
              - id: survey
                program: [cp]
                inputs: { My_answers: local/a }
                outputs: { b: local/b }
            """,
            isTold: """
                error[config.bad-identifier]: `My_answers` cannot name an input
                 --> pipelines/small.yaml:8:15
                  |
                8 |     inputs: { My_answers: local/a }
                  |               ^^^^^^^^^^
                hint: use lower-case words and digits joined by `-`
                """
        ),
        .inSmall(
            "a name of an output that is none",
            """
            commands:
              - id: survey
                program: [cp]
                outputs: { Table: local/b }
            """,
            isTold: """
                error[config.bad-identifier]: `Table` cannot name an output
                 --> pipelines/small.yaml:8:16
                  |
                8 |     outputs: { Table: local/b }
                  |                ^^^^^
                hint: use lower-case words and digits joined by `-`
                """
        ),
        .inSmall(
            "a variable whose name is none",
            """
            commands:
              - id: survey
                program: [cp]
                outputs: { b: local/b }
                environment: { LC-ALL: C }
            """,
            isTold: """
                error[config.wrong-shape]: expected the name of a variable such as `LANG`, found \
                `LC-ALL`
                 --> pipelines/small.yaml:9:20
                  |
                9 |     environment: { LC-ALL: C }
                  |                    ^^^^^^
                """
        ),
        .inSmall(
            "a variable whose name begins with a digit",
            """
            commands:
              - id: survey
                program: [cp]
                outputs: { b: local/b }
                environment: { 1ST: C }
            """,
            isTold: """
                error[config.wrong-shape]: expected the name of a variable such as `LANG`, found \
                `1ST`
                 --> pipelines/small.yaml:9:20
                  |
                9 |     environment: { 1ST: C }
                  |                    ^^^
                """
        ),
        .inSmall(
            "a time of a command that is none",
            """
            commands:
              - id: survey
                program: [cp]
                outputs: { b: local/b }
                timeout: soon
            """,
            isTold: """
                error[config.wrong-shape]: expected a time such as `30s`, `10m`, `2h`, found \
                `soon`
                 --> pipelines/small.yaml:9:14
                  |
                9 |     timeout: soon
                  |              ^^^^
                """
        ),
        .inSmall(
            "retries of a command that are no number",
            """
            commands:
              - id: survey
                program: [cp]
                outputs: { b: local/b }
                retries: often
            """,
            isTold: """
                error[config.wrong-shape]: expected a whole number, 0 or above, found `often`
                 --> pipelines/small.yaml:9:14
                  |
                9 |     retries: often
                  |              ^^^^^
                """
        ),
    ]

    @Test(arguments: mistakes)
    func `a mistake is shown with its line`(_ mistake: Mistake) throws {
        #expect(try mistake.told() == mistake.expected)
    }

    @Test func `a command is read with all it says`() throws {
        let pipeline = try TestProject.small(
            with: """
                commands:
                  - id: local-survey
                    program: [Rscript, scripts/survey.R, "{inputs.answers}", "{outputs.table}"]
                    inputs: { answers: local/answers.csv, script: scripts/survey.R }
                    outputs: { table: local/made/survey.csv }
                    environment: { LANG: C.UTF-8, _N: 5 }
                    timeout: 5m
                """
        )
        let command = CommandDefinition(
            id: try #require(CommandID("local-survey")),
            program: ["Rscript", "scripts/survey.R", "{inputs.answers}", "{outputs.table}"],
            inputs: ["answers": "local/answers.csv", "script": "scripts/survey.R"],
            outputs: ["table": "local/made/survey.csv"],
            environment: ["LANG": "C.UTF-8", "_N": "5"],
            policy: StagePolicy(timeout: .seconds(300)),
            span: SourceSpan(
                file: "pipelines/small.yaml",
                line: 6,
                column: 9,
                length: 12,
                text: "  - id: local-survey"
            )
        )
        #expect(pipeline.commands == [command])
    }

    @Test func `a command that says nothing of limits has no policy of its own`() throws {
        let yaml = "commands: [{ id: a, program: [x], outputs: { o: local/a } }]"
        let command = try #require(try TestProject.small(with: yaml).commands.first)
        #expect(command.policy == nil)
        #expect(command.inputs.isEmpty)
        #expect(command.environment.isEmpty)
    }

    @Test(arguments: [
        ("timeout: 5m", StagePolicy(timeout: .seconds(300))),
        ("retries: 2", StagePolicy(retries: 2)),
        ("backoff: 2s", StagePolicy(backoff: .seconds(2))),
    ])
    func `one of the limits is a policy`(_ limit: String, _ policy: StagePolicy) throws {
        let yaml = "commands: [{ id: a, program: [x], outputs: { o: local/a }, \(limit) }]"
        #expect(try TestProject.small(with: yaml).commands.first?.policy == policy)
    }
}
