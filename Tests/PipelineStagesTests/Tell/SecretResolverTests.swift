import IndicatorModel
import PipelineStages
import TestSupport
import Testing

@Suite struct SecretResolverTests {
    @Test func `finds values in the text, the environment and files of the project`() throws {
        let project = try TestProject(["secrets/key": "k3y with space \n", "secrets/bare": "k\n\n"])
        let resolver = SecretResolver(environment: ["A": "b"], root: project.root)
        #expect(try resolver.resolve(.literal("x")) == "x")
        #expect(try resolver.resolve(.environment(name: "A")) == "b")
        #expect(try resolver.resolve(.file(path: "secrets/key")) == "k3y with space ")
        #expect(try resolver.resolve(.file(path: project.path("secrets/bare"))) == "k\n")
    }

    @Test func `an empty variable or file is as good as none`() throws {
        let project = try TestProject(["empty": "\n"])
        let resolver = SecretResolver(environment: ["A": ""], root: project.root)
        let first = #expect(throws: Diagnostic.self) {
            try resolver.resolve(.environment(name: "A"))
        }
        #expect(first?.message == "the variable `A` is not set")
        let second = #expect(throws: Diagnostic.self) { try resolver.resolve(.file(path: "empty")) }
        #expect(
            second?.rendered == """
                warning[notify.no-secret]: the file `empty` is empty
                hint: write the secret into it
                """
        )
    }
}
