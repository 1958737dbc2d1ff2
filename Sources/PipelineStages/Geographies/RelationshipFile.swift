import CSVKernel
import IndicatorModel

/// Reads the file of relationships between dissemination geographies: identifiers only, a row for
/// each block.
///
/// It gives codes, identifiers, and what lies in what; names and counts it has not. Columns are
/// found by their English names; a column that is not there tells nothing.
///
/// Source: 98-26-0003, Dissemination Geographies Relationship File, reference guide.
///
/// - Parameters:
///   - bytes: The file.
///   - file: Its name and encoding.
///   - takesAreas: Whether dissemination areas are listed.
/// - Returns: What it says of each geography.
/// - Throws: `Diagnostic` with the line when no column is known, or an identifier is not of the
///   level of its column.
func readRelationships(
    _ bytes: any ByteSource,
    _ file: NamedFile,
    takesAreas: Bool
) throws -> FileFacts {
    func error(_ code: String, _ message: String, _ line: Int) -> Diagnostic {
        FileFacts.error(file.name, code, message, line: line)
    }
    var reader = RecordReader(bytes)
    guard try reader.next(error) else { throw error("empty", "the file is empty", 1) }
    let header = reader.texts(as: file.encoding).map { AttributeLayout.normalized($0 ?? "") }
    let columns = try relationshipColumns(header, error).filter {
        takesAreas || $0.level != .disseminationArea
    }
    // The rows have codes where attribute files have them, so that one place knows what lies where.
    let layout = AttributeLayout(
        header: columns.flatMap { [$0.code, $0.identifier] }
    )
    var facts = AttributeFacts(file: file.name, layout: layout, takesAreas: takesAreas)
    var texts = KeptTexts(file, count: columns.count)
    while try reader.next(error) {
        guard reader.count == header.count else {
            let message = "the record has \(counted(reader.count, "field")), "
            throw error("short-row", message + "the header \(header.count)", reader.line)
        }
        var row = Array(repeating: "", count: layout.columns.count)
        for (index, column) in columns.enumerated() {
            try texts.set(index, reader.bytes(column.position), line: reader.line)
            let dguid = texts.row[index]
            guard !dguid.isEmpty else { continue }
            guard let geography = Geography(dguid: dguid), geography.level == column.level else {
                throw error(
                    "bad-dguid",
                    "`\(dguid)` is no identifier of level \(column.level.rawValue)",
                    reader.line
                )
            }
            for (position, wanted) in layout.columns.enumerated() where wanted / 2 == index {
                row[position] = wanted % 2 == 0 ? geography.code : dguid
            }
        }
        try facts.add(row, line: reader.line)
    }
    var result = facts.result()
    // Parts of CMAs have an identifier only where there are two; codes of members give all of them.
    result.levels.remove(.metropolitanAreaPart)
    result.tells.remove(
        FileFacts.Pair(part: .censusSubdivision, whole: .metropolitanAreaPart)
    )
    return result
}

private struct RelationshipColumn {
    let level: GeographyLevel
    let position: Int
    let code: String
    let identifier: String
}

private func relationshipColumns(
    _ header: [String],
    _ error: (_ code: String, _ message: String, _ line: Int) -> Diagnostic
) throws -> [RelationshipColumn] {
    let known: [(GeographyLevel, String)] = [
        (.province, "PR"), (.censusDivision, "CD"), (.censusSubdivision, "CSD"),
        (.economicRegion, "ER"), (.disseminationArea, "DA"), (.designatedPlace, "DPL"),
        (.metropolitanAreaPart, "CMAP"), (.metropolitanArea, "CMA"),
    ]
    var columns = known.compactMap { level, name in
        header.firstIndex(of: "\(name)DGUID").map { position in
            RelationshipColumn(
                level: level,
                position: position,
                code: "\(name)UID",
                identifier: "\(name)DGUID"
            )
        }
    }
    if let position = header.firstIndex(of: "POPCTRRADGUID") {
        columns.append(
            RelationshipColumn(
                level: .populationCentre,
                position: position,
                code: "POPCTRRAUID",
                identifier: "POPCTRRADGUID"
            )
        )
    }
    guard columns.contains(where: { $0.level == .censusSubdivision }) else {
        throw error("missing-column", "no column `CSDDGUID`; found \(listed(header, limit: 30))", 1)
    }
    return columns
}
