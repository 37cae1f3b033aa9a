import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// One document: what it says, what the reader is to do with it, and for its sender how far it has come.
struct DirectivePage {
    /// So many names stand in the preview of the recipients.
    private static let shownNames = 200

    let directive: Directive
    let unit: Unit
    let policy: DirectivePolicy
    let files: [Attachment]
    /// The document at the units of the reader.
    let own: [DeliveryLine]
    /// Set when it was spread to the reader in person; inside, when it was acknowledged.
    let reading: Reading?
    let counts: DeliveryCounts?
    /// To whom a draft would go.
    let recipients: [(kind: Unit.Kind, count: Int)]
    let recipientNames: [String]
    /// The clusters chosen for it, and those of them to which nobody belongs today; of a draft.
    let clusters: [Cluster]
    let emptyClusters: [Cluster]
    let plan: Plan?
    let history: [Event]
    let today: CivilDate
    let csrfToken: String
    let typed: TypedForm

    struct Reading {
        let dueOn: CivilDate?
        let acknowledgedAt: Instant?
    }

    static func load(
        _ visit: Visit, _ id: ID<Directive>, typed: TypedForm = .none, in tx: any ReadTransaction
    ) throws -> DirectivePage {
        let (directive, unit, policy) = try Gate.directive(id, for: visit.actor, in: tx)
        let isDraft = directive.state == .draft
        let reading = try (policy.isReader ? policy.personID : nil).flatMap {
            try DirectiveReaderRecords.reading(of: id, by: $0, in: tx)
        }
        let follows = policy.permission(for: .follow, on: directive).isOpen
        return DirectivePage(
            directive: directive, unit: unit, policy: policy,
            files: try AttachmentRecords.attachments(of: .directive, id.rawValue, in: tx),
            own: isDraft
                ? []
                : try DirectiveDeliveryRecords.own(
                    id, of: visit.actor, assignedTo: policy.isAssignee ? policy.personID : nil, in: tx),
            reading: reading.map { Reading(dueOn: $0.dueOn, acknowledgedAt: $0.acknowledgedAt) },
            counts: follows
                ? try DirectiveDeliveryRecords.counts(of: id, within: Gate.rootsFollowed(policy), in: tx) : nil,
            recipients: isDraft ? try DirectiveRecipientRecords.counts(of: directive, sentBy: unit, in: tx) : [],
            recipientNames: isDraft
                ? try DirectiveRecipientRecords.names(of: directive, sentBy: unit, limit: shownNames, in: tx) : [],
            clusters: try ClusterRecords.clusters(directive.clusters, in: tx),
            emptyClusters: isDraft
                ? try ClusterMemberRecords.empty(of: directive.clusters, on: tx.today, in: tx) : [],
            plan: try directive.planID.flatMap { try PlanRecords.plan($0, in: tx) },
            history: policy.followsAll ? try EventRecords.history(of: .directive, id.rawValue, in: tx) : [],
            today: tx.today, csrfToken: visit.csrfToken, typed: typed)
    }

    private func permission(_ act: DirectiveAct) -> Permission { policy.permission(for: act, on: directive) }

    var page: StaffPage {
        StaffPage(
            title: directive.title, section: .directives, status: typed.problem?.status ?? .ok,
            main: """
                \(PageHead(
                    title: directive.title, lead: directive.reference.isEmpty ? nil : directive.reference,
                    status: StatusTag(directive: directive.state),
                    back: Link(label: "Văn bản, quán triệt", href: Route.directives.path())).html)
                \(typed.summary)
                \(withdrawn)
                \(some: reading, acknowledgement)
                \(each: own, ownCard)
                \(if: directive.state == .draft, draftCard)
                \(some: counts, progress)
                \(Card(title: "Nội dung", body: content).html)
                \(withdrawal)
                \(if: !history.isEmpty, Card(title: "Diễn biến", body: Timeline(items: history.map(\.timelineItem)).html).html)
                """)
    }

    private var withdrawn: HTML {
        guard directive.state == .withdrawn else { return "" }
        return """
            <div class="notice warning"><p><strong>Đã thu hồi\(some: directive.withdrawnAt, { " lúc \($0.written)" }).</strong> \
            \(directive.withdrawalReason)</p></div>
            """
    }

    // MARK: The reader

