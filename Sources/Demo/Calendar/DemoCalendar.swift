import Domain
import Primitives

/// The calendar of the letter of January 2025: its eight great days, the congresses and conferences it names, and some invented
/// activities of units.
///
/// The letter gives no day for congresses and conferences, only the year: their days stay open.
struct DemoCalendar: Sendable {
    private(set) var occasions: [Occasion] = []
    private(set) var activities: [Activity] = []
    private(set) var links: [OccasionLink] = []
    let account: ID<Account>

    private static let letter = "Công văn tháng 01/2025 của Chủ tịch Ủy ban nhân dân tỉnh Bắc Kạn"

    /// The founding days as the letter writes them.
    private static let days: [(name: String, since: CivilDate, kind: Occasion.Kind, level: Occasion.Level)] = [
        ("Ngày thành lập Đảng Cộng sản Việt Nam", day(1930, 2, 3), .greatDay, .nation),
        ("Ngày thành lập tỉnh Bắc Kạn", day(1900, 4, 11), .greatDay, .province),
        ("Ngày Giải phóng miền Nam, thống nhất đất nước", day(1975, 4, 30), .greatDay, .nation),
        ("Ngày sinh Chủ tịch Hồ Chí Minh", day(1890, 5, 19), .greatDay, .nation),
        ("Ngày Cách mạng tháng Tám thành công", day(1945, 8, 19), .greatDay, .nation),
        ("Quốc khánh nước Cộng hòa xã hội chủ nghĩa Việt Nam", day(1945, 9, 2), .greatDay, .nation),
        ("Ngày truyền thống Công an nhân dân Việt Nam", day(1945, 8, 19), .traditionDay, .nation),
        ("Ngày hội Toàn dân bảo vệ an ninh Tổ quốc", day(2005, 8, 19), .greatDay, .nation),
    ]

    private static let congresses: [(name: String, kind: Occasion.Kind, level: Occasion.Level)] = [
        ("Đại hội Đảng bộ các cấp", .congress, .province),
        ("Đại hội đại biểu toàn quốc lần thứ XIV của Đảng", .congress, .nation),
        ("Hội nghị điển hình tiên tiến các cấp", .conference, .province),
        ("Đại hội Thi đua yêu nước tỉnh Bắc Kạn lần thứ VI", .congress, .province),
        ("Đại hội Thi đua yêu nước toàn quốc lần thứ XI", .congress, .nation),
    ]

    init(units: DemoUnits, accounts: DemoAccounts, letter: LetterOf2025) throws {
        var random = SeededGenerator(seed: 8)
        let specialist = try accounts.actor("chuyenvien.snv").accountID
        account = specialist
        func occasion(
            _ name: String, _ kind: Occasion.Kind, _ level: Occasion.Level, _ time: Occasion.Time, note: String
        ) -> Occasion {
            Occasion(
                id: random.id(), kind: kind, level: level, unitID: units.province, name: name, time: time, note: note,
                createdBy: specialist, updatedAt: DemoTime.start)
        }
        for entry in Self.days {
            occasions.append(
                occasion(entry.name, entry.kind, entry.level, .yearly(since: entry.since), note: Self.letter))
        }
        let year = OccasionPeriod(startsOn: day(2025, 1, 1), endsOn: day(2025, 12, 31), isOpen: true)
        for entry in Self.congresses {
            occasions.append(
                occasion(
                    entry.name, entry.kind, entry.level, .once(year),
                    note: "\(Self.letter) chỉ nêu năm 2025, chưa nêu ngày."))
        }
        // The letter says of its movement that it greets all of them.
        if let main = letter.movements.first {
            links = occasions.map {
                OccasionLink(occasionID: $0.id, year: 2025, kind: .movement, subjectID: main.id.rawValue)
            }
        }
        try addActivities(units: units, accounts: accounts, letter: letter, &random)
    }

