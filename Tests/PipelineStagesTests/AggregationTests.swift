import IndicatorModel
import PipelineStages
import TestSupport
import Testing

/// What is published for the places of the synthetic project.
@Suite struct AggregationTests {
    private func rows(_ period: String, _ start: String) async throws -> [String] {
        let project = try TestProject()
        _ = try project.run()
        return try project.published("observations/census-\(period)", start)
    }

    @Test func `a count of one geography is published as printed, with its bounds`() async throws {
        #expect(
            try await rows("2016", "town,2016,immigrant-status,immigrant,total,total") == [
                "town,2016,immigrant-status,immigrant,total,total,2870,2866,2874,rounded,"
                    + "published,1,non-response 6.4; flag 00101; CSD 6106023"
            ]
        )
    }

    @Test func `population is not rounded`() async throws {
        #expect(
            try await rows("2016", "both,2016,population") == [
                "both,2016,population,total,total,total,23097,23097,23097,observed,sum,1,"
                    + "non-response 3.5; flag 00101; CSD 6106021"
            ]
        )
    }

    @Test func `a suppressed member makes a sum partial, bounded by its population`() async throws {
        // 2,870 +- 4 of the town, and 0 to 3,528 people of the village.
        #expect(
            try await rows("2016", "both,2016,immigrant-status,immigrant,total,total") == [
                "both,2016,immigrant-status,immigrant,total,total,2870,2866,6402,partial,sum,0.5,"
                    + "non-response 6.4; flag 00101; CSD 6106021"
            ]
        )
    }

    @Test func `a suppressed figure of one geography is suppressed, not zero`() async throws {
        #expect(
            try await rows("2016", "village,2016,immigrant-status,immigrant,total,total") == [
                "village,2016,immigrant-status,immigrant,total,total,,0,3528,suppressed,none,0,"
            ]
        )
    }

    @Test func `a zero where a concept is not applied is not applicable`() async throws {
        for place in ["town", "both", "territory"] {
            #expect(
                try await rows("2016", "\(place),2016,low-income") == [
                    "\(place),2016,low-income,total,total,total,,,,not-applicable,none,0,"
                ]
            )
        }
    }

    @Test func `a share is recomputed from the members that have both parts`() async throws {
        // 2,870 of 19,400; of the 3,500 of the village, at most 3,504, all or none may be.
        #expect(
            try await rows("2016", "both,2016,immigrant-share") == [
                "both,2016,immigrant-share,immigrant,total,total,14.7938,12.5109,27.8516,partial,"
                    + "quotient-of-sums,0.5,non-response 6.4; flag 00101; CSD 6106021"
            ]
        )
    }

    @Test func `a median is published for one geography and not added up`() async throws {
        #expect(
            try await rows("2016", "town,2016,median-income") == [
                "town,2016,median-income,total,total,total,51000,,,observed,published,1,"
                    + "non-response 6.4; flag 00101; CSD 6106023"
            ]
        )
        #expect(
            try await rows("2016", "both,2016,median-income") == [
                "both,2016,median-income,total,total,total,,,,not-additive,none,1,"
            ]
        )
    }

    @Test func `a territory without figures of its own is summed from all its parts`() async throws
    {
        #expect(
            try await rows("2021", "territory,2021,immigrant-status,immigrant,total,total") == [
                "territory,2021,immigrant-status,immigrant,total,total,3750,3742,3758,rounded,"
                    + "sum-of-components,1,non-response 4.3; flag 00000; CSD 6106021; symbol E; "
                    + "CSD 6106023"
            ]
        )
    }

    @Test func `a place with a part that no file has has no figure`() async throws {
        let project = try TestProject([
            "config/places/wide.yaml": TestProject.place(
                "wide",
                "lip",
                ["CSD 6106023", "CSD 4806016"]
            )
        ])
        _ = try project.run()
        #expect(
            try project.published("observations/census-2016", "wide,2016,population") == [
                "wide,2016,population,total,total,total,,,,not-available,none,0.5,"
            ]
        )
    }

    @Test func `a part of the definition that has no code makes every sum partial`() async throws {
        let unresolved = "    unresolved:\n      - { level: DPL, name: Hall, reason: none }\n"
        let place = TestProject.place("hall", "lip", ["CSD 6106023"])
            .replacing("    members:", with: unresolved + "    members:")
        let project = try TestProject(["config/places/hall.yaml": place])
        _ = try project.run()
        #expect(
            try project.published("observations/census-2016", "hall,2016,population") == [
                "hall,2016,population,total,total,total,19569,19569,,partial,sum,0.5,"
                    + "non-response 3.5; flag 00101; CSD 6106023"
            ]
        )
        #expect(
            try project.published("members", "hall,2016,DPL") == [
                "hall,2016,DPL,not-known,Hall,2016,,,verified,a test,,"
            ]
        )
    }

    @Test func `lineage names the lines that a figure is made of`() async throws {
        let project = try TestProject()
        _ = try project.run()
        #expect(
            try project.published("lineage/census-2016", "both,2016,immigrant-share") == [
                "both,2016,immigrant-share,immigrant,total,total,1,numerator,profile-2016,north,3,"
                    + "total,4;9,CSD 6106021; CSD 6106023,",
                "both,2016,immigrant-share,immigrant,total,total,2,denominator,profile-2016,north,"
                    + "2,total,3;8,CSD 6106021; CSD 6106023,",
            ]
        )
        #expect(
            try project.published("lineage/census-2016", "territory,2016,population") == [
                "territory,2016,population,total,total,total,1,term,profile-2016,north,1,total,"
                    + "2;7,PR 61 by CSD,"
            ]
        )
    }
}
