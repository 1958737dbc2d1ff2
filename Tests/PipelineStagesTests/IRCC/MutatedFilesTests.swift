import FoundationEssentials
import IndicatorModel
import PipelineStages
import TestSupport
import Testing

/// Files that were changed by chance: each is an error, or says the same but for what was changed.
///
/// A seed makes the same file in every run.
@Suite struct MutatedFilesTests {
    /// Changes one place of a file: bytes lost, doubled, replaced, or moved, or its end cut off.
    private static func mutate(_ bytes: [UInt8], seed: UInt64) -> [UInt8] {
        var generator = SeededGenerator(seed: seed)
        var bytes = bytes
        let start = Int.random(in: 0..<bytes.count, using: &generator)
        let longest = [1, 1, 1, 8, 60, 400].randomElement(using: &generator) ?? 1
        let length = Int.random(in: 1...longest, using: &generator)
        let range = start..<min(bytes.count, start + length)
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: bytes.removeSubrange(range)
        case 1: bytes.insert(contentsOf: bytes[range], at: range.upperBound)
        case 2: bytes.removeSubrange(start...)
        case 3:
            let part = Array(bytes[range])
            bytes.removeSubrange(range)
            let place = Int.random(in: 0...bytes.count, using: &generator)
            bytes.insert(contentsOf: part, at: place)
        default:
            for index in range.prefix(8) {
                bytes[index] = UInt8.random(in: 0x20...0x7E, using: &generator)
            }
        }
        return bytes
    }

    // MARK: - Books

    private static let book = BookRunTests.book

    private static func read(_ bytes: [UInt8]) throws -> IRCCBook {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/book.xlsx"
        try Data(bytes).write(to: URL(filePath: path))
        return try IRCCBook.read(path, name: "book.xlsx", labelColumns: 3, isRounded: true)
    }

    /// What differs in a book; empty where every figure stands under the same labels.
    private static func differences(_ book: IRCCBook, _ other: IRCCBook) -> [String] {
        guard book.rows.count == other.rows.count, book.header.periods == other.header.periods
        else {
            return ["rows", "columns"]
        }
        var differences: [String] = []
        for (row, changed) in zip(book.rows, other.rows) {
            if row.labels.count != changed.labels.count { differences += ["depth", "\(row.line)"] }
            for (a, b) in zip(row.figures, changed.figures) where a.value != b.value {
                differences.append("row \(row.line): \(a.text) is \(b.text)")
            }
        }
        return differences
    }

    @Test(arguments: 0..<70 as Range<UInt64>)
    func `a sheet that was changed is an error, or at most one figure is another`(
        _ seed: UInt64
    )
        throws
    {
        let whole = try Self.read(Self.book.bytes)
        let sheet = Array(TestBook.sheet(TestBook.rows(Self.book.table)).utf8)
        let mutated = String(decoding: Self.mutate(sheet, seed: seed), as: UTF8.self)
        var changed = TestBook("")
        changed.sheets[0].xml = "<?xml version=\"1.0\"?>" + mutated
        do {
            let found = Self.differences(whole, try Self.read(changed.bytes))
            #expect(found.count <= 1, "\(found)")
        } catch let error as Diagnostic {
            #expect(!error.message.isEmpty && error.span?.file == "book.xlsx")
        }
    }

    @Test(arguments: 1_000..<1_030 as Range<UInt64>)
    func `an archive that was changed is an error, or the same book`(_ seed: UInt64) throws {
        let bytes = Self.book.bytes
        let whole = try Self.read(bytes)
        do {
            let other = try Self.read(Self.mutate(bytes, seed: seed))
            #expect(Self.differences(whole, other) == [])
            #expect(whole.rows.map(\.labels) == other.rows.map(\.labels))
        } catch let error as Diagnostic {
            #expect(error.span?.file == "book.xlsx")
        }
    }

    // MARK: - Tab-separated files

    private static let text: String = {
        let places = [
            ("Northwest Territories", "Territoires du Nord-Ouest", "Region 6", "Yellowknife"),
            ("Northwest Territories", "Territoires du Nord-Ouest", "Region 6", "Hay River"),
            ("Manitoba", "Manitoba", "Division No. 9", "Macdonald"),
            ("Manitoba", "Manitoba", "Division No. 9", "Portage la Prairie"),
        ]
        var text =
            "EN_YEAR\tEN_QUARTER\tEN_MONTH\tFR_ANNEÉ\tFR_TRIMESTRE\tFR_MOIS\t"
            + "EN_PROVINCE_TERRITORY\tFR_PROVINCE_TERRITOIRE\tEN_CENSUS_DIVISION\t"
            + "FR_DIVISION_DE_RECENSEMENT\tEN_CENSUS_SUBDIVISION\t"
            + "FR_SUBDIVISION_DE_RECENSEMENT\tTotal\n"
        for (index, place) in places.enumerated() {
            for (english, french) in [("Jan", "janv."), ("Feb", "fév.")] {
                let (province, inFrench, division, name) = place
                text +=
                    "2024\tQ1\t\(english)\t2024\tT1\t\(french)\t\(province)\t\(inFrench)\t"
                    + "\(division)\t\(division)\t\(name)\t\(name)\t\(index * 135 + 1_205)\n"
            }
        }
        return text
    }()

    @Test(arguments: 2_000..<2_100 as Range<UInt64>)
    func `a tab-separated file that was changed is an error, or at most one figure is another`(
        _ seed: UInt64
    ) throws {
        let file = NamedFile(.irccODP, [.province, .division, .subdivision])
        let whole = file.lines(try file.read(Self.text))
        do {
            let table = try file.read(Self.mutate(Array(Self.text.utf8), seed: seed))
            let others = file.lines(table)
            // Lines may be lost: what is gone has no figure. None may be of another place or month.
            let known = Set(whole.map { $0.split(separator: " = ")[0] })
            #expect(others.allSatisfy { known.contains($0.split(separator: " = ")[0]) })
            #expect(Set(others).subtracting(whole).count <= 1)
        } catch let error as Diagnostic {
            #expect(!error.message.isEmpty && error.span?.file == "a.csv")
        }
    }
}
