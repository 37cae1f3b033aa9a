import Domain
import Law
import Primitives

/// People and sections made by hand, each to show one answer of the rule check. Sources/Demo/README.md lists them for those who
/// present; DemoTests holds them to it.
enum NamedCases {
    struct Case: Sendable {
        enum Kind: Sendable {
            /// Chiến sĩ thi đua cơ sở of these years, and for some an unused provincial initiative of 2025.
            case fighter(years: [Int], initiative: String?)
            case underExamination
            case disciplined
            case usedInitiative
            case recruit
            case onMaternityLeave
        }

        let name: String
        let sex: Sex
        let ethnicity: String
        let unit: String
        let kind: Kind

        init(_ name: String, _ sex: Sex, _ ethnicity: String, at unit: String, _ kind: Kind) {
            self.name = name
            self.sex = sex
            self.ethnicity = ethnicity
            self.unit = unit
            self.kind = kind
        }
    }

    /// Meets TTLDXS as far as numbers go: Phòng Văn hóa - Xã hội of Phong Quang and of Đức Xuân.
    static let modelSections = ["01849.PVHXH", "01840.PVHXH"]
    /// Phòng Kinh tế xã Phong Quang.
    static let sectionLackingShare = "01849.PKT"

    static let best = "Triệu Thị Sen"
    static let gap = "Hoàng Văn Thuần"
    static let underExamination = "Nông Văn Khải"
    static let disciplined = "Lý Văn Bằng"
    static let usedInitiative = "Bàn Thị Mùi"
    static let recruit = "Vi Văn Khôi"
    static let proposedTwice = "Đàm Thị Ngọc"
    static let maternity = "Hà Thị Nhung"
    static let merit = "Ma Văn Hoạt"

    static let all: [Case] = [
        Case(
            best, .female, "Dao", at: "01849.PVHXH",
            .fighter(years: [2023, 2024, 2025], initiative: "Số hóa sổ theo dõi hộ nghèo, hộ cận nghèo bằng mã QR")),
        Case(
            gap, .male, "Tày", at: "01849.VP",
            .fighter(years: [2022, 2023, 2025], initiative: "Xếp lịch tiếp công dân qua tin nhắn")),
        Case(underExamination, .male, "Tày", at: "01849.PKT", .underExamination),
        Case(disciplined, .male, "Tày", at: "01849.VP", .disciplined),
        Case(usedInitiative, .female, "Dao", at: "01849.VP", .usedInitiative),
        Case(recruit, .male, "Nùng", at: "01849.VP", .recruit),
        Case(maternity, .female, "Tày", at: "01849.PVHXH", .onMaternityLeave),
        Case(merit, .male, "Tày", at: "01849.PKT", .fighter(years: [2024, 2025], initiative: nil)),
        // Those below stand in dossiers.
        Case(
            proposedTwice, .female, "Tày", at: "01840.PVHXH",
            .fighter(years: [2023, 2024, 2025], initiative: "Góc học then, đàn tính cho thiếu nhi")),
        Case("Lương Văn Thụ", .male, "Nùng", at: "01840.PVHXH", .fighter(years: [2024, 2025], initiative: nil)),
        Case("Phạm Thị Lụa", .female, "Kinh", at: "01840.VP", .fighter(years: [2024, 2025], initiative: nil)),
        Case(
            "Ma Thị Sim", .female, "Tày", at: "02020.PKT",
            .fighter(years: [2023, 2024, 2025], initiative: "Bản đồ số vùng trồng chè Shan tuyết")),
        Case("Nông Văn Nhất", .male, "Tày", at: "02020.VP", .fighter(years: [2024, 2025], initiative: nil)),
        Case(
            "Lường Thị Ban", .female, "Tày", at: "02155.PVHXH",
            .fighter(years: [2023, 2024, 2025], initiative: "Sổ tay song ngữ hướng dẫn thủ tục bảo hiểm y tế")),
        Case("Vi Thị Nụ", .female, "Nùng", at: "02155.PKT", .fighter(years: [2024, 2025], initiative: nil)),
        Case("Dương Văn Thạo", .male, "Tày", at: "SYT", .fighter(years: [2024, 2025], initiative: nil)),
        Case("Nguyễn Thị Gấm", .female, "Kinh", at: "SYT", .fighter(years: [2024, 2025], initiative: nil)),
        Case("Trần Văn Độ", .male, "Kinh", at: "SYT", .fighter(years: [2024, 2025], initiative: nil)),
    ]

