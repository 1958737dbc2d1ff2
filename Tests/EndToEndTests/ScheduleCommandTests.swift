import Foundation
import TestSupport
import Testing

@Suite struct ScheduleCommandTests {
    private func schedule(
        _ project: TestProject,
        _ arguments: String...
    ) throws
        -> CommandLineTool.Result
    {
        try CommandLineTool.run(["schedule", "small"] + arguments, in: project.root)
    }

    @Test func `a crontab line names this command and this project by their whole paths`() throws {
        let project = try TestProject()
        let result = try schedule(project, "--cron", "30 2 * * *")
        #expect(result.status == 0)
        #expect(result.talk == "")
        let line = try #require(result.output.split(separator: "\n").last)
        let words = line.split(separator: " ")
        #expect(words[..<5].joined(separator: " ") == "30 2 * * *")
        #expect(words[5...7].joined(separator: " ") == "cd \(project.root) &&")
        #expect(FileManager.default.isExecutableFile(atPath: String(words[8])))
        #expect(
            words[9...].joined(separator: " ") == "run small --skip-if-running --log-format text"
        )
    }

    @Test func `units are printed one after the other, or written to a folder`() throws {
        let project = try TestProject()
        let printed = try schedule(project, "--systemd")
        #expect(printed.status == 0)
        #expect(printed.output.hasPrefix("### lipline-small.service ###\n[Unit]\n"))
        #expect(printed.output.contains("\n\n### lipline-small.timer ###\n[Unit]\n"))
        #expect(printed.output.contains("\nOnCalendar=*-*-* 02:00:00\n"))
        let written = try schedule(
            project,
            "--systemd",
            "--cron",
            "@hourly",
            "--out",
            project.path("units")
        )
        #expect(written.status == 0)
        let names = ["lipline-small.service", "lipline-small.timer"]
        #expect(
            written.output == names.map { "\(project.path("units"))/\($0)\n" }.joined()
        )
        #expect(
            written.talk == "start it: systemctl daemon-reload && "
                + "systemctl enable --now lipline-small.timer\n"
        )
        #expect(
            try project.read("units/lipline-small.timer").contains("OnCalendar=*-*-* *:00:00\n")
        )
        #expect(
            try project.read("units/lipline-small.service")
                .contains("\nWorkingDirectory=\(project.root)\n")
        )
    }

    @Test func `a wrong time is shown with its place, and nothing is written`() throws {
        let project = try TestProject()
        let result = try schedule(
            project,
            "--cron",
            "0 2 * * fryday",
            "--systemd",
            "--out",
            "units"
        )
        #expect(result.status == 64)
        #expect(result.output == "")
        #expect(
            result.talk == """
                error[schedule.bad-cron]: `fryday` is no day of the week: a number from 0 to 7, \
                or sun to sat was expected
                 --> --cron:1:9
                  |
                1 | 0 2 * * fryday
                  |         ^^^^^^

                """
        )
        #expect(!project.exists("units"))
    }

    @Test func `says which options go together`() throws {
        let project = try TestProject()
        let none = try schedule(project)
        #expect(none.status == 64)
        #expect(none.talk.hasPrefix("Error: say when: --cron \"0 2 * * *\", or --systemd"))
        let out = try schedule(project, "--cron", "@daily", "--out", "x")
        #expect(out.status == 64)
        #expect(out.talk.hasPrefix("Error: --out goes with --systemd\n"))
    }

    @Test func `only a pipeline without errors is scheduled`() throws {
        let project = try TestProject()
        let result = try CommandLineTool.run(
            ["schedule", "smal", "--systemd"],
            in: project.root
        )
        #expect(result.status == 78)
        #expect(result.output == "")
    }
}
