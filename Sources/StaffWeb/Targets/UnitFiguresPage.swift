import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// One indicator of one unit: what to report now, every period, how it went, what was corrected.
struct UnitFiguresPage {
    let indicator: Indicator
    let target: UnitTarget
    let unit: Unit
    let progress: TargetProgress
    /// The period whose form is open; `nil` when the person does not report here.
    let period: Int?
    let reporting: Permission
    let needsReason: Bool
    let maySeeEvidence: Bool
    let maySetPeriods: Bool
    /// The reader may correct the targets of locked periods.
    let isKeeper: Bool
    let mayHandDown: Bool
    let parts: (amount: Int, units: Int)
    let papers: [String: [Attachment]]
    let corrections: [FigureCorrection]
    let csrfToken: String
    let today: CivilDate
    let typed: TypedForm

    static func load(
        _ visit: Visit, _ id: ID<Indicator>, _ unitID: ID<Unit>, typed: TypedForm = .none, in tx: any ReadTransaction
    ) throws -> UnitFiguresPage {
        let (indicator, target, policy) = try Gate.target(id, of: unitID, for: visit.actor, may: .view, in: tx)
        guard let unit = try UnitRecords.unit(unitID, in: tx) else { throw Problem.notFound("đơn vị này") }
        func permission(_ act: FigureAct, _ period: Int? = nil) -> Permission {
            policy.permission(for: act, indicator, period: period, today: tx.today)
        }
        let asked = Int(typed.form?["period"] ?? visit.query["ky"])
        let period =
            asked.flatMap { asked in target.figures.first { $0.period == asked }?.period }
            ?? next(indicator, target, tx.today)
        let isOwn = visit.actor.isAny(of: .unitOfficer, .unitHead, over: policy.unit)
        let maySeeEvidence = permission(.viewEvidence).isOpen
        let papers = maySeeEvidence ? try TargetRecords.evidence(target.figures.map(\.id), in: tx) : []
        return UnitFiguresPage(
            indicator: indicator, target: target, unit: unit, progress: target.progress(indicator),
            period: permission(.report) == .hidden || target.figures.isEmpty ? nil : period,
            reporting: permission(.report, period), needsReason: !isOwn || period <= indicator.lockedThrough,
            maySeeEvidence: maySeeEvidence, maySetPeriods: permission(.setPeriods).isOpen && indicator.rhythm.count > 1,
            isKeeper: policy.isKeeper,
            mayHandDown: target.parentID != nil && unit.kind != .section && permission(.handDown).isOpen,
            parts: try TargetRecords.sumOfParts(id, by: unitID, in: tx),
            papers: Dictionary(grouping: papers, by: \.subjectID),
            corrections: maySeeEvidence ? try TargetRecords.corrections(id, of: unitID, limit: 50, in: tx) : [],
            csrfToken: visit.csrfToken, today: tx.today, typed: typed)
    }

    /// The earliest period that has begun and is not reported; else the last that has begun.
    private static func next(_ indicator: Indicator, _ target: UnitTarget, _ today: CivilDate) -> Int {
        let begun = indicator.lastBegun(on: today)
        let open = target.figures.first {
            $0.amount == nil && $0.period > indicator.lockedThrough && $0.period <= indicator.lastEnded(on: today)
        }
        return open?.period ?? max(1, indicator.lastEnded(on: today) > 0 ? indicator.lastEnded(on: today) : begun)
    }

    var page: StaffPage {
        StaffPage(
            title: "\(indicator.name), \(unit.name)", section: .indicators, status: typed.problem?.status ?? .ok,
            main: """
                \(PageHead(
                    title: unit.name, lead: "\(indicator.name), năm \(indicator.year)",
                    back: Link(label: "Bảng của chỉ tiêu", href: TargetLinks.board(indicator.id, of: boardParent)),
                    actions: actions).html)
                \(typed.summary)
                \(if: indicator.isInvented, "<p class=\"muted\">Số liệu hư cấu, chỉ để trình diễn.</p>")
                \(figures.isEmpty ? ownerNote : content)
                """)
    }

    private var boardParent: ID<Unit>? { target.parentID == indicator.ownerID ? nil : target.parentID }
    private var figures: [UnitFigure] { target.figures }

    private var ownerNote: HTML {
        EmptyState(
            title: "Đây là nơi giao chỉ tiêu", hint: "Số đạt được là tổng của các đơn vị, xem ở bảng của chỉ tiêu.",
            action: LinkButton(label: "Xem bảng", href: Route.indicator.path(indicator.id), tone: .secondary).html
        ).html
    }

    private var actions: HTML {
        var html = LinkButton(
            label: "Mọi chỉ tiêu của đơn vị",
            href: address(Route.unitTargets.path(unit.id), [("nam", String(indicator.year))]), tone: .secondary
        ).html
        if mayHandDown {
            html +=
                LinkButton(
                    label: "Giao tiếp cho cấp dưới", href: TargetLinks.handDown(indicator.id, by: unit.id),
                    tone: .secondary
                ).html
        }
        return html
    }

