import PipelineStages
import TestSupport
import Testing

/// Files whose first bytes say what they are, whatever their names are.
@Suite struct FileKindTests {
    /// Texts, and the kind that is found where any kind is allowed but a web page.
    @Test(
        arguments: [
            ("a,b\n1,2\n", .text), ("\u{FEFF}\"a\",\"b\"\n", .text), ("Population, 2016", .text),
            ("{\"a\": 1}", .json), ("\u{FEFF} \n[{\"a\": 1}]", .json), ("[1, 2]", .json),
            ("[Content_Types].xml,b", .text), ("{a},b\n", .text), ("[]", .json), ("{", .json),
            ("<?xml version=\"1.0\"?><Error>", .xml), ("<Error><Code>AccessDenied</Code>", .xml),
            ("<5 years,b\n", .text), ("< 5,b", .text), ("<heading>x</heading>", .xml),
            ("%PDF-1.7\n", .pdf), ("PK\u{3}\u{4}", .zip), ("PK\u{5}\u{6}", .zip), ("PK\n", .text),
            ("a\0b", .binary), ("\u{3}u\u{7}\u{1A}\0\0", .binary),
        ] as [(String, FileKind)]
    )
    func `tells a kind by the first bytes`(_ text: String, _ kind: FileKind) {
        #expect(FileKind(Array(text.utf8)[...]) == kind)
    }

    @Test(arguments: [
        "<!DOCTYPE html>", "<!doctype HTML PUBLIC>", "<html>", "<HTML lang=\"en\">", "<head>",
        "<body class='x'>", "<script>", "<h1>Not found</h1>", "<br/>", "<html",
        "\u{FEFF}\r\n\t <html>", "<!-- a comment <x> -->\n<!-- and another --><!doctype html>",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html PUBLIC>",
    ])
    func `tells a web page, however it begins`(_ text: String) {
        #expect(FileKind(Array(text.utf8)[...]) == .html)
    }

    @Test(arguments: ["", " ", "\u{FEFF}", "\u{FEFF}\r\n\r\n", "\n\n  \t"])
    func `tells a file without anything in it`(_ text: String) {
        #expect(FileKind(Array(text.utf8)[...]) == .empty)
    }

    @Test func `tells gzip`() {
        #expect(FileKind([0x1F, 0x8B, 8][...]) == .gzip)
    }
}
