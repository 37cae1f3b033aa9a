import Domain
import Primitives
import Testing

@Suite struct FileCheckTests {
    // MARK: What is accepted

    @Test func `each kind of file is recognised by its content`() throws {
        #expect(try FileCheck.kind(of: pdf, named: "Báo cáo.pdf") == .pdf)
        #expect(try FileCheck.kind(of: docx(), named: "Tờ trình.DOCX") == .docx)
        #expect(try FileCheck.kind(of: xlsx(), named: "Danh sách.xlsx") == .xlsx)
        #expect(try FileCheck.kind(of: jpeg(width: 4000, height: 3000), named: "ảnh.jpg") == .jpg)
        #expect(try FileCheck.kind(of: jpeg(width: 4000, height: 3000), named: "ảnh.JPEG") == .jpg)
        #expect(try FileCheck.kind(of: png(width: 800, height: 600), named: "ảnh.png") == .png)
        #expect(FileKind.allCases.map(\.mediaType).allSatisfy { $0.contains("/") })
    }

    @Test func `Office files may be written with large records, other main part names and comments`() throws {
        #expect(try FileCheck.kind(of: docx(isLarge: true), named: "a.docx") == .docx)
        #expect(try FileCheck.kind(of: docx(mainPart: "word/document2.xml"), named: "a.docx") == .docx)
        #expect(try FileCheck.kind(of: docx(comment: "ghi chú"), named: "a.docx") == .docx)
    }

    // MARK: What is refused, and in which words

