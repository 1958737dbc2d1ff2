import IndicatorModel
import PipelineConfig
import TestSupport
import Testing

/// Which years of the project's indicators may be compared, as the sources demand it.
@Suite struct ComparabilityTests {
    private static let configuration = Configuration.read(in: RealFiles.project, Report())
    private static let years = ["2006", "2016", "2021"].compactMap(Period.init)

    /// The codes of 2006-2016, 2016-2021 and 2006-2021; `-` where a year has no figures. Above
    /// each group stands what the documents of the censuses say of it.
    private static let demands: [(codes: String, of: String)] = [
        // Bands do not nest. Only 1991-2000 is the same band in all three.
        ("B B B", "period-of-immigration period-of-immigration-share"),
        // Recent immigrants: last five years: 2001-2006, 2011-2016, 2016-2021; never mix with
        // ten years. The last window includes 2020-21 closures; status from administrative
        // records.
        ("B B B", "recent-immigrants recent-immigrant-share"),
        ("B B B", "newcomer-share-by-birthplace"),
        // Non-permanent residents: definition modified; undercoverage; pandemic border rules: C.
        ("C C C", "non-permanent-resident-share"),
        // Admission category: only from 2016 (linked), landings since 1980: X for 2006.
        ("- B -", "admission-category admission-category-share"),
        ("- - -", "pre-admission-experience pre-admission-share"),
        // Immigrant status: asked in 2006 and 2016, from administrative records in 2021: B.
        // Universe: 2006 without institutional residents, later private households: B.
        ("B B B", "immigrant-status immigrant-share"),
        ("- B -", "age-at-immigration age-at-immigration-share"),
        // Place of birth: coded to boundaries at collection time; lists are selected anew: B.
        ("B B B", "place-of-birth birth-region-share birth-country-share"),
        ("B B B", "birthplace-population-share"),
        // Generation status: 2006 universe is 15 years and over; 2016 and 2021 all ages.
        ("X B X", "generation-status generation-share"),
        // Visible minority: label debates, question wording: B. Universe of 2006: B.
        ("B B B", "citizenship non-citizen-share visible-minority"),
        ("B B B", "visible-minority-share indigenous-identity indigenous-share"),
        ("- - -", "religion religion-share"),
        // Mother tongue: B for single languages (the list of languages differs by year).
        ("B B B", "mother-tongue"),
        ("- B -", "mother-tongue-language-share"),
        // Mother tongue: A for English, French and non-official; first official language and
        // knowledge of official languages: A. Men and women: B in 2021.
        ("A B B", "official-languages official-languages-share"),
        ("A B B", "no-official-language-share first-official-language"),
        ("A B B", "first-official-language-share mother-tongue-share"),
        // Home language: 2021 reordered and rephrased (all languages used regularly, then most
        // often): B/C; other languages spoken regularly at home are not the same table.
        ("B C C", "home-language home-language-share home-language-single-share"),
        ("B C C", "work-language work-language-share"),
        ("- - -", "all-home-languages language-knowledge language-knowledge-share"),
        ("- - -", "all-work-languages"),
        ("B X X", "other-home-languages"),
        // Education: CIP 2000/2011/2016/2021: X field of study without concordance.
        ("X X X", "field-of-study field-of-study-share"),
        ("- X -", "field-of-study-25-64"),
        // Education: A at broad levels, B trades; the universe of 2006 and men and women of
        // 2021: B.
        ("B B B", "highest-certificate highest-certificate-share"),
        ("B B B", "highest-certificate-25-64 highest-certificate-share-25-64"),
        ("B B B", "university-degree-share university-degrees graduate-degree-share"),
        ("- B -", "location-of-study location-of-study-share foreign-study-share"),
        ("- B -", "university-degrees-25-64 trades-certificates-25-64"),
        ("- B -", "foreign-study-places foreign-study-places-share"),
        ("- - -", "high-school-diploma-25-64 high-school-share-25-64"),
        ("B - -", "location-of-study-15-plus foreign-study-share-15-plus"),
        // Labour force: X occupation without a crosswalk; broad category 0 is not comparable
        // between 2016 and 2021.
        ("X X X", "occupation occupation-share"),
        // Labour force: NAICS 2002, 2012 and 2017 revisions; 2021 week falls in pandemic
        // restrictions.
        ("C B C", "industry industry-share"),
        // Labour force: B rates with pandemic note.
        ("B B B", "labour-force-status participation-rate employment-rate"),
        ("B B B", "unemployment-rate class-of-worker self-employed-share"),
        ("- - -", "job-permanency temporary-job-share"),
        // Labour force: 2021 week falls in pandemic restrictions; 2020 is a year of closures.
        ("- C -", "work-activity work-activity-share average-weeks-worked"),
        ("- C -", "commuting-duration commuting-duration-share departure-time"),
        ("- C -", "departure-time-share"),
        ("B C C", "place-of-work place-of-work-share commuting-destination"),
        ("B C C", "commuting-destination-share commuting-mode commuting-mode-share"),
        // Income source: B; pandemic benefits raise 2020 incomes: C. Prices are taken out.
        ("B C C", "average-individual-income-2020-dollars"),
        ("B C C", "average-after-tax-income-2020-dollars"),
        ("B C C", "average-employment-income-2020-dollars"),
        ("B C C", "median-individual-income-2020-dollars"),
        ("B C C", "median-after-tax-income-2020-dollars"),
        ("B C C", "median-employment-income-2020-dollars"),
        ("B C C", "average-full-time-earnings-2020-dollars"),
        ("B C C", "median-full-time-earnings-2020-dollars"),
        ("B C C", "median-household-income-2020-dollars"),
        ("B C C", "median-household-after-tax-income-2020-dollars"),
        ("B C C", "median-household-income-by-size-2020-dollars"),
        ("- C -", "average-market-income-2020-dollars"),
        ("- C -", "average-government-transfers-2020-dollars"),
        ("- C -", "median-market-income-2020-dollars"),
        ("- C -", "median-government-transfers-2020-dollars"),
        ("- C -", "household-income-quartiles-2020-dollars"),
        ("- C -", "average-household-income-2020-dollars"),
        ("- C -", "average-household-after-tax-income-2020-dollars"),
        ("- C -", "median-family-income-2020-dollars"),
        ("- C -", "median-family-after-tax-income-2020-dollars"),
        // Prices are taken out of shelter costs and values; 2006 prints payments: B, else A.
        ("- A -", "average-rent-2020-dollars average-owner-cost-2020-dollars"),
        ("- A -", "median-dwelling-value-2020-dollars"),
        ("B A B", "median-rent-2020-dollars median-owner-cost-2020-dollars"),
        ("B A B", "average-dwelling-value-2020-dollars"),
        // Low-income lines: X across lines; LIM-AT 2016 vs 2021 C; no LIM-AT 2006. Pandemic
        // benefits: C.
        ("- C -", "low-income-lim-at low-income-lim-at-share low-income-lico-at"),
        ("C C C", "low-income-lico-at-share"),
        ("- - -", "low-income-lico-bt-share"),
        // Income year: 2005, 2015, 2020: C (constant dollars are an indicator of their own);
        // income source: B.
        ("B C C", "income-recipients recipients-by-source recipients-share"),
        ("B C C", "sample-recipients full-time-earners"),
        ("C C C", "average-individual-income average-after-tax-income"),
        ("C C C", "average-employment-income median-individual-income"),
        ("C C C", "median-after-tax-income median-employment-income"),
        ("C C C", "average-full-time-earnings median-full-time-earnings"),
        ("C C C", "income-composition median-household-income"),
        ("C C C", "median-household-after-tax-income median-household-income-by-size"),
        ("C C C", "after-tax-income-groups total-income-groups"),
        ("C C C", "total-income-groups-share"),
        ("- C -", "average-market-income average-government-transfers"),
        ("- C -", "median-market-income median-government-transfers"),
        ("- C -", "household-income-groups household-income-groups-share"),
        ("- C -", "household-after-tax-groups household-income-quartiles"),
        ("- C -", "average-household-income average-household-after-tax-income"),
        ("- C -", "median-family-income median-family-after-tax-income income-decile"),
        ("- C -", "income-decile-share employment-income-groups"),
        ("- - -", "average-covid-benefits median-covid-benefits gini-index"),
        ("- - -", "p90-p10-ratio"),
        ("- A -", "income-households"),
        // Mobility: B for semi-custom LIPs: moves between member CSDs count as migration.
        ("B B B", "mobility-1-year mobility-5-years mobility-1-year-share"),
        ("B B B", "migrant-origin-1-year mobility-5-years-share"),
        ("B B B", "migrant-origin-5-years arrivals-share"),
        // Core housing need: in the profile from 2021 on; X for 2006.
        ("- - -", "housing-indicators housing-indicators-share core-housing-need"),
        ("- - -", "core-housing-need-share owner-core-need-share"),
        ("- - -", "tenant-core-need-share"),
        // STIR (30 %+): B: state whether 100 %+ is in; band housing excluded in 2016 only.
        ("- B -", "shelter-cost-to-income shelter-cost-share"),
        ("- B -", "owner-and-tenant-households owner-mortgage-share"),
        ("- B -", "owner-shelter-cost-share tenant-shelter-cost-share"),
        ("- B -", "subsidized-housing-share"),
        // Shelter costs and values are in dollars of each census year: B.
        ("- B -", "average-rent average-owner-cost median-dwelling-value"),
        ("B B B", "median-rent median-owner-cost average-dwelling-value"),
        // Suitability: X for 2006, which used persons per room; repairs: A.
        ("- A -", "bedrooms bedrooms-share rooms rooms-share housing-suitability"),
        ("- A -", "not-suitable-share persons-per-room dwelling-condition"),
        ("A A A", "average-rooms major-repairs-share"),
        ("B A B", "crowding-share"),
        // Tenure: 2006 owned/rented only; band housing is renamed in 2021: B.
        ("B B B", "tenure owner-share tenure-share"),
        // Dwellings: 2006 gives the number built before 1986; 2016 and 2021 print other last
        // periods. 2006 prints percentages of structural types from the sample.
        ("A A A", "occupied-dwellings-share average-household-size"),
        ("- A -", "structural-type condominium-status condominium-status-share"),
        ("- A -", "maintainer-age maintainer-age-share"),
        ("B A B", "structural-type-share household-size household-size-share"),
        ("X B X", "period-of-construction period-of-construction-share"),
        // Families and households: one concept; 2006 prints other household types; parents by
        // sex, then by gender.
        ("A A A", "households average-family-size"),
        ("B B B", "marital-status marital-status-share household-type"),
        ("B B B", "household-type-share"),
        ("- A -", "persons-in-private-households living-alone-share family-size"),
        ("A B B", "census-families family-structure-share"),
        // Age and sex: sex to gender in 2021: B. Population and land on the boundaries of each
        // census.
        ("A A A", "population dwellings"),
        ("B B B", "population-previous-census population-growth land-area"),
        ("B B B", "population-density"),
        ("A B B", "age-groups broad-age-groups broad-age-share dependency-ratio"),
        ("A B B", "median-age sex"),
        ("- B -", "average-age"),
    ]

