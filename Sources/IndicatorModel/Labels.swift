/// What the ids of the configuration are called, in both languages (config/labels).
package struct Labels: Sendable {
    /// The label files, each of which names one kind of id.
    package enum Section: String, CaseIterable, Sendable {
        case tabs, indicators, categories, groups, genders, units, universes, reasons, notes
        case kinds, states, levels, methods
    }

    package var texts: [Section: [String: BilingualText]]
    /// One sentence an indicator.
    package var definitions: [String: BilingualText]

    package init(
        texts: [Section: [String: BilingualText]] = [:],
        definitions: [String: BilingualText] = [:]
    ) {
        self.texts = texts
        self.definitions = definitions
    }

    package func text(_ section: Section, _ id: String) -> BilingualText? {
        texts[section]?[id]
    }
}
