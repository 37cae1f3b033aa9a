import Domain
import Law
import Primitives

/// Makes the invented people: where they worked, how their years were rated, what they received.
struct Careers {
    private let units: DemoUnits
    private let names: InventedNames
    /// Units whose titles of 2025 are not decided yet.
    let waiting: Set<ID<Unit>>
    private let shapes: [ID<Unit>: Shape]
    private var random = SeededGenerator(seed: 2)
    private var serial = 0
    private(set) var people: [InventedPerson] = []
    private(set) var roll = InventedRoll()

    init(units: DemoUnits, reservedNames: Set<String>) throws {
        self.units = units
        names = InventedNames(reserved: reservedNames)
        let heads = Set(Self.undecided.compactMap { units.present[$0] })
        waiting = Set(
            units.units.filter { heads.contains($0.id) || $0.parentID.map(heads.contains) ?? false }.map(\.id))
        var shapes: [ID<Unit>: Shape] = [:]
        for code in NamedCases.modelSections { shapes[try units.unit(code)] = .model }
        shapes[try units.unit(NamedCases.sectionLackingShare)] = .lacking
        self.shapes = shapes
    }

    // MARK: Everybody

    mutating func populate() {
        for workplace in units.workplaces {
            for place in 0..<workplace.headcount { addInvented(at: workplace, place: place) }
        }
    }

    /// Communes and departments whose heads had not yet decided on the titles of 2025 by 5 December.
    static let undecided = [
        "01864", "01894", "01942", "01957", "02008", "02038", "02071", "02104", "02143", "02185", "SXD", "STP",
    ]

    /// How the people of a section are made so that it shows what a verdict on a collective looks like.
    private enum Shape {
        /// Everybody rated and Lao động tiên tiến: the section meets the standard of Tập thể lao động xuất sắc.
        case model
        /// Less than seven in ten are Lao động tiên tiến.
        case lacking
    }

    private mutating func addInvented(at workplace: DemoUnits.Workplace, place: Int) {
        let sex: Sex = random.chance(workplace.kind == .police || workplace.kind == .army ? 15 : 54) ? .female : .male
        let (name, ethnicity) = names.next(sex, inBacKan: workplace.isBacKan, using: &random)
        let job = job(at: workplace, place: place, sex)
        let bornYear = random.number(1967...2000)
        let startYear = max(1998, min(2025, bornYear + random.number(22...30)))
        let startedOn = day(startYear, startYear == 2025 ? random.number(1...10) : random.number(1...12), 1)
        let person = Person(
            id: random.id(), name: name, sex: sex, bornOn: day(bornYear, random.number(1...12), random.number(1...28)),
            ethnicity: ethnicity, group: job.group, isFrontline: job.isFrontline,
            startedWorkOn: job.group == .farmer ? nil : startedOn, unitID: workplace.unitID, position: job.now,
            isInvented: true)
        // How good they are decides a whole career, so that titles come in runs as they do in life.
        let talent = random.number(0...99)
        var years: [Int: InventedYear] = [:]
        if job.group != .farmer {
            let firstYear = max(2015, startedOn.month <= 6 ? startYear : startYear + 1)
            if firstYear <= 2025 {
                for year in firstYear...2025 {
                    years[year] = inventedYear(year, talent: talent, sex: sex, bornYear, workplace, place)
                }
            }
        }
        var file = begin(person, job: job, startedOn: startedOn, workplace: workplace)
        if person.group == .farmer {
            if random.chance(25) { addForm("GK", random.number(2018...2024), to: file) }
            if random.chance(6) { addForm("BKT", random.number(2018...2024), to: file, category: .movement) }
        }
        addProvincialAwards(to: &years)
        live(years, of: &file)
        // Some initiatives wait to be used.
        if let year = years.keys.max(), years[year]?.level == .excellent, random.chance(20) {
            addInitiative(year, random.chance(25) ? .province : .base, usedFor: nil, to: &file)
        }
        if random.chance(12), let year = years.keys.sorted().dropLast().last(where: { years[$0]?.fighter == nil }) {
            addForm("GK", year, to: file)
        }
        if random.chance(1), let year = years.keys.sorted().dropLast(2).last {
            file.discipline.append(
                InventedPerson.Measure(
                    kind: "reprimand", from: day(year, 4, 10), until: day(year, 7, 10),
                    document: "Quyết định số \(random.number(50...900))/QĐ-UBND ngày \(day(year, 4, 10).written)"))
        }
        people.append(file)
    }

