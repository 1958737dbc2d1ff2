import IndicatorModel
import TestSupport
import Testing

@Suite struct NotificationsTests {
    static let mistakes: [Mistake] = [
        .inSmall(
            "an entry without a channel",
            """
            notify:
              - on: [failure]
            """,
            isTold: """
                error[config.one-channel]: expected one of `mail`, `webhook`, `command` or \
                `health-check`, found nothing
                 --> pipelines/small.yaml:6:5
                  |
                6 |   - on: [failure]
                  |     ^
                """
        ),
        .inSmall(
            "an entry with two channels",
            """
            notify:
              - command: [logger]
                webhook: { url: "https://example.org" }
            """,
            isTold: """
                error[config.one-channel]: expected one of `mail`, `webhook`, `command` or \
                `health-check`, found `webhook` and `command`
                 --> pipelines/small.yaml:6:5
                  |
                6 |   - command: [logger]
                  |     ^
                hint: give every channel an entry of its own
                """
        ),
        .inSmall(
            "a channel that is none",
            """
            notify:
              - webhok: { url: "https://example.org" }
            """,
            isTold: """
                error[config.unknown-key]: unknown key `webhok`
                 --> pipelines/small.yaml:6:5
                  |
                6 |   - webhok: { url: "https://example.org" }
                  |     ^^^^^^
                hint: did you mean `webhook`?
                """
        ),
        .inSmall(
            "a moment that is none",
            """
            notify:
              - command: [logger]
                on: [failiure]
            """,
            isTold: """
                error[config.unknown-moment]: unknown moment `failiure`
                 --> pipelines/small.yaml:7:10
                  |
                7 |     on: [failiure]
                  |          ^^^^^^^^
                hint: did you mean `failure`?
                """
        ),
        .inSmall(
            "no moment at all",
            """
            notify:
              - command: [logger]
                on: []
            """,
            isTold: """
                error[config.wrong-shape]: expected at least one moment, found an empty list
                 --> pipelines/small.yaml:7:9
                  |
                7 |     on: []
                  |         ^
                """
        ),
        .inSmall(
            "a mail server with another scheme",
            """
            notify:
              - mail: { server: "https://mail.example.org", from: lip@example.org, to: \
            [a@example.org] }
            """,
            isTold: """
                error[config.wrong-shape]: expected a URL that begins with `smtp://` or \
                `smtps://`, found `https://mail.example.org`
                 --> pipelines/small.yaml:6:21
                  |
                6 |   - mail: { server: "https://mail.example.org", from: lip@example.org, to: \
                [a@example.org] }
                  |                     ^^^^^^^^^^^^^^^^^^^^^^^^^^
                """
        ),
        .inSmall(
            "a mail server without a name",
            """
            notify:
              - mail: { server: "smtp://", from: lip@example.org, to: [a@example.org] }
            """,
            isTold: """
                error[config.wrong-shape]: expected a URL that begins with `smtp://` or \
                `smtps://`, found `smtp://`
                 --> pipelines/small.yaml:6:21
                  |
                6 |   - mail: { server: "smtp://", from: lip@example.org, to: [a@example.org] }
                  |                     ^^^^^^^^^
                """
        ),
        .inSmall(
            "a sender that is no address",
            """
            notify:
              - mail: { server: "smtp://mail.example.org", from: Lipline, to: [a@example.org] \
            }
            """,
            isTold: """
                error[config.wrong-shape]: expected an address such as `lip@example.org`, found \
                `Lipline`
                 --> pipelines/small.yaml:6:54
                  |
                6 |   - mail: { server: "smtp://mail.example.org", from: Lipline, to: \
                [a@example.org] }
                  |                                                      ^^^^^^^
                """
        ),
        .inSmall(
            "a recipient with a name",
            """
            notify:
              - mail: { server: "smtp://mail.example.org", from: lip@example.org, to: ["A \
            <a@example.org>"] }
            """,
            isTold: """
                error[config.wrong-shape]: expected an address such as `lip@example.org`, found \
                `A <a@example.org>`
                 --> pipelines/small.yaml:6:76
                  |
                6 |   - mail: { server: "smtp://mail.example.org", from: lip@example.org, to: ["A \
                <a@example.org>"] }
                  |                                                                            \
                ^^^^^^^^^^^^^^^^^^^
                """
        ),
        .inSmall(
            "a mail to nobody",
            """
            notify:
              - mail: { server: "smtp://mail.example.org", from: lip@example.org, to: [] }
            """,
            isTold: """
                error[config.wrong-shape]: expected at least one address, found an empty list
                 --> pipelines/small.yaml:6:75
                  |
                6 |   - mail: { server: "smtp://mail.example.org", from: lip@example.org, to: [] }
                  |                                                                           ^
                """
        ),
        .inSmall(
            "a mail with a password and no user",
            """
            notify:
              - mail: { server: "smtp://mail.example.org", from: lip@example.org, to: \
            [a@example.org], password: { env: P } }
            """,
            isTold: """
                error[config.missing-key]: missing key `user`
                 --> pipelines/small.yaml:6:11
                  |
                6 |   - mail: { server: "smtp://mail.example.org", from: lip@example.org, to: \
                [a@example.org], password: { env: P } }
                  |           ^
                """
        ),
        .inSmall(
            "a mail without a server",
            """
            notify:
              - mail: { from: lip@example.org, to: [a@example.org] }
            """,
            isTold: """
                error[config.missing-key]: missing key `server`
                 --> pipelines/small.yaml:6:11
                  |
                6 |   - mail: { from: lip@example.org, to: [a@example.org] }
                  |           ^
                """
        ),
    ]

