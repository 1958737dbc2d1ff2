/// Something that a new file lacks and the last good one has.
package struct Finding: Codable, Hashable, Sendable {
    /// A stable name, for tests and documentation.
    package let code: String
    /// One clause for people, with names in backticks.
    package let text: String

    package init(_ code: String, _ text: String) {
        self.code = code
        self.text = text
    }
}
