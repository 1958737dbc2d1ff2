import DataStore
import IndicatorModel
import PipelineStages
import TestSupport
import Testing

/// What a new file lacks that the last good one has.
@Suite struct InspectionComparisonTests {
    private func inspection(
        rows: Int = 4_000,
        _ columns: [ColumnProfile],
        member: String? = nil,
        more members: [String] = []
    ) -> Inspection {
        Inspection(
            kind: member == nil ? .text : .zip,
            bytes: 1,
            members: (members + (member.map { [$0] } ?? [])).map { name in
                Inspection.Member(name: name, bytes: 1, sha256: "")
            },
            content: "",
            tables: [TableProfile(name: member ?? "", rows: rows, columns: columns)]
        )
    }

    private func texts(
        _ old: Inspection,
        _ new: Inspection,
        _ thresholds: DriftThresholds = DriftThresholds()
    ) -> [String] {
        compare(old, new, thresholds).map { "\($0.code): \($0.text)" }
    }

    private static let columns = [
        ColumnProfile(name: "EN_YEAR", filled: 4_000, isNumeric: true),
        ColumnProfile(name: "EN_GENDER", filled: 4_000, labels: ["Female", "Male"]),
        ColumnProfile(name: "TOTAL", filled: 3_500, isNumeric: true),
    ]

    @Test func `new rows, columns, labels and members are no findings`() {
        let old = inspection(Self.columns, member: "a.csv")
        var columns = Self.columns
        columns[1] = ColumnProfile(
            name: "EN_GENDER",
            filled: 4_000,
            labels: ["Another gender", "Female", "Male"]
        )
        columns.insert(ColumnProfile(name: "EN_MONTH", filled: 1, labels: ["Jan"]), at: 1)
        let new = inspection(rows: 9_000, columns, member: "a.csv", more: ["b.csv"])
        #expect(texts(old, new) == [])
        #expect(texts(old, old) == [])
    }

    /// Rows, the threshold, and what is said of how many are missing.
    @Test(
        arguments: [
            (3_100, 10, "3,100 rows, 22.5 %", "10 % and more are suspicious"),
            (3_600, 10, "3,600 rows, 10 %", "10 % and more are suspicious"), (3_601, 10, nil, ""),
            (3_999, 0, "3,999 rows, under 0.1 %", "any that is missing is suspicious"),
            (4_000, 0, nil, ""), (4_001, 0, nil, ""),
            (3_990, 0.25, "3,990 rows, 0.2 %", "0.25 % and more are suspicious"), (1, 100, nil, ""),
            (0, 100, "0 rows, 100 %", "100 % and more are suspicious"),
        ] as [(Int, Double, String?, String)]
    )
    func `fewer rows are a finding from the threshold on`(
        _ rows: Int,
        _ threshold: Double,
        _ missing: String?,
        _ limit: String
    ) {
        var thresholds = DriftThresholds()
        thresholds.fewerRows = threshold
        let found = texts(
            inspection(Self.columns),
            inspection(rows: rows, Self.columns),
            thresholds
        )
        let expected = missing.map { missing in
            "drift.fewer-rows: \(missing) fewer than the 4,000 of the last good file; \(limit)"
        }
        #expect(found == (expected.map { [$0] } ?? []))
    }

