import IndicatorModel
import TestSupport
import Testing

@Suite struct ProjectPathsTests {
    static let mistakes: [Mistake] = [
        .inSmall(
            "an input outside the project",
            """
            commands:
              - id: survey
                program: [cp]
                inputs: { a: ../a }
                outputs: { b: local/b }
            """,
            isTold: """
                error[config.bad-path]: `../a` is not a path below the project
                 --> pipelines/small.yaml:8:18
                  |
                8 |     inputs: { a: ../a }
                  |                  ^^^^
                hint: write it from the project's folder, without `.` and `..`
                """
        ),
        .inSmall(
            "an input with an absolute path",
            """
            commands:
              - id: survey
                program: [cp]
                inputs: { a: /srv/a }
                outputs: { b: local/b }
            """,
            isTold: """
                error[config.bad-path]: `/srv/a` is not a path below the project
                 --> pipelines/small.yaml:8:18
                  |
                8 |     inputs: { a: /srv/a }
                  |                  ^^^^^^
                hint: write it from the project's folder, without `.` and `..`
                """
        ),
        .inSmall(
            "an output with a second spelling of its path",
            """
            commands:
              - id: survey
                program: [cp]
                outputs: { b: ./local/b }
            """,
            isTold: """
                error[config.bad-path]: `./local/b` is not a path below the project
                 --> pipelines/small.yaml:8:19
                  |
                8 |     outputs: { b: ./local/b }
                  |                   ^^^^^^^^^
                hint: write it from the project's folder, without `.` and `..`
                """
        ),
        .inSmall(
            "an output that leaves the project and comes back",
            """
            commands:
              - id: survey
                program: [cp]
                outputs: { b: local/../../b }
            """,
            isTold: """
                error[config.bad-path]: `local/../../b` is not a path below the project
                 --> pipelines/small.yaml:8:19
                  |
                8 |     outputs: { b: local/../../b }
                  |                   ^^^^^^^^^^^^^
                hint: write it from the project's folder, without `.` and `..`
                """
        ),
        .inSmall(
            "an output among what is published",
            """
            commands:
              - id: survey
                program: [cp]
                outputs: { b: data-clean/small/b.csv }
            """,
            isTold: """
                error[config.reserved-path]: `data-clean/small/b.csv` cannot be written: only \
                Lipline writes to `data-clean`
                 --> pipelines/small.yaml:8:19
                  |
                8 |     outputs: { b: data-clean/small/b.csv }
                  |                   ^^^^^^^^^^^^^^^^^^^^^^
                hint: write to another folder, such as `data-local`
                """
        ),
        .inSmall(
            "an output among the objects",
            """
            commands:
              - id: survey
                program: [cp]
                outputs: { b: data-raw/objects/b }
            """,
            isTold: """
                error[config.reserved-path]: `data-raw/objects/b` cannot be written: only Lipline \
                writes to `data-raw/objects`
                 --> pipelines/small.yaml:8:19
                  |
                8 |     outputs: { b: data-raw/objects/b }
                  |                   ^^^^^^^^^^^^^^^^^^
                hint: write to another folder, such as `data-local`
                """
        ),
        .inSmall(
            "an output among the snapshots",
            """
            commands:
              - id: survey
                program: [cp]
                outputs: { b: data-raw/snapshots/b.jsonl }
            """,
            isTold: """
                error[config.reserved-path]: `data-raw/snapshots/b.jsonl` cannot be written: only \
                Lipline writes to `data-raw/snapshots`
                 --> pipelines/small.yaml:8:19
                  |
                8 |     outputs: { b: data-raw/snapshots/b.jsonl }
                  |                   ^^^^^^^^^^^^^^^^^^^^^^^^^^
                hint: write to another folder, such as `data-local`
                """
        ),
        .inSmall(
            "an output among the state",
            """
            commands:
              - id: survey
                program: [cp]
                outputs: { b: .lip/b }
            """,
            isTold: """
                error[config.reserved-path]: `.lip/b` cannot be written: only Lipline writes to \
                `.lip`
                 --> pipelines/small.yaml:8:19
                  |
                8 |     outputs: { b: .lip/b }
                  |                   ^^^^^^
                hint: write to another folder, such as `data-local`
                """
        ),
        .inSmall(
            "an output that is such a folder itself",
            """
            commands:
              - id: survey
                program: [cp]
                outputs: { b: data-clean }
            """,
            isTold: """
                error[config.reserved-path]: `data-clean` cannot be written: only Lipline writes \
                to `data-clean`
                 --> pipelines/small.yaml:8:19
                  |
                8 |     outputs: { b: data-clean }
                  |                   ^^^^^^^^^^
                hint: write to another folder, such as `data-local`
                """
        ),
        .inSmall(
            "an input of another dataset",
            """
            commands:
              - id: survey
                program: [cp]
                inputs: { a: data-clean/pnt/latest/places.csv }
                outputs: { b: local/b }
            """,
            isTold: """
                error[config.reserved-path]: `data-clean/pnt/latest/places.csv` is not of the \
                latest version of `small`
                 --> pipelines/small.yaml:8:18
                  |
                8 |     inputs: { a: data-clean/pnt/latest/places.csv }
                  |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                hint: a program may read `data-clean/small/latest/...`, and then runs after \
                publishing
                """
        ),
        .inSmall(
            "an input of one version",
            """
            commands:
              - id: survey
                program: [cp]
                inputs: { a: data-clean/small/versions/1/places.csv }
                outputs: { b: local/b }
            """,
            isTold: """
                error[config.reserved-path]: `data-clean/small/versions/1/places.csv` is not of \
                the latest version of `small`
                 --> pipelines/small.yaml:8:18
                  |
                8 |     inputs: { a: data-clean/small/versions/1/places.csv }
                  |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                hint: a program may read `data-clean/small/latest/...`, and then runs after \
                publishing
                """
        ),
        .inSmall(
            "metrics outside the project",
            """
            metrics: ../small.prom
            """,
            isTold: """
                error[config.bad-path]: `../small.prom` is not a path below the project
                 --> pipelines/small.yaml:5:10
                  |
                5 | metrics: ../small.prom
                  |          ^^^^^^^^^^^^^
                hint: write it from the project's folder, without `.` and `..`
                """
        ),
    ]

