import Actions
import Domain
import Law
import Primitives
import Records
import Store
import Synchronization
import TestSupport

import class Foundation.FileManager
import struct Foundation.URL
import struct Foundation.UUID

/// A clock that tests move on purpose.
public final class MovableClock: Sendable {
    private let instant: Mutex<Instant>

    public init(_ start: Instant) { instant = Mutex(start) }

    public var clock: Clock { Clock { [self] in instant.withLock { $0 } } }

    public func set(_ moment: Instant) { instant.withLock { $0 = moment } }

    public func advance(_ duration: Duration) { instant.withLock { $0 = $0 + duration } }
}

/// A small province on a real engine: enough units, people and accounts to play every role. All of it is invented.
///
/// It is 08:00 on 5 December 2025. Units: the province, Sở Nội vụ, another department, two communes and a section of one.
public final class World: Sendable {
    public let database: TestDatabase
    public let clock: MovableClock
    public let lawbook: Lawbook
    public let files: FileStore
    public let folder: URL
    public let cipher = IdentityCipher(secret: Array(repeating: 7, count: 32))

    public let province: ID<Unit>
    public let homeAffairs: ID<Unit>
    public let health: ID<Unit>
    public let commune: ID<Unit>
    public let otherCommune: ID<Unit>
    /// A section of `commune`.
    public let section: ID<Unit>
    /// An official of `commune`: 2023–2025 rated excellent, CSTDCS and LDTT of 2023 and 2024, an initiative of each year.
    public let fighter: ID<Person>
    /// An official of `commune`, rated good each year, without titles.
    public let worker: ID<Person>
    /// An official of `otherCommune`.
    public let stranger: ID<Person>
    public let fighterInitiative2025: ID<Initiative>

    public let actors: [String: Actor]

    /// The demo password of all accounts of this world.
    public static let password = "mat khau thu nghiem"

    public var store: any Store { database.store }

    public func actor(_ username: String) -> Actor { actors[username]! }
    public var officer: Actor { actor("canbo.xa") }
    public var head: Actor { actor("thutruong.xa") }
    public var otherOfficer: Actor { actor("canbo.xakhac") }
    public var specialist: Actor { actor("chuyenvien.snv") }
    public var leader: Actor { actor("lanhdao.snv") }
    public var secretary: Actor { actor("thuky") }
    public var member: Actor { actor("uyvien") }
    public var chairman: Actor { actor("chutich") }
    public var administrator: Actor { actor("quantri") }
    public var inspector: Actor { actor("thanhtra") }

    public static func make(_ engine: TestEngine) async throws -> World {
        let clock = MovableClock(Instant(CivilDate(year: 2025, month: 12, day: 5)!, hour: 8))
        let database = try await TestDatabase.make(engine, migrations: try Schema.migrations(), clock: clock.clock)
        return try await World(database: database, clock: clock)
    }

