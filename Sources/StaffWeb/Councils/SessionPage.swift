import Actions
import Domain
import Law
import Primitives
import Records
import Store
import WebSupport

/// One session: agenda, attendance, votes, minutes, what is missing, and what happened.
struct SessionPage {
    let file: SessionFile
    let isProvince: Bool
    let waiting: [WaitingDossier]
    let history: [Event]
    let recording: Permission
    let conclusion: Permission
    let lawbook: Lawbook
    let typed: TypedForm
    let csrfToken: String
    let today: CivilDate

    init(
        _ visit: Visit, id: ID<CouncilSession>, lawbook: Lawbook, typed: TypedForm = .none, in tx: any ReadTransaction
    ) throws {
        let (session, council) = try Gate.session(id, for: visit.actor, may: .view, in: tx)
        let policy = try Gate.sessionPolicy(for: visit.actor, council, in: tx)
        file = try SessionRecords.file(of: session, council, in: tx)
        isProvince = council.isProvince
        recording = policy.permission(for: .record, on: session)
        conclusion = policy.permission(for: .conclude, on: session)
        waiting =
            recording.isOpen ? try SessionRecords.waiting(for: council, limit: NewSessionPage.offered, in: tx) : []
        history = try EventRecords.history(of: .councilSession, id.rawValue, in: tx)
        self.lawbook = lawbook
        self.typed = typed
        csrfToken = visit.csrfToken
        today = visit.today
    }

    private var session: CouncilSession { file.session }
    private var mayRecord: Bool { recording.isOpen }

    var page: StaffPage {
        StaffPage(
            title: session.title, section: .sessions, status: typed.problem?.status ?? .ok,
            main: """
                \(PageHead(title: session.title, lead: lead, status: session.state.tag, back: Link(label: "Phiên họp Hội đồng", href: Route.sessions.path())).html)
                \(typed.summary)
                \(conclude)
                \(agenda)
                \(attendance)
                \(votes)
                \(minutes)
                \(Card(title: "Diễn biến", body: timeline).html)
                """)
    }

    private var lead: String {
        let place = session.place.isEmpty ? "" : ", tại \(session.place)"
        return "\(file.council.name) · ngày \(session.heldOn.written)\(place)"
    }

    private func form(_ route: Route, isMultipart: Bool = false, _ body: HTML) -> HTML {
        Form(
            action: route.path(session.id), csrfToken: csrfToken, isMultipart: isMultipart,
            body: "\(HiddenField(name: "version", value: String(session.version)).html)\(body)"
        ).html
    }

    // MARK: Conclusion

    private var conclude: HTML {
        let missing = file.missing(today: today)
        switch conclusion {
        case .hidden: return session.state != .concluded && !missing.isEmpty ? missingCard(missing, action: "") : ""
        case .locked: return ""
        case .open:
            guard missing.isEmpty else {
                return missingCard(
                    missing,
                    action: LockedButton(
                        label: "Kết thúc phiên họp", reason: "Còn \(missing.count) việc chưa xong, liệt kê ở trên."
                    ).html)
            }
            let passed = file.nominations.count { $0.count?.hasPassed == true }
            let failed = file.nominations.count - passed
            return Card(
                title: "Đã đủ để kết thúc phiên họp",
                body: Confirmation(
                    summary: "Kết thúc phiên họp",
                    body: form(
                        .concludeSession,
                        """
                        <p>\(file.agenda.count) hồ sơ được ghi là Hội đồng đã xét: \(passed) đề nghị đạt, \(failed) đề nghị \
                        không đạt số phiếu cần thiết. Đề nghị đạt được đưa vào dự thảo quyết định; đơn vị gửi hồ sơ nhận \
                        được thông báo. Sau đó điểm danh và kết quả kiểm phiếu không sửa được nữa.</p>
                        <div class="actions">\(Button(label: "Kết thúc, gửi kết quả").html)</div>
                        """), tone: .primary
                ).html, tone: .good
            ).html
        }
    }

