/// What an archive may expand to before it is refused.
package struct ArchiveLimits: Hashable, Sendable {
    /// Of one member, in bytes.
    package var memberSize = 16 << 30
    /// Expanded bytes for each byte of a member that is larger than a megabyte.
    package var ratio = 200
    package var members = 10_000

    package init() {}
}
