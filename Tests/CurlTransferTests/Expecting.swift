import CurlTransfer
import Testing

/// The failure of a request that must fail.
func failure(
    _ request: TransferRequest,
    isStopped: @escaping () -> Bool = { false },
    onHead: ((TransferHead) throws -> Void)? = nil,
    onBody: ((ArraySlice<UInt8>) throws -> Void)? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
) throws -> TransferFailure? {
    #expect(throws: TransferFailure.self, sourceLocation: sourceLocation) {
        _ = try Transfer().perform(request, isStopped: isStopped, onHead: onHead, onBody: onBody)
    }
}

/// An answer byte for byte; a line end of it is that of HTTP.
func raw(_ text: String, then body: [UInt8] = []) -> [UInt8] {
    Array(text.replacing("\n", with: "\r\n").utf8) + body
}
