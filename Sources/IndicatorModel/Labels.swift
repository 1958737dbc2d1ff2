/// What the ids of the configuration are called, in both languages (config/labels).
package struct Labels: Sendable {
    /// The label files, each of which names one kind of id.
    package enum Section: String, CaseIterable, Sendable {
        case tabs, indicators, categories, groups, genders, units, universes, reasons, notes
        case kinds, states, levels, methods
    }

    /// What something was called before.
    package struct Former: Hashable, Sendable {
        package let section: Section
        package let id: String
        /// The month in which the name was replaced, such as `2026-11`.
        package let until: String
        package let text: BilingualText

        package init(section: Section, id: String, until: String, text: BilingualText) {
            self.section = section
            self.id = id
            self.until = until
            self.text = text
        }
    }

    package var texts: [Section: [String: BilingualText]]
    /// One sentence an indicator.
    package var definitions: [String: BilingualText]
    /// Former names, in the order of the files.
    package var former: [Former] = []

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
