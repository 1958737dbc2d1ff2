/// Something outside the inputs that a step's output depends on, with the digest of what it says.
package struct Setting: Hashable, Sendable {
    package enum Kind: String, Sendable {
        /// Written in a configuration file.
        case definition
        /// The content of a file; the digest is that of its bytes.
        case file
        /// Anything else, such as an option of the command line.
        case option
    }

    package let kind: Kind
    /// What a person calls it, such as `indicator unemployment-rate`.
    package let name: String
    package let digest: String
    /// The file it is written in.
    package let origin: String?
    /// What it is made of, when it stands for several; then the digest covers all of them.
    package let members: [Setting]

    package init(
        _ kind: Kind,
        _ name: String,
        digest: String,
        origin: String? = nil,
        members: [Setting] = []
    ) {
        self.kind = kind
        self.name = name
        self.digest = digest
        self.origin = origin
        self.members = members
    }

    /// The digest of a file that is not there.
    package static let absent = "absent"
}
