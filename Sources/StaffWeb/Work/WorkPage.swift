import Domain
import Hummingbird
import Primitives
import Records
import Store
import WebSupport

struct WorkController: Sendable {
    func addRoutes(staff: StaffRoutes) {
        staff.page(.work) { visit, tx in
            WorkPage(
                work: try WorkRecords.work(for: visit.actor, limit: WorkPage.limit, in: tx), actor: visit.actor,
                today: tx.today, upcoming: try UpcomingDays.load(visit, tx)
            ).page
        }
    }
}

/// *Việc cần làm*: what waits for the person, then what waits for others.
struct WorkPage {
    /// How many lines of a section stand here; the rest is one click away.
    static let limit = 20

    let work: Work
    let actor: Actor
    let today: CivilDate
    let upcoming: UpcomingDays

    private struct Section {
        let title: String
        let total: Int
        let table: Table
        /// Where the whole list is.
        let all: String?
    }

    var page: StaffPage {
        let own = [
            signing, readings, deliveries, responses, returned, receiving, appraising, scheduling, sessions, deciding,
            dossierDrafts,
            movementDrafts,
        ].compactMap { $0 }
        let others = [unanswered, lateDirectives, sent, unsigned].compactMap { $0 }
        return StaffPage(
            title: "Việc cần làm", section: .work,
            main: """
                \(PageHead(title: "Việc cần làm", lead: lead).html)
                \(if: own.isEmpty, allDone.html)
                \(each: own, card)
                \(if: !others.isEmpty, "<h2>Đang chờ nơi khác</h2>")
                \(each: others, card)
                \(upcoming.html)
                """)
    }

    private var late: Int {
        (work.responses?.lines.count { $0.dueOn < today } ?? 0)
            + (work.deliveries?.lines.count { $0.dueOn.map { $0 < today } ?? false } ?? 0)
            + (work.readings?.lines.count { $0.dueOn.map { $0 < today } ?? false } ?? 0)
    }

    private var lead: String? {
        guard work.openCount > 0 else { return nil }
        return "Có \(work.openCount) việc chờ anh/chị" + (late > 0 ? ", \(late) việc đã quá hạn." : ".")
    }

    private var allDone: EmptyState {
        if actor.grants.isEmpty {
            return EmptyState(
                title: "Tài khoản chưa được giao việc",
                hint:
                    "Tài khoản này chưa được giao quyền ở đơn vị nào. Liên hệ quản trị hệ thống của tỉnh để được giao quyền."
            )
        }
        return EmptyState(
            title: "Đã xong hết việc",
            hint:
                "Hiện không có việc nào chờ anh/chị. Khi có phong trào mới, hồ sơ bị trả lại hoặc việc đến lượt, việc sẽ hiện ở đây."
        )
    }

    private func card(_ section: Section) -> HTML {
        let more = section.total - section.table.rows.count
        let link: HTML? = section.all.map { href in
            "<p>\(Link(label: more > 0 ? "Xem cả \(section.total) mục" : "Mở danh sách", href: href).html)</p>"
        }
        return Card(title: "\(section.title) (\(section.total))", body: "\(section.table.html)\(link)").html
    }

    /// A section without lines is not shown.
    private func section<Line>(
        _ title: String, _ list: WorkList<Line>?, order: String, _ columns: [Column], all: String?,
        _ row: (Line) -> TableRow
    ) -> Section? {
        guard let list, !list.isEmpty else { return nil }
        return Section(
            title: title, total: list.total,
            table: Table(
                caption: order, columns: columns, rows: list.lines.map(row),
                empty: EmptyState(title: "Không còn mục nào", hint: "Tải lại trang để xem tình hình mới nhất.")),
            all: all)
    }

    // MARK: Movements

