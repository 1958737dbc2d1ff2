/// A name that config, code, tables and messages share: lower-case words and digits joined by `-`.
///
/// The tag keeps the name of an indicator from being used as the name of a place.
package struct Identifier<Tag>: Hashable, Sendable {
    package let name: String

    /// Returns nil when `name` is not lower-case ASCII words joined by hyphens.
    package init?(_ name: String) {
        let words = name.split(separator: "-", omittingEmptySubsequences: false)
        guard words.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isWordByte) }) else {
            return nil
        }
        self.name = name
    }

    /// Makes the name of a thing that the code itself names, such as the category `total`.
    package init(known name: StaticString) {
        self.name = "\(name)"
    }
}

private func isWordByte(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
}

extension Identifier: Comparable {
    package static func < (a: Identifier, b: Identifier) -> Bool { a.name < b.name }
}

extension Identifier: CustomStringConvertible {
    package var description: String { name }
}

package enum IndicatorTag {}
package enum CategoryTag {}
package enum GroupTag {}
package enum PlaceTag {}
package enum SourceTag {}
package enum PartTag {}
package enum PartitionTag {}
package enum ListTag {}
package enum TabTag {}
package enum ClassificationTag {}
package enum CheckTag {}

/// The name of an indicator, such as `immigrant-share`.
package typealias IndicatorID = Identifier<IndicatorTag>
/// The name of one class of an indicator's classification, such as `0-14` or `total`.
package typealias CategoryID = Identifier<CategoryTag>
/// The name of a population group, such as `recent-immigrant`.
package typealias GroupID = Identifier<GroupTag>
/// The stable name of a place, such as `bow-valley`.
package typealias PlaceID = Identifier<PlaceTag>
/// The name of a declared upstream product.
package typealias SourceID = Identifier<SourceTag>
/// The name of one file of a source.
package typealias PartID = Identifier<PartTag>
/// The name of a unit of appending, such as `census-2016`.
package typealias PartitionID = Identifier<PartitionTag>
/// The name of a list of characteristics, such as `census-profile-2016`.
package typealias ListID = Identifier<ListTag>
/// The name of one of the tabs of the portal.
package typealias TabID = Identifier<TabTag>
/// The name of a master list of categories, such as `countries`.
package typealias ClassificationID = Identifier<ClassificationTag>
/// The name of a check, such as `men-and-women`.
package typealias CheckID = Identifier<CheckTag>

extension Identifier where Tag == CategoryTag {
    /// The category that stands for the whole.
    package static var total: Self { Self(known: "total") }
}

extension Identifier where Tag == PartitionTag {
    /// What is of no one partition, such as a check of a change between two.
    package static var all: Self { Self(known: "all") }

    /// What coordinators handed in, which `--revise` names like a partition.
    package static var local: Self { Self(known: "local") }
}

extension Identifier where Tag == GroupTag {
    /// The group that is everybody.
    package static var total: Self { Self(known: "total") }
}
