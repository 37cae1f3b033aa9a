/// Reads text in columns as spreadsheets write it (RFC 4180): values parted by `,` or `;`, quoted where they hold a
/// separator, a quote (written twice) or a line break; lines end in CR LF, LF or CR; a byte order mark is passed over.
public struct DelimitedText: Sendable, Hashable {
    /// One row, with the line of the file on which it begins (from 1).
    public struct Row: Sendable, Hashable {
        public let line: Int
        public let values: [String]
    }

    /// What keeps a file from being read at all.
    public enum Fault: Error, Hashable, Sendable {
        /// A quote that was opened on this line is never closed.
        case openQuote(line: Int)
        /// Something stands between a closing quote and the next separator.
        case textAfterQuote(line: Int)

        /// Where it is and what to do, in Vietnamese.
        public var message: String {
            switch self {
            case .openQuote(let line):
                "Dòng \(line): dấu ngoặc kép mở mà không đóng. Sửa dòng này rồi tải lại tệp."
            case .textAfterQuote(let line):
                "Dòng \(line): có chữ ngay sau dấu ngoặc kép đóng. Dấu ngoặc kép bên trong ô phải viết hai lần (\"\")."
            }
        }
    }

    /// The separator found: the one of `,` and `;` that stands more often in the first line, outside quotes.
    public let separator: Unicode.Scalar
    /// All rows that hold something. The first is the header.
    public let rows: [Row]

    /// - Throws: ``Fault``.
    public init(reading text: String) throws {
        // Scalars, not characters: CR LF is one character, and a mark may combine with a quote.
        var scalars = Array(text.unicodeScalars)
        if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
        let separator = DelimitedText.separator(in: scalars)
        var rows: [Row] = []
        var values: [String] = []
        var value = String.UnicodeScalarView()
        var line = 1
        var rowLine = 1
        var isQuoted = false
        var quoteLine = 1
        var isAfterQuote = false
        func endValue() {
            values.append(String(value))
            value = String.UnicodeScalarView()
            isAfterQuote = false
        }
        func endRow() {
            endValue()
            if values.contains(where: { !$0.isEmpty }) { rows.append(Row(line: rowLine, values: values)) }
            values = []
        }
        var index = 0
        while index < scalars.count {
            let scalar = scalars[index]
            let next: Unicode.Scalar? = index + 1 < scalars.count ? scalars[index + 1] : nil
            index += 1
            if isQuoted {
                if scalar == "\"" {
                    if next == "\"" {
                        value.append("\"")
                        index += 1
                    } else {
                        isQuoted = false
                        isAfterQuote = true
                    }
                } else {
                    if scalar == "\n" || (scalar == "\r" && next != "\n") { line += 1 }
                    value.append(scalar)
                }
                continue
            }
            switch scalar {
            case separator:
                endValue()
            case "\r", "\n":
                if scalar == "\r", next == "\n" { index += 1 }
                endRow()
                line += 1
                rowLine = line
            case "\"" where value.isEmpty && !isAfterQuote:
                isQuoted = true
                quoteLine = line
            default:
                if isAfterQuote { throw Fault.textAfterQuote(line: line) }
                value.append(scalar)
            }
        }
        if isQuoted { throw Fault.openQuote(line: quoteLine) }
        if !values.isEmpty || !value.isEmpty || isAfterQuote { endRow() }
        self.separator = separator
        self.rows = rows
    }

    private static func separator(in scalars: [Unicode.Scalar]) -> Unicode.Scalar {
        var commas = 0
        var semicolons = 0
        var isQuoted = false
        for scalar in scalars {
            if scalar == "\"" { isQuoted.toggle() }
            if isQuoted { continue }
            if scalar == "\r" || scalar == "\n" { break }
            if scalar == "," { commas += 1 }
            if scalar == ";" { semicolons += 1 }
        }
        return semicolons > commas ? ";" : ","
    }
}
