import Actions
import Domain
import Law
import Primitives
import Records
import Store
import TestWorld

/// From the council's door to the signed decision, in few words.
extension World {
    /// A council of this many invented members, since 2020.
    func makeCouncil(of unitID: ID<Unit>, members: Int = 17) async throws -> Council {
        let council = try await store.write { tx in
            let members = (1...members).map { number in
                CouncilMember(
                    id: ID(at: tx.now), name: "Ủy viên Thử \(number)", position: "Chức vụ \(number)",
                    role: number == 1 ? .chair : number == 2 ? .deputy : number == members ? .secretary : .member)
            }
            let council = Council(
                id: ID(at: tx.now), unitID: unitID, name: "Hội đồng Thi đua - Khen thưởng thử nghiệm", members: members)
            try CouncilRecords.insert(
                council, document: "Quyết định số 1/QĐ-UBND", from: CivilDate(year: 2020, month: 1, day: 1)!, in: tx)
            return council
        }
        return council
    }

    func plan(_ council: Council, _ dossiers: [Dossier], by actor: Actor? = nil) async throws -> ID<CouncilSession> {
        try await PlanSession(
            councilID: council.id, title: "Phiên họp xét khen thưởng", place: "Hội trường", heldOn: "05/12/2025",
            dossiers: dossiers.map(\.id)
        ).run(by: actor ?? secretary, on: store)
    }

    func file(_ id: ID<CouncilSession>) async throws -> SessionFile {
        try await store.read { tx in
            let session = try SessionRecords.session(id, in: tx)!
            return try SessionRecords.file(of: session, try CouncilRecords.council(session.councilID, in: tx)!, in: tx)
        }
    }

    /// Everybody present, but for the last `absent` members, and the `written` before them.
    func attend(_ id: ID<CouncilSession>, written: Int = 0, absent: Int = 0, by actor: Actor? = nil) async throws {
        let file = try await file(id)
        var presences: [ID<CouncilMember>: Presence] = [:]
        for (index, member) in file.council.members.enumerated() {
            let fromEnd = file.members - index
            presences[member.id] = fromEnd <= absent ? .absent : fromEnd <= absent + written ? .written : .present
        }
        try await RecordAttendance(id: id, version: file.session.version, presences: presences)
            .run(by: actor ?? secretary, on: store)
    }

    /// The same count for every nomination on the agenda.
    func vote(_ id: ID<CouncilSession>, agree: Int, disagree: Int = 0, by actor: Actor? = nil) async throws {
        let file = try await file(id)
        let votes = Dictionary(
            uniqueKeysWithValues: file.nominations.map {
                ($0.id, RecordVotes.Typed(agree: String(agree), disagree: String(disagree)))
            })
        try await RecordVotes(id: id, version: file.session.version, votes: votes)
            .run(by: actor ?? secretary, lawbook: lawbook, on: store)
    }

    static let pdf = Array("%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n".utf8)

    func addMinutes(_ id: ID<CouncilSession>, by actor: Actor? = nil) async throws {
        _ = try await AddMinutes(
            id: id, paperNumber: "12/BB-HĐTĐKT", paperOn: "05/12/2025", fileName: "Biên bản họp.pdf", content: World.pdf
        ).run(by: actor ?? secretary, files: files, on: store)
    }

    func conclude(_ id: ID<CouncilSession>, by actor: Actor? = nil) async throws {
        try await ConcludeSession(id: id, version: try await file(id).session.version)
            .run(by: actor ?? secretary, on: store)
    }

    /// A whole session in which everybody agrees, or so many as asked for.
    func hold(_ council: Council, _ dossiers: [Dossier], agree: Int = 17, by actor: Actor? = nil) async throws {
        let id = try await plan(council, dossiers, by: actor)
        try await attend(id, by: actor)
        try await vote(id, agree: agree, disagree: council.members.count - agree, by: actor)
        try await addMinutes(id, by: actor)
        try await conclude(id, by: actor)
    }

    func waiting(for unitID: ID<Unit>) async throws -> [PassedNomination] {
        try await store.read { tx in
            try DecisionLineRecords.waiting(for: try UnitRecords.unit(unitID, in: tx)!, limit: 100, in: tx)
        }
    }

    func draft(_ nominations: [PassedNomination], by actor: Actor? = nil, for unitID: ID<Unit>? = nil) async throws
        -> Decision
    {
        let id = try await DraftDecision(
            issuerID: unitID ?? province, abstract: "Về việc khen thưởng thành tích năm 2025",
            nominations: nominations.map(\.id)
        ).run(by: actor ?? specialist, lawbook: lawbook, on: store)
        return try await decision(id)
    }

