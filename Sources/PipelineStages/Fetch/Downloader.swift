import CurlTransfer
import DataStore
import FoundationEssentials
import Glibc
import IndicatorModel
import PipelineEngine

/// What a server said of a file, so that it can be asked whether it still has the same.
struct Validators: Hashable, Sendable {
    let etag: String?
    let modified: String?

    /// Nil when there is neither.
    init?(_ etag: String?, _ modified: String?) {
        if etag == nil, modified == nil { return nil }
        self.etag = etag
        self.modified = modified
    }

    /// The head of a request that wants nothing when nothing has changed.
    var headers: [TransferHeader] {
        [
            etag.map { TransferHeader("If-None-Match", $0) },
            modified.map { TransferHeader("If-Modified-Since", $0) },
        ].compactMap(\.self)
    }
}

/// The head of a server's answer, as far as it matters.
struct Reply: Hashable, Sendable {
    let url: String
    let finalURL: String
    let status: Int
    let headers: [String: String]

    private static let kept = [
        "content-disposition", "content-encoding", "content-length", "content-type", "date",
        "etag", "last-modified",
    ]

    init(url: String, _ head: TransferHead) {
        self.url = url
        finalURL = head.url
        status = head.status
        headers = head.headers.filter { Self.kept.contains($0.key) }
    }

    /// The head of an answer of which all bytes came before.
    init(_ origin: IncomingFile.Origin) {
        url = origin.url
        finalURL = origin.finalURL
        status = 200
        headers = origin.headers
    }
}

/// How a request for a file ended.
enum Delivery {
    case unchanged(Reply)
    /// The server says that there is no such file.
    case gone(Reply)
    case file(Reply, digest: String, size: Int)
}

/// A request that brought neither a file nor a clear answer, however often it was made.
struct NotDelivered: Error {
    let url: String
    let reason: String
    let attempts: Int
    /// The status of the last answer, when there was one.
    var status: Int?
    var headers: [String: String] = [:]
}

/// Fetches files: politely, again when an attempt fails, and on from where it broke off.
struct Downloader: Sendable {
    let pool: TransferPool
    let gate: HostGate
    let catalog: CatalogReader
    let outages: HostOutages

    init() {
        pool = TransferPool()
        gate = HostGate()
        catalog = CatalogReader()
        outages = HostOutages()
    }

    /// The address of a part's file, looked up in a catalogue where it has to be.
    func find(
        _ upstream: Upstream,
        _ wanted: WantedPart,
        _ mirror: Mirror?,
        _ context: StepContext
    ) throws -> String {
        switch upstream {
        case .url(let url): return url
        case .resource(let pattern):
            guard let package = wanted.source.package else {
                throw Diagnostic(
                    "fetch.no-package",
                    "`\(wanted.name)` is a resource of no package",
                    hints: ["add `package:` to \(wanted.definition)"]
                )
            }
            let url = try catalog.url(of: pattern, in: package, wanted) { url in
                let address = mirror?.address(of: url) ?? url
                return try document(address, wanted.source.fetch, isMirror: mirror != nil, context)
            }
            return url
        }
    }

    /// Fetches a file into `incoming`; `known` is what the server said of the one that is there.
    func download(
        _ url: String,
        _ wanted: WantedPart,
        known: Validators?,
        isMirror: Bool,
        into incoming: IncomingFile,
        _ context: StepContext
    ) throws -> Delivery {
        let policy = wanted.source.fetch
        return try retrying(url, policy, context, bytes: incoming) {
            var request = request(url, policy, isMirror: isMirror)
            let whole = incoming.whole(of: url)
            if let whole {
                // It came before a run died: it is good when the server still has the same.
                let validators = Validators(whole.headers["etag"], whole.headers["last-modified"])
                request.headers += validators?.headers ?? []
            } else if let beginning = incoming.beginning(of: url) {
                request.headers += [
                    TransferHeader("Range", "bytes=\(beginning.size)-"),
                    TransferHeader("If-Range", beginning.validator),
                ]
            } else {
                request.acceptsCompressed = true
                request.headers += known?.headers ?? []
            }
            let head = try perform(request, policy, context, into: incoming)
            let reply = Reply(url: url, head)
            switch head.status {
            case 200, 206:
                let (digest, size) = try incoming.finish()
                return .file(reply, digest: digest, size: size)
            case 304:
                if let whole {
                    let (digest, size) = try incoming.finish()
                    return .file(Reply(whole), digest: digest, size: size)
                }
                guard known != nil else { throw Failed(head) }
                return .unchanged(reply)
            case 404, 410: return .gone(reply)
            case 416:
                try incoming.reset()
                throw Failed("the server has no such range: it is fetched from its beginning")
            default: throw Failed(head)
            }
        }
    }

    private func perform(
        _ request: TransferRequest,
        _ policy: FetchPolicy,
        _ context: StepContext,
        into incoming: IncomingFile
    ) throws -> TransferHead {
        var answer: TransferHead?
        try exchange(
            request,
            policy,
            context,
            onHead: { head in
                answer = head
                switch head.status {
                case 200:
                    let reply = Reply(url: request.url, head)
                    try incoming.begin(
                        IncomingFile.Origin(
                            url: request.url,
                            finalURL: reply.finalURL,
                            headers: reply.headers
                        )
                    )
                case 206
                where head.rangeStart == incoming.size && head.headers["content-encoding"] == nil:
                    break
                case 206:
                    try incoming.reset()
                    throw Failed("the server sent another range than it was asked for")
                default: break
                }
            },
            onBody: { bytes in
                try context.checkpoint()
                if incoming.size + bytes.count > policy.sizeLimit {
                    throw Failed.tooLarge(limit: policy.sizeLimit)
                }
                try incoming.append(bytes)
                context.count { $0.bytes = incoming.size }
            }
        )
        guard let answer else { throw Failed("the server gave no answer") }
        return answer
    }

