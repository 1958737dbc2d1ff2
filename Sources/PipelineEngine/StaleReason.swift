/// Why a step has to run again.
package enum StaleReason: Hashable, Sendable {
    case neverRan
    case versionChanged(stage: String, from: Int, to: Int)
    case settingAdded(String, origin: String?)
    case settingRemoved(String)
    case settingChanged(String, origin: String?)
    case fileChanged(String, from: String, to: String)
    case inputAdded(ArtifactID)
    case inputRemoved(ArtifactID)
    case inputChanged(ArtifactID, from: String, to: String)
    /// What is known of the world outside is to be looked at again.
    case due(String)
    /// A follower needs the output, and it is not kept any more.
    case outputLost
    /// Asked for, whether it is stale or not.
    case forced
}

extension StaleReason: CustomStringConvertible {
    package var description: String {
        switch self {
        case .neverRan: "it has not succeeded yet"
        case .versionChanged(let stage, let from, let to):
            "stage \(stage) changed from version \(from) to \(to)"
        case .settingAdded(let name, let origin): "\(name) added\(place(origin))"
        case .settingRemoved(let name): "\(name) removed"
        case .settingChanged(let name, let origin):
            origin == nil ? "\(name) changed" : "\(name) edited\(place(origin))"
        case .fileChanged(let name, Setting.absent, _): "\(name) is at hand now"
        case .fileChanged(let name, _, Setting.absent): "\(name) is not at hand any more"
        case .fileChanged(let name, let from, let to):
            "\(name) changed: \(short(from)) to \(short(to))"
        case .inputAdded(let id): "input \(spoken(id)) added"
        case .inputRemoved(let id): "input \(spoken(id)) removed"
        case .inputChanged(let id, let from, let to):
            "input \(spoken(id)) changed: \(short(from)) to \(short(to))"
        case .due(let why): why
        case .outputLost: "its output is not kept any more"
        case .forced: "asked for with --force"
        }
    }

    private func place(_ origin: String?) -> String { origin.map { " in \($0)" } ?? "" }

    /// `snapshot/nt-2016/part` as `snapshot nt-2016/part`.
    private func spoken(_ id: ArtifactID) -> String {
        let parts = id.name.split(separator: "/", maxSplits: 1)
        return parts.joined(separator: " ")
    }

    private func short(_ digest: String) -> String {
        digest == Setting.absent ? "absent" : "\(digest.prefix(8))..."
    }
}

extension StepRecord {
    /// Why a step that left this record has to run again; nothing when it is current.
    func reasons(
        _ step: any Step,
        settings: [Setting],
        inputs: [ArtifactID: String],
        _ book: any RecordBook
    ) -> [StaleReason] {
        var reasons: [StaleReason] = []
        if version != step.version {
            reasons.append(.versionChanged(stage: step.id.stage, from: version, to: step.version))
        }
        for setting in settings where self.settings[setting.name] != setting.digest {
            let old = self.settings[setting.name]
            reasons += changes(setting, from: old, members: old.flatMap(book.members))
        }
        let names = Set(settings.map(\.name))
        reasons += self.settings.keys.filter { !names.contains($0) }.sorted()
            .map { .settingRemoved($0) }
        for id in inputs.keys.sorted() {
            guard let new = inputs[id], let old = self.inputs[id] else {
                reasons.append(.inputAdded(id))
                continue
            }
            if old != new { reasons.append(.inputChanged(id, from: old, to: new)) }
        }
        reasons += self.inputs.keys.filter { inputs[$0] == nil }.sorted()
            .map { .inputRemoved($0) }
        return reasons
    }

    /// What changed in a setting; in one that stands for several, which of them.
    private func changes(
        _ setting: Setting,
        from old: String?,
        members: [String: String]?
    ) -> [StaleReason] {
        guard let old else { return [.settingAdded(setting.name, origin: setting.origin)] }
        if setting.kind == .file {
            return [.fileChanged(setting.name, from: old, to: setting.digest)]
        }
        guard let members, !setting.members.isEmpty else {
            return [.settingChanged(setting.name, origin: setting.origin)]
        }
        var reasons: [StaleReason] = []
        for member in setting.members where members[member.name] != member.digest {
            reasons.append(
                members[member.name] == nil
                    ? .settingAdded(member.name, origin: member.origin)
                    : .settingChanged(member.name, origin: member.origin)
            )
        }
        let names = Set(setting.members.map(\.name))
        reasons += members.keys.filter { !names.contains($0) }.sorted().map { .settingRemoved($0) }
        return reasons.isEmpty ? [.settingChanged(setting.name, origin: nil)] : reasons
    }
}
