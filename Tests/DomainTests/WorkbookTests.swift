import Foundation
import Primitives
import Testing

@testable import Domain

/// Lists that come as Excel files.
@Suite struct WorkbookTests {
    /// Two sheets, of which the first is the second part; shared texts with looks and readings, numbers, a formula, texts within
    /// the cell, a row that is left out and one without its number.
    private static let file = """
        UEsDBBQAAAAIAAAAIVoD0RfEnAAAAMQAAAATAAAAW0NvbnRlbnRfVHlwZXNdLnhtbCWOSw6DMAxE9z1F5D2EdlFVFYFFPyegB7CC+ajBiYhb\
        we0bytLzZsZT1svk1JfmOHo2cMwLUMTWtyP3Bl7NM7uAioLcovNMBlaKUFeHslkDRZXCHA0MIuGqdbQDTRhzH4gT6fw8oaRz7nVA+8ae9Kko\
        ztp6FmLJZOuAqrxThx8n6rEkeR+S4qBuu297ZQBDcKNFSVhvVFel/o+oflBLAwQUAAAACAAAACFad+7kdHEAAAClAAAADwAAAHhsL3dvcmti\
        b29rLnhtbLOxr8jNUShLLSrOzM+zVTLUM1Cyt7Mpzy/KTsrPz1YASuYVWxXZKmWUlBRY6etXKNnZFGekppYUQ2mFvMTcVFsl54zMRCUFsIhn\
        iq2SsZJCkVUmkFHkmWKupI+qNjixFEmpIZJSQ5BSfZj5+jBX2AEAUEsDBBQAAAAIAAAAIVphVxHQUAAAAJMAAAAaAAAAeGwvX3JlbHMvd29y\
        a2Jvb2sueG1sLnJlbHOzCUrNSSzJzM8rzsgsKLazQeYqeKbYKhV5phgqKYQkFqWnltgqlecXZRdnpKaWFOuDKSO9itwcJX00fTDV+hU5+ug6\
        DME6YEabg/Tqo7oBAFBLAwQUAAAACAAAACFawfayT6kAAAAfAQAAFAAAAHhsL3NoYXJlZFN0cmluZ3MueG1ssykuLrGzKc60symx8z28WOHI\
        xGML8xTKHu7uttEHSuiDZCCyRybgknF+uHtpro5CdsbD3RMz0SUNDC1MDNAFAzKObXi4e25eusKRCQ93r0xWiCg9vCgPq7kKJRmZQFeVJioU\
        A41XMERVVARSFwF0N0S4CCKiUJGbY1VckJicaqtUUJRanFpUlqoEtDQfaGFgaWJeOkJ1QAbIhKSHu/uhYiABsPH6oJABAFBLAwQUAAAACAAA\
        ACFaPgMM6SgBAABqAgAAGAAAAHhsL3dvcmtzaGVldHMvc2hlZXQxLnhtbHWSPW6DMBiGr+I4Eht1+El/wDii0KljukUZ3IgoqGAodgk9Qeee\
        oFPHnoDTcJPahCIHpZN/Hr3f84KMV02egTqpeFqwAFpXC7gieGaaQHTtRwnEoWt/gGkS3HjHonrhhyQRQGYY95oAvkMF+suYCqoOVXEElZwk\
        yU5tQgsCEUAuzzVZYFQTjHYDu9eZdc4indkjQ71BE9mjyNYCzkSkM3ci0tnyf5ELAS8p4/LbPGeUuqfut+7dxOhqU68nxoGJStI9CS2D5qUP\
        jUz4EKO9SjzK//6ZAuP1rRA+PS3AmNs3jm/MmwfHv9xTCeTklGUpS9b9/JQTLMi6a79ArwHPlGEkZFCRvhMaesVLeDmNZ5soDp/CDY669jsn\
        2y05H/FXAp09BqS9GfILUEsDBBQAAAAIAAAAIVrc73sYOgAAAFUAAAAYAAAAeGwvd29ya3NoZWV0cy9zaGVldDIueG1ssynPL8ouzkhNLbGz\
        AVMuiSWJdjZF+eUKRbZKhkp2NskghiOIVWZnaKNfZmejnwzEQBVAEkmLPsIkAFBLAQIUAxQAAAAIAAAAIVoD0RfEnAAAAMQAAAATAAAAAAAA\
        AAAAAACAAQAAAABbQ29udGVudF9UeXBlc10ueG1sUEsBAhQDFAAAAAgAAAAhWnfu5HRxAAAApQAAAA8AAAAAAAAAAAAAAIABzQAAAHhsL3dv\
        cmtib29rLnhtbFBLAQIUAxQAAAAIAAAAIVphVxHQUAAAAJMAAAAaAAAAAAAAAAAAAACAAWsBAAB4bC9fcmVscy93b3JrYm9vay54bWwucmVs\
        c1BLAQIUAxQAAAAIAAAAIVrB9rJPqQAAAB8BAAAUAAAAAAAAAAAAAACAAfMBAAB4bC9zaGFyZWRTdHJpbmdzLnhtbFBLAQIUAxQAAAAIAAAA\
        IVo+AwzpKAEAAGoCAAAYAAAAAAAAAAAAAACAAc4CAAB4bC93b3Jrc2hlZXRzL3NoZWV0MS54bWxQSwECFAMUAAAACAAAACFa3O97GDoAAABV\
        AAAAGAAAAAAAAAAAAAAAgAEsBAAAeGwvd29ya3NoZWV0cy9zaGVldDIueG1sUEsFBgAAAAAGAAYAlAEAAJwEAAAAAA==
        """

