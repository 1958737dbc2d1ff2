import CSVKernel
import DataStore

/// Reads text line by line, where its quotes do not follow the rules (RFC 4180) and its columns
/// cannot be told: Statistics Canada does not double quotes within names everywhere.
struct LineScan {
    /// - Returns: How many lines there are, less the first, and the digest of what they say.
    static func scan(
        _ source: PeekedSource,
        name: String
    ) throws -> (profile: TableProfile, content: String) {
        var hash = SHA256()
        var lines = 0
        var blankLines = 0
        var line: [UInt8] = []
        func end(_ hash: inout SHA256) {
            if line.last == ASCII.carriageReturn { line.removeLast() }
            if line.isEmpty {
                blankLines += 1
                return
            }
            // Blank lines count where something follows them.
            let text = [UInt8](repeating: ASCII.newline, count: blankLines) + line
            blankLines = 0
            lines += 1
            hash.update((text + [ASCII.newline]).span)
            line.removeAll(keepingCapacity: true)
        }
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while case let count = try source.read(into: &buffer, at: 0), count > 0 {
            var rest = buffer[..<count]
            while let newline = rest.firstIndex(of: ASCII.newline) {
                line += rest[..<newline]
                end(&hash)
                rest = rest[(newline + 1)...]
            }
            line += rest
        }
        if !line.isEmpty { end(&hash) }
        let profile = TableProfile(name: name, rows: max(0, lines - 1), columns: [])
        return (profile, hash.finish())
    }
}
