import CSVKernel
import IndicatorModel

/// A reader for one family of files.
protocol Layout {
    /// Reads a part from its beginning to its end.
    ///
    /// - Throws: `Diagnostic` when the file is not what the layout and the mapping expect.
    func read(_ part: PartInput, into collector: inout CellCollector) throws
}

/// One part of a source, opened for reading.
struct PartInput {
    let source: SourceID
    let reading: Reading
    let part: SourcePart
    let list: CharacteristicList
    /// The name of the file, for messages.
    let file: String
    /// Where its bytes lie, for files that are not read from their beginning to their end.
    let path: String
    let bytes: any ByteSource
    /// The labels that came with the source.
    let labels: LabelsFile
    /// Finds the codes of places, in files that print their names only.
    var matcher: NameMatcher?

    func error(
        _ code: String,
        _ message: String,
        line: Int,
        hints: [String] = ["fetch the file again, or correct its source in config/sources"]
    ) -> Diagnostic {
        Diagnostic(
            "extract.\(code)",
            message,
            at: SourceSpan(file: file, line: line),
            hints: hints
        )
    }
}

extension PartInput {
    /// How many rows a geography has.
    func rowsOfGeography() throws -> Int {
        if let rows = list.rows { return rows }
        throw Diagnostic(
            "extract.list-without-rows",
            "list `\(list.id)` does not say how many rows a geography has",
            at: SourceSpan(file: "config/characteristics/\(list.id).yaml", line: 1),
            hints: ["add `rows:` there"]
        )
    }
}

extension LayoutID {
    /// The reader of this family of files.
    var layout: any Layout {
        switch self {
        case .censusProfile2006: CensusProfile2006()
        case .censusProfile2016: CensusProfile2016()
        case .censusProfile2021: CensusProfile2021()
        case .websiteDownload2016: WebsiteDownload(format: .year2016)
        case .websiteDownload2021: WebsiteDownload(format: .year2021)
        case .beyond2020: Beyond2020()
        case .cancensus: CancensusLayout()
        case .tidy: TidyLayout()
        case .statcanTable: StatCanTableLayout()
        case .irccBook: IRCCBookLayout()
        case .irccODP: IRCCODPLayout()
        case .irccAdHoc: IRCCAdHocLayout()
        }
    }
}

// What several layouts do with a record.

extension PartInput {
    /// Reads the next record; a record that is not delimited text is an error with its line.
    func next(_ reader: inout RecordReader, encoding: TextEncoding) throws -> Bool {
        let isThere = try reader.next { self.error($0, $1, line: $2) }
        guard isThere else { return false }
        if encoding == .utf8, reader.hasHighBytes, !isUTF8(reader.record()) {
            throw error(
                "not-utf8",
                "the line has bytes that are not UTF-8",
                line: reader.line,
                hints: ["the file was saved in another encoding: fetch the original"]
            )
        }
        return true
    }

    /// The text of a field, with single spaces at most.
    func text(
        _ reader: borrowing RecordReader,
        _ index: Int,
        _ encoding: TextEncoding
    ) throws -> String {
        guard let decoded = reader.text(index, as: encoding) else {
            throw error(
                "not-text",
                "field \(index + 1) is not \(encoding.rawValue) text",
                line: reader.line
            )
        }
        return decoded.replacing("\u{A0}", with: " ").split(separator: " ").joined(separator: " ")
    }

    /// All fields of a record.
    func texts(_ reader: borrowing RecordReader, _ encoding: TextEncoding) throws -> [String] {
        var texts: [String] = []
        for index in 0..<reader.count { texts.append(try text(reader, index, encoding)) }
        return texts
    }

    /// Holds the label in a field against the one that the mapping expects.
    func checkLabel(
        _ reader: borrowing RecordReader,
        _ index: Int,
        _ wanted: WantedCells.Characteristic,
        _ encoding: TextEncoding
    ) throws {
        if fieldEquals(reader.bytes(index), wanted.labelBytes) { return }
        let found = try text(reader, index, encoding)
        try checkLabel(found, wanted, line: reader.line)
    }

    func checkLabel(_ found: String, _ wanted: WantedCells.Characteristic, line: Int) throws {
        if comparableLabel(found) == comparableLabel(wanted.label) { return }
        throw error(
            "label-differs",
            "characteristic `\(wanted.id)` is `\(found)` here, expected `\(wanted.label)`",
            line: line,
            hints: [
                "the file numbers its characteristics otherwise: correct the mapping in "
                    + "config/indicators, or `characteristics:` of source `\(source)`"
            ]
        )
    }

    /// Adds the figures of a row, by column; a row with an unknown symbol is rejected.
    func addFigures(
        _ reader: borrowing RecordReader,
        _ columns: [FigureColumn],
        _ wanted: WantedCells.Characteristic,
        row: Int,
        into collector: inout CellCollector
    ) throws {
        for column in columns {
            guard let key = wanted.columns[column.column] else { continue }
            let cell: Cell
            do {
                cell = try readCell(
                    reader,
                    value: column.value,
                    symbol: column.symbol,
                    line: reader.line
                )
            } catch {
                collector.reject(
                    Reject(
                        line: reader.line,
                        code: "extract.unknown-symbol",
                        message: "`\(error.text)` is neither a number nor a symbol of the census",
                        text: recordText(reader)
                    )
                )
                return
            }
            let isBlank = cell.value == nil && cell.text.isEmpty && cell.symbol == nil
            if isBlank, column.column != .total { continue }
            try collector.add(cell, key: key, row: row)
        }
    }

    func recordText(_ reader: borrowing RecordReader) -> String {
        decodeText(reader.record(), as: .utf8) ?? decodeText(reader.record(), as: .windows1252)
            ?? ""
    }
}

/// Where the figures of a column stand in a record.
struct FigureColumn {
    let column: CellColumn
    let value: Int
    /// The field with the symbol, for layouts that keep it apart from the figure.
    let symbol: Int?
}

/// The columns of a header, found by name.
struct HeaderColumns {
    let names: [String]
    let part: PartInput
    let line: Int

    /// The first column that fits; none is an error that names what was expected.
    func index(_ expected: String, where fits: (String) -> Bool) throws -> Int {
        if let index = names.firstIndex(where: fits) { return index }
        throw part.error(
            "missing-column",
            "no column `\(expected)`; found \(listed(names.filter { !$0.isEmpty }, limit: 30))",
            line: line
        )
    }

    func index(_ name: String) throws -> Int {
        try index(name) { $0 == name }
    }

    func optional(_ name: String) -> Int? { names.firstIndex(of: name) }
}
