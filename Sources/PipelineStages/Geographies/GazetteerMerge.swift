import IndicatorModel

/// Makes one list of what several files say of the geographies of a census.
///
/// The first file that says something is believed. Where another says something else of codes or
/// of what lies in what, that is an error; of names, types, counts and areas it is a note.
struct GazetteerMerge {
    private let vintage: Period
    private let files: [FileFacts]
    /// What keeps the list from being made.
    private(set) var problems: [Diagnostic] = []
    private(set) var notes: [String] = []

    /// - Parameters:
    ///   - files: What each file says, the most trusted first.
    ///   - vintage: The census.
    init(_ files: [FileFacts], vintage: Period) {
        self.files = files
        self.vintage = vintage
    }

    /// The list; it is of no use when `problems` is not empty afterwards.
    mutating func merged() -> Gazetteer {
        compareCodes()
        var all: [Geography: GeographyFacts] = [:]
        for geography in Set(files.flatMap(\.all.keys)) { all[geography] = GeographyFacts() }
        mergeNames(&all)
        mergeIdentifiers(&all)
        merge(&all, "type", \.type) { $0.isEmpty || $1.isEmpty || $0 == $1 }
        merge(&all, "count of persons", \.population, ==)
        merge(&all, "land area", \.landArea) { abs($0 - $1) < Self.areaTolerance }
        mergeParents(&all)
        dropNameless(&all)
        addCanada(&all)
        var list = entries(all)
        checkParents(list)
        var totals = GazetteerTotals(list)
        list = totals.filled()
        problems += totals.problems
        return list
    }

    /// Two decimals are published in tables, four in boundary files.
    private static let areaTolerance = 0.0101

    private mutating func problem(_ code: String, _ message: String, _ details: [String] = []) {
        var diagnostic = Diagnostic(
            "geographies.\(code)",
            message,
            hints: ["give files of one census, as they were published"]
        )
        diagnostic.details = details
        problems.append(diagnostic)
    }

    /// Files that list a level whole have the same codes of it.
    private mutating func compareCodes() {
        for level in GeographyLevel.allCases {
            let tellers = files.filter { $0.levels.contains(level) }
            guard let first = tellers.first else { continue }
            let known = first.codes(of: level)
            for other in tellers.dropFirst() {
                let codes = other.codes(of: level)
                func tell(_ some: Set<String>, _ a: FileFacts, _ b: FileFacts) {
                    guard !some.isEmpty else { return }
                    problem(
                        "codes-differ",
                        "`\(a.file)` has \(grouped(some.count)) \(level.rawValue)"
                            + " that `\(b.file)` has not: \(listed(some.sorted(), quoted: false))"
                    )
                }
                tell(known.subtracting(codes), first, other)
                tell(codes.subtracting(known), other, first)
            }
        }
    }

    private mutating func mergeNames(_ all: inout [Geography: GeographyFacts]) {
        merge(&all, "name", \.names) { a, b in
            let (first, second) = (Set(a.folded), Set(b.folded))
            // A file may have one of the two names.
            return first.isSubset(of: second) || second.isSubset(of: first)
        }
    }

    /// Takes what the first file says; others that say something else are noted.
    private mutating func merge<Value>(
        _ all: inout [Geography: GeographyFacts],
        _ what: String,
        _ path: WritableKeyPath<GeographyFacts, Value?>,
        _ agree: (Value, Value) -> Bool
    ) {
        var from: [Geography: Int] = [:]
        for (position, file) in files.enumerated() {
            var other: [Int: [Geography]] = [:]
            for (geography, facts) in file.all {
                guard let value = facts[keyPath: path] else { continue }
                if let kept = all[geography]?[keyPath: path] {
                    if !agree(kept, value) {
                        other[from[geography] ?? 0, default: []].append(geography)
                    }
                } else {
                    all[geography]?[keyPath: path] = value
                    from[geography] = position
                }
            }
            for (first, places) in other.sorted(by: { $0.key < $1.key }) {
                let example = places.sorted().prefix(3).map { place in
                    let a = files[first].all[place]?[keyPath: path]
                    let b = file.all[place]?[keyPath: path]
                    return "\(place) \(shown(a)), \(shown(b))"
                }
                notes.append(
                    "`\(files[first].file)` and `\(file.file)` have another \(what) for "
                        + "\(counted(places.count, "geography", plural: "geographies")): "
                        + example.joined(separator: "; ")
                )
            }
        }
    }

    private func shown<Value>(_ value: Value?) -> String {
        switch value {
        case let names as BilingualText:
            names.en == names.fr ? "`\(names.en)`" : "`\(names.en)` / `\(names.fr)`"
        case let area as Double: decimalText(area)
        case let value?: "`\(value)`"
        case nil: "nothing"
        }
    }

