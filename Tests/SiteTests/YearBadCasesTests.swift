import Actions
import Domain
import Foundation
import HTTPTypes
import Primitives
import Records
import Store
import TestSupport
import TestWorld
import Testing
import WebSupport

/// The bad days of the emulation year, page by page: nothing is there yet, one has no right, it is too late, somebody was
/// faster. Each is answered by a sentence and by a way on, and what was typed is not lost.
@Suite struct YearBadCasesTests {
    enum BadCase: Sendable { case nothingYet, noRight, tooLate, overtaken }

    /// Every page and write of the year, and the bad cases that it can have.
    static let table: [(Route, Set<BadCase>)] = [
        (.publicMovements, [.nothingYet]),
        (.publicMovement, [.noRight]),
        (.publicCalendar, [.nothingYet]),
        (.calendarFeed, [.nothingYet]),
        (.work, [.nothingYet]),
        (.movements, [.nothingYet]),
        (.newMovement, [.noRight]),
        (.draftMovement, [.noRight]),
        (.movement, [.noRight]),
        (.movementForm, [.noRight, .tooLate]),
        (.changeMovement, [.noRight, .tooLate, .overtaken]),
        (.launchMovement, [.noRight, .tooLate, .overtaken]),
        (.closeMovement, [.noRight, .tooLate, .overtaken]),
        (.responseForm, [.noRight, .tooLate]),
        (.respondToMovement, [.noRight, .tooLate, .overtaken]),
        (.addMovementPaper, [.noRight, .tooLate]),
        (.movementPaper, [.noRight]),
        (.removeMovementPaper, [.noRight, .tooLate]),
        (.urgeMovement, [.noRight, .tooLate]),
        (.urgeReviews, [.noRight, .tooLate]),
        (.closingForm, [.noRight, .tooLate]),
        (.reopenMovement, [.noRight, .tooLate, .overtaken]),
        (.newDrive, [.noRight]),
        (.addDrive, [.noRight, .tooLate]),
        (.driveForm, [.noRight, .tooLate]),
        (.changeDrive, [.noRight, .tooLate, .overtaken]),
        (.cancelDrive, [.noRight, .tooLate, .overtaken]),
        (.movementReviews, [.noRight]),
        (.reviewForm, [.noRight, .tooLate]),
        (.reviewMovement, [.noRight, .tooLate, .overtaken]),
        (.plans, [.nothingYet]),
        (.missingPlans, [.nothingYet, .noRight]),
        (.remindPlans, [.noRight]),
        (.newPlan, [.noRight]),
        (.draftPlan, [.noRight, .tooLate]),
        (.plan, [.noRight]),
        (.planForm, [.noRight, .tooLate]),
        (.changePlan, [.noRight, .tooLate, .overtaken]),
        (.autosavePlan, [.noRight, .tooLate, .overtaken]),
        (.submitPlan, [.noRight, .tooLate, .overtaken]),
        (.returnPlan, [.noRight, .tooLate, .overtaken]),
        (.approvePlan, [.noRight, .tooLate, .overtaken]),
        (.sendPlan, [.noRight, .tooLate, .overtaken]),
        (.finishPlanTask, [.noRight, .tooLate]),
        (.reopenPlanTask, [.noRight, .tooLate]),
        (.planLetter, [.noRight]),
        (.planDocument, [.noRight]),
        (.directives, [.nothingYet]),
        (.newDirective, [.noRight]),
        (.draftDirective, [.noRight]),
        (.directive, [.noRight]),
        (.directiveForm, [.noRight, .tooLate]),
        (.changeDirective, [.noRight, .tooLate, .overtaken]),
        (.addDirectiveFile, [.noRight, .tooLate]),
        (.removeDirectiveFile, [.noRight, .tooLate]),
        (.sendDirective, [.noRight, .tooLate, .overtaken]),
        (.withdrawDirective, [.noRight, .tooLate, .overtaken]),
        (.directiveLetter, [.noRight]),
        (.acknowledgeDirective, [.noRight, .tooLate]),
        (.directiveBoard, [.noRight]),
        (.directiveBoardList, [.noRight]),
        (.remindDirective, [.noRight, .tooLate]),
        (.delivery, [.noRight]),
        (.assignDelivery, [.noRight, .tooLate, .overtaken]),
        (.spreadDirective, [.noRight, .tooLate]),
        (.recordReadings, [.noRight, .tooLate]),
        (.passDirective, [.noRight, .tooLate]),
        (.remindBelow, [.noRight, .tooLate]),
        (.remindReaders, [.noRight, .tooLate]),
        (.finishDelivery, [.noRight, .tooLate, .overtaken]),
        (.calendar, [.nothingYet]),
        (.calendarMonth, [.nothingYet]),
        (.occasions, [.nothingYet]),
        (.newOccasion, [.noRight]),
        (.addOccasion, [.noRight]),
        (.occasion, [.noRight]),
        (.occasionForm, [.noRight]),
        (.changeOccasion, [.noRight, .overtaken]),
        (.endOccasion, [.noRight, .tooLate, .overtaken]),
        (.resumeOccasion, [.noRight, .tooLate, .overtaken]),
        (.holidays, [.nothingYet, .noRight]),
        (.enterHolidays, [.noRight, .overtaken]),
        (.linkMovement, [.noRight, .tooLate]),
        (.unlinkMovement, [.noRight, .tooLate]),
        (.activities, [.nothingYet]),
        (.newActivity, [.noRight]),
        (.planActivity, [.noRight]),
        (.activity, [.noRight]),
        (.activityForm, [.noRight, .tooLate]),
        (.changeActivity, [.noRight, .tooLate, .overtaken]),
        (.holdActivity, [.noRight, .tooLate, .overtaken]),
        (.activityReportForm, [.noRight, .tooLate]),
        (.reportActivity, [.noRight, .tooLate, .overtaken]),
        (.cancelActivity, [.noRight, .tooLate, .overtaken]),
        (.indicators, [.nothingYet]),
        (.newIndicator, [.noRight]),
        (.setIndicator, [.noRight]),
        (.targetTable, [.nothingYet]),
        (.unitTargets, [.noRight]),
        (.indicator, [.noRight]),
        (.indicatorForm, [.noRight]),
        (.changeIndicator, [.noRight, .overtaken]),
        (.handDownForm, [.noRight]),
        (.handDownTargets, [.noRight, .tooLate, .overtaken]),
        (.lockPeriods, [.noRight, .overtaken]),
        (.urgeTargets, [.noRight]),
        (.tieIndicator, [.noRight]),
        (.unitFigures, [.noRight]),
        (.reportFigure, [.noRight, .tooLate, .overtaken]),
        (.setPeriodTargets, [.noRight, .tooLate, .overtaken]),
        (.publicWorks, [.nothingYet]),
        (.newWork, [.noRight]),
        (.planWork, [.noRight]),
        (.publicWork, [.noRight]),
        (.workForm, [.noRight, .tooLate]),
        (.changeWork, [.noRight, .tooLate, .overtaken]),
        (.advanceWork, [.noRight, .tooLate, .overtaken]),
        (.recordMilestone, [.noRight, .tooLate, .overtaken]),
        (.dropWork, [.noRight, .tooLate, .overtaken]),
        (.houses, [.nothingYet]),
        (.houseList, [.nothingYet, .noRight]),
        (.newHouse, [.noRight]),
        (.addHouse, [.noRight]),
        (.house, [.noRight]),
        (.houseForm, [.noRight, .tooLate]),
        (.changeHouse, [.noRight, .tooLate, .overtaken]),
        (.addHousePhoto, [.noRight, .tooLate]),
        (.withdrawHouse, [.noRight, .tooLate, .overtaken]),
        (.reports, [.nothingYet]),
        (.newReportRequest, [.nothingYet, .noRight]),
        (.askForReports, [.noRight]),
        (.reportRequest, [.noRight]),
        (.urgeReports, [.noRight]),
        (.reportKinds, [.nothingYet, .noRight]),
        (.newReportKind, [.noRight]),
        (.addReportKind, [.noRight]),
        (.reportKind, [.noRight]),
        (.changeReportKind, [.noRight, .overtaken]),
        (.report, [.noRight]),
        (.reportForm, [.noRight, .tooLate]),
        (.changeReport, [.noRight, .tooLate, .overtaken]),
        (.autosaveReport, [.noRight, .tooLate, .overtaken]),
        (.takeFigures, [.noRight, .tooLate, .overtaken]),
        (.passReportOn, [.noRight, .tooLate, .overtaken]),
        (.submitReport, [.noRight, .tooLate, .overtaken]),
        (.returnReport, [.noRight, .tooLate, .overtaken]),
        (.sendReport, [.noRight, .tooLate, .overtaken]),
        (.acceptReport, [.noRight, .tooLate, .overtaken]),
        (.approveReport, [.noRight, .tooLate, .overtaken]),
        (.reportWords, [.noRight]),
        (.addReportPaper, [.noRight, .tooLate]),
        (.removeReportPaper, [.noRight, .tooLate]),
        (.reportPaper, [.noRight]),
        (.reportDocument, [.noRight]),
        (.inspections, [.nothingYet]),
        (.recommendations, [.nothingYet]),
        (.newInspection, [.noRight]),
        (.planInspection, [.noRight]),
        (.inspection, [.noRight]),
        (.inspectionForm, [.noRight, .tooLate]),
        (.changeInspection, [.noRight, .tooLate, .overtaken]),
        (.cancelInspection, [.noRight, .tooLate, .overtaken]),
        (.conclusionForm, [.noRight, .tooLate]),
        (.concludeInspection, [.noRight, .tooLate, .overtaken]),
        (.answerRecommendation, [.noRight, .tooLate, .overtaken]),
        (.confirmRecommendation, [.noRight, .tooLate, .overtaken]),
        (.returnRecommendation, [.noRight, .tooLate, .overtaken]),
        (.difficulties, [.nothingYet]),
        (.newDifficulty, []),
        (.raiseDifficulty, [.noRight]),
        (.sharedQuestions, [.nothingYet]),
        (.sharedQuestion, [.tooLate]),
        (.difficultySummary, [.nothingYet, .noRight]),
        (.difficultySummaryTable, [.noRight]),
        (.difficultySummaryPaper, [.noRight]),
        (.difficultySummaryDocument, [.noRight]),
        (.difficultySettings, [.noRight]),
        (.setDifficultySettings, [.noRight]),
        (.difficulty, [.noRight]),
        (.assignDifficulty, [.noRight, .tooLate, .overtaken]),
        (.askBack, [.noRight, .tooLate, .overtaken]),
        (.supplementDifficulty, [.noRight, .tooLate, .overtaken]),
        (.answerDifficulty, [.noRight, .tooLate, .overtaken]),
        (.closeDifficulty, [.noRight, .tooLate, .overtaken]),
        (.reopenDifficulty, [.noRight, .tooLate, .overtaken]),
        (.shareQuestion, [.noRight, .tooLate, .overtaken]),
        (.withdrawQuestion, [.noRight, .tooLate, .overtaken]),
        (.notices, [.nothingYet]),
        (.notice, [.noRight]),
        (.readAllNotices, [.nothingYet]),
        (.failedMail, [.nothingYet, .noRight]),
        (.resendMail, [.noRight]),
        (.resendAllMail, [.nothingYet, .noRight]),
        (.tieAccount, [.noRight, .tooLate]),
        (.setAccountMail, [.noRight, .overtaken]),
        (.chooseMail, [.nothingYet]),
        (.clusters, [.nothingYet]),
        (.newCluster, [.noRight]),
        (.setUpCluster, [.noRight]),
        (.unplacedUnits, [.noRight]),
        (.divisionForm, [.nothingYet, .noRight]),
        (.divideUnits, [.noRight, .overtaken]),
        (.divisionSheet, [.noRight]),
        (.divisionImportForm, [.noRight]),
        (.previewDivisionImport, [.noRight]),
        (.divisionImport, [.noRight]),
        (.confirmDivisionImport, [.noRight, .overtaken]),
        (.cluster, [.noRight]),
        (.clusterForm, [.noRight]),
        (.changeCluster, [.noRight, .overtaken]),
        (.endCluster, [.noRight, .overtaken]),
        (.clusterMembersForm, [.noRight]),
        (.addClusterMembers, [.noRight, .overtaken]),
        (.endClusterMemberships, [.noRight, .tooLate, .overtaken]),
        (.removeClusterMemberships, [.noRight, .tooLate, .overtaken]),
        (.setClusterTerm, [.noRight, .overtaken]),
    ]

