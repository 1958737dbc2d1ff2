import DataStore
package import IndicatorModel
package import PipelineConfig

/// The files that a crosswalk by blocks is made of, oldest first.
package struct BlockCrosswalkFiles {
    /// Correspondence files of 92-156, one for each census after the first.
    private let correspondences: [String]
    /// Tables `block,population`, one for each census.
    private let blocks: [String]

    package init(correspondences: [String], blocks: [String]) {
        self.correspondences = correspondences
        self.blocks = blocks
    }

    /// The people of the first census on the boundaries of the last.
    ///
    /// By census subdivisions where a list of geographies says in which one an area lies.
    ///
    /// - Throws: `Diagnostic` or `Diagnostics` for a file that cannot be read, or whose blocks
    ///   leave people out.
    package func crosswalk(
        _ configuration: Configuration,
        from: Period,
        to: Period
    ) throws -> Crosswalk {
        guard let pair = PeriodPair(from: from, to: to) else {
            throw Diagnostic("usage.bad-years", "\(from) is not before \(to)")
        }
        guard let first = blocks.first, blocks.count == correspondences.count + 1 else {
            throw Diagnostic("usage.bad-blocks", "expected a table of blocks for each census")
        }
        var way = BlockCrosswalk(populations: CorrespondenceReader.areas(try people(first)))
        for (file, table) in zip(correspondences, blocks.dropFirst()) {
            let links = try CorrespondenceReader.links(FileByteSource(file), file: file)
            way = try way.followed(by: links, populations: people(table))
        }
        let (old, new) = (configuration.gazetteers[from], configuration.gazetteers[to])
        return way.grouped(from: { Self.subdivision($0, old) }, to: { Self.subdivision($0, new) })
            .crosswalk(pair)
    }

    private func people(_ file: String) throws -> [String: Int] {
        try CorrespondenceReader.populations(FileByteSource(file), file: file)
    }

    /// The census subdivision of a dissemination area; the area itself where no list says it.
    private static func subdivision(_ area: String, _ gazetteer: Gazetteer?) -> String {
        let geography = Geography(level: .disseminationArea, code: area)
        guard let gazetteer, gazetteer[geography] != nil else { return area }
        return gazetteer.parents(of: geography).first { $0.level == .censusSubdivision }?.code
            ?? area
    }
}
