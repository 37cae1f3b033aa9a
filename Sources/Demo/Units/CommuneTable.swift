import Primitives

import class Foundation.Bundle
import struct Foundation.Data

/// The communes before and since 1 July 2025, read from Data/.
struct CommuneTable {
    struct Former {
        let provinceCode: String
        let districtCode: String
        let district: String
        let code: String
        let name: String
        let successors: [String]
    }

    struct Present {
        let code: String
        let name: String
    }

    let former: [Former]
    let present: [Present]

    /// - Throws: `Problem(.invalid)` when a file of Data/ is missing or does not have the expected columns.
    static func bundled() throws -> CommuneTable {
        let former = try table("communes-before-2025-07-01").map { row in
            Former(
                provinceCode: try field("province_code", of: row), districtCode: try field("district_code", of: row),
                district: inSentenceCase(try field("district", of: row)), code: try field("commune_code", of: row),
                name: inSentenceCase(try field("commune", of: row)),
                successors: try field("successor_codes", of: row).split(separator: ";").map(String.init))
        }
        let present = try table("communes-from-2025-07-01").map { row in
            Present(code: try field("commune_code", of: row), name: inSentenceCase(try field("commune", of: row)))
        }
        return CommuneTable(former: former, present: present)
    }

    /// The data write `Thành Phố`, `Thị Trấn`; officials write only the first letter of the kind large.
    private static func inSentenceCase(_ name: String) -> String {
        for (written, correct) in [("Thành Phố ", "Thành phố "), ("Thị Trấn ", "Thị trấn "), ("Thị Xã ", "Thị xã ")]
        where name.hasPrefix(written) {
            return correct + name.dropFirst(written.count)
        }
        return name
    }

    private static func table(_ name: String) throws -> [[String: String]] {
        guard let url = Bundle.module.url(forResource: name, withExtension: "csv", subdirectory: "Data"),
            let data = try? Data(contentsOf: url)
        else { throw Problem(.invalid, "Thiếu tệp dữ liệu trình diễn \(name).csv. Cài đặt lại chương trình.") }
        let lines = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline).map { cells(of: $0) }
        guard let heads = lines.first else {
            throw Problem(.invalid, "Tệp dữ liệu trình diễn \(name).csv không có nội dung. Cài đặt lại chương trình.")
        }
        return lines.dropFirst().map { Dictionary(zip(heads, $0), uniquingKeysWith: { first, _ in first }) }
    }

    private static func field(_ name: String, of row: [String: String]) throws -> String {
        guard let value = row[name] else {
            throw Problem(.invalid, "Tệp dữ liệu trình diễn thiếu cột “\(name)”. Cài đặt lại chương trình.")
        }
        return VietnameseText.tidied(value)
    }

    /// The cells of a line, commas inside quotes kept.
    private static func cells(of line: Substring) -> [String] {
        var cells: [String] = []
        var cell = ""
        var isQuoted = false
        for character in line {
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted:
                cells.append(cell)
                cell = ""
            default: cell.append(character)
            }
        }
        return cells + [cell]
    }
}
