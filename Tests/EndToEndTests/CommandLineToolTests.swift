import Foundation
import TestSupport
import Testing

@Suite
struct CommandLineToolTests {
    /// The descriptors of this process that are open on a file whose name ends so.
    private func openFiles(ending end: String) throws -> Int {
        let folder = "/proc/self/fd"
        return try FileManager.default.contentsOfDirectory(atPath: folder).count {
            let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)")
            return path?.hasSuffix(end) ?? false
        }
    }

    @Test
    func `a run that has ended leaves no file open`() throws {
        // What it wrote to is removed with it; a file that is still open says `(deleted)`.
        let folder = try TemporaryFolder()
        for _ in 0..<20 {
            _ = try CommandLineTool.run(["--version"], in: folder.path)
        }
        let isOver = try Patience.wait(.seconds(60)) {
            try openFiles(ending: "/output (deleted)") == 0
        }
        #expect(isOver)
    }
}
