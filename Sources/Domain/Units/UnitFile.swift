import Primitives

/// A list of units as a file brings it, in one of two forms, told apart by the header: communes before 1 July 2025 with
/// their districts and successors, or communes from that day on.
public struct UnitFile: Sendable, Hashable {
    /// A commune that ended on 30 June 2025.
    public struct FormerCommune: Sendable, Hashable {
        public let line: Int
        public let provinceCode: String
        public let province: String
        public let districtCode: String
        public let district: String
        public let code: String
        public let name: String
        /// The codes of the communes that followed it, with their names.
        public let successors: [Successor]
    }

    public struct Successor: Sendable, Hashable {
        public let code: String
        public let name: String
    }

    /// A commune that exists from 1 July 2025.
    public struct Commune: Sendable, Hashable {
        public let line: Int
        public let provinceCode: String
        public let province: String
        public let code: String
        public let name: String
    }

    public enum Rows: Sendable, Hashable {
        case before([FormerCommune])
        case from([Commune])
    }

    /// Something wrong in one place of the file.
    public struct Fault: Sendable, Hashable {
        public let line: Int
        /// The column as the header names it; `nil` when the whole line is meant.
        public let column: String?
        public let message: String

        public init(line: Int, column: String?, message: String) {
            self.line = line
            self.column = column
            self.message = message
        }

        /// `Dòng 17, cột commune_code: …`
        public var text: String { "Dòng \(line)\(column.map { ", cột \($0)" } ?? ""): \(message)" }
    }

    /// The rows without fault.
    public let rows: Rows
    public let faults: [Fault]

    public static let beforeHeader = [
        "province_code", "province", "district_code", "district", "commune_code", "commune", "successor_codes",
        "successors",
    ]
    public static let fromHeader = ["province_code", "province", "commune_code", "commune", "kind"]
    public static let maximumRows = 5000

    /// What the file is, in words.
    public var title: String {
        switch rows {
        case .before: "Đơn vị hành chính trước 01/7/2025"
        case .from: "Đơn vị hành chính từ 01/7/2025"
        }
    }

    /// Reads a file. What is wrong with single cells is collected in ``faults``.
    /// - Throws: `Problem(.invalid)` on the field `tep` when it is no such file at all.
    public init(reading text: String) throws {
        let table: DelimitedText
        do {
            table = try DelimitedText(reading: text)
        } catch let fault as DelimitedText.Fault {
            throw UnitFile.unreadable(fault.message)
        }
        guard let header = table.rows.first else {
            throw UnitFile.unreadable("Tệp không có dòng nào. Chọn tệp danh sách đơn vị rồi tải lại.")
        }
        let names = header.values.map { VietnameseText.tidied($0).lowercased() }
        let reader: Reader
        if Set(names) == Set(UnitFile.beforeHeader), names.count == UnitFile.beforeHeader.count {
            reader = Reader(names: names)
            rows = .before(reader.formerCommunes(table.rows.dropFirst()))
        } else if Set(names) == Set(UnitFile.fromHeader), names.count == UnitFile.fromHeader.count {
            reader = Reader(names: names)
            rows = .from(reader.communes(table.rows.dropFirst()))
        } else {
            throw UnitFile.unreadable(
                "Dòng tiêu đề không đúng mẫu nào. Mẫu trước 01/7/2025: \(UnitFile.beforeHeader.joined(separator: ",")). "
                    + "Mẫu từ 01/7/2025: \(UnitFile.fromHeader.joined(separator: ",")).")
        }
        if table.rows.count - 1 > UnitFile.maximumRows {
            throw UnitFile.unreadable(
                "Tệp có \(groupedByThousands(table.rows.count - 1)) dòng, nhiều hơn \(groupedByThousands(UnitFile.maximumRows)) dòng mỗi lần. Chia tệp rồi tải từng phần."
            )
        }
        if table.rows.count == 1 {
            throw UnitFile.unreadable("Tệp chỉ có dòng tiêu đề, chưa có đơn vị nào.")
        }
        faults = reader.faults.sorted { $0.line < $1.line }
    }

    private static func unreadable(_ message: String) -> Problem { Problem.invalid([FieldProblem("tep", message)]) }
}

/// Goes through the rows of one file and notes what is wrong with them.
private final class Reader {
    let positions: [String: Int]
    var faults: [UnitFile.Fault] = []
    /// What has been seen so far: the line of each commune, the name and parent of each province and district.
    private var communeLines: [String: Int] = [:]
    private var known: [String: (name: String, parent: String, line: Int)] = [:]

