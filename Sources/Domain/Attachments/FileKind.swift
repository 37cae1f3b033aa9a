import Primitives

/// The kinds of file a dossier may carry.
public enum FileKind: String, CaseIterable, Sendable {
    case pdf, docx, xlsx, jpg, png

    /// As it is called in a sentence: `tệp PDF`, `ảnh JPG`.
    public var name: String {
        switch self {
        case .pdf: "tệp PDF"
        case .docx: "tệp Word (.docx)"
        case .xlsx: "tệp Excel (.xlsx)"
        case .jpg: "ảnh JPG"
        case .png: "ảnh PNG"
        }
    }

    public var mediaType: String {
        switch self {
        case .pdf: "application/pdf"
        case .docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        case .jpg: "image/jpeg"
        case .png: "image/png"
        }
    }

    /// Without the dot, in lower case.
    public var fileExtension: String { rawValue }

    /// The kind that a file with this extension claims to be.
    init?(claimedBy fileExtension: String) {
        let lowercased = fileExtension.lowercased()
        self.init(rawValue: lowercased == "jpeg" ? "jpg" : lowercased)
    }
}

/// Looks into a file before it is kept: whether it is what its name says, and whether opening it could do harm.
///
/// What the file contains is never unpacked or decoded here, only measured by what it declares, so a check takes
/// memory and time in proportion to the size of the file, not to what it would unpack to.
public enum FileCheck {
    /// 20 MB.
    public static let maximumBytes = 20 << 20

    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - fileName: as the browser sent it.
    /// - Returns: the kind, which is the only thing by which the file is served afterwards.
    /// - Throws: ``Problem`` `.invalid` that says what is wrong with the file and what to do.
    public static func kind(
        of bytes: [UInt8], named fileName: String, maximumBytes: Int = maximumBytes
    ) throws -> FileKind {
        let name = safeName(fileName)
        guard !bytes.isEmpty else {
            throw refusal(name, "không có nội dung (0 byte). Xin mở tệp gốc, kiểm tra và lưu lại rồi gửi lại.")
        }
        guard bytes.count <= maximumBytes else {
            throw refusal(
                name,
                "nặng \(writtenSize(bytes.count, roundedUp: true)), vượt quá mức \(writtenSize(maximumBytes)). "
                    + "Xin giảm dung lượng (nén ảnh, quét lại ở độ phân giải thấp hơn) hoặc tách thành nhiều tệp rồi gửi lại."
            )
        }
        let fileExtension = nameParts(name).fileExtension
        guard let claimed = FileKind(claimedBy: fileExtension) else {
            throw refusal(name, unacceptedKind(fileExtension))
        }
        let found = Content(bytes)
        guard found.isPossible(for: claimed) else { throw refusal(name, mismatch(claimed, found)) }
        switch claimed {
        case .pdf: try checkPDF(bytes, name)
        case .png: try checkPNG(bytes, name)
        case .jpg: try checkJPEG(bytes, name)
        case .docx, .xlsx: try checkOffice(bytes, name, claimed)
        }
        return claimed
    }

