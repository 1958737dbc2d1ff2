import CSVKernel
import TestSupport
import Testing

@Suite struct RecordReaderTests {
    /// Sizes of what a source hands out at once; whole last.
    static let pieces = [1, 2, 3, 7, Int.max]

    @Test(arguments: ReferenceScannerTests.cases, pieces)
    func `agrees with the reference`(_ example: ReferenceScannerTests.Case, _ piece: Int) throws {
        let text = Array(example.text.utf8)
        for size in [16, 1 << 12] {
            try expectAgreement(text, piece: piece, bufferSize: size)
        }
    }

    @Test(arguments: ReferenceScannerTests.errors, pieces)
    func `refuses what the reference refuses`(
        _ example: (text: String, refusal: Refusal),
        _ piece: Int
    ) {
        for size in [16, 1 << 12] {
            let error = #expect(throws: ScanError.self) {
                try readRecords(Array(example.text.utf8), piece: piece, bufferSize: size)
            }
            #expect(error.map(Refusal.init) == example.refusal)
        }
    }

    @Test(arguments: pieces)
    func `agrees with the reference on 500 random texts`(_ piece: Int) throws {
        for seed in 0..<500 {
            let text = RandomCSV.text(seed: UInt64(seed))
            for size in [16, 61, 1 << 12] {
                try expectAgreement(text, piece: piece, bufferSize: size)
            }
        }
    }

    private func expectAgreement(
        _ text: [UInt8],
        piece: Int,
        bufferSize: Int,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let shown = Comment(rawValue: String(decoding: text, as: UTF8.self).debugDescription)
        let expected = Result { () throws(ScanError) in try ReferenceScanner.records(text) }
        let found: Result<[ReadRecord], ScanError>
        do {
            found = .success(try readRecords(text, piece: piece, bufferSize: bufferSize))
        } catch let error as ScanError {
            found = .failure(error)
        }
        switch (found, expected) {
        case (.success(let found), .success(let expected)):
            let agrees =
                found.map(\.line) == expected.map(\.line)
                && found.map(\.fields) == expected.map(\.fields)
                && found.map(\.canonical)
                    == expected.map { ReferenceScanner.canonical($0.fields) }
            if !agrees {
                Issue.record("\(found), not \(expected): \(shown)", sourceLocation: sourceLocation)
            }
            expectWholeRecords(found, make: text, shown, sourceLocation)
        case (.failure(let found), .failure(let expected)):
            #expect(found == expected, shown, sourceLocation: sourceLocation)
        default:
            Issue.record("\(found), not \(expected): \(shown)", sourceLocation: sourceLocation)
        }
    }

    /// Holds the records as they stand in the text against the text, and high bytes against them.
    private func expectWholeRecords(
        _ records: [ReadRecord],
        make text: [UInt8],
        _ shown: Comment,
        _ sourceLocation: SourceLocation
    ) {
        var rest = text[...]
        if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
        var isRight = true
        for record in records {
            isRight = isRight && rest.starts(with: record.whole)
            isRight = isRight && record.hasHighBytes == record.whole.contains { $0 >= 0x80 }
            rest = rest.dropFirst(record.whole.count)
            if rest.first == ASCII.carriageReturn { rest = rest.dropFirst() }
            if rest.first == ASCII.newline { rest = rest.dropFirst() }
        }
        #expect(isRight && rest.isEmpty, shown, sourceLocation: sourceLocation)
    }

    @Test(arguments: pieces)
    func `knows which records hold bytes that are not ASCII`(_ piece: Int) throws {
        let text = "\u{FEFF}plain,1\nMontréal,2\nplain,3\n\"Québec, ville\",4\n\"é\"\n"
        let records = try readRecords(Array(text.utf8), piece: piece, bufferSize: 16)
        #expect(records.map(\.hasHighBytes) == [false, true, false, true, true])
    }

    /// Texts of one record, and the form that all of them have.
    @Test(arguments: [
        (["a,b\n", "a,b", "a,b\r\n", "\"a\",b\n", "a,\"b\"", "\"a\",\"b\"\r\n"], "a,b\n"),
        (["\"a,b\",c\n", "\"a,b\",\"c\"\r\n"], "\"a,b\",c\n"),
        (["\"a\r\nb\"\r\n", "\"a\nb\"\n"], "\"a\nb\"\n"), (["a\"b\n", "\"a\"\"b\"\n"], "a\"b\n"),
        (["\"\"\"a\"\"\"\n"], "\"\"\"a\"\"\"\n"), (["\"a\r\"\n"], "\"a\r\"\n"),
        (["\n", "\"\"\n"], "\n"),
        (["a\r,b\n", "\"a\r\",b\n"], "a\r,b\n"), ([",\n", "\"\",\"\"\n"], ",\n"),
        (["\"\"\"\",\"a\"\"\"\n", "\"\"\"\",a\"\n"], "\"\"\"\",a\"\n"),
    ])
    func `records with the same fields have one form`(_ texts: [String], _ form: String) throws {
        for text in texts {
            let records = try readRecords(Array(text.utf8))
            #expect(records.map(\.canonical) == [Array(form.utf8)])
        }
    }

    @Test func `the one form of records reads as the same records`() throws {
        for seed in 0..<500 {
            guard let records = try? readRecords(RandomCSV.text(seed: UInt64(seed))) else {
                continue
            }
            // Blanks keep what begins with a byte order mark from losing it.
            let again = try readRecords([0x20, 0x0A] + records.flatMap(\.canonical)).dropFirst()
            let fields = records.map { $0.fields.map(withoutCarriageReturns) }
            #expect(again.map(\.fields) == fields, "seed \(seed)")
        }
    }

    private func withoutCarriageReturns(_ field: [UInt8]) -> [UInt8] {
        zip(field, field.dropFirst() + [0]).filter { $0 != (13, 10) }.map(\.0)
    }

    @Test func `knows which fields are quoted`() throws {
        let records = try readRecords(Array("a,\"b\",,\"\",a\"b\"\n\"c\",d\n".utf8))
        #expect(records.map(\.areQuoted) == [[false, true, false, true, false], [true, false]])
    }

    @Test(arguments: pieces)
    func `grows its buffer to the longest record`(_ piece: Int) throws {
        let long = String(repeating: "x", count: 1_000)
        let text = Array("a,b\n\(long),\"\(long)\"\nc,d\n".utf8)
        let records = try readRecords(text, piece: piece, bufferSize: 16)
        #expect(records.map(\.line) == [1, 2, 3])
        #expect(records[1].fields == [Array(long.utf8), Array(long.utf8)])
        #expect(records[1].whole == Array("\(long),\"\(long)\"".utf8))
    }

    @Test func `says which fields hold doubled quotes, and leaves them as they stand`() throws {
        var reader = RecordReader(MemoryByteSource(Array("a,\"b\"\"c\",\"d\"\n".utf8)))
        var isRecord = try reader.next()
        #expect(isRecord)
        var fields: [String] = []
        var areDoubled: [Bool] = []
        for index in 0..<reader.count {
            fields.append(String(decoding: copied(reader.bytes(index)), as: UTF8.self))
            areDoubled.append(reader.hasDoubledQuotes(index))
        }
        #expect(fields == ["a", "b\"\"c", "d"])
        #expect(areDoubled == [false, true, false])
        isRecord = try reader.next()
        #expect(!isRecord)
    }

    @Test func `reads fields between other separators`() throws {
        let records = try readRecords(Array("a,b\t\"c\td\"\n".utf8), separator: ASCII.tab)
        #expect(records.map(\.fields) == [[Array("a,b".utf8), Array("c\td".utf8)]])
    }

    @Test(arguments: ["", "\u{FEFF}", "a\n", "\u{FEFF}a", "a\r\n", "\"a\""])
    func `has nothing more after the end, however often it is asked`(_ text: String) throws {
        var reader = RecordReader(MemoryByteSource(Array(text.utf8)))
        while try reader.next() {}
        for _ in 0..<3 {
            let isRecord = try reader.next()
            #expect(!isRecord)
            let count = reader.count
            #expect(count == 0)
        }
    }

    @Test func `reads the records before one that is refused`() throws {
        var reader = RecordReader(MemoryByteSource(Array("a\nb\n\"c\"d\n".utf8)))
        var records: [[UInt8]] = []
        var found: ScanError?
        do {
            while try reader.next() { records.append(copied(reader.bytes(0))) }
        } catch let error as ScanError {
            found = error
        }
        #expect(records == [Array("a".utf8), Array("b".utf8)])
        #expect(found.map(Refusal.init) == Refusal(code: .textAfterQuote, line: 3))
    }

    @Test func `refuses a record without an end instead of filling the memory`() throws {
        var reader = RecordReader(EndlessSource(), bufferSize: 16, longestRecord: 1 << 12)
        var found: ScanError?
        do {
            _ = try reader.next()
        } catch let error as ScanError {
            found = error
        }
        #expect(found.map(Refusal.init) == Refusal(code: .recordTooLong, line: 1))
        #expect(found?.message == "a record is longer than 16777216 bytes")
    }

    @Test func `passes on the error of its source`() throws {
        var reader = RecordReader(FailingSource())
        var records = 0
        var hasFailed = false
        do {
            while try reader.next() { records += 1 }
        } catch is FailingSource.Failure {
            hasFailed = true
        }
        #expect(hasFailed)
        #expect(records == 1)
    }
}

/// A file that is one line of `x` without end.
private final class EndlessSource: ByteSource {
    func read(into buffer: inout [UInt8], at offset: Int) -> Int {
        let count = buffer.count - offset
        buffer.replaceSubrange(offset..., with: repeatElement(UInt8(ascii: "x"), count: count))
        return count
    }
}

/// A disk that fails after the first record.
private final class FailingSource: ByteSource {
    struct Failure: Error {}
    private var isFirst = true

    func read(into buffer: inout [UInt8], at offset: Int) throws -> Int {
        guard isFirst else { throw Failure() }
        isFirst = false
        buffer.replaceSubrange(offset..<offset + 4, with: Array("a\nb,".utf8))
        return 4
    }
}
