import TestSupport

/// A file of each kind with every key that the kind has.
enum FullFiles {
    static let files: [(path: String, text: String)] =
        [
            ("pipelines/small.yaml", pipeline), ("config/sources/full-2016.yaml", source),
            ("config/sources/full-2006.yaml", wideSource), ("config/sources/kept.yaml", keptSource),
            ("config/sources/full-tidy.yaml", tidySource),
            ("config/sources/full-odp.yaml", namedSource),
            ("config/sources/full-table.yaml", tableSource),
            ("config/places/full.yaml", place),
            ("config/indicators/other.yaml", indicators), ("config/checks/full.yaml", checks),
            ("config/characteristics/list-2016.yaml", list),
            ("config/classifications/full.yaml", classification),
            ("config/labels/indicators.yaml", indicatorLabels),
            ("config/labels/notes.yaml", labels),
        ]
        + [
            "config/survey.yaml", "local/town/indicators.yaml", "local/town/links.yaml",
            "local/town/csv.yaml",
        ].map { ($0, LocalFolder.files[$0] ?? "") }

    static func project() throws -> TestProject {
        let project = try TestProject(
            Dictionary(files.map { ($0.path, $0.text) }, uniquingKeysWith: { first, _ in first })
        )
        try project.write("config/characteristics/series.csv", "id,depth,label\n1,0,Total\n")
        try project.write(
            "config/characteristics/series.yaml",
            "id: series\nseries: true\nvintage: \"2016\"\ntitle: { en: A, fr: B }\n"
        )
        let groups = "total: { en: All, fr: Tous }\nrecent: { en: Recent, fr: Récents }\n"
        try project.write("config/labels/groups.yaml", groups)
        return project
    }

    /// Removes what a file can be read without, so that it is read quickly again and again.
    static func keep(_ path: String, in project: TestProject) throws {
        let paths = Set(TestProject.files.keys).union(files.map(\.path))
        for other in paths where other != path && other.hasPrefix("config/") {
            if !other.hasPrefix("config/characteristics/") { try project.remove(other) }
        }
    }

    private static let pipeline = """
        dataset: small
        title: { en: "Small", fr: "Petit" }
        description: { en: "A synthetic dataset.", fr: "Un jeu de données synthétique." }
        places: { collections: [north], candidates: true, also: [town] }
        partitions:
          - { id: census-2016, period: "2016", sources: [profile-2016, full-2016] }
        keep: [kept, full-2006]
        fallback: last-good
        highlights:
          - { place: town, period: "2016", indicator: population, category: total }
        local: { region: town }
        stages:
          fetch: { timeout: 10m, retries: 3, backoff: 5s }
          publish: { retries: 0 }
        commands:
          - id: survey
            program: [Rscript, "{inputs.answers}", "{outputs.table}"]
            inputs: { answers: local/answers.csv, figures: data-clean/small/latest/places.csv }
            outputs: { table: local/survey.csv }
            environment: { LANG: C.UTF-8 }
            timeout: 5m
            retries: 1
            backoff: 500ms
        notify:
          - mail:
              server: "smtp://mail.example.org:587"
              user: { env: LIP_SMTP_USER }
              password: { file: /etc/lipline/smtp }
              from: lip@example.org
              to: [steward@example.org]
            on: [failure]
          - webhook: { url: { env: LIP_WEBHOOK }, headers: { Authorization: { env: LIP_TOKEN } } }
            on: [success, failure]
          - command: [logger, -t, lipline]
          - health-check: { url: "https://hc.example.org/ping/abc" }
        metrics: local/small.prom

        """

