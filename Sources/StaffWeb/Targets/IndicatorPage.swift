import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// The board of one indicator: which units are ahead, on time, late; how it went over time.
struct IndicatorPage {
    static let limit = 50
    /// Tiles are small: a province's communes stand on one page.
    static let tileLimit = 240

    let indicator: Indicator
    let parent: UnitTarget
    let parentName: String
    let period: Int
    let standing: TargetStanding?
    let isTiles: Bool
    let lines: [BoardLine]
    let hasMore: Bool
    let isContinued: Bool
    let sums: [BoardSum]
    let parts: (amount: Int, units: Int)
    /// How many units can be asked today for the period shown; `nil` when that is not this person's to do.
    let toUrge: Int?
    /// The clusters of the province, on its own board; their units are those of the year until the end of the period shown.
    let clusters: ClusterChoice
    /// What the units of the chosen cluster were given; `nil` when none was chosen.
    let clusterParts: (amount: Int, units: Int)?
    let mayHandDown: Bool
    let mayEdit: Bool
    let task: (planID: ID<Plan>, text: String)?
    let events: [Event]
    let csrfToken: String
    let today: CivilDate
    let typed: TypedForm

    static func load(
        _ visit: Visit, _ id: ID<Indicator>, typed: TypedForm = .none, in tx: any ReadTransaction
    ) throws -> IndicatorPage {
        let indicator = try Gate.indicator(id, for: visit.actor, may: .view, in: tx)
        let parentID = ID<Unit>(parsing: visit.query["don-vi"]) ?? indicator.ownerID
        let (_, parent, policy) = try Gate.target(id, of: parentID, for: visit.actor, may: .view, in: tx)
        let isOwner = parentID == indicator.ownerID
        let owner = try Gate.indicatorPolicy(for: visit.actor, ownerID: indicator.ownerID, in: tx)
        let shown = indicator.rhythm.shown(in: indicator.year, on: tx.today)
        let period = Int(visit.query["ky"]).flatMap { (1...indicator.rhythm.count).contains($0) ? $0 : nil } ?? shown
        let standing = TargetStanding.allCases.first { $0.key == visit.query["tt"] }
        let isTiles = visit.query["xem"] == "ban-do"
        let limit = isTiles ? tileLimit : limit
        let after = NameCursor(visit.query["sau"])
        let last = indicator.rhythm.lastDay(of: period, in: indicator.year)
        let days = min(daysOfYear(indicator.year, today: tx.today).lowerBound, last)...last
        let clusters =
            isOwner ? try ClusterChoice.load(visit, of: parentID, during: days, in: tx) : .none(tx.today)
        let lines = try TargetRecords.board(
            id, of: parentID, period: period, standing, of: clusters.members,
            after: after.map { (place: $0.sortKey, id: $0.id) },
            limit: limit + 1, in: tx)
        let mayHandDown =
            isOwner
            ? owner.permission(for: .handDown).isOpen
            : policy.permission(for: .handDown, indicator, period: nil, today: tx.today).isOpen
        return IndicatorPage(
            indicator: indicator, parent: parent, parentName: try UnitRecords.unit(parentID, in: tx)?.name ?? "",
            period: period, standing: standing, isTiles: isTiles, lines: Array(lines.prefix(limit)),
            hasMore: lines.count > limit, isContinued: after != nil,
            sums: try TargetRecords.sums(indicator, of: parentID, of: clusters.members, in: tx),
            parts: try TargetRecords.sumOfParts(id, by: parentID, in: tx),
            // Of a cluster alone nobody is reminded: the button is for the whole board.
            toUrge: mayHandDown && clusters.members == nil
                ? try TargetReminderRecords.countToUrge(id, of: parentID, period: period, in: tx) : nil,
            clusters: clusters,
            clusterParts: try clusters.members.map {
                try TargetRecords.sumOfParts(id, by: parentID, of: $0, in: tx)
            },
            mayHandDown: mayHandDown,
            mayEdit: isOwner && owner.permission(for: .edit).isOpen,
            task: try indicator.planTaskID.flatMap { try IndicatorRecords.task($0, in: tx) },
            events: try EventRecords.history(of: .indicator, id.rawValue, in: tx), csrfToken: visit.csrfToken,
            today: tx.today, typed: typed)
    }

    private var isOwner: Bool { parent.parentID == nil }
    private var sum: BoardSum { sums[period - 1] }
    private var dueOn: CivilDate { indicator.dueOn(period) }

