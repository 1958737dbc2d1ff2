import Glibc

/// One process for good: its number can be given to another, its number with its start cannot.
package struct ProcessIdentity: Codable, Hashable, Sendable {
    package let host: String
    /// Differs after each start of the machine.
    package let boot: String
    package let pid: Int32
    /// When the process began, in clock ticks since the machine did (proc(5), stat, field 22).
    package let start: Int

    package init(host: String, boot: String, pid: Int32, start: Int) {
        self.host = host
        self.boot = boot
        self.pid = pid
        self.start = start
    }

    package static let current: ProcessIdentity = {
        let pid = getpid()
        return ProcessIdentity(
            host: text("/proc/sys/kernel/hostname"),
            boot: text("/proc/sys/kernel/random/boot_id"),
            pid: pid,
            start: startTime(pid) ?? 0
        )
    }()

    /// Whether the process may still run: one on another machine cannot be looked at.
    package var mayBeAlive: Bool {
        let current = Self.current
        if host != current.host { return true }
        return boot == current.boot && Self.startTime(pid) == start
    }

    private static func startTime(_ pid: Int32) -> Int? {
        let stat = text("/proc/\(pid)/stat")
        // The name of the program, in parentheses, may have spaces and parentheses of its own.
        guard let end = stat.lastIndex(of: ")") else { return nil }
        let fields = stat[stat.index(after: end)...].split(separator: " ")
        return fields.count > 19 ? Int(fields[19]) : nil
    }

    private static func text(_ path: String) -> String {
        guard let source = try? FileByteSource(special: path) else { return "" }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = (try? source.read(into: &bytes, at: 0)) ?? 0
        return String(decoding: bytes[..<count], as: UTF8.self)
            .split(separator: "\n").first.map(String.init) ?? ""
    }
}

/// The most memory this process has used so far, in bytes.
package func peakMemory() -> Int {
    var usage = rusage()
    // SAFETY: getrusage fills the structure it is given.
    unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    // Linux counts in KiB (getrusage(2)).
    return usage.ru_maxrss * 1024
}

/// Who runs this process and where, as `user@host`.
package func userAtHost() -> String {
    // SAFETY: getpwuid returns a record that stands until this thread's next call, or nil; its
    // name is copied at once.
    let entry = unsafe getpwuid(getuid())
    let name = unsafe entry.map { unsafe String(cString: $0.pointee.pw_name) } ?? "\(getuid())"
    return "\(name)@\(ProcessIdentity.current.host)"
}