    private mutating func inventedYear(
        _ year: Int, talent: Int, sex: Sex, _ bornYear: Int, _ workplace: DemoUnits.Workplace, _ place: Int
    ) -> InventedYear? {
        if year == 2025, let shape = shapes[workplace.unitID] {
            return InventedYear(level: .good, isAdvanced: shape == .model || place < 4)
        }
        // A few have not been rated for 2025 yet.
        if year == 2025, random.chance(6) { return nil }
        let luck = random.number(0...99)
        let level: CompletionLevel =
            luck < 3 + talent / 3 ? .excellent : luck < 88 ? .good : luck < 99 ? .completed : .notCompleted
        var made = InventedYear(level: level)
        if sex == .female, (25...38).contains(year - bornYear), random.chance(7) { made.isMaternity = true }
        guard level >= .good, year < 2025 || !waiting.contains(workplace.unitID) else { return made }
        made.isAdvanced = random.chance(93)
        if made.isAdvanced, level == .excellent, talent > 45, random.chance(80) {
            made.fighter = random.chance(60) ? .excellent : .initiative
        }
        return made
    }

    /// Provincial titles and forms where the years before carry them, and never twice on the same years.
    private mutating func addProvincialAwards(to years: inout [Int: InventedYear]) {
        var fightersInARow = 0
        var freeForMerit = 0
        for year in years.keys.sorted() where year <= 2024 {
            if years[year]?.fighter == nil {
                (fightersInARow, freeForMerit) = (0, 0)
                continue
            }
            fightersInARow += 1
            freeForMerit += 1
            if fightersInARow >= 3, random.chance(55) {
                years[year]?.provincial = "CSTDT"
                (fightersInARow, freeForMerit) = (0, 0)
            } else if freeForMerit >= 2, random.chance(40) {
                years[year]?.provincial = "BKT"
                freeForMerit = 0
            }
        }
    }

    // MARK: One file

    struct Job {
        let before: String
        let now: String
        let group: SubjectGroup
        let isFrontline: Bool

        init(_ before: String, _ now: String, _ group: SubjectGroup = .official, isFrontline: Bool = true) {
            self.before = before
            self.now = now
            self.group = group
            self.isFrontline = isFrontline
        }
    }

