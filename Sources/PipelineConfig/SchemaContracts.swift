import IndicatorModel

extension ConfigReader {
    /// Reads what the files of a source must look like.
    func readContract(_ value: YAMLValue) -> SchemaContract? {
        guard
            let mapping = value.mapping(
                required: ["columns"],
                optional: ["mode", "encoding", "delimiter", "header-line"]
            ),
            let columns = mapping["columns"]
        else { return nil }
        if columns.isEmptyList {
            report.add(.wrongShape(columns, expected: "at least one column"))
        }
        return SchemaContract(
            mode: mapping["mode"].flatMap { $0.choice("mode") } ?? .quarantine,
            encoding: mapping["encoding"].flatMap { $0.choice("encoding") } ?? .utf8,
            delimiter: mapping["delimiter"].flatMap { $0.choice("delimiter") } ?? .comma,
            headerLine: mapping["header-line"]?.count ?? 1,
            columns: columns.list.compactMap(readColumn)
        )
    }

    private func readColumn(_ value: YAMLValue) -> ContractColumn? {
        guard
            let mapping = value.mapping(
                required: ["name", "type"],
                optional: ["labels", "optional"]
            ),
            let name = mapping["name"]?.string,
            let type: ColumnType = mapping["type"]?.choice("type")
        else { return nil }
        if let labels = mapping["labels"], labels.isEmptyList {
            report.add(.wrongShape(labels, expected: "at least one label"))
        }
        return ContractColumn(
            name: name,
            type: type,
            isOptional: mapping["optional"]?.bool ?? false,
            labels: mapping["labels"]?.list.compactMap(\.string)
        )
    }
}
