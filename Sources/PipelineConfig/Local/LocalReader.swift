import FoundationEssentials
package import IndicatorModel

/// Reads what coordinators handed in: a folder a place, `local/<place-id>`.
package struct LocalReader {
    /// The folder of all places, below the project.
    package static let folder = "local"

    private let root: URL
    private let survey: SurveyDefinition?
    private let today: CalendarDay
    private let report: Report

    package init(
        in root: String,
        _ survey: SurveyDefinition?,
        today: CalendarDay,
        _ report: Report
    ) {
        self.root = URL(filePath: root, directoryHint: .isDirectory)
        self.survey = survey
        self.today = today
        self.report = report
    }

    /// The places that have a folder.
    package var places: [PlaceID] {
        names(in: Self.folder).filter { isFolder("\(Self.folder)/\($0)") }.compactMap {
            PlaceID($0)
        }
    }

    /// All files of a place, from the project, in the order of their names.
    package func files(of place: PlaceID) -> [String] {
        let folder = "\(Self.folder)/\(place)"
        return names(in: folder).flatMap { name -> [String] in
            let path = "\(folder)/\(name)"
            return isFolder(path) ? names(in: path).map { "\(path)/\($0)" } : [path]
        }
    }

    /// The days after which profiles of a place are shown no more.
    package func endsOfConsent(of place: PlaceID) -> [CalendarDay] {
        let reader = profileReader(of: place)
        return profileFiles(of: place).compactMap(reader.endsOfConsent)
    }

    /// Reads all folders, those of places that no pipeline publishes too; what is wrong is
    /// reported.
    package func check(_ places: [Place]) {
        let known = places.map(\.id.name)
        for name in names(in: Self.folder) where isFolder("\(Self.folder)/\(name)") {
            guard known.contains(name), let place = PlaceID(name) else {
                let hint = didYouMean(name, among: known) ?? "a folder has the id of a place"
                report.add(
                    .local(
                        "unknown-place",
                        "unknown place `\(name)`",
                        "\(Self.folder)/\(name)",
                        hints: [hint]
                    )
                )
                continue
            }
            _ = read(place)
        }
    }

    /// Reads the folder of a place; what is wrong is reported.
    package func read(_ place: PlaceID) -> LocalPlace {
        let folder = "\(Self.folder)/\(place)"
        let form = LocalCSVForm.read("\(folder)/csv.yaml", in: root, report)
        var local = LocalPlace(place)
        let entries = names(in: folder)
        let indicators = LocalIndicatorReader(
            root: root,
            folder: folder,
            form: form,
            report: report
        )
        if entries.contains("indicators.yaml") || entries.contains("indicators.csv") {
            local.indicators = indicators.readDefinitions()
            local.observations = indicators.readFigures(local.indicators)
        }
        local.survey = readSurvey(folder, form)
        for name in profileFiles(of: place) {
            switch profileReader(of: place).read(name) {
            case .shown(let profile): local.profiles.append(profile)
            case .ended(let ended): local.ended.append(ended)
            case nil: break
            }
        }
        if entries.contains("links.yaml") {
            local.links = LinkReader(root: root, folder: folder, report: report).read()
        }
        reportOthers(place)
        return local
    }

    // MARK: - Survey and profiles

    private func readSurvey(_ folder: String, _ form: LocalCSVForm) -> [SurveyResult] {
        names(in: "\(folder)/survey").filter { $0.hasSuffix(".csv") }.flatMap { name in
            let path = "\(folder)/survey/\(name)"
            guard let period = LocalPeriod(String(name.dropLast(".csv".count))),
                period.kind == .fiscalYear, "\(period.name).csv" == name
            else {
                let hint = "name the file for the fiscal year, as `2023-24.csv`"
                report.add(
                    .local("bad-name", "`\(name)` is no fiscal year", path, hints: [hint])
                )
                return [SurveyResult]()
            }
            guard let survey else {
                let hint = "write the questions to config/survey.yaml"
                report.add(
                    .local("no-survey", "the survey has no questions", path, hints: [hint])
                )
                return []
            }
            return SurveyResponses(definition: survey, form: form, report: report)
                .read(path, in: root, period)
        }
    }

    private func profileReader(of place: PlaceID) -> ProfileReader {
        ProfileReader(
            root: root,
            folder: "\(Self.folder)/\(place)/profiles",
            today: today,
            report: report
        )
    }

    private func profileFiles(of place: PlaceID) -> [String] {
        names(in: "\(Self.folder)/\(place)/profiles").filter { $0.hasSuffix(".md") }
    }

    // MARK: - The folder

    /// Reports files that are none of those a place hands in, so that nobody waits for them.
    private func reportOthers(_ place: PlaceID) {
        let folder = "\(Self.folder)/\(place)/"
        for path in files(of: place) {
            let name = String(path.dropFirst(folder.count))
            let isKnown =
                ["csv.yaml", "indicators.yaml", "indicators.csv", "links.yaml", "README.md"]
                .contains(name)
                || name.hasPrefix("survey/") && name.hasSuffix(".csv")
                || name.hasPrefix("profiles/") || name.hasPrefix("documents/")
            if isKnown && !isFolder(path) { continue }
            let hint =
                name.hasSuffix(".xlsx") || name.hasSuffix(".ods")
                ? "save the sheet as CSV"
                : "known are `indicators.yaml`, `indicators.csv`, "
                    + "`survey/<fiscal-year>.csv`, `profiles/<name>.md`, `links.yaml`, "
                    + "`documents/`, `csv.yaml` and `README.md`"
            report.add(.local("unknown-file", "the file is not read", path, hints: [hint]))
        }
    }

    /// The names in a folder but hidden ones and those that programs keep beside open files.
    private func names(in folder: String) -> [String] {
        let path = root.appending(path: folder).path
        return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [])
            .filter { $0.first != "." && $0.first != "~" && $0.last != "~" }.sorted()
    }

    private func isFolder(_ name: String) -> Bool {
        var isFolder = false
        let path = root.appending(path: name).path
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder
    }
}

extension CalendarDay {
    /// The day of today in UTC.
    package static var today: CalendarDay {
        CalendarDay(secondsSince1970: Int(Date.now.timeIntervalSince1970))
    }
}