    /// A name under which the file can be shown and saved: composed (NFC), without folders, without characters that
    /// control or reorder text or that file systems refuse, at most 120 characters (Unicode scalars) with the extension
    /// kept, and never empty.
    public static func safeName(_ name: String) -> String {
        // By scalars, not Characters: a combining mark behind a slash would hide the slash.
        let last = name.unicodeScalars.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "\\" }.last
        var scalars = String.UnicodeScalarView()
        for scalar in last.map(Array.init) ?? [] {
            switch scalar.properties.generalCategory {
            case .control where scalar.properties.isWhitespace, .lineSeparator, .paragraphSeparator: scalars.append(" ")
            case .control, .format, .surrogate, .privateUse, .unassigned: continue
            default: scalars.append("<>:\"|?*".unicodeScalars.contains(scalar) ? "_" : scalar)
            }
        }
        var name = VietnameseText.tidied(String(scalars))
        while name.last == "." || name.last == " " { name.removeLast() }
        let (rawStem, fileExtension) = nameParts(name)
        let tail = fileExtension.isEmpty ? "" : "." + fileExtension
        var stem = ""
        var room = 120 - tail.unicodeScalars.count
        for character in rawStem.drop(while: { $0 == "." || $0 == " " }) {
            room -= character.unicodeScalars.count
            guard room >= 0 else { break }
            stem.append(character)
        }
        // What is cut may end in something that now looks like an extension, and then is one.
        if room < 0, tail.isEmpty { return safeName(stem) }
        while stem.last == "." || stem.last == " " { stem.removeLast() }
        return (stem.isEmpty ? "tep" : stem) + tail
    }

    /// The name before its last dot, and the extension behind it: up to ten Latin letters and digits, else none.
    private static func nameParts(_ name: String) -> (stem: Substring, fileExtension: String) {
        guard let dot = name.lastIndex(of: ".") else { return (name[...], "") }
        let fileExtension = name[name.index(after: dot)...]
        guard (1...10).contains(fileExtension.utf8.count),
            fileExtension.utf8.allSatisfy({ ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || $0 >= 0x30 && $0 <= 0x39 })
        else { return (name[...], "") }
        return (name[..<dot], String(fileExtension))
    }

    // MARK: What the person is told

    private static func refusal(_ name: String, _ rest: String) -> Problem {
        Problem(.invalid, "Tệp “\(name)” \(rest)")
    }

    private static let accepted = "PDF, Word (.docx), Excel (.xlsx), ảnh JPG và ảnh PNG"

    private static func unacceptedKind(_ fileExtension: String) -> String {
        switch fileExtension.lowercased() {
        case "doc", "rtf", "odt":
            "ở định dạng không nhận được. Xin mở bằng Word, chọn “Lưu thành” (Save As) loại .docx hoặc PDF rồi gửi lại."
        case "xls", "ods", "csv":
            "ở định dạng không nhận được. Xin mở bằng Excel, chọn “Lưu thành” (Save As) loại .xlsx hoặc PDF rồi gửi lại."
        case "docm", "dotm", "xlsm", "xltm", "xlsb":
            "là loại có thể chứa macro nên không nhận. Xin lưu lại thành loại .docx, .xlsx hoặc PDF rồi gửi lại."
        case "heic", "heif", "webp", "gif", "bmp", "tif", "tiff":
            "là loại ảnh không nhận được. Xin lưu lại thành ảnh JPG hoặc PNG rồi gửi lại."
        case "zip", "rar", "7z":
            "là tệp nén nên không nhận. Xin giải nén rồi gửi từng tệp bên trong (\(accepted))."
        case "":
            "không có phần đuôi cho biết loại tệp. Chỉ nhận \(accepted). Xin kiểm tra lại tên tệp rồi gửi lại."
        default:
            "thuộc loại không nhận được (.\(fileExtension)). Chỉ nhận \(accepted). "
                + "Xin chuyển sang một trong các loại này rồi gửi lại."
        }
    }

    private static func mismatch(_ claimed: FileKind, _ found: Content) -> String {
        let start = "không phải là \(claimed.name) thật: "
        let again = "Xin mở tệp gốc bằng phần mềm đã tạo ra nó, lưu thành \(claimed.name) rồi gửi lại."
        switch found {
        case .pdf, .png, .jpg:
            let kind: FileKind = found == .pdf ? .pdf : found == .png ? .png : .jpg
            return start + "nội dung bên trong là \(kind.name). "
                + "Xin đổi phần đuôi của tên tệp thành .\(kind.fileExtension) rồi gửi lại."
        case .program:
            return start + "nội dung bên trong là một chương trình máy tính, có thể gây hại. "
                + "Xin không mở tệp này và gửi tệp khác."
        case .compound:
            return start + "tệp được đặt mật khẩu hoặc lưu ở định dạng Office cũ. "
                + "Xin bỏ mật khẩu, lưu thành \(claimed.name) rồi gửi lại."
        case .zip: return start + "nội dung bên trong là tệp nén hoặc tệp Office. " + again
        case .other: return start + "nội dung bên trong thuộc loại khác hoặc đã hỏng. " + again
        }
    }

    private static func broken(_ name: String, _ kind: FileKind) -> Problem {
        refusal(
            name,
            "là \(kind.name) nhưng đã hỏng hoặc chưa được chép đủ. Xin mở tệp gốc, lưu lại thành \(kind.name) rồi gửi lại."
        )
    }

    // MARK: PDF

    private static func checkPDF(_ bytes: [UInt8], _ name: String) throws {
        // The end mark stands in the last kilobyte (ISO 32000, implementation notes); some scanners add blanks behind it.
        guard contains(bytes.suffix(4096), "%%EOF") else { throw broken(name, .pdf) }
    }

    private static func contains(_ bytes: ArraySlice<UInt8>, _ text: StaticString) -> Bool {
        let wanted = text.withUTF8Buffer { Array($0) }
        guard let first = wanted.first else { return true }
        var rest = bytes
        while let candidate = rest.firstIndex(of: first) {
            rest = rest[candidate...]
            if rest.starts(with: wanted) { return true }
            rest = rest.dropFirst()
        }
        return false
    }

    // MARK: Pictures

    /// A picture of this many pixels takes some 240 MB of memory when it is opened.
    static let maximumPixels = 60_000_000

    private static func checkPixels(_ width: Int, _ height: Int, _ name: String, _ kind: FileKind) throws {
        guard width > 0, height > 0 else { throw broken(name, kind) }
        let (pixels, overflow) = width.multipliedReportingOverflow(by: height)
        guard !overflow, pixels <= maximumPixels else {
            throw refusal(
                name,
                "là ảnh quá lớn (\(groupedByThousands(width)) × \(groupedByThousands(height)) điểm ảnh); "
                    + "chỉ nhận ảnh tới 60 triệu điểm ảnh. Xin thu nhỏ ảnh rồi gửi lại.")
        }
    }

    private static func checkPNG(_ bytes: [UInt8], _ name: String) throws {
        let reader = Reader(bytes)
        // The first chunk is always the header, 13 bytes long.
        guard reader.big32(8) == 13, reader.holds("IHDR", at: 12), let width = reader.big32(16),
            let height = reader.big32(20)
        else { throw broken(name, .png) }
        try checkPixels(width, height, name, .png)
        var position = 8
        var hasPixels = false
        while let length = reader.big32(position), !reader.holds("IEND", at: position + 4) {
            if reader.holds("IDAT", at: position + 4) { hasPixels = true }
            // A second header could tell another size to another reader.
            guard position == 8 || !reader.holds("IHDR", at: position + 4) else { throw broken(name, .png) }
            position += 12 + length
        }
        guard hasPixels, reader.big32(position) == 0, position + 12 <= bytes.count else { throw broken(name, .png) }
    }

    private static func checkJPEG(_ bytes: [UInt8], _ name: String) throws {
        let reader = Reader(bytes)
        var position = 2
        var hasSize = false
        while true {
            guard reader.byte(position) == 0xFF else { throw broken(name, .jpg) }
            while reader.byte(position + 1) == 0xFF { position += 1 }
            guard let marker = reader.byte(position + 1) else { throw broken(name, .jpg) }
            position += 2
            switch marker {
            case 0x01, 0xD0...0xD7: continue
            case 0x00, 0xD8, 0xD9: throw broken(name, .jpg)
            default: break
            }
            guard let length = reader.big16(position), length >= 2, position + length <= bytes.count else {
                throw broken(name, .jpg)
            }
            switch marker {
            case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF:
                // A second frame could tell another size to another reader.
                guard !hasSize, let height = reader.big16(position + 3), let width = reader.big16(position + 5) else {
                    throw broken(name, .jpg)
                }
                try checkPixels(width, height, name, .jpg)
                hasSize = true
            case 0xDA:
                guard hasSize, hasEndOfImage(bytes[(position + length)...]) else { throw broken(name, .jpg) }
                return
            default: break
            }
            position += length
        }
    }

    /// Cameras put things behind the end of the picture, so it is looked for from the back.
    private static func hasEndOfImage(_ bytes: ArraySlice<UInt8>) -> Bool {
        var position = bytes.endIndex - 2
        while position >= bytes.startIndex {
            if bytes[position] == 0xFF, bytes[position + 1] == 0xD9 { return true }
            position -= 1
        }
        return false
    }

    // MARK: Word and Excel

    private static func checkOffice(_ bytes: [UInt8], _ name: String, _ kind: FileKind) throws {
        let entries: [ZipDirectory.Entry]
        do {
            entries = try ZipDirectory.entries(of: Reader(bytes))
        } catch {
            switch error {
            case .broken: throw broken(name, kind)
            case .tooManyEntries:
                throw refusal(
                    name,
                    "chứa quá nhiều phần bên trong (hơn \(groupedByThousands(ZipDirectory.maximumEntries))). "
                        + "Xin tách thành nhiều tệp hoặc lưu thành PDF rồi gửi lại.")
            case .encrypted: throw refusal(name, "được đặt mật khẩu. Xin bỏ mật khẩu, lưu lại rồi gửi lại.")
            case .bomb:
                throw refusal(
                    name,
                    "sẽ chiếm dung lượng lớn bất thường khi mở ra nên không nhận. Xin lưu thành PDF rồi gửi lại.")
            }
        }
        let names = Set(entries.map(\.name))
        let hasMacros = names.contains { part in
            part.hasSuffix("vbaproject.bin") || part.contains("/macrosheets/") || part.hasSuffix("vbadata.xml")
        }
        guard !hasMacros else {
            throw refusal(
                name,
                "có chứa macro (đoạn mã tự chạy) nên không nhận. Xin lưu lại thành loại không có macro rồi gửi lại.")
        }
        guard names.contains("[content_types].xml"), names.contains(where: { isMainPart($0, of: kind) }) else {
            let other: FileKind = kind == .docx ? .xlsx : .docx
            if names.contains("[content_types].xml"), names.contains(where: { isMainPart($0, of: other) }) {
                throw refusal(
                    name,
                    "không phải là \(kind.name) thật: nội dung bên trong là \(other.name). "
                        + "Xin đổi phần đuôi của tên tệp thành .\(other.fileExtension) rồi gửi lại.")
            }
            throw refusal(name, mismatch(kind, .zip))
        }
    }

    /// `word/document.xml`, or `word/document2.xml` as Word on the web writes it; `xl/workbook.xml`.
    private static func isMainPart(_ part: String, of kind: FileKind) -> Bool {
        let start = kind == .docx ? "word/document" : "xl/workbook"
        guard part.hasPrefix(start), part.hasSuffix(".xml") else { return false }
        let middle = part.utf8.dropFirst(start.utf8.count).dropLast(4)
        return middle.count <= 2 && middle.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    }
}

