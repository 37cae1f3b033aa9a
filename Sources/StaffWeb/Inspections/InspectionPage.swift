import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// An inspection: its plan, what it found, and how far the recommendations are mended.
struct InspectionPage {
    let inspection: Inspection
    let unit: Unit
    let policy: InspectionPolicy
    let findings: [InspectionFinding]
    let papers: [Attachment]
    let history: [Event]
    let today: CivilDate
    let csrfToken: String
    let typed: TypedForm
    /// The recommendation whose form came back.
    let typedAt: ID<InspectionFinding>?

    static func load(
        _ visit: Visit, _ id: ID<Inspection>, typed: TypedForm = .none, at finding: ID<InspectionFinding>? = nil,
        in tx: any ReadTransaction
    ) throws -> InspectionPage {
        let (inspection, unit, policy) = try Gate.inspection(id, for: visit.actor, may: .view, in: tx)
        return InspectionPage(
            inspection: inspection, unit: unit, policy: policy,
            findings: try InspectionRecords.findings(of: id, in: tx),
            papers: try AttachmentRecords.attachments(of: .inspection, id.rawValue, in: tx),
            history: try EventRecords.history(of: .inspection, id.rawValue, in: tx), today: tx.today,
            csrfToken: visit.csrfToken, typed: typed, typedAt: finding)
    }

    private func permission(_ act: InspectionAct) -> Permission { policy.permission(for: act, on: inspection) }

    private var recommendations: [InspectionFinding] { findings.filter { $0.kind == .recommendation } }
    private var others: [InspectionFinding] { findings.filter { $0.kind != .recommendation } }

    var page: StaffPage {
        StaffPage(
            title: inspection.subject, section: .inspections, status: typed.problem?.status ?? .ok,
            main: """
                \(PageHead(title: inspection.subject, lead: "\(unit.name) · \(inspection.days)\(inspection.isInvented ? " · Hư cấu" : "")", status: StatusTag(inspection: inspection.state), back: Link(label: "Kiểm tra, đôn đốc", href: Route.inspections.path())).html)
                \(typed.summary)
                \(if: inspection.state == .cancelled, "<p class=\"notice\"><strong>Đã hủy:</strong> \(inspection.cancelReason)</p>")
                \(next)
                \(each: recommendations, recommendation)
                \(if: inspection.state == .concluded, Card(title: "Kết luận", body: conclusion).html)
                \(Card(title: "Kế hoạch", body: plan.html).html)
                \(if: !history.isEmpty, Card(title: "Diễn biến", body: Timeline(items: history.map(\.timelineItem)).html).html)
                """)
    }

    private var next: HTML {
        guard inspection.state == .planned, permission(.conclude).isOpen else { return "" }
        let conclude: HTML =
            inspection.startsOn > today
            ? LockedButton(
                label: "Ghi kết luận", reason: "Cuộc kiểm tra bắt đầu ngày \(inspection.startsOn.written)."
            ).html
            : LinkButton(label: "Ghi kết luận", href: Route.conclusionForm.path(inspection.id)).html
        let cancel = Confirmation(
            summary: "Hủy cuộc kiểm tra",
            body: Form(
                action: Route.cancelInspection.path(inspection.id), csrfToken: csrfToken,
                body: """
                    \(HiddenField(name: "version", value: String(inspection.version)).html)
                    \(TextArea(name: "reason", label: "Lý do hủy", value: typedAt == nil ? typed.value("reason") : "", error: typedAt == nil ? typed.error("reason") : nil, isRequired: true, rows: 2, maxLength: 2000).html)
                    \(Button(label: "Hủy cuộc kiểm tra", tone: .danger).html)
                    """
            ).html, isOpen: typedAt == nil && typed.error("reason") != nil)
        return Card(
            title: "Bước tiếp theo",
            body: """
                <div class="actions">\(conclude)\(LinkButton(label: "Sửa kế hoạch", href: Route.inspectionForm.path(inspection.id), tone: .secondary).html)</div>
                \(cancel.html)
                """
        ).html
    }

    private var plan: DefinitionList {
        DefinitionList(
            items: [
                Definition(term: "Đơn vị", detail: Link(label: unit.name, href: Route.unit.path(unit.id)).html),
                Definition(term: "Ngày", detail: "\(inspection.days)"),
                Definition(term: "Đoàn kiểm tra", detail: "<p class=\"pre\">\(inspection.team)</p>"),
                Definition(
                    term: "Kế hoạch chi tiết",
                    detail: inspection.content.isEmpty ? "–" : "<p class=\"pre\">\(inspection.content)</p>"),
            ])
    }