    private func acknowledgement(_ reading: Reading) -> HTML {
        if let at = reading.acknowledgedAt {
            return Card(
                body:
                    "<p>\(StatusTag(label: "Đã đọc", tone: .good).html) Đã xác nhận đọc và nắm nội dung lúc \(at.written).</p>"
            ).html
        }
        switch permission(.acknowledge) {
        case .hidden: return ""
        case .locked(let reason):
            return LockedButton(label: "Tôi đã đọc và nắm nội dung", reason: reason).html
        case .open:
            return Card(
                title: "Xác nhận đã đọc",
                body: """
                    \(some: reading.dueOn, { "<p>\(DeadlineBadge(due: $0, today: today).html)</p>" })
                    <p>Đọc nội dung và các tệp ở dưới, rồi xác nhận.</p>
                    \(Form(
                        action: Route.acknowledgeDirective.path(directive.id), csrfToken: csrfToken,
                        body: Button(label: "Tôi đã đọc và nắm nội dung").html).html)
                    """, id: "da-doc"
            ).html
        }
    }

    // MARK: The reader's units

    private func ownCard(_ line: DeliveryLine) -> HTML {
        let delivery = line.delivery
        let isOpen = delivery.progress != .done && directive.state == .sent
        let isAssigned = delivery.assigneeID.map { $0 == policy.personID } ?? false
        let href = Route.delivery.path(directive.id, delivery.unitID)
        return Card(
            title: line.unitName,
            body: """
                <p>\(StatusTag(progress: delivery.progress).html) \
                \(isOpen ? delivery.ownDay(of: directive).map { DeadlineBadge(due: $0, today: today).html } : nil)</p>
                \(if: isAssigned && isOpen, "<p><strong>Anh/chị được phân công phụ trách.</strong></p>")
                <p>\(nextStep(delivery))</p>
                <div class="actions">\(LinkButton(
                    label: isOpen ? "Xử lý ở đơn vị" : "Xem ở đơn vị", href: href, tone: isOpen ? .primary : .secondary
                ).html)\
                \(if: isOpen && policy.isAddressed && delivery.staffCount > delivery.staffRead, LinkButton(
                    label: "Nhắc người chưa đọc", href: href + "#nguoi-doc", tone: .secondary).html)</div>
                """
        ).html
    }

    private func nextStep(_ delivery: DirectiveDelivery) -> String {
        switch delivery.progress {
        case .unread, .read: "Bước tiếp theo: phân công, phổ biến đến từng người."
        case .spread:
            "Đã đọc: \(peopleRead(delivery.staffRead, of: delivery.staffCount)). "
                + (delivery.purpose == .execute
                    ? "Bước tiếp theo: báo kết quả." : "Bước tiếp theo: đôn đốc người chưa đọc.")
        case .done: delivery.doneAt.map { "Xong lúc \($0.written)." } ?? "Đã xong."
        }
    }

    // MARK: What it says

    private var content: HTML {
        var items = [
            Definition(term: "Nơi gửi", detail: "\(unit.name)"),
            Definition(term: "Yêu cầu", detail: "\(directive.purpose.name)"),
        ]
        if let day = directive.dueOn { items.append(Definition(term: "Hạn", detail: "\(day.written)")) }
        if let at = directive.sentAt { items.append(Definition(term: "Gửi lúc", detail: "\(at.written)")) }
        if !clusters.isEmpty {
            items.append(
                Definition(term: "Gửi cụm, khối", detail: "\(clusters.map(\.name).joined(separator: "; "))"))
        }
        if let plan {
            let label = "Kế hoạch năm \(plan.year)"
            items.append(
                Definition(
                    term: directive.kind == .planLetter ? "Công văn của" : "Đi cùng công văn của",
                    detail: policy.actor.grants.isEmpty
                        ? "\(label)" : Link(label: label, href: Route.plan.path(plan.id)).html))
        }
        if !directive.summary.isEmpty {
            items.append(Definition(term: "Nội dung chính", detail: "<p class=\"pre\">\(directive.summary)</p>"))
        }
        return """
            \(DefinitionList(items: items).html)
            \(if: directive.kind == .planLetter, "<p>\(LinkButton(label: "Mở công văn (PDF)", href: Route.directiveLetter.path(directive.id), tone: .secondary).html)</p>")
            \(if: !files.isEmpty, "<h3>Tệp kèm theo</h3><ul class=\"files\">\(each: files, file)</ul>")
            \(if: files.isEmpty && directive.kind == .document, "<p class=\"muted\">Chưa có tệp nào kèm theo.</p>")
            \(if: permission(.edit).isOpen, upload)
            """
    }

    private func file(_ attachment: Attachment) -> HTML {
        let remove: HTML =
            permission(.edit).isOpen
            ? Form(
                action: Route.removeDirectiveFile.path(directive.id, attachment.id), csrfToken: csrfToken,
                body: Button(label: "Gỡ \(attachment.fileName)", tone: .quiet).html
            ).html : ""
        return """
            <li><a href="\(Route.attachment.path(attachment.id))">\(attachment.fileName)</a> \
            <span class="muted">\(attachment.fileKind.name), \(writtenSize(attachment.byteCount))</span>\(remove)</li>
            """
    }

