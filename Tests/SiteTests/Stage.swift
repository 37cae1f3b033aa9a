import Actions
import Domain
import Law
import Primitives
import Records
import TestSupport
import TestWorld

@testable import Store

/// One of every object, each in the state in which its acts are open, made by the actions that people use.
struct Stage: Sendable {
    /// What no other unit may read: it stands in titles, summaries and names of files of `commune`.
    static let secret = "Phiếu kín Phong Quang"
    static let pdf = Array(
        "%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF".utf8)

    let world: World
    let draft: Dossier
    let draftNomination: ID<Nomination>
    let draftAttachment: ID<Attachment>
    let submitted: Dossier
    let received: Dossier
    let receivedNomination: ID<Nomination>
    let criterion: String
    let appraised: Dossier
    let returned: Dossier
    let withdrawn: Dossier
    /// A council of the province and its session that is being prepared, with `appraised` on its agenda.
    let council: ID<Council>
    let session: ID<CouncilSession>
    let sessionNomination: ID<Nomination>
    let member: ID<CouncilMember>
    let minutes: ID<Attachment>
    let considered: Dossier
    let decision: ID<Decision>
    let decisionLine: ID<DecisionLine>
    let signed: ID<Decision>
    let commendation: ID<Commendation>
    /// A council, a session and a draft decision of `commune` itself.
    let ownCouncil: ID<Council>
    let ownSession: ID<CouncilSession>
    let ownDecision: ID<Decision>
    let ownDossier: Dossier
    let movementDraft: ID<Movement>
    let movement: ID<Movement>
    /// Of ``movement``: a drive, and a paper that `commune` added. Another movement is closed.
    let drive: ID<MovementDrive>
    let movementPaper: ID<MovementPaper>
    let closedMovement: ID<Movement>
    /// Of the province: sent for 2025, a draft for 2026. Of `commune`: a draft for 2025, submitted for 2026, approved for 2024.
    let provincePlan: Plan
    let provincePlanDraft: Plan
    let planDraft: Plan
    let planSubmitted: Plan
    let planApproved: Plan
    /// Documents: of the province a draft with a file and one that communes have opened, spread at `commune` to the person of
    /// the account without functions; of `commune` one that its section has.
    let directiveDraft: ID<Directive>
    let directive: ID<Directive>
    let directiveFile: ID<Attachment>
    let planLetter: ID<Directive>
    let ownDirective: ID<Directive>
    let ownDirectiveDraft: ID<Directive>
    let unitImport: ID<WaitingUnitImport>
    /// A division that puts `otherCommune` into `cluster`, waiting.
    let divisionImport: ID<WaitingUnitImport>
    /// Rules that begin on a later day, so that nothing else on the stage rests on them, and the draft that follows.
    let rules: ID<ProvincialRules>
    let rulesDraft: ID<ProvincialRules>
    /// A cluster of the province to which `commune` belongs; its version is 2.
    let cluster: ID<Cluster>
    let clusterMember: ID<ClusterMembership>
    /// A day of the province, and one of `commune`.
    let occasion: ID<Occasion>
    let ownOccasion: ID<Occasion>
    /// Activities of `commune`: one of the days to come, one that was held and has no result yet.
    let activity: ID<Activity>
    let heldActivity: ID<Activity>
    /// An indicator handed down to both communes; `commune` has reported November with a paper. A work of `commune` that is under
    /// way, and a household of it.
    let indicator: ID<Indicator>
    let evidence: ID<Attachment>
    let work: PublicWork
    let house: ID<House>
    let difficulties: StagedDifficulties
    let reportKind: ID<ReportKind>
    let reportRequest: ID<ReportRequest>
    /// Reports of `commune`, each of a request of its own, and two of the province.
    let reportDraft: Report
    let reportSubmitted: Report
    let reportSent: Report
    let finalDraft: Report
    let finalSubmitted: Report
    let reportFile: ID<Attachment>
    let inspection: ID<Inspection>
    /// An inspection of `commune` that is concluded, with a recommendation that is open; another that was answered.
    let concluded: (id: ID<Inspection>, finding: ID<InspectionFinding>)
    let answered: (id: ID<Inspection>, finding: ID<InspectionFinding>)