/// What a file is by its first bytes.
private enum Content {
    case pdf, png, jpg, zip
    /// The container of Office 97–2003, and of files with a password.
    case compound
    case program
    case other

    init(_ bytes: [UInt8]) {
        let kinds: [(Content, [UInt8])] = [
            (.pdf, Array("%PDF-".utf8)), (.png, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
            (.jpg, [0xFF, 0xD8, 0xFF]),
            (.zip, [0x50, 0x4B, 0x03, 0x04]), (.compound, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]),
            (.program, Array("MZ".utf8)), (.program, [0x7F, 0x45, 0x4C, 0x46]), (.program, Array("#!".utf8)),
        ]
        self = kinds.first { bytes.starts(with: $0.1) }?.0 ?? .other
    }

    func isPossible(for kind: FileKind) -> Bool {
        switch (kind, self) {
        case (.pdf, .pdf), (.png, .png), (.jpg, .jpg), (.docx, .zip), (.xlsx, .zip): true
        default: false
        }
    }
}

/// Numbers and letters at places in a file; `nil` or false beyond its end.
private struct Reader {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func byte(_ position: Int) -> UInt8? { bytes.indices.contains(position) ? bytes[position] : nil }

    func big16(_ position: Int) -> Int? { number(position, 2, isBig: true) }
    func big32(_ position: Int) -> Int? { number(position, 4, isBig: true) }
    func little16(_ position: Int) -> Int? { number(position, 2, isBig: false) }
    func little32(_ position: Int) -> Int? { number(position, 4, isBig: false) }
    /// `nil` also for what no file can be long.
    func little64(_ position: Int) -> Int? {
        guard let high = little32(position + 4), high < 1 << 20, let low = little32(position) else { return nil }
        return high << 32 | low
    }

