import Domain
import Law
import Primitives

/// The council of the province with seventeen members, and those of three communes with seven. All members are invented.
struct DemoCouncils: Sendable {
    struct Row: Sendable {
        let council: Council
        let document: String
        let accounts: [ID<CouncilMember>: ID<Account>]
    }

    private(set) var rows: [Row] = []
    static let from = day(2025, 7, 15)

    init(units: DemoUnits, accounts: DemoAccounts, names: InventedNames) throws {
        var random = SeededGenerator(seed: 7)
        let chairman = try accounts.actor("chutich")
        let leader = try accounts.actor("lanhdao.snv")
        let member = try accounts.actor("uyvien")
        let secretary = try accounts.actor("thuky")
        typealias Seat = (position: String, role: CouncilMember.Role, actor: Actor?)
        var seats: [Seat] = [
            ("Chủ tịch Ủy ban nhân dân tỉnh", .chair, chairman),
            ("Lãnh đạo Sở Nội vụ", .deputy, leader),
            ("Phó Chủ tịch Ủy ban nhân dân tỉnh", .deputy, nil),
            ("Phó Chủ tịch Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", .deputy, nil),
            ("Phó Chủ tịch Liên đoàn Lao động tỉnh", .deputy, nil),
            ("Lãnh đạo Ban Tổ chức Tỉnh ủy", .member, member),
        ]
        for place in [
            "Ban Tuyên giáo và Dân vận Tỉnh ủy", "Văn phòng Ủy ban nhân dân tỉnh", "Sở Tài chính",
            "Sở Giáo dục và Đào tạo",
            "Sở Y tế", "Sở Nông nghiệp và Môi trường", "Hội Liên hiệp Phụ nữ tỉnh", "Tỉnh đoàn", "Công an tỉnh",
            "Bộ Chỉ huy Quân sự tỉnh",
        ] {
            seats.append(("Lãnh đạo \(place)", .member, nil))
        }
        seats.append(("Trưởng phòng Thi đua - Khen thưởng, Sở Nội vụ", .secretary, secretary))
        add(
            "Hội đồng Thi đua - Khen thưởng tỉnh Thái Nguyên", of: units.province, seats,
            document: "Quyết định số 1215/QĐ-UBND ngày 15/7/2025", names: names, &random)
        for (code, number) in [("01849", 38), ("01840", 42), ("02020", 51)] {
            let unitID = try units.unit(code)
            let name = lowered(units.name(of: unitID))
            let officer = try accounts.officer(of: code)
            let head = try? accounts.actor(code == "01849" ? "thutruong.phongquang" : "thutruong.ducxuan")
            let seats: [Seat] = [
                ("Chủ tịch Ủy ban nhân dân \(name)", .chair, code == "02020" ? nil : head),
                ("Phó Chủ tịch Ủy ban nhân dân \(name)", .deputy, nil),
                ("Chủ tịch Ủy ban Mặt trận Tổ quốc \(name)", .member, nil),
                ("Chánh Văn phòng HĐND và UBND \(name)", .member, nil),
                ("Trưởng phòng Phòng Kinh tế", .member, nil),
                ("Chủ tịch Hội Liên hiệp Phụ nữ \(name)", .member, nil),
                ("Chuyên viên Phòng Văn hóa - Xã hội", .secretary, officer),
            ]
            add(
                "Hội đồng Thi đua - Khen thưởng \(name)", of: unitID, seats,
                document: "Quyết định số \(number)/QĐ-UBND ngày 15/7/2025", names: names, &random)
        }
    }

    private mutating func add(
        _ name: String, of unitID: ID<Unit>, _ seats: [(position: String, role: CouncilMember.Role, actor: Actor?)],
        document: String, names: InventedNames, _ random: inout SeededGenerator
    ) {
        var accounts: [ID<CouncilMember>: ID<Account>] = [:]
        var taken: Set<String> = []
        var members: [CouncilMember] = []
        for (position, role, actor) in seats {
            var memberName = actor?.name
            while memberName == nil {
                let drawn = names.next(random.chance(35) ? .female : .male, inBacKan: true, using: &random).name
                if taken.insert(drawn).inserted { memberName = drawn }
            }
            let id: ID<CouncilMember> = random.id()
            accounts[id] = actor?.accountID
            members.append(CouncilMember(id: id, name: memberName ?? "", position: position, role: role))
        }
        rows.append(
            Row(
                council: Council(id: random.id(), unitID: unitID, name: name, members: members), document: document,
                accounts: accounts))
    }
}
