package import IndicatorModel
package import PipelineConfig

extension WantedCells {
    /// The cells of a list that any indicator maps, and the totals that bound missing ones.
    package init(_ configuration: Configuration, list: CharacteristicList) {
        var keys: Set<CellKey> = []
        var counted: Set<CellKey> = []
        var labels: [CharacteristicID: String] = [:]
        for indicator in configuration.indicators {
            guard case .lists(let lists)? = indicator.periods[list.period],
                let expressions = lists[list.id]
            else { continue }
            for expression in expressions.values {
                for mapped in expression.plus + expression.minus {
                    for gender in indicator.genders {
                        let key = mapped.key(
                            gender,
                            gendersAreCharacteristics: list.gendersAreCharacteristics
                        )
                        guard let key else { continue }
                        keys.insert(key)
                        if indicator.within != nil { counted.insert(key) }
                        labels[key.characteristic] = mapped.label(gender)
                    }
                }
            }
        }
        for id in list.totals.values where labels[id] != nil {
            keys.insert(CellKey(characteristic: id, column: .total))
            counted.insert(CellKey(characteristic: id, column: .total))
        }
        self.init(keys, labels: labels, counted: counted)
    }
}

extension MappedCharacteristic {
    /// The label of the vector of a gender: `..., - Total` becomes `..., - Male`.
    fileprivate func label(_ gender: Gender) -> String {
        let total = "- Total"
        guard men != nil || women != nil, gender != .total, label.hasSuffix(total) else {
            return label
        }
        return label.dropLast(total.count) + (gender == .men ? "- Male" : "- Female")
    }
}
