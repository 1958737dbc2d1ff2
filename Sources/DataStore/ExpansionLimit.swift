package import IndicatorModel

/// How large a ZIP member or a gzip file may become when it is expanded.
package struct ExpansionLimit: Sendable {
    /// In bytes.
    let bytes: Int
    private let limits: ArchiveLimits
    private let isOfRatio: Bool

    /// The limit of something that has `compressed` bytes as it lies on the disk.
    package init(_ limits: ArchiveLimits, compressed: Int) {
        self.limits = limits
        let (product, overflows) = compressed.multipliedReportingOverflow(by: limits.ratio)
        let ofRatio = overflows ? .max : max(1 << 20, product)
        isOfRatio = ofRatio < limits.memberSize
        bytes = min(ofRatio, limits.memberSize)
    }

    /// What is wrong with `name`, whose size is `stated`, where there is a place to state it.
    func error(_ name: String, stated: Int?) -> Diagnostic {
        let found = stated.map { "would expand to \(counted($0, "byte"))" } ?? "expands"
        let limit =
            isOfRatio
            ? "the \(grouped(limits.ratio)) for each compressed byte"
            : "the \(counted(limits.memberSize, "byte"))"
        let key = isOfRatio ? "ratio" : "member-size"
        return Diagnostic(
            "archive.expands",
            "`\(name)` \(found)\(stated == nil ? " to" : ",") more than \(limit) that are allowed",
            hints: ["raise `\(key):` under `archives:` of the source when the file is right"]
        )
    }
}
