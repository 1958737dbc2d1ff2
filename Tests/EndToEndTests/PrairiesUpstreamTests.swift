import DataStore
import Foundation
import IndicatorModel
import PipelineConfig
import PipelineStages
import TestSupport
import Testing

/// The pipeline of the Prairies and North, end to end against a server that has the official files
/// that are at hand, under the addresses of the publishers.
@Suite(.enabled(if: RealFiles.areAtHand, Comment(rawValue: RealFiles.comment)))
struct PrairiesUpstreamTests {
    private let folder: TemporaryFolder
    private let server: UpstreamProcess
    /// Files that the server has, and how many it does not.
    private let served: [String]
    private let absent: Int

    /// Serves each file of the pipeline's sources that is at hand, and a catalogue that says where
    /// those of IRCC are.
    init() throws {
        folder = try TemporaryFolder()
        server = try UpstreamProcess()
        let report = Report()
        let configuration = Configuration.read(in: RealFiles.project, report)
        let pipeline = Pipeline.read(
            "pipelines/pnt.yaml",
            in: RealFiles.project,
            configuration,
            report
        )
        let files = try MirrorFolder(RealFiles.folder)
        var served: [String] = []
        var absent = 0
        var catalogue: [String: [[String: String]]] = [:]
        for source in (pipeline?.sources ?? []).compactMap({ configuration.sources[$0] }) {
            for (_, file) in source.files {
                guard case .official(let name, let upstream?) = file else { continue }
                let url: String
                switch upstream {
                case .url(let address): url = address
                case .resource(let pattern):
                    guard case .id(let package)? = source.package?.choice else { continue }
                    let file = pattern.file ?? name
                    url = "https://www.ircc.canada.ca/opendata-donneesouvertes/data/\(file)"
                    catalogue[package, default: []].append([
                        "id": "\(served.count + absent)", "name": "A resource",
                        "format": pattern.format ?? "CSV", "url": url,
                    ])
                }
                // The workbooks at hand have the month in their names.
                let dated = name.replacing(".xlsx", with: "_2024-12.xlsx")
                guard let path = try files.file(name) ?? files.file(dated) else {
                    absent += 1
                    continue
                }
                try server.serve(Self.path(url), file: path)
                served.append(name)
            }
        }
        for (package, resources) in catalogue {
            let answer: [String: Any] = [
                "success": true, "result": ["title": "IRCC", "resources": resources],
            ]
            try server.serve(
                Self.path("https://open.canada.ca/data/api/3/action/package_show?id=\(package)"),
                bytes: Array(JSONSerialization.data(withJSONObject: answer)),
                type: "application/json"
            )
        }
        self.served = served
        self.absent = absent
    }

    /// Where the server has what a URL names.
    private static func path(_ url: String) -> String { "/" + url.dropFirst("https://".count) }

    private func run(_ more: [String] = []) throws -> CommandLineTool.Result {
        try CommandLineTool.run(
            [
                "run", "pnt", "--quiet", "--mirror", server.url, "--data-raw", "\(folder.path)/raw",
                "--data-clean", "\(folder.path)/clean", "--state", "\(folder.path)/state",
            ] + more
        )
    }

    private func notes(_ source: String) throws -> [SnapshotNote] {
        try SnapshotStore(root: "\(folder.path)/raw", files: FileLayer())
            .notes(of: try #require(SourceID(source)))
    }

    private func published(_ start: String) throws -> [String] {
        try String(
            contentsOfFile: "\(folder.path)/clean/pnt/latest/observations/census-2016.csv",
            encoding: .utf8
        ).split(separator: "\n").map(String.init).filter { $0.hasPrefix(start) }
    }

    @Test func `figures come from the servers, and nothing is asked twice`() throws {
        let first = try run()
        #expect(first.status == 69, "\(first.talk)")
        #expect(first.output.hasPrefix("published version 1 of pnt in "))
        // The Northwest Territories are the sum of their subdivisions, whose file was served.
        #expect(
            try published("northwest-territories,2016,population,total,total,total,41786").count
                == 1
        )
        #expect(try published("yellowknife,2016,population,total,total,total,19569").count == 1)
        let zip = try #require(try notes("census-profile-2016-csd").first { $0.part == "nt" })
        #expect(zip.verdict == .new)
        #expect(
            zip.url
                == "\(server.url)/www12.statcan.gc.ca/census-recensement/2016/dp-pd/prof/details/"
                + "download-telecharger/comp/GetFile.cfm?Lang=E&FILETYPE=CSV&GEONO=072"
        )
        #expect(zip.members?.map(\.name).contains("98-401-X2016072_English_CSV_data.csv") == true)
        #expect((zip.rows ?? 0) > 41 * 2_247)
        let citizens = try #require(try notes("ircc-pr-citizenship").first)
        #expect(citizens.verdict == .new)
        #expect(citizens.bytes == 1_209_223 || citizens.bytes == 1_055_461)
        let good =
            try served.count
            - (SnapshotStore(root: "\(folder.path)/raw", files: FileLayer()).sources().flatMap {
                try notes($0.name).filter { $0.verdict == .suspicious }
            }).count
        #expect(good == served.count, "no real file is suspicious")
        // A second run asks for what it did not get, and for nothing else.
        try server.forget()
        let second = try run()
        #expect(second.status == 69)
        #expect(second.output.hasPrefix("pnt is up to date: version 1 stands"))
        let asked = try server.log.filter { !$0.path.contains("package_show") }
        #expect(asked.count == absent)
        #expect(asked.allSatisfy { $0.status == 404 })
    }

    @Test func `a page in place of a file leaves the version with the last good one`() throws {
        _ = try run()
        let url =
            "https://www12.statcan.gc.ca/census-recensement/2016/dp-pd/prof/details/"
            + "download-telecharger/comp/GetFile.cfm?Lang=E&FILETYPE=CSV&GEONO=072"
        try server.serve(
            Self.path(url),
            file: RealFiles.path("census/2016/98-401-X2016072_eng_CSV.zip"),
            behaviour: "html-as-zip"
        )
        let result = try run(["--refresh", "census-profile-2016-csd"])
        #expect(result.status == 69)
        #expect(result.output.hasPrefix("pnt is up to date: version 1 stands"))
        #expect(
            result.talk.contains(
                "fetch/census-profile-2016-csd/nt: `98-401-X2016072_eng_CSV.zip` of "
                    + "`census-profile-2016-csd` looks wrong: `98-401-X2016072_eng_CSV.zip` is a "
                    + "web page, not a ZIP archive"
            )
        )
        #expect(try notes("census-profile-2016-csd").last?.verdict != nil)
        let verdicts = try notes("census-profile-2016-csd").filter { $0.part == "nt" }
            .map(\.verdict)
        #expect(verdicts == [.new, .suspicious])
    }
}