    private var content: HTML {
        """
        <p>Cả năm: <strong>\(indicator.written(target.amount))</strong></p>
        \(partsPart)
        \(reportPart)
        \(table.html)
        \(if: indicator.rhythm.count > 1, chart.html)
        \(if: maySetPeriods, periodsPart)
        \(if: !corrections.isEmpty, Card(title: "Số đã sửa", body: correctionTable.html).html)
        """
    }

    private var partsPart: HTML {
        guard parts.units > 0 else { return "" }
        let difference =
            indicator.isAdditive ? HandDownTargets.difference(parts.amount, of: target.amount, indicator) : ""
        return """
            <p>\(Link(label: "Đã giao tiếp cho \(parts.units) đơn vị cấp dưới", href: TargetLinks.board(indicator.id, of: unit.id)).html)\
            \(if: indicator.isAdditive, ", cộng lại \(indicator.written(parts.amount))").</p>
            \(if: !difference.isEmpty, "<div class=\"notice warning\"><p>\(difference)\(target.partsNote.isEmpty ? "" : " Lý do: \(target.partsNote)")</p></div>")
            """
    }

    // MARK: Reporting

    private var reportPart: HTML {
        guard let period, let figure = figures.first(where: { $0.period == period }) else { return "" }
        let name = indicator.rhythm.name(of: period)
        let title = figure.amount == nil ? "Báo cáo \(name)" : "Sửa số liệu \(name)"
        switch reporting {
        case .hidden: return ""
        case .locked(let reason): return LockedButton(label: title, reason: reason).html
        case .open: break
        }
        let due =
            figure.amount == nil
            ? "<p>\(DeadlineBadge(due: indicator.dueOn(period), today: today).html)\(if: indicator.dueOn(period) < today, " Nộp muộn vẫn được nhận và ghi là muộn.")</p>"
                as HTML : ""
        // Somebody was faster: the value of now stands above, and what was typed stays in the field.
        let version =
            typed.problem?.code == .invalid && typed.form?.has("amount") == true
            ? typed.value("version", or: String(figure.version)) : String(figure.version)
        let isCorrection = figure.amount != nil
        let form = Form(
            action: Route.reportFigure.path(indicator.id, unit.id), csrfToken: csrfToken, isMultipart: true,
            body: """
                \(HiddenField(name: "version", value: version).html)
                \(HiddenField(name: "period", value: String(period)).html)
                \(due)
                \(TextField(name: "amount", label: "\(indicator.accrual.name) (\(indicator.measure))", value: typed.value("amount", or: figure.amount.map(indicator.scale.written) ?? ""), error: typed.error("amount"), isRequired: true, maxLength: 30, inputMode: "decimal").html)
                \(TextArea(name: "note", label: "Ghi chú, căn cứ của số liệu", value: typed.value("note", or: figure.note), error: typed.error("note"), rows: 2, maxLength: 2000).html)
                \(FileField(name: "file", label: "Tài liệu chứng minh", accept: ".pdf,.docx,.xlsx,.jpg,.jpeg,.png", hint: "PDF, Word, Excel hoặc ảnh, tối đa 20 MB", error: typed.error("file")).html)
                \(if: isCorrection || needsReason, TextArea(name: "reason", label: isCorrection ? "Lý do sửa" : "Lý do", value: typed.value("reason"), hint: isCorrection ? "Số cũ được giữ lại cùng lý do" : nil, error: typed.error("reason"), isRequired: true, rows: 2, maxLength: 1000).html)
                <div class="actions">\(Button(label: isCorrection ? "Lưu số đã sửa" : "Gửi báo cáo").html)</div>
                """)
        if isCorrection, typed.problem == nil {
            return Confirmation(summary: title, body: form.html).html
        }
        return Card(title: title, body: form.html, id: "bao-cao").html
    }

    private var table: Table {
        Table(
            caption: "Số liệu từng kỳ (\(indicator.measure))",
            columns: [
                Column(label: "Kỳ", isMain: true), Column(label: "Kế hoạch đến kỳ", isNumeric: true),
                Column(label: "Báo cáo", isNumeric: true), Column(label: "Đạt đến kỳ", isNumeric: true),
                Column(label: "So với kế hoạch", isNumeric: true), Column(label: "Tình trạng"),
                Column(label: "Người báo cáo"),
            ] + (period == nil ? [] : [Column(label: "Việc")]),
            rows: zip(figures, progress.steps).map(row),
            empty: EmptyState(title: "Chưa có kỳ nào", hint: "Khi chỉ tiêu được giao, các kỳ sẽ hiện ở đây."))
    }

