package import CSVKernel
import IndicatorModel

/// Reads the correspondence files of dissemination areas and blocks (92-156).
///
/// Those of 2006 and 2011 have no header: new area, old area, block, flag. Those of 2016 and 2021
/// name their columns in both languages with a year, as `DAUID2021_ADIDU2021`; the file of blocks
/// has no areas. An area is named by the first eight digits of its blocks.
package struct CorrespondenceReader {
    /// Where in a line the block of the later census and the area or block of the earlier stand.
    private struct Columns {
        let block: Int
        let old: Int
        /// Nil where the area of the later census follows from its block.
        let new: Int?
    }

    private let file: String

    /// Reads a whole file; all lines that cannot be read are told at once.
    ///
    /// `file` is how messages call it.
    ///
    /// - Throws: `Diagnostics`.
    package static func links(
        _ source: any ByteSource,
        file: String
    ) throws -> [BlockCrosswalk.Link] {
        try CorrespondenceReader(file: file).read(source)
    }

    /// Reads a table `block,population`, without a header or with one.
    ///
    /// - Throws: `Diagnostics`.
    package static func populations(
        _ source: any ByteSource,
        file: String
    ) throws -> [String: Int] {
        let own = CorrespondenceReader(file: file)
        var populations: [String: Int] = [:]
        var problems: [Diagnostic] = []
        var reader = RecordReader(source)
        while try reader.next({ own.error($0, $1, $2) }) {
            let fields = reader.texts().map { $0 ?? "" }
            if reader.line == 1, fields == ["block", "population"] { continue }
            // A block of which nothing is published weighs nothing.
            let people = fields.count == 2 && fields[1].isEmpty ? 0 : Int(fields.last ?? "")
            guard fields.count == 2, isCode(fields[0]), let people, people >= 0 else {
                problems.append(
                    own.error("bad-line", "expected a block and its population", reader.line)
                )
                continue
            }
            if populations.updateValue(people, forKey: fields[0]) != nil {
                problems.append(
                    own.error("bad-line", "block `\(fields[0])` stands twice", reader.line)
                )
            }
        }
        if !problems.isEmpty { throw Diagnostics(problems) }
        return populations
    }

    /// The people of areas, from those of their blocks.
    package static func areas(_ blocks: [String: Int]) -> [String: Int] {
        var areas: [String: Int] = [:]
        for (block, people) in blocks { areas[area(of: block), default: 0] += people }
        return areas
    }

    private func read(_ source: any ByteSource) throws -> [BlockCrosswalk.Link] {
        var links: [BlockCrosswalk.Link] = []
        var problems: [Diagnostic] = []
        var columns: Columns?
        var reader = RecordReader(source)
        while try reader.next({ error($0, $1, $2) }) {
            let fields = reader.texts(as: .windows1252).map { ($0 ?? "").filter { $0 != " " } }
            if columns == nil {
                columns = try header(fields, reader.line)
                if columns != nil { continue }
                // A file of 2006 or 2011, whose first line is data.
                columns = Columns(block: 2, old: 1, new: 0)
            }
            guard let columns, fields.count > max(columns.block, columns.old),
                Self.isCode(fields[columns.block]), Self.isCode(fields[columns.old])
            else {
                problems.append(
                    error("bad-line", "expected codes of a block and of an area", reader.line)
                )
                continue
            }
            let block = fields[columns.block]
            links.append(
                BlockCrosswalk.Link(
                    block: block,
                    from: Self.area(of: fields[columns.old]),
                    to: columns.new.map { fields[$0] } ?? Self.area(of: block)
                )
            )
        }
        if !problems.isEmpty { throw Diagnostics(problems) }
        return links
    }

    /// The columns that a header names; nil where the line is none.
    private func header(_ fields: [String], _ line: Int) throws -> Columns? {
        if Self.isCode(fields.first?.trimmedMark ?? "") { return nil }
        func found(_ name: String) -> [(year: String, index: Int)] {
            fields.enumerated().compactMap { index, field in
                let field = field.trimmedMark.uppercased()
                guard field.hasPrefix(name) else { return nil }
                return (String(field.dropFirst(name.count).prefix(4)), index)
            }
            .sorted { $0.year < $1.year }
        }
        let areas = found("DAUID")
        let blocks = found("DBUID")
        if areas.count == 2, blocks.count == 1 {
            return Columns(block: blocks[0].index, old: areas[0].index, new: areas[1].index)
        }
        if areas.isEmpty, blocks.count == 2 {
            return Columns(block: blocks[1].index, old: blocks[0].index, new: nil)
        }
        throw error(
            "missing-column",
            "expected the columns DAUID of two censuses and DBUID, or DBUID of two censuses",
            line
        )
    }

    private static func area(of block: String) -> String { String(block.prefix(8)) }

    private static func isCode(_ text: String) -> Bool {
        text.utf8.count >= 8 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    private func error(_ code: String, _ message: String, _ line: Int) -> Diagnostic {
        Diagnostic("changes.\(code)", message, at: SourceSpan(file: file, line: line))
    }
}

extension String {
    /// The text without a byte order mark, in whichever encoding it was read.
    fileprivate var trimmedMark: String {
        for mark in ["\u{FEFF}", "ï»¿"] where hasPrefix(mark) {
            return String(dropFirst(mark.count))
        }
        return self
    }
}
