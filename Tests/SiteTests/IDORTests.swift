import Actions
import Domain
import HTTPTypes
import Hummingbird
import Primitives
import Records
import TestSupport
import TestWorld
import Testing
import WebSupport

/// What belongs to one commune, asked for by the officer of another.
@Suite struct IDORTests {
    @Test(arguments: TestEngine.available)
    func `nothing of a commune is read by another commune`(engine: TestEngine) async throws {
        try await withSite(engine) { site in
            let stage = try await Stage.make(site.world)
            let stranger = try await site.signIn("canbo.xakhac")
            let own = try await site.signIn("canbo.xa")
            let dossiers = [
                stage.draft, stage.submitted, stage.received, stage.appraised, stage.returned, stage.withdrawn,
                stage.considered, stage.ownDossier,
            ]
            var paths: [String] = []
            for dossier in dossiers {
                paths += [Route.dossier, .dossierForm, .chooseNominee].map { $0.path(dossier.id) }
                for nomination in try await Stage.nominations(of: dossier.id, site.world) {
                    paths.append(Route.nomination.path(dossier.id, nomination.id))
                }
                let attachments = try await site.world.store.read { tx in
                    try AttachmentRecords.attachments(of: .dossier, dossier.id.rawValue, in: tx)
                }
                #expect(!attachments.isEmpty)
                paths += attachments.map { Route.attachment.path($0.id) }
            }
            paths += [
                Route.movementPaper.path(stage.movement, stage.movementPaper),
                Route.reviewForm.path(stage.movement) + "?ky=midway&don-vi=\(site.world.commune)",
                Route.movementReviews.path(stage.movement), Route.closingForm.path(stage.movement),
            ]
            paths += [stage.session, stage.ownSession].map { Route.session.path($0) }
            paths.append(Route.attachment.path(stage.minutes))
            paths += [stage.decision, stage.ownDecision].flatMap {
                [Route.decision.path($0), Route.decisionPaper.path($0)]
            }
            paths += [site.world.fighter, site.world.worker].flatMap {
                [Route.person.path($0), Route.personEligibility.path($0)]
            }
            paths += [site.world.commune, site.world.section].flatMap {
                [Route.unitEligibility.path($0), Route.unitEligibility.path($0) + "?ma=CSTDCS"]
            }
            paths += [stage.planDraft, stage.planSubmitted].flatMap { plan in
                [Route.plan, .planForm, .planLetter, .planDocument].map { $0.path(plan.id) }
            }
            paths += [stage.reportDraft, stage.reportSubmitted, stage.reportSent].flatMap { report in
                [Route.report, .reportForm, .reportWords, .reportPaper, .reportDocument].map { $0.path(report.id) }
            }
            paths += [
                Route.attachment.path(stage.reportFile), Route.inspection.path(stage.answered.id),
                Route.reportRequest.path(stage.reportRequest),
            ]
            paths += [
                Route.attachment.path(stage.evidence), Route.house.path(stage.house), Route.houseForm.path(stage.house),
                Route.difficulty.path(stage.difficulties.waiting.id),
                Route.difficulty.path(stage.difficulties.answered.id),
                Route.attachment.path(stage.difficulties.attachment), Route.notice.path(stage.difficulties.notice),
            ]
            paths += [stage.ownDirective, stage.ownDirectiveDraft].flatMap { directive in
                [Route.directive, .directiveForm, .directiveBoard, .directiveBoardList].map { $0.path(directive) }
            }
            paths += [
                Route.delivery.path(stage.directive, site.world.commune),
                Route.delivery.path(stage.ownDirective, site.world.section),
                Route.directiveBoard.path(stage.ownDirective) + "?tu=\(site.world.commune)",
            ]
            paths += [
                Route.people.path() + "?don-vi=\(site.world.commune)", Route.movement.path(stage.movementDraft),
                Route.movementForm.path(stage.movementDraft), Route.publicMovement.path(stage.movementDraft),
                Route.newDecision.path() + "?don-vi=\(site.world.commune)",
                Route.account.path(site.world.officer.accountID),
            ]
            #expect(paths.count > 40)
            let secrets = Self.secrets(dossiers)
            for path in paths {
                let answer = try await site.get(path, as: stranger)
                #expect([403, 404].contains(answer.status.code), "\(path): \(answer.status)")
                #expect(secrets.allSatisfy { !answer.body.contains($0) }, "\(path)")
                #expect(
                    answer.headers.allSatisfy { field in secrets.allSatisfy { !field.value.contains($0) } }, "\(path)")
            }
            // A draft has neither a public page nor anybody's readings to follow.
            let nobodys = [
                Route.publicMovement.path(stage.movementDraft), Route.directiveBoard.path(stage.ownDirectiveDraft),
                Route.directiveBoardList.path(stage.ownDirectiveDraft),
            ]
            try await expectOpen(paths.filter { !nobodys.contains($0) }, site)

            // Lists, searches, counts and files: they answer, but hold nothing of the other commune. The owner, asking the
            // same, does find it there: otherwise this would prove nothing.
            let lists = [
                "/viec-can-lam", "/ho-so", "/ho-so?q=phieu+kin", "/ho-so?q=Phong+Quang", "/ho-so.csv",
                "/ho-so.csv?q=phieu+kin",
                "/hoi-dong", "/quyet-dinh", "/quyet-dinh?q=phieu+kin", "/ca-nhan", "/ca-nhan?q=trieu+thi+dao",
                "/ca-nhan?q=nguyen",
                "/nha-o/danh-sach", "/nha-o/danh-sach?don-vi=\(site.world.commune)", "/nha-o",
                Route.unitFigures.path(stage.indicator, site.world.commune),
                "/vuong-mac", "/vuong-mac?tinh-trang=waiting", "/vuong-mac/hoi-dap", "/vuong-mac/hoi-dap?q=phieu+kin",
                "/thong-bao", "/phong-trao", "/hoi-dong/moi", "/quyet-dinh/moi", "/ho-so/moi", "/tham-dinh",
            ]
            var found = 0
            for path in lists {
                let answer = try await site.get(path, as: stranger)
                // Their own search comes back in the field of the search.
                let body = answer.body.replacing("value=\"Phong Quang\"", with: "")
                #expect(secrets.allSatisfy { !body.contains($0) }, "\(path)")
                let ownAnswer = try await site.get(path, as: own)
                if secrets.contains(where: { ownAnswer.body.contains($0) }) { found += 1 }
            }
            #expect(found >= 8)
        }
    }

    @Test(arguments: TestEngine.available)
    func `nothing of a commune is changed by another commune, with the right versions and full forms`(
        engine: TestEngine
    )
        async throws
    {
        try await withSite(engine) { site in
            let stage = try await Stage.make(site.world)
            let stranger = try await site.signIn("canbo.xakhac")
            let before = try await Dump.take(site.world)
            let writes = fullWrites(stage)
            #expect(writes.count > 25)
            for write in writes {
                let answer = try await site.post(
                    write.path, as: stranger, fields: write.fields + [("version", write.version)])
                #expect([403, 404].contains(answer.status.code), "\(write.path): \(answer.status)")
                #expect(!answer.body.contains(Stage.secret), "\(write.path)")
                #expect(
                    !answer.body.contains("Triệu Thị Đào") && !answer.body.contains("Nguyễn Văn Ân"), "\(write.path)")
            }
            let upload = try await site.upload(
                Route.addAttachment.path(stage.draft.id), as: stranger, fields: [("paperKey", "to_trinh")],
                fileName: "a.pdf",
                content: Stage.pdf)
            #expect(upload.status == .notFound)
            let minutes = try await site.upload(
                Route.addMinutes.path(stage.ownSession), as: stranger, fields: [], fileName: "a.pdf", content: Stage.pdf
            )
            #expect(minutes.status == .notFound)
            #expect(before.changes(to: try await Dump.take(site.world)).isEmpty)
        }
    }

    @Test(arguments: TestEngine.available)
    func `a part is reached only under what it belongs to`(engine: TestEngine) async throws {
        try await withSite(engine) { site in
            let stage = try await Stage.make(site.world)
            let world = site.world
            let stranger = try await site.signIn("canbo.xakhac")
            let officer = try await site.signIn("canbo.xa")
            let specialist = try await site.signIn("chuyenvien.snv")
            let mine = try await CreateDossier(
                title: "Hồ sơ của Đức Xuân", category: .merit, year: 2025, level: .province, unitID: world.otherCommune,
                movementID: nil
            ).run(by: world.otherOfficer, on: world.store)
            let mySession = try await site.signIn("thuky")
            let before = try await Dump.take(world)
            let change = [("version", "2"), ("code", "BKT"), ("year", "2025"), ("summary", "đổi")]
            // Another's nomination and paper under one's own dossier, and one's own under another dossier of one's own.
            for (session, dossier) in [(stranger, mine), (officer, stage.returned.id)] {
                let line = stage.draftNomination
                #expect(try await site.get(Route.nomination.path(dossier, line), as: session).status == .notFound)
                for (route, fields) in [
                    (Route.changeNomination, change), (.autosaveNomination, change), (.removeNomination, []),
                    (.judgeFinding, [("criterion", stage.criterion), ("judgement", "met"), ("reason", "x")]),
                    (.appraiseNomination, [("opinion", "propose")]),
                ] {
                    let answer = try await site.post(route.path(dossier, line), as: session, fields: fields)
                    #expect([403, 404].contains(answer.status.code), "\(route.pattern)")
                    #expect(!answer.body.contains(Stage.secret))
                }
                let paper = try await site.post(
                    Route.removeAttachment.path(dossier, stage.draftAttachment), as: session)
                #expect(paper.status == .notFound)
            }
            // The appraiser too: a line of one dossier is not judged under the address of another.
            for (route, fields) in [
                (Route.judgeFinding, [("criterion", stage.criterion), ("judgement", "met"), ("reason", "x")]),
                (.appraiseNomination, [("opinion", "decline"), ("reason", "x")]),
            ] {
                let answer = try await site.post(
                    route.path(stage.received.id, stage.draftNomination), as: specialist, fields: fields)
                #expect(answer.status == .notFound, "\(route.pattern)")
            }
            // People of another unit cannot be nominated, and the answer does not say who they are.
            for (name, id) in [("person", world.fighter.rawValue), ("collective", world.section.rawValue)] {
                let answer = try await site.post(Route.addNomination.path(mine), as: stranger, fields: [(name, id)])
                #expect(answer.status == .forbidden, "\(name)")
                #expect(!answer.body.contains("Triệu Thị Đào") && !answer.body.contains("Phòng Văn hóa"))
            }
            // A line of another decision, a dossier that waits for another council, a response for another unit.
            let line = try await site.post(
                Route.removeDecisionLine.path(stage.ownDecision), as: officer,
                fields: [("version", "1"), ("line", stage.decisionLine.rawValue), ("reason", "x")])
            #expect(line.status == .notFound)
            let agenda = try await site.post(
                Route.changeAgenda.path(stage.session), as: mySession,
                fields: [("version", "1"), ("dossier", stage.ownDossier.id.rawValue)])
            #expect(agenda.status == .conflict)
            let response = try await site.post(
                Route.respondToMovement.path(stage.movement), as: stranger,
                fields: [("unit", world.commune.rawValue), ("version", "0"), ("plan", "x"), ("subjects", "x")])
            #expect(response.status == .notFound)
            #expect(before.changes(to: try await Dump.take(world)).isEmpty)
        }
    }

    /// The counter-proof: each of these addresses is opened by somebody whose it is, so that a stranger was refused for who they
    /// are and not because nothing is there. A form whose time is over tells its owner so.
    private func expectOpen(_ paths: [String], _ site: TestSite) async throws {
        let owners: [Visitor] = [.officer, .head, .specialist, .leader, .secretary, .chairman, .administrator]
        var sessions: [TestSite.Session] = []
        for owner in owners { sessions.append(try await site.signIn(owner.username)) }
        for path in paths {
            var statuses: [HTTPResponse.Status] = []
            for session in sessions {
                let answer = try await site.get(path, as: session)
                statuses.append(answer.status)
                if answer.status == .ok { break }
            }
            // A notice leads its reader on to what it is about.
            let isNotice = path.hasPrefix("/thong-bao/") && statuses.first == .seeOther
            let isForm = path.hasSuffix("/sua") || path.hasSuffix("/them") || path.hasSuffix("/moi")
            #expect(
                statuses.last == .ok || isNotice || (isForm && statuses.contains { [303, 409].contains($0.code) }),
                "nobody opens \(path): \(statuses)")
        }
    }

    /// What must not be read: names, titles and numbers of the other commune.
    private static func secrets(_ dossiers: [Dossier]) -> [String] {
        [Stage.secret, "Triệu Thị Đào", "Nguyễn Văn Ân", "15/TTr-UBND"] + dossiers.map(\.number)
    }
}

