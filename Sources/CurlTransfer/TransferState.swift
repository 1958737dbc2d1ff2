import CCurl

/// What a transfer has sent and got so far, as libcurl's callbacks see it.
///
/// A callback copies the bytes that it is given, and keeps no pointer.
final class TransferState {
    typealias Stream =
        @convention(c) (
            UnsafeMutablePointer<CChar>?, Int, Int, UnsafeMutableRawPointer?
        ) -> Int

    private(set) var headers: [String: String] = [:]
    private(set) var body: [UInt8] = []
    private(set) var error: (any Error)?
    private let upload: [UInt8]
    private var uploaded = 0
    private let bodyLimit: Int
    private let isStopped: () -> Bool
    private let handOn: ((ArraySlice<UInt8>) throws -> Void)?

    init(
        _ request: TransferRequest,
        _ isStopped: @escaping () -> Bool,
        _ onBody: ((ArraySlice<UInt8>) throws -> Void)?
    ) {
        upload = request.body
        bodyLimit = request.bodyLimit
        self.isStopped = isStopped
        handOn = onBody
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

    /// Takes bytes of the body; another number than that of the bytes ends the transfer.
    static let onBody: Stream = { data, size, count, pointer in
        guard let state = unsafe state(pointer) else { return 0 }
        let bytes = unsafe bytes(data, size * count)
        guard let handOn = state.handOn else {
            state.body += bytes.prefix(max(0, state.bodyLimit - state.body.count))
            return bytes.count
        }
        do {
            try handOn(bytes[...])
            return bytes.count
        } catch {
            state.error = error
            // Also of no bytes: a number that is not theirs.
            return bytes.isEmpty ? 1 : 0
        }
    }

    /// Takes a line of a head; a status line begins another one.
    static let onHeader: Stream = { data, size, count, pointer in
        guard let state = unsafe state(pointer) else { return 0 }
        let bytes = unsafe bytes(data, size * count)
        state.add(headerLine: String(decoding: bytes, as: UTF8.self))
        return bytes.count
    }

    private func add(headerLine line: String) {
        if line.hasPrefix("HTTP/") { headers = [:] }
        guard let colon = line.firstIndex(of: ":") else { return }
        let name = line[..<colon].lowercased()
        let value = trimmed(line[line.index(after: colon)...])
        headers[name] = headers[name].map { "\($0), \(value)" } ?? value
    }

    private func trimmed(_ text: Substring) -> String {
        var text = text.drop(while: \.isWhitespace)
        while text.last?.isWhitespace ?? false { text.removeLast() }
        return String(text)
    }

    /// Gives the next bytes of a mail.
    static let onUpload: Stream = { data, size, count, pointer in
        guard let state = unsafe state(pointer), let data = unsafe data else { return 0 }
        let next = state.upload[state.uploaded...].prefix(size * count)
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
