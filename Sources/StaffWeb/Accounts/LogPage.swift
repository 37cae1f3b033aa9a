import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// What was done, by whom: *Nhật ký*.
struct LogPage {
    static let pageSize = 50

    let events: [Event]
    let typed: String
    let kind: EventKind?
    let next: PageCursor?
    let maySeeDossiers: Bool
    let maySeeAccounts: Bool

    static func load(_ visit: Visit, in tx: any ReadTransaction) throws -> LogPage {
        let reach = try AccountGate.logReach(of: visit.actor, in: tx)
        let typed = VietnameseText.tidied(visit.query["q"])
        let kind = EventKind(rawValue: visit.query["loai"])
        var events = try EventRecords.page(
            EventFilter(kind: kind, typed: typed), within: reach, before: PageCursor(visit.query["truoc"])?.place,
            limit: pageSize + 1, in: tx)
        var next: PageCursor?
        if events.count > pageSize {
            events.removeLast()
            next = events.last.map { PageCursor(at: $0.at, id: $0.id.rawValue) }
        }
        return LogPage(
            events: events, typed: typed, kind: kind, next: next, maySeeDossiers: visit.actor.isAny(of: .inspector),
            maySeeAccounts: visit.actor.isAny(of: .administrator))
    }

    var html: HTML {
        let kinds =
            [OptionGroup(options: [Option(value: "", label: "Tất cả")])]
            + [OptionGroup(options: EventKind.allCases.map { Option(value: $0.rawValue, label: $0.phrase) })]
        return """
            \(PageHead(title: "Nhật ký", lead: "Mọi thay đổi, theo thứ tự mới nhất trước. Không ai sửa hay xóa được mục nào.").html)
            \(SearchBar(
                action: Route.log.path(), value: typed, label: "Tìm theo người làm", hint: "Họ tên hoặc tên đăng nhập, không dấu cũng được",
                extra: Select(name: "loai", label: "Việc", options: kinds, selected: kind?.rawValue ?? "").html).html)
            \(Table(
                caption: "Nhật ký",
                columns: [
                    Column(label: "Việc", isMain: true), Column(label: "Người làm"), Column(label: "Lúc"), Column(label: "Về"),
                ],
                rows: events.map(row),
                empty: EmptyState(title: "Không có mục nào", hint: "Bỏ bớt điều kiện rồi tìm lại."),
                pager: next.map {
                    Pager(nextHref: address(
                        Route.log.path(), [("q", typed), ("loai", kind?.rawValue ?? ""), ("truoc", $0.text)]))
                }).html)
            """
    }

    private func row(_ event: Event) -> TableRow {
        TableRow(
            cells: ["\(event.kind.phrase)", "\(event.accountName)", "\(event.at.written)", subject(of: event)],
            note: event.note.map { "\($0)" })
    }

    /// What it was about, as a link only where the reader may follow it.
    private func subject(of event: Event) -> HTML {
        let id = event.subjectID
        switch event.subject {
        case .unit: return Link(label: "Đơn vị", href: Route.unit.path(id)).html
        case .account: return maySeeAccounts ? Link(label: "Tài khoản", href: Route.account.path(id)).html : "Tài khoản"
        case .person:
            return maySeeDossiers ? Link(label: "Hồ sơ cá nhân", href: Route.person.path(id)).html : "Hồ sơ cá nhân"
        case .movement:
            return maySeeDossiers ? Link(label: "Phong trào", href: Route.movement.path(id)).html : "Phong trào"
        case .plan: return maySeeDossiers ? Link(label: "Kế hoạch năm", href: Route.plan.path(id)).html : "Kế hoạch năm"
        case .directive:
            return maySeeDossiers ? Link(label: "Văn bản", href: Route.directive.path(id)).html : "Văn bản"
        case .directiveDelivery:
            let ids = id.split(separator: "/")
            guard maySeeDossiers, ids.count == 2 else { return "Văn bản ở một đơn vị" }
            return Link(label: "Văn bản ở một đơn vị", href: Route.delivery.path(ids[0], ids[1])).html
        case .dossier: return maySeeDossiers ? Link(label: "Hồ sơ", href: Route.dossier.path(id)).html : "Hồ sơ"
        case .council: return Link(label: "Hội đồng", href: Route.council.path(id)).html
        case .councilSession: return "Phiên họp Hội đồng"
        case .decision:
            return maySeeDossiers ? Link(label: "Quyết định", href: Route.decision.path(id)).html : "Quyết định"
        case .commendation: return Link(label: "Mục trên Bảng vàng", href: Route.rollEntry.path(id)).html
        case .provincialRules: return Link(label: "Quy định của tỉnh", href: Route.rulesVersion.path(id)).html
        case .installation: return "Hệ thống"
        case .occasion:
            return maySeeDossiers ? Link(label: "Mục trong lịch", href: Route.occasion.path(id)).html : "Mục trong lịch"
        case .indicator:
            return maySeeDossiers ? Link(label: "Chỉ tiêu", href: Route.indicator.path(id)).html : "Chỉ tiêu"
        case .unitFigure: return "Số liệu của chỉ tiêu"
        case .publicWork:
            return maySeeDossiers ? Link(label: "Công trình", href: Route.publicWork.path(id)).html : "Công trình"
        case .house: return "Hộ xóa nhà tạm, nhà dột nát"
        case .cluster:
            return maySeeDossiers
                ? Link(label: "Cụm, khối thi đua", href: Route.cluster.path(id)).html : "Cụm, khối thi đua"
        case .holidays:
            return maySeeDossiers
                ? Link(label: "Ngày nghỉ năm \(id)", href: CalendarLinks.holidays(id)).html : "Ngày nghỉ"
        case .activity:
            return maySeeDossiers ? Link(label: "Hoạt động", href: Route.activity.path(id)).html : "Hoạt động"
        case .reportKind: return "Loại báo cáo"
        case .reportRequest:
            return maySeeDossiers
                ? Link(label: "Yêu cầu báo cáo", href: Route.reportRequest.path(id)).html : "Yêu cầu báo cáo"
        case .report: return maySeeDossiers ? Link(label: "Báo cáo", href: Route.report.path(id)).html : "Báo cáo"
        case .inspection:
            return maySeeDossiers ? Link(label: "Cuộc kiểm tra", href: Route.inspection.path(id)).html : "Cuộc kiểm tra"
        case .difficulty:
            return maySeeDossiers ? Link(label: "Vướng mắc", href: Route.difficulty.path(id)).html : "Vướng mắc"
        }
    }
}
