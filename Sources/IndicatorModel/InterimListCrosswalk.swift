/// Follows the people of one census through the changes of an interim list, day by day.
///
/// Rows of one day happen at once, each with what its losing subdivision had when the day began;
/// rows whose losing subdivision comes into being on that day follow. People are whole numbers,
/// and what stays is what is left, so that each subdivision's people remain that many.
struct InterimListCrosswalk {
    /// People of one old subdivision who live in one place together.
    private struct Lot {
        var people: Int
        var changes: Set<Int> = []
        var isApportioned = false
        /// Whether the list does not say how many they are.
        var isUnsized = false
    }

    private let changes: BoundaryChanges
    private let populations: [String: Int?]
    /// The subdivisions of the moment: whose people each has, by the codes of the old census.
    private var holdings: [String: [String: Lot]] = [:]
    private var successors: [String: String] = [:]
    private var land: [LandTransfer] = []
    private var problems: [CrosswalkProblem] = []

    fileprivate init(changes: BoundaryChanges, populations: [String: Int?]) {
        self.changes = changes
        self.populations = populations
        for (code, people) in populations { holdings[code] = [code: Lot(people: people ?? 0)] }
    }

    // MARK: - Following the list

    fileprivate mutating func follow() {
        let rows = changes.all.indices.filter { index in
            let row = changes.all[index]
            return !row.change.isOfWords && row.losing.code != nil && row.gaining.code != nil
        }
        let days = Dictionary(grouping: rows) { changes.all[$0].date }
        for day in days.keys.sorted() { follow(day: days[day] ?? []) }
    }

    private mutating func follow(day rows: [Int]) {
        var pending = Dictionary(grouping: rows) { changes.all[$0].losing.code ?? "" }
        while true {
            let ready = pending.keys.filter { holdings[$0] != nil }.sorted()
            if ready.isEmpty { break }
            var arrivals: [(to: String, old: String, lot: Lot)] = []
            for code in ready { leave(code, pending.removeValue(forKey: code) ?? [], &arrivals) }
            for arrival in arrivals { arrive(arrival.to, arrival.old, arrival.lot) }
        }
        for index in pending.values.flatMap(\.self).sorted() {
            let row = changes.all[index]
            if row.change.isWithoutPeople { continue }
            note(
                .unknownLosing,
                index,
                "\(row.losing.code ?? "") is not in the census of \(changes.periods.from), and no "
                    + "change before makes it"
            )
        }
    }

    private mutating func arrive(_ code: String, _ old: String, _ lot: Lot) {
        var known = holdings[code, default: [:]][old] ?? Lot(people: 0)
        known.people += lot.people
        known.changes.formUnion(lot.changes)
        known.isApportioned = known.isApportioned || lot.isApportioned
        known.isUnsized = known.isUnsized || lot.isUnsized
        holdings[code, default: [:]][old] = known
    }

    /// Takes out of a subdivision what leaves it on one day.
    private mutating func leave(
        _ code: String,
        _ rows: [Int],
        _ arrivals: inout [(to: String, old: String, lot: Lot)]
    ) {
        var lots = holdings[code] ?? [:]
        let total = lots.values.reduce(0) { $0 + $1.people }
        let ends = rows.contains { changes.all[$0].losingEnds }
        let moving = rows.filter { !changes.all[$0].change.isWithoutPeople }
        let last = ends ? moving.max { size($0) < size($1) } : nil
        if let last { check(dissolved: code, moving, total, last) }
        for index in rows where index != last {
            let row = changes.all[index]
            let gaining = row.gaining.code ?? ""
            guard let people = wanted(index, of: code, lots) else {
                for old in lots.keys {
                    lots[old]?.isUnsized = true
                    arrivals.append(
                        (gaining, old, Lot(people: 0, changes: [index], isUnsized: true))
                    )
                }
                continue
            }
            if people > 0 || row.change == .incorporation {
                for (old, lot) in take(people, index, from: &lots) {
                    arrivals.append((gaining, old, lot))
                }
            } else {
                keepLand(index, from: lots)
            }
        }
        guard let last else {
            holdings[code] = lots
            return
        }
        let heir = changes.all[last].gaining.code ?? ""
        for (old, lot) in lots {
            var lot = lot
            lot.changes.insert(last)
            arrivals.append((heir, old, lot))
        }
        successors[code] = heir
        holdings[code] = nil
    }

    private func size(_ index: Int) -> Int { changes.all[index].people ?? 0 }

    /// How many people a row moves; nil where that cannot be known.
    private mutating func wanted(_ index: Int, of code: String, _ lots: [String: Lot]) -> Int? {
        let row = changes.all[index]
        if row.change.isWithoutPeople { return 0 }
        let uncounted = lots.keys.contains { populations[$0, default: nil] == nil }
        if row.people == 0 { return 0 }
        guard let people = row.people, !uncounted else {
            note(
                .unknownSize,
                index,
                row.people == nil
                    ? "the list does not say how many people went from \(code) to "
                        + "\(row.gaining.code ?? "")"
                    : "\(code) has no count in the census of \(changes.periods.from)"
            )
            return nil
        }
        let there = lots.values.reduce(0) { $0 + $1.people }
        if people > there {
            note(.tooManyPeople, index, "\(people) people leave \(code), where \(there) are")
        }
        return min(people, there)
    }

    private mutating func check(dissolved code: String, _ rows: [Int], _ total: Int, _ last: Int) {
        if rows.contains(where: { changes.all[$0].people == nil }) { return }
        let moved = rows.reduce(0) { $0 + size($1) }
        if moved == total { return }
        note(
            .unevenDissolution,
            last,
            "\(code) has \(total) people, and others gain \(moved) of it"
        )
    }