    static func make(_ world: World) async throws -> Stage {
        func dossier(_ number: Int, level: Dossier.Level = .province, until state: Dossier.State) async throws
            -> Dossier
        {
            try await Stage.dossier(number, level: level, until: state, in: world)
        }
        let (store, lawbook) = (world.store, world.lawbook)
        let draft = try await dossier(1, until: .draft)
        let attachment = try await AddAttachment(
            dossierID: draft.id, nominationID: nil, paperKey: "to_trinh", paperNumber: "1", paperOn: "",
            fileName: "\(secret).pdf", content: pdf
        ).run(by: world.officer, lawbook: lawbook, files: world.files, on: store)
        let received = try await dossier(3, until: .received)
        let receivedNominations = try await nominations(of: received.id, world)
        let appraised = try await dossier(4, until: .appraised)
        let considered = try await dossier(7, until: .appraised)
        let toSign = try await dossier(8, until: .appraised)

        let council = try await Stage.council(of: world.province, world)
        _ = try await concluded(council, [considered, toSign], by: world.secretary, world)
        let decision = try await DraftDecision(
            issuerID: world.province, abstract: "Về việc khen thưởng \(secret)",
            nominations: try await nominations(of: considered.id, world).map(\.id)
        ).run(by: world.specialist, lawbook: lawbook, on: store)
        let signed = try await DraftDecision(
            issuerID: world.province, abstract: "Về việc khen thưởng năm 2025",
            nominations: try await nominations(of: toSign.id, world).map(\.id)
        ).run(by: world.specialist, lawbook: lawbook, on: store)
        _ = try await SignDecision(id: signed, version: 1).run(by: world.chairman, lawbook: lawbook, on: store)
        let session = try await PlanSession(
            councilID: council, title: "Phiên họp \(secret)", place: "Hội trường", heldOn: "05/12/2025",
            dossiers: [appraised.id]
        ).run(by: world.secretary, on: store)
        let minutes = try await AddMinutes(
            id: session, paperNumber: "1/BB", paperOn: "", fileName: "\(secret) biên bản.pdf", content: pdf
        ).run(by: world.secretary, files: world.files, on: store)

        let own = try await dossier(9, level: .unit, until: .appraised)
        let ownToSign = try await dossier(10, level: .unit, until: .appraised)
        let ownCouncil = try await Stage.council(of: world.commune, world)
        _ = try await concluded(ownCouncil, [ownToSign], by: world.officer, world)
        let ownSession = try await PlanSession(
            councilID: ownCouncil, title: "Phiên họp của xã, \(secret)", place: "", heldOn: "05/12/2025",
            dossiers: [own.id]
        ).run(by: world.officer, on: store)
        let ownDecision = try await DraftDecision(
            issuerID: world.commune, abstract: "Về việc khen thưởng \(secret)",
            nominations: try await nominations(of: ownToSign.id, world).map(\.id)
        ).run(by: world.officer, lawbook: lawbook, on: store)

        var content = MovementContent()
        content.name = "Phong trào \(secret)"
        content.theme = "Đoàn kết, sáng tạo"
        content.startsOn = "01/12/2025"
        content.endsOn = "31/12/2025"
        content.goals = "Hoàn thành chỉ tiêu"
        content.criteria = [.individual: "Hoàn thành xuất sắc nhiệm vụ"]
        content.groups = [.communes]
        let movementDraft = try await DraftMovement(unitID: world.province, content: content).run(
            by: world.specialist, on: store)
        content.name = "Phong trào thi đua đã phát động"
        let movement = try await DraftMovement(unitID: world.province, content: content).run(
            by: world.specialist, on: store)
        try await LaunchMovement(id: movement, version: 1).run(by: world.leader, on: store)
        let drive = try await AddDrive(
            movementID: movement,
            content: DriveContent(name: "Đợt 1", startsOn: "01/12/2025", endsOn: "10/12/2025", goals: "Về đích sớm")
        ).run(by: world.specialist, on: store)
        let movementPaper = try await AddMovementPaper(
            movementID: movement, unitID: world.commune, fileName: "\(secret) kế hoạch.pdf", content: pdf
        ).run(by: world.officer, files: world.files, on: store)
        content.name = "Phong trào thi đua đã tổng kết"
        let closedMovement = try await DraftMovement(unitID: world.province, content: content).run(
            by: world.specialist, on: store)
        try await LaunchMovement(id: closedMovement, version: 1).run(by: world.leader, on: store)
        try await CloseMovement(
            id: closedMovement, version: 2,
            review: TypedReview(
                results: "Đạt", people: "0", collectives: "0", weaknesses: "Chậm", lessons: "Làm sớm",
                proposals: "Không đề xuất")
        ).run(by: world.leader, on: store)
        let provincePlan = try await world.plan(of: world.province, until: .sent)
        let provincePlanDraft = try await world.plan(of: world.province, year: 2026, until: .draft)
        let planDraft = try await world.plan(of: world.commune, until: .draft, secret)
        let planSubmitted = try await world.plan(of: world.commune, year: 2026, until: .submitted, secret)
        let planApproved = try await world.plan(of: world.commune, year: 2024, until: .approved)
        let list =
            UnitFile.fromHeader.joined(separator: ",") + "\n19,Tỉnh Thái Nguyên,02008,Xã Cẩm Giàng,Xã\n"
        let unitImport = try await PreviewUnitImport(fileName: "don-vi.csv", bytes: Array(list.utf8)).run(
            by: world.administrator, on: store)

        var rulesContent = RulesContent.invented
        rulesContent.inForceFrom = "01/01/2026"
        let rules = try await world.issuedRules(rulesContent)
        let rulesDraft = try await DraftRules().run(by: world.specialist, on: store)
        let cluster = try await world.cluster("Cụm thi đua số 1", of: [world.commune])
        let division = "Mã đơn vị,Đơn vị,\"Cụm, khối\"\n01840,Phường Đức Xuân,Cụm thi đua số 1\n"
        let divisionImport = try await PreviewDivisionImport(
            fileName: "chia.csv", bytes: Array(division.utf8), from: "05/12/2025", reason: "Quyết định số 12"
        ).run(by: world.specialist, on: store)
        let (occasion, ownOccasion) = (
            try await Stage.occasion(
                "Ngày thành lập tỉnh", of: OccasionContent.ofProvince, by: world.specialist, world),
            try await Stage.occasion("Ngày truyền thống xã", of: world.commune.rawValue, by: world.officer, world)
        )
        let activity = try await Stage.activity("Hội thao", on: "20/12/2025", world)
        let heldActivity = try await Stage.activity("Hội nghị điển hình", on: "20/11/2025", world)
        try await HoldActivity(id: heldActivity, version: 1, startsOn: "20/11/2025", endsOn: "").run(
            by: world.officer, on: store)

        let indicator = try await world.handedDownIndicator()
        _ = try await ReportUnitFigure(
            indicatorID: indicator, unitID: world.commune, period: 11, version: 1, amount: "6",
            note: "Ghi chú \(secret)",
            reason: "", paper: ReportUnitFigure.Paper(fileName: "\(secret) số liệu.pdf", content: pdf)
        ).run(by: world.officer, files: world.files, on: store)
        let workID = try await PlanWork(unitID: world.commune, content: world.workContent()).run(
            by: world.officer, on: store)
        try await AdvanceWork(id: workID, version: 1, step: .start, day: "03/11/2025").run(by: world.officer, on: store)
        let house = try await AddHouse(unitID: world.commune, year: 2025, content: world.houseContent("Hộ \(secret)"))
            .run(
                by: world.officer, on: store)
        let difficulties = try await StagedDifficulties.make(world)
        let kind = try await world.reportKind()
        func request() async throws -> ID<ReportRequest> { try await world.reportRequest(kind: kind) }
        let (draftRequest, submittedRequest, sentRequest) = (
            try await request(), try await request(), try await request()
        )
        try await world.fileReport(
            of: world.commune, draftRequest, houses: 1, metres: 2, until: .draft, words: secret)
        try await world.fileReport(
            of: world.commune, submittedRequest, houses: 1, metres: 2, until: .submitted, words: secret)
        try await world.fileReport(of: world.commune, sentRequest, houses: 1, metres: 2, until: .sent, words: secret)
        let lastRequest = try await request()
        try await world.fileReport(of: world.otherCommune, lastRequest, houses: 1, metres: 2, until: .accepted)
        let last = try await world.report(of: world.province, lastRequest)
        try await TakeFigures(id: last.id, version: 1).run(by: world.specialist, on: store)
        _ = try await ChangeReport(id: last.id, version: 2, typed: TypedReport(words: ["Tốt."], figures: [])).run(
            by: world.specialist, on: store)
        try await SubmitReport(id: last.id, version: 3).run(by: world.specialist, on: store)
        let reportDraft = try await world.report(of: world.commune, draftRequest)
        let reportFile = try await AddReportPaper(
            id: reportDraft.id, fileName: "\(secret) báo cáo.pdf", content: pdf
        ).run(by: world.officer, files: world.files, on: store)
        let inspection = try await world.inspection()
        let concluded = try await world.concludedInspection()
        let answered = try await world.concludedInspection()
        try await AnswerRecommendation(
            inspectionID: answered.0, id: answered.1, version: 1, answer: secret
        ).run(by: world.officer, files: world.files, on: store)
        let reportSubmitted = try await world.report(of: world.commune, submittedRequest)
        let reportSent = try await world.report(of: world.commune, sentRequest)
        let finalDraft = try await world.report(of: world.province, sentRequest)
        let finalSubmitted = try await world.report(of: world.province, lastRequest)

        let (submitted, returned, withdrawn) = (
            try await dossier(2, until: .submitted), try await dossier(5, until: .returned),
            try await dossier(6, until: .withdrawn)
        )
        let documents = try await directives(world)
        let draftNominations = try await nominations(of: draft.id, world)
        let appraisedNominations = try await nominations(of: appraised.id, world)
        return try await store.read { tx in
            let line = try DecisionLineRecords.entries(of: decision, in: tx).first
            let entry = try DecisionLineRecords.entries(of: signed, in: tx).first
            let figures = try TargetRecords.target(indicator, of: world.commune, in: tx)!.figures.map(\.id)
            let evidence = try TargetRecords.evidence(figures, in: tx).first
            let clusterMember = try ClusterMemberRecords.clusters(of: world.commune, in: tx).first
            let work = try PublicWorkRecords.work(workID, in: tx)
            let member = try CouncilRecords.members(of: council, on: tx.today, in: tx).first
            let now = try [considered, own].map { try DossierRecords.dossier($0.id, in: tx)! }
            return Stage(
                world: world, draft: draft, draftNomination: draftNominations[0].id, draftAttachment: attachment,
                submitted: submitted, received: received, receivedNomination: receivedNominations[0].id,
                criterion: receivedNominations[0].assessment!.findings[0].id, appraised: appraised, returned: returned,
                withdrawn: withdrawn, council: council, session: session, sessionNomination: appraisedNominations[0].id,
                member: member!.id, minutes: minutes, considered: now[0], decision: decision,
                decisionLine: line!.id, signed: signed, commendation: entry!.line.commendationID!,
                ownCouncil: ownCouncil, ownSession: ownSession,
                ownDecision: ownDecision, ownDossier: now[1], movementDraft: movementDraft, movement: movement,
                drive: drive, movementPaper: movementPaper, closedMovement: closedMovement,
                provincePlan: provincePlan, provincePlanDraft: provincePlanDraft, planDraft: planDraft,
                planSubmitted: planSubmitted, planApproved: planApproved, directiveDraft: documents.draft,
                directive: documents.sent, directiveFile: documents.file,
                planLetter: try DirectiveRecords.letter(of: provincePlan.id, in: tx)!, ownDirective: documents.own,
                ownDirectiveDraft: documents.ownDraft, unitImport: unitImport, divisionImport: divisionImport,
                rules: rules,
                rulesDraft: rulesDraft, cluster: cluster, clusterMember: clusterMember!.membership.id,
                occasion: occasion, ownOccasion: ownOccasion, activity: activity,
                heldActivity: heldActivity, indicator: indicator, evidence: evidence!.id, work: work!, house: house,
                difficulties: difficulties,
                reportKind: kind, reportRequest: sentRequest, reportDraft: reportDraft,
                reportSubmitted: reportSubmitted, reportSent: reportSent, finalDraft: finalDraft,
                finalSubmitted: finalSubmitted, reportFile: reportFile, inspection: inspection, concluded: concluded,
                answered: answered)
        }
    }

