import DataStore
import IndicatorModel
import Synchronization

/// When servers were last asked, and when they are to be asked again.
final class UpstreamChecks: Sendable {
    private struct Key: Hashable {
        let source: String
        let part: String
    }

    private let checks: Mutex<[Key: UpstreamCheck]>
    /// Nil when nothing is to be written.
    private let ledger: Ledger?
    /// The time of day, in seconds since 1970.
    let now: Int

    /// A ledger that is only to be read, as for a plan, gets no notes.
    init(_ ledger: Ledger?, isReadOnly: Bool, now: Int) throws {
        let known = try ledger?.upstreamChecks() ?? []
        checks = Mutex(
            Dictionary(
                known.map { (Key(source: $0.source, part: $0.part), $0) },
                uniquingKeysWith: { $1 }
            )
        )
        self.ledger = isReadOnly ? nil : ledger
        self.now = now
    }

    func check(_ source: SourceID, _ part: PartID) -> UpstreamCheck? {
        checks.withLock { $0[Key(source: source.name, part: part.name)] }
    }

    /// Notes that a server gave a good answer.
    func note(_ check: UpstreamCheck) throws {
        checks.withLock { $0[Key(source: check.source, part: check.part)] = check }
        try ledger?.note(check)
    }
}

/// Until when what is known of a part is fresh.
enum Freshness: Hashable {
    case forEver
    /// In seconds since 1970.
    case until(Int)
    /// It is to be asked for now, and why.
    case due(String)
}

extension RefreshPolicy {
    /// Whether a part that was last asked for at a time is fresh; times in seconds since 1970.
    func freshness(asked: Int, shown: String, now: Int) -> Freshness {
        guard let time = freshness else { return .forEver }
        let end = asked + Int(time.components.seconds)
        if now < end { return .until(end) }
        return .due("refresh: \(rawValue), last asked for \(shown)")
    }
}
