package import IndicatorModel

/// A figure as it stands in a published table, with what is said of it.
package struct PublishedFigure: Hashable, Encodable, Sendable {
    package let value: Double?
    package let low: Double?
    package let high: Double?
    /// The ends of the 95 % band, where they were looked up and there is one.
    package var low95: Double?
    package var high95: Double?
    package let state: String
    package let method: String
    package let coverage: Double?
    package let quality: String

    package init(
        value: Double?,
        low: Double? = nil,
        high: Double? = nil,
        state: String,
        method: String = "",
        coverage: Double? = nil,
        quality: String = ""
    ) {
        self.value = value
        self.low = low
        self.high = high
        self.state = state
        self.method = method
        self.coverage = coverage
        self.quality = quality
    }

    /// Reads the columns behind the key (published.md); an empty number is no number.
    package init(row: [String]) throws {
        value = try Self.number(row[6], "value", row)
        low = try Self.number(row[7], "low", row)
        high = try Self.number(row[8], "high", row)
        state = row[9]
        method = row[10]
        coverage = try Self.number(row[11], "coverage", row)
        quality = row[12]
    }

    /// An estimate, as it would be published.
    init(_ estimate: Estimate) {
        self.init(
            value: estimate.value,
            low: estimate.low,
            high: estimate.high,
            state: estimate.state.rawValue,
            method: estimate.method.rawValue,
            coverage: estimate.coverage,
            quality: estimate.quality
        )
    }

    package var bounds: Bounds { Bounds(low: low, high: high) }

    private static func number(_ text: String, _ column: String, _ row: [String]) throws -> Double?
    {
        if text.isEmpty { return nil }
        let isDecimal = text.utf8.allSatisfy { byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
        }
        guard isDecimal, let number = Double(text) else {
            throw Diagnostic(
                "publish.not-a-number",
                "`\(text)` in column `\(column)` is not a number: "
                    + row.prefix(6).joined(separator: ","),
                hints: ["`lip verify` tells whether the file is as it was published"]
            )
        }
        return number
    }
}

/// How a published row of one version stands to the row of another with the same key.
package enum DifferenceClass: String, CaseIterable, Codable, Sendable {
    /// Only the newer version has it.
    case new
    /// Only the older version has it.
    case gone
    /// The value differs by more than rounding explains, as far as the bounds tell.
    case changed
    /// The value differs, and the true figure may be the same: the bounds overlap.
    case withinRounding = "within-rounding"
    /// The state differs, and the value is the same, or there is none on one side.
    case stateChanged = "state-changed"
    /// Only what is said of the figure differs: bounds, method, coverage, quality.
    case noteChanged = "note-changed"
    case same

    package var inWords: String { rawValue.split(separator: "-").joined(separator: " ") }

    package init(_ old: PublishedFigure, _ new: PublishedFigure) {
        if let before = old.value, let after = new.value, before != after {
            self = old.bounds.meets(new.bounds) == true ? .withinRounding : .changed
        } else if old.state != new.state {
            self = .stateChanged
        } else if old.value != new.value {
            self = .changed
        } else {
            self = old == new ? .same : .noteChanged
        }
    }
}

/// A published row that differs between two versions.
package struct FigureDifference: Hashable, Sendable {
    /// Place, period, indicator, category, group, gender.
    package let key: [String]
    package let kind: DifferenceClass
    package let old: PublishedFigure?
    package let new: PublishedFigure?

    package init(
        key: [String],
        kind: DifferenceClass,
        old: PublishedFigure?,
        new: PublishedFigure?
    ) {
        self.key = key
        self.kind = kind
        self.old = old
        self.new = new
    }

    /// Nil for rows that are the same.
    package init?(_ rows: JoinedRows) throws {
        let keyCount = 6
        switch rows {
        case .same: return nil
        case .gone(let row):
            self.init(
                key: Array(row.prefix(keyCount)),
                kind: .gone,
                old: try PublishedFigure(row: row),
                new: nil
            )
        case .new(let row):
            self.init(
                key: Array(row.prefix(keyCount)),
                kind: .new,
                old: nil,
                new: try PublishedFigure(row: row)
            )
        case .both(let before, let after):
            let old = try PublishedFigure(row: before)
            let new = try PublishedFigure(row: after)
            let kind = DifferenceClass(old, new)
            if kind == .same { return nil }
            self.init(key: Array(after.prefix(keyCount)), kind: kind, old: old, new: new)
        }
    }

    /// The change of the value as a part of the old one; infinite from zero; nil where one side
    /// has no value.
    package var relativeChange: Double? {
        guard let before = old?.value, let after = new?.value else { return nil }
        if before == after { return 0 }
        return before == 0 ? (after > 0 ? .infinity : -.infinity) : (after - before) / abs(before)
    }
}
