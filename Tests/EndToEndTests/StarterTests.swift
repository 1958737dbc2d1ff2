import DataStore
import Foundation
import IndicatorModel
import TestSupport
import Testing

/// The starter pipeline of the project, run once by the command and looked at by all tests.
struct StarterRun {
    let folder: TemporaryFolder
    let first: CommandLineTool.Result
    let second: CommandLineTool.Result

    static let shared = Result { try StarterRun() }
    /// For 158,000 observations without optimization, on a busy machine.
    static let patience = Duration.seconds(900)

    init() throws {
        folder = try TemporaryFolder()
        let arguments = StarterRun.arguments(folder.path)
        first = try CommandLineTool.run(arguments, patience: Self.patience)
        second = try CommandLineTool.run(arguments, patience: Self.patience)
    }

    static func arguments(_ folder: String) -> [String] {
        [
            "run", "starter", "--offline", "--quiet", "--data-raw", "\(folder)/raw",
            "--data-clean", "\(folder)/clean", "--state", "\(folder)/state",
        ]
    }

    var version: String { "\(folder.path)/clean/starter/versions/1" }

    /// The fields of a published row from `value` on.
    func row(_ key: String) throws -> [String] {
        let period = key.split(separator: ",")[1]
        let table = try String(
            contentsOfFile: "\(version)/observations/census-\(period).csv",
            encoding: .utf8
        )
        let line = table.split(separator: "\n").first { $0.hasPrefix(key + ",") }
        return line?.dropFirst(key.count + 1).split(
            separator: ",",
            omittingEmptySubsequences: false
        )
        .map(String.init) ?? []
    }
}

