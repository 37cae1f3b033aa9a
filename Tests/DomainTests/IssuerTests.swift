import Domain
import Law
import Primitives
import Testing

@Suite struct IssuerTests {
    private func issuer(_ kind: Unit.Kind, _ code: String, _ name: String) -> Issuer {
        Issuer(
            unit: Unit(
                id: ID(at: Instant(milliseconds: 0)), kind: kind, code: code, name: name, parentID: nil,
                validFrom: CivilDate(year: 2025, month: 7, day: 1)!),
            provinceName: "Tỉnh Thái Nguyên")
    }

    @Test func `Chủ tịch tỉnh, chủ tịch xã, giám đốc sở được gọi đúng chức danh`() {
        let province = issuer(.province, "19", "Tỉnh Thái Nguyên")
        #expect(province.title == "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH THÁI NGUYÊN")
        #expect(province.letterhead == province.title)
        #expect(province.symbol == "QĐ-UBND")
        #expect(province.place == "Thái Nguyên")
        #expect(province.shortDecider == "Chủ tịch UBND tỉnh Thái Nguyên")
        let commune = issuer(.commune, "01849", "Phường Đức Xuân")
        #expect(commune.title == "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG ĐỨC XUÂN")
        #expect(commune.symbol == "QĐ-UBND")
        #expect(commune.place == "Đức Xuân")
        #expect(commune.fund == "Quỹ thi đua, khen thưởng của phường Đức Xuân")
        let department = issuer(.department, "SYT", "Sở Y tế")
        #expect(department.title == "GIÁM ĐỐC SỞ Y TẾ")
        #expect(department.letterhead == "SỞ Y TẾ")
        #expect(department.letterheadParent == "ỦY BAN NHÂN DÂN TỈNH THÁI NGUYÊN")
        #expect(department.capacity == "GIÁM ĐỐC")
        #expect(department.symbol == "QĐ-SYT")
        let inspectorate = issuer(.department, "TTT", "Thanh tra tỉnh")
        #expect(inspectorate.title == "CHÁNH THANH TRA TỈNH")
        #expect(inspectorate.capacity == "CHÁNH THANH TRA")
    }

    @Test func `Căn cứ in theo luật của ngày ký: luật ghi tên và ngày, nghị định ghi số`() throws {
        let lawbook = try Lawbook.bundled()
        let day = CivilDate(year: 2025, month: 12, day: 5)!
        let lines = LegalBases.lines(for: issuer(.province, "19", "Tỉnh Thái Nguyên"), on: day, lawbook: lawbook)
        #expect(lines.count == 3)
        #expect(lines[0] == "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022")
        #expect(
            lines[1].hasPrefix("Căn cứ Nghị định số 152/2025/NĐ-CP ngày 14 tháng 6 năm 2025 của Chính phủ về phân cấp"))
        #expect(
            lines[2].hasPrefix("Căn cứ Thông tư số 15/2025/TT-BNV ngày 04 tháng 8 năm 2025 của Bộ trưởng Bộ Nội vụ về"))
        let commune = LegalBases.lines(for: issuer(.commune, "1", "Xã Phong Quang"), on: day, lawbook: lawbook)
        #expect(commune.count == 4)
        #expect(commune[1].hasPrefix("Căn cứ Nghị định số 129/2025/NĐ-CP"))
        let before = LegalBases.lines(
            for: issuer(.province, "19", "Tỉnh Thái Nguyên"), on: CivilDate(year: 2025, month: 6, day: 30)!,
            lawbook: lawbook)
        #expect(before.contains { $0.contains("98/2023/NĐ-CP") })
        #expect(!before.contains { $0.contains("152/2025") })
    }

    @Test func `certificate codes use no letters that are mistaken for others`() {
        var generator = SystemRandomNumberGenerator()
        let codes = (0..<2000).map { _ in CertificateCode.make(using: &generator) }
        #expect(Set(codes).count == codes.count)
        #expect(codes.allSatisfy { $0.count == 12 && $0.hasPrefix("BV-") })
        #expect(!codes.contains { code in code.dropFirst(3).contains { "0O1ILl2Z5S8BU".contains($0) } })
    }
}
