import Foundation
import IndicatorModel
import PipelineConfig
import TestSupport
import Testing

/// Tests of what the documentation says of indicators.
@Suite struct IndicatorReferenceTests {
    private static let manual = "\(RealFiles.project)/docs/reference/indicators.md"

    @Test func `the manual lists every indicator and how its years compare`() throws {
        let report = Report()
        let configuration = Configuration.read(in: RealFiles.project, report)
        try #require(report.diagnostics == [])
        let text = try String(contentsOfFile: Self.manual, encoding: .utf8)
        let head = try #require(text.components(separatedBy: "| indicator |").first)
        let pairs = Set(configuration.indicators.flatMap(\.comparability.keys)).sorted()
        let header =
            "| indicator | what | kind | years | "
            + pairs.map(\.description).joined(separator: " | ") + " |\n"
            + "|---|---|---|---|" + pairs.map { _ in "---|" }.joined() + "\n"
        let rows = configuration.indicators.map { Self.row($0, pairs, configuration) }
        let notes = Self.notes(configuration)
        try expectFile(head + header + rows.joined() + notes, Self.manual)
    }

    private static func row(
        _ indicator: Indicator,
        _ pairs: [PeriodPair],
        _ configuration: Configuration
    ) -> String {
        let label = configuration.labels.text(.indicators, indicator.id.name)?.en ?? ""
        let years = indicator.periods.filter { _, mapping in
            if case .lists = mapping { true } else { false }
        }
        .keys.sorted().map(\.name)
        let codes = pairs.map { pair -> String in
            guard let comparability = indicator.comparability[pair] else { return "-" }
            let note = comparability.note.map { " [\($0)](#\($0))" } ?? ""
            return comparability.code.rawValue + note
        }
        let made = indicator.quotients.isEmpty ? years.joined(separator: ", ") : "computed"
        let cells = ["`\(indicator.id)`", label, indicator.kind.rawValue, made] + codes
        return "| \(cells.joined(separator: " | ")) |\n"
    }

    /// The notes that are used, in both languages.
    private static func notes(_ configuration: Configuration) -> String {
        let used = Set(
            configuration.indicators.flatMap { $0.comparability.values.compactMap(\.note) }
        )
        let texts = used.sorted().map { id in
            let text = configuration.labels.text(.notes, id)
            return "### \(id)\n\n\(text?.en ?? "")\n\n*\(text?.fr ?? "")*\n"
        }
        return "\n## Notes\n\n" + texts.joined(separator: "\n")
    }
}
