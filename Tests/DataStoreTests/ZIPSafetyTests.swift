import DataStore
import IndicatorModel
import TestSupport
import Testing

/// Archives that are not what they seem are refused when they are opened.
@Suite struct ZIPSafetyTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = "\(folder.path)/a.zip"
    }

    /// What is said of an archive when it is opened and all its members are read.
    private func refusal(
        _ bytes: [UInt8],
        _ limits: ArchiveLimits = ArchiveLimits(),
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> String {
        try put(bytes, at: path)
        return DataStoreTests.refusal(sourceLocation: sourceLocation) {
            let archive = try ZIPArchive(path, limits: limits)
            for member in archive.members { _ = try allBytes(try archive.open(member)) }
        }.replacing(folder.path, with: "")
    }

    private func members(_ bytes: [UInt8]) throws -> [ZIPMember] {
        try put(bytes, at: path)
        return try ZIPArchive(path).members
    }

    // MARK: - Names

    @Test(arguments: [
        ("", "``, which is empty"), ("../a.csv", "`../a.csv`, which leads out of its folder"),
        ("a/../../b", "`a/../../b`, which leads out of its folder"),
        ("a/..", "`a/..`, which leads out of its folder"),
        ("..", "`..`, which leads out of its folder"),
        ("/etc/passwd", "`/etc/passwd`, which is absolute"),
        ("C:a.csv", "`C:a.csv`, which has a drive letter"),
        ("c:/a.csv", "`c:/a.csv`, which has a drive letter"),
        ("a\\b.csv", "`a\\b.csv`, which has a backslash"),
        ("..\\b.csv", "`..\\b.csv`, which has a backslash"),
        ("a.csv\0.exe", "`a.csv\\u{0}.exe`, which has a control character"),
        ("a\u{1B}[2J", "`a\\u{1B}[2J`, which has a control character"),
        ("a\u{9B}2J", "`a\\u{9B}2J`, which has a control character"),
    ])
    func `refuses a name that is not safe`(_ name: String, _ shown: String) throws {
        let entries = [ZIPEntry("x", name: "first.csv"), ZIPEntry("x", name: name)]
        #expect(
            try refusal(ZIPBuilder(entries).bytes) == """
                error[archive.unsafe-name]: `/a.zip` has a member of the name \(shown)
                hint: do not unpack it; look at where it came from
                """
        )
    }

    @Test(arguments: [
        "a..b", "..a", "a/...", "a/b/c.csv", "xl/worksheets/sheet1.xml", "[Content_Types].xml",
        "12:30.csv", "Montréal.csv",
    ])
    func `takes a name that only looks odd`(_ name: String) throws {
        #expect(try members(ZIPBuilder([ZIPEntry("x", name: name)]).bytes).map(\.name) == [name])
    }

    @Test func `refuses two members of one name, and names that look the same`() throws {
        let first = ZIPEntry("x", name: "é.csv")
        var second = ZIPEntry("y", name: "b.csv")
        let message = """
            error[archive.duplicate]: `/a.zip` has more than one member `é.csv`
            hint: fetch the file again
            """
        second.name = "é.csv"
        #expect(try refusal(ZIPBuilder([first, second]).bytes) == message)
        // An e, and an accent that is put on it.
        second.name = "e\u{301}.csv"
        // Swift holds texts equal that differ in this way.
        #expect(try refusal(ZIPBuilder([first, second]).bytes) == message)
    }

    @Test func `refuses names that are the same once their damaged bytes are replaced`() throws {
        var entries = [ZIPEntry("x"), ZIPEntry("y")]
        // é in CP437, and in Windows-1252.
        entries[0].nameBytes = [0x82, 0x2E, 0x63]
        #expect(try members(ZIPBuilder(entries).bytes).map(\.name) == ["\u{FFFD}.c", "a.csv"])
        entries[1].nameBytes = [0xE9, 0x2E, 0x63]
        #expect(
            try refusal(ZIPBuilder(entries).bytes) == """
                error[archive.duplicate]: `/a.zip` has more than one member `\u{FFFD}.c`
                hint: fetch the file again
                """
        )
    }

    @Test func `names that differ in case are two members`() throws {
        let entries = ["a.csv", "A.csv"].map { ZIPEntry("x", name: $0) }
        #expect(try members(ZIPBuilder(entries).bytes).map(\.name) == ["a.csv", "A.csv"])
    }

    // MARK: - Kinds of members

    @Test(arguments: [(0o120777, "a symbolic link"), (0o010644, "a device, pipe or socket")])
    func `refuses a member that is no file`(_ mode: Int, _ kind: String) throws {
        var entry = ZIPEntry("/etc/passwd", name: "a.csv")
        entry.system = 3
        entry.attributes = mode << 16
        #expect(
            try refusal(ZIPBuilder([entry]).bytes) == """
                error[archive.link]: `a.csv in /a.zip` is \(kind), not a file
                hint: pack the file itself
                """
        )
        // Other systems have other attributes there.
        entry.system = 0
        #expect(try members(ZIPBuilder([entry]).bytes).count == 1)
    }

    @Test func `takes files and folders with the modes of Unix`() throws {
        var entries = [ZIPEntry("", name: "data/"), ZIPEntry("x", name: "data/a.csv")]
        entries[0].attributes = 0o040755 << 16 | 0x10
        entries[1].attributes = 0o100644 << 16
        for index in entries.indices { entries[index].system = 3 }
        let found = try members(ZIPBuilder(entries).bytes)
        #expect(found.map(\.isFolder) == [true, false])
        #expect(try ZIPArchive(path).member(matching: "*").name == "data/a.csv")
        let folder = try #require(found.first)
        #expect(try allBytes(try ZIPArchive(path).open(folder)).isEmpty)
    }

    @Test func `refuses a folder with content`() throws {
        #expect(
            try refusal(ZIPBuilder([ZIPEntry("x", name: "data/")]).bytes) == """
                error[archive.corrupt]: `/a.zip` is a damaged ZIP archive: the folder `data/` has \
                content
                hint: fetch the file again
                """
        )
    }

    @Test(arguments: [0x0001, 0x0041, 0x0040, 0x2000] as [UInt16])
    func `refuses an encrypted member`(_ flags: UInt16) throws {
        var secret = ZIPEntry("secret", name: "b.csv")
        secret.moreFlags = flags
        #expect(
            try refusal(ZIPBuilder([ZIPEntry("x"), secret]).bytes)
                == "error[archive.encrypted]: `b.csv in /a.zip` is encrypted"
        )
    }

    @Test func `refuses an encrypted directory`() throws {
        let (bytes, _, entries, _) = ZIPBuilder([ZIPEntry("x")]).built
        var hidden = bytes
        // An archive extra data record in front of it.
        hidden.put(0x0806_4B50, 4, at: entries[0])
        let message = "error[archive.encrypted]: the directory of `/a.zip` is encrypted"
        #expect(try refusal(hidden) == message)
        // Version 2 of ZIP64's end record, which names the algorithm.
        var builder = ZIPBuilder([ZIPEntry("x")], endsAsZIP64: true)
        builder.algorithm = 0x660E
        #expect(try refusal(builder.bytes) == message)
        builder.algorithm = 0
        #expect(try members(builder.bytes).count == 1)
    }

    // MARK: - Where members are

    @Test func `refuses members that overlap`() throws {
        let entries = [ZIPEntry("one", name: "a.csv"), ZIPEntry("one", name: "b.csv")]
        var (bytes, headers, places, _) = ZIPBuilder(entries).built
        // Both entries lead to the same member, and only its name gives it away.
        bytes.put(headers[0], 4, at: places[1] + 42)
        #expect(
            try refusal(bytes) == """
                error[archive.corrupt]: `/a.zip` is a damaged ZIP archive: the name of `b.csv` is \
                not the same in its header and the directory
                hint: fetch the file again
                """
        )
        // A member whose data are another member, header and all.
        let inner = ZIPBuilder([ZIPEntry("secret", name: "b.csv", method: 0)]).built
        let outer = ZIPEntry(
            content: Array(inner.bytes[..<inner.entries[0]]),
            name: "a.csv",
            method: 0
        )
        let whole = ZIPBuilder([outer, ZIPEntry("secret", name: "b.csv", method: 0)]).built
        bytes = whole.bytes
        bytes.put(30 + 5, 4, at: whole.entries[1] + 42)
        #expect(
            try refusal(bytes) == """
                error[archive.overlap]: members `a.csv` and `b.csv` of `/a.zip` overlap
                hint: fetch the file again
                """
        )
    }

    @Test func `refuses a member that reaches into the directory`() throws {
        let content = String(repeating: "x", count: 20)
        var (bytes, headers, entries, _) = ZIPBuilder([ZIPEntry(content, method: 0)]).built
        for (size, compressed) in [
            (headers[0] + 22, headers[0] + 18), (entries[0] + 24, entries[0] + 20),
        ] {
            bytes.put(21, 4, at: size)
            bytes.put(21, 4, at: compressed)
        }
        #expect(
            try refusal(bytes) == """
                error[archive.overlap]: member `a.csv` of `/a.zip` overlaps the directory
                hint: fetch the file again
                """
        )
    }

    /// Bytes of the local header, and what is said when they are others.
    @Test(arguments: [
        (0, "no header of `a.csv` at byte 0"), (6, "a flag"), (8, "the method"),
        (14, "the CRC-32"), (18, "the size"), (22, "the size"), (30, "the name"),
    ])
    func `refuses a header that is not as the directory says`(
        _ offset: Int,
        _ what: String
    ) throws {
        var (bytes, headers, _, _) = ZIPBuilder([ZIPEntry("x")]).built
        bytes[headers[0] + offset] ^= 1
        let message = offset == 0 ? what : "\(what) of `a.csv` is not the same in its header and"
        #expect(
            try refusal(bytes) == """
                error[archive.corrupt]: `/a.zip` is a damaged ZIP archive: \
                \(message)\(offset == 0 ? "" : " the directory")
                hint: fetch the file again
                """
        )
    }

    @Test(arguments: [(false, false), (false, true), (true, false), (true, true)], [0, 8])
    func `reads descriptors of every form, and refuses a wrong one`(
        _ form: (hasSignature: Bool, isZIP64: Bool),
        _ method: Int
    ) throws {
        var entry = ZIPEntry("content", method: UInt16(method))
        entry.hasDescriptor = true
        entry.descriptorHasSignature = form.hasSignature
        entry.isZIP64 = form.isZIP64
        let (bytes, _, entries, _) = ZIPBuilder([entry, ZIPEntry("y", name: "b.csv")]).built
        let archive = try ZIPArchive(try written(bytes))
        #expect(
            try allBytes(try archive.open(try archive.member(matching: "a.csv")))
                == Array("content".utf8)
        )
        // The directory states another size, and so the descriptor is elsewhere.
        guard !form.isZIP64 else { return }
        var damaged = bytes
        damaged[entries[0] + 24] ^= 1
        #expect(
            try refusal(damaged) == """
                error[archive.corrupt]: `/a.zip` is a damaged ZIP archive: what follows the data \
                of `a.csv` does not fit the directory
                hint: fetch the file again
                """
        )
    }

    private func written(_ bytes: [UInt8]) throws -> String {
        try put(bytes, at: path)
        return path
    }

    @Test func `refuses bytes before the first member and after the end`() throws {
        let builder = ZIPBuilder([ZIPEntry("x")], comment: "c")
        let prefix = Array("MZ unpacks itself".utf8)
        #expect(
            try refusal(prefix + builder.bytes) == """
                error[archive.corrupt]: `/a.zip` is a damaged ZIP archive: its first member or \
                its end record is preceded by 17 bytes
                hint: fetch the file again
                """
        )
        // The same with all places set right, as `zip -A` does.
        var (bytes, _, entries, end) = builder.built
        bytes.put(prefix.count, 4, at: entries[0] + 42)
        bytes.put(entries[0] + prefix.count, 4, at: end + 16)
        #expect(
            try refusal(prefix + bytes) == """
                error[archive.corrupt]: `/a.zip` is a damaged ZIP archive: its first member is \
                preceded by 17 bytes
                hint: fetch the file again
                """
        )
        #expect(
            try refusal(builder.bytes + [0]) == """
                error[archive.corrupt]: `/a.zip` is a damaged ZIP archive: its end is followed by \
                1 byte
                hint: fetch the file again
                """
        )
        #expect(
            try refusal(builder.bytes.dropLast()) == """
                error[archive.truncated]: `/a.zip` is cut short: the end of its comment is missing
                hint: fetch the file again
                """
        )
    }

    // MARK: - The end record

    @Test(arguments: [4, 6, 8])
    func `refuses one piece of an archive in several`(_ offset: Int) throws {
        var (bytes, _, entries, end) = ZIPBuilder([ZIPEntry("x")]).built
        bytes.put(2, 2, at: end + offset)
        let message = """
            error[archive.split]: `/a.zip` is one piece of an archive in several
            hint: fetch the archive in one piece
            """
        #expect(try refusal(bytes) == message)
        bytes.put([4, 6].contains(offset) ? 0 : 1, 2, at: end + offset)
        #expect(try members(bytes).count == 1)
        bytes.put(1, 2, at: entries[0] + 34)
        #expect(try refusal(bytes) == message)
    }

    /// Of ZIP64's end record and its locator, from the record on.
    @Test(arguments: [16, 20, 24, 60, 72])
    func `refuses one piece of a large archive in several`(_ offset: Int) throws {
        var (bytes, _, _, end) = ZIPBuilder([ZIPEntry("x")], endsAsZIP64: true).built
        bytes.put(2, 4, at: end - 76 + offset)
        #expect(
            try refusal(bytes) == """
                error[archive.split]: `/a.zip` is one piece of an archive in several
                hint: fetch the archive in one piece
                """
        )
    }

    /// Changes of the end record, or of ZIP64's before it.
    @Test(arguments: [
        (12, 0x7FFF_FFFF, 4, false, "its directory is larger than the file, or lies outside it"),
        (16, 0x7FFF_FFFF, 4, false, "its directory is larger than the file, or lies outside it"),
        (
            16, 0xFFFF_FFFF, 4, false,
            "its end record points to one of ZIP64, which is missing"
        ),
        (
            12, 0xFFFF_FFFF, 4, false,
            "its end record points to one of ZIP64, which is missing"
        ),
        (12, 1, 4, true, "its two end records do not agree"),
        (16, 1, 4, true, "its two end records do not agree"),
        (8, 0x0005_0005, 4, true, "its two end records do not agree"),
        (-76, 0, 4, true, "no ZIP64 end record where one is announced"),
        (-72, 45, 8, true, "no ZIP64 end record where one is announced"),
        (-36, Int.max, 8, true, "its directory is larger than the file, or lies outside it"),
        (-28, Int.max, 8, true, "its directory is larger than the file, or lies outside it"),
        (-28, -1, 8, true, "its directory is larger than the file, or lies outside it"),
    ])
    func `refuses an end record that leads nowhere`(
        _ offset: Int,
        _ number: Int,
        _ count: Int,
        _ isZIP64: Bool,
        _ what: String
    ) throws {
        var (bytes, _, _, end) = ZIPBuilder([ZIPEntry("x")], endsAsZIP64: isZIP64).built
        bytes.put(number, count, at: end + offset)
        #expect(
            try refusal(bytes) == """
                error[archive.corrupt]: `/a.zip` is a damaged ZIP archive: \(what)
                hint: fetch the file again
                """
        )
    }

    @Test func `refuses more members than are allowed, whatever number is stated`() throws {
        var limits = ArchiveLimits()
        limits.members = 2
        let entries = (0..<3).map { ZIPEntry("x", name: "\($0).csv") }
        #expect(
            try refusal(ZIPBuilder(entries).bytes, limits) == """
                error[archive.too-many]: `/a.zip` has 3 members, more than the 2 that are allowed
                hint: raise `members:` under `archives:` of the source when the file is right
                """
        )
        #expect(try members(ZIPBuilder(entries).bytes).count == 3)
        // A number that no memory holds.
        var (bytes, _, _, end) = ZIPBuilder(entries, endsAsZIP64: true).built
        for offset in [24, 32] { bytes.put(1 << 40, 8, at: end - 76 + offset) }
        #expect(
            try refusal(bytes) == """
                error[archive.too-many]: `/a.zip` has 1,099,511,627,776 members, more than the \
                10,000 that are allowed
                hint: raise `members:` under `archives:` of the source when the file is right
                """
        )
    }

    @Test func `refuses a number of members that the directory has no room for`() throws {
        var (bytes, _, _, end) = ZIPBuilder([ZIPEntry("x")]).built
        bytes.put(9_999, 2, at: end + 8)
        bytes.put(9_999, 2, at: end + 10)
        #expect(
            try refusal(bytes) == """
                error[archive.corrupt]: `/a.zip` is a damaged ZIP archive: entry 2 of its \
                directory is not one
                hint: fetch the file again
                """
        )
    }
}
