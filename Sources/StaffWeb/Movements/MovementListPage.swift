import Domain
import Primitives
import Records
import Store
import WebSupport

/// The list of movements, filtered by phase, level, year, form and what the person's own units have to do with them.
struct MovementListPage {
    let phase: MovementPhase?
    let filter: MovementFilter
    let lines: FilteredList.Lines<MovementLine>
    let isFirst: Bool
    let mayDraft: Bool
    let maySeeDrafts: Bool
    let hasUnits: Bool
    let today: CivilDate

    static func load(_ visit: Visit, _ tx: any ReadTransaction) throws -> MovementListPage {
        let phase = MovementPhase.allCases.first { $0.key == visit.query["xem"] }
        let filter = MovementFilter(
            scope: Movement.Scope.allCases.first { $0.key == visit.query["cap"] }, year: Int(visit.query["nam"]),
            form: Movement.Form(rawValue: visit.query["hinh-thuc"]),
            relation: MovementRelation.allCases.first { $0.key == visit.query["cua-toi"] })
        let before = MovementLinks.place(visit.query["truoc"])
        return MovementListPage(
            phase: phase, filter: filter,
            lines: FilteredList.Lines(
                try MovementRecords.page(
                    phase, filter, for: visit.actor, before: before, limit: FilteredList.pageSize + 1, in: tx)),
            isFirst: before == nil,
            mayDraft: visit.actor.isAny(of: .specialist, .leader, .unitOfficer, .unitHead),
            maySeeDrafts: visit.actor.isAny(
                of: .specialist, .leader, .unitOfficer, .unitHead, .chairman, .inspector),
            hasUnits: visit.actor.isAny(of: .specialist, .leader, .chairman, .unitOfficer, .unitHead), today: tx.today)
    }

    private var choices: [FilteredList.Choice] {
        let phases = MovementPhase.allCases.filter { $0 != .drafts || maySeeDrafts }
        var choices = [
            FilteredList.Choice(
                name: "xem", label: "Giai đoạn", all: "Tất cả",
                options: phases.map { Option(value: $0.key, label: $0.label) }, selected: phase?.key),
            FilteredList.Choice(
                name: "cap", label: "Phạm vi", all: "Mọi phạm vi",
                options: Movement.Scope.allCases.map { Option(value: $0.key, label: $0.name) },
                selected: filter.scope?.key),
            FilteredList.years("Năm", until: today, selected: filter.year),
            FilteredList.Choice(
                name: "hinh-thuc", label: "Hình thức", all: "Cả hai hình thức",
                options: Movement.Form.allCases.map { Option(value: $0.rawValue, label: $0.name) },
                selected: filter.form?.rawValue),
        ]
        if hasUnits {
            choices.append(
                FilteredList.Choice(
                    name: "cua-toi", label: "Đơn vị của tôi", all: "Không lọc",
                    options: MovementRelation.allCases.map { Option(value: $0.key, label: $0.label) },
                    selected: filter.relation?.key))
        }
        return choices
    }

    var page: StaffPage {
        let action: HTML = mayDraft ? LinkButton(label: "Soạn phong trào", href: Route.newMovement.path()).html : ""
        return FilteredList(
            title: "Phong trào thi đua",
            lead: "Phong trào của Trung ương, bộ, ngành, của tỉnh, của cụm, khối và của từng đơn vị.",
            route: .movements, action: action,
            choices: choices, caption: "Các phong trào, mới nhất trước",
            columns: [
                Column(label: "Phong trào", isMain: true), Column(label: "Hình thức"), Column(label: "Thời gian"),
                Column(label: "Nơi phát động"), Column(label: "Đã hưởng ứng", isNumeric: true),
                Column(label: "Trạng thái"),
            ],
            rows: lines.all.map(row),
            empty: EmptyState(
                title: "Chưa có phong trào nào",
                hint: mayDraft
                    ? "Soạn phong trào, chọn nơi nhận, rồi trình người có thẩm quyền phát động."
                    : "Phong trào hiện ở đây khi đã phát động.",
                action: mayDraft ? action : nil),
            noun: "phong trào", isFirst: isFirst,
            next: lines.hasMore ? lines.all.last.map { "\($0.startsOn.iso)_\($0.id)" } : nil
        ).page
    }

    private func row(_ line: MovementLine) -> TableRow {
        let answered: HTML =
            line.state == .draft || line.addresseeCount == 0 ? "–" : "\(line.responseCount)/\(line.addresseeCount)"
        return TableRow(cells: [
            "\(Link(label: line.name, href: Route.movement.path(line.id)).html)\(if: line.isInvented, " \(StatusTag(label: "Hư cấu", tone: .neutral).html)")",
            "\(line.form.name)", "\(line.startsOn.written) – \(line.endsOn.written)", "\(line.launchedBy)", answered,
            StatusTag(movement: line.state, from: line.startsOn, until: line.endsOn, today: today).html,
        ])
    }
}
