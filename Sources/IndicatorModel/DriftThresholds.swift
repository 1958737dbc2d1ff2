/// How much less than the last good file of the same part makes a file suspicious.
package struct DriftThresholds: Hashable, Sendable {
    /// Rows that are missing, as a percentage of those of the last good file: so many, and
    /// more.
    package var fewerRows = 10.0
    /// Columns that may be empty and were not; more are suspicious.
    package var emptiedColumns = 0
    /// Labels of a column that are missing, as a percentage of those it had: so many, and more; at
    /// 0 any.
    package var fewerLabels = 0.0

    package init() {}
}
