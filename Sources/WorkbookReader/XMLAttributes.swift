/// The attributes of a start tag, as expat lends them: they may be asked only during the call.
@safe struct XMLAttributes {
    private let pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>?

    init(_ pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>?) {
        unsafe self.pairs = unsafe pairs
    }

    /// The value of an attribute, whatever its namespace; nil where there is none.
    subscript(_ name: StaticString) -> String? {
        guard var pair = unsafe pairs else { return nil }
        // SAFETY: expat ends the list of names and values by a null, and each text by a zero.
        while let key = unsafe pair.pointee, let value = unsafe pair.advanced(by: 1).pointee {
            if unsafe isName(localName(key), name) { return unsafe String(cString: value) }
            unsafe pair = unsafe pair.advanced(by: 2)
        }
        return nil
    }
}

/// What stands between a namespace and a name: no URI has one.
let namespaceSeparator = UInt8(ascii: "\n")

/// Where the name begins that follows a namespace.
///
/// The text ends by a zero.
func localName(_ text: UnsafePointer<CChar>) -> UnsafePointer<CChar> {
    // SAFETY: the walk ends at the zero of the text.
    var local = unsafe text
    var next = unsafe text
    while unsafe next.pointee != 0 {
        let isSeparator = unsafe next.pointee == CChar(namespaceSeparator)
        unsafe next = unsafe next.advanced(by: 1)
        if isSeparator { unsafe local = unsafe next }
    }
    return unsafe local
}

/// Whether a text that ends by a zero is this name.
func isName(_ text: UnsafePointer<CChar>, _ name: StaticString) -> Bool {
    // SAFETY: the walk ends at the first byte that differs, at the latest at the zero of the text.
    for index in 0..<name.utf8CodeUnitCount {
        let byte = unsafe UInt8(bitPattern: text[index])
        guard byte != 0, unsafe byte == name.utf8Start[index] else { return false }
    }
    return unsafe text[name.utf8CodeUnitCount] == 0
}
