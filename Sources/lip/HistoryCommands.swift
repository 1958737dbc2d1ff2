import ArgumentParser
import DataStore
import IndicatorModel
import PipelineStages

/// The ledger that a command reads.
struct LedgerOptions: ParsableArguments {
    @OptionGroup var project: ProjectOptions

    @Option(help: "The folder of the run's own state (default: .lip in the project).")
    var state: String?

    var path: String { state ?? project.path(".lip") }

    func ledger() throws -> Ledger {
        guard let ledger = try Ledger.openIfThere(state: path) else {
            throw Diagnostic(
                "config.no-ledger",
                "no run is noted in `\(path)`",
                hints: ["run `lip run PIPELINE` first, or say where the state is with `--state`"]
            )
        }
        return ledger
    }
}

struct RunsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs",
        abstract: "List the runs that were made, newest first.",
        discussion: """
            A run is complete, failed, stopped (by Ctrl-C or SIGTERM), running, or aborted: its \
            process went away without saying how it ended.

            Example: lip runs starter --limit 5
            """
    )

    @OptionGroup var options: LedgerOptions

    @Argument(help: "A dataset; all of them when left out.")
    var dataset: String?

    @Option(help: "How many runs to list.")
    var limit = 20

    @Flag(help: "Print the runs as JSON.")
    var json = false

    func run() throws {
        do {
            let runs = try options.ledger().runs(dataset: dataset, limit: limit)
            if json { return try Terminal.json(runs) }
            for run in runs { Terminal.result(run.line) }
        } catch {
            throw fail(error)
        }
    }
}

extension RunRow {
    /// The run in one line.
    var line: String {
        let time = seconds.map { "\(decimalText(rounded($0, decimals: 2))) s" } ?? "-"
        var facts = ["\(ran) ran", "\(current) current"]
        if failed > 0 { facts.append("\(failed) failed") }
        if blocked > 0 { facts.append("\(blocked) blocked") }
        if let published { facts.append("published version \(published)") }
        return "\(id)  \(dataset)  \(state.rawValue)  \(time)  \(facts.joined(separator: ", "))"
    }
}

struct LogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "Show what became of the steps of a run, and why they ran.",
        discussion: """
            Takes the id of a run, or the beginning of it; `last` is the newest run. Steps that \
            were current are counted, not listed. Everything that was said during the run stands \
            in .lip/logs/RUN.jsonl.

            Example: lip log last
            """
    )

    @OptionGroup var options: LedgerOptions

    @Argument(help: ArgumentHelp("The run, as `lip runs` lists it, or `last`.", valueName: "run"))
    var id: String

    @Flag(help: "Show the digests of what each step read and made.")
    var digests = false

    @Flag(help: "Print the run and its steps as JSON.")
    var json = false

    func run() throws {
        do {
            let ledger = try options.ledger()
            let row = try find(in: ledger)
            let steps = try ledger.steps(of: row.id)
            if json { return try Terminal.json(Record(run: row, steps: steps)) }
            show(row, steps)
        } catch {
            throw fail(error)
        }
    }

    private struct Record: Encodable {
        let run: RunRow
        let steps: [StepRow]
    }

    private func find(in ledger: Ledger) throws -> RunRow {
        let found = id == "last" ? try ledger.runs(limit: 1) : try ledger.runs(called: id)
        if let exact = found.first(where: { $0.id == id }) { return exact }
        if found.count == 1 { return found[0] }
        throw Diagnostic(
            "config.unknown-run",
            found.isEmpty
                ? "no run is called `\(id)`"
                : "`\(id)` is the beginning of \(listed(found.map(\.id), limit: 5))",
            hints: ["`lip runs` lists all runs"]
        )
    }

    private func show(_ run: RunRow, _ steps: [StepRow]) {
        Terminal.result(run.line)
        Terminal.result(
            "  began \(run.began), ended \(run.ended ?? "-"), process \(run.pid) on \(run.host), "
                + "exit status \(run.exitStatus.map(String.init) ?? "-")"
        )
        if let memory = run.peakMemory {
            Terminal.result("  peak memory \(grouped(memory / 1_000_000)) MB")
        }
        for step in steps {
            Terminal.result("\(step.state)  \(step.step)  \(facts(step))")
            for reason in step.reasons { Terminal.result("    because \(reason)") }
            if digests {
                for (name, digest) in step.inputs.sorted(by: { $0.key < $1.key }) {
                    Terminal.result("    read \(digest.prefix(16))  \(name)")
                }
                if let output = step.output { Terminal.result("    made \(output.prefix(16))") }
            }
            for blocker in step.blockers { Terminal.result("    waits for \(blocker)") }
            if let error = step.error {
                for line in error.split(separator: "\n") { Terminal.result("    \(line)") }
            }
        }
        if steps.isEmpty, let message = run.message { Terminal.result(message) }
    }

    private func facts(_ step: StepRow) -> String {
        var facts = ["\(decimalText(rounded(step.seconds, decimals: 3))) s"]
        if step.attempts > 1 { facts.append("\(step.attempts) attempts") }
        if step.rows > 0 { facts.append(counted(step.rows, "row")) }
        if step.rejects > 0 { facts.append(counted(step.rejects, "reject")) }
        if step.bytes > 0 { facts.append("\(grouped(step.bytes)) bytes") }
        if step.state == "ran", !step.isChanged { facts.append("unchanged") }
        return facts.joined(separator: ", ")
    }
}