    private var responses: Section? {
        section(
            "Phong trào cần hưởng ứng", work.responses, order: "Hạn gần nhất đứng trước",
            [
                Column(label: "Phong trào", isMain: true), Column(label: "Đơn vị"), Column(label: "Hạn hưởng ứng"),
                Column(label: "Việc"),
            ], all: Route.movements.path()
        ) { line in
            TableRow(cells: [
                Link(label: line.name, href: Route.movement.path(line.movementID)).html, "\(line.unitName)",
                DeadlineBadge(due: line.dueOn, today: today).html,
                Link(label: "Hưởng ứng", href: MovementLinks.response(line.movementID, unit: line.unitID)).html,
            ])
        }
    }

    // MARK: Documents

    private func due(_ day: CivilDate?) -> HTML { day.map { DeadlineBadge(due: $0, today: today).html } ?? "–" }

    private var readings: Section? {
        section(
            "Văn bản cần đọc", work.readings, order: "Hạn gần nhất đứng trước",
            [
                Column(label: "Văn bản", isMain: true), Column(label: "Nơi gửi"), Column(label: "Hạn"),
            ], all: DirectiveLinks.list(.own)
        ) { line in
            TableRow(cells: [
                Link(label: line.title, href: Route.directive.path(line.directiveID)).html, "\(line.senderName)",
                due(line.dueOn),
            ])
        }
    }

    private var deliveries: Section? {
        section(
            "Văn bản cần tiếp nhận, quán triệt", work.deliveries, order: "Hạn gần nhất đứng trước",
            [
                Column(label: "Văn bản", isMain: true), Column(label: "Đơn vị"), Column(label: "Tình trạng"),
                Column(label: "Hạn"),
            ], all: DirectiveLinks.list(.units)
        ) { line in
            TableRow(cells: [
                Link(label: line.title, href: Route.delivery.path(line.directiveID, line.unitID)).html,
                "\(line.unitName)", StatusTag(progress: line.progress).html, due(line.dueOn),
            ])
        }
    }

    private var lateDirectives: Section? {
        section(
            "Văn bản quá hạn còn đơn vị chưa xong", work.lateDirectives, order: "Quá hạn lâu nhất đứng trước",
            [Column(label: "Văn bản", isMain: true), Column(label: "Chưa xong"), Column(label: "Hạn")],
            all: DirectiveLinks.list(.sent)
        ) { line in
            TableRow(cells: [
                Link(label: line.title, href: DirectiveLinks.board(line.id, .open)).html,
                "\(groupedByThousands(line.units)) đơn vị", due(line.dueOn),
            ])
        }
    }

    private var movementDrafts: Section? {
        section(
            "Phong trào đang soạn", work.movementDrafts, order: "Ngày bắt đầu sớm nhất đứng trước",
            [Column(label: "Phong trào", isMain: true), Column(label: "Thời gian"), Column(label: "Nơi nhận")],
            all: MovementLinks.list(.drafts)
        ) { line in
            TableRow(cells: [
                Link(label: line.name, href: Route.movement.path(line.id)).html,
                "\(line.startsOn.written) – \(line.endsOn.written)", "\(line.addresseeCount) đơn vị",
            ])
        }
    }

    private var unanswered: Section? {
        section(
            "Phong trào còn đơn vị chưa hưởng ứng", work.unanswered, order: "Hạn gần nhất đứng trước",
            [
                Column(label: "Phong trào", isMain: true), Column(label: "Chưa hưởng ứng"),
                Column(label: "Hạn hưởng ứng"),
            ],
            all: nil
        ) { line in
            TableRow(cells: [
                Link(label: line.name, href: Route.movement.path(line.movementID)).html,
                "\(line.missing) trong \(line.addressees) đơn vị", DeadlineBadge(due: line.dueOn, today: today).html,
            ])
        }
    }

    // MARK: Dossiers

