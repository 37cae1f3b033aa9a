import Actions
import Domain
import Law
import Primitives
import Records
import Store

/// Loads the demonstration “Bắc Kạn 2025”: real units and the real letter of January 2025, invented people and decisions.
public enum DemoLoader {
    /// Fills an empty, migrated store whose clock stands at 08:00 on 5 December 2025 in Viet Nam.
    ///
    /// Units, people, titles, movements, councils and accounts have the same identities each time; rows that only hang on
    /// them (posts, ratings, events) and dossiers, which the officials' acts make, have new ones.
    /// - Parameter progress: told in Vietnamese what has been loaded.
    /// - Returns: the accounts with their passwords, to be printed.
    /// - Throws: `Problem(.conflict)` when the store has units already.
    public static func load(
        into store: any Store, files: FileStore, cipher: IdentityCipher, lawbook: Lawbook,
        progress: @Sendable (String) -> Void
    ) async throws -> [DemoAccount] {
        let plan = try DemoPlan()
        try await loadUnits(plan, into: store)
        progress("Đã nạp \(groupedByThousands(plan.units.units.count)) đơn vị trước và sau ngày 01/7/2025.")
        try await loadAccounts(plan, into: store)
        progress("Đã tạo \(plan.accounts.rows.count) tài khoản trình diễn.")
        let clusters = try await DemoDivision(plan.units).load(into: store)
        progress("Đã lập \(clusters) cụm, khối thi đua trước và sau ngày 01/7/2025 (hư cấu).")
        for chunk in chunks(of: plan.people, size: 100) {
            try await store.write { tx in
                for file in chunk { try insert(file, cipher: cipher, in: tx) }
                try PersonSeeding.insertRatings(chunk.flatMap(ratings(of:)), in: tx)
            }
        }
        for chunk in chunks(of: plan.unitYears, size: 400) {
            try await store.write { tx in
                for year in chunk {
                    try UnitRecords.setYear(
                        of: year.unitID, year: year.year, level: year.level, members: year.members,
                        clusterRank: year.rank, in: tx)
                }
            }
        }
        progress("Đã nạp hồ sơ của \(groupedByThousands(plan.people.count)) người (hư cấu).")
        // In the order of their places, so that the search index grows at its end.
        let entries = plan.roll.sorted { $0.position < $1.position }
        for chunk in chunks(of: entries, size: 500) {
            try await store.write { tx in
                try RollRecords.insert(Array(chunk), awardName: { lawbook.name(of: $0.code) }, in: tx)
            }
        }
        progress("Đã ghi \(groupedByThousands(plan.roll.count)) lượt khen thưởng (hư cấu) vào Bảng vàng.")
        try await loadMovements(plan, into: store)
        progress(
            "Đã nạp \(plan.letter.movements.count) phong trào, đợt thi đua (theo công văn tháng 01/2025 và hư cấu) và \(plan.councils.rows.count) Hội đồng."
        )
        try await DemoRules(store: store, lawbook: lawbook, plan: plan).make()
        progress("Đã nạp quy định của tỉnh (hư cấu): một bản đang có hiệu lực, một dự thảo cho năm 2026.")
        let plans = try await DemoYearPlans(units: plan.units, accounts: plan.accounts).load(into: store)
        progress("Đã lập \(plans.count) kế hoạch năm 2025.")
        let directives = try await DemoDirectives(
            units: plan.units, accounts: plan.accounts, people: plan.people, store: store, files: files
        ).load(letterOf: plans.province)
        progress("Đã gửi công văn và Chỉ thị 41-CT/TW (tệp giữ chỗ); việc tiếp nhận, quán triệt là hư cấu.")
        try await loadCalendar(plan.calendar, into: store)
        progress(
            "Đã ghi \(plan.calendar.occasions.count) ngày vào lịch theo công văn và \(plan.calendar.activities.count) hoạt động (hư cấu)."
        )
        let targets = try DemoTargets(units: plan.units, accounts: plan.accounts)
        let figures = try await targets.load(into: store, calendar: plan.calendar)
        try await targets.tie(to: plans.province, by: plan.accounts, in: store)
        progress(
            "Đã giao \(targets.made.count) chỉ tiêu (\(groupedByThousands(figures)) số liệu), ghi \(targets.works.count) công trình và \(targets.houses.count) hộ xóa nhà tạm (hư cấu)."
        )
        let difficulties = try await DemoDifficulties(
            units: plan.units, accounts: plan.accounts, lawbook: lawbook
        ).load(into: store)
        progress("Đã ghi \(difficulties) vướng mắc của các đơn vị (hư cấu).")
        let reports = try await DemoReports(
            store: store, lawbook: lawbook, units: plan.units, accounts: plan.accounts
        ).make()
        try await DemoInspections(store: store, units: plan.units, accounts: plan.accounts).make()
        progress("Đã lập \(reports) báo cáo và 3 cuộc kiểm tra (hư cấu).")
        let dossiers = try await DemoDossiers(store: store, files: files, lawbook: lawbook, plan: plan).make()
        progress("Đã lập \(dossiers) hồ sơ ở các bước khác nhau.")
        let counts = [
            "units": plan.units.units.count, "people": plan.people.count, "commendations": plan.roll.count,
            "movements": plan.letter.movements.count, "dossiers": dossiers,
        ]
        try await store.write { tx in
            try EventRecords.append(
                .demoLoaded, to: .installation, "this", by: nil, note: "Bắc Kạn 2025",
                detail: counts.mapValues(String.init), in: tx)
        }
        return plan.accounts.rows.map(\.printed) + [directives.account]
    }

