import Actions
import Domain
import Primitives
import Records
import TestWorld
import WebSupport

@testable import Store

/// One write of the emulation year: where it goes while it may be done, and where it comes too late.
struct YearWrite: Sendable, CustomStringConvertible {
    let route: Route
    let by: Visitor
    /// The address of an object at which it may be done, when its form carries a version.
    let open: String?
    /// The address of an object at which it is too late, and what the version of that object is asked from.
    let late: String?
    /// What is read then: what is wrong.
    let says: String
    /// Where the version of the late object stands: a table and an identity.
    let version: (table: String, id: String)?
    let fields: [(String, String)]

    var description: String { "POST \(route.pattern)" }

    /// The text that took ten minutes to write, if there is any.
    var kept: String? { fields.contains { $0.1 == YearWrite.typed } ? YearWrite.typed : nil }

    static let typed = "Chữ gõ mất mười phút"
}

/// What the stage lacks for the writes of the year.
struct YearExtras: Sendable {
    /// An activity of today, and a work without milestones, of `commune`; a day of the province that is no longer kept.
    let activity: ID<Activity>
    let work: ID<PublicWork>
    let endedOccasion: ID<Occasion>
    /// A report that was accepted.
    let accepted: ID<Report>

    static func make(_ stage: Stage) async throws -> YearExtras {
        let (world, store) = (stage.world, stage.world.store)
        var activity = ActivityContent()
        activity.kind = Activity.Kind.conference.rawValue
        activity.name = "Hội nghị hôm nay"
        activity.startsOn = "05/12/2025"
        var work = world.workContent()
        work.milestones = []
        var occasion = OccasionContent()
        occasion.kind = Occasion.Kind.traditionDay.rawValue
        occasion.owner = OccasionContent.ofProvince
        occasion.name = "Ngày thôi giữ"
        occasion.foundedOn = "11/4/1900"
        try await RespondToMovement(
            movementID: stage.movement, unitID: world.commune, version: 0, plan: "Kế hoạch", subjects: "Tất cả",
            registeredPeople: "", registeredCollectives: ""
        ).run(by: world.officer, on: store)
        try await ReviewMovement(
            movementID: stage.movement, unitID: world.commune, stage: "midway", version: 0,
            review: TypedReview(results: "Đạt")
        ).run(by: world.officer, on: store)
        _ = try await HandDownTargets(
            indicatorID: stage.indicator, parentID: world.commune,
            version: try await world.target(stage.indicator, of: world.commune).version,
            amounts: [(unitID: world.section, typed: "24")], word: "Phần còn lại do xã làm"
        ).run(by: world.officer, on: store)
        let ended = try await AddOccasion(content: occasion).run(by: world.specialist, on: store)
        try await EndOccasion(id: ended, version: 1, lastYear: "2025", reason: "Không giữ").run(
            by: world.specialist, on: store)
        return YearExtras(
            activity: try await PlanActivity(unitID: world.commune, content: activity).run(
                by: world.officer, on: store),
            work: try await PlanWork(unitID: world.commune, content: work).run(by: world.officer, on: store),
            endedOccasion: ended,
            accepted: try await world.report(of: world.otherCommune, stage.finalSubmitted.requestID).id)
    }
}

