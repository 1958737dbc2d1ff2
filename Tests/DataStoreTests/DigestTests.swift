import DataStore
import TestSupport
import Testing

@Suite struct DigestTests {
    /// Source: NIST, Secure Hash Standard examples and CAVP short messages (SHA-256).
    static let published = [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
                + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
            "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
        ),
        (
            String(repeating: "a", count: 1_000_000),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        ),
    ]

    @Test(arguments: published.indices)
    func `digests are those that were published`(_ index: Int) throws {
        let (text, digest) = Self.published[index]
        #expect(SHA256.digest(Array(text.utf8)) == digest)
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/a"
        try FileLayer().write(Array(text.utf8), to: path)
        let ofFile = try SHA256.digest(ofFile: path)
        #expect(ofFile.digest == digest)
        #expect(ofFile.size == text.utf8.count)
    }

    @Test func `bytes may be given in pieces`() {
        var hash = SHA256()
        for byte in Array("abc".utf8) { hash.update([byte].span) }
        let digest = hash.finish()
        #expect(digest == Self.published[1].1)
    }

    @Test func `a missing file has no digest`() throws {
        let folder = try TemporaryFolder()
        #expect(
            refusal { _ = try SHA256.digest(ofFile: "\(folder.path)/a") }
                == "error[store.cannot-read]: cannot open `\(folder.path)/a`: "
                + "No such file or directory"
        )
    }
}
