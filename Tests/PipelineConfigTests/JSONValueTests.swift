import PipelineConfig
import TestSupport
import Testing

/// Tests of `JSONValue`, as it is written and as it is read from YAML.
@Suite struct JSONValueTests {
    static let written: [(JSONValue, String)] = [
        (.null, "null"), (true, "true"), (.number(3), "3"), (.number(-2.5), "-2.5"),
        ("", "\"\""), ("é \"\\/\n\t\u{1}", "\"é \\\"\\\\/\\n\\t\\u0001\""), ([], "[]"),
        (["a", .number(1)], "[\"a\", 1]"), (.object([:]), "{}"),
        (
            .object(["b": .object(["c": true]), "a": [.object([:]), []]]),
            """
            {
              "a": [
                {},
                []
              ],
              "b": {
                "c": true
              }
            }
            """
        ),
    ]

    @Test(arguments: written)
    func `a value is written with its keys sorted`(_ value: JSONValue, _ text: String) {
        #expect(value.rendered == text)
    }

    @Test(arguments: written)
    func `what is written is read again as it was`(_ value: JSONValue, _ text: String) {
        #expect(JSONValue(yaml: text) == value)
    }

    static let read: [(String, JSONValue)] = [
        ("2016", .number(2016)), ("\"2016\"", "2016"), ("-1.5e3", .number(-1500)),
        ("true", true), ("False", false), ("'true'", "true"), ("yes", "yes"), ("on", "on"),
        ("~", .null), ("null", .null), ("[a, ]", ["a"]), ("2019-04", "2019-04"),
        ("v_CA16_1", "v_CA16_1"), ("10m", "10m"), (".", "."), ("0x10", "0x10"),
        ("|\n  a\n  b\n", "a\nb\n"), ("a: { on: [x] }", .object(["a": .object(["on": ["x"]])])),
        ("2016: x", .object(["2016": "x"])),
        (
            "a: &b { c: d }\ne: *b",
            .object(["a": .object(["c": "d"]), "e": .object(["c": "d"])])
        ),
    ]

    @Test(arguments: read)
    func `YAML is read as an editor reads it`(_ text: String, _ value: JSONValue) {
        #expect(JSONValue(yaml: text) == value)
    }

    @Test(arguments: ["", "# nothing\n", "a: [", "a: 1\na: 2"])
    func `what is no YAML has no value`(_ text: String) {
        #expect(JSONValue(yaml: text) == nil)
    }
}
