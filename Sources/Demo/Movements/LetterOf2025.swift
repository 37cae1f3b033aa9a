import Domain
import Law
import Primitives

/// What the letter of January 2025 set going: the movement with its theme and legal bases, and the seven movements it names.
///
/// The letter leaves its own number and day blank; the day of launching here is a convention.
struct LetterOf2025: Sendable {
    struct Read: Sendable {
        let movementID: ID<Movement>
        let unitID: ID<Unit>
        let at: Instant
    }

    private(set) var movements: [Movement] = []
    private(set) var responses: [MovementResponse] = []
    private(set) var reads: [Read] = []
    /// Invented, except that the letter asks for drives and reviews.
    private(set) var drives: [MovementDrive] = []
    private(set) var reviews: [MovementReview] = []

    static let theme =
        "Đảng bộ, Chính quyền và Nhân dân các dân tộc tỉnh Bắc Kạn ra sức thi đua, quyết tâm phấn đấu hoàn thành và hoàn thành vượt mức các mục tiêu, nhiệm vụ thực hiện Nghị quyết Đại hội Đảng bộ các cấp nhiệm kỳ 2020-2025, hướng tới chào mừng Đại hội Đảng bộ các cấp, Đại hội Thi đua yêu nước và các ngày lễ lớn, sự kiện lịch sử quan trọng trong năm 2025"
    static let document =
        "Công văn của Chủ tịch Ủy ban nhân dân tỉnh Bắc Kạn tháng 01/2025 về triển khai công tác thi đua, khen thưởng năm 2025"

    private static let bases = [
        LegalBasis(
            instrument: "Nghị quyết số 75/NQ-HĐND", issuedOn: day(2024, 12, 9),
            subject: "Kế hoạch phát triển kinh tế - xã hội, đảm bảo quốc phòng và an ninh năm 2025"),
        LegalBasis(
            instrument: "Quyết định số 66/QĐ-UBND", issuedOn: day(2021, 1, 15),
            subject:
                "Chương trình hành động thực hiện Kế hoạch phát triển kinh tế - xã hội, đảm bảo quốc phòng - an ninh 5 năm giai đoạn 2021-2025"
        ),
        LegalBasis(
            instrument: "Quyết định số 2199/QĐ-UBND", issuedOn: day(2024, 12, 10),
            subject: "Giao chỉ tiêu kế hoạch phát triển kinh tế - xã hội và dự toán ngân sách năm 2025"),
        LegalBasis(
            instrument: "Quyết định số 2228/QĐ-UBND", issuedOn: day(2024, 12, 16),
            subject:
                "Chương trình hành động thực hiện Kế hoạch phát triển kinh tế - xã hội, đảm bảo quốc phòng - an ninh năm 2025"
        ),
        LegalBasis(
            instrument: "Kế hoạch số 645/KH-UBND", issuedOn: day(2024, 9, 25),
            subject:
                "Đợt thi đua đặc biệt lập thành tích chào mừng các ngày lễ lớn, sự kiện lịch sử quan trọng trong năm 2025"
        ),
        LegalBasis(
            instrument: "Chỉ thị số 41-CT/TW của Bộ Chính trị", issuedOn: day(2024, 12, 26),
            subject: "Tăng cường sự lãnh đạo của Đảng đối với công tác thi đua, khen thưởng trong tình hình mới"),
    ]

    private static let criteria = [
        MovementCriterion(
            subject: .collective, text: "Hoàn thành và hoàn thành vượt mức các chỉ tiêu kế hoạch năm 2025 được giao."),
        MovementCriterion(
            subject: .collective,
            text:
                "Có đợt thi đua riêng để giải quyết khâu yếu, việc khó; hoàn thành công trình đúng tiến độ, bảo đảm chất lượng."
        ),
        MovementCriterion(
            subject: .individual,
            text:
                "Có sáng kiến, việc làm tốt góp phần giải quyết vấn đề bức xúc, phục vụ người dân, doanh nghiệp; ưu tiên người lao động trực tiếp."
        ),
        MovementCriterion(
            subject: .household,
            text: "Góp công sức, đất đai, tài sản cho xóa nhà tạm, nhà dột nát và xây dựng nông thôn mới."),
    ]

