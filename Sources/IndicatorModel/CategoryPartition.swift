/// A category that is made of others, none of which shares anything with another: before rounding
/// its figure is the sum of theirs.
package struct CategoryPartition: Hashable, Sendable {
    package let whole: CategoryID
    package let parts: [CategoryID]

    package init(whole: CategoryID, parts: [CategoryID]) {
        self.whole = whole
        self.parts = parts
    }
}
