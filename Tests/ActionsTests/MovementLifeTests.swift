import Actions
import Domain
import Law
import Primitives
import Records
import Store
import TestSupport
import TestWorld
import Testing

/// A movement from its parent to its reopening: recorded ones, special drives, drives, reviews, urging.
@Suite struct MovementLifeTests {
    private func content(_ change: (inout MovementContent) -> Void = { _ in }) -> MovementContent {
        var content = MovementContent()
        content.name = "Phong trào thi đua năm 2025"
        content.theme = "Đoàn kết, sáng tạo"
        content.startsOn = "01/01/2025"
        content.endsOn = "31/12/2025"
        content.goals = "Hoàn thành chỉ tiêu năm 2025"
        content.criteria = [.collective: "Hoàn thành vượt mức chỉ tiêu"]
        content.groups = [.communes]
        change(&content)
        return content
    }

    private func launched(
        _ world: World, _ change: (inout MovementContent) -> Void = { _ in }
    ) async throws -> ID<Movement> {
        let id = try await DraftMovement(unitID: world.province, content: content(change)).run(
            by: world.specialist, on: world.store)
        try await LaunchMovement(id: id, version: 1).run(by: world.leader, on: world.store)
        return id
    }

    private func respond(_ id: ID<Movement>, _ world: World) async throws {
        try await RespondToMovement(
            movementID: id, unitID: world.commune, version: 0, plan: "Kế hoạch số 12/KH-UBND", subjects: "Toàn xã",
            indicators: "Xóa 24 nhà tạm", registeredPeople: "120", registeredCollectives: "9"
        ).run(by: world.officer, on: world.store)
    }

    private let whole = TypedReview(
        results: "Đã xóa 24 nhà tạm.", people: "1.204", collectives: "12", weaknesses: "Thôn xa làm chậm.",
        lessons: "Giao việc từng tuần.", proposals: "Đề nghị khen 02 thôn.")

    private func events(_ id: ID<Movement>, _ world: World) async throws -> [Event] {
        try await world.store.read { tx in try EventRecords.history(of: .movement, id.rawValue, in: tx) }
    }

    private func movement(_ id: ID<Movement>, _ world: World) async throws -> Movement {
        try #require(try await world.store.read { tx in try MovementRecords.movement(id, in: tx) })
    }

    // MARK: From the centre to the unit

    @Test(arguments: TestEngine.available)
    func
        `Phong trào do Trung ương phát động: tỉnh ghi nhận tên nơi phát động và văn bản, triển khai mà không cần tiêu chí riêng`(
            engine: TestEngine
        ) async throws
    {
        try await withWorld(engine) { world in
            let bare = try await problem {
                _ = try await launched(world) { $0.origin = "government" }
            }
            #expect(Set(bare?.fields.map(\.field) ?? []) == ["launcher", "document"])
            let id = try await launched(world) {
                $0.origin = "government"
                $0.launcher = "Thủ tướng Chính phủ"
                $0.document = "Quyết định (hư cấu) số 1/QĐ-TTg"
                $0.criteria = [:]
            }
            let recorded = try await movement(id, world)
            #expect(recorded.level == .government && recorded.isRecorded && recorded.scope == .nation)
            #expect(recorded.origin == .government)
            #expect(recorded.launchedBy(unitName: "Tỉnh") == "Thủ tướng Chính phủ")
            #expect(try await events(id, world).last?.kind == .movementLaunched)
            // A commune records no movement of the centre: it opens its own under it.
            let refused = try await problem {
                _ = try await DraftMovement(
                    unitID: world.commune,
                    content: content {
                        $0.origin = "government"
                        $0.launcher = "Thủ tướng Chính phủ"
                        $0.document = "Số 1"
                        $0.groups = []
                    }
                ).run(by: world.officer, on: world.store)
            }
            #expect(refused?.fields.map(\.field) == ["origin"])
            #expect(refused?.fields.first?.message.contains("do Sở Nội vụ ghi nhận") == true)
            // Not our level at all.
            let odd = try await problem { _ = try await launched(world) { $0.origin = "unit" } }
            #expect(odd?.fields.map(\.field) == ["origin"])
        }
    }

