import Domain
import Primitives
import Records
import Store
import WebSupport

/// The list of movements, one phase at a time.
struct MovementListPage {
    static let limit = 50

    let phase: MovementPhase
    let lines: [MovementLine]
    /// Whether this is not the first page.
    let isContinued: Bool
    let hasMore: Bool
    let mayDraft: Bool
    let maySeeDrafts: Bool
    let today: CivilDate

    static func load(_ visit: Visit, _ tx: any ReadTransaction) throws -> MovementListPage {
        let phase = MovementPhase.allCases.first { $0.key == visit.query["xem"] } ?? .running
        let after = place(visit.query["sau"])
        let lines = try MovementRecords.page(phase, for: visit.actor, before: after, limit: limit + 1, in: tx)
        return MovementListPage(
            phase: phase, lines: Array(lines.prefix(limit)), isContinued: after != nil, hasMore: lines.count > limit,
            mayDraft: visit.actor.isAny(of: .specialist, .leader, .unitOfficer, .unitHead),
            maySeeDrafts: visit.actor.isAny(
                of: .specialist, .leader, .unitOfficer, .unitHead, .chairman, .inspector),
            today: tx.today)
    }

    /// Where the last page ended: `2025-01-01_<id>`.
    private static func place(_ text: String) -> (startsOn: CivilDate, id: String)? {
        let parts = text.split(separator: "_")
        guard parts.count == 2, let day = CivilDate(iso: parts[0]), let id = ID<Movement>(parsing: parts[1]) else {
            return nil
        }
        return (day, id.rawValue)
    }

    var page: StaffPage {
        let phases = MovementPhase.allCases.filter { $0 != .drafts || maySeeDrafts }
        let tabs = phases.map { NavigationItem(label: $0.label, href: MovementLinks.list($0), isCurrent: $0 == phase) }
        let action: HTML = mayDraft ? LinkButton(label: "Soạn phong trào", href: Route.newMovement.path()).html : ""
        return StaffPage(
            title: "Phong trào thi đua", section: .movements,
            main: """
                \(PageHead(title: "Phong trào thi đua", actions: action).html)
                \(FilterTabs(items: tabs).html)
                \(table.html)
                """)
    }

    private var table: Table {
        let next = hasMore ? lines.last.map { "\(MovementLinks.list(phase))&sau=\($0.startsOn.iso)_\($0.id)" } : nil
        return Table(
            caption: "Phong trào: \(phase.label.lowercased())",
            columns: [
                Column(label: "Phong trào", isMain: true), Column(label: "Hình thức"), Column(label: "Thời gian"),
                Column(label: "Nơi phát động"), Column(label: "Đã hưởng ứng", isNumeric: true),
                Column(label: "Trạng thái"),
            ],
            rows: lines.map { line in
                TableRow(cells: [
                    Link(label: line.name, href: Route.movement.path(line.id)).html, "\(line.form.name)",
                    "\(line.startsOn.written) – \(line.endsOn.written)", "\(line.launchingUnitName)",
                    phase == .drafts ? "–" : "\(line.responseCount)/\(line.addresseeCount)",
                    StatusTag(movement: line.state, from: line.startsOn, until: line.endsOn, today: today).html,
                ])
            }, empty: empty,
            pager: next == nil && !isContinued
                ? nil : Pager(nextHref: next, previousHref: isContinued ? MovementLinks.list(phase) : nil))
    }

    private var empty: EmptyState {
        let draft: HTML? =
            mayDraft
            ? LinkButton(label: "Soạn phong trào", href: Route.newMovement.path(), tone: .secondary).html : nil
        return switch phase {
        case .running:
            EmptyState(
                title: "Chưa có phong trào nào đang diễn ra",
                hint:
                    "Phong trào đã phát động hiện ở đây từ ngày bắt đầu đến hết ngày kết thúc. Xem thêm mục “Sắp tới” và “Đã kết thúc”.",
                action: draft)
        case .upcoming:
            EmptyState(
                title: "Chưa có phong trào nào sắp tới",
                hint: "Phong trào đã phát động mà chưa đến ngày bắt đầu hiện ở đây.", action: draft)
        case .ended:
            EmptyState(
                title: "Chưa có phong trào nào đã kết thúc",
                hint: "Phong trào hết thời gian hoặc đã tổng kết hiện ở đây.")
        case .drafts:
            EmptyState(
                title: "Không có phong trào nào đang soạn",
                hint: mayDraft
                    ? "Soạn phong trào, chọn nơi nhận, rồi trình người có thẩm quyền phát động."
                    : "Phong trào đang soạn thuộc phạm vi của anh/chị hiện ở đây.", action: draft)
        }
    }
}
