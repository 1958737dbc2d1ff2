import FoundationEssentials
import IndicatorModel

/// Reads the profiles of a place: `profiles/<name>.md`, a head between lines of `---`, then texts
/// under the headings `# English` and `# Français`.
struct ProfileReader {
    static let longestImage = 2_000_000
    static let required = ["name", "title", "consent"]
    static let optional = ["consent-until", "withdrawn", "image", "alt"]
    private static let headings = ["# English": "en", "# Français": "fr"]

    let root: URL
    /// The folder of the profiles, from the project.
    let folder: String
    let today: CalendarDay
    let report: Report

    enum Outcome {
        case shown(LocalProfile)
        case ended(EndedConsent)
    }

    func read(_ name: String) -> Outcome? {
        let path = "\(folder)/\(name)"
        guard let id = LocalItemID(String(name.dropLast(".md".count))) else {
            report.add(
                .local(
                    "bad-name",
                    "`\(name)` cannot name a profile",
                    path,
                    hints: ["use lower-case words and digits joined by `-`"]
                )
            )
            return nil
        }
        guard let file = TextFile.read(path, in: root, report), let end = endOfHead(file),
            let head = document(file, end),
            let mapping = head.mapping(
                required: [],
                optional: Self.required + Self.optional
            )
        else { return nil }
        if let withdrawn = mapping["withdrawn"] {
            // Nothing else has to stand there any more.
            return withdrawn.day.map {
                .ended(EndedConsent(profile: id, date: $0, isWithdrawn: true))
            }
        }
        let until = mapping["consent-until"]?.day
        guard let consent = consent(head, mapping) else { return nil }
        if let until, until < today {
            warnOfEnd(path, until)
            return .ended(EndedConsent(profile: id, date: until, isWithdrawn: false))
        }
        guard let whole = head.mapping(required: Self.required, optional: Self.optional),
            let shown = whole["name"]?.string, let title = whole["title"]?.bilingual
        else { return nil }
        return .shown(
            LocalProfile(
                id: id,
                name: shown,
                title: title,
                consent: consent,
                consentUntil: until,
                texts: texts(file, from: end + 1),
                image: image(mapping),
                alternative: mapping["alt"]?.bilingual
            )
        )
    }

    /// The days after which profiles are shown no more, whatever else is wrong with them.
    func endsOfConsent(_ name: String) -> CalendarDay? {
        let silent = ProfileReader(root: root, folder: folder, today: today, report: Report())
        guard let file = TextFile.read("\(folder)/\(name)", in: root, silent.report),
            let end = silent.endOfHead(file),
            let mapping = silent.document(file, end)?
                .mapping(required: [], optional: Self.required + Self.optional),
            mapping["withdrawn"] == nil
        else { return nil }
        return mapping["consent-until"]?.day
    }

    // MARK: - The head

    /// The index of the line that ends the head.
    private func endOfHead(_ file: TextFile) -> Int? {
        let end = file.lines.dropFirst().firstIndex(of: "---")
        if file.lines.first == "---", let end { return end }
        let hint =
            "begin the file with a line `---`, then `name:`, `title:`, `consent:`, and end "
            + "them with a line `---`"
        report.add(
            .local("no-head", "the file does not begin with a head", file.name, hints: [hint])
        )
        return nil
    }

    /// The head as YAML, each line where it stands in the file.
    private func document(_ file: TextFile, _ end: Int) -> YAMLValue? {
        let lines = [""] + file.lines[1..<end]
        return .document(
            of: TextFile(name: file.name, text: lines.joined(separator: "\n") + "\n"),
            report
        )
    }

    private func consent(_ head: YAMLValue, _ mapping: YAMLMapping) -> CalendarDay? {
        if let consent = mapping["consent"] { return consent.day }
        report.add(
            .local(
                "no-consent",
                "there is no `consent`: the profile is not shown",
                at: head.span,
                hints: ["write the day on which the person agreed, as `consent: 2026-03-01`"]
            )
        )
        return nil
    }

    private func warnOfEnd(_ path: String, _ until: CalendarDay) {
        var diagnostic = Diagnostic.local(
            "consent-over",
            "consent ended on \(until): the profile is left out",
            path,
            hints: ["ask the person again, or write `withdrawn:` with the day"]
        )
        diagnostic.severity = .warning
        report.add(diagnostic)
    }

    // MARK: - The text

