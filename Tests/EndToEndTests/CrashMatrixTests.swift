import DataStore
import Foundation
import IndicatorModel
import TestSupport
import Testing

/// A run that dies, or loses its disk, at any of its operations is made good by the next run.
///
/// The starter run is walked in steps here, and whole by `make crash-matrix`, which sets
/// `CRASH_MATRIX=whole`; all else is always walked whole. How many points there are is printed;
/// nothing of it depends on how long anything takes.
@Suite(.serialized) struct CrashMatrixTests {
    private static let isWhole = ProcessInfo.processInfo.environment["CRASH_MATRIX"] == "whole"

    /// Walks every `step`-th point of a matrix from the first, and the last.
    private func walk(_ matrix: CrashMatrix, _ name: String, step: Int = 1) throws {
        let (operations, sums) = try matrix.untouched()
        try #require(operations > 50)
        let points = Set(stride(from: 1, through: operations, by: step)).union([operations])
        let findings = matrix.walk(points.sorted(), expecting: sums)
        print("crash matrix: \(points.count) points, \(name), of \(operations) operations")
        for finding in findings {
            Issue.record(
                "at operation \(finding.point): \(finding.problems.joined(separator: "; "))"
            )
        }
    }

    @Test func `the starter run is killed at each operation, and the next run completes it`()
        throws
    {
        try walk(
            CrashMatrix(root: RealFiles.project, dataset: "starter", fault: .kill),
            "starter, kill",
            step: Self.isWhole ? 1 : 29
        )
    }

    @Test(arguments: [FaultyDisk.Fault.full, .broken])
    func `the starter run loses its disk, and the next run completes it`(
        _ fault: FaultyDisk.Fault
    ) throws {
        try walk(
            CrashMatrix(root: RealFiles.project, dataset: "starter", fault: fault),
            "starter, disk \(fault)",
            step: Self.isWhole ? 7 : 97
        )
    }

    @Test(arguments: FaultyDisk.Fault.allCases)
    func `a run that fetches fails anywhere, and the next run completes it`(
        _ fault: FaultyDisk.Fault
    ) throws {
        let upstream = try UpstreamProject()
        try upstream.project.edit(
            "config/sources/profile-2016.yaml",
            "refresh: always",
            "refresh: never"
        )
        var matrix = CrashMatrix(root: upstream.project.root, dataset: "small", fault: fault)
        matrix.isOnline = true
        try walk(matrix, "small, fetched, \(fault)", step: Self.isWhole ? 1 : 4)
    }

    @Test(arguments: FaultyDisk.Fault.allCases)
    func `a run that publishes over a rollback fails anywhere, and the next run completes it`(
        _ fault: FaultyDisk.Fault
    ) throws {
        let before = try secondVersionBefore()
        var matrix = CrashMatrix(root: nil, dataset: "small", fault: fault)
        matrix.version = 2
        matrix.prepare = { folder in
            for name in ["project", "raw", "clean", "state"] {
                try FileManager.default.copyItem(
                    atPath: "\(before.path)/\(name)",
                    toPath: "\(folder)/\(name)"
                )
            }
        }
        try walk(matrix, "small, second version, \(fault)")
        withExtendedLifetime(before) {}
    }

    /// A folder in which version 1 stands, pinned by a rollback, with all that made it; then a
    /// place and a program of the steward's were added.
    private func secondVersionBefore() throws -> TemporaryFolder {
        let before = try TemporaryFolder()
        let project = try TestProject()
        let places = [
            "--data-raw", "\(before.path)/raw", "--data-clean", "\(before.path)/clean", "--state",
            "\(before.path)/state",
        ]
        let first = try CommandLineTool.run(["run", "small"] + places, in: project.root)
        try #require(first.status == 0, "\(first.talk)")
        try ReleaseStore(root: "\(before.path)/clean/small", files: FileLayer()).rollBack(to: 1)
        try project.write(
            "config/places/twin.yaml",
            TestProject.place("twin", "lip", ["CSD 6106023"])
        )
        try project.add(
            """
            commands:
              - id: copy
                program: [cp, "{inputs.table}", "{outputs.copy}"]
                inputs: { table: raw/2021.csv }
                outputs: { copy: local/2021.csv }

            """
        )
        try FileManager.default.copyItem(
            atPath: project.root,
            toPath: "\(before.path)/project"
        )
        return before
    }
}
