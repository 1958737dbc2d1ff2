import Foundation
import Glibc
import Synchronization

/// A server on this machine alone, at a port that the system chooses, with a thread a connection.
package final class LoopbackServer: Sendable {
    package let port: UInt16
    private let listener: Int32

    /// Calls `serve` with each connection, which is closed when it returns.
    package init(_ serve: @escaping @Sendable (Connection) -> Void) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        _ = fcntl(listener, F_SETFD, FD_CLOEXEC)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, size) == 0 && listen(listener, 64) == 0
                    && getsockname(listener, address, &size) == 0
            }
        }
        guard isBound else { throw CocoaError(.featureUnsupported) }
        self.listener = listener
        port = UInt16(bigEndian: address.sin_port)
        Thread.detachNewThread {
            var count = 0
            while case let socket = accept(listener, nil, nil), socket >= 0 {
                _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
                count += 1
                let number = count
                Thread.detachNewThread {
                    serve(Connection(socket, number))
                }
            }
            close(listener)
        }
    }

    deinit {
        // Wakes the thread that waits in accept; only it closes the listener, lest it accept at a
        // number that is somebody else's by then.
        shutdown(listener, Int32(SHUT_RDWR))
    }

    /// A port at which nothing listens: one that was free a moment ago.
    package static func closedPort() throws -> UInt16 {
        let server = try LoopbackServer { _ in }
        return server.port
    }
}

/// One client of a test server, or a client's own end.
///
/// It is closed when nobody holds it any more.
package final class Connection {
    /// From 1, in the order in which clients came; 0 of a client's own end.
    package let number: Int
    private let socket: Int32
    private var read: [UInt8] = []

    fileprivate init(_ socket: Int32, _ number: Int) {
        self.number = number
        self.socket = socket
    }

    /// Connects to a port of this machine.
    package init(toPort port: UInt16) throws {
        number = 0
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        address.sin_port = port.bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, size) == 0
            }
        }
        if !isConnected { throw CocoaError(.featureUnsupported) }
    }

    deinit {
        close(socket)
    }

    /// The next line without its line end; nil when the client is gone.
    package func line() -> String? {
        while true {
            if let end = read.firstIndex(of: UInt8(ascii: "\n")) {
                let line = read[..<end].filter { $0 != UInt8(ascii: "\r") }
                read.removeSubrange(...end)
                return String(decoding: line, as: UTF8.self)
            }
            if !more() { return nil }
        }
    }

    /// The next line with its line end, byte for byte.
    package func rawLine() -> [UInt8]? {
        while true {
            if let end = read.firstIndex(of: UInt8(ascii: "\n")) {
                let line = Array(read[...end])
                read.removeSubrange(...end)
                return line
            }
            if !more() { return nil }
        }
    }

    package func bytes(_ count: Int) -> [UInt8] {
        while read.count < count, more() {}
        let bytes = Array(read.prefix(count))
        read.removeFirst(bytes.count)
        return bytes
    }

    /// Whether the other end has closed the connection; what it sent before stays to be read.
    package var isGone: Bool {
        var byte: UInt8 = 0
        let count = recv(socket, &byte, 1, Int32(MSG_PEEK | MSG_DONTWAIT))
        return count == 0 || count < 0 && errno != EAGAIN
    }

    /// Waits until the client is gone.
    package func waitForEnd() {
        while more() {}
    }

    private func more() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = recv(socket, &buffer, buffer.count, 0)
        if count > 0 { read += buffer[..<count] }
        return count > 0
    }

    package func write(_ text: String) {
        write(Array(text.utf8))
    }

    /// Writes bytes; how many of them got away before the client went.
    @discardableResult
    package func write(_ bytes: some Collection<UInt8>) -> Int {
        let bytes = Array(bytes)
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { break }
            sent += count
        }
        return sent
    }
}
