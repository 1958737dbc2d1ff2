// Paths as text; nothing here looks at the disk.

/// The last name of a path: all of it when it names no folder.
package func fileName(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
}

/// The folder that a path stands in: `.` for a name without one.
package func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// A path below the project, from where the project's folder is; an absolute one stays as it is.
package func path(_ name: String, in root: String) -> String {
    root == "." || name.hasPrefix("/") ? name : "\(root)/\(name)"
}