@Suite struct StarterTests {
    @Test func `the first run publishes, and ends with figures a reader would know`() throws {
        let starter = try StarterRun.shared.get()
        #expect(starter.first.status == 0)
        // Members of some places have no figure: a warning of the check `coverage`, and no other.
        let warnings = starter.first.talk.split(separator: "\n")
        #expect(warnings.count == 1)
        #expect(warnings.first?.contains("warning: validate/all: check `coverage` failed") == true)
        let lines = starter.first.output.split(separator: "\n")
        #expect(lines.first == "published version 1 of starter in \(starter.version)")
        #expect(
            lines.suffix(3) == [
                "  City of Calgary, 2021: Population 1,306,784",
                "  Alberta, 2006: Immigrant status: Immigrants 527,030",
                "  Yellowknife, 2016: Recent immigrants 695",
            ]
        )
    }

    @Test func `a second run publishes nothing and says that everything is up to date`() throws {
        let starter = try StarterRun.shared.get()
        #expect(starter.second.status == 0)
        #expect(
            starter.second.output.split(separator: "\n").first
                == "starter is up to date: version 1 stands"
        )
        #expect(
            !FileManager.default.fileExists(
                atPath: "\(starter.folder.path)/clean/starter/versions/2"
            )
        )
    }

    static let figures: [(String, String, String)] = [
        ("alberta,2006,population,total,total,total", "3290350", "observed"),
        ("canada,2006,population,total,total,total", "31612897", "observed"),
        ("pnt-region,2006,population,total,total,total", "5477846", "observed"),
        ("alberta,2006,immigrant-status,immigrant,total,total", "527030", "rounded"),
        ("nunavut,2006,immigrant-status,immigrant,total,total", "450", "rounded"),
        ("canada,2016,population,total,total,total", "35151728", "observed"),
        ("northwest-territories,2016,population,total,total,total", "41786", "observed"),
        ("yellowknife,2016,population,total,total,total", "19569", "observed"),
        ("yellowknife,2016,immigrant-status,immigrant,total,total", "2870", "rounded"),
        ("yellowknife,2016,recent-immigrants,total,total,total", "695", "rounded"),
        ("calgary-city,2016,population,total,total,total", "1239220", "observed"),
        ("calgary-city,2021,population,total,total,total", "1306784", "observed"),
    ]

    @Test(arguments: figures)
    func `a published figure equals that of the file`(
        key: String,
        value: String,
        state: String
    )
        throws
    {
        let row = try StarterRun.shared.get().row(key)
        #expect(row.first == value)
        #expect(row.count > 3 && row[3] == state)
    }

    @Test func `immigrants of the city of Calgary 2016 say what is missing`() throws {
        let row = try StarterRun.shared.get()
            .row("calgary-city,2016,immigrant-status,immigrant,total,total")
        // 1,590 of 1,594 dissemination areas have a figure; the other four hold 46 people at most.
        #expect(
            row == [
                "382985", "376619", "389396", "partial", "sum-of-components", "0.99749", "",
            ]
        )
    }

    @Test func `low income in Yellowknife 2016 is not applicable, not zero`() throws {
        let starter = try StarterRun.shared.get()
        let rows = try String(
            contentsOfFile: "\(starter.version)/observations/census-2016.csv",
            encoding: .utf8
        ).split(separator: "\n").filter { $0.hasPrefix("yellowknife,2016,low-income-lim-at,") }
        #expect(!rows.isEmpty)
        for row in rows { #expect(row.contains(",,,,not-applicable,none,0,")) }
    }

    @Test func `places that the starter does not have are not available`() throws {
        for place in ["calgary", "bow-valley", "saskatoon-city"] {
            let row = try StarterRun.shared.get().row("\(place),2016,population,total,total,total")
            #expect(row == ["", "", "", "not-available", "none", "", ""])
        }
    }

    @Test func `every file of the version is as its checksum says`() throws {
        let starter = try StarterRun.shared.get()
        let result = try CommandLineTool.run(
            ["verify", "starter", "--data-clean", "\(starter.folder.path)/clean"]
        )
        #expect(result.status == 0)
        #expect(result.output == "1 version: all as published\n")
    }

    @Test func `the database compares places on an indicator over all years`() throws {
        let rows = try DatasetDatabase.query(
            "\(try StarterRun.shared.get().version)/dataset.sqlite",
            """
            SELECT place_en, value_2006, value_2016, value_2021, state_2016, compare_2006_2016
            FROM comparison WHERE indicator = 'population' AND gender = 'total'
            AND place IN ('alberta', 'calgary-city', 'yellowknife') ORDER BY place
            """
        )
        #expect(
            rows == [
                ["Alberta", "3290350", "", "", "not-available", "A"],
                ["City of Calgary", "", "1239220", "1306784", "observed", "A"],
                ["Yellowknife", "", "19569", "", "observed", "A"],
            ]
        )
    }

    @Test func `a version is the same in another folder, time zone, locale and number of jobs`()
        throws
    {
        let starter = try StarterRun.shared.get()
        let other = try TemporaryFolder()
        let result = try CommandLineTool.run(
            StarterRun.arguments(other.path) + ["--jobs", "1"],
            environment: [
                "TZ": "Pacific/Auckland", "LC_ALL": "fr_CA.UTF-8", "LANG": "tr_TR.UTF-8",
            ],
            patience: StarterRun.patience
        )
        #expect(result.status == 0)
        let sums = "clean/starter/versions/1/SHA256SUMS"
        #expect(
            try String(contentsOfFile: "\(other.path)/\(sums)", encoding: .utf8)
                == String(contentsOfFile: "\(starter.folder.path)/\(sums)", encoding: .utf8)
        )
    }

    @Test(
        .enabled(if: Frictionless.path != nil, "needs `frictionless` (PyPI) in the PATH")
    )
    func `frictionless accepts the data package`() throws {
        let starter = try StarterRun.shared.get()
        let process = Process()
        process.executableURL = URL(filePath: Frictionless.path ?? "")
        process.arguments = ["validate", "\(starter.version)/datapackage.json"]
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }
}

/// The validator of data packages, where it is installed.
private enum Frictionless {
    static let path: String? = (ProcessInfo.processInfo.environment["PATH"] ?? "")
        .split(separator: ":").map { "\($0)/frictionless" }
        .first { FileManager.default.isExecutableFile(atPath: $0) }
}
