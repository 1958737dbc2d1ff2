import DataStore
import FoundationEssentials
import Glibc
import PipelineStages
import TestSupport

/// Runs a pipeline on a disk that fails at its n-th operation; for tests only.
///
/// `FaultyRun kill|full|broken N ROOT PIPELINE FOLDER` keeps the folders `raw`, `clean` and `state`
/// in FOLDER. It prints how many operations there were, and exits with what `lip` would.
@main
struct FaultyRun {
    static func main() {
        let arguments = CommandLine.arguments
        guard arguments.count == 6, let fault = FaultyDisk.Fault(rawValue: arguments[1]),
            let point = Int(arguments[2])
        else {
            print("usage: FaultyRun kill|full|broken N ROOT PIPELINE FOLDER")
            exit(ExitStatus.usage.rawValue)
        }
        let disk = FaultyDisk(fault, at: point)
        var options = RunOptions(root: arguments[3])
        options.dataRaw = "\(arguments[5])/raw"
        options.dataClean = "\(arguments[5])/clean"
        options.state = "\(arguments[5])/state"
        // One at a time, so that the n-th operation is the same in every run.
        options.jobs = 1
        do {
            _ = try PipelineRun(arguments[4], options, files: disk.files).run()
            print("\(disk.operations) operations")
        } catch {
            print("\(disk.operations) operations\n\(errorText(error))")
            exit(ExitStatus(error).rawValue)
        }
    }
}