    private static let pairs = [(0, 1), (1, 2), (0, 2)].compactMap {
        PeriodPair(from: years[$0], to: years[$1])
    }

    struct Demand: Sendable, CustomTestStringConvertible {
        let codes: String
        let indicator: String
        var testDescription: String { indicator }
    }

    private static let all = demands.flatMap { codes, names in
        names.split(separator: " ").map { Demand(codes: codes, indicator: String($0)) }
    }

    @Test(arguments: all)
    func `years of an indicator compare as its topic allows`(_ demand: Demand) throws {
        let id = try #require(IndicatorID(demand.indicator))
        let indicator = try #require(Self.configuration.indicator(id))
        let codes = Self.pairs.map { indicator.comparability[$0]?.code.rawValue ?? "-" }
        #expect(codes.joined(separator: " ") == demand.codes)
    }

    @Test func `every indicator is held to a demand, once`() {
        let published = Self.configuration.indicators.map(\.id.name).sorted()
        #expect(Self.all.map(\.indicator).sorted() == published)
    }

    // MARK: - What the codes rest on

    @Test(
        arguments: zip(
            ["2006", "2016", "2021"],
            ["2001 to 2006", "2011 to 2016", "2016 to 2021"]
        )
    )
    func `recent immigrants are those of the five years before the census, never of ten`(
        _ year: String,
        _ window: String
    ) throws {
        let labels = try Self.labels("recent-immigrants", "total", in: year)
        #expect(!labels.isEmpty)
        #expect(Set(labels) == [window])
    }

