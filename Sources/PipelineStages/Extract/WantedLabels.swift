import IndicatorModel

/// What the mapping wants of a file that tells what is counted by label, and not by a number.
struct WantedLabels {
    private let wanted: [String: WantedCells.Characteristic]
    private var seen: Set<String> = []

    init(_ cells: WantedCells) {
        wanted = Dictionary(
            cells.characteristics.values.map { (comparableLabel($0.label), $0) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// What the mapping wants of a label; nil when it wants nothing.
    mutating func characteristic(_ label: String) -> WantedCells.Characteristic? {
        let label = comparableLabel(label)
        seen.insert(label)
        return wanted[label]
    }

    /// The first characteristic whose label the file did not have; nil when all were there.
    var missing: WantedCells.Characteristic? {
        wanted.filter { !seen.contains($0.key) }.map(\.value).min { $0.id < $1.id }
    }
}

extension PartInput {
    /// Ends a file of labels: what the mapping wants must have been there.
    func checkAllSeen(_ labels: WantedLabels, hints: [String]? = nil) throws {
        guard let characteristic = labels.missing else { return }
        let message =
            "no row is of `\(characteristic.label)`, which the mapping expects as characteristic "
            + "`\(characteristic.id)`"
        if let hints { throw error("label-differs", message, line: 1, hints: hints) }
        throw error("label-differs", message, line: 1)
    }
}
