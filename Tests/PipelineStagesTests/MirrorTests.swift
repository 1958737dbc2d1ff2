import IndicatorModel
import PipelineStages
import TestSupport
import Testing

@Suite struct MirrorTests {
    @Test func `a file is found by its name, however deep it lies`() throws {
        let project = try TestProject(["mirror/a/b/98-401.zip": "", "mirror/top.csv": ""])
        let folder = project.path("mirror")
        let mirror = try MirrorFolder(folder)
        #expect(try mirror.file("98-401.zip") == "\(folder)/a/b/98-401.zip")
        #expect(try mirror.file("top.csv") == "\(folder)/top.csv")
        #expect(try mirror.file("401.zip") == nil)
    }

    @Test func `folders before the name tell files of one name apart`() throws {
        let project = try TestProject(["mirror/2016/city/C.csv": "", "mirror/2016/areas/C.csv": ""])
        let mirror = try MirrorFolder(project.path("mirror"))
        #expect(try mirror.file("areas/C.csv") == project.path("mirror/2016/areas/C.csv"))
        #expect(try mirror.file("eas/C.csv") == nil)
        let error = #expect(throws: Diagnostic.self) { try mirror.file("C.csv") }
        #expect(
            error?.rendered == """
                error[fetch.ambiguous-file]: the mirror has more than one `C.csv`: \
                `2016/areas/C.csv` and `2016/city/C.csv`
                hint: put the folder before the name in `file:` of config/sources
                """
        )
    }

    @Test(arguments: ["nothing", "pipelines/small.yaml"])
    func `a mirror that is no folder is refused`(_ name: String) throws {
        let path = try TestProject().path(name)
        let error = #expect(throws: Diagnostic.self) { try MirrorFolder(path) }
        #expect(
            error?.rendered == """
                error[fetch.no-mirror]: the mirror `\(path)` is not a folder
                hint: give `--mirror` a folder that holds the official files, or the URL of a \
                server that has them
                """
        )
    }
}
