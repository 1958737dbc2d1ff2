/// The sheets of a workbook, in the order of its tabs.
final class SheetList: XMLHandler {
    struct Sheet {
        let name: String
        let relationship: String
    }

    private(set) var sheets: [Sheet] = []

    func start(_ name: String, _ attributes: XMLAttributes) {
        guard name == "sheet", let name = attributes["name"], let id = attributes["id"]
        else { return }
        sheets.append(Sheet(name: name, relationship: id))
    }

    func end(_ name: String) {}
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}
