import Foundation

/// Bytes as the program `gzip` compresses them; the same bytes always become the same.
package func gzipped(_ bytes: some Sequence<UInt8>) throws -> [UInt8] {
    let folder = try TemporaryFolder()
    let file = URL(filePath: "\(folder.path)/bytes")
    try Data(bytes).write(to: file)
    // Without `-n` it would keep the name and the time of the file.
    let result = try CommandLineTool.run(
        ["gzip", "-9", "-n", "bytes"],
        program: "/usr/bin/env",
        in: folder.path
    )
    guard result.status == 0 else { throw CocoaError(.featureUnsupported) }
    return Array(try Data(contentsOf: file.appendingPathExtension("gz")))
}