    private func list(
        _ standing: TargetStanding?, tiles: Bool? = nil, period: Int? = nil
    ) -> ListAddress {
        ListAddress(route: .indicator)
            .with("don-vi", isOwner ? nil : parent.unitID.rawValue)
            .with("ky", String(period ?? self.period)).with("tt", standing?.key)
            .with("xem", tiles ?? isTiles ? "ban-do" : nil).with(ClusterChoice.field, clusters.key)
    }

    /// Without a filter.
    private var everything: String { path(list(nil).with(ClusterChoice.field, nil)) }

    /// `ListAddress` knows patterns without parameters only.
    private func path(_ list: ListAddress) -> String {
        address(Route.indicator.path(indicator.id), list.fields.map { ($0.name, $0.value) })
    }

    var page: StaffPage {
        StaffPage(
            title: indicator.name, section: .indicators, status: typed.problem?.status ?? .ok,
            main: """
                \(PageHead(
                    title: indicator.name, lead: isOwner ? nil : "Các đơn vị do \(parentName) giao",
                    back: back, actions: actions).html)
                \(typed.summary)
                \(if: indicator.isInvented, "<p class=\"muted\">Số liệu hư cấu, chỉ để trình diễn.</p>")
                \(parts.units == 0 ? nothing : board)
                \(Card(title: "Về chỉ tiêu này", body: about).html)
                \(if: mayEdit, lockPart)
                \(if: isOwner, Card(title: "Diễn biến", body: timeline.html).html)
                """)
    }

    private var back: Link {
        isOwner
            ? Link(
                label: "Chỉ tiêu năm \(indicator.year)",
                href: address(Route.indicators.path(), [("nam", String(indicator.year))]))
            : Link(label: parentName, href: TargetLinks.figures(indicator.id, parent.unitID))
    }

    private var actions: HTML {
        var html: HTML = ""
        if mayHandDown {
            html +=
                LinkButton(
                    label: parts.units == 0 ? "Giao chỉ tiêu" : "Giao thêm, điều chỉnh",
                    href: TargetLinks.handDown(indicator.id, by: parent.unitID),
                    tone: parts.units == 0 ? .primary : .secondary
                ).html
        }
        if mayEdit {
            html += LinkButton(label: "Sửa", href: Route.indicatorForm.path(indicator.id), tone: .secondary).html
        }
        return html
    }

    private var nothing: HTML {
        EmptyState(
            title: "Chỉ tiêu này chưa được giao cho đơn vị nào",
            hint: mayHandDown
                ? "Bấm “Giao chỉ tiêu” để nhập số cho từng đơn vị, chia đều, hoặc dán từ bảng tính."
                : "Khi được giao, các đơn vị và tiến độ sẽ hiện ở đây."
        ).html
    }

    // MARK: The board

    private var board: HTML {
        """
        \(StatRow(items: TargetStanding.allCases.map {
            Stat(value: String(sum.counts[$0]), label: $0 == .unreported && dueOn >= today ? "Chưa báo cáo (chưa đến hạn)" : $0.name, href: path(list($0)))
        }).html)
        \(sumPart)
        \(some: urgePart, { $0 })
        \(periodForm)
        \(FilterTabs(items: [
            NavigationItem(label: "Bảng xếp hạng", href: path(list(standing, tiles: false)), isCurrent: !isTiles),
            NavigationItem(label: "Bản đồ ô", href: path(list(standing, tiles: true)), isCurrent: isTiles),
        ]).html)
        \(if: standing != nil, "<p>Chỉ hiện: <strong>\(standing?.name ?? "")</strong>. \(Link(label: "Xem tất cả", href: path(list(nil))).html)</p>")
        \(isTiles ? tiles : table.html)
        \(if: indicator.isAdditive && indicator.rhythm.count > 1, chart.html)
        """
    }

    /// Whose figures the board sums up.
    private var sideName: String { clusters.chosen?.name ?? (isOwner ? "Toàn tỉnh" : parentName) }

