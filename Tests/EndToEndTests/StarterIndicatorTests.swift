import Testing

/// Figures of the starter dataset that were read in the files by hand: each of them, or its parts,
/// stands under its heading in the file of the publisher.
@Suite struct StarterIndicatorTests {
    struct Figure: Sendable, CustomTestStringConvertible {
        let row: String
        let value: Double
        var testDescription: String { row }
    }

    private static func figure(_ row: String, _ value: Double) -> Figure {
        Figure(row: row, value: value)
    }

    /// Printed as they are, or added from printed figures.
    private static let printed: [Figure] = [
        figure("alberta,2006,population-previous-census,total,total,total", 2_974_807),
        figure("canada,2016,population-previous-census,total,total,total", 33_476_688),
        figure("canada,2016,average-age,total,total,women", 41.9),
        figure("alberta,2006,marital-status,in-couple,total,total", 1_575_650),
        figure("alberta,2006,marital-status,not-in-couple,total,women", 549035),
        figure("canada,2016,marital-status,widowed,total,women", 1_290_525),
        figure("yellowknife,2016,household-type,family-household,total,total", 5065),
        figure("saskatchewan,2006,household-type,one-person,total,total", 111315),
        figure("canada,2016,census-families,couples-with-children,total,total", 4_203_615),
        figure("alberta,2006,census-families,lone-parent-woman,total,total", 102555),
        figure("canada,2016,average-family-size,total,total,total", 2.9),
        figure("alberta,2006,indigenous-identity,indigenous,total,total", 188365),
        figure("iqaluit,2016,indigenous-identity,inuit,total,total", 4270),
        figure("yellowknife,2016,other-home-languages,no-other-language,total,total", 16760),
        figure("alberta,2006,work-language,french,total,total", 5545),
        figure("canada,2016,work-language,english-and-other,total,total", 154285),
        figure("canada,2016,university-degrees-25-64,doctorate,total,women", 73275),
        figure("canada,2016,trades-certificates-25-64,apprenticeship,total,total", 897390),
        figure("yellowknife,2016,field-of-study,health-field,total,total", 1305),
        figure("canada,2016,foreign-study-places,philippines,total,total", 263095),
        figure("alberta,2006,location-of-study-15-plus,outside-canada,total,total", 187055),
        figure("canada,2016,average-weeks-worked,total,total,total", 42.4),
        figure("canada,2016,commuting-mode,public-transit,total,total", 1_968_215),
        figure("alberta,2006,commuting-mode,walked-or-bicycled,total,women", 61405),
        figure("alberta,2006,commuting-destination,other-division,total,total", 49385),
        figure("yellowknife,2016,departure-time,leaves-at-8,total,total", 4050),
        figure("canada,2016,median-after-tax-income,total,total,women", 26621),
        figure("canada,2016,average-government-transfers,total,total,men", 7345),
        figure("canada,2016,recipients-by-source,employment-income,total,total", 20_428_685),
        figure("canada,2016,sample-recipients,employment-income,total,total", 20_428_670),
        figure("alberta,2006,median-employment-income,total,total,women", 21968),
        figure("alberta,2006,median-full-time-earnings,total,total,total", 43964),
        figure("yellowknife,2016,average-full-time-earnings,total,total,total", 95743),
        figure("canada,2016,income-composition,government-transfers,total,total", 11.7),
        figure("alberta,2006,income-composition,employment-income,total,total", 82.3),
        figure("canada,2016,total-income-groups,150000-plus,total,total", 773025),
        figure("canada,2016,employment-income-groups,under-5000,total,total", 2_778_990),
        figure("canada,2016,household-income-groups,200000-plus,total,total", 959285),
        figure("yellowknife,2016,household-after-tax-groups,150000-plus,total,total", 2460),
        figure("canada,2016,median-household-income-by-size,one-person,total,total", 35174),
        figure("alberta,2006,median-household-after-tax-income,total,total,total", 55199),
        figure("canada,2016,average-household-income,total,total,total", 92764),
        figure("canada,2016,median-family-income,lone-parent-families,total,total", 53193),
        figure("canada,2016,low-income-lim-at,low-income-0-5,total,total", 396095),
        figure("iqaluit,2016,household-size,5-plus-persons,total,total", 395),
        figure("canada,2016,condominium-status,condominium,total,total", 1_874_840),
        figure("alberta,2006,average-rooms,total,total,total", 6.8),
        figure("canada,2016,period-of-construction,2011-to-2016,total,total", 970015),
        figure("alberta,2006,period-of-construction,before-1986,total,total", 785200),
        figure("alberta,2006,crowding-share,over-1-per-room,total,total", 1.3),
        figure("canada,2016,maintainer-age,maintainer-25-34,total,total", 1_991_685),
        figure("canada,2016,owner-mortgage-share,total,total,total", 60.7),
        figure("yellowknife,2016,subsidized-housing-share,total,total,total", 24.4),
        figure("canada,2016,tenant-shelter-cost-share,total,total,total", 40),
        figure("canada,2016,average-owner-cost,total,total,total", 1313),
        figure("alberta,2006,median-owner-cost,total,total,total", 1016),
        figure("northwest-territories,2016,commuting-mode,walked,total,total", 4920),
        figure("calgary-city,2021,religion,muslim,total,total", 92110),
        figure("winnipeg-city,2016,commuting-duration,60-plus-minutes,total,total", 13850),
        figure("regina-city,2021,household-income-groups,100000-plus,total,total", 39205),
        figure("edmonton-city,2016,commuting-mode,public-transit,total,total", 67895),
        figure("regina-city,2016,marital-status,divorced,total,total", 10790),
        figure("regina-city,2016,family-size,5-plus-persons,total,total", 5160),
    ]

