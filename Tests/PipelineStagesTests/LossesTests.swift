import IndicatorModel
import PipelineStages
import TestSupport
import Testing

/// What makes a newer file suspicious beside the last good one.
@Suite struct LossesTests {
    /// A table with so many rows, whose labels are taken in turn.
    private func table(
        rows: Int,
        labels: [String] = ["Female", "Male"],
        header: String = "gender,count,symbol",
        symbol: String = "x"
    ) -> String {
        header + "\n"
            + (0..<rows).map { "\(labels[$0 % labels.count]),\($0),\(symbol)\n" }.joined()
    }

    private func inspect(_ text: String) throws -> Inspection {
        let project = try TestProject(["t.csv": text])
        return try Inspector().inspect(project.path("t.csv"), name: "t.csv")
    }

    private func losses(
        _ old: String,
        _ new: String,
        _ change: (inout DriftThresholds) -> Void = { _ in }
    ) throws -> [String] {
        var thresholds = DriftThresholds()
        change(&thresholds)
        return try inspect(new).losses(since: inspect(old), thresholds)
    }

    @Test func `nine tenths of the rows are too few, a row more is enough`() throws {
        #expect(
            try losses(table(rows: 100), table(rows: 90)) == [
                "`t.csv` has 90 rows, 10 fewer than the last good file (10 %; `fewer-rows` is 10 %)"
            ]
        )
        #expect(try losses(table(rows: 100), table(rows: 91)).isEmpty)
        #expect(try losses(table(rows: 100), table(rows: 1_000)).isEmpty)
    }

    @Test func `a source may say how many rows may be missing`() throws {
        #expect(try losses(table(rows: 100), table(rows: 60)) { $0.fewerRows = 50 }.isEmpty)
        #expect(
            try losses(table(rows: 1_000), table(rows: 999)) { $0.fewerRows = 0 } == [
                "`t.csv` has 999 rows, 1 fewer than the last good file (0.1 %; `fewer-rows` is 0 %)"
            ]
        )
    }

    @Test func `a column that is empty and was not is suspicious`() throws {
        let before = table(rows: 10)
        let after = table(rows: 10, symbol: " ")
        #expect(
            try losses(before, after) == ["nothing stands in column `symbol` of `t.csv` any more"]
        )
        #expect(try losses(before, after) { $0.emptiedColumns = 1 }.isEmpty)
        #expect(try losses(after, before).isEmpty)
    }

    @Test func `a column that is gone is suspicious, a new one is not`() throws {
        let before = table(rows: 10)
        let after = table(rows: 10, header: "gender,count,flag")
        #expect(try losses(before, after) == ["`t.csv` has no column `symbol` any more"])
    }

    @Test func `labels that are gone are named`() throws {
        let labels = ["Another gender", "Female", "Gender not stated", "Male"]
        let before = table(rows: 20, labels: labels)
        let after = table(rows: 20, labels: Array(labels[1...2]))
        #expect(
            try losses(before, after) == [
                "column `gender` of `t.csv` has 2 labels in the place of 4; gone: "
                    + "`Another gender` and `Male`"
            ]
        )
        #expect(try losses(before, after) { $0.fewerLabels = 50 }.isEmpty)
        #expect(try losses(after, before).isEmpty)
    }

    @Test func `a label that was renamed is no loss`() throws {
        let before = table(rows: 20, labels: ["Female", "Male"])
        #expect(try losses(before, table(rows: 20, labels: ["Women", "Male"])).isEmpty)
    }
}
