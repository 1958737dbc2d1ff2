package import IndicatorModel
package import PipelineConfig

extension WantedCells {
    /// The cells of a list that any indicator maps, and the totals that bound missing ones; of a
    /// series those at each of the `times`.
    package init(_ configuration: Configuration, list: CharacteristicList, times: [Period] = []) {
        var keys: Set<CellKey> = []
        var counted: Set<CellKey> = []
        var labels: [CharacteristicID: String] = [:]
        for indicator in configuration.indicators {
            guard let expressions = indicator.expressions(of: list) else { continue }
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
        if list.period == nil {
            keys = Set(keys.flatMap { key in times.map(key.at) })
            counted = Set(counted.flatMap { key in times.map(key.at) })
        }
        self.init(keys, labels: labels, counted: counted)
    }
}

extension Indicator {
    /// How its categories are read from a list; nil when it maps none of it.
    func expressions(of list: CharacteristicList) -> [CategoryKey: ValueExpression]? {
        guard let period = list.period else { return series[list.id] }
        guard case .lists(let lists)? = periods[period] else { return nil }
        return lists[list.id]
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
