/// A transfer that came to no answer.
package struct TransferFailure: Error, Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        /// The request itself cannot be sent.
        case badRequest
        /// No connection, or it broke before there was an answer.
        case unreachable
        /// The file of a `file:` URL cannot be read.
        case notFound
        case timedOut
        /// Slower than the request's minimum speed for too long.
        case tooSlow
        /// The body is larger than the request's limit.
        case tooLarge
        /// The answer began, or was to begin, and is not whole.
        case cutShort
        /// The server sends the reader to a host that is not among those of the request.
        case redirectRefused
        case tooManyRedirects
        /// The body is not what the server says it is compressed by.
        case badEncoding
        /// The server did not prove who it is.
        case notTrusted
        /// The server said no: to the user, the sender or a recipient; a proxy, to the host.
        case refused
        /// The caller wanted it to end.
        case stopped
    }

    package let kind: Kind
    /// Where to, without user, password and query.
    package let url: String
    /// What libcurl says, for people.
    package let reason: String
    /// libcurl's number of the reason (`CURLcode`), or 0 when it was not asked.
    package let code: UInt32

    /// Whether the same request may succeed a moment later.
    package var isPassing: Bool { kind.isPassing }
}

extension TransferFailure.Kind {
    /// Whether the same request may succeed a moment later.
    package var isPassing: Bool {
        switch self {
        case .unreachable, .timedOut, .tooSlow, .cutShort: true
        case .badRequest, .notFound, .tooLarge, .redirectRefused, .tooManyRedirects, .badEncoding,
            .notTrusted, .refused, .stopped:
            false
        }
    }
}

/// Whether a server that answers with this status may think better of it a moment later.
package func statusMayPass(_ status: Int) -> Bool {
    [408, 425, 429, 500, 502, 503, 504].contains(status)
}
