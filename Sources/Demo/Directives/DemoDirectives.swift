import Actions
import Domain
import Primitives
import Records
import Store

/// The letter of January 2025 on its way, and Directive 41-CT/TW that goes with it. Real are the letter, the directive's number,
/// day, issuer and title; its file is a placeholder that says so, and who has read what is invented.
struct DemoDirectives {
    let units: DemoUnits
    let accounts: DemoAccounts
    let people: [InventedPerson]
    let store: any Store
    let files: FileStore

    /// Somebody without any function, who only reads and acknowledges.
    static let reader = (username: "congchuc.phongquang", person: NamedCases.best)

    /// How far a unit has come; the numbers in hundred make the mix.
    private enum Stage { case unread, read, spreading, done }

    /// - Returns: how many documents there are, and the account of the reader.
    func load(letterOf plan: Plan) async throws -> (count: Int, account: DemoAccount) {
        let specialist = try accounts.actor("chuyenvien.snv")
        let sentAt = Instant(day(2025, 1, 15), hour: 8)
        let letter = Directive(
            id: ID(at: DemoTime.start), unitID: plan.unitID, kind: .planLetter, planID: plan.id,
            title: "Kế hoạch thi đua, khen thưởng năm 2025", number: plan.numberText ?? "",
            issuer: "Ủy ban nhân dân tỉnh Bắc Kạn", summary: "Chủ đề: \(LetterOf2025.theme)", purpose: .spread,
            dueOn: plan.content.dueOn, state: .sent, createdBy: specialist.accountID, createdAt: sentAt,
            updatedAt: sentAt, sentAt: sentAt)
        let directive = Directive(
            id: ID(at: DemoTime.start), unitID: plan.unitID, planID: plan.id,
            title:
                "Tăng cường sự lãnh đạo của Đảng đối với công tác thi đua, khen thưởng trong tình hình mới",
            number: "41-CT/TW", issuedOn: day(2024, 12, 26), issuer: "Bộ Chính trị",
            summary:
                "Tổ chức quán triệt đến toàn thể cán bộ, công chức, viên chức, chiến sĩ thuộc lực lượng vũ trang và người lao động.",
            purpose: .spread, dueOn: day(2025, 10, 31), scopes: [.plan], state: .sent,
            createdBy: specialist.accountID, createdAt: sentAt, updatedAt: sentAt, sentAt: sentAt)
        let file = SmallPDF.page([
            "Tep giu cho, khong phai van ban that", "Chi thi 41-CT/TW ngay 26/12/2024 cua Bo Chinh tri",
        ])
        let hash = try await files.store(file)
        let addressed = try await store.perform { tx in
            let addressed = try PlanAddresseeRecords.units(of: plan, in: tx).map(\.unitID)
            for made in [letter, directive] {
                try DirectiveRecords.insert(made, in: tx)
                _ = try DirectiveRecipientRecords.deliver(made, from: plan.unitID, as: .spread, to: addressed, in: tx)
                try EventRecords.append(
                    .demoLoaded, to: .directive, made.id.rawValue, by: nil,
                    note: "Gửi cùng công văn tháng 01/2025; việc tiếp nhận, quán triệt là hư cấu", in: tx)
            }
            try AttachmentRecords.insert(
                Attachment(
                    id: ID(at: tx.now), subject: .directive, subjectID: directive.id.rawValue, nominationID: nil,
                    paperKey: "van_ban", paperNumber: "", paperOn: nil, fileName: "Chi-thi-41-CT-TW-trinh-dien.pdf",
                    fileKind: .pdf, fileHash: hash, byteCount: file.count, uploadedBy: specialist.accountID,
                    uploadedByName: specialist.name, uploadedAt: sentAt), in: tx)
            return addressed
        }
        let account = try await readerAccount(tiedBy: try accounts.actor("quantri"))
        try await follow(directive, at: addressed, seed: 11, latest: 150, by: specialist)
        try await follow(letter, at: addressed, seed: 12, latest: 90, by: specialist)
        try await others(specialist)
        return (4, account)
    }

