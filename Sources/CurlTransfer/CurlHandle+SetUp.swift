import CCurl
import FoundationEssentials

extension CurlHandle {
    /// Makes the settings that a request asks for.
    func setUp(_ request: TransferRequest) throws(CurlError) {
        try set(CURLOPT_URL, request.url)
        switch request.method {
        case .mail(let envelope): try setUpMail(envelope, request)
        case .get:
            try setUpHTTP(request)
            // Where hosts are named, Transfer follows and looks at each.
            if !request.isFile, request.redirectHosts == nil {
                try set(CURLOPT_FOLLOWLOCATION, 1)
                try set(CURLOPT_MAXREDIRS, RedirectRule.limit)
            }
        case .post:
            try setUpHTTP(request)
            try set(CURLOPT_POST, 1)
            try set(body: request.body)
        }
        if isLoopback(host(ofURL: request.url)) { try set(CURLOPT_PROXY, "") }
        try setUpTrust(request)
        try set(CURLOPT_NOSIGNAL, 1)
        try set(CURLOPT_CONNECTTIMEOUT_MS, milliseconds(request.connectTimeout))
        if let timeout = request.timeout {
            try set(CURLOPT_TIMEOUT_MS, milliseconds(timeout))
        }
        if let speed = request.minimumSpeed {
            try set(CURLOPT_LOW_SPEED_LIMIT, speed)
            let seconds = (request.minimumSpeedTime / .seconds(1)).rounded(.up)
            try set(CURLOPT_LOW_SPEED_TIME, max(1, Int(seconds)))
        }
    }

    /// Servers must prove who they are, by an authority that is trusted.
    private func setUpTrust(_ request: TransferRequest) throws(CurlError) {
        try set(CURLOPT_SSL_VERIFYPEER, 1)
        try set(CURLOPT_SSL_VERIFYHOST, 2)
        let named = ProcessInfo.processInfo.environment["SSL_CERT_FILE"] ?? ""
        guard let file = request.authorities ?? (named.isEmpty ? nil : named) else { return }
        try set(CURLOPT_CAINFO, file)
        // Else the system's folder of certificates would be trusted too.
        try unset(CURLOPT_CAPATH)
    }

    private func setUpHTTP(_ request: TransferRequest) throws(CurlError) {
        try set(CURLOPT_PROTOCOLS_STR, request.isFile ? "file" : "http,https")
        // A server that has proven who it is may not send the reader to one that has not.
        let isSecure = scheme(ofURL: request.url) == "https"
        try set(CURLOPT_REDIR_PROTOCOLS_STR, isSecure ? "https" : "http,https")
        try set(CURLOPT_USERAGENT, "lipline")
        // The head of a proxy's own answer is not that of the server.
        try set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        let hasRange = request.headers.contains { $0.name.lowercased() == "range" }
        if request.acceptsCompressed, !hasRange { try set(CURLOPT_ACCEPT_ENCODING, "") }
        // libcurl leaves a header without a value out, unless it ends with a semicolon.
        let lines = request.headers.map { header in
            header.value.isEmpty ? "\(header.name);" : "\(header.name): \(header.value)"
        }
        try set(CURLOPT_HTTPHEADER, lines)
    }

    private func setUpMail(
        _ envelope: MailEnvelope,
        _ request: TransferRequest
    ) throws(CurlError) {
        try set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        try set(CURLOPT_MAIL_FROM, "<\(envelope.from)>")
        try set(CURLOPT_MAIL_RCPT, envelope.recipients.map { "<\($0)>" })
        try set(CURLOPT_UPLOAD, 1)
        if let user = envelope.user { try set(CURLOPT_USERNAME, user) }
        if let password = envelope.password { try set(CURLOPT_PASSWORD, password) }
        // STARTTLS where the server has it; but no password goes over a network in the open, not
        // even when somebody on the way makes the server look as if it had none.
        let needsTLS = envelope.password != nil && !isLoopback(host(ofURL: request.url))
        let level = needsTLS ? CURLUSESSL_ALL : CURLUSESSL_TRY
        try set(CURLOPT_USE_SSL, Int(level.rawValue))
    }

    private func milliseconds(_ time: Duration) -> Int {
        max(1, Int(time / .milliseconds(1)))
    }
}
