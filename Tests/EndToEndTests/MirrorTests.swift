import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: RealFiles.areAtHand, Comment(rawValue: RealFiles.comment)))
struct MirrorTests {
    @Test
    func `official files of a mirror give the figures of the starter, and what lacks is told`()
        throws
    {
        let folder = try TemporaryFolder()
        func run(_ pipeline: String, _ more: [String]) throws -> CommandLineTool.Result {
            try CommandLineTool.run(
                [
                    "run", pipeline, "--offline", "--quiet", "--data-raw", "\(folder.path)/raw",
                    "--data-clean", "\(folder.path)/clean", "--state", "\(folder.path)/state",
                ] + more
            )
        }
        let pnt = try run("pnt", ["--mirror", RealFiles.folder])
        #expect(pnt.status == 69)
        let missing = pnt.talk.split(separator: "\n").map(String.init)
            .filter { $0.hasPrefix("warning[fetch") }
        // 20 that figures or maps rest on; 10 sources that are kept lack some.
        #expect(missing.count == 30)
        #expect(
            missing.contains(
                "warning[fetch.not-at-hand]: `EN_ODP-PR-Citz.xlsx` and `EN_ODP-PR-CitzImmCat.xlsx` "
                    + "of source `ircc-pr-books` are not at hand; no figure rests on it yet"
            )
        )
        #expect(
            missing.first
                == "warning[fetch.not-at-hand]: `92-591-XE-101_CSV.zip` of source "
                + "`census-profile-2006-zip` is not at hand; what only it has is not-available"
        )
        #expect(pnt.output.hasPrefix("published version 1 of pnt in "))

        #expect(try run("starter", []).status == 0)
        for year in ["2006", "2016", "2021"] {
            #expect(try figures("pnt", year, folder.path) == figures("starter", year, folder.path))
        }
    }

    /// The rows that have a figure, without what says where it came from.
    private func figures(_ dataset: String, _ year: String, _ folder: String) throws -> [String] {
        try String(
            contentsOfFile: "\(folder)/clean/\(dataset)/latest/observations/census-\(year).csv",
            encoding: .utf8
        ).split(separator: "\n")
            // The mirror has no price index, so that it gives no constant dollars.
            .filter { !$0.contains(",,,,") && !$0.contains("-2020-dollars,") }
            .map { String($0) }
    }
}
