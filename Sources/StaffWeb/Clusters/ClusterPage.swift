import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// One cluster or bloc: who belongs to it, who leads it, who has left, and the decision.
struct ClusterPage {
    static let listed = 50

    /// A list of members, and where its next page begins.
    struct Members {
        let lines: [ClusterMemberLine]
        let next: NameCursor?
        let isContinued: Bool

        init(_ found: [ClusterMemberLine], isContinued: Bool) {
            lines = Array(found.prefix(ClusterPage.listed))
            next =
                found.count > ClusterPage.listed
                ? lines.last.map { NameCursor(sortKey: $0.sortKey, id: $0.membership.id.rawValue) } : nil
            self.isContinued = isContinued
        }
    }

    let cluster: Cluster
    let organiser: Unit
    let policy: ClusterPolicy
    /// The day that is told of: today, or its last day.
    let day: CivilDate
    let memberCount: Int
    let members: Members
    let former: Members
    let coming: Members
    /// Other clusters of the members on that day.
    let others: [ID<Unit>: [ClusterOfUnit]]
    let successors: [ID<Unit>: [(id: ID<Unit>, name: String)]]
    let terms: [ClusterTerm]
    let termUnits: [ID<Unit>: Unit]
    /// The years for which a term can be set, and the units that may lead then.
    let years: [Int]
    /// The year of which the stored term is to be corrected; `nil` when none was chosen.
    let asked: Int?
    let eligible: [(id: ID<Unit>, name: String)]
    let movements: ClusterMovements
    let history: [Event]
    let typed: TypedForm
    let csrfToken: String
    let today: CivilDate

    static func load(
        _ visit: Visit, _ id: ID<Cluster>, typed: TypedForm = .none, in tx: any ReadTransaction
    ) throws -> ClusterPage {
        let (cluster, organiser, policy) = try Gate.cluster(id, for: visit.actor, may: .view, in: tx)
        let day = cluster.tellingDay(today: tx.today)
        func page(_ standing: ClusterMemberRecords.Standing, _ name: String) throws -> Members {
            let after = NameCursor(visit.query[name])
            return Members(
                try ClusterMemberRecords.page(of: id, standing, after: after?.place, limit: listed + 1, in: tx),
                isContinued: after != nil)
        }
        let members = try page(.on(day), "tv")
        // Once it has ended, those who stayed to its last day are its members; who left before, the former ones.
        let former = try page(.before(day), "ct")
        let coming = try page(.after(day), "st")
        let terms = try ClusterRecords.terms(of: id, in: tx)
        let last = min(cluster.validUntil?.year ?? tx.today.year + 1, tx.today.year + 1)
        let first = max(cluster.validFrom.year, last - 5)
        let mayLead = policy.permission(for: .setTerm).isOpen && first <= last
        return ClusterPage(
            cluster: cluster, organiser: organiser, policy: policy, day: day,
            memberCount: try ClusterMemberRecords.count(of: id, on: day, in: tx), members: members, former: former,
            coming: coming,
            others: try ClusterMemberRecords.clusters(
                of: members.lines.map(\.membership.unitID), organisedBy: organiser.id, from: day, in: tx),
            successors: try ClusterMemberRecords.successors(
                of: (former.lines + members.lines).filter { $0.unitUntil != nil }.map(\.membership.unitID), in: tx),
            terms: terms,
            termUnits: try UnitRecords.units(Array(Set(terms.flatMap { [$0.chair] + $0.deputies })), in: tx),
            years: mayLead ? Array((first...last).reversed()) : [],
            asked: Int(typed.form?["step"] == "term" ? typed.form?["year"] ?? "" : visit.query["nam"]),
            eligible: mayLead ? try ClusterMemberRecords.units(of: id, inYears: first...last, in: tx) : [],
            movements: try ClusterMovements.load(visit, cluster, in: tx),
            history: try EventRecords.history(of: .cluster, id.rawValue, in: tx), typed: typed,
            csrfToken: visit.csrfToken, today: tx.today)
    }

    private func may(_ act: ClusterAct) -> Bool { policy.permission(for: act).isOpen }
    private var noun: String { cluster.kind.noun }
    private var isOver: Bool { day < today }

