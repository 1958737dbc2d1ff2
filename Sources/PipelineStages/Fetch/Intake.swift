import DataStore
import FoundationEssentials
import IndicatorModel
import PipelineEngine

/// A file that came, and has no place yet.
struct Arrival {
    enum Place {
        /// It lies where somebody else put it.
        case file
        /// It was fetched.
        case incoming(IncomingFile, Reply)
    }

    let path: String
    let origin: String
    let digest: String
    let size: Int
    let place: Place
}

/// Decides what a file that came is: the same as before, a new one, or one that looks wrong; and
/// notes it.
struct Intake {
    let wanted: WantedPart
    let store: SnapshotStore
    let fallback: Fallback
    let time: String
    let asked: SnapshotNote.Asked
    /// The project's folder.
    let root: String
    /// What an earlier run took in.
    let stored: () throws -> FetchedPart?
    let context: StepContext

    private var source: Source { wanted.source }

    /// Something that keeps a part from being had.
    enum Trouble {
        case gone(Reply)
        case unavailable(NotDelivered)
        /// The catalogue does not say where the file is.
        case notFound(Diagnostic)
    }

    // MARK: - A file

    /// Takes a file into the store, unless it looks wrong; then into quarantine.
    ///
    /// - Throws: `fetch.suspicious` where it looks wrong and the run may not go on without it.
    func take(_ arrival: Arrival) throws -> FetchedPart? {
        let history = try store.history(source.id, wanted.part)
        if arrival.digest == history.current?.sha256, store.hasObject(arrival.digest) {
            try discard(arrival)
            if history.trouble != nil { try note(arrival, .same, nil) }
            return try stored()
        }
        let judgement = try judge(arrival, history)
        for warning in judgement.warnings { context.warn(warning) }
        if !judgement.findings.isEmpty { return try quarantine(arrival, judgement) }
        try keep(arrival, isGood: true)
        if judgement.isSame {
            try note(arrival, .same, judgement)
            return try stored()
        }
        try note(arrival, history.good.isEmpty ? .new : .changed, judgement)
        return FetchedPart(
            sha256: arrival.digest,
            bytes: arrival.size,
            path: store.object(arrival.digest)
        )
    }

    private func quarantine(
        _ arrival: Arrival,
        _ judgement: FileJudgement
    ) throws -> FetchedPart? {
        try keep(arrival, isGood: false)
        try note(arrival, .suspicious, judgement)
        let short = arrival.digest.prefix(12)
        var hints = [
            "its bytes are kept, and not used: `\(shown(store.quarantined(arrival.digest)))`",
            "if they are right: `lip snapshots accept \(wanted.name) \(short) --reason \"...\"`",
        ]
        if let patch = judgement.patch {
            hints.append("if it shall look like that from now on:\n\(patch)")
        }
        let text = "`\(wanted.file.name)` of `\(source.id)` looks wrong\(lines(judgement.findings))"
        return try goOn("fetch.suspicious", text, hints, mayFallBack: judgement.mayFallBack)
    }

    // MARK: - No file

    /// Notes that a part could not be had.
    ///
    /// - Throws: `fetch.gone`, `fetch.unavailable` where the run may not go on without it.
    func note(_ trouble: Trouble) throws -> FetchedPart? {
        let file = "`\(wanted.file.name)` of `\(source.id)`"
        switch trouble {
        case .gone(let reply):
            let text =
                "\(file) is not where it was: `\(reply.url)` answers with status "
                + "\(reply.status)"
            try note(.gone, reply.url, reply.status, reply.headers, [text])
            return try goOn(
                "fetch.gone",
                text,
                ["look for its new address, and correct `url:` in \(wanted.definition)"]
            )
        case .notFound(let diagnostic): return try noteNotFound(diagnostic)
        case .unavailable(let failure):
            let count = counted(failure.attempts, "attempt")
            let text =
                "\(file) could not be fetched from `\(failure.url)`: \(failure.reason) "
                + "(\(count))"
            try note(.unavailable, failure.url, failure.status, failure.headers, [text])
            return try goOn(
                "fetch.unavailable",
                text,
                ["run again later, or with `--offline` to use what is there"]
            )
        }
    }

