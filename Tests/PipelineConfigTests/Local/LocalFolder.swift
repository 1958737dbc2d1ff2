import IndicatorModel
import PipelineConfig
import TestSupport

/// A folder of the place `town`, in a project with a survey.
enum LocalFolder {
    static let files: [String: String] = [
        "config/survey.yaml": """
        minimum-respondents: 3
        minimum-cell: 3
        options:
          - { en: "1", fr: "1" }
          - { en: "2", fr: "2" }
          - { en: "3", fr: "3" }
          - { en: "4", fr: "4" }
          - { en: "5", fr: "5" }
        favourable: [4, 5]
        dimensions:
          common-agenda:
            label: { en: Agenda, fr: Programme }
            questions:
              - { id: shared-vision, en: "Is the vision shared?", fr: "La vision ?" }
              - { id: priorities, en: "Are priorities agreed?", fr: "Les priorités ?" }
          shared-measurement:
            label: { en: Measurement, fr: Mesure }
            questions: [{ id: measures, en: "Are measures shared?", fr: "Les mesures ?" }]
          mutually-reinforcing-activities:
            label: { en: Activities, fr: Activités }
            questions: [{ id: activities, en: "Do they fit?", fr: "Les activités ?" }]
          continuous-communication:
            label: { en: Communication, fr: Communication }
            questions: [{ id: news, en: "Is there news?", fr: "Les nouvelles ?" }]
          backbone-support:
            label: { en: Backbone, fr: Soutien }
            questions: [{ id: staff, en: "Does staff help?", fr: "Le personnel ?" }]

        """,
        "local/town/indicators.yaml": """
        threshold: 10
        indicators:
          - id: clients
            kind: count
            label: { en: Clients, fr: Clients }
            unit: { en: people, fr: personnes }
            source: { en: A count, fr: Un compte }
            note: { en: A note, fr: Une note }
            threshold: 10
            categories:
              women: { en: Women, fr: Femmes }
              men: { en: Men, fr: Hommes }
          - id: plans
            kind: share
            label: { en: Plans, fr: Plans }
            unit: { en: percent, fr: pour cent }
            source: { en: A count, fr: Un compte }

        """,
        "local/town/indicators.csv": """
        period,indicator,category,value,note
        2022,clients,,40,
        2022,clients,women,25,
        2022,clients,men,15,
        2023,plans,total,45.5,half

        """,
        "local/town/csv.yaml": "delimiter: comma\ndecimal: point\nencoding: utf-8\n",
        "local/town/survey/2022-23.csv": """
        shared-vision,priorities,measures
        5,4,1
        4,4,2
        3,4,

        """,
        "local/town/profiles/amina.md": """
        ---
        name: Amina
        title: { en: A start, fr: Un départ }
        consent: 2026-03-01
        consent-until: 2028-03-01
        ---
        # English

        She came *here*, see [a page](https://example.org).

        # Français

        Elle est venue ici.

        """,
        "local/town/links.yaml": """
        links:
          - id: sheet
            kind: fast-facts
            title: { en: Sheet, fr: Fiche }
            file: sheet.pdf
          - id: site
            kind: website
            title: { en: Site, fr: Site }
            url: https://example.org/a?b=c

        """,
        "local/town/documents/sheet.pdf": "%PDF-1.4\nsynthetic\n",
    ]

    static func project() throws -> TestProject { try TestProject(files) }

    /// What a project's local folder holds, and what is wrong with it, as `lip check` tells it.
    static func read(
        _ project: TestProject,
        today: String = "2026-11-24"
    ) -> (local: LocalPlace, told: String) {
        let report = Report()
        let configuration = Configuration.read(in: project.root, report)
        let reader = LocalReader(
            in: project.root,
            configuration.survey,
            today: CalendarDay(today) ?? .today,
            report
        )
        reader.check(configuration.places)
        let told = report.diagnostics.map(\.rendered).joined(separator: "\n\n")
        return (reader.read(PlaceID(known: "town")), told)
    }
}
