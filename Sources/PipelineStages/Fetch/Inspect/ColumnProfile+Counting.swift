import CSVKernel

extension ColumnProfile {
    private static let mostLabels = 500
    /// A longer text, in bytes, is no label.
    private static let longestLabel = 1_000

    /// What counts the texts of a column.
    static var counter: TextCounter { TextCounter(most: mostLabels, longest: longestLabel) }

    /// What a counter says of a column.
    init(name: String, _ counter: TextCounter) {
        var numbers = 0
        var symbols = 0
        var labels: [String] = []
        for index in 0..<counter.count {
            let text = readableText(counter.text(index))
            if PublisherSymbols.inColumnsOfText.contains(text) {
                symbols += counter.times(index)
                continue
            }
            labels.append(text)
            if parseGroupedNumber(counter.text(index)) != nil { numbers += counter.times(index) }
        }
        // Of a column with more texts, those before the 501st tell.
        let counted = (0..<counter.count).reduce(0) { $0 + counter.times($1) }
        let isNumeric = numbers > 0 && 2 * numbers >= counted - symbols
        let areKept = !isNumeric && !counter.isFull && !labels.isEmpty
        self.init(
            name: name,
            filled: counter.filled,
            isNumeric: isNumeric,
            labels: areKept
                ? Set(labels).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } : nil
        )
    }
}
