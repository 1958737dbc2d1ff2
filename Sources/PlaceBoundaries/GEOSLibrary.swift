import CGEOS
import IndicatorModel

/// The functions of libgeos, which is opened when the first boundary needs it.
@safe final class GEOSLibrary: Sendable {
    /// A table that stays where it is.
    // SAFETY: filled once in init, and read-only after; its functions may be called from any
    // thread, each with a handle of its own. It is never freed: a library once opened stays.
    nonisolated(unsafe) private let table: UnsafePointer<lip_geos>

    var functions: lip_geos { unsafe table.pointee }

    /// - Throws: `boundaries.no-libgeos`, which says where to get it.
    init(named name: String) throws(Diagnostic) {
        let table = UnsafeMutablePointer<lip_geos>.allocate(capacity: 1)
        unsafe table.initialize(to: lip_geos())
        unsafe self.table = UnsafePointer(table)
        // SAFETY: the table is filled; the reason is copied before anything else is opened.
        if let reason = unsafe lip_geos_open(table, name) {
            throw Diagnostic(
                "boundaries.no-libgeos",
                "`\(name)` cannot be used: \(unsafe String(cString: reason))",
                hints: ["install it: Debian's package is `libgeos-c1v5`"]
            )
        }
    }

    /// The system's library.
    static let system = Result { () throws(Diagnostic) in
        try GEOSLibrary(named: "libgeos_c.so.1")
    }
}
