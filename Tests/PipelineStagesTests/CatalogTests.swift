import DataStore
import FoundationEssentials
import IndicatorModel
import PipelineStages
import TestSupport
import Testing

/// Files that are found in a CKAN catalogue.
@Suite struct CatalogTests {
    private static let content = TestProject.files["raw/2016.csv"] ?? ""

    /// A resource as catalogues write it.
    private static func resource(_ name: String, _ format: String, _ url: String) -> String {
        #"{"id": "x", "name": "\#(name)", "format": "\#(format)", "url": "\#(url)"}"#
    }

    private static func package(_ title: String, _ resources: [String]) -> String {
        #"{"title": "\#(title)", "resources": [\#(resources.joined(separator: ", "))]}"#
    }

    private static func answer(_ result: String) -> HTTPTestServer.Answer {
        .status(200, body: #"{"help": "", "success": true, "result": \#(result)}"#)
    }

    /// The small project, whose file of 2016 is a resource.
    private func project(
        _ server: HTTPTestServer,
        package: String = "id: abc",
        resource: String
    ) throws -> TestProject {
        let project = try TestProject()
        try project.edit(
            "config/sources/profile-2016.yaml",
            "parts:\n",
            """
            fetch: { refresh: always, delay: 1ms, retries: 0 }
            package: { api: "\(server.url)/api/3/action", \(package) }
            parts:

            """
        )
        try project.edit(
            "config/sources/profile-2016.yaml",
            "path: raw/2016.csv",
            "file: 2016.csv\n    resource: \(resource)"
        )
        return project
    }

    private func lines(_ server: HTTPTestServer) -> [String] {
        server.requests.map { $0.line.split(separator: " ")[1] }.map(String.init)
    }

    @Test(arguments: [
        #"{ name: "*by census subdivision", format: csv }"#,
        #"{ name: "*", format: XLSX, file: "EN_*-CSD.xlsx" }"#,
        #"{ name: "*", file: "odp-pr-csd.csv" }"#,
    ])
    func `the one resource that fits is fetched`(_ pattern: String) throws {
        // The catalogue names another server of this machine.
        let server = try HTTPTestServer([.status(200, body: Self.content)])
        let resources = [
            Self.resource("Canada - PR by census subdivision", "CSV", "URL/data/ODP-PR-CSD.csv"),
            Self.resource("Canada - PR by age", "CSV", "URL/data/ODP-PR-AgeGroup.csv"),
            Self.resource("Canada - PR by csd", "XLSX", "URL/data/EN_ODP-PR-CSD.xlsx"),
            Self.resource("Canada - PR by csd", "XLSX", "URL/data/FR_ODP-PR-CSD.xlsx"),
        ].map { $0.replacing("URL", with: server.url) }
        let catalogue = try HTTPTestServer([
            Self.answer(Self.package("Permanent residents", resources))
        ])
        let project = try project(catalogue, resource: pattern)
        #expect(try run(project).missing.isEmpty)
        #expect(lines(catalogue) == ["/api/3/action/package_show?id=abc"])
        let expected =
            pattern.contains("XLSX") ? "/data/EN_ODP-PR-CSD.xlsx" : "/data/ODP-PR-CSD.csv"
        #expect(lines(server) == [expected])
    }

    private func run(_ project: TestProject) throws -> RunOutcome {
        try project.run { $0.jobs = 1 }
    }

    private func failure(_ project: TestProject) -> String {
        do {
            _ = try run(project)
            return "(the run succeeded)"
        } catch {
            return errorTexts(error).joined(separator: "\n\n")
        }
    }

    @Test func `a package is searched for page by page`() throws {
        let others = (0..<100).map { Self.package("Other \($0)", []) }
        let wanted = Self.package(
            "Permanent Residents - Monthly IRCC Updates",
            [Self.resource("PR", "CSV", "http://elsewhere.example/a.csv")]
        )
        func page(_ results: [String]) -> HTTPTestServer.Answer {
            Self.answer(#"{"count": 101, "results": [\#(results.joined(separator: ","))]}"#)
        }
        let server = try HTTPTestServer([page(others), page([wanted])])
        let project = try project(
            server,
            package: #"search: 'title:"Monthly IRCC Updates"', title: "permanent residents*""#,
            resource: #"{ name: "PR" }"#
        )
        #expect(
            failure(project) == """
                error[fetch.other-host]: the catalogue says that `profile-2016/north` is at \
                `http://elsewhere.example/a.csv`, which is no host of the source
                hint: if it is right, add its host to `fetch.hosts` in \
                config/sources/profile-2016.yaml
                hint: `fallback: last-good` in the pipeline goes on with the last good file
                """
        )
        #expect(
            lines(server)
                == [0, 100].map { start in
                    "/api/3/action/package_search?q=title%3A%22Monthly%20IRCC%20Updates%22&rows=100"
                        + "&start=\(start)"
                }
        )
    }

