import IndicatorModel
import Testing

@Suite struct PipelineTests {
    private func place(_ id: StaticString, _ collection: String, _ status: PlaceStatus) -> Place {
        Place(
            id: PlaceID(known: id),
            kind: .lip,
            status: status,
            collection: collection,
            parent: nil,
            names: [],
            recipes: [:],
            notDefined: [:]
        )
    }

    private func published(candidates: Bool, also: [PlaceID] = []) -> [String] {
        let pipeline = Pipeline(
            dataset: "small",
            title: text("Small"),
            description: text("Small"),
            collections: ["north"],
            publishesCandidates: candidates,
            also: also,
            partitions: [],
            highlights: []
        )
        let places = [
            place("town", "north", .confirmed), place("hamlet", "north", .candidate),
            place("city", "south", .confirmed), place("farm", "south", .candidate),
        ]
        return pipeline.published(of: places).map(\.id.name)
    }

    @Test func `publishes the confirmed places of its collections, in order`() {
        #expect(published(candidates: false) == ["town"])
    }

    @Test func `publishes candidates when it says so`() {
        #expect(published(candidates: true) == ["hamlet", "town"])
    }

    @Test func `publishes places by name, whatever their collection and status`() {
        let also = [PlaceID(known: "farm"), PlaceID(known: "town")]
        #expect(published(candidates: false, also: also) == ["farm", "town"])
    }
}
