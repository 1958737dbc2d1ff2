import Synchronization

/// A step that reads what no step made: a mistake in the pipeline's code, not in its input.
package struct MissingArtifact: Error {
    package let id: ArtifactID
}

/// Something that an earlier run kept and that is not there, or is damaged.
package struct LostArtifact: Error {
    package let id: ArtifactID
}

/// What the steps of one run have made, and what earlier runs kept for them.
package final class Workspace: Sendable {
    /// Reads what was kept; nil when it is lost.
    package typealias Load = @Sendable () throws -> (any Sendable)?

    private enum Entry {
        case made(any Sendable)
        case kept(Load)
    }

    private let entries = Mutex<[ArtifactID: Entry]>([:])

    package init() {}

    /// What a step made under this name, in this run or an earlier one.
    package func value<Value: Sendable>(_ id: ArtifactID, as type: Value.Type) throws -> Value {
        let value: any Sendable
        switch entries.withLock({ $0[id] }) {
        case .made(let made): value = made
        case .kept(let load):
            guard let loaded = try load() else { throw LostArtifact(id: id) }
            put(loaded, as: id)
            value = loaded
        case nil: throw MissingArtifact(id: id)
        }
        guard let value = value as? Value else { throw MissingArtifact(id: id) }
        return value
    }

    package func put(_ value: some Sendable, as id: ArtifactID) {
        entries.withLock { $0[id] = .made(value) }
    }

    /// Offers what an earlier run kept; it is read when a step asks for it.
    package func offer(_ id: ArtifactID, _ load: @escaping Load) {
        entries.withLock { entries in
            if entries[id] == nil { entries[id] = .kept(load) }
        }
    }

    /// Lets go of what no step needs any more.
    package func remove(_ id: ArtifactID) {
        entries.withLock { _ = $0.removeValue(forKey: id) }
    }
}
