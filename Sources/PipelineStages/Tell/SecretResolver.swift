import DataStore
package import IndicatorModel

/// Finds the values of secrets: in the environment, or in files of the project.
package struct SecretResolver: Sendable {
    private let environment: [String: String]
    private let root: String

    /// - Parameters:
    ///   - environment: The variables of the process.
    ///   - root: The project's folder, which paths of files start from.
    package init(environment: [String: String], root: String) {
        self.environment = environment
        self.root = root
    }

    /// The value of a secret.
    ///
    /// - Returns: Its text; of a file, without the line end at its end.
    /// - Throws: `notify.no-secret`, a warning that names the variable or file, never a value.
    package func resolve(_ secret: Secret) throws(Diagnostic) -> String {
        switch secret {
        case .literal(let text): return text
        case .environment(let name):
            guard let value = environment[name], !value.isEmpty else {
                throw missing(
                    "the variable `\(name)` is not set",
                    "set it for the user that runs `lip`; cron and systemd do not read a "
                        + "shell's profile"
                )
            }
            return value
        case .file(let path):
            guard let bytes = try? readFile(IndicatorModel.path(path, in: root)) else {
                throw missing(
                    "the file `\(path)` is missing or cannot be read",
                    "write the secret into it, readable for the user that runs `lip` alone"
                )
            }
            var text = String(decoding: bytes, as: UTF8.self)[...]
            if text.last?.isNewline ?? false { text.removeLast() }
            guard !text.isEmpty else {
                throw missing("the file `\(path)` is empty", "write the secret into it")
            }
            return String(text)
        }
    }

    private func missing(_ message: String, _ hint: String) -> Diagnostic {
        Diagnostic("notify.no-secret", message, hints: [hint], severity: .warning)
    }
}