    @Test func `only 1991 to 2000 is one band of the printed periods of immigration`() throws {
        let printed = try Self.years.map { year in
            let indicator = try Self.indicator("period-of-immigration")
            return Set(
                try indicator.categories.flatMap {
                    try Self.labels("period-of-immigration", $0.name, in: year.name)
                }
            )
        }
        let shared = printed[0].intersection(printed[1]).intersection(printed[2])
        #expect(shared.subtracting(["Immigrants"]) == ["1991 to 2000"])
    }

    @Test(arguments: ["2016", "2021"])
    func `a low-income line is never filled with another one`(_ year: String) throws {
        let measure = try Self.labels("low-income-lim-at", "low-income", in: year)
        let cutOffs = try Self.labels("low-income-lico-at", "low-income", in: year)
        #expect(measure.allSatisfy { $0.hasSuffix("(LIM-AT)") } && !measure.isEmpty)
        #expect(cutOffs.allSatisfy { $0.hasSuffix("(LICO-AT)") } && !cutOffs.isEmpty)
    }

    @Test func `no low-income measure is said to be of 2006`() throws {
        let measure = try Self.indicator("low-income-lim-at")
        #expect(measure.periods[Self.years[0]] == .notAvailable(reason: "line-not-published"))
    }

    @Test func `where men and women are shown, 2021 compares with a note on sex and gender`() {
        for indicator in Self.configuration.indicators where indicator.genders.count > 1 {
            for (pair, comparability) in indicator.comparability
            where pair.to.name == "2021" && comparability.code != .doNotCompare {
                let note = comparability.note.flatMap {
                    Self.configuration.labels.text(.notes, $0)
                }
                #expect(note?.en.contains("gender") == true, "\(indicator.id) \(pair)")
                #expect(note?.fr.contains("genre") == true, "\(indicator.id) \(pair)")
            }
        }
    }

