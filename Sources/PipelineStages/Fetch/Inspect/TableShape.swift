import CSVKernel
import IndicatorModel

/// Where the table in a delimited text begins, and what stands between its fields.
struct TableShape: Hashable {
    let separator: UInt8
    /// The line of the header, from 1.
    let headerLine: Int

    init(separator: UInt8, headerLine: Int) {
        self.separator = separator
        self.headerLine = headerLine
    }

    /// How many first bytes of a text tell its shape.
    static let sampleSize = 1 << 18

    /// Finds the shape in the first records of a text; nil when they are no table.
    ///
    /// A table has the same number of fields in at least half of its records: two or more, three
    /// in `.txt`, which is prose as often. Its header is the first such record that has something
    /// in half of its fields: profiles of one place have lines above it that name the place.
    /// Where tabs make a table, commas and semicolons stand in its texts.
    init?(_ sample: ArraySlice<UInt8>, isWhole: Bool, fewestFields: Int) {
        let shapes = [Delimiter.tab, .comma, .semicolon].compactMap { delimiter in
            Candidate(sample, isWhole: isWhole, delimiter.byte, fewestFields)
        }
        let tab = shapes.first { $0.separator == Delimiter.tab.byte }
        // The first of those that are equally good: a comma before a semicolon.
        let best = tab ?? shapes.max { ($0.records, $0.fields) < ($1.records, $1.fields) }
        guard let best else { return nil }
        self.init(separator: best.separator, headerLine: best.headerLine)
    }

    /// A separator, and what the text is like when it is read with that.
    private struct Candidate {
        let separator: UInt8
        /// How many records have the commonest number of fields, and that number.
        var records = 0
        var fields = 0
        var headerLine = 0

        init?(
            _ sample: ArraySlice<UInt8>,
            isWhole: Bool,
            _ separator: UInt8,
            _ fewestFields: Int
        ) {
            self.separator = separator
            let all = Self.records(sample, isWhole: isWhole, separator)
            var counts: [Int: Int] = [:]
            for record in all where record.fields >= fewestFields {
                counts[record.fields, default: 0] += 1
            }
            // Of two numbers that are as common, the larger one.
            guard let best = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }),
                2 * best.value >= all.count,
                let header = all.first(where: { record in
                    record.fields == best.key && 2 * record.filled >= record.fields
                })
            else { return nil }
            (fields, records) = (best.key, best.value)
            headerLine = header.line
        }

        /// At most the first thousand records that are not blank, up to one that cannot be read.
        private static func records(
            _ sample: ArraySlice<UInt8>,
            isWhole: Bool,
            _ separator: UInt8
        ) -> [(line: Int, fields: Int, filled: Int)] {
            var reader = RecordReader(MemoryByteSource(Array(sample)), separator: separator)
            var records: [(line: Int, fields: Int, filled: Int)] = []
            var isCut = false
            while records.count < 1_000 {
                do {
                    guard try reader.next() else {
                        isCut = !isWhole
                        break
                    }
                } catch {
                    break
                }
                let filled = (0..<reader.count).count { !trimmedRange(reader.bytes($0)).isEmpty }
                if reader.count == 1, filled == 0 { continue }
                records.append((reader.line, reader.count, filled))
            }
            // The last record of a sample need not be whole.
            if isCut, !records.isEmpty { records.removeLast() }
            return records
        }
    }
}
