import Primitives

/// The first sheet of an Excel file (XLSX, ECMA-376-1) as rows of text: what a list that comes as a workbook says. Formulas count
/// by the value that was saved with them; looks count for nothing.
public struct Workbook: Sendable, Hashable {
    /// Cell by cell, without gaps: the first row is row 1 of the sheet.
    public let rows: [[String]]

    static let maximumRows = 20_000
    static let maximumColumns = 200
    /// To what a part may unpack.
    private static let maximumPart = 40 << 20

    /// - Parameter bytes: a file that ``FileCheck`` has let pass as XLSX.
    /// - Returns: `nil` when no sheet can be read in it, or it is larger than any list.
    public init?(_ bytes: [UInt8]) {
        guard let parts = OfficeParts(bytes, limit: Self.maximumPart), let sheet = Self.firstSheet(of: parts),
            let content = parts.part(sheet)
        else { return nil }
        var texts: [String] = []
        if let shared = parts.part("xl/sharedStrings.xml") {
            guard let read = Self.sharedTexts(shared) else { return nil }
            texts = read
        }
        guard let rows = Self.rows(of: content, texts) else { return nil }
        self.rows = rows
    }

    /// As a list with commas, line by line as in the sheet.
    public var delimited: String {
        rows.map { row in
            row.map { cell in
                let plain = VietnameseText.tidied(cell)
                return plain.contains(where: { ",;\"".contains($0) })
                    ? "\"\(plain.replacing("\"", with: "\"\""))\"" : plain
            }.joined(separator: ",")
        }.joined(separator: "\n")
    }

    /// The part of the sheet that stands first in the workbook.
    private static func firstSheet(of parts: OfficeParts) -> String? {
        guard let book = parts.part("xl/workbook.xml"), let links = parts.part("xl/_rels/workbook.xml.rels") else {
            return nil
        }
        var wanted: String?
        var reader = MarkupReader(book)
        while let piece = reader.next() {
            if case .start("sheet", let attributes) = piece {
                wanted = attributes["id"]
                break
            }
        }
        reader = MarkupReader(links)
        while let piece = reader.next() {
            if case .start("Relationship", let attributes) = piece, attributes["Id"] == wanted,
                let target = attributes["Target"]
            {
                return target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target
            }
        }
        return nil
    }

    private static func sharedTexts(_ content: [UInt8]) -> [String]? {
        var texts: [String] = []
        var text = ""
        var (isText, phonetic) = (false, 0)
        var reader = MarkupReader(content)
        while let piece = reader.next() {
            switch piece {
            case .start("si", _): text = ""
            case .end("si"): texts.append(text)
            case .start("rPh", _): phonetic += 1
            case .end("rPh"): phonetic -= 1
            case .start("t", _): isText = true
            case .end("t"): isText = false
            case .text(let part): if isText, phonetic == 0 { text += part }
            default: break
            }
        }
        return reader.isBroken ? nil : texts
    }

    private static func rows(of content: [UInt8], _ texts: [String]) -> [[String]]? {
        var rows: [[String]] = []
        var (row, column, type, value) = (0, 0, "", "")
        var isValue = false
        var reader = MarkupReader(content)
        while let piece = reader.next() {
            switch piece {
            case .start("row", let attributes):
                row = attributes["r"].flatMap { Int($0) } ?? row + 1
                column = 0
                guard row > rows.count || rows.isEmpty, (1...maximumRows).contains(row) else { return nil }
                while rows.count < row { rows.append([]) }
            case .start("c", let attributes):
                column = attributes["r"].flatMap(Self.column) ?? column + 1
                (type, value) = (attributes["t"] ?? "n", "")
                guard (1...maximumColumns).contains(column), row > 0 else { return nil }
            case .start("v", _), .start("t", _): isValue = true
            case .end("v"), .end("t"): isValue = false
            case .text(let part): if isValue { value += part }
            case .end("c"):
                guard row > 0, column > 0 else { return nil }
                var cell = value
                if type == "s" { cell = Int(value).flatMap { texts.indices.contains($0) ? texts[$0] : nil } ?? "" }
                while rows[row - 1].count < column { rows[row - 1].append("") }
                rows[row - 1][column - 1] = cell
            default: break
            }
        }
        return reader.isBroken ? nil : rows
    }

    /// `B7` → 2
    private static func column(_ reference: String) -> Int? {
        var column = 0
        for byte in reference.utf8 {
            guard (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) else { break }
            column = column * 26 + Int(byte - UInt8(ascii: "A")) + 1
            if column > maximumColumns { return nil }
        }
        return column == 0 ? nil : column
    }
}

