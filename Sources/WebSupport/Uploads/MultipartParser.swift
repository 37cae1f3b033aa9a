import Primitives

/// Reads a `multipart/form-data` body (RFC 7578, as browsers send it) piece by piece, as it comes in from the network.
///
/// Feed it every piece in order, then call ``finish()``. It keeps at most one unfinished header block or line in memory:
/// the contents of files are handed on at once. However the body is cut into pieces, the same parts come out. After an
/// error it stays failed: what came out before belongs to a body that must be refused as a whole.
///
/// It is strict where two readers could disagree about where a part ends or what it is called: lines end in CR LF only,
/// no folded headers, no header or parameter twice, no transfer encodings.
public struct MultipartParser: Sendable {
    /// What a body may hold at most. All sizes are bytes.
    public struct Limits: Hashable, Sendable {
        public var parts: Int
        /// For the header block of one part.
        public var headerBytes: Int
        /// For the content of one part that has a file name.
        public var bytesPerPart: Int
        /// For the content of one part without a file name: an ordinary field, which is held in memory.
        public var bytesPerField: Int
        /// For everything, boundaries and headers included.
        public var totalBytes: Int

        public init(
            parts: Int = 200, headerBytes: Int = 8 << 10, bytesPerPart: Int = 20 << 20, bytesPerField: Int = 1 << 20,
            totalBytes: Int = 100 << 20
        ) {
            self.parts = parts
            self.headerBytes = headerBytes
            self.bytesPerPart = bytesPerPart
            self.bytesPerField = bytesPerField
            self.totalBytes = totalBytes
        }
    }

    /// What a part says about itself. None of it is to be believed: the name goes through `FileCheck.safeName`, the kind
    /// of a file is found by looking into it.
    public struct PartHeaders: Hashable, Sendable {
        /// The name of the form field.
        public let name: String
        /// The name of the file as it was sent, `nil` for an ordinary field. Empty when no file was chosen.
        public let fileName: String?
        public let contentType: String?

        public init(name: String, fileName: String?, contentType: String?) {
            self.name = name
            self.fileName = fileName
            self.contentType = contentType
        }
    }

    public enum Event: Hashable, Sendable {
        case partBegan(PartHeaders)
        /// Never empty. The content of one part may come in many of these, or in none when it is empty.
        case partData([UInt8])
        case partEnded
    }

    private enum State {
        /// Before the first boundary, after the last, or in a part.
        case preamble, epilogue, body
        /// Behind a boundary: its line is not over yet.
        case boundaryLine
        case headers
        case failed(MultipartError)
    }

    private let delimiter: [UInt8]
    private let limits: Limits
    // The line break that belongs to the first boundary may be missing, because the body can begin with the boundary.
    private var buffer: [UInt8] = [cr, lf]
    private var state = State.preamble
    private var isInPart = false
    private var current = PartHeaders(name: "", fileName: nil, contentType: nil)
    private var received = 0
    private var parts = 0
    private var partBytes = 0
    /// How many bytes at the beginning of the content still belong to the header block.
    private var unread = 0
    /// How much of the unfinished header block is known to hold no end, so that single bytes do not make the search slow.
    private var searched = 0

    /// - Parameter boundary: as ``boundary(ofContentType:)`` gives it.
    public init(boundary: String, limits: Limits = Limits()) {
        delimiter = [cr, lf, dash, dash] + Array(boundary.utf8)
        self.limits = limits
    }

    /// Takes the next piece and says what it completed.
    ///
    /// - Throws: ``MultipartError``, and the same one again ever after.
    public mutating func feed(_ bytes: some Collection<UInt8>) throws(MultipartError) -> [Event] {
        if case .failed(let error) = state { throw error }
        var events: [Event] = []
        do throws(MultipartError) {
            received += bytes.count
            guard received <= limits.totalBytes else { throw MultipartError.tooLarge(limit: limits.totalBytes) }
            if case .epilogue = state { return [] }
            buffer.append(contentsOf: bytes)
            var position = 0
            while try advance(&position, into: &events) {}
            buffer.removeFirst(position)
        } catch {
            state = .failed(error)
            buffer = []
            throw error
        }
        return events
    }

    /// Says that nothing more comes. There is never an event left to hand on; the list is empty.
    ///
    /// - Throws: ``MultipartError/incomplete`` when the closing boundary has not come.
    public mutating func finish() throws(MultipartError) -> [Event] {
        switch state {
        case .epilogue: return []
        case .failed(let error): throw error
        case .preamble, .body, .boundaryLine, .headers:
            state = .failed(.incomplete)
            buffer = []
            throw .incomplete
        }
    }

