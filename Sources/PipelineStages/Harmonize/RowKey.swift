import IndicatorModel

/// A category of an indicator, for a group and a gender, whatever the place.
struct RowKey: Hashable {
    let category: CategoryID
    let group: GroupID
    let gender: Gender

    init(_ key: ObservationKey) {
        self.init(category: key.category, group: key.group, gender: key.gender)
    }

    init(category: CategoryID, group: GroupID, gender: Gender) {
        self.category = category
        self.group = group
        self.gender = gender
    }
}
