import IndicatorModel

/// The units a size is written in, powers of 1000.
enum SizeUnit: String, CaseIterable {
    case bytes = "B"
    case kilobytes = "kB"
    case megabytes = "MB"
    case gigabytes = "GB"

    fileprivate var bytes: Int {
        switch self {
        case .bytes: 1
        case .kilobytes: 1_000
        case .megabytes: 1_000_000
        case .gigabytes: 1_000_000_000
        }
    }
}

extension ConfigReader {
    /// Reads how files are fetched; what is left out is as `FetchPolicy` has it.
    func readFetchPolicy(_ value: YAMLValue) -> FetchPolicy {
        var policy = FetchPolicy()
        let keys = [
            "refresh", "hosts", "size-limit", "timeout", "connect-timeout", "minimum-speed",
            "retries", "backoff", "delay", "connections",
        ]
        guard let mapping = value.mapping(required: [], optional: keys) else { return policy }
        policy.refresh = mapping["refresh"].flatMap { $0.choice("refresh") } ?? policy.refresh
        policy.hosts = (mapping["hosts"]?.list ?? []).compactMap(\.host)
        policy.sizeLimit = mapping["size-limit"]?.byteSize ?? policy.sizeLimit
        policy.timeout = mapping["timeout"]?.duration ?? policy.timeout
        policy.connectTimeout = mapping["connect-timeout"]?.duration ?? policy.connectTimeout
        policy.minimumSpeed = mapping["minimum-speed"]?.byteSize ?? policy.minimumSpeed
        policy.retries = mapping["retries"]?.natural ?? policy.retries
        policy.backoff = mapping["backoff"]?.duration ?? policy.backoff
        policy.delay = mapping["delay"]?.duration ?? policy.delay
        policy.connections = mapping["connections"]?.count ?? policy.connections
        return policy
    }

    /// Reads what an archive may expand to.
    func readArchiveLimits(_ value: YAMLValue) -> ArchiveLimits {
        var limits = ArchiveLimits()
        let keys = ["member-size", "ratio", "members"]
        guard let mapping = value.mapping(required: [], optional: keys) else { return limits }
        limits.memberSize = mapping["member-size"]?.byteSize ?? limits.memberSize
        limits.ratio = mapping["ratio"]?.count ?? limits.ratio
        limits.members = mapping["members"]?.count ?? limits.members
        return limits
    }

    /// Reads how far a file may differ from the last good one.
    func readThresholds(_ value: YAMLValue) -> DriftThresholds {
        var thresholds = DriftThresholds()
        let keys = ["fewer-rows", "emptied-columns", "fewer-labels"]
        guard let mapping = value.mapping(required: [], optional: keys) else { return thresholds }
        thresholds.fewerRows = mapping["fewer-rows"]?.percentage ?? thresholds.fewerRows
        thresholds.emptiedColumns = mapping["emptied-columns"]?.natural ?? thresholds.emptiedColumns
        thresholds.fewerLabels = mapping["fewer-labels"]?.percentage ?? thresholds.fewerLabels
        return thresholds
    }
}

extension YAMLValue {
    /// A size above 0 in bytes, such as `500 MB`; anything else is reported.
    fileprivate var byteSize: Int? {
        guard let text = string else { return nil }
        let digits = text.prefix { "0"..."9" ~= $0 }
        let rest = text.dropFirst(digits.count)
        // Nine digits of gigabytes are larger than any disk, and below where numbers end.
        if let count = Int(digits), digits.count <= 9, digits.first != "0",
            let unit = SizeUnit(rawValue: String(rest.first == " " ? rest.dropFirst() : rest))
        {
            return count * unit.bytes
        }
        report.add(.wrongShape(self, expected: "a size such as `500 kB`, `20 MB`, `4 GB`"))
        return nil
    }

    /// The name of a server; anything else is reported.
    fileprivate var host: String? {
        guard let text = string else { return nil }
        if text.wholeMatch(of: /[a-z0-9]([a-z0-9.\-]*[a-z0-9])?/) != nil { return text }
        report.add(.wrongShape(self, expected: "a host such as `www12.statcan.gc.ca`"))
        return nil
    }

    /// A URL that a file is fetched from; anything else is reported.
    var fetchURL: String? { url(FetchScheme.all) }

    /// A URL of a server on the web; anything else is reported.
    var webURL: String? { url(URLScheme.web) }

    private func url(_ schemes: [String]) -> String? {
        guard let text = string else { return nil }
        let rest = schemes.first(where: text.hasPrefix).map { text.dropFirst($0.count) }
        if let rest, !rest.isEmpty, !rest.contains(" ") { return text }
        let beginnings = listed(schemes, conjunction: "or")
        let expected = "a URL without blanks that begins with \(beginnings)"
        report.add(.wrongShape(self, expected: expected))
        return nil
    }
}

/// How the URL of a part may begin.
enum FetchScheme {
    static let all = URLScheme.web + ["file://"]
}
