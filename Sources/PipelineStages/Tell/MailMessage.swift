import FoundationEssentials

/// An address of a mail, with or without a name: `Nightly runs <lip@agency.ca>`.
package struct Mailbox: Hashable, Sendable {
    package let name: String
    package let address: String

    /// Returns nil when the address is not ASCII of the form `local@domain`.
    package init?(_ text: String) {
        let isNamed = text.last == ">" && text.contains("<")
        if isNamed, let open = text.lastIndex(of: "<") {
            name = oneLine(text[..<open]).trimmed(of: " \"")
            address = String(text[text.index(after: open)...].dropLast())
        } else {
            name = ""
            address = text.trimmed(of: " ")
        }
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        let isPlain = address.utf8.allSatisfy { byte in
            byte > 0x20 && byte < 0x7F && !"<>\"(),:;\\".utf8.contains(byte)
        }
        guard isPlain, parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
    }

    /// As it stands in a line of the head.
    var header: String {
        if name.isEmpty { return address }
        let isPlain = name.utf8.allSatisfy { byte in
            byte >= 0x20 && byte < 0x7F && !"\"\\".utf8.contains(byte)
        }
        return (isPlain ? "\"\(name)\"" : encodedWords(name)) + " <\(address)>"
    }
}

/// A plain text as a mail: ASCII, lines that end with CRLF, no line longer than 998 bytes.
///
/// Sources: RFC 5322 (form), RFC 2047 (words of the head that are not ASCII), RFC 2045 6.7
/// (quoted-printable), RFC 3834 (`Auto-Submitted`, so that nobody's machine answers).
package struct MailMessage: Sendable {
    package let from: Mailbox
    package let to: [Mailbox]
    package let subject: String
    /// A time such as `2026-11-24T05:34:13Z`.
    package let time: String
    /// What this message is called: the same for a second try, so that readers see it once.
    package let id: String
    package let text: String

    package init(
        from: Mailbox,
        to: [Mailbox],
        subject: String,
        time: String,
        id: String,
        text: String
    ) {
        self.from = from
        self.to = to
        self.subject = subject
        self.time = time
        self.id = id
        self.text = text
    }

    package var bytes: [UInt8] {
        let domain = from.address.split(separator: "@").last.map(String.init) ?? "localhost"
        let head = [
            "From: \(from.header)",
            "To: \(to.map(\.header).joined(separator: ",\r\n "))",
            "Subject: \(encodedWords(oneLine(subject)))",
            "Date: \(mailDate(time) ?? oneLine(time))",
            "Message-ID: <\(atom(id))@\(domain)>",
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: quoted-printable",
        ]
        return Array((head.joined(separator: "\r\n") + "\r\n\r\n" + quotedPrintable(text)).utf8)
    }

    /// The text with a hyphen for whatever may not stand in the name of a message.
    private func atom(_ text: String) -> String {
        String(text.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == ".") ? $0 : "-" })
    }
}

extension StringProtocol {
    fileprivate func trimmed(of characters: String) -> String {
        var text = drop(while: characters.contains)
        while let last = text.last, characters.contains(last) { text.removeLast() }
        return String(text)
    }
}

/// A text without line ends and other control characters: nothing of it can begin a line.
func oneLine(_ text: some StringProtocol) -> String {
    var line = ""
    for scalar in text.unicodeScalars {
        let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
        line.unicodeScalars.append(
            isControl || "\u{2028}\u{2029}".contains(Character(scalar)) ? " " : scalar
        )
    }
    return line
}

/// A text of the head, as encoded words of at most 75 characters when it is not plain ASCII.
func encodedWords(_ text: String) -> String {
    if text.utf8.count <= 900, text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }),
        !text.contains("=?")
    {
        return text
    }
    var words: [[UInt8]] = [[]]
    for character in text {
        let bytes = Array(String(character).utf8)
        // 45 bytes are 60 characters of base64; `=?utf-8?B?` and `?=` are 12.
        if words[words.count - 1].count + bytes.count > 45 { words.append([]) }
        words[words.count - 1] += bytes
    }
    return words.map { "=?utf-8?B?\(Data($0).base64EncodedString())?=" }.joined(separator: "\r\n ")
}

/// A time such as `2026-11-24T05:34:13Z` as mails write it; nil when it is no such time.
func mailDate(_ time: String) -> String? {
    guard let date = try? Date(time, strategy: .iso8601) else { return nil }
    let days = Int((date.timeIntervalSince1970 / 86_400).rounded(.down))
    let parts = time.prefix(10).split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3, (1...12).contains(parts[1]) else { return nil }
    // The first day of 1970 was a Thursday.
    let day = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][((days % 7) + 7) % 7]
    let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    let clock = time.dropFirst(11).prefix(8)
    return "\(day), \(parts[2]) \(months[parts[1] - 1]) \(parts[0]) \(clock) +0000"
}

/// A text in lines of at most 76 ASCII characters.
func quotedPrintable(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF")
    var result = ""
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
        var length = 0
        let bytes = Array(line.utf8)
        for (index, byte) in bytes.enumerated() {
            let isBlank = byte == 0x20 || byte == 0x09
            let isLast = index == bytes.count - 1
            let isPlain = byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "=")
            let piece =
                isPlain || isBlank && !isLast
                ? String(UnicodeScalar(byte))
                : "=\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
            if length + piece.count > 75 {
                result += "=\r\n"
                length = 0
            }
            result += piece
            length += piece.count
        }
        result += "\r\n"
    }
    return result
}