    /// Identifiers are as published; one that is not published is made by its rule.
    private mutating func mergeIdentifiers(_ all: inout [Geography: GeographyFacts]) {
        for file in files {
            for (geography, facts) in file.all.sorted(by: { $0.key < $1.key }) {
                guard let dguid = facts.dguid else { continue }
                guard Geography(dguid: dguid) == geography else {
                    problem(
                        "bad-dguid",
                        "`\(file.file)` has the identifier `\(dguid)` for `\(geography)`"
                    )
                    return
                }
                guard dguid.hasPrefix(vintage.name) else {
                    problem(
                        "other-vintage",
                        "`\(file.file)` has identifiers of \(dguid.prefix(4)), not of \(vintage), "
                            + "such as `\(dguid)`"
                    )
                    return
                }
            }
        }
        merge(&all, "identifier", \.dguid, ==)
    }

    /// What lies in what: all files that tell of two levels say the same.
    private mutating func mergeParents(_ all: inout [Geography: GeographyFacts]) {
        var told: [FileFacts.Pair: Int] = [:]
        for (position, file) in files.enumerated() {
            for pair in file.tells {
                let first = told[pair].map { files[$0] }
                if told[pair] == nil { told[pair] = position }
                var differing: [String] = []
                for (geography, facts) in file.all where geography.level == pair.part {
                    let wholes = facts.within.filter { $0.level == pair.whole }
                    guard let first else {
                        all[geography]?.within.formUnion(wholes)
                        continue
                    }
                    guard let known = first.all[geography] else { continue }
                    let before = known.within.filter { $0.level == pair.whole }
                    if before != wholes {
                        let texts = [before, wholes].map {
                            listed($0.sorted().map(\.description), quoted: false)
                        }
                        differing.append("\(geography): \(texts[0]), \(texts[1])")
                    }
                }
                if let first, !differing.isEmpty {
                    problem(
                        "parents-differ",
                        "`\(first.file)` and `\(file.file)` say of "
                            + "\(grouped(differing.count)) \(pair.part.rawValue)"
                            + " that it lies in another \(pair.whole.rawValue)",
                        Array(differing.sorted().prefix(5))
                    )
                }
            }
        }
        for (geography, facts) in all {
            all[geography]?.within = withParts(geography, facts.within)
        }
    }

    /// A subdivision in a CMA lies in the part of its own province, and the other way round.
    private func withParts(_ geography: Geography, _ within: Set<Geography>) -> Set<Geography> {
        guard geography.level == .censusSubdivision, let province = geography.province else {
            return within
        }
        var all = within
        for whole in within where whole.level == .metropolitanArea {
            all.insert(Geography(level: .metropolitanAreaPart, code: province + whole.code))
        }
        for part in within where part.level == .metropolitanAreaPart {
            all.formUnion(part.parentsByCode.filter { $0.level == .metropolitanArea })
        }
        return all
    }

    private mutating func dropNameless(_ all: inout [Geography: GeographyFacts]) {
        let nameless = all.filter { $0.value.names == nil }.map(\.key)
        for geography in nameless { all[geography] = nil }
        for (level, some) in Dictionary(grouping: nameless, by: \.level)
            .sorted(by: { $0.key.rawValue < $1.key.rawValue })
        {
            let codes = listed(some.map(\.code).sorted(), quoted: false)
            notes.append(
                "\(some.count) \(level.rawValue) have no name in any file, and are left out: "
                    + codes
            )
        }
    }

    private func addCanada(_ all: inout [Geography: GeographyFacts]) {
        var canada = all[.canada] ?? GeographyFacts()
        canada.names = canada.names ?? BilingualText(en: "Canada", fr: "Canada")
        all[.canada] = canada
    }

    private func entries(_ all: [Geography: GeographyFacts]) -> Gazetteer {
        let parts = Dictionary(
            grouping: all.keys.filter { $0.level == .metropolitanAreaPart },
            by: { $0.code.suffix(3) }
        )
        let entries = all.map { geography, facts in
            // Identifiers of parts are published where a CMA or CA has two.
            let isWhole =
                geography.level == .metropolitanAreaPart
                && parts[geography.code.suffix(3)]?.count == 1
            let byRule =
                isWhole ? nil : geography.dguid(vintage: vintage, type: facts.type ?? "")
            return GazetteerEntry(
                geography: geography,
                names: facts.names ?? BilingualText(en: "", fr: ""),
                type: facts.type ?? "",
                dguid: facts.dguid ?? byRule ?? "",
                within: facts.within.sorted(),
                landArea: facts.landArea,
                population: facts.population
            )
        }
        return Gazetteer(period: vintage, entries: entries)
    }

    /// What a geography lies in is itself listed, where its level is.
    private mutating func checkParents(_ list: Gazetteer) {
        let levels = Set(list.levels)
        let lost = list.entries.flatMap { entry in
            (entry.within + entry.geography.parentsByCode)
                .filter { levels.contains($0.level) && list[$0] == nil }
                .map { "\(entry.geography) lies in \($0)" }
        }
        guard !lost.isEmpty else { return }
        problem(
            "no-such-parent",
            "\(counted(lost.count, "geography", plural: "geographies"))"
                + " lie in one that no file has",
            Array(lost.prefix(5))
        )
    }
}

extension FileFacts {
    fileprivate func codes(of level: GeographyLevel) -> Set<String> {
        Set(all.keys.filter { $0.level == level }.map(\.code))
    }
}

extension BilingualText {
    fileprivate var folded: [String] { [foldedPlaceName(en), foldedPlaceName(fr)] }
}
