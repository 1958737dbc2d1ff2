import FoundationEssentials
import Glibc
import IndicatorModel

/// Where a program lies, found as a shell finds it, but started without one.
struct ProgramSearch {
    /// The folders of PATH.
    let folders: [String]

    /// An empty entry of PATH means nothing here: a program never comes from where one happens
    /// to be.
    init(path: String?) {
        folders = (path ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":").map(String.init)
    }

    /// The path of a program: a name with a `/` is a path below `folder`, any other one is looked
    /// for in PATH.
    ///
    /// - Throws: `command.not-found` or `command.not-executable`.
    func find(_ name: String, in folder: String?) throws -> String {
        guard name.contains("/") else { return try find(inPath: name) }
        let isAbsolute = name.hasPrefix("/")
        let path = isAbsolute ? name : "\(folder ?? ".")/\(name)"
        guard isFile(path) else {
            throw Diagnostic(
                "command.not-found",
                "there is no program `\(name)`" + (isAbsolute ? "" : " in `\(folder ?? ".")`"),
                hints: closestMatch(to: lastPart(name), among: programs(in: parent(path)))
                    .map { ["did you mean `\(name.dropLast(lastPart(name).count))\($0)`?"] } ?? []
            )
        }
        guard isExecutable(path) else {
            throw Diagnostic(
                "command.not-executable",
                "`\(name)` may not be executed",
                hints: ["make it a program: `chmod +x \(name)`"]
            )
        }
        // The program is started in the folder, so a path below it is meant from there.
        return name
    }

    private func find(inPath name: String) throws -> String {
        let paths = folders.map { "\($0)/\(name)" }
        if !name.isEmpty, let path = paths.first(where: { isFile($0) && isExecutable($0) }) {
            return path
        }
        let match = closestMatch(to: name, among: folders.flatMap(programs))
        throw Diagnostic(
            "command.not-found",
            "there is no program `\(name)` in the folders of PATH",
            hints: (match.map { ["did you mean `\($0)`?"] } ?? [])
                + ["install it, or give its path; PATH is `\(folders.joined(separator: ":"))`"]
        )
    }

    private func programs(in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { isExecutable("\(folder)/\($0)") && isFile("\(folder)/\($0)") }
    }

    private func isExecutable(_ path: String) -> Bool {
        unsafe access(path, X_OK) == 0
    }

    private func lastPart(_ path: String) -> String {
        String(path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...])
    }

    private func parent(_ path: String) -> String {
        String(path.dropLast(lastPart(path).count))
    }
}
