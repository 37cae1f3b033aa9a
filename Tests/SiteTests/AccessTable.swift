import Actions
import Domain
import Primitives
import Records
import TestWorld
import WebSupport

/// The accounts of the world, each by the letter under which the table names it.
enum Visitor: Character, CaseIterable, Sendable {
    case officer = "o"
    case head = "h"
    /// The officer of another commune.
    case otherOfficer = "x"
    case specialist = "s"
    case leader = "l"
    case secretary = "t"
    case member = "m"
    case chairman = "c"
    case administrator = "a"
    case inspector = "i"
    /// Signed in, without any function.
    case nobody = "n"

    var username: String {
        switch self {
        case .officer: "canbo.xa"
        case .head: "thutruong.xa"
        case .otherOfficer: "canbo.xakhac"
        case .specialist: "chuyenvien.snv"
        case .leader: "lanhdao.snv"
        case .secretary: "thuky"
        case .member: "uyvien"
        case .chairman: "chutich"
        case .administrator: "quantri"
        case .inspector: "thanhtra"
        case .nobody: "khongquyen"
        }
    }
}

/// One line of the table of access: an address with a real object behind it, and who may.
struct AccessRow: Sendable, CustomStringConvertible {
    let route: Route
    /// Which object stands there.
    let object: String
    /// Letters of ``Visitor``; `*` for everyone signed in.
    let who: String
    let path: @Sendable () async throws -> String
    /// A form that is refused for its content (no reason, an old version), so that asking changes nothing.
    let fields: [(String, String)]

    var visitors: Set<Visitor> {
        who == "*" ? Set(Visitor.allCases) : Set(who.filter { $0 != " " }.compactMap(Visitor.init(rawValue:)))
    }
    var description: String { "\(route.method.rawValue.uppercased()) \(route.pattern) [\(object)]" }
}