    private var conclusion: HTML {
        """
        <p class="pre">\(inspection.conclusion)</p>
        \(if: !others.isEmpty, "<ul>\(each: others, { "<li><strong>\($0.kind.name):</strong> \($0.text)</li>" })</ul>")
        """
    }

    // MARK: Recommendations

    private func recommendation(_ finding: InspectionFinding) -> HTML {
        let isTyped = typedAt == finding.id
        let evidence = papers.filter { $0.paperKey == "\(AnswerRecommendation.paperKey)_\(finding.ordinal)" }
        let due: HTML? = finding.dueOn.flatMap { day in
            finding.state == .confirmed ? nil : DeadlineBadge(due: day, today: today).html
        }
        var pieces: [HTML] = [
            "<p>\(StatusTag(finding: finding.state).html) \(due)</p>", "<p class=\"pre\">\(finding.text)</p>",
        ]
        if !finding.returnReason.isEmpty {
            pieces.append(
                "<p class=\"notice warning\"><strong>Chưa được công nhận:</strong> \(finding.returnReason)</p>")
        }
        if !finding.answer.isEmpty {
            pieces.append(
                "<p class=\"pre\"><strong>Đơn vị đã khắc phục\(finding.answeredAt.map { " (\($0.written))" } ?? ""):</strong> \(finding.answer)</p>"
            )
        }
        if !evidence.isEmpty {
            pieces.append(
                "<ul>\(each: evidence, { "<li>\(Link(label: $0.fileName, href: Route.attachment.path($0.id)).html)</li>" })</ul>"
            )
        }
        if finding.state == .open, permission(.answer).isOpen { pieces.append(answer(finding, isTyped)) }
        if finding.state == .answered, permission(.confirm).isOpen { pieces.append(confirmation(finding, isTyped)) }
        return Card(
            title: "Kiến nghị \(finding.ordinal)", body: "\(each: pieces, { $0 })",
            id: finding.ordinal == 1 ? "kien-nghi" : "kien-nghi-\(finding.ordinal)"
        ).html
    }

    private func version(_ finding: InspectionFinding) -> HTML {
        HiddenField(name: "version", value: String(finding.version)).html
    }

    private func answer(_ finding: InspectionFinding, _ isTyped: Bool) -> HTML {
        Form(
            action: Route.answerRecommendation.path(inspection.id, finding.id), csrfToken: csrfToken,
            isMultipart: true,
            body: """
                \(version(finding))
                \(TextArea(name: "answer", label: "Đã khắc phục những gì", value: isTyped ? typed.value("answer") : finding.answer, error: isTyped ? typed.error("answer") : nil, isRequired: true, rows: 4, maxLength: 5000, id: fieldID("answer", finding)).html)
                \(FileField(name: "file", label: "Minh chứng", accept: ".pdf,.docx,.xlsx,.jpg,.jpeg,.png", hint: "PDF, Word, Excel hoặc ảnh, tối đa 20 MB; có thể để trống.", error: isTyped ? typed.error("file") : nil, id: fieldID("file", finding)).html)
                \(Button(label: "Gửi báo cáo khắc phục").html)
                """
        ).html
    }

    /// The summary of errors links to `f-answer`: the form that came back has it, or the first one.
    private func fieldID(_ field: String, _ finding: InspectionFinding) -> String {
        let first = recommendations.first { $0.state == finding.state }?.id
        return (typedAt ?? first) == finding.id ? "f-\(field)" : "f-\(field)-\(finding.ordinal)"
    }

    private func confirmation(_ finding: InspectionFinding, _ isTyped: Bool) -> HTML {
        let confirm = Form(
            action: Route.confirmRecommendation.path(inspection.id, finding.id), csrfToken: csrfToken,
            body: "\(version(finding))\(Button(label: "Xác nhận đã khắc phục").html)")
        let back = Confirmation(
            summary: "Chưa đạt",
            body: Form(
                action: Route.returnRecommendation.path(inspection.id, finding.id), csrfToken: csrfToken,
                body: """
                    \(version(finding))
                    \(TextArea(name: "reason", label: "Còn thiếu gì", value: isTyped ? typed.value("reason") : "", error: isTyped ? typed.error("reason") : nil, isRequired: true, rows: 2, maxLength: 2000, id: fieldID("reason", finding)).html)
                    \(Button(label: "Yêu cầu khắc phục tiếp", tone: .danger).html)
                    """
            ).html, isOpen: isTyped && typed.error("reason") != nil)
        return "\(confirm.html)\(back.html)"
    }
}
