package import IndicatorModel

/// A source that figures are read from: how, and the list that they belong to.
package struct ReadSource: Sendable {
    package let source: Source
    package let reading: Reading
    package let list: CharacteristicList

    /// Nil when no figures are read from the source, or its list is not known.
    package init?(_ source: Source, _ lists: [ListID: CharacteristicList]) {
        guard let reading = source.reading, let list = lists[reading.list] else { return nil }
        self.init(source, reading, list)
    }

    package init(_ source: Source, _ reading: Reading, _ list: CharacteristicList) {
        self.source = source
        self.reading = reading
        self.list = list
    }
}