/// Who may reach what. Each route stands here at least once; a route that is missing fails the tests.
func accessTable(_ stage: Stage) -> [AccessRow] {
    let world = stage.world
    func row(
        _ route: Route, _ object: String, _ who: String, _ fields: [(String, String)] = [], at path: String
    ) -> AccessRow {
        AccessRow(route: route, object: object, who: who, path: { path }, fields: fields)
    }
    func row(_ route: Route, _ who: String, _ fields: [(String, String)] = []) -> AccessRow {
        row(route, "", who, fields, at: route.path())
    }
    let old = [("version", "0")]
    let (draft, received) = (stage.draft.id, stage.received.id)
    let (draftLine, receivedLine) = (stage.draftNomination, stage.receivedNomination)
    return [
        // The portal: open to everyone, so also to everyone who is signed in.
        row(.roll, "*"),
        row(.rollEntry, "khen thưởng", "*", at: Route.rollEntry.path(stage.commendation)),
        row(.certificateCheck, "*"),
        row(.publicMovements, "*"),
        row(.publicMovement, "đã phát động", "*", at: Route.publicMovement.path(stage.movement)),
        row(.publicMovement, "bản soạn", "", at: Route.publicMovement.path(stage.movementDraft)),
        row(.health, "*"),
        // Only the same machine or whoever shows the token; see the tests of operations.
        row(.metrics, ""),
        row(.signInForm, "*"),

        row(.signOut, "*"),
        row(.work, "*"),
        row(.ownAccount, "*"),
        row(.changeOwnPassword, "*"),

        // Movements.
        row(.movements, "*"),
        row(.newMovement, "o h x s l"),
        row(.draftMovement, "của tỉnh", "s l", [("unit", world.province.rawValue)], at: Route.draftMovement.path()),
        row(.newMovement, "của cụm", "s l", at: Route.newMovement.path() + "?cum=\(stage.cluster)"),
        row(
            .draftMovement, "của cụm", "s l", [("cluster", stage.cluster.rawValue)], at: Route.draftMovement.path()),
        row(.draftMovement, "của xã", "o h", [("unit", world.commune.rawValue)], at: Route.draftMovement.path()),
        row(.movement, "bản soạn", "s l c i", at: Route.movement.path(stage.movementDraft)),
        row(.movement, "đã phát động", "o h x s l t m c a i", at: Route.movement.path(stage.movement)),
        row(.movementForm, "bản soạn", "s l", at: Route.movementForm.path(stage.movementDraft)),
        row(.changeMovement, "bản soạn", "s l", old, at: Route.changeMovement.path(stage.movementDraft)),
        row(.launchMovement, "bản soạn", "l c", old, at: Route.launchMovement.path(stage.movementDraft)),
        row(.closeMovement, "đã phát động", "l c", old, at: Route.closeMovement.path(stage.movement)),
        row(.responseForm, "đã phát động", "o h x", at: Route.responseForm.path(stage.movement)),
        row(
            .respondToMovement, "của xã", "o h", [("unit", world.commune.rawValue)],
            at: Route.respondToMovement.path(stage.movement)),
        row(
            .addMovementPaper, "của xã", "o h", [("unit", world.commune.rawValue)],
            at: Route.addMovementPaper.path(stage.movement)),
        row(
            .movementPaper, "của xã", "o h s l c i",
            at: Route.movementPaper.path(stage.movement, stage.movementPaper)),
        AccessRow(
            route: .removeMovementPaper, object: "của xã", who: "o h",
            path: {
                // A paper of its own for each: it is gone after the first who may.
                let id = try await AddMovementPaper(
                    movementID: stage.movement, unitID: world.commune, fileName: "gỡ.pdf", content: Stage.pdf
                ).run(by: world.officer, files: world.files, on: world.store)
                return Route.removeMovementPaper.path(stage.movement, id)
            }, fields: []),
        row(.urgeMovement, "đã phát động", "s l c", at: Route.urgeMovement.path(stage.movement)),
        row(.closingForm, "đã phát động", "l c", at: Route.closingForm.path(stage.movement)),
        row(.reopenMovement, "đã tổng kết", "l c", old, at: Route.reopenMovement.path(stage.closedMovement)),
        row(.newDrive, "của tỉnh", "s l", at: Route.newDrive.path(stage.movement)),
        row(.addDrive, "của tỉnh", "s l", at: Route.addDrive.path(stage.movement)),
        row(.driveForm, "của tỉnh", "s l", at: Route.driveForm.path(stage.movement, stage.drive)),
        row(.changeDrive, "của tỉnh", "s l", old, at: Route.changeDrive.path(stage.movement, stage.drive)),
        row(.cancelDrive, "của tỉnh", "s l", old, at: Route.cancelDrive.path(stage.movement, stage.drive)),
        row(.movementReviews, "đã phát động", "s l c i", at: Route.movementReviews.path(stage.movement)),
        row(
            .reviewForm, "của xã", "o h",
            at: Route.reviewForm.path(stage.movement) + "?ky=midway&don-vi=\(world.commune)"),
        row(
            .reviewForm, "của tỉnh", "s l c",
            at: Route.reviewForm.path(stage.movement) + "?ky=midway&don-vi=\(world.province)"),
        row(.urgeReviews, "đã phát động", "s l c", [("ky", "midway")], at: Route.urgeReviews.path(stage.movement)),
        row(
            .reviewMovement, "của xã", "o h", [("unit", world.commune.rawValue), ("stage", "midway")],
            at: Route.reviewMovement.path(stage.movement)),
        row(
            .reviewMovement, "của tỉnh", "s l c", [("unit", world.province.rawValue), ("stage", "final")],
            at: Route.reviewMovement.path(stage.movement)),

        // Annual plans.
        row(.plans, "*"),
        row(.missingPlans, "s l c i"),
        // The year is missing, so nobody is reminded.
        row(.remindPlans, "s l"),
        row(.newPlan, "o h x s l"),
        row(
            .draftPlan, "của tỉnh", "s l", [("unit", world.province.rawValue), ("year", "1")],
            at: Route.draftPlan.path()),
        row(
            .draftPlan, "của xã", "o h", [("unit", world.commune.rawValue), ("year", "1")], at: Route.draftPlan.path()),
        row(.plan, "của tỉnh, đã gửi", "o h x s l t m c a i", at: Route.plan.path(stage.provincePlan.id)),
        row(.plan, "của tỉnh, đang soạn", "s l c i", at: Route.plan.path(stage.provincePlanDraft.id)),
        row(.plan, "của xã, đang soạn", "o h i", at: Route.plan.path(stage.planDraft.id)),
        row(.planForm, "của tỉnh, đang soạn", "s l", at: Route.planForm.path(stage.provincePlanDraft.id)),
        row(.planForm, "của xã, đang soạn", "o h", at: Route.planForm.path(stage.planDraft.id)),
        row(.changePlan, "của xã, đang soạn", "o h", old, at: Route.changePlan.path(stage.planDraft.id)),
        row(.autosavePlan, "của xã, đang soạn", "o h", old, at: Route.autosavePlan.path(stage.planDraft.id)),
        row(.submitPlan, "của tỉnh, đang soạn", "s l", old, at: Route.submitPlan.path(stage.provincePlanDraft.id)),
        row(.submitPlan, "của xã, đang soạn", "o h", old, at: Route.submitPlan.path(stage.planDraft.id)),
        row(.returnPlan, "của xã, chờ duyệt", "h", old, at: Route.returnPlan.path(stage.planSubmitted.id)),
        row(.approvePlan, "của xã, chờ duyệt", "h", old, at: Route.approvePlan.path(stage.planSubmitted.id)),
        row(.sendPlan, "của xã, đã duyệt", "o h", old, at: Route.sendPlan.path(stage.planApproved.id)),
        row(
            .finishPlanTask, "của tỉnh, đã gửi", "s l c",
            at: Route.finishPlanTask.path(stage.provincePlan.id, stage.provincePlan.content.tasks[0].id)),
        row(
            .finishPlanTask, "của xã, đã duyệt", "o h",
            at: Route.finishPlanTask.path(stage.planApproved.id, stage.planApproved.content.tasks[0].id)),
        row(
            .reopenPlanTask, "của xã, đã duyệt", "o h",
            at: Route.reopenPlanTask.path(stage.planApproved.id, stage.planApproved.content.tasks[0].id)),
        row(.planLetter, "của xã, đang soạn", "o h i", at: Route.planLetter.path(stage.planDraft.id)),
        row(.planDocument, "của xã, đang soạn", "o h i", at: Route.planDocument.path(stage.planDraft.id)),

        // Reports.
        row(.reports, "*"),
        row(.newReportRequest, "s l"),
        row(.askForReports, "s l", [("kind", stage.reportKind.rawValue)]),
        row(.reportRequest, "", "s l c i", at: Route.reportRequest.path(stage.reportRequest)),
        row(.urgeReports, "", "s l", at: Route.urgeReports.path(stage.reportRequest)),
        row(.reportKinds, "s l"),
        row(.newReportKind, "s l"),
        row(.addReportKind, "s l"),
        row(.reportKind, "", "s l", at: Route.reportKind.path(stage.reportKind)),
        row(.changeReportKind, "", "s l", old, at: Route.changeReportKind.path(stage.reportKind)),
        row(.report, "của xã, đang lập", "o h i", at: Route.report.path(stage.reportDraft.id)),
        row(.report, "của xã, chờ duyệt", "o h i", at: Route.report.path(stage.reportSubmitted.id)),
        row(.report, "của xã, đã gửi", "o h s l c i", at: Route.report.path(stage.reportSent.id)),
        row(.report, "tổng hợp, đang lập", "s l i", at: Route.report.path(stage.finalDraft.id)),
        row(.reportForm, "của xã, đang lập", "o h", at: Route.reportForm.path(stage.reportDraft.id)),
        row(.reportForm, "tổng hợp, đang lập", "s l", at: Route.reportForm.path(stage.finalDraft.id)),
        row(.changeReport, "của xã, đang lập", "o h", old, at: Route.changeReport.path(stage.reportDraft.id)),
        row(.autosaveReport, "của xã, đang lập", "o h", old, at: Route.autosaveReport.path(stage.reportDraft.id)),
        row(.takeFigures, "tổng hợp, đang lập", "s l", old, at: Route.takeFigures.path(stage.finalDraft.id)),
        row(.passReportOn, "của xã, đang lập", "o h", old, at: Route.passReportOn.path(stage.reportDraft.id)),
        row(.submitReport, "của xã, đang lập", "o h", old, at: Route.submitReport.path(stage.reportDraft.id)),
        row(.returnReport, "của xã, chờ duyệt", "h", old, at: Route.returnReport.path(stage.reportSubmitted.id)),
        // The head of the unit is told that it has left.
        row(.returnReport, "của xã, đã gửi", "h s l", old, at: Route.returnReport.path(stage.reportSent.id)),
        row(.sendReport, "của xã, chờ duyệt", "h", old, at: Route.sendReport.path(stage.reportSubmitted.id)),
        row(.acceptReport, "của xã, đã gửi", "s l", old, at: Route.acceptReport.path(stage.reportSent.id)),
        row(.approveReport, "tổng hợp, chờ duyệt", "l", old, at: Route.approveReport.path(stage.finalSubmitted.id)),
        row(.reportWords, "tổng hợp, đang lập", "s l i", at: Route.reportWords.path(stage.finalDraft.id)),
        row(.addReportPaper, "của xã, đang lập", "o h", at: Route.addReportPaper.path(stage.reportDraft.id)),
        AccessRow(
            route: .removeReportPaper, object: "của xã, đang lập", who: "o h",
            path: {
                let id = try await AddReportPaper(
                    id: stage.reportDraft.id, fileName: "khac.pdf", content: Stage.pdf
                ).run(by: world.officer, files: world.files, on: world.store)
                return Route.removeReportPaper.path(stage.reportDraft.id, id)
            }, fields: []),
        row(.attachment, "của báo cáo đang lập", "o h i", at: Route.attachment.path(stage.reportFile)),
        row(.reportPaper, "của xã, đang lập", "o h i", at: Route.reportPaper.path(stage.reportDraft.id)),
        row(.reportDocument, "tổng hợp, chờ duyệt", "s l i", at: Route.reportDocument.path(stage.finalSubmitted.id)),

        // Inspections.
        row(.inspections, "*"),
        row(.recommendations, "*"),
        row(.newInspection, "s l"),
        row(.planInspection, "s l"),
        row(.inspection, "đã kết luận", "o h s l c i", at: Route.inspection.path(stage.concluded.id)),
        row(.inspectionForm, "theo kế hoạch", "s l", at: Route.inspectionForm.path(stage.inspection)),
        row(.changeInspection, "theo kế hoạch", "s l", old, at: Route.changeInspection.path(stage.inspection)),
        row(.cancelInspection, "theo kế hoạch", "s l", old, at: Route.cancelInspection.path(stage.inspection)),
        row(.conclusionForm, "theo kế hoạch", "s l", at: Route.conclusionForm.path(stage.inspection)),
        row(.concludeInspection, "theo kế hoạch", "s l", old, at: Route.concludeInspection.path(stage.inspection)),
        row(
            .answerRecommendation, "chờ khắc phục", "o h", old,
            at: Route.answerRecommendation.path(stage.concluded.id, stage.concluded.finding)),
        row(
            .confirmRecommendation, "chờ xác nhận", "s l", old,
            at: Route.confirmRecommendation.path(stage.answered.id, stage.answered.finding)),
        row(
            .returnRecommendation, "chờ xác nhận", "s l", old,
            at: Route.returnRecommendation.path(stage.answered.id, stage.answered.finding)),
        // Documents sent down: those to whom they went, and those who follow them.
        row(.directives, "*"),
        row(.newDirective, "o h x s l"),
        row(.draftDirective, "của tỉnh", "s l", [("unit", world.province.rawValue)], at: Route.draftDirective.path()),
        row(.draftDirective, "của xã", "o h", [("unit", world.commune.rawValue)], at: Route.draftDirective.path()),
        row(.directive, "bản soạn của tỉnh", "s l i", at: Route.directive.path(stage.directiveDraft)),
        row(.directive, "đã gửi các xã", "o h x s l c i n", at: Route.directive.path(stage.directive)),
        row(.directive, "của xã, đã gửi phòng", "o h s l c i", at: Route.directive.path(stage.ownDirective)),
        row(.directive, "bản soạn của xã", "o h i", at: Route.directive.path(stage.ownDirectiveDraft)),
        row(.directiveForm, "bản soạn", "s l", at: Route.directiveForm.path(stage.directiveDraft)),
        row(.changeDirective, "bản soạn", "s l", old, at: Route.changeDirective.path(stage.directiveDraft)),
        row(.addDirectiveFile, "bản soạn", "s l", at: Route.addDirectiveFile.path(stage.directiveDraft)),
        // Already sent, so nothing is taken away.
        row(
            .removeDirectiveFile, "đã gửi", "s l",
            at: Route.removeDirectiveFile.path(stage.directive, stage.directiveFile)),
        row(.attachment, "tệp đã gửi", "o h x s l c i n", at: Route.attachment.path(stage.directiveFile)),
        row(.sendDirective, "bản soạn", "s l", old, at: Route.sendDirective.path(stage.directiveDraft)),
        row(.withdrawDirective, "đã gửi", "s l", old, at: Route.withdrawDirective.path(stage.directive)),
        row(.directiveLetter, "công văn", "o h x s l c i", at: Route.directiveLetter.path(stage.planLetter)),
        row(.acknowledgeDirective, "đã phổ biến", "n", at: Route.acknowledgeDirective.path(stage.directive)),
        row(.directiveBoard, "đã gửi", "o h x s l c i", at: Route.directiveBoard.path(stage.directive)),
        row(.directiveBoardList, "đã gửi", "o h x s l c i", at: Route.directiveBoardList.path(stage.directive)),
        row(.remindDirective, "của xã", "o h", at: Route.remindDirective.path(stage.ownDirective)),
        row(.remindDirective, "của tỉnh", "s l", at: Route.remindDirective.path(stage.directive)),
        row(.delivery, "ở xã", "o h s l c i", at: Route.delivery.path(stage.directive, world.commune)),
        row(.assignDelivery, "ở xã", "o h", at: Route.assignDelivery.path(stage.directive, world.commune)),
        row(.spreadDirective, "ở xã", "o h", at: Route.spreadDirective.path(stage.directive, world.commune)),
        row(.recordReadings, "ở xã", "o h", at: Route.recordReadings.path(stage.directive, world.commune)),
        row(.passDirective, "ở xã", "o h", at: Route.passDirective.path(stage.directive, world.commune)),
        row(.remindBelow, "ở xã", "o h", at: Route.remindBelow.path(stage.directive, world.commune)),
        row(.remindReaders, "ở xã", "o h", at: Route.remindReaders.path(stage.directive, world.commune)),
        row(.finishDelivery, "ở xã", "o h", old, at: Route.finishDelivery.path(stage.directive, world.commune)),
        row(.tieAccount, "cán bộ xã", "a", at: Route.tieAccount.path(world.officer.accountID)),

        // The calendar and activities: every official reads them.
        row(.publicCalendar, "*"),
        row(.calendarFeed, "*"),
        row(.calendar, "*"),
        row(.calendarMonth, "*"),
        row(.occasions, "*"),
        row(.newOccasion, "o h x s l"),
        row(.addOccasion, "của tỉnh", "s l", [("owner", "tinh")], at: Route.addOccasion.path()),
        row(
            .addOccasion, "của xã", "o h s l", [("owner", world.commune.rawValue)], at: Route.addOccasion.path()),
        row(.occasion, "của tỉnh", "o h x s l t m c a i", at: Route.occasion.path(stage.occasion)),
        row(.occasion, "của xã", "o h x s l t m c a i", at: Route.occasion.path(stage.ownOccasion)),
        row(.occasionForm, "của tỉnh", "s l", at: Route.occasionForm.path(stage.occasion)),
        row(.occasionForm, "của xã", "o h s l", at: Route.occasionForm.path(stage.ownOccasion)),
        row(.changeOccasion, "của tỉnh", "s l", old, at: Route.changeOccasion.path(stage.occasion)),
        row(.endOccasion, "của xã", "o h s l", old, at: Route.endOccasion.path(stage.ownOccasion)),
        row(.resumeOccasion, "của tỉnh", "s l", old, at: Route.resumeOccasion.path(stage.occasion)),
        row(.holidays, "o h x s l t m c a i"),
        row(.enterHolidays, "s l", [("year", "2026")]),
        row(.linkMovement, "của tỉnh", "s l", at: Route.linkMovement.path(stage.movement)),
        row(.linkMovement, "bản soạn", "s l", at: Route.linkMovement.path(stage.movementDraft)),
        row(.unlinkMovement, "của tỉnh", "s l", at: Route.unlinkMovement.path(stage.movement)),
        row(.activities, "*"),
        row(.newActivity, "o h x s l"),
        row(
            .planActivity, "của xã", "o h s l", [("unit", world.commune.rawValue)], at: Route.planActivity.path()),
        row(.activity, "của xã", "o h x s l t m c a i", at: Route.activity.path(stage.activity)),
        row(.activityForm, "của xã", "o h s l", at: Route.activityForm.path(stage.activity)),
        row(.changeActivity, "của xã", "o h s l", old, at: Route.changeActivity.path(stage.activity)),
        row(.holdActivity, "của xã", "o h s l", old, at: Route.holdActivity.path(stage.activity)),
        row(.cancelActivity, "của xã", "o h s l", old, at: Route.cancelActivity.path(stage.activity)),
        row(.activityReportForm, "của xã", "o h s l", at: Route.activityReportForm.path(stage.heldActivity)),
        row(.reportActivity, "của xã", "o h s l", old, at: Route.reportActivity.path(stage.heldActivity)),

        // Targets, works, houses: figures are open to every official, names of households are not.
        row(.indicators, "*"),
        row(.targetTable, "*"),
        row(.newIndicator, "s l"),
        row(.setIndicator, "s l"),
        row(.unitTargets, "của xã", "o h x s l t m c a i", at: Route.unitTargets.path(world.commune)),
        row(.indicator, "đã giao", "o h x s l t m c a i", at: Route.indicator.path(stage.indicator)),
        row(.indicatorForm, "đã giao", "s l", at: Route.indicatorForm.path(stage.indicator)),
        row(.changeIndicator, "đã giao", "s l", old, at: Route.changeIndicator.path(stage.indicator)),
        row(.handDownForm, "của tỉnh", "s l", at: Route.handDownForm.path(stage.indicator)),
        row(
            .handDownForm, "của xã", "o h s l",
            at: "\(Route.handDownForm.path(stage.indicator))?don-vi=\(world.commune)"),
        row(
            .handDownTargets, "của tỉnh", "s l", old + [("parent", world.province.rawValue)],
            at: Route.handDownTargets.path(stage.indicator)),
        row(
            .handDownTargets, "của xã", "o h s l", old + [("parent", world.commune.rawValue)],
            at: Route.handDownTargets.path(stage.indicator)),
        row(.lockPeriods, "đã giao", "s l", old, at: Route.lockPeriods.path(stage.indicator)),
        row(
            .urgeTargets, "của tỉnh", "s l", [("parent", world.province.rawValue), ("period", "0")],
            at: Route.urgeTargets.path(stage.indicator)),
        row(
            .urgeTargets, "của xã", "o h s l", [("parent", world.commune.rawValue), ("period", "0")],
            at: Route.urgeTargets.path(stage.indicator)),
        row(.tieIndicator, "kế hoạch của tỉnh", "s l", at: Route.tieIndicator.path(stage.provincePlan.id)),
        row(
            .unitFigures, "của xã", "o h x s l t m c a i", at: Route.unitFigures.path(stage.indicator, world.commune)),
        row(
            .reportFigure, "của xã", "o h s l", old + [("period", "1")],
            at: Route.reportFigure.path(stage.indicator, world.commune)),
        row(
            .setPeriodTargets, "của xã", "s l", old, at: Route.setPeriodTargets.path(stage.indicator, world.commune)),
        row(.attachment, "chứng minh số liệu của xã", "o h s l c i", at: Route.attachment.path(stage.evidence)),
        row(.publicWorks, "*"),
        row(.newWork, "o h x s l"),
        row(.planWork, "của xã", "o h s l", [("unit", world.commune.rawValue)], at: Route.planWork.path()),
        row(.publicWork, "của xã", "o h x s l t m c a i", at: Route.publicWork.path(stage.work.id)),
        row(.workForm, "của xã", "o h s l", at: Route.workForm.path(stage.work.id)),
        row(.changeWork, "của xã", "o h s l", old, at: Route.changeWork.path(stage.work.id)),
        row(.advanceWork, "của xã", "o h s l", old + [("step", "finish")], at: Route.advanceWork.path(stage.work.id)),
        row(
            .recordMilestone, "của xã", "o h s l", old,
            at: Route.recordMilestone.path(stage.work.id, stage.work.milestones[0].id)),
        row(.dropWork, "của xã", "o h s l", old, at: Route.dropWork.path(stage.work.id)),
        row(.houses, "*"),
        row(.houseList, "o h x s l c i"),
        row(.newHouse, "o h x s l"),
        row(.addHouse, "của xã", "o h s l", [("unit", world.commune.rawValue)], at: Route.addHouse.path()),
        row(.house, "của xã", "o h s l c i", at: Route.house.path(stage.house)),
        row(.houseForm, "của xã", "o h s l", at: Route.houseForm.path(stage.house)),
        row(.changeHouse, "của xã", "o h s l", old, at: Route.changeHouse.path(stage.house)),
        row(.addHousePhoto, "của xã", "o h s l", at: Route.addHousePhoto.path(stage.house)),
        row(.withdrawHouse, "của xã", "o h s l", old, at: Route.withdrawHouse.path(stage.house)),

        // Dossiers on the sender's side.
        row(.dossiers, "*"),
        row(.dossierList, "*"),
        row(.newDossier, "o h x"),
        row(
            .createDossier, "của xã", "o h",
            [("unit", world.commune.rawValue), ("level", "province"), ("category", "merit")],
            at: Route.createDossier.path()),
        row(.dossier, "đang soạn", "o h i", at: Route.dossier.path(draft)),
        row(.dossier, "đã trình", "o h s l i", at: Route.dossier.path(stage.submitted.id)),
        row(.dossier, "đang thẩm định", "o h s l i", at: Route.dossier.path(received)),
        row(.dossier, "bị trả lại", "o h s l i", at: Route.dossier.path(stage.returned.id)),
        row(.dossier, "đã rút", "o h i", at: Route.dossier.path(stage.withdrawn.id)),
        row(.dossier, "chờ Hội đồng", "o h s l t m c i", at: Route.dossier.path(stage.appraised.id)),
        row(.dossier, "đã xét", "o h s l t m c i", at: Route.dossier.path(stage.considered.id)),
        // What a commune decides itself is its own: nobody of the province but the inspector sees it.
        row(.dossier, "của xã, chờ Hội đồng xã", "o h i", at: Route.dossier.path(stage.ownDossier.id)),
        row(.dossierForm, "đang soạn", "o h", at: Route.dossierForm.path(draft)),
        row(.changeDossier, "đang soạn", "o h", old + [("title", "A")], at: Route.changeDossier.path(draft)),
        row(.autosaveDossier, "đang soạn", "o h", old + [("title", "A")], at: Route.autosaveDossier.path(draft)),
        row(.chooseNominee, "đang soạn", "o h", at: Route.chooseNominee.path(draft)),
        row(.addNomination, "đang soạn", "o h", at: Route.addNomination.path(draft)),
        row(.nomination, "đang soạn", "o h i", at: Route.nomination.path(draft, draftLine)),
        row(.nomination, "đang thẩm định", "o h s l i", at: Route.nomination.path(received, receivedLine)),
        row(.changeNomination, "đang soạn", "o h", old, at: Route.changeNomination.path(draft, draftLine)),
        row(.autosaveNomination, "đang soạn", "o h", old, at: Route.autosaveNomination.path(draft, draftLine)),
        AccessRow(
            route: .removeNomination, object: "đang soạn", who: "o h",
            path: {
                let id = try await AddNomination(dossierID: draft, choice: .household(name: "Hộ bà Mẫu")).run(
                    by: world.officer, lawbook: world.lawbook, on: world.store)
                return Route.removeNomination.path(draft, id)
            }, fields: []),
        row(.addAttachment, "đang soạn", "o h", at: Route.addAttachment.path(draft)),
        AccessRow(
            route: .removeAttachment, object: "đang soạn", who: "o h",
            path: {
                let id = try await AddAttachment(
                    dossierID: draft, nominationID: nil, paperKey: "khac", paperNumber: "", paperOn: "",
                    fileName: "a.pdf",
                    content: Stage.pdf
                ).run(by: world.officer, lawbook: world.lawbook, files: world.files, on: world.store)
                return Route.removeAttachment.path(draft, id)
            }, fields: []),
        row(.attachment, "của hồ sơ đang soạn", "o h i", at: Route.attachment.path(stage.draftAttachment)),
        row(.attachment, "biên bản Hội đồng tỉnh", "s l t m c i", at: Route.attachment.path(stage.minutes)),
        row(.submitDossier, "đang soạn", "o h", old, at: Route.submitDossier.path(draft)),
        row(.withdrawDossier, "đã trình", "o h", old, at: Route.withdrawDossier.path(stage.submitted.id)),
        row(.reopenDossier, "đã rút", "o h", old, at: Route.reopenDossier.path(stage.withdrawn.id)),

        // Dossiers on the appraising side.
        row(.appraisalQueue, "s l h"),
        row(.nextAppraisal, "s l h"),
        row(.receiveDossier, "đã trình", "s l", old, at: Route.receiveDossier.path(stage.submitted.id)),
        row(.returnDossier, "đang thẩm định", "s l", old, at: Route.returnDossier.path(received)),
        row(.appraiseDossier, "đang thẩm định", "s l", old, at: Route.appraiseDossier.path(received)),
        row(
            .judgeFinding, "đang thẩm định", "s l", [("criterion", stage.criterion), ("judgement", "met")],
            at: Route.judgeFinding.path(received, receivedLine)),
        row(
            .appraiseNomination, "đang thẩm định", "s l", [("opinion", "decline")],
            at: Route.appraiseNomination.path(received, receivedLine)),

        // Difficulties, notices, mail.
        row(.difficulties, "*"),
        row(.newDifficulty, "o h x s l t m c a i n"),
        row(
            .raiseDifficulty, "của xã", "o h", [("unit", world.commune.rawValue)], at: Route.raiseDifficulty.path()),
        row(.sharedQuestions, "*"),
        row(.sharedQuestion, "đã chia sẻ", "*", at: Route.sharedQuestion.path(stage.difficulties.question)),
        row(.difficultySummary, "s l c i"),
        row(.difficultySummaryTable, "s l c i"),
        row(.difficultySummaryPaper, "s l c i"),
        row(.difficultySummaryDocument, "s l c i"),
        row(.difficultySettings, "l"),
        row(.setDifficultySettings, "l"),
        row(.difficulty, "của xã", "o h s l c i", at: Route.difficulty.path(stage.difficulties.waiting.id)),
        row(.attachment, "của vướng mắc", "o h s l c i", at: Route.attachment.path(stage.difficulties.attachment)),
        row(.assignDifficulty, "của xã", "s l", old, at: Route.assignDifficulty.path(stage.difficulties.waiting.id)),
        row(.askBack, "đang xử lý", "s l", old, at: Route.askBack.path(stage.difficulties.assigned.id)),
        row(
            .answerDifficulty, "đang xử lý", "s l", old, at: Route.answerDifficulty.path(stage.difficulties.assigned.id)
        ),
        row(
            .supplementDifficulty, "chờ bổ sung", "o h", old,
            at: Route.supplementDifficulty.path(stage.difficulties.askedBack.id)),
        row(
            .closeDifficulty, "đã trả lời", "o h s l", old,
            at: Route.closeDifficulty.path(stage.difficulties.answered.id)),
        row(
            .reopenDifficulty, "đã trả lời", "o h", old, at: Route.reopenDifficulty.path(stage.difficulties.answered.id)
        ),
        row(.shareQuestion, "đã trả lời", "s l", old, at: Route.shareQuestion.path(stage.difficulties.answered.id)),
        row(.withdrawQuestion, "đã chia sẻ", "s l", old, at: Route.withdrawQuestion.path(stage.difficulties.shared.id)),
        row(.notices, "*"),
        row(.notice, "của cán bộ xã", "o", at: Route.notice.path(stage.difficulties.notice)),
        row(.readAllNotices, "*"),
        row(.failedMail, "a"),
        row(.resendMail, "gửi cán bộ xã", "a", at: Route.resendMail.path(stage.difficulties.notice)),
        row(.resendAllMail, "a"),
        row(.setAccountMail, "của cán bộ xã", "a", old, at: Route.setAccountMail.path(world.officer.accountID)),
        row(.chooseMail, "*"),

        // Councils.
        row(.sessions, "*"),
        row(.newSession, "o h x t"),
        row(.planSession, "của tỉnh", "t", [("council", stage.council.rawValue)], at: Route.planSession.path()),
        row(.session, "của tỉnh", "s l t m c i", at: Route.session.path(stage.session)),
        // Whoever holds a function at the province reaches the councils of its communes too.
        row(.session, "của xã", "o h s l t m c i", at: Route.session.path(stage.ownSession)),
        row(.changeAgenda, "của tỉnh", "t", old, at: Route.changeAgenda.path(stage.session)),
        row(.recordAttendance, "của tỉnh", "t", old, at: Route.recordAttendance.path(stage.session)),
        row(.recordVotes, "của tỉnh", "t", old, at: Route.recordVotes.path(stage.session)),
        row(.addMinutes, "của tỉnh", "t", at: Route.addMinutes.path(stage.session)),
        row(.concludeSession, "của tỉnh", "t", old, at: Route.concludeSession.path(stage.session)),

        row(.clusters, "*"),
        row(.newCluster, "s l"),
        row(.setUpCluster, "s l"),
        row(.unplacedUnits, "s l"),
        row(.divisionForm, "s l"),
        row(.divideUnits, "s l"),
        row(.divisionSheet, "s l"),
        row(.divisionImportForm, "s l"),
        row(.previewDivisionImport, "s l"),
        row(.divisionImport, "chờ xác nhận", "s l", at: Route.divisionImport.path(stage.divisionImport)),
        row(.confirmDivisionImport, "chờ xác nhận", "s l", at: Route.confirmDivisionImport.path(stage.divisionImport)),
        row(.cluster, "của tỉnh", "o h x s l t m c a i", at: Route.cluster.path(stage.cluster)),
        row(.clusterForm, "của tỉnh", "s l", at: Route.clusterForm.path(stage.cluster)),
        row(.changeCluster, "của tỉnh", "s l", old, at: Route.changeCluster.path(stage.cluster)),
        row(.endCluster, "của tỉnh", "s l", old, at: Route.endCluster.path(stage.cluster)),
        row(.clusterMembersForm, "của tỉnh", "s l", at: Route.clusterMembersForm.path(stage.cluster)),
        row(.addClusterMembers, "của tỉnh", "s l", old, at: Route.addClusterMembers.path(stage.cluster)),
        row(.endClusterMemberships, "của tỉnh", "s l", old, at: Route.endClusterMemberships.path(stage.cluster)),
        row(
            .removeClusterMemberships, "của tỉnh", "s l", old, at: Route.removeClusterMemberships.path(stage.cluster)),
        row(.setClusterTerm, "của tỉnh", "s l", old, at: Route.setClusterTerm.path(stage.cluster)),

        row(.councils, "*"),
        row(.newCouncil, "o h x t a"),
        row(.foundCouncil, "của tỉnh", "t a", [("unit", world.province.rawValue)], at: Route.foundCouncil.path()),
        row(.foundCouncil, "của xã", "o h a", [("unit", world.commune.rawValue)], at: Route.foundCouncil.path()),
        row(.council, "của tỉnh", "s l t m c a i", at: Route.council.path(stage.council)),
        row(.council, "của xã", "o h s l t m c a i", at: Route.council.path(stage.ownCouncil)),
        row(.addCouncilMember, "của tỉnh", "t a", old, at: Route.addCouncilMember.path(stage.council)),
        row(.addCouncilMember, "của xã", "o h a", old, at: Route.addCouncilMember.path(stage.ownCouncil)),
        row(
            .endCouncilMembership, "của tỉnh", "t a", old + [("member", stage.member.rawValue)],
            at: Route.endCouncilMembership.path(stage.council)),

        // Decisions.
        row(.decisions, "*"),
        row(.newDecision, "o h x s l"),
        row(.draftDecision, "của tỉnh", "s l", [("issuer", world.province.rawValue)], at: Route.draftDecision.path()),
        row(.draftDecision, "của xã", "o h", [("issuer", world.commune.rawValue)], at: Route.draftDecision.path()),
        row(.decision, "dự thảo của tỉnh", "s l t m c i", at: Route.decision.path(stage.decision)),
        row(.decision, "đã ký", "o h x s l t m c i", at: Route.decision.path(stage.signed)),
        row(.decision, "dự thảo của xã", "o h t m i", at: Route.decision.path(stage.ownDecision)),
        row(.changeDecision, "dự thảo của tỉnh", "s l", old, at: Route.changeDecision.path(stage.decision)),
        row(
            .removeDecisionLine, "dự thảo của tỉnh", "s l", old + [("line", stage.decisionLine.rawValue)],
            at: Route.removeDecisionLine.path(stage.decision)),
        row(
            .refuseNomination, "dự thảo của tỉnh", "c", old + [("refused", stage.decisionLine.rawValue)],
            at: Route.refuseNomination.path(stage.decision)),
        row(.discardDecision, "dự thảo của tỉnh", "s l", old, at: Route.discardDecision.path(stage.decision)),
        row(.signDecision, "dự thảo của tỉnh", "c", old, at: Route.signDecision.path(stage.decision)),
        row(.signDecision, "dự thảo của xã", "h", old, at: Route.signDecision.path(stage.ownDecision)),
        row(.decisionPaper, "dự thảo của xã", "o h t m i", at: Route.decisionPaper.path(stage.ownDecision)),
        row(.newRevocation, "do Chủ tịch tỉnh tặng", "s l", at: Route.newRevocation.path(stage.commendation)),
        row(.draftRevocation, "do Chủ tịch tỉnh tặng", "s l", at: Route.draftRevocation.path(stage.commendation)),

        // The province's rules.
        row(.rules, "*"),
        row(.rulesVersion, "đang có hiệu lực", "*", at: Route.rulesVersion.path(stage.rules)),
        row(.rulesVersion, "dự thảo", "s l t c i", at: Route.rulesVersion.path(stage.rulesDraft)),
        row(
            .rulesComparison, "hai bản", "s l t c i",
            at: "\(Route.rulesComparison.path())?tu=\(stage.rules)&den=\(stage.rulesDraft)"),
        // There is a draft already, so those who may draft are told of it.
        row(.draftRules, "s l"),
        row(.rulesForm, "dự thảo", "s l", at: Route.rulesForm.path(stage.rulesDraft)),
        row(.changeRules, "dự thảo", "s l", old, at: Route.changeRules.path(stage.rulesDraft)),
        row(.issueRules, "dự thảo", "l c", old, at: Route.issueRules.path(stage.rulesDraft)),

        // People and units.
        row(.people, "*"),
        row(.person, "của xã", "o h s l c i", at: Route.person.path(world.fighter)),
        row(.revealIdentity, "của xã", "h s l", at: Route.revealIdentity.path(world.fighter)),
        row(.personEligibility, "của xã", "o h s l c i", at: Route.personEligibility.path(world.fighter)),
        row(.unitEligibility, "xã", "o h s l c i", at: Route.unitEligibility.path(world.commune)),
        row(.units, "*"),
        row(.unit, "xã", "o h x s l t m c a i", at: Route.unit.path(world.commune)),
        row(.unitImportForm, "a"),
        row(.previewUnitImport, "a"),
        row(.unitImport, "chờ xác nhận", "a", at: Route.unitImport.path(stage.unitImport)),
        row(.confirmUnitImport, "chờ xác nhận", "a", at: Route.confirmUnitImport.path(stage.unitImport)),

        // The law: open to everyone who is signed in.
        row(.law, "*"),
        row(.lawEntry, "Chiến sĩ thi đua cơ sở", "*", at: Route.lawEntry.path("CSTDCS")),
        row(.instruments, "*"),
        row(.generalRules, "*"),
        row(.lawComparison, "*"),

        // Accounts and the log.
        row(.accounts, "a"),
        row(.newAccount, "a"),
        row(.createAccount, "a"),
        row(.account, "cán bộ xã", "a", at: Route.account.path(world.officer.accountID)),
        row(.changeAccountRoles, "cán bộ xã", "a", old, at: Route.changeAccountRoles.path(world.officer.accountID)),
        row(.disableAccount, "cán bộ xã", "a", old, at: Route.disableAccount.path(world.officer.accountID)),
        row(.resetAccountPassword, "cán bộ xã", "a", old, at: Route.resetAccountPassword.path(world.officer.accountID)),
        row(.enableAccount, "cán bộ xã", "a", old, at: Route.enableAccount.path(world.officer.accountID)),
        row(.log, "a i"),
    ]
}
