import IndicatorModel
import PipelineConfig
import TestSupport
import Testing

/// The partnerships of Canada, which are a product of their own.
@Suite struct NationalPlacesTests {
    private static let configuration = Configuration.read(in: RealFiles.project, Report())
    private static let years = ["2006", "2016", "2021"].compactMap(Period.init)

    @Test(arguments: [("atlantic", 15), ("ontario", 37), ("british-columbia", 28), ("pnt", 24)])
    func `every partnership has a place`(_ collection: String, _ atLeast: Int) {
        let lips = Self.configuration.places.filter {
            $0.collection == collection && $0.kind == .lip
        }
        #expect(lips.count >= atLeast)
    }

    @Test func `every place but Canada has a parent, and the provinces make Canada`() {
        let places = Self.configuration.places
        #expect(places.filter { $0.parent == nil }.map(\.id.name) == ["canada"])
        let codes = places.filter { [.province, .territory].contains($0.kind) }.compactMap {
            place in
            place.recipes.values.first?.members.first?.geography.code
        }
        #expect(
            codes.sorted() == [
                "10", "11", "12", "13", "24", "35", "46", "47", "48", "59", "60", "61", "62",
            ]
        )
    }

    /// SGC 2011, table G: codes of Ontario, British Columbia and Quebec were revised after 2006.
    @Test func `no code of 2006 stands below a province whose codes were revised after it`() throws
    {
        let year = try #require(Period("2006"))
        for place in Self.configuration.places {
            for member in place.recipes[year]?.members ?? []
            where member.geography.level != .province {
                let isRevised = ["24", "35", "59", "60"].contains(member.geography.province ?? "")
                #expect(!isRevised, "\(place.id) \(member.geography)")
            }
        }
    }

    @Test func `what is not verified says what is proposed or by which rule`() {
        for place in Self.configuration.places {
            for (year, recipe) in place.recipes where recipe.status != .verified {
                let source = recipe.source
                let isSaid = ["proposed", "carried back", "not checked", "to be determined"]
                    .contains { source.contains($0) }
                #expect(isSaid, "\(place.id) \(year): \(source)")
            }
        }
    }

    @Test func `French names have the French apostrophe`() {
        for place in Self.configuration.places {
            #expect(!place.names.contains { $0.text.fr.contains("'") }, "\(place.id)")
        }
    }
}
