/// The bytes that mean something to a reader of delimited text.
public enum ASCII {
    public static let newline = UInt8(ascii: "\n")
    public static let carriageReturn = UInt8(ascii: "\r")
    public static let quote = UInt8(ascii: "\"")
    public static let comma = UInt8(ascii: ",")
    public static let tab = UInt8(ascii: "\t")
    public static let space = UInt8(ascii: " ")
}
