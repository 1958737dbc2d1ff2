package import IndicatorModel

/// What makes a contract in `config/sources` fit a file that differs from it.
package struct ContractPatch: Hashable, Sendable {
    /// A unified diff that `patch -p1` and `git apply` take.
    package let text: String
    /// The whole file as it is with the patch.
    package let patched: String

    /// The patch of the file `path`, which holds `yaml` and in it `contract`; nil when nothing in
    /// a contract would make the file fit.
    ///
    /// Comments, indentation and style stay where each column is an item of its own. Otherwise the
    /// whole list of columns is written anew.
    package init?(
        _ yaml: String,
        path: String,
        contract: SchemaContract,
        report: ContractReport
    ) {
        var document = ContractLines(yaml)
        guard document.change(contract, to: report.fitting) else { return nil }
        patched = document.text
        text = UnifiedDiff(yaml, patched, path: path).text
        if text.isEmpty { return nil }
    }
}
