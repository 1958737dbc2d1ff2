/// What a configuration file says of one thing, so that it can be told what changed in it.
///
/// Comments, spelling of scalars and the order of keys are no part of it.
package struct Definition: Hashable, Sendable {
    /// What a person calls it, such as `indicator unemployment-rate`.
    package let name: String
    /// The file it stands in, relative to the project.
    package let file: String
    /// What it says, by key; keys of mappings within are joined to those around them by a dot, as
    /// `periods.2016`.
    package let parts: [String: [UInt8]]

    package init(name: String, file: String, parts: [String: [UInt8]]) {
        self.name = name
        self.file = file
        self.parts = parts
    }

    /// The parts under some keys, as one text.
    package func text(where keeps: (String) -> Bool) -> [UInt8] {
        var text: [UInt8] = []
        for (key, part) in parts.filter({ keeps($0.key) }).sorted(by: { $0.key < $1.key }) {
            text += Array(key.utf8) + [UInt8(ascii: "\n")] + part + [UInt8(ascii: "\n")]
        }
        return text
    }

    /// All parts but those of some keys, and of all keys below them.
    package func text(without keys: [String]) -> [UInt8] {
        text { key in !keys.contains { key == $0 || key.hasPrefix("\($0).") } }
    }
}