    static let mistakes2: [Mistake] = [
        .inSmall(
            "a webhook without a scheme",
            """
            notify:
              - webhook: { url: example.org/hook }
            """,
            isTold: """
                error[config.wrong-shape]: expected a URL that begins with `http://` or \
                `https://`, found `example.org/hook`
                 --> pipelines/small.yaml:6:21
                  |
                6 |   - webhook: { url: example.org/hook }
                  |                     ^^^^^^^^^^^^^^^^
                """
        ),
        .inSmall(
            "a header whose name is none",
            """
            notify:
              - webhook: { url: "https://example.org", headers: { "X Token": a } }
            """,
            isTold: """
                error[config.wrong-shape]: expected the name of a header such as `Authorization`, \
                found `X Token`
                 --> pipelines/small.yaml:6:55
                  |
                6 |   - webhook: { url: "https://example.org", headers: { "X Token": a } }
                  |                                                       ^^^^^^^^^
                """
        ),
        .inSmall(
            "a health check with another scheme",
            """
            notify:
              - health-check: { url: "ftp://example.org" }
            """,
            isTold: """
                error[config.wrong-shape]: expected a URL that begins with `http://` or \
                `https://`, found `ftp://example.org`
                 --> pipelines/small.yaml:6:26
                  |
                6 |   - health-check: { url: "ftp://example.org" }
                  |                          ^^^^^^^^^^^^^^^^^^^
                """
        ),
        .inSmall(
            "a secret in two places",
            """
            notify:
              - health-check: { url: { env: A, file: b } }
            """,
            isTold: """
                error[config.one-place]: a secret has either `env` or `file`
                 --> pipelines/small.yaml:6:26
                  |
                6 |   - health-check: { url: { env: A, file: b } }
                  |                          ^
                """
        ),
        .inSmall(
            "a secret nowhere",
            """
            notify:
              - health-check: { url: {} }
            """,
            isTold: """
                error[config.one-place]: a secret has either `env` or `file`
                 --> pipelines/small.yaml:6:26
                  |
                6 |   - health-check: { url: {} }
                  |                          ^
                """
        ),
        .inSmall(
            "a secret in a place that is none",
            """
            notify:
              - health-check: { url: { enf: A } }
            """,
            isTold: """
                error[config.unknown-key]: unknown key `enf`
                 --> pipelines/small.yaml:6:28
                  |
                6 |   - health-check: { url: { enf: A } }
                  |                            ^^^
                hint: did you mean `env`?
                """
        ),
        .inSmall(
            "a secret that is a list",
            """
            notify:
              - health-check: { url: [a] }
            """,
            isTold: """
                error[config.wrong-shape]: expected a text, `{ env: NAME }` or `{ file: PATH }`, \
                found a list
                 --> pipelines/small.yaml:6:26
                  |
                6 |   - health-check: { url: [a] }
                  |                          ^
                """
        ),
        .inSmall(
            "a secret whose variable is none",
            """
            notify:
              - health-check: { url: { env: "A B" } }
            """,
            isTold: """
                error[config.wrong-shape]: expected the name of a variable such as `LANG`, found \
                `A B`
                 --> pipelines/small.yaml:6:33
                  |
                6 |   - health-check: { url: { env: "A B" } }
                  |                                 ^^^^^
                """
        ),
        .inSmall(
            "a command without a program",
            """
            notify:
              - command: []
            """,
            isTold: """
                error[config.wrong-shape]: expected a program with its arguments, found an empty \
                list
                 --> pipelines/small.yaml:6:14
                  |
                6 |   - command: []
                  |              ^
                """
        ),
    ]