    private static func directives(
        _ world: World
    ) async throws -> (
        draft: ID<Directive>, sent: ID<Directive>, file: ID<Attachment>, own: ID<Directive>, ownDraft: ID<Directive>
    ) {
        let store = world.store
        let draft = try await DraftDirective(unitID: world.province, typed: world.typedDirective()).run(
            by: world.specialist, on: store)
        let sent = try await DraftDirective(unitID: world.province, typed: world.typedDirective()).run(
            by: world.specialist, on: store)
        let file = try await AddDirectiveFile(id: sent, fileName: "chi-thi.pdf", content: pdf).run(
            by: world.specialist, files: world.files, on: store)
        try await SendDirective(id: sent, version: 1).run(by: world.specialist, on: store)
        for officer in [world.officer, world.otherOfficer] {
            try await MarkDirectiveRead(id: sent).run(by: officer, on: store)
        }
        _ = try await TieAccount(id: world.actor("khongquyen").accountID, personID: world.worker).run(
            by: world.administrator, on: store)
        _ = try await SpreadDirective(id: sent, unitID: world.commune, people: [world.worker]).run(
            by: world.officer, on: store)
        var typed = world.typedDirective(secret)
        typed.scopes = [.all]
        let own = try await DraftDirective(unitID: world.commune, typed: typed).run(by: world.officer, on: store)
        try await SendDirective(id: own, version: 1).run(by: world.head, on: store)
        let ownDraft = try await DraftDirective(unitID: world.commune, typed: typed).run(by: world.officer, on: store)
        return (draft, sent, file, own, ownDraft)
    }

