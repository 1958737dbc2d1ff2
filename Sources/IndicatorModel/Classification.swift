/// The master list of the countries or the languages that categories stand for.
///
/// Indicators print a selection of it, another one in each census. It holds no names: those are
/// labels of categories.
package struct Classification: Sendable {
    /// The standard whose codes its entries have.
    package enum Codes: String, CaseIterable, Sendable {
        /// Countries, three capital letters; former ones by ISO 3166-3.
        case countries = "iso-3166-1"
        /// Languages, three small letters.
        case languages = "iso-639-3"
    }

    /// What an entry is.
    package enum Kind: String, CaseIterable, Sendable {
        case country, territory, language
        /// A part of the world, which adds the entries within it.
        case region
        /// A family of languages, or answers that name several.
        case group
        /// What a list does not print by name, such as other places of birth in Asia.
        case residual

        /// Whether an entry may have a place in a ranking.
        package var isRanked: Bool {
            switch self {
            case .country, .territory, .language: true
            case .region, .group, .residual: false
            }
        }

        /// Whether other entries may be within it.
        package var hasMembers: Bool { [.region, .group, .language].contains(self) }
    }

    package struct Entry: Hashable, Sendable {
        package let id: CategoryID
        package let kind: Kind
        package let within: CategoryID?
        package let code: String?
        /// The year or month from which it existed, such as `2011-07`; nil where it does not
        /// matter for reading a list.
        package let from: String?
        /// The year or month in which it ended.
        package let until: String?
        /// What it was divided into.
        package let successors: [CategoryID]

        package init(
            id: CategoryID,
            kind: Kind,
            within: CategoryID? = nil,
            code: String? = nil,
            from: String? = nil,
            until: String? = nil,
            successors: [CategoryID] = []
        ) {
            self.id = id
            self.kind = kind
            self.within = within
            self.code = code
            self.from = from
            self.until = until
            self.successors = successors
        }
    }

    package let id: ClassificationID
    package let codes: Codes
    /// In the order of the file.
    package let entries: [Entry]
    private let byID: [CategoryID: Entry]

    package init(id: ClassificationID, codes: Codes, entries: [Entry]) {
        self.id = id
        self.codes = codes
        self.entries = entries
        byID = Dictionary(entries.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    package subscript(_ id: CategoryID) -> Entry? { byID[id] }

    /// What an entry is within, from the nearest to the widest; ends where it would go in circles.
    package func ancestors(of id: CategoryID) -> [CategoryID] {
        var ancestors: [CategoryID] = []
        var next = byID[id]?.within
        while let ancestor = next, ancestor != id, !ancestors.contains(ancestor) {
            ancestors.append(ancestor)
            next = byID[ancestor]?.within
        }
        return ancestors
    }

    /// Whether a date comes before another, as far as both say: `1991` is not before `1991-06`.
    package static func isDate(_ date: String, before other: String) -> Bool {
        let length = min(date.utf8.count, other.utf8.count)
        return date.prefix(length) < other.prefix(length)
    }
}
