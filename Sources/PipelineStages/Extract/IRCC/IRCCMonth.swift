/// The months as IRCC writes them.
///
/// Source: EN_MONTH and FR_MOIS of its files, and the headers of its books.
enum IRCCMonth {
    static let english = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    static let french = [
        "janv.", "fév.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.",
        "déc.",
    ]

    /// 1 to 12; nil for what is no month.
    static func number(_ text: String) -> Int? {
        (english.firstIndex(of: text) ?? french.firstIndex(of: text)).map { $0 + 1 }
    }

    private static let names = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]

    /// The number of a month written in full, in English.
    static func number(ofName name: some StringProtocol) -> Int? {
        names.firstIndex { $0 == name }.map { $0 + 1 }
    }
}
