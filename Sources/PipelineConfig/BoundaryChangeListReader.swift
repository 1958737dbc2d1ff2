import CSVKernel
package import IndicatorModel

/// Reads a list of changes as it stands in config/changes.
///
/// Of a line that cannot be read a problem is kept; its change is left out.
package struct BoundaryChangeListReader {
    /// What is wrong with a line.
    package struct Problem: Error, Hashable {
        package let line: Int
        package let message: String
    }

    private let periods: PeriodPair
    package private(set) var problems: [Problem] = []

    package init(_ periods: PeriodPair) { self.periods = periods }

    /// Reads a whole list; what is wrong with it is kept in `problems`.
    package mutating func read(_ bytes: [UInt8]) -> BoundaryChanges {
        var changes: [BoundaryChange] = []
        do {
            var reader = RecordReader(MemoryByteSource(bytes))
            let header = try reader.next() ? reader.texts() : []
            guard header == BoundaryChange.columns else {
                let columns = BoundaryChange.columns.joined(separator: ",")
                throw Problem(line: 1, message: "expected the columns `\(columns)`")
            }
            while try reader.next() {
                let fields = reader.texts().compactMap(\.self)
                do {
                    changes.append(try change(fields, reader.line))
                } catch {
                    problems.append(error)
                }
            }
        } catch let problem as Problem {
            problems.append(problem)
        } catch let error as ScanError {
            problems.append(Problem(line: error.line, message: "this is not CSV: \(error.message)"))
        } catch {
            problems.append(Problem(line: 1, message: "the list cannot be read"))
        }
        return BoundaryChanges(periods: periods, all: changes)
    }

    private func change(_ fields: [String], _ line: Int) throws(Problem) -> BoundaryChange {
        func fail(_ message: String) -> Problem { Problem(line: line, message: message) }
        guard fields.count == BoundaryChange.columns.count else {
            throw fail("expected \(BoundaryChange.columns.count) columns, found \(fields.count)")
        }
        func code(_ index: Int) throws(Problem) -> String? {
            if fields[index].isEmpty { return nil }
            if GeographyLevel.censusSubdivision.mayHave(code: fields[index]) {
                return fields[index]
            }
            throw fail("`\(fields[index])` is not a code of level CSD")
        }
        func kind(_ index: Int) throws(Problem) -> BoundaryChangeCode? {
            if fields[index].isEmpty { return nil }
            if let kind = BoundaryChangeCode(rawValue: fields[index]) { return kind }
            throw fail("there is no change code `\(fields[index])`")
        }
        func count(_ index: Int) throws(Problem) -> Int? {
            if fields[index].isEmpty { return nil }
            if let count = Int(fields[index]), count >= 0 { return count }
            throw fail("`\(fields[index])` is not a count")
        }
        guard let gaining = try code(0) else { throw fail("the change has no gaining code") }
        guard let change = try kind(6) else { throw fail("the change has no change code") }
        let date = fields[11]
        guard date.isEmpty || isDay(date) else {
            throw fail("`\(date)` is not a day such as 2019-12-31")
        }
        return BoundaryChange(
            gaining: ChangedSubdivision(code: gaining, name: fields[1], type: fields[2]),
            losing: ChangedSubdivision(code: try code(3), name: fields[4], type: fields[5]),
            change: change,
            losingChange: try kind(7),
            people: try count(8),
            dwellings: try count(9),
            occupiedDwellings: try count(10),
            date: date,
            fileNumber: fields[12]
        )
    }

    private func isDay(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2, 2], Int(parts[0]) != nil,
            let month = Int(parts[1]), let day = Int(parts[2])
        else { return false }
        return (1...12).contains(month) && (1...31).contains(day)
    }
}
