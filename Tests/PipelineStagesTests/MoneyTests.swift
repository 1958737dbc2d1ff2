// size: lines of YAML are not broken
import IndicatorModel
import TestSupport
import Testing

/// Medians that are read from classes, and constant dollars, in the synthetic project.
@Suite struct MoneyTests {
    /// The project with three classes of income in 2006, a median of them, and its dollars of 2020.
    private static func project(
        _ change: (TestProject) throws -> Void = { _ in }
    ) throws
        -> TestProject
    {
        let project = try TestProject()
        let list = "config/characteristics/list-2006"
        try project.write(
            "\(list).csv",
            project.read("\(list).csv") + "6,0,\"Under $20,000\"\n7,0,\"$20,000 to $39,999\"\n"
                + "8,0,\"$40,000 and over\"\n"
        )
        try project.edit("\(list).yaml", "rows: 5", "rows: 8")
        try project.write(
            "raw/labels.csv",
            project.read("\(list).csv").replacing("id,depth", with: "characteristic,depth")
        )
        let rows = [
            ("6106023", [("6", "300"), ("7", "500"), ("8", "200")]),
            ("6106021", [("6", "60"), ("7", "30"), ("8", "10")]),
        ]
        let lines = rows.flatMap { code, figures in
            figures.map { "2006,CSD,\(code),2006,\($0.0),total,\($0.1),\n" }
        }
        try project.write("raw/2006.csv", project.read("raw/2006.csv") + lines.joined())
        try project.write(
            "config/indicators/immigration.yaml",
            project.read("config/indicators/immigration.yaml") + indicators
        )
        try project.write(
            "config/labels/categories.yaml",
            labels(["low", "middle", "high", "total", "immigrant"])
        )
        for (file, names) in [
            ("indicators", ["income-groups", "median-in-2020-dollars"]),
            ("units", ["dollars-2020"]),
        ] {
            let path = "config/labels/\(file).yaml"
            try project.write(path, project.read(path) + labels(names))
        }
        try project.write("config/sources/prices.yaml", source)
        try project.write("raw/prices.csv", prices)
        try project.add("prices: prices\n")
        try project.edit(
            "config/places/town.yaml",
            "status: confirmed",
            "status: confirmed\nparent: territory"
        )
        try change(project)
        return project
    }

    private static func labels(_ ids: [String]) -> String {
        ids.map { "\($0): { en: \"\($0)\", fr: \"\($0) (fr)\" }\n" }.joined()
    }

    private static let indicators = """
          - id: income-groups
            kind: count
            unit: persons
            universe: everybody
            sample: short
            within: persons
            categories: [low, middle, high]
            classes: { low: { from: 0, below: 20000 }, middle: { from: 20000, below: 40000 }, high: { from: 40000 } }
            periods:
              "2006":
                list-2006:
                  low: { id: "6", label: "Under $20,000" }
                  middle: { id: "7", label: "$20,000 to $39,999" }
                  high: { id: "8", label: "$40,000 and over" }
            comparability: {}
          - id: median-in-2020-dollars
            kind: median
            unit: dollars-2020
            universe: everybody
            sample: long
            categories: [total]
            constant-dollars:
              of: median-income
              year: "2020"
              price-years: { "2006": "2005", "2016": "2015", "2021": "2020" }
            comparability:
              "2006-2016": { code: A }
              "2016-2021": { code: A }
              "2006-2021": { code: A }

        """

    private static let source = """
        id: prices
        publisher: A test
        title: { en: "Prices", fr: "Prix" }
        licence: { name: None, url: "https://example.org/licence" }
        attribution: { en: "Synthetic.", fr: "Synthétique." }
        prices: { product: All-items, unit: "2002=100" }
        parts:
          - { id: table, path: raw/prices.csv }

        """

    private static let prices = """
        "REF_DATE","GEO","DGUID","Products and product groups","UOM","VALUE"
        "2005","Canada","2016A000011124","All-items","2002=100","107.0"
        "2005","Canada","2016A000011124","Food","2002=100","90.0"
        "2015","Canada","2016A000011124","All-items","2002=100","126.6"
        "2020","Canada","2016A000011124","All-items","2002=100","137.0"
        "2005","Northwest Territories","2016A000261","All-items","2002=100","105.5"
        "2020","Northwest Territories","2016A000261","All-items","2002=100","131.4"
        "2020","Yellowknife","2011S0504995","All-items","2002=100","131.4"

        """

    private func row(_ project: TestProject, _ key: String) throws -> [String] {
        let period = key.split(separator: ",")[1]
        return try project.published("observations/census-\(period)", key)
    }

