import CSVKernel
import Testing

@Suite struct ScanErrorTests {
    @Test(arguments: [
        ("\"a", "a quoted field that begins in this record never ends"),
        ("\"a\"b", "text follows the closing quote of a field"),
    ])
    func `says what was found, as one clause`(_ text: String, _ message: String) {
        let error = #expect(throws: ScanError.self) { try readRecords(Array(text.utf8)) }
        #expect(error?.message == message)
    }
}