    /// One step on from `position`. False when more bytes are needed.
    private mutating func advance(_ position: inout Int, into events: inout [Event]) throws(MultipartError) -> Bool {
        switch state {
        case .preamble, .body: return try readContent(&position, into: &events)
        case .boundaryLine: return try readBoundaryLine(&position)
        case .headers: return try readHeaders(&position, into: &events)
        case .epilogue:
            position = buffer.count
            return false
        case .failed(let error): throw error
        }
    }

    private mutating func readContent(
        _ position: inout Int, into events: inout [Event]
    ) throws(MultipartError) -> Bool {
        let (end, isDelimiter) = findDelimiter(from: position)
        if isInPart {
            guard !isDelimiter || end >= position + unread else {
                throw .malformed("a boundary right behind the headers")
            }
            let start = position + unread
            if end > start {
                partBytes += end - start
                let limit = current.fileName == nil ? limits.bytesPerField : limits.bytesPerPart
                guard partBytes <= limit else { throw .partTooLarge(current, limit: limit) }
                events.append(.partData(Array(buffer[start..<end])))
            }
            if end > position { unread = 0 }
        }
        position = end
        guard isDelimiter else { return false }
        position += delimiter.count
        if isInPart { events.append(.partEnded) }
        isInPart = false
        state = .boundaryLine
        return true
    }

    /// Where the next delimiter begins, or else where the rest begins that may turn out to be one.
    private func findDelimiter(from start: Int) -> (position: Int, isWhole: Bool) {
        var start = start
        while let candidate = buffer[start...].firstIndex(of: cr) {
            var length = 1
            while length < delimiter.count, candidate + length < buffer.count,
                buffer[candidate + length] == delimiter[length]
            { length += 1 }
            if length == delimiter.count { return (candidate, true) }
            if candidate + length == buffer.count { return (candidate, false) }
            start = candidate + 1
        }
        return (buffer.count, false)
    }

    private mutating func readBoundaryLine(_ position: inout Int) throws(MultipartError) -> Bool {
        let rest = buffer[position...]
        guard let first = rest.first else { return false }
        if first == dash {
            guard rest.count > 1 else { return false }
            guard rest[position + 1] == dash else { throw .malformed("text behind a boundary") }
            state = .epilogue
            return true
        }
        // RFC 2046 5.1.1 lets mail gateways pad the line with blanks; nobody sends a form through one, so a few will do.
        let padding = rest.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.count
        guard padding <= 64 else { throw .malformed("too many blanks behind a boundary") }
        let lineEnd = rest.dropFirst(padding).prefix(2)
        guard let carriageReturn = lineEnd.first else { return false }
        guard carriageReturn == cr else { throw .malformed("text behind a boundary") }
        guard lineEnd.count == 2 else { return false }
        guard lineEnd.last == lf else { throw .malformed("a line that does not end in CR LF") }
        // The line break stays, so that an empty header block ends like any other in two line breaks.
        position += padding
        searched = 0
        state = .headers
        return true
    }

    private mutating func readHeaders(
        _ position: inout Int, into events: inout [Event]
    ) throws(MultipartError) -> Bool {
        let start = position + 2
        var end = position + searched
        while end + 3 < buffer.count {
            if buffer[end] == cr, buffer[end + 1] == lf, buffer[end + 2] == cr, buffer[end + 3] == lf { break }
            end += 1
        }
        guard end - start <= limits.headerBytes else { throw .headersTooLong(limit: limits.headerBytes) }
        guard end + 3 < buffer.count else {
            searched = end - position
            return false
        }
        parts += 1
        guard parts <= limits.parts else { throw .tooManyParts(limit: limits.parts) }
        current = try PartHeaders(block: end > start ? buffer[start..<end] : [])
        partBytes = 0
        isInPart = true
        state = .body
        events.append(.partBegan(current))
        // The last line break stays in front of the content, to see a boundary that follows without a break of its own:
        // some readers end the part there, others take it for content, so it is refused.
        position = end + 2
        unread = 2
        return true
    }

    /// The boundary in the `Content-Type` of a request, or `nil` when that is not a well-formed `multipart/form-data`.
    public static func boundary(ofContentType header: String) -> String? {
        guard let (value, parameters) = try? parseHeaderValue(header, backslashEscapesAll: true),
            value.lowercased() == "multipart/form-data", let boundary = parameters["boundary"],
            (1...70).contains(boundary.utf8.count), boundary.utf8.last != UInt8(ascii: " "),
            boundary.utf8.allSatisfy(isBoundaryByte)
        else { return nil }
        return boundary
    }
}

