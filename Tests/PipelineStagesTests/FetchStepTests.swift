import DataStore
import IndicatorModel
import PipelineStages
import TestSupport
import Testing

@Suite struct FetchStepTests {
    private static let source = SourceID(known: "profile-2016")

    /// The small project, whose file of 2016 is an official one in a mirror.
    private func project() throws -> TestProject {
        let project = try TestProject()
        try project.edit(
            "config/sources/profile-2016.yaml",
            "path: raw/2016.csv",
            "file: official.csv"
        )
        try project.write("mirror/of/2016/official.csv", try project.read("raw/2016.csv"))
        try project.remove("raw/2016.csv")
        return project
    }

    private func snapshots(_ project: TestProject) throws -> [Snapshot] {
        try SnapshotStore(root: project.path("data-raw"), files: FileLayer())
            .notes(of: Self.source).compactMap(\.snapshot)
    }

    @Test func `an official file is taken from the mirror, and noted`() async throws {
        let project = try project()
        let outcome = try project.run { $0.mirror = project.path("mirror") }
        #expect(outcome.missing == [])
        let snapshot = try #require(try snapshots(project).first)
        let bytes = try readFile(project.path("mirror/of/2016/official.csv"))
        #expect(snapshot.part == "north")
        #expect(snapshot.file == "official.csv")
        #expect(snapshot.origin == "mirror: official.csv")
        #expect(snapshot.bytes == bytes.count)
        let store = SnapshotStore(root: project.path("data-raw"), files: FileLayer())
        #expect(try readFile(store.object(snapshot.sha256)) == bytes)
    }

    @Test func `without the mirror the file fetched last is read again`() async throws {
        let project = try project()
        _ = try project.run { $0.mirror = project.path("mirror") }
        let before = try project.published("observations/census-2016", "")
        let outcome = try project.run()
        #expect(outcome.missing == [])
        #expect(try project.published("observations/census-2016", "") == before)
        #expect(try snapshots(project).count == 1)
    }

    @Test func `a file that changed is a second snapshot, and the first stays`() async throws {
        let project = try project()
        let file = "mirror/of/2016/official.csv"
        _ = try project.run { $0.mirror = project.path("mirror") }
        try project.edit(file, "\"Village\"", "\"Hamlet\"")
        _ = try project.run { $0.mirror = project.path("mirror") }
        let digests = try snapshots(project).map(\.sha256)
        #expect(Set(digests).count == 2)
        let store = SnapshotStore(root: project.path("data-raw"), files: FileLayer())
        let texts = try digests.map {
            String(decoding: try readFile(store.object($0)), as: UTF8.self)
        }
        #expect(texts[0].contains("\"Village\""))
        #expect(texts[1].contains("\"Hamlet\""))
    }

    @Test func `a partition of which nothing is at hand is told and left as it was`()
        async throws
    {
        let project = try project()
        let outcome = try project.run()
        let missing = try #require(outcome.missing.first)
        #expect(outcome.missing.count == 1)
        #expect(missing.source == Self.source)
        #expect(missing.part.name == "north")
        #expect(missing.file == "official.csv")
        #expect(!project.exists("data-clean/small/latest/observations/census-2016.csv"))
        #expect(project.exists("data-clean/small/latest/observations/census-2021.csv"))
        #expect(try snapshots(project) == [])
    }

    @Test func `a run is whole without the files of a source that is optional`() async throws {
        let project = try project()
        try project.edit(
            "config/sources/profile-2016.yaml",
            "publisher: A test",
            "publisher: A test\noptional: true"
        )
        let outcome = try project.run()
        #expect(outcome.missing.isEmpty)
        #expect(outcome.run.exitStatus == 0)
        #expect(try project.read("data-clean/small/latest/README.md").contains("`official.csv`"))
        #expect(!project.exists("data-clean/small/latest/observations/census-2016.csv"))
    }

    @Test func `nothing is published from nothing`() async throws {
        let project = try project()
        try project.write("pipelines/small.yaml", TestProject.pipeline(["2016"]))
        #expect(
            project.failure() == """
                error[fetch.nothing-at-hand]: none of the files of `small` is at hand: \
                `official.csv`
                hint: give the folder that holds them with `--mirror`, or run with a network
                """
        )
        #expect(!project.exists("data-clean/small"))
    }

    @Test func `stored bytes that are not those taken in are not used`() async throws {
        let project = try project()
        _ = try project.run { $0.mirror = project.path("mirror") }
        let digest = try #require(try snapshots(project).first?.sha256)
        let object = "data-raw/objects/sha256/\(digest.prefix(2))/\(digest)"
        try project.remove(object)
        try project.write(object, "something else")
        let told = project.failure()
        #expect(
            told.hasPrefix(
                "error[fetch.damaged-object]: the stored bytes of `official.csv` are not those "
                    + "that were taken in\n"
            )
        )
    }

    @Test func `two files of one name in the mirror are refused`() async throws {
        let project = try project()
        try project.write("mirror/copy/official.csv", "")
        let expected = """
            error[fetch.ambiguous-file]: the mirror has more than one `official.csv`: \
            `copy/official.csv` and `of/2016/official.csv`
            hint: put the folder before the name in `file:` of config/sources
            """
        let error = #expect(throws: Diagnostic.self) {
            try project.run { $0.mirror = project.path("mirror") }
        }
        let told = error.map(errorTexts)
        #expect(told == [expected])
        #expect(!project.exists("data-clean/small/latest"))
    }
}
