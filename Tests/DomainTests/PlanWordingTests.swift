import Domain
import Primitives
import Testing

/// What square brackets in the texts of a plan become, and the words of letterhead and signature.
@Suite struct PlanWordingTests {
    private func day(_ text: String) throws -> CivilDate { try #require(CivilDate(iso: text)) }

    private func content() throws -> PlanContent {
        var content = PlanContent()
        content.theme = "Đoàn kết, sáng tạo"
        content.movements = ["Chung tay xóa nhà tạm", "Chuyển đổi số"]
        content.bases = [
            PlanBasis(
                instrument: "Nghị quyết số 75/NQ-HĐND", issuedOn: try day("2024-12-09"), issuer: "HĐND tỉnh",
                subject: "về kế hoạch năm 2025"),
            PlanBasis(instrument: "Quyết định số 66/QĐ-UBND", issuedOn: try day("2021-01-15")),
        ]
        return content
    }

    @Test func `căn cứ, chủ đề và phong trào trong ngoặc vuông được viết đầy đủ`() throws {
        let wording = PlanWording(try content())
        #expect(
            wording.runs("Bám sát [75/NQ-HĐND], phát động [chủ đề]; hưởng ứng [phong trào].") == [
                TextRun(
                    "Bám sát Nghị quyết số 75/NQ-HĐND ngày 09/12/2024 của HĐND tỉnh về kế hoạch năm 2025, phát động "),
                TextRun("“Đoàn kết, sáng tạo”", isBold: true),
                TextRun("; hưởng ứng “Chung tay xóa nhà tạm”, “Chuyển đổi số”."),
            ])
        #expect(wording.runs("Theo [66/qđ-ubnd]") == [TextRun("Theo Quyết định số 66/QĐ-UBND ngày 15/01/2021")])
        #expect(wording.unknownReferences(in: "[75/NQ-HĐND] [76/NQ-HĐND] [Chủ đề]") == ["76/NQ-HĐND"])
        // Open brackets and what names nothing stay as typed.
        #expect(wording.runs("a [b") == [TextRun("a [b")])
        #expect(wording.runs("[9/X]") == [TextRun("[9/X]")])
    }

    @Test func `căn cứ không dẫn trong câu đứng ở đầu công văn`() throws {
        var content = try content()
        content.sections = [
            PlanSection(heading: "Một", tasks: [PlanTask(id: ID(rawValue: "1"), text: "Theo [66/QĐ-UBND]")])
        ]
        let wording = PlanWording(content)
        #expect(wording.unwovenBases.map(\.instrument) == ["Nghị quyết số 75/NQ-HĐND"])
        #expect(!wording.weavesTheme && !wording.weavesMovements)
        content.opening = "[phong trào] và [chủ đề]"
        #expect(PlanWording(content).weavesTheme && PlanWording(content).weavesMovements)
    }

    @Test(
        arguments: [
            (Unit.Kind.province, "Tỉnh Bắc Kạn", nil, ["ỦY BAN NHÂN DÂN", "TỈNH BẮC KẠN"], "CHỦ TỊCH", "UBND"),
            (.commune, "Xã Phong Quang", nil, ["ỦY BAN NHÂN DÂN", "XÃ PHONG QUANG"], "CHỦ TỊCH", "UBND"),
            (.department, "Sở Y tế", "ỦY BAN NHÂN DÂN TỈNH BẮC KẠN", ["SỞ Y TẾ"], "GIÁM ĐỐC", "X"),
            (.enterprise, "Công ty Ví Dụ", nil, ["CÔNG TY VÍ DỤ"], "GIÁM ĐỐC", "X"),
        ] as [(Unit.Kind, String, String?, [String], String, String)])
    func `tên cơ quan và chức vụ người ký theo loại đơn vị`(
        kind: Unit.Kind, name: String, parent: String?, letterhead: [String], head: String, symbol: String
    ) throws {
        let unit = Unit(
            id: ID(rawValue: "u"), kind: kind, code: "X", name: name, parentID: nil, validFrom: try day("2010-01-01"))
        let issuer = PlanIssuer(unit: unit, parent: nil, provinceName: "Tỉnh Bắc Kạn")
        #expect(issuer.letterheadParent == parent)
        #expect(issuer.letterhead == letterhead)
        #expect(issuer.capacityLines(.head, title: "") == [head])
        #expect(issuer.symbol == symbol)
        #expect(issuer.capacityLines(.deputy, title: "Phó \(head.lowercased())") == ["KT. \(head)", "PHÓ \(head)"])
        #expect(issuer.capacityLines(.order, title: "Chánh Văn phòng") == ["TL. \(head)", "CHÁNH VĂN PHÒNG"])
        #expect(issuer.capacityLines(.authorised, title: "Giám đốc Sở Nội vụ")[0] == "TUQ. \(head)")
    }

    @Test func `thay mặt tập thể ghi TM. trước chức vụ`() throws {
        let unit = Unit(
            id: ID(rawValue: "u"), kind: .province, code: "06", name: "Tỉnh Bắc Kạn", parentID: nil,
            validFrom: try day("2010-01-01"))
        let issuer = PlanIssuer(unit: unit, parent: nil, provinceName: "Tỉnh Bắc Kạn")
        #expect(issuer.capacityLines(.body, title: "") == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"])
        #expect(issuer.name == "Ủy ban nhân dân tỉnh Bắc Kạn")
    }

    @Test func `who may act is one table over states and functions`() throws {
        let (province, commune) = (ID<Unit>(rawValue: "p"), ID<Unit>(rawValue: "c"))
        let unit = Unit(
            id: commune, kind: .commune, code: "1", name: "Xã A", parentID: province, validFrom: try day("2010-01-01"))
        func policy(_ role: Role, at unitID: ID<Unit>) -> PlanPolicy {
            PlanPolicy(
                actor: Actor(accountID: ID(rawValue: "a"), name: "A", grants: [Grant(role, at: unitID)]), unit: unit,
                lineage: Lineage(unitID: commune, ids: [commune, province]))
        }
        func plan(_ state: Plan.State) throws -> Plan {
            let now = Instant(try day("2025-12-05"), hour: 8)
            return Plan(
                id: ID(rawValue: "k"), unitID: commune, year: 2025, state: state, content: PlanContent(),
                createdBy: ID(rawValue: "a"), createdAt: now, updatedAt: now)
        }
        let (officer, head) = (policy(.unitOfficer, at: commune), policy(.unitHead, at: commune))
        #expect(officer.permission(for: .edit, on: try plan(.draft)).isOpen)
        #expect(!officer.permission(for: .edit, on: try plan(.submitted)).isOpen)
        #expect(!officer.permission(for: .approve, on: try plan(.submitted)).isOpen)
        #expect(head.permission(for: .approve, on: try plan(.submitted)).isOpen)
        #expect(!head.permission(for: .approve, on: try plan(.draft)).isOpen)
        #expect(head.permission(for: .send, on: try plan(.approved)).isOpen)
        #expect(!head.permission(for: .send, on: try plan(.submitted)).isOpen)
        for role in [Role.specialist, .leader, .chairman, .councilMember, .administrator] {
            for act in PlanAct.allCases where act != .view {
                for state in Plan.State.allCases {
                    #expect(policy(role, at: province).permission(for: act, on: try plan(state)) == .hidden)
                }
            }
            #expect(policy(role, at: province).permission(for: .view, on: try plan(.draft)) == .hidden)
            #expect(policy(role, at: province).permission(for: .view, on: try plan(.sent)).isOpen)
        }
        #expect(policy(.inspector, at: province).permission(for: .view, on: try plan(.draft)).isOpen)
    }
}
