import DataStore
import IndicatorModel

extension DatabaseView {
    /// Views that answer what coordinators ask, in both languages.
    static func all(periods: [Period], pairs: [PeriodPair]) -> [DatabaseView] {
        [observationsInWords, comparison(periods, pairs)]
    }

    /// Every observation with the names of its ids.
    private static var observationsInWords: DatabaseView {
        DatabaseView(
            name: "observations_in_words",
            select: """
                SELECT o.*, p.name_en AS place_en, p.name_fr AS place_fr, \
                i.tab, i.label_en AS indicator_en, i.label_fr AS indicator_fr, \
                c.label_en AS category_en, c.label_fr AS category_fr, \
                g.label_en AS group_en, g.label_fr AS group_fr, \
                i.unit_en, i.unit_fr, s.label_en AS state_en, s.label_fr AS state_fr \
                FROM observations o \
                JOIN places p ON p.place = o.place \
                JOIN indicators i ON i.indicator = o.indicator \
                JOIN categories c ON c.indicator = o.indicator AND c.category = o.category \
                LEFT JOIN terms g ON g.kind = 'group' AND g.term = o."group" \
                LEFT JOIN terms s ON s.kind = 'state' AND s.term = o.state
                """
        )
    }

    /// Places side by side over all years: a row a place and category, a column a period, and
    /// whether the periods may be compared.
    private static func comparison(_ periods: [Period], _ pairs: [PeriodPair]) -> DatabaseView {
        let figures = periods.flatMap { period in
            ["value", "low", "high", "state"].map { column in
                "MAX(CASE WHEN o.period = '\(period)' THEN o.\(column) END) AS \(column)_\(period)"
            }
        }
        let codes = pairs.map { pair in
            """
            (SELECT k.code FROM comparability k WHERE k.indicator = o.indicator \
            AND k."from" = '\(pair.from)' AND k."to" = '\(pair.to)') \
            AS compare_\(pair.from)_\(pair.to)
            """
        }
        return DatabaseView(
            name: "comparison",
            select: """
                SELECT o.indicator, i.label_en AS indicator_en, i.label_fr AS indicator_fr, \
                o.category, c.label_en AS category_en, c.label_fr AS category_fr, \
                o."group", o.gender, o.place, p.name_en AS place_en, p.name_fr AS place_fr, \
                \((figures + codes).joined(separator: ", ")) \
                FROM observations o \
                JOIN places p ON p.place = o.place \
                JOIN indicators i ON i.indicator = o.indicator \
                JOIN categories c ON c.indicator = o.indicator AND c.category = o.category \
                GROUP BY o.place, o.indicator, o.category, o."group", o.gender
                """
        )
    }

    /// The rankings with the names of their ids; `rank_low` and `rank_high` say what can be told
    /// apart.
    static let top10 = DatabaseView(
        name: "top10",
        select: """
            SELECT r.*, p.name_en AS place_en, p.name_fr AS place_fr, \
            i.label_en AS indicator_en, i.label_fr AS indicator_fr, \
            c.label_en AS category_en, c.label_fr AS category_fr, \
            g.label_en AS group_en, g.label_fr AS group_fr \
            FROM rankings r \
            JOIN places p ON p.place = r.place \
            JOIN indicators i ON i.indicator = r.indicator \
            JOIN categories c ON c.indicator = r.indicator AND c.category = r.category \
            LEFT JOIN terms g ON g.kind = 'group' AND g.term = r."group" \
            ORDER BY r.place, r.period, r.indicator, r."group", r.gender, r.rank, r.category
            """
    )
}
