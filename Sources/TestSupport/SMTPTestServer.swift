import Synchronization

/// A server of SMTP on this machine that keeps what it was told.
///
/// It knows EHLO, AUTH PLAIN, MAIL, RCPT, DATA and QUIT (RFC 5321, RFC 4954).
package final class SMTPTestServer: Sendable {
    /// What it was told in one connection.
    package struct Conversation: Hashable, Sendable {
        /// The client's lines, without those of the message.
        package var lines: [String] = []
        /// The message byte for byte, without the line that ends it.
        package var message: [UInt8] = []

        package var text: String { String(decoding: message, as: UTF8.self) }
    }

    private let server: LoopbackServer
    private let log: Log

    private final class Log: Sendable {
        let conversations = Mutex<[Conversation]>([])
    }

    /// Answers as it should; to lines that begin with a key of `answers`, with its value.
    package init(answers: [String: String] = [:]) throws {
        let log = Log()
        self.log = log
        server = try LoopbackServer { connection in
            var conversation = Conversation()
            Self.talk(connection, answers, &conversation)
            log.conversations.withLock { $0.append(conversation) }
            // Only now: who was told goodbye finds the conversation.
            connection.write("221 bye\r\n")
        }
    }

    package var url: String { "smtp://127.0.0.1:\(server.port)" }

    /// Those that have ended.
    package var conversations: [Conversation] { log.conversations.withLock { $0 } }

    private static func talk(
        _ connection: Connection,
        _ answers: [String: String],
        _ conversation: inout Conversation
    ) {
        connection.write("220 test ESMTP\r\n")
        while let line = connection.line() {
            conversation.lines.append(line)
            if let answer = answers.first(where: { line.hasPrefix($0.key) })?.value {
                connection.write("\(answer)\r\n")
                continue
            }
            switch line.prefix(4) {
            case "EHLO": connection.write("250-test\r\n250-8BITMIME\r\n250 AUTH PLAIN\r\n")
            case "AUTH":
                // Without its argument the client waits for a line to answer.
                if line == "AUTH PLAIN" {
                    connection.write("334 \r\n")
                    conversation.lines.append(connection.line() ?? "")
                }
                connection.write("235 welcome\r\n")
            case "MAIL", "RCPT", "RSET": connection.write("250 ok\r\n")
            case "DATA":
                connection.write("354 go on\r\n")
                while let line = connection.rawLine(), line != Array(".\r\n".utf8) {
                    conversation.message += line
                }
                connection.write("250 taken\r\n")
            case "QUIT": return
            default: connection.write("500 what?\r\n")
            }
        }
    }
}
