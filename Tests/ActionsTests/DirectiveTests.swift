import Actions
import Domain
import Primitives
import Records
import Store
import TestSupport
import TestWorld
import Testing

/// Documents sent down: received, spread, acknowledged person by person, followed, reminded.
@Suite struct DirectiveTests {
    private static func delivery(
        _ id: ID<Directive>, _ unit: ID<Unit>, in world: World
    ) async throws -> DirectiveDelivery {
        try await world.store.read { tx in
            try #require(try DirectiveDeliveryRecords.delivery(of: id, at: unit, in: tx))
        }
    }

    private static func directive(_ id: ID<Directive>, in world: World) async throws -> Directive {
        try await world.store.read { tx in try #require(try DirectiveRecords.directive(id, in: tx)) }
    }

    private static func outbox(_ world: World, about id: ID<Directive>) async throws -> [String] {
        try await world.store.read { tx in
            try tx.rows("SELECT message FROM outbox WHERE subject_id = \(id) ORDER BY message").map {
                try $0["message"]
            }
        }
    }

    private static func kinds(_ id: ID<Directive>, _ unit: ID<Unit>, in world: World) async throws -> [EventKind] {
        try await world.store.read { tx in
            try EventRecords.history(of: .directiveDelivery, DirectiveDelivery.subjectID(id, unit), in: tx).map(\.kind)
        }
    }

    // MARK: From sender to reader

    @Test(arguments: TestEngine.available)
    func `văn bản đi từ Sở Nội vụ đến xã, xã phổ biến, từng người xác nhận, đủ người là xong`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let id = try await world.sentDirective()
            #expect(try await Self.delivery(id, world.commune, in: world).progress == .unread)
            #expect(try await Self.outbox(world, about: id).count == 3)

            try await MarkDirectiveRead(id: id).run(by: world.officer, on: world.store)
            try await MarkDirectiveRead(id: id).run(by: world.head, on: world.store)
            #expect(try await Self.delivery(id, world.commune, in: world).progress == .read)
            #expect(try await Self.delivery(id, world.otherCommune, in: world).progress == .unread)

            try await AssignDelivery(
                id: id, unitID: world.commune, version: 1, personID: world.fighter, dueOn: "15/12/2025"
            ).run(by: world.head, on: world.store)
            // The section has not received it itself, so its people are the commune's.
            #expect(
                try await SpreadDirective(id: id, unitID: world.commune).run(by: world.officer, on: world.store) == 2)
            var delivery = try await Self.delivery(id, world.commune, in: world)
            #expect(delivery.progress == .spread && delivery.staffCount == 2 && delivery.staffRead == 0)
            #expect(delivery.assigneeID == world.fighter && delivery.ownDueOn == CivilDate(iso: "2025-12-15"))

            let reader = try await world.staffAccount("nguoidoc", of: world.fighter, named: "Triệu Thị Đào")
            #expect(try await AcknowledgeDirective(id: id).run(by: reader, on: world.store) == .acknowledged)
            let again = try await AcknowledgeDirective(id: id).run(by: reader, on: world.store)
            #expect(again == .alreadyAcknowledged(world.clock.clock.now()))
            delivery = try await Self.delivery(id, world.commune, in: world)
            #expect(delivery.progress == .spread && delivery.staffRead == 1)