    func holds(_ text: StaticString, at position: Int) -> Bool {
        guard position >= 0, position <= bytes.count else { return false }
        return text.withUTF8Buffer { bytes[position...].starts(with: $0) }
    }

    private func number(_ position: Int, _ length: Int, isBig: Bool) -> Int? {
        guard position >= 0, position <= bytes.count - length else { return nil }
        var value = 0
        for offset in 0..<length {
            value = value << 8 | Int(bytes[position + (isBig ? offset : length - 1 - offset)])
        }
        return value
    }
}

/// The list of contents at the end of a ZIP file (APPNOTE 4.3), read without unpacking anything.
private enum ZipDirectory {
    struct Entry {
        /// In lower case: part names of Office files do not tell cases apart (ECMA-376-2).
        let name: String
        let compressed: Int
        let uncompressed: Int
        let position: Int
    }

    enum Failure: Error { case broken, tooManyEntries, encrypted, bomb }

    static let maximumEntries = 2_000
    static let maximumUncompressed = 200_000_000
    static let maximumRatio = 200

    static func entries(of file: Reader) throws(Failure) -> [Entry] {
        let (start, end, count) = try directory(of: file)
        guard count <= maximumEntries else { throw .tooManyEntries }
        var entries: [Entry] = []
        var names: Set<String> = []
        var position = start
        for _ in 0..<count {
            let (entry, next) = try entry(of: file, at: position, directoryEnd: end)
            // Two entries of one name are read differently by different programs.
            guard names.insert(entry.name).inserted else { throw .broken }
            entries.append(entry)
            position = next
        }
        guard position == end else { throw .broken }
        try checkSizes(entries, of: file, directoryStart: start)
        return entries
    }

