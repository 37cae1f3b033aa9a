import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

extension StatusTag {
    init(house state: House.State) {
        let tone: Tone =
            switch state {
            case .needed: .warning
            case .started: .progress
            case .finished: .good
            case .withdrawn: .neutral
            }
        self.init(label: state.name, tone: tone)
    }
}

extension House.State {
    /// As it stands in an address.
    var key: String {
        switch self {
        case .needed: "chua-khoi-cong"
        case .started: "dang-lam"
        case .finished: "hoan-thanh"
        case .withdrawn: "dua-ra"
        }
    }
}

/// The figures of all communes: open to every official, without names.
struct HouseBoardPage {
    static let limit = 60

    let year: Int
    let totals: [HouseholdGroup: HouseSum]
    let lines: [HouseBoardLine]
    let hasMore: Bool
    let isContinued: Bool
    let mayList: Bool
    let mayAdd: Bool
    let today: CivilDate

    static func load(_ visit: Visit, _ tx: any ReadTransaction) throws -> HouseBoardPage {
        let year = yearShown(visit.query["nam"], today: tx.today)
        let after = NameCursor(visit.query["sau"])
        let isOfficial = !visit.actor.grants.isEmpty
        let lines = isOfficial ? try HouseRecords.board(year: year, after: after?.place, limit: limit + 1, in: tx) : []
        return HouseBoardPage(
            year: year, totals: isOfficial ? try HouseRecords.totals(year: year, in: tx) : [:],
            lines: Array(lines.prefix(limit)), hasMore: lines.count > limit, isContinued: after != nil,
            mayList: !HousePolicy.reach(of: visit.actor).isEmpty,
            mayAdd: try !Gate.houseUnits(of: visit.actor, in: tx).isEmpty, today: tx.today)
    }

    private var total: HouseSum { totals.values.reduce(into: HouseSum()) { $0 += $1 } }

    var page: StaffPage {
        StaffPage(
            title: "Xóa nhà tạm, nhà dột nát", section: .indicators,
            main: """
                \(PageHead(title: "Xóa nhà tạm, nhà dột nát năm \(year)", actions: actions).html)
                \(TargetTabs.html(.houses))
                \(yearFilter(.houses, year, today: today))
                \(if: total.total > 0, summary)
                \(table.html)
                """)
    }

    private var actions: HTML {
        var html: HTML = ""
        if mayAdd { html += LinkButton(label: "Thêm hộ", href: Route.newHouse.path()).html }
        if mayList {
            html +=
                LinkButton(
                    label: "Danh sách hộ", href: address(Route.houseList.path(), [("nam", String(year))]),
                    tone: .secondary
                ).html
        }
        return html
    }

    private var summary: HTML {
        """
        \(StatRow(items: [
            Stat(value: groupedByThousands(total.total), label: "hộ cần làm"),
            Stat(value: groupedByThousands(total.needed), label: "chưa khởi công"),
            Stat(value: groupedByThousands(total.started), label: "đang làm"),
            Stat(value: groupedByThousands(total.finished), label: "đã hoàn thành"),
        ]).html)
        \(BarChart(
            title: "Đã hoàn thành theo nhóm hộ",
            bars: HouseholdGroup.allCases.map { group in
                let sum = totals[group] ?? HouseSum()
                return ChartBar(label: group.name, value: sum.finished, note: "trên \(groupedByThousands(sum.total)) hộ")
            }).html)
        <p>Kinh phí: <strong>\(Dong(Int64(total.stateMoney)).written)</strong> nhà nước hỗ trợ, <strong>\(Dong(Int64(total.donatedMoney)).written)</strong> đóng góp.</p>
        """
    }

