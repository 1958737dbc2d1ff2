/// The slow reader of delimited text that says what is right.
///
/// It works on a whole text in memory, one rule at a time; `RecordReader` must agree with it.
public enum ReferenceScanner {
    /// The records of `text`, each with the line on which it begins and its fields' bytes.
    public static func records(
        _ text: [UInt8],
        separator: UInt8 = UInt8(ascii: ",")
    ) throws(ScanError) -> [(line: Int, fields: [[UInt8]])] {
        var rest = text[...]
        if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
        var records: [(line: Int, fields: [[UInt8]])] = []
        var line = 1
        while !rest.isEmpty {
            let firstLine = line
            var fields: [[UInt8]] = []
            while true {
                let field = try field(&rest, separator: separator, line: &line, first: firstLine)
                fields.append(field)
                if rest.first == separator {
                    rest.removeFirst()
                    continue
                }
                break
            }
            if rest.first == ASCII.carriageReturn { rest.removeFirst() }
            if rest.first == ASCII.newline { rest.removeFirst() }
            line += 1
            records.append((firstLine, fields))
        }
        return records
    }

    /// The one form that all records with these fields have, quoted where it must be.
    public static func canonical(
        _ fields: [[UInt8]],
        separator: UInt8 = UInt8(ascii: ",")
    ) -> [UInt8] {
        var record: [UInt8] = []
        for (index, field) in fields.enumerated() {
            if index > 0 { record.append(separator) }
            let isLineEnd = index == fields.count - 1 && field.last == ASCII.carriageReturn
            let mustBeQuoted =
                field.contains(separator) || field.contains(ASCII.newline) || isLineEnd
                || field.first == ASCII.quote
            var content: [UInt8] = []
            for (byte, next) in zip(field, field.dropFirst() + [0]) {
                if byte == ASCII.carriageReturn, next == ASCII.newline { continue }
                content += byte == ASCII.quote && mustBeQuoted ? [byte, byte] : [byte]
            }
            record += mustBeQuoted ? [ASCII.quote] + content + [ASCII.quote] : content
        }
        return record + [ASCII.newline]
    }

    private static func field(
        _ rest: inout ArraySlice<UInt8>,
        separator: UInt8,
        line: inout Int,
        first: Int
    ) throws(ScanError) -> [UInt8] {
        guard rest.first == ASCII.quote else {
            let end = rest.firstIndex { $0 == separator || $0 == ASCII.newline } ?? rest.endIndex
            var field = Array(rest[..<end])
            rest = rest[end...]
            if rest.first != separator, field.last == ASCII.carriageReturn { field.removeLast() }
            return field
        }
        rest.removeFirst()
        var field: [UInt8] = []
        while let byte = rest.popFirst() {
            if byte == ASCII.quote {
                if rest.first == ASCII.quote {
                    rest.removeFirst()
                    field.append(ASCII.quote)
                    continue
                }
                let isEnd =
                    rest.isEmpty || rest.first == separator || rest.first == ASCII.newline
                    || rest.starts(with: [ASCII.carriageReturn, ASCII.newline])
                    || Array(rest) == [ASCII.carriageReturn]
                guard isEnd else { throw ScanError(code: .textAfterQuote, line: first) }
                return field
            }
            if byte == ASCII.newline { line += 1 }
            field.append(byte)
        }
        throw ScanError(code: .unterminatedQuote, line: first)
    }
}
