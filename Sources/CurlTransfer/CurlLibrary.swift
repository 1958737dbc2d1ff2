import CCurl
package import IndicatorModel

/// The functions of libcurl, which is opened when the first transfer needs it.
@safe package final class CurlLibrary: Sendable {
    /// A table that stays where it is, for the functions of CCurl.
    // SAFETY: filled once in init, and read-only after; its functions may be called from any
    // thread. It is never freed: a library once opened stays.
    nonisolated(unsafe) let table: UnsafePointer<lip_curl>

    var functions: lip_curl { unsafe table.pointee }

    /// - Throws: `transfer.no-libcurl`, which says where to get it.
    package init(named name: String) throws(Diagnostic) {
        let table = UnsafeMutablePointer<lip_curl>.allocate(capacity: 1)
        unsafe table.initialize(to: lip_curl())
        unsafe self.table = UnsafePointer(table)
        // SAFETY: the table is filled; the reason is copied before anything else is opened.
        if let reason = unsafe lip_curl_open(table, name) {
            throw Diagnostic(
                "transfer.no-libcurl",
                "`\(name)` cannot be used: \(unsafe String(cString: reason))",
                hints: ["install it: Debian's package is `libcurl4`"]
            )
        }
    }

    /// The system's library.
    static let system = Result { () throws(Diagnostic) in
        try CurlLibrary(named: "libcurl.so.4")
    }
}