    private static let named: [(name: String, level: CompetenceLevel)] = [
        ("Chung tay xóa nhà tạm, nhà dột nát trên địa bàn tỉnh Bắc Kạn trong năm 2025", .province),
        ("Bắc Kạn chung sức xây dựng nông thôn mới", .province),
        ("Bắc Kạn chung tay vì người nghèo - không để ai bị bỏ lại phía sau", .province),
        ("Bắc Kạn đẩy mạnh chương trình chuyển đổi số", .province),
        ("Đẩy mạnh phát triển kết cấu hạ tầng đồng bộ, hiện đại; thực hành tiết kiệm, chống lãng phí", .government),
        ("Cán bộ, công chức, viên chức thi đua thực hiện văn hóa công sở", .government),
        ("Cả nước thi đua xây dựng xã hội học tập, đẩy mạnh học tập suốt đời", .government),
    ]

    init(units: DemoUnits, accounts: DemoAccounts) throws {
        var random = SeededGenerator(seed: 5)
        let launchedAt = Instant(day(2025, 1, 15), hour: 8)
        // Those who would receive it today: the units that followed the letter's addressees, which ended on 30 June 2025.
        let addressees = units.departments + units.bacKanCommunes + units.enterprises
        let specialist = try accounts.actor("chuyenvien.snv").accountID
        let main = Movement(
            id: random.id(), name: "Phong trào thi đua yêu nước năm 2025 của tỉnh Bắc Kạn", theme: Self.theme,
            form: .regular,
            state: .launched, launchingUnitID: units.formerProvince, scope: .province, level: .province,
            startsOn: day(2025, 1, 15),
            endsOn: day(2025, 12, 31),
            goals:
                "Tạo khí thế thi đua sôi nổi trong toàn tỉnh, phấn đấu hoàn thành và hoàn thành vượt mức các chỉ tiêu kinh tế - xã hội, quốc phòng, an ninh năm 2025; lập thành tích chào mừng các ngày lễ lớn, Đại hội Đảng bộ các cấp và Đại hội Thi đua yêu nước.",
            document: Self.document, respondBy: day(2025, 12, 31), bases: Self.bases, criteria: Self.criteria,
            addressees: addressees, createdBy: specialist, createdAt: launchedAt, updatedAt: launchedAt,
            launchedAt: launchedAt)
        movements.append(main)
        for (name, level) in Self.named {
            movements.append(
                Movement(
                    id: random.id(), name: name, theme: name, form: .thematic, state: .launched,
                    launchingUnitID: units.formerProvince, scope: level == .province ? .province : .nation,
                    level: level, parentID: level == .province ? main.id : nil,
                    startsOn: day(2025, 1, 15), endsOn: day(2025, 12, 31),
                    goals: level == .government
                        ? "Tiếp tục hưởng ứng phong trào do Trung ương phát động, với nội dung và tiêu chí phù hợp từng cơ quan, đơn vị, địa phương."
                        : "Tiếp tục hưởng ứng phong trào do tỉnh phát động; xây dựng kế hoạch và đợt thi đua riêng để giải quyết khâu yếu, việc khó.",
                    document: Self.document, bases: [], criteria: [], addressees: addressees, createdBy: specialist,
                    createdAt: launchedAt, updatedAt: launchedAt, launchedAt: launchedAt))
        }
        try respond(to: main, units: units, accounts: accounts, &random)
        try addSpecialDrive(units: units, addressees: addressees, by: specialist, &random)
        addMinistryMovement(units: units, addressees: addressees, by: specialist, &random)
        try addUnitDrives(under: main, units: units, accounts: accounts, &random)
        try addDrives(to: main, units: units, accounts: accounts, &random)
        try addClusterMovement(under: main, units: units, accounts: accounts, &random)
    }

