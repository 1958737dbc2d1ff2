/// Takes what stands in an XML document, in its order.
///
/// Names are without their namespace; elements of other namespaces than the document's own format
/// come as the empty name, so that they are told from none of it.
protocol XMLHandler: AnyObject {
    func start(_ name: String, _ attributes: XMLAttributes) throws
    func end(_ name: String) throws
    /// A piece of the text in the innermost element; one text may come in several pieces.
    func text(_ bytes: UnsafeBufferPointer<UInt8>) throws
}