    @Test func `an empty file is refused`() {
        #expect(
            message(of: [], "Báo cáo.pdf")
                == "Tệp “Báo cáo.pdf” không có nội dung (0 byte). Xin mở tệp gốc, kiểm tra và lưu lại rồi gửi lại.")
    }

    @Test func `a file of 25 MB is refused, with both sizes in words`() {
        let large = pdf + [UInt8](repeating: 0x20, count: (25 << 20) - pdf.count)
        #expect(
            message(of: large, "Báo cáo.pdf")?.hasPrefix("Tệp “Báo cáo.pdf” nặng 25 MB, vượt quá mức 20 MB.") == true)
        let byOne = [UInt8](repeating: 0x20, count: (20 << 20) + 1)
        #expect(message(of: byOne, "a.pdf")?.contains("nặng 20,1 MB, vượt quá mức 20 MB") == true)
    }

    @Test func `the limit holds to the byte`() throws {
        #expect(try FileCheck.kind(of: pdf, named: "a.pdf", maximumBytes: pdf.count) == .pdf)
        #expect(throws: Problem.self) { try FileCheck.kind(of: pdf, named: "a.pdf", maximumBytes: pdf.count - 1) }
    }

    @Test(arguments: [
        ("setup.exe", "thuộc loại không nhận được (.exe)"), ("a.svg", "thuộc loại không nhận được"),
        ("a.html", "thuộc loại không nhận được"), ("a.pdf.exe", "(.exe)"), ("a.doc", "Xin mở bằng Word"),
        ("a.xls", "Xin mở bằng Excel"), ("a.docm", "macro"), ("a.heic", "JPG"), ("a.zip", "giải nén"),
        ("báo cáo", "không có phần đuôi"), ("a.pdf\u{202E}exe.", "(.pdfexe)"), ("a.pdf/x", "không có phần đuôi"),
    ])
    func `a name with another extension is refused with advice`(name: String, words: String) {
        #expect(message(of: pdf, name)?.contains(words) == true)
    }

    @Test func `a renamed program is refused whatever it is called`() {
        let program = Array("MZ\u{90}\0This program cannot be run in DOS mode.%%EOF".utf8)
        #expect(
            message(of: program, "x.pdf")
                == "Tệp “x.pdf” không phải là tệp PDF thật: nội dung bên trong là một chương trình máy tính, có thể gây hại. "
                + "Xin không mở tệp này và gửi tệp khác.")
        for kind in FileKind.allCases {
            #expect(message(of: program, "x.\(kind.fileExtension)")?.contains("chương trình máy tính") == true)
        }
    }

    @Test func `a file of one accepted kind under the name of another is told its right name`() {
        let files = [
            FileKind.pdf: pdf, .docx: docx(), .xlsx: xlsx(), .jpg: jpeg(width: 8, height: 8),
            .png: png(width: 8, height: 8),
        ]
        for (found, bytes) in files {
            for claimed in FileKind.allCases where claimed != found {
                let words = message(of: bytes, "x." + claimed.fileExtension)
                #expect(words?.contains("không phải là \(claimed.name) thật") == true, "\(found) as \(claimed)")
                if found != .docx && found != .xlsx || claimed == .docx || claimed == .xlsx {
                    #expect(words?.contains("đuôi của tên tệp thành .\(found.fileExtension)") == true)
                }
            }
        }
    }

    @Test func `old or locked Office files are refused with the reason`() {
        let compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 504)
        #expect(message(of: compound, "x.docx")?.contains("mật khẩu") == true)
    }

    @Test func `a file that was cut off anywhere is refused`() {
        for (bytes, name) in [
            (pdf, "x.pdf"), (docx(), "x.docx"), (xlsx(), "x.xlsx"), (jpeg(width: 8, height: 8), "x.jpg"),
            (png(width: 8, height: 8), "x.png"),
        ] {
            for length in 0..<bytes.count {
                #expect(message(of: Array(bytes[..<length]), name) != nil, "\(name), \(length) bytes")
            }
        }
    }

    @Test func `a pixel flood is refused`() throws {
        #expect(try FileCheck.kind(of: png(width: 10_000, height: 6_000), named: "a.png") == .png)
        #expect(
            message(of: png(width: 10_000, height: 6_001), "a.png")
                == "Tệp “a.png” là ảnh quá lớn (10.000 × 6.001 điểm ảnh); chỉ nhận ảnh tới 60 triệu điểm ảnh. "
                + "Xin thu nhỏ ảnh rồi gửi lại.")
        #expect(message(of: png(width: 0x7FFF_FFFF, height: 0x7FFF_FFFF), "a.png")?.contains("ảnh quá lớn") == true)
        #expect(message(of: png(width: 0xFFFF_FFFF, height: 0xFFFF_FFFF), "a.png")?.contains("ảnh quá lớn") == true)
        #expect(message(of: jpeg(width: 65_535, height: 65_535), "a.jpg")?.contains("ảnh quá lớn") == true)
        #expect(message(of: png(width: 0, height: 8), "a.png")?.contains("đã hỏng") == true)
        #expect(message(of: jpeg(width: 8, height: 0), "a.jpg")?.contains("đã hỏng") == true)
        #expect(message(of: jpeg(width: 8, height: 8, secondHeight: 60_000), "a.jpg")?.contains("đã hỏng") == true)
    }

    // MARK: Word and Excel

    @Test(arguments: ["word/vbaProject.bin", "word/VBAPROJECT.BIN", "xl/macrosheets/sheet1.xml"])
    func `macros are refused`(part: String) {
        #expect(message(of: docx(extra: [ZipEntry(part)]), "x.docx")?.contains("macro") == true)
    }

    @Test func `a zip bomb is refused within a second`() {
        let bombs = [
            // 300 MB of noughts in 300 KB; 1 MB in 1 KB; many parts that together are too much.
            docx(extra: [ZipEntry("a", [UInt8](repeating: 0, count: 300_000), method: 8, uncompressed: 300_000_000)]),
            docx(extra: [ZipEntry("a", [UInt8](repeating: 0, count: 1_000), method: 8, uncompressed: 1_000_000)]),
            docx(
                extra: (0..<50).map {
                    ZipEntry("a\($0)", [UInt8](repeating: 0, count: 50_000), method: 8, uncompressed: 5_000_000)
                }),
            // All parts share one content.
            docx(
                extra: (0..<20).map { _ in ZipEntry("", [UInt8](repeating: 0, count: 50_000), method: 8) }.enumerated()
                    .map {
                        var entry = $1
                        entry.name = "a\($0)"
                        entry.sharesFirst = $0 > 0
                        return entry
                    }),
        ]
        let time = ContinuousClock().measure {
            for bomb in bombs { #expect(message(of: bomb, "x.docx")?.contains("lớn bất thường khi mở ra") == true) }
        }
        #expect(time < .seconds(1))
    }

    @Test func `more than 2,000 parts are refused`() throws {
        let few = (0..<1_998).map { ZipEntry("p\($0)") }
        #expect(try FileCheck.kind(of: docx(extra: few), named: "x.docx") == .docx)
        #expect(
            message(of: docx(extra: few + [ZipEntry("p")]), "x.docx")?.contains("quá nhiều phần bên trong (hơn 2.000)")
                == true)
    }

    @Test func `parts with a password are refused`() {
        #expect(message(of: docx(extra: [ZipEntry("a", flags: 1)]), "x.docx")?.contains("mật khẩu") == true)
    }

    @Test func `parts that reach outside, or come twice, are refused`() {
        for name in ["../../etc/passwd", "/etc/passwd", "a\\..\\b", "word/../x", "word/document.xml", ""] {
            #expect(message(of: docx(extra: [ZipEntry(name)]), "x.docx")?.contains("đã hỏng") == true, "\(name)")
        }
    }

    @Test func `an archive that is no Office file is refused`() {
        for bytes in [zip([ZipEntry("word/document.xml")]), zip([ZipEntry("[Content_Types].xml")]), zip([])] {
            #expect(message(of: bytes, "x.docx")?.contains("không phải là tệp Word (.docx) thật") == true)
        }
    }

    @Test func `mutated files never crash`() {
        var random = Seeded(state: 0xF11E)
        let files = [
            (pdf, "x.pdf"), (docx(), "x.docx"), (docx(isLarge: true), "x.docx"), (xlsx(), "x.xlsx"),
            (jpeg(width: 800, height: 600), "x.jpg"), (png(width: 800, height: 600), "x.png"),
        ]
        var accepted = 0
        for _ in 0..<20_000 {
            var (bytes, name) = files[Int(random.next() % UInt64(files.count))]
            for _ in 0..<(1 + random.next() % 3) where !bytes.isEmpty {
                let place = Int(random.next() % UInt64(bytes.count))
                switch random.next() % 5 {
                case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
                case 1: bytes[place] = 0xFF
                case 2: bytes.removeSubrange(place..<min(bytes.count, place + Int(random.next() % 8)))
                case 3: for index in place..<min(bytes.count, place + 4) { bytes[index] = 0xFF }
                default: bytes.insert(contentsOf: bytes.prefix(Int(random.next() % 30)), at: place)
                }
            }
            if message(of: bytes, name) == nil { accepted += 1 }
        }
        #expect((500...19_500).contains(accepted))
    }

    // MARK: Names

    @Test(arguments: [
        ("Quyết định số 12.pdf", "Quyết định số 12.pdf"),
        ("../../etc/passwd", "passwd"),
        (#"C:\Users\Đào\Tờ trình.docx"#, "Tờ trình.docx"),
        ("/", "tep"), ("", "tep"), ("..", "tep"), (" . ", "tep"), ("\0", "tep"),
        (".pdf", "tep.pdf"), ("a/.pdf", "tep.pdf"), ("...a.pdf", "a.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie_ x.pdf"),
        ("bao cao\u{202E}fdp.exe", "bao caofdp.exe"),
        ("a\u{0}b\u{7F}c\u{200B}d.pdf", "abcd.pdf"),
        ("a/\u{301}b.pdf", "\u{301}b.pdf"),
        (#"a<b>"c"|d?*.pdf"#, "a_b__c__d__.pdf"),
        ("  báo   cáo .pdf", "báo cáo.pdf"),
        ("Số 12.QĐ-UBND", "Số 12.QĐ-UBND"),
    ])
    func `names become safe`(given: String, safe: String) {
        #expect(FileCheck.safeName(given) == safe)
    }

    @Test func `names are composed, so that one name is one name`() {
        let decomposed = "Quye\u{302}\u{301}t d\u{323}inh.pdf"
        #expect(Array(FileCheck.safeName(decomposed).unicodeScalars) == Array("Quyết ḍinh.pdf".unicodeScalars))
    }

    @Test func `a name of 200 letters becomes one of 120 with its extension`() {
        let long = String(repeating: "ế", count: 200) + ".docx"
        let safe = FileCheck.safeName(long)
        #expect(safe == String(repeating: "ế", count: 115) + ".docx")
        let marks = "a" + String(repeating: "\u{301}", count: 5_000) + ".pdf"
        #expect(FileCheck.safeName(marks).unicodeScalars.count <= 120)
        #expect(FileCheck.safeName(String(repeating: "a", count: 115) + " b.pdf").unicodeScalars.count <= 120)
    }

    @Test func `any name at all becomes a safe one, and stays as it is the second time`() {
        var random = Seeded(state: 0x7E9)
        let pool = Array(
            "aZ9 ./\\:\"<>|?*\0\r\n\t\u{7F}\u{85}\u{2028}\u{202E}\u{200D}\u{FEFF}\u{301}\u{323}ếđ漢\u{E000}😀"
                .unicodeScalars)
        for _ in 0..<20_000 {
            var name = String.UnicodeScalarView()
            for _ in 0..<(random.next() % 160) { name.append(pool[Int(random.next() % UInt64(pool.count))]) }
            let safe = FileCheck.safeName(String(name))
            let isSafe =
                !safe.isEmpty && safe.unicodeScalars.count <= 120 && safe != "." && safe != ".."
                && !safe.unicodeScalars.contains {
                    "/\\:\"<>|?*".unicodeScalars.contains($0) || $0.value < 0x20 || $0.value == 0x202E
                }
                && FileCheck.safeName(safe) == safe
            if !isSafe { Issue.record("\(String(name).debugDescription) became \(safe.debugDescription)") }
        }
    }
}

/// The sentence with which the file is refused, `nil` when it is accepted.
private func message(of bytes: [UInt8], _ name: String) -> String? {
    do {
        _ = try FileCheck.kind(of: bytes, named: name)
        return nil
    } catch let problem as Problem {
        #expect(problem.code == .invalid)
        #expect(problem.message.hasPrefix("Tệp “") && problem.message.hasSuffix("."))
        return problem.message
    } catch {
        Issue.record(error)
        return nil
    }
}

// MARK: Small files, byte by byte

private let pdf = Array("%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF".utf8)

private func png(width: Int, height: Int) -> [UInt8] {
    func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
        big(content.count, 4) + Array(name.utf8) + content + [0, 0, 0, 0]
    }
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        + chunk("IHDR", big(width, 4) + big(height, 4) + [8, 2, 0, 0, 0]) + chunk("IDAT", [1, 2, 3, 4])
        + chunk("IEND", [])
}