    /// The special drive that the letter names with its plan; of its days the letter says nothing, so they are those of the
    /// other movements of the letter, from the day of the plan on.
    private mutating func addSpecialDrive(
        units: DemoUnits, addressees: [ID<Unit>], by specialist: ID<Account>, _ random: inout SeededGenerator
    ) throws {
        let at = Instant(day(2024, 9, 25), hour: 8)
        movements.append(
            Movement(
                id: random.id(),
                name:
                    "Đợt thi đua đặc biệt lập thành tích chào mừng các ngày lễ lớn, sự kiện lịch sử quan trọng trong năm 2025",
                theme:
                    "Chào mừng Đại hội Đảng bộ các cấp, hướng tới Đại hội đại biểu toàn quốc lần thứ XIV của Đảng",
                form: .thematic, state: .launched, launchingUnitID: units.formerProvince, scope: .province,
                level: .province,
                startsOn: day(2024, 9, 25), endsOn: day(2025, 12, 31),
                goals: "Lập thành tích chào mừng các ngày lễ lớn, sự kiện lịch sử quan trọng trong năm 2025.",
                document: "Kế hoạch số 645/KH-UBND ngày 25/9/2024 của Ủy ban nhân dân tỉnh", addressees: addressees,
                createdBy: specialist, createdAt: at, updatedAt: at, launchedAt: at))
    }

    /// One of a ministry, which the letter does not name: invented with its ministry, so that its screens have something to show.
    private mutating func addMinistryMovement(
        units: DemoUnits, addressees: [ID<Unit>], by specialist: ID<Account>, _ random: inout SeededGenerator
    ) {
        let at = Instant(day(2025, 2, 10), hour: 9)
        movements.append(
            Movement(
                id: random.id(), name: "Phong trào thi đua của ngành Ví Dụ (hư cấu)",
                theme: "Gần dân, rõ việc, đúng hẹn",
                form: .thematic, state: .launched, launchingUnitID: units.formerProvince, scope: .ministry, level: nil,
                startsOn: day(2025, 2, 10), endsOn: day(2025, 12, 31),
                goals: "Giải quyết thủ tục hành chính đúng hẹn; niêm yết kết quả hằng tháng.",
                launcher: "Bộ trưởng Bộ Ví Dụ (hư cấu)", isInvented: true,
                document: "Quyết định số 01/QĐ-BVD ngày 03/02/2025 (hư cấu)", addressees: addressees,
                createdBy: specialist, createdAt: at, updatedAt: at, launchedAt: at))
    }

    /// One of the cluster of Phong Quang: invented like the cluster, and answered by one of its members.
    private mutating func addClusterMovement(
        under main: Movement, units: DemoUnits, accounts: DemoAccounts, _ random: inout SeededGenerator
    ) throws {
        let (ours, answering) = (try units.unit("01849"), try units.unit("01840"))
        guard let made = try DemoDivision(units).current.first(where: { $0.members.contains(ours) }) else { return }
        let at = Instant(day(2025, 10, 1), hour: 9)
        let movement = Movement(
            id: random.id(), name: "Mỗi xã, phường một việc khó (hư cấu)", theme: "Cùng làm, cùng tiến",
            form: .thematic,
            state: .launched, launchingUnitID: units.province, scope: .cluster, level: nil,
            clusterID: made.cluster.id, parentID: main.id, startsOn: day(2025, 10, 1), endsOn: day(2025, 12, 31),
            goals: "Mỗi đơn vị chọn một việc khó, làm xong trong quý IV và báo cáo trước cụm.",
            launcher: made.cluster.name, isInvented: true, document: "",
            criteria: [MovementCriterion(subject: .collective, text: "Làm xong việc khó đã đăng ký")],
            addressees: made.members, createdBy: try accounts.actor("chuyenvien.snv").accountID, createdAt: at,
            updatedAt: at, launchedAt: at)
        movements.append(movement)
        guard made.members.contains(answering) else { return }
        let answeredAt = Instant(day(2025, 10, 9), hour: 10)
        responses.append(
            MovementResponse(
                id: random.id(), movementID: movement.id, unitID: answering,
                plan: "Dọn hết điểm rác tồn ven suối trước ngày 15/12/2025 (hư cấu).", subjects: "Bốn tổ dân phố",
                registeredPeople: random.number(20...60), registeredCollectives: 4,
                respondedBy: try accounts.officer(of: "01840").accountID, respondedAt: answeredAt))
        reads.append(Read(movementID: movement.id, unitID: answering, at: answeredAt - .seconds(3600)))
    }

