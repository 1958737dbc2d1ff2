import Synchronization

/// A value that is made when it is first asked for, and kept.
///
/// Two threads that ask at the same time wait for one of them.
final class Once<Value: Sendable>: Sendable {
    private let kept = Mutex<Value?>(nil)

    func value(_ make: () -> Value) -> Value {
        kept.withLock { kept in
            if let known = kept { return known }
            let made = make()
            kept = made
            return made
        }
    }
}