    private var table: Table {
        let list = ListAddress(route: .houses).with("nam", String(year))
        let next = hasMore ? lines.last.map { NameCursor(sortKey: $0.sortKey, id: $0.unitID.rawValue).text } : nil
        return Table(
            caption: "Từng xã, phường: đã hoàn thành trên số hộ cần làm",
            columns: [Column(label: "Xã, phường", isMain: true)]
                + HouseholdGroup.allCases.map { Column(label: $0.name, isNumeric: true) }
                + [
                    Column(label: "Tất cả", isNumeric: true), Column(label: "Đang làm", isNumeric: true),
                    Column(label: "Nhà nước hỗ trợ (đồng)", isNumeric: true),
                    Column(label: "Đóng góp (đồng)", isNumeric: true),
                ],
            rows: lines.map { line in
                let sum = line.sum
                return TableRow(
                    cells: ["\(line.unitName)"]
                        + HouseholdGroup.allCases.map { group in
                            line.groups[group].map { "\($0.finished)/\($0.total)" } ?? "–"
                        } + [
                            "\(sum.finished)/\(sum.total)", "\(sum.started)",
                            "\(groupedByThousands(sum.stateMoney))", "\(groupedByThousands(sum.donatedMoney))",
                        ])
            },
            empty: EmptyState(
                title: "Năm \(year) chưa ghi hộ nào",
                hint: mayAdd
                    ? "Bấm “Thêm hộ” để ghi hộ đầu tiên của xã, phường."
                    : "Khi các xã, phường ghi hộ, số liệu sẽ hiện ở đây."),
            pager: next == nil && !isContinued
                ? nil
                : Pager(
                    nextHref: next.map { list.with("sau", $0).path }, previousHref: isContinued ? list.path : nil,
                    previousLabel: "Về đầu danh sách"))
    }
}

/// The households by name: for those within whose reach they are.
struct HouseListPage {
    static let limit = 50

    let year: Int
    let group: HouseholdGroup?
    let state: House.State?
    let lines: [HouseLine]
    let hasMore: Bool
    let isContinued: Bool
    let mayAdd: Bool
    let today: CivilDate

    static func load(_ visit: Visit, _ tx: any ReadTransaction) throws -> HouseListPage {
        let reach = HousePolicy.reach(of: visit.actor)
        guard !reach.isEmpty else {
            throw Problem(
                .notAllowed,
                "Họ tên chủ hộ chỉ dành cho cán bộ, thủ trưởng của xã, phường và Sở Nội vụ. Số liệu chung xem ở bảng tổng hợp."
            )
        }
        let year = yearShown(visit.query["nam"], today: tx.today)
        let group = HouseholdGroup(rawValue: visit.query["nhom"])
        let state = House.State.allCases.first { $0.key == visit.query["xem"] }
        let after = NameCursor(visit.query["sau"])
        let lines = try HouseRecords.page(
            year: year, within: reach, unit: ID<Unit>(parsing: visit.query["don-vi"]), group: group, state: state,
            after: after?.place, limit: limit + 1, in: tx)
        return HouseListPage(
            year: year, group: group, state: state, lines: Array(lines.prefix(limit)), hasMore: lines.count > limit,
            isContinued: after != nil, mayAdd: try !Gate.houseUnits(of: visit.actor, in: tx).isEmpty, today: tx.today)
    }

    var page: StaffPage {
        let list = ListAddress(route: .houseList).with("nam", String(year)).with("nhom", group?.rawValue).with(
            "xem", state?.key)
        let next = hasMore ? lines.last.map { NameCursor(sortKey: $0.sortKey, id: $0.house.id.rawValue).text } : nil
        let groups =
            [Option(value: "", label: "Mọi nhóm")]
            + HouseholdGroup.allCases.map { Option(value: $0.rawValue, label: $0.name) }
        let states =
            [Option(value: "", label: "Mọi tình trạng")]
            + House.State.allCases.map { Option(value: $0.key, label: $0.name) }
        let extra: HTML = """
            \(Select(name: "nhom", label: "Nhóm hộ", options: [OptionGroup(options: groups)], selected: group?.rawValue ?? "").html)
            \(Select(name: "xem", label: "Tình trạng", options: [OptionGroup(options: states)], selected: state?.key ?? "").html)
            """
        let add: HTML = mayAdd ? LinkButton(label: "Thêm hộ", href: Route.newHouse.path()).html : ""
        return StaffPage(
            title: "Danh sách hộ", section: .indicators,
            main: """
                \(PageHead(
                    title: "Danh sách hộ năm \(year)",
                    back: Link(label: "Xóa nhà tạm, nhà dột nát", href: address(Route.houses.path(), [("nam", String(year))])),
                    actions: add).html)
                \(yearFilter(.houseList, year, today: today, extra: extra))
                \(Table(
                    caption: "Xếp theo tên chủ hộ",
                    columns: [
                        Column(label: "Chủ hộ", isMain: true), Column(label: "Xã, phường"), Column(label: "Thôn, bản"),
                        Column(label: "Nhóm hộ"), Column(label: "Hình thức"), Column(label: "Tình trạng"),
                    ],
                    rows: lines.map(row), empty: empty,
                    pager: next == nil && !isContinued ? nil : Pager(
                        nextHref: next.map { list.with("sau", $0).path }, previousHref: isContinued ? list.path : nil,
                        previousLabel: "Về đầu danh sách")).html)
                """)
    }