/// Why a body was refused as a whole.
public enum MultipartError: Error, Hashable, Sendable {
    /// It is not `multipart/form-data` as browsers send it. The reason is for the log, in English.
    case malformed(String)
    /// It ended before its closing boundary: the connection broke.
    case incomplete
    case tooLarge(limit: Int)
    case partTooLarge(MultipartParser.PartHeaders, limit: Int)
    case headersTooLong(limit: Int)
    case tooManyParts(limit: Int)

    /// What the person is told.
    public var problem: Problem {
        switch self {
        case .malformed:
            Problem(.invalid, "Dữ liệu gửi lên không đúng định dạng nên không đọc được. Xin tải lại trang rồi gửi lại.")
        case .incomplete:
            Problem(
                .invalid, "Việc gửi bị ngắt giữa chừng, hệ thống chưa nhận đủ. Xin kiểm tra kết nối mạng rồi gửi lại.")
        case .tooLarge(let limit):
            Problem(
                .invalid,
                "Tổng dung lượng gửi một lần vượt quá mức \(writtenSize(limit)). Xin gửi ít tệp hơn, chia làm nhiều lần."
            )
        case .partTooLarge(let headers, let limit):
            if let fileName = headers.fileName {
                Problem(
                    .invalid,
                    "Tệp “\(VietnameseText.tidied(String(fileName.prefix(120))))” vượt quá mức \(writtenSize(limit)). "
                        + "Xin giảm dung lượng hoặc tách thành nhiều tệp rồi gửi lại.")
            } else {
                Problem(.invalid, "Nội dung nhập vào một ô dài quá mức \(writtenSize(limit)). Xin rút gọn rồi gửi lại.")
            }
        case .headersTooLong:
            Problem(.invalid, "Tên tệp gửi lên quá dài. Xin đặt lại tên tệp ngắn hơn rồi gửi lại.")
        case .tooManyParts(let limit):
            Problem(
                .invalid,
                "Một lần gửi có quá \(groupedByThousands(limit)) ô và tệp. Xin gửi ít tệp hơn, chia làm nhiều lần.")
        }
    }
}

private let cr = UInt8(ascii: "\r")
private let lf = UInt8(ascii: "\n")
private let dash = UInt8(ascii: "-")

extension MultipartParser.PartHeaders {
    /// Reads the lines between a boundary and the content of its part.
    fileprivate init(block: ArraySlice<UInt8>) throws(MultipartError) {
        var disposition: String?
        var contentType: String?
        var seen: Set<String> = []
        for line in try headerLines(block) {
            guard let colon = line.firstIndex(of: ":") else { throw .malformed("a header without a colon") }
            let name = line[..<colon].lowercased()
            guard !name.isEmpty, name.utf8.allSatisfy(isTokenByte) else { throw .malformed("a header without a name") }
            guard seen.insert(name).inserted else { throw .malformed("a header twice") }
            let value = trimmed(line[line.index(after: colon)...])
            switch name {
            case "content-disposition": disposition = value
            case "content-type": contentType = value.isEmpty ? nil : value
            case "content-transfer-encoding":
                // RFC 7578 4.7: not to be used; these three change nothing.
                guard ["7bit", "8bit", "binary"].contains(value.lowercased()) else {
                    throw .malformed("a transfer encoding")
                }
            default: break
            }
        }
        guard let disposition else { throw .malformed("no Content-Disposition") }
        let (kind, parameters) = try parseHeaderValue(disposition, backslashEscapesAll: false)
        guard kind.lowercased() == "form-data", let name = parameters["name"] else {
            throw .malformed("a part without a name")
        }
        var fileName = parameters["filename"].map(unescapedByBrowser)
        if let extended = parameters["filename*"] {
            guard let decoded = decodedExtendedValue(extended) else { throw .malformed("a broken filename*") }
            fileName = decoded
        }
        self.init(name: unescapedByBrowser(name), fileName: fileName, contentType: contentType)
    }
}

private func headerLines(_ block: ArraySlice<UInt8>) throws(MultipartError) -> [Substring] {
    guard !block.isEmpty else { return [] }
    guard let text = String(validating: block, as: UTF8.self) else { throw .malformed("headers that are not UTF-8") }
    // A line break is one Character, so a CR or LF that stands alone is another one.
    let lines = text.split(separator: "\r\n" as Character, omittingEmptySubsequences: false)
    for line in lines {
        guard !line.utf8.contains(where: { $0 < 0x20 && $0 != UInt8(ascii: "\t") || $0 == 0x7F }) else {
            throw .malformed("a control character in a header")
        }
        guard let first = line.utf8.first, first != UInt8(ascii: " "), first != UInt8(ascii: "\t") else {
            throw .malformed("a folded header")
        }
    }
    return lines
}

