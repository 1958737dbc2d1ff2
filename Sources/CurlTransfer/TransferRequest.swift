/// What is asked of a server over HTTP, or sent over SMTP.
package struct TransferRequest: Sendable {
    package enum Method: Hashable, Sendable {
        case get
        /// What is sent stands in `body`. No redirect is followed.
        case post
        /// `body` is a message for the recipients of the envelope.
        case mail(MailEnvelope)
    }

    /// `http`, `https`, `smtp` or `smtps`; for mail only the last two, else only the first two.
    package var url: String
    package var method: Method
    /// Sent in this order; a line end in one is refused.
    package var headers: [TransferHeader]
    package var body: [UInt8]
    /// For everything; nil is no limit.
    package var timeout: Duration?
    /// For the connection alone.
    package var connectTimeout: Duration
    /// How much of the answer's body is kept in memory, in bytes; the rest is read and let go.
    package var bodyLimit: Int
    /// A file of certificates (PEM) to trust instead of the system's.
    package var authorities: String?

    package init(
        _ url: String,
        method: Method = .get,
        headers: [TransferHeader] = [],
        body: [UInt8] = [],
        timeout: Duration? = .seconds(30),
        connectTimeout: Duration = .seconds(10),
        bodyLimit: Int = 1 << 16,
        authorities: String? = nil
    ) {
        self.url = url
        self.method = method
        self.headers = headers
        self.body = body
        self.timeout = timeout
        self.connectTimeout = connectTimeout
        self.bodyLimit = bodyLimit
        self.authorities = authorities
    }
}

/// A line of the head of a request.
package struct TransferHeader: Hashable, Sendable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// From whom and to whom a mail goes, and who says so.
package struct MailEnvelope: Hashable, Sendable {
    package let from: String
    package let recipients: [String]
    package let user: String?
    package let password: String?

    package init(from: String, recipients: [String], user: String? = nil, password: String? = nil) {
        self.from = from
        self.recipients = recipients
        self.user = user
        self.password = password
    }
}

/// What a server answered.
package struct TransferResponse: Hashable, Sendable {
    /// The status of HTTP, or the last reply code of SMTP.
    package let status: Int
    /// The head of the last answer: names in lower case, values of a repeated one joined by `, `.
    package let headers: [String: String]
    /// The first bytes of the body, as many as the request keeps.
    package let body: [UInt8]
    /// Where it came from in the end, after redirects.
    package let url: String
}