    private func row(_ line: HouseLine) -> TableRow {
        let invented: HTML = line.house.isInvented ? " <span class=\"muted\">Hư cấu</span>" : ""
        return TableRow(cells: [
            "\(Link(label: line.house.head, href: Route.house.path(line.house.id)).html)\(invented)",
            "\(line.unitName)",
            "\(line.house.village)", "\(line.house.group.name)", "\(line.house.measure.name)",
            StatusTag(house: line.house.state).html,
        ])
    }

    private var empty: EmptyState {
        group != nil || state != nil
            ? EmptyState(
                title: "Không có hộ nào như vậy", hint: "Bỏ bớt điều kiện lọc để xem các hộ khác.",
                action: LinkButton(label: "Xem tất cả", href: Route.houseList.path(), tone: .secondary).html)
            : EmptyState(
                title: "Năm \(year) chưa ghi hộ nào",
                hint: mayAdd ? "Bấm “Thêm hộ” để ghi hộ đầu tiên." : "Khi xã, phường ghi hộ, danh sách sẽ hiện ở đây.")
    }
}

/// One house: what is known, its photos, what happened.
struct HousePage {
    let house: House
    let policy: HousePolicy
    let unitName: String
    let photos: [Attachment]
    let events: [Event]
    let csrfToken: String
    let typed: TypedForm

    static func load(
        _ visit: Visit, _ id: ID<House>, typed: TypedForm = .none, in tx: any ReadTransaction
    ) throws -> HousePage {
        let house = try Gate.house(id, for: visit.actor, may: .view, in: tx)
        return HousePage(
            house: house, policy: try Gate.housePolicy(for: visit.actor, unitID: house.unitID, in: tx),
            unitName: try UnitRecords.unit(house.unitID, in: tx)?.name ?? "",
            photos: try AttachmentRecords.attachments(of: .house, id.rawValue, in: tx),
            events: try EventRecords.history(of: .house, id.rawValue, in: tx), csrfToken: visit.csrfToken,
            typed: typed)
    }

    private var mayEdit: Bool { policy.permission(for: .edit, on: house).isOpen }

    var page: StaffPage {
        let edit: HTML =
            mayEdit
            ? LinkButton(
                label: "Cập nhật", href: Route.houseForm.path(house.id),
                tone: house.state == .finished ? .secondary : .primary
            ).html : ""
        return StaffPage(
            title: house.head, section: .indicators, status: typed.problem?.status ?? .ok,
            main: """
                \(PageHead(
                    title: house.head, status: StatusTag(house: house.state),
                    back: Link(label: "Danh sách hộ", href: address(Route.houseList.path(), [("nam", String(house.year))])),
                    actions: edit).html)
                \(typed.summary)
                \(if: house.isInvented, "<p class=\"muted\">Hộ hư cấu, chỉ để trình diễn.</p>")
                \(some: house.withdrawnReason, { Card(title: "Lý do đưa ra khỏi danh sách", body: Paragraphs($0).html).html })
                \(Card(title: "Nhà ở", body: about).html)
                \(Card(title: "Ảnh", body: photoPart).html)
                \(if: mayEdit, withdrawPart)
                \(Card(title: "Diễn biến", body: timeline.html).html)
                """)
    }

