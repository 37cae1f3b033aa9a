import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// The form in which a drive of a movement is added or changed.
struct DriveFormPage {
    let movement: Movement
    /// `nil` for a new one.
    let drive: MovementDrive?
    let occasions: [OccasionLine]
    let csrfToken: String
    let typed: TypedForm

    static func new(
        _ visit: Visit, _ id: ID<Movement>, typed: TypedForm = .none, in tx: any ReadTransaction
    ) throws -> DriveFormPage {
        let movement = try Gate.movement(id, for: visit.actor, may: .plan, in: tx)
        return try make(visit, movement, nil, typed, in: tx)
    }

    static func existing(
        _ visit: Visit, _ id: ID<Movement>, typed: TypedForm = .none, in tx: any ReadTransaction
    ) throws -> DriveFormPage {
        let (movement, drive) = try Gate.drive(
            try visit.id("drive", "đợt thi đua này"), of: id, for: visit.actor, in: tx)
        return try make(visit, movement, drive, typed, in: tx)
    }

    private static func make(
        _ visit: Visit, _ movement: Movement, _ drive: MovementDrive?, _ typed: TypedForm, in tx: any ReadTransaction
    ) throws -> DriveFormPage {
        DriveFormPage(
            movement: movement, drive: drive,
            occasions: try OccasionRecords.choices(for: [movement.launchingUnitID], from: movement.startsOn, in: tx),
            csrfToken: visit.csrfToken, typed: typed)
    }

    static func content(_ form: FormData) -> DriveContent {
        DriveContent(
            name: form["name"], startsOn: form["startsOn"], endsOn: form["endsOn"], goals: form["goals"],
            occasion: form["occasion"])
    }

    var page: StaffPage {
        let title = drive == nil ? "Thêm đợt thi đua" : "Sửa đợt thi đua"
        return StaffPage(
            title: title, section: .movements, status: typed.problem?.status ?? .ok,
            main: """
                \(PageHead(
                    title: title, lead: "\(movement.name), từ \(movement.startsOn.written) đến hết \(movement.endsOn.written)",
                    back: Link(label: "Xem phong trào", href: Route.movement.path(movement.id))).html)
                \(typed.summary)
                \(form.html)
                \(some: drive, cancelPart)
                """)
    }

    /// The reason to cancel has its own form on this page; its fields are not those of the drive.
    private var isCancelling: Bool { typed.form?.has("reason") ?? false }

    private var form: Form {
        let stored = drive.map(DriveContent.init) ?? DriveContent()
        let typed = isCancelling ? TypedForm.none : typed
        return Form(
            action: drive.map { Route.changeDrive.path(movement.id, $0.id) } ?? Route.addDrive.path(movement.id),
            csrfToken: csrfToken, isTakenOnce: drive == nil,
            attributes: "data-draft-key=\"dot-\(movement.id.rawValue)-\(drive?.id.rawValue ?? "moi")\"",
            body: """
                \(HiddenField(name: "version", value: String(drive?.version ?? 0)).html)
                \(TextField(name: "name", label: "Tên đợt", value: typed.value("name", or: stored.name), hint: "Ví dụ: Đợt 1, chào mừng ngày thành lập Đảng", error: typed.error("name"), isRequired: true, maxLength: 300).html)
                <div class="form-grid">
                \(TextField(name: "startsOn", label: "Ngày bắt đầu", value: typed.value("startsOn", or: stored.startsOn), hint: "Tính cả ngày này", error: typed.error("startsOn"), isRequired: true, kind: .date).html)
                \(TextField(name: "endsOn", label: "Ngày kết thúc", value: typed.value("endsOn", or: stored.endsOn), hint: "Tính cả ngày này", error: typed.error("endsOn"), isRequired: true, kind: .date).html)
                </div>
                \(TextArea(name: "goals", label: "Mục tiêu, nội dung", value: typed.value("goals", or: stored.goals), error: typed.error("goals"), isRequired: true, rows: 5, maxLength: 20_000).html)
                \(occasionField(typed, stored).html)
                <div class="actions">\(Button(label: drive == nil ? "Thêm đợt thi đua" : "Lưu thay đổi").html)
                <a class="button quiet" href="\(Route.movement.path(movement.id))">Thôi</a></div>
                """)
    }

