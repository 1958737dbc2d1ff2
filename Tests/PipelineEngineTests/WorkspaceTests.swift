import PipelineEngine
import Synchronization
import Testing

@Suite struct WorkspaceTests {
    private let id = ArtifactID("table")

    @Test func `what a step made is there for those after it`() throws {
        let workspace = Workspace()
        workspace.put([1, 2], as: id)
        #expect(try workspace.value(id, as: [Int].self) == [1, 2])
        workspace.put([3], as: id)
        #expect(try workspace.value(id, as: [Int].self) == [3])
    }

    @Test func `what nobody made is named`() {
        let error = #expect(throws: MissingArtifact.self) {
            try Workspace().value(id, as: Int.self)
        }
        #expect(error?.id == id)
    }

    @Test func `what is of another type is not there`() {
        let workspace = Workspace()
        workspace.put("text", as: id)
        #expect(throws: MissingArtifact.self) { try workspace.value(id, as: Int.self) }
    }

    @Test func `what was let go of is no longer there`() {
        let workspace = Workspace()
        workspace.put(1, as: id)
        workspace.remove(id)
        #expect(throws: MissingArtifact.self) { try workspace.value(id, as: Int.self) }
    }

    @Test func `what an earlier run kept is read when it is asked for, and once`() throws {
        let workspace = Workspace()
        let reads = Mutex(0)
        workspace.offer(id) {
            reads.withLock { $0 += 1 }
            return 7
        }
        #expect(reads.withLock { $0 } == 0)
        #expect(try workspace.value(id, as: Int.self) == 7)
        #expect(try workspace.value(id, as: Int.self) == 7)
        #expect(reads.withLock { $0 } == 1)
    }

    @Test func `what was made in this run goes before what was kept`() throws {
        let workspace = Workspace()
        workspace.put(1, as: id)
        workspace.offer(id) { 2 }
        #expect(try workspace.value(id, as: Int.self) == 1)
    }

    @Test func `what was kept and is lost is named`() {
        let workspace = Workspace()
        workspace.offer(id) { nil }
        let error = #expect(throws: LostArtifact.self) { try workspace.value(id, as: Int.self) }
        #expect(error?.id == id)
    }

    @Test func `many steps may put and take at once`() async throws {
        let workspace = Workspace()
        await withTaskGroup { group in
            for number in 0..<100 {
                group.addTask { workspace.put(number, as: ArtifactID("\(number)")) }
            }
        }
        for number in 0..<100 {
            #expect(try workspace.value(ArtifactID("\(number)"), as: Int.self) == number)
        }
    }
}
