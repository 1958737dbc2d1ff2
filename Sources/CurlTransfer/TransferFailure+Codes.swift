import CCurl

extension TransferFailure.Kind {
    /// What a number of libcurl means.
    ///
    /// Some numbers stand for several things that libcurl tells apart only in its reason.
    init(_ code: CURLcode, reason: String, of request: TransferRequest) {
        switch code {
        case CURLE_ABORTED_BY_CALLBACK: self = .stopped
        case CURLE_OPERATION_TIMEDOUT:
            self = reason.hasPrefix("Operation too slow") ? .tooSlow : .timedOut
        case CURLE_FILE_COULDNT_READ_FILE: self = .notFound
        case CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_HTTP2,
            CURLE_HTTP2_STREAM:
            self = .cutShort
        case CURLE_TOO_MANY_REDIRECTS: self = .tooManyRedirects
        case CURLE_BAD_CONTENT_ENCODING: self = .badEncoding
        case CURLE_SSL_CONNECT_ERROR: self = Self.isBroken(reason) ? .unreachable : .notTrusted
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_USE_SSL_FAILED, CURLE_SSL_CACERT_BADFILE,
            CURLE_SSL_ISSUER_ERROR:
            self = .notTrusted
        case CURLE_LOGIN_DENIED, CURLE_REMOTE_ACCESS_DENIED: self = .refused
        // A mail server that says no; a web server's connection that broke.
        case CURLE_SEND_ERROR: self = request.isMail ? .refused : .unreachable
        case CURLE_UNSUPPORTED_PROTOCOL where Self.isOtherThanHTTP(reason): self = .unreachable
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL, CURLE_BAD_FUNCTION_ARGUMENT:
            self = .badRequest
        default: self = .unreachable
        }
    }

    /// Whether the server answered something that is not HTTP, or of no version that is known.
    private static func isOtherThanHTTP(_ reason: String) -> Bool {
        reason.hasPrefix("Received HTTP/0.9") || reason.hasPrefix("Unsupported HTTP")
    }

    /// Whether the connection ended while the server was about to prove who it is.
    private static func isBroken(_ reason: String) -> Bool {
        reason.contains("SSL_ERROR_SYSCALL") || reason.contains("reset by peer")
    }
}

extension TransferRequest {
    fileprivate var isMail: Bool { if case .mail = method { true } else { false } }
}