    private func missingCard(_ missing: [String], action: HTML) -> HTML {
        Card(
            title: "Còn thiếu trước khi kết thúc phiên họp",
            body: """
                <ul>\(each: missing, { "<li>\($0.prefix(1).uppercased() + $0.dropFirst())</li>" })</ul>
                \(if: !action.isEmpty, "<div class=\"actions\">\(action)</div>")
                """, id: "con-thieu", tone: .warning
        ).html
    }

    // MARK: Agenda

    private var agenda: HTML {
        let counts = Dictionary(grouping: file.nominations, by: \.dossierID).mapValues(\.count)
        let table = Table(
            caption: "Hồ sơ trong chương trình họp",
            columns: [
                Column(label: "Hồ sơ", isMain: true), Column(label: "Đơn vị trình"),
                Column(label: "Số đề nghị", isNumeric: true), Column(label: "Tình trạng"),
            ] + (mayRecord ? [Column(label: "Thay đổi")] : []),
            rows: file.agenda.map { dossier in
                TableRow(
                    cells: [
                        Link(label: "\(dossier.number) – \(dossier.title)", href: Route.dossier.path(dossier.id)).html,
                        "\(dossier.unitName)", "\(counts[dossier.id] ?? 0)", "\(dossier.state.name)",
                    ] + (mayRecord ? [removal(dossier)] : []))
            },
            empty: EmptyState(
                title: "Chương trình chưa có hồ sơ nào",
                hint: mayRecord
                    ? "Chọn trong các hồ sơ đang chờ Hội đồng xét dưới đây."
                    : "Thư ký Hội đồng chọn hồ sơ đưa vào chương trình."))
        return Card(title: "Chương trình họp", body: "\(table.html)\(addition)", id: "chuong-trinh").html
    }

    private func removal(_ dossier: AgendaDossier) -> HTML {
        form(
            .changeAgenda,
            """
            \(HiddenField(name: "remove", value: dossier.id.rawValue).html)\
            \(Button(label: "Bỏ khỏi chương trình", tone: .quiet).html)
            """)
    }

    private var addition: HTML {
        guard mayRecord else { return "" }
        guard !waiting.isEmpty else {
            return "<p class=\"muted\">Không còn hồ sơ nào khác chờ Hội đồng xét.</p>"
        }
        return Confirmation(
            summary: "Thêm hồ sơ (\(waiting.count) hồ sơ đang chờ)",
            body: form(
                .changeAgenda,
                """
                \(CheckboxGroup(name: "dossier", label: "Hồ sơ đang chờ Hội đồng xét", options: waiting.map(\.option), selected: Set(typed.form?.all("dossier") ?? []), error: typed.error("dossier")).html)
                <div class="actions">\(Button(label: "Thêm vào chương trình", tone: .secondary).html)</div>
                """)
        ).html
    }

    // MARK: Attendance