    var page: StaffPage {
        let actions: HTML = """
            \(if: may(.changeMembers), LinkButton(label: "Thêm đơn vị", href: Route.clusterMembersForm.path(cluster.id)).html)\
            \(if: may(.edit), LinkButton(label: "Sửa thông tin", href: Route.clusterForm.path(cluster.id), tone: .secondary).html)
            """
        return StaffPage(
            title: cluster.name, section: .clusters, status: typed.problem?.status ?? .ok,
            main: """
                \(PageHead(
                    title: cluster.name, lead: "\(cluster.kind.name) của \(organiser.name)",
                    status: standingTag(cluster.validFrom, cluster.validUntil, on: today),
                    back: Link(label: "Cụm, khối thi đua", href: Route.clusters.path()), actions: actions).html)
                \(typed.summary)
                \(DefinitionList(items: definitions).html)
                \(Card(title: memberTitle, body: memberBody, id: "don-vi").html)
                \(if: !coming.lines.isEmpty || coming.isContinued, Card(title: "Sẽ tham gia", body: comingTable.html, id: "se-tham-gia").html)
                \(if: may(.changeMembers) && !removable.isEmpty, removing)
                \(Card(title: "\(cluster.kind.chairName), \(cluster.kind.deputyName.lowercased()) theo năm", body: termBody, id: "truong-pho").html)
                \(movements.html)
                \(if: !former.lines.isEmpty || former.isContinued, Card(title: "Đã thôi tham gia", body: formerTable.html, id: "da-thoi").html)
                \(if: may(.edit), ending)
                \(if: !history.isEmpty, Card(title: "Diễn biến", body: Timeline(items: history.map(\.timelineItem)).html).html)
                """)
    }

    private var definitions: [Definition] {
        var items = [
            Definition(term: "Quyết định", detail: "\(cluster.decision)"),
            Definition(
                term: "Hoạt động", detail: "\(Unit.periodText(from: cluster.validFrom, until: cluster.validUntil))"),
        ]
        if !cluster.endReason.isEmpty {
            items.append(Definition(term: "Lý do kết thúc", detail: "<span class=\"pre\">\(cluster.endReason)</span>"))
        }
        if cluster.isInvented { items.append(Definition(term: "Dữ liệu", detail: "Hư cấu, để trình diễn")) }
        return items
    }

    // MARK: Members

    private var memberTitle: String {
        let words =
            isOver
            ? "Đơn vị vào ngày cuối cùng, \(day.written)"
            : day > today ? "Đơn vị từ \(day.written)" : "Đơn vị thành viên hôm nay"
        return "\(words): \(groupedByThousands(memberCount))"
    }

    private func unitCell(_ line: ClusterMemberLine) -> HTML {
        Link(label: line.unitName, href: Route.unit.path(line.membership.unitID)).html
    }

    private func successorText(_ line: ClusterMemberLine) -> HTML {
        let found = successors[line.membership.unitID] ?? []
        guard !found.isEmpty else { return "" }
        let links = found.map { Link(label: $0.name, href: Route.unit.path($0.id)) }
        return " Đơn vị kế tục: \(links.dropFirst().reduce(links[0].html) { "\($0), \($1.html)" })"
    }

    private var memberBody: HTML {
        """
        \(memberTable.html)
        \(if: may(.changeMembers) && !members.lines.isEmpty, leaving)
        """
    }

    private func pager(_ members: Members, _ name: String, _ anchor: String) -> Pager? {
        guard members.next != nil || members.isContinued else { return nil }
        let path = Route.cluster.path(cluster.id)
        return Pager(
            nextHref: members.next.map { address(path, [(name, $0.text)]) + "#" + anchor },
            previousHref: members.isContinued ? path + "#" + anchor : nil, previousLabel: "Về đầu danh sách")
    }

    private var memberTable: Table {
        let term = terms.first { $0.year == day.year }
        // A column that says the same in every row is left out, so that a phone shows more units at once.
        let isMixed = Set(members.lines.map(\.unitKind)).count > 1
        var notes: [ID<Unit>: HTML] = [:]
        for line in members.lines { notes[line.membership.unitID] = note(line) }
        return Table(
            caption: memberTitle, showsCaption: false,
            columns: [Column(label: "Đơn vị", isMain: true)] + (isMixed ? [Column(label: "Loại")] : [])
                + [Column(label: "Từ ngày")] + (notes.isEmpty ? [] : [Column(label: "Ghi chú")]),
            rows: members.lines.map { line in
                let unitID = line.membership.unitID
                var cells: [HTML] = ["\(unitCell(line))\(role(of: unitID, in: term))"]
                if isMixed { cells.append("\(line.unitKind.name)") }
                cells.append("\(line.membership.from.written)")
                if !notes.isEmpty { cells.append(notes[unitID] ?? "–") }
                return TableRow(cells: cells)
            },
            empty: EmptyState(
                title: "Chưa có đơn vị nào",
                hint: may(.changeMembers)
                    ? "Thêm đơn vị theo quyết định: đánh dấu, hoặc dán danh sách."
                    : "Sở Nội vụ thêm đơn vị theo quyết định; khi có, đơn vị hiện ở đây.",
                action: may(.changeMembers)
                    ? LinkButton(label: "Thêm đơn vị", href: Route.clusterMembersForm.path(cluster.id)).html : nil),
            pager: pager(members, "tv", "don-vi"))
    }

