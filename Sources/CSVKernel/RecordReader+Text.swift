extension RecordReader {
    /// The text of a field, doubled quotes as one; nil when its bytes are not of that encoding.
    public func text(_ index: Int, as encoding: TextEncoding = .utf8) -> String? {
        decodeText(bytes(index), as: encoding, unescapingQuotes: hasDoubledQuotes(index))
    }

    /// The texts of all fields; a field whose bytes are not of that encoding is nil.
    public func texts(as encoding: TextEncoding = .utf8) -> [String?] {
        var texts: [String?] = []
        texts.reserveCapacity(count)
        for index in 0..<count { texts.append(text(index, as: encoding)) }
        return texts
    }
}