    private static func occasion(
        _ name: String, of owner: String, by actor: Actor, _ world: World
    ) async throws -> ID<Occasion> {
        var content = OccasionContent()
        content.kind = Occasion.Kind.traditionDay.rawValue
        content.owner = owner
        content.name = name
        content.foundedOn = "11/4/1900"
        return try await AddOccasion(content: content).run(by: actor, on: world.store)
    }

    private static func activity(_ name: String, on day: String, _ world: World) async throws -> ID<Activity> {
        var content = ActivityContent()
        content.kind = Activity.Kind.sports.rawValue
        content.name = name
        content.startsOn = day
        return try await PlanActivity(unitID: world.commune, content: content).run(by: world.officer, on: world.store)
    }

    static func nominations(of id: ID<Dossier>, _ world: World) async throws -> [Nomination] {
        try await world.store.read { tx in try NominationRecords.nominations(of: id, in: tx) }
    }

    /// A dossier of `commune` for `worker`, brought as far as this state by those whose step it is.
    static func dossier(
        _ number: Int, level: Dossier.Level, until state: Dossier.State, in world: World
    ) async throws -> Dossier {
        let (store, lawbook) = (world.store, world.lawbook)
        let appraiser = level == .province ? world.specialist : world.head
        let id = try await CreateDossier(
            title: "\(secret) hồ sơ \(number)", category: .merit, year: 2025, level: level, unitID: world.commune,
            movementID: nil
        ).run(by: world.officer, on: store)
        let nominationID = try await AddNomination(dossierID: id, choice: .person(world.worker)).run(
            by: world.officer, lawbook: lawbook, on: store)
        _ = try await ChangeNomination(
            dossierID: id, id: nominationID, version: 1,
            code: CatalogueCode(rawValue: level == .province ? "BKT" : "LDTT"), group: .official, year: "2025",
            periodFrom: "01/01/2025", periodUntil: "31/12/2025", summary: "Thành tích \(secret)", initiatives: [],
            isDraft: false
        ).run(by: world.officer, lawbook: lawbook, on: store)
        let hash = try await world.files.store(pdf)
        try await store.write { [officer = world.officer] tx in
            guard var dossier = try DossierRecords.dossier(id, in: tx) else { return }
            dossier.letterNumber = "15/TTr-UBND"
            dossier.letterOn = tx.today
            try DossierRecords.update(
                dossier, expecting: dossier.version, by: officer, unitName: "Xã Phong Quang", in: tx)
            for nomination in try NominationRecords.nominations(of: id, in: tx) {
                for paper in lawbook.requiredPapers(for: nomination.code, category: .merit, on: tx.today) {
                    try AttachmentRecords.insert(
                        Attachment(
                            id: ID(at: tx.now), subject: .dossier, subjectID: id.rawValue, nominationID: nil,
                            paperKey: paper.key, paperNumber: "1", paperOn: tx.today, fileName: "\(paper.key).pdf",
                            fileKind: .pdf, fileHash: hash, byteCount: pdf.count,
                            uploadedBy: officer.accountID, uploadedByName: officer.name, uploadedAt: tx.now), in: tx)
                }
            }
        }
        @Sendable func now() async throws -> Dossier {
            try await store.read { tx in try DossierRecords.dossier(id, in: tx)! }
        }
        if state == .draft { return try await now() }
        _ = try await SubmitDossier(id: id, version: try await now().version).run(
            by: world.officer, lawbook: lawbook, on: store)
        switch state {
        case .submitted: return try await now()
        case .withdrawn:
            _ = try await WithdrawDossier(id: id, version: try await now().version, reason: "Bổ sung \(secret)").run(
                by: world.officer, on: store)
            return try await now()
        default: break
        }
        _ = try await ReceiveDossier(id: id, version: try await now().version).run(
            by: appraiser, lawbook: lawbook, on: store)
        switch state {
        case .received: return try await now()
        case .returned:
            _ = try await ReturnDossier(id: id, version: try await now().version, reason: "Thiếu \(secret)").run(
                by: appraiser, on: store)
            return try await now()
        default: break
        }
        try await judge(id, by: appraiser, world)
        _ = try await AppraiseDossier(id: id, version: try await now().version).run(
            by: appraiser, lawbook: lawbook, on: store)
        return try await now()
    }