    init(names: [String]) {
        positions = Dictionary(
            names.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
    }

    private func fault(_ line: Int, _ column: String?, _ message: String) {
        faults.append(UnitFile.Fault(line: line, column: column, message: message))
    }

    private func hasAllColumns(_ row: DelimitedText.Row) -> Bool {
        if row.values.count == positions.count { return true }
        fault(
            row.line, nil,
            "có \(row.values.count) ô, mẫu cần \(positions.count) ô. Kiểm tra dấu phân cách và dấu ngoặc kép của dòng này."
        )
        return false
    }

    private func value(_ row: DelimitedText.Row, _ column: String) -> String {
        guard let position = positions[column], position < row.values.count else { return "" }
        return VietnameseText.tidied(row.values[position])
    }

    /// A code of so many digits.
    private func code(_ row: DelimitedText.Row, _ column: String, digits: Int) -> String? {
        let text = value(row, column)
        guard let problem = Reader.problem(withCode: text, digits: digits) else { return text }
        fault(row.line, column, problem)
        return nil
    }

    static func problem(withCode text: String, digits: Int) -> String? {
        if text.isEmpty { return "để trống. Ghi mã gồm \(digits) chữ số." }
        let isNumber = text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        if isNumber, text.utf8.count == digits { return nil }
        if isNumber, text.utf8.count < digits {
            return
                "mã “\(text)” thiếu chữ số, cần đủ \(digits). Bảng tính có thể đã bỏ số 0 ở đầu; đặt cột này là dạng chữ."
        }
        return "mã “\(text)” không đúng, cần đúng \(digits) chữ số."
    }

    private func name(_ row: DelimitedText.Row, _ column: String) -> String? {
        let text = value(row, column)
        if text.isEmpty {
            fault(row.line, column, "để trống. Ghi tên đơn vị.")
            return nil
        }
        if text.count > 200 {
            fault(row.line, column, "tên dài quá 200 ký tự.")
            return nil
        }
        return text
    }

    /// A province or district: the same code must have the same name and parent in every row.
    private func isSteady(
        _ row: DelimitedText.Row, _ codeColumn: String, _ code: String, _ nameColumn: String, _ name: String,
        parent: String = ""
    ) -> Bool {
        let key = codeColumn + " " + code
        guard let before = known[key] else {
            known[key] = (name, parent, row.line)
            return true
        }
        if before.name != name {
            fault(
                row.line, nameColumn, "mã \(code) ở đây là “\(name)” nhưng ở dòng \(before.line) là “\(before.name)”.")
            return false
        }
        if before.parent != parent {
            fault(row.line, codeColumn, "mã \(code) thuộc đơn vị khác với dòng \(before.line).")
            return false
        }
        return true
    }

    private func isFirst(_ row: DelimitedText.Row, _ code: String) -> Bool {
        guard let line = communeLines[code] else {
            communeLines[code] = row.line
            return true
        }
        fault(row.line, "commune_code", "mã \(code) đã có ở dòng \(line). Mỗi đơn vị chỉ ghi một dòng.")
        return false
    }

    func formerCommunes(_ rows: some Sequence<DelimitedText.Row>) -> [UnitFile.FormerCommune] {
        rows.compactMap { row in
            guard hasAllColumns(row) else { return nil }
            let provinceCode = code(row, "province_code", digits: 2)
            let province = name(row, "province")
            let districtCode = code(row, "district_code", digits: 3)
            let district = name(row, "district")
            let communeCode = code(row, "commune_code", digits: 5)
            let commune = name(row, "commune")
            let successors = successors(row)
            guard let provinceCode, let province, let districtCode, let district, let communeCode, let commune,
                let successors
            else { return nil }
            let isSound = [
                isSteady(row, "province_code", provinceCode, "province", province),
                isSteady(row, "district_code", districtCode, "district", district, parent: provinceCode),
                isFirst(row, communeCode),
            ]
            guard !isSound.contains(false) else { return nil }
            return UnitFile.FormerCommune(
                line: row.line, provinceCode: provinceCode, province: province, districtCode: districtCode,
                district: district, code: communeCode, name: commune, successors: successors)
        }
    }

    private func successors(_ row: DelimitedText.Row) -> [UnitFile.Successor]? {
        let codes = parts(value(row, "successor_codes"))
        let names = parts(value(row, "successors"))
        if codes.isEmpty {
            fault(
                row.line, "successor_codes",
                "để trống. Ghi mã đơn vị kế tục; nhiều đơn vị thì cách nhau bằng dấu chấm phẩy.")
            return nil
        }
        for code in codes {
            if let problem = Reader.problem(withCode: code, digits: 5) {
                fault(row.line, "successor_codes", problem)
                return nil
            }
        }
        if Set(codes).count != codes.count {
            fault(row.line, "successor_codes", "có mã ghi hai lần.")
            return nil
        }
        if names.count != codes.count {
            fault(row.line, "successors", "có \(names.count) tên nhưng cột successor_codes có \(codes.count) mã.")
            return nil
        }
        return zip(codes, names).map { UnitFile.Successor(code: $0, name: $1) }
    }

    private func parts(_ text: String) -> [String] {
        text.split(separator: ";").map { VietnameseText.tidied(String($0)) }.filter { !$0.isEmpty }
    }

    func communes(_ rows: some Sequence<DelimitedText.Row>) -> [UnitFile.Commune] {
        rows.compactMap { row in
            guard hasAllColumns(row) else { return nil }
            let provinceCode = code(row, "province_code", digits: 2)
            let province = name(row, "province")
            let communeCode = code(row, "commune_code", digits: 5)
            let commune = name(row, "commune")
            let kinds = ["Xã", "Phường", "Đặc khu"]
            let kind = value(row, "kind")
            var isKindRight = true
            if !kinds.contains(kind) {
                fault(row.line, "kind", "“\(kind)” không phải loại đơn vị. Ghi Xã, Phường hoặc Đặc khu.")
                isKindRight = false
            } else if let commune, !commune.hasPrefix(kind + " ") {
                fault(row.line, "kind", "loại “\(kind)” không khớp với tên “\(commune)”.")
                isKindRight = false
            }
            guard let provinceCode, let province, let communeCode, let commune, isKindRight else { return nil }
            let isSound = [
                isSteady(row, "province_code", provinceCode, "province", province), isFirst(row, communeCode),
            ]
            guard !isSound.contains(false) else { return nil }
            return UnitFile.Commune(
                line: row.line, provinceCode: provinceCode, province: province, code: communeCode, name: commune)
        }
    }
}
