import IndicatorModel
import TestSupport
import Testing

@Suite struct StagePoliciesTests {
    static let mistakes: [Mistake] = [
        .inSmall(
            "a stage that is none",
            """
            stages: { fecth: { timeout: 10m } }
            """,
            isTold: """
                error[config.unknown-stage]: unknown stage `fecth`
                 --> pipelines/small.yaml:5:11
                  |
                5 | stages: { fecth: { timeout: 10m } }
                  |           ^^^^^
                hint: did you mean `fetch`?
                """
        ),
        .inSmall(
            "a key of a stage that means nothing",
            """
            stages: { fetch: { timout: 10m } }
            """,
            isTold: """
                error[config.unknown-key]: unknown key `timout`
                 --> pipelines/small.yaml:5:20
                  |
                5 | stages: { fetch: { timout: 10m } }
                  |                    ^^^^^^
                hint: did you mean `timeout`?
                """
        ),
        .inSmall(
            "a time in words",
            """
            stages: { fetch: { timeout: 10 minutes } }
            """,
            isTold: """
                error[config.wrong-shape]: expected a time such as `30s`, `10m`, `2h`, found `10 \
                minutes`
                 --> pipelines/small.yaml:5:29
                  |
                5 | stages: { fetch: { timeout: 10 minutes } }
                  |                             ^^^^^^^^^^
                """
        ),
        .inSmall(
            "a time without a unit",
            """
            stages: { fetch: { backoff: 5 } }
            """,
            isTold: """
                error[config.wrong-shape]: expected a time such as `30s`, `10m`, `2h`, found `5`
                 --> pipelines/small.yaml:5:29
                  |
                5 | stages: { fetch: { backoff: 5 } }
                  |                             ^
                """
        ),
        .inSmall(
            "a time of nothing",
            """
            stages: { fetch: { timeout: 0s } }
            """,
            isTold: """
                error[config.wrong-shape]: expected a time such as `30s`, `10m`, `2h`, found `0s`
                 --> pipelines/small.yaml:5:29
                  |
                5 | stages: { fetch: { timeout: 0s } }
                  |                             ^^
                """
        ),
        .inSmall(
            "a time longer than anything",
            """
            stages: { fetch: { timeout: 1234567890h } }
            """,
            isTold: """
                error[config.wrong-shape]: expected a time such as `30s`, `10m`, `2h`, found \
                `1234567890h`
                 --> pipelines/small.yaml:5:29
                  |
                5 | stages: { fetch: { timeout: 1234567890h } }
                  |                             ^^^^^^^^^^^
                """
        ),
        .inSmall(
            "a number of retries below 0",
            """
            stages: { fetch: { retries: -1 } }
            """,
            isTold: """
                error[config.wrong-shape]: expected a whole number, 0 or above, found `-1`
                 --> pipelines/small.yaml:5:29
                  |
                5 | stages: { fetch: { retries: -1 } }
                  |                             ^^
                """
        ),
        .inSmall(
            "a number of retries that is not whole",
            """
            stages: { fetch: { retries: 1.5 } }
            """,
            isTold: """
                error[config.wrong-shape]: expected a whole number, 0 or above, found `1.5`
                 --> pipelines/small.yaml:5:29
                  |
                5 | stages: { fetch: { retries: 1.5 } }
                  |                             ^^^
                """
        ),
        .inSmall(
            "a stage with a time instead of keys",
            """
            stages: { fetch: 10m }
            """,
            isTold: """
                error[config.wrong-shape]: expected keys with values, found `10m`
                 --> pipelines/small.yaml:5:18
                  |
                5 | stages: { fetch: 10m }
                  |                  ^^^
                """
        ),
        .inSmall(
            "stages as a list",
            """
            stages: [fetch]
            """,
            isTold: """
                error[config.wrong-shape]: expected keys with values, found a list
                 --> pipelines/small.yaml:5:9
                  |
                5 | stages: [fetch]
                  |         ^
                """
        ),
    ]

    @Test(arguments: mistakes)
    func `a mistake is shown with its line`(_ mistake: Mistake) throws {
        #expect(try mistake.told() == mistake.expected)
    }

    @Test(arguments: [
        ("500ms", Duration.milliseconds(500)), ("30s", .seconds(30)), ("10m", .seconds(600)),
        ("2h", .seconds(7200)), ("999999999h", .seconds(999_999_999 * 3600)),
    ])
    func `a time is a number and its unit`(_ text: String, _ duration: Duration) throws {
        let pipeline = try TestProject.small(with: "stages: { extract: { timeout: \(text) } }")
        #expect(pipeline.stages == [.extract: StagePolicy(timeout: duration)])
    }

    @Test func `what a stage does not say is as without it`() throws {
        let pipeline = try TestProject.small(
            with: """
                stages:
                  fetch: { timeout: 10m, retries: 3, backoff: 5s }
                  command: { retries: 0 }
                  publish: {}
                """
        )
        #expect(
            pipeline.stages == [
                .fetch: StagePolicy(timeout: .seconds(600), retries: 3, backoff: .seconds(5)),
                .command: StagePolicy(timeout: nil, retries: 0, backoff: .seconds(1)),
                .publish: StagePolicy(),
            ]
        )
    }

    @Test(arguments: Stage.allCases)
    func `every stage may have a policy`(_ stage: Stage) throws {
        let yaml = "stages: { \(stage.rawValue): { retries: 2 } }"
        #expect(try TestProject.small(with: yaml).stages == [stage: StagePolicy(retries: 2)])
    }

    @Test func `a pipeline that says nothing of them has no policies`() throws {
        #expect(try TestProject.small(with: "").stages.isEmpty)
    }
}