    private var sumPart: HTML {
        let until = "đến hết \(indicator.rhythm.name(of: period))"
        let difference =
            indicator.isAdditive && clusters.chosen == nil
            ? HandDownTargets.difference(parts.amount, of: parent.amount, indicator) : ""
        let share =
            sum.planned > 0 && sum.done <= Int.max / 10_000 ? " (\(Ratio(sum.done, of: sum.planned).percent))" : ""
        let unreported = sum.counts[.unreported]
        let missing = unreported > 0 ? " Chưa có số của \(unreported) đơn vị." : ""
        return """
            \(if: indicator.isAdditive, "<p><strong>\(sideName) \(until): \(indicator.written(sum.done))</strong> trên kế hoạch \(indicator.written(sum.planned))\(share); cả năm \(indicator.written(clusterParts?.amount ?? parent.amount)).\(missing)</p>")
            \(if: !indicator.isAdditive, "<p>Chỉ tiêu cả năm: <strong>\(indicator.written(parent.amount))</strong>. Chỉ tiêu này không cộng dồn từ các đơn vị.</p>")
            \(if: !difference.isEmpty, "<div class=\"notice warning\"><p>\(difference)\(parent.partsNote.isEmpty ? "" : " Lý do: \(parent.partsNote)")</p></div>")
            """
    }

    /// Once a day: the button says how many are left to be asked today.
    private var urgePart: HTML? {
        let missing = sum.counts[.unreported]
        guard let toUrge, missing > 0 else { return nil }
        let label = "Nhắc đơn vị chưa báo cáo"
        if let obstacle = UrgeTargets.obstacle(indicator, period: period, today: today) {
            return LockedButton(label: label, reason: obstacle).html
        }
        guard toUrge > 0 else {
            return LockedButton(
                label: label, reason: "Các đơn vị chưa báo cáo đã được nhắc hôm nay, hoặc chưa có tài khoản để nhận."
            ).html
        }
        return Form(
            action: Route.urgeTargets.path(indicator.id), csrfToken: csrfToken,
            body: """
                \(HiddenField(name: "parent", value: parent.unitID.rawValue).html)
                \(HiddenField(name: "period", value: String(period)).html)
                <div class="actions">\(Button(label: "Nhắc \(toUrge) đơn vị chưa báo cáo", tone: .secondary).html)</div>\
                \(if: toUrge < missing, "<p class=\"muted\">\(missing - toUrge) đơn vị khác đã được nhắc hôm nay hoặc chưa có tài khoản.</p>")
                """
        ).html
    }

    private var periodForm: HTML {
        guard indicator.rhythm.count > 1 || !clusters.all.isEmpty else { return "" }
        let options = (1...indicator.rhythm.count).map {
            Option(value: String($0), label: indicator.rhythm.name(of: $0))
        }
        return """
            <form class="search" method="get" action="\(Route.indicator.path(indicator.id))"><div class="filters">
            \(each: list(standing).fields.filter { $0.name != "ky" && $0.name != ClusterChoice.field }, { HiddenField(name: $0.name, value: $0.value).html })
            \(if: options.count > 1, Select(name: "ky", label: "Tính đến hết", options: [OptionGroup(options: options)], selected: String(period)).html)
            \(clusters.select)
            <div>\(Button(label: "Xem", tone: .secondary).html)</div></div></form>
            """
    }

    private var pager: Pager? {
        let next = hasMore ? lines.last.map { NameCursor(sortKey: $0.place, id: $0.unitID.rawValue).text } : nil
        if next == nil && !isContinued { return nil }
        return Pager(
            nextHref: next.map { path(list(standing).with("sau", $0)) },
            previousHref: isContinued ? path(list(standing)) : nil, previousLabel: "Về đầu danh sách")
    }

    private var table: Table {
        Table(
            caption: "Chưa báo cáo đứng trước theo tên; sau đó từ đạt cao nhất đến thấp nhất",
            columns: [
                Column(label: "Đơn vị", isMain: true), Column(label: "Kế hoạch đến kỳ", isNumeric: true),
                Column(label: "Đạt được", isNumeric: true), Column(label: "So với kế hoạch", isNumeric: true),
                Column(label: "Tình trạng"),
            ],
            rows: lines.map { line in
                let late: HTML = line.isLate ? " <span class=\"muted\">báo cáo muộn</span>" : ""
                return TableRow(cells: [
                    Link(
                        label: line.unitName, href: TargetLinks.figures(indicator.id, line.unitID, period: period)
                    ).html,
                    "\(indicator.scale.written(line.planned))",
                    "\(line.done.map(indicator.scale.written) ?? "–")", "\(line.share.map(writtenShare) ?? "–")",
                    "\(StatusTag(target: line.standing, dueOn: line.dueOn, today: today).html)\(late)",
                ])
            },
            empty: EmptyState(
                title: "Không có đơn vị nào như vậy", hint: "Bỏ điều kiện lọc để xem các đơn vị khác.",
                action: LinkButton(label: "Xem tất cả", href: everything, tone: .secondary).html), pager: pager)
    }

