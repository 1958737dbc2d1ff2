import IndicatorModel
import PipelineStages

extension RunSummary {
    /// A run that failed, for the tests of what is told.
    static let failed = RunSummary(
        runID: "20261124T053413Z-1983",
        pipeline: "pnt",
        dataset: "pnt",
        moment: .failure,
        state: .failed,
        exitStatus: 69,
        started: "2026-11-24T05:34:13Z",
        ended: "2026-11-24T05:35:20Z",
        host: "server",
        steps: .init(ran: 3, current: 10, failed: 1, blocked: 2),
        failures: [
            .init(
                step: "extract/census-2016/calgary",
                code: "archive.truncated",
                message: "`calgary.csv.gz` ends in the middle of its compressed data"
            )
        ],
        warnings: ["`jasper.csv` was found nowhere"],
        log: ".lip/logs/20261124T053413Z-1983.log"
    )

    /// A run that published a version.
    static let succeeded = RunSummary(
        runID: "20261124T053413Z-1983",
        pipeline: "pnt",
        dataset: "pnt",
        moment: .success,
        state: .succeeded,
        exitStatus: 0,
        started: "2026-11-24T05:34:13Z",
        ended: "2026-11-24T05:35:20Z",
        version: 4,
        host: "server",
        steps: .init(ran: 12, current: 3)
    )
}
