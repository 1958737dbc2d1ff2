import Foundation
import Glibc

/// A port of this machine that answers no new connection: who connects waits.
package final class DeafServer {
    package let port: UInt16
    private let sockets: [Int32]

    package init() throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        var sockets = [listener]
        let isFull = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                guard bind(listener, address, size) == 0, listen(listener, 0) == 0,
                    getsockname(listener, address, &size) == 0
                else { return false }
                // Linux drops who comes when as many wait as may; nobody is ever let in.
                for _ in 0..<4 {
                    let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
                    _ = fcntl(client, F_SETFL, O_NONBLOCK)
                    _ = connect(client, address, size)
                    sockets.append(client)
                }
                return true
            }
        }
        for socket in sockets { _ = fcntl(socket, F_SETFD, FD_CLOEXEC) }
        self.sockets = sockets
        port = UInt16(bigEndian: address.sin_port)
        if !isFull { throw CocoaError(.featureUnsupported) }
    }

    deinit {
        for socket in sockets { close(socket) }
    }
}