    /// Where the list begins and ends, and how many entries it has.
    private static func directory(of file: Reader) throws(Failure) -> (start: Int, end: Int, count: Int) {
        let size = file.bytes.count
        // The record at the end is 22 bytes and a comment of up to 65,535.
        var record = size - 22
        while record >= max(0, size - 22 - 0xFFFF) {
            if file.holds("PK\u{5}\u{6}", at: record), file.little16(record + 20) == size - 22 - record { break }
            record -= 1
        }
        guard record >= max(0, size - 22 - 0xFFFF), file.little16(record + 4) == 0, file.little16(record + 6) == 0,
            var count = file.little16(record + 10), file.little16(record + 8) == count,
            var length = file.little32(record + 12), var start = file.little32(record + 16)
        else { throw .broken }
        var end = record
        if file.holds("PK\u{6}\u{7}", at: record - 20) {
            // Some programs always write the larger record, also for small files.
            guard let large = file.little64(record - 20 + 8), file.holds("PK\u{6}\u{6}", at: large),
                let largeCount = file.little64(large + 32), let largeLength = file.little64(large + 40),
                let largeStart = file.little64(large + 48), large + 56 <= record - 20
            else { throw .broken }
            guard count == 0xFFFF || count == largeCount, length == 0xFFFF_FFFF || length == largeLength,
                start == 0xFFFF_FFFF || start == largeStart
            else { throw .broken }
            (count, length, start, end) = (largeCount, largeLength, largeStart, large)
        }
        // No gaps: nothing may hide between the list and its end record, or before the first entry.
        guard start <= size, length <= size, start + length == end else { throw .broken }
        return (start, end, count)
    }