    @Test func `a table in an archive is named`() {
        let found = texts(
            inspection(Self.columns, member: "a_data.csv"),
            inspection(rows: 1, Self.columns, member: "a_data.csv")
        )
        #expect(
            found == [
                "drift.fewer-rows: `a_data.csv`: 1 row, 99.9 % fewer than the 4,000 of the last "
                    + "good file; 10 % and more are suspicious"
            ]
        )
    }

    @Test func `a column that is empty and was not is a finding`() {
        var columns = Self.columns
        columns[1] = ColumnProfile(name: "EN_GENDER", filled: 0)
        columns[2] = ColumnProfile(name: "TOTAL", filled: 0)
        let (old, new) = (inspection(Self.columns), inspection(columns))
        let expected = [
            "drift.empty-column: column `EN_GENDER` is empty; in the last good file it is filled "
                + "in 4,000 of 4,000 rows",
            "drift.empty-column: column `TOTAL` is empty; in the last good file it is filled in "
                + "3,500 of 4,000 rows",
        ]
        #expect(texts(old, new) == expected)
        var thresholds = DriftThresholds()
        thresholds.emptiedColumns = 1
        #expect(texts(old, new, thresholds) == expected)
        thresholds.emptiedColumns = 2
        #expect(texts(old, new, thresholds) == [])
        #expect(texts(new, old) == [])
        #expect(texts(new, new) == [])
    }

    @Test func `labels that are missing are a finding`() {
        func file(_ labels: [String]?, isNumeric: Bool = false) -> Inspection {
            inspection([
                ColumnProfile(name: "GEO", filled: 4_000, isNumeric: isNumeric, labels: labels)
            ])
        }
        let places = (1...8).map { "Place \($0)" }
        #expect(
            texts(file(places), file(Array(places.dropFirst()))) == [
                "drift.fewer-labels: column `GEO` lacks 1 of the 8 labels of the last good file: "
                    + "`Place 1`"
            ]
        )
        #expect(
            texts(file(places), file(["Other"])) == [
                "drift.fewer-labels: column `GEO` lacks 8 of the 8 labels of the last good file: "
                    + "`Place 1`, `Place 2`, `Place 3`, `Place 4`, `Place 5` and 3 more"
            ]
        )
        #expect(
            texts(file(places), file(nil, isNumeric: true)) == [
                "drift.fewer-labels: column `GEO` has numbers where it had `Place 1`, `Place 2`, "
                    + "`Place 3`, `Place 4`, `Place 5` and 3 more"
            ]
        )
        // More than can be kept.
        #expect(texts(file(places), file(nil)) == [])
        #expect(texts(file(nil), file(places)) == [])
        var thresholds = DriftThresholds()
        thresholds.fewerLabels = 25
        #expect(texts(file(places), file(Array(places.dropFirst())), thresholds) == [])
        #expect(
            texts(file(places), file(Array(places.dropFirst(2))), thresholds) == [
                "drift.fewer-labels: column `GEO` lacks 2 of the 8 labels of the last good file: "
                    + "`Place 1` and `Place 2`; 25 % and more are suspicious"
            ]
        )
    }

    @Test func `members and columns that are missing are findings`() {
        let old = inspection(Self.columns, member: "a.csv", more: ["meta.txt"])
        #expect(
            texts(old, inspection(Self.columns, member: "a.csv")) == [
                "drift.missing-member: member `meta.txt` is missing: the last good file has it"
            ]
        )
        // Of a table that is missing nothing more is said.
        #expect(
            texts(old, inspection(Self.columns, member: "b.csv", more: ["meta.txt"])) == [
                "drift.missing-member: member `a.csv` is missing: the last good file has it"
            ]
        )
        #expect(
            texts(
                inspection(Self.columns),
                inspection([Self.columns[0], Self.columns[2]])
            ) == [
                "drift.missing-column: column `EN_GENDER` is missing: the last good file has it"
            ]
        )
    }

    @Test func `columns of one name are told apart by their order`() {
        let symbol = ColumnProfile(name: "SYMBOL", filled: 5)
        let value = ColumnProfile(name: "VALUE", filled: 5, isNumeric: true)
        #expect(
            texts(
                inspection([value, symbol, symbol, symbol]),
                inspection([value, symbol])
            ) == [
                "drift.missing-column: column `SYMBOL` (the 2nd of that name) is missing: the "
                    + "last good file has it",
                "drift.missing-column: column `SYMBOL` (the 3rd of that name) is missing: the "
                    + "last good file has it",
            ]
        )
    }

    @Test func `a header in another order, or none, is a finding`() {
        #expect(
            texts(
                inspection(Self.columns),
                inspection([Self.columns[2], Self.columns[0], Self.columns[1]])
            ) == [
                "drift.header: the columns stand in another order: `TOTAL` where `EN_YEAR` stood "
                    + "in the last good file"
            ]
        )
        let empty = Inspection(kind: .text, bytes: 1, members: [], content: "", tables: [])
        #expect(
            texts(inspection(Self.columns), empty) == [
                "drift.header: there is no header; the last good file has the columns `EN_YEAR`, "
                    + "`EN_GENDER` and `TOTAL`"
            ]
        )
        #expect(texts(empty, inspection(Self.columns)) == [])
    }

    @Test func `compares what was inspected`() throws {
        let file = try InspectedFile()
        let old = try file.inspect("YEAR,GENDER,TOTAL\n2024,Female,5\n2024,Male,10\n")
        let new = try file.inspect("YEAR,GENDER,TOTAL\n2024,Female,\n")
        #expect(
            texts(old, new) == [
                "drift.fewer-rows: 1 row, 50 % fewer than the 2 of the last good file; 10 % and "
                    + "more are suspicious",
                "drift.empty-column: column `TOTAL` is empty; in the last good file it is filled "
                    + "in 2 of 2 rows",
                "drift.fewer-labels: column `GENDER` lacks 1 of the 2 labels of the last good "
                    + "file: `Male`",
            ]
        )
    }
}
