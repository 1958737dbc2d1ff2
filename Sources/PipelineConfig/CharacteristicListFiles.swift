import CSVKernel
import FoundationEssentials
import IndicatorModel

/// How a list tells men from women.
enum GenderForm: String, CaseIterable {
    case columns, vectors
}

extension ConfigReader {
    /// Reads config/characteristics: a YAML file a list, and beside it the list itself as CSV.
    mutating func readCharacteristicLists() {
        for document in documents(in: "config/characteristics") {
            guard let list = readCharacteristicList(document) else { continue }
            configuration.lists[list.id] = list
            readCharacteristics(of: list, document)
            checkCharacteristics(of: list.id, document)
        }
    }

    private mutating func readCharacteristicList(_ document: YAMLValue) -> CharacteristicList? {
        guard
            let mapping = document.mapping(
                required: ["id", "vintage", "title"],
                optional: [
                    "period", "series",
                    "rows", "totals", "unrounded", "rounding", "sample-rounding",
                    "sample-zero-hides", "zero-means-not-applicable",
                    "genders",
                ]
            ),
            let idValue = mapping["id"], let id: ListID = idValue.identifier("a list"),
            define("list", id.name, idValue),
            let vintage = mapping["vintage"]?.string
        else { return nil }
        let period = mapping["period"].map(\.period)
        let isSeries = mapping["series"]?.bool ?? false
        if case .some(nil) = period { return nil }
        if (period != nil) == isSeries {
            let message = "a list has the `period` of its figures, or it says `series: true`"
            let hint = "`series` is for files that print many years, quarters or months"
            report.add(.general("one-choice", message, document, hints: [hint]))
            return nil
        }
        keep("list", id.name, document)
        _ = mapping["title"]?.bilingual
        var totals: [Universe: CharacteristicID] = [:]
        for (key, value) in mapping["totals"]?.entries ?? [] {
            if let universe: Universe = key.choice("universe"), let id = value.string {
                totals[universe] = CharacteristicID(id)
            }
        }
        let genders: GenderForm? = mapping["genders"].flatMap { $0.choice("form of genders") }
        return CharacteristicList(
            id: id,
            period: period ?? nil,
            vintage: vintage,
            rows: mapping["rows"]?.count,
            totals: totals,
            unrounded: Set(characteristics(mapping["unrounded"])),
            rounding: readRounding(mapping),
            zeroRules: (mapping["zero-means-not-applicable"]?.list ?? []).compactMap(readZeroRule),
            gendersAreCharacteristics: genders == .vectors
        )
    }

    private func readRounding(_ mapping: YAMLMapping) -> ListRounding {
        ListRounding(
            complete: mapping["rounding"].flatMap { $0.choice("rounding") } ?? .random5,
            sample: mapping["sample-rounding"].flatMap { $0.choice("rounding") } ?? .random5or10,
            sampleZeroHides: mapping["sample-zero-hides"]?.count.map(Double.init)
        )
    }

    private func characteristics(_ value: YAMLValue?) -> [CharacteristicID] {
        (value?.list ?? []).compactMap { $0.string.map(CharacteristicID.init) }
    }

    /// Reports ids that the list's own settings name and the list does not have.
    private func checkCharacteristics(of list: ListID, _ document: YAMLValue) {
        for (key, value) in document.entries {
            switch key.rawText {
            case "totals":
                for (_, id) in value.entries { requireCharacteristic(id, in: list) }
            case "unrounded":
                for id in value.list { requireCharacteristic(id, in: list) }
            case "zero-means-not-applicable":
                for (key, ids) in value.list.flatMap(\.entries) where key.rawText == "ids" {
                    for id in ids.list { requireCharacteristic(id, in: list) }
                }
            default:
                break
            }
        }
    }

    private func readZeroRule(_ value: YAMLValue) -> ZeroRule? {
        guard let mapping = value.mapping(required: ["ids", "provinces", "reason"]),
            let reason = mapping["reason"]?.string
        else { return nil }
        requireLabel(.reasons, mapping["reason"])
        return ZeroRule(
            ids: Set(characteristics(mapping["ids"])),
            provinces: Set((mapping["provinces"]?.list ?? []).compactMap(\.string)),
            reason: reason
        )
    }

    private mutating func readCharacteristics(of list: CharacteristicList, _ document: YAMLValue) {
        let name = "config/characteristics/\(list.id).csv"
        guard let file = TextFile.read(name, in: root, report) else { return }
        var labels: [CharacteristicID: String] = [:]
        do {
            var reader = RecordReader(MemoryByteSource(Array(file.text.utf8)))
            var isHeader = true
            while try reader.next() {
                guard reader.count == 3, let id = text(reader, 0), let label = text(reader, 2)
                else {
                    report.add(.badListRow(file, line: reader.line, found: reader.count))
                    return
                }
                let key = CharacteristicID(id)
                if isHeader {
                    isHeader = false
                } else if labels[key] != nil {
                    report.add(.repeatedCharacteristic(id, file, line: reader.line))
                } else {
                    labels[key] = label
                }
            }
        } catch {
            report.add(.badList(file, error))
            return
        }
        if let rows = list.rows, rows != labels.count {
            report.add(
                .general(
                    "list-length",
                    "`\(name)` has \(counted(labels.count, "characteristic")), expected \(rows)",
                    document
                )
            )
        }
        characteristicLabels[list.id] = labels
    }

    private func text(_ reader: borrowing RecordReader, _ index: Int) -> String? {
        decodeText(
            reader.bytes(index),
            as: .utf8,
            unescapingQuotes: reader.hasDoubledQuotes(index)
        )
    }
}

extension Diagnostic {
    fileprivate static func badListRow(_ file: TextFile, line: Int, found: Int) -> Diagnostic {
        Diagnostic(
            "config.bad-list",
            "expected 3 columns `id,depth,label`, found \(found)",
            at: file.span(line: line, column: 1, length: 1)
        )
    }

    fileprivate static func badList(_ file: TextFile, _ error: any Error) -> Diagnostic {
        let error = error as? ScanError
        return Diagnostic(
            "config.bad-list",
            "this is not CSV: \(error?.message ?? "it cannot be read")",
            at: file.span(line: error?.line ?? 1, column: 1, length: 1)
        )
    }

    fileprivate static func repeatedCharacteristic(
        _ id: String,
        _ file: TextFile,
        line: Int
    ) -> Diagnostic {
        Diagnostic(
            "config.duplicate-id",
            "characteristic `\(id)` stands twice in the list",
            at: file.span(line: line, column: 1, length: id.count)
        )
    }
}