    private static func loadUnits(_ plan: DemoPlan, into store: any Store) async throws {
        let units = plan.units
        try await store.perform { tx in
            if try UnitRecords.unit(units.province, in: tx) != nil {
                throw Problem(
                    .conflict, "Kho dữ liệu này đã có dữ liệu trình diễn. Chỉ nạp vào một kho dữ liệu mới, còn trống.")
            }
            for unit in units.units { try UnitRecords.insert(unit, document: units.documents[unit.id], in: tx) }
            for made in units.successions {
                try UnitRecords.insertSuccession(
                    from: made.from, to: made.to, kind: made.kind, on: DemoTime.firstNewDay, document: made.document,
                    in: tx)
            }
            try UnitRecords.refreshAncestors(in: tx)
            try EventRecords.append(
                .unitsImported, to: .installation, "this", by: nil,
                note: "Danh mục đơn vị trước và sau ngày 01/7/2025; ngày bắt đầu của đơn vị cũ là ngày quy ước",
                detail: ["units": String(units.units.count)], in: tx)
        }
    }

    private static func loadAccounts(_ plan: DemoPlan, into store: any Store) async throws {
        var hashes: [String] = []
        for row in plan.accounts.rows { hashes.append(try await Passwords.hash(row.password)) }
        let accounts = Array(zip(plan.accounts.rows, hashes))
        try await store.perform { tx in
            for (row, hash) in accounts {
                try AccountRecords.insert(
                    Account(id: row.actor.accountID, username: row.username, name: row.actor.name), passwordHash: hash,
                    grants: row.actor.grants, in: tx)
                try EventRecords.append(
                    .accountCreated, to: .account, row.actor.accountID.rawValue, by: nil, note: "Tài khoản trình diễn",
                    detail: ["role": row.role.rawValue], in: tx)
            }
        }
    }