    /// Finds every nomination of a received dossier worthy.
    static func judge(_ id: ID<Dossier>, by appraiser: Actor, _ world: World) async throws {
        let (store, lawbook) = (world.store, world.lawbook)
        for nomination in try await nominations(of: id, world) {
            for finding in nomination.assessment?.findings ?? [] {
                try await JudgeFinding(
                    dossierID: id, nominationID: nomination.id, criterion: finding.id, judgement: .met,
                    reason: "Đã kiểm tra văn bản gốc."
                ).run(by: appraiser, lawbook: lawbook, on: store)
            }
            try await AppraiseNomination(dossierID: id, nominationID: nomination.id, opinion: .propose, reason: "").run(
                by: appraiser, lawbook: lawbook, on: store)
        }
    }

    /// A council of this unit with five members.
    private static func council(of unitID: ID<Unit>, _ world: World) async throws -> ID<Council> {
        try await world.store.write { tx in
            let members = (1...5).map {
                CouncilMember(
                    id: ID(at: tx.now), name: "Ủy viên \($0)", position: "Ủy viên", role: $0 == 1 ? .chair : .member)
            }
            let council = Council(
                id: ID(at: tx.now), unitID: unitID, name: "Hội đồng Thi đua - Khen thưởng", members: members)
            try CouncilRecords.insert(
                council, document: "Quyết định số 1", from: CivilDate(year: 2020, month: 1, day: 1)!, in: tx)
            return council.id
        }
    }