    /// Where the routes of the year begin.
    private static let beginnings = [
        "/viec-can-lam", "/phong-trao", "/phong-trao-thi-dua", "/ke-hoach", "/quan-triet", "/lich", "/lich.ics",
        "/ngay-le", "/hoat-dong", "/chi-tieu", "/cong-trinh", "/nha-o", "/bao-cao", "/kiem-tra-thi-dua", "/vuong-mac",
        "/thong-bao", "/thu-chua-gui", "/cum-khoi",
    ]

    private static func routes(with bad: BadCase) -> Set<Route> {
        Set(table.filter { $0.1.contains(bad) }.map(\.0))
    }

    @Test func `every page of the year stands in the table`() {
        let year = Route.all.filter { route in
            Self.beginnings.contains { route.pattern == $0 || route.pattern.hasPrefix($0 + "/") }
        }
        #expect(Set(year).subtracting(Self.table.map(\.0)).isEmpty)
        #expect(Set(Self.table.map(\.0)).count == Self.table.count)
    }

    // MARK: Nothing yet

    /// Who opens the page, what is read there, and the next step: an address, or words of the sentence when the step is
    /// another's.
    private static let empty: [(Route, Visitor, String, String)] = [
        (.calendar, .officer, "Lịch năm 2025 chưa có mục nào", Route.newOccasion.path()),
        (.calendarMonth, .officer, "Tháng này chưa có mục nào", Route.newOccasion.path()),
        (.publicCalendar, .nobody, "Lịch chưa có ngày nào", "Khi Sở Nội vụ ghi ngày lễ lớn vào lịch"),
        (.occasions, .specialist, "Lịch chưa có ngày hằng năm nào", Route.newOccasion.path()),
        (.occasions, .nobody, "Lịch chưa có ngày hằng năm nào", "mục mới sẽ hiện ở đây"),
        (.holidays, .specialist, "Chưa ghi ngày nghỉ năm 2025", Route.enterHolidays.path()),
        (.holidays, .officer, "Chưa ghi ngày nghỉ năm 2025", "Sở Nội vụ ghi khi có thông báo"),
        (.activities, .officer, "Chưa có hoạt động nào", Route.newActivity.path()),
        (.activities, .nobody, "Chưa có hoạt động nào", "Khi đơn vị lập kế hoạch hoạt động"),
        (.plans, .officer, "Xã Phong Quang chưa có kế hoạch năm 2025", Route.newPlan.path()),
        (.plans, .nobody, "Chưa có kế hoạch nào ở mục này", "hiện ở đây"),
        (.missingPlans, .specialist, "Xã Phong Quang", Route.remindPlans.path()),
        (.directives, .specialist, "Chưa gửi văn bản nào", Route.newDirective.path()),
        (.directives, .officer, "Đơn vị chưa nhận văn bản nào", Route.newDirective.path()),
        (.directives, .nobody, "Tài khoản chưa gắn với hồ sơ cá nhân", "Liên hệ quản trị hệ thống"),
        (.movements, .officer, "Chưa có phong trào nào", Route.newMovement.path()),
        (.movements, .nobody, "Chưa có phong trào nào", "khi đã phát động"),
        (.publicMovements, .nobody, "Chưa có phong trào nào được phát động", "Khi có phong trào mới"),
        (.indicators, .specialist, "Năm 2025 chưa có chỉ tiêu nào", Route.newIndicator.path()),
        (.indicators, .officer, "Năm 2025 chưa có chỉ tiêu nào", "Khi Sở Nội vụ đặt và giao chỉ tiêu"),
        (.targetTable, .specialist, "Chưa giao chỉ tiêu nào của năm 2025", Route.newIndicator.path()),
        (.targetTable, .officer, "Chưa giao chỉ tiêu nào của năm 2025", "Khi chỉ tiêu được giao"),
        (.publicWorks, .officer, "Chưa có công trình nào", Route.newWork.path()),
        (.publicWorks, .nobody, "Chưa có công trình nào", "Khi đơn vị đăng ký công trình"),
        (.houses, .officer, "Năm 2025 chưa ghi hộ nào", Route.newHouse.path()),
        (.houses, .nobody, "Năm 2025 chưa ghi hộ nào", "Khi các xã, phường ghi hộ"),
        (.houseList, .officer, "Năm 2025 chưa ghi hộ nào", Route.newHouse.path()),
        (.houseList, .chairman, "Năm 2025 chưa ghi hộ nào", "Khi xã, phường ghi hộ"),
        (.reports, .specialist, "Chưa yêu cầu báo cáo nào", Route.reportKinds.path()),
        (.reports, .officer, "Chưa có báo cáo nào được yêu cầu", "Khi Sở Nội vụ yêu cầu"),
        (.newReportRequest, .specialist, "Chưa có loại báo cáo nào", Route.newReportKind.path()),
        (.reportKinds, .specialist, "Chưa có loại báo cáo nào", Route.newReportKind.path()),
        (.inspections, .specialist, "Chưa có cuộc kiểm tra nào", Route.newInspection.path()),
        (.inspections, .officer, "Chưa có cuộc kiểm tra nào", "Khi Sở Nội vụ lập kế hoạch kiểm tra"),
        (.recommendations, .officer, "Không còn kiến nghị nào chờ khắc phục", "khi cuộc kiểm tra được kết luận"),
        (.difficulties, .officer, "Chưa có vướng mắc nào", Route.newDifficulty.path()),
        (.difficulties, .nobody, "Chưa có vướng mắc nào", "Khi được giao quyền ở một đơn vị"),
        (.sharedQuestions, .officer, "Chưa có hỏi đáp nào", Route.newDifficulty.path()),
        (.difficultySummary, .specialist, "Không có vướng mắc nào trong thời gian này", "Chọn thời gian khác"),
        (.notices, .officer, "Chưa có thông báo nào", "thông báo hiện ở đây"),
        (.failedMail, .administrator, "Không có thư nào bị kẹt", "sẽ hiện ở đây kèm lý do"),
        (.clusters, .specialist, "Chưa có cụm, khối thi đua nào", Route.newCluster.path()),
        (.clusters, .officer, "Chưa có cụm, khối thi đua nào", "Sở Nội vụ lập cụm, khối theo quyết định"),
        (.clusters, .nobody, "Tài khoản chưa được giao quyền", "Liên hệ quản trị hệ thống"),
        (.divisionForm, .specialist, "Chưa có cụm, khối nào đang hoạt động", Route.newCluster.path()),
        (.resendAllMail, .administrator, "Không còn thư nào bị kẹt", "sẽ hiện ở đây kèm lý do"),
        (.readAllNotices, .officer, "Không còn thông báo nào chưa đọc", "thông báo hiện ở đây"),
        (.chooseMail, .officer, "tài khoản chưa có địa chỉ", "Gửi địa chỉ công vụ cho quản trị hệ thống"),
        (.calendarFeed, .nobody, "BEGIN:VCALENDAR", "END:VCALENDAR"),
        (.work, .officer, "Đã xong hết việc", "việc sẽ hiện ở đây"),
        (.work, .nobody, "Tài khoản chưa được giao việc", "Liên hệ quản trị hệ thống"),
    ]