    private func role(of unitID: ID<Unit>, in term: ClusterTerm?) -> HTML {
        guard let term else { return "" }
        let words =
            term.chair == unitID
            ? cluster.kind.chairName : term.deputies.contains(unitID) ? cluster.kind.deputyName : nil
        return words.map { " \(StatusTag(label: "\($0) năm \(term.year)", tone: .progress).html)" } ?? ""
    }

    /// Its other clusters, its last day if one is set, and what came after it; `nil` when there is nothing to say.
    private func note(_ line: ClusterMemberLine) -> HTML? {
        let other = (others[line.membership.unitID] ?? []).filter {
            $0.cluster.id != cluster.id && $0.membership.from <= day && $0.cluster.exists(on: day)
        }
        var note: HTML = ""
        if !other.isEmpty {
            note +=
                StatusTag(
                    label: "Cũng thuộc \(other.map(\.cluster.name).joined(separator: ", "))", tone: .warning
                ).html
        }
        if let last = line.lastDay, last != cluster.validUntil { note += " Đến hết \(last.written)." }
        note += successorText(line)
        return note.isEmpty ? nil : note
    }

    private var comingTable: Table {
        Table(
            caption: "Sẽ tham gia", showsCaption: false,
            columns: [Column(label: "Đơn vị", isMain: true), Column(label: "Từ ngày"), Column(label: "Căn cứ, lý do")],
            rows: coming.lines.map {
                TableRow(cells: [unitCell($0), "\($0.membership.from.written)", "\($0.membership.reason)"])
            },
            empty: EmptyState(title: "Hết danh sách", hint: "Về đầu danh sách để xem lại."),
            pager: pager(coming, "st", "se-tham-gia"))
    }

    private var formerTable: Table {
        Table(
            caption: "Đã thôi tham gia", showsCaption: false,
            columns: [
                Column(label: "Đơn vị", isMain: true), Column(label: "Từ ngày"), Column(label: "Đến hết ngày"),
                Column(label: "Vì sao"),
            ],
            rows: former.lines.map { line in
                TableRow(cells: [
                    unitCell(line), "\(line.membership.from.written)", "\(line.lastDay?.written ?? "–")",
                    endText(line),
                ])
            },
            empty: EmptyState(title: "Hết danh sách", hint: "Về đầu danh sách để xem lại."),
            pager: pager(former, "ct", "da-thoi"))
    }

    private func endText(_ line: ClusterMemberLine) -> HTML {
        if let own = line.membership.until, own == line.lastDay { return "\(line.membership.endReason)" }
        return "Đơn vị đã kết thúc.\(successorText(line))"
    }

    private func form(_ route: Route, isTakenOnce: Bool = false, _ body: HTML) -> HTML {
        Form(
            action: route.path(cluster.id), csrfToken: csrfToken, isTakenOnce: isTakenOnce,
            body: "\(HiddenField(name: "version", value: String(cluster.version)).html)\(body)"
        ).html
    }

    /// The forms of this page share names of fields; only the one that was sent shows what was typed.
    private func typedForm(_ step: String) -> TypedForm { typed.form?["step"] == step ? typed : .none }

    private func idOf(_ field: String, _ step: String) -> String {
        typed.form?["step"] == step || (typed.form == nil && step == "leave") ? "f-\(field)" : "f-\(field)-\(step)"
    }

