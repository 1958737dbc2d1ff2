package import IndicatorModel

/// A pipeline with a time, as texts for cron and systemd.
package struct Schedule: Sendable {
    private let pipeline: String
    private let dataset: String
    private let cron: CronExpression
    private let project: String
    private let lip: String
    private let metrics: String?

    /// - Parameters:
    ///   - pipeline: The pipeline, as `lip run` is told.
    ///   - dataset: Its dataset, which names the units.
    ///   - cron: When it runs.
    ///   - project: The absolute path of the project's folder.
    ///   - lip: The absolute path of the command.
    ///   - metrics: Where the pipeline writes its metrics: below the project, or an absolute path.
    /// - Throws: `schedule.bad-path`, for what neither cron nor systemd can be told.
    package init(
        pipeline: String,
        dataset: String,
        cron: CronExpression,
        project: String,
        lip: String,
        metrics: String? = nil
    ) throws(Diagnostic) {
        for path in [pipeline, project, lip, metrics ?? ""]
        where path.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
            throw Diagnostic(
                "schedule.bad-path",
                "the path `\(oneLine(path))` holds a control character, which no schedule can hold",
                hints: ["rename it"]
            )
        }
        self.pipeline = pipeline
        self.dataset = dataset
        self.cron = cron
        self.project = project
        self.lip = lip
        self.metrics = metrics
    }

    private var arguments: [String] {
        ["run", pipeline, "--skip-if-running", "--log-format", "text"]
    }

    /// A line for `crontab -e`, after lines that say what it needs.
    package var crontab: String {
        let words = ([lip] + arguments).map(shellQuoted).joined(separator: " ")
        // cron takes % for the end of the line, also between quotes; the backslash it takes away.
        let command = "cd \(shellQuoted(project)) && \(words)".replacing("%", with: "\\%")
        return """
            # Lipline: \(dataset). For the crontab of the user that owns the project: crontab -e
            # cron knows few programs, and mails what is said to its user. Say otherwise above:
            # PATH=/usr/local/bin:/usr/bin:/bin
            # MAILTO=steward@example.ca
            \(cron.text) \(command)
            """
    }

    /// The names of the units, without `.service` and `.timer`.
    package var unit: String { "lipline-\(dataset)" }

    /// What is run.
    package var service: String {
        // A `$` stands for a variable in arguments, and for itself in the path of the program.
        let words = arguments.map { systemdQuoted($0).replacing("$", with: "$$") }
        let command = ([systemdQuoted(lip)] + words).joined(separator: " ")
        return """
            [Unit]
            Description=Lipline pipeline \(specifiersEscaped(dataset))
            Wants=network-online.target
            After=network-online.target

            [Service]
            Type=oneshot
            # The user that owns the project; without this line it is root.
            #User=lipline
            WorkingDirectory=\(specifiersEscaped(project))
            ExecStart=\(command)
            # 75: another run is at work, so there is nothing to do.
            SuccessExitStatus=75
            # A run that hangs is ended. It is told to stop (SIGTERM), and keeps what it has done.
            TimeoutStartSec=12h
            TimeoutStopSec=60
            KillSignal=SIGTERM
            KillMode=mixed
            Nice=10
            # It may write to these folders, and nowhere else.
            ProtectSystem=strict
            ReadWritePaths=\(writable)
            PrivateTmp=true
            NoNewPrivileges=true
            """
    }

    /// The project, and the folder of the metrics where that lies elsewhere, if it is there.
    private var writable: String {
        var folders = [project]
        if let metrics, metrics.hasPrefix("/"), let slash = metrics.lastIndex(of: "/") {
            folders.append("-\(slash == metrics.startIndex ? "/" : metrics[..<slash])")
        }
        return folders.map(systemdQuoted).joined(separator: " ")
    }

    /// When it is run.
    package var timer: String {
        let events = CalendarEvents(cron).all.map { "OnCalendar=\($0)" }.joined(separator: "\n")
        return """
            [Unit]
            Description=Time of Lipline pipeline \(specifiersEscaped(dataset)): \(cron.text)

            [Timer]
            \(events)
            # A time at which the machine was off is made up for.
            Persistent=true
            # Not all at the same second.
            RandomizedDelaySec=60

            [Install]
            WantedBy=timers.target
            """
    }
}

/// A word as a shell reads it as one.
func shellQuoted(_ word: String) -> String {
    let isPlain =
        !word.isEmpty
        && word.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || "/._-+=:,@".utf8.contains(byte)
        }
    return isPlain ? word : "'\(word.replacing("'", with: "'\\''"))'"
}

/// A text of a unit in which `%` is no specifier.
private func specifiersEscaped(_ text: String) -> String {
    text.replacing("%", with: "%%")
}

/// A word of a command or list of paths of a unit; systemd.syntax(7), systemd.service(5).
func systemdQuoted(_ word: String) -> String {
    let escaped = specifiersEscaped(word)
        .replacing("\\", with: "\\\\")
        .replacing("\"", with: "\\\"")
    let isPlain = escaped == word && !word.isEmpty && !word.contains { " '#;$".contains($0) }
    return isPlain ? word : "\"\(escaped)\""
}
