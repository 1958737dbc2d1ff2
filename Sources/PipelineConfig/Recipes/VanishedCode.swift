import IndicatorModel

extension Configuration {
    /// Which other censuses have a geography, for the end of a sentence; nothing when none has.
    func otherCensuses(_ geography: Geography, than period: Period) -> String {
        let names = gazetteers.keys.sorted().compactMap { other -> String? in
            guard other != period, let entry = gazetteers[other]?[geography] else { return nil }
            return "\(other) (\(entry.names.en))"
        }
        return names.isEmpty ? "" : "; that of \(listed(names, quoted: false)) has it"
    }
}