    /// A printed figure divided by another one, to four decimals.
    private static let computed: [Figure] = [
        figure("canada,2016,broad-age-share,15-64,total,total", 66.5018),
        figure("yellowknife,2016,dependency-ratio,youth,total,total", 0.2697),
        figure("canada,2016,living-alone-share,living-alone,total,total", 11.52),
        figure("canada,2016,age-at-immigration-share,under-5,total,total", 9.6984),
        figure("yellowknife,2016,admission-category-share,refugee,total,total", 12.8631),
        figure("canada,2016,non-citizen-share,not-canadian-citizen,total,men", 6.9062),
        figure("canada,2016,visible-minority-share,filipino,total,total", 2.2639),
        figure("yellowknife,2016,birthplace-population-share,philippines,total,total", 4.0446),
        figure("canada,2016,official-languages-share,french-only,total,total", 11.9212),
        figure("canada,2016,mother-tongue-language-share,punjabi,total,total", 1.443),
        figure("canada,2016,home-language-share,english,total,total", 63.7464),
        figure("canada,2016,highest-certificate-share,postsecondary,total,total", 55.2562),
        figure("alberta,2006,field-of-study-share,humanities,total,total", 3.9754),
        figure("canada,2016,occupation-share,sales-service,total,total", 23.3516),
        figure("canada,2016,industry-share,construction,total,men", 12.5502),
        figure("yellowknife,2016,self-employed-share,self-employed,total,total", 6.449),
        figure("canada,2016,work-activity-share,full-year-full-time,total,women", 28.827),
        figure("alberta,2006,place-of-work-share,worked-at-home,total,total", 8.9432),
        figure("canada,2016,commuting-duration-share,60-plus-minutes,total,total", 9.4139),
        figure("canada,2016,total-income-groups-share,under-20000,total,total", 31.133),
        figure("canada,2016,income-decile-share,first-decile,total,total", 9.9998),
        figure("canada,2016,migrant-origin-1-year,external-migrants,total,total", 20.4267),
        figure("canada,2016,mobility-5-years-share,movers,total,women", 38.2277),
        figure("yellowknife,2016,bedrooms-share,4-plus-bedrooms,total,total", 22.1444),
        figure("canada,2016,crowding-share,over-1-per-room,total,total", 1.9188),
        figure("canada,2016,occupied-dwellings-share,occupied,total,total", 91.3034),
        figure("northwest-territories,2016,owner-mortgage-share,total,total,total", 60.5772),
        figure("calgary-city,2021,religion-share,no-religion,total,total", 38.6494),
    ]
    @Test(arguments: printed + computed)
    func `a figure equals what the file of the publisher says`(_ figure: Figure) throws {
        let row = try StarterRun.shared.get().row(figure.row)
        let value = try #require(row.first.flatMap(Double.init), "no figure: \(row)")
        #expect(abs(value - figure.value) < 0.000_06)
    }

    @Test func `the mortgages of the Northwest Territories are averaged over owner households`()
        throws
    {
        let row = try StarterRun.shared.get()
            .row("northwest-territories,2016,owner-mortgage-share,total,total,total")
        #expect(row.count > 4 && row[3] == "partial" && row[4] == "weighted-mean")
    }
}