    private var leaving: HTML {
        let typed = typedForm("leave")
        let chosen = Set(typed.form?.all("members") ?? [])
        return Confirmation(
            summary: "Ghi đơn vị thôi tham gia",
            body: form(
                .endClusterMemberships,
                """
                \(HiddenField(name: "step", value: "leave").html)
                <p>Đơn vị vẫn còn trong lịch sử của \(noun).</p>
                <fieldset class="field\(if: typed.error("members") != nil, " has-error")" id="f-members" tabindex="-1"><legend>Đơn vị</legend>
                \(some: typed.error("members"), { "<p class=\"error\"><span class=\"sign\">✕</span>\($0)</p>" })
                <div class="choices">\(each: members.lines, { choiceRow("members", $0.membership.id.rawValue, label: $0.unitName, isOn: chosen.contains($0.membership.id.rawValue)) })</div></fieldset>
                \(TextField(name: "until", label: "Ngày cuối cùng là thành viên", value: typed.value("until"), error: typed.error("until"), isRequired: true, kind: .date, id: idOf("until", "leave")).html)
                \(TextArea(name: "reason", label: "Lý do", value: typed.value("reason"), hint: "Ví dụ: Quyết định số 25/QĐ-UBND", error: typed.error("reason"), isRequired: true, rows: 2, maxLength: 2000, id: idOf("reason", "leave")).html)
                <div class="actions">\(Button(label: "Ghi thôi tham gia", tone: .danger).html)</div>
                """), isOpen: typed.problem != nil
        ).html
    }

    /// Members of now and such as are to come, as far as they are listed: what has passed stays in the history.
    private var removable: [ClusterMemberLine] { (isOver ? [] : members.lines) + coming.lines }

    private var removing: HTML {
        let typed = typedForm("remove")
        let chosen = Set(typed.form?.all("mistaken") ?? [])
        return Confirmation(
            summary: "Xóa ghi nhầm",
            body: form(
                .removeClusterMemberships, isTakenOnce: true,
                """
                \(HiddenField(name: "step", value: "remove").html)
                <p>Chỉ khi đơn vị chưa từng thuộc \(noun), chưa nhận phong trào, văn bản gửi cho \(noun), và không là \(cluster.kind.chairName.lowercased()), \(cluster.kind.deputyName.lowercased()). Đơn vị đã tham gia thật thì ghi thôi tham gia. Đơn vị chuyển nhầm từ nơi khác sang thì thêm lại vào nơi đó.</p>
                <fieldset class="field\(if: typed.error("mistaken") != nil, " has-error")" id="f-mistaken" tabindex="-1"><legend>Đơn vị ghi nhầm</legend>
                \(some: typed.error("mistaken"), { "<p class=\"error\"><span class=\"sign\">✕</span>\($0)</p>" })
                <div class="choices">\(each: removable, { choiceRow("mistaken", $0.membership.id.rawValue, label: $0.unitName, note: "từ \($0.membership.from.written)", isOn: chosen.contains($0.membership.id.rawValue)) })</div></fieldset>
                \(TextArea(name: "reason", label: "Ghi nhầm thế nào", value: typed.value("reason"), hint: "Ví dụ: Nhầm với Cụm thi đua số 2", error: typed.error("reason"), isRequired: true, rows: 2, maxLength: 2000, id: idOf("reason", "remove")).html)
                <div class="actions">\(Button(label: "Xóa ghi nhầm", tone: .danger).html)</div>
                """), tone: .quiet, isOpen: typed.problem != nil
        ).html
    }

    // MARK: Who leads

    private var termBody: HTML {
        """
        \(termTable.html)
        \(if: !years.isEmpty && !eligible.isEmpty, termForm)
        """
    }

    private var termTable: Table {
        func name(_ id: ID<Unit>) -> HTML { Link(label: termUnits[id]?.name ?? "", href: Route.unit.path(id)).html }
        let path = Route.cluster.path(cluster.id)
        func correction(_ year: Int) -> HTML {
            guard years.contains(year), !eligible.isEmpty else { return "–" }
            return Link(
                label: "Sửa năm \(String(year))", href: address(path, [("nam", String(year))]) + "#truong-pho"
            ).html
        }
        let mayCorrect = terms.contains { years.contains($0.year) } && !eligible.isEmpty
        return Table(
            caption: "\(cluster.kind.chairName), \(cluster.kind.deputyName.lowercased()) theo năm", showsCaption: false,
            columns: [
                Column(label: "Năm", isMain: true), Column(label: cluster.kind.chairName),
                Column(label: cluster.kind.deputyName),
            ] + (mayCorrect ? [Column(label: "Sửa")] : []),
            rows: terms.map { term in
                let deputies = term.deputies.map(name)
                let cells: [HTML] = [
                    "\(String(term.year))", name(term.chair),
                    deputies.isEmpty ? "–" : deputies.dropFirst().reduce(deputies[0]) { "\($0), \($1)" },
                ]
                return TableRow(cells: cells + (mayCorrect ? [correction(term.year)] : []))
            },
            empty: EmptyState(
                title: "Chưa ghi \(cluster.kind.chairName.lowercased())",
                hint: !may(.setTerm)
                    ? "Sở Nội vụ ghi trưởng, phó từng năm theo phân công luân phiên."
                    : eligible.isEmpty
                        ? "Thêm đơn vị trước, rồi chọn trưởng, phó của năm." : "Chọn trưởng, phó của năm ở dưới."))
    }

