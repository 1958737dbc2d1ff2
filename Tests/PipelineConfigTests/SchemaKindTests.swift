import Foundation
import PipelineConfig
import TestSupport
import Testing

/// Tests of the schemas as they are published, and of the project's own files against them.
@Suite struct SchemaKindTests {
    /// The YAML files of the project, by their paths below it.
    static let files: [String] = {
        let root = URL(filePath: RealFiles.project)
        return ["config", "pipelines", "local"].flatMap { folder in
            let paths = FileManager.default.enumerator(atPath: root.appending(path: folder).path)
            return (paths?.compactMap { $0 as? String } ?? []).map { "\(folder)/\($0)" }
        }
        .filter { $0.hasSuffix(".yaml") }
        .sorted()
    }()

    private static func text(_ name: String) throws -> String {
        try String(contentsOfFile: "\(RealFiles.project)/\(name)", encoding: .utf8)
    }

    @Test(arguments: SchemaKind.allCases)
    func `the schema of a kind is published with the documentation`(_ kind: SchemaKind) throws {
        let path = "\(RealFiles.project)/docs/reference/schemas/\(kind.fileName)"
        try expectFile("\(kind.document.rendered)\n", path)
    }

    @Test(arguments: SchemaKind.allCases)
    func `a schema can be read as JSON, and is what was written`(_ kind: SchemaKind) throws {
        let text = kind.document.rendered
        _ = try JSONSerialization.jsonObject(with: Data(text.utf8))
        #expect(JSONValue(yaml: text) == kind.document)
    }

    @Test(arguments: SchemaKind.allCases)
    func `every key of a schema says what it means`(_ kind: SchemaKind) {
        var keys = 0
        func visit(_ schema: JSONValue, isCondition: Bool) {
            for (keyword, value) in schema.entries ?? [:] {
                switch keyword {
                case "properties" where !isCondition:
                    for (key, property) in value.entries ?? [:] {
                        #expect(property["description"]?.text?.hasSuffix(".") == true, "\(key)")
                        keys += 1
                        visit(property, isCondition: false)
                    }
                case "$defs":
                    for (_, value) in value.entries ?? [:] { visit(value, isCondition: false) }
                case "if", "anyOf", "oneOf", "allOf": break
                case "then", "else", "items", "additionalProperties":
                    visit(value, isCondition: value["additionalProperties"] == nil)
                default: break
                }
            }
        }
        visit(kind.document, isCondition: false)
        #expect(keys > 1)
    }

    @Test(arguments: files)
    func `a file of the project fits its schema`(_ name: String) throws {
        let kind = try #require(SchemaKind(of: name))
        let value = try #require(JSONValue(yaml: try Self.text(name)))
        #expect(try SchemaValidator(kind.document).mistakes(in: value) == [])
    }

    @Test(arguments: files)
    func `a file of the project names its schema for editors`(_ name: String) throws {
        let kind = try #require(SchemaKind(of: name))
        let up = name.split(separator: "/").dropLast().map { _ in "../" }.joined()
        let line = "# yaml-language-server: $schema=\(up)docs/reference/schemas/\(kind.fileName)\n"
        #expect(try Self.text(name).hasPrefix(line))
    }

    @Test func `every kind has a file in the project`() {
        #expect(Set(Self.files.compactMap { SchemaKind(of: $0) }) == Set(SchemaKind.allCases))
    }

    @Test(arguments: [
        ("pipelines/pnt.yaml", SchemaKind.pipeline), ("config/labels/tabs.yaml", .labels),
        ("config/labels/indicators.yaml", .indicatorLabels),
        ("config/indicators/income.yaml", .indicators),
    ])
    func `the kind of a file follows from its path`(_ path: String, _ kind: SchemaKind) {
        #expect(SchemaKind(of: path) == kind)
    }

    @Test(arguments: ["config/geographies/2016.csv", "other.yaml", "config/places/old/a.yaml"])
    func `other files are of no kind`(_ path: String) {
        #expect(SchemaKind(of: path) == nil)
    }
}