private func jpeg(width: Int, height: Int, secondHeight: Int? = nil) -> [UInt8] {
    func frame(_ height: Int) -> [UInt8] { [0xFF, 0xC0, 0, 11, 8] + big(height, 2) + big(width, 2) + [1, 1, 0x11, 0] }
    return [0xFF, 0xD8, 0xFF, 0xE0, 0, 16] + Array("JFIF\0".utf8) + [1, 1, 0, 0, 1, 0, 1, 0, 0] + frame(height)
        + (secondHeight.map { frame($0) } ?? []) + [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 1, 2, 3, 0xFF, 0xD9]
}

private struct ZipEntry {
    var name: String
    var content: [UInt8]
    var method: Int
    var uncompressed: Int
    var flags: Int
    /// Points to the content of the first such entry instead of having one of its own.
    var sharesFirst = false

    init(
        _ name: String, _ content: [UInt8] = Array("<x/>".utf8), method: Int = 0, uncompressed: Int? = nil,
        flags: Int = 0
    ) {
        self.name = name
        self.content = content
        self.method = method
        self.uncompressed = uncompressed ?? content.count
        self.flags = flags
    }
}

private func docx(
    mainPart: String = "word/document.xml", extra: [ZipEntry] = [], isLarge: Bool = false, comment: String = ""
) -> [UInt8] {
    zip([ZipEntry("[Content_Types].xml"), ZipEntry(mainPart)] + extra, isLarge: isLarge, comment: comment)
}

