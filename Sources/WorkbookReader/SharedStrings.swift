import IndicatorModel

/// The texts that the cells of a workbook name by number.
///
/// Runs of rich text are joined; how a text is pronounced (`rPh`) is left out.
/// Source: ECMA-376, part 1, 18.4.8 and 18.4.9.
final class SharedStrings: XMLHandler {
    /// Of all texts together, in bytes: what is kept in memory.
    static let largest = 256 << 20

    private(set) var strings: [String] = []
    private let name: String
    private var text = WorkbookText()
    private var isInItem = false
    private var isInText = false
    private var isInPhonetic = false
    private var size = 0

    init(name: String) {
        self.name = name
    }

    func start(_ name: String, _ attributes: XMLAttributes) {
        switch name {
        case "si":
            isInItem = true
            text.clear()
        case "t": isInText = isInItem && !isInPhonetic
        case "rPh": isInPhonetic = true
        default: break
        }
    }

    func end(_ name: String) throws {
        switch name {
        case "si":
            isInItem = false
            try add()
        case "t": isInText = false
        case "rPh": isInPhonetic = false
        default: break
        }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) throws {
        guard isInText else { return }
        unsafe text.append(bytes)
        if text.isTooLong {
            throw tooLarge("text \(grouped(strings.count)) is longer than \(WorkbookText.longest)")
        }
    }

    private func add() throws {
        let string = text.string
        // What a text costs in an array, too, so that many empty ones are not free.
        size += string.utf8.count + MemoryLayout<String>.stride
        if size > Self.largest { throw tooLarge("its texts are larger than \(Self.largest)") }
        strings.append(string)
    }

    private func tooLarge(_ what: String) -> Diagnostic {
        Diagnostic(
            "workbook.too-large",
            "`\(name)`: \(what) bytes",
            hints: [fetchAgain]
        )
    }
}
