import Foundation
import IndicatorModel
import PipelineConfig
import TestSupport
import Testing

/// Tests of what the documentation says of sources.
@Suite struct SourceReferenceTests {
    private static let manual = "\(RealFiles.project)/docs/reference/sources.md"

    @Test func `the manual lists every source of the project as it is`() throws {
        let report = Report()
        let configuration = Configuration.read(in: RealFiles.project, report)
        let pipelines = try ["canada", "pnt", "starter"].map { name in
            let file = "pipelines/\(name).yaml"
            return try #require(
                Pipeline.read(file, in: RealFiles.project, configuration, report)
            )
        }
        try #require(report.diagnostics == [])
        let text = try String(contentsOfFile: Self.manual, encoding: .utf8)
        let head = try #require(text.components(separatedBy: "| source |").first)
        let sources = configuration.sources.values.sorted { $0.id < $1.id }
        let rows = sources.map { Self.row($0, pipelines) }
        let header = "| source | what | files | from | asked | used |\n|---|---|---|---|---|---|\n"
        try expectFile(head + header + rows.joined(), Self.manual)
    }

    private static func row(_ source: Source, _ pipelines: [Pipeline]) -> String {
        let names = source.files.map { "`\($0.file.name)`" }
        let more = names.count > 2 ? " and \(names.count - 1) more" : ""
        let files = names.count > 2 ? names[0] + more : names.joined(separator: ", ")
        let uses = pipelines.compactMap { pipeline -> String? in
            if pipeline.keep.contains(source.id) { return "\(pipeline.dataset): kept" }
            let isRead = pipeline.partitions.contains { $0.sources.contains(source.id) }
            return isRead ? "\(pipeline.dataset): read" : nil
        }
        let places = Set(source.files.map { place(of: $0.file, source) }).sorted()
        let isAsked = source.files.contains { $0.file.isFetched }
        let cells = [
            "`\(source.id)`", source.title.en, files, places.joined(separator: ", "),
            isAsked ? source.fetch.refresh.rawValue : "-",
            uses.isEmpty ? "-" : uses.joined(separator: ", "),
        ]
        return "| \(cells.joined(separator: " | ")) |\n"
    }

    private static func place(of file: PartFile, _ source: Source) -> String {
        switch file {
        case .local: "the project"
        case .official(_, nil): "given by hand"
        case .official(_, .resource): host(source.package?.api ?? "") + " (catalogue)"
        case .official(_, .url(let url)): host(url)
        }
    }

    private static func host(_ url: String) -> String {
        URL(string: url)?.host() ?? url
    }

    @Test func `the examples of the manual are right`() throws {
        let path = "\(RealFiles.project)/docs/reference/config.md"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let blocks = text.components(separatedBy: "```yaml\n").dropFirst().compactMap {
            $0.components(separatedBy: "```").first
        }
        let templates = blocks.filter { $0.hasPrefix("parts:\n") }
        let packages = blocks.filter { $0.hasPrefix("package:") }
        let contracts = blocks.filter { $0.hasPrefix("contract:") }
        try #require(templates.count == 1 && packages.count == 1 && contracts.count == 1)
        func parts(_ block: String) throws -> String {
            try #require(block.components(separatedBy: "parts:\n").last)
        }
        let template = try TestProject.source(with: "", parts: parts(templates[0]))
        #expect(template.parts.map(\.id.name) == ["mb", "sk"])
        let package = try #require(packages[0].components(separatedBy: "\n").first)
        let found = try TestProject.source(with: package, parts: parts(packages[0]))
        #expect(found.parts.count == 1)
        #expect(try TestProject.source(with: contracts[0]).contract?.columns.count == 3)
    }
}

extension PartFile {
    fileprivate var isFetched: Bool {
        if case .official(_, _?) = self { true } else { false }
    }
}
