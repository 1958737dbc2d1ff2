import DataStore
import Testing

@Suite struct TableTests {
    static func table(_ rows: [[String]] = []) -> Table {
        var table = Table(
            name: "observations",
            columns: [
                .init("place", "Where"), .init("period", "When"),
                .init("value", .number, "How many"),
            ],
            keyCount: 2
        )
        for row in rows { table.append(row) }
        return table
    }

    @Test func `rows are kept as they are added`() {
        let table = Self.table([["b", "2016", "1"], ["a", "2016", ""]])
        #expect(table.rowCount == 2)
        #expect(Array(table.row(0)) == ["b", "2016", "1"])
        #expect(Array(table.row(1)) == ["a", "2016", ""])
        #expect(Self.table().rowCount == 0)
    }

    @Test func `rows of another table follow`() {
        var table = Self.table([["b", "2016", "1"]])
        table.append(contentsOf: Self.table([["a", "2016", "2"]]))
        #expect(table.fields == ["b", "2016", "1", "a", "2016", "2"])
    }

    @Test func `rows are sorted by their keys, first column first`() {
        let rows = [
            ["b", "2016", "1"], ["a-b", "2016", "2"], ["a", "2021", "3"], ["a", "2016", "4"],
            ["a0", "2016", "5"], ["", "2016", "6"], ["B", "2016", "7"],
        ]
        let sorted = Self.table(rows).sorted()
        #expect((0..<7).map { sorted.row($0).last } == ["6", "7", "4", "3", "2", "5", "1"])
        #expect(sorted.sorted().fields == sorted.fields)
        #expect(sorted.name == "observations")
        #expect(Self.table().sorted().rowCount == 0)
    }

    @Test func `may be called by another name`() {
        let table = Self.table([["a", "2016", "1"]]).named("others")
        #expect(table.name == "others")
        #expect(table.fields == ["a", "2016", "1"])
        #expect(table.csv == Self.table([["a", "2016", "1"]]).csv)
    }

    @Test func `is CSV with a header`() {
        let table = Self.table([["a,b", "2016", "-4.9"], ["c", "", ""]])
        #expect(
            String(decoding: table.csv, as: UTF8.self) == """
                place,period,value
                "a,b",2016,-4.9
                c,,

                """
        )
        #expect(String(decoding: Self.table().csv, as: UTF8.self) == "place,period,value\n")
    }
}
