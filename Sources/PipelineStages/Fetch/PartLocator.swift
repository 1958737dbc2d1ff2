import DataStore
import FoundationEssentials
package import IndicatorModel
import PipelineEngine

/// Where files come from in one run.
struct PartLocator: Sendable {
    /// The project's folder.
    let root: String
    let mirror: Mirror?
    let isOffline: Bool
    /// Sources whose servers are asked whatever their policy.
    let refreshes: Refreshes
    let fallback: Fallback
    let store: SnapshotStore
    let digests: FileDigests
    let checks: UpstreamChecks
    let downloader: Downloader
    /// The time noted for snapshots taken in this run.
    let time: String
    /// Who wants the files, for the notes.
    let asker: Asker

    struct Asker: Sendable {
        let pipeline: String
        let run: String
    }

    /// Where a part is now.
    private enum Location {
        case file(path: String, origin: String)
        /// On a server, at an address that is known now or found in a catalogue.
        case upstream(Upstream)
        /// Where an earlier run put it, if one did.
        case stored
    }

    private func locate(_ wanted: WantedPart) throws -> Location {
        switch wanted.file {
        case .local(let path):
            let full = IndicatorModel.path(path, in: root)
            return FileStamp(full) == nil ? .stored : .file(path: full, origin: path)
        case .official(let name, let upstream):
            if case .folder(let folder)? = mirror {
                guard let path = try folder.file(name) else { return .stored }
                return .file(path: path, origin: "mirror: \(name)")
            }
            return upstream.flatMap(asked).map(Location.upstream) ?? .stored
        }
    }

    /// Where a server is asked for a part: nowhere offline, or where a folder stands in for it.
    private func asked(_ upstream: Upstream) -> Upstream? {
        if case .folder? = mirror { return nil }
        return isOffline ? nil : upstream
    }

    // MARK: - Before anything is fetched

    /// The digest of the file's bytes now, as far as can be told without asking a server.
    func digest(of wanted: WantedPart) throws -> String {
        if case .file(let path, _) = try locate(wanted) {
            return try digests.digest(of: path)?.digest ?? Setting.absent
        }
        guard let snapshot = try store.latest(wanted.source.id, wanted.part) else {
            return Setting.absent
        }
        return try digests.digest(of: store.object(snapshot.sha256))?.digest ?? Setting.absent
    }

    /// Whether a server is to be asked for a part.
    func freshness(of wanted: WantedPart) throws -> Freshness {
        guard case .official(_, let declared?) = wanted.file, let upstream = asked(declared) else {
            return .forEver
        }
        let id = wanted.source.id
        if refreshes.contains(id) { return .due("asked for with --refresh") }
        let history = try store.history(id, wanted.part)
        guard let current = history.current else { return .due("it is not at hand") }
        if let trouble = history.trouble {
            return .due("it was \(trouble.shortly) when last asked for")
        }
        let check = checks.check(id, wanted.part)
        if case .url(let url) = upstream, let check, check.url != address(of: url) {
            return .due("its address changed")
        }
        let noted = (try? Date(current.time, strategy: .iso8601)).map {
            Int($0.timeIntervalSince1970)
        }
        let asked = check?.time ?? noted ?? 0
        let shown = Date(timeIntervalSince1970: Double(asked)).formatted(.iso8601)
        return wanted.source.fetch.refresh.freshness(asked: asked, shown: shown, now: checks.now)
    }

    private func address(of url: String) -> String { mirror?.address(of: url) ?? url }

    // MARK: - Fetching

    /// Takes a file into the store; one that is not at hand is taken from there, if it was before.
    func fetch(_ wanted: WantedPart, _ context: StepContext) throws -> FetchedPart? {
        switch try locate(wanted) {
        case .stored: return try stored(wanted)
        case .file(let path, let origin):
            guard let (digest, size) = try digests.digest(of: path) else { return nil }
            try context.checkpoint()
            let arrival = Arrival(
                path: path,
                origin: origin,
                digest: digest,
                size: size,
                place: .file
            )
            return try intake(wanted, context, asked: "run").take(arrival)
        case .upstream(let upstream):
            guard case .due(let why) = try freshness(of: wanted) else { return try stored(wanted) }
            return try ask(upstream, for: wanted, why, context)
        }
    }

