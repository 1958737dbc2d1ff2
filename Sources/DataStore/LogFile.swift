import Glibc
import IndicatorModel

/// A file that a process adds lines to; one that cannot be written to is done without.
package final class LogFile: Sendable {
    private let descriptor: Int32

    /// Makes the file, and the folder it stands in.
    package init(_ path: String, _ files: FileLayer) throws {
        try files.createFolder(folder(of: path))
        descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw WriteFailure("create", path) }
    }

    deinit {
        close(descriptor)
    }

    package func write(_ line: [UInt8]) {
        _ = writeWhole(line, to: descriptor)
    }
}
