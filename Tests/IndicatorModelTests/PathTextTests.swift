import IndicatorModel
import Testing

@Suite struct PathTextTests {
    @Test(arguments: [
        ("a.csv", "a.csv", "."), ("raw/a.csv", "a.csv", "raw"), ("/a.csv", "a.csv", "/"),
        ("/x/raw/a.csv", "a.csv", "/x/raw"),
    ])
    func `a path has a last name and a folder`(_ path: String, _ name: String, _ above: String) {
        #expect(fileName(path) == name)
        #expect(folder(of: path) == above)
    }

    @Test(arguments: [
        ("raw/a.csv", ".", "raw/a.csv"), ("raw/a.csv", "/x", "/x/raw/a.csv"),
        ("/y/a.csv", "/x", "/y/a.csv"), ("/y/a.csv", ".", "/y/a.csv"),
    ])
    func `a path below the project begins where the project is`(
        _ name: String,
        _ root: String,
        _ expected: String
    ) {
        #expect(path(name, in: root) == expected)
    }
}