/// Brings what stands on the stage to its end, as people do: closed, withdrawn, cancelled, locked.
func endEverything(_ stage: Stage) async throws {
    let (world, store) = (stage.world, stage.world.store)
    let reason = "Đã xong việc"
    try await CloseMovement(
        id: stage.movement, version: 2,
        review: TypedReview(
            results: "Đạt", people: "0", collectives: "0", weaknesses: "Chậm", lessons: "Làm sớm", proposals: "Không")
    ).run(by: world.leader, on: store)
    try await WithdrawDirective(id: stage.directive, version: 2, reason: reason).run(by: world.specialist, on: store)
    try await FinishPlanTask(
        planID: stage.planApproved.id, taskID: stage.planApproved.content.tasks[0].id, doneOn: "05/12/2025",
        result: "Đã xong"
    ).run(by: world.officer, on: store)
    try await EndOccasion(id: stage.occasion, version: 1, lastYear: "2025", reason: reason).run(
        by: world.specialist, on: store)
    try await CancelActivity(id: stage.activity, version: 1, reason: reason).run(by: world.officer, on: store)
    _ = try await LockPeriods(id: stage.indicator, version: 1, through: 11, reason: "").run(
        by: world.leader, on: store)
    _ = try await DropWork(id: stage.work.id, version: stage.work.version, reason: reason).run(
        by: world.officer, on: store)
    _ = try await WithdrawHouse(id: stage.house, version: 1, reason: reason).run(by: world.officer, on: store)
    _ = try await CancelInspection(id: stage.inspection, version: 1, reason: reason).run(
        by: world.specialist, on: store)
    try await ConfirmRecommendation(
        inspectionID: stage.answered.id, id: stage.answered.finding, version: 2
    ).run(by: world.specialist, on: store)
    try await ApproveReport(
        id: stage.finalSubmitted.id, version: stage.finalSubmitted.version, number: "9", signedOn: "05/12/2025",
        signerName: ""
    ).run(by: world.leader, on: store)
    try await EndClusterMemberships(
        id: stage.cluster, version: 2, members: [stage.clusterMember], until: "04/12/2025", reason: reason
    ).run(by: world.specialist, on: store)
    try await WithdrawQuestion(
        id: stage.difficulties.shared.id, version: stage.difficulties.shared.version, reason: reason
    ).run(by: world.specialist, on: store)
    try await CloseDifficulty(id: stage.difficulties.answered.id, version: stage.difficulties.answered.version).run(
        by: world.officer, on: store)
}

