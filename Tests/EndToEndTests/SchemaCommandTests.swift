import Foundation
import PipelineConfig
import TestSupport
import Testing

@Suite struct SchemaCommandTests {
    private static func published(_ kind: SchemaKind) throws -> String {
        let path = "\(RealFiles.project)/docs/reference/schemas/\(kind.fileName)"
        return try String(contentsOfFile: path, encoding: .utf8)
    }

    @Test func `without arguments the kinds are listed with their files`() throws {
        let result = try CommandLineTool.run(["schema"])
        #expect(result.status == 0)
        #expect(result.talk == "")
        #expect(
            result.output == """
                pipeline          pipelines/*.yaml
                source            config/sources/*.yaml
                place             config/places/*.yaml
                indicators        config/indicators/*.yaml
                checks            config/checks/*.yaml
                labels            config/labels/*.yaml
                indicator-labels  config/labels/indicators.yaml
                characteristics   config/characteristics/*.yaml
                classification    config/classifications/*.yaml
                survey            config/survey.yaml
                local-indicators  local/*/indicators.yaml
                local-links       local/*/links.yaml
                local-csv         local/*/csv.yaml

                """
        )
    }

    @Test(arguments: SchemaKind.allCases)
    func `a kind is printed as it is published`(_ kind: SchemaKind) throws {
        let result = try CommandLineTool.run(["schema", kind.rawValue])
        #expect(result.status == 0)
        #expect(result.output == (try Self.published(kind)))
    }

    @Test func `with a folder all are written, also where there is no project`() throws {
        let folder = try TemporaryFolder()
        let result = try CommandLineTool.run(["schema", "--out", "a/b"], in: folder.path)
        #expect(result.status == 0)
        let paths = SchemaKind.allCases.map { "a/b/\($0.fileName)" }
        #expect(result.output == paths.map { "\($0)\n" }.joined())
        for (kind, path) in zip(SchemaKind.allCases, paths) {
            let written = try String(contentsOfFile: "\(folder.path)/\(path)", encoding: .utf8)
            #expect(written == (try Self.published(kind)))
        }
    }

    @Test func `with a folder and a kind only that one is written`() throws {
        let folder = try TemporaryFolder()
        let result = try CommandLineTool.run(["schema", "place", "--out", "."], in: folder.path)
        #expect(result.output == "./place.schema.json\n")
    }

    @Test func `a program may read the list`() throws {
        let result = try CommandLineTool.run(["schema", "--json"])
        let list = try #require(JSONValue(yaml: result.output)?.items)
        #expect(list.map { $0["kind"]?.text } == SchemaKind.allCases.map(\.rawValue))
        #expect(
            list.first
                == .object([
                    "kind": "pipeline", "files": "pipelines/*.yaml",
                    "schema": "pipeline.schema.json",
                    "title": "Pipeline: what runs, for which places",
                ])
        )
    }

    @Test func `a kind that is none is told with those there are`() throws {
        let result = try CommandLineTool.run(["schema", "plac"])
        #expect(result.status == 64)
        #expect(
            result.talk.hasPrefix(
                """
                Error: The value 'plac' is invalid for '<kind>'. Please provide one of the \
                following:
                  - pipeline
                  - source

                """
            )
        )
    }

    @Test func `a folder that cannot be made is told`() throws {
        let folder = try TemporaryFolder()
        try "".write(toFile: "\(folder.path)/file", atomically: true, encoding: .utf8)
        let result = try CommandLineTool.run(["schema", "--out", "file/a"], in: folder.path)
        #expect(result.status == 73)
        #expect(result.talk.hasPrefix("error[store.cannot-write]: cannot create folder `file/a`"))
    }
}