/// A form that whoever may would get through with.
struct FullWrite: Sendable {
    let path: String
    let by: Visitor
    /// The version as it stands now.
    let version: String
    let fields: [(String, String)]

    init(_ path: String, _ by: Visitor, _ version: Int, _ fields: [(String, String)] = []) {
        self.path = path
        self.by = by
        self.version = String(version)
        self.fields = fields
    }
}

/// One write of each kind to what belongs to `commune` or was made from it, complete and with the version of now.
func fullWrites(_ stage: Stage) -> [FullWrite] {
    let (draft, line) = (stage.draft.id, stage.draftNomination)
    let letter = [
        ("title", "Tên khác"), ("letterNumber", "16/TTr"), ("letterOn", "04/12/2025"), ("letterText", "Nội dung khác"),
    ]
    let nomination = [
        ("code", "BKT"), ("group", "official"), ("year", "2025"), ("periodFrom", "01/01/2025"),
        ("periodUntil", "31/12/2025"),
        ("summary", "Tóm tắt khác"),
    ]
    let movement = [
        ("unit", stage.world.province.rawValue), ("name", "Tên khác"), ("theme", "Chủ đề khác"), ("form", "regular"),
        ("startsOn", "01/12/2025"), ("endsOn", "31/12/2025"), ("goals", "Mục tiêu khác"),
        ("criteria-individual", "Khác"),
        ("groups", "communes"),
    ]
    let reason = [("reason", "Lý do khác")]
    let votes = [("agree-\(stage.sessionNomination)", "4"), ("disagree-\(stage.sessionNomination)", "1")]
    let figures = (stage.indicator, stage.world.commune)
    let house = [
        ("group", "poor"), ("measure", "built"), ("head", "Chủ hộ khác"), ("village", "Thôn khác"),
    ]
    let hard = stage.difficulties
    return [
        FullWrite(
            Route.reportFigure.path(figures.0, figures.1), .officer, 2, reason + [("period", "11"), ("amount", "5")]),
        FullWrite(
            Route.setPeriodTargets.path(figures.0, figures.1), .specialist, 1, (1...12).map { ("p-\($0)", "6") }),
        FullWrite(
            Route.handDownTargets.path(figures.0), .officer, 1,
            [("parent", figures.1.rawValue), ("t-\(stage.world.section)", "72")]),
        FullWrite(Route.lockPeriods.path(figures.0), .leader, 1, [("through", "11")]),
        FullWrite(
            Route.recordMilestone.path(stage.work.id, stage.work.milestones[0].id), .officer, stage.work.version,
            [("doneOn", "04/12/2025")]),
        FullWrite(Route.dropWork.path(stage.work.id), .officer, stage.work.version, reason),
        FullWrite(Route.changeHouse.path(stage.house), .officer, 1, house),
        FullWrite(Route.withdrawHouse.path(stage.house), .officer, 1, reason),
        FullWrite(
            Route.assignDifficulty.path(hard.waiting.id), .specialist, hard.waiting.version,
            [("handler", stage.world.specialist.accountID.rawValue)]),
        FullWrite(Route.askBack.path(hard.assigned.id), .specialist, hard.assigned.version, [("request", "Hỏi thêm")]),
        FullWrite(
            Route.answerDifficulty.path(hard.assigned.id), .specialist, hard.assigned.version,
            [("answer", "Trả lời khác")]),
        FullWrite(
            Route.supplementDifficulty.path(hard.askedBack.id), .officer, hard.askedBack.version,
            [("supplement", "Bổ sung")]),
        FullWrite(Route.closeDifficulty.path(hard.answered.id), .officer, hard.answered.version),
        FullWrite(Route.reopenDifficulty.path(hard.answered.id), .officer, hard.answered.version, reason),
        FullWrite(
            Route.shareQuestion.path(hard.answered.id), .specialist, hard.answered.version,
            [("question", "Hỏi"), ("sharedAnswer", "Đáp")]),
        FullWrite(
            Route.withdrawQuestion.path(hard.shared.id), .specialist, hard.shared.version,
            [("withdrawReason", "Lý do khác")]),
        FullWrite(Route.changeDossier.path(draft), .officer, stage.draft.version, letter),
        FullWrite(Route.autosaveDossier.path(draft), .officer, stage.draft.version, letter),
        FullWrite(Route.changeNomination.path(draft, line), .officer, 2, nomination),
        FullWrite(Route.autosaveNomination.path(draft, line), .officer, 2, nomination),
        FullWrite(Route.removeNomination.path(draft, line), .officer, 2),
        FullWrite(Route.removeAttachment.path(draft, stage.draftAttachment), .officer, 1),
        FullWrite(Route.addNomination.path(draft), .officer, 1, [("household", "Hộ ông Khác")]),
        FullWrite(Route.submitDossier.path(draft), .officer, stage.draft.version),
        FullWrite(Route.withdrawDossier.path(stage.submitted.id), .officer, stage.submitted.version, reason),
        FullWrite(Route.reopenDossier.path(stage.withdrawn.id), .officer, stage.withdrawn.version),
        FullWrite(Route.receiveDossier.path(stage.submitted.id), .specialist, stage.submitted.version),
        FullWrite(Route.returnDossier.path(stage.received.id), .specialist, stage.received.version, reason),
        FullWrite(Route.appraiseDossier.path(stage.received.id), .specialist, stage.received.version),
        FullWrite(
            Route.judgeFinding.path(stage.received.id, stage.receivedNomination), .specialist, 1,
            reason + [("criterion", stage.criterion), ("judgement", "met")]),
        FullWrite(
            Route.appraiseNomination.path(stage.received.id, stage.receivedNomination), .specialist, 1,
            reason + [("opinion", "decline")]),
        FullWrite(Route.changeMovement.path(stage.movementDraft), .specialist, 1, movement),
        FullWrite(Route.launchMovement.path(stage.movementDraft), .leader, 1),
        FullWrite(
            Route.closeMovement.path(stage.movement), .leader, 2,
            [
                ("results", "Đạt"), ("people", "1"), ("collectives", "0"), ("weaknesses", "Chậm"),
                ("lessons", "Giao việc sớm"), ("proposals", "Không đề xuất"),
            ]),
        FullWrite(
            Route.reopenMovement.path(stage.closedMovement), .leader, 3, reason + [("endsOn", "31/12/2025")]),
        FullWrite(
            Route.changeDrive.path(stage.movement, stage.drive), .specialist, 1,
            [("name", "Khác"), ("startsOn", "01/12/2025"), ("endsOn", "09/12/2025"), ("goals", "Khác")]),
        FullWrite(Route.cancelDrive.path(stage.movement, stage.drive), .specialist, 1, reason),
        FullWrite(
            Route.reviewMovement.path(stage.movement), .officer, 0,
            [("unit", stage.world.commune.rawValue), ("stage", "midway"), ("results", "Khác")]),
        FullWrite(
            Route.removeMovementPaper.path(stage.movement, stage.movementPaper), .officer, 1),
        FullWrite(
            Route.changePlan.path(stage.planDraft.id), .officer, stage.planDraft.version, [("theme", "Chủ đề khác")]),
        FullWrite(
            Route.autosavePlan.path(stage.planDraft.id), .officer, stage.planDraft.version, [("theme", "Khác")]),
        FullWrite(Route.submitPlan.path(stage.planDraft.id), .officer, stage.planDraft.version),
        FullWrite(Route.returnPlan.path(stage.planSubmitted.id), .head, stage.planSubmitted.version, reason),
        FullWrite(
            Route.approvePlan.path(stage.planSubmitted.id), .head, stage.planSubmitted.version,
            [("number", "9"), ("signedOn", "05/12/2025")]),
        FullWrite(Route.sendPlan.path(stage.planApproved.id), .officer, stage.planApproved.version),
        FullWrite(
            Route.changeReport.path(stage.reportDraft.id), .officer, stage.reportDraft.version, [("words-1", "Khác")]),
        FullWrite(
            Route.autosaveReport.path(stage.reportDraft.id), .officer, stage.reportDraft.version,
            [("words-1", "Khác nữa")]),
        FullWrite(Route.submitReport.path(stage.reportDraft.id), .officer, stage.reportDraft.version),
        FullWrite(Route.returnReport.path(stage.reportSubmitted.id), .head, stage.reportSubmitted.version, reason),
        FullWrite(Route.sendReport.path(stage.reportSubmitted.id), .head, stage.reportSubmitted.version),
        FullWrite(Route.acceptReport.path(stage.reportSent.id), .specialist, stage.reportSent.version),
        FullWrite(Route.cancelInspection.path(stage.inspection), .specialist, 1, reason),
        FullWrite(
            Route.answerRecommendation.path(stage.concluded.id, stage.concluded.finding), .officer, 1,
            [("answer", "Đã xong")]),
        FullWrite(
            Route.returnRecommendation.path(stage.answered.id, stage.answered.finding), .specialist, 2, reason),
        FullWrite(
            Route.changeAgenda.path(stage.session), .secretary, 1, [("remove", stage.appraised.id.rawValue)]),
        FullWrite(
            Route.recordAttendance.path(stage.session), .secretary, 1, [("presence-\(stage.member)", "present")]),
        FullWrite(Route.recordVotes.path(stage.session), .secretary, 1, votes),
        FullWrite(Route.concludeSession.path(stage.session), .secretary, 1),
        FullWrite(Route.concludeSession.path(stage.ownSession), .officer, 1),
        FullWrite(
            Route.addCouncilMember.path(stage.council), .secretary, 1,
            [("name", "Nông Văn Thêm"), ("role", "member"), ("from", "01/12/2025")]),
        FullWrite(
            Route.endCouncilMembership.path(stage.council), .secretary, 1,
            reason + [("member", stage.member.rawValue), ("until", "05/12/2025")]),
        FullWrite(
            Route.changeCluster.path(stage.cluster), .specialist, 2,
            [
                ("kind", "territorial"), ("name", "Tên khác"), ("decisionNumber", "9/QĐ"), ("decidedOn", "02/01/2025"),
                ("issuer", "Hội đồng"), ("validFrom", "01/01/2025"),
            ]),
        FullWrite(
            Route.addClusterMembers.path(stage.cluster), .specialist, 2,
            reason + [("units", stage.world.otherCommune.rawValue), ("from", "05/12/2025")]),
        FullWrite(
            Route.endClusterMemberships.path(stage.cluster), .specialist, 2,
            reason + [("members", stage.clusterMember.rawValue), ("until", "05/12/2025")]),
        FullWrite(
            Route.removeClusterMemberships.path(stage.cluster), .specialist, 2,
            reason + [("mistaken", stage.clusterMember.rawValue)]),
        FullWrite(
            Route.setClusterTerm.path(stage.cluster), .specialist, 2,
            [("year", "2025"), ("chair", stage.world.commune.rawValue)]),
        FullWrite(Route.endCluster.path(stage.cluster), .specialist, 2, reason + [("until", "05/12/2025")]),
        FullWrite(
            Route.divideUnits.path(), .specialist, 2,
            reason + [
                ("from", "05/12/2025"), ("c-\(stage.world.otherCommune)", stage.cluster.rawValue),
                ("v-\(stage.cluster)", "2"),
            ]),
        FullWrite(
            Route.confirmDivisionImport.path(stage.divisionImport), .specialist, 2, [("v-\(stage.cluster)", "2")]),
        FullWrite(Route.changeDecision.path(stage.decision), .specialist, 1, [("abstract", "Trích yếu khác")]),
        FullWrite(
            Route.removeDecisionLine.path(stage.decision), .specialist, 1,
            reason + [("line", stage.decisionLine.rawValue)]),
        FullWrite(
            Route.refuseNomination.path(stage.decision), .chairman, 1,
            [("refused", stage.decisionLine.rawValue), ("refusal", "Lý do khác")]),
        FullWrite(Route.discardDecision.path(stage.decision), .specialist, 1, reason),
        FullWrite(Route.discardDecision.path(stage.ownDecision), .officer, 1, reason),
        FullWrite(Route.signDecision.path(stage.decision), .chairman, 1),
        FullWrite(Route.changeDecision.path(stage.ownDecision), .officer, 1, [("abstract", "Trích yếu khác")]),
        FullWrite(Route.signDecision.path(stage.ownDecision), .head, 1),
        FullWrite(Route.changeAgenda.path(stage.ownSession), .officer, 1, [("remove", stage.ownDossier.id.rawValue)]),
        FullWrite(Route.revealIdentity.path(stage.world.fighter), .head, 1),
        FullWrite(
            Route.changeAccountRoles.path(stage.world.head.accountID), .administrator, 1,
            [
                ("giu", "unit_head@\(stage.world.commune)"), ("vai-tro", "unit_officer"),
                ("don-vi", stage.world.commune.rawValue),
            ]),
        FullWrite(
            Route.assignDelivery.path(stage.directive, stage.world.commune), .officer, 1,
            [("person", stage.world.fighter.rawValue)]),
        FullWrite(
            Route.spreadDirective.path(stage.directive, stage.world.commune), .officer, 1, [("all", "1")]),
        FullWrite(
            Route.recordReadings.path(stage.directive, stage.world.commune), .officer, 1,
            [("people", stage.world.worker.rawValue)]),
        FullWrite(
            Route.passDirective.path(stage.directive, stage.world.commune), .officer, 1,
            [("units", stage.world.section.rawValue)]),
        FullWrite(
            Route.finishDelivery.path(stage.directive, stage.world.commune), .officer, 1, [("result", "Đã phổ biến")]),
        FullWrite(Route.sendDirective.path(stage.ownDirectiveDraft), .officer, 1),
        FullWrite(Route.withdrawDirective.path(stage.ownDirective), .officer, 2, reason),
        FullWrite(
            Route.tieAccount.path(stage.world.officer.accountID), .administrator, 1,
            [("person", stage.world.fighter.rawValue)]),
        FullWrite(Route.disableAccount.path(stage.world.head.accountID), .administrator, 1, reason),
        FullWrite(Route.enableAccount.path(stage.world.head.accountID), .administrator, 1),
        FullWrite(
            Route.setAccountMail.path(stage.world.head.accountID), .administrator, 1, [("email", "khac@example.vn")]),
        FullWrite(Route.confirmUnitImport.path(stage.unitImport), .administrator, 1),
        FullWrite(
            Route.changeRules.path(stage.rulesDraft), .specialist, 1,
            [
                ("title", "Quy định khác"), ("number", "42/2025/QĐ-UBND"), ("issuedOn", "01/12/2025"),
                ("inForceFrom", "01/02/2026"),
            ]),
        FullWrite(Route.issueRules.path(stage.rulesDraft), .leader, 1),
        FullWrite(Route.resetAccountPassword.path(stage.world.head.accountID), .administrator, 1, []),
        FullWrite(
            Route.draftRevocation.path(stage.commendation), .specialist, 1, reason + [("ground", "a")]),
    ]
}