    @Test func `a resource that is not there is an error that lists those that are`() throws {
        let server = try HTTPTestServer([
            Self.answer(
                Self.package(
                    "Permanent residents",
                    [
                        Self.resource("PR by age", "CSV", "https://example.org/age.csv"),
                        Self.resource("PR by csd", "XLSX", "https://example.org/csd.xlsx"),
                    ]
                )
            )
        ])
        let project = try project(server, resource: #"{ name: "PR by csd", format: CSV }"#)
        #expect(
            failure(project) == """
                error[fetch.no-resource]: no resource of `Permanent residents` is the one of \
                `profile-2016/north`; it has `PR by age (CSV, age.csv)` and \
                `PR by csd (XLSX, csd.xlsx)`
                hint: correct `resource:` of the part in config/sources/profile-2016.yaml
                hint: `fallback: last-good` in the pipeline goes on with the last good file
                """
        )
    }

    @Test func `two resources that fit are an error`() throws {
        let server = try HTTPTestServer([
            Self.answer(
                Self.package(
                    "Permanent residents",
                    ["en", "fr"].map {
                        Self.resource("PR by csd", "XLSX", "https://example.org/\($0).xlsx")
                    }
                )
            )
        ])
        let project = try project(server, resource: #"{ name: "PR by csd" }"#)
        #expect(
            failure(project) == """
                error[fetch.no-resource]: more than one resource of `Permanent residents` fits \
                `profile-2016/north`: `PR by csd (XLSX, en.xlsx)` and `PR by csd (XLSX, fr.xlsx)`
                hint: correct `resource:` of the part in config/sources/profile-2016.yaml
                hint: `fallback: last-good` in the pipeline goes on with the last good file
                """
        )
    }

    @Test func `what is no answer of a catalogue is not taken for one`() throws {
        let server = try HTTPTestServer([.status(200, body: "<!doctype html><title>Oops")])
        let project = try project(server, resource: #"{ name: "PR" }"#)
        #expect(
            failure(project).replacing(server.url, with: "http://server") == """
                error[fetch.no-catalogue-answer]: \
                `http://server/api/3/action/package_show?id=abc` is not an answer of a CKAN \
                catalogue: it begins `<!doctype html><title>Oops`
                hint: look at the address in a browser; the catalogue may be down
                hint: `fallback: last-good` in the pipeline goes on with the last good file
                """
        )
    }

    @Test func `a host that cannot be reached is tried once for each further file`() throws {
        let port = try LoopbackServer.closedPort()
        let project = try TestProject()
        for year in ["2016", "2021"] {
            try project.edit(
                "config/sources/profile-\(year).yaml",
                "parts:\n",
                "fetch: { delay: 1ms, retries: 2, backoff: 1ms }\nparts:\n"
            )
            try project.edit(
                "config/sources/profile-\(year).yaml",
                "path: raw/\(year).csv",
                "file: \(year).csv\n    url: http://127.0.0.1:\(port)/\(year).csv"
            )
        }
        let told = failure(project)
        #expect(told.contains("(3 attempts)"))
        #expect(told.contains("(1 attempt)"))
    }

    @Test func `a catalogue that is down leaves the last good file in use, where it may`() throws {
        let server = try HTTPTestServer([.status(503)])
        let project = try project(server, resource: #"{ name: "PR" }"#)
        try project.add("fallback: last-good\n")
        try project.write("mirror/2016.csv", Self.content)
        _ = try project.run { $0.mirror = project.path("mirror") }
        let outcome = try run(project)
        #expect(outcome.missing.isEmpty)
        #expect(server.requests.count == 1)
    }
}
