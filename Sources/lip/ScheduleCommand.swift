import ArgumentParser
import DataStore
import FoundationEssentials
import IndicatorModel
import PipelineStages

struct ScheduleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schedule",
        abstract: "Print what cron or systemd need to run a pipeline regularly.",
        discussion: """
            With --cron alone: a line for a crontab. With --systemd: a service and a timer, at \
            two every night or at the time of --cron. Installs nothing.

            A time is a cron expression: minute, hour, day of the month, month, day of the week; \
            or @hourly, @daily, @weekly, @monthly, @yearly.

            Example: lip schedule pnt --cron "30 2 * * mon-fri"
            Example: lip schedule pnt --systemd --cron @daily --out /etc/systemd/system
            """
    )

    @OptionGroup var project: ProjectOptions

    @Argument(help: "The pipeline, by name or path.")
    var pipeline: String

    @Option(help: "When it runs: a cron expression.")
    var cron: String?

    @Flag(help: "Print a service and a timer of systemd.")
    var systemd = false

    @Option(help: "With --systemd: the folder to write the two files to.")
    var out: String?

    func validate() throws {
        if cron == nil, !systemd {
            throw ValidationError("say when: --cron \"0 2 * * *\", or --systemd for every night")
        }
        if out != nil, !systemd { throw ValidationError("--out goes with --systemd") }
    }

    func run() throws {
        do {
            let (_, loaded) = try project.load(pipeline)
            let schedule = try Schedule(
                pipeline: pipeline,
                dataset: loaded.dataset,
                cron: CronExpression(cron ?? "0 2 * * *"),
                project: URL(filePath: project.root).resolvingSymlinksInPath().path,
                lip: FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"),
                metrics: loaded.metrics
            )
            if systemd { return try give(schedule) }
            Terminal.result(schedule.crontab)
        } catch let problem as Diagnostic where problem.code.hasPrefix("schedule.") {
            Terminal.talk(problem.rendered)
            throw ExitCode.validationFailure
        } catch {
            throw fail(error)
        }
    }

    /// Prints the two files, or writes them.
    private func give(_ schedule: Schedule) throws {
        let files = [
            ("\(schedule.unit).service", schedule.service),
            ("\(schedule.unit).timer", schedule.timer),
        ]
        guard let out else {
            return Terminal.result(
                files.map { "### \($0.0) ###\n\($0.1)" }.joined(separator: "\n\n")
            )
        }
        let layer = FileLayer()
        try layer.createFolder(out)
        for (name, text) in files {
            try layer.replace("\(out)/\(name)", with: Array("\(text)\n".utf8))
            Terminal.result("\(out)/\(name)")
        }
        Terminal.talk(
            "start it: systemctl daemon-reload && systemctl enable --now \(schedule.unit).timer"
        )
    }
}
