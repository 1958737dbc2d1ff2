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
        let project = try project(SecureServer())
        let result = try lip(project, ["run", "small", "--quiet"], status: 69)
        #expect(result.talk.contains("error[fetch.unavailable]: `2016.csv` of `profile-2016`"))
        #expect(result.talk.contains("certificate"))
        #expect(!project.exists("data-clean/small/latest"))
        #expect(!project.exists("data-raw/objects/sha256/2016.csv"))
    }
}
