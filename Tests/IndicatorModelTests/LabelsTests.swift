import IndicatorModel
import Testing

@Suite struct LabelsTests {
    @Test func `an id has the text of its section`() {
        let labels = Labels(texts: [.groups: ["total": text("Everybody")]])
        #expect(labels.text(.groups, "total") == text("Everybody"))
        #expect(labels.text(.groups, "nobody") == nil)
        #expect(labels.text(.genders, "total") == nil)
    }
}