/// Reads `value; name=token; name="quoted"`. Names come back in lower case.
///
/// - Parameter backslashEscapesAll: as RFC 9110 says for the headers of requests. In parts only `\"` and `\\` are
///   escapes, because old browsers send whole Windows paths.
private func parseHeaderValue(
    _ text: String, backslashEscapesAll: Bool
) throws(MultipartError) -> (value: String, parameters: [String: String]) {
    let bytes = Array(text.utf8)
    let quote = UInt8(ascii: "\"")
    let backslash = UInt8(ascii: "\\")
    let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    var index = bytes.firstIndex(of: UInt8(ascii: ";")) ?? bytes.count
    let value = trimmed(Substring(decoding: bytes[..<index], as: UTF8.self))
    var parameters: [String: String] = [:]
    while index < bytes.count {
        guard bytes[index] == UInt8(ascii: ";") else { throw .malformed("text behind a parameter") }
        index += 1
        while index < bytes.count, isBlank(bytes[index]) { index += 1 }
        if index == bytes.count { break }
        let nameStart = index
        while index < bytes.count, isTokenByte(bytes[index]) { index += 1 }
        let name = String(decoding: bytes[nameStart..<index], as: UTF8.self).lowercased()
        guard !name.isEmpty, index < bytes.count, bytes[index] == UInt8(ascii: "=") else {
            throw .malformed("a parameter without a value")
        }
        index += 1
        var content: [UInt8] = []
        if index < bytes.count, bytes[index] == quote {
            index += 1
            while index < bytes.count, bytes[index] != quote {
                if bytes[index] == backslash, index + 1 < bytes.count,
                    backslashEscapesAll || bytes[index + 1] == quote || bytes[index + 1] == backslash
                {
                    index += 1
                }
                content.append(bytes[index])
                index += 1
            }
            guard index < bytes.count else { throw .malformed("a quoted text without an end") }
            index += 1
        } else {
            while index < bytes.count, bytes[index] != UInt8(ascii: ";"), !isBlank(bytes[index]) {
                guard bytes[index] != quote else { throw .malformed("a quote inside a value") }
                content.append(bytes[index])
                index += 1
            }
            guard !content.isEmpty else { throw .malformed("a parameter without a value") }
        }
        while index < bytes.count, isBlank(bytes[index]) { index += 1 }
        guard parameters.updateValue(String(decoding: content, as: UTF8.self), forKey: name) == nil else {
            throw .malformed("a parameter twice")
        }
    }
    return (value, parameters)
}

/// Browsers write `"`, CR and LF in names as `%22`, `%0D` and `%0A`, and nothing else (HTML Standard, form submission).
private func unescapedByBrowser(_ text: String) -> String {
    guard let bytes = decodingPercent(text, where: { $0 == 0x22 || $0 == 0x0D || $0 == 0x0A }) else { return text }
    return String(decoding: bytes, as: UTF8.self)
}

/// `UTF-8''b%E1%BA%A3ng.pdf` of RFC 8187, or `nil` when it is broken or in another character set.
private func decodedExtendedValue(_ text: String) -> String? {
    let fields = text.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
    guard fields.count == 3, fields[0].lowercased() == "utf-8",
        let bytes = decodingPercent(String(fields[2]), isStrict: true, where: { _ in true })
    else { return nil }
    return String(validating: bytes, as: UTF8.self)
}

/// The bytes with those `%XX` replaced whose value is wanted. Strict: `nil` when a `%` begins no such thing.
private func decodingPercent(
    _ text: String, isStrict: Bool = false, where isWanted: (UInt8) -> Bool
) -> [UInt8]? {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
        if bytes[index] == UInt8(ascii: "%") {
            if index + 2 < bytes.count, let high = hexValue(bytes[index + 1]), let low = hexValue(bytes[index + 2]),
                isWanted(high << 4 | low)
            {
                result.append(high << 4 | low)
                index += 3
                continue
            }
            if isStrict { return nil }
        }
        result.append(bytes[index])
        index += 1
    }
    return result
}

private func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
}

private func trimmed(_ text: Substring) -> String {
    let isBlank = { (character: Character) in character == " " || character == "\t" }
    let start = text.drop(while: isBlank)
    guard let last = start.lastIndex(where: { !isBlank($0) }) else { return "" }
    return String(start[...last])
}

private func isAlphanumeric(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
}

/// RFC 9110 5.6.2.
private func isTokenByte(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || "!#$%&'*+-.^_`|~".utf8.contains(byte)
}

/// RFC 2046 5.1.1.
private func isBoundaryByte(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || "'()+_,-./:=? ".utf8.contains(byte)
}
