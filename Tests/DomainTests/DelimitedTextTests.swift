import Domain
import Primitives
import Testing

@Suite struct DelimitedTextTests {
    private func values(_ text: String) throws -> [[String]] { try DelimitedText(reading: text).rows.map(\.values) }

    @Test func `Quotes hold separators, quotes and line breaks`() throws {
        #expect(
            try values("a,b\r\n\"x,1\",\"he said \"\"yes\"\"\"\r\n\"two\r\nlines\",z\r\n") == [
                ["a", "b"], ["x,1", "he said \"yes\""], ["two\r\nlines", "z"],
            ])
    }

    @Test func `The mark of a spreadsheet and every kind of line end are understood`() throws {
        #expect(try values("\u{FEFF}a,b\n1,2\r3,4\r\n5,6") == [["a", "b"], ["1", "2"], ["3", "4"], ["5", "6"]])
    }

    @Test func `A semicolon parts values when the header says so`() throws {
        let table = try DelimitedText(reading: "a;b\n1,5;\"x;y\"\n")
        #expect(table.separator == ";")
        #expect(table.rows.map(\.values) == [["a", "b"], ["1,5", "x;y"]])
    }

    @Test func `Semicolons inside a value do not change the separator`() throws {
        let table = try DelimitedText(reading: "a,b\n1;2;3,x\n")
        #expect(table.separator == ",")
        #expect(table.rows[1].values == ["1;2;3", "x"])
    }

    @Test func `Empty values and empty lines are told apart`() throws {
        let table = try DelimitedText(reading: "a,b\n,\n\n,x\n\"\",y")
        #expect(table.rows.map(\.values) == [["a", "b"], ["", "x"], ["", "y"]])
        #expect(table.rows.map(\.line) == [1, 4, 5])
    }

    @Test func `Lines are counted through quoted line breaks`() throws {
        #expect(try DelimitedText(reading: "a\n\"1\n2\n3\"\nx").rows.map(\.line) == [1, 2, 5])
    }

    @Test func `Broken quotes are named with their line`() {
        #expect(throws: DelimitedText.Fault.openQuote(line: 2)) { try DelimitedText(reading: "a,b\n\"x,1\n2,3\n") }
        #expect(throws: DelimitedText.Fault.textAfterQuote(line: 2)) { try DelimitedText(reading: "a,b\n\"x\"y,1\n") }
    }

    @Test func `A letter with a combining mark after a quote is kept whole`() throws {
        #expect(try values("\"e\u{0301}\",\u{0300}x") == [["e\u{0301}", "\u{0300}x"]])
    }
}

@Suite struct UnitFileTests {
    private static let header = UnitFile.beforeHeader.joined(separator: ",") + "\n"

    private func faults(_ row: String) throws -> [String] {
        try UnitFile(reading: Self.header + row).faults.map(\.text)
    }

    @Test func `Mã mất số 0 ở đầu được chỉ rõ từng ô`() throws {
        let found = try faults("6,Tỉnh Bắc Kạn,058,Thành phố Bắc Kạn,1834,Phường A,01840,Phường B")
        #expect(found.count == 2)
        #expect(found.first?.hasPrefix("Dòng 2, cột province_code: mã “6” thiếu chữ số, cần đủ 2.") == true)
        #expect(found.last?.hasPrefix("Dòng 2, cột commune_code: mã “1834” thiếu chữ số, cần đủ 5.") == true)
    }

    @Test func `Một xã ghi hai lần bị báo cùng dòng trước`() throws {
        let row = "06,Tỉnh Bắc Kạn,058,Thành phố Bắc Kạn,01834,Phường A,01840,Phường B\n"
        #expect(
            try faults(row + row) == ["Dòng 3, cột commune_code: mã 01834 đã có ở dòng 2. Mỗi đơn vị chỉ ghi một dòng."]
        )
    }

    @Test func `Số tên kế tục phải bằng số mã kế tục`() throws {
        #expect(
            try faults("06,Tỉnh Bắc Kạn,058,Thành phố Bắc Kạn,01834,Phường A,01840;01843,Phường B")
                == ["Dòng 2, cột successors: có 1 tên nhưng cột successor_codes có 2 mã."])
    }

    @Test func `Dòng thiếu ô bị báo cả dòng`() throws {
        #expect(try faults("06,Tỉnh Bắc Kạn").first?.hasPrefix("Dòng 2: có 2 ô, mẫu cần 8 ô.") == true)
    }

    @Test func `Cột theo thứ tự khác vẫn đọc được`() throws {
        let file = try UnitFile(
            reading: "kind,commune,commune_code,province,province_code\nXã,Xã Phong Quang,01849,Tỉnh Thái Nguyên,19\n")
        guard case .from(let rows) = file.rows else {
            Issue.record("not recognised")
            return
        }
        #expect(rows.map(\.name) == ["Xã Phong Quang"])
        #expect(rows.map(\.provinceCode) == ["19"])
    }

    @Test func `Loại phải khớp với tên`() throws {
        let file = try UnitFile(
            reading: UnitFile.fromHeader.joined(separator: ",") + "\n19,Tỉnh Thái Nguyên,01849,Xã Phong Quang,Phường\n")
        #expect(file.faults.map(\.text) == ["Dòng 2, cột kind: loại “Phường” không khớp với tên “Xã Phong Quang”."])
    }

    @Test(arguments: ["", "a,b\n1,2\n", "\u{FEFF}\n\n", "province_code,province,commune_code,commune,kind\n"])
    func `Tệp không đúng mẫu bị từ chối ngay tại ô chọn tệp`(text: String) {
        #expect {
            _ = try UnitFile(reading: text)
        } throws: { error in
            (error as? Problem)?.code == .invalid && (error as? Problem)?.fields.map(\.field) == ["tep"]
        }
    }
}
