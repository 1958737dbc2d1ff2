import Glibc

/// Standard output and standard error, written to line by line.
package enum StandardStream: Sendable {
    case output, error

    /// A reader that goes away must not end the process: what is written then is lost, as it is
    /// for every command in a pipe.
    private static let ignoresClosedPipes: Void = {
        signal(SIGPIPE, SIG_IGN)
    }()

    /// Writes a text and a line end.
    package func write(line text: String) {
        Self.ignoresClosedPipes
        let descriptor = self == .output ? STDOUT_FILENO : STDERR_FILENO
        let bytes = Array((text + "\n").utf8)
        var offset = 0
        while offset < bytes.count {
            // SAFETY: write reads at most bytes.count - offset bytes and keeps no pointer.
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(
                    descriptor,
                    buffer.baseAddress?.advanced(by: offset),
                    buffer.count - offset
                )
            }
            if count < 0, errno == EINTR { continue }
            if count <= 0 { return }
            offset += count
        }
    }
}