/// Every write of the year that can come too late or be overtaken.
func yearWrites(_ stage: Stage, _ extras: YearExtras) -> [YearWrite] {
    let world = stage.world
    let (commune, province) = (world.commune, world.province)
    let typed = YearWrite.typed
    let reason = [("reason", typed)]
    func write(
        _ route: Route, _ by: Visitor, open: String? = nil, late: String? = nil, says: String = "",
        version: (String, String)? = nil, _ fields: [(String, String)] = []
    ) -> YearWrite {
        YearWrite(
            route: route, by: by, open: open, late: late, says: says,
            version: version.map { (table: $0.0, id: $0.1) }, fields: fields)
    }
    let movement = ("movement", stage.movement.rawValue)
    let movementFields = [
        ("unit", province.rawValue), ("name", typed), ("theme", "Chủ đề"), ("form", "regular"),
        ("startsOn", "01/12/2025"), ("endsOn", "31/12/2025"), ("goals", "Mục tiêu"), ("groups", "communes"),
    ]
    let drive = [("name", typed), ("startsOn", "01/12/2025"), ("endsOn", "09/12/2025"), ("goals", "Đích")]
    let directive = ("directive", stage.directive.rawValue)
    let cluster = ("cluster", stage.cluster.rawValue)
    let hard = stage.difficulties
    let (sent, approved) = (stage.reportSent.id, stage.planApproved.id)
    let delivery = (stage.directive, commune)
    return [
        // Movements.
        write(
            .changeMovement, .specialist, open: Route.changeMovement.path(stage.movementDraft),
            late: Route.changeMovement.path(stage.movement),
            says: "Phong trào đã phát động nên nội dung không sửa được nữa.", version: movement, movementFields),
        write(
            .launchMovement, .leader, open: Route.launchMovement.path(stage.movementDraft),
            late: Route.launchMovement.path(stage.movement), says: "Phong trào này đã được phát động.",
            version: movement),
        write(
            .closeMovement, .leader, open: Route.closeMovement.path(stage.movement),
            late: Route.closeMovement.path(stage.movement), says: "Chỉ tổng kết được phong trào đang diễn ra.",
            version: movement,
            [
                ("results", typed), ("people", "1"), ("collectives", "0"), ("weaknesses", "Chậm"), ("lessons", "Sớm"),
                ("proposals", "Không"),
            ]),
        write(
            .respondToMovement, .officer, open: Route.respondToMovement.path(stage.movement),
            late: Route.respondToMovement.path(stage.movement),
            says: "Phong trào đã tổng kết nên không nhận hưởng ứng nữa.", version: nil,
            [("unit", commune.rawValue), ("plan", typed), ("subjects", "Tất cả")]),
        write(
            .addMovementPaper, .officer, late: Route.addMovementPaper.path(stage.movement),
            says: "Phong trào đã tổng kết nên không nhận hưởng ứng nữa.",
            [("unit", commune.rawValue)]),
        write(
            .removeMovementPaper, .officer, late: Route.removeMovementPaper.path(stage.movement, stage.movementPaper),
            says: "Phong trào đã tổng kết nên không nhận hưởng ứng nữa."),
        write(
            .urgeMovement, .specialist, late: Route.urgeMovement.path(stage.movement),
            says: "Chỉ nhắc khi phong trào đang nhận hưởng ứng."),
        write(
            .urgeReviews, .specialist, late: Route.urgeReviews.path(stage.movement),
            says: "Phong trào đã tổng kết nên nội dung sơ kết, tổng kết không sửa được nữa.", [("ky", "midway")]),
        write(
            .reopenMovement, .leader, open: Route.reopenMovement.path(stage.closedMovement),
            late: Route.reopenMovement.path(stage.movementDraft), says: "Chỉ mở lại được phong trào đã tổng kết.",
            version: ("movement", stage.movementDraft.rawValue),
            reason + [("endsOn", "31/12/2025")]),
        write(
            .addDrive, .specialist, late: Route.addDrive.path(stage.movement),
            says: "Phong trào đã tổng kết nên không chia đợt được nữa.", drive),
        write(
            .changeDrive, .specialist, open: Route.changeDrive.path(stage.movement, stage.drive),
            late: Route.changeDrive.path(stage.movement, stage.drive),
            says: "Phong trào đã tổng kết nên không chia đợt được nữa.",
            version: ("movement_drive", stage.drive.rawValue), drive),
        write(
            .cancelDrive, .specialist, open: Route.cancelDrive.path(stage.movement, stage.drive),
            late: Route.cancelDrive.path(stage.movement, stage.drive),
            says: "Phong trào đã tổng kết nên không chia đợt được nữa.",
            version: ("movement_drive", stage.drive.rawValue), reason),
        write(
            .reviewMovement, .officer, open: Route.reviewMovement.path(stage.movement),
            late: Route.reviewMovement.path(stage.movement),
            says: "Phong trào đã tổng kết nên nội dung sơ kết, tổng kết không sửa được nữa.",
            [("unit", commune.rawValue), ("stage", "midway"), ("results", typed)]),
        write(
            .linkMovement, .specialist, late: Route.linkMovement.path(stage.movement),
            says: "“Ngày thành lập tỉnh” không còn giữ trong lịch sau ngày 01/12/2025.",
            [("occasion", stage.occasion.rawValue)]),
        write(
            .unlinkMovement, .specialist, late: Route.unlinkMovement.path(stage.movement),
            says: "Phong trào không còn gắn với ngày này.",
            [("occasion", stage.occasion.rawValue), ("year", "2025")]),
        // Plans.
        write(
            .draftPlan, .officer, late: Route.draftPlan.path(), says: "Xã Phong Quang đã có kế hoạch năm 2025.",
            [("unit", commune.rawValue), ("year", "2025")]),
        write(
            .changePlan, .officer, open: Route.changePlan.path(stage.planDraft.id),
            late: Route.changePlan.path(approved),
            says: "Kế hoạch đã duyệt nên nội dung không sửa được nữa.", version: ("plan", approved.rawValue),
            [("theme", typed), ("authority", "head")]),
        write(
            .autosavePlan, .officer, open: Route.autosavePlan.path(stage.planDraft.id),
            late: Route.autosavePlan.path(approved), says: "Chưa lưu", version: ("plan", approved.rawValue),
            [("theme", typed), ("authority", "head")]),
        write(
            .submitPlan, .officer, open: Route.submitPlan.path(stage.planDraft.id),
            late: Route.submitPlan.path(approved),
            says: "Kế hoạch này đã được trình.", version: ("plan", approved.rawValue)),
        write(
            .returnPlan, .head, open: Route.returnPlan.path(stage.planSubmitted.id),
            late: Route.returnPlan.path(approved),
            says: "Kế hoạch này đã được duyệt nên không trả lại được nữa.", version: ("plan", approved.rawValue), reason
        ),
        write(
            .approvePlan, .head, open: Route.approvePlan.path(stage.planSubmitted.id),
            late: Route.approvePlan.path(approved), says: "Kế hoạch này đã được duyệt.",
            version: ("plan", approved.rawValue),
            [("number", "9"), ("signedOn", "05/12/2025"), ("signerName", typed)]),
        write(
            .sendPlan, .specialist, late: Route.sendPlan.path(stage.provincePlan.id), says: "Kế hoạch này đã gửi.",
            version: ("plan", stage.provincePlan.id.rawValue)),
        write(.sendPlan, .officer, open: Route.sendPlan.path(approved)),
        write(
            .finishPlanTask, .officer,
            late: Route.finishPlanTask.path(approved, stage.planApproved.content.tasks[0].id),
            says: "Nhiệm vụ này đã được ghi là xong.", [("doneOn", "05/12/2025"), ("result", typed)]),
        write(
            .reopenPlanTask, .officer,
            late: Route.reopenPlanTask.path(approved, stage.planApproved.content.tasks[1].id),
            says: "Nhiệm vụ này chưa được ghi là xong.", reason),
        // Documents.
        write(
            .changeDirective, .specialist, open: Route.changeDirective.path(stage.directiveDraft),
            late: Route.changeDirective.path(stage.directive), says: "Văn bản đã gửi nên nội dung không sửa được nữa.",
            version: directive,
            [("title", typed), ("issuer", "Bộ Chính trị"), ("purpose", "spread"), ("scopes", "communes")]),
        write(
            .addDirectiveFile, .specialist, late: Route.addDirectiveFile.path(stage.directive),
            says: "Văn bản đã gửi nên nội dung không sửa được nữa."),
        write(
            .removeDirectiveFile, .specialist,
            late: Route.removeDirectiveFile.path(stage.directive, stage.directiveFile),
            says: "Văn bản đã gửi nên nội dung không sửa được nữa."),
        write(
            .sendDirective, .specialist, open: Route.sendDirective.path(stage.directiveDraft),
            late: Route.sendDirective.path(stage.directive), says: "Văn bản này đã được gửi.", version: directive),
        write(
            .withdrawDirective, .specialist, open: Route.withdrawDirective.path(stage.directive),
            late: Route.withdrawDirective.path(stage.directive), says: "Văn bản này đã được thu hồi.",
            version: directive, reason),
        write(
            .acknowledgeDirective, .nobody, late: Route.acknowledgeDirective.path(stage.directive),
            says: "Văn bản đã thu hồi nên không ghi nhận đã đọc nữa."),
        write(
            .remindDirective, .specialist, late: Route.remindDirective.path(stage.directive),
            says: "Văn bản đã thu hồi nên không nhắc nữa."),
        write(
            .assignDelivery, .officer, open: Route.assignDelivery.path(delivery.0, delivery.1),
            late: Route.assignDelivery.path(delivery.0, delivery.1), says: "Văn bản đã thu hồi nên không làm tiếp nữa.",
            [("person", world.fighter.rawValue), ("dueOn", "10/12/2025")]),
        write(
            .spreadDirective, .officer, late: Route.spreadDirective.path(delivery.0, delivery.1),
            says: "Văn bản đã thu hồi nên không làm tiếp nữa.", [("all", "1")]),
        write(
            .recordReadings, .officer, late: Route.recordReadings.path(delivery.0, delivery.1),
            says: "Văn bản đã thu hồi nên không làm tiếp nữa.",
            [("people", world.worker.rawValue)]),
        write(
            .passDirective, .officer, late: Route.passDirective.path(delivery.0, delivery.1),
            says: "Văn bản đã thu hồi nên không làm tiếp nữa.",
            [("units", world.section.rawValue)]),
        write(
            .remindBelow, .officer, late: Route.remindBelow.path(delivery.0, delivery.1),
            says: "Văn bản đã thu hồi nên không làm tiếp nữa."),
        write(
            .remindReaders, .officer, late: Route.remindReaders.path(delivery.0, delivery.1),
            says: "Văn bản đã thu hồi nên không làm tiếp nữa."),
        write(
            .finishDelivery, .officer, open: Route.finishDelivery.path(delivery.0, delivery.1),
            late: Route.finishDelivery.path(delivery.0, delivery.1), says: "Văn bản đã thu hồi nên không làm tiếp nữa.",
            [("result", typed)]),
        // The calendar and activities.
        write(
            .changeOccasion, .specialist, open: Route.changeOccasion.path(stage.occasion),
            [("owner", "tinh"), ("kind", "tradition_day"), ("name", typed), ("foundedOn", "11/4/1900")]),
        write(
            .endOccasion, .specialist, open: Route.endOccasion.path(stage.occasion),
            late: Route.endOccasion.path(stage.occasion), says: "Mục này đã thôi giữ trong lịch.",
            version: ("occasion", stage.occasion.rawValue),
            reason + [("lastYear", "2025")]),
        write(
            .resumeOccasion, .specialist, open: Route.resumeOccasion.path(extras.endedOccasion),
            late: Route.resumeOccasion.path(stage.ownOccasion), says: "Mục này đang có trong lịch.",
            version: ("occasion", stage.ownOccasion.rawValue)),
        write(
            .enterHolidays, .specialist, open: Route.enterHolidays.path(),
            [("year", "2026"), ("source", typed), ("daysOff", "01/01/2026 Tết Dương lịch"), ("workedDays", "")]),
        write(
            .changeActivity, .officer, open: Route.changeActivity.path(stage.activity),
            late: Route.changeActivity.path(stage.activity), says: "Hoạt động này đã hủy.",
            version: ("activity", stage.activity.rawValue),
            [("unit", commune.rawValue), ("kind", "sports"), ("name", typed), ("startsOn", "20/12/2025")]),
        write(
            .holdActivity, .officer, open: Route.holdActivity.path(extras.activity),
            late: Route.holdActivity.path(stage.activity), says: "Hoạt động này đã hủy.",
            version: ("activity", stage.activity.rawValue),
            [("startsOn", "05/12/2025")]),
        write(
            .reportActivity, .officer, open: Route.reportActivity.path(stage.heldActivity),
            late: Route.reportActivity.path(stage.activity), says: "Hoạt động này đã hủy.",
            version: ("activity", stage.activity.rawValue),
            [("participants", "120"), ("result", typed)]),
        write(
            .cancelActivity, .officer, open: Route.cancelActivity.path(stage.activity),
            late: Route.cancelActivity.path(stage.activity), says: "Hoạt động này đã hủy.",
            version: ("activity", stage.activity.rawValue),
            reason),
        // Targets, works, houses.
        write(
            .changeIndicator, .specialist, open: Route.changeIndicator.path(stage.indicator),
            [("name", typed), ("measure", "hộ"), ("reportDays", "5"), ("whole", "120"), ("direction", "more")]),
        write(
            .handDownTargets, .specialist, open: Route.handDownTargets.path(stage.indicator),
            [("parent", province.rawValue), ("word", typed)]),
        write(
            .handDownTargets, .officer, late: Route.handDownTargets.path(stage.indicator),
            says: "Sở Nội vụ đã chốt số liệu đến hết tháng 11.", version: ("unit_target", commune.rawValue),
            [("parent", commune.rawValue), ("t-\(world.section)", "36"), ("word", typed)]),
        write(
            .lockPeriods, .leader, open: Route.lockPeriods.path(stage.indicator),
            reason + [("through", "11")]),
        write(
            .reportFigure, .officer, open: Route.reportFigure.path(stage.indicator, commune),
            late: Route.reportFigure.path(stage.indicator, commune),
            says: "Sở Nội vụ đã chốt số liệu đến hết tháng 11.", version: ("unit_target", commune.rawValue),
            reason + [("period", "11"), ("amount", "5"), ("note", "Ghi chú")]),
        write(
            .setPeriodTargets, .specialist, open: Route.setPeriodTargets.path(stage.indicator, commune),
            (1...12).map { ("p-\($0)", "6") }),
        write(
            .setPeriodTargets, .officer, late: Route.setPeriodTargets.path(stage.indicator, world.section),
            says: "Sở Nội vụ đã chốt số liệu đến hết tháng 11.", version: ("unit_target", world.section.rawValue),
            (1...12).map { ("p-\($0)", "3") }),
        write(
            .changeWork, .officer, open: Route.changeWork.path(stage.work.id),
            late: Route.changeWork.path(stage.work.id),
            says: "Công trình này đã dừng.", version: ("public_work", stage.work.id.rawValue),
            [
                ("kind", "road"), ("name", typed), ("startsOn", "01/11/2025"), ("plannedFinish", "20/01/2026"),
                ("plaqueDay", "03/02/2026"),
            ]),
        write(
            .advanceWork, .officer, open: Route.advanceWork.path(extras.work),
            late: Route.advanceWork.path(stage.work.id), says: "Công trình này đã dừng.",
            version: ("public_work", stage.work.id.rawValue),
            [("step", "start"), ("day", "05/12/2025")]),
        write(
            .recordMilestone, .officer, open: Route.recordMilestone.path(stage.work.id, stage.work.milestones[0].id),
            late: Route.recordMilestone.path(stage.work.id, stage.work.milestones[0].id),
            says: "Công trình này đã dừng.",
            version: ("public_work", stage.work.id.rawValue), [("doneOn", "04/12/2025"), ("note", typed)]),
        write(
            .dropWork, .officer, open: Route.dropWork.path(stage.work.id), late: Route.dropWork.path(stage.work.id),
            says: "Công trình này đã dừng.", version: ("public_work", stage.work.id.rawValue), reason),
        write(
            .changeHouse, .officer, open: Route.changeHouse.path(stage.house),
            late: Route.changeHouse.path(stage.house),
            says: "Hộ này đã được đưa ra khỏi danh sách.", version: ("house", stage.house.rawValue),
            [("group", "poor"), ("measure", "built"), ("head", typed), ("village", "Thôn")]),
        write(
            .addHousePhoto, .officer, late: Route.addHousePhoto.path(stage.house),
            says: "Hộ này đã được đưa ra khỏi danh sách."),
        write(
            .withdrawHouse, .officer, open: Route.withdrawHouse.path(stage.house),
            late: Route.withdrawHouse.path(stage.house), says: "Hộ này đã được đưa ra khỏi danh sách.",
            version: ("house", stage.house.rawValue), reason),
        // Reports.
        write(
            .changeReportKind, .specialist, open: Route.changeReportKind.path(stage.reportKind),
            [("name", typed), ("period", "half_year"), ("workingDays", "10"), ("heading-1", "Phần")]),
        write(
            .changeReport, .officer, open: Route.changeReport.path(stage.reportDraft.id),
            late: Route.changeReport.path(sent), says: "Báo cáo đã gửi.", version: ("report", sent.rawValue),
            [("words-1", typed)]),
        write(
            .autosaveReport, .officer, open: Route.autosaveReport.path(stage.reportDraft.id),
            late: Route.autosaveReport.path(sent), says: "Chưa lưu", version: ("report", sent.rawValue),
            [("words-1", typed)]),
        write(
            .takeFigures, .specialist, open: Route.takeFigures.path(stage.finalDraft.id)),
        write(
            .takeFigures, .officer, late: Route.takeFigures.path(sent),
            says: "Báo cáo đã gửi.", version: ("report", sent.rawValue), reason),
        write(
            .passReportOn, .officer, open: Route.passReportOn.path(stage.reportDraft.id),
            late: Route.passReportOn.path(sent), says: "Báo cáo đã gửi.", version: ("report", sent.rawValue),
            [("units", world.section.rawValue), ("passOnDue", "10/12/2025")]),
        write(
            .submitReport, .officer, open: Route.submitReport.path(stage.reportDraft.id),
            late: Route.submitReport.path(sent), says: "Báo cáo đã gửi.", version: ("report", sent.rawValue)),
        write(
            .returnReport, .head, open: Route.returnReport.path(stage.reportSubmitted.id),
            late: Route.returnReport.path(sent), says: "Báo cáo đã gửi.", version: ("report", sent.rawValue), reason),
        write(
            .sendReport, .head, open: Route.sendReport.path(stage.reportSubmitted.id),
            late: Route.sendReport.path(sent),
            says: "không chờ duyệt.", version: ("report", sent.rawValue)),
        write(
            .acceptReport, .specialist, open: Route.acceptReport.path(sent),
            late: Route.acceptReport.path(extras.accepted), says: "không chờ nhận.",
            version: ("report", extras.accepted.rawValue)),
        write(
            .approveReport, .leader, open: Route.approveReport.path(stage.finalSubmitted.id),
            late: Route.approveReport.path(stage.finalSubmitted.id), says: "không chờ duyệt.",
            version: ("report", stage.finalSubmitted.id.rawValue),
            [("number", "9"), ("signedOn", "05/12/2025"), ("signerName", typed)]),
        write(.addReportPaper, .officer, late: Route.addReportPaper.path(sent), says: "Báo cáo đã gửi."),
        write(
            .removeReportPaper, .officer, late: Route.removeReportPaper.path(sent, stage.reportFile),
            says: "Báo cáo đã gửi."),
        // Inspections.
        write(
            .changeInspection, .specialist, open: Route.changeInspection.path(stage.inspection),
            late: Route.changeInspection.path(stage.inspection), says: "Cuộc kiểm tra đã hủy.",
            version: ("inspection", stage.inspection.rawValue),
            [("unit", "Xã Phong Quang"), ("subject", typed), ("team", "Trưởng đoàn"), ("startsOn", "04/12/2025")]),
        write(
            .cancelInspection, .specialist, open: Route.cancelInspection.path(stage.inspection),
            late: Route.cancelInspection.path(stage.inspection), says: "Cuộc kiểm tra đã hủy.",
            version: ("inspection", stage.inspection.rawValue), reason),
        write(
            .concludeInspection, .specialist, open: Route.concludeInspection.path(stage.inspection),
            late: Route.concludeInspection.path(stage.concluded.id),
            says: "Cuộc kiểm tra đã kết luận nên không sửa được nữa.",
            version: ("inspection", stage.concluded.id.rawValue),
            [("conclusion", typed), ("kind-1", "good"), ("text-1", "Tốt")]),
        write(
            .answerRecommendation, .officer,
            open: Route.answerRecommendation.path(stage.concluded.id, stage.concluded.finding),
            late: Route.answerRecommendation.path(stage.answered.id, stage.answered.finding),
            says: "Kiến nghị này đang ở bước “Đã khắc phục”.",
            version: ("inspection_finding", stage.answered.finding.rawValue), [("answer", typed)]),
        write(
            .confirmRecommendation, .specialist,
            open: Route.confirmRecommendation.path(stage.answered.id, stage.answered.finding),
            late: Route.confirmRecommendation.path(stage.answered.id, stage.answered.finding),
            says: "Kiến nghị này đang ở bước “Đã khắc phục”.",
            version: ("inspection_finding", stage.answered.finding.rawValue)),
        write(
            .returnRecommendation, .specialist,
            open: Route.returnRecommendation.path(stage.answered.id, stage.answered.finding),
            late: Route.returnRecommendation.path(stage.answered.id, stage.answered.finding),
            says: "Kiến nghị này đang ở bước “Đã khắc phục”.",
            version: ("inspection_finding", stage.answered.finding.rawValue), reason),
        // Difficulties.
        write(
            .assignDifficulty, .specialist, open: Route.assignDifficulty.path(hard.waiting.id),
            late: Route.assignDifficulty.path(hard.answered.id), says: "Vướng mắc đã trả lời nên không phân công nữa.",
            version: ("difficulty", hard.answered.id.rawValue),
            [("handler", world.specialist.accountID.rawValue)]),
        write(
            .askBack, .specialist, open: Route.askBack.path(hard.assigned.id),
            late: Route.askBack.path(hard.answered.id),
            says: "Vướng mắc này đã kết thúc.", version: ("difficulty", hard.answered.id.rawValue), [("request", typed)]
        ),
        write(
            .answerDifficulty, .specialist, open: Route.answerDifficulty.path(hard.assigned.id),
            late: Route.answerDifficulty.path(hard.answered.id), says: "Vướng mắc này đã kết thúc.",
            version: ("difficulty", hard.answered.id.rawValue), [("answer", typed)]),
        write(
            .supplementDifficulty, .officer, open: Route.supplementDifficulty.path(hard.askedBack.id),
            late: Route.supplementDifficulty.path(hard.answered.id), says: "Vướng mắc này đã kết thúc.",
            version: ("difficulty", hard.answered.id.rawValue), [("supplement", typed)]),
        write(
            .closeDifficulty, .officer, open: Route.closeDifficulty.path(hard.answered.id),
            late: Route.closeDifficulty.path(hard.answered.id), says: "Vướng mắc này đã kết thúc.",
            version: ("difficulty", hard.answered.id.rawValue)),
        write(
            .reopenDifficulty, .officer, open: Route.reopenDifficulty.path(hard.answered.id),
            late: Route.reopenDifficulty.path(hard.waiting.id),
            says: "Vướng mắc này đang được xử lý nên không cần mở lại.",
            version: ("difficulty", hard.waiting.id.rawValue),
            reason),
        write(
            .shareQuestion, .specialist, open: Route.shareQuestion.path(hard.answered.id),
            late: Route.shareQuestion.path(hard.waiting.id), says: "Chia sẻ được sau khi đã trả lời.",
            version: ("difficulty", hard.waiting.id.rawValue),
            [("question", typed), ("sharedAnswer", "Đáp")]),
        write(
            .withdrawQuestion, .specialist, open: Route.withdrawQuestion.path(hard.shared.id),
            late: Route.withdrawQuestion.path(hard.waiting.id), says: "Hỏi đáp này không còn được chia sẻ.",
            version: ("difficulty", hard.waiting.id.rawValue),
            [("withdrawReason", typed)]),
        // Clusters.
        write(
            .changeCluster, .specialist, open: Route.changeCluster.path(stage.cluster),
            [
                ("kind", "territorial"), ("name", typed), ("decisionNumber", "9/QĐ"), ("decidedOn", "02/01/2025"),
                ("issuer", "Hội đồng"), ("validFrom", "01/01/2025"),
            ]),
        write(
            .endCluster, .specialist, open: Route.endCluster.path(stage.cluster),
            reason + [("step", "end"), ("until", "05/12/2025")]),
        write(
            .addClusterMembers, .specialist, open: Route.addClusterMembers.path(stage.cluster),
            reason + [("units", world.otherCommune.rawValue), ("from", "05/12/2025")]),
        write(
            .endClusterMemberships, .specialist, open: Route.endClusterMemberships.path(stage.cluster),
            late: Route.endClusterMemberships.path(stage.cluster), says: "đã thôi tham gia từ sau ngày 04/12/2025",
            version: cluster,
            reason + [("step", "leave"), ("members", stage.clusterMember.rawValue), ("until", "05/12/2025")]),
        write(
            .removeClusterMemberships, .specialist, open: Route.removeClusterMemberships.path(stage.cluster),
            late: Route.removeClusterMemberships.path(stage.cluster), says: "đã thôi tham gia từ sau ngày 04/12/2025",
            version: cluster,
            reason + [("step", "remove"), ("mistaken", stage.clusterMember.rawValue)]),
        write(
            .setClusterTerm, .specialist, open: Route.setClusterTerm.path(stage.cluster),
            [("step", "term"), ("year", "2025"), ("chair", commune.rawValue)]),
        write(
            .divideUnits, .specialist, open: Route.divideUnits.path(),
            reason + [
                ("from", "05/12/2025"), ("kind", "commune"), ("c-\(world.otherCommune)", stage.cluster.rawValue),
                ("v-\(stage.cluster)", "77"),
            ]),
        write(
            .confirmDivisionImport, .specialist, open: Route.confirmDivisionImport.path(stage.divisionImport),
            [("v-\(stage.cluster)", "77")]),
        // Mail.
        write(
            .setAccountMail, .administrator, open: Route.setAccountMail.path(world.officer.accountID),
            [("mail", "can.bo@example.vn")]),
        write(
            .tieAccount, .administrator, late: Route.tieAccount.path(world.officer.accountID),
            says: "Người này đã gắn với một tài khoản khác.",
            [("person", world.worker.rawValue)]),
    ]
}