    /// Takes people out of lots: all of one, or of several in proportion, which no list tells
    /// apart (largest remainders, so that whole people add up).
    private func take(
        _ people: Int,
        _ index: Int,
        from lots: inout [String: Lot]
    ) -> [(String, Lot)] {
        let inhabited = lots.keys.filter { (lots[$0]?.people ?? 0) > 0 }.sorted()
        if people == 0 || inhabited.count < 2 {
            guard let old = inhabited.first ?? lots.keys.min() else { return [] }
            lots[old]?.people -= people
            var changes = lots[old]?.changes ?? []
            changes.insert(index)
            return [(old, Lot(people: people, changes: changes))]
        }
        let sizes = inhabited.map { lots[$0]?.people ?? 0 }
        let parts = apportioned(people, by: sizes)
        let isAll = people == sizes.reduce(0, +)
        return zip(inhabited, parts).filter { $0.1 > 0 }.map { old, part in
            let mixed = !isAll || lots[old]?.isApportioned == true
            lots[old]?.people -= part
            lots[old]?.isApportioned = mixed
            var changes = lots[old]?.changes ?? []
            changes.insert(index)
            return (old, Lot(people: part, changes: changes, isApportioned: mixed))
        }
    }

    /// Land goes from the subdivision whose people are most of those there.
    private mutating func keepLand(_ index: Int, from lots: [String: Lot]) {
        let main = lots.max { ($0.value.people, $1.key) < ($1.value.people, $0.key) }
        guard let main, let to = changes.all[index].gaining.code else { return }
        land.append(LandTransfer(from: main.key, to: to, change: index))
    }

    private mutating func note(_ kind: CrosswalkProblem.Kind, _ change: Int, _ message: String) {
        problems.append(CrosswalkProblem(kind: kind, change: change, message: message))
    }

    // MARK: - What came out

    fileprivate var crosswalk: Crosswalk {
        var byOld: [String: [(to: String, lot: Lot)]] = [:]
        for (code, lots) in holdings {
            for (old, lot) in lots { byOld[old, default: []].append((code, lot)) }
        }
        var rows: [CrosswalkRow] = []
        for (old, found) in byOld {
            let kept = found.filter {
                $0.lot.people > 0 || $0.lot.isUnsized || populations[$0.to] == nil
                    || $0.to == old
            }
            rows += self.rows(old, (kept.isEmpty ? found : kept).sorted { $0.to < $1.to })
        }
        return Crosswalk(
            periods: changes.periods,
            rows: rows.sorted { ($0.from, $0.to) < ($1.from, $1.to) },
            land: land.map { transfer in
                LandTransfer(
                    from: transfer.from,
                    to: heir(of: transfer.to),
                    change: transfer.change
                )
            },
            problems: problems.sorted { $0.change < $1.change }
        )
    }

    private func heir(of code: String) -> String {
        var code = code
        for _ in 0..<successors.count where holdings[code] == nil {
            guard let next = successors[code] else { break }
            code = next
        }
        return code
    }

    private func rows(_ old: String, _ found: [(to: String, lot: Lot)]) -> [CrosswalkRow] {
        let population = populations[old, default: nil]
        let isUnsized = found.contains { $0.lot.isUnsized }
        let main = found.firstIndex { $0.to == old } ?? 0
        return found.enumerated().map { position, entry in
            let lot = entry.lot
            let isMoved = lot.changes.contains { !changes.all[$0].change.isOfCode }
            var share: PopulationShare?
            if found.count == 1 {
                share = .whole
            } else if let population, population > 0, !isUnsized {
                share = PopulationShare(people: lot.people, of: population)
            } else if population == 0, !isUnsized {
                // Nobody lives there: one part is the whole, so that shares add up.
                share = PopulationShare(people: position == main ? 1 : 0, of: 1)
            }
            let isKnown = population != nil && (!isUnsized || found.count == 1)
            return CrosswalkRow(
                from: old,
                to: entry.to,
                people: isKnown ? lot.people : nil,
                share: share,
                method: isMoved || found.count > 1 ? .interimList : .code,
                isApportioned: lot.isApportioned,
                changes: lot.changes.sorted()
            )
        }
    }
}

extension Crosswalk {
    /// The crosswalk that follows from an interim list of changes.
    ///
    /// `populations` has the subdivisions of the earlier census with their counts; nil where the
    /// census published none.
    package static func interimList(
        _ changes: BoundaryChanges,
        populations: [String: Int?]
    ) -> Crosswalk {
        var followed = InterimListCrosswalk(changes: changes, populations: populations)
        followed.follow()
        return followed.crosswalk
    }
}

extension BoundaryChange {
    fileprivate var losingEnds: Bool {
        change.isOfCode || losingChange?.endsTheLosing == true
    }
}

/// Whole numbers in proportion to weights that add up to a total (largest remainders, ties to the
/// first); with no weight at all everything goes to the first.
package func apportioned(_ total: Int, by weights: [Int]) -> [Int] {
    let sum = weights.reduce(0, +)
    guard sum > 0 else { return weights.indices.map { $0 == 0 ? total : 0 } }
    let products = weights.map { $0.multipliedFullWidth(by: total) }
    let divided = products.map { sum.dividingFullWidth($0) }
    var parts = divided.map(\.quotient)
    let left = total - parts.reduce(0, +)
    let order = weights.indices.sorted {
        (divided[$1].remainder, $0) < (divided[$0].remainder, $1)
    }
    for index in order.prefix(left) { parts[index] += 1 }
    return parts
}