    @Test(arguments: TestEngine.available)
    func `where nothing is yet the page says so and what to do next`(engine: TestEngine) async throws {
        #expect(Set(Self.empty.map(\.0)) == Self.routes(with: .nothingYet))
        try await withSite(engine) { site in
            for (route, visitor, says, next) in Self.empty {
                let session = try await site.signIn(visitor.username)
                let answer = try await Self.open(route, as: session, on: site)
                #expect(answer.status == .ok, "\(route.pattern)")
                let main = route == .calendarFeed ? answer.body : try Self.main(answer.body)
                #expect(!main.contains("BEGIN:VEVENT"))
                #expect(main.contains(says), "\(route.pattern), \(visitor)")
                let isThere =
                    next.hasPrefix("/")
                    ? main.contains("\"\(next)\"") || main.contains("\"\(next)?") : main.contains(next)
                #expect(isThere, "\(route.pattern), \(visitor): \(next)")
            }
        }
    }

    /// A page, or what is said after a write that finds nothing to do.
    private static func open(
        _ route: Route, as session: TestSite.Session, on site: TestSite
    ) async throws -> TestSite.Answer {
        guard route.method == .post else { return try await site.get(route.path(), as: session) }
        let answer = try await site.post(route.path(), as: session, fields: [("all", MailChoice.daily.rawValue)])
        #expect(answer.status == .seeOther, "\(route.pattern)")
        return try await site.get(answer.location, as: session)
    }

