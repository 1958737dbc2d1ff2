import CSVKernel
import Glibc
import IndicatorModel

/// A file, or a part of one, read in pieces by position.
package final class FileByteSource: ByteSource {
    private let descriptor: Int32
    private let path: String
    private var position: Int
    private let end: Int

    /// Opens a file from `start` to `end`, or to where it ends.
    package init(_ path: String, from start: Int = 0, to end: Int? = nil) throws {
        descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        self.path = path
        guard descriptor >= 0 else {
            throw Diagnostic("store.cannot-read", "cannot open `\(path)`: \(systemMessage(errno))")
        }
        var status = stat()
        // SAFETY: fstat fills the structure it is given.
        guard unsafe fstat(descriptor, &status) == 0 else {
            close(descriptor)
            throw Diagnostic("store.cannot-read", "cannot read `\(path)`: \(systemMessage(errno))")
        }
        position = start
        self.end = min(end ?? .max, Int(status.st_size))
    }

    /// Opens a file of the kernel's, which has no size.
    package init(special path: String) throws {
        descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        self.path = path
        position = 0
        end = .max
        guard descriptor >= 0 else {
            throw Diagnostic("store.cannot-read", "cannot open `\(path)`: \(systemMessage(errno))")
        }
    }

    deinit {
        close(descriptor)
    }

    /// The size of the file, or the end of the part.
    package var size: Int { end }

    /// Reads on from another byte of the file.
    func move(to position: Int) {
        self.position = position
    }

    package func read(into buffer: inout [UInt8], at offset: Int) throws -> Int {
        let count = min(buffer.count - offset, end - position)
        guard count > 0 else { return 0 }
        let position = self.position
        let descriptor = self.descriptor
        while true {
            // SAFETY: pread writes at most count bytes from offset on, which the buffer has.
            let read = unsafe buffer.withUnsafeMutableBytes { bytes in
                unsafe pread(
                    descriptor,
                    bytes.baseAddress?.advanced(by: offset),
                    count,
                    off_t(position)
                )
            }
            if read >= 0 {
                self.position += read
                return read
            }
            guard errno == EINTR else {
                let reason = systemMessage(errno)
                throw Diagnostic("store.cannot-read", "cannot read `\(path)`: \(reason)")
            }
        }
    }
}