    private func texts(_ file: TextFile, from start: Int) -> [String: [UInt8]] {
        var language: String?
        var lines: [String: [String]] = [:]
        var check = MarkdownCheck(file: file, report: report)
        for index in file.lines.indices.dropFirst(start) {
            let line = file.lines[index]
            if let next = Self.headings[line.trimmingBlanks] {
                language = next
                lines[next] = lines[next] ?? []
            } else if let language {
                check.look(at: line, index + 1)
                lines[language, default: []].append(line)
            } else if !line.trimmingBlanks.isEmpty {
                report.add(
                    .local(
                        "no-language",
                        "a text stands above `# English` and `# Français`",
                        file.name,
                        line: index + 1,
                        hints: ["write the heading of its language above it"]
                    )
                )
                return [:]
            }
        }
        let texts = lines.mapValues { lines -> [UInt8] in
            var lines = Array(lines.drop { $0.trimmingBlanks.isEmpty })
            while lines.last?.trimmingBlanks.isEmpty == true { lines.removeLast() }
            return Array((lines.joined(separator: "\n") + "\n").utf8)
        }
        if texts.isEmpty || texts.values.contains([UInt8(ascii: "\n")]) {
            let hint = "write the text below `# English`, below `# Français`, or below both"
            report.add(.local("no-text", "the profile has no text", file.name, hints: [hint]))
        }
        return texts
    }

    // MARK: - The image

    private func image(_ mapping: YAMLMapping) -> Picture? {
        guard let value = mapping["image"], let name = value.plainFileName else { return nil }
        if mapping["alt"] == nil {
            report.add(
                .local(
                    "no-alternative",
                    "the image has no `alt`",
                    at: value.span,
                    hints: ["say what it shows, for those who cannot see it: `alt: { en, fr }`"]
                )
            )
        }
        let path = "\(folder)/\(name)"
        guard let bytes = value.readFile(path, in: root, limit: Self.longestImage) else {
            return nil
        }
        do {
            return try PictureBytes.read(bytes)
        } catch {
            report.add(.picture(error, name, at: value.span))
            return nil
        }
    }
}

extension Diagnostic {
    fileprivate static func picture(
        _ problem: PictureProblem,
        _ name: String,
        at span: SourceSpan
    ) -> Diagnostic {
        switch problem {
        case .unknownFormat:
            local(
                "other-image",
                "`\(name)` is neither PNG, JPEG nor WebP, whatever its name says",
                at: span,
                hints: ["save it as one of these with an image program"]
            )
        case .damaged:
            local(
                "damaged-image",
                "`\(name)` is damaged",
                at: span,
                hints: ["save it again with an image program"]
            )
        case .isTurned:
            local(
                "turned-image",
                "`\(name)` is stored lying on its side, and says so only in its EXIF, which is "
                    + "taken out of every image",
                at: span,
                hints: ["open it in an image program, turn it, and save it"]
            )
        }
    }
}

extension String {
    /// Without blanks at both ends.
    var trimmingBlanks: String {
        let start = drop { $0 == " " || $0 == "\t" }
        return String(start.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }
}

extension YAMLValue {
    /// A day such as `2026-03-01`; anything else is reported.
    var day: CalendarDay? {
        guard let text = string else { return nil }
        if let day = CalendarDay(text) { return day }
        report.add(.wrongShape(self, expected: "a day such as `2026-03-01`"))
        return nil
    }

    /// The name of a file without a folder; anything else is reported.
    var plainFileName: String? {
        guard let name = string else { return nil }
        if !name.contains("/"), name.first != ".", name.utf8.count <= 100 { return name }
        report.add(.wrongShape(self, expected: "the name of a file beside this one"))
        return nil
    }

    /// The bytes of a file; one that is not there or is too large is reported.
    func readFile(_ path: String, in root: URL, limit: Int) -> [UInt8]? {
        let url = root.appending(path: path)
        guard let data = try? Data(contentsOf: url) else {
            report.add(
                .local("no-file", "there is no file `\(path)`", at: span, hints: ["put it there"])
            )
            return nil
        }
        if data.count <= limit { return Array(data) }
        let megabytes = decimalText(Double(limit) / 1_000_000)
        report.add(
            .local(
                "too-large",
                "`\(path)` has \(grouped(data.count)) bytes, more than \(megabytes) MB",
                at: span,
                hints: ["save it smaller"]
            )
        )
        return nil
    }
}
