import IndicatorModel

extension PlaceSource {
    /// What the worst member says of its reliability, and which member that is (design 5.7).
    ///
    /// `non-response 8.9; flag 00101; CSD 6106023`, with `symbol E` where a figure is to be used
    /// with caution; empty where the source says nothing.
    func qualityText(_ form: CensusForm, _ expressions: [ValueExpression], _ gender: Gender)
        -> String
    {
        var worst: (rate: Double, text: String)?
        for slot in slots {
            guard let quality = quality(slot),
                let rate = form == .long ? quality.nonResponseLongForm : quality.nonResponse
            else { continue }
            if let worst, worst.rate >= rate { continue }
            let flag = quality.flag.map { "; flag \($0)" } ?? ""
            worst = (rate, "non-response \(decimalText(rate))\(flag); \(slot.geography)")
        }
        let cautioned = slots.first { slot in
            expressions.contains { hasCaution($0, gender, slot) }
        }
        let caution = cautioned.map { "symbol E; \($0.geography)" }
        return [worst?.text, caution].compactMap(\.self).joined(separator: "; ")
    }

    private func hasCaution(_ expression: ValueExpression, _ gender: Gender, _ slot: MemberSlot)
        -> Bool
    {
        expression.terms.contains { term in
            guard let key = key(term.mapped, gender), let symbol = cell(key, slot)?.symbol else {
                return false
            }
            return symbol == .useWithCaution || symbol == .revisedUseWithCaution
        }
    }
}
