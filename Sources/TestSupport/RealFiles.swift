import FoundationEssentials

/// Government files that lie beside the project on some machines, and are never part of it.
///
/// Tests that need them carry `.enabled(if: RealFiles.areAtHand, RealFiles.comment)`, which says
/// so where they are skipped.
package enum RealFiles {
    /// The project's folder, found from where this file was compiled.
    package static let project = String(
        #filePath.dropLast("/Sources/TestSupport/RealFiles.swift".count)
    )

    /// The folder of the files.
    package static let folder = "\(project)/../shared/data"

    package static let areAtHand = FileManager.default.fileExists(atPath: folder)

    package static let comment = "needs the government files in ../shared/data"

    /// The path of a file below the folder.
    package static func path(_ name: String) -> String { "\(folder)/\(name)" }
}