private func xlsx() -> [UInt8] { zip([ZipEntry("[Content_Types].xml"), ZipEntry("xl/workbook.xml")]) }

/// A ZIP archive as APPNOTE 4.3 describes it, without check sums; `isLarge` with the records for more than 4 GB.
private func zip(_ entries: [ZipEntry], isLarge: Bool = false, comment: String = "") -> [UInt8] {
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    var shared = 0
    for entry in entries {
        let name = Array(entry.name.utf8)
        let common =
            little(entry.flags, 2) + little(entry.method, 2) + little(0, 8)
            + (isLarge
                ? little(0xFFFF_FFFF, 4) + little(0xFFFF_FFFF, 4)
                : little(entry.content.count, 4) + little(entry.uncompressed, 4))
            + little(name.count, 2)
        let position = entry.sharesFirst ? shared : bytes.count
        if entry.method == 8, !entry.sharesFirst { shared = position }
        if !entry.sharesFirst {
            let extra =
                isLarge
                ? little(1, 2) + little(16, 2) + little(entry.uncompressed, 8) + little(entry.content.count, 8) : []
            bytes +=
                Array("PK\u{3}\u{4}".utf8) + little(45, 2) + common + little(extra.count, 2) + name + extra
                + entry.content
        }
        let extra =
            isLarge
            ? little(0x5455, 2) + little(1, 2) + [0] + little(1, 2) + little(24, 2) + little(entry.uncompressed, 8)
                + little(entry.content.count, 8) + little(position, 8) : []
        directory += Array("PK\u{1}\u{2}".utf8) + little(45, 2) + little(45, 2) + common + little(extra.count, 2)
        directory += little(0, 10) + little(isLarge ? 0xFFFF_FFFF : position, 4) + name + extra
    }
    let start = bytes.count
    bytes += directory
    if isLarge {
        let record = bytes.count
        bytes += Array("PK\u{6}\u{6}".utf8) + little(44, 8) + little(45, 2) + little(45, 2) + little(0, 8)
        bytes += little(entries.count, 8) + little(entries.count, 8) + little(directory.count, 8) + little(start, 8)
        bytes += Array("PK\u{6}\u{7}".utf8) + little(0, 4) + little(record, 8) + little(1, 4)
    }
    let count = isLarge ? 0xFFFF : entries.count
    bytes += Array("PK\u{5}\u{6}".utf8) + little(0, 4) + little(count, 2) + little(count, 2)
    bytes += little(isLarge ? 0xFFFF_FFFF : directory.count, 4) + little(isLarge ? 0xFFFF_FFFF : start, 4)
    return bytes + little(comment.utf8.count, 2) + Array(comment.utf8)
}

private func little(_ value: Int, _ length: Int) -> [UInt8] {
    (0..<length).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
}

private func big(_ value: Int, _ length: Int) -> [UInt8] { little(value, length).reversed() }

/// SplitMix64: the same rounds every time.
private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
