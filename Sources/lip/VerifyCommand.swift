import ArgumentParser
import DataStore
import FoundationEssentials
import IndicatorModel
import PipelineStages

struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check that what was published and what was taken in is as it was.",
        discussion: """
            Hashes every file of every version again, follows the chain of releases, and hashes \
            the bytes of every snapshot. Exits with 65 when anything has changed, is missing, or \
            was added. With the name of a dataset only its versions are looked at.

            Example: lip verify
            Example: lip verify starter
            """
    )

    @OptionGroup var project: ProjectOptions
    @OptionGroup var published: PublishedOptions

    @Option(help: "The folder of raw files (default: data-raw in the project).")
    var dataRaw: String?

    @Argument(help: "A dataset; all of them, and the snapshots, when left out.")
    var dataset: String?

    @Flag(help: "Only the snapshots, and no dataset.")
    var snapshots = false

    func validate() throws {
        if snapshots, dataset != nil {
            throw ValidationError("--snapshots and a dataset exclude each other")
        }
    }

    func run() throws {
        do {
            var isWhole = true
            if !snapshots {
                for name in dataset.map({ [$0] }) ?? datasets() {
                    isWhole = try verify(name) && isWhole
                }
            }
            if dataset == nil { isWhole = try verifySnapshots() && isWhole }
            if !isWhole { throw ExitStatus.dataFailed.code }
        } catch {
            throw fail(error)
        }
    }

    /// The datasets that have a release.
    private func datasets() -> [String] {
        let root = published.path(project)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        return names.sorted().filter { isFile("\(root)/\($0)/releases.jsonl") }
    }

    private func verify(_ dataset: String) throws -> Bool {
        let (store, releases) = try published.releases(of: dataset, project)
        var isWhole = true
        for release in releases {
            let problems = try store.verify(release)
            isWhole = isWhole && problems.isEmpty
            let name = self.dataset == nil ? "\(dataset), version" : "version"
            for problem in problems {
                Terminal.talk("error[verify]: \(name) \(release.version): \(problem)")
            }
        }
        if isWhole {
            let name = self.dataset == nil ? "\(dataset): " : ""
            Terminal.result("\(name)\(counted(releases.count, "version")): all as published")
        }
        return isWhole
    }

    private func verifySnapshots() throws -> Bool {
        var options = RunOptions(root: project.root)
        options.dataRaw = dataRaw ?? project.path("data-raw")
        options.dataClean = published.path(project)
        let store = SnapshotStore(root: options.dataRaw, files: FileLayer())
        let report = try store.verify(needed: NeededSnapshots(options).digests())
        for problem in report.problems { Terminal.talk("error[verify]: \(problem)") }
        let removed = report.removed > 0 ? "; \(grouped(report.removed)) removed since" : ""
        if report.problems.isEmpty {
            Terminal.result("\(counted(report.objects, "snapshot")): all as they came\(removed)")
        }
        return report.problems.isEmpty
    }
}
