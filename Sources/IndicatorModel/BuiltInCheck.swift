/// Checks that are always made, and that no configuration turns off.
package enum BuiltInCheck: String, CaseIterable, Sendable {
    /// What cannot be true of an observation, whatever it is about.
    case contradiction
    /// Exceptions that have nothing left to except.
    case exceptions

    package var id: CheckID {
        switch self {
        case .contradiction: CheckID(known: "contradiction")
        case .exceptions: CheckID(known: "exceptions")
        }
    }

    package var severity: CheckSeverity { self == .contradiction ? .error : .warning }

    package var title: BilingualText {
        switch self {
        case .contradiction:
            BilingualText(
                en: "No observation contradicts itself",
                fr: "Aucune observation ne se contredit"
            )
        case .exceptions:
            BilingualText(
                en: "Every exception of a check is still needed",
                fr: "Chaque exception à une vérification est encore nécessaire"
            )
        }
    }
}