    private func dossiers(
        _ title: String, _ list: WorkList<DossierLine>?, all: String, since: String, showsReason: Bool = false
    ) -> Section? {
        section(
            title, list, order: "Chờ lâu nhất đứng trước",
            [
                Column(label: "Hồ sơ", isMain: true), Column(label: "Đơn vị"),
                Column(label: "Số đề nghị", isNumeric: true),
                Column(label: "Trạng thái"), Column(label: since),
            ], all: all
        ) { line in
            let at =
                line.state == .submitted || line.state == .received
                ? line.submittedAt ?? line.updatedAt : line.updatedAt
            let reason: HTML? =
                showsReason && line.lastReason != nil
                ? "<strong>Lý do trả lại:</strong> \(line.lastReason ?? "")" : nil
            return TableRow(
                cells: [
                    "\(Link(label: line.title, href: Route.dossier.path(line.id)).html) <span class=\"muted\">\(line.number)</span>",
                    "\(line.unitName)", "\(line.nominationCount)",
                    StatusTag(label: line.state.name, tone: tone(line.state)).html, "\(at.written)",
                ], note: reason)
        }
    }

    private func tone(_ state: Dossier.State) -> Tone {
        switch state {
        case .returned: .warning
        case .decided: .good
        case .notPassed: .bad
        case .draft, .withdrawn: .neutral
        case .submitted, .received, .appraised, .considered: .progress
        }
    }

    private var returned: Section? {
        dossiers(
            "Hồ sơ bị trả lại, cần bổ sung", work.returned, all: Route.dossiers.path(), since: "Trả lại lúc",
            showsReason: true)
    }

    private var dossierDrafts: Section? {
        dossiers("Hồ sơ đang soạn", work.dossierDrafts, all: Route.dossiers.path(), since: "Sửa lúc")
    }

    private var receiving: Section? {
        dossiers("Hồ sơ chờ tiếp nhận", work.toReceive, all: Route.appraisalQueue.path(), since: "Trình lúc")
    }

    private var appraising: Section? {
        dossiers("Hồ sơ đang thẩm định", work.toAppraise, all: Route.appraisalQueue.path(), since: "Trình lúc")
    }

    private var scheduling: Section? {
        dossiers(
            "Hồ sơ chờ đưa vào phiên họp", work.toSchedule, all: Route.sessions.path(), since: "Thẩm định xong lúc")
    }

    private var deciding: Section? {
        dossiers(
            "Hồ sơ chờ dự thảo quyết định", work.toDecide, all: Route.newDecision.path(), since: "Hội đồng xét xong lúc"
        )
    }

    private var sent: Section? {
        dossiers("Hồ sơ đã trình", work.sent, all: Route.dossiers.path(), since: "Cập nhật lúc")
    }

    // MARK: Councils and decisions

    private var sessions: Section? {
        section(
            "Phiên họp đang chuẩn bị", work.sessions, order: "Ngày họp gần nhất đứng trước",
            [
                Column(label: "Phiên họp", isMain: true), Column(label: "Hội đồng"), Column(label: "Ngày họp"),
                Column(label: "Số hồ sơ", isNumeric: true),
            ], all: Route.sessions.path()
        ) { line in
            let day: HTML =
                line.heldOn < today
                ? "\(line.heldOn.written) \(StatusTag(label: "Chưa kết thúc", tone: .warning).html)"
                : "\(line.heldOn.written)"
            return TableRow(cells: [
                Link(label: line.title, href: Route.session.path(line.id)).html, "\(line.councilName)", day,
                "\(line.dossiers)",
            ])
        }
    }

    private func decisions(_ title: String, _ list: WorkList<DecisionWork>?) -> Section? {
        section(
            title, list, order: "Chờ lâu nhất đứng trước",
            [
                Column(label: "Trích yếu", isMain: true), Column(label: "Loại"),
                Column(label: "Số dòng", isNumeric: true),
                Column(label: "Soạn lúc"),
            ], all: Route.decisions.path()
        ) { line in
            TableRow(cells: [
                Link(
                    label: line.abstract.isEmpty ? "Dự thảo quyết định" : line.abstract,
                    href: Route.decision.path(line.id)
                ).html,
                "\(line.kind.name)", "\(line.lines)", "\(line.updatedAt.written)",
            ])
        }
    }

    private var signing: Section? { decisions("Quyết định chờ ký", work.toSign) }
    private var unsigned: Section? { decisions("Dự thảo quyết định chờ người có thẩm quyền ký", work.unsigned) }
}
