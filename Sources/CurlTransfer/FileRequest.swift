import FoundationEssentials

extension TransferRequest {
    /// Whether a file of this machine is asked for.
    var isFile: Bool { method == .get && scheme(ofURL: url) == "file" }

    /// Why what a `file:` URL names cannot be read as a file; nil when it can, or is not there.
    ///
    /// libcurl takes a folder for a file without bytes, and waits for the writer of a pipe.
    var whyNotAFile: String? {
        guard isFile,
            let path = URL(string: url)?.resolvingSymlinksInPath().path(percentEncoded: false),
            let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        else { return nil }
        return attributes[.type] as? FileAttributeType == .typeRegular
            ? nil : "`\(path)` is not a file"
    }
}
