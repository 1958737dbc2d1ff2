import IndicatorModel

extension JSONSchema {
    /// An entry of `notify`, as `PipelineReader.readNotifications` accepts it.
    static var notification: JSONSchema {
        var keys: [String: Property] = [
            "on": .optional(
                list(of: choice(RunMoment.self), atLeast: 1),
                "When to tell. Left out: failure for mail; success and failure for webhook and "
                    + "command; all three for health-check."
            )
        ]
        for key in ChannelKey.allCases {
            keys[key.rawValue] = .optional(channel(key), meaning(of: key))
        }
        return object(keys).with("oneOf", ChannelKey.allCases.map { has($0.rawValue) })
    }

    private static func meaning(of key: ChannelKey) -> String {
        switch key {
        case .mail: "A mail over SMTP."
        case .webhook: "A POST of the run as JSON."
        case .command: "A program that gets the run as JSON on its standard input."
        case .healthCheck: "A URL that is visited; /start and /fail are added at these moments."
        }
    }

    private static func channel(_ key: ChannelKey) -> JSONSchema {
        switch key {
        case .mail: mail
        case .webhook:
            object([
                "url": .required(secret(URLScheme.web), "Where to send it."),
                "headers": .optional(
                    table(
                        keys: text(matching: "^[A-Za-z0-9!#$%&'*+\\-.^_`|~]+$"),
                        values: secret()
                    ),
                    "Headers that are sent with it."
                ),
            ])
        case .command: list(of: text, atLeast: 1)
        case .healthCheck:
            object(["url": .required(secret(URLScheme.web), "The URL without /start and /fail.")])
        }
    }

    private static var mail: JSONSchema {
        object([
            "server": .required(
                secret(URLScheme.mail),
                "smtp://HOST:PORT (STARTTLS where the server has it) or smtps://HOST:PORT."
            ),
            "user": .optional(secret(), "The name at the server; with password."),
            "password": .optional(secret(), "The password at the server; with user."),
            "from": .required(address, "The address it is sent from."),
            "to": .required(list(of: address, atLeast: 1), "The addresses it is sent to."),
        ])
        .with(
            "dependentRequired",
            .object(["user": .array(["password"]), "password": .array(["user"])])
        )
    }

    private static var address: JSONSchema {
        text(matching: "^[^@<>\\s,;]+@[^@<>\\s,;]+$").named("address")
    }

    /// A text, or where it is kept; a text that is a URL begins with one of the schemes.
    private static func secret(_ schemes: [String] = []) -> JSONSchema {
        let kept = object([
            "env": .optional(
                text(matching: SchemaPattern.whole(SchemaPattern.variable)),
                "The variable of the environment that holds it."
            ),
            "file": .optional(text, "The file that holds it, and nothing else."),
        ])
        let secret = kept.with("type", ["string", "number", "object"])
            .with("minLength", .number(1))
            .with("minProperties", .number(1))
            .with("maxProperties", .number(1))
        if schemes.isEmpty { return secret.named("secret") }
        let pattern = "^(\(schemes.joined(separator: "|"))).+"
        return secret.with("pattern", .string(pattern))
    }
}