    private init(database: TestDatabase, clock: MovableClock) async throws {
        self.database = database
        self.clock = clock
        lawbook = try World.bundledLawbook.get()
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("the-gioi-\(UUID().uuidString)")
        files = try FileStore(folder: folder)
        let start = clock.clock.now()
        let (province, homeAffairs, health) = (ID<Unit>(at: start), ID<Unit>(at: start), ID<Unit>(at: start))
        let (commune, otherCommune, section) = (ID<Unit>(at: start), ID<Unit>(at: start), ID<Unit>(at: start))
        let (fighter, worker, stranger) = (ID<Person>(at: start), ID<Person>(at: start), ID<Person>(at: start))
        let initiative = ID<Initiative>(at: start)
        let hash = try World.passwordHash.get()
        let cipher = cipher
        let accounts: [(String, String, [Grant])] = [
            ("canbo.xa", "Lý Thị Mẫu", [Grant(.unitOfficer, at: commune)]),
            ("thutruong.xa", "Hoàng Văn Mẫu", [Grant(.unitHead, at: commune)]),
            ("canbo.xakhac", "Nông Thị Khác", [Grant(.unitOfficer, at: otherCommune)]),
            ("chuyenvien.snv", "Trần Thị Chuyên", [Grant(.specialist, at: province)]),
            ("lanhdao.snv", "Phạm Văn Đạo", [Grant(.leader, at: province)]),
            ("thuky", "Vũ Thị Thư", [Grant(.councilSecretary, at: province)]),
            ("uyvien", "Đặng Văn Viên", [Grant(.councilMember, at: province)]),
            ("chutich", "Nguyễn Văn Chủ", [Grant(.chairman, at: province)]),
            ("quantri", "Bùi Thị Quản", [Grant(.administrator, at: province)]),
            ("thanhtra", "Đỗ Văn Tra", [Grant(.inspector, at: province)]),
            ("khongquyen", "Lê Không Quyền", []),
        ]
        let actors = Dictionary(
            uniqueKeysWithValues: accounts.map { ($0.0, Actor(accountID: ID(at: start), name: $0.1, grants: $0.2)) })
        try await database.store.write { tx in
            let from = CivilDate(year: 2010, month: 1, day: 1)!
            let units: [Unit] = [
                Unit(
                    id: province, kind: .province, code: "19", name: "Tỉnh Thái Nguyên", parentID: nil, validFrom: from),
                Unit(
                    id: homeAffairs, kind: .department, code: "SNV", name: "Sở Nội vụ", parentID: province,
                    validFrom: from),
                Unit(id: health, kind: .department, code: "SYT", name: "Sở Y tế", parentID: province, validFrom: from),
                Unit(
                    id: commune, kind: .commune, code: "01849", name: "Xã Phong Quang", parentID: province,
                    validFrom: from),
                Unit(
                    id: otherCommune, kind: .commune, code: "01840", name: "Phường Đức Xuân", parentID: province,
                    validFrom: from),
                Unit(
                    id: section, kind: .section, code: "PVHXH", name: "Phòng Văn hóa - Xã hội xã Phong Quang",
                    parentID: commune, validFrom: from),
            ]
            for unit in units { try UnitRecords.insert(unit, document: nil, in: tx) }
            try UnitRecords.refreshAncestors(in: tx)
            for (username, name, grants) in accounts {
                let account = Account(id: actors[username]!.accountID, username: username, name: name)
                try AccountRecords.insert(account, passwordHash: hash, grants: grants, in: tx)
            }
            let people: [(ID<Person>, String, Sex, ID<Unit>)] = [
                (fighter, "Triệu Thị Đào", .female, commune), (worker, "Nguyễn Văn Ân", .male, section),
                (stranger, "Bàn Văn Khách", .male, otherCommune),
            ]
            for (id, name, sex, unitID) in people {
                try PersonRecords.insert(
                    Person(
                        id: id, name: name, sex: sex, bornOn: CivilDate(year: 1985, month: 3, day: 8), ethnicity: "Tày",
                        group: .official, isFrontline: true, startedWorkOn: CivilDate(year: 2012, month: 6, day: 1),
                        unitID: unitID, position: "Công chức Văn hóa - Xã hội", isInvented: true),
                    identityNumber: nil, cipher: cipher, in: tx)
                for year in 2022...2025 {
                    try PersonRecords.insertRating(
                        of: id, year: year, level: id == fighter ? .excellent : .good, at: unitID, document: nil, in: tx
                    )
                }
            }
            for year in 2023...2024 {
                for code in ["LDTT", "CSTDCS"] {
                    let day = CivilDate(year: year, month: 12, day: 20)!
                    let position = try RollRecords.nextPosition(on: day, in: tx)
                    try RollRecords.insert(
                        Commendation(
                            id: ID(at: start), position: position, code: CatalogueCode(rawValue: code),
                            subject: .individual,
                            personID: fighter, unitID: nil, homeUnitID: commune, recipientName: "Triệu Thị Đào",
                            recipientDetail: "Công chức Văn hóa - Xã hội", unitName: "Xã Phong Quang", year: year,
                            category: .merit, ground: code == "CSTDCS" ? .initiative : nil,
                            achievement: "Thành tích năm \(year)",
                            decisionNumber: "\(100 + year % 100)/QĐ-UBND", decidedOn: day,
                            issuer: "Chủ tịch UBND xã Phong Quang", certificateCode: "BV-THU-\(code)-\(year)"),
                        awardName: code == "LDTT" ? "Lao động tiên tiến" : "Chiến sĩ thi đua cơ sở", in: tx)
                }
            }
            try PersonRecords.insertInitiative(
                Initiative(
                    id: initiative, personID: fighter, unitID: commune, name: "Số hóa sổ theo dõi hộ nghèo", year: 2025,
                    scope: .province, recognisedOn: CivilDate(year: 2025, month: 11, day: 15)!,
                    document: "Quyết định số 77/QĐ-UBND ngày 15/11/2025"), in: tx)
        }
        self.province = province
        self.homeAffairs = homeAffairs
        self.health = health
        self.commune = commune
        self.otherCommune = otherCommune
        self.section = section
        self.fighter = fighter
        self.worker = worker
        self.stranger = stranger
        self.actors = actors
        fighterInitiative2025 = initiative
    }