    @Test(arguments: mistakes + mistakes2)
    func `a mistake is shown with its line`(_ mistake: Mistake) throws {
        #expect(try mistake.told() == mistake.expected)
    }

    @Test func `every channel is read with all it says`() throws {
        let pipeline = try TestProject.small(
            with: """
                notify:
                  - mail:
                      server: "smtps://mail.example.org:465"
                      user: { env: LIP_SMTP_USER }
                      password: { file: /etc/lipline/smtp }
                      from: lip@example.org
                      to: [steward@example.org, backup@example.org]
                    on: [failure, success]
                  - webhook:
                      url: { env: LIP_WEBHOOK }
                      headers: { Authorization: { env: LIP_TOKEN }, X-From: lipline }
                    on: [start]
                  - command: [logger, -t, lipline]
                    on: [failure]
                  - health-check: { url: "https://hc.example.org/ping/abc" }
                    on: [success]
                """
        )
        let mail = Notification.Mail(
            server: .literal("smtps://mail.example.org:465"),
            user: .environment(name: "LIP_SMTP_USER"),
            password: .file(path: "/etc/lipline/smtp"),
            from: "lip@example.org",
            to: ["steward@example.org", "backup@example.org"]
        )
        let headers: [String: Secret] = [
            "Authorization": .environment(name: "LIP_TOKEN"), "X-From": .literal("lipline"),
        ]
        #expect(
            pipeline.notifications == [
                Notification(moments: [.failure, .success], channel: .mail(mail)),
                Notification(
                    moments: [.start],
                    channel: .webhook(url: .environment(name: "LIP_WEBHOOK"), headers: headers)
                ),
                Notification(moments: [.failure], channel: .command(["logger", "-t", "lipline"])),
                Notification(
                    moments: [.success],
                    channel: .healthCheck(url: .literal("https://hc.example.org/ping/abc"))
                ),
            ]
        )
    }

    static let moments: [(String, Set<RunMoment>)] = [
        ("mail: { server: \"smtp://m\", from: a@b, to: [c@d] }", [.failure]),
        ("webhook: { url: \"http://localhost\" }", [.success, .failure]),
        ("command: [logger]", [.success, .failure]),
        ("health-check: { url: { file: url.txt } }", [.start, .success, .failure]),
    ]

    @Test(arguments: moments)
    func `a channel has its own moments where the entry names none`(
        _ channel: String,
        _ moments: Set<RunMoment>
    ) throws {
        let pipeline = try TestProject.small(with: "notify: [{ \(channel) }]")
        #expect(pipeline.notifications.map(\.moments) == [moments])
    }
}
