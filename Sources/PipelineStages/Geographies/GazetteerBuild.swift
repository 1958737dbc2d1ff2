package import CSVKernel
import DataStore
package import IndicatorModel

/// Makes the list of the geographies of a census from files of Statistics Canada.
package struct GazetteerBuild {
    /// What a file is, and so how it is read and how far it is believed: the first the most.
    package enum Kind: Int, CaseIterable, Sendable {
        case attributes, boundaries, structure, relationships, counts, members
    }

    /// A file that a person named, and how it says its texts are written.
    package struct Input: Sendable {
        package let kind: Kind
        package let path: String
        /// Nil for that in which Statistics Canada publishes the file, unless it begins with the
        /// mark of UTF-8.
        package let encoding: TextEncoding?

        /// A file by its path, which may say how its texts are written: `lcsd000b21a_e.dbf:utf-8`.
        package init(_ kind: Kind, named name: String) {
            let encodings: [(ending: String, encoding: TextEncoding)] = [
                (":utf-8", .utf8), (":windows-1252", .windows1252),
            ]
            let said = encodings.first { name.lowercased().hasSuffix($0.ending) }
            self.kind = kind
            path = String(name.dropLast(said?.ending.count ?? 0))
            encoding = said?.encoding
        }
    }

    /// What was made, and what there is to say of it.
    package struct Result: Sendable {
        package let list: Gazetteer
        /// A line for each file, what there is to know of it, where two disagree.
        package let lines: [String]
    }

    private let vintage: Period
    private let takesAreas: Bool

    /// - Parameters:
    ///   - vintage: The census.
    ///   - takesAreas: Whether dissemination areas are listed, of which there are 57,000.
    package init(vintage: Period, takesAreas: Bool = false) {
        self.vintage = vintage
        self.takesAreas = takesAreas
    }

    /// Reads all files and makes one list.
    ///
    /// - Parameter inputs: The files, in any order.
    /// - Returns: The list and what there is to say.
    /// - Throws: `Diagnostic` when a file cannot be read; `Diagnostics` when files disagree about
    ///   codes, about what lies in what, or counts do not add up.
    package func build(_ inputs: [Input]) throws -> Result {
        let sorted = inputs.enumerated().sorted {
            ($0.element.kind.rawValue, $0.offset) < ($1.element.kind.rawValue, $1.offset)
        }
        let files = try sorted.map { try read($0.element) }
        var lines: [String] = []
        for (facts, encoding) in files {
            lines.append("\(facts.file) (\(encoding.rawValue)): \(facts.counts)")
            lines += facts.notes.map { "  \($0)" }
        }
        var merge = GazetteerMerge(files.map(\.facts), vintage: vintage)
        let list = merge.merged()
        if !merge.problems.isEmpty { throw Diagnostics(merge.problems) }
        lines += merge.notes
        return Result(list: list, lines: lines + told(list))
    }

    /// What the list has, in a line or two.
    private func told(_ list: Gazetteer) -> [String] {
        let counts = list.levels.map { "\(grouped(list.entries(of: $0).count)) \($0.rawValue)" }
        var lines = ["\(vintage): \(counts.joined(separator: ", "))"]
        if let persons = list[.canada]?.population {
            lines.append("\(vintage): \(grouped(persons)) persons in Canada")
        }
        if !list.tells(.censusSubdivision, of: .metropolitanArea) {
            lines.append("\(vintage): not known which CSD lie in which CMA and CA")
        }
        return lines
    }

    private func read(_ input: Input) throws -> (facts: FileFacts, encoding: TextEncoding) {
        let encoding = try input.encoding ?? encoding(of: input)
        let file = NamedFile(name: fileName(input.path), encoding: encoding)
        let bytes = try open(input)
        let facts =
            switch input.kind {
            case .attributes: try readAttributeFile(bytes, file, takesAreas: takesAreas)
            case .boundaries: try readBoundaryTable(bytes, file)
            case .structure: try readSGCStructure(bytes, file)
            case .relationships: try readRelationships(bytes, file, takesAreas: takesAreas)
            case .counts: try readCounts(bytes, file, vintage: vintage)
            case .members: try readMembers(bytes, file)
            }
        return (facts, encoding)
    }

    /// The encoding in which a file is published.
    private func encoding(of input: Input) throws -> TextEncoding {
        var start = [UInt8](repeating: 0, count: 3)
        let count = try open(input).read(into: &start, at: 0)
        if count == 3, start == [0xEF, 0xBB, 0xBF] { return .utf8 }
        // Lists that this project makes are UTF-8, without a mark.
        return input.kind == .members ? .utf8 : .windows1252
    }

    /// Opens a file, or the one table in a ZIP archive.
    private func open(_ input: Input) throws -> any ByteSource {
        guard input.path.lowercased().hasSuffix(".zip") else {
            return try FileByteSource(input.path)
        }
        let archive = try ZIPArchive(input.path)
        let endings = input.kind == .boundaries ? [".dbf"] : [".csv", ".txt"]
        let tables = archive.members.filter { member in
            let name = member.name.lowercased()
            return endings.contains(where: name.hasSuffix) && !name.hasSuffix("_metadata.csv")
        }
        if tables.count == 1 { return try archive.open(tables[0]) }
        throw Diagnostic(
            "geographies.no-member",
            "expected one table (\(listed(endings))) in the archive, found "
                + listed(tables.map(\.name)),
            at: SourceSpan(file: fileName(input.path), line: 1),
            hints: ["unpack it and name the file"]
        )
    }
}
