import ArgumentParser
import DataStore
import IndicatorModel
import PipelineConfig
import PipelineStages

struct NewPlaceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "place",
        abstract: "Make the file of a LIP or another place, with the codes of each census.",
        discussion: """
            Members are given by code or by name, and looked up in the list of each census in \
            config/geographies. A census that does not have one of them is left undefined, with \
            the reason. On a terminal it asks for what is left out, and which geography of a name \
            is meant; elsewhere that is an error. It refuses to replace a file.

            Example: lip new place airdrie --parent alberta --collection pnt \
            --name-en "Airdrie Local Immigration Partnership" \
            --name-fr "Partenariat local en matière d’immigration d’Airdrie" --member "CSD Airdrie"
            Example: lip new place
            """
    )

    @OptionGroup var project: ProjectOptions

    @Argument(help: "The id of the place: lower-case words joined by hyphens.")
    var id: String?

    @Option(help: "What it is: country, region, province, territory, lip, city or community.")
    var kind: PlaceKind?

    @Option(help: "Whether a source confirms that it exists: confirmed or candidate.")
    var status: PlaceStatus = .candidate

    @Option(help: ArgumentHelp("The place above it, such as its province.", valueName: "place"))
    var parent: String?

    @Option(help: "The group of places that pipelines publish together.")
    var collection: String?

    @Option(help: ArgumentHelp("Its name in English.", valueName: "name"))
    var nameEn: String?

    @Option(help: ArgumentHelp("Its name in French.", valueName: "name"))
    var nameFr: String?

    @Option(help: "Where its definition was read; recipes are then verified.")
    var source: String?

    @Option(
        name: .customLong("member"),
        help: ArgumentHelp(
            "What it is made of, by level and code or name, once for each; 2016: before it is for "
                + "that census only.",
            valueName: "member"
        )
    )
    var members: [String] = []

    func run() throws {
        do {
            let configuration = try project.configuration()
            let questions = Questions()
            let place = try place(questions)
            let (draft, notes) = try place.draft(configuration, choose: questions.choose)
            let path = project.path(draft.path)
            if (try? readFile(path)) != nil {
                throw Diagnostic(
                    "config.file-exists",
                    "`\(draft.path)` is there already",
                    hints: ["change it, or give the new place another id"]
                )
            }
            try FileLayer().replace(path, with: Array(draft.text.utf8))
            Terminal.result(draft.path)
            for note in notes { Terminal.talk("note: \(note)") }
            try tellAfter(place)
        } catch {
            throw fail(error)
        }
    }

    /// Shows what `lip check` says of the new file, and with which places it shares land.
    private func tellAfter(_ place: NewPlace) throws {
        let report = Report()
        let configuration = Configuration.read(in: project.root, report)
        for diagnostic in report.diagnostics { Terminal.talk(diagnostic.rendered + "\n") }
        if report.hasErrors { throw ExitStatus.configuration.code }
        guard let latest = configuration.gazetteers.keys.max() else { return }
        for overlap in configuration.overlaps(in: latest)
        where overlap.first == place.id || overlap.second == place.id {
            let other = overlap.first == place.id ? overlap.second : overlap.first
            let common = listed(overlap.geographies.map(\.description), quoted: false)
            Terminal.talk("note: it shares \(common) with the place `\(other)` in \(latest)")
        }
    }

    private func place(_ questions: Questions) throws -> NewPlace {
        let id = try questions.identifier(id, "id", "Id, such as red-deer")
        let kind: PlaceKind = try questions.choice(kind, "--kind", "Kind", default: .lip)
        let nameEn = try questions.text(nameEn, "--name-en", "Name in English")
        let nameFr = try questions.text(nameFr, "--name-fr", "Name in French")
        let above = try questions.optionalText(parent, "Place above it, such as alberta (or none)")
        let collection = try questions.text(collection, "--collection", "Collection, such as pnt")
        var texts = members
        if texts.isEmpty { texts = try questions.list("--member", "Member, such as CSD Red Deer") }
        let source = try questions.optionalText(source, "Where the definition was read (or none)")
        return NewPlace(
            id: id,
            kind: kind,
            status: status,
            collection: collection,
            parent: try above.map { try questions.placeID($0) },
            name: BilingualText(en: nameEn, fr: nameFr),
            source: source ?? "",
            members: try texts.map(MemberQuestion.init)
        )
    }
}

extension PlaceStatus: ExpressibleByArgument {}