    private var upload: HTML {
        Form(
            action: Route.addDirectiveFile.path(directive.id), csrfToken: csrfToken, isMultipart: true,
            body: """
                \(FileField(name: "file", label: "Tải tệp lên", accept: ".pdf,.docx,.xlsx,.jpg,.jpeg,.png", hint: "PDF, DOCX, XLSX, JPG hoặc PNG, tối đa 20 MB", error: typed.error("file"), isRequired: true).html)
                <div class="actions">\(Button(label: "Tải lên", tone: .secondary).html)</div>
                """
        ).html
    }

    // MARK: The sender

    private var version: HTML { HiddenField(name: "version", value: String(directive.version)).html }

    private var recipientTotal: Int { recipients.reduce(0) { $0 + $1.count } }

    private var draftCard: HTML {
        let total = groupedByThousands(recipientTotal)
        let rest = recipientTotal - recipientNames.count
        return Card(
            title: "Bước tiếp theo",
            body: """
                <p>Sẽ gửi tới <strong>\(total) đơn vị</strong>\(if: !recipients.isEmpty, ": \(recipients.map { "\(groupedByThousands($0.count)) \($0.kind.name.lowercased())" }.joined(separator: "; "))").</p>
                \(if: !recipientNames.isEmpty, "<details><summary>Xem tên các đơn vị</summary><p>\(recipientNames.joined(separator: "; "))\(if: rest > 0, " và \(groupedByThousands(rest)) đơn vị khác").</p></details>")
                <div class="actions">\(if: permission(.edit).isOpen, LinkButton(label: "Sửa văn bản", href: Route.directiveForm.path(directive.id), tone: .secondary).html)</div>
                \(sending)
                """, id: "buoc-tiep"
        ).html
    }

    private var sending: HTML {
        guard permission(.send).isOpen else { return "" }
        if recipientTotal == 0 {
            return LockedButton(
                label: "Gửi", reason: "Nơi nhận đã chọn không có đơn vị nào đang hoạt động. Sửa nơi nhận rồi gửi."
            ).html
        }
        if let empty = emptyClusters.first {
            return LockedButton(label: "Gửi", reason: SendDirective.refusal(of: empty)).html
        }
        let isWaiting = directive.scopes.contains(.plan) && plan.map { $0.state != .sent } ?? false
        return Confirmation(
            summary: "Gửi tới \(groupedByThousands(recipientTotal)) đơn vị",
            body: Form(
                action: Route.sendDirective.path(directive.id), csrfToken: csrfToken,
                body: """
                    \(version)
                    \(if: isWaiting, "<p>Văn bản này tự đi cùng khi gửi kế hoạch. Chỉ gửi ngay nếu không muốn chờ.</p>")
                    <p>Gửi xong, nội dung và tệp không sửa được nữa; cán bộ và thủ trưởng các đơn vị nhận được báo.</p>
                    <div class="actions">\(Button(label: "Gửi ngay").html)</div>
                    """
            ).html, tone: .primary
        ).html
    }

    private func progress(_ counts: DeliveryCounts) -> HTML {
        guard counts.total > 0 else { return "" }
        let stats = StatRow(
            items: DirectiveDelivery.Progress.allCases.map { progress in
                let view = BoardView.allCases.first { $0.progress == progress } ?? .all
                return Stat(
                    value: groupedByThousands(counts.units[progress] ?? 0), label: progress.name.lowercased(),
                    href: DirectiveLinks.board(directive.id, view))
            })
        return Card(
            title: "Tiến độ của \(groupedByThousands(counts.total)) đơn vị",
            body: """
                \(stats.html)
                \(if: counts.staffCount > 0, "<p>Đã xác nhận: \(peopleRead(counts.staffRead, of: counts.staffCount)).</p>")
                <div class="actions">\(LinkButton(label: "Theo dõi từng đơn vị", href: DirectiveLinks.board(directive.id), tone: .secondary).html)</div>
                """, id: "tien-do"
        ).html
    }

    private var withdrawal: HTML {
        guard permission(.withdraw).isOpen else { return "" }
        return Confirmation(
            summary: "Thu hồi văn bản",
            body: Form(
                action: Route.withdrawDirective.path(directive.id), csrfToken: csrfToken,
                body: """
                    \(version)
                    <p>Các đơn vị vẫn đọc được văn bản, kèm lý do thu hồi, và không phải làm tiếp.</p>
                    \(TextArea(name: "reason", label: "Lý do thu hồi", value: typed.value("reason"), error: typed.error("reason"), isRequired: true, rows: 2, maxLength: 2000).html)
                    <div class="actions">\(Button(label: "Thu hồi", tone: .danger).html)</div>
                    """
            ).html, tone: .quiet, isOpen: typed.form?.has("reason") ?? false
        ).html
    }
}