    @Test func `a note begins with what its code means`() {
        for indicator in Self.configuration.indicators {
            for (pair, comparability) in indicator.comparability {
                guard let id = comparability.note,
                    let note = Self.configuration.labels.text(.notes, id)
                else {
                    #expect(comparability.code == .compare, "\(indicator.id) \(pair)")
                    continue
                }
                let says: Comparability.Code =
                    if note.en.hasPrefix("Direction only") {
                        .directionOnly
                    } else if note.en.hasPrefix("Do not compare") {
                        .doNotCompare
                    } else {
                        .compareWithNote
                    }
                #expect(comparability.code == says, "\(indicator.id) \(pair) \(id)")
            }
        }
    }

    // MARK: - Dollars

    @Test func `current dollars never compare freely, and have a twin in constant dollars`() {
        let twins = Set(Self.configuration.indicators.compactMap(\.constantDollars?.indicator.name))
        let money = Self.configuration.indicators.filter {
            ["dollars", "dollars-per-month"].contains($0.unit) && !$0.comparability.isEmpty
        }
        #expect(money.count == 26)
        for indicator in money {
            #expect(indicator.comparability.values.allSatisfy { $0.code != .compare })
            #expect(twins.contains(indicator.id.name), "\(indicator.id)")
        }
    }

    @Test func `incomes are in prices of the year before the census, shelter costs in its own`() {
        for indicator in Self.configuration.indicators {
            guard let dollars = indicator.constantDollars else { continue }
            let isIncome = indicator.tab.name == "income"
            let expected = isIncome ? ["2005", "2015", "2020"] : ["2006", "2016", "2021"]
            #expect(Self.years.map { dollars.priceYears[$0]?.name } == expected)
            #expect(dollars.year.name == "2020")
        }
    }

    private static func indicator(_ name: String) throws -> Indicator {
        let id = try #require(IndicatorID(name))
        return try #require(configuration.indicator(id))
    }

    /// The labels of the characteristics that a category is made of, in all lists of a census.
    private static func labels(
        _ name: String,
        _ category: String,
        in year: String
    ) throws -> [String] {
        let period = try #require(Period(year))
        guard case .lists(let lists) = try indicator(name).periods[period] else { return [] }
        return lists.values.flatMap { mapping in
            mapping.filter { $0.key.category.name == category }.values.flatMap(\.plus).map(\.label)
        }
    }
}
