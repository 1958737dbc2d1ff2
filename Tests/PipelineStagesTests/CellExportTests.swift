import CSVKernel
import DataStore
import IndicatorModel
import PipelineStages
import TestSupport
import Testing

@Suite struct CellExportTests {
    /// Exports the one official file of the small project, and returns the folder it lies in.
    private func export(_ project: TestProject) throws -> [CellExport.Written] {
        try project.edit(
            "config/sources/profile-2016.yaml",
            "path: raw/2016.csv",
            "file: official.csv"
        )
        try project.write("mirror/official.csv", try project.read("raw/2016.csv"))
        let (configuration, pipeline, diagnostics) = project.load()
        #expect(diagnostics == [])
        let mirror = project.path("mirror")
        return try CellExport(try #require(pipeline), configuration, mirror: mirror)
            .write(to: project.path("out"))
    }

    private func lines(_ path: String) throws -> [String] {
        let source = try InflateByteSource(FileByteSource(path), format: .gzip, name: path)
        var reader = RecordReader(source)
        var lines: [String] = []
        while try reader.next() {
            if let line = decodeText(reader.record(), as: .utf8) { lines.append(line) }
        }
        return lines
    }

    @Test func `the wanted cells of what the mirror has are written as printed`() throws {
        let project = try TestProject()
        let written = try export(project)
        #expect(written.map(\.name) == ["profile-2016-north.csv.gz", "labels-list-2016.csv"])
        let lines = try lines(project.path("out/profile-2016-north.csv.gz"))
        #expect(lines.first == "period,level,code,vintage,characteristic,column,value,symbol")
        let expected = [
            "2016,CSD,6106023,2016,@name,total,Town,",
            "2016,CSD,6106023,2016,@non-response,total,3.5,",
            "2016,CSD,6106023,2016,@non-response-long-form,total,6.4,",
            "2016,CSD,6106023,2016,@quality-flag,total,00101,",
            "2016,CSD,6106023,2016,1,total,19569,",
            "2016,CSD,6106023,2016,2,men,9700,", "2016,CSD,6106023,2016,2,total,19400,",
            "2016,CSD,6106023,2016,2,women,9700,", "2016,CSD,6106023,2016,3,men,1435,",
            "2016,CSD,6106023,2016,3,total,2870,", "2016,CSD,6106023,2016,3,women,1430,",
            "2016,CSD,6106023,2016,4,total,51000,", "2016,CSD,6106023,2016,5,total,0,",
        ]
        #expect(lines.filter { $0.contains("6106023") } == expected)
        #expect(lines.contains("2016,CSD,6106021,2016,3,total,,x"))
        #expect(
            try project.read("out/labels-list-2016.csv") == """
                characteristic,label
                1,"Population, 2016"
                2,Total - Immigrant status
                3,Immigrants
                4,Median income ($)
                5,In low income

                """
        )
    }

    @Test func `figures exported and read again make the same observations`() async throws {
        let project = try TestProject()
        _ = try project.run()
        let before = try project.published("observations/census-2016", "")
        _ = try export(project)
        try project.edit("config/sources/profile-2016.yaml", "level: CSD", "labels: out/labels.csv")
        try project.edit(
            "config/sources/profile-2016.yaml",
            "layout: census-profile-2016",
            "layout: tidy"
        )
        try project.edit(
            "config/sources/profile-2016.yaml",
            "file: official.csv",
            "path: out/profile-2016-north.csv.gz"
        )
        try project.write("out/labels.csv", try project.read("out/labels-list-2016.csv"))
        _ = try project.run()
        #expect(try project.published("observations/census-2016", "") == before)
    }
}