    private var about: HTML {
        DefinitionList(items: [
            Definition(term: "Xã, phường", detail: "\(unitName)"),
            Definition(term: "Thôn, bản, tổ dân phố", detail: "\(house.village)"),
            Definition(term: "Nhóm hộ", detail: "\(house.group.name)"),
            Definition(term: "Hình thức", detail: "\(house.measure.name)"),
            Definition(term: "Khởi công", detail: "\(house.startedOn?.written ?? "Chưa")"),
            Definition(term: "Hoàn thành", detail: "\(house.finishedOn?.written ?? "Chưa")"),
            Definition(term: "Nhà nước hỗ trợ", detail: "\(house.stateMoney.written)"),
            Definition(term: "Đóng góp", detail: "\(house.donatedMoney.written)"),
        ]).html
    }

    private var photoPart: HTML {
        let list: HTML =
            photos.isEmpty
            ? EmptyState(
                title: "Chưa có ảnh",
                hint: mayEdit ? "Thêm ảnh nhà trước khi làm và khi hoàn thành." : "Xã, phường thêm ảnh ở đây."
            ).html
            : "<ul>\(each: photos, { "<li>\(Link(label: $0.fileName, href: Route.attachment.path($0.id)).html) <span class=\"muted\">\($0.uploadedByName), \($0.uploadedAt.written)</span></li>" })</ul>"
        guard mayEdit else { return list }
        let form = Form(
            action: Route.addHousePhoto.path(house.id), csrfToken: csrfToken, isMultipart: true,
            body: """
                \(FileField(name: "file", label: "Thêm ảnh", accept: ".jpg,.jpeg,.png", hint: "Ảnh JPG hoặc PNG, tối đa 20 MB; chụp ngôi nhà, không chụp giấy tờ", error: typed.error("file"), isRequired: true).html)
                <div class="actions">\(Button(label: "Tải ảnh lên", tone: .secondary).html)</div>
                """)
        return "\(list)\(form.html)"
    }

    private var withdrawPart: HTML {
        let form = Form(
            action: Route.withdrawHouse.path(house.id), csrfToken: csrfToken,
            body: """
                \(HiddenField(name: "version", value: String(house.version)).html)
                <p>Hộ vẫn còn lưu với lý do, và không còn được tính trong bảng.</p>
                \(TextArea(name: "reason", label: "Lý do", value: typed.value("reason"), error: typed.error("reason"), isRequired: true, rows: 2, maxLength: 2000).html)
                <div class="actions">\(Button(label: "Đưa ra khỏi danh sách", tone: .danger).html)</div>
                """)
        return Confirmation(
            summary: "Đưa ra khỏi danh sách", body: form.html, isOpen: typed.form?.has("reason") == true
        ).html
    }

    private var timeline: Timeline {
        Timeline(
            items: events.reversed().map {
                TimelineItem(at: $0.at.written, who: $0.accountName, what: $0.kind.phrase, note: $0.note)
            })
    }
}

/// The form of a house. Everything typed comes back with what is wrong.
struct HouseFormPage {
    let id: ID<House>?
    let version: Int
    let year: Int
    let unit: Unit
    let units: [Unit]
    let content: HouseContent
    let csrfToken: String
    let today: CivilDate
    let problem: Problem?

    static func new(
        _ visit: Visit, unitID: ID<Unit>?, year: Int? = nil, content: HouseContent = HouseContent(),
        problem: Problem? = nil, in tx: any ReadTransaction
    ) throws -> HouseFormPage {
        let units = try Gate.houseUnits(of: visit.actor, in: tx)
        guard let first = units.first else {
            throw Problem(.notAllowed, "Hộ do cán bộ, thủ trưởng của xã, phường hoặc Sở Nội vụ ghi.")
        }
        return HouseFormPage(
            id: nil, version: 0, year: year ?? tx.today.year, unit: units.first { $0.id == unitID } ?? first,
            units: units, content: content, csrfToken: visit.csrfToken, today: tx.today, problem: problem)
    }

    static func existing(
        _ visit: Visit, _ id: ID<House>, content: HouseContent? = nil, version: Int? = nil, problem: Problem? = nil,
        in tx: any ReadTransaction
    ) throws -> HouseFormPage {
        let house = try Gate.house(id, for: visit.actor, may: .edit, in: tx)
        guard let unit = try UnitRecords.unit(house.unitID, in: tx) else { throw Problem.notFound("đơn vị này") }
        return HouseFormPage(
            id: id, version: version ?? house.version, year: house.year, unit: unit, units: [unit],
            content: content ?? HouseContent(house), csrfToken: visit.csrfToken, today: tx.today, problem: problem)
    }

