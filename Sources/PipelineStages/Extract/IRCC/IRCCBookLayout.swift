import IndicatorModel

/// IRCC's books of monthly figures (`EN_ODP-*.xlsx`): see `IRCCBook`.
struct IRCCBookLayout: Layout {
    func read(_ part: PartInput, into collector: inout CellCollector) throws {
        let names = try part.namedReading()
        let book = try IRCCBook.read(
            part.path,
            name: part.file,
            sheet: names.sheet,
            labelColumns: names.columns.count,
            isRounded: part.list.rounding.complete == .nearest5
        )
        var rows = NamedRows(part, collector)
        var seen: Set<[String]> = []
        for row in book.rows {
            collector.countRow()
            guard seen.insert(row.labels).inserted else {
                throw part.error(
                    "duplicate-row",
                    "row \(row.line) is the second of `\(row.labels.joined(separator: ", "))`",
                    line: row.line
                )
            }
            try add(row, book, names, &rows, &collector)
        }
        try rows.finish(&collector)
        if names.absentIsZero {
            let periods = Set(book.header.periods)
            try AbsentRows(rows.matches, periods, names, part).fill(&collector)
        }
        for total in book.header.leftOut {
            collector.tell("the \(total) is left out: the book has not all of its months")
        }
    }

    private func add(
        _ row: BookRow,
        _ book: IRCCBook,
        _ names: NamedReading,
        _ rows: inout NamedRows,
        _ collector: inout CellCollector
    ) throws {
        let (place, categories) = NamedPlace.read(row.labels, names.columns)
        let wanted = rows.characteristic(categoryLabel(categories))
        guard let index = try rows.row(place, line: row.line, &collector), let wanted else {
            return
        }
        for (period, cell) in zip(book.header.periods, row.figures) {
            guard let key = wanted.index(.total, period) else { continue }
            try collector.add(cell, key: key, row: index)
        }
    }
}

extension PartInput {
    /// How its rows are told, in layouts that print names and no codes.
    func namedReading() throws -> NamedReading {
        if let names = reading.byName { return names }
        throw Diagnostic(
            "extract.no-names",
            "source `\(source)` does not say what its columns of labels are",
            at: SourceSpan(file: "config/sources/\(source).yaml", line: 1),
            hints: ["add `by-name:` there"]
        )
    }
}