    private func row(_ figure: UnitFigure, _ step: TargetProgress.Step) -> TableRow {
        let scale = indicator.scale
        let name = indicator.rhythm.name(of: figure.period)
        let late: HTML = figure.isLate ? " <span class=\"muted\">nộp muộn</span>" : ""
        let begun = indicator.rhythm.firstDay(of: figure.period, in: indicator.year) <= today
        let status: HTML =
            begun
            ? StatusTag(target: step.standing, dueOn: indicator.dueOn(figure.period), today: today).html
            : "<span class=\"muted\">Chưa tới kỳ</span>"
        let by = figure.reportedOn.map { "\(figure.reportedBy), \($0.written)" } ?? "–"
        let proof = evidence(figure)
        let href = TargetLinks.figures(indicator.id, unit.id, period: figure.period)
        let link: HTML =
            begun
            ? "<a href=\"\(href)\">\(figure.amount == nil ? "Báo cáo" : "Sửa")<span class=\"unseen\"> \(name)</span></a>"
            : ""
        let cells: [HTML] = [
            "\(name)", "\(scale.written(step.planned))", "\(figure.amount.map(scale.written) ?? "–")",
            "\(step.done.map(scale.written) ?? "–")", "\(step.share.map(writtenShare) ?? "–")", "\(status)\(late)",
            "\(by)",
        ]
        return TableRow(cells: cells + (period == nil ? [] : [link]), note: proof)
    }

    private func evidence(_ figure: UnitFigure) -> HTML? {
        guard maySeeEvidence else { return nil }
        let files = papers[figure.id.rawValue] ?? []
        if figure.note.isEmpty && files.isEmpty { return nil }
        return """
            \(figure.note)\(if: !files.isEmpty && !figure.note.isEmpty, " · ")\
            \(each: files, { Link(label: $0.fileName, href: Route.attachment.path($0.id)).html + " " })
            """
    }

    private var chart: LineChart {
        let scale = indicator.scale
        return LineChart(
            title: "\(indicator.name), đến hết từng kỳ",
            periods: figures.map {
                ChartPeriod(
                    short: indicator.rhythm.shortName(of: $0.period), long: indicator.rhythm.name(of: $0.period))
            },
            series: [
                ChartSeries(
                    name: "Đạt được", look: .actual,
                    points: progress.steps.map { step in
                        step.done.map { ChartSeries.Point(value: $0, written: scale.written($0)) }
                    }),
                ChartSeries(
                    name: "Kế hoạch", look: .planned,
                    points: progress.steps.map {
                        ChartSeries.Point(value: $0.planned, written: scale.written($0.planned))
                    }),
            ], measure: indicator.measure)
    }

    // MARK: Targets of periods, corrections

    private var periodsPart: HTML {
        let isOpen = typed.problem != nil && typed.form?.has("p-1") == true
        let typed = isOpen ? typed : .none
        let version =
            typed.problem?.code == .invalid
            ? typed.value("version", or: String(target.version)) : String(target.version)
        let form = Form(
            action: Route.setPeriodTargets.path(indicator.id, unit.id), csrfToken: csrfToken,
            body: """
                \(HiddenField(name: "version", value: version).html)
                <p>Bỏ trống tất cả thì kế hoạch chia đều cho các kỳ.</p>
                <div class="form-grid three">\(each: figures, { figure in
                    TextField(
                        name: "p-\(figure.period)", label: indicator.rhythm.name(of: figure.period),
                        value: typed.value("p-\(figure.period)", or: figure.target.map(indicator.scale.written) ?? ""),
                        hint: figure.period <= indicator.lockedThrough
                            ? "Đã chốt: \(indicator.scale.written(target.target(of: figure.period, indicator)))" : nil,
                        error: typed.error("p-\(figure.period)"), maxLength: 30, inputMode: "decimal").html
                })</div>
                \(lockedTargetsPart(indicator, isKeeper: isKeeper, typed: typed))
                <div class="actions">\(Button(label: "Lưu chỉ tiêu từng kỳ").html)</div>
                """)
        return Confirmation(summary: "Chỉ tiêu từng kỳ", body: form.html, isOpen: isOpen).html
    }

    private var correctionTable: Table {
        Table(
            caption: "Số đã sửa, lần mới nhất đứng trước", showsCaption: false,
            columns: [
                Column(label: "Kỳ", isMain: true), Column(label: "Số được sửa"),
                Column(label: "Số cũ", isNumeric: true), Column(label: "Số mới", isNumeric: true),
                Column(label: "Lý do"), Column(label: "Người sửa"),
            ],
            rows: corrections.map {
                TableRow(cells: [
                    "\($0.what == .yearTarget ? "cả năm" : indicator.rhythm.name(of: $0.period))", "\($0.what.name)",
                    "\(indicator.scale.written($0.former))",
                    "\(indicator.scale.written($0.amount))", "\($0.reason)", "\($0.accountName), \($0.at.written)",
                ])
            },
            empty: EmptyState(title: "Chưa sửa số nào", hint: "Mỗi lần sửa, số cũ được giữ lại ở đây."))
    }
}
