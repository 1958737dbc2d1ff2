import IndicatorModel
import PipelineConfig
import TestSupport
import Testing

@Suite struct FetchPoliciesTests {
    static let mistakes: [Mistake] = [
        .inSource(
            "a key of fetching that means nothing",
            """
            fetch: { refesh: daily }
            """,
            isTold: """
                error[config.unknown-key]: unknown key `refesh`
                 --> config/sources/profile-2016.yaml:10:10
                   |
                10 | fetch: { refesh: daily }
                   |          ^^^^^^
                hint: did you mean `refresh`?
                """
        ),
        .inSource(
            "a refresh that is none",
            """
            fetch: { refresh: montly }
            """,
            isTold: """
                error[config.unknown-refresh]: unknown refresh `montly`
                 --> config/sources/profile-2016.yaml:10:19
                   |
                10 | fetch: { refresh: montly }
                   |                   ^^^^^^
                hint: did you mean `monthly`?
                """
        ),
        .inSource(
            "a host that is a URL",
            """
            fetch: { hosts: ["https://www12.statcan.gc.ca"] }
            """,
            isTold: """
                error[config.wrong-shape]: expected a host such as `www12.statcan.gc.ca`, found \
                `https://www12.statcan.gc.ca`
                 --> config/sources/profile-2016.yaml:10:18
                   |
                10 | fetch: { hosts: ["https://www12.statcan.gc.ca"] }
                   |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                """
        ),
        .inSource(
            "hosts that are one text",
            """
            fetch: { hosts: www12.statcan.gc.ca }
            """,
            isTold: """
                error[config.wrong-shape]: expected a list, found `www12.statcan.gc.ca`
                 --> config/sources/profile-2016.yaml:10:17
                   |
                10 | fetch: { hosts: www12.statcan.gc.ca }
                   |                 ^^^^^^^^^^^^^^^^^^^
                """
        ),
        .inSource(
            "a size without a unit",
            """
            fetch: { size-limit: 500 }
            """,
            isTold: """
                error[config.wrong-shape]: expected a size such as `500 kB`, `20 MB`, `4 GB`, \
                found `500`
                 --> config/sources/profile-2016.yaml:10:22
                   |
                10 | fetch: { size-limit: 500 }
                   |                      ^^^
                """
        ),
        .inSource(
            "a size in another unit",
            """
            fetch: { size-limit: 500 MiB }
            """,
            isTold: """
                error[config.wrong-shape]: expected a size such as `500 kB`, `20 MB`, `4 GB`, \
                found `500 MiB`
                 --> config/sources/profile-2016.yaml:10:22
                   |
                10 | fetch: { size-limit: 500 MiB }
                   |                      ^^^^^^^
                """
        ),
        .inSource(
            "a size with two blanks",
            """
            fetch: { size-limit: "500  MB" }
            """,
            isTold: """
                error[config.wrong-shape]: expected a size such as `500 kB`, `20 MB`, `4 GB`, \
                found `500  MB`
                 --> config/sources/profile-2016.yaml:10:22
                   |
                10 | fetch: { size-limit: "500  MB" }
                   |                      ^^^^^^^^^
                """
        ),
        .inSource(
            "a size of nothing",
            """
            fetch: { minimum-speed: 0 B }
            """,
            isTold: """
                error[config.wrong-shape]: expected a size such as `500 kB`, `20 MB`, `4 GB`, \
                found `0 B`
                 --> config/sources/profile-2016.yaml:10:25
                   |
                10 | fetch: { minimum-speed: 0 B }
                   |                         ^^^
                """
        ),
        .inSource(
            "a size larger than anything",
            """
            fetch: { size-limit: 1234567890 GB }
            """,
            isTold: """
                error[config.wrong-shape]: expected a size such as `500 kB`, `20 MB`, `4 GB`, \
                found `1234567890 GB`
                 --> config/sources/profile-2016.yaml:10:22
                   |
                10 | fetch: { size-limit: 1234567890 GB }
                   |                      ^^^^^^^^^^^^^
                """
        ),
        .inSource(
            "a wait without a unit",
            """
            fetch: { delay: 1 }
            """,
            isTold: """
                error[config.wrong-shape]: expected a time such as `30s`, `10m`, `2h`, found `1`
                 --> config/sources/profile-2016.yaml:10:17
                   |
                10 | fetch: { delay: 1 }
                   |                 ^
                """
        ),
    ]

