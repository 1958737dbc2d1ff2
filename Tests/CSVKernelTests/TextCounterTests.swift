import CSVKernel
import TestSupport
import Testing

@Suite struct TextCounterTests {
    private func counter(
        _ texts: [String],
        most: Int = 500,
        longest: Int = 1_000
    ) -> TextCounter {
        var counter = TextCounter(most: most, longest: longest)
        for text in texts { counter.add(Array(text.utf8).span) }
        return counter
    }

    /// The texts that are kept, with how often they were there.
    private func counts(_ counter: TextCounter) -> [String] {
        (0..<counter.count).map { index in
            let text = String(decoding: copied(counter.text(index)), as: UTF8.self)
            return "\(text): \(counter.times(index))"
        }
    }

    @Test func `counts each text, without the spaces around it`() {
        let counter = counter(["b", "a", " b", "b  ", "", "   ", "a b", "a"])
        #expect(counts(counter) == ["b: 3", "a: 2", "a b: 1"])
        #expect(counter.filled == 6)
        #expect(!counter.isFull)
    }

    @Test func `tells which text a field has`() {
        var counter = TextCounter(most: 2, longest: 9)
        let indexes = ["a", " ", "b", "a ", "b", "c", "a"].map { counter.add(Array($0.utf8).span) }
        #expect(indexes == [0, nil, 1, 0, 1, nil, nil])
    }

    @Test func `tells texts apart that differ in any byte, of any length`() {
        let texts = (1...40).flatMap { length in
            (0..<length).map { place in
                String(repeating: "x", count: place) + "y"
                    + String(repeating: "x", count: length - place - 1)
            }
        }
        let counter = counter(texts + texts, most: 1_000)
        #expect(counts(counter) == texts.map { "\($0): 2" })
    }

    @Test func `goes on counting rows when there are too many texts`() {
        let texts = (1...4).map { "text \($0)" }
        let counter = counter(texts + texts + [""], most: 3)
        #expect(counts(counter) == ["text 1: 1", "text 2: 1", "text 3: 1"])
        #expect(counter.isFull)
        #expect(counter.filled == 8)
        #expect(!self.counter(Array(texts.dropLast()), most: 3).isFull)
    }

    @Test func `keeps no text that is too long`() {
        let counter = counter(["four", "fives", "four"], longest: 4)
        #expect(counts(counter) == ["four: 1"])
        #expect(counter.isFull)
        #expect(counter.filled == 3)
    }

    @Test func `agrees with a dictionary on random texts`() {
        var random = SeededGenerator(seed: 9)
        for most in [1, 10, 500, 1_000] {
            let texts = (0..<5_000).map { _ in
                String(Int.random(in: 0..<most, using: &random) * 7_919, radix: 2)
            }
            let counter = counter(texts, most: most)
            let expected = Dictionary(texts.map { ($0, 1) }, uniquingKeysWith: +)
            #expect(Set(counts(counter)) == Set(expected.map { "\($0.key): \($0.value)" }))
            #expect(!counter.isFull)
        }
    }

    @Test func `a record is counted in the counters of its columns`() throws {
        var reader = RecordReader(
            MemoryByteSource(Array("a,\"b \"\"c\"\"\",d\na,\"b \"\"c\"\"\"\n".utf8))
        )
        var counters = [TextCounter](repeating: TextCounter(most: 9, longest: 9), count: 2)
        while try reader.next() { reader.count(in: &counters) }
        #expect(counters.map(counts) == [["a: 2"], ["b \"c\": 2"]])
    }
}