    static let mistakes2: [Mistake] = [
        .inSmall(
            "metrics among the state",
            """
            metrics: .lip/small.prom
            """,
            isTold: """
                error[config.reserved-path]: `.lip/small.prom` cannot be written: only Lipline \
                writes to `.lip`
                 --> pipelines/small.yaml:5:10
                  |
                5 | metrics: .lip/small.prom
                  |          ^^^^^^^^^^^^^^^
                hint: write to another folder, such as `data-local`
                """
        )
    ]

    @Test(arguments: mistakes + mistakes2)
    func `a mistake is shown with its line`(_ mistake: Mistake) throws {
        #expect(try mistake.told() == mistake.expected)
    }

    @Test(arguments: [
        "data-raw/objects/sha256/ab/cd", "data-raw/starter/figures.csv", ".lip/cache/x",
        "config/places/town.yaml", "data-clean/small/latest/observations/census-2016.csv",
        "a..b/c", "notes 2021/été.csv",
    ])
    func `a program may read any file of the project`(_ path: String) throws {
        let yaml = """
            commands:
              - { id: a, program: [x], inputs: { i: "\(path)" }, outputs: { o: local/a } }
            """
        #expect(try TestProject.small(with: yaml).commands.first?.inputs == ["i": path])
    }

    @Test(arguments: ["data-local/a.csv", "data-raw/survey/a.csv", "data-cleaned/a", ".lipstick"])
    func `a program may write where Lipline does not`(_ path: String) throws {
        let yaml = "commands: [{ id: a, program: [x], outputs: { o: \"\(path)\" } }]"
        #expect(try TestProject.small(with: yaml).commands.first?.outputs == ["o": path])
    }

    @Test(arguments: ["local/small.prom", "/var/lib/node-exporter/small.prom"])
    func `metrics are written below the project or to an absolute path`(_ path: String) throws {
        #expect(try TestProject.small(with: "metrics: \(path)").metrics == path)
    }
}
