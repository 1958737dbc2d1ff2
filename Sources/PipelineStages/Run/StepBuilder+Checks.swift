import DataStore
import IndicatorModel
import PipelineConfig
import PipelineEngine

extension StepBuilder {
    /// The step that tells what all checks found.
    func validateAllStep(_ store: ReleaseStore) -> any Step {
        let across = configuration.checks.filter(\.kind.isAcrossPartitions)
        let periods = Set(pipeline.partitions.map(\.period))
        var settings = [Setting.group("checks", definitions(of: configuration.checks))]
        if !across.isEmpty {
            let lines = indicators(of: across).map { indicator in
                let pairs = indicator.comparability.filter { pair, _ in
                    periods.contains(pair.from) && periods.contains(pair.to)
                }
                let codes = pairs.sorted { $0.key < $1.key }.map { "\($0) \($1.code.rawValue)" }
                return ([describing(indicator)] + codes).joined(separator: " ")
            }
            settings.append(
                .derived("years that compare", lines.joined(separator: "\n"), origin: nil)
            )
            let changes = configuration.places.flatMap { place in
                place.definitionChanges.map { "\(place.id) \($0.periods)" }
            }
            if !changes.isEmpty {
                settings.append(
                    .derived(
                        "changes of definition",
                        changes.joined(separator: "\n"),
                        origin: nil
                    )
                )
            }
        }
        return ValidateAllStep(
            pipeline: pipeline,
            configuration: configuration,
            made: partitions,
            store: store,
            fixedSettings: settings
        )
    }

    /// All that the checks of one partition depend on besides its observations.
    func checks(of partition: PipelinePartition, _ places: [Place]) -> [Setting] {
        let period = partition.period
        let checks = PartitionChecks.made(configuration.checks, in: period)
        if checks.isEmpty { return [] }
        var settings: [Setting] = [
            .option("dataset", pipeline.dataset),
            .group("checks of \(period)", definitions(of: checks)),
            .derived(
                "indicators that are checked",
                indicators(of: checks).map(describing).joined(separator: "\n"),
                origin: nil
            ),
        ]
        if checks.contains(where: { $0.kind == .placeAndParent }) {
            let below = places.filter { $0.parent != nil }.map { place in
                let members =
                    place.recipes[partition.recipes]?.members.map { "\($0.geography)" } ?? []
                return "\(place.id) \(place.parent?.name ?? "") \(members.joined(separator: ","))"
            }
            settings.append(
                .derived("places below places", below.joined(separator: "\n"), origin: nil)
            )
        }
        return settings
    }

    /// What files say of checks but for their titles, which change no result.
    func definitions(
        of checks: [Check],
        without keys: [String] = ["title"]
    ) -> [Setting] {
        checks.compactMap { configuration.definitions["check \($0.id)"] }
            .map { .definition($0, without: keys) }
    }

    private func indicators(of checks: [Check]) -> [Indicator] {
        configuration.indicators.filter { indicator in
            checks.contains { $0.kind.canJudge(indicator) && $0.scope.contains(indicator) }
        }
    }

    /// What decides whether and how an indicator is checked.
    private func describing(_ indicator: Indicator) -> String {
        let partitions = indicator.partitions.map { partition in
            "\(partition.whole)=\(partition.parts.map(\.name).joined(separator: "+"))"
        }
        let genders = indicator.genders.map(\.rawValue).joined(separator: ",")
        return
            ([
                indicator.id.name, indicator.tab.name, indicator.kind.rawValue, indicator.unit,
                genders,
            ] + partitions).joined(separator: " ")
    }
}
