import CSVKernel
import DataStore
import IndicatorModel

/// The labels that came with a source: `characteristic,label` or a vector list
/// (`vector,label,...`).
struct LabelsFile: Sendable {
    /// The name of the file, for messages.
    let name: String
    private var labels: [CharacteristicID: (text: String, line: Int)] = [:]

    init(name: String) {
        self.name = name
    }

    subscript(_ id: CharacteristicID) -> String? { labels[id]?.text }

    /// Where the label of a characteristic stands.
    func span(of id: CharacteristicID) -> SourceSpan {
        SourceSpan(file: name, line: labels[id]?.line ?? 1)
    }

    static func read(_ path: String, name: String) throws -> LabelsFile {
        var file = LabelsFile(name: name)
        var reader = RecordReader(try FileByteSource(path))
        var columns: (id: Int, label: Int)?
        while try reader.next(file.error) {
            let fields = try reader.texts(file.error)
            guard let found = columns else {
                columns = try file.columns(of: fields, line: reader.line)
                continue
            }
            guard fields.count > max(found.id, found.label) else { continue }
            let id = CharacteristicID(fields[found.id])
            file.labels[id] = (fields[found.label], reader.line)
        }
        return file
    }

    private func columns(of header: [String], line: Int) throws -> (id: Int, label: Int) {
        let id = header.firstIndex { $0 == "characteristic" || $0 == "vector" }
        guard let id, let label = header.firstIndex(of: "label") else {
            throw error(
                "missing-column",
                "no columns `characteristic` and `label`; found \(listed(header))",
                line
            )
        }
        return (id, label)
    }

    private func error(_ code: String, _ message: String, _ line: Int) -> Diagnostic {
        Diagnostic("extract.\(code)", message, at: SourceSpan(file: name, line: line))
    }
}
