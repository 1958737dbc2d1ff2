import CProcess
import FoundationEssentials
import Glibc
import IndicatorModel

/// A descriptor that is closed when its owner lets go of it.
final class Descriptor {
    let number: Int32

    init(_ number: Int32) {
        self.number = number
    }

    /// A descriptor that these bytes are read from; of no bytes it is /dev/null.
    ///
    /// They lie in memory, as a file: the reader takes them when it likes, and nobody waits for it.
    init(holding bytes: [UInt8]) throws {
        guard !bytes.isEmpty else {
            number = unsafe open("/dev/null", O_RDONLY | O_CLOEXEC)
            guard number >= 0 else { throw WriteFailure("open", "/dev/null") }
            return
        }
        number = lip_memory_file()
        guard number >= 0 else { throw WriteFailure("create", "standard input") }
        let reason = writeWhole(bytes, to: number)
        guard reason == 0 else {
            throw WriteFailure("write", "standard input", systemMessage(reason))
        }
        lseek(number, 0, SEEK_SET)
    }

    deinit {
        if number >= 0 { close(number) }
    }
}

/// A pipe; its reading end never waits.
struct Pipe {
    let read: Descriptor
    let write: Descriptor

    init() throws {
        var ends: [Int32] = [-1, -1]
        // SAFETY: two descriptors are written into an array of two.
        let result = unsafe lip_pipe(&ends)
        read = Descriptor(ends[0])
        write = Descriptor(ends[1])
        guard result == 0 else { throw WriteFailure("create", "a pipe") }
    }
}

/// A program that was started and not yet reaped, so that its number is nobody else's.
final class RunningChild {
    private let process: pid_t
    private let output: Descriptor
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)
    private var isOpen = true
    /// How long to wait once the output is closed, in milliseconds.
    private var pause: Int32 = 1
    private var sampled: ContinuousClock.Instant?
    private var highWater = 0
    private let ownPeak: Int

    init(_ process: pid_t, output: Descriptor) {
        self.process = process
        self.output = output
        Interrupts.add(group: process)
        var usage = rusage()
        // SAFETY: getrusage fills the structure given.
        unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        ownPeak = usage.ru_maxrss * 1024
    }

    /// Waits at most some 20 ms for output, and hands on what there is.
    ///
    /// - Returns: Whether more can come.
    func read(_ onBytes: (ArraySlice<UInt8>) -> Void) -> Bool {
        sampleMemory()
        guard isOpen else {
            poll(nil, 0, pause)
            pause = min(20, pause * 2)
            return false
        }
        var wanted = pollfd(fd: output.number, events: Int16(POLLIN), revents: 0)
        // SAFETY: poll reads and writes the one structure given.
        if unsafe poll(&wanted, 1, 20) > 0 { readOnce(onBytes) }
        return isOpen
    }

    /// Hands on what is left in the pipe, and waits for nothing.
    ///
    /// The bound is for a program that left the group and goes on writing.
    func drain(_ onBytes: (ArraySlice<UInt8>) -> Void) {
        for _ in 0..<16 where isOpen {
            if !readOnce(onBytes) { return }
        }
    }

    /// Reads once; false when there was nothing.
    @discardableResult
    private func readOnce(_ onBytes: (ArraySlice<UInt8>) -> Void) -> Bool {
        // SAFETY: read writes at most as many bytes as the buffer has.
        let count = unsafe buffer.withUnsafeMutableBytes { buffer in
            unsafe Glibc.read(output.number, buffer.baseAddress, buffer.count)
        }
        if count > 0 { onBytes(buffer[..<count]) }
        if count == 0 || count < 0 && errno != EAGAIN && errno != EINTR { isOpen = false }
        return count > 0
    }

    /// Whether the program has ended; its number is kept until `reap`.
    var hasEnded: Bool {
        var info = unsafe siginfo_t()
        // SAFETY: waitid fills the structure given; WNOWAIT leaves the process to be reaped.
        let result = unsafe waitid(P_PID, id_t(process), &info, WEXITED | WNOWAIT | WNOHANG)
        return unsafe result == 0 && info.si_signo == SIGCHLD
    }

    /// Sends a signal to the program and all it has started.
    func signal(_ number: Int32) {
        kill(-process, number)
    }

    /// Takes the exit status of the program that has ended.
    func reap() -> (end: ChildProcess.End, peakMemory: Int) {
        var status: Int32 = 0
        var usage = rusage()
        // SAFETY: wait4 fills the two values given.
        while unsafe wait4(process, &status, 0, &usage) < 0, errno == EINTR {}
        Interrupts.remove(group: process)
        let signal = status & 0x7F
        return (
            signal == 0 ? .exited((status >> 8) & 0xFF) : .signalled(signal),
            peakMemory(usage.ru_maxrss * 1024)
        )
    }

    /// The most memory that the program, or one that it waited for, held at a time, in bytes.
    ///
    /// Linux counts into a new process what its parent held when it started it (`exec_mmap` of
    /// `fs/exec.c`). So what `wait4` says is the program's own only when it is more than that;
    /// else the largest value that `/proc` has shown is taken.
    private func peakMemory(_ reported: Int) -> Int {
        reported > ownPeak ? reported : highWater
    }

    /// Reads the program's high-water mark at most 50 times a second.
    private func sampleMemory() {
        let now = ContinuousClock.now
        if let sampled, now - sampled < .milliseconds(20) { return }
        sampled = now
        guard let data = FileManager.default.contents(atPath: "/proc/\(process)/status") else {
            return
        }
        let line = data.split(separator: UInt8(ascii: "\n"))
            .first { $0.starts(with: "VmHWM:".utf8) }
        let digits = (line ?? Data()).filter { (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= $0 }
        highWater = max(highWater, (Int(String(decoding: digits, as: UTF8.self)) ?? 0) * 1024)
    }
}