    private static let source = """
        id: full-2016
        publisher: A test
        title: { en: "Figures", fr: "Chiffres" }
        period: "2016"
        layout: website-download-2016
        characteristics: list-2016
        licence: { name: None, url: "https://example.org/licence" }
        attribution: { en: "Synthetic.", fr: "Synthétique." }
        page: https://example.org
        level: CSD
        rejects-allowed: 2
        parts:
          - id: town
            file: town.zip
            member: "*.csv"
            url: https://example.org/town.zip
            geography: { level: CSD, code: "6106023", name: Town }
          - id: territory
            path: raw/territory.csv
            covers: { level: PR, code: "61", by: CSD, name: Territory }
            geography: { level: PR, code: "61", name: Territory }
          - for: [{ name: Town, code: "6106023", level: CSD }]
            id: "part-{code}"
            file: "{name}.zip"
            url: "https://example.org/{code}.zip"
            covers: { level: "{level}", code: "{code}", by: "{level}", name: "{name}" }
            geography: { level: "{level}", code: "{code}", name: "{name}" }

        """

    private static let wideSource = """
        id: full-2006
        publisher: A test
        title: { en: "Figures", fr: "Chiffres" }
        period: "2006"
        layout: cancensus
        characteristics: list-2006
        licence: { name: None, url: "https://example.org/licence" }
        attribution: { en: "Synthetic.", fr: "Synthétique." }
        vectors: vectors.csv
        labels: raw/labels.csv
        parts: [{ id: all, file: all.csv }]

        """

    private static let tidySource = """
        id: full-tidy
        publisher: A test
        title: { en: "Figures", fr: "Chiffres" }
        period: "2016"
        layout: tidy
        characteristics: list-2016
        licence: { name: None, url: "https://example.org/licence" }
        licence-note: { en: "Bought by a test.", fr: "Acheté par un test." }
        attribution: { en: "Synthetic.", fr: "Synthétique." }
        labels: raw/labels.csv
        withhold-below: 10
        parts: [{ id: all, path: raw/all.csv }]

        """

    private static let namedSource = """
        id: full-odp
        publisher: A test
        title: { en: "Figures", fr: "Chiffres" }
        times: [month]
        layout: ircc-odp
        characteristics: series
        by-name: { columns: [province, category], header: false, absent: zero }
        licence: { name: None, url: "https://example.org/licence" }
        attribution: { en: "Synthetic.", fr: "Synthétique." }
        parts: [{ id: all, path: raw/all.csv }]

        """

    private static let tableSource = """
        id: full-table
        publisher: A test
        title: { en: "Figures", fr: "Chiffres" }
        times: [year, month]
        layout: statcan-table
        characteristics: series
        table: { dimensions: [Products], unit: Persons }
        licence: { name: None, url: "https://example.org/licence" }
        attribution: { en: "Synthetic.", fr: "Synthétique." }
        parts: [{ id: all, path: raw/all.csv }]

        """

    private static let keptSource = """
        id: kept
        publisher: A test
        title: { en: "Files", fr: "Fichiers" }
        language: en+fr
        licence: { name: None, url: "https://example.org/licence" }
        attribution: { en: "Synthetic.", fr: "Synthétique." }
        page: https://example.org
        fetch:
          refresh: monthly
          hosts: [www.example.org]
          size-limit: 500 MB
          timeout: 1h
          connect-timeout: 30s
          minimum-speed: 1 kB
          retries: 4
          backoff: 2s
          delay: 500ms
          connections: 2
        archives: { member-size: 4 GB, ratio: 200, members: 10000 }
        thresholds: { fewer-rows: 10, emptied-columns: 0, fewer-labels: 0.5 }
        contract:
          mode: accept-new
          encoding: windows-1252
          delimiter: tab
          header-line: 2
          columns:
            - { name: EN_YEAR, type: year }
            - { name: EN_GENDER, type: text, labels: [Female, Male], optional: true }
        package: { api: "https://example.org/api", search: "title:PR", title: "Permanent*" }
        parts:
          - { id: a, file: a.csv, resource: { name: "PR*", format: CSV, file: "a*" } }
          - { id: b, file: b.csv, url: "https://example.org/b.csv", member: "*.txt" }

        """

