import CExpat
import CSVKernel
import IndicatorModel

/// Reads an XML document in pieces, by expat.
///
/// A document type declaration is refused, and with it every entity but the five of XML itself:
/// no workbook has one, and entities can make gigabytes out of a line. Elements nest 64 deep at
/// most.
@safe final class XMLParser {
    /// Deeper than any sheet or list of strings.
    static let deepest = 64

    private let handler: any XMLHandler
    /// What an element's namespace must end with to be of the format.
    private let format: XMLFormat
    /// What the document is called in messages.
    private let name: String
    private var depth = 0
    private var error: (any Error)?
    private var parser: OpaquePointer?

    /// Reads the whole document from `source`.
    ///
    /// - Throws: what `handler` and `source` throw, `workbook.doctype`, `workbook.too-deep` and
    ///   `workbook.not-xml`.
    static func read(
        _ source: any ByteSource,
        _ format: XMLFormat,
        name: String,
        into handler: any XMLHandler
    ) throws {
        let parser = XMLParser(format, name: name, into: handler)
        try parser.read(source)
    }

    private init(_ format: XMLFormat, name: String, into handler: any XMLHandler) {
        self.format = format
        self.name = name
        self.handler = handler
    }

    private func read(_ source: any ByteSource) throws {
        // SAFETY: the parser is freed when this ends; its user data is this object, which lives
        // until then.
        guard let parser = unsafe XML_ParserCreateNS(nil, CChar(namespaceSeparator)) else {
            throw Diagnostic("workbook.no-memory", "there is no memory to read `\(name)`")
        }
        unsafe self.parser = unsafe parser
        defer {
            unsafe XML_ParserFree(parser)
            unsafe self.parser = nil
        }
        unsafe XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
        unsafe XML_SetElementHandler(parser, Self.onStart, Self.onEnd)
        unsafe XML_SetCharacterDataHandler(parser, Self.onText)
        unsafe XML_SetStartDoctypeDeclHandler(parser, Self.onDoctype)
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = try source.read(into: &buffer, at: 0)
            // SAFETY: expat reads `count` bytes of the buffer during the call.
            let status = unsafe buffer.withUnsafeBytes { bytes in
                unsafe XML_Parse(
                    parser,
                    bytes.baseAddress?.assumingMemoryBound(to: CChar.self),
                    Int32(count),
                    count == 0 ? 1 : 0
                )
            }
            if let error { throw error }
            guard status == XML_STATUS_OK else { throw unsafe notXML(parser) }
            if count == 0 { return }
        }
    }

    private func notXML(_ parser: OpaquePointer) -> Diagnostic {
        // SAFETY: expat's texts are constants.
        let reason = unsafe XML_ErrorString(XML_GetErrorCode(parser)).map {
            unsafe String(cString: $0)
        }
        let line = unsafe Int(XML_GetCurrentLineNumber(parser))
        let column = unsafe Int(XML_GetCurrentColumnNumber(parser)) + 1
        return Diagnostic(
            "workbook.not-xml",
            "`\(name)` is not whole XML: \(reason ?? "it cannot be read") at line \(line), "
                + "column \(column)",
            hints: [fetchAgain]
        )
    }

    /// Lets the handler take something; the first error ends the reading.
    private func take(_ body: () throws -> Void) {
        guard error == nil else { return }
        do { try body() } catch { stop(error) }
    }

    private func stop(_ error: any Error) {
        self.error = error
        // SAFETY: this is called by the parser's own callbacks, while it lives.
        if let parser = unsafe parser { unsafe _ = XML_StopParser(parser, 0) }
    }

    /// The object that expat was given.
    private static func parser(_ pointer: UnsafeMutableRawPointer?) -> XMLParser? {
        // SAFETY: the pointer is that of the object, which `read` keeps alive.
        unsafe pointer.map { unsafe Unmanaged<XMLParser>.fromOpaque($0).takeUnretainedValue() }
    }

    private func elementName(_ text: UnsafePointer<CChar>) -> String {
        let local = unsafe localName(text)
        guard unsafe format.owns(text, localName: local) else { return "" }
        return unsafe String(cString: local)
    }

    private static let onStart: XML_StartElementHandler = { pointer, name, attributes in
        guard let parser = unsafe parser(pointer), let name = unsafe name else { return }
        parser.take {
            parser.depth += 1
            if parser.depth > deepest {
                throw Diagnostic(
                    "workbook.too-deep",
                    "`\(parser.name)` nests its elements more than \(deepest) deep",
                    hints: [fetchAgain]
                )
            }
            try parser.handler.start(
                unsafe parser.elementName(name),
                unsafe XMLAttributes(attributes)
            )
        }
    }

    private static let onEnd: XML_EndElementHandler = { pointer, name in
        guard let parser = unsafe parser(pointer), let name = unsafe name else { return }
        parser.take {
            parser.depth -= 1
            try parser.handler.end(unsafe parser.elementName(name))
        }
    }

    private static let onText: XML_CharacterDataHandler = { pointer, text, count in
        guard let parser = unsafe parser(pointer), let text = unsafe text else { return }
        // SAFETY: expat lends `count` bytes for the call.
        let bytes = unsafe UnsafeRawBufferPointer(start: text, count: Int(count))
        parser.take { try unsafe parser.handler.text(bytes.bindMemory(to: UInt8.self)) }
    }

    private static let onDoctype: XML_StartDoctypeDeclHandler = { pointer, _, _, _, _ in
        guard let parser = unsafe parser(pointer) else { return }
        parser.stop(
            Diagnostic(
                "workbook.doctype",
                "`\(parser.name)` declares a document type, which no workbook does: its entities "
                    + "could become anything",
                hints: [fetchAgain]
            )
        )
    }
}

/// What to do about a workbook that is not whole.
let fetchAgain = "fetch the file again, or save it again as an Excel workbook (.xlsx)"
