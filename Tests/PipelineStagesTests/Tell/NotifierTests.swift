import DataStore
import FoundationEssentials
import IndicatorModel
import PipelineStages
import Synchronization
import TestSupport
import Testing

@Suite struct NotifierTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func notifier(
        _ channel: Notification.Channel,
        at moments: Set<RunMoment> = Set(RunMoment.allCases),
        _ environment: [String: String] = [:],
        isStopped: @escaping @Sendable () -> Bool = { false }
    ) -> Notifier {
        Notifier(
            [Notification(moments: moments, channel: channel)],
            resolver: SecretResolver(environment: environment, root: folder.path),
            root: folder.path,
            pause: .zero,
            isStopped: isStopped
        )
    }

    private func text(_ name: String) throws -> String {
        String(decoding: try readFile("\(folder.path)/\(name)"), as: UTF8.self)
    }

    static let json = """
        {"dataset":"pnt","ended":"2026-11-24T05:35:20Z","exit_status":69,"failures":\
        [{"code":"archive.truncated","message":"`calgary.csv.gz` ends in the middle of its \
        compressed data","step":"extract/census-2016/calgary"}],"host":"server",\
        "log":".lip/logs/20261124T053413Z-1983.log","moment":"failure","pipeline":"pnt",\
        "run_id":"20261124T053413Z-1983","started":"2026-11-24T05:34:13Z","state":"failed",\
        "steps":{"blocked":2,"current":10,"failed":1,"ran":3,"stopped":0},\
        "warnings":["`jasper.csv` was found nowhere"]}
        """

    @Test func `a webhook gets the run as JSON, with its headers`() throws {
        let server = try HTTPTestServer()
        let notifier = notifier(
            .webhook(
                url: .environment(name: "HOOK"),
                headers: ["X-Token": .environment(name: "TOKEN"), "X-Kind": .literal("run")]
            ),
            ["HOOK": "\(server.url)/services/T0/B1", "TOKEN": "t0ken"]
        )
        #expect(notifier.problems.isEmpty)
        #expect(notifier.tell(.failed, at: .failure).isEmpty)
        let request = try #require(server.requests.first)
        #expect(server.requests.count == 1)
        #expect(request.line == "POST /services/T0/B1 HTTP/1.1")
        #expect(
            request.headers.dropFirst() == [
                "User-Agent: lipline", "Accept: */*", "Content-Type: application/json",
                "Expect:", "X-Kind: run", "X-Token: t0ken",
                "Content-Length: \(Self.json.utf8.count)",
            ]
        )
        #expect(request.text == Self.json)
    }

    @Test func `a health check is visited, each moment at its own address`() throws {
        let server = try HTTPTestServer()
        let notifier = notifier(.healthCheck(url: .literal("\(server.url)/abc-123?create=1")))
        for moment in RunMoment.allCases {
            #expect(notifier.tell(.failed, at: moment).isEmpty)
        }
        #expect(
            server.requests.map(\.line) == [
                "GET /abc-123/start?create=1 HTTP/1.1", "GET /abc-123?create=1 HTTP/1.1",
                "GET /abc-123/fail?create=1 HTTP/1.1",
            ]
        )
    }

    @Test func `a program gets the run on its standard input, in the project's folder`() throws {
        let notifier = notifier(.command(["/bin/sh", "-c", "cat > \"$0\"", "a file; $x"]))
        #expect(notifier.tell(.failed, at: .failure).isEmpty)
        #expect(try text("a file; $x") == Self.json + "\n")
    }

    @Test func `a mail says what failed and where to look`() throws {
        let server = try SMTPTestServer()
        let notifier = notifier(
            .mail(
                .init(
                    server: .environment(name: "SMTP"),
                    user: .literal("lip"),
                    password: .environment(name: "PASSWORD"),
                    from: "Exécutions <lip@agency.ca>",
                    to: ["a@agency.ca", "\"B, C\" <b@agency.ca>"]
                )
            ),
            ["SMTP": server.url, "PASSWORD": "pä$$word"]
        )
        #expect(notifier.tell(.failed, at: .failure).isEmpty)
        let conversation = try #require(server.conversations.first)
        #expect(
            conversation.lines.dropFirst() == [
                "AUTH PLAIN", Data("\0lip\0pä$$word".utf8).base64EncodedString(),
                "MAIL FROM:<lip@agency.ca>", "RCPT TO:<a@agency.ca>", "RCPT TO:<b@agency.ca>",
                "DATA", "QUIT",
            ]
        )
        let expected = """
            From: =?utf-8?B?RXjDqWN1dGlvbnM=?= <lip@agency.ca>
            To: a@agency.ca,
             "B, C" <b@agency.ca>
            Subject: [lip] pnt failed on server
            Date: Tue, 24 Nov 2026 05:35:20 +0000
            Message-ID: <20261124T053413Z-1983.failure@agency.ca>
            Auto-Submitted: auto-generated
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            pnt failed on server

            Run:      20261124T053413Z-1983
            Dataset:  pnt
            Started:  2026-11-24T05:34:13Z
            Ended:    2026-11-24T05:35:20Z
            Exit:     69
            Version:  no new one
            Steps:    3 ran, 10 current, 1 failed, 2 blocked, 0 stopped
            Log:      .lip/logs/20261124T053413Z-1983.log

            Failures:
            extract/census-2016/calgary
              error[archive.truncated]: `calgary.csv.gz` ends in the middle of its comp=
            ressed data

            Warnings:
            `jasper.csv` was found nowhere

            """
        #expect(conversation.text == expected.replacing("\n", with: "\r\n"))
    }

    @Test func `who wants to know of failures alone is told of nothing else`() throws {
        let server = try HTTPTestServer()
        let notifier = notifier(.healthCheck(url: .literal(server.url)), at: [.failure])
        #expect(notifier.tell(.succeeded, at: .start).isEmpty)
        #expect(notifier.tell(.succeeded, at: .success).isEmpty)
        #expect(server.requests.isEmpty)
    }

    @Test func `a server that fails once is asked again`() throws {
        let server = try HTTPTestServer([.status(500), .status(200)])
        let notifier = notifier(.webhook(url: .literal(server.url), headers: [:]))
        #expect(notifier.tell(.succeeded, at: .success).isEmpty)
        #expect(server.requests.count == 2)
    }

    static let unwilling: [(HTTPTestServer.Answer, Int, String)] = [
        (.status(503), 2, "answered 503"), (.status(404), 1, "answered 404"),
        (.status(429), 2, "answered 429"), (.status(302), 1, "answered 302"),
    ]

    @Test(arguments: unwilling)
    func `an unwilling server is asked at most twice, and told of`(
        _ answer: HTTPTestServer.Answer,
        _ count: Int,
        _ reason: String
    ) throws {
        let server = try HTTPTestServer([answer])
        let notifier = notifier(.webhook(url: .literal("\(server.url)/s3cret"), headers: [:]))
        #expect(
            notifier.tell(.succeeded, at: .success).map(\.rendered) == [
                "warning[notify.failed]: the webhook was not told of the success: "
                    + "`\(server.url)` \(reason)"
            ]
        )
        #expect(server.requests.count == count)
    }

    @Test func `a server that is not there is a warning without secrets`() throws {
        let port = try LoopbackServer.closedPort()
        let notifier = notifier(
            .healthCheck(url: .literal("http://user:pa55@127.0.0.1:\(port)/uuid?k=1"))
        )
        let warnings = notifier.tell(.succeeded, at: .start)
        #expect(warnings.map(\.code) == ["notify.failed"])
        let message = try #require(warnings.first?.message)
        let start = "the health check was not told of the start: Failed to connect to 127.0.0.1"
        #expect(message.hasPrefix(start))
        #expect(message.hasSuffix("(`http://127.0.0.1:\(port)`)"))
        for secret in ["pa55", "uuid", "k=1"] { #expect(!message.contains(secret)) }
    }

    @Test func `a silent server is left when telling is stopped`() throws {
        let server = try HTTPTestServer([.nothing])
        let notifier = notifier(
            .webhook(url: .literal(server.url), headers: [:]),
            isStopped: { !server.requests.isEmpty }
        )
        #expect(
            notifier.tell(.succeeded, at: .success).map(\.message) == [
                "the webhook was not told of the success: the run was stopped (`\(server.url)`)"
            ]
        )
    }

    static let programs = [
        (["/bin/sh", "-c", "echo no use >&2; exit 3"], "it exited with 3: no use"),
        (["/bin/sh", "-c", "kill -9 $$"], "signal 9 ended it"),
        (["/none/program"], "there is no program `/none/program`"),
    ]

    @Test(arguments: programs)
    func `a program that fails is told of`(_ program: [String], _ reason: String) {
        #expect(
            notifier(.command(program)).tell(.succeeded, at: .success).map(\.message) == [
                "the program `\(program[0])` was not told of the success: \(reason)"
            ]
        )
    }

    @Test func `a mail that is refused is told of, without its password`() throws {
        let server = try SMTPTestServer(answers: ["RCPT": "550 no hunter22 here"])
        let notifier = notifier(
            .mail(
                .init(
                    server: .literal(server.url),
                    user: .literal("u"),
                    password: .literal("hunter22"),
                    from: "a@b.ca",
                    to: ["c@d.ca"]
                )
            )
        )
        #expect(
            notifier.tell(.failed, at: .failure).map(\.message) == [
                "the mail to `c@d.ca` was not told of the failure: RCPT failed: 550 "
                    + "(`\(server.url)`)"
            ]
        )
    }

    @Test func `secrets that are not there are named, and never shown`() {
        let channels: [(Notification.Channel, String, String)] = [
            (
                .healthCheck(url: .environment(name: "HOOK")),
                "warning[notify.no-secret]: the variable `HOOK` is not set",
                "set it for the user that runs `lip`; cron and systemd do not read a shell's "
                    + "profile"
            ),
            (
                .webhook(url: .literal("http://127.0.0.1/"), headers: ["A": .file(path: "key")]),
                "warning[notify.no-secret]: the file `key` is missing or cannot be read",
                "write the secret into it, readable for the user that runs `lip` alone"
            ),
            (
                .mail(
                    .init(
                        server: .literal("smtp://127.0.0.1"),
                        user: nil,
                        password: nil,
                        from: "nobody",
                        to: []
                    )
                ),
                "warning[notify.bad-address]: `nobody` is no address of a mail",
                "write `name@example.ca` or `Name <name@example.ca>`, in ASCII"
            ),
        ]
        for (channel, message, hint) in channels {
            let notifier = notifier(channel)
            #expect(notifier.problems.map(\.rendered) == ["\(message)\nhint: \(hint)"])
            #expect(notifier.tell(.failed, at: .failure) == notifier.problems)
        }
    }

    @Test func `secrets are taken out of what is told`() throws {
        let server = try HTTPTestServer()
        let notifier = notifier(
            .webhook(url: .literal("\(server.url)/hook"), headers: ["K": .environment(name: "K")]),
            ["K": "s3cr3t"]
        )
        var summary = RunSummary.failed
        summary.failures = [.init(step: "a", code: "b", message: "it said s3cr3t")]
        summary.warnings = ["s3cr3t again"]
        #expect(notifier.tell(summary, at: .failure).isEmpty)
        let body = try #require(server.requests.first?.text)
        #expect(!body.contains("s3cr3t"))
        #expect(body.contains("it said ***"))
        #expect(notifier.redactor.redact("GET /hook with s3cr3t") == "GET *** with ***")
    }
}