    private static let place = """
        id: full
        kind: lip
        status: candidate
        collection: north
        parent: territory
        names:
          - { en: Old, fr: Ancien }
          - { en: New, fr: Nouveau, from: "2019-04" }
        recipes:
          "2006": { not-defined: "There was none." }
          "2016":
            status: derived
            source: a test
            members:
              - { level: CSD, code: "6106023", name: Town, weight: 0.5 }
            unresolved:
              - { level: DPL, name: Camp, reason: "No code." }
          "2021":
            status: verified
            source: a test
            members: [{ level: CMA, code: "995", name: Town }]
        definition-changes:
          - { from: "2016", to: "2021", reason: { en: "Wider.", fr: "Plus large." } }

        """

    private static let indicators = """
        tab: immigration
        indicators:
          - id: full-count
            kind: count
            unit: persons
            universe: everybody
            sample: long
            within: persons
            genders: [total, men, women]
            groups: [total, recent]
            classification: full
            categories: [total, immigrant]
            periods:
              "2006": { not-available: not-applied }
              "2016":
                list-2016:
                  total: { id: "2", label: "Total - Immigrant status", men: "2", women: "2" }
                  immigrant:
                    sum: [{ id: "2", label: "Total - Immigrant status" }]
                    minus: [{ id: "3", label: "Immigrants" }]
                  "recent:immigrant": { id: "3", label: "Immigrants" }
              "2021":
                list-2021: { total: { id: "2", label: "Total - Immigrant status" } }
            comparability:
              "2016-2021": { code: B, note: a-note }
          - id: full-average
            kind: average
            unit: dollars
            universe: everybody
            sample: long
            categories: [total]
            weighted-by: full-count/recent:immigrant
            periods:
              "2016": { list-2016: { total: { id: "4", label: "Median income ($)" } } }
          - id: full-share
            kind: share
            unit: percent
            universe: everybody
            sample: short
            categories: [immigrant]
            from:
              immigrant:
                numerator: [full-count/immigrant]
                denominator: [full-count/total]

        """

    private static let checks = """
        checks:
          - id: sums
            kind: men-and-women
            severity: error
            title: { en: Sums, fr: Sommes }
            scope: { indicators: [full-count], tabs: [immigration], kinds: [count] }
            within: rounding
          - id: shares
            kind: range
            severity: warning
            title: { en: Shares, fr: Parts }
            scope: { units: [percent], places: [town], periods: ["2016"] }
            range: { low: 0, high: 100 }
            except:
              - place: town
                dataset: small
                period: "2016"
                indicator: full-share
                category: immigrant
                date: "2026-11-24"
                reason: { en: Odd, fr: Bizarre }
          - id: dollars
            kind: range
            severity: error
            title: { en: Dollars, fr: Dollars }
            range: { above: 0 }
          - id: members
            kind: coverage
            severity: warning
            title: { en: Members, fr: Membres }
            at-least: 0.9
          - id: changes
            kind: jump
            severity: warning
            title: { en: Changes, fr: Variations }
            times-iqr: 3
            places-at-least: 8
            least-change: 0.2
          - id: extremes
            kind: jump
            severity: warning
            title: { en: Extremes, fr: Extrêmes }
            quantile: 0.99
            places-at-least: 8
            least-change: 0.2

        """

    private static let list = """
        id: list-2016
        period: "2016"
        vintage: "2016"
        rows: 5
        title: { en: "List", fr: "Liste" }
        totals: { persons: "1" }
        unrounded: ["1"]
        zero-means-not-applicable:
          - { ids: ["5"], provinces: ["61"], reason: not-applied }
        genders: columns

        """

    private static let classification = """
        id: full
        codes: iso-3166-1
        entries:
          - { id: total, kind: region }
          - id: immigrant
            kind: country
            within: total
            iso: IMM
            from: "1991"
            until: "2011-07"
            successors: [total]

        """

    private static let indicatorLabels = [
        "population", "immigrant-status", "immigrant-share", "median-income", "low-income",
        "full-count", "full-average", "full-share",
    ]
    .map { id in
        "\(id): { en: \(id), fr: \(id), definition: { en: \"What.\", fr: \"Quoi.\" } }\n"
    }
    .joined()

    private static let labels = """
        a-note: { en: "A note.", fr: "Une note.", was: [{ en: N, fr: N, until: "2026-11" }] }

        """
}
