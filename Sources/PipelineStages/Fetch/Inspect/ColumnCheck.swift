import CSVKernel
import IndicatorModel

/// Holds the fields of one column against its contract, or finds the type of a new column.
struct ColumnCheck {
    /// More unknown labels are not told one by one.
    static let mostLabels = 100

    /// What the contract says; nil for a new column.
    let column: ContractColumn?
    private var misfits = Tally()
    /// The narrowest type, from that of the contract on, that all fields so far fit.
    private var type: ColumnType
    private var isFilled = false
    private let labels: Set<String>?
    /// Texts that are no label, in the order in which they were first there; after the last that
    /// is told, all others in one.
    private var unknown: [Tally] = []
    private var unknownIndexes: [String: Int] = [:]
    /// The texts so far, and for each its index in `unknown`, or nil when it is a label.
    private var texts = TextCounter(most: 1_000, longest: 1_000)
    private var verdicts: [Int?] = []

    private struct Tally {
        var text = ""
        var line = 0
        var rows = 0

        mutating func add(_ line: Int, _ text: @autoclosure () -> String) {
            if rows == 0 { (self.line, self.text) = (line, text()) }
            rows += 1
        }
    }

    init(_ column: ContractColumn?) {
        self.column = column
        type = column?.type ?? .year
        labels = column?.labels.map(Set.init)
    }

    /// Takes the next field into account; `mayGroup` says that commas may group its thousands.
    mutating func add(_ reader: borrowing RecordReader, _ index: Int, mayGroup: Bool) {
        let field = reader.bytes(index)
        if let column {
            if !column.type.fits(field, mayGroup: mayGroup) {
                misfits.add(reader.line, fieldText(reader, index))
                widen(field, mayGroup)
            }
            if labels != nil { checkLabel(reader, index) }
        } else if !trimmedRange(field).isEmpty {
            isFilled = true
            widen(field, mayGroup)
        }
    }

    private mutating func widen(_ field: Span<UInt8>, _ mayGroup: Bool) {
        while let wider = type.wider, !type.fits(field, mayGroup: mayGroup) { type = wider }
    }

    // MARK: - Labels

    private mutating func checkLabel(_ reader: borrowing RecordReader, _ index: Int) {
        let field = reader.bytes(index)
        // Whether a column may be empty is a matter of its type.
        if trimmedRange(field).isEmpty { return }
        let verdict: Int?
        if !reader.hasDoubledQuotes(index), let number = texts.add(field) {
            if number == verdicts.count { verdicts.append(judge(fieldText(reader, index))) }
            verdict = verdicts[number]
        } else {
            verdict = judge(fieldText(reader, index))
        }
        guard let verdict else { return }
        if verdict == unknown.count { unknown.append(Tally()) }
        unknown[verdict].add(reader.line, fieldText(reader, index))
    }

    /// The index of an unknown text; nil for a label.
    private mutating func judge(_ text: String) -> Int? {
        if labels?.contains(text) ?? true { return nil }
        if let index = unknownIndexes[text] { return index }
        let index = unknownIndexes.count
        guard index < Self.mostLabels else { return Self.mostLabels }
        unknownIndexes[text] = index
        return index
    }

    // MARK: - Results

    /// What is wrong with the fields.
    var differences: [ContractDifference] {
        guard let column else { return [] }
        var differences: [ContractDifference] = []
        if misfits.rows > 0 {
            let found = misfits.text.isEmpty ? "the field is empty," : "\(quoted(misfits.text)) is"
            differences.append(
                ContractDifference(
                    .wrongType,
                    column: column.name,
                    line: misfits.line,
                    rows: misfits.rows,
                    "\(found) not \(column.type.noun)"
                )
            )
        }
        differences += unknown.enumerated().map { index, tally in
            let isRest = index == Self.mostLabels
            return ContractDifference(
                .unknownLabel,
                column: column.name,
                line: tally.line,
                rows: tally.rows,
                (isRest ? "\(quoted(tally.text)) and others are" : "\(quoted(tally.text)) is")
                    + " not among the labels"
            )
        }
        return differences
    }

    /// The column of a contract that all fields fit.
    func fitting(name: String) -> ContractColumn {
        guard let column else {
            let type = isFilled ? type : .text
            return ContractColumn(name: name, type: type, isOptional: false, labels: nil)
        }
        let areTold = unknown.count <= Self.mostLabels
        return ContractColumn(
            name: name,
            type: type,
            isOptional: column.isOptional,
            labels: areTold ? column.labels.map { $0 + unknown.map(\.text) } : nil
        )
    }

    private func quoted(_ text: String) -> String {
        text.count > 60 ? "\"\(text.prefix(60))...\"" : "\"\(text)\""
    }
}
