import DataStore
import IndicatorModel
import PipelineStages
import TestSupport
import Testing

@Suite struct ExtractStepTests {
    private static let webPage = "<!DOCTYPE html>\n<html><body>404 Not Found</body></html>\n"

    /// Puts a ZIP in the place of the 2016 file.
    private func use(_ zip: [UInt8], in project: TestProject) throws {
        try project.edit("config/sources/profile-2016.yaml", "raw/2016.csv", "raw/2016.zip")
        try project.write("raw/2016.zip", bytes: zip)
    }

    /// A ZIP of the 2016 file as Statistics Canada makes them, with notes beside the figures.
    private func zip(of project: TestProject, crc: UInt32? = nil) throws -> ZIPWriter {
        var zip = ZIPWriter()
        zip.add("98-401_English_meta.txt", "About the figures.\r\n")
        zip.add("98-401_English_CSV_data.csv", try project.read("raw/2016.csv"), crc: crc)
        return zip
    }

    @Test func `the figures of a ZIP are those of the file in it`() async throws {
        let project = try TestProject()
        _ = try project.run()
        let before = try project.published("observations/census-2016", "")
        try use(try zip(of: project).bytes, in: project)
        _ = try project.run()
        #expect(try project.published("observations/census-2016", "") == before)
    }

    @Test(arguments: [1, 30, 200])
    func `a ZIP that is cut short is refused`(_ missing: Int) async throws {
        let expected = """
            error[archive.truncated]: `2016.zip` is cut short: the end of its directory is missing
             --> 2016.zip:1:1
            hint: fetch the file again
            """
        try await expectRefusal(expected) { project in
            try use(try zip(of: project).bytes.dropLast(missing), in: project)
        }
    }

    @Test func `a ZIP member with a wrong CRC is refused`() async throws {
        let expected = """
            error[archive.wrong-crc]: the content of `98-401_English_CSV_data.csv in 2016.zip` \
            does not have the CRC-32 the archive states
             --> 2016.zip:1:1
            hint: fetch the file again: it was damaged on the way
            """
        try await expectRefusal(expected) { project in
            try use(try zip(of: project, crc: 0xDEAD_BEEF).bytes, in: project)
        }
    }

    /// The damaged byte is a digit of a figure, so that nothing but the CRC gives it away.
    @Test func `a digit that changed within a ZIP is found by the CRC`() async throws {
        let expected = """
            error[archive.wrong-crc]: the content of `98-401_English_CSV_data.csv in 2016.zip` \
            does not have the CRC-32 the archive states
             --> 2016.zip:1:1
            hint: fetch the file again: it was damaged on the way
            """
        try await expectRefusal(expected) { project in
            let bytes = try zip(of: project).bytes
            let damaged = bytes.replacing(Array("19569,".utf8), with: Array("19596,".utf8))
            #expect(damaged != bytes)
            try use(damaged, in: project)
        }
    }

    @Test func `a ZIP member that is a web page is refused`() async throws {
        let expected = """
            error[extract.web-page]: `2016.zip/98-401_English_CSV_data.csv` is a web page, not a \
            table
             --> 2016.zip/98-401_English_CSV_data.csv:1:1
            hint: the server sent an error page: fetch the file again
            """
        try await expectRefusal(expected) { project in
            var zip = ZIPWriter()
            zip.add("98-401_English_CSV_data.csv", Self.webPage)
            try use(zip.bytes, in: project)
        }
    }

    @Test func `a ZIP without a fitting member is refused, with what it holds`() async throws {
        let expected = """
            error[archive.no-member]: `2016.zip` has no member `*.csv`; it holds `README.txt`
             --> 2016.zip:1:1
            hint: correct `member:` in config/sources, or fetch the file again
            """
        try await expectRefusal(expected) { project in
            var zip = ZIPWriter()
            zip.add("README.txt", "Nothing to see here.\n")
            try use(zip.bytes, in: project)
        }
    }

    @Test func `a web page in the place of a ZIP is refused`() async throws {
        let expected = """
            error[archive.not-zip]: `2016.zip` is not a ZIP archive
             --> 2016.zip:1:1
            hint: look at the file: a server may have sent an error page instead
            """
        try await expectRefusal(expected) { try use(Array(Self.webPage.utf8), in: $0) }
    }

    @Test(arguments: [webPage, "\u{FEFF} <html>", "\n<?xml version=\"1.0\"?>"])
    func `a web page in the place of a table is refused`(_ page: String) async throws {
        let expected = """
            error[extract.web-page]: `2016.csv` is a web page, not a table
             --> 2016.csv:1:1
            hint: the server sent an error page: fetch the file again
            """
        try await expectRefusal(expected) { try $0.write("raw/2016.csv", page) }
    }

    @Test func `a gzip file is read, and one that is cut short is refused`() async throws {
        let expected = """
            error[archive.truncated]: `2006.csv.gz` ends in the middle of its compressed data
             --> 2006.csv.gz:1:1
            hint: fetch the file again: the download was cut short
            """
        let path = "raw/2006.csv.gz"
        try await expectRefusal(expected) { project in
            try project.edit("config/sources/tidy-2006.yaml", "raw/2006.csv", path)
            let bytes = gzip(Array(try project.read("raw/2006.csv").utf8))
            try project.write(path, bytes: bytes.dropLast(6))
        }
    }

    @Test func `a file that is called gzip and is not is refused`() async throws {
        let expected = """
            error[archive.corrupt]: the compressed data of `2006.csv.gz` is damaged at byte 0
             --> 2006.csv.gz:1:1
            hint: fetch the file again
            """
        let path = "raw/2006.csv.gz"
        try await expectRefusal(expected) { project in
            try project.edit("config/sources/tidy-2006.yaml", "raw/2006.csv", path)
            try project.write(path, try project.read("raw/2006.csv"))
        }
    }
}