    /// What the units have done. Phong Quang has the directive half spread and the letter unopened: whoever presents goes on.
    private func follow(
        _ directive: Directive, at addressed: [ID<Unit>], seed: UInt64, latest: Int, by specialist: Actor
    ) async throws {
        var random = SeededGenerator(seed: seed)
        let own = try units.unit("01849")
        let handed = Instant(DemoTime.firstNewDay, hour: 8)
        let best = people.first { $0.person.name == Self.reader.person }?.person.id
        var steps: [(unit: ID<Unit>, stage: Stage, readAt: Instant, days: Int)] = []
        for unit in addressed {
            let number = random.number(0...99)
            var stage: Stage = number < 18 ? .unread : number < 34 ? .read : number < 56 ? .spreading : .done
            if unit == own { stage = directive.kind == .document ? .spreading : .unread }
            steps.append(
                (unit, stage, handed + .seconds(86_400 * random.number(1...30)), random.number(2...latest - 35)))
        }
        let planned = steps
        try await store.perform { tx in
            for step in planned {
                let (id, unit) = (directive.id, step.unit)
                var spreadAt: Instant?
                var doneAt: Instant?
                if step.stage != .unread {
                    _ = try DirectiveDeliveryRecords.markRead(id, at: unit, by: specialist, in: tx)
                }
                if step.stage == .spreading || step.stage == .done {
                    let added = try DirectiveReaderRecords.spread(id, at: unit, to: nil, by: specialist, in: tx)
                    spreadAt = added == 0 ? nil : step.readAt + .seconds(86_400)
                }
                if step.stage == .done {
                    doneAt = step.readAt + .seconds(Int64(86_400 * step.days))
                    let read = try DirectiveReaderRecords.acknowledge(
                        id, at: unit, people: nil, by: specialist.accountID, isRecorded: true, in: tx)
                    if read == 0, let delivery = try DirectiveDeliveryRecords.delivery(of: id, at: unit, in: tx) {
                        try DirectiveDeliveryRecords.finish(
                            delivery, result: "Đã quán triệt tại hội nghị của đơn vị.", expecting: delivery.version,
                            by: specialist, in: tx)
                    }
                } else if step.stage == .spreading {
                    let readers = try DirectiveReaderRecords.page(of: id, at: unit, after: nil, limit: 400, in: tx)
                    let half = readers.prefix((readers.count + 1) / 2).map(\.personID).filter { $0 != best }
                    _ = try DirectiveReaderRecords.acknowledge(
                        id, at: unit, people: half, by: specialist.accountID, isRecorded: true, in: tx)
                }
                let delivery = try DirectiveDeliveryRecords.delivery(of: id, at: unit, in: tx)
                if delivery?.progress == .done, doneAt == nil { doneAt = spreadAt }
                try DirectiveSeeding.setTimes(
                    of: id, at: unit, deliveredAt: handed, readAt: step.stage == .unread ? nil : step.readAt,
                    spreadAt: spreadAt, doneAt: doneAt, in: tx)
            }
        }
    }

    /// One that was withdrawn and one that is still being written; both invented.
    private func others(_ specialist: Actor) async throws {
        var typed = TypedDirective()
        typed.title = "Mời tập huấn nghiệp vụ thi đua, khen thưởng quý IV (hư cấu)"
        typed.issuer = "Sở Nội vụ"
        typed.purpose = Directive.Purpose.inform.rawValue
        typed.scopes = [.departments]
        let province = units.province
        let wrong = try await DraftDirective(unitID: province, typed: typed).run(by: specialist, on: store)
        try await SendDirective(id: wrong, version: 1).run(by: specialist, on: store)
        try await WithdrawDirective(id: wrong, version: 2, reason: "Ghi nhầm ngày tập huấn; giấy mời đúng sẽ gửi sau.")
            .run(by: specialist, on: store)
        typed.title = "Hướng dẫn tổng kết công tác thi đua, khen thưởng năm 2025 (hư cấu)"
        typed.summary = "Các đơn vị tổng kết, báo cáo kết quả về Sở Nội vụ."
        typed.purpose = Directive.Purpose.execute.rawValue
        typed.dueOn = "20/12/2025"
        typed.scopes = [.communes, .departments]
        _ = try await DraftDirective(unitID: province, typed: typed).run(by: specialist, on: store)
    }

    private func readerAccount(tiedBy administrator: Actor) async throws -> DemoAccount {
        guard let person = people.first(where: { $0.person.name == Self.reader.person })?.person else {
            throw Problem.notFound("người đọc trong dữ liệu trình diễn")
        }
        var random = SeededGenerator(seed: 13)
        let id: ID<Account> = random.id()
        let username = Self.reader.username
        let password = "demo-\(username)-2025"
        let hash = try await Passwords.hash(password)
        try await store.perform { tx in
            try AccountRecords.insert(
                Account(id: id, username: username, name: person.name), passwordHash: hash, grants: [], in: tx)
            try DirectiveReaderRecords.tie(id, to: person.id, by: administrator.accountID, in: tx)
            try EventRecords.append(
                .accountCreated, to: .account, id.rawValue, by: nil, note: "Tài khoản trình diễn", in: tx)
        }
        return DemoAccount(
            username: username, password: password, name: person.name, role: "Công chức, chỉ đọc và xác nhận văn bản",
            unit: "Xã Phong Quang")
    }
}
