import DataStore
import FoundationEssentials
import IndicatorModel

/// The bytes that may not be lost: those that a source has now, and those that any version was
/// made of.
package struct NeededSnapshots {
    private let options: RunOptions

    package init(_ options: RunOptions) {
        self.options = options
    }

    /// Their digests.
    package func digests() throws -> Set<String> {
        let store = SnapshotStore(root: options.dataRaw, files: FileLayer())
        var digests: Set<String> = []
        for source in store.sources() {
            digests.formUnion(
                try store.histories(of: source).values.compactMap { $0.current?.sha256 }
            )
        }
        for dataset in names(options.dataClean) { digests.formUnion(try digestsRead(by: dataset)) }
        return digests
    }

    /// The digests of the files that any version of a dataset was made of.
    private func digestsRead(by dataset: String) throws -> Set<String> {
        var digests: Set<String> = []
        let versions = "\(options.dataClean)/\(dataset)/versions"
        for version in names(versions) {
            let published = PublishedVersion(folder: "\(versions)/\(version)", number: 0)
            guard
                let sources = try published.table("sources", Table.sourceColumns, keyCount: 3),
                let column = sources.columns.firstIndex(where: { $0.name == "sha256" })
            else { continue }
            for index in 0..<sources.rowCount {
                let row = sources.row(index)
                digests.insert(row[row.startIndex + column])
            }
        }
        return digests
    }

    private func names(_ folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    }
}
