/// Text that may be secret: written out, or kept in the environment or a file.
package enum Secret: Hashable, Sendable {
    case literal(String)
    /// The value of a variable.
    case environment(name: String)
    /// The contents of a file, without the line end at its end.
    case file(path: String)
}

/// When somebody is told about a run.
package enum RunMoment: String, CaseIterable, Sendable {
    case start, success, failure
}

/// Whom a pipeline tells about its runs, and when.
package struct Notification: Hashable, Sendable {
    package enum Channel: Hashable, Sendable {
        case mail(Mail)
        /// A POST of the run as JSON.
        case webhook(url: Secret, headers: [String: Secret])
        /// A program that gets the run as JSON on its standard input.
        case command([String])
        /// A URL that is visited; `/start` and `/fail` are added at these moments.
        case healthCheck(url: Secret)
    }

    /// A mail over SMTP.
    package struct Mail: Hashable, Sendable {
        /// `smtp://host:port` (STARTTLS where the server has it) or `smtps://host:port`.
        package let server: Secret
        package let user: Secret?
        package let password: Secret?
        package let from: String
        package let to: [String]

        package init(server: Secret, user: Secret?, password: Secret?, from: String, to: [String]) {
            self.server = server
            self.user = user
            self.password = password
            self.from = from
            self.to = to
        }
    }

    package let moments: Set<RunMoment>
    package let channel: Channel

    package init(moments: Set<RunMoment>, channel: Channel) {
        self.moments = moments
        self.channel = channel
    }
}
