import Domain
import Primitives
import Records
import Store
import WebSupport

/// *Kiểm tra*: the inspections of a year, the latest first.
enum InspectionListPage {
    static func load(_ visit: Visit, _ tx: any ReadTransaction) throws -> FilteredList {
        let before = DueCursor(visit.query["truoc"])
        let year = Int(visit.query["nam"]).flatMap { (1945...2200).contains($0) ? $0 : nil }
        let state = Inspection.State(rawValue: visit.query["trang-thai"])
        let lines = FilteredList.Lines(
            try InspectionRecords.page(
                year: year, state: state, for: visit.actor, before: before.map { ($0.day, $0.id) },
                limit: FilteredList.pageSize + 1, in: tx))
        let mayPlan = visit.actor.isAny(of: .specialist, .leader)
        let plan: HTML = LinkButton(label: "Lập kế hoạch kiểm tra", href: Route.newInspection.path()).html
        let open: HTML =
            LinkButton(label: "Kiến nghị chưa khắc phục", href: Route.recommendations.path(), tone: .secondary).html
        return FilteredList(
            title: "Kiểm tra, đôn đốc", lead: "Kế hoạch kiểm tra thi đua, khen thưởng, kết luận và kiến nghị.",
            route: .inspections, action: "\(if: mayPlan, plan)\(open)",
            choices: [
                FilteredList.years("Năm", until: tx.today, selected: year),
                FilteredList.Choice(
                    name: "trang-thai", label: "Trạng thái", all: "Mọi trạng thái",
                    options: Inspection.State.allCases.map { Option(value: $0.rawValue, label: $0.name) },
                    selected: state?.rawValue),
            ],
            caption: "Ngày kiểm tra muộn nhất đứng trước",
            columns: [
                Column(label: "Nội dung", isMain: true), Column(label: "Đơn vị"), Column(label: "Ngày"),
                Column(label: "Trạng thái"), Column(label: "Kiến nghị chưa xong", isNumeric: true),
            ],
            rows: lines.all.map { line in
                TableRow(cells: [
                    Link(label: line.inspection.subject, href: Route.inspection.path(line.inspection.id)).html,
                    "\(line.unitName)", "\(line.inspection.days)",
                    StatusTag(inspection: line.inspection.state).html,
                    line.open == 0 ? "–" : "\(line.open)",
                ])
            },
            empty: EmptyState(
                title: "Chưa có cuộc kiểm tra nào",
                hint: mayPlan
                    ? "Lập kế hoạch: đơn vị, nội dung, ngày, đoàn kiểm tra. Đơn vị được báo ngay."
                    : "Khi Sở Nội vụ lập kế hoạch kiểm tra, cuộc kiểm tra hiện ở đây.",
                action: mayPlan ? plan : nil),
            noun: "cuộc kiểm tra", isFirst: before == nil,
            next: lines.hasMore
                ? lines.all.last.map { DueCursor.text($0.inspection.startsOn, id: $0.inspection.id.rawValue) } : nil)
    }
}

/// Recommendations that are not mended, the longest due first.
enum RecommendationListPage {
    static func load(_ visit: Visit, _ tx: any ReadTransaction) throws -> FilteredList {
        let after = DueCursor(visit.query["truoc"])
        let lines = FilteredList.Lines(
            try InspectionRecords.recommendations(
                for: visit.actor, after: after.map { ($0.day, $0.id) }, limit: FilteredList.pageSize + 1, in: tx))
        return FilteredList(
            title: "Kiến nghị chưa khắc phục", lead: "Kiến nghị của các cuộc kiểm tra, quá hạn đứng trước.",
            route: .recommendations, back: Link(label: "Kiểm tra, đôn đốc", href: Route.inspections.path()),
            caption: "Hạn sớm nhất đứng trước",
            columns: [
                Column(label: "Kiến nghị", isMain: true), Column(label: "Đơn vị"), Column(label: "Trạng thái"),
                Column(label: "Hạn"),
            ],
            rows: lines.all.map { line in
                TableRow(
                    cells: [
                        Link(label: line.text, href: Route.inspection.path(line.inspectionID) + "#kien-nghi").html,
                        "\(line.unitName)", StatusTag(finding: line.state).html,
                        DeadlineBadge(due: line.dueOn, today: tx.today).html,
                    ],
                    note: line.returnReason.isEmpty
                        ? nil : "<strong>Chưa được công nhận:</strong> \(line.returnReason)")
            },
            empty: EmptyState(
                title: "Không còn kiến nghị nào chờ khắc phục",
                hint: "Kiến nghị mới hiện ở đây khi cuộc kiểm tra được kết luận."),
            noun: "kiến nghị", isFirst: after == nil,
            next: lines.hasMore ? lines.all.last.map { DueCursor.text($0.dueOn, id: $0.id.rawValue) } : nil)
    }
}