    @Test func `the median of several members is read from their classes, and says so`() throws {
        let project = try Self.project {
            try $0.edit(
                "config/indicators/immigration.yaml",
                "id: median-income\n    kind: median\n",
                "id: median-income\n    kind: median\n    interpolated-from: income-groups\n"
            )
        }
        _ = try project.run()
        // 360, 530 and 210 of 1,100: 550 is 190 of the 530 into the class of 20,000 to 40,000.
        #expect(
            try row(project, "both,2006,median-income") == [
                "both,2006,median-income,total,total,total,27169.8113,20000,40000,estimated,"
                    + "interpolated,1,"
            ]
        )
        // One geography has its own, printed; where it is withheld nothing is read from classes.
        #expect(
            try row(project, "town,2006,median-income") == [
                "town,2006,median-income,total,total,total,42100,,,observed,published,1,"
            ]
        )
        #expect(
            try row(project, "village,2006,median-income") == [
                "village,2006,median-income,total,total,total,,,,suppressed,none,0,"
            ]
        )
        let lineage = try project.published("lineage/census-2006", "both,2006,median-income")
        #expect(
            lineage.map { $0.split(separator: ",", omittingEmptySubsequences: false)[7] } == [
                "class", "class", "class",
            ]
        )
    }

    @Test func `dollars are restated with the prices of the province, else of Canada`() throws {
        let project = try Self.project()
        _ = try project.run()
        // 42,100 x 131.4 / 105.5 for the town, which lies in the territory.
        #expect(
            try row(project, "town,2006,median-in-2020-dollars") == [
                "town,2006,median-in-2020-dollars,total,total,total,52435.4502,,,observed,"
                    + "constant-dollars,1,"
            ]
        )
        // The territory has no index of 2015, so Canada's is taken for both years: 126.6, 137.
        #expect(
            try row(project, "town,2016,median-in-2020-dollars")[0].hasPrefix(
                "town,2016,median-in-2020-dollars,total,total,total,55189.5735,,,observed,"
            )
        )
        // In the dollars of its own year nothing changes; the village has no province.
        #expect(
            try row(project, "village,2021,median-in-2020-dollars")[0].hasPrefix(
                "village,2021,median-in-2020-dollars,total,total,total,40000,,,observed,"
            )
        )
        #expect(
            try project.published("lineage/census-2006", "town,2006,median-in-2020-dollars").last
                == "town,2006,median-in-2020-dollars,total,total,total,2,index,prices,table,"
                + "All-items,total,6-7,PR 61,"
        )
        #expect(
            try project.published("sources", "census-2006,prices")[0].hasPrefix(
                "census-2006,prices,table,2006,A test,Prices,Prix,prices.csv,prices,"
            )
        )
    }

    @Test func `without a price index there are no constant dollars`() throws {
        let project = try Self.project {
            try $0.edit("pipelines/small.yaml", "prices: prices\n", "")
        }
        _ = try project.run()
        #expect(
            try row(project, "town,2006,median-in-2020-dollars") == [
                "town,2006,median-in-2020-dollars,total,total,total,,,,not-available,none,1,"
            ]
        )
    }

    static let damages: [(what: String, old: String, new: String, told: String)] = [
        (
            "another product", "\"All-items\"", "\"Everything\"",
            """
            error[extract.no-prices]: no row is of product `All-items` in units `2002=100`
             --> prices.csv:1:1
            hint: correct `prices` of source `prices`, or fetch the file again
            """
        ),
        (
            "a year twice", "\"2015\",\"Canada\"", "\"2005\",\"Canada\"",
            """
            error[extract.repeated-price]: the index of 2005 for CAN 01 stands twice, first on \
            line 2
             --> prices.csv:4:1
            hint: correct `prices` of source `prices`, or fetch the file again
            """
        ),
        (
            "no number", "\"126.6\"", "\"F\"",
            """
            error[extract.bad-price]: `2015` and `F` are no year and no index above 0
             --> prices.csv:4:1
            hint: correct `prices` of source `prices`, or fetch the file again
            """
        ),
        (
            "no column of areas", "\"DGUID\"", "\"GUID\"",
            """
            error[extract.missing-column]: no column `DGUID`; found `REF_DATE`, `GEO`, `GUID`, \
            `Products and product groups`, `UOM` and `VALUE`
             --> prices.csv:1:1
            hint: correct `prices` of source `prices`, or fetch the file again
            """
        ),
    ]

    @Test(arguments: damages.indices)
    func `a price index that is not what it should be is refused`(_ index: Int) throws {
        let damage = Self.damages[index]
        let project = try Self.project { try $0.edit("raw/prices.csv", damage.old, damage.new) }
        #expect(project.failure() == damage.told, "\(damage.what)")
        #expect(!project.exists("data-clean/small/latest"))
    }
}