    /// Asks a server, alone: who waits for another process that asks it finds what that one got.
    private func ask(
        _ upstream: Upstream,
        for wanted: WantedPart,
        _ why: String,
        _ context: StepContext
    ) throws -> FetchedPart? {
        let incoming = try IncomingFile(
            root: store.root,
            wanted.source.id,
            wanted.part,
            files: store.files,
            waiting: context.checkpoint
        )
        let intake = intake(wanted, context, asked: why)
        let history = try store.history(wanted.source.id, wanted.part)
        do {
            let url: String
            do {
                url = try address(of: downloader.find(upstream, wanted, mirror, context))
            } catch let diagnostic as Diagnostic where diagnostic.code.hasPrefix("fetch.") {
                return try intake.note(.notFound(diagnostic))
            }
            let isForced = refreshes.contains(wanted.source.id)
            let delivery = try downloader.download(
                url,
                wanted,
                known: isForced || history.trouble != nil
                    ? nil : validators(wanted, history, url),
                isMirror: mirror != nil,
                into: incoming,
                context
            )
            switch delivery {
            case .unchanged(let reply):
                try noteCheck(wanted, url, reply, unlessKnown: validators(wanted, history, url))
                return try stored(wanted)
            case .gone(let reply): return try intake.note(.gone(reply))
            case .file(let reply, let digest, let size):
                let arrival = Arrival(
                    path: incoming.path,
                    origin: url,
                    digest: digest,
                    size: size,
                    place: .incoming(incoming, reply)
                )
                let part = try intake.take(arrival)
                if try store.history(wanted.source.id, wanted.part).trouble == nil {
                    try noteCheck(wanted, url, reply, unlessKnown: nil)
                }
                return part
            }
        } catch let failure as NotDelivered {
            return try intake.note(.unavailable(failure))
        }
    }

    /// What the server said of the file that is used, when it was asked at the same address.
    private func validators(
        _ wanted: WantedPart,
        _ history: PartHistory,
        _ url: String
    ) -> Validators? {
        guard let current = history.current, store.hasObject(current.sha256) else { return nil }
        if let check = checks.check(wanted.source.id, wanted.part) {
            return check.url == url ? Validators(check.etag, check.modified) : nil
        }
        guard current.origin == url else { return nil }
        return Validators(current.headers["etag"], current.headers["last-modified"])
    }

    private func noteCheck(
        _ wanted: WantedPart,
        _ url: String,
        _ reply: Reply,
        unlessKnown known: Validators?
    ) throws {
        try checks.note(
            UpstreamCheck(
                source: wanted.source.id.name,
                part: wanted.part.name,
                time: checks.now,
                url: url,
                etag: reply.headers["etag"] ?? known?.etag,
                modified: reply.headers["last-modified"] ?? known?.modified
            )
        )
    }

    private func intake(_ wanted: WantedPart, _ context: StepContext, asked: String) -> Intake {
        Intake(
            wanted: wanted,
            store: store,
            fallback: fallback,
            time: time,
            asked: SnapshotNote.Asked(
                by: userAtHost(),
                pipeline: asker.pipeline,
                run: asker.run,
                reason: asked
            ),
            root: root,
            stored: { try stored(wanted) },
            context: context
        )
    }

    // MARK: - What is there

    /// What an earlier run took in, when its bytes are still those.
    private func stored(_ wanted: WantedPart) throws -> FetchedPart? {
        guard let snapshot = try store.latest(wanted.source.id, wanted.part) else { return nil }
        let path = store.object(snapshot.sha256)
        guard try digests.digest(of: path)?.digest == snapshot.sha256 else {
            throw Diagnostic(
                "fetch.damaged-object",
                "the stored bytes of `\(snapshot.file)` are not those that were taken in",
                at: SourceSpan(file: path, line: 1),
                hints: [
                    "remove the object, and give the file again with `--mirror`, or fetch it "
                        + "with `--refresh \(wanted.source.id)`"
                ]
            )
        }
        return FetchedPart(sha256: snapshot.sha256, bytes: snapshot.bytes, path: path)
    }

    /// An object of the store, when it is there.
    func object(_ digest: String) -> FetchedPart? {
        let path = store.object(digest)
        guard let stamp = FileStamp(path) else { return nil }
        return FetchedPart(sha256: digest, bytes: stamp.size, path: path)
    }
}

/// The sources whose servers are asked whatever their policy.
package enum Refreshes: Hashable, Sendable {
    case all
    case some(Set<SourceID>)

    func contains(_ source: SourceID) -> Bool {
        switch self {
        case .all: true
        case .some(let sources): sources.contains(source)
        }
    }
}

extension SnapshotNote {
    /// What a trouble was, in a few words.
    var shortly: String {
        switch verdict {
        case .suspicious: "suspicious"
        case .gone: "gone"
        case .rejected: "rejected"
        default: "unavailable"
        }
    }
}