    private func noteNotFound(_ diagnostic: Diagnostic) throws -> FetchedPart? {
        let api = source.package?.api ?? ""
        try note(.unavailable, api, nil, [:], [diagnostic.message])
        return try goOn(diagnostic.code, diagnostic.message, diagnostic.hints)
    }

    /// Goes on with the last good snapshot where the pipeline allows it; ends the step otherwise.
    private func goOn(
        _ code: String,
        _ text: String,
        _ hints: [String],
        mayFallBack: Bool = true
    ) throws -> FetchedPart? {
        guard mayFallBack, fallback == .lastGood else {
            let hint = "`fallback: last-good` in the pipeline goes on with the last good file"
            throw Diagnostic(code, text, hints: hints + (mayFallBack ? [hint] : []))
        }
        let part = try stored()
        context.warn(
            part.map { "\(text); the last good file is used (\($0.sha256.prefix(12)))" }
                ?? "\(text); there is no earlier one"
        )
        return part
    }

    // MARK: - Keeping and noting

    private func keep(_ arrival: Arrival, isGood: Bool) throws {
        switch arrival.place {
        case .file where isGood: try store.keep(arrival.path, digest: arrival.digest)
        case .file: try store.quarantine(arrival.path, digest: arrival.digest)
        case .incoming(let file, _): try store.keep(file, digest: arrival.digest, isGood: isGood)
        }
    }

    private func discard(_ arrival: Arrival) throws {
        if case .incoming(let file, _) = arrival.place { try file.discard() }
    }

    private func note(
        _ arrival: Arrival,
        _ verdict: SnapshotNote.Verdict,
        _ judgement: FileJudgement?
    ) throws {
        try note(verdict, origin: arrival.origin) { note in
            note.bytes = arrival.size
            note.sha256 = arrival.digest
            note.content = judgement?.inspection?.content
            note.rows = judgement?.inspection?.rows
            note.members = judgement?.inspection?.noted
            if let findings = judgement?.findings, !findings.isEmpty { note.findings = findings }
            guard case .incoming(_, let reply) = arrival.place else { return }
            note.url = reply.url
            note.finalURL = reply.finalURL == reply.url ? nil : reply.finalURL
            note.status = reply.status
            note.headers = reply.headers
        }
    }

    private func note(
        _ verdict: SnapshotNote.Verdict,
        _ url: String,
        _ status: Int?,
        _ headers: [String: String],
        _ findings: [String]
    ) throws {
        try note(verdict, origin: url) { note in
            note.url = url
            note.status = status
            note.headers = headers.isEmpty ? nil : headers
            note.findings = findings
        }
    }

    private func note(
        _ verdict: SnapshotNote.Verdict,
        origin: String,
        _ fill: (inout SnapshotNote) -> Void
    ) throws {
        try store.note(source.id, wanted.part) { _ in
            var note = SnapshotNote(
                part: wanted.part.name,
                time: time,
                verdict: verdict,
                origin: origin
            )
            note.file = fileName(wanted.file.name)
            fill(&note)
            note.licence = source.licenceName
            note.language = source.language.rawValue
            note.tool = "lip \(liplineVersion)"
            note.asked = asked
            return note
        }
    }

    /// A path as people see it, below the project where it is.
    private func shown(_ path: String) -> String {
        path.hasPrefix("\(root)/") ? String(path.dropFirst(root.count + 1)) : path
    }
}

/// One finding behind a colon, or several below each other.
private func lines(_ findings: [String]) -> String {
    if findings.count == 1 { return ": \(findings[0])" }
    let more = findings.count > 8 ? ["and \(findings.count - 8) more"] : []
    return ":" + (findings.prefix(8) + more).map { "\n  - \($0)" }.joined()
}
