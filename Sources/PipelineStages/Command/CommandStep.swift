import CSVKernel
import DataStore
import FoundationEssentials
import IndicatorModel
import PipelineEngine

/// Runs a program of the steward's, and takes what it wrote when it succeeded.
///
/// The program writes to a folder of the run's own; its files get their final names only when it
/// has exited with 0 and written all of them.
struct CommandStep: Step {
    let command: CommandDefinition
    /// The project's folder, where the program starts.
    let root: String
    /// Where the program writes.
    let workFolder: String
    /// Where all that it says is kept.
    let log: String
    let files: FileLayer
    let digests: FileDigests
    /// Takes secrets out of what the program says.
    let redactor: Redactor
    /// What makes the files that it reads, where steps do.
    let inputs: [ArtifactID]

    let version = 1
    var id: StepID { StepID(stage: "command", subject: command.id.name) }
    var output: ArtifactID { .made(command.id) }
    var isEndResult: Bool { true }

    func settings() throws -> [Setting] {
        let environment = command.environment.sorted { $0.key < $1.key }
            .map { "\($0.key)=\($0.value)" }
        let outputs = command.outputs.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return [
            .derived(
                "command \(command.id)",
                (command.program + [""] + environment + [""] + outputs).joined(separator: "\n"),
                origin: command.span?.file
            )
        ]
            + (try Set(command.inputs.values).sorted().map { path in
                let digest = try digests.digest(of: full(path))?.digest
                return Setting(.file, "file \(path)", digest: digest ?? Setting.absent)
            })
    }

    func run(in context: StepContext) throws -> MadeFiles {
        for (name, path) in command.inputs.sorted(by: { $0.key < $1.key })
        where FileStamp(full(path)) == nil {
            throw error("no-input", "input `\(name)` of `\(command.id)`, `\(path)`, is not there")
        }
        let places = command.outputs.map { name, path in
            (name: name, path: path, written: "\(workFolder)/\(name)/\(fileName(path))")
        }.sorted { $0.name < $1.name }
        if FileStamp(workFolder) != nil { try files.removeUnpublished(workFolder) }
        for place in places { try files.createFolder("\(workFolder)/\(place.name)") }
        defer { try? files.removeUnpublished(workFolder) }
        try start(arguments(places.map { ($0.name, $0.written) }), context)
        for place in places where !isFile(place.written) {
            throw error(
                "missing-output",
                "`\(command.id)` exited with 0 and did not write its output `\(place.name)`",
                hints: ["let it write to `{outputs.\(place.name)}`; nothing of it was taken"]
            )
        }
        var made: [String: String] = [:]
        for place in places { made[place.path] = try take(place.written, as: place.path) }
        context.count { $0.file = "" }
        return MadeFiles(digests: made)
    }

    func outputStands(_ digest: String, in store: any ArtifactStore) -> Bool {
        guard let made = try? load(digest, from: store) else { return false }
        return made.digests.allSatisfy { path, digest in
            (try? digests.digest(of: full(path)))??.digest == digest
        }
    }

    // MARK: - The program

    /// The program with its arguments, names of files put in place of what stands for them.
    private func arguments(_ outputs: [(name: String, path: String)]) -> [String] {
        command.program.map { argument in
            var text = argument
            for (name, path) in command.inputs {
                text = text.replacing("{inputs.\(name)}", with: path)
            }
            for (name, path) in outputs {
                text = text.replacing("{outputs.\(name)}", with: path)
            }
            return text
        }
    }

    private func start(_ arguments: [String], _ context: StepContext) throws {
        let log = try? LogFile(log, files)
        let child = ChildProcess(arguments, environment: command.environment, folder: root)
        let outcome = try child.run(
            isStopped: { context.stopReason != nil },
            onLine: { line in
                let line = redactor.redact(line)
                log?.write(Array("\(line)\n".utf8))
                context.count { $0.file = line }
            }
        )
        context.count { $0.peakMemory = outcome.peakMemory }
        switch outcome.end {
        case .exited(0): return
        case .exited(let status): throw failure("exited with status \(status)", outcome.tail)
        case .signalled(let number): throw failure("was ended by signal \(number)", outcome.tail)
        case .timedOut, .stopped: throw StepStopped(context.stopReason ?? .stopped)
        }
    }

    private func failure(_ what: String, _ tail: String) -> Diagnostic {
        let lines = redactor.redact(tail).split(separator: "\n").suffix(10).map(String.init)
        return error(
            "failed",
            "`\(command.id)` \(what)",
            hints: lines.isEmpty
                ? ["it said nothing"] : ["it said last: \(lines.joined(separator: "\n  "))"]
        )
    }

    private func error(_ code: String, _ message: String, hints: [String] = []) -> Diagnostic {
        Diagnostic("command.\(code)", message, at: command.span, hints: hints)
    }

    // MARK: - Files

    private func take(_ written: String, as path: String) throws -> String {
        let final = full(path)
        try removeLeftovers(of: final)
        let digest = try SHA256.digest(ofFile: written).digest
        if try digests.digest(of: final)?.digest == digest { return digest }
        try files.createFolder(folder(of: final))
        guard try files.copy(written, to: final, digest: digest, permissions: 0o644) else {
            throw error("changing-output", "`\(path)` changed after `\(command.id)` had ended")
        }
        return digest
    }

    /// Removes what a run that died while it took this file left beside it: nobody else looks.
    private func removeLeftovers(of final: String) throws {
        let folder = folder(of: final)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for name in names where name.hasPrefix("\(fileName(final)).tmp-") {
            try files.removeUnpublished("\(folder)/\(name)")
        }
    }

    private func full(_ path: String) -> String { IndicatorModel.path(path, in: root) }
}

/// What a command step made: files of the project, with the digests of their bytes.
struct MadeFiles: Artifact {
    let digests: [String: String]

    init(digests: [String: String]) {
        self.digests = digests
    }

    func encoded() -> [UInt8] {
        var writer = ArtifactWriter()
        writer.write(digests.sorted { $0.key < $1.key }) { writer, file in
            writer.write(file.key)
            writer.write(file.value)
        }
        return writer.bytes
    }

    init(decoding bytes: [UInt8]) throws {
        var reader = ArtifactReader(bytes)
        let files = try reader.items { (try $0.text(), try $0.text()) }
        digests = Dictionary(files, uniquingKeysWith: { $1 })
        try reader.end()
    }
}

extension ArtifactID {
    static func made(_ command: CommandID) -> ArtifactID { ArtifactID("made/\(command)") }
}
