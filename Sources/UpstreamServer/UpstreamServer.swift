import Glibc
import TestSupport

/// A server of HTTP on this machine that misbehaves on request; for tests only.
///
/// It prints `port N` and serves until its standard input ends. Tests tell it what to serve, and
/// ask what it was asked, at paths that begin with `/-/`.
@main
struct UpstreamServer {
    static func main() throws {
        let upstream = Upstream()
        let server = try LoopbackServer { connection in
            while let request = Request(from: connection) {
                let isKept =
                    request.path.hasPrefix("/-/")
                    ? Control(upstream).answer(request, connection)
                    : Exchange(upstream, request, connection).run()
                if !isKept || request.headers["connection"]?.lowercased() == "close" { return }
            }
        }
        print("port \(server.port)")
        fflush(nil)
        while readLine() != nil {}
    }
}
