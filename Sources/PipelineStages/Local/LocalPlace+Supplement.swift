import DataStore
import IndicatorModel

extension Supplement {
    /// What a version has of a place.
    init(_ local: LocalPlace) {
        let place = local.place.name
        var files: [Attachment] = []
        let profiles = local.profiles.map { Self.row(of: $0, place, &files) }
        let links = local.links.map { Self.row(of: $0, place, &files) }
        self.init(
            name: .local,
            tables: [
                LocalTables.indicators.with(Self.indicators(of: local)),
                LocalTables.categories.with(Self.categories(of: local)),
            ],
            kept: [
                LocalTables.observations.with(Self.observations(of: local)),
                LocalTables.survey.with(local.survey.map { Self.row(of: $0, place) }),
                LocalTables.profiles.with(profiles),
                LocalTables.links.with(links),
            ],
            files: files,
            folders: [LocalTables.files],
            withdrawals: local.ended.map { ended in
                Withdrawal(
                    table: LocalTables.profiles.name,
                    key: [place, ended.profile.name],
                    because: ended.isWithdrawn
                        ? "consent withdrawn on \(ended.date)" : "consent ended on \(ended.date)"
                )
            }
        )
    }

    private static func indicators(of local: LocalPlace) -> [[String]] {
        local.indicators.enumerated().map { index, indicator in
            [
                local.place.name, indicator.id.name, String(index + 1), indicator.kind.rawValue,
                indicator.label.en, indicator.label.fr, indicator.unit.en, indicator.unit.fr,
                indicator.source.en, indicator.source.fr, indicator.note?.en ?? "",
                indicator.note?.fr ?? "", String(indicator.threshold),
            ]
        }
    }

    private static func categories(of local: LocalPlace) -> [[String]] {
        local.indicators.flatMap { indicator in
            ([.total] + indicator.categories).enumerated().compactMap { position, category in
                indicator.categoryLabels[category].map { label in
                    [
                        local.place.name, indicator.id.name, category.name, String(position),
                        label.en, label.fr,
                    ]
                }
            }
        }
    }

    private static func observations(of local: LocalPlace) -> [[String]] {
        local.observations.map { observation in
            let key = observation.key
            return [
                local.place.name, key.indicator.name, key.category.name, key.period.kind.rawValue,
                key.period.name, observation.value.map(decimalText) ?? "",
                observation.state.rawValue, observation.note,
            ]
        }
    }

    private static func row(of result: SurveyResult, _ place: String) -> [String] {
        let answers = result.distribution?.map { String($0) }
        return [
            place, result.period.name, result.dimension.name,
            result.question?.name ?? CategoryID.total.name,
            result.responses.map { String($0) } ?? "", result.mean.map(decimalText) ?? "",
            result.favourable.map(decimalText) ?? "",
        ] + (answers ?? Array(repeating: "", count: SurveyDefinition.scale))
            + [(result.responses == nil ? ValueState.suppressed : .observed).rawValue]
    }

    private static func row(
        of profile: LocalProfile,
        _ place: String,
        _ files: inout [Attachment]
    ) -> [String] {
        let folder = "\(LocalTables.files)/\(place)/profiles/\(profile.id)"
        var whole: [UInt8] = []
        var paths: [String] = []
        let image = profile.image.map { ($0.format.rawValue, $0.bytes) }
        for file in [
            profile.texts["en"].map { ("en.md", $0) }, profile.texts["fr"].map { ("fr.md", $0) },
            image,
        ] {
            guard let (ending, bytes) = file else {
                paths.append("")
                continue
            }
            files.append(Attachment(path: "\(folder).\(ending)", bytes: bytes))
            paths.append("\(folder).\(ending)")
            whole += bytes
        }
        return [
            place, profile.id.name, profile.name, profile.title.en, profile.title.fr,
            profile.consent.description, profile.consentUntil?.description ?? "",
        ] + paths + [
            profile.alternative?.en ?? "", profile.alternative?.fr ?? "", SHA256.digest(whole),
        ]
    }

    private static func row(
        of link: LocalLink,
        _ place: String,
        _ files: inout [Attachment]
    ) -> [String] {
        let row = [place, link.id.name, link.kind.rawValue, link.title.en, link.title.fr]
        switch link.target {
        case .url(let url): return row + [url, "", "", ""]
        case .document(let name, let bytes):
            let path = "\(LocalTables.files)/\(place)/documents/\(name)"
            let file = Attachment(path: path, bytes: bytes)
            if !files.contains(file) { files.append(file) }
            return row + ["", path, String(bytes.count), SHA256.digest(bytes)]
        }
    }
}

extension Table {
    /// The table with rows, in the order of their keys.
    func with(_ rows: [[String]]) -> Table {
        var table = self
        for row in rows { table.append(row) }
        return table.sorted()
    }
}
