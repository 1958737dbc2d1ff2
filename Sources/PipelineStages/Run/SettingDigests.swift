import DataStore
import IndicatorModel
import PipelineEngine

extension Setting {
    /// Half of a SHA-256 is enough to tell settings apart, and can be read.
    private static func short(_ bytes: [UInt8]) -> String {
        String(SHA256.digest(bytes).prefix(32))
    }

    static func option(_ name: String, _ text: String) -> Setting {
        Setting(.option, name, digest: short(Array(text.utf8)))
    }

    /// Something whose meaning was computed from configuration files.
    static func derived(_ name: String, _ text: String, origin: String?) -> Setting {
        Setting(.definition, name, digest: short(Array(text.utf8)), origin: origin)
    }

    /// All that a definition says but what stands under some keys.
    static func definition(_ definition: Definition, without keys: [String] = []) -> Setting {
        Setting(
            .definition,
            definition.name,
            digest: short(definition.text(without: keys)),
            origin: definition.file
        )
    }

    /// What a definition says under some keys.
    static func definition(_ definition: Definition, where keeps: (String) -> Bool) -> Setting {
        Setting(
            .definition,
            definition.name,
            digest: short(definition.text(where: keeps)),
            origin: definition.file
        )
    }

    /// One that stands for several.
    static func group(_ name: String, _ members: [Setting]) -> Setting {
        let text = members.map { "\($0.name)\t\($0.digest)\n" }.sorted().joined()
        return Setting(.definition, name, digest: short(Array(text.utf8)), members: members)
    }
}
