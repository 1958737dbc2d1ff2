import IndicatorModel

/// The lines of a source's YAML, and where in them its contract is.
struct ContractLines {
    private var lines: [String]
    private let endsWithLineFeed: Bool
    private let hasCarriageReturns: Bool

    init(_ yaml: String) {
        var pieces = yaml.utf8.split(separator: 10, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        endsWithLineFeed = pieces.last?.isEmpty ?? false
        if endsWithLineFeed { pieces.removeLast() }
        hasCarriageReturns = pieces.first?.unicodeScalars.last == "\r"
        lines = pieces.map { $0.unicodeScalars.last == "\r" ? String($0.dropLast()) : $0 }
    }

    var text: String {
        let lineEnd = hasCarriageReturns ? "\r\n" : "\n"
        return lines.joined(separator: lineEnd) + (endsWithLineFeed ? lineEnd : "")
    }

    /// Writes a contract into the place of another; false when that is not found.
    mutating func change(_ old: SchemaContract, to new: FittingContract) -> Bool {
        guard let start = lines.firstIndex(where: { isKey("contract", $0, indent: 0) }) else {
            return false
        }
        let value = lines[start].dropFirst("contract:".count)
        if !isComment(value) {
            // All of it between braces: written anew, each key on a line.
            guard let end = endOfFlow(start, value) else { return false }
            lines.replaceSubrange(start..<end, with: ContractYAML.block(old, new))
            return true
        }
        let block = start + 1..<endOfBlock(after: start, indent: 0)
        guard let first = block.first(where: { hasContent($0) }),
            let columns = block.first(where: { index in
                isKey("columns", lines[index], indent: indentation(first))
            })
        else { return false }
        let indent = indentation(first)
        guard changeColumns(columns, indent, old, new) else { return false }
        if new.encoding != old.encoding { changeEncoding(start, columns, indent, new.encoding) }
        return true
    }

    private mutating func changeColumns(
        _ line: Int,
        _ indent: Int,
        _ old: SchemaContract,
        _ new: FittingContract
    ) -> Bool {
        let value = lines[line].dropFirst(indent + "columns:".count)
        let end: Int
        if isComment(value) {
            end = endOfBlock(after: line, indent: indent)
            if changeItems(line + 1..<end, old, new) { return true }
        } else {
            guard let last = endOfFlow(line, value) else { return false }
            end = last
        }
        let spaces = String(repeating: " ", count: indent)
        let items = new.columns.map { "\(spaces)  - \(ContractYAML.flow($0.column))" }
        let comment = isComment(value) ? value : ""
        lines.replaceSubrange(line..<end, with: ["\(spaces)columns:\(comment)"] + items)
        return true
    }

    private mutating func changeEncoding(
        _ contract: Int,
        _ columns: Int,
        _ indent: Int,
        _ encoding: FileEncoding
    ) {
        let line = "\(String(repeating: " ", count: indent))encoding: \(encoding.rawValue)"
        // It stands before the columns, or after them, which may have more lines by now.
        let block = contract + 1..<endOfBlock(after: contract, indent: 0)
        guard let index = block.first(where: { isKey("encoding", lines[$0], indent: indent) })
        else {
            lines.insert(line, at: columns)
            return
        }
        let value = lines[index].dropFirst(indent + "encoding:".count).drop { $0 == " " }
        lines[index] = line + (ContractYAML.readValue(value)?.rest ?? "")
    }

    // MARK: - Columns that are items

    private struct Piece {
        /// Comments and blank lines before the item.
        var leading: [String]
        var item: ContractItem
    }

    private mutating func changeItems(
        _ range: Range<Int>,
        _ old: SchemaContract,
        _ new: FittingContract
    ) -> Bool {
        guard let (pieces, indent) = items(range), pieces.map(\.item.column) == old.columns else {
            return false
        }
        let isFlow = 2 * pieces.count(where: \.item.isFlow) >= pieces.count
        // Comments before a column that is gone stand before the next one then.
        var leading = pieces.map(\.leading)
        var tail: [String] = []
        let kept = Set(new.columns.compactMap(\.origin))
        for index in pieces.indices.reversed() where !kept.contains(index) {
            if index + 1 < pieces.count {
                leading[index + 1] = leading[index] + leading[index + 1]
            } else {
                tail = leading[index]
            }
        }
        var written: [String] = []
        for column in new.columns {
            if let origin = column.origin {
                written += leading[origin] + pieces[origin].item.lines(for: column.column)
            } else {
                written += ContractItem.lines(new: column.column, indent: indent, isFlow: isFlow)
            }
        }
        lines.replaceSubrange(range, with: written + tail)
        return true
    }

    /// The items of a list; nil when it is written in another style.
    private func items(_ range: Range<Int>) -> (pieces: [Piece], indent: String)? {
        guard let first = range.first(where: { hasContent($0) }) else { return nil }
        let indent = indentation(first)
        var pieces: [Piece] = []
        var leading: [String] = []
        var index = range.lowerBound
        while index < range.upperBound {
            let isItem =
                indentation(index) == indent && lines[index].dropFirst(indent).hasPrefix("- ")
            guard isItem else {
                if hasContent(index) { return nil }
                leading.append(lines[index])
                index += 1
                continue
            }
            var end = index + 1
            while end < range.upperBound, indentation(end) > indent { end += 1 }
            guard let item = ContractItem(Array(lines[index..<end])) else { return nil }
            pieces.append(Piece(leading: leading, item: item))
            leading = []
            index = end
        }
        // The block ends with its last item.
        guard leading.isEmpty else { return nil }
        return (pieces, String(repeating: " ", count: indent))
    }

    // MARK: - Lines

    /// The indentation of a line; that of a blank line is nothing.
    private func indentation(_ index: Int) -> Int {
        let spaces = lines[index].prefix { $0 == " " }.count
        return spaces == lines[index].count ? 0 : spaces
    }

    /// Whether a line has something other than a comment.
    private func hasContent(_ index: Int) -> Bool {
        lines[index].first { $0 != " " }.map { $0 != "#" } ?? false
    }

    private func isKey(_ key: String, _ line: String, indent: Int) -> Bool {
        let text = line.dropFirst(indent)
        guard line.prefix(indent).allSatisfy({ $0 == " " }), text.hasPrefix("\(key):") else {
            return false
        }
        return text.dropFirst(key.count + 1).first.map { $0 == " " } ?? true
    }

    private func isComment(_ text: Substring) -> Bool {
        let trimmed = text.drop { $0 == " " }
        return trimmed.isEmpty || trimmed.first == "#"
    }

    /// Where the lines of a key's value end: behind the last that is indented more, is an item, or
    /// closes a bracket.
    private func endOfBlock(after key: Int, indent: Int) -> Int {
        var end = key + 1
        for index in key + 1..<lines.count where hasContent(index) {
            let text = lines[index].dropFirst(indent)
            let goesOn = text.hasPrefix("- ") || text.hasPrefix("]") || text.hasPrefix("}")
            guard indentation(index) > indent || (indentation(index) == indent && goesOn) else {
                break
            }
            end = index + 1
        }
        return end
    }

    /// Where the lines of a value between brackets end; nil when it is none.
    private func endOfFlow(_ line: Int, _ value: Substring) -> Int? {
        guard "[{".contains(value.first { $0 != " " } ?? "-") else { return nil }
        var depth = 0
        for index in line..<lines.count {
            var quote: Character?
            var previous: Character = " "
            for character in index == line ? value : lines[index][...] {
                if let open = quote {
                    if character == open, previous != "\\" || open == "'" { quote = nil }
                } else if "\"'".contains(character), "[{,: ".contains(previous) {
                    quote = character
                } else if character == "#", previous == " " {
                    break
                } else if "[{".contains(character) {
                    depth += 1
                } else if "]}".contains(character) {
                    depth -= 1
                }
                previous = character
            }
            if depth == 0 { return index + 1 }
        }
        return nil
    }
}
