/// How a file is served otherwise than it should be.
enum Behaviour: Hashable, Sendable {
    /// `cut:N`: ends the connection after N tenths of the body, once; `cut-always:N`.
    case cut(tenths: Int, isOnce: Bool)
    /// `wrong-length:D`: announces D bytes more than there are, then ends the connection.
    case wrongLength(Int)
    /// `chunked-cut`: a chunked body that ends half way, with its connection.
    case chunkedCut
    /// `429:N:S`, `503:N:S`, `500:N`: this status N times, with S seconds as `Retry-After`.
    case status(Int, times: Int, retryAfter: Int?)
    /// `redirect-loop`: sends the reader to where he is.
    case redirectLoop
    /// `redirect:URL`
    case redirect(String)
    /// `trickle:B`: B bytes a second.
    case trickle(Int)
    /// `endless`: the body again and again, and no length.
    case endless
    /// `html`: a page that says that something went wrong, as success; `html-as-zip`, as a ZIP.
    case page(type: String)
    /// `json`: the same in JSON.
    case json
    /// `no-validators`: neither `ETag` nor `Last-Modified`.
    case noValidators
    /// `same-etag`: the whole file whatever is asked, under the tag that it was given.
    case sameETag
    /// `gone`
    case gone
    /// `missing`
    case missing
    /// `empty`: success, and no body.
    case empty
    /// `no-range`: the whole file whatever part is asked for.
    case noRange
    /// `pause:N`: waits after N tenths of the body, until it is told to go on.
    case pause(tenths: Int)
    /// `gzip`: compressed for those who accept it.
    case gzip

    /// Reads what a test asked for; nil when there is no such behaviour.
    init?(_ text: String) {
        if text.hasPrefix("redirect:") {
            self = .redirect(String(text.dropFirst("redirect:".count)))
            return
        }
        let words = text.split(separator: ":", omittingEmptySubsequences: false)
        let numbers = words.dropFirst().compactMap { Int($0) }
        guard numbers.count == words.count - 1 else { return nil }
        switch (words[0], numbers.count) {
        case ("cut", 1): self = .cut(tenths: numbers[0], isOnce: true)
        case ("cut-always", 1): self = .cut(tenths: numbers[0], isOnce: false)
        case ("wrong-length", 1): self = .wrongLength(numbers[0])
        case ("429", 2), ("503", 2):
            self = .status(Int(words[0]) ?? 0, times: numbers[0], retryAfter: numbers[1])
        case ("500", 1): self = .status(500, times: numbers[0], retryAfter: nil)
        case ("trickle", 1): self = .trickle(max(1, numbers[0]))
        case ("pause", 1): self = .pause(tenths: numbers[0])
        case (_, 0): self.init(word: String(words[0]))
        default: return nil
        }
    }

    private init?(word: String) {
        switch word {
        case "chunked-cut": self = .chunkedCut
        case "redirect-loop": self = .redirectLoop
        case "endless": self = .endless
        case "html": self = .page(type: "text/html; charset=utf-8")
        case "html-as-zip": self = .page(type: "application/zip")
        case "json": self = .json
        case "no-validators": self = .noValidators
        case "same-etag": self = .sameETag
        case "gone": self = .gone
        case "missing": self = .missing
        case "empty": self = .empty
        case "no-range": self = .noRange
        case "gzip": self = .gzip
        default: return nil
        }
    }

    /// How often it is shown, until the file is served as it should be; nil when for ever.
    var times: Int? {
        switch self {
        case .cut(_, let isOnce): isOnce ? 1 : nil
        case .status(_, let times, _): times
        default: nil
        }
    }
}
