import Foundation
import TestSupport

/// What tests ask of the server itself.
struct Control {
    private let upstream: Upstream

    init(_ upstream: Upstream) {
        self.upstream = upstream
    }

    /// Answers; whether the connection may be used again.
    func answer(_ request: Request, _ connection: Connection) -> Bool {
        var status = "200 OK"
        var body = Data()
        do {
            body = try act(request)
        } catch let mistake as Served.Mistake {
            status = "400 Refused"
            body = Data(mistake.text.utf8)
        } catch {
            status = "400 Refused"
            body = Data("\(error)".utf8)
        }
        connection.write("HTTP/1.1 \(status)\r\nContent-Length: \(body.count)\r\n\r\n")
        connection.write(body)
        return true
    }

    private func act(_ request: Request) throws -> Data {
        switch (request.method, request.path) {
        case ("POST", "/-/serve"):
            let file = try JSONDecoder().decode(UpstreamFile.self, from: Data(request.body))
            upstream.serve(try Served(file), at: file.path)
        case ("GET", "/-/log"):
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return try encoder.encode(upstream.log)
        case ("POST", "/-/forget"): upstream.forget()
        case ("POST", "/-/resume"): upstream.resume()
        default: throw Served.Mistake(text: "nothing is known of `\(request.path)`")
        }
        return Data()
    }
}
