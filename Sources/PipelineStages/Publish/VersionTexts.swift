// size: lines of published prose are not broken for the width of a screen.

import DataStore
import IndicatorModel

/// What a version says of itself: description, README in both languages, changes.
struct VersionTexts {
    let pipeline: Pipeline
    let version: Int
    let previous: Int?
    let changes: [PartitionID: PartitionChange]
    let rankingChanges: [PartitionID: PartitionChange]
    /// Of the tables of supplements whose published rows stand, by the name of the table.
    let keptChanges: [(name: String, change: PartitionChange)]
    /// Rows that left as they may, with why.
    let withdrawn: [Withdrawal]
    let labelChanges: [LabelChange]
    let sources: Table?
    let checks: CheckNotes?
    let permit: RevisionPermit?
    let missing: [MissingPart]
    let standIns: [StandIn]

    func dataPackage(_ resources: [DataPackage.Resource]) -> DataPackage {
        DataPackage(
            name: pipeline.dataset,
            title: pipeline.title.en,
            description: pipeline.description.en,
            version: String(version),
            licenses: column(["licence", "licence_url"]).map {
                DataPackage.License(title: $0[0], path: $0[1])
            },
            sources: column(["attribution_en", "page"]).map {
                DataPackage.Origin(title: $0[0], path: $0[1].isEmpty ? nil : $0[1])
            },
            resources: resources
        )
    }

    /// The different values of some columns of the sources, sorted.
    private func column(_ names: [String]) -> [[String]] {
        guard let sources else { return [] }
        let indices = names.compactMap { name in sources.columns.firstIndex { $0.name == name } }
        var rows: Set<[String]> = []
        for index in 0..<sources.rowCount {
            let row = Array(sources.row(index))
            rows.insert(indices.map { row[$0] })
        }
        return rows.sorted { $0.lexicographicallyPrecedes($1) }
    }

    // MARK: - CHANGES.md

    /// Partitions, then their rankings, each by name.
    private var namedChanges: [(name: String, change: PartitionChange)] {
        changes.sorted { $0.key < $1.key }.map { ($0.key.name, $0.value) }
            + rankingChanges.sorted { $0.key < $1.key }.map { ("rankings/\($0.key)", $0.value) }
            + keptChanges
    }

    var changesText: String {
        var lines = ["# Changes in version \(version) of \(pipeline.dataset)", ""]
        lines.append(
            previous.map { "Compared with version \($0)." } ?? "The first version."
        )
        lines += ["", "| partition | what happened | rows |", "|---|---|--:|"]
        for (name, change) in namedChanges {
            lines.append("| \(name) | \(change.inWords) | \(grouped(change.rows)) |")
        }
        for (name, change) in namedChanges where !change.revisedRows.isEmpty {
            lines += ["", "## Revised: \(name)", "", "Reason: \(reason(name))", "", "```"]
            for row in change.revisedRows {
                lines.append("- \(row.before.joined(separator: ","))")
                let after = row.after?.joined(separator: ",")
                lines.append("+ \(after ?? "(no such row)")")
            }
            lines.append("```")
        }
        if !withdrawn.isEmpty {
            lines += ["", "## Withdrawn", ""]
            lines += withdrawn.map { row in
                "- \(row.key.joined(separator: ",")) of \(row.table).csv: \(row.because)"
            }
        }
        lines += LabelChange.lines(labelChanges)
        return lines.joined(separator: "\n") + "\n"
    }

    /// Why rows of a partition, or of its rankings, may change.
    private func reason(_ name: String) -> String {
        let id = name.split(separator: "/").last.map(String.init) ?? name
        if let permit, permit.partitions.contains(where: { $0.name == id }) { return permit.reason }
        let restated = pipeline.partitions.first { $0.id.name == id }?.restated
        return restated ?? permit?.reason ?? ""
    }

    // MARK: - README

