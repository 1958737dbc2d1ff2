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
    ///
    /// A GET may name a file of this machine, by `file:///path`; its answer has status 200.
    package var url: String
    package var method: Method
    /// Sent in this order, after a redirect too; a line end in one is refused.
    package var headers: [TransferHeader]
    package var body: [UInt8]
    /// For everything, redirects among it; nil is no limit.
    package var timeout: Duration?
    /// For the connection alone.
    package var connectTimeout: Duration
    /// How much of the answer's body is kept in memory, in bytes; the rest is read and let go.
    package var bodyLimit: Int
    /// A file of certificates (PEM) to trust instead of the system's.
    ///
    /// Nil is the file that the environment names in `SSL_CERT_FILE`, else the system's.
    package var authorities: String?
    /// In bytes a second, as they come over the network; nil is no limit.
    ///
    /// A transfer that is slower for as long as `minimumSpeedTime` is broken off, also while the
    /// server says nothing.
    package var minimumSpeed: Int?
    /// In whole seconds; what is over is rounded up.
    package var minimumSpeedTime: Duration
    /// The largest body in bytes, after decoding; nil is no limit.
    package var sizeLimit: Int?
    /// Whether the server may compress the body on its way, in any manner that libcurl knows.
    ///
    /// The body is handed on decoded. With a header `Range`, which counts bytes as they are sent,
    /// the server is not told that it may. A wrong byte is noticed; but when a server keeps only
    /// a part of a compressed body, and says that this is all, libcurl takes it for the whole:
    /// who needs to know must look at what came, as with a body that is not compressed.
    package var acceptsCompressed: Bool
    /// Hosts, in lower case, that a redirect of a GET may lead to besides that of the URL.
    ///
    /// Nil is any. A redirect to another port of the URL's own host needs the host to stand here.
    package var redirectHosts: Set<String>?

    package init(
        _ url: String,
        method: Method = .get,
        headers: [TransferHeader] = [],
        body: [UInt8] = [],
        timeout: Duration? = .seconds(30),
        connectTimeout: Duration = .seconds(10),
        bodyLimit: Int = 1 << 16,
        authorities: String? = nil,
        minimumSpeed: Int? = nil,
        minimumSpeedTime: Duration = .seconds(30),
        sizeLimit: Int? = nil,
        acceptsCompressed: Bool = false,
        redirectHosts: Set<String>? = nil
    ) {
        self.url = url
        self.method = method
        self.headers = headers
        self.body = body
        self.timeout = timeout
        self.connectTimeout = connectTimeout
        self.bodyLimit = bodyLimit
        self.authorities = authorities
        self.minimumSpeed = minimumSpeed
        self.minimumSpeedTime = minimumSpeedTime
        self.sizeLimit = sizeLimit
        self.acceptsCompressed = acceptsCompressed
        self.redirectHosts = redirectHosts
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