    private func occasionField(_ typed: TypedForm, _ stored: DriveContent) -> Select {
        let start = CivilDate(written: VietnameseText.tidied(typed.value("startsOn", or: stored.startsOn)))
        let from = start ?? movement.startsOn
        let known = occasions.filter { $0.occasion.yearGreeted(from: from) != nil }
        return Select(
            name: "occasion", label: "Chào mừng",
            options: [
                OptionGroup(
                    options: [Option(value: "", label: "Không gắn với ngày nào")]
                        + known.map { OccasionChoice.option($0, from: from) })
            ],
            selected: typed.value("occasion", or: stored.occasion), error: typed.error("occasion"))
    }

    private func cancelPart(_ drive: MovementDrive) -> HTML {
        Confirmation(
            summary: "Bỏ đợt thi đua này",
            body: Form(
                action: Route.cancelDrive.path(movement.id, drive.id), csrfToken: csrfToken,
                body: """
                    \(HiddenField(name: "version", value: String(drive.version)).html)
                    \(TextArea(name: "reason", label: "Lý do", value: isCancelling ? typed.value("reason") : "", error: isCancelling ? typed.error("reason") : nil, isRequired: true, rows: 3, maxLength: 2000).html)
                    <div class="actions">\(Button(label: "Bỏ đợt thi đua", tone: .danger).html)</div>
                    """
            ).html, isOpen: isCancelling
        ).html
    }
}

/// On the page of a movement: its drives in order of time.
struct DriveList {
    let movement: Movement
    let drives: [MovementDrive]
    let greeted: [ID<Occasion>: Occasion]
    /// How many units reviewed each, by ``MovementReview/Stage/key``; `nil` for those who do not see how units do.
    let totals: [String: ReviewTotals]?
    let permission: Permission
    let today: CivilDate

    var html: HTML? {
        if drives.isEmpty, permission == .hidden { return nil }
        return Card(title: "Các đợt thi đua", body: "\(list)\(addPart)", id: "dot").html
    }

    private var addPart: HTML {
        switch permission {
        case .open:
            "<div class=\"actions\">\(LinkButton(label: "Thêm đợt thi đua", href: Route.newDrive.path(movement.id), tone: .secondary).html)</div>"
        case .locked(let reason): LockedButton(label: "Thêm đợt thi đua", reason: reason).html
        case .hidden: ""
        }
    }

    private var list: HTML {
        if drives.isEmpty { return "<p class=\"muted\">Chưa chia đợt.</p>" }
        return Table(
            caption: "Các đợt theo thứ tự thời gian", showsCaption: false,
            columns: [
                Column(label: "Đợt", isMain: true), Column(label: "Thời gian"), Column(label: "Tình hình"),
            ],
            rows: drives.map(row),
            empty: EmptyState(title: "Chưa chia đợt", hint: "Các đợt thi đua của phong trào hiện ở đây.")
        ).html
    }

    private func row(_ drive: MovementDrive) -> TableRow {
        let title: HTML =
            permission.isOpen && !drive.isCancelled
            ? Link(label: drive.name, href: Route.driveForm.path(movement.id, drive.id)).html : "\(drive.name)"
        let greeting = drive.greeting.flatMap { greeting in
            greeted[greeting.occasionID].map { GreetedOccasion(occasion: $0, year: greeting.year).title }
        }
        let reviewed: HTML? = totals.map {
            "<br><span class=\"muted\">\($0[drive.id.rawValue]?.units ?? 0)/\(movement.addressees.count) đơn vị đã sơ kết</span>"
        }
        let note: HTML =
            drive.isCancelled
            ? "<strong>Lý do bỏ:</strong> \(drive.cancelReason)"
            : "\(some: greeting, { "<strong>Chào mừng:</strong> \($0). " })\(drive.goals)"
        return TableRow(
            cells: [title, "\(drive.startsOn.written) – \(drive.endsOn.written)", "\(tag(drive).html)\(reviewed)"],
            note: note)
    }

    private func tag(_ drive: MovementDrive) -> StatusTag {
        if drive.isCancelled { return StatusTag(label: "Đã bỏ", tone: .neutral) }
        if today < drive.startsOn { return StatusTag(label: "Sắp tới", tone: .neutral) }
        return today > drive.endsOn
            ? StatusTag(label: "Đã kết thúc", tone: .good) : StatusTag(label: "Đang diễn ra", tone: .progress)
    }
}
