import IndicatorModel
import PipelineConfig
import TestSupport
import Testing

/// Mistakes in partitions that stand for a series.
@Suite struct PipelinePartitionsTests {
    @Test
    func `years make a partition each`() throws {
        let project = try TestProject.withSeries()
        let (_, pipeline, diagnostics) = project.load()
        #expect(diagnostics.map(\.rendered) == [])
        let ids = pipeline?.partitions.filter(\.isSeries).map(\.id.name)
        #expect(ids == ["admissions-2023", "admissions-2024"])
    }

    @Test(arguments: [
        ("    years: 2023-2024\n", "", "error[config.missing-key]: missing key `period`"),
        (
            "    recipes: \"2016\"\n", "",
            "error[config.missing-key]: missing key `recipes`"
        ),
        (
            "years: 2023-2024", "years: 2024-2023",
            "error[config.wrong-shape]: expected years such as \"2015-2024\""
        ),
        (
            "    years: 2023-2024\n", "    years: 2023-2024\n    period: \"2024\"\n",
            "error[config.one-choice]: a partition has a `period`, or one for each of its `years`"
        ),
        (
            "\"admissions-{year}\"", "admissions",
            "error[config.no-placeholder]: the id of a partition with `years` needs `{year}`"
        ),
        (
            "recipes: \"2016\"", "recipes: \"2021\"",
            "error[config.wrong-period]: source `admissions` has codes of 2016, not of 2021"
        ),
        (
            "sources: [admissions]", "sources: [profile-2016]",
            "error[config.wrong-period]: source `profile-2016` is of 2016, and has no series"
        ),
        (
            "sources: [profile-2021]", "sources: [admissions]",
            "error[config.wrong-period]: source `admissions` has a series, not figures of 2021"
        ),
    ])
    func `a mistake in a partition of a series is told`(
        _ old: String,
        _ new: String,
        _ told: String
    ) throws {
        let project = try TestProject.withSeries()
        try project.edit("pipelines/small.yaml", old, new)
        let texts = project.load().2.map(\.rendered)
        #expect(texts.contains { $0.hasPrefix(told) }, "\(texts)")
    }
}
