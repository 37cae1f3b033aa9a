import Domain
import Hummingbird
import Primitives
import Records
import Store
import WebSupport

/// What everybody may read of movements: those that were launched. Drafts are not found.
public struct MovementPages: Sendable {
    static let limit = 20

    public static func addRoutes(
        to router: Router<SiteContext>, store: any ReadableStore, demo: @escaping @Sendable (Instant) -> DemoBanner?,
        navigation: @escaping @Sendable (Route) -> [NavigationItem]
    ) {
        router.on(.publicMovements) { request, _ in
            let after = place(FormData(encoded: request.uri.query ?? "")["sau"])
            let (lines, now) = try await store.read { tx in
                (try MovementRecords.publicPage(before: after, limit: limit + 1, in: tx), tx.now)
            }
            return PortalLayout(
                title: "Phong trào thi đua",
                description: "Các phong trào thi đua đã phát động: chủ đề, thời gian, tiêu chí và kết quả.",
                navigation: navigation(.publicMovements), demo: demo(now),
                main: list(lines, isContinued: after != nil, today: now.day)
            ).html.response()
        }
        router.on(.publicMovement) { _, context in
            guard let id = context.parameters.get("id").flatMap({ ID<Movement>(parsing: $0) }) else {
                throw Problem.notFound("phong trào này")
            }
            let (movement, unitName, counts, now) = try await store.read { tx in
                guard let movement = try MovementRecords.movement(id, in: tx), movement.state != .draft else {
                    throw Problem.notFound("phong trào này")
                }
                return (
                    movement, try UnitRecords.unit(movement.launchingUnitID, in: tx)?.name ?? "",
                    try MovementAddresseeRecords.counts(of: id, in: tx), tx.now
                )
            }
            return PortalLayout(
                title: movement.name, description: movement.theme, navigation: navigation(.publicMovements),
                demo: demo(now),
                main: detail(movement, unitName, counts, today: now.day)
            ).html.response()
        }
    }

    /// Where the last page ended: `2025-01-01_<id>`.
    private static func place(_ text: String) -> (startsOn: CivilDate, id: String)? {
        let parts = text.split(separator: "_")
        guard parts.count == 2, let day = CivilDate(iso: parts[0]), let id = ID<Movement>(parsing: parts[1]) else {
            return nil
        }
        return (day, id.rawValue)
    }

    private static func status(
        _ state: Movement.State, _ start: CivilDate, _ end: CivilDate, _ today: CivilDate
    ) -> StatusTag {
        if state == .closed { return StatusTag(label: "Đã tổng kết", tone: .good) }
        if today < start { return StatusTag(label: "Sắp diễn ra", tone: .progress) }
        return today > end
            ? StatusTag(label: "Đã kết thúc", tone: .neutral) : StatusTag(label: "Đang diễn ra", tone: .progress)
    }

    // MARK: The list

    private static func list(_ lines: [MovementLine], isContinued: Bool, today: CivilDate) -> HTML {
        let shown = Array(lines.prefix(limit))
        let next =
            lines.count > limit
            ? shown.last.map { "\(Route.publicMovements.path())?sau=\($0.startsOn.iso)_\($0.id)" } : nil
        let empty = EmptyState(
            title: "Chưa có phong trào nào được phát động", hint: "Khi có phong trào mới, thông tin sẽ hiện ở đây.")
        return """
            \(PageHead(title: "Phong trào thi đua", lead: "Các phong trào thi đua đã phát động trong tỉnh.").html)
            \(if: shown.isEmpty, empty.html)
            \(each: shown, { line in
                """
                <article class="card"><h2>\(Link(label: line.name, href: Route.publicMovement.path(line.id)).html)</h2>\
                \(status(line.state, line.startsOn, line.endsOn, today).html)<p>“\(line.theme)”</p>\
                <p class="muted">\(line.launchedBy)\(if: line.isInvented, " (hư cấu)") · \(line.startsOn.written) – \(line.endsOn.written)</p></article>
                """
            })
            \(if: next != nil || isContinued, Pager(nextHref: next, previousHref: isContinued ? Route.publicMovements.path() : nil).html)
            """
    }

    // MARK: One movement

    private static func detail(
        _ movement: Movement, _ unitName: String, _ counts: AddresseeCounts, today: CivilDate
    ) -> HTML {
        var facts = [
            Definition(term: "Nơi phát động", detail: "\(movement.launchedBy(unitName: unitName))"),
            Definition(term: "Hình thức", detail: "\(movement.form.name)"),
            Definition(
                term: "Thời gian",
                detail: "Từ ngày \(movement.startsOn.written) đến hết ngày \(movement.endsOn.written)"),
        ]
        if movement.isInvented { facts.append(Definition(term: "Dữ liệu", detail: "Hư cấu, để trình diễn")) }
        if !movement.document.isEmpty { facts.append(Definition(term: "Văn bản", detail: "\(movement.document)")) }
        if counts.total > 0 {
            facts.append(
                Definition(
                    term: "Đã hưởng ứng",
                    detail: """
                        \(counts.responded) trong \(counts.total) đơn vị, với \(groupedByThousands(counts.registeredPeople)) cá nhân \
                        và \(groupedByThousands(counts.registeredCollectives)) tập thể đăng ký
                        """))
        }
        return """
            \(PageHead(
                title: movement.name, lead: "“\(movement.theme)”",
                status: status(movement.state, movement.startsOn, movement.endsOn, today),
                back: Link(label: "Các phong trào thi đua", href: Route.publicMovements.path())
            ).html)
            \(if: !movement.summary.isEmpty, Card(title: "Kết quả", body: Paragraphs(movement.summary).html).html)
            \(DefinitionList(items: facts).html)
            \(if: !movement.goals.isEmpty, Card(title: "Mục tiêu, nội dung", body: Paragraphs(movement.goals).html).html)
            \(if: !movement.weakPoint.isEmpty, Card(title: "Khâu yếu, việc khó", body: Paragraphs(movement.weakPoint).html).html)
            \(if: !movement.wantedResult.isEmpty, Card(title: "Kết quả cần đạt", body: Paragraphs(movement.wantedResult).html).html)
            \(if: !movement.criteria.isEmpty, Card(title: "Tiêu chí", body: criteria(movement.criteria)).html)
            \(if: !movement.bases.isEmpty, Card(title: "Căn cứ", body: bases(movement.bases)).html)
            """
    }

    private static func bases(_ bases: [LegalBasis]) -> HTML {
        """
        <ul>\(each: bases, { basis in
            "<li>\(basis.instrument) ngày \(basis.issuedOn.written)\(if: !basis.subject.isEmpty, ": \(basis.subject)")</li>"
        })</ul>
        """
    }

    /// Criteria lie together by subject, as they are kept.
    private static func criteria(_ criteria: [MovementCriterion]) -> HTML {
        var groups: [(subject: String, texts: [String])] = []
        for criterion in criteria {
            if groups.last?.subject != criterion.subject.name { groups.append((criterion.subject.name, [])) }
            groups[groups.count - 1].texts.append(criterion.text)
        }
        return """
            \(each: groups, { group in
                "<h3>\(group.subject)</h3><ul>\(each: group.texts, { "<li>\($0)</li>" })</ul>"
            })
            """
    }
}
