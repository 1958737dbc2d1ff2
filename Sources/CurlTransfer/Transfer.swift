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
    ///   - onHead: Gets the head of the last answer, once, before the first byte of its body, and
    ///     also when there is no body; not of an answer that only sends the reader on.
    ///   - onBody: Gets the bytes of the body as they come, instead of the answer, when the status
    ///     is of success (200 to 299). An error that one of the two throws ends the transfer, and
    ///     is thrown on.
    /// - Returns: The answer.
    /// - Throws: `TransferFailure`, or what `onHead` or `onBody` threw.
    package func perform(
        _ request: TransferRequest,
        isStopped: @escaping () -> Bool = { false },
        onHead: ((TransferHead) throws -> Void)? = nil,
        onBody: ((ArraySlice<UInt8>) throws -> Void)? = nil
    ) throws -> TransferResponse {
        try check(request)
        let takers = TransferState.Takers(onHead: onHead, onBody: onBody)
        let end = request.timeout.map { ContinuousClock.now + $0 }
        var step = request
        for _ in 0...RedirectRule.limit {
            if isStopped() { throw failure(.stopped, request, "the run was stopped") }
            step.timeout = end.map { $0 - ContinuousClock.now }
            let answer = try perform(step, takers, isStopped)
            guard let next = answer.next else { return answer.response }
            try follow(from: step.url, to: next, request)
            step.url = next
        }
        throw failure(
            .tooManyRedirects,
            request,
            "the server sends the reader on more than \(RedirectRule.limit) times"
        )
    }

    /// Makes one step: what was answered, and the URL that it sends the reader to, if any.
    private func perform(
        _ request: TransferRequest,
        _ takers: TransferState.Takers,
        _ isStopped: @escaping () -> Bool
    ) throws -> (response: TransferResponse, next: String?) {
        let handle = handle
        let url = { handle.effectiveURL ?? request.url }
        let state = TransferState(request, takers, isStopped: isStopped, url: url)
        defer { handle.reset() }
        do {
            try handle.setUp(request)
            try handle.perform(state)
            try state.end()
        } catch let error as CurlError {
            throw state.error ?? failure(error, request)
        }
        let response = TransferResponse(
            status: request.isFile ? state.status : handle.status,
            headers: state.headers,
            body: state.body,
            url: url()
        )
        return (response, state.isRedirect ? handle.redirectURL : nil)
    }

    /// Refuses to be sent where the request does not allow it.
    private func follow(
        from url: String,
        to next: String,
        _ request: TransferRequest
    ) throws(TransferFailure) {
        let rule = RedirectRule(first: request.url, hosts: request.redirectHosts ?? [])
        if let reason = rule.refusal(from: url, to: next) {
            throw failure(.redirectRefused, request, reason)
        }
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
        if let reason = request.whyNotAFile { throw failure(.notFound, request, reason) }
    }

    private func failure(
        _ kind: TransferFailure.Kind,
        _ request: TransferRequest,
        _ reason: String
    ) -> TransferFailure {
        TransferFailure(kind: kind, url: shownURL(request.url), reason: reason, code: 0)
    }

    private func failure(_ error: CurlError, _ request: TransferRequest) -> TransferFailure {
        let reason =
            error.code == CURLE_ABORTED_BY_CALLBACK
            ? "the run was stopped" : handle.reason(error)
        var kind = TransferFailure.Kind(error.code, reason: reason, of: request)
        // A proxy that does not lead to the host answers with a status of its own.
        if kind == .cutShort, (400..<500).contains(handle.proxyStatus) { kind = .refused }
        return TransferFailure(
            kind: kind,
            url: shownURL(request.url),
            reason: reason,
            code: error.code.rawValue
        )
    }
}
