import CSVKernel
import DataStore
import FoundationEssentials
import IndicatorModel
import PipelineConfig
import PipelineStages
import TestSupport

/// A project with a contract in one of its sources, and a file that is held against it.
struct ContractProject {
    static let path = "config/sources/profile-2016.yaml"
    private let project: TestProject

    /// Adds the lines of `contract:`, and keys that follow it, to the source.
    init(_ contract: String) throws {
        project = try TestProject()
        try write(try project.read(Self.path) + contract)
    }

    var yaml: String { get throws { try project.read(Self.path) } }

    /// The lines of the contract, and what follows it.
    var contractLines: String {
        get throws {
            let text = try yaml
            return text.firstRange(of: "\ncontract:").map {
                String(text[$0.lowerBound...].dropFirst())
            }
                ?? ""
        }
    }

    func write(_ yaml: String) throws { try project.write(Self.path, yaml) }

    /// The contract as the project's configuration has it.
    func contract() throws -> SchemaContract {
        let report = Report()
        let configuration = Configuration.read(in: project.root, report)
        guard let source = configuration.sources[SourceID(known: "profile-2016")],
            let contract = source.contract, report.diagnostics.isEmpty
        else { throw Diagnostics(report.diagnostics) }
        return contract
    }

    func check(_ bytes: [UInt8], name: String = "a.csv") throws -> ContractReport {
        let object = project.path("object")
        try Data(bytes).write(to: URL(filePath: object))
        return try Inspector().check(try contract(), object, name: name)
    }

    func check(_ text: String, name: String = "a.csv") throws -> ContractReport {
        try check(Array(text.utf8), name: name)
    }

    /// The patch that makes the contract fit a file.
    func patch(_ text: String) throws -> ContractPatch? {
        ContractPatch(
            try yaml,
            path: Self.path,
            contract: try contract(),
            report: try check(text)
        )
    }

    /// Applies a patch in the project's folder, by a program.
    func apply(_ patch: ContractPatch, _ program: [String]) throws {
        let outcome = try ChildProcess(
            program,
            folder: project.root,
            input: Array(patch.text.utf8)
        ).run()
        guard outcome.end == .exited(0) else { throw NotApplied(tail: outcome.tail) }
        guard try yaml == patch.patched else { throw NotApplied(tail: "another text") }
    }

    struct NotApplied: Error { let tail: String }
}