    static func content(_ form: FormData) -> HouseContent {
        var content = HouseContent()
        content.group = form["group"]
        content.measure = form["measure"]
        content.head = form["head"]
        content.village = form["village"]
        content.startedOn = form["startedOn"]
        content.finishedOn = form["finishedOn"]
        content.stateMoney = form["stateMoney"]
        content.donatedMoney = form["donatedMoney"]
        return content
    }

    private func error(_ field: String) -> String? { problem?.fields.first { $0.field == field }?.message }

    var page: StaffPage {
        let title = id == nil ? "Thêm hộ" : "Cập nhật nhà ở"
        let back =
            id.map { Link(label: "Xem hộ", href: Route.house.path($0)) }
            ?? Link(label: "Xóa nhà tạm, nhà dột nát", href: Route.houses.path())
        let fields = problem?.fields ?? []
        return StaffPage(
            title: title, section: .indicators, status: problem?.status ?? .ok,
            main: """
                \(PageHead(title: title, lead: units.count == 1 ? unit.name : nil, back: back).html)
                \(ErrorSummary(problems: fields, message: fields.isEmpty ? problem?.message : nil).html)
                \(form(back).html)
                """)
    }

    private func form(_ back: Link) -> Form {
        // Names of households are not kept in the browser as drafts: the computer may be shared.
        Form(
            action: id.map { Route.changeHouse.path($0) } ?? Route.addHouse.path(), csrfToken: csrfToken,
            isTakenOnce: id == nil,
            body: """
                \(HiddenField(name: "version", value: String(version)).html)
                \(unitField)
                \(if: id == nil, Select(name: "year", label: "Năm", options: [OptionGroup(options: yearOptions(today: today))], selected: String(year), error: error("year")).html)
                \(TextField(name: "head", label: "Họ tên chủ hộ", value: content.head, error: error("head"), isRequired: true, maxLength: 100, autocomplete: "off").html)
                \(TextField(name: "village", label: "Thôn, bản, tổ dân phố", value: content.village, hint: "Không ghi số nhà", error: error("village"), isRequired: true, maxLength: 100).html)
                \(RadioGroup(name: "group", label: "Nhóm hộ", options: HouseholdGroup.allCases.map { Option(value: $0.rawValue, label: $0.name) }, selected: content.group, error: error("group"), isRequired: true).html)
                \(RadioGroup(name: "measure", label: "Hình thức", options: House.Measure.allCases.map { Option(value: $0.rawValue, label: $0.name) }, selected: content.measure, error: error("measure"), isRequired: true).html)
                <div class="form-grid">
                \(TextField(name: "startedOn", label: "Ngày khởi công", value: content.startedOn, hint: "Để trống nếu chưa", error: error("startedOn"), kind: .date).html)
                \(TextField(name: "finishedOn", label: "Ngày hoàn thành", value: content.finishedOn, hint: "Để trống nếu chưa", error: error("finishedOn"), kind: .date).html)
                \(TextField(name: "stateMoney", label: "Tiền nhà nước hỗ trợ (đồng)", value: content.stateMoney, error: error("stateMoney"), kind: .number).html)
                \(TextField(name: "donatedMoney", label: "Tiền đóng góp (đồng)", value: content.donatedMoney, error: error("donatedMoney"), kind: .number).html)
                </div>
                <div class="actions">\(Button(label: id == nil ? "Thêm hộ" : "Lưu thay đổi").html)
                <a class="button quiet" href="\(back.href)">Thôi</a></div>
                """)
    }

    private var unitField: HTML {
        if units.count == 1 { return HiddenField(name: "unit", value: unit.id.rawValue).html }
        return Select(
            name: "unit", label: "Xã, phường",
            options: [OptionGroup(options: units.map { Option(value: $0.id.rawValue, label: $0.name) })],
            selected: unit.id.rawValue, isRequired: true
        ).html
    }
}
