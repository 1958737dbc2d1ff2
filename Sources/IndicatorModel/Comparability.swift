/// Two periods, the earlier first.
package struct PeriodPair: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let from: Period
    package let to: Period

    /// Returns nil when `from` is not before `to`.
    package init?(from: Period, to: Period) {
        guard from < to else { return nil }
        self.from = from
        self.to = to
    }

    package var description: String { "\(from)-\(to)" }

    package static func < (a: PeriodPair, b: PeriodPair) -> Bool {
        (a.from, a.to) < (b.from, b.to)
    }
}

/// Whether figures of two periods may be compared (design 5.5).
package struct Comparability: Hashable, Sendable {
    package enum Code: String, CaseIterable, Sendable {
        /// Compare.
        case compare = "A"
        /// Compare with the note shown.
        case compareWithNote = "B"
        /// Direction only.
        case directionOnly = "C"
        /// Do not compare.
        case doNotCompare = "X"
    }

    package let code: Code
    /// The id of the note in config/labels/notes.yaml.
    package let note: String?

    package init(code: Code, note: String?) {
        self.code = code
        self.note = note
    }
}
