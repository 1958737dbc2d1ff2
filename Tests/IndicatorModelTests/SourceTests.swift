import IndicatorModel
import Testing

@Suite struct SourceTests {
    @Test(arguments: [
        (PartFile.official(name: "a.zip", upstream: nil), "a.zip"),
        (.official(name: "a.zip", upstream: .url("https://example.org/b")), "a.zip"),
        (.local(path: "data-raw/starter/a.csv"), "a.csv"), (.local(path: "a.csv"), "a.csv"),
    ])
    func `a part is called by the name of its file, without folders`(
        _ file: PartFile,
        _ name: String
    ) {
        #expect(file.name == name)
    }

    @Test func `layouts that print no code need a declared geography`() {
        let needing = LayoutID.allCases.filter(\.needsGeography).map(\.rawValue)
        #expect(needing == ["website-download-2016", "website-download-2021", "beyond2020"])
    }
}