            #expect(
                try await RecordReadings(id: id, unitID: world.commune, people: [world.worker, world.fighter])
                    .run(by: world.officer, on: world.store) == 1)
            delivery = try await Self.delivery(id, world.commune, in: world)
            #expect(delivery.progress == .done && delivery.staffRead == 2 && delivery.doneAt != nil)
            let lines = try await world.store.read { tx in
                try DirectiveReaderRecords.page(of: id, at: world.commune, after: nil, limit: 10, in: tx)
            }
            #expect(lines.map(\.isRecorded) == [true, false])
            #expect(lines.map(\.acknowledgedByName) == [world.officer.name, reader.name])
            #expect(
                try await Self.kinds(id, world.commune, in: world) == [
                    .deliveryRead, .deliveryAssigned, .deliverySpread, .deliveryAcknowledged, .deliveryRecorded,
                ])
            let broken = try await world.store.read { tx in try EventRecords.brokenChains(in: tx) }
            #expect(broken.isEmpty)
        }
    }

    @Test(arguments: TestEngine.available)
    func `văn bản để biết xong khi đơn vị mở; văn bản phải thực hiện xong khi đơn vị ghi kết quả, muộn vẫn nhận`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            var typed = world.typedDirective()
            typed.purpose = "inform"
            let known = try await world.sentDirective(typed)
            try await MarkDirectiveRead(id: known).run(by: world.officer, on: world.store)
            #expect(try await Self.delivery(known, world.commune, in: world).progress == .done)

            typed.purpose = "execute"
            let executed = try await world.sentDirective(typed)
            try await MarkDirectiveRead(id: executed).run(by: world.officer, on: world.store)
            _ = try await SpreadDirective(id: executed, unitID: world.commune).run(by: world.officer, on: world.store)
            _ = try await RecordReadings(id: executed, unitID: world.commune, people: nil)
                .run(by: world.officer, on: world.store)
            #expect(try await Self.delivery(executed, world.commune, in: world).progress == .spread)
            let empty = await #expect(throws: Problem.self) {
                try await FinishDelivery(id: executed, unitID: world.commune, version: 1, result: " ")
                    .run(by: world.officer, on: world.store)
            }
            #expect(empty?.fields.map(\.field) == ["result"])
            world.clock.set(Instant(try #require(CivilDate(iso: "2025-12-22")), hour: 9))
            let isLate = try await FinishDelivery(
                id: executed, unitID: world.commune, version: 1, result: "Đã thực hiện xong."
            ).run(by: world.officer, on: world.store)
            #expect(isLate)
            let delivery = try await Self.delivery(executed, world.commune, in: world)
            #expect(delivery.progress == .done)
            #expect(delivery.isLate(dueOn: CivilDate(iso: "2025-12-20"), today: world.clock.clock.now().day))
            let faster = await #expect(throws: Problem.self) {
                try await FinishDelivery(id: executed, unitID: world.commune, version: 1, result: "Của người khác.")
                    .run(by: world.head, on: world.store)
            }
            #expect(faster?.code == .conflict)
            #expect(try await Self.delivery(executed, world.commune, in: world).result == "Đã thực hiện xong.")
        }
    }

    @Test(arguments: TestEngine.available)
    func `văn bản đã gửi không sửa được; thu hồi phải có lý do, vẫn đọc được và không làm tiếp được`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let id = try await world.sentDirective()
            let locked = await #expect(throws: Problem.self) {
                try await ChangeDirective(id: id, version: 2, typed: world.typedDirective("khác"))
                    .run(by: world.specialist, on: world.store)
            }
            #expect(locked?.code == .conflict)
            let file = await #expect(throws: Problem.self) {
                try await AddDirectiveFile(id: id, fileName: "a.pdf", content: Array("%PDF-1.7\n%%EOF".utf8))
                    .run(by: world.specialist, files: world.files, on: world.store)
            }
            #expect(file?.code == .conflict)
            let silent = await #expect(throws: Problem.self) {
                try await WithdrawDirective(id: id, version: 2, reason: "").run(by: world.specialist, on: world.store)
            }
            #expect(silent?.fields.map(\.field) == ["reason"])
            try await WithdrawDirective(id: id, version: 2, reason: "Gửi nhầm bản chưa ký.")
                .run(by: world.leader, on: world.store)
            let seen = try await world.store.read { tx in
                try Gate.directive(id, for: world.officer, in: tx).directive
            }
            #expect(seen.state == .withdrawn && seen.withdrawalReason == "Gửi nhầm bản chưa ký.")
            let closed = await #expect(throws: Problem.self) {
                try await SpreadDirective(id: id, unitID: world.commune).run(by: world.officer, on: world.store)
            }
            #expect(closed?.code == .conflict && closed?.message.contains("thu hồi") == true)
            #expect(try await Self.outbox(world, about: id).filter { $0.contains("Gửi nhầm bản chưa ký") }.count == 3)
            // Opening it now is no receipt any more.
            try await MarkDirectiveRead(id: id).run(by: world.officer, on: world.store)
            #expect(try await Self.delivery(id, world.commune, in: world).progress == .unread)
        }
    }

    @Test(arguments: TestEngine.available)
    func `đơn vị không nhận thì không thấy; xã này không ghi thay cho xã khác; chưa phổ biến thì chưa xác nhận được`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            var typed = world.typedDirective()
            typed.scopes = []
            typed.units = [world.otherCommune]
            let id = try await world.sentDirective(typed)
            let hidden = await #expect(throws: Problem.self) {
                _ = try await world.store.read { tx in try Gate.directive(id, for: world.officer, in: tx).directive }
            }
            #expect(hidden?.code == .notFound)
            let both = try await world.sentDirective()
            for act in 0..<4 {
                let refused = await #expect(throws: Problem.self) {
                    switch act {
                    case 0:
                        try await SpreadDirective(id: both, unitID: world.otherCommune).run(
                            by: world.officer, on: world.store)
                    case 1:
                        try await RecordReadings(id: both, unitID: world.otherCommune, people: nil)
                            .run(by: world.officer, on: world.store)
                    case 2:
                        try await PassDirective(id: both, unitID: world.otherCommune).run(
                            by: world.officer, on: world.store)
                    default:
                        try await FinishDelivery(id: both, unitID: world.otherCommune, version: 1, result: "x")
                            .run(by: world.officer, on: world.store)
                    }
                }
                #expect(refused?.code == .notFound)
            }
            // People of another unit are not spread to, even when named.
            let foreign = await #expect(throws: Problem.self) {
                try await SpreadDirective(id: both, unitID: world.commune, people: [world.stranger])
                    .run(by: world.officer, on: world.store)
            }
            #expect(foreign?.code == .invalid)
            let reader = try await world.staffAccount("nguoidoc", of: world.fighter, named: "Triệu Thị Đào")
            let early = await #expect(throws: Problem.self) {
                try await AcknowledgeDirective(id: both).run(by: reader, on: world.store)
            }
            #expect(early?.code == .notFound)
            // The follower sees the unit, but does not act for it.
            let acting = await #expect(throws: Problem.self) {
                try await FinishDelivery(id: both, unitID: world.commune, version: 1, result: "x")
                    .run(by: world.specialist, on: world.store)
            }
            #expect(acting?.code == .notAllowed)
        }
    }

    @Test(arguments: TestEngine.available)
    func `chuyển xuống phòng trực thuộc: phòng tự phổ biến, người của phòng không bị tính hai lần`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let id = try await world.sentDirective()
            #expect(try await PassDirective(id: id, unitID: world.commune).run(by: world.officer, on: world.store) == 1)
            let twice = await #expect(throws: Problem.self) {
                try await PassDirective(id: id, unitID: world.commune).run(by: world.officer, on: world.store)
            }
            #expect(twice?.code == .invalid)
            #expect(
                try await SpreadDirective(id: id, unitID: world.commune).run(by: world.officer, on: world.store) == 1)
            #expect(
                try await SpreadDirective(id: id, unitID: world.section).run(by: world.officer, on: world.store) == 1)
            let section = try await Self.delivery(id, world.section, in: world)
            #expect(section.fromUnitID == world.commune && section.staffCount == 1)
            let (below, all) = try await world.store.read { tx in
                (
                    try DirectiveDeliveryRecords.page(of: id, from: world.commune, limit: 10, in: tx),
                    try DirectiveDeliveryRecords.page(of: id, within: [world.commune], limit: 10, in: tx)
                )
            }
            #expect(below.map(\.delivery.unitID) == [world.section])
            #expect(Set(all.map(\.delivery.unitID)) == [world.commune, world.section])
            #expect(all.first { $0.delivery.unitID == world.commune }?.passedCount == 1)
        }
    }

    private static func notices(to actor: Actor, in world: World) async throws -> [(kind: String, message: String)] {
        try await world.store.read { tx in
            try tx.rows(
                "SELECT kind, message FROM outbox WHERE account_id = \(actor.accountID) ORDER BY created_at, id"
            ).map { (try $0["kind"], try $0["message"]) }
        }
    }

    private static func work(_ world: World, _ actor: Actor, _ section: WorkSection) async throws -> [WorkItem] {
        try await world.store.read { tx in try WorkRecords.work(for: actor, limit: 20, in: tx)[section]?.items ?? [] }
    }

    @Test(arguments: TestEngine.available)
    func `người được phân công được báo, thấy việc của mình với ngày của đơn vị, mở được và báo được đã xong`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            let id = try await world.sentDirective()
            let assignee = try await world.staffAccount("nguoilam", of: world.fighter, named: "Triệu Thị Đào")
            let hidden = await #expect(throws: Problem.self) {
                _ = try await world.store.read { tx in try Gate.directive(id, for: assignee, in: tx).unit }
            }
            #expect(hidden?.code == .notFound)
            try await AssignDelivery(
                id: id, unitID: world.commune, version: 1, personID: world.fighter, dueOn: "10/12/2025"
            ).run(by: world.head, on: world.store)
            let told = try await Self.notices(to: assignee, in: world)
            #expect(told.map(\.kind) == ["directives"])
            #expect(
                told.first?.message.contains("Xã Phong Quang phân công anh/chị phụ trách văn bản số 41-CT/TW") == true)
            #expect(told.first?.message.contains("10/12/2025") == true)
            // Written down again without a change: nobody is told twice.
            try await AssignDelivery(
                id: id, unitID: world.commune, version: 2, personID: world.fighter, dueOn: "10/12/2025"
            ).run(by: world.officer, on: world.store)
            #expect(try await Self.notices(to: assignee, in: world).count == 1)

            let items = try await Self.work(world, assignee, .directivesAssigned)
            #expect(items.map(\.id) == [id.rawValue] && items.first?.unitID == world.commune)
            #expect(items.first?.dueOn == CivilDate(iso: "2025-12-10"))
            #expect(try await Self.work(world, assignee, .directivesToHandle).isEmpty)
            // The unit's own lists go by its own day, the sender's by the sender's.
            #expect(
                try await Self.work(world, world.officer, .directivesToHandle).map(\.dueOn) == [
                    CivilDate(iso: "2025-12-10")
                ])
            world.clock.set(Instant(try #require(CivilDate(iso: "2025-12-12")), hour: 9))
            #expect(try await Self.work(world, world.specialist, .directivesLate).isEmpty)
            let received = try await world.store.read { tx in
                try DirectiveDeliveryRecords.received(by: world.officer, after: nil, limit: 5, in: tx)
            }
            #expect(received.map(\.dueOn) == [CivilDate(iso: "2025-12-10")])

            let foreign = await #expect(throws: Problem.self) {
                try await SpreadDirective(id: id, unitID: world.commune).run(by: assignee, on: world.store)
            }
            #expect(foreign?.code == .notAllowed)
            let other = await #expect(throws: Problem.self) {
                try await FinishDelivery(id: id, unitID: world.otherCommune, version: 1, result: "x")
                    .run(by: assignee, on: world.store)
            }
            #expect(other?.code == .notFound)
            // Who has read is not for whoever was put in charge; and whoever left the unit is in charge there no more.
            let unit = world.commune
            let seen = try await world.store.read { tx in
                [
                    try Gate.delivery(of: id, at: unit, for: assignee, in: tx).policy.seesPeople,
                    try Gate.delivery(of: id, at: unit, for: world.officer, in: tx).policy.seesPeople,
                ]
            }
            #expect(seen == [false, true])
            func move(to unit: ID<Unit>) async throws {
                try await world.store.write { tx in
                    try tx.run("UPDATE person SET unit_id = \(unit) WHERE id = \(world.fighter)")
                }
            }
            try await move(to: world.otherCommune)
            let left = await #expect(throws: Problem.self) {
                _ = try await world.store.read { tx in
                    try Gate.delivery(of: id, at: unit, for: assignee, in: tx).delivery
                }
            }
            #expect(left?.code == .notFound)
            #expect(try await Self.work(world, assignee, .directivesAssigned).isEmpty)
            try await move(to: world.commune)
            try await FinishDelivery(id: id, unitID: world.commune, version: 3, result: "Đã quán triệt tại hội nghị.")
                .run(by: assignee, on: world.store)
            #expect(try await Self.delivery(id, world.commune, in: world).progress == .done)
            #expect(try await Self.work(world, assignee, .directivesAssigned).isEmpty)
        }
    }

    @Test(arguments: TestEngine.available)
    func `phổ biến thì người có tài khoản được báo; đơn vị nhắc người chưa đọc, mỗi ngày một lần`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let id = try await world.sentDirective()
            let reader = try await world.staffAccount("nguoidoc", of: world.fighter, named: "Triệu Thị Đào")
            let quick = try await world.staffAccount("nguoinhanh", of: world.worker, named: "Nguyễn Văn Ân")
            _ = try await SpreadDirective(id: id, unitID: world.commune, people: [world.fighter])
                .run(by: world.officer, on: world.store)
            #expect(try await Self.notices(to: reader, in: world).map(\.kind) == ["directives"])
            #expect(try await Self.notices(to: quick, in: world).isEmpty)
            _ = try await SpreadDirective(id: id, unitID: world.commune).run(by: world.officer, on: world.store)
            #expect(try await Self.notices(to: reader, in: world).count == 1, "who has it is not told again")
            #expect(try await Self.notices(to: quick, in: world).count == 1)
            try await AcknowledgeDirective(id: id).run(by: quick, on: world.store)

            let refused = await #expect(throws: Problem.self) {
                try await RemindReaders(id: id, unitID: world.commune).run(by: reader, on: world.store)
            }
            #expect(refused?.code == .notFound)
            #expect(
                try await RemindReaders(id: id, unitID: world.commune).run(by: world.officer, on: world.store) == 1)
            #expect(try await Self.notices(to: reader, in: world).map(\.kind).sorted() == ["directives", "reminder"])
            #expect(try await Self.notices(to: quick, in: world).count == 1)
            let again = await #expect(throws: Problem.self) {
                try await RemindReaders(id: id, unitID: world.commune).run(by: world.head, on: world.store)
            }
            #expect(again?.code == .conflict && again?.message.contains("Hôm nay đã nhắc") == true)
            world.clock.set(Instant(try #require(CivilDate(iso: "2025-12-22")), hour: 9))
            try await RemindReaders(id: id, unitID: world.commune).run(by: world.head, on: world.store)
            #expect(
                try await Self.notices(to: reader, in: world).last?.message.contains("Đã quá hạn 20/12/2025") == true)
            try await AcknowledgeDirective(id: id).run(by: reader, on: world.store)
            let nobody = await #expect(throws: Problem.self) {
                try await RemindReaders(id: id, unitID: world.commune).run(by: world.head, on: world.store)
            }
            #expect(nobody?.code == .invalid)
            #expect(
                try await Self.kinds(id, world.commune, in: world).filter { $0 == .readersReminded }.count == 2)
        }
    }

    @Test(arguments: TestEngine.available)
    func `telling two thousand readers takes two statements more than telling one`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let id = try await world.sentDirective()
            let (commune, start, cipher) = (world.commune, world.clock.clock.now(), world.cipher)
            let (hash, administrator) = (try await Passwords.hash("mat khau thu nghiem"), world.administrator.accountID)
            try await world.store.write { tx in
                for number in 0..<2000 {
                    let (person, account) = (ID<Person>(at: start), ID<Account>(at: start))
                    try PersonRecords.insert(
                        Person(
                            id: person, name: "Người Thử \(number)", sex: .female, bornOn: nil, ethnicity: "Tày",
                            group: .official, isFrontline: true, startedWorkOn: nil, unitID: commune,
                            position: "Công chức", isInvented: true), identityNumber: nil, cipher: cipher, in: tx)
                    try AccountRecords.insert(
                        Account(id: account, username: "thu\(number)", name: "Người Thử \(number)"), passwordHash: hash,
                        grants: [], in: tx)
                    try DirectiveReaderRecords.tie(account, to: person, by: administrator, in: tx)
                }
            }
            let few = CountingStore(world.store)
            let reader = try await world.staffAccount("nguoidoc", of: world.fighter, named: "Triệu Thị Đào")
            #expect(
                try await SpreadDirective(id: id, unitID: commune, people: [world.fighter])
                    .run(by: world.officer, on: few) == 1)
            let many = CountingStore(world.store)
            #expect(try await SpreadDirective(id: id, unitID: commune).run(by: world.officer, on: many) == 2001)
            #expect(many.count == few.count + 1, "\(many.count) statements for 2,000, \(few.count) for one")
            #expect(try await Self.notices(to: reader, in: world).count == 1)
            let told = try await Self.outbox(world, about: id).filter { $0.contains("phổ biến văn bản") }
            #expect(told.count == 2001)
        }
    }

    @Test(arguments: TestEngine.available)
    func `xã chuyển văn bản xuống phòng thì nhắc được phòng của mình, không nhắc được xã khác`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let id = try await world.sentDirective()
            _ = try await PassDirective(id: id, unitID: world.commune).run(by: world.officer, on: world.store)
            let section = world.section
            let clerk = Actor(
                accountID: ID(at: world.clock.clock.now()), name: "Cán bộ phòng",
                grants: [Grant(.unitOfficer, at: section)])
            let hash = try await Passwords.hash("mat khau thu nghiem")
            try await world.store.write { tx in
                try AccountRecords.insert(
                    Account(id: clerk.accountID, username: "canbo.phong", name: clerk.name), passwordHash: hash,
                    grants: clerk.grants, in: tx)
            }
            let reminded = try await RemindBelow(id: id, unitID: world.commune).run(by: world.officer, on: world.store)
            #expect(reminded.units == 1 && reminded.notices == 1)
            #expect(
                try await Self.notices(to: clerk, in: world).last?.message.hasPrefix(
                    "Xã Phong Quang nhắc: Phòng Văn hóa") == true)
            #expect(
                try await RemindBelow(id: id, unitID: world.commune).run(by: world.head, on: world.store).units == 0)
            let counts = try await world.store.read { tx in
                try DirectiveDeliveryRecords.countToRemind(id, from: world.commune, in: tx)
            }
            #expect(counts == (1, 0))
            let foreign = await #expect(throws: Problem.self) {
                try await RemindBelow(id: id, unitID: world.otherCommune).run(by: world.officer, on: world.store)
            }
            #expect(foreign?.code == .notFound)
        }
    }

    @Test(arguments: TestEngine.available)
    func `đơn vị chưa có người trong hồ sơ được nói rõ và vẫn báo xong được`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let (units, officers) = try await world.widen(communes: 1, departments: 0, people: 0, officers: 1)
            let id = try await world.sentDirective()
            let officer = try #require(officers.first)
            let unit = try #require(units.first)
            let none = await #expect(throws: Problem.self) {
                try await SpreadDirective(id: id, unitID: unit).run(by: officer, on: world.store)
            }
            #expect(none?.message.contains("chưa có ai trong hồ sơ") == true)
            try await FinishDelivery(id: id, unitID: unit, version: 1, result: "Đã phổ biến tại hội nghị.")
                .run(by: officer, on: world.store)
            #expect(try await Self.delivery(id, unit, in: world).progress == .done)
        }
    }

    @Test(arguments: TestEngine.available)
    func `người đã chuyển đi trước khi đọc không tính cho đơn vị nữa`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let id = try await world.sentDirective()
            _ = try await SpreadDirective(id: id, unitID: world.commune).run(by: world.officer, on: world.store)
            _ = try await RecordReadings(id: id, unitID: world.commune, people: [world.fighter])
                .run(by: world.officer, on: world.store)
            let (worker, elsewhere) = (world.worker, world.otherCommune)
            try await world.store.write { tx in
                _ = try tx.run("UPDATE person SET unit_id = \(elsewhere) WHERE id = \(worker)")
                let left = try DirectiveReaderRecords.releaseLeavers(in: tx)
                #expect(left == 1)
            }
            let delivery = try await Self.delivery(id, world.commune, in: world)
            #expect(delivery.staffCount == 1 && delivery.staffRead == 1 && delivery.progress == .done)
            // Reading it nevertheless counts, and counts once.
            let reader = try await world.staffAccount("nguoidi", of: world.worker, named: "Nguyễn Văn Ân")
            #expect(try await AcknowledgeDirective(id: id).run(by: reader, on: world.store) == .acknowledged)
            let after = try await Self.delivery(id, world.commune, in: world)
            #expect(after.staffCount == 2 && after.staffRead == 2 && after.progress == .done)
        }
    }

    @Test(arguments: TestEngine.available)
    func `bản soạn sai được chỉ ra mọi chỗ cùng lúc; hai người cùng sửa thì người sau được báo`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            var typed = TypedDirective()
            typed.issuedOn = "31/02/2025"
            typed.purpose = "execute"
            let wrong = await #expect(throws: Problem.self) {
                _ = try await DraftDirective(unitID: world.province, typed: typed).run(
                    by: world.specialist, on: world.store)
            }
            #expect(wrong?.fields.map(\.field) == ["title", "issuedOn", "issuer", "dueOn", "scopes"])
            let foreign = await #expect(throws: Problem.self) {
                _ = try await DraftDirective(unitID: world.province, typed: world.typedDirective()).run(
                    by: world.officer, on: world.store)
            }
            #expect(foreign?.code == .notAllowed)
            let id = try await DraftDirective(unitID: world.province, typed: world.typedDirective()).run(
                by: world.specialist, on: world.store)
            try await ChangeDirective(id: id, version: 1, typed: world.typedDirective("một")).run(
                by: world.leader, on: world.store)
            let slower = await #expect(throws: Problem.self) {
                try await ChangeDirective(id: id, version: 1, typed: world.typedDirective("hai")).run(
                    by: world.specialist, on: world.store)
            }
            #expect(slower?.code == .conflict && slower?.message.contains(world.leader.name) == true)
            #expect(try await Self.directive(id, in: world).title.hasSuffix("một"))
        }
    }

    @Test(arguments: TestEngine.available)
    func `quản trị gắn tài khoản với hồ sơ cá nhân; một người không có hai tài khoản`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let (nobody, officer) = (world.actor("khongquyen").accountID, world.officer.accountID)
            let tied = try await TieAccount(id: nobody, personID: world.fighter).run(
                by: world.administrator, on: world.store)
            #expect(tied == "Triệu Thị Đào")
            let twice = await #expect(throws: Problem.self) {
                try await TieAccount(id: officer, personID: world.fighter).run(by: world.administrator, on: world.store)
            }
            #expect(twice?.message.contains("tài khoản khác") == true)
            let foreign = await #expect(throws: Problem.self) {
                try await TieAccount(id: nobody, personID: world.worker).run(by: world.officer, on: world.store)
            }
            #expect(foreign?.code == .notAllowed)
        }
    }

    // MARK: The letter of a plan

    @Test(arguments: TestEngine.available)
    func `gửi kế hoạch là gửi công văn đến đúng nơi nhận, kèm văn bản đi cùng`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let plan = try await world.plan(of: world.province, until: .approved)
            var typed = world.typedDirective()
            typed.planID = plan.id
            typed.scopes = [.plan]
            let attached = try await DraftDirective(unitID: world.province, typed: typed).run(
                by: world.specialist, on: world.store)
            try await SendPlan(id: plan.id, version: plan.version).run(by: world.specialist, on: world.store)
            let letter = try await world.store.read { tx in
                try #require(try DirectiveRecords.letter(of: plan.id, in: tx))
            }
            #expect(try await Self.directive(letter, in: world).number == "45/UBND-NCPC")
            #expect(try await Self.delivery(letter, world.commune, in: world).purpose == .spread)
            #expect(try await Self.delivery(letter, world.homeAffairs, in: world).purpose == .inform)
            #expect(try await Self.directive(attached, in: world).state == .sent)
            let counts = try await world.store.read { tx in
                [
                    try DirectiveDeliveryRecords.counts(of: letter, in: tx).total,
                    try DirectiveDeliveryRecords.counts(of: attached, in: tx).total,
                ]
            }
            #expect(counts == [3, 3])
        }
    }

    // MARK: The whole province

    @Test(arguments: TestEngine.available)
    func
        `một trăm linh tám xã và hai mươi sở: gửi, tiếp nhận, phổ biến, xác nhận, gọi tên nơi chậm, nhắc mỗi ngày một lần`(
            engine: TestEngine
        ) async throws
    {
        try await withWorld(engine) { world in
            // Two communes and two departments are there already.
            let (units, officers) = try await world.widen(communes: 106, departments: 18, people: 3, officers: 124)
            var typed = world.typedDirective()
            typed.scopes = [.communes, .departments]
            let draft = try await DraftDirective(unitID: world.province, typed: typed).run(
                by: world.specialist, on: world.store)
            let preview = try await world.store.read { tx in
                let (directive, unit, _) = try Gate.directive(draft, for: world.specialist, may: .send, in: tx)
                return try DirectiveRecipientRecords.counts(of: directive, sentBy: unit, in: tx).map(\.count)
            }
            #expect(preview == [108, 20])
            let counting = CountingStore(world.store)
            let sent = try await SendDirective(id: draft, version: 1).run(by: world.specialist, on: counting)
            #expect(sent.units == 128 && sent.people == 124 + 3)
            #expect(counting.count <= 25)

            // A hundred receive, eighty of them spread, sixty acknowledge in full, of ten more one person each.
            for (unit, officer) in zip(units, officers).prefix(100) {
                try await MarkDirectiveRead(id: draft).run(by: officer, on: world.store)
                _ = unit
            }
            for (unit, officer) in zip(units, officers).prefix(80) {
                #expect(try await SpreadDirective(id: draft, unitID: unit).run(by: officer, on: world.store) == 3)
            }
            for (unit, officer) in zip(units, officers).prefix(60) {
                #expect(
                    try await RecordReadings(id: draft, unitID: unit, people: nil).run(by: officer, on: world.store)
                        == 3)
            }
            for (unit, officer) in zip(units, officers).dropFirst(60).prefix(10) {
                let one = try await world.store.read { tx in
                    try DirectiveReaderRecords.page(of: draft, at: unit, after: nil, limit: 1, in: tx).map(\.personID)
                }
                #expect(
                    try await RecordReadings(id: draft, unitID: unit, people: one).run(by: officer, on: world.store)
                        == 1)
            }
            let counts = try await world.store.read { tx in try DirectiveDeliveryRecords.counts(of: draft, in: tx) }
            #expect(counts.units == [.unread: 28, .read: 20, .spread: 20, .done: 60])
            #expect(counts.staffCount == 240 && counts.staffRead == 190)

            // The board names those behind first and holds everybody once, in a fixed number of statements.
            world.clock.set(Instant(try #require(CivilDate(iso: "2025-12-22")), hour: 9))
            var seen: [DeliveryLine] = []
            var after: (progress: Int, sortKey: String, unitID: String)?
            repeat {
                let place = after
                let page = try await world.store.read { tx in
                    try DirectiveDeliveryRecords.page(of: draft, after: place, limit: 50, in: tx)
                }
                seen += page
                after =
                    page.count == 50
                    ? page.last.map { ($0.delivery.progress.rawValue, $0.sortKey, $0.delivery.unitID.rawValue) } : nil
            } while after != nil
            #expect(seen.count == 128 && Set(seen.map(\.delivery.unitID)).count == 128)
            #expect(seen.map(\.delivery.progress.rawValue) == seen.map(\.delivery.progress.rawValue).sorted())
            #expect(seen.prefix(28).map(\.sortKey) == seen.prefix(28).map(\.sortKey).sorted())
            #expect(
                seen.prefix(68).allSatisfy {
                    $0.delivery.isLate(dueOn: CivilDate(iso: "2025-12-20"), today: world.clock.clock.now().day)
                })

            let reminded = try await RemindDirective(id: draft).run(by: world.specialist, on: world.store)
            // The two departments of the world have no account at all.
            #expect(reminded.units == 66 && reminded.notices == 67)
            #expect(try await RemindDirective(id: draft).run(by: world.leader, on: world.store).units == 0)
            let messages = try await Self.outbox(world, about: draft).filter { $0.contains("chưa hoàn thành") }
            #expect(messages.count == 67)
            #expect(messages.contains { $0.contains("Xã Phong Quang") && $0.contains("Đã quá hạn 20/12/2025") })
            world.clock.advance(.seconds(24 * 3600))
            #expect(try await RemindDirective(id: draft).run(by: world.specialist, on: world.store).units == 66)
        }
    }

    @Test(arguments: TestEngine.available)
    func `work list: to read, to spread, late`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let id = try await world.sentDirective()
            func work(_ actor: Actor) async throws -> (work: Work, count: Int) {
                try await world.store.read { tx in
                    (
                        try WorkRecords.work(for: actor, limit: 5, in: tx),
                        try WorkRecords.openCount(for: actor, upTo: 100, in: tx)
                    )
                }
            }
            let officer = try await work(world.officer)
            #expect(officer.work[.directivesToHandle]?.items.map(\.detail) == ["chưa tiếp nhận"])
            #expect(officer.count == officer.work.openCount)
            _ = try await SpreadDirective(id: id, unitID: world.commune).run(by: world.officer, on: world.store)
            let reader = try await world.staffAccount("nguoidoc", of: world.fighter, named: "Triệu Thị Đào")
            let toRead = try await work(reader)
            #expect(toRead.work[.directivesToRead]?.items.map(\.id) == [id.rawValue])
            #expect(toRead.count == 1)
            _ = try await AcknowledgeDirective(id: id).run(by: reader, on: world.store)
            #expect(try await work(reader).count == 0)
            #expect(try await work(world.specialist).work[.directivesLate]?.total == 0)
            world.clock.set(Instant(try #require(CivilDate(iso: "2025-12-22")), hour: 9))
            #expect(
                try await work(world.specialist).work[.directivesLate]?.items.map(\.detail) == ["2 đơn vị chưa xong"])
        }
    }
}
