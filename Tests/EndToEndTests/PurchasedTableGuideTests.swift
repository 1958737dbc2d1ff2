import Foundation
import TestSupport
import Testing

/// The guide to purchased tables, done as it says, with the synthetic table that stands in it.
@Suite struct PurchasedTableGuideTests {
    private static let guide = "docs/guides/add-a-purchased-table.md"

    /// A fenced block of the guide, without its indentation.
    private struct Block {
        var language: String
        /// The file it is to be written to; empty where it only shows something.
        var path: String
        var lines: [String] = []

        var text: String { lines.map { "\($0)\n" }.joined() }
    }

    private static func blocks() throws -> [Block] {
        let text = try String(contentsOfFile: "\(RealFiles.project)/\(guide)", encoding: .utf8)
        var blocks: [Block] = []
        var open: Block?
        for line in text.components(separatedBy: "\n") {
            let line = line.hasPrefix("   ") ? String(line.dropFirst(3)) : line
            if line.hasPrefix("```"), let block = open {
                blocks.append(block)
                open = nil
            } else if line.hasPrefix("```") {
                let words = line.dropFirst(3).split(separator: " ").map(String.init)
                open = Block(language: words.first ?? "", path: words.dropFirst().first ?? "")
            } else {
                open?.lines.append(line)
            }
        }
        return blocks
    }

    /// A project of its own with what the starter dataset is made of.
    private static func starter() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for name in ["config", "pipelines", "data-raw/starter"] {
            let copy = URL(filePath: "\(folder.path)/\(name)")
            try FileManager.default.createDirectory(
                at: copy.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try FileManager.default.copyItem(
                at: URL(filePath: "\(RealFiles.project)/\(name)"),
                to: copy
            )
        }
        return folder
    }

    private static func edit(_ path: String, _ old: String, _ new: String) throws {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let range = try #require(text.range(of: old), "\(path) has no `\(old)`")
        try text.replacingCharacters(in: range, with: new)
            .write(toFile: path, atomically: true, encoding: .utf8)
    }

    /// Numbers that every further indicator changes.
    private static func counted(_ text: String) -> String {
        let what =
            #/[0-9,]+ (observations|rows? (added|changed)|published|indicators|places|sources)/#
        return text.replacing(what) { "N \($0.output.1)" }
    }

    /// Whether the shown lines stand in the output in their order; `...` stands for any.
    private static func expect(_ shown: ArraySlice<String>, in output: String) {
        var rest = counted(output)[...]
        for line in shown where line.trimmingCharacters(in: .whitespaces) != "..." {
            let found = rest.range(of: counted(line))
            #expect(found != nil, "not printed: \(line)\n\(output)")
            if let found { rest = rest[found.upperBound...] }
        }
    }

    @Test func `all that the guide shows is what is printed`() throws {
        let folder = try Self.starter()
        let root = folder.path
        let blocks = try Self.blocks()
        func lip(_ arguments: [String]) throws -> CommandLineTool.Result {
            try CommandLineTool.run(arguments, in: root, environment: ["NO_COLOR": "1"])
        }
        try #require(try lip(["run", "starter", "--quiet"]).status == 0)

        for block in blocks where !block.path.isEmpty {
            let path = "\(root)/\(block.path)"
            let parent = URL(filePath: path).deletingLastPathComponent()
            try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
            try block.text.write(toFile: path, atomically: true, encoding: .utf8)
        }
        let edits = blocks.filter { $0.language == "yaml" && $0.path.isEmpty }
        try #require(edits.count == 3)
        let employment = "\(root)/config/indicators/employment.yaml"
        let groups = edits[0].lines.joined().trimmingCharacters(in: .whitespaces)
        let mapping = edits[1].lines.map { line in
            // The guide has it as far to the right as the file.
            "   \(line)\n"
        }
        try Self.edit(employment, "groups: [total]", groups)
        let end =
            "          not-in-labour-force: { id: v_CA16_5609, "
            + "label: \"Not in the labour force, - Total\" }\n"
        try Self.edit(employment, end, end + mapping.joined())
        try Self.edit(
            "\(root)/pipelines/starter.yaml",
            "sources: [starter-2016-profile, starter-2016-cancensus]",
            edits[2].lines.joined().trimmingCharacters(in: .whitespaces)
        )

        let table = "\(root)/data-local/bow-valley-labour-2016.csv"
        let statuses: [Int32] = [0, 78, 65, 0, 0]
        let shown = blocks.filter { $0.language == "console" }
        try #require(shown.count == statuses.count)
        for (index, block) in shown.enumerated() {
            // The second block shows what is said of a misspelt place, on line 3.
            let right = try String(contentsOfFile: table, encoding: .utf8)
            if index == 1 {
                try Self.edit(table, "PLACE,bow-valley,2016,all-15", "PLACE,bow-valey,2016,all-15")
            }
            let command = try #require(block.lines.first).dropFirst("$ lip ".count)
            let result = try lip(Self.arguments(String(command)))
            #expect(result.status == statuses[index], "\(command): \(result.talk)")
            Self.expect(block.lines.dropFirst(), in: result.output + result.talk)
            try right.write(toFile: table, atomically: true, encoding: .utf8)
        }

        let note = try #require(blocks.last)
        let readme = try String(
            contentsOfFile: "\(root)/data-clean/starter/latest/README.md",
            encoding: .utf8
        )
        #expect(note.language == "text" && readme.contains(note.text))
    }

    /// The words of a command; a text in quotes is one.
    private static func arguments(_ command: String) -> [String] {
        command.components(separatedBy: "\"").enumerated().flatMap { index, part in
            index % 2 == 1 ? [part] : part.split(separator: " ").map(String.init)
        }
    }
}