    static let mistakes2: [Mistake] = [
        .inSource(
            "a count of retries below 0",
            """
            fetch: { retries: -1 }
            """,
            isTold: """
                error[config.wrong-shape]: expected a whole number, 0 or above, found `-1`
                 --> config/sources/profile-2016.yaml:10:19
                   |
                10 | fetch: { retries: -1 }
                   |                   ^^
                """
        ),
        .inSource(
            "no connection",
            """
            fetch: { connections: 0 }
            """,
            isTold: """
                error[config.wrong-shape]: expected a whole number above 0, found `0`
                 --> config/sources/profile-2016.yaml:10:23
                   |
                10 | fetch: { connections: 0 }
                   |                       ^
                """
        ),
        .inSource(
            "a limit of archives that is none",
            """
            archives: { member-sizes: 4 GB }
            """,
            isTold: """
                error[config.unknown-key]: unknown key `member-sizes`
                 --> config/sources/profile-2016.yaml:10:13
                   |
                10 | archives: { member-sizes: 4 GB }
                   |             ^^^^^^^^^^^^
                hint: did you mean `member-size`?
                """
        ),
        .inSource(
            "a ratio of 0",
            """
            archives: { ratio: 0 }
            """,
            isTold: """
                error[config.wrong-shape]: expected a whole number above 0, found `0`
                 --> config/sources/profile-2016.yaml:10:20
                   |
                10 | archives: { ratio: 0 }
                   |                    ^
                """
        ),
        .inSource(
            "a percentage with its sign",
            """
            thresholds: { fewer-rows: 10% }
            """,
            isTold: """
                error[config.wrong-shape]: expected a number from 0 to 100, found `10%`
                 --> config/sources/profile-2016.yaml:10:27
                   |
                10 | thresholds: { fewer-rows: 10% }
                   |                           ^^^
                """
        ),
        .inSource(
            "a percentage above 100",
            """
            thresholds: { fewer-labels: 101 }
            """,
            isTold: """
                error[config.wrong-shape]: expected a number from 0 to 100, found `101`
                 --> config/sources/profile-2016.yaml:10:29
                   |
                10 | thresholds: { fewer-labels: 101 }
                   |                             ^^^
                """
        ),
        .inSource(
            "a part of a column",
            """
            thresholds: { emptied-columns: 0.5 }
            """,
            isTold: """
                error[config.wrong-shape]: expected a whole number, 0 or above, found `0.5`
                 --> config/sources/profile-2016.yaml:10:32
                   |
                10 | thresholds: { emptied-columns: 0.5 }
                   |                                ^^^
                """
        ),
    ]

    @Test(arguments: mistakes + mistakes2)
    func `a mistake is shown with its line`(_ mistake: Mistake) throws {
        #expect(try mistake.told() == mistake.expected)
    }

    @Test func `every key of fetching is read`() throws {
        let source = try TestProject.source(
            with: """
                fetch:
                  refresh: monthly
                  hosts: [www12.statcan.gc.ca, open.canada.ca]
                  size-limit: 500 MB
                  timeout: 2h
                  connect-timeout: 10s
                  minimum-speed: 20kB
                  retries: 0
                  backoff: 1s
                  delay: 250ms
                  connections: 1
                archives: { member-size: 4 GB, ratio: 30, members: 12 }
                thresholds: { fewer-rows: 2.5, emptied-columns: 1, fewer-labels: 100 }
                """
        )
        var fetch = FetchPolicy()
        fetch.refresh = .monthly
        fetch.hosts = ["www12.statcan.gc.ca", "open.canada.ca"]
        fetch.sizeLimit = 500_000_000
        fetch.timeout = .seconds(7200)
        fetch.connectTimeout = .seconds(10)
        fetch.minimumSpeed = 20_000
        fetch.retries = 0
        fetch.backoff = .seconds(1)
        fetch.delay = .milliseconds(250)
        fetch.connections = 1
        #expect(source.fetch == fetch)
        var archives = ArchiveLimits()
        archives.memberSize = 4_000_000_000
        archives.ratio = 30
        archives.members = 12
        #expect(source.archives == archives)
        var thresholds = DriftThresholds()
        thresholds.fewerRows = 2.5
        thresholds.emptiedColumns = 1
        thresholds.fewerLabels = 100
        #expect(source.thresholds == thresholds)
    }

    @Test(arguments: [
        ("1 B", 1), ("7B", 7), ("500 kB", 500_000), ("20MB", 20_000_000), ("16 GB", 16_000_000_000),
        ("999999999 GB", 999_999_999_000_000_000),
    ])
    func `a size is written with its unit`(_ text: String, _ bytes: Int) throws {
        let source = try TestProject.source(with: "fetch: { size-limit: \(text) }")
        #expect(source.fetch.sizeLimit == bytes)
    }

    @Test func `what is left out is as the model has it`() throws {
        let source = try TestProject.source(with: "fetch: { refresh: daily }")
        var fetch = FetchPolicy()
        fetch.refresh = .daily
        #expect(source.fetch == fetch)
        #expect(source.archives == ArchiveLimits())
        #expect(source.thresholds == DriftThresholds())
        #expect(source.language == .english)
    }
}