    private static func entry(
        of file: Reader, at position: Int, directoryEnd: Int
    ) throws(Failure) -> (Entry, next: Int) {
        guard file.holds("PK\u{1}\u{2}", at: position), let flags = file.little16(position + 8),
            let method = file.little16(position + 10), var compressed = file.little32(position + 20),
            var uncompressed = file.little32(position + 24), let nameLength = file.little16(position + 28),
            let extraLength = file.little16(position + 30), let commentLength = file.little16(position + 32),
            var local = file.little32(position + 42)
        else { throw .broken }
        let next = position + 46 + nameLength + extraLength + commentLength
        guard next <= directoryEnd else { throw .broken }
        // Bit 0 encrypted, bit 6 strongly, bit 13 with a masked list.
        guard flags & 0x2041 == 0 else { throw .encrypted }
        // Stored or deflated; Office writes nothing else.
        guard method == 0 || method == 8 else { throw .broken }
        if compressed == 0xFFFF_FFFF || uncompressed == 0xFFFF_FFFF || local == 0xFFFF_FFFF {
            let extra = position + 46 + nameLength
            guard var field = largeField(of: file, from: extra, to: extra + extraLength) else { throw .broken }
            // The field holds only the numbers that did not fit, in this order.
            if uncompressed == 0xFFFF_FFFF { uncompressed = try field.next(of: file) }
            if compressed == 0xFFFF_FFFF { compressed = try field.next(of: file) }
            if local == 0xFFFF_FFFF { local = try field.next(of: file) }
        }
        guard method == 8 || compressed == uncompressed else { throw .broken }
        let nameBytes = file.bytes[position + 46..<position + 46 + nameLength]
        let name = String(decoding: nameBytes, as: UTF8.self).lowercased()
        guard !name.isEmpty, !name.hasPrefix("/"), !name.utf8.contains(UInt8(ascii: "\\")), !name.utf8.contains(0),
            !name.split(separator: "/").contains("..")
        else { throw .broken }
        return (Entry(name: name, compressed: compressed, uncompressed: uncompressed, position: local), next)
    }

    private struct LargeField {
        var position: Int
        let end: Int

        mutating func next(of file: Reader) throws(Failure) -> Int {
            guard position + 8 <= end, let value = file.little64(position) else { throw .broken }
            position += 8
            return value
        }
    }

    private static func largeField(of file: Reader, from start: Int, to end: Int) -> LargeField? {
        var position = start
        while position + 4 <= end, let tag = file.little16(position), let length = file.little16(position + 2) {
            guard position + 4 + length <= end else { return nil }
            if tag == 1 { return LargeField(position: position + 4, end: position + 4 + length) }
            position += 4 + length
        }
        return nil
    }

    /// Refuses what would unpack to too much, and entries that share their content so as to look smaller than they are.
    private static func checkSizes(_ entries: [Entry], of file: Reader, directoryStart: Int) throws(Failure) {
        var compressed = 0
        var uncompressed = 0
        for entry in entries {
            guard entry.compressed <= directoryStart else { throw .broken }
            guard entry.uncompressed <= maximumUncompressed else { throw .bomb }
            compressed += entry.compressed
            uncompressed += entry.uncompressed
        }
        guard uncompressed <= maximumUncompressed, uncompressed <= maximumRatio * max(compressed, 1) else {
            throw .bomb
        }
        var free = 0
        for entry in entries.sorted(by: { $0.position < $1.position }) {
            guard entry.position >= free else { throw .bomb }
            guard file.holds("PK\u{3}\u{4}", at: entry.position), let flags = file.little16(entry.position + 6),
                let nameLength = file.little16(entry.position + 26),
                let extraLength = file.little16(entry.position + 28)
            else { throw .broken }
            guard flags & 0x2041 == 0 else { throw .encrypted }
            free = entry.position + 30 + nameLength + extraLength + entry.compressed
            guard free <= directoryStart else { throw .broken }
        }
    }
}

/// The parts of an Office file that ``FileCheck`` has let pass, unpacked one by one.
struct OfficeParts {
    private let file: Reader
    private let entries: [String: ZipDirectory.Entry]
    /// How many bytes one part may unpack to.
    let limit: Int

    /// - Returns: `nil` when it is no such file.
    init?(_ bytes: [UInt8], limit: Int) {
        file = Reader(bytes)
        guard let entries = try? ZipDirectory.entries(of: file) else { return nil }
        self.entries = Dictionary(entries.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        self.limit = limit
    }

    /// - Parameter name: in any case.
    /// - Returns: `nil` when there is no such part, or it cannot be unpacked, or it is longer than allowed.
    func part(_ name: String) -> [UInt8]? {
        guard let entry = entries[name.lowercased()], let method = file.little16(entry.position + 8),
            let nameLength = file.little16(entry.position + 26), let extraLength = file.little16(entry.position + 28)
        else { return nil }
        let start = entry.position + 30 + nameLength + extraLength
        guard start + entry.compressed <= file.bytes.count else { return nil }
        let packed = file.bytes[start..<start + entry.compressed]
        if method == 0 { return packed.count <= limit ? Array(packed) : nil }
        return try? Inflate.unpack(packed, limit: min(limit, entry.uncompressed))
    }
}