    private mutating func job(at workplace: DemoUnits.Workplace, place: Int, _ sex: Sex) -> Job {
        switch workplace.kind {
        case .commune:
            if place == 0 {
                return Job("Phó Chủ tịch Ủy ban nhân dân", "Phó Chủ tịch Ủy ban nhân dân", .leader, isFrontline: false)
            }
            if place == 1 {
                return Job(
                    sex == .female ? "Chủ tịch Hội Liên hiệp Phụ nữ" : "Chủ tịch Hội Nông dân",
                    "Phó Chủ tịch Ủy ban Mặt trận Tổ quốc", .leader, isFrontline: false)
            }
            if place % 6 == 5 { return Job("Nông dân", "Nông dân", .farmer) }
            return random.pick(
                [
                    Job("Công chức Văn hóa - Xã hội", "Chuyên viên Phòng Văn hóa - Xã hội"),
                    Job("Công chức Địa chính - Nông nghiệp - Xây dựng và Môi trường", "Chuyên viên Phòng Kinh tế"),
                    Job("Công chức Tư pháp - Hộ tịch", "Chuyên viên Văn phòng HĐND và UBND"),
                    Job("Công chức Tài chính - Kế toán", "Kế toán"),
                    Job("Công chức Văn phòng - Thống kê", "Chuyên viên Văn phòng HĐND và UBND"),
                    Job("Nhân viên Trạm Y tế", "Nhân viên Trạm Y tế", .worker),
                ], or: Job("Công chức Văn phòng - Thống kê", "Chuyên viên"))
        case .office, .economy, .culture:
            if place == 0 {
                return workplace.kind == .office
                    ? Job("Phó Chủ tịch Ủy ban nhân dân", "Chánh Văn phòng", .leader, isFrontline: false)
                    : Job("Phó Chủ tịch Ủy ban nhân dân", "Trưởng phòng", .leader, isFrontline: false)
            }
            if place == 1, workplace.kind != .office {
                return Job("Công chức Văn phòng - Thống kê", "Phó Trưởng phòng", .leader, isFrontline: false)
            }
            let former: [String] =
                switch workplace.kind {
                case .office: ["Công chức Văn phòng - Thống kê", "Công chức Tư pháp - Hộ tịch"]
                case .economy:
                    ["Công chức Địa chính - Nông nghiệp - Xây dựng và Môi trường", "Công chức Tài chính - Kế toán"]
                default: ["Công chức Văn hóa - Xã hội", "Công chức Tư pháp - Hộ tịch"]
                }
            return Job(random.pick(former, or: "Công chức Văn phòng - Thống kê"), "Chuyên viên")
        case .school:
            if place == 0 { return Job("Phó Hiệu trưởng", "Hiệu trưởng", .leader, isFrontline: false) }
            if place == 8 { return Job("Nhân viên văn thư", "Nhân viên văn thư", .worker) }
            return Job("Giáo viên", "Giáo viên")
        case .department:
            if place < 2 { return Job("Trưởng phòng", "Trưởng phòng", .leader, isFrontline: false) }
            if place < 4 { return Job("Chuyên viên chính", "Phó Trưởng phòng", .leader, isFrontline: false) }
            return random.chance(75) ? Job("Chuyên viên", "Chuyên viên") : Job("Chuyên viên", "Chuyên viên chính")
        case .police: return Job("Cán bộ", "Cán bộ", .armedForce)
        case .army: return Job("Trợ lý", "Trợ lý", .armedForce)
        case .enterprise:
            if place == 0 { return Job("Phó Giám đốc", "Giám đốc", .businessLeader, isFrontline: false) }
            if place == 1 { return Job("Quản đốc", "Quản đốc", .worker) }
            return random.pick(
                [Job("Công nhân", "Công nhân", .worker), Job("Tổ trưởng sản xuất", "Tổ trưởng sản xuất", .worker)],
                or: Job("Công nhân", "Công nhân", .worker))
        }
    }

    /// The file of a person with the posts of a career that crosses 1 July 2025.
    mutating func begin(
        _ person: Person, job: Job, startedOn: CivilDate, workplace: DemoUnits.Workplace
    ) -> InventedPerson {
        serial += 1
        let century = (person.bornOn?.year ?? 1980) >= 2000 ? 2 : 0
        let yearOfBirth = (person.bornOn?.year ?? 1980) % 100
        // No province has the code 999, so no citizen has such a number.
        let identity =
            "999\(century + (person.sex == .female ? 1 : 0))" + padded(yearOfBirth, to: 2) + padded(serial, to: 6)
        var file = InventedPerson(person: person, identityNumber: identity)
        guard startedOn < DemoTime.firstNewDay, !workplace.formerUnits.isEmpty else {
            file.posts = [.init(unitID: workplace.unitID, position: job.now, from: startedOn, until: nil)]
            return file
        }
        if let district = workplace.formerDistrict, job.group == .official, random.chance(18) {
            file.posts = [
                .init(unitID: district, position: "Chuyên viên", from: startedOn, until: DemoTime.lastOldDay),
                .init(unitID: workplace.unitID, position: job.now, from: DemoTime.firstNewDay, until: nil),
            ]
            return file
        }
        let last = random.pick(workplace.formerUnits, or: workplace.unitID)
        if workplace.formerUnits.count > 1, job.group != .farmer, startedOn < day(2015, 1, 1), random.chance(30) {
            let earlier = random.pick(workplace.formerUnits.filter { $0 != last }, or: last)
            let movedOn = day(random.number(2016...2023), random.number(1...12), 1)
            file.posts = [
                .init(unitID: earlier, position: job.before, from: startedOn, until: movedOn.adding(days: -1)),
                .init(unitID: last, position: job.before, from: movedOn, until: DemoTime.lastOldDay),
            ]
        } else {
            file.posts = [.init(unitID: last, position: job.before, from: startedOn, until: DemoTime.lastOldDay)]
        }
        file.posts.append(.init(unitID: workplace.unitID, position: job.now, from: DemoTime.firstNewDay, until: nil))
        return file
    }