    static let names = Set(all.map(\.name))
}

extension Careers {
    /// Adds the people of ``NamedCases``.
    mutating func addNamedCases(units: DemoUnits) throws {
        for (index, made) in NamedCases.all.enumerated() { try add(made, index: index, units: units) }
    }

    private mutating func add(_ made: NamedCases.Case, index: Int, units: DemoUnits) throws {
        let unitID = try units.unit(made.unit)
        guard let workplace = units.workplaces.first(where: { $0.unitID == unitID }) else {
            throw Problem.notFound("nơi làm việc của \(made.name) trong dữ liệu trình diễn")
        }
        let startedOn: CivilDate
        if case .recruit = made.kind { startedOn = day(2025, 8, 15) } else { startedOn = day(2009 + index % 5, 9, 1) }
        let job =
            workplace.kind == .department
            ? Job("Chuyên viên", "Chuyên viên") : Job("Công chức Văn hóa - Xã hội", "Chuyên viên")
        let bornOn = startedOn.year == 2025 ? day(2000, 6, 1) : day(1984 + index % 5, 1 + index % 12, 8)
        let person = Person(
            id: newID(), name: made.name, sex: made.sex, bornOn: bornOn, ethnicity: made.ethnicity, group: .official,
            isFrontline: true, startedWorkOn: startedOn, unitID: unitID, position: job.now, isInvented: true)
        var file = begin(person, job: job, startedOn: startedOn, workplace: workplace)
        var years: [Int: InventedYear] = [:]
        if startedOn.year < 2025 {
            for year in 2015...2025 { years[year] = InventedYear(level: .good, isAdvanced: true) }
        }
        func becomeFighter(_ fighterYears: [Int]) {
            for year in fighterYears {
                years[year] = InventedYear(level: .excellent, isAdvanced: true, fighter: .excellent)
            }
        }
        switch made.kind {
        case .fighter(let fighterYears, let initiative):
            becomeFighter(fighterYears)
            live(years, of: &file)
            if let initiative { addInitiative(2025, .province, named: initiative, usedFor: nil, to: &file) }
        case .underExamination:
            becomeFighter([2023, 2024, 2025])
            live(years, of: &file)
            addInitiative(2025, .province, named: "Theo dõi giải ngân dự án bằng bảng màu", usedFor: nil, to: &file)
            file.examinations = [.init(kind: "denunciation", since: day(2025, 10, 15), closedOn: nil)]
        case .disciplined:
            becomeFighter([2023, 2024])
            years[2025] = InventedYear(level: .completed)
            live(years, of: &file)
            file.discipline = [
                .init(
                    kind: "warning", from: day(2025, 9, 10), until: day(2026, 9, 9),
                    document: "Quyết định số 215/QĐ-UBND ngày 10/9/2025")
            ]
        case .usedInitiative:
            becomeFighter([2023, 2025])
            years[2024] = InventedYear(level: .good, isAdvanced: true, fighter: .initiative)
            live(years, of: &file)
            // The base recognition of 2024 was widened to the province, but it has been used.
            file.initiatives = file.initiatives.map { initiative in
                var initiative = initiative
                initiative.scope = .province
                return initiative
            }
        case .recruit:
            years[2025] = InventedYear(level: .good)
            live(years, of: &file)
        case .onMaternityLeave:
            years[2025] = InventedYear(level: .good, isMaternity: true)
            live(years, of: &file)
        }
        keep(file)
    }
}
