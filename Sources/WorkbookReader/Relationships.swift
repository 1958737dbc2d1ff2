/// Where the parts of a workbook lie that one of its parts names.
///
/// Source: ECMA-376, part 2, 9.3 (relationships), and part 1, 15.2 (types).
final class Relationships: XMLHandler {
    struct Target {
        let id: String
        /// The last word of its type, such as `worksheet`.
        let type: String
        /// The name of the member, without a leading slash.
        let member: String
    }

    private(set) var targets: [Target] = []
    private let folder: String

    /// `folder` is that of the part whose relationships these are.
    init(folder: String) {
        self.folder = folder
    }

    func start(_ name: String, _ attributes: XMLAttributes) {
        guard name == "Relationship", let id = attributes["Id"], let type = attributes["Type"],
            let target = attributes["Target"], attributes["TargetMode"] != "External"
        else { return }
        let last = type.split(separator: "/").last.map(String.init) ?? ""
        targets.append(Target(id: id, type: last, member: member(target)))
    }

    func end(_ name: String) {}
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}

    func member(ofType type: String) -> String? {
        targets.first { $0.type == type }?.member
    }

    /// A target is relative to the folder, or begins with a slash.
    private func member(_ target: String) -> String {
        var words = target.hasPrefix("/") ? [] : folder.split(separator: "/")
        for word in target.split(separator: "/") {
            if word == ".." { _ = words.popLast() } else if word != "." { words.append(word) }
        }
        return words.joined(separator: "/")
    }
}