    /// Writes these years into the file and the roll: ratings, titles, the initiatives they rest on.
    mutating func live(_ years: [Int: InventedYear], of file: inout InventedPerson) {
        for (year, made) in years.sorted(by: { $0.key < $1.key }) {
            let post = file.posts.last { $0.from <= day(year, 12, 1) } ?? file.posts.first
            guard let post else { continue }
            let isFirst = file.person.startedWorkOn?.year == year
            let months = made.isMaternity ? 6 : isFirst ? 13 - (file.person.startedWorkOn?.month ?? 1) : 12
            file.ratings.append(
                .init(year: year, level: made.level, unitID: post.unitID, months: months, isMaternity: made.isMaternity)
            )
            guard let printed = units.printed[post.unitID] else { continue }
            let decider = InventedRoll.Decider.unit(issuer: printed.issuer, symbol: printed.symbol)
            func add(
                _ code: CatalogueCode, _ ground: Ground?, _ achievement: String, by decider: InventedRoll.Decider,
                tier: String,
                to roll: inout InventedRoll
            ) {
                roll.add(
                    code, year, subject: .individual, personID: file.person.id, home: post.unitID,
                    name: file.person.name,
                    detail: post.position, unitName: printed.name, ground: ground, achievement: achievement,
                    decider: decider, tier: tier)
            }
            if made.isAdvanced {
                file.advancedYears.insert(year)
                // Chiến sĩ tiên tiến is what the same title is called in the armed forces.
                add(
                    file.person.group == .armedForce ? "CSTT" : "LDTT", nil, "\(made.level.name) năm \(year)",
                    by: decider, tier: "danh hiệu", to: &roll)
            }
            if let ground = made.fighter {
                file.fighterYears.insert(year)
                add("CSTDCS", ground, "\(ground.name), năm \(year)", by: decider, tier: "danh hiệu", to: &roll)
                if ground == .initiative { addInitiative(year, .base, usedFor: "CSTDCS-\(year)", to: &file) }
            }
            let province = InventedRoll.Decider.province(isBacKan: printed.isBacKan)
            switch made.provincial {
            case "CSTDT":
                addInitiative(year, .province, usedFor: "CSTDT-\(year)", to: &file)
                add(
                    "CSTDT", .initiative, "03 năm liên tục đạt Chiến sĩ thi đua cơ sở và có sáng kiến phạm vi tỉnh",
                    by: province, tier: "CSTDT", to: &roll)
            case "BKT":
                add("BKT", nil, "02 năm liên tục đạt Chiến sĩ thi đua cơ sở", by: province, tier: "BKT", to: &roll)
            default: break
            }
        }
    }

    mutating func addInitiative(
        _ year: Int, _ scope: InfluenceScope, named name: String? = nil, usedFor: String?, to file: inout InventedPerson
    ) {
        let post = file.posts.last { $0.from <= day(year, 10, 1) } ?? file.posts.first
        guard let post else { return }
        let recognisedOn = day(year, scope == .base ? 10 : 11, random.number(3...20))
        file.initiatives.append(
            Initiative(
                id: random.id(), personID: file.person.id, unitID: post.unitID,
                name: name ?? InventedInitiatives.next(using: &random), year: year, scope: scope,
                recognisedOn: recognisedOn,
                document: "Quyết định số \(random.number(100...2900))/QĐ-UBND ngày \(recognisedOn.written)",
                usedFor: usedFor))
    }

