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
        // By scalars, not Characters: a combining mark behind a sign would hide the sign from us, not from a spreadsheet.
        let isFormula = value.unicodeScalars.first.map("=+-@\t\r＝＋－＠".unicodeScalars.contains) ?? false
        let scalars = (isFormula ? "'" + value : value).unicodeScalars
        guard scalars.contains(where: ",;\"\n\r".unicodeScalars.contains) else { return String(scalars) }
        var quoted = String.UnicodeScalarView("\"".unicodeScalars)
        for scalar in scalars {
            if scalar == "\"" { quoted.append(scalar) }
            quoted.append(scalar)
        }
        quoted.append("\"")
        return String(quoted)
    }
}
