import CSVKernel
import DataStore
import IndicatorModel
import PipelineEngine
import PlaceBoundaries

/// Opens a boundary file as its publisher offers it: a ZIP with a shapefile, or its loose files.
struct BoundaryFileOpener {
    let source: Source

    /// - Throws: `archive.no-member`, `extract.web-page` and what `ZIPArchive` throws.
    func open(
        _ parts: [(part: SourcePart, file: FetchedPart)],
        _ context: StepContext
    ) throws -> BoundaryFileBytes {
        func bytes(_ ending: String) throws -> [UInt8] {
            var opened: (name: String, bytes: any ByteSource)?
            if let loose = parts.first(where: { $0.part.file.name.hasSuffix(ending) }) {
                opened = try PartOpener(source: source, part: loose.part).open(loose.file, context)
            } else if let archive = parts.first {
                let opener = PartOpener(source: source, part: archive.part)
                opened = try opener.open(archive.file, context, member: "*\(ending)")
            }
            return try opened?.bytes.readAll() ?? []
        }
        let name = parts.first?.part.file.name ?? ""
        return BoundaryFileBytes(
            shapes: try bytes(".shp"),
            table: try bytes(".dbf"),
            projection: try bytes(".prj"),
            name: String(name.dropLast(".zip".count))
        )
    }
}

extension ByteSource {
    /// All bytes of a file that has to be in memory as a whole.
    fileprivate func readAll() throws -> [UInt8] {
        var all: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = try read(into: &piece, at: 0)
            if count == 0 { return all }
            all += piece[..<count]
        }
    }
}
