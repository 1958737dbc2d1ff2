import PipelineConfig
import TestSupport
import Testing

/// Tests of the validator of the tests, so that it is no rubber stamp.
@Suite struct SchemaValidatorTests {
    /// A schema, a value that fits it, one that does not, and what is said of that.
    static let cases: [(schema: String, right: String, wrong: String, mistakes: [String])] = [
        ("{ type: string }", "a", "1", [": type"]),
        ("{ type: [string, number] }", "1", "[]", [": type"]),
        ("{ type: integer }", "2", "2.5", [": type"]),
        ("{ enum: [a, 1] }", "1", "b", [": enum"]),
        ("{ pattern: \"^a+$\" }", "[]", "ab", [": pattern"]),
        ("{ minLength: 1 }", "a", "''", [": minLength"]),
        ("{ minimum: 1 }", "1", "0", [": minimum"]),
        ("{ exclusiveMinimum: 0 }", "0.5", "0", [": exclusiveMinimum"]),
        ("{ maximum: 1 }", "1", "2", [": maximum"]),
        ("{ items: { type: string } }", "[a]", "[a, 1]", ["/1: type"]),
        ("{ minItems: 1 }", "[a]", "[]", [": minItems"]),
        ("{ required: [a, b] }", "{ a: 1, b: 2 }", "{ c: 1 }", ["/a: required", "/b: required"]),
        ("{ properties: { a: { type: string } } }", "{ b: 1 }", "{ a: 1 }", ["/a: type"]),
        (
            "{ properties: { a: {} }, additionalProperties: false }", "{ a: 1 }", "{ b: 1 }",
            ["/b: additionalProperties"]
        ),
        ("{ additionalProperties: { type: string } }", "{ a: b }", "{ a: 1 }", ["/a: type"]),
        ("{ propertyNames: { pattern: ^a } }", "{ ab: 1 }", "{ b: 1 }", ["/b: pattern"]),
        ("{ minProperties: 1 }", "{ a: 1 }", "{}", [": minProperties"]),
        ("{ maxProperties: 1 }", "{ a: 1 }", "{ a: 1, b: 1 }", [": maxProperties"]),
        (
            "{ dependentRequired: { a: [b] } }", "{ b: 1 }", "{ a: 1 }",
            ["/b: dependentRequired"]
        ),
        ("{ allOf: [{ type: string }, { enum: [a] }] }", "a", "b", [": enum"]),
        ("{ anyOf: [{ type: string }, { enum: [1] }] }", "1", "2", [": anyOf"]),
        (
            "{ oneOf: [{ required: [a] }, { required: [b] }] }", "{ a: 1 }", "{ a: 1, b: 1 }",
            [": oneOf"]
        ),
        ("{ if: { type: string }, then: { enum: [a] } }", "1", "b", [": enum"]),
        ("{ if: { type: string }, then: {}, else: { enum: [1] } }", "b", "2", [": enum"]),
        ("{ $ref: \"#/$defs/a\", $defs: { a: { enum: [1] } } }", "1", "2", [": enum"]),
    ]

    @Test(arguments: cases.indices)
    func `a keyword lets through what fits, and nothing else`(_ index: Int) throws {
        let (schema, right, wrong, mistakes) = Self.cases[index]
        let validator = SchemaValidator(try #require(JSONValue(yaml: schema)))
        #expect(try validator.mistakes(in: try #require(JSONValue(yaml: right))) == [])
        #expect(try validator.mistakes(in: try #require(JSONValue(yaml: wrong))) == mistakes)
    }

    @Test func `a keyword that it does not know is an error`() throws {
        let validator = SchemaValidator(.object(["uniqueItems": true]))
        #expect(throws: SchemaValidator.UnknownKeyword.self) {
            try validator.mistakes(in: ["a"])
        }
    }
}
