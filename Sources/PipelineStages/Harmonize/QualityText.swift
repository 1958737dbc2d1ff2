import IndicatorModel

extension PlaceSource {
    /// What the worst member says of its reliability, and which member that is (design 5.7).
    ///
    /// `non-response 8.9; flag 00101; CSD 6106023`, with `symbol E` where a figure is to be used
    /// with caution; empty where the source says nothing.
    func qualityText(_ form: CensusForm, _ expressions: [BoundExpression]) -> String {
        let cautioned = slots.first { slot in expressions.contains { $0.hasCaution(slot) } }
        let caution = cautioned.map { "symbol E; \($0.geography)" }
        return [nonResponseText(form), caution].compactMap(\.self).joined(separator: "; ")
    }

    private func nonResponseText(_ form: CensusForm) -> String? {
        var worst: (rate: Double, slot: MemberSlot, flag: String?)?
        for slot in slots {
            guard let quality = quality(slot),
                let rate = form == .long ? quality.nonResponseLongForm : quality.nonResponse
            else { continue }
            if let worst, worst.rate >= rate { continue }
            worst = (rate, slot, quality.flag)
        }
        return worst.map { worst in
            let flag = worst.flag.map { "; flag \($0)" } ?? ""
            return "non-response \(decimalText(worst.rate))\(flag); \(worst.slot.geography)"
        }
    }
}

extension BoundExpression {
    /// Whether a figure of the member is marked to be used with caution.
    fileprivate func hasCaution(_ slot: MemberSlot) -> Bool {
        guard let location = slot.location else { return false }
        return terms.contains { term in
            let symbol = term.cell(location)?.symbol
            return symbol == .useWithCaution || symbol == .revisedUseWithCaution
        }
    }
}
