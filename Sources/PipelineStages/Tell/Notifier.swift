import CurlTransfer
import DataStore
import FoundationEssentials
import Glibc
package import IndicatorModel

/// Tells people, programs and monitors about a run, as its pipeline declares.
///
/// Never fails a run: who could not be told is in the warnings that it returns. A server is asked
/// at most twice, with 10 s for the connection and 30 s for all; a program is started once and has
/// 30 s.
package struct Notifier: Sendable {
    /// A channel whose secrets are known, or the reason why they are not.
    private struct Recipient: Sendable {
        let moments: Set<RunMoment>
        let name: String
        let channel: Result<ResolvedChannel, Diagnostic>
    }

    private let recipients: [Recipient]
    private let root: String
    private let isStopped: @Sendable () -> Bool
    /// The time between two tries.
    private let pause: Duration
    /// Takes the secrets of all channels out of a text; the log of the run goes through it too.
    package let redactor: Redactor

    /// - Parameters:
    ///   - notifications: What the pipeline declares.
    ///   - resolver: Finds the values of secrets.
    ///   - root: The project's folder, in which programs start.
    ///   - pause: The time between two tries.
    ///   - isStopped: Whether to give up telling; a run that was stopped still tells that it was,
    ///     so this is not the signal that stops a run.
    package init(
        _ notifications: [Notification],
        resolver: SecretResolver,
        root: String,
        pause: Duration = .seconds(2),
        isStopped: @escaping @Sendable () -> Bool = { false }
    ) {
        self.root = root
        self.pause = pause
        self.isStopped = isStopped
        var secrets: [String] = []
        recipients = notifications.map { notification in
            let channel = Result { () throws(Diagnostic) in
                try ResolvedChannel(notification.channel, resolver, &secrets)
            }
            return Recipient(
                moments: notification.moments,
                name: notification.channel.name,
                channel: channel
            )
        }
        redactor = Redactor(secrets)
    }

    /// Secrets that are not to be found, so that somebody would not be told.
    package var problems: [Diagnostic] {
        recipients.compactMap { recipient in
            if case .failure(let problem) = recipient.channel { problem } else { nil }
        }
    }

    /// Tells all who want to know of this moment.
    ///
    /// - Returns: A warning for each that could not be told; no secret is in it.
    package func tell(_ summary: RunSummary, at moment: RunMoment) -> [Diagnostic] {
        var summary = summary.redacted(by: redactor)
        summary.moment = moment
        return recipients.filter { $0.moments.contains(moment) }.compactMap { recipient in
            do {
                try tell(summary, recipient.channel.get())
                return nil
            } catch let problem as Diagnostic where problem.severity == .warning {
                return redacted(problem)
            } catch {
                return redacted(failed(recipient, moment, reason(error)))
            }
        }
    }

    private func failed(
        _ recipient: Recipient,
        _ moment: RunMoment,
        _ reason: String
    ) -> Diagnostic {
        Diagnostic(
            "notify.failed",
            "the \(recipient.name) was not told of the \(moment.rawValue): \(reason)",
            severity: .warning
        )
    }

    private func redacted(_ problem: Diagnostic) -> Diagnostic {
        var problem = problem
        problem.message = redactor.redact(problem.message)
        problem.hints = problem.hints.map(redactor.redact)
        return problem
    }

    private func reason(_ error: any Error) -> String {
        switch error {
        case let failure as TransferFailure: "\(failure.reason) (`\(origin(failure.url))`)"
        case let failure as Unsuccessful: failure.reason
        case let problem as Diagnostic: problem.message
        default: "\(error)"
        }
    }

    private func tell(_ summary: RunSummary, _ channel: ResolvedChannel) throws {
        switch channel {
        case .mail(let mail): try send(mail.request(summary))
        case .webhook(let url, let headers):
            let kinds = [
                TransferHeader("Content-Type", "application/json"), TransferHeader("Expect", ""),
            ]
            let own = kinds.filter { kind in
                !headers.contains { $0.name.lowercased() == kind.name.lowercased() }
            }
            try send(
                TransferRequest(url, method: .post, headers: own + headers, body: json(summary))
            )
        case .healthCheck(let url):
            try send(TransferRequest(healthCheckURL(url, at: summary.moment)))
        case .command(let program): try run(program, summary)
        }
    }

    private func json(_ summary: RunSummary) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(summary))
    }

    /// Sends a request, and once more when the server may think better of it.
    private func send(_ request: TransferRequest) throws {
        let transfer = try Transfer()
        do {
            try attempt(request, transfer)
        } catch let failure as TransferFailure where failure.isPassing {
            try wait()
            try attempt(request, transfer)
        } catch let failure as Unsuccessful where failure.mayPass {
            try wait()
            try attempt(request, transfer)
        }
    }

    private func attempt(_ request: TransferRequest, _ transfer: Transfer) throws {
        let status = try transfer.perform(request, isStopped: isStopped).status
        guard (200..<300).contains(status) else {
            throw Unsuccessful(
                reason: "`\(origin(request.url))` answered \(status)",
                mayPass: status >= 500 || status == 429
            )
        }
    }

    private func wait() throws {
        let end = ContinuousClock.now + pause
        while ContinuousClock.now < end, !isStopped() {
            usleep(20_000)
        }
    }

    private func run(_ program: [String], _ summary: RunSummary) throws {
        let child = ChildProcess(
            program,
            folder: root,
            input: try json(summary) + [UInt8(ascii: "\n")]
        )
        let outcome = try child.run(timeout: .seconds(30), isStopped: isStopped)
        let last = outcome.tail.split(whereSeparator: \.isNewline).last.map { ": \($0)" } ?? ""
        switch outcome.end {
        case .exited(0): return
        case .exited(let code): throw Unsuccessful(reason: "it exited with \(code)\(last)")
        case .signalled(let number): throw Unsuccessful(reason: "signal \(number) ended it\(last)")
        case .timedOut: throw Unsuccessful(reason: "it took longer than 30 s and was ended\(last)")
        case .stopped: throw Unsuccessful(reason: "the run was stopped")
        }
    }
}

/// An answer that is no success.
private struct Unsuccessful: Error {
    let reason: String
    var mayPass = false
}

extension Notification.Channel {
    /// What it is called in a warning.
    fileprivate var name: String {
        switch self {
        case .mail(let mail): "mail to \(listed(mail.to))"
        case .webhook: "webhook"
        case .command(let program): "program `\(program.first ?? "")`"
        case .healthCheck: "health check"
        }
    }
}
