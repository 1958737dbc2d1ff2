import IndicatorModel

extension ConfigReader {
    /// Reports a code that the census does not have.
    ///
    /// Levels that its list does not hold are not checked.
    func checkIsKnown(
        _ geography: Geography,
        named name: String,
        _ value: YAMLValue,
        _ period: Period
    ) {
        guard let gazetteer = gazetteers[period], gazetteer.holds(geography.level),
            !gazetteer.has(geography)
        else { return }
        let same = gazetteer.codes(named: name, geography.level)
        let hint =
            same.isEmpty
            ? "look it up in config/geographies/\(period).csv"
            : "\(listed([name])) is \(listed(same, conjunction: "or")) in \(period)"
        report.add(
            .general(
                "unknown-code",
                "there is no `\(geography)` in the census of \(period)"
                    + otherCensuses(geography, period),
                value,
                hints: [hint]
            )
        )
    }

    /// Which other censuses have a geography, for the end of a sentence.
    private func otherCensuses(_ geography: Geography, _ period: Period) -> String {
        let others = gazetteers.filter { $0.key != period && $0.value.has(geography) }
        let names = others.keys.sorted().map { other in
            let name = others[other]?.name(of: geography).map { " (\($0))" } ?? ""
            return "\(other)\(name)"
        }
        return names.isEmpty ? "" : "; that of \(listed(names, quoted: false)) has it"
    }
}