    private var attendance: HTML {
        let attendance = file.attendance
        let columns = [
            Column(label: "Thành viên", isMain: true), Column(label: "Chức danh trong Hội đồng"),
            Column(label: "Tham dự"),
        ]
        let table = Table(
            caption: "Điểm danh \(attendance.members.count) thành viên", columns: columns,
            rows: attendance.members.map { member in
                TableRow(cells: [
                    "\(member.name)\(some: member.position.isEmpty ? nil : member.position, { "<br><span class=\"muted\">\($0)</span>" })",
                    "\(member.role.name)", presence(of: member),
                ])
            },
            empty: EmptyState(
                title: "Hội đồng chưa có thành viên nào vào ngày \(session.heldOn.written)",
                hint: "Thêm thành viên ở trang của Hội đồng.",
                action: Link(label: file.council.name, href: Route.council.path(file.council.id)).html))
        let summary: HTML =
            attendance.presences.isEmpty
            ? ""
            : """
            <p>Có mặt \(attendance.count(.present)), gửi ý kiến bằng văn bản \(attendance.count(.written)), vắng \
            \(attendance.count(.absent)) trên tổng số \(attendance.members.count) thành viên.</p>
            """
        let warning: HTML =
            attendance.warning.map { warning in
                """
                <p class="notice warning"><span class="sign" aria-hidden="true">\(Tone.warning.sign)</span> \(warning)</p>
                """
            } ?? ""
        let body: HTML
        if mayRecord, let obstacle = file.openingObstacle(today: today) {
            body = "\(table.html)\(LockedButton(label: "Ghi điểm danh", reason: obstacle).html)"
        } else if mayRecord, !attendance.members.isEmpty {
            body = form(
                .recordAttendance,
                """
                <p class="hint" id="f-attendance">Người chưa ghi được chọn sẵn “Có mặt”. Sửa những người vắng rồi bấm Ghi điểm danh.\(if: session.state == .planned, " Ghi lần đầu là khai mạc phiên họp: từ đó, thay đổi thành viên Hội đồng không ảnh hưởng đến phiên họp này.")</p>
                \(table.html)<div class="actions">\(Button(label: "Ghi điểm danh", tone: .secondary).html)</div>
                """)
        } else {
            body = table.html
        }
        return Card(title: "Điểm danh", body: "\(summary)\(warning)\(body)", id: "diem-danh").html
    }

    private func presence(of member: CouncilMember) -> HTML {
        let stored = file.attendance.presences[member.id]
        guard mayRecord, file.openingObstacle(today: today) == nil else { return "\(stored?.name ?? "Chưa ghi")" }
        let name = "presence-\(member.id)"
        let selected = typed.value(name, or: (stored ?? .present).rawValue)
        return """
            <select id="f-\(name)" name="\(name)" aria-label="Tham dự của \(member.name)">\
            \(each: Presence.allCases, { presence in
                "<option value=\"\(presence.rawValue)\"\(if: presence.rawValue == selected, " selected")>\(presence.name)</option>"
            })</select>\(if: stored == nil, " <span class=\"muted\">(chưa ghi)</span>")
            """
    }

    // MARK: Votes

    private var votes: HTML {
        let numbers = Dictionary(file.agenda.map { ($0.id, $0.number) }, uniquingKeysWith: { first, _ in first })
        let table = Table(
            caption: "Kết quả kiểm phiếu của \(file.nominations.count) đề nghị",
            columns: [
                Column(label: "Đề nghị", isMain: true), Column(label: "Danh hiệu, hình thức"),
                Column(label: "Đồng ý", isNumeric: true), Column(label: "Không đồng ý", isNumeric: true),
                Column(label: "Cần đạt"), Column(label: "Kết quả"),
            ],
            rows: file.nominations.map { row($0, number: numbers[$0.dossierID] ?? "") },
            empty: EmptyState(
                title: "Chưa có đề nghị nào để biểu quyết",
                hint:
                    "Đề nghị được Sở Nội vụ hoặc thủ trưởng đơn vị đề nghị khen thưởng hiện ở đây khi hồ sơ vào chương trình."
            ))
        let hint: HTML = """
            <p class="hint">Tỷ lệ tính trên tổng số \(file.members) thành viên Hội đồng \
            \(session.state == .planned ? "vào ngày \(session.heldOn.written)" : "khi khai mạc"), kể cả người vắng. Số phiếu còn lại là phiếu trắng, phiếu không hợp lệ hoặc không có ý kiến.</p>
            """
        let body: HTML
        if mayRecord, file.openingObstacle(today: today) == nil, !file.nominations.isEmpty, file.members > 0 {
            body = form(
                .recordVotes,
                "\(table.html)<div class=\"actions\">\(Button(label: "Ghi kết quả kiểm phiếu", tone: .secondary).html)</div>"
            )
        } else {
            body = table.html
        }
        return Card(title: "Kiểm phiếu", body: "\(if: !file.nominations.isEmpty, hint)\(body)", id: "kiem-phieu").html
    }

    private func row(_ nomination: AgendaNomination, number: String) -> TableRow {
        let requirement = file.requirement(for: nomination, lawbook: lawbook, today: today)
        let (share, members) = (
            nomination.count?.threshold ?? requirement.share, nomination.count?.members ?? file.members
        )
        let result: HTML
        if let count = nomination.count {
            let percent = Ratio(count.agree, of: count.members).percent
            result = """
                \(StatusTag(label: count.hasPassed ? "Đạt" : "Không đạt", tone: count.hasPassed ? .good : .bad).html) \
                <span class="muted">\(count.agree)/\(count.members) (\(percent))</span>
                """
        } else {
            result = StatusTag(label: "Chưa kiểm phiếu", tone: .neutral).html
        }
        let basis: HTML =
            requirement.citation.map { "<br><span class=\"muted\">\($0.text)</span>" }
            ?? "<br><span class=\"muted\">luật không định tỷ lệ</span>"
        return TableRow(cells: [
            """
            \(nomination.nomineeName)<br><span class="muted">\(nomination.nomineeDetail) · \
            \(Link(label: number, href: Route.dossier.path(nomination.dossierID)).html)</span>
            """,
            "\(lawbook.name(of: nomination.code))",
            cell("agree", nomination, stored: nomination.count?.agree, what: "đồng ý"),
            cell("disagree", nomination, stored: nomination.count?.disagree, what: "không đồng ý"),
            "\(share.needed(of: members))/\(members) (\(requirement.words))\(basis)",
            result,
        ])
    }

    private func cell(_ field: String, _ nomination: AgendaNomination, stored: Int?, what: String) -> HTML {
        let storedText = stored.map(String.init) ?? ""
        guard mayRecord, file.openingObstacle(today: today) == nil else {
            return "\(storedText.isEmpty ? "–" : storedText)"
        }
        let name = "\(field)-\(nomination.id)"
        let error = typed.error(name)
        return """
            <input type="text" class="short" inputmode="numeric" id="f-\(name)" name="\(name)" autocomplete="off" \
            value="\(typed.value(name, or: storedText))" aria-label="Số phiếu \(what) cho \(nomination.nomineeName)"\
            \(if: error != nil, " aria-invalid=\"true\" aria-describedby=\"f-\(name)-error\"")>\
            \(some: error, { "<p class=\"error\" id=\"f-\(name)-error\"><span class=\"sign\">✕</span>\($0)</p>" })
            """
    }

    // MARK: Minutes and history

    private var minutes: HTML {
        let table = Table(
            caption: "Biên bản họp, biên bản kiểm phiếu",
            columns: [
                Column(label: "Văn bản", isMain: true), Column(label: "Số, ngày"), Column(label: "Người tải lên"),
            ],
            rows: file.minutes.map { paper in
                TableRow(cells: [
                    Link(label: paper.fileName, href: Route.attachment.path(paper.id)).html,
                    "\([paper.paperNumber, paper.paperOn?.written ?? ""].filter { !$0.isEmpty }.joined(separator: ", ngày "))",
                    "\(paper.uploadedByName), \(paper.uploadedAt.written)",
                ])
            },
            empty: EmptyState(
                title: "Chưa có biên bản", hint: "Tải lên biên bản họp đã ký, kèm biên bản kiểm phiếu nếu tách riêng."))
        guard mayRecord else { return Card(title: "Biên bản", body: table.html, id: "bien-ban").html }
        let upload = form(
            .addMinutes, isMultipart: true,
            """
            <div class="form-grid">
            \(TextField(name: "paperNumber", label: "Số, ký hiệu", value: typed.value("paperNumber"), hint: "Ví dụ: 12/BB-HĐTĐKT", error: typed.error("paperNumber"), maxLength: 50).html)
            \(TextField(name: "paperOn", label: "Ngày văn bản", value: typed.value("paperOn"), error: typed.error("paperOn"), kind: .date).html)
            </div>
            \(FileField(name: "file", label: "Tệp biên bản", accept: ".pdf,.docx,.xlsx,.jpg,.jpeg,.png", hint: "PDF, Word, Excel hoặc ảnh chụp, tối đa 20 MB.", error: typed.error("file"), isRequired: true).html)
            <div class="actions">\(Button(label: "Tải lên biên bản", tone: .secondary).html)</div>
            """)
        return Card(title: "Biên bản", body: "\(table.html)\(upload)", id: "bien-ban").html
    }

    private var timeline: HTML { Timeline(items: history.map(\.timelineItem)).html }
}

extension Event {
    /// One step of a timeline.
    var timelineItem: TimelineItem { TimelineItem(at: at.written, who: accountName, what: kind.phrase, note: note) }
}
