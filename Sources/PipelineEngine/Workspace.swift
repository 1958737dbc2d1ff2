import Synchronization

/// The name of what passes between steps.
package struct ArtifactID: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let name: String

    package init(_ name: String) {
        self.name = name
    }

    package var description: String { name }

    package static func < (a: ArtifactID, b: ArtifactID) -> Bool { a.name < b.name }
}

/// A step that reads what no step made: a mistake in the pipeline's code, not in its input.
package struct MissingArtifact: Error {
    package let id: ArtifactID
}

/// What the steps of one run have made so far.
package final class Workspace: Sendable {
    private let artifacts = Mutex<[ArtifactID: any Sendable]>([:])

    package init() {}

    /// What a step made under this name.
    package func value<Value: Sendable>(_ id: ArtifactID, as type: Value.Type) throws -> Value {
        guard let value = artifacts.withLock({ $0[id] }) as? Value else {
            throw MissingArtifact(id: id)
        }
        return value
    }

    /// Lets go of everything, when what is needed of it was taken.
    package func removeAll() {
        artifacts.withLock { $0 = [:] }
    }

    package func put(_ value: some Sendable, as id: ArtifactID) {
        artifacts.withLock { $0[id] = value }
    }
}
