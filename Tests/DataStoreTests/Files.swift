import CSVKernel
import DataStore
import FoundationEssentials
import IndicatorModel
import Synchronization
import Testing

/// All bytes of a source, read through a buffer of a size.
func allBytes(_ source: any ByteSource, bufferSize: Int = 1 << 16) throws -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: bufferSize)
    var bytes: [UInt8] = []
    while case let count = try source.read(into: &buffer, at: 0), count > 0 {
        bytes += buffer[..<count]
    }
    return bytes
}

func text(_ path: String) throws -> String {
    String(decoding: try readFile(path), as: UTF8.self)
}

/// Writes a file that need not outlive a power cut: thousands of them take no time.
func put(_ bytes: [UInt8], at path: String) throws {
    try Data(bytes).write(to: URL(filePath: path))
}

/// The names in a folder, in order.
func names(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
}

/// What a person is told of the error that `body` must throw.
func refusal(
    sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () throws -> Void
) -> String {
    do {
        try body()
    } catch let error as Diagnostic {
        return error.rendered
    } catch let error as WriteFailure {
        return error.diagnostic.rendered
    } catch {
        Issue.record("\(error) is not for people", sourceLocation: sourceLocation)
        return ""
    }
    Issue.record("nothing was refused", sourceLocation: sourceLocation)
    return ""
}

/// A disk whose operation of some number fails, and all after it, as when it is full.
final class FailingDisk: Sendable {
    struct Failure: Error {}

    private let left: Mutex<Int>
    private let isGoneForGood: Bool

    init(after operations: Int, forGood: Bool = true) {
        left = Mutex(operations)
        isGoneForGood = forGood
    }

    var files: FileLayer {
        FileLayer { [self] _ in
            let number = left.withLock { left in
                left -= 1
                return left
            }
            if isGoneForGood ? number < 0 : number == -1 { throw Failure() }
        }
    }
}

/// Runs `body` with a disk that fails at its first operation, at its second, and so on, until it
/// succeeds; `check` looks at what stands after each failure.
///
/// - Returns: How many operations `body` has.
@discardableResult
func failAtEachOperation(
    _ body: (FileLayer) throws -> Void,
    check: (_ failed: Int) throws -> Void
) throws -> Int {
    for number in 0..<100 {
        do {
            try body(FailingDisk(after: number).files)
            return number
        } catch is FailingDisk.Failure {
            try check(number)
        }
    }
    Issue.record("it never succeeded")
    return 0
}
