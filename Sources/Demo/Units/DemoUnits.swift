import Domain
import Primitives

/// The units of the demonstration: Bắc Kạn and Thái Nguyên before 1 July 2025, the one province since, and how the first
/// became the second.
struct DemoUnits: Sendable {
    struct Succession: Sendable {
        let from: ID<Unit>
        let to: ID<Unit>
        let kind: SuccessionKind
        let document: String
    }

    /// What is printed about a unit, and who commends its people.
    struct Printed: Sendable {
        /// As on the roll: `Xã Dương Quang, thành phố Bắc Kạn`.
        let name: String
        /// The unit as a recipient: `Xã Dương Quang`, below `Thành phố Bắc Kạn`.
        let shortName: String
        let above: String
        /// `Chủ tịch Ủy ban nhân dân xã Phong Quang`.
        let issuer: String
        /// `QĐ-UBND`.
        let symbol: String
        /// Before 1 July 2025 it lay in Bắc Kạn, or follows one that did.
        let isBacKan: Bool
    }

    /// Where people work now, and where the same people may have worked before 1 July 2025.
    struct Workplace: Sendable {
        enum Kind: Sendable { case commune, office, economy, culture, school, department, police, army, enterprise }

        let unitID: ID<Unit>
        let kind: Kind
        let formerUnits: [ID<Unit>]
        /// The old district, from which some of its officials came.
        let formerDistrict: ID<Unit>?
        let isBacKan: Bool
        /// How many invented people work here.
        let headcount: Int
    }

    private(set) var units: [Unit] = []
    private(set) var documents: [ID<Unit>: String] = [:]
    private(set) var successions: [Succession] = []
    private(set) var printed: [ID<Unit>: Printed] = [:]
    private(set) var workplaces: [Workplace] = []
    /// Units valid today by their code.
    private(set) var present: [String: ID<Unit>] = [:]
    /// Old communes of Bắc Kạn by their district's code, for clusters.
    private(set) var formerCommunes: [(district: String, communes: [ID<Unit>])] = []
    private(set) var formerDepartments: [ID<Unit>] = []
    /// Communes of today that follow communes of Bắc Kạn.
    private(set) var bacKanCommunes: [ID<Unit>] = []
    private(set) var departments: [ID<Unit>] = []
    private(set) var enterprises: [ID<Unit>] = []

    let province: ID<Unit>
    let formerProvince: ID<Unit>

    static let provinceDocument = "Nghị quyết số 202/2025/QH15 ngày 12/6/2025"
    static let communeDocument = "Nghị quyết số 1683/NQ-UBTVQH15"

    init(_ table: CommuneTable) {
        var random = SeededGenerator(seed: 1)
        province = random.id()
        formerProvince = random.id()
        add(
            Unit(
                id: province, kind: .province, code: "19", name: "Tỉnh Thái Nguyên", parentID: nil,
                validFrom: DemoTime.firstDay))
        add(
            Unit(
                id: formerProvince, kind: .province, code: "06", name: "Tỉnh Bắc Kạn", parentID: nil,
                validFrom: DemoTime.firstDay, validUntil: DemoTime.lastOldDay))
        successions.append(
            Succession(from: formerProvince, to: province, kind: .merged, document: Self.provinceDocument))
        addCommunes(table, &random)
        addDepartments(&random)
        addEnterprises(&random)
    }

    func unit(_ code: String) throws -> ID<Unit> {
        guard let id = present[code] else { throw Problem.notFound("đơn vị có mã \(code) trong dữ liệu trình diễn") }
        return id
    }

    func name(of id: ID<Unit>) -> String { printed[id]?.name ?? "" }

    private mutating func add(_ unit: Unit, document: String? = nil) {
        units.append(unit)
        documents[unit.id] = document
        if unit.validUntil == nil { present[unit.code] = unit.id }
    }

    // MARK: Communes

