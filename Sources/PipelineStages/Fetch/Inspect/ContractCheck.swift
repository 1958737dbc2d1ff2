import CSVKernel
import DataStore
package import IndicatorModel

extension Inspector {
    /// Holds a file, or the one member of an archive that fits a pattern, against a contract.
    ///
    /// - Throws: What `inspect` throws, and `archive.no-member`.
    package func check(
        _ contract: SchemaContract,
        _ path: String,
        name: String,
        member: String? = nil
    ) throws -> ContractReport {
        try withName(name, insteadOf: path) {
            let (shown, bytes) = try openTable(path, name: name, member: member)
            let watched = opener.watch(bytes)
            let report = try ContractCheck(contract).check(watched, file: shown)
            _ = try watched.finish()
            return report
        }
    }

    private func openTable(
        _ path: String,
        name: String,
        member: String?
    ) throws -> (name: String, bytes: any ByteSource) {
        switch try opener.kind(of: path, name: name) {
        case .zip:
            let archive = try ZIPArchive(path, limits: opener.limits)
            let member = try archive.member(matching: member ?? "*.csv")
            return ("\(name)/\(member.name)", try archive.open(member))
        case .gzip: return (name, try opener.openGzip(path, name: name))
        default: return (name, try opener.open(path))
        }
    }
}

/// Reads a delimited text once, and holds it against a contract.
struct ContractCheck {
    private let contract: SchemaContract
    private var steps: [ColumnAlignment.Step] = []
    private var header: [String] = []
    private var headerLine = 0
    /// For each column of the header.
    private var columns: [ColumnCheck] = []
    /// A blank last field of the header, as of rows that end with a comma, is no column.
    private var endsWithSeparator = false
    private var rows = 0
    private var wrongLength: (line: Int, rows: Int, fields: Int)?
    private var unreadable: ContractDifference?
    private var encoding = EncodingCheck()

    init(_ contract: SchemaContract) {
        self.contract = contract
    }

    /// - Throws: What `source` throws.
    consuming func check(_ source: any ByteSource, file: String) throws -> ContractReport {
        var reader = RecordReader(source, separator: contract.delimiter.byte)
        do {
            while try reader.next() { add(reader) }
        } catch let error as ScanError where error.code == .textAfterQuote && headerLine > 0 {
            // Statistics Canada does not double quotes within names everywhere: that is no damage,
            // and what follows cannot be told apart.
        } catch let error as ScanError {
            unreadable = ContractDifference(.unreadable, line: error.line, error.message)
        }
        if headerLine == 0, unreadable == nil {
            unreadable = ContractDifference(
                .unreadable,
                line: contract.headerLine,
                "there is no header: the file ends before it"
            )
        }
        return ContractReport(
            file: file,
            rows: rows,
            differences: differences,
            fitting: FittingContract(
                encoding: encoding.fitting(contract.encoding),
                columns: headerLine == 0 ? contract.unchanged : fittingColumns
            )
        )
    }

    private mutating func add(_ reader: borrowing RecordReader) {
        encoding.add(reader)
        if reader.line < contract.headerLine { return }
        if reader.count == 1, reader.bytes(0).isEmpty { return }
        if headerLine == 0 {
            readHeader(reader)
            return
        }
        rows += 1
        let isLonger = endsWithSeparator && reader.count == columns.count + 1
        guard reader.count == columns.count || isLonger else {
            let first = wrongLength ?? (reader.line, 0, reader.count)
            wrongLength = (first.line, first.rows + 1, first.fields)
            return
        }
        let isTab = contract.delimiter == .tab
        for index in columns.indices {
            columns[index].add(reader, index, mayGroup: isTab || reader.isQuoted(index))
        }
    }

    private mutating func readHeader(_ reader: borrowing RecordReader) {
        headerLine = reader.line
        header = (0..<reader.count).map { columnName(reader, $0) }
        if header.count > 1, header.last?.isEmpty ?? false, !isNamed(header.count) {
            header.removeLast()
            endsWithSeparator = true
        }
        steps = ColumnAlignment(contract.columns, header).steps
        var origins: [Int: Int] = [:]
        for step in steps {
            switch step {
            case .same(let origin, let place), .renamed(let origin, let place),
                .moved(let origin, let place):
                origins[place] = origin
            case .missing, .new: break
            }
        }
        columns = header.indices.map { ColumnCheck(origins[$0].map { contract.columns[$0] }) }
    }

    /// Whether the contract has so many columns, and one for a last field without a name.
    private func isNamed(_ count: Int) -> Bool {
        contract.columns.count == count
            && contract.columns.last.map { matches("", pattern: $0.name) } ?? false
    }

    // MARK: - Results

    private var differences: [ContractDifference] {
        var differences: [ContractDifference] = []
        var previous: String?
        for step in steps {
            switch step {
            case .missing(let origin):
                let column = contract.columns[origin]
                if column.isOptional { continue }
                differences.append(told(.missingColumn, column.name, "is missing"))
                continue
            case .new(let place):
                let clause = "is new, \(Self.behind(previous))"
                differences.append(told(.newColumn, header[place], clause))
            case .renamed(let origin, let place):
                let clause = "is called `\(header[place])` now"
                differences.append(told(.renamedColumn, contract.columns[origin].name, clause))
            case .moved(let origin, _):
                let clause = "stands in another place, \(Self.behind(previous))"
                differences.append(told(.movedColumn, contract.columns[origin].name, clause))
            case .same: break
            }
            if let place = step.header {
                differences += columns[place].differences
                previous = header[place]
            }
        }
        if let difference = encoding.difference(contract.encoding) {
            differences.append(difference)
        }
        if let (line, rows, fields) = wrongLength {
            let expected = columns.count + (endsWithSeparator ? 1 : 0)
            let clause = "\(counted(fields, "field")), not \(expected)"
            differences.append(
                ContractDifference(.wrongLength, line: line, rows: rows, clause)
            )
        }
        return differences + (unreadable.map { [$0] } ?? [])
    }

    private static func behind(_ column: String?) -> String {
        column.map { "after `\($0)`" } ?? "before all others"
    }

    private func told(
        _ kind: ContractDifference.Kind,
        _ column: String,
        _ clause: String
    ) -> ContractDifference {
        ContractDifference(kind, column: column, line: headerLine, "column `\(column)` \(clause)")
    }

    private var fittingColumns: [FittingContract.Column] {
        steps.compactMap { step in
            switch step {
            case .missing(let origin):
                let column = contract.columns[origin]
                return column.isOptional ? .init(column: column, origin: origin) : nil
            case .same(let origin, let place), .moved(let origin, let place):
                let name = contract.columns[origin].name
                return .init(column: columns[place].fitting(name: name), origin: origin)
            case .renamed(let origin, let place):
                return .init(column: columns[place].fitting(name: pattern(place)), origin: origin)
            case .new(let place):
                return .init(column: columns[place].fitting(name: pattern(place)), origin: nil)
            }
        }
    }

    /// The name of a column for a contract, which cannot have an empty one.
    private func pattern(_ place: Int) -> String { header[place].isEmpty ? "*" : header[place] }
}

extension ColumnAlignment.Step {
    /// The place in the header.
    fileprivate var header: Int? {
        switch self {
        case .same(_, let place), .renamed(_, let place), .moved(_, let place), .new(let place):
            place
        case .missing: nil
        }
    }
}

extension SchemaContract {
    fileprivate var unchanged: [FittingContract.Column] {
        columns.enumerated().map { .init(column: $1, origin: $0) }
    }
}