    private var hasLocal: Bool { keptChanges.contains { $0.name.hasPrefix("local/") } }

    /// What buyers of tables want to be said, each once, with the sources it is about.
    private func notes(_ column: String, _ heading: String, colon: String) -> [String] {
        let notes = self.column([column, "source"]).filter { !$0[0].isEmpty }
        if notes.isEmpty { return [] }
        return ["## \(heading)", ""] + notes.map { "- `\($0[1])`\(colon) \($0[0])" } + [""]
    }

    var readme: String {
        var lines = [
            "# \(pipeline.title.en)", "", pipeline.description.en, "",
            "Version \(version). A published version never changes; what differs from the version "
                + "before is in CHANGES.md.", "",
            "## Files", "",
            "- `observations/`: the figures, one file a partition. Columns: "
                + Table.observationColumns.map { "`\($0.name)`" }.joined(separator: ", ") + ".",
            "- `bands/`: what the true figure lies within 95 times in 100, as far as rounding goes.",
            "- `places.csv`, `members.csv`: the places, and the census geographies they are made of.",
            "- `indicators.csv`, `categories.csv`, `terms.csv`: what the ids mean, in English and French.",
            "- `classifications.csv`: all countries and languages, with their regions and families.",
        ]
        if !rankingChanges.isEmpty {
            lines.append(
                "- `rankings/`: the ten largest countries and languages of each place, with the best and "
                    + "worst rank that rounding allows; view `top10`."
            )
        }
        if hasLocal {
            lines.append(
                "- `local/`: what coordinators handed in: indicators of their own, the partner survey, "
                    + "profiles, links. Small counts are withheld (`suppressed`)."
            )
        }
        lines += [
            "- `label_history.csv`: what things were called before.",
            "- `comparability.csv`: whether the figures of two years may be compared, and why not.",
            "- `checks.csv`: what was checked, how many rows were looked at, and how many failed.",
            "- `sources.csv`, `lineage/`: the exact files, and the lines each figure was made of.",
            "- `dataset.sqlite`: the same tables with views; `comparison` puts places side by side.",
            "- `datapackage.json`: types and meaning of all columns. `SHA256SUMS`: check with "
                + "`sha256sum --check SHA256SUMS`.", "",
            "## How to read a figure", "",
            "An empty `value` is no figure, and `state` says why; it is never zero. Census counts are "
                + "randomly rounded to a multiple of 5, so the true figure lies between `low` and "
                + "`high`, and mostly in the narrower band of `bands/`. `partial` means that some members of the place have no figure: `value` is "
                + "the sum of the others, `coverage` the share of members that have one.", "",
        ]
        if !missing.isEmpty {
            lines += ["## Files that were not at hand", ""]
            lines += missing.map { part in
                "- `\(part.file)` (source `\(part.source)`): what only it has is `not-available`."
            }
            lines.append("")
        }
        if !standIns.isEmpty {
            lines += ["## Files that are not the newest", ""] + standIns.map(\.texts.en) + [""]
        }
        lines += checks?.texts.map(\.en) ?? []
        lines += notes("licence_note_en", "Licence notes", colon: ":")
        lines += ["## Sources", ""] + column(["attribution_en"]).map { "- \($0[0])" }
        return lines.joined(separator: "\n") + "\n"
    }

