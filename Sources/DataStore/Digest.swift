import CCrypto

/// SHA-256, by the system's libcrypto, which uses the processor's instructions for it.
@safe package struct SHA256: ~Copyable {
    private let context: OpaquePointer?

    package init() {
        // SAFETY: the context is owned by this value and freed in deinit; no call keeps a pointer.
        unsafe context = EVP_MD_CTX_new()
        unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil)
    }

    deinit {
        unsafe EVP_MD_CTX_free(context)
    }

    package mutating func update(_ bytes: Span<UInt8>) {
        // SAFETY: libcrypto reads the bytes of the buffer and keeps no pointer.
        unsafe bytes.withUnsafeBytes { buffer in
            _ = unsafe EVP_DigestUpdate(context, buffer.baseAddress, buffer.count)
        }
    }

    /// The digest of all that was given, as 64 lower-case hexadecimal digits.
    package consuming func finish() -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        // SAFETY: SHA-256 writes 32 bytes.
        unsafe digest.withUnsafeMutableBufferPointer { buffer in
            _ = unsafe EVP_DigestFinal_ex(context, buffer.baseAddress, nil)
        }
        return hexadecimal(digest)
    }

    /// The digest of bytes in memory.
    package static func digest(_ bytes: [UInt8]) -> String {
        var hash = SHA256()
        hash.update(bytes.span)
        return hash.finish()
    }

    /// The digest and size of a file, read in pieces.
    package static func digest(ofFile path: String) throws -> (digest: String, size: Int) {
        let source = try FileByteSource(path)
        var hash = SHA256()
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        var size = 0
        while case let count = try source.read(into: &buffer, at: 0), count > 0 {
            hash.update(buffer.span.extracting(0..<count))
            size += count
        }
        return (hash.finish(), size)
    }
}

private func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in bytes {
        text.append(digits[Int(byte >> 4)])
        text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
}