    /// For a year that has no term yet, or with the stored term of the year that is to be corrected: what is not changed stays.
    private var termForm: HTML {
        let typed = typedForm("term")
        let kind = cluster.kind
        let names = "\(kind.chairName.lowercased()), \(kind.deputyName.lowercased())"
        let open = years.filter { year in !terms.contains { $0.year == year } }
        let year = asked ?? (open.contains(today.year) ? today.year : open.first ?? years.first ?? today.year)
        let stored = years.contains(year) ? terms.first { $0.year == year } : nil
        let options = OptionGroup(options: eligible.map { Option(value: $0.id.rawValue, label: $0.name) })
        let none = OptionGroup(options: [Option(value: "", label: "– Chọn đơn vị –")])
        let nobody = OptionGroup(options: [Option(value: "", label: "– Không –")])
        let deputies = typed.form?.all("deputies") ?? stored?.deputies.map(\.rawValue) ?? []
        let yearField: HTML =
            stored != nil
            ? "\(HiddenField(name: "year", value: String(year)).html)<p>Nội dung cũ còn trong diễn biến.</p>"
            : Select(
                name: "year", label: "Năm",
                options: [OptionGroup(options: open.map { Option(value: String($0), label: String($0)) })],
                selected: typed.value("year", or: String(year)), error: typed.error("year"), isRequired: true
            ).html
        return Confirmation(
            summary: stored == nil ? "Ghi \(names) của một năm" : "Sửa \(names) năm \(String(year))",
            body: form(
                .setClusterTerm,
                """
                \(HiddenField(name: "step", value: "term").html)
                \(yearField)
                \(Select(name: "chair", label: kind.chairName, options: [none, options], selected: typed.value("chair", or: stored?.chair.rawValue ?? ""), error: typed.error("chair"), isRequired: true).html)
                <div class="form-grid">
                \(each: Array(0..<SetClusterTerm.mostDeputies), { index in Select(name: "deputies", label: index == 0 ? kind.deputyName : "\(kind.deputyName) thứ \(index + 1)", options: [nobody, options], selected: index < deputies.count ? deputies[index] : "", error: index == 0 ? typed.error("deputies") : nil, id: index == 0 ? "f-deputies" : "f-deputies-\(index + 1)").html })
                </div>
                <div class="actions">\(Button(label: "Ghi trưởng, phó").html)</div>
                """), isOpen: typed.problem != nil || (asked != nil && stored != nil)
        ).html
    }

    // MARK: The end

    private var ending: HTML {
        let typed = typedForm("end")
        let ended = cluster.validUntil
        return Confirmation(
            summary: ended == nil ? "Kết thúc \(noun)" : "Sửa hoặc bỏ ngày kết thúc",
            body: form(
                .endCluster,
                """
                \(HiddenField(name: "step", value: "end").html)
                <p>Từ hôm sau ngày đó, \(noun) không còn đơn vị nào; lịch sử giữ nguyên.</p>
                \(TextField(name: "until", label: "Ngày cuối cùng hoạt động", value: typed.value("until", or: ended?.written ?? ""), hint: ended == nil ? nil : "Để trống để \(noun) hoạt động tiếp", error: typed.error("until"), isRequired: ended == nil, kind: .date, id: idOf("until", "end")).html)
                \(TextArea(name: "reason", label: "Lý do", value: typed.value("reason"), hint: "Ví dụ: Sắp xếp đơn vị hành chính từ 01/7/2025", error: typed.error("reason"), isRequired: true, rows: 2, maxLength: 2000, id: idOf("reason", "end")).html)
                <div class="actions">\(Button(label: ended == nil ? "Kết thúc \(noun)" : "Ghi thay đổi", tone: .danger).html)</div>
                """), tone: .quiet, isOpen: typed.problem != nil
        ).html
    }
}