    var readmeFrench: String {
        var lines = [
            "# \(pipeline.title.fr)", "", pipeline.description.fr, "",
            "Version \(version). Une version publiée ne change jamais ; ce qui diffère de la version "
                + "précédente se trouve dans CHANGES.md (en anglais).", "",
            "## Fichiers", "",
            "- `observations/` : les chiffres, un fichier par partition. Colonnes : "
                + Table.observationColumns.map { "`\($0.name)`" }.joined(separator: ", ") + ".",
            "- `bands/` : l'intervalle où se situe le vrai chiffre 95 fois sur 100, pour ce qui est de "
                + "l'arrondissement.",
            "- `places.csv`, `members.csv` : les lieux et les régions géographiques du recensement "
                + "qui les composent.",
            "- `indicators.csv`, `categories.csv`, `terms.csv` : le sens des identificateurs, en "
                + "français et en anglais.",
            "- `classifications.csv` : tous les pays et toutes les langues, avec leurs régions et leurs "
                + "familles.",
        ]
        if !rankingChanges.isEmpty {
            lines.append(
                "- `rankings/` : les dix principaux pays et langues de chaque lieu, avec le meilleur et le "
                    + "pire rang que l'arrondissement permet ; vue `top10`."
            )
        }
        if hasLocal {
            lines.append(
                "- `local/` : ce que les coordonnateurs ont remis : leurs indicateurs, le sondage des "
                    + "partenaires, des portraits, des liens. Les petits effectifs sont retenus (`suppressed`)."
            )
        }
        lines += [
            "- `label_history.csv` : les anciens noms.",
            "- `comparability.csv` : si les chiffres de deux années peuvent être comparés, et sinon "
                + "pourquoi.",
            "- `checks.csv` : ce qui a été vérifié, le nombre de lignes examinées et celui des échecs.",
            "- `sources.csv`, `lineage/` : les fichiers exacts et les lignes dont chaque chiffre "
                + "provient.",
            "- `dataset.sqlite` : les mêmes tableaux avec des vues ; `comparison` met les lieux côte "
                + "à côte.",
            "- `datapackage.json` : types et sens des colonnes. `SHA256SUMS` : à vérifier avec "
                + "`sha256sum --check SHA256SUMS`.", "",
            "## Comment lire un chiffre", "",
            "Une `value` vide signifie qu'il n'y a pas de chiffre, et `state` dit pourquoi ; ce n'est "
                + "jamais zéro. Les effectifs du recensement sont arrondis aléatoirement à un "
                + "multiple de 5 : le vrai chiffre se situe entre `low` et `high`, le plus souvent "
                + "dans l'intervalle plus étroit de `bands/`. `partial` "
                + "signifie que certains membres du lieu n'ont pas de chiffre : `value` est la somme "
                + "des autres et `coverage`, la part des membres qui en ont un.", "",
        ]
        if !missing.isEmpty {
            lines += ["## Fichiers qui n'étaient pas disponibles", ""]
            lines += missing.map { part in
                "- `\(part.file)` (source `\(part.source)`) : ce qu'il est seul à contenir est "
                    + "`not-available`."
            }
            lines.append("")
        }
        if !standIns.isEmpty {
            lines += ["## Fichiers qui ne sont pas les plus récents", ""]
            lines += standIns.map(\.texts.fr) + [""]
        }
        lines += checks?.texts.map(\.fr) ?? []
        lines += notes("licence_note_fr", "Notes sur les licences", colon: " :")
        lines += ["## Sources", ""]
        let sources = column(["attribution_fr"]).map { "- \($0[0])" }
        return (lines + sources).joined(separator: "\n") + "\n"
    }
}

extension PartitionChange {
    package var rows: Int {
        switch self {
        case .new(let rows), .carried(let rows), .extended(let rows, _), .revised(let rows, _),
            .withdrawn(let rows, _, _):
            rows
        }
    }

    /// What happened, as CHANGES.md says it.
    package var inWords: String {
        switch self {
        case .new: "new"
        case .carried: "carried: every row as it was, byte for byte"
        case .extended(_, let added): "extended: \(counted(added, "row")) added, no old row changed"
        case .withdrawn(_, 0, let count):
            "withdrawn: \(counted(count, "row")) left, no other row changed"
        case .withdrawn(_, let added, let count):
            "withdrawn: \(counted(count, "row")) left, \(counted(added, "row")) added, no other row "
                + "changed"
        case .revised(_, let changes): "revised: \(counted(changes.count, "row")) changed"
        }
    }
}