    public func remove() async {
        await database.remove()
        try? FileManager.default.removeItem(at: folder)
    }

    private static let bundledLawbook = Result { try Lawbook.bundled() }
    static let passwordHash = Result { try Passwords.hashNow(password) }
}

/// Runs `body` in a fresh world on this engine, and clears it away.
public func withWorld(_ engine: TestEngine, _ body: (World) async throws -> Void) async throws {
    let world = try await World.make(engine)
    do {
        try await body(world)
    } catch {
        await world.remove()
        throw error
    }
    await world.remove()
}

extension World {
    /// A dossier of `commune` for the province with `fighter` proposed for CSTDT, its letter and every required paper
    /// attached, still a draft.
    public func draftDossier(code: String = "BKT", nominee: AddNomination.Choice? = nil) async throws -> Dossier {
        let lawbook = lawbook
        let officer = officer
        let nominee = nominee ?? .person(fighter)
        let commune = commune
        return try await store.write { tx in
            let id = try CreateDossier(
                title: "Đề nghị khen thưởng năm 2025", category: .merit, year: 2025, level: .province, unitID: commune,
                movementID: nil
            ).run(by: officer, in: tx)
            let nominationID = try AddNomination(dossierID: id, choice: nominee).run(
                by: officer, lawbook: lawbook, in: tx)
            guard var dossier = try DossierRecords.dossier(id, in: tx),
                var nomination = try NominationRecords.nomination(nominationID, of: id, in: tx)
            else { throw Problem.notFound("hồ sơ vừa lập") }
            nomination.code = CatalogueCode(rawValue: code)
            nomination.summary = "Hoàn thành xuất sắc nhiệm vụ, đi đầu trong xóa nhà tạm, nhà dột nát."
            try NominationRecords.update(nomination, expecting: 1, by: officer, in: tx)
            dossier.letterNumber = "15/TTr-UBND"
            dossier.letterOn = tx.today
            try DossierRecords.update(dossier, expecting: 1, by: officer, unitName: "Xã Phong Quang", in: tx)
            let papers = lawbook.requiredPapers(for: nomination.code, category: .merit, on: tx.today)
            for paper in papers {
                try AttachmentRecords.insert(
                    Attachment(
                        id: ID(at: tx.now), subject: .dossier, subjectID: id.rawValue, nominationID: nil,
                        paperKey: paper.key, paperNumber: "1", paperOn: tx.today, fileName: "\(paper.key).pdf",
                        fileKind: .pdf, fileHash: String(repeating: "0", count: 64), byteCount: 10,
                        uploadedBy: officer.accountID, uploadedByName: officer.name, uploadedAt: tx.now), in: tx)
            }
            guard let ready = try DossierRecords.dossier(id, in: tx) else { throw Problem.notFound("hồ sơ vừa lập") }
            return ready
        }
    }

    /// A dossier that has come as far as the council's door: submitted, received, appraised. Findings that only an officer
    /// can judge are confirmed, those not met are overridden with a reason.
    public func appraisedDossier(code: String = "BKT", nominee: AddNomination.Choice? = nil) async throws -> Dossier {
        var dossier = try await draftDossier(code: code, nominee: nominee)
        dossier = try await SubmitDossier(id: dossier.id, version: dossier.version).run(
            by: officer, lawbook: lawbook, on: store)
        dossier = try await ReceiveDossier(id: dossier.id, version: dossier.version + 1)
            .run(by: specialist, lawbook: lawbook, on: store)
        let id = dossier.id
        let nominations = try await store.read { tx in try NominationRecords.nominations(of: id, in: tx) }
        for nomination in nominations {
            for finding in nomination.assessment?.findings ?? [] where finding.verdict != .met {
                try await JudgeFinding(
                    dossierID: id, nominationID: nomination.id, criterion: finding.id, judgement: .met,
                    reason: "Đã kiểm tra văn bản gốc."
                ).run(by: specialist, lawbook: lawbook, on: store)
            }
            try await AppraiseNomination(dossierID: id, nominationID: nomination.id, opinion: .propose, reason: "")
                .run(by: specialist, lawbook: lawbook, on: store)
        }
        let version = try await store.read { tx in try DossierRecords.dossier(id, in: tx)?.version ?? 0 }
        _ = try await AppraiseDossier(id: id, version: version).run(by: specialist, lawbook: lawbook, on: store)
        return try await store.read { tx in
            guard let dossier = try DossierRecords.dossier(id, in: tx) else { throw Problem.notFound("hồ sơ") }
            return dossier
        }
    }
}
