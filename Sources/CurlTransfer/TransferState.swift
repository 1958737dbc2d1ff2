import CCurl

/// What a transfer has sent and got so far, as libcurl's callbacks see it.
///
/// A callback copies the bytes that it is given, and keeps no pointer.
final class TransferState {
    typealias Stream =
        @convention(c) (
            UnsafeMutablePointer<CChar>?, Int, Int, UnsafeMutableRawPointer?
        ) -> Int

    /// Who takes what comes.
    struct Takers {
        let onHead: ((TransferHead) throws -> Void)?
        let onBody: ((ArraySlice<UInt8>) throws -> Void)?
    }

    /// Of the last head that came.
    private(set) var status: Int
    private(set) var headers: [String: String] = [:]
    private(set) var body: [UInt8] = []
    /// What ended the transfer from this side.
    private(set) var error: (any Error)?
    private let request: TransferRequest
    private let takers: Takers
    private let isStopped: () -> Bool
    /// Tells the URL that answers.
    private let url: () -> String
    private var uploaded = 0
    /// Bytes of the body that came, after decoding.
    private var received = 0
    private var hasBegun = false

    init(
        _ request: TransferRequest,
        _ takers: Takers,
        isStopped: @escaping () -> Bool,
        url: @escaping () -> String
    ) {
        self.request = request
        self.takers = takers
        self.isStopped = isStopped
        self.url = url
        status = request.isFile ? 200 : 0
    }

    /// The state that libcurl was given.
    private static func state(_ pointer: UnsafeMutableRawPointer?) -> TransferState? {
        // SAFETY: the pointer is that of the state, which Transfer.perform keeps alive.
        unsafe pointer.map {
            unsafe Unmanaged<TransferState>.fromOpaque($0).takeUnretainedValue()
        }
    }

    private static func bytes(_ data: UnsafeMutablePointer<CChar>?, _ count: Int) -> [UInt8] {
        // SAFETY: libcurl gives `count` bytes, which are copied.
        unsafe Array(UnsafeRawBufferPointer(start: data, count: data == nil ? 0 : count))
    }

    /// Takes bytes; another number than that of the bytes ends the transfer.
    private static func stream(
        _ data: UnsafeMutablePointer<CChar>?,
        _ count: Int,
        _ pointer: UnsafeMutableRawPointer?,
        _ take: (TransferState, [UInt8]) throws -> Void
    ) -> Int {
        guard let state = unsafe state(pointer) else { return 0 }
        let bytes = unsafe bytes(data, count)
        do {
            try take(state, bytes)
            return bytes.count
        } catch {
            state.error = error
            // Also of no bytes: a number that is not theirs.
            return bytes.isEmpty ? 1 : 0
        }
    }

    /// Takes bytes of the body.
    static let onBody: Stream = { data, size, count, pointer in
        unsafe stream(data, size * count, pointer) { try $0.add(body: $1) }
    }

    /// Takes a line of a head; a status line begins another one.
    static let onHeader: Stream = { data, size, count, pointer in
        unsafe stream(data, size * count, pointer) {
            try $0.add(headerLine: String(decoding: $1, as: UTF8.self))
        }
    }

    /// Whether the answer that came only sends the reader on.
    var isRedirect: Bool {
        request.method == .get && request.redirectHosts != nil && headers["location"] != nil
            && RedirectRule.isRedirect(status)
    }

    /// Ends what came whole, as far as libcurl knows.
    func end() throws {
        // Of a file it does not know, and takes an error of the disk for the end.
        if request.isFile, let length = headers["content-length"].flatMap(Int.init),
            length != received
        {
            throw failure(.cutShort, "the file has \(length) bytes, of which \(received) came")
        }
        try begin()
    }

    /// Tells of the head, once, when it is that of the last answer.
    private func begin() throws {
        if hasBegun || isRedirect { return }
        hasBegun = true
        try takers.onHead?(TransferHead(status: status, headers: headers, url: url()))
    }

    private func add(body bytes: [UInt8]) throws {
        received += bytes.count
        if let limit = request.sizeLimit, received > limit {
            throw failure(.tooLarge, "the body is larger than the limit of \(limit) bytes")
        }
        if isRedirect { return }
        try begin()
        if let onBody = takers.onBody, (200..<300).contains(status) {
            try onBody(bytes[...])
        } else {
            body += bytes.prefix(max(0, request.bodyLimit - body.count))
        }
    }

    private func add(headerLine line: String) throws {
        if line.hasPrefix("HTTP/") {
            headers = [:]
            status = line.split(separator: " ").dropFirst().first.flatMap { Int(trimmed($0)) } ?? 0
        }
        if line == "\r\n" || line == "\n" { try checkLength() }
        guard let colon = line.firstIndex(of: ":") else { return }
        let name = line[..<colon].lowercased()
        let value = trimmed(line[line.index(after: colon)...])
        headers[name] = headers[name].map { "\($0), \(value)" } ?? value
    }

    /// Refuses a body that is going to be too large; how large it is once decoded is not known.
    private func checkLength() throws {
        guard let limit = request.sizeLimit, (200..<300).contains(status),
            headers["content-encoding"] == nil,
            let length = headers["content-length"].flatMap(Int.init), length > limit
        else { return }
        throw failure(
            .tooLarge,
            "the body has \(length) bytes, more than the limit of \(limit) bytes"
        )
    }

    private func failure(_ kind: TransferFailure.Kind, _ reason: String) -> TransferFailure {
        TransferFailure(kind: kind, url: shownURL(request.url), reason: reason, code: 0)
    }

    /// Gives the next bytes of a mail.
    static let onUpload: Stream = { data, size, count, pointer in
        guard let state = unsafe state(pointer), let data = unsafe data else { return 0 }
        let next = state.request.body[state.uploaded...].prefix(size * count)
        // SAFETY: at most as many bytes as libcurl has room for.
        unsafe next.withUnsafeBytes { bytes in
            unsafe UnsafeMutableRawBufferPointer(start: data, count: size * count)
                .copyMemory(from: bytes)
        }
        state.uploaded += next.count
        return next.count
    }

    /// Ends the transfer, by another number than 0, when the caller wants so.
    static let onProgress: curl_xferinfo_callback = { pointer, _, _, _, _ in
        unsafe state(pointer)?.isStopped() ?? true ? 1 : 0
    }
}

/// A text without the white space around it.
func trimmed(_ text: Substring) -> String {
    var text = text.drop(while: \.isWhitespace)
    while text.last?.isWhitespace ?? false { text.removeLast() }
    return String(text)
}