    func decision(_ id: ID<Decision>) async throws -> Decision {
        try await store.read { tx in try DecisionRecords.decision(id, in: tx)! }
    }

    func entries(_ id: ID<Decision>) async throws -> [DecisionEntry] {
        try await store.read { tx in try DecisionLineRecords.entries(of: id, in: tx) }
    }

    func sign(_ decision: Decision, by actor: Actor? = nil) async throws -> Decision {
        try await SignDecision(id: decision.id, version: decision.version)
            .run(by: actor ?? chairman, lawbook: lawbook, on: store)
    }

    func state(_ dossier: Dossier) async throws -> Dossier.State {
        let id = dossier.id
        return try await store.read { tx in try DossierRecords.dossier(id, in: tx)!.state }
    }

    func kinds(_ subject: EventSubject, _ id: String) async throws -> [EventKind] {
        try await store.read { tx in try EventRecords.history(of: subject, id, in: tx).map(\.kind) }
    }

    func lastEvent(_ subject: EventSubject, _ id: String) async throws -> Event? {
        try await store.read { tx in try EventRecords.last(of: subject, id, in: tx) }
    }

    /// A dossier as far as the council's door, for any titles and forms: what the rule check says about them is another
    /// test's matter, so the opinion is written straight to its line.
    func readyDossier(
        codes: [String] = ["BKT"], nominee: AddNomination.Choice? = nil, level: Dossier.Level = .province,
        initiative: Bool = false
    ) async throws -> Dossier {
        let (officer, lawbook, commune) = (officer, lawbook, commune)
        let choice = nominee ?? .person(fighter)
        let appraiser = level == .unit ? head : specialist
        let initiatives = initiative ? [fighterInitiative2025] : []
        let id = try await store.write { tx in
            let id = try CreateDossier(
                title: "Đề nghị khen thưởng năm 2025", category: .merit, year: 2025, level: level, unitID: commune,
                movementID: nil
            ).run(by: officer, in: tx)
            for code in codes {
                let nominationID = try AddNomination(dossierID: id, choice: choice).run(
                    by: officer, lawbook: lawbook, in: tx)
                var nomination = try NominationRecords.nomination(nominationID, of: id, in: tx)!
                nomination.code = CatalogueCode(rawValue: code)
                nomination.summary = "Hoàn thành xuất sắc nhiệm vụ."
                nomination.initiativeIDs = initiatives
                try NominationRecords.update(nomination, expecting: 1, by: officer, in: tx)
                try NominationRecords.setOpinion(.propose, reason: "", of: nominationID, by: appraiser, in: tx)
                for paper in lawbook.requiredPapers(for: nomination.code, category: .merit, on: tx.today) {
                    try AttachmentRecords.insert(
                        Attachment(
                            id: ID(at: tx.now), subject: .dossier, subjectID: id.rawValue, nominationID: nil,
                            paperKey: paper.key, paperNumber: "1", paperOn: tx.today, fileName: "\(paper.key).pdf",
                            fileKind: .pdf, fileHash: String(repeating: "0", count: 64), byteCount: 10,
                            uploadedBy: officer.accountID, uploadedByName: officer.name, uploadedAt: tx.now), in: tx)
                }
            }
            var dossier = try DossierRecords.dossier(id, in: tx)!
            dossier.letterNumber = "9/TTr-UBND"
            dossier.letterOn = tx.today
            try DossierRecords.update(dossier, expecting: 1, by: officer, unitName: "Xã Phong Quang", in: tx)
            return id
        }
        _ = try await SubmitDossier(id: id, version: 2).run(by: officer, lawbook: lawbook, on: store)
        _ = try await ReceiveDossier(id: id, version: 3).run(by: appraiser, lawbook: lawbook, on: store)
        _ = try await AppraiseDossier(id: id, version: 4).run(by: appraiser, lawbook: lawbook, on: store)
        return try await store.read { tx in try DossierRecords.dossier(id, in: tx)! }
    }

    /// A dossier that `commune` decides itself, as far as its own council's door.
    func ownDossier(codes: [String] = ["CSTDCS"], initiative: Bool = false) async throws -> Dossier {
        try await readyDossier(codes: codes, level: .unit, initiative: initiative)
    }
}

/// The problem that `body` throws; `nil` when it throws none.
func problem(_ body: () async throws -> Void) async throws -> Problem? {
    do {
        try await body()
        return nil
    } catch let problem as Problem {
        return problem
    }
}
