import FoundationEssentials
package import Testing

/// Holds `actual` against the file `Golden/NAME` beside the calling test.
///
/// `UPDATE_GOLDEN=1 swift test` writes the file instead, and fails the test once, so that the new
/// contents get looked at.
package func expectGolden(
    _ actual: String,
    _ name: String,
    testFile: String = #filePath,
    sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let folder = "\(testFile[..<(testFile.lastIndex(of: "/") ?? testFile.endIndex)])/Golden"
    try expectFile(actual, "\(folder)/\(name)", sourceLocation: sourceLocation)
}

/// Holds `actual` against a file of the repository that is made by the product, in the same way.
package func expectFile(
    _ actual: String,
    _ path: String,
    sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let parts = path.split(separator: "/")
    let name = parts.suffix(2).joined(separator: "/")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
        try FileManager.default.createDirectory(
            atPath: "/" + parts.dropLast().joined(separator: "/"),
            withIntermediateDirectories: true
        )
        try Data(actual.utf8).write(to: URL(filePath: path))
        Issue.record("wrote \(name); read the diff, then run again", sourceLocation: sourceLocation)
        return
    }
    let expected = FileManager.default.contents(atPath: path).map {
        String(decoding: $0, as: UTF8.self)
    }
    #expect(actual == expected, "differs from \(name)", sourceLocation: sourceLocation)
}
