import DataStore
import IndicatorModel
import TestSupport
import Testing

/// The small project, whose files of 2016 and 2021 a server has.
///
/// The server may stay the same while it behaves otherwise from one run to the next.
struct UpstreamProject {
    let project: TestProject
    let server: UpstreamProcess
    /// The address of the file of 2016 below the server.
    static let path = "/2016.csv"

    /// `fetch` are lines of `fetch:` of the source of 2016, without their indentation; `more` are
    /// further keys of that source.
    init(fetch: [String] = [], more: String = "", fallback: Fallback = .none) throws {
        let server = try UpstreamProcess()
        self.server = server
        project = try TestProject()
        let policy =
            (["refresh: always", "retries: 2", "backoff: 10ms", "delay: 1ms"] + fetch)
            .map { "  \($0)\n" }.joined()
        try project.edit(
            "config/sources/profile-2016.yaml",
            "parts:\n",
            "fetch:\n\(policy)\(more)parts:\n"
        )
        try project.edit(
            "config/sources/profile-2016.yaml",
            "path: raw/2016.csv",
            "file: 2016.csv\n    url: \(server.url)\(Self.path)"
        )
        if fallback == .lastGood { try project.add("fallback: last-good\n") }
        try serve(content)
    }

    /// The file of 2016 as the project has it.
    var content: String {
        (TestProject.files["raw/2016.csv"] ?? "")
    }

    func serve(
        _ text: String,
        behaviour: String? = nil,
        etag: String? = "\"v1\"",
        modified: String? = "Mon, 01 Jan 2024 00:00:00 GMT"
    ) throws {
        try server.serve(
            Self.path,
            text: text,
            type: "text/csv",
            behaviour: behaviour,
            etag: etag,
            modified: modified
        )
    }

    func run(
        _ arguments: [String] = [],
        status: Int32 = 0,
        _ location: SourceLocation = #_sourceLocation
    ) throws -> CommandLineTool.Result {
        try lip(project, ["run", "small", "--quiet"] + arguments, status: status, location)
    }

    var notes: [SnapshotNote] {
        get throws {
            try SnapshotStore(root: project.path("data-raw"), files: FileLayer())
                .notes(of: SourceID(known: "profile-2016"))
        }
    }

    /// The verdicts of all notes.
    var verdicts: [String] {
        get throws { try notes.map { $0.verdict?.rawValue ?? "" } }
    }

    /// What was asked of the server for the file: status, and the conditional headers.
    var requests: [String] {
        get throws {
            try server.log.filter { $0.path == Self.path }.map { request in
                let headers = ["if-none-match", "if-modified-since", "range", "if-range"]
                    .compactMap { name in request.headers[name].map { "\(name): \($0)" } }
                return (["\(request.status)"] + headers).joined(separator: ", ")
            }
        }
    }

    /// Messages without what differs from run to run: the server's port, digests, times.
    func plain(_ text: String) -> String {
        text.replacing(server.url, with: "http://server")
            .replacing(#/[0-9a-f]{12,64}/#, with: "DIGEST")
            .replacing(#/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ /#, with: "")
    }
}
