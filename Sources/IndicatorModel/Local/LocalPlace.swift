/// A person's story, with the consent that it is shown by.
package struct LocalProfile: Hashable, Sendable {
    package let id: LocalItemID
    package let name: String
    package let title: BilingualText
    package let consent: CalendarDay
    /// The last day of consent; nil when it has no end.
    package let consentUntil: CalendarDay?
    /// The text in Markdown, by language: `en`, `fr` or both.
    package let texts: [String: [UInt8]]
    package let image: Picture?
    package let alternative: BilingualText?

    package init(
        id: LocalItemID,
        name: String,
        title: BilingualText,
        consent: CalendarDay,
        consentUntil: CalendarDay?,
        texts: [String: [UInt8]],
        image: Picture?,
        alternative: BilingualText?
    ) {
        self.id = id
        self.name = name
        self.title = title
        self.consent = consent
        self.consentUntil = consentUntil
        self.texts = texts
        self.image = image
        self.alternative = alternative
    }
}

/// An image without what cameras and programs write beside its picture.
package struct Picture: Hashable, Sendable {
    package enum Format: String, CaseIterable, Sendable {
        case png
        case jpeg = "jpg"
        case webp
    }

    package let format: Format
    package let bytes: [UInt8]

    package init(format: Format, bytes: [UInt8]) {
        self.format = format
        self.bytes = bytes
    }
}

/// A profile that is shown no more.
package struct EndedConsent: Hashable, Sendable {
    package let profile: LocalItemID
    /// The day of withdrawal, or the last day of consent.
    package let date: CalendarDay
    package let isWithdrawn: Bool

    package init(profile: LocalItemID, date: CalendarDay, isWithdrawn: Bool) {
        self.profile = profile
        self.date = date
        self.isWithdrawn = isWithdrawn
    }
}

/// A page of another site, or a document that comes with the version.
package struct LocalLink: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case fastFacts = "fast-facts"
        case map, report, website
    }

    package enum Target: Hashable, Sendable {
        case url(String)
        /// A PDF: its name and its bytes.
        case document(String, [UInt8])
    }

    package let id: LocalItemID
    package let kind: Kind
    package let title: BilingualText
    package let target: Target

    package init(id: LocalItemID, kind: Kind, title: BilingualText, target: Target) {
        self.id = id
        self.kind = kind
        self.title = title
        self.target = target
    }
}

/// All that a coordinator handed in for a place, as it may be shown (local/<place-id>).
package struct LocalPlace: Sendable {
    package let place: PlaceID
    package var indicators: [LocalIndicator] = []
    package var observations: [LocalObservation] = []
    package var survey: [SurveyResult] = []
    package var profiles: [LocalProfile] = []
    package var ended: [EndedConsent] = []
    package var links: [LocalLink] = []

    package init(_ place: PlaceID) {
        self.place = place
    }
}