/// Goes through markup piece by piece. It knows as much of XML as Office files write: no document types, no entities but the five.
struct MarkupReader {
    enum Piece: Hashable {
        /// Names without their prefix.
        case start(String, [String: String])
        case end(String)
        case text(String)
    }

    private let bytes: [UInt8]
    private var position = 0
    /// An element that is closed where it is opened.
    private var closing: String?
    private(set) var isBroken = false

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() -> Piece? {
        if let name = closing {
            closing = nil
            return .end(name)
        }
        while position < bytes.count {
            guard bytes[position] == UInt8(ascii: "<") else {
                let end = bytes[position...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
                defer { position = end }
                return .text(Self.text(bytes[position..<end]))
            }
            if holds("<!--") {
                guard skip(past: "-->") else { return nil }
            } else if holds("<![CDATA[") {
                let start = position + 9
                guard skip(past: "]]>") else { return nil }
                return .text(String(decoding: bytes[start..<position - 3], as: UTF8.self))
            } else if holds("<?") {
                guard skip(past: "?>") else { return nil }
            } else if holds("<!") {
                return fail()
            } else {
                return element()
            }
        }
        return nil
    }

    private mutating func fail() -> Piece? {
        isBroken = true
        position = bytes.count
        return nil
    }

    private func holds(_ text: StaticString) -> Bool {
        text.withUTF8Buffer { bytes[position...].starts(with: $0) }
    }

    private mutating func skip(past text: StaticString) -> Bool {
        while position < bytes.count {
            if holds(text) {
                position += text.utf8CodeUnitCount
                return true
            }
            position += 1
        }
        isBroken = true
        return false
    }

    private mutating func element() -> Piece? {
        position += 1
        var end = position
        var quote: UInt8?
        while end < bytes.count, quote != nil || bytes[end] != UInt8(ascii: ">") {
            if bytes[end] == quote {
                quote = nil
            } else if quote == nil, bytes[end] == UInt8(ascii: "\"") || bytes[end] == UInt8(ascii: "'") {
                quote = bytes[end]
            }
            end += 1
        }
        guard end < bytes.count else { return fail() }
        var inside = bytes[position..<end]
        position = end + 1
        if inside.first == UInt8(ascii: "/") { return .end(Self.name(inside.dropFirst())) }
        let isClosed = inside.last == UInt8(ascii: "/")
        if isClosed { inside.removeLast() }
        let nameEnd = inside.firstIndex(where: Self.isBlank) ?? inside.endIndex
        let name = Self.name(inside[..<nameEnd])
        if isClosed { closing = name }
        return .start(name, Self.attributes(inside[nameEnd...]))
    }

    private static func attributes(_ bytes: ArraySlice<UInt8>) -> [String: String] {
        var found: [String: String] = [:]
        var rest = bytes
        while let equals = rest.firstIndex(of: UInt8(ascii: "=")) {
            guard let open = rest[equals...].firstIndex(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }),
                let close = rest[(open + 1)...].firstIndex(of: rest[open])
            else { break }
            found[name(rest[..<equals])] = text(rest[(open + 1)..<close])
            rest = rest[(close + 1)...]
        }
        return found
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

    private static func name(_ bytes: ArraySlice<UInt8>) -> String {
        let plain = bytes.filter { !isBlank($0) }
        let start = plain.lastIndex(of: UInt8(ascii: ":")).map { $0 + 1 } ?? 0
        return String(decoding: plain[start...], as: UTF8.self)
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        guard bytes.contains(UInt8(ascii: "&")) else { return String(decoding: bytes, as: UTF8.self) }
        var text = ""
        var rest = bytes
        while let mark = rest.firstIndex(of: UInt8(ascii: "&")) {
            text += String(decoding: rest[..<mark], as: UTF8.self)
            guard let end = rest[mark...].prefix(12).firstIndex(of: UInt8(ascii: ";")) else {
                text += "&"
                rest = rest[(mark + 1)...]
                continue
            }
            text += entity(String(decoding: rest[(mark + 1)..<end], as: UTF8.self))
            rest = rest[(end + 1)...]
        }
        return text + String(decoding: rest, as: UTF8.self)
    }

    private static func entity(_ name: String) -> String {
        switch name {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        default: break
        }
        guard name.hasPrefix("#") else { return "" }
        let digits = name.dropFirst()
        let code = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        return code.flatMap(Unicode.Scalar.init).map { String($0) } ?? ""
    }
}