    /// Drives that units opened for their weak points: all invented, one of them closed and one taken up again.
    private mutating func addUnitDrives(
        under main: Movement, units: DemoUnits, accounts: DemoAccounts, _ random: inout SeededGenerator
    ) throws {
        let wanted: [(code: String, name: String, weak: String, result: String, from: CivilDate, until: CivilDate)] = [
            (
                "01840", "Đợt thi đua 60 ngày sạch đường, đẹp phố",
                "Rác tồn ở bốn tổ dân phố ven suối; lịch thu gom chưa đều",
                "Bốn tổ dân phố có lịch thu gom cố định, không còn điểm rác tồn sau 60 ngày", day(2025, 8, 1),
                day(2025, 9, 29)
            ),
            (
                "SYT", "Đợt thi đua giảm giờ chờ khám", "Người bệnh chờ lâu vào sáng thứ Hai ở các trạm đông",
                "Thời gian chờ trung bình sáng thứ Hai giảm một nửa trước ngày 31/12/2025", day(2025, 9, 1),
                day(2025, 12, 31)
            ),
            (
                "02020", "Đợt thi đua trả kết quả trước hẹn", "Hồ sơ đất đai hay trả sát hạn hoặc quá hạn",
                "Từ tháng 10/2025 không còn hồ sơ đất đai quá hạn", day(2025, 9, 15), day(2025, 11, 30)
            ),
        ]
        for (index, drive) in wanted.enumerated() {
            let unitID = try units.unit(drive.code)
            let officer = try accounts.officer(of: drive.code).accountID
            let at = Instant(drive.from, hour: 8)
            let closedAt = index == 0 ? Instant(day(2025, 10, 6), hour: 15) : nil
            let result =
                "Bốn tổ dân phố đã có lịch thu gom cố định; hai điểm rác tồn cuối cùng được dọn ngày 27/9/2025."
            let movement = Movement(
                id: random.id(), name: drive.name, theme: "Dồn sức cho khâu yếu, việc khó", form: .thematic,
                state: closedAt == nil ? .launched : .closed, launchingUnitID: unitID, scope: .unit, level: .unit,
                parentID: main.id,
                startsOn: drive.from, endsOn: index == 2 ? day(2025, 12, 20) : drive.until,
                goals: "Giải quyết dứt điểm một khâu yếu của \(lowered(units.name(of: unitID))).",
                measures: "Giao việc theo tuần, kiểm tra thứ Sáu hằng tuần.", weakPoint: drive.weak,
                wantedResult: drive.result, isInvented: true, document: "",
                criteria: [MovementCriterion(subject: .collective, text: drive.result)], createdBy: officer,
                createdAt: at, updatedAt: at, launchedAt: at, closedAt: closedAt,
                reopenedAt: index == 2 ? Instant(day(2025, 12, 2), hour: 9) : nil,
                summary: closedAt == nil ? "" : result)
            movements.append(movement)
            if index != 1 {
                reviews.append(
                    MovementReview(
                        id: random.id(), movementID: movement.id, unitID: unitID, stage: .final,
                        results: index == 0 ? result : "Hồ sơ đất đai quá hạn giảm còn hai hồ sơ trong tháng 11/2025.",
                        people: random.number(20...80), collectives: random.number(2...6),
                        weaknesses: "Vài tổ làm chậm trong tuần đầu do chưa phân công rõ.",
                        lessons: "Việc nào cũng cần một người chịu trách nhiệm và một ngày xong.",
                        proposals: "Đề nghị thủ trưởng đơn vị khen hai tập thể nhỏ.", writtenBy: officer,
                        writtenAt: closedAt ?? Instant(day(2025, 12, 1), hour: 10)))
            }
        }
    }

