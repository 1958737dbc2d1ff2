import Synchronization

/// Hosts that could not be reached, however often it was tried: their other files, and other hosts
/// that cannot be reached, are tried once each, so that a run without a network ends soon.
final class HostOutages: Sendable {
    private let hosts = Mutex<Set<String>>([])

    var isEmpty: Bool { hosts.withLock { $0.isEmpty } }

    func contains(_ host: String) -> Bool { hosts.withLock { $0.contains(host) } }

    func insert(_ host: String) { hosts.withLock { _ = $0.insert(host) } }

    /// The host has answered.
    func remove(_ host: String) { hosts.withLock { _ = $0.remove(host) } }
}