    /// A session of this council in which all of these dossiers have passed.
    private static func concluded(
        _ council: ID<Council>, _ dossiers: [Dossier], by secretary: Actor, _ world: World
    ) async throws -> ID<CouncilSession> {
        let store = world.store
        let id = try await PlanSession(
            councilID: council, title: "Phiên họp đã xong", place: "", heldOn: "05/12/2025",
            dossiers: dossiers.map(\.id)
        ).run(by: secretary, on: store)
        @Sendable func version() async throws -> Int {
            try await store.read { tx in try SessionRecords.session(id, in: tx)!.version }
        }
        let members = try await store.read { tx in try CouncilRecords.members(of: council, on: tx.today, in: tx) }
        try await RecordAttendance(
            id: id, version: try await version(),
            presences: Dictionary(uniqueKeysWithValues: members.map { ($0.id, Presence.present) })
        ).run(by: secretary, on: store)
        var votes: [ID<Nomination>: RecordVotes.Typed] = [:]
        for dossier in dossiers {
            for nomination in try await nominations(of: dossier.id, world) {
                votes[nomination.id] = RecordVotes.Typed(agree: "5", disagree: "0")
            }
        }
        try await RecordVotes(id: id, version: try await version(), votes: votes).run(
            by: secretary, lawbook: world.lawbook, on: store)
        _ = try await AddMinutes(id: id, paperNumber: "1/BB", paperOn: "", fileName: "bien-ban.pdf", content: pdf).run(
            by: secretary, files: world.files, on: store)
        try await ConcludeSession(id: id, version: try await version()).run(by: secretary, on: store)
        return id
    }
}