    /// Three drives of the movement of the year, with the reviews of those units that answer for themselves. Invented.
    private mutating func addDrives(
        to movement: Movement, units: DemoUnits, accounts: DemoAccounts, _ random: inout SeededGenerator
    ) throws {
        let wanted: [(name: String, from: CivilDate, until: CivilDate)] = [
            ("Đợt 1", day(2025, 1, 15), day(2025, 5, 19)), ("Đợt 2", day(2025, 5, 20), day(2025, 9, 2)),
            ("Đợt 3", day(2025, 9, 3), day(2025, 12, 31)),
        ]
        for drive in wanted {
            drives.append(
                MovementDrive(
                    id: random.id(), movementID: movement.id, name: "\(drive.name) (hư cấu)", startsOn: drive.from,
                    endsOn: drive.until,
                    goals:
                        "Dồn sức hoàn thành phần chỉ tiêu của \(drive.name.lowercased()), lập thành tích chào mừng các ngày lễ lớn."
                ))
        }
        for (place, code) in ["01840", "02020", "02155", "SYT", "SGDDT", "SNNMT"].enumerated() {
            for (index, drive) in drives.prefix(2).enumerated() where place + index < 6 {
                reviews.append(
                    MovementReview(
                        id: random.id(), movementID: movement.id, unitID: try units.unit(code), stage: .drive(drive.id),
                        results: "Hoàn thành \(random.number(88...104)) % phần việc của đợt.",
                        people: random.number(12...160), collectives: random.number(2...14),
                        weaknesses: index == 0 ? "Giải ngân chậm ở quý đầu." : "",
                        lessons: "Giao chỉ tiêu theo tháng, kiểm tra ngay trong tháng.",
                        writtenBy: try accounts.officer(of: code).accountID,
                        writtenAt: Instant(drive.endsOn, hour: random.number(8...16)) + .seconds(86_400 * 5)))
            }
        }
    }

    /// Units that have answered. Phong Quang has not: whoever presents answers in its name.
    private mutating func respond(
        to movement: Movement, units: DemoUnits, accounts: DemoAccounts, _ random: inout SeededGenerator
    ) throws {
        let answering = [
            "01840", "01843", "01906", "01912", "01936", "01954", "02014", "02020", "02086", "02155", "SYT", "SGDDT",
            "SNNMT",
            "HPN", "DTN", "DN01",
        ]
        for code in answering {
            let unitID = try units.unit(code)
            let respondedAt = Instant(
                day(2025, random.number(7...9), random.number(2...28)), hour: random.number(8...16))
            responses.append(
                MovementResponse(
                    id: random.id(), movementID: movement.id, unitID: unitID,
                    plan:
                        "Phát động đợt thi đua riêng của \(lowered(units.name(of: unitID))); giao chỉ tiêu cho từng bộ phận, kiểm tra hằng tháng, tổng kết trước ngày 15/12/2025.",
                    subjects: "Toàn thể cán bộ, công chức, viên chức, người lao động và người dân trên địa bàn",
                    registeredPeople: random.number(12...160), registeredCollectives: random.number(2...14),
                    respondedBy: try accounts.officer(of: code).accountID, respondedAt: respondedAt))
            reads.append(Read(movementID: movement.id, unitID: unitID, at: respondedAt - .seconds(3600)))
        }
        for code in ["01849", "01864", "STC", "SXD", "02044"] {
            reads.append(
                Read(
                    movementID: movement.id, unitID: try units.unit(code),
                    at: Instant(day(2025, 7, random.number(7...25)), hour: random.number(8...16))))
        }
    }
}
