import FoundationEssentials
package import IndicatorModel

/// What a concordance changes in config/places, before anything is written.
package struct ConcordanceImport: Sendable {
    /// What new places are, of which a concordance says only the members.
    package struct NewPlaces: Sendable {
        package let kind: PlaceKind
        package let collection: String
        package let parent: PlaceID?

        package init(kind: PlaceKind, collection: String, parent: PlaceID?) {
            self.kind = kind
            self.collection = collection
            self.parent = parent
        }
    }

    /// A file as it will be.
    package struct File: Sendable {
        /// Below the project's folder.
        package let path: String
        package let text: String
        package let changes: [RecipeChange]
        package let isNew: Bool
    }

    /// Files that change, in the order of places; none where the recipes are those of the table.
    package private(set) var files: [File] = []
    /// The recipes that the table has, changed or not.
    package private(set) var recipeCount = 0

    /// Reads a concordance and holds it against the recipes; what is wrong goes to `report`.
    ///
    /// The name of its file stands in messages and is the source of new recipes. A place that
    /// config/places does not have is an error where `newPlaces` does not say what it is.
    package init(
        _ text: [UInt8],
        named name: String,
        _ configuration: Configuration,
        in root: String,
        newPlaces: NewPlaces?,
        _ report: Report
    ) {
        guard let string = String(validating: text, as: UTF8.self) else {
            report.add(.notUTF8(name, Data(text)))
            return
        }
        let file = TextFile(name: name, text: string)
        let rows = ConcordanceReader(file, configuration, report).rows
        let recipes = Dictionary(grouping: rows) { $0.place }
        for (id, rows) in recipes.sorted(by: { $0.key < $1.key }) {
            let wanted = Dictionary(grouping: rows, by: \.vintage).mapValues { rows in
                rows.map { Self.member($0, configuration) }
            }
            recipeCount += wanted.count
            if let place = configuration.places.first(where: { $0.id == id }) {
                change(place, wanted, source: name, configuration, root, report)
            } else if let newPlaces {
                add(id, wanted, newPlaces, source: name)
            } else {
                report.add(
                    Diagnostic(
                        "config.unknown-place",
                        "there is no place `\(id)`",
                        at: file.span(line: rows[0].line, column: 1, length: id.name.count),
                        hints: Self.hints(id, configuration)
                    )
                )
            }
        }
    }

    private static func hints(_ id: PlaceID, _ configuration: Configuration) -> [String] {
        let known = configuration.places.map(\.id.name)
        return (didYouMean(id.name, among: known).map { [$0] } ?? [])
            + ["give `--collection` where new places shall be made"]
    }

    private static func member(
        _ row: ConcordanceRow,
        _ configuration: Configuration
    ) -> RecipeMember {
        let known = configuration.gazetteers[row.vintage]?[row.geography]?.names.en
        let name = row.name.isEmpty ? known ?? row.geography.code : row.name
        return RecipeMember(geography: row.geography, name: name, weight: row.weight)
    }

    private mutating func change(
        _ place: Place,
        _ wanted: [Period: [RecipeMember]],
        source: String,
        _ configuration: Configuration,
        _ root: String,
        _ report: Report
    ) {
        let changes = wanted.sorted { $0.key < $1.key }.compactMap { period, members in
            RecipeChange(place, period, members)
        }
        guard !changes.isEmpty, let path = configuration.definitions["place \(place.id)"]?.file,
            let file = TextFile.read(
                path,
                in: URL(filePath: root, directoryHint: .isDirectory),
                report
            )
        else { return }
        var text = file.text
        for change in changes {
            guard let document = RecipeText(TextFile(name: path, text: text), report) else {
                return
            }
            text = document.replacing(
                change.period,
                by: wanted[change.period] ?? [],
                source: "concordance \(source)"
            )
            guard
                RecipeText(TextFile(name: path, text: text), report)?.members(of: change.period)
                    == wanted[change.period]?.map(\.geography)
            else {
                report.add(.cannotEdit(path, change.period))
                return
            }
        }
        files.append(File(path: path, text: text, changes: changes, isNew: false))
    }

    private mutating func add(
        _ id: PlaceID,
        _ wanted: [Period: [RecipeMember]],
        _ new: NewPlaces,
        source: String
    ) {
        let words = id.name.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }
        let name = words.joined(separator: " ")
        let draft = PlaceDraft(
            id: id,
            kind: new.kind,
            status: .candidate,
            collection: new.collection,
            parent: new.parent,
            name: BilingualText(en: name, fr: name),
            comments: [
                "Made from the concordance \(source): correct the names in both languages."
            ],
            recipes: wanted.mapValues { members in
                .members(
                    DraftRecipe(
                        status: .inferred,
                        source: "concordance \(source)",
                        members: members
                    )
                )
            }
        )
        let place = Place(
            id: id,
            kind: new.kind,
            status: .candidate,
            collection: new.collection,
            parent: new.parent,
            names: [],
            recipes: [:],
            notDefined: [:]
        )
        let changes = wanted.sorted { $0.key < $1.key }.compactMap { period, members in
            RecipeChange(place, period, members)
        }
        files.append(File(path: draft.path, text: draft.text, changes: changes, isNew: true))
    }
}

extension Diagnostic {
    fileprivate static func cannotEdit(_ path: String, _ period: Period) -> Diagnostic {
        Diagnostic(
            "config.cannot-edit",
            "the recipe of \(period) in `\(path)` is written in a way that cannot be changed line "
                + "by line",
            hints: ["write its members one below the other, or change it by hand"]
        )
    }
}
