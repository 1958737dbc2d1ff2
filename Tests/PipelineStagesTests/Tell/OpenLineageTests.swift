import DataStore
import IndicatorModel
import PipelineStages
import TestSupport
import Testing

@Suite struct OpenLineageTests {
    static let steps: [StepSummary] = {
        var fetch = StepSummary(step: "fetch/a", stage: .fetch, state: .ran)
        fetch.started = "2026-11-24T05:34:14Z"
        fetch.ended = "2026-11-24T05:34:15Z"
        fetch.outputs = [.init(name: "object/a.csv", digest: String(repeating: "ab", count: 32))]
        var extract = StepSummary(step: "extract/a", stage: .extract, state: .failed)
        extract.started = "2026-11-24T05:34:15Z"
        extract.ended = "2026-11-24T05:34:16Z"
        extract.inputs = fetch.outputs
        extract.outputs = [.init(name: "cells/a", digest: nil)]
        extract.message = "the file is cut short"
        let blocked = StepSummary(step: "normalize/a", stage: .normalize, state: .blocked)
        return [extract, blocked, fetch]
    }()

    private func lines() throws -> String {
        try OpenLineage.lines(
            .failed,
            Self.steps,
            namespace: "lipline://agency.ca",
            producer: "https://agency.ca/lipline/0.1.0"
        )
    }

    @Test func `a run and its steps start and end`() throws {
        try expectGolden(lines(), "open-lineage.ndjson")
    }

    @Test func `a step has always the same number, and no other step has it`() {
        #expect(OpenLineage.uuid("a") == OpenLineage.uuid("a"))
        #expect(OpenLineage.uuid("a") == "63984050-c356-8bf4-a9fa-02d1be351478")
        let all = Set((0..<1000).map { OpenLineage.uuid("run/\($0)") })
        #expect(all.count == 1000)
        let form = /[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/
        for uuid in all { #expect(uuid.wholeMatch(of: form) != nil) }
    }

    /// Makes the events with the classes of OpenLineage's own client, which check their fields,
    /// and compares what they write with what we did.
    private static let reader = """
        import json, sys, attr
        from openlineage.client import event_v2 as v, serde
        from openlineage.client.facet_v2 import (
            parent_run, error_message_run, dataset_version_dataset, datasource_dataset)

        def facet(value):
            value = dict(value)
            schema, producer = value.pop("_schemaURL"), value.pop("_producer")
            kinds = {
                "ParentRunFacet": lambda: parent_run.ParentRunFacet(
                    run=parent_run.Run(**value["run"]), job=parent_run.Job(**value["job"]),
                    producer=producer),
                "ErrorMessageRunFacet": lambda: error_message_run.ErrorMessageRunFacet(
                    **value, producer=producer),
                "DatasetVersionDatasetFacet":
                    lambda: dataset_version_dataset.DatasetVersionDatasetFacet(
                        **value, producer=producer),
                "DatasourceDatasetFacet":
                    lambda: datasource_dataset.DatasourceDatasetFacet(**value, producer=producer),
            }
            made = kinds[schema.rsplit("/", 1)[1]]()
            assert made._schemaURL == schema, (made._schemaURL, schema)
            return made

        def facets(values):
            return {name: facet(value) for name, value in values.items()}

        def datasets(kind, values):
            return [kind(x["namespace"], x["name"], facets=facets(x["facets"])) for x in values]

        count = 0
        for line in sys.stdin:
            x = json.loads(line)
            event = v.RunEvent(
                eventType=v.RunState[x["eventType"]], eventTime=x["eventTime"],
                run=v.Run(x["run"]["runId"], facets=facets(x["run"]["facets"])),
                job=v.Job(x["job"]["namespace"], x["job"]["name"]),
                inputs=datasets(v.InputDataset, x["inputs"]),
                outputs=datasets(v.OutputDataset, x["outputs"]), producer=x["producer"])
            made = json.loads(serde.Serde.to_json(event))
            def whole(a, b):
                if isinstance(a, dict):
                    for key in a:
                        whole(a[key], b.get(key, a[key] if a[key] in ({}, []) else None))
                elif isinstance(a, list):
                    assert len(a) == len(b), (a, b)
                    for m, n in zip(a, b): whole(m, n)
                else:
                    assert a == b, (a, b)
            whole(x, made)
            count += 1
        print(count, "events")
        """

    private static let python: String? = {
        guard let python = InstalledTool.path("python3") else { return nil }
        let outcome = try? ChildProcess([python, "-c", "import openlineage.client"]).run()
        return outcome?.end == .exited(0) ? python : nil
    }()

    @Test(
        .enabled(if: Self.python != nil, "needs `openlineage-python` (PyPI), see .ci/run")
    )
    func `OpenLineage's own client reads the events and would write the same`() throws {
        let python = try #require(Self.python)
        let outcome = try ChildProcess(
            [python, "-c", Self.reader],
            input: Array(try lines().utf8)
        )
        .run()
        #expect(outcome.tail == "6 events\n")
    }
}
