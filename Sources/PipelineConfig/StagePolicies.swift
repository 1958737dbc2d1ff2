import IndicatorModel

/// The units a time is written in, the shortest first.
enum TimeUnit: String, CaseIterable {
    case milliseconds = "ms"
    case seconds = "s"
    case minutes = "m"
    case hours = "h"

    fileprivate func duration(_ count: Int) -> Duration {
        switch self {
        case .milliseconds: .milliseconds(count)
        case .seconds: .seconds(count)
        case .minutes: .seconds(count * 60)
        case .hours: .seconds(count * 3600)
        }
    }
}

extension YAMLValue {
    /// A time above 0 such as `30s`; anything else is reported.
    var duration: Duration? {
        guard let text = string else { return nil }
        let digits = text.prefix { "0"..."9" ~= $0 }
        // Nine digits of hours are longer than any run, and far from where numbers end.
        if let count = Int(digits), digits.count <= 9, count > 0, digits.first != "0",
            let unit = TimeUnit(rawValue: String(text.dropFirst(digits.count)))
        {
            return unit.duration(count)
        }
        report.add(.wrongShape(self, expected: "a time such as `30s`, `10m`, `2h`"))
        return nil
    }
}

extension PipelineReader {
    /// The keys of a policy, which stages and commands share.
    static let policyKeys = ["timeout", "retries", "backoff"]

    func readStages(_ value: YAMLValue?) -> [Stage: StagePolicy] {
        var stages: [Stage: StagePolicy] = [:]
        for (key, value) in value?.entries ?? [] {
            guard let stage: Stage = key.choice("stage"),
                let mapping = value.mapping(required: [], optional: Self.policyKeys)
            else { continue }
            stages[stage] = readPolicy(mapping) ?? StagePolicy()
        }
        return stages
    }

    /// The policy that a mapping gives, and nil when it has none of its keys.
    func readPolicy(_ mapping: YAMLMapping) -> StagePolicy? {
        guard Self.policyKeys.contains(where: { mapping[$0] != nil }) else { return nil }
        let standard = StagePolicy()
        return StagePolicy(
            timeout: mapping["timeout"]?.duration,
            retries: mapping["retries"]?.natural ?? standard.retries,
            backoff: mapping["backoff"]?.duration ?? standard.backoff
        )
    }
}