/// All that the database holds, table by table, to find out whether anything changed.
struct Dump: Equatable, Sendable {
    let tables: [String: [String]]

    /// What pages may write while they are only read: that somebody was here (`session.seen_at`), that a
    /// unit has seen a movement, and that a list was taken away as a file.
    static let leftOut: [String: String] = [
        "session": "SELECT token_hash, account_id, csrf_token, expires_at FROM session",
        "movement_addressee": "SELECT movement_id, unit_id FROM movement_addressee",
        // When a notice was opened.
        "outbox":
            "SELECT id, kind, account_id, subject_kind, subject_id, message, created_at, delivered_at, attempts FROM outbox",
        "event": "SELECT * FROM event WHERE kind <> 'dataExported'",
        "event_chain": "SELECT * FROM event_chain WHERE subject_kind <> 'account'",
    ]

    static func take(_ world: World) async throws -> Dump {
        let list: SQL =
            switch world.store.engine {
            case .sqlite:
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '%search%'"
            case .postgres: "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'"
            }
        return try await world.store.read { tx in
            var tables: [String: [String]] = [:]
            for row in try tx.rows(list) {
                let name: String = try row["name"]
                let rows = try tx.rows(SQL(trusted: leftOut[name] ?? "SELECT * FROM \(name)"))
                tables[name] = rows.map { "\($0.values)" }.sorted()
            }
            return Dump(tables: tables)
        }
    }

    /// The tables that are not the same, with the rows that came or went.
    func changes(to other: Dump) -> [String] {
        tables.keys.sorted().filter { tables[$0] != other.tables[$0] }.map { name in
            let (before, after) = (Set(tables[name] ?? []), Set(other.tables[name] ?? []))
            return "\(name): +\(after.subtracting(before)) -\(before.subtracting(after))"
        }
    }
}
