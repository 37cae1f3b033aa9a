import Foundation
import Papers
import Primitives

/// A decision with three lists and 120 lines. Every name is made up and none is part of another.
func sampleDecision() -> DecisionPaper {
    var ordinal = 0
    let positions = ["Chuyên viên", "Phó Trưởng phòng Văn hóa - Xã hội", "Giáo viên"]
    func lines(_ count: Int, collective: Bool = false) -> [DecisionPaper.RecipientLine] {
        (0..<count).map { _ in
            ordinal += 1
            return DecisionPaper.RecipientLine(
                ordinal: ordinal, name: recipientName(ordinal, collective: collective),
                position: collective ? "" : positions[ordinal % 3],
                unit: collective ? "" : "Ủy ban nhân dân xã Mẫu \(ordinal % 7 + 1)",
                note: ordinal == 2 ? "Truy tặng" : nil, bonus: collective ? "3.510.000" : "7.020.000")
        }
    }
    return DecisionPaper(
        issuer: "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH THÁI NGUYÊN", number: 12, symbol: "QĐ-UBND", place: "Thái Nguyên",
        signedOn: CivilDate(iso: "2025-12-05"), year: 2025,
        abstract: "Về việc tặng danh hiệu Chiến sĩ thi đua tỉnh, Tập thể lao động xuất sắc và Bằng khen năm 2025",
        bases: [
            "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025",
            "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;",
            "Căn cứ Nghị định số 152/2025/NĐ-CP của Chính phủ",
        ],
        proposal: "Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 45/TTr-SNV",
        decider: "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH",
        articles: [
            "Tặng danh hiệu và hình thức khen thưởng cho các tập thể, cá nhân có tên trong danh sách kèm theo.",
            "Tiền thưởng được trích từ Quỹ thi đua, khen thưởng của tỉnh theo quy định hiện hành.",
            "Quyết định này có hiệu lực thi hành kể từ ngày ký.\n"
                + "Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc Sở Nội vụ chịu trách nhiệm thi hành Quyết định này./.",
        ],
        recipients: ["Như Điều 3", "Thường trực Tỉnh ủy (báo cáo)", "Sở Nội vụ", "Lưu: VT, TĐKT"],
        signature: .init(capacityLines: ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], name: "Nguyễn Thị Minh Mẫu"),
        lists: [
            .init(title: "Danh hiệu Chiến sĩ thi đua tỉnh: 3 cá nhân", lines: lines(3)),
            .init(title: "Danh hiệu Tập thể lao động xuất sắc: 17 tập thể", lines: lines(17, collective: true)),
            .init(title: "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh: 100 cá nhân", lines: lines(100)),
        ])
}

func recipientName(_ ordinal: Int, collective: Bool = false) -> String {
    let digits = String(1000 + ordinal).dropFirst()
    return collective ? "Phòng Mẫu \(digits)" : "Đặng Thế Mẫu \(digits)"
}

/// The names of the sample's 120 lines, in order.
let sampleNames = (1...120).map { recipientName($0, collective: (4...20).contains($0)) }

/// What `program` prints when it is given a PDF file before `arguments`.
func inspect(_ pdf: [UInt8], with program: String, _ options: [String] = [], after: [String] = []) throws -> String {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).pdf")
    try Data(pdf).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + options + [file.path] + after
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
}

/// The text of each page, laid out as on paper, blanks drawn together and brought to one Unicode form.
func pages(of pdf: [UInt8]) throws -> [String] {
    let text = try inspect(pdf, with: "pdftotext", ["-layout", "-enc", "UTF-8"], after: ["-"])
    let pages = text.split(separator: "\u{0C}", omittingEmptySubsequences: false).dropLast()
    return pages.map { page in
        page.split(whereSeparator: \.isNewline).map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
            .joined(separator: "\n").precomposedStringWithCanonicalMapping
    }
}

func occurrences(of part: String, in text: String) -> Int {
    text.ranges(of: part).count
}
