import DataStore
import IndicatorModel
import PipelineStages
import TestSupport
import Testing

@Suite struct ScheduleTests {
    private func schedule(
        _ cron: String = "0 2 * * *",
        project: String = "/srv/lipline",
        lip: String = "/usr/local/bin/lip",
        metrics: String? = nil
    ) throws -> Schedule {
        try Schedule(
            pipeline: "pnt",
            dataset: "pnt",
            cron: CronExpression(cron),
            project: project,
            lip: lip,
            metrics: metrics
        )
    }

    @Test func `a crontab says where, what and when`() throws {
        #expect(
            try schedule("30 2 * * mon-fri").crontab == """
                # Lipline: pnt. For the crontab of the user that owns the project: crontab -e
                # cron knows few programs, and mails what is said to its user. Say otherwise above:
                # PATH=/usr/local/bin:/usr/bin:/bin
                # MAILTO=steward@example.ca
                30 2 * * 1,2,3,4,5 cd /srv/lipline && /usr/local/bin/lip run pnt \
                --skip-if-running --log-format text
                """
        )
    }

    static let odd = "/srv/50% $x's \"a\\b\"; é"

    @Test func `a shell gets odd paths as they are`() throws {
        let folder = try TemporaryFolder()
        let project = folder.path + Self.odd
        try FileLayer().createFolder(project)
        try FileLayer().write(
            Array("#!/bin/sh\npwd\necho \"$@\"\n".utf8),
            to: "\(project)/lip",
            permissions: 0o755
        )
        let line = try #require(
            try schedule(project: project, lip: "\(project)/lip").crontab.split(separator: "\n")
                .last
        )
        // What cron does with a line: it takes the backslash before % away.
        let command = line.dropFirst("0 2 * * * ".count).replacing("\\%", with: "%")
        #expect(!line.replacing("\\%", with: "").contains("%"))
        let outcome = try ChildProcess(["/bin/sh", "-c", String(command)]).run()
        #expect(outcome.tail == "\(project)\nrun pnt --skip-if-running --log-format text\n")
    }

    @Test func `a service runs once, at low priority, and writes below the project alone`() throws {
        try expectGolden(schedule().service, "lipline-pnt.service")
        try expectGolden(schedule("0 2 1 * mon").timer, "lipline-pnt.timer")
        #expect(try schedule().unit == "lipline-pnt")
    }

    @Test func `odd paths are escaped for systemd`() throws {
        let lines = try schedule(project: Self.odd, lip: "/a b/lip").service.split(separator: "\n")
        #expect(lines.contains("WorkingDirectory=/srv/50%% $x's \"a\\b\"; é"))
        #expect(
            lines.contains(
                "ExecStart=\"/a b/lip\" run pnt --skip-if-running --log-format text"
            )
        )
        #expect(
            lines.contains("ReadWritePaths=\"/srv/50%% $x's \\\"a\\\\b\\\"; é\"")
        )
    }

    static let metrics: [(String, String)] = [
        ("metrics.prom", "/srv/lipline"), ("/m.prom", "/srv/lipline -/"),
        ("/var/lib/node exporter/lip.prom", "/srv/lipline \"-/var/lib/node exporter\""),
    ]

    @Test(arguments: metrics)
    func `a service may write where the pipeline puts its metrics`(
        _ path: String,
        _ folders: String
    ) throws {
        let lines = try schedule(metrics: path).service.split(separator: "\n")
        #expect(lines.contains("ReadWritePaths=\(folders)"))
    }

    @Test(arguments: ["/a\nb", "/a\0b", "/a\u{7F}"])
    func `a path that no schedule can hold is refused`(_ path: String) {
        let error = #expect(throws: Diagnostic.self) { try schedule(project: path) }
        #expect(error?.code == "schedule.bad-path")
        #expect(error?.message.contains("\n") == false)
    }

    @Test(
        .enabled(
            if: InstalledTool.path("systemd-analyze") != nil,
            "needs `systemd-analyze` (Debian: systemd)"
        ),
        arguments: ["", "/a b's 100% $x"]
    )
    func `systemd finds nothing wrong with the units`(_ name: String) throws {
        let folder = try TemporaryFolder()
        let project = folder.path + name
        let files = FileLayer()
        try files.createFolder(project)
        let schedule = try schedule(
            "0 2 1 * mon",
            project: project,
            lip: "/bin/true",
            metrics: "/var/lib/node exporter/lip.prom"
        )
        let paths = [("service", schedule.service), ("timer", schedule.timer)].map { kind, text in
            ("\(folder.path)/\(schedule.unit).\(kind)", text)
        }
        for (path, text) in paths { try files.write(Array("\(text)\n".utf8), to: path) }
        let program = try #require(InstalledTool.path("systemd-analyze"))
        let outcome = try ChildProcess(
            [program, "verify", "--man=no", "--recursive-errors=no"] + paths.map(\.0)
        )
        .run()
        #expect(outcome.tail == "")
        #expect(outcome.end == .exited(0))
    }
}