    /// Communes for which sections are held: everyday ones and the centres of the eight old districts.
    private static let withSections: Set<String> = [
        "01840", "01843", "01849", "01864", "01906", "01912", "01936", "01954", "01969", "02014", "02020", "02044",
        "02086",
        "02107", "02155", "02176",
    ]
    private static let withSchools: Set<String> = [
        "01840", "01843", "01849", "01864", "01906", "01954", "02020", "02155",
    ]

    private mutating func addCommunes(_ table: CommuneTable, _ random: inout SeededGenerator) {
        var districts: [String: ID<Unit>] = [:]
        var formerOf: [String: [ID<Unit>]] = [:]
        var communes: [(id: ID<Unit>, row: CommuneTable.Former)] = []
        var isBacKan: Set<String> = []
        let names = Dictionary(table.present.map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first })
        for row in table.former {
            let inBacKan = row.provinceCode == "06"
            let parent = inBacKan ? formerProvince : province
            let district: ID<Unit>
            if let known = districts[row.districtCode] {
                district = known
            } else {
                district = random.id()
                districts[row.districtCode] = district
                add(
                    Unit(
                        id: district, kind: .district, code: row.districtCode, name: row.district, parentID: parent,
                        validFrom: DemoTime.firstDay, validUntil: DemoTime.lastOldDay))
                printed[district] = Printed(
                    name: "Ủy ban nhân dân \(lowered(row.district))", shortName: row.district,
                    above: inBacKan ? "Tỉnh Bắc Kạn" : "Tỉnh Thái Nguyên",
                    issuer: "Chủ tịch Ủy ban nhân dân \(lowered(row.district))", symbol: "QĐ-UBND",
                    isBacKan: inBacKan)
                if inBacKan { formerCommunes.append((row.districtCode, [])) }
            }
            let commune: ID<Unit> = random.id()
            add(
                Unit(
                    id: commune, kind: .commune, code: row.code, name: row.name, parentID: district,
                    validFrom: DemoTime.firstDay, validUntil: DemoTime.lastOldDay))
            printed[commune] = Printed(
                name: "\(row.name), \(lowered(row.district))", shortName: row.name, above: row.district,
                issuer: "Chủ tịch Ủy ban nhân dân \(lowered(row.district))", symbol: "QĐ-UBND", isBacKan: inBacKan)
            if inBacKan, let last = formerCommunes.indices.last { formerCommunes[last].communes.append(commune) }
            communes.append((commune, row))
            for code in row.successors {
                formerOf[code, default: []].append(commune)
                if inBacKan { isBacKan.insert(code) }
            }
        }
        for row in table.present {
            let id: ID<Unit> = random.id()
            let inBacKan = isBacKan.contains(row.code)
            add(
                Unit(
                    id: id, kind: .commune, code: row.code, name: row.name, parentID: province,
                    validFrom: DemoTime.firstNewDay),
                document: Self.communeDocument)
            let issuer = "Chủ tịch Ủy ban nhân dân \(lowered(row.name))"
            printed[id] = Printed(
                name: row.name, shortName: row.name, above: "Tỉnh Thái Nguyên", issuer: issuer, symbol: "QĐ-UBND",
                isBacKan: inBacKan)
            if inBacKan { bacKanCommunes.append(id) }
            let former = formerOf[row.code] ?? []
            // Some officials of the old district went to the commune.
            let district = former.first.flatMap { first in units.first { $0.id == first }?.parentID }
            let hasSections = Self.withSections.contains(row.code)
            workplaces.append(
                Workplace(
                    unitID: id, kind: .commune, formerUnits: former, formerDistrict: district, isBacKan: inBacKan,
                    headcount: !inBacKan ? 4 : hasSections ? 9 : 34))
            guard hasSections else { continue }
            let isWard = row.name.hasPrefix("Phường")
            let sections: [(String, String, Workplace.Kind)] = [
                ("VP", "Văn phòng HĐND và UBND", .office),
                ("PKT", isWard ? "Phòng Kinh tế, Hạ tầng và Đô thị" : "Phòng Kinh tế", .economy),
                ("PVHXH", "Phòng Văn hóa - Xã hội", .culture),
            ]
            for (code, name, kind) in sections {
                addSection(
                    code: "\(row.code).\(code)", name: "\(name) \(lowered(row.name))", of: id, issuer: issuer,
                    kind: kind,
                    former: former, district: district, headcount: 10, &random)
            }
            guard Self.withSchools.contains(row.code) else { continue }
            let place = row.name.drop { $0 != " " }
            for (code, name) in [("TH", "Trường Tiểu học"), ("THCS", "Trường Trung học cơ sở")] {
                // Before 1 July 2025 schools were led by their district.
                addSection(
                    code: "\(row.code).\(code)", name: name + place, of: id, issuer: issuer, kind: .school,
                    former: [district].compactMap(\.self), district: nil, headcount: 9, &random)
            }
        }
        for (id, row) in communes {
            for code in row.successors {
                guard let successor = present[code] else { continue }
                let kind: SuccessionKind
                if row.successors.count > 1 {
                    kind = .divided
                } else if (formerOf[code] ?? []).count > 1 {
                    kind = .merged
                } else {
                    // Two communes kept name and land; only what lay above them ended, and they were handed over.
                    kind = names[code] == row.name ? .dissolved : .renamed
                }
                successions.append(Succession(from: id, to: successor, kind: kind, document: Self.communeDocument))
            }
        }
    }

    private mutating func addSection(
        code: String, name: String, of commune: ID<Unit>, issuer: String, kind: Workplace.Kind, former: [ID<Unit>],
        district: ID<Unit>?, headcount: Int, _ random: inout SeededGenerator
    ) {
        let id: ID<Unit> = random.id()
        add(Unit(id: id, kind: .section, code: code, name: name, parentID: commune, validFrom: DemoTime.firstNewDay))
        printed[id] = Printed(
            name: name, shortName: name, above: units.first { $0.id == commune }?.name ?? "", issuer: issuer,
            symbol: "QĐ-UBND", isBacKan: true)
        workplaces.append(
            Workplace(
                unitID: id, kind: kind, formerUnits: former, formerDistrict: district, isBacKan: true,
                headcount: headcount))
    }

    // MARK: Departments and enterprises

    private static let departmentNames: [(code: String, name: String, former: String)] = [
        ("SNV", "Sở Nội vụ", "Sở Nội vụ tỉnh Bắc Kạn"),
        ("STC", "Sở Tài chính", "Sở Tài chính tỉnh Bắc Kạn"),
        ("SNNMT", "Sở Nông nghiệp và Môi trường", "Sở Nông nghiệp và Môi trường tỉnh Bắc Kạn"),
        ("SXD", "Sở Xây dựng", "Sở Xây dựng tỉnh Bắc Kạn"),
        ("SCT", "Sở Công Thương", "Sở Công Thương tỉnh Bắc Kạn"),
        ("SKHCN", "Sở Khoa học và Công nghệ", "Sở Khoa học và Công nghệ tỉnh Bắc Kạn"),
        ("SVHTTDL", "Sở Văn hóa, Thể thao và Du lịch", "Sở Văn hóa, Thể thao và Du lịch tỉnh Bắc Kạn"),
        ("SGDDT", "Sở Giáo dục và Đào tạo", "Sở Giáo dục và Đào tạo tỉnh Bắc Kạn"),
        ("SYT", "Sở Y tế", "Sở Y tế tỉnh Bắc Kạn"),
        ("STP", "Sở Tư pháp", "Sở Tư pháp tỉnh Bắc Kạn"),
        ("SDTTG", "Sở Dân tộc và Tôn giáo", "Sở Dân tộc và Tôn giáo tỉnh Bắc Kạn"),
        ("TTT", "Thanh tra tỉnh", "Thanh tra tỉnh Bắc Kạn"),
        ("VPUB", "Văn phòng Ủy ban nhân dân tỉnh", "Văn phòng Ủy ban nhân dân tỉnh Bắc Kạn"),
        ("MTTQ", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Bắc Kạn"),
        ("LDLD", "Liên đoàn Lao động tỉnh", "Liên đoàn Lao động tỉnh Bắc Kạn"),
        ("DTN", "Tỉnh đoàn", "Tỉnh đoàn Bắc Kạn"),
        ("HPN", "Hội Liên hiệp Phụ nữ tỉnh", "Hội Liên hiệp Phụ nữ tỉnh Bắc Kạn"),
        ("HND", "Hội Nông dân tỉnh", "Hội Nông dân tỉnh Bắc Kạn"),
        ("CCB", "Hội Cựu chiến binh tỉnh", "Hội Cựu chiến binh tỉnh Bắc Kạn"),
        ("CAT", "Công an tỉnh", "Công an tỉnh Bắc Kạn"),
        ("BCHQS", "Bộ Chỉ huy Quân sự tỉnh", "Bộ Chỉ huy Quân sự tỉnh Bắc Kạn"),
    ]

    private mutating func addDepartments(_ random: inout SeededGenerator) {
        for (code, name, formerName) in Self.departmentNames {
            let former: ID<Unit> = random.id()
            let id: ID<Unit> = random.id()
            add(
                Unit(
                    id: former, kind: .department, code: code, name: formerName, parentID: formerProvince,
                    validFrom: DemoTime.firstDay, validUntil: DemoTime.lastOldDay))
            add(
                Unit(
                    id: id, kind: .department, code: code, name: name, parentID: province,
                    validFrom: DemoTime.firstNewDay),
                document: Self.provinceDocument)
            successions.append(Succession(from: former, to: id, kind: .merged, document: Self.provinceDocument))
            let head = name.hasPrefix("Sở") || code == "CAT" ? "Giám đốc" : "Thủ trưởng"
            printed[former] = Printed(
                name: formerName, shortName: formerName, above: "Tỉnh Bắc Kạn", issuer: "\(head) \(formerName)",
                symbol: "QĐ-\(code)", isBacKan: true)
            printed[id] = Printed(
                name: name, shortName: name, above: "Tỉnh Thái Nguyên", issuer: "\(head) \(name)", symbol: "QĐ-\(code)",
                isBacKan: true)
            formerDepartments.append(former)
            departments.append(id)
            let kind: Workplace.Kind = code == "CAT" ? .police : code == "BCHQS" ? .army : .department
            workplaces.append(
                Workplace(
                    unitID: id, kind: kind, formerUnits: [former], formerDistrict: nil, isBacKan: true, headcount: 14))
        }
    }

    /// No such firms exist: their names say so.
    private static let enterpriseNames = [
        "Công ty cổ phần Khoáng sản Minh Họa", "Công ty TNHH May mặc Minh Họa", "Hợp tác xã Miến dong Ví Dụ",
        "Hợp tác xã Chè Shan tuyết Ví Dụ",
    ]

    private mutating func addEnterprises(_ random: inout SeededGenerator) {
        for (index, name) in Self.enterpriseNames.enumerated() {
            let id: ID<Unit> = random.id()
            add(
                Unit(
                    id: id, kind: .enterprise, code: "DN0\(index + 1)", name: name, parentID: province,
                    validFrom: day(2010, 1, 1)))
            printed[id] = Printed(
                name: name, shortName: name, above: "Tỉnh Thái Nguyên", issuer: "Giám đốc \(name)", symbol: "QĐ-GĐ",
                isBacKan: true)
            enterprises.append(id)
            workplaces.append(
                Workplace(
                    unitID: id, kind: .enterprise, formerUnits: [], formerDistrict: nil, isBacKan: true, headcount: 13))
        }
    }
}

/// `Xã Phong Quang` inside a sentence: `xã Phong Quang`.
func lowered(_ name: String) -> String { name.prefix(1).lowercased() + name.dropFirst() }
