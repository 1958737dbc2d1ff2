import DataStore
import Foundation
import IndicatorModel
import PipelineStages
import Synchronization
import TestSupport

/// A pipeline that is run on a disk that fails, and then run again.
struct CrashMatrix: Sendable {
    /// The project, which nothing writes to; nil when `prepare` puts one of its own, `project`, in
    /// the folder.
    let root: String?
    let dataset: String
    let fault: FaultyDisk.Fault
    /// Puts in the folder what earlier runs made.
    var prepare: @Sendable (String) throws -> Void = { _ in }
    /// The version that the run publishes.
    var version = 1

    /// Whether the run that follows may ask servers.
    var isOnline = false

    var pipeline: String { "pipelines/\(dataset).yaml" }

    /// What was found at one point.
    struct Finding: Sendable {
        let point: Int
        let problems: [String]
    }

    /// How many operations a run makes, and what it publishes.
    func untouched() throws -> (operations: Int, sums: String) {
        let folder = try TemporaryFolder()
        try prepare(folder.path)
        let outcome = try fail(at: Int.max, in: folder.path)
        guard case .exited(0) = outcome.end else { throw Untouched(tail: outcome.tail) }
        let count = outcome.tail.split(separator: " ").first.flatMap { Int($0) } ?? 0
        return (count, try sums(folder.path))
    }

    /// The untouched run failed.
    struct Untouched: Error {
        let tail: String
    }

    /// Fails at each of the points; returns the points at which something was wrong.
    func walk(_ points: [Int], expecting sums: String) -> [Finding] {
        let findings = Findings()
        let workers = max(1, min(points.count, ProcessInfo.processInfo.activeProcessorCount))
        DispatchQueue.concurrentPerform(iterations: workers) { worker in
            for index in stride(from: worker, to: points.count, by: workers) {
                let problems: [String]
                do {
                    problems = try self.problems(at: points[index], expecting: sums)
                } catch {
                    problems = ["\(error)"]
                }
                if !problems.isEmpty {
                    findings.add(Finding(point: points[index], problems: problems))
                }
            }
        }
        return findings.sorted
    }

    private func root(_ folder: String) -> String { root ?? "\(folder)/project" }

    // MARK: - One point

    private func problems(at point: Int, expecting sums: String) throws -> [String] {
        let folder = try TemporaryFolder()
        try prepare(folder.path)
        var problems: [String] = []
        let first = try fail(at: point, in: folder.path)
        if !isExpected(first.end) { problems.append("ended with \(first.end): \(first.tail)") }
        problems += try publishedProblems(folder.path, isDone: false)
        let second = try ChildProcess(
            [
                CommandLineTool.path(), "run", dataset, "--root", root(folder.path), "--jobs", "1",
            ] + (isOnline ? [] : ["--offline"]) + places(folder.path)
        ).run(timeout: .seconds(300))
        if second.end != .exited(0) {
            problems.append("the next run ended with \(second.end): \(second.tail)")
        }
        if try self.sums(folder.path) != sums { problems.append("other bytes were published") }
        problems += try publishedProblems(folder.path, isDone: true)
        problems += try ledgerProblems(folder.path)
        problems += try leftovers(folder.path)
        return problems
    }

    private func fail(at point: Int, in folder: String) throws -> ChildProcess.Outcome {
        try ChildProcess(
            [
                CommandLineTool.path("FaultyRun"), fault.rawValue, "\(point)", root(folder),
                pipeline, folder,
            ]
        ).run(timeout: .seconds(300))
    }

    /// A failing disk may go unnoticed where what could not be written can be done without.
    private func isExpected(_ end: ChildProcess.End) -> Bool {
        switch fault {
        case .kill: end == .signalled(SIGKILL)
        case .full, .broken: end == .exited(ExitStatus.cannotWrite.rawValue) || end == .exited(0)
        }
    }

    private func places(_ folder: String) -> [String] {
        [
            "--data-raw", "\(folder)/raw", "--data-clean", "\(folder)/clean", "--state",
            "\(folder)/state",
        ]
    }

    private func sums(_ folder: String) throws -> String {
        try String(
            contentsOfFile: "\(folder)/clean/\(dataset)/versions/\(version)/SHA256SUMS",
            encoding: .utf8
        )
    }

    // MARK: - What must hold

    /// Readers see a whole version or none, at any time; after a run, the one that it published.
    private func publishedProblems(_ folder: String, isDone: Bool) throws -> [String] {
        let store = ReleaseStore(root: "\(folder)/clean/\(dataset)", files: FileLayer())
        let releases = try store.releases()
        var problems = try releases.flatMap(store.verify)
        for release in releases {
            let files = try subpaths(store.folder(release.version))
            let named = try String(
                contentsOfFile: "\(store.folder(release.version))/SHA256SUMS",
                encoding: .utf8
            ).split(separator: "\n").map { String($0.dropFirst(66)) }
            let extra = Set(files).subtracting(named).subtracting(["SHA256SUMS"])
            problems += extra.sorted().map { "\($0) is in no list" }
        }
        let link = try? FileManager.default.destinationOfSymbolicLink(
            atPath: "\(store.root)/latest"
        )
        if let link, !releases.contains(where: { link == "versions/\($0.version)" }) {
            problems.append("latest is \(link), which was not published")
        }
        if isDone {
            if releases.count != version { problems.append("\(releases.count) releases") }
            if link != "versions/\(version)" { problems.append("latest is \(link ?? "nothing")") }
        }
        return problems
    }

    private func ledgerProblems(_ folder: String) throws -> [String] {
        let path = "\(folder)/state/ledger.sqlite"
        var problems =
            try Ledger.openIfThere(state: "\(folder)/state")?.integrityProblems()
            ?? ["no ledger"]
        // As the rows stand, not as readers are shown them.
        let states = try DatasetDatabase.query(path, "SELECT state FROM run").map { $0[0] }
        let allowed: Set<String> =
            fault == .kill ? ["aborted", "complete"] : ["aborted", "complete", "failed"]
        for state in states where !allowed.contains(state) {
            problems.append("a run is \(state)")
        }
        let last = try Ledger.openIfThere(state: "\(folder)/state")?.runs(limit: 10)
            .first { $0.arguments.hasPrefix("run ") }
        if last?.state != .complete { problems.append("the last run is not complete") }
        return problems
    }

    /// What is left of the run that failed, and that `gc` does not find.
    private func leftovers(_ folder: String) throws -> [String] {
        var options = RunOptions(root: root(folder))
        options.dataRaw = "\(folder)/raw"
        options.dataClean = "\(folder)/clean"
        options.state = "\(folder)/state"
        let before = try sums(folder)
        _ = try GarbageCollector(options).collect()
        var problems = try subpaths(folder).filter { $0.contains(".tmp-") || $0.contains(".next-") }
            .map { "gc leaves \($0)" }
        if try sums(folder) != before { problems.append("gc changed what was published") }
        return problems
    }

    private func subpaths(_ folder: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder).filter { name in
            var isFolder = false
            let path = "\(folder)/\(name)"
            _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            return !isFolder
        }
    }
}

/// What several threads find.
private final class Findings: Sendable {
    private let findings = Mutex<[CrashMatrix.Finding]>([])

    func add(_ finding: CrashMatrix.Finding) {
        findings.withLock { $0.append(finding) }
    }

    var sorted: [CrashMatrix.Finding] {
        findings.withLock { $0.sorted { $0.point < $1.point } }
    }
}
