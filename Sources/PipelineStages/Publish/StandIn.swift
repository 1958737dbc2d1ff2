import DataStore
import IndicatorModel

/// A file that was used in the place of a newer one that could not be.
struct StandIn: Hashable, Sendable {
    let source: SourceID
    let file: String
    /// The digest of the file that was used.
    let sha256: String
    /// What was wrong with the newer one.
    let verdict: SnapshotNote.Verdict?

    /// What the README of a version says of it, in English and in French.
    var texts: BilingualText {
        let short = "`\(sha256.prefix(12))`"
        let (english, french) =
            switch verdict {
            case .suspicious: ("looks wrong", "semble erroné")
            case .gone: ("is gone", "n'existe plus")
            case .rejected: ("was rejected", "a été rejeté")
            default: ("could not be fetched", "n'a pu être obtenu")
            }
        return BilingualText(
            en: "- `\(file)` (source `\(source)`): the file that the publisher has now "
                + "\(english); the last good one, \(short), was used.",
            fr: "- `\(file)` (source `\(source)`) : le fichier actuel du diffuseur \(french) ; le "
                + "dernier bon fichier, \(short), a été utilisé."
        )
    }
}
