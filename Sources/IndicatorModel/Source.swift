/// A geography that is the sum of all geographies of a level in one source part.
package struct Cover: Hashable, Sendable {
    package let whole: Geography
    package let by: GeographyLevel

    package init(whole: Geography, by: GeographyLevel) {
        self.whole = whole
        self.by = by
    }
}

/// Where the file of a part is found.
package enum PartFile: Hashable, Sendable {
    /// By its official name, under a mirror, on the network, or in the snapshot store.
    case official(name: String, upstream: Upstream?)
    /// In the project itself, relative to its root.
    case local(path: String)

    /// The name of the file, without folders.
    package var name: String {
        switch self {
        case .official(let name, _): name
        case .local(let path): fileName(path)
        }
    }
}

/// One file of a source.
package struct SourcePart: Hashable, Sendable {
    package let id: PartID
    package let file: PartFile
    /// The ZIP member to read, as a name with `*`.
    package let member: String?
    package let cover: Cover?
    /// The one geography of a file that prints no code.
    package let geography: Geography?
    package let geographyName: String?

    package init(
        id: PartID,
        file: PartFile,
        member: String?,
        cover: Cover?,
        geography: Geography?,
        geographyName: String?
    ) {
        self.id = id
        self.file = file
        self.member = member
        self.cover = cover
        self.geography = geography
        self.geographyName = geographyName
    }
}

/// The families of files that Lipline reads.
package enum LayoutID: String, CaseIterable, Sendable {
    case censusProfile2006 = "census-profile-2006"
    case censusProfile2016 = "census-profile-2016"
    case censusProfile2021 = "census-profile-2021"
    case websiteDownload2016 = "website-download-2016"
    case websiteDownload2021 = "website-download-2021"
    case beyond2020
    case cancensus
    case tidy
    /// Workbooks of IRCC, monthly figures of named places with totals among them.
    case irccBook = "ircc-book"
    /// Tab-separated files of IRCC, a figure of a month a line.
    case irccODP = "ircc-odp"
    /// Older files of IRCC, the figure of a year first.
    case irccAdHoc = "ircc-adhoc"
    /// Full tables of Statistics Canada.
    case statcanTable = "statcan-table"

    /// Whether its files tell places by name, and not by code.
    package var isByName: Bool {
        switch self {
        case .irccBook, .irccODP, .irccAdHoc: true
        default: false
        }
    }

    /// Whether the file's one geography must be declared, because the file prints only a name.
    package var needsGeography: Bool {
        switch self {
        case .websiteDownload2016, .websiteDownload2021, .beyond2020: true
        case .censusProfile2006, .censusProfile2016, .censusProfile2021, .cancensus, .tidy,
            .irccBook, .irccODP, .irccAdHoc, .statcanTable:
            false
        }
    }
}

/// How the figures of a source's files are read.
package struct Reading: Hashable, Sendable {
    /// The census year of its figures; nil where they are of many years, quarters or months.
    package let period: Period?
    /// How long the periods are that its figures are of, where they are of many.
    package let times: [Period.Kind]
    package let layout: LayoutID
    package let list: ListID
    /// The level of every row, for layouts that do not print it.
    package let level: GeographyLevel?
    /// The file of labels: a vector list (cancensus) or `characteristic,label` (tidy).
    package let labels: PartFile?
    /// How many rows of a part may be unreadable before the part is refused.
    package let rejectsAllowed: Int
    /// Counts below it are withheld; nil where all are published.
    package let withholdBelow: Int?
    /// How places and characteristics are told, in files that print no codes.
    package let byName: NamedReading?
    /// How the rows of a full table are read.
    package let table: FullTableReading?

    package init(
        period: Period?,
        times: [Period.Kind] = [],
        layout: LayoutID,
        list: ListID,
        level: GeographyLevel?,
        labels: PartFile?,
        rejectsAllowed: Int,
        withholdBelow: Int? = nil,
        byName: NamedReading? = nil,
        table: FullTableReading? = nil
    ) {
        self.period = period
        self.times = times
        self.layout = layout
        self.list = list
        self.level = level
        self.labels = labels
        self.rejectsAllowed = rejectsAllowed
        self.withholdBelow = withholdBelow
        self.byName = byName
        self.table = table
    }
}

/// The rows of a table of the consumer price index that are read.
///
/// Source: Statistics Canada, table 18-10-0005, whose rows have both texts.
package struct PriceReading: Hashable, Sendable {
    /// The product or product group, such as `All-items`.
    package let product: String
    /// The unit that the rows must have, such as `2002=100`.
    package let unit: String

    package init(product: String, unit: String) {
        self.product = product
        self.unit = unit
    }
}

/// A declared upstream product.
package struct Source: Sendable {
    package let id: SourceID
    package let publisher: String
    package let title: BilingualText
    package let page: String?
    package let licenceName: String
    package let licenceURL: String
    package let attribution: BilingualText
    /// Who bought a custom tabulation, and what may be done with it.
    package let licenceNote: BilingualText?
    package let language: SourceLanguage
    /// Whether its files may be missing, because others have what they have.
    package let isOptional: Bool
    /// Nil when its files are taken in and kept, and no stage reads figures from them.
    package let reading: Reading?
    /// How a price index is read from it; nil when it is none.
    package let prices: PriceReading?
    package let fetch: FetchPolicy
    package let archives: ArchiveLimits
    package let thresholds: DriftThresholds
    package let contract: SchemaContract?
    /// The package of a catalogue that its resources are found in.
    package let package: CatalogPackage?
    package let parts: [SourcePart]

    package init(
        id: SourceID,
        publisher: String,
        title: BilingualText,
        page: String? = nil,
        licenceName: String,
        licenceURL: String,
        attribution: BilingualText,
        licenceNote: BilingualText? = nil,
        language: SourceLanguage = .english,
        isOptional: Bool = false,
        reading: Reading?,
        prices: PriceReading? = nil,
        fetch: FetchPolicy = FetchPolicy(),
        archives: ArchiveLimits = ArchiveLimits(),
        thresholds: DriftThresholds = DriftThresholds(),
        contract: SchemaContract? = nil,
        package: CatalogPackage? = nil,
        parts: [SourcePart]
    ) {
        self.id = id
        self.publisher = publisher
        self.title = title
        self.page = page
        self.licenceName = licenceName
        self.licenceURL = licenceURL
        self.attribution = attribution
        self.licenceNote = licenceNote
        self.language = language
        self.isOptional = isOptional
        self.reading = reading
        self.prices = prices
        self.fetch = fetch
        self.archives = archives
        self.thresholds = thresholds
        self.contract = contract
        self.package = package
        self.parts = parts
    }

    /// All files of the source: that of its labels, if it has one, and those of its parts.
    package var files: [(part: PartID, file: PartFile)] {
        (reading?.labels.map { [(PartID.labels, $0)] } ?? []) + parts.map { ($0.id, $0.file) }
    }
}

extension PartID {
    /// The labels of a source are fetched like a part.
    package static let labels = PartID(known: "labels")
}
