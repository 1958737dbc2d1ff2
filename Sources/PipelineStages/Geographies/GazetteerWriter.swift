import CSVKernel
package import IndicatorModel
import PipelineConfig

extension Gazetteer {
    /// The list as it stands in config/geographies.
    package var csv: [UInt8] {
        var writer = CSVWriter(header: GazetteerReader.columns)
        for entry in entries {
            writer.row([
                entry.geography.level.rawValue, entry.geography.code, entry.dguid, entry.names.en,
                entry.names.fr, entry.type,
                entry.within.map(\.description).joined(separator: ";"),
                entry.landArea.map(decimalText) ?? "", entry.population.map(String.init) ?? "",
            ])
        }
        return writer.take()
    }
}
