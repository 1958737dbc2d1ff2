package import IndicatorModel

/// The people of areas of one census in the areas of another, by the blocks that both share.
///
/// People are whole numbers. Those of an area that lies in several are divided by the people of
/// the blocks of the later census that it has in each; largest remainders make them add up.
package struct BlockCrosswalk: Hashable, Sendable {
    /// People of one area who live in another.
    package struct Part: Hashable, Sendable {
        package let from: String
        package let to: String
        package let people: Int
    }

    /// A block of the later census, with the areas it lies in.
    package struct Link: Hashable, Sendable {
        package let block: String
        package let from: String
        package let to: String

        package init(block: String, from: String, to: String) {
            self.block = block
            self.from = from
            self.to = to
        }
    }

    /// Sorted by `from`, then `to`; each pair once.
    package let parts: [Part]

    package var people: Int { parts.reduce(0) { $0 + $1.people } }

    /// Begins with the areas of a census as they are, each in itself.
    package init(populations: [String: Int]) {
        parts = Self.collapsed(populations.map { Part(from: $0, to: $0, people: $1) })
    }

    private init(parts: [Part]) { self.parts = Self.collapsed(parts) }

    /// Goes on to the next census.
    ///
    /// `populations` are those of the blocks of that census.
    ///
    /// - Throws: `Diagnostics` with the inhabited areas that no block lies in: their people would
    ///   be lost.
    package func followed(by links: [Link], populations: [String: Int]) throws -> BlockCrosswalk {
        var weights: [String: [String: Int]] = [:]
        // A block that is listed twice counts once.
        for link in Set(links) {
            weights[link.from, default: [:]][link.to, default: 0] += populations[link.block] ?? 0
        }
        var missing: [Diagnostic] = []
        var next: [Part] = []
        for part in parts {
            guard let targets = weights[part.to]?.sorted(by: { $0.key < $1.key }) else {
                if part.people > 0 { missing.append(.noBlock(part)) }
                continue
            }
            let shares = apportioned(part.people, by: targets.map(\.value))
            next += zip(targets, shares).map {
                Part(from: part.from, to: $0.key, people: $1)
            }
        }
        if !missing.isEmpty { throw Diagnostics(missing) }
        return BlockCrosswalk(parts: next)
    }

    /// The same people by larger areas, such as census subdivisions.
    package func grouped(
        from: (String) -> String,
        to: (String) -> String
    ) -> BlockCrosswalk {
        BlockCrosswalk(
            parts: parts.map { Part(from: from($0.from), to: to($0.to), people: $0.people) }
        )
    }

    /// The crosswalk that all tables and recipes use.
    package func crosswalk(_ periods: PeriodPair) -> Crosswalk {
        var totals: [String: Int] = [:]
        var counts: [String: Int] = [:]
        for part in parts {
            totals[part.from, default: 0] += part.people
            counts[part.from, default: 0] += 1
        }
        var named: Set<String> = []
        let rows = parts.map { part in
            let total = totals[part.from] ?? 0
            let isFirst = named.insert(part.from).inserted
            let share =
                total > 0
                ? PopulationShare(people: part.people, of: total)
                // Nobody lives there: the first part is the whole, so that shares add up.
                : PopulationShare(people: isFirst ? 1 : 0, of: 1)
            let isOne = counts[part.from] == 1
            return CrosswalkRow(
                from: part.from,
                to: part.to,
                people: part.people,
                share: isOne ? .whole : share,
                method: .blocks,
                isApportioned: !isOne
            )
        }
        return Crosswalk(periods: periods, rows: rows)
    }

    private static func collapsed(_ parts: [Part]) -> [Part] {
        var people: [[String]: Int] = [:]
        for part in parts { people[[part.from, part.to], default: 0] += part.people }
        // A part without people says nothing where another has some.
        let inhabited = Set(people.filter { $0.value > 0 }.keys.map { $0[0] })
        return people.filter { $0.value > 0 || !inhabited.contains($0.key[0]) }
            .map { Part(from: $0.key[0], to: $0.key[1], people: $0.value) }
            .sorted { ($0.from, $0.to) < ($1.from, $1.to) }
    }
}

extension Diagnostic {
    fileprivate static func noBlock(_ part: BlockCrosswalk.Part) -> Diagnostic {
        Diagnostic(
            "changes.no-block",
            "\(counted(part.people, "person", plural: "people")) of `\(part.to)` are in no block "
                + "of the correspondence file",
            hints: ["give the file of the census that follows directly, for all of the country"]
        )
    }
}
