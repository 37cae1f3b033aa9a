/// A table for a spreadsheet: UTF-8 with a byte-order mark, so that Vietnamese opens right, and with no cell that a spreadsheet
/// would run as a formula.
public struct CommaSeparated: Sendable {
    private var text: String

    public init(heads: [String]) {
        text = "\u{FEFF}"
        append(heads)
    }

    public mutating func append(_ cells: [String]) {
        text += cells.map(CommaSeparated.cell).joined(separator: ",") + "\r\n"
    }

    public var bytes: [UInt8] { Array(text.utf8) }

    static func cell(_ value: String) -> String {
        let isFormula = value.first.map { "=+-@\t\r".contains($0) } ?? false
        let safe = isFormula ? "'" + value : value
        let needsQuotes = safe.contains {
            $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r" || $0 == "\r\n" || $0 == ";"
        }
        return needsQuotes
            ? "\"" + safe.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
            : safe
    }
}