    /// A document small enough for memory, such as the answer of a catalogue.
    private func document(
        _ url: String,
        _ policy: FetchPolicy,
        isMirror: Bool,
        _ context: StepContext
    ) throws -> [UInt8] {
        try retrying(url, policy, context) {
            var request = request(url, policy, isMirror: isMirror)
            request.acceptsCompressed = true
            request.sizeLimit = 1 << 25
            var document: [UInt8] = []
            var answer: TransferHead?
            try exchange(
                request,
                policy,
                context,
                onHead: { answer = $0 },
                onBody: { document += $0 }
            )
            guard let answer else { throw Failed("the server gave no answer") }
            guard answer.status == 200 else { throw Failed(answer) }
            return document
        }
    }

    // MARK: - One attempt

    private func request(
        _ url: String,
        _ policy: FetchPolicy,
        isMirror: Bool
    ) -> TransferRequest {
        var request = TransferRequest(
            url,
            timeout: policy.timeout,
            connectTimeout: policy.connectTimeout
        )
        request.minimumSpeed = policy.minimumSpeed
        request.sizeLimit = policy.sizeLimit
        request.redirectHosts = isMirror ? [] : Set(policy.hosts.map { $0.lowercased() })
        return request
    }

    private func exchange(
        _ request: TransferRequest,
        _ policy: FetchPolicy,
        _ context: StepContext,
        onHead: @escaping (TransferHead) throws -> Void,
        onBody: @escaping (ArraySlice<UInt8>) throws -> Void
    ) throws {
        let isStopped = { context.stopReason != nil }
        let pass = try gate.enter(
            host: host(ofURL: request.url),
            connections: policy.connections,
            delay: policy.delay,
            isStopped: isStopped
        )
        defer { pass.leave() }
        _ = try pool.withTransfer { transfer in
            try transfer.perform(request, isStopped: isStopped, onHead: onHead, onBody: onBody)
        }
    }

    // MARK: - Attempts

    /// An attempt that failed, and may not the next time.
    private struct Failed: Error {
        let reason: String
        var mayPass = true
        /// Whether it took too long, so that bytes that came do not speak for it.
        var isSlow = false
        var isTooLarge = false
        /// Whether there was no connection at all.
        var isUnreachable = false
        var head: TransferHead?

        init(_ reason: String) {
            self.reason = reason
        }

        static func tooLarge(limit: Int) -> Failed {
            var failed = Failed("the file has more than \(grouped(limit)) bytes")
            failed.mayPass = false
            failed.isTooLarge = true
            return failed
        }

        init(_ head: TransferHead) {
            reason = "the server answered with status \(head.status)"
            mayPass = statusMayPass(head.status)
            self.head = head
        }

        init(_ failure: TransferFailure) {
            reason = failure.reason
            mayPass = failure.isPassing
            isTooLarge = failure.kind == .tooLarge
            isUnreachable = failure.kind == .unreachable
            isSlow = failure.kind == .timedOut || failure.kind == .tooSlow
        }
    }

    /// Makes attempts until one succeeds; those that brought some bytes in time do not count.
    private func retrying<T>(
        _ url: String,
        _ policy: FetchPolicy,
        _ context: StepContext,
        bytes incoming: IncomingFile? = nil,
        _ attempt: () throws -> T
    ) throws -> T {
        let backoff = Backoff(first: policy.backoff)
        var random = SystemRandomNumberGenerator()
        let host = host(ofURL: url)
        let retries = outages.contains(host) ? 0 : policy.retries
        var failures = 0
        for number in 1... {
            let before = incoming?.size ?? 0
            let failed: Failed
            do {
                let result = try attempt()
                outages.remove(host)
                return result
            } catch let failure as TransferFailure {
                try context.checkpoint()
                failed = Failed(failure)
            } catch let failure as Failed {
                failed = failure
            }
            // What came of it is not the beginning of a file that will be taken.
            if failed.isTooLarge { try incoming?.reset() }
            let isProgress = (incoming?.size ?? 0) > before && !failed.isSlow
            failures = isProgress ? 1 : failures + 1
            // Where one host cannot be reached, it is the network rather than the next host.
            let isOutage = failed.isUnreachable && !outages.isEmpty
            guard failed.mayPass, failures <= (isOutage ? 0 : retries), number < 1_000 else {
                if failed.isUnreachable { outages.insert(host) }
                throw NotDelivered(
                    url: url,
                    reason: failed.reason,
                    attempts: number,
                    status: failed.head?.status,
                    headers: failed.head?.headers ?? [:]
                )
            }
            let wanted = failed.head?.headers["retry-after"].flatMap {
                retryAfter($0)
            }
            let wait = backoff.wait(before: failures + 1, retryAfter: wanted, using: &random)
            try pause(wait, context)
        }
        preconditionFailure("attempts without an end")
    }

    private func pause(_ time: Duration, _ context: StepContext) throws {
        let end = ContinuousClock.now + time
        while ContinuousClock.now < end {
            try context.checkpoint()
            usleep(20_000)
        }
    }
}

extension TransferHead {
    /// Where the bytes of a partial answer begin.
    fileprivate var rangeStart: Int? {
        guard let range = headers["content-range"], range.hasPrefix("bytes ") else { return nil }
        return Int(range.dropFirst(6).prefix { $0 != "-" })
    }
}
