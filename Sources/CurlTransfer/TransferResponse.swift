/// What a server answered.
package struct TransferResponse: Hashable, Sendable {
    /// The status of HTTP, or the last reply code of SMTP; 200 for a file.
    package let status: Int
    /// The head of the last answer: names in lower case, values of a repeated one joined by `, `.
    package let headers: [String: String]
    /// The first bytes of the body, as many as the request keeps, unless they were handed on.
    package let body: [UInt8]
    /// Where it came from in the end, after redirects.
    package let url: String
}

/// What a server answered, before its body comes.
package struct TransferHead: Hashable, Sendable {
    package let status: Int
    /// As in `TransferResponse`.
    package let headers: [String: String]
    /// Where it comes from, after redirects.
    package let url: String
}
