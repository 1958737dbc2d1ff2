import CurlTransfer
import FoundationEssentials
import TestSupport
import Testing

@Suite struct BackoffTests {
    @Test func `waits between half of what is due and all of it, which doubles up to a limit`() {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<2_000 {
            let first = Duration.milliseconds(Int.random(in: 1...20_000, using: &generator))
            let backoff = Backoff(first: first)
            for attempt in 1...12 {
                let due = min(first * (1 << (attempt - 1)), .seconds(300))
                let wait = backoff.wait(before: attempt, using: &generator)
                #expect(wait <= due)
                #expect(wait >= due / 2)
            }
        }
    }

    @Test func `chance takes the whole range, and differs from one to the next`() {
        var generator = SeededGenerator(seed: 2)
        let backoff = Backoff(first: .seconds(2))
        let waits = (0..<1_000).map { _ in backoff.wait(before: 1, using: &generator) }
        #expect(Set(waits).count > 990)
        #expect(waits.contains { $0 < .milliseconds(1_050) })
        #expect(waits.contains { $0 > .milliseconds(1_950) })
    }

    @Test func `the same chance gives the same wait`() {
        var one = SeededGenerator(seed: 3)
        var other = SeededGenerator(seed: 3)
        let backoff = Backoff(first: .seconds(2))
        for attempt in 1...20 {
            #expect(
                backoff.wait(before: attempt, using: &one)
                    == backoff.wait(before: attempt, using: &other)
            )
        }
    }

    @Test func `what the server asks for is waited for at least, up to ten minutes`() {
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<2_000 {
            let asked = Duration.seconds(Int.random(in: 0...2_000, using: &generator))
            let attempt = Int.random(in: 1...12, using: &generator)
            let wait = Backoff(first: .seconds(1))
                .wait(before: attempt, retryAfter: asked, using: &generator)
            #expect(wait >= min(asked, .seconds(600)))
            #expect(wait <= max(min(asked, .seconds(600)), .seconds(300)))
        }
    }

    static let odd: [(Backoff, Int, ClosedRange<Duration>)] = [
        (Backoff(first: .zero), 100, .zero ... .zero),
        (Backoff(first: .seconds(-1)), 3, .zero ... .zero),
        (Backoff(first: .seconds(2)), .max, .seconds(150) ... .seconds(300)),
        (Backoff(first: .seconds(2)), 0, .seconds(1) ... .seconds(2)),
        (Backoff(first: .seconds(2)), .min + 1, .seconds(1) ... .seconds(2)),
        (Backoff(first: .seconds(900)), 1, .seconds(150) ... .seconds(300)),
        (Backoff(first: .seconds(9), longest: .seconds(4)), 2, .seconds(2) ... .seconds(4)),
    ]

    @Test(arguments: odd)
    func `odd numbers do no harm`(
        _ backoff: Backoff,
        _ attempt: Int,
        _ range: ClosedRange<Duration>
    ) {
        var generator = SeededGenerator(seed: 5)
        #expect(range.contains(backoff.wait(before: attempt, using: &generator)))
    }
}
