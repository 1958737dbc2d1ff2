import TestSupport

/// The small project with what two of its places, in one territory, handed in.
enum LocalProject {
    static func make() throws -> TestProject {
        let project = try TestProject(files)
        for place in ["town", "village", "both"] {
            try project.edit(
                "config/places/\(place).yaml",
                "collection: north\n",
                "collection: north\nparent: territory\n"
            )
        }
        try project.add("local: { region: territory }\n")
        return project
    }

    private static let files: [String: String] = [
        "config/survey.yaml": """
        minimum-respondents: 3
        minimum-cell: 1
        options:
          - { en: "one", fr: "un" }
          - { en: "two", fr: "deux" }
          - { en: "three", fr: "trois" }
          - { en: "four", fr: "quatre" }
          - { en: "five", fr: "cinq" }
        favourable: [4, 5]
        dimensions:
          common-agenda: { label: { en: Agenda, fr: Programme }, questions: [\(question(1))] }
          shared-measurement: { label: { en: M, fr: M }, questions: [\(question(2))] }
          mutually-reinforcing-activities:
            { label: { en: A, fr: A }, questions: [\(question(3))] }
          continuous-communication:
            { label: { en: C, fr: C }, questions: [\(question(4))] }
          backbone-support: { label: { en: B, fr: S }, questions: [\(question(5))] }

        """,
        "local/town/indicators.yaml": indicators,
        "local/town/indicators.csv": """
        period,indicator,category,value,note
        2022,clients,total,90,
        2022,clients,women,50,
        2022,clients,men,40,
        2023,clients,total,,not yet

        """,
        "local/town/survey/2023-24.csv": "q1,q2\n1,5\n2,5\n3,4\n4,\n5,\n",
        "local/village/survey/2023-24.csv": "q1,q2\n4,4\n4,4\n5,3\n",
        "local/town/profiles/amina.md": """
        ---
        name: Amina
        title: { en: A start, fr: Un départ }
        consent: 2026-03-01
        ---
        # English

        She came here.

        """,
        "local/town/profiles/omar.md": """
        ---
        name: Omar
        title: { en: A way, fr: Un chemin }
        consent: 2026-03-01
        consent-until: 2026-06-30
        ---
        # Français

        Il est venu ici.

        """,
        "local/town/links.yaml": """
        links:
          - id: sheet
            kind: report
            title: { en: Sheet, fr: Fiche }
            file: sheet.pdf
          - { id: site, kind: website, title: { en: S, fr: S }, url: https://example.org }

        """,
        "local/town/documents/sheet.pdf": "%PDF-1.4\nsynthetic\n",
    ]

    private static func question(_ number: Int) -> String {
        "{ id: q\(number), en: Q, fr: Q }"
    }

    static let indicators = """
        indicators:
          - id: clients
            kind: count
            label: { en: Clients, fr: Clients }
            unit: { en: people, fr: personnes }
            source: { en: A count, fr: Un compte }
            categories: { women: { en: Women, fr: Femmes }, men: { en: Men, fr: Hommes } }

        """
}
