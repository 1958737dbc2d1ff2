import PipelineStages
import Testing

@Suite struct RedactorTests {
    static let cases: [([String], String, String)] = [
        (["secret"], "a secret, secrets", "a ***, ***s"),
        (["secret", "secret-two"], "secret-two secret", "*** ***"),
        (["ab"], "ab cab ab1 (ab) é", "*** cab ab1 (***) é"),
        (["/a"], "host/a host/ab", "host*** host/ab"),
        (["p@ss word"], "p%40ss%20word", "***"),
        (["a\"b\\c"], "{\"x\":\"a\\\"b\\\\c\"}", "{\"x\":\"***\"}"),
        (["line one\nline two"], "line two\nthen line one\nline two", "***\nthen ***"),
        (["pä$$"], "pä$$ p%C3%A4%24%24", "*** ***"),
        ([""], "nothing", "nothing"), ([], "nothing", "nothing"),
    ]

    @Test(arguments: cases)
    func `takes secrets out`(_ secrets: [String], _ text: String, _ expected: String) {
        #expect(Redactor(secrets).redact(text) == expected)
    }

    @Test func `what was redacted stays as it is`() {
        let redactor = Redactor(["secret", "*"])
        let once = redactor.redact("a secret")
        #expect(redactor.redact(once).contains("secret") == false)
    }
}