    private static func insert(_ file: InventedPerson, cipher: IdentityCipher, in tx: any WriteTransaction) throws {
        let id = file.person.id
        try PersonRecords.insert(file.person, identityNumber: file.identityNumber, cipher: cipher, in: tx)
        for post in file.posts {
            try PersonRecords.insertPost(
                of: id, at: post.unitID, position: post.position, from: post.from, until: post.until, in: tx)
        }
        for initiative in file.initiatives { try PersonRecords.insertInitiative(initiative, in: tx) }
        for measure in file.discipline {
            try PersonRecords.insertDiscipline(
                of: id, measure: measure.kind, from: measure.from, until: measure.until, document: measure.document,
                in: tx)
        }
        for examination in file.examinations {
            try PersonRecords.insertExamination(
                person: id, unit: nil, kind: examination.kind, since: examination.since, closedOn: examination.closedOn,
                in: tx)
        }
        try EventRecords.append(
            .personCreated, to: .person, id.rawValue, by: nil, note: "Dữ liệu trình diễn, người hư cấu", in: tx)
    }

    private static func ratings(of file: InventedPerson) -> [RatingRow] {
        file.ratings.map {
            RatingRow(
                personID: file.person.id, year: $0.year, level: $0.level, unitID: $0.unitID, monthsWorked: $0.months,
                isMaternity: $0.isMaternity)
        }
    }

    private static func loadMovements(_ plan: DemoPlan, into store: any Store) async throws {
        let letter = plan.letter
        let councils = plan.councils.rows
        let launcher = try plan.accounts.actor("lanhdao.snv").accountID
        try await store.perform { tx in
            for movement in letter.movements {
                try MovementSeeding.insert(
                    movement, launchedBy: [.province, .cluster].contains(movement.scope) ? launcher : nil, in: tx)
                try EventRecords.append(
                    .demoLoaded, to: .movement, movement.id.rawValue, by: nil,
                    note: movement.isInvented
                        ? "Phong trào, đợt thi đua hư cấu, để trình diễn" : "Phát động theo công văn tháng 01/2025",
                    in: tx)
                if movement.reopenedAt != nil {
                    try EventRecords.append(
                        .movementClosed, to: .movement, movement.id.rawValue, by: nil,
                        note: "Hồ sơ đất đai quá hạn giảm còn hai hồ sơ trong tháng 11/2025. (hư cấu)", in: tx)
                    try EventRecords.append(
                        .movementReopened, to: .movement, movement.id.rawValue, by: nil,
                        note:
                            "Còn hai hồ sơ quá hạn, cần thêm ba tuần. Ngày kết thúc mới: \(movement.endsOn.written). (hư cấu)",
                        in: tx)
                }
            }
            for read in letter.reads {
                try MovementSeeding.setRead(read.movementID, by: read.unitID, at: read.at, in: tx)
            }
            for response in letter.responses { try MovementAddresseeRecords.insert(response, in: tx) }
            let specialist = try plan.accounts.actor("chuyenvien.snv").accountID
            for drive in letter.drives { try MovementDriveRecords.insert(drive, by: specialist, in: tx) }
            for review in letter.reviews { try MovementReviewRecords.insert(review, in: tx) }
            for row in councils {
                try CouncilRecords.insert(
                    row.council, document: row.document, from: DemoCouncils.from, accounts: row.accounts,
                    in: tx)
            }
        }
    }

    private static func loadCalendar(_ calendar: DemoCalendar, into store: any Store) async throws {
        try await store.perform { tx in
            for occasion in calendar.occasions {
                try OccasionRecords.insert(occasion, in: tx)
                try EventRecords.append(
                    .demoLoaded, to: .occasion, occasion.id.rawValue, by: nil, note: "Theo công văn tháng 01/2025",
                    in: tx)
            }
            for activity in calendar.activities {
                try ActivityRecords.insert(activity, in: tx)
                try EventRecords.append(
                    .demoLoaded, to: .activity, activity.id.rawValue, by: nil, note: "Hoạt động hư cấu", in: tx)
            }
            for link in calendar.links { try OccasionLinkRecords.add(link, by: calendar.account, in: tx) }
        }
    }

    private static func chunks<Element>(of elements: [Element], size: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: elements.count, by: size).map { elements[$0..<min($0 + size, elements.count)] }
    }
}