    private static func bytes() throws -> [UInt8] { [UInt8](try #require(Data(base64Encoded: file))) }

    @Test func `the first sheet is read cell by cell, with blank rows where the sheet has them`() throws {
        let bytes = try Self.bytes()
        #expect(try FileCheck.kind(of: bytes, named: "chia.xlsx") == .xlsx)
        let book = try #require(Workbook(bytes))
        #expect(
            book.rows == [
                ["Mã đơn vị", "Đơn vị", "Cụm, khối"], ["01840", "Phường Đức Xuân", "Cụm thi đua số 1"], [],
                ["1849", "Xã Phong Quang", "Khối \"a\" đã"], ["Sở & ban", "", "", "<Cụm>"],
            ])
        let table = try DelimitedText(reading: book.delimited)
        #expect(table.rows.map(\.line) == [1, 2, 4, 5])
        #expect(table.rows.map(\.values) == book.rows.filter { !$0.isEmpty })
    }

    @Test func `a file that was cut off or damaged is refused or read, and nothing else`() throws {
        let bytes = try Self.bytes()
        for length in 0..<bytes.count { #expect(Workbook(Array(bytes[..<length])) == nil) }
        for place in bytes.indices {
            for flip in [1, 0x80, 0xFF] as [UInt8] {
                var damaged = bytes
                damaged[place] ^= flip
                _ = Workbook(damaged)
            }
        }
    }

    @Test func `what would unpack to more than allowed is not unpacked`() throws {
        // 1,000 times "a": a literal, then copies of it.
        let packed: [UInt8] = [0x4B, 0x4C, 0x1C, 0x05, 0xA3, 0x60, 0x14, 0x0C, 0x77, 0x00, 0x00]
        #expect(try Inflate.unpack(packed[...], limit: 1000) == Array(repeating: UInt8(ascii: "a"), count: 1000))
        #expect(throws: Inflate.Failure.tooLong) { try Inflate.unpack(packed[...], limit: 999) }
        #expect(throws: Inflate.Failure.broken) { try Inflate.unpack(packed[..<6], limit: 1000) }
    }

    @Test func `a division is read in any order of its columns, and says what is wrong where`() throws {
        let file = try DivisionFile(
            reading: "cụm, khối;ghi chú;đơn vị;mã đơn vị\nx;y;z;1\n".replacing("cụm, khối", with: "\"Cụm, khối\"")
                + ";;Xã A;\n\nKhối 1;;;\n")
        #expect(file.rows.map(\.line) == [2, 3])
        #expect(file.rows.map(\.unitCode) == ["1", ""] && file.rows.map(\.unitName) == ["z", "Xã A"])
        #expect(file.rows.map(\.cluster) == ["x", ""])
        #expect(file.faults.map(\.text) == ["Dòng 5, cột Đơn vị: để trống. Ghi mã hoặc tên đơn vị."])
        let wrong = #expect(throws: Problem.self) { try DivisionFile(reading: "Đơn vị,Cụm\na,b\n") }
        #expect(wrong?.fields.first?.message.contains("thiếu cột “Mã đơn vị”, “Cụm, khối”") == true)
        #expect(throws: Problem.self) { try DivisionFile(reading: "Mã đơn vị,Đơn vị,\"Cụm, khối\"\n") }
    }
}
