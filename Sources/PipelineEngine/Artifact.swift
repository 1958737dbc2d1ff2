/// The name of what passes between steps: what it is, then what it is of.
package struct ArtifactID: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let name: String

    package init(_ name: String) {
        self.name = name
    }

    package var description: String { name }

    package static func < (a: ArtifactID, b: ArtifactID) -> Bool { a.name < b.name }
}

/// What a step makes, in a form that can be kept: equal values have equal bytes.
package protocol Artifact: Sendable {
    func encoded() throws -> [UInt8]
    init(decoding bytes: [UInt8]) throws
}

/// Where artifacts are kept between runs, by the digest of their bytes.
package protocol ArtifactStore: Sendable {
    /// Keeps the bytes, and returns their digest.
    func save(_ bytes: [UInt8]) throws -> String
    func contains(_ digest: String) -> Bool
    /// The bytes, or nil when they are not there or are not those of the digest any more.
    func load(_ digest: String) throws -> [UInt8]?
}