    private var tiles: HTML {
        let groups = [TargetStanding.late, .unreported, .onTime, .ahead].map { standing in
            TileGroup(
                label: standing.name, tone: standing == .unreported && dueOn >= today ? .neutral : standing.tone,
                tiles: lines.filter { $0.standing == standing }.map {
                    Tile(
                        label: $0.unitName, note: $0.share.map(writtenShare) ?? "hạn \($0.dueOn.written)",
                        href: TargetLinks.figures(indicator.id, $0.unitID, period: period))
                })
        }
        return """
            \(TileGrid(title: "\(indicator.name), đến hết \(indicator.rhythm.name(of: period))", groups: groups).html)
            \(pager?.html)
            """
    }

    private var chart: LineChart {
        let scale = indicator.scale
        let last = min(indicator.lastBegun(on: today), indicator.rhythm.count)
        return LineChart(
            title: "Cộng các đơn vị\(clusters.chosen.map { " của \($0.name)" } ?? ""), đến hết từng kỳ",
            periods: (1...indicator.rhythm.count).map {
                ChartPeriod(short: indicator.rhythm.shortName(of: $0), long: indicator.rhythm.name(of: $0))
            },
            series: [
                ChartSeries(
                    name: "Đạt được", look: .actual,
                    points: sums.enumerated().map { index, sum in
                        index < last && sum.counts.total > sum.counts[.unreported]
                            ? ChartSeries.Point(value: sum.done, written: scale.written(sum.done)) : nil
                    }),
                ChartSeries(
                    name: "Kế hoạch", look: .planned,
                    points: sums.map { ChartSeries.Point(value: $0.planned, written: scale.written($0.planned)) }),
            ], measure: indicator.measure)
    }

    // MARK: About it

    private var about: HTML {
        var items = [
            Definition(term: "Cả năm \(indicator.year)", detail: "\(indicator.written(parent.amount))"),
            Definition(
                term: "Kỳ báo cáo", detail: "\(indicator.rhythm.name), hạn \(indicator.reportDays) ngày sau khi hết kỳ"),
            Definition(term: "Số liệu mỗi kỳ", detail: "\(indicator.accrual.name)"),
            Definition(term: "Chiều", detail: "\(indicator.direction.name)"),
        ]
        if !indicator.source.isEmpty { items.append(Definition(term: "Căn cứ", detail: "\(indicator.source)")) }
        if let task {
            items.append(
                Definition(
                    term: "Nhiệm vụ trong kế hoạch",
                    detail: Link(label: task.text, href: Route.plan.path(task.planID)).html))
        }
        items.append(
            Definition(
                term: "Số liệu đã chốt",
                detail: indicator.lockedThrough == 0
                    ? "Chưa kỳ nào" : "Đến hết \(indicator.rhythm.name(of: indicator.lockedThrough))"))
        return DefinitionList(items: items).html
    }

    private var lockPart: HTML {
        let ended = indicator.lastEnded(on: today)
        guard ended > 0 || indicator.lockedThrough > 0 else {
            return LockedButton(label: "Chốt số liệu", reason: "Chưa kỳ nào của năm \(indicator.year) kết thúc.").html
        }
        let options =
            [Option(value: "0", label: "Không chốt kỳ nào")]
            + (1...max(ended, 1)).map { Option(value: String($0), label: "Đến hết \(indicator.rhythm.name(of: $0))") }
        let form = Form(
            action: Route.lockPeriods.path(indicator.id), csrfToken: csrfToken,
            body: """
                \(HiddenField(name: "version", value: String(indicator.version)).html)
                <p>Đơn vị không báo cáo, không sửa được kỳ đã chốt nữa; Sở Nội vụ vẫn sửa được, có ghi lý do.</p>
                \(Select(name: "through", label: "Chốt", options: [OptionGroup(options: options)], selected: typed.value("through", or: String(max(ended, indicator.lockedThrough))), error: typed.error("through")).html)
                \(TextArea(name: "reason", label: "Lý do", value: typed.value("reason"), hint: "Bắt buộc khi mở lại kỳ đã chốt", error: typed.error("reason"), rows: 2, maxLength: 2000).html)
                <div class="actions">\(Button(label: "Chốt số liệu").html)</div>
                """)
        return Confirmation(summary: "Chốt số liệu", body: form.html, isOpen: typed.problem != nil).html
    }

    private var timeline: Timeline {
        Timeline(
            items: events.suffix(30).reversed().map {
                TimelineItem(at: $0.at.written, who: $0.accountName, what: $0.kind.phrase, note: $0.note)
            })
    }
}
