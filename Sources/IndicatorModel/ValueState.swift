/// Why a figure is what it is, or why there is none (design 5).
package enum ValueState: String, CaseIterable, Sendable {
    /// As counted or computed upstream, without random rounding.
    case observed
    /// Made of counts that are randomly rounded to base 5.
    case rounded
    /// Withheld upstream to meet the confidentiality rules (`x`).
    case suppressed
    /// Withheld upstream as too unreliable to be published (`F`).
    case unreliable
    /// There is no figure: not asked, not in the product, or not at hand (`..`).
    case notAvailable = "not-available"
    /// The concept has no meaning here (`...`).
    case notApplicable = "not-applicable"
    /// An IRCC cell between 0 and 5 (`--`).
    case masked
    /// Some members of the place have no figure; value and bounds cover the others and the gap.
    case partial
    /// The members' figures cannot be lawfully combined.
    case notAdditive = "not-additive"
    /// Computed by a declared method from other published figures.
    case estimated

    /// Whether there is a figure that is not told; what is printed beside it can bound it.
    package var isWithheld: Bool { [.suppressed, .unreliable, .masked].contains(self) }
}

/// Statistics Canada's symbols for a cell.
///
/// Source: symbol legends of 98-401-X2016072 and 98-401-X2021024 meta files.
package enum CellSymbol: String, CaseIterable, Sendable {
    case notAvailable = ".."
    case notApplicable = "..."
    case suppressed = "x"
    /// An IRCC cell of 0 to 5.
    case masked = "--"
    case unreliable = "F"
    case useWithCaution = "E"
    case revised = "r"
    case revisedUseWithCaution = "rE"
    /// Population counts adjusted in the 2006 and 2011 profiles.
    case adjusted = "+"

    /// The state of a cell that has this symbol instead of a figure; nil when a figure stands.
    package var stateWithoutFigure: ValueState? {
        switch self {
        case .notAvailable: .notAvailable
        case .notApplicable: .notApplicable
        case .suppressed: .suppressed
        case .unreliable: .unreliable
        case .masked: .masked
        case .useWithCaution, .revised, .revisedUseWithCaution, .adjusted: nil
        }
    }
}
