/// How far a file may differ from the last good one of the same part before it is suspicious.
package struct DriftThresholds: Hashable, Sendable {
    /// Rows that may be missing, as a percentage of those of the last good file.
    package var fewerRows = 10.0
    /// Columns that may be empty and were not.
    package var emptiedColumns = 0
    /// Labels of a column that may be missing, as a percentage of those it had.
    package var fewerLabels = 0.0

    package init() {}
}
