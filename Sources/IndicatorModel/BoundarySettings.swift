/// Of which file, and how, the polygons and maps of places are made.
package struct BoundarySettings: Hashable, Sendable {
    package let source: SourceID
    /// The part with the census subdivisions: a ZIP, or a `.shp` beside whose part are those of
    /// the `.dbf` and the `.prj` of the same name.
    package let part: PartID
    /// The census whose subdivisions they are, and whose recipes are drawn.
    package let vintage: Period
    /// How far simplified borders may leave the true ones, in metres.
    package let tolerance: Int

    package init(source: SourceID, part: PartID, vintage: Period, tolerance: Int) {
        self.source = source
        self.part = part
        self.vintage = vintage
        self.tolerance = tolerance
    }

    /// The files that a loose shapefile needs beside it; none for a ZIP, which has them all.
    package static func files(beside file: String) -> [String] {
        guard file.hasSuffix(".shp") else { return [] }
        return [".dbf", ".prj"].map { file.dropLast(".shp".count) + $0 }
    }

    /// The parts of a source that polygons are read from, the first with the shapes.
    package func parts(of source: Source) -> [SourcePart] {
        guard source.id == self.source, let part = source.parts.first(where: { $0.id == self.part })
        else { return [] }
        let names = [part.file.name] + Self.files(beside: part.file.name)
        return names.compactMap { name in source.parts.first { $0.file.name == name } }
    }
}
