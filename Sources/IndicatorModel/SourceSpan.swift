/// A place in a text file: line and column from 1, length in characters.
package struct SourceSpan: Hashable, Sendable {
    package let file: String
    package let line: Int
    package let column: Int
    package let length: Int
    /// The line as it stands in the file.
    package let text: String?

    package init(file: String, line: Int, column: Int = 1, length: Int = 0, text: String? = nil) {
        self.file = file
        self.line = line
        self.column = column
        self.length = length
        self.text = text
    }
}