    @Test(arguments: TestEngine.available)
    func `Phong trào của bộ, ngành: ghi nhận ở tỉnh, xã mở đợt của mình, cấp khen thưởng để cán bộ xác định`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            let id = try await launched(world) {
                $0.name = "Phong trào của Bộ (hư cấu)"
                $0.origin = "ministry"
                $0.launcher = "Bộ trưởng Bộ Nội vụ"
                $0.document = "Quyết định (hư cấu) số 2/QĐ-BNV ngày 03/02/2025"
                $0.criteria = [:]
            }
            let recorded = try await movement(id, world)
            #expect(recorded.scope == .ministry && recorded.level == nil && recorded.isRecorded)
            #expect(recorded.origin == .ministry)
            #expect(recorded.launchedBy(unitName: "Tỉnh") == "Bộ trưởng Bộ Nội vụ")
            let told = try await world.store.read { tx in
                try tx.rows("SELECT message FROM outbox WHERE subject_id = \(id)").map { try $0["message"] as String }
            }
            #expect(!told.isEmpty)
            #expect(told.allSatisfy { $0.hasPrefix("Triển khai phong trào do Bộ trưởng Bộ Nội vụ phát động:") })
            // A unit runs its own under it.
            let own = try await DraftMovement(
                unitID: world.commune,
                content: content {
                    $0.name = "Đợt thi đua của xã"
                    $0.parent = id.rawValue
                    $0.groups = []
                }
            ).run(by: world.officer, on: world.store)
            #expect(try await movement(own, world).parentID == id)
            // Who rewards it is not in the sources: said in words at the dossier, and left to the officer by the rules.
            let dossierID = try await CreateDossier(
                title: "Đề nghị khen phong trào của Bộ", category: .movement, year: 2025, level: .province,
                unitID: world.commune, movementID: id
            ).run(by: world.officer, on: world.store)
            let (check, fact) = try await world.store.read { tx in
                let dossier = try #require(try DossierRecords.dossier(dossierID, in: tx))
                let line = try #require(try MovementRecords.line(id, in: tx))
                return (try RewardingLevelCheck.of(dossier, [], lawbook: world.lawbook, in: tx), line)
            }
            #expect(check?.sentences.count == 1 && check?.summary.contains("Chưa rõ cấp nào") == true)
            #expect(check?.sentences.first?.contains("do Bộ trưởng Bộ Nội vụ phát động") == true)
            #expect(fact.level == nil && fact.launchedBy == "Bộ trưởng Bộ Nội vụ")
        }
    }

    @Test(arguments: TestEngine.available)
    func `Ba cấp nối nhau: Trung ương, tỉnh, xã; trang nào cũng thấy cấp trên và cấp dưới`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let top = try await launched(world) {
                $0.origin = "state"
                $0.launcher = "Chủ tịch nước"
                $0.document = "Văn bản hư cấu"
            }
            let middle = try await launched(world) { $0.parent = top.rawValue }
            let low = try await DraftMovement(
                unitID: world.commune,
                content: content {
                    $0.name = "Đợt thi đua 30 ngày xóa nhà tạm"
                    $0.parent = middle.rawValue
                    $0.groups = []
                    $0.weakPoint = "Còn 24 nhà tạm ở thôn vùng cao"
                    $0.wantedResult = "Xóa hết trước 31/12/2025"
                }
            ).run(by: world.officer, on: world.store)
            // A unit without units below it, or that chooses none, launches for its own people; its head does so.
            let refused = try await problem {
                try await LaunchMovement(id: low, version: 1).run(by: world.officer, on: world.store)
            }
            #expect(refused?.code == .notAllowed && refused?.message.contains("thủ trưởng đơn vị phát động") == true)
            let result = try await LaunchMovement(id: low, version: 1).run(by: world.head, on: world.store)
            #expect(result.units == 0)
            let store = CountingStore(world.store)
            let (above, below, count) = try await store.read { tx in
                (
                    try MovementRecords.above(low, in: tx).map(\.id),
                    try MovementRecords.launchedBelow(middle, limit: 10, in: tx).map(\.id),
                    try MovementRecords.countBelow(middle, in: tx)
                )
            }
            #expect(store.count == 3)
            #expect(above == [top, middle] && below == [low])
            #expect(count.movements == 1 && count.units == 1)
            let special = try await movement(low, world)
            #expect(special.weakPoint == "Còn 24 nhà tạm ở thôn vùng cao" && special.scope == .unit)
            // Another commune's movement is no parent, nor is a draft.
            let strange = try await problem {
                _ = try await DraftMovement(
                    unitID: world.otherCommune,
                    content: content {
                        $0.parent = low.rawValue
                        $0.groups = []
                    }
                ).run(by: world.otherOfficer, on: world.store)
            }
            #expect(strange?.fields.map(\.field) == ["parent"])
            let choices = try await world.store.read { tx in
                try MovementRecords.possibleParents(of: [world.otherCommune], on: tx.today, limit: 10, in: tx).map(\.id)
            }
            #expect(Set(choices) == [top, middle])
        }
    }

    @Test func `Thời gian của cấp dưới vượt ra ngoài cấp trên thì được nhắc, không bị chặn`() throws {
        func movement(_ start: CivilDate, _ end: CivilDate) -> Movement {
            let now = Instant(start, hour: 8)
            return Movement(
                id: ID(at: now), name: "A", theme: "B", form: .thematic, launchingUnitID: ID(at: now), scope: .unit,
                level: .unit, startsOn: start, endsOn: end, goals: "", document: "", createdBy: ID(at: now),
                createdAt: now,
                updatedAt: now)
        }
        func day(_ day: Int, _ month: Int) -> CivilDate { CivilDate(year: 2025, month: month, day: day)! }
        let parent = movement(day(1, 3), day(31, 5))
        #expect(movement(day(1, 3), day(31, 5)).periodWarning(under: parent) == nil)
        #expect(movement(day(28, 2), day(31, 5)).periodWarning(under: parent)?.contains("28/02/2025") == true)
        #expect(movement(day(1, 3), day(1, 6)).periodWarning(under: parent)?.contains("31/5/2025") == true)
    }

    @Test(arguments: TestEngine.available)
    func `Đợt thi đua đặc thù nêu cả khâu yếu và kết quả cần đạt`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let half = try await problem { _ = try await launched(world) { $0.weakPoint = "Giải ngân chậm" } }
            #expect(half?.fields.map(\.field) == ["wantedResult"])
            let other = try await problem { _ = try await launched(world) { $0.wantedResult = "Giải ngân 95 %" } }
            #expect(other?.fields.map(\.field) == ["weakPoint"])
        }
    }

    // MARK: Drives

    @Test(arguments: TestEngine.available)
    func `Đợt thi đua tính cả ngày đầu và ngày cuối, nằm trong thời gian của phong trào`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let id = try await launched(world) {
                $0.startsOn = "10/12/2025"
                $0.endsOn = "20/12/2025"
            }
            func add(_ from: String, _ until: String) async throws -> ID<MovementDrive> {
                try await AddDrive(
                    movementID: id,
                    content: DriveContent(name: "Đợt \(from)", startsOn: from, endsOn: until, goals: "Về đích")
                ).run(by: world.specialist, on: world.store)
            }
            // The very first and the very last day are inside.
            let whole = try await add("10/12/2025", "20/12/2025")
            _ = try await add("20/12/2025", "20/12/2025")
            let early = try await problem { _ = try await add("09/12/2025", "15/12/2025") }
            #expect(early?.fields.map(\.field) == ["startsOn"])
            #expect(early?.fields.first?.message.contains("10/12/2025") == true)
            let late = try await problem { _ = try await add("15/12/2025", "21/12/2025") }
            #expect(late?.fields.map(\.field) == ["endsOn"])
            let backwards = try await problem { _ = try await add("15/12/2025", "14/12/2025") }
            #expect(backwards?.fields.map(\.field) == ["endsOn"])
            let empty = try await problem {
                _ = try await AddDrive(movementID: id, content: DriveContent()).run(
                    by: world.specialist, on: world.store)
            }
            #expect(Set(empty?.fields.map(\.field) ?? []) == ["name", "goals", "startsOn"])
            #expect(
                try await problem {
                    _ = try await AddDrive(movementID: id, content: DriveContent(name: "X")).run(
                        by: world.officer, on: world.store)
                }?.code == .notAllowed)
            // Changed by one, the other is told; cancelled with a reason, it stays on the page.
            let change = DriveContent(name: "Đợt 1", startsOn: "11/12/2025", endsOn: "19/12/2025", goals: "Về đích")
            try await ChangeDrive(movementID: id, id: whole, version: 1, content: change).run(
                by: world.leader, on: world.store)
            let stale = try await problem {
                try await ChangeDrive(movementID: id, id: whole, version: 1, content: change).run(
                    by: world.specialist, on: world.store)
            }
            #expect(stale?.code == .conflict && stale?.message.contains("Phạm Văn Đạo") == true)
            #expect(
                try await problem {
                    try await CancelDrive(movementID: id, id: whole, version: 2, reason: " ").run(
                        by: world.specialist, on: world.store)
                }?.fields.map(\.field) == ["reason"])
            try await CancelDrive(movementID: id, id: whole, version: 2, reason: "Bão lũ").run(
                by: world.specialist, on: world.store)
            let drives = try await world.store.read { tx in try MovementDriveRecords.drives(of: id, in: tx) }
            #expect(drives.map(\.isCancelled) == [true, false])
            #expect(
                try await problem {
                    try await ChangeDrive(movementID: id, id: whole, version: 3, content: change).run(
                        by: world.specialist, on: world.store)
                }?.message.contains("Bão lũ") == true)
            #expect(
                try await events(id, world).map(\.kind) == [
                    .movementDrafted, .movementLaunched, .movementDriveAdded, .movementDriveAdded,
                    .movementDriveChanged,
                    .movementDriveCancelled,
                ])
        }
    }

    @Test(arguments: TestEngine.available)
    func `Đợt chào mừng một ngày lễ thì phong trào cũng hiện ở ngày đó trong lịch`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            var day = OccasionContent()
            day.kind = Occasion.Kind.greatDay.rawValue
            day.owner = OccasionContent.ofProvince
            day.name = "Quốc khánh"
            day.foundedOn = "02/09/1945"
            let occasion = try await AddOccasion(content: day).run(by: world.specialist, on: world.store)
            let id = try await launched(world)
            let drive = try await AddDrive(
                movementID: id,
                content: DriveContent(
                    name: "Đợt 2", startsOn: "01/11/2025", endsOn: "31/12/2025", goals: "Về đích",
                    occasion: occasion.rawValue)
            ).run(by: world.specialist, on: world.store)
            let (kept, greeted) = try await world.store.read { tx in
                (
                    try MovementDriveRecords.drive(drive, of: id, in: tx)?.greeting?.occasionID,
                    try OccasionLinkRecords.occasions(of: .movement, id.rawValue, in: tx).map(\.occasion.id)
                )
            }
            #expect(kept == occasion && greeted == [occasion])
        }
    }

    // MARK: Responding and urging

    @Test(arguments: TestEngine.available)
    func `Đơn vị chưa hưởng ứng được nhắc, mỗi ngày một lần; đơn vị đã hưởng ứng thì không`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let id = try await launched(world)
            let before = try await world.store.read { tx in try OutboxRecords.waitingCount(in: tx) }
            try await respond(id, world)
            #expect(
                try await problem { try await UrgeMovement(id: id).run(by: world.officer, on: world.store) }?.code
                    == .notAllowed)
            let first = try await UrgeMovement(id: id).run(by: world.specialist, on: world.store)
            #expect(first.units == 1 && first.people == 1)
            let again = try await UrgeMovement(id: id).run(by: world.leader, on: world.store)
            #expect(again.units == 0)
            let after = try await world.store.read { tx in try OutboxRecords.waiting(limit: 50, in: tx) }
            #expect(after.count == before + 1)
            let urged = after.filter { $0.message.contains("chưa hưởng ứng Phong trào thi đua năm 2025") }
            #expect(urged.map(\.accountID) == [world.otherOfficer.accountID])
            let line = try await world.store.read { tx in
                try MovementAddresseeRecords.page(of: id, .unread, after: nil, limit: 10, in: tx).first
            }
            #expect(line?.unitID == world.otherCommune && line?.remindedOn == CivilDate(year: 2025, month: 12, day: 5))
            world.clock.advance(.seconds(24 * 3600))
            #expect(try await UrgeMovement(id: id).run(by: world.specialist, on: world.store).units == 1)
            #expect(try await events(id, world).filter { $0.kind == .movementUrged }.count == 2)
            let indicators = try await world.store.read { tx in
                try MovementAddresseeRecords.response(of: world.commune, to: id, in: tx)?.indicators
            }
            #expect(indicators == "Xóa 24 nhà tạm")
            world.clock.set(Instant(CivilDate(year: 2026, month: 1, day: 1)!, hour: 0))
            #expect(
                try await problem { try await UrgeMovement(id: id).run(by: world.leader, on: world.store) }?.code
                    == .tooLate)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Văn bản của đơn vị: nơi phát động và đơn vị mở được, đơn vị khác thì không`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let id = try await launched(world)
            let pdf = Array("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n".utf8)
            let paper = try await AddMovementPaper(
                movementID: id, unitID: world.commune, fileName: "ke-hoach.pdf", content: pdf
            ).run(by: world.officer, files: world.files, on: world.store)
            for actor in [world.officer, world.head, world.specialist, world.leader, world.inspector] {
                let name = try await world.store.read { tx in
                    try Gate.movementPaper(paper, of: id, for: actor, in: tx).fileName
                }
                #expect(name == "ke-hoach.pdf")
            }
            #expect(
                try await problem {
                    _ = try await world.store.read { tx in
                        try Gate.movementPaper(paper, of: id, for: world.otherOfficer, in: tx)
                    }
                }?.code == .notFound)
            #expect(
                try await problem {
                    _ = try await AddMovementPaper(
                        movementID: id, unitID: world.commune, fileName: "a.exe", content: [1, 2, 3]
                    ).run(by: world.officer, files: world.files, on: world.store)
                }?.fields.map(\.field) == ["file"])
            let hashes = try await world.store.read { tx in try AttachmentRecords.fileHashes(in: tx) }
            #expect(hashes.contains(sha256(pdf)))
            try await RemoveMovementPaper(movementID: id, id: paper).run(by: world.head, on: world.store)
            #expect(
                try await world.store.read { tx in
                    try MovementPaperRecords.papers(of: [world.commune], to: id, in: tx)
                }.isEmpty)
        }
    }

    // MARK: Reviews

    @Test(arguments: TestEngine.available)
    func `Đơn vị gửi sơ kết và tổng kết của mình, nơi phát động thấy bao nhiêu đơn vị đã gửi và số cộng lại`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            let id = try await launched(world)
            try await respond(id, world)
            func send(
                _ stage: String, _ unit: ID<Unit>, _ actor: Actor, version: Int = 0, _ review: TypedReview
            ) async throws -> MovementReview {
                try await ReviewMovement(
                    movementID: id, unitID: unit, stage: stage, version: version, review: review
                ).run(by: actor, on: world.store)
            }
            #expect(
                try await problem { _ = try await send("midway", world.commune, world.officer, TypedReview()) }?
                    .fields.map(\.field) == ["results"])
            let first = try await send("midway", world.commune, world.officer, whole)
            #expect(first.people == 1204 && first.version == 1)
            let blind = try await problem { _ = try await send("midway", world.commune, world.head, whole) }
            #expect(blind?.code == .conflict && blind?.message.contains("Lý Thị Mẫu") == true)
            #expect(try await send("midway", world.commune, world.head, version: 1, whole).version == 2)
            _ = try await send(
                "midway", world.otherCommune, world.otherOfficer, TypedReview(results: "Đạt", people: "6"))
            // The launching side writes its own beside them; it is not counted among the units.
            _ = try await send("midway", world.province, world.specialist, TypedReview(results: "Cả tỉnh đạt"))
            let (totals, lines) = try await world.store.read { tx in
                (
                    try MovementReviewRecords.totals(of: id, in: tx),
                    try MovementReviewRecords.page(of: id, .final, after: nil, limit: 10, in: tx)
                )
            }
            let midway = try #require(totals["midway"])
            #expect(midway.units == 2 && midway.people == 1210 && midway.collectives == 12)
            #expect(lines.count == 2 && lines.allSatisfy { $0.review == nil })
            // For another unit, of an unknown stage, of a drive that has not begun.
            #expect(
                try await problem { _ = try await send("midway", world.commune, world.otherOfficer, whole) }?.code
                    == .notFound)
            #expect(
                try await problem { _ = try await send("midway", world.province, world.officer, whole) }?.code
                    == .notAllowed)
            #expect(
                try await problem { _ = try await send("other", world.commune, world.officer, whole) }?.code
                    == .notFound)
            let drive = try await AddDrive(
                movementID: id,
                content: DriveContent(name: "Đợt 3", startsOn: "20/12/2025", endsOn: "24/12/2025", goals: "Về đích")
            ).run(by: world.specialist, on: world.store)
            let soon = try await problem { _ = try await send(drive.rawValue, world.commune, world.officer, whole) }
            #expect(soon?.code == .conflict && soon?.message.contains("20/12/2025") == true)
            world.clock.set(Instant(CivilDate(year: 2025, month: 12, day: 20)!, hour: 0))
            _ = try await send(drive.rawValue, world.commune, world.officer, whole)
            // When all is over, what is missing waits for the unit, and the end for the launching side.
            world.clock.set(Instant(CivilDate(year: 2026, month: 1, day: 1)!, hour: 0))
            let (work, closing) = try await world.store.read { tx in
                (
                    try WorkRecords.work(for: world.officer, limit: 20, in: tx),
                    try WorkRecords.work(for: world.leader, limit: 20, in: tx)
                )
            }
            #expect(work[.movementReviews]?.items.map(\.part) == ["final"])
            #expect(closing[.movementsToClose]?.items.map(\.id) == [id.rawValue])
            _ = try await send("final", world.commune, world.officer, whole)
            let left = try await world.store.read { tx in
                try WorkRecords.openCount(for: world.officer, upTo: 100, in: tx)
            }
            #expect(left == 0)
        }
    }

    @Test(arguments: TestEngine.available)
    func reviewPagesFollowEachOtherInOneStatementEach(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let id = try await launched(world) { $0.groups = [.communes, .departments] }
            _ = try await ReviewMovement(
                movementID: id, unitID: world.commune, stage: "final", version: 0, review: whole
            ).run(by: world.officer, on: world.store)
            let store = CountingStore(world.store)
            var seen: [ReviewLine] = []
            while true {
                let after = seen.last.map { ($0.review != nil, $0.unitID) }
                store.reset()
                let page = try await store.read { tx in
                    try MovementReviewRecords.page(of: id, .final, after: after, limit: 3, in: tx)
                }
                #expect(store.count == 1)
                if page.isEmpty { break }
                seen += page
            }
            #expect(seen.count == 4 && Set(seen.map(\.unitID)).count == 4)
            #expect(seen.last?.unitID == world.commune)
        }
    }

    // MARK: Closing and reopening

    @Test(arguments: TestEngine.available)
    func
        `Tổng kết phải đủ kết quả, số liệu, hạn chế, bài học, đề xuất; mở lại có lý do và cả hai lần đều còn trong diễn biến`(
            engine: TestEngine
        ) async throws
    {
        try await withWorld(engine) { world in
            let id = try await launched(world)
            let bare = try await problem {
                try await CloseMovement(id: id, version: 2, review: TypedReview(results: "Xong")).run(
                    by: world.leader, on: world.store)
            }
            #expect(
                bare?.fields.map(\.field) == ["people", "collectives", "weaknesses", "lessons", "proposals"])
            try await CloseMovement(id: id, version: 2, review: whole).run(by: world.leader, on: world.store)
            #expect(try await problem { try await respond(id, world) }?.message.contains("đã tổng kết") == true)
            #expect(
                try await problem {
                    try await ReopenMovement(id: id, version: 3, reason: "Sót", endsOn: "").run(
                        by: world.specialist, on: world.store)
                }?.code == .notAllowed)
            #expect(
                try await problem {
                    try await ReopenMovement(id: id, version: 3, reason: " ", endsOn: "04/12/2025").run(
                        by: world.leader, on: world.store)
                }?.fields.map(\.field) == ["reason", "endsOn"])
            try await ReopenMovement(id: id, version: 3, reason: "Còn sót ba xã chưa tính.", endsOn: "").run(
                by: world.leader, on: world.store)
            let open = try await movement(id, world)
            #expect(open.state == .launched && open.summary.isEmpty && open.closedAt == nil && open.reopenedAt != nil)
            try await respond(id, world)
            // The prepared text is still there for the second end; an old version of it is not written over.
            let prepared = try await world.store.read { tx in
                try MovementReviewRecords.review(of: world.province, .final, to: id, in: tx)
            }
            #expect(prepared?.results == "Đã xóa 24 nhà tạm." && prepared?.version == 1)
            var second = whole
            second.results = "Đã xóa 31 nhà tạm."
            #expect(
                try await problem {
                    try await CloseMovement(id: id, version: 4, reviewVersion: 0, review: second).run(
                        by: world.leader, on: world.store)
                }?.code == .conflict)
            try await CloseMovement(id: id, version: 4, reviewVersion: 1, review: second).run(
                by: world.chairman, on: world.store)
            let log = try await events(id, world)
            #expect(
                log.filter { $0.kind == .movementClosed }.map(\.note) == ["Đã xóa 24 nhà tạm.", "Đã xóa 31 nhà tạm."])
            #expect(log.first { $0.kind == .movementReopened }?.note == "Còn sót ba xã chưa tính.")
        }
    }

    @Test(arguments: TestEngine.available)
    func `Mở lại sau khi hết thời gian phải có ngày kết thúc mới; nhận hưởng ứng đến hết ngày đó`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let id = try await launched(world)
            try await CloseMovement(id: id, version: 2, review: whole).run(by: world.leader, on: world.store)
            world.clock.set(Instant(CivilDate(year: 2026, month: 1, day: 5)!, hour: 8))
            func reopen(_ day: String) async throws {
                try await ReopenMovement(id: id, version: 3, reason: "Còn sót", endsOn: day).run(
                    by: world.chairman, on: world.store)
            }
            #expect(try await problem { try await reopen("") }?.fields.map(\.field) == ["endsOn"])
            #expect(try await problem { try await reopen("04/01/2026") }?.fields.map(\.field) == ["endsOn"])
            try await reopen("05/01/2026")
            world.clock.set(Instant(CivilDate(year: 2026, month: 1, day: 5)!, hour: 23, minute: 59))
            try await respond(id, world)
            world.clock.set(Instant(CivilDate(year: 2026, month: 1, day: 6)!, hour: 0))
            #expect(try await problem { try await respond(id, world) }?.code == .tooLate)
        }
    }

    // MARK: Lists

    @Test(arguments: TestEngine.available)
    func `Lọc theo cấp, năm, hình thức và đơn vị của tôi, mỗi lần một câu truy vấn`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let central = try await launched(world) {
                $0.origin = "government"
                $0.launcher = "Thủ tướng Chính phủ"
                $0.document = "Văn bản hư cấu"
                $0.form = Movement.Form.thematic.rawValue
            }
            let old = try await launched(world) {
                $0.startsOn = "01/01/2023"
            }
            let own = try await DraftMovement(
                unitID: world.commune, content: content { $0.groups = [] }
            ).run(by: world.officer, on: world.store)
            try await LaunchMovement(id: own, version: 1).run(by: world.head, on: world.store)
            try await respond(old, world)
            let store = CountingStore(world.store)
            func found(_ filter: MovementFilter, by actor: Actor) async throws -> Set<ID<Movement>> {
                store.reset()
                let found = try await store.read { tx in
                    Set(try MovementRecords.page(nil, filter, for: actor, before: nil, limit: 50, in: tx).map(\.id))
                }
                #expect(store.count == 1)
                return found
            }
            let officer = world.officer
            #expect(try await found(MovementFilter(), by: officer) == [central, old, own])
            #expect(try await found(MovementFilter(scope: .nation), by: officer) == [central])
            #expect(try await found(MovementFilter(scope: .ministry), by: officer) == [])
            #expect(try await found(MovementFilter(scope: .province), by: officer) == [old])
            #expect(try await found(MovementFilter(scope: .unit), by: officer) == [own])
            #expect(try await found(MovementFilter(year: 2024), by: officer) == [old])
            #expect(try await found(MovementFilter(form: .thematic), by: officer) == [central])
            #expect(try await found(MovementFilter(relation: .own), by: officer) == [own])
            #expect(try await found(MovementFilter(relation: .own), by: world.leader) == [central, old])
            #expect(try await found(MovementFilter(relation: .answered), by: officer) == [old])
            #expect(try await found(MovementFilter(relation: .unanswered), by: officer) == [central])
            #expect(try await found(MovementFilter(relation: .answered), by: world.otherOfficer) == [])
        }
    }

    // MARK: Rewarding

    @Test func `Cấp nào phát động cấp đó khen: khác cấp thì nêu từng hình thức, cùng cấp thì im lặng`() {
        func found(_ level: CompetenceLevel?, _ dossier: Dossier.Level, _ lines: [RewardingLevel.Line]) -> [String]? {
            RewardingLevel(
                movementName: "Xóa nhà tạm", launcher: "Bộ trưởng (hư cấu)", launchedAt: level, dossierLevel: dossier,
                lines: lines
            )?.sentences
        }
        let paper = RewardingLevel.Line(awardName: "Giấy khen", level: .unit)
        let province = RewardingLevel.Line(awardName: "Bằng khen của tỉnh", level: .province)
        #expect(found(.province, .province, []) == nil && found(.unit, .unit, []) == nil)
        #expect(found(.unit, .province, [])?.count == 1 && found(.province, .unit, [])?.count == 1)
        #expect(found(.province, .province, [province, province]) == nil)
        let mixed = found(.unit, .province, [province, province, paper])
        #expect(mixed?.count == 1 && mixed?.first?.contains("“Bằng khen của tỉnh”") == true)
        #expect(found(.government, .province, [province])?.first?.contains("Thủ tướng") == true)
        // Of a ministry's and a cluster's the sources say nothing: it is told, whatever is asked for.
        let unsaid = found(nil, .province, [province, paper])
        #expect(unsaid?.count == 1 && unsaid?.first?.contains("Bộ trưởng (hư cấu)") == true)
        #expect(unsaid?.first?.contains("cán bộ thẩm định xem văn bản phát động") == true)
    }

    @Test(arguments: TestEngine.available)
    func `Hồ sơ nêu phong trào của xã mà trình tỉnh khen: có lưu ý kèm điều khoản, và còn lại trong diễn biến`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            let own = try await DraftMovement(
                unitID: world.commune, content: content { $0.groups = [] }
            ).run(by: world.officer, on: world.store)
            try await LaunchMovement(id: own, version: 1).run(by: world.head, on: world.store)
            let province = try await launched(world)
            func check(_ movement: ID<Movement>, _ level: Dossier.Level) async throws -> RewardingLevelCheck? {
                let id = try await CreateDossier(
                    title: "Đề nghị khen phong trào", category: .movement, year: 2025, level: level,
                    unitID: world.commune, movementID: movement
                ).run(by: world.officer, on: world.store)
                return try await world.store.read { tx in
                    guard let dossier = try DossierRecords.dossier(id, in: tx) else { return nil }
                    return try RewardingLevelCheck.of(dossier, [], lawbook: world.lawbook, in: tx)
                }
            }
            #expect(try await check(own, .unit) == nil)
            #expect(try await check(province, .province) == nil)
            let up = try #require(try await check(own, .province))
            #expect(up.citation?.text.contains("Điều 83") == true)
            #expect(up.clause?.contains("Cấp nào phát động") == true)
            #expect(try await check(province, .unit) != nil)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Dự thảo quyết định nêu phong trào mà cấp khác phát động trước khi ký, mỗi phong trào một lần`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            let own = try await DraftMovement(
                unitID: world.commune, content: content { $0.groups = [] }
            ).run(by: world.officer, on: world.store)
            try await LaunchMovement(id: own, version: 1).run(by: world.head, on: world.store)
            let province = try await launched(world)
            let council = try await world.makeCouncil(of: world.province)
            let dossiers = [
                try await world.appraisedDossier(), try await world.readyDossier(codes: ["CSTDT"]),
                try await world.readyDossier(codes: ["CSTDT"]),
            ]
            try await world.hold(council, dossiers)
            // The first answers to the commune's own movement, the second to the province's, the third to none.
            for (dossier, movement) in zip(dossiers, [own, province]) {
                try await world.store.write { tx in
                    try tx.run("UPDATE dossier SET movement_id = \(movement) WHERE id = \(dossier.id)")
                }
            }
            let draft = try await world.draft(try await world.waiting(for: world.province))
            let entries = try await world.entries(draft.id)
            #expect(entries.count == 3)
            let lawbook = world.lawbook
            let counting = CountingStore(world.store)
            let checks = try await counting.read { tx in
                try RewardingLevelCheck.of(entries, lawbook: lawbook, in: tx)
            }
            #expect(counting.count == 1)
            #expect(checks.count == 1)
            #expect(checks.first?.sentences.count == 1)
            #expect(checks.first?.sentences.first?.contains("“Bằng khen") == true)
            #expect(checks.first?.citation?.text.contains("Điều 83") == true)
        }
    }
}
