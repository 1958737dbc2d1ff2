import IndicatorModel

/// A place seen through one source, with the names of its members as lineage writes them.
struct PlaceView {
    let source: PlaceSource
    /// By table of the source.
    private let members: [Int: String]
    private let weights: [Int: String]

    init(_ source: PlaceSource) {
        self.source = source
        var members: [Int: [String]] = [:]
        var weights: [Int: [String]] = [:]
        for slot in source.slots {
            guard let table = slot.location?.table else { continue }
            let name =
                slot.componentOf.map { "\($0) by \(slot.geography.level.rawValue)" }
                ?? "\(slot.geography)"
            if members[table]?.last != name { members[table, default: []].append(name) }
            weights[table, default: []].append(decimalText(slot.weight))
        }
        self.members = members.mapValues { $0.joined(separator: "; ") }
        let isWeighted = source.slots.contains { $0.weight != 1 }
        self.weights = isWeighted ? weights.mapValues { $0.joined(separator: ";") } : [:]
    }

    /// The source lines that an expression is read from.
    func lineage(_ expression: BoundExpression, role: LineageEntry.Role) -> [LineageEntry] {
        expression.terms.flatMap { term in
            entries(term, role: role == .term && term.sign < 0 ? .minus : role)
        }
    }

    private func entries(_ term: BoundExpression.Term, role: LineageEntry.Role) -> [LineageEntry] {
        var runs = [LineRuns](repeating: LineRuns(), count: source.tables.count)
        for slot in source.slots {
            guard let location = slot.location, let cell = term.cell(location) else { continue }
            runs[location.table].add(cell.line)
        }
        return runs.indices.filter { !runs[$0].text.isEmpty }.map { table in
            LineageEntry(
                role: role,
                source: source.source.id,
                part: source.tables[table].part,
                characteristic: term.key.characteristic,
                column: term.key.column,
                lines: runs[table].text,
                members: members[table] ?? "",
                weights: weights[table] ?? ""
            )
        }
    }
}

/// Line numbers, with those that follow each other written as a run: `2-1595;1600`.
struct LineRuns {
    private var runs: [ClosedRange<Int>] = []

    mutating func add(_ line: Int) {
        if let last = runs.last, last.upperBound + 1 == line {
            runs[runs.count - 1] = last.lowerBound...line
        } else {
            runs.append(line...line)
        }
    }

    var text: String {
        runs.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
            .joined(separator: ";")
    }
}
