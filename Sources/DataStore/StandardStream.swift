import Glibc

/// Standard output and standard error, written to line by line.
package enum StandardStream: Sendable {
    case output, error

    /// A reader that goes away must not end the process: what is written then is lost, as it is
    /// for every command in a pipe.
    private static let ignoresClosedPipes: Void = {
        signal(SIGPIPE, SIG_IGN)
    }()

    private var descriptor: Int32 { self == .output ? STDOUT_FILENO : STDERR_FILENO }

    /// Writes a text and a line end.
    package func write(line text: String) {
        write(text + "\n")
    }

    package func write(_ text: String) {
        Self.ignoresClosedPipes
        _ = writeWhole(Array(text.utf8), to: descriptor)
    }

    package var isTerminal: Bool { isatty(descriptor) == 1 }

    /// Whether somebody can be asked on standard input.
    package static var isInputTerminal: Bool { isatty(STDIN_FILENO) == 1 }

    /// How many characters a line of the terminal has; nil when that is not known.
    package var width: Int? {
        var size = winsize()
        // SAFETY: TIOCGWINSZ fills the structure it is given.
        guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return nil
        }
        return Int(size.ws_col)
    }
}

/// Writes all bytes; returns the reason why it could not, and 0 when it could.
func writeWhole(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
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
        if count <= 0 { return errno }
        offset += count
    }
    return 0
}