    private mutating func addActivities(
        units: DemoUnits, accounts: DemoAccounts, letter: LetterOf2025, _ random: inout SeededGenerator
    ) throws {
        let movement = letter.movements.first?.id
        func make(
            _ unit: String, _ kind: Activity.Kind, _ name: String, _ from: CivilDate, _ until: CivilDate, place: String,
            expected: Int, state: Activity.State, plan: String
        ) throws -> Activity {
            Activity(
                id: random.id(), kind: kind, name: name, unitID: try units.unit(unit), movementID: movement, plan: plan,
                plannedFrom: from, plannedUntil: until, place: place, expectedParticipants: expected, state: state,
                isInvented: true, createdBy: try accounts.officer(of: unit).accountID, updatedAt: DemoTime.start)
        }
        var volleyball = try make(
            "01849", .sports, "Giải bóng chuyền hơi các thôn chào mừng Quốc khánh", day(2025, 8, 28), day(2025, 8, 30),
            place: "Sân vận động xã Phong Quang", expected: 160, state: .reported,
            plan: "Mỗi thôn cử một đội nam, một đội nữ; thi đấu vòng tròn rồi chung kết; trao giải sau lễ chào cờ.")
        volleyball.participants = 184
        volleyball.result =
            "Mười hai đội thi đấu đủ ba ngày, không có khiếu nại; trao giải nhất, nhì, ba cho nam và nữ."
        volleyball.figures = [
            ActivityFigure(name: "Số đội tham gia", amount: 12, measure: "đội"),
            ActivityFigure(name: "Số trận đấu", amount: 34, measure: "trận"),
        ]
        var singing = try make(
            "01840", .cultural, "Hội diễn văn nghệ quần chúng các tổ dân phố", day(2025, 8, 18), day(2025, 8, 19),
            place: "Nhà văn hóa phường Đức Xuân", expected: 300, state: .reported,
            plan: "Mỗi tổ dân phố hai tiết mục về quê hương, đất nước.")
        singing.participants = 275
        singing.result = "Hai mươi hai tiết mục; chọn ba tiết mục dự hội diễn cấp trên."
        singing.figures = [ActivityFigure(name: "Số tiết mục", amount: 22, measure: "tiết mục")]
        let praise = try make(
            "01840", .conference, "Hội nghị biểu dương điển hình tiên tiến phường Đức Xuân", day(2025, 11, 20),
            day(2025, 11, 20), place: "Hội trường phường", expected: 120, state: .held,
            plan: "Báo cáo kết quả phong trào; biểu dương cá nhân, tập thể tiêu biểu; giao lưu.")
        var field = try make(
            "02020", .sports, "Hội thao các lực lượng xã Chợ Đồn", day(2025, 10, 10), day(2025, 10, 11),
            place: "Sân vận động xã", expected: 200, state: .cancelled, plan: "Thi kéo co, chạy tiếp sức, bắn nỏ.")
        field.cancelReason = "Sân bị ngập sau mưa lớn; kinh phí chuyển sang khắc phục hậu quả."
        let review = try make(
            "SYT", .conference, "Hội nghị tổng kết công tác thi đua, khen thưởng năm 2025 của Sở Y tế",
            day(2025, 12, 19), day(2025, 12, 19), place: "Hội trường Sở Y tế", expected: 90, state: .planned,
            plan: "Báo cáo kết quả, trao đổi cách làm hay, phát động thi đua năm 2026.")
        let run = try make(
            "01849", .sports, "Giải chạy việt dã mừng Đảng, mừng Xuân", day(2026, 1, 3), day(2026, 1, 3),
            place: "Trung tâm xã Phong Quang", expected: 250, state: .planned,
            plan: "Cự ly 3 km nữ, 5 km nam; người dân và học sinh đăng ký tại thôn, trường.")
        activities = [volleyball, singing, praise, field, review, run]
        greet("Quốc khánh", 2025, volleyball)
        greet("Ngày Cách mạng tháng Tám", 2025, singing)
        greet("Hội nghị điển hình", 2025, praise)
        greet("Ngày thành lập Đảng", 2026, run)
    }

    private mutating func greet(_ start: String, _ year: Int, _ activity: Activity) {
        guard let occasion = occasions.first(where: { $0.name.hasPrefix(start) }) else { return }
        links.append(
            OccasionLink(occasionID: occasion.id, year: year, kind: .activity, subjectID: activity.id.rawValue))
    }
}
