import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// On the page of a cluster: its movements, and the way to prepare one.
struct ClusterMovements {
    static let limit = 20

    let cluster: Cluster
    let lines: [MovementLine]
    let hasMore: Bool
    let isContinued: Bool
    let mayDraft: Bool
    /// The province lets the head of the unit that leads it launch too.
    let chairLaunches: Bool
    let today: CivilDate

    static func load(_ visit: Visit, _ cluster: Cluster, in tx: any ReadTransaction) throws -> ClusterMovements {
        let before = MovementLinks.place(visit.query["pt"])
        let lines = try MovementRecords.page(
            of: cluster.id, for: visit.actor, before: before, limit: limit + 1, in: tx)
        let isPrepared = try ClusterMovementRecords.isPrepared(cluster, by: visit.actor, in: tx)
        return ClusterMovements(
            cluster: cluster, lines: Array(lines.prefix(limit)), hasMore: lines.count > limit,
            isContinued: before != nil, mayDraft: isPrepared,
            chairLaunches: try Gate.chairLaunchesUnder(in: tx) != nil, today: tx.today)
    }

    var html: HTML { Card(title: "Phong trào thi đua", body: "\(table.html)\(draftPart)", id: "phong-trao").html }

    /// With nothing in the list the way to the first one stands in its place.
    private var draftPart: HTML {
        guard mayDraft, !lines.isEmpty else { return "" }
        return "<div class=\"actions\">\(draftLink.html)</div>"
    }

    private var draftLink: LinkButton {
        LinkButton(
            label: "Soạn phong trào của \(cluster.kind.noun)", href: MovementLinks.new(of: cluster.id), tone: .secondary
        )
    }

    private var launchers: String {
        chairLaunches
            ? "thủ trưởng đơn vị \(cluster.kind.chairName.lowercased()) hoặc lãnh đạo Sở Nội vụ" : "lãnh đạo Sở Nội vụ"
    }

    private var table: Table {
        let path = Route.cluster.path(cluster.id)
        let next = hasMore ? lines.last.map { address(path, [("pt", "\($0.startsOn.iso)_\($0.id)")]) } : nil
        return Table(
            caption: "Phong trào của \(cluster.name), mới nhất trước", showsCaption: false,
            columns: [
                Column(label: "Phong trào", isMain: true), Column(label: "Thời gian"),
                Column(label: "Đã hưởng ứng", isNumeric: true), Column(label: "Trạng thái"),
            ],
            rows: lines.map { line in
                TableRow(cells: [
                    Link(label: line.name, href: Route.movement.path(line.id)).html,
                    "\(line.startsOn.written) – \(line.endsOn.written)",
                    line.state == .draft ? "–" : "\(line.responseCount)/\(line.addresseeCount)",
                    StatusTag(movement: line.state, from: line.startsOn, until: line.endsOn, today: today).html,
                ])
            },
            empty: EmptyState(
                title: isContinued ? "Hết danh sách" : "Chưa có phong trào nào",
                hint: mayDraft
                    ? "Soạn phong trào, rồi \(launchers) phát động tới các đơn vị thành viên."
                    : "\(cluster.kind.chairName) soạn, \(launchers) phát động; khi có, phong trào hiện ở đây.",
                action: mayDraft ? draftLink.html : nil),
            pager: next != nil || isContinued
                ? Pager(
                    nextHref: next.map { $0 + "#phong-trao" }, previousHref: isContinued ? path + "#phong-trao" : nil)
                : nil)
    }
}
