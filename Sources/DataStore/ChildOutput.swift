import Glibc

/// What a program says: the end of it is kept, and its lines are handed on as they come.
struct ChildOutput {
    /// The longest piece that is handed on as a line, in bytes: a program that writes no line
    /// ends must not fill the memory.
    static let longestLine = 1 << 16

    private let tailSize: Int
    private var line: [UInt8] = []
    private var end: [UInt8] = []
    private var isCut = false

    init(tailSize: Int) {
        self.tailSize = tailSize
    }

    /// Takes bytes in, and hands on the lines that they end.
    mutating func add(_ bytes: ArraySlice<UInt8>, _ onLine: (String) -> Void) {
        keep(bytes)
        var rest = bytes
        while let newline = rest.firstIndex(of: UInt8(ascii: "\n")) {
            line += rest[..<newline]
            handOn(onLine)
            rest = rest[(newline + 1)...]
        }
        line += rest
        if line.count >= Self.longestLine { handOn(onLine) }
    }

    /// Hands on what has no line end at its end.
    mutating func finish(_ onLine: (String) -> Void) {
        if !line.isEmpty { handOn(onLine) }
    }

    private mutating func handOn(_ onLine: (String) -> Void) {
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        onLine(String(decoding: line, as: UTF8.self))
        line.removeAll(keepingCapacity: true)
    }

    /// Keeps twice as much as is asked for, so that not every line moves the whole end.
    private mutating func keep(_ bytes: ArraySlice<UInt8>) {
        end += bytes
        if end.count > 2 * tailSize {
            end.removeFirst(end.count - tailSize)
            isCut = true
        }
    }

    /// The last lines, as many whole ones as there is room for.
    var tail: String {
        guard isCut || end.count > tailSize else { return String(decoding: end, as: UTF8.self) }
        let last = end.suffix(tailSize)
        let start = last.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? last.startIndex
        return String(decoding: last[start...], as: UTF8.self)
    }
}