    /// A form of commendation of that year: of the unit, or of the province for the movement of new rural areas.
    private mutating func addForm(
        _ code: CatalogueCode, _ year: Int, to file: InventedPerson, category: CommendationCategory = .merit
    ) {
        let post = file.posts.last { $0.from <= day(year, 12, 1) } ?? file.posts.first
        guard let post, let printed = units.printed[post.unitID] else { return }
        roll.add(
            code, year, subject: .individual, personID: file.person.id, home: post.unitID, name: file.person.name,
            detail: post.position, unitName: printed.name, category: category,
            achievement: category == .movement
                ? "Thành tích xuất sắc trong phong trào chung sức xây dựng nông thôn mới"
                : "Có nhiều thành tích trong công tác, lao động sản xuất năm \(year)",
            decider: code == "BKT"
                ? .province(isBacKan: printed.isBacKan) : .unit(issuer: printed.issuer, symbol: printed.symbol),
            tier: code.rawValue + category.rawValue)
    }

    mutating func keep(_ file: InventedPerson) { people.append(file) }
    mutating func newID<Entity>() -> ID<Entity> { random.id() }

    // MARK: Collectives

    /// What old communes and departments received as collectives, with the years that carry it.
    mutating func commendCollectives() -> [CollectiveYear] {
        var years: [CollectiveYear] = []
        let groups = units.formerCommunes.map(\.communes) + [units.formerDepartments]
        for group in groups {
            var wasExcellent: [ID<Unit>: Bool] = [:]
            for year in 2015...2024 {
                var ranked = group
                for index in ranked.indices.dropFirst().reversed() { ranked.swapAt(index, random.number(0...index)) }
                for (index, unitID) in ranked.enumerated() {
                    let luck = random.number(0...99)
                    let level: CompletionLevel =
                        index == 0 || luck < 14 ? .excellent : luck < 80 ? .good : .completed
                    years.append(CollectiveYear(unitID: unitID, year: year, level: level, rank: index + 1))
                    guard let printed = units.printed[unitID] else { continue }
                    let unit = InventedRoll.Decider.unit(issuer: printed.issuer, symbol: printed.symbol)
                    let province = InventedRoll.Decider.province(isBacKan: true)
                    if index == 0, random.chance(60) {
                        addCollective(
                            "CTDT", year, unitID, printed, "Dẫn đầu cụm, khối thi đua năm \(year)", by: province)
                    } else if level == .excellent, wasExcellent[unitID] == true, random.chance(60) {
                        addCollective(
                            "BKT", year, unitID, printed, "02 năm liên tục hoàn thành xuất sắc nhiệm vụ", by: province)
                    } else if level == .excellent {
                        addCollective(
                            "TTLDXS", year, unitID, printed, "Hoàn thành xuất sắc nhiệm vụ năm \(year)", by: province)
                    } else if level == .good, random.chance(9) {
                        addCollective("TTLDTT", year, unitID, printed, "Hoàn thành tốt nhiệm vụ năm \(year)", by: unit)
                    } else if random.chance(2) {
                        addCollective(
                            "GK", year, unitID, printed, "Có nhiều thành tích trong phong trào thi đua năm \(year)",
                            by: unit)
                    }
                    wasExcellent[unitID] = level == .excellent
                }
            }
        }
        return years
    }

    private mutating func addCollective(
        _ code: CatalogueCode, _ year: Int, _ unitID: ID<Unit>, _ printed: DemoUnits.Printed, _ achievement: String,
        by decider: InventedRoll.Decider
    ) {
        roll.add(
            code, year, subject: .collective, unitID: unitID, home: unitID, name: printed.shortName,
            detail: printed.above, unitName: printed.name, achievement: achievement, decider: decider,
            tier: code.rawValue)
    }
}

/// A collective's year before its numbers of members are counted.
struct CollectiveYear: Sendable {
    let unitID: ID<Unit>
    let year: Int
    let level: CompletionLevel?
    let rank: Int?
}

private func padded(_ value: Int, to width: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, width - text.count)) + text
}
