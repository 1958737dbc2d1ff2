import TestSupport
import Testing

/// Servers that have to prove who they are.
@Suite(.enabled(if: SecureServer.isAtHand, "needs the program openssl"))
struct SecureUpstreamTests {
    private func project(_ server: SecureServer) throws -> TestProject {
        let project = try TestProject()
        try project.edit(
            "config/sources/profile-2016.yaml",
            "parts:\n",
            "fetch: { refresh: always, retries: 0, delay: 1ms }\nparts:\n"
        )
        try project.edit(
            "config/sources/profile-2016.yaml",
            "path: raw/2016.csv",
            "file: 2016.csv\n    url: \(server.url)/2016.csv"
        )
        return project
    }

    @Test
    func `a server whose certificate nobody vouches for is given nothing and believed nothing`()
        throws
    {
        let server = try SecureServer()
        let project = try project(server)
        let result = try lip(project, ["run", "small", "--quiet"], status: 69)
        #expect(result.talk.contains("error[fetch.unavailable]: `2016.csv` of `profile-2016`"))
        #expect(result.talk.contains("certificate"))
        #expect(!project.exists("data-clean/small/latest"))
        withExtendedLifetime(server) {}
    }

    /// As an institution does whose proxy has certificates of its own.
    @Test func `a certificate that SSL_CERT_FILE vouches for is believed`() throws {
        let server = try SecureServer()
        let project = try project(server)
        let content = TestProject.files["raw/2016.csv"] ?? ""
        let head = "HTTP/1.0 200 OK\r\nContent-Length: \(content.utf8.count)\r\n"
        try server.answer("2016.csv", head, String(content.dropLast()))
        let result = try CommandLineTool.run(
            ["run", "small", "--quiet"],
            in: project.root,
            environment: ["SSL_CERT_FILE": server.certificate]
        )
        #expect(result.status == 0, "\(result.talk)")
        #expect(project.exists("data-clean/small/latest/observations/census-2016.csv"))
        withExtendedLifetime(server) {}
    }
}
