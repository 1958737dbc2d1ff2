import CCurl
package import IndicatorModel

/// The owner of a libcurl handle: asks servers, one request after the other, and keeps
/// connections open between them.
///
/// Servers must prove who they are; that cannot be turned off. Proxies come from the environment,
/// as libcurl reads it, and are never asked for this machine itself.
package final class Transfer {
    private let handle: CurlHandle

    /// - Throws: `transfer.no-libcurl`.
    package init() throws(Diagnostic) {
        handle = try CurlHandle()
    }

    /// Sends a request and waits for the answer, whatever its status.
    ///
    /// - Parameters:
    ///   - request: What is asked, or sent.
    ///   - isStopped: Asked at least once a second; true ends the transfer.
    ///   - onBody: Gets the bytes of the body as they come, instead of the answer; an error that
    ///     it throws ends the transfer, and is thrown on.
    /// - Returns: The answer.
    /// - Throws: `TransferFailure`, or what `onBody` threw.
    package func perform(
        _ request: TransferRequest,
        isStopped: @escaping () -> Bool = { false },
        onBody: ((ArraySlice<UInt8>) throws -> Void)? = nil
    ) throws -> TransferResponse {
        try check(request)
        if isStopped() { throw failure(.stopped, request, "the run was stopped") }
        let state = TransferState(request, isStopped, onBody)
        defer { handle.reset() }
        do {
            try setUp(request)
            try handle.perform(state)
        } catch {
            if let error = state.error { throw error }
            throw failure(error, request)
        }
        return TransferResponse(
            status: handle.status,
            headers: state.headers,
            body: state.body,
            url: handle.effectiveURL ?? request.url
        )
    }

    /// Refuses what would be sent in another sense than it is meant.
    private func check(_ request: TransferRequest) throws(TransferFailure) {
        var texts = request.headers.flatMap { [$0.name, $0.value] } + [request.url]
        if case .mail(let envelope) = request.method {
            texts += [envelope.from, envelope.user ?? "", envelope.password ?? ""]
            texts += envelope.recipients
        }
        for text in texts where text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
            throw failure(
                .badRequest,
                request,
                "the URL, a header or an address holds a control character"
            )
        }
    }

    private func setUp(_ request: TransferRequest) throws(CurlError) {
        try handle.set(CURLOPT_URL, request.url)
        switch request.method {
        case .mail(let envelope): try setUpMail(envelope, request)
        case .get:
            try setUpHTTP(request)
            try handle.set(CURLOPT_FOLLOWLOCATION, 1)
            try handle.set(CURLOPT_MAXREDIRS, 10)
        case .post:
            try setUpHTTP(request)
            try handle.set(CURLOPT_POST, 1)
            try handle.set(body: request.body)
        }
        if isLoopback(host(ofURL: request.url)) { try handle.set(CURLOPT_PROXY, "") }
        try handle.set(CURLOPT_SSL_VERIFYPEER, 1)
        try handle.set(CURLOPT_SSL_VERIFYHOST, 2)
        if let authorities = request.authorities {
            try handle.set(CURLOPT_CAINFO, authorities)
        }
        try handle.set(CURLOPT_NOSIGNAL, 1)
        try handle.set(CURLOPT_CONNECTTIMEOUT_MS, milliseconds(request.connectTimeout))
        if let timeout = request.timeout {
            try handle.set(CURLOPT_TIMEOUT_MS, milliseconds(timeout))
        }
    }

    private func setUpHTTP(_ request: TransferRequest) throws(CurlError) {
        try handle.set(CURLOPT_PROTOCOLS_STR, "http,https")
        // A server that has proven who it is may not send the reader to one that has not.
        let isSecure = request.url.lowercased().hasPrefix("https:")
        try handle.set(CURLOPT_REDIR_PROTOCOLS_STR, isSecure ? "https" : "http,https")
        try handle.set(CURLOPT_USERAGENT, "lipline")
        // libcurl leaves a header without a value out, unless it ends with a semicolon.
        let lines = request.headers.map { header in
            header.value.isEmpty ? "\(header.name);" : "\(header.name): \(header.value)"
        }
        try handle.set(CURLOPT_HTTPHEADER, lines)
    }

    private func setUpMail(
        _ envelope: MailEnvelope,
        _ request: TransferRequest
    ) throws(CurlError) {
        try handle.set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        try handle.set(CURLOPT_MAIL_FROM, "<\(envelope.from)>")
        try handle.set(CURLOPT_MAIL_RCPT, envelope.recipients.map { "<\($0)>" })
        try handle.set(CURLOPT_UPLOAD, 1)
        if let user = envelope.user { try handle.set(CURLOPT_USERNAME, user) }
        if let password = envelope.password { try handle.set(CURLOPT_PASSWORD, password) }
        // STARTTLS where the server has it; but no password goes over a network in the open, not
        // even when somebody on the way makes the server look as if it had none.
        let needsTLS = envelope.password != nil && !isLoopback(host(ofURL: request.url))
        let level = needsTLS ? CURLUSESSL_ALL : CURLUSESSL_TRY
        try handle.set(CURLOPT_USE_SSL, Int(level.rawValue))
    }

    private func milliseconds(_ time: Duration) -> Int {
        max(1, Int(time / .milliseconds(1)))
    }

    private func failure(
        _ kind: TransferFailure.Kind,
        _ request: TransferRequest,
        _ reason: String
    ) -> TransferFailure {
        TransferFailure(kind: kind, url: shownURL(request.url), reason: reason, code: 0)
    }

    private func failure(_ error: CurlError, _ request: TransferRequest) -> TransferFailure {
        TransferFailure(
            kind: .init(error.code),
            url: shownURL(request.url),
            reason: error.code == CURLE_ABORTED_BY_CALLBACK
                ? "the run was stopped" : handle.reason(error),
            code: error.code.rawValue
        )
    }
}

extension TransferFailure.Kind {
    init(_ code: CURLcode) {
        switch code {
        case CURLE_ABORTED_BY_CALLBACK: self = .stopped
        case CURLE_OPERATION_TIMEDOUT: self = .timedOut
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_USE_SSL_FAILED,
            CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR:
            self = .notTrusted
        case CURLE_LOGIN_DENIED, CURLE_SEND_ERROR, CURLE_REMOTE_ACCESS_DENIED: self = .refused
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL, CURLE_BAD_FUNCTION_ARGUMENT:
            self = .badRequest
        default: self = .unreachable
        }
    }
}