    // MARK: No right

    @Test(arguments: TestEngine.available)
    func `who has no right is told in a sentence and finds a page that opens`(engine: TestEngine) async throws {
        try await withSite(engine) { site in
            let stage = try await Stage.make(site.world)
            let covered = Self.routes(with: .noRight)
            let rows = accessTable(stage).filter { covered.contains($0.route) && $0.visitors != Set(Visitor.allCases) }
            #expect(Set(rows.map(\.route)) == covered)
            var opened: [String: HTTPResponse.Status] = [:]
            for visitor in [Visitor.otherOfficer, .nobody, .officer, .specialist] {
                let session = try await site.signIn(visitor.username)
                for row in rows where !row.visitors.contains(visitor) {
                    let path = try await row.path()
                    let answer =
                        row.route.method == .get
                        ? try await site.get(path, as: session)
                        : try await site.post(path, as: session, fields: row.fields + [("reason", YearWrite.typed)])
                    let which = "\(row) as \(visitor)"
                    #expect([403, 404].contains(answer.status.code), "\(which): \(answer.status)")
                    let main = try Self.main(answer.body)
                    guard row.route.audience == .staff else {
                        #expect(main.contains("Không tìm thấy"), "\(which)")
                        continue
                    }
                    let sentence = try Self.sentence(main)
                    #expect(sentence.hasSuffix("."), "\(which): \(sentence)")
                    #expect(!sentence.contains("_") && !sentence.contains("Optional"), "\(which): \(sentence)")
                    if answer.status == .notFound {
                        #expect(sentence.hasPrefix("Không tìm thấy"), "\(which): \(sentence)")
                        #expect(sentence.contains("không thuộc phạm vi của anh/chị"), "\(which): \(sentence)")
                    }
                    if row.route.method == .post { #expect(main.contains(YearWrite.typed), "\(which)") }
                    for link in Self.links(main) {
                        let key = "\(visitor) \(link)"
                        if opened[key] == nil { opened[key] = try await site.get(link, as: session).status }
                        #expect(opened[key] == .ok, "\(which): \(link)")
                    }
                }
            }
        }
    }

    // MARK: Too late

    @Test(arguments: TestEngine.available)
    func `what comes too late is told why, changes nothing and keeps what was typed`(engine: TestEngine) async throws {
        try await withSite(engine) { site in
            let stage = try await Stage.make(site.world)
            let extras = try await YearExtras.make(stage)
            try await endEverything(stage)
            let writes = yearWrites(stage, extras).filter { $0.late != nil }
            let before = try await Self.lasting(site.world)
            var asked: Set<Route> = []
            for write in writes {
                guard let path = write.late else { continue }
                asked.insert(write.route)
                let session = try await site.signIn(write.by.username)
                let fields = write.fields + [("version", String(try await Self.version(write, site.world)))]
                let answer =
                    Self.uploads.contains(write.route)
                    ? try await site.upload(path, as: session, fields: fields, fileName: "a.pdf", content: Stage.pdf)
                    : try await site.post(path, as: session, fields: fields)
                #expect(answer.body.contains(write.says), "\(write)")
                if Self.autosaves.contains(write.route) { continue }
                #expect([409, 422].contains(answer.status.code), "\(write): \(answer.status)")
                try Self.check(answer, write)
                // The form of the same address, opened now, says the same.
                let form = Route.all.first { $0.method == .get && $0.pattern == write.route.pattern }
                guard let form, !Self.staysOpen.contains(write.route) else { continue }
                asked.insert(form)
                let query = form == .reviewForm ? "?ky=midway&don-vi=\(site.world.commune)" : ""
                let page = try await site.get(path + query, as: session)
                #expect(page.status == .conflict, "GET \(form.pattern): \(page.status)")
                #expect(page.body.contains(write.says), "GET \(form.pattern)")
                #expect(!Self.links(try Self.main(page.body)).isEmpty, "GET \(form.pattern)")
            }
            // A link that somebody has kept leads to a question that is no longer shared.
            asked.insert(.sharedQuestion)
            let officer = try await site.signIn(Visitor.officer.username)
            let question = try await site.get(
                Route.sharedQuestion.path(stage.difficulties.question), as: officer)
            #expect(question.status == .conflict && question.body.contains("đã thôi chia sẻ hỏi đáp này"))
            #expect(!Self.links(try Self.main(question.body)).isEmpty)
            #expect(asked == Self.routes(with: .tooLate))
            let changes = before.changes(to: try await Self.lasting(site.world))
            #expect(changes.isEmpty, "\(changes)")
        }
    }

    // MARK: Somebody was faster

    @Test(arguments: TestEngine.available)
    func `whom somebody was faster than is told so and keeps what was typed`(engine: TestEngine) async throws {
        try await withSite(engine) { site in
            let stage = try await Stage.make(site.world)
            let extras = try await YearExtras.make(stage)
            let writes = yearWrites(stage, extras).filter { $0.open != nil }
            #expect(Set(writes.map(\.route)) == Self.routes(with: .overtaken))
            let before = try await Self.lasting(site.world)
            for write in writes {
                guard let path = write.open else { continue }
                let session = try await site.signIn(write.by.username)
                let answer = try await site.post(path, as: session, fields: write.fields + [("version", "77")])
                let words = ["vừa thay đổi", "vừa sửa", "vừa ghi"]
                #expect(words.contains { answer.body.contains($0) }, "\(write): \(answer.status)")
                #expect(answer.body.contains("chưa được ghi") || answer.body.contains("Chưa lưu"), "\(write)")
                if Self.autosaves.contains(write.route) { continue }
                #expect(answer.status == .conflict, "\(write): \(answer.status)")
                try Self.check(answer, write)
            }
            let changes = before.changes(to: try await Self.lasting(site.world))
            #expect(changes.isEmpty, "\(changes)")
        }
    }

    // MARK: Reading answers

    private static let uploads: Set<Route> = [.addMovementPaper, .addDirectiveFile, .addHousePhoto, .addReportPaper]
    /// They answer the page that is open, which keeps its text itself.
    private static let autosaves: Set<Route> = [.autosavePlan, .autosaveReport]

    /// Their forms have more to do than what has come too late: another unit's plan, units that were given nothing yet.
    private static let staysOpen: Set<Route> = [.draftPlan, .handDownTargets]

    /// A refused write: the alert, the text, a way on.
    private static func check(_ answer: TestSite.Answer, _ write: YearWrite) throws {
        let main = try main(answer.body)
        #expect(main.contains("role=\"alert\""), "\(write)")
        if let kept = write.kept { #expect(main.contains(kept), "\(write)") }
        #expect(!links(main).isEmpty, "\(write)")
        #expect(!main.contains("Optional("), "\(write)")
    }

    private static func main(_ body: String) throws -> String {
        let start = try #require(body.range(of: "<main"))
        let end = try #require(body.range(of: "</main>"))
        return String(body[start.upperBound..<end.lowerBound])
    }

    /// The first sentence of the alert, without markup.
    private static func sentence(_ main: String) throws -> String {
        let start = try #require(main.range(of: "role=\"alert\""))
        let rest = main[start.upperBound...]
        let open = try #require(rest.range(of: "<p>"))
        let close = try #require(rest.range(of: "</p>"))
        return String(rest[open.upperBound..<close.lowerBound])
    }

    /// Where one goes on from here.
    private static func links(_ main: String) -> [String] {
        main.matches(of: #/<a [^>]*href="(/[^"]*)"/#).map { String($0.output.1).replacing("&amp;", with: "&") }
    }

    private static func version(_ write: YearWrite, _ world: World) async throws -> Int {
        guard let (table, id) = write.version else { return 0 }
        let key: SQL = table == "unit_target" ? "unit_id" : "id"
        return try await world.store.read { tx in
            Int(try tx.count("SELECT version AS n FROM \(SQL(trusted: table)) WHERE \(key) = \(id)"))
        }
    }

    /// All that a person has written; not who signed in and what was opened.
    private static func lasting(_ world: World) async throws -> Dump {
        let dump = try await Dump.take(world)
        return Dump(
            tables: dump.tables.filter { !["session", "event", "event_chain", "sign_in_attempt"].contains($0.key) })
    }
}
