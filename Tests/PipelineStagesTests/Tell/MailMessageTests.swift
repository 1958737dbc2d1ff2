import PipelineStages
import Testing

@Suite struct MailMessageTests {
    private func lines(
        subject: String = "s",
        text: String = "t",
        id: String = "i"
    ) throws -> [String] {
        let message = MailMessage(
            from: try #require(Mailbox("a@b.ca")),
            to: [try #require(Mailbox("c@d.ca"))],
            subject: subject,
            time: "2000-02-29T00:00:00Z",
            id: id,
            text: text
        )
        let all = String(decoding: message.bytes, as: UTF8.self)
        #expect(!all.replacing("\r\n", with: "").contains { $0.isNewline })
        #expect(all.utf8.allSatisfy { $0 < 0x7F })
        return all.split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
    }

    @Test func `a line end in the subject begins no line of the head`() throws {
        let lines = try lines(subject: "a\r\nBcc: x@y\u{2028}z\0")
        #expect(lines[2] == "Subject: a  Bcc: x@y z ")
        #expect(lines[3] == "Date: Tue, 29 Feb 2000 00:00:00 +0000")
        #expect(lines.filter { $0.hasPrefix("Bcc") }.isEmpty)
    }

    @Test func `a name of a message holds nothing that ends it`() throws {
        #expect(try lines(id: "a>\r\nX: <é")[4] == "Message-ID: <a--X----@b.ca>")
    }

    @Test func `a subject that is not ASCII comes in encoded words of 75 characters`() throws {
        let subject = "Échec: " + String(repeating: "é", count: 40)
        let lines = try lines(subject: subject)
        let words = lines[2...3].map { $0.replacing("Subject:", with: "") }
        #expect(lines[4].hasPrefix("Date:"))
        #expect(words.allSatisfy { $0.count <= 76 })
        #expect(
            words == [
                " =?utf-8?B?w4ljaGVjOiDDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6k=?=",
                " =?utf-8?B?w6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6k=?=",
            ]
        )
    }

    static let bodies = [
        ("", [""]), ("a=b", ["a=3Db"]), ("é", ["=C3=A9"]), ("a \nb", ["a=20", "b"]),
        ("a\r\nb", ["a", "b"]), ("\t.x", ["\t.x"]),
        (
            String(repeating: "x", count: 160),
            [
                String(repeating: "x", count: 75) + "=", String(repeating: "x", count: 75) + "=",
                String(repeating: "x", count: 10),
            ]
        ),
    ]

    @Test(arguments: bodies)
    func `the text is quoted-printable`(_ text: String, _ expected: [String]) throws {
        let lines = try lines(text: text)
        #expect(lines.drop { $0 != "" }.dropFirst() == expected[...] + [""])
    }

    static let addresses: [(String, String, String)] = [
        ("a@b.ca", "", "a@b.ca"), (" a@b.ca ", "", "a@b.ca"), ("A B <a@b>", "A B", "a@b"),
        ("\"A, B\" <a@b>", "A, B", "a@b"), ("<a@b>", "", "a@b"),
        ("x\r\nBcc: y <a@b>", "x  Bcc: y", "a@b"),
    ]

    @Test(arguments: addresses)
    func `reads addresses with and without a name`(
        _ text: String,
        _ name: String,
        _ address: String
    ) throws {
        let mailbox = try #require(Mailbox(text))
        #expect(mailbox.name == name)
        #expect(mailbox.address == address)
    }

    @Test(arguments: ["", "a", "@", "a@", "@b", "a@b@c", "a b@c", "é@b", "a@b\r\nX: y", "a@b,c@d"])
    func `refuses what is no address`(_ text: String) {
        #expect(Mailbox(text) == nil)
    }
}
