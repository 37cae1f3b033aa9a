import Actions
import Domain
import Hummingbird
import Primitives
import Records
import Store
import WebSupport

/// The division of today as a file, in the columns in which it is taken in again: to be changed in a spreadsheet and put back.
enum DivisionSheet {
    static func response(_ visit: Visit, on store: any Store) async throws -> Response {
        let (sheet, count) = try await store.read { tx in try load(visit, in: tx) }
        try await store.write { tx in
            try EventRecords.append(
                .dataExported, to: .account, visit.actor.accountID.rawValue, by: visit.actor,
                note: "Bảng chia đơn vị vào cụm, khối: \(count) dòng", in: tx)
        }
        return .download(sheet.bytes, mediaType: "text/csv; charset=utf-8", fileName: "chia-cum-khoi.csv")
    }

    /// A line for each unit and each of its clusters of today; units in none with an empty cell, to be filled.
    private static func load(_ visit: Visit, in tx: any ReadTransaction) throws -> (CommaSeparated, lines: Int) {
        let organiser = try Gate.requireClusterOrganiser(visit.actor, in: tx)
        let units = try ClusterMemberRecords.candidates(below: organiser, on: tx.today, in: tx)
        let standing = try ClusterMemberRecords.clusters(
            of: units.map(\.id), organisedBy: organiser.id, from: tx.today, in: tx)
        var sheet = CommaSeparated(heads: DivisionFile.header)
        var count = 0
        for kind in Unit.Kind.allCases {
            for unit in units where unit.kind == kind {
                let clusters = (standing[unit.id] ?? []).filter { $0.membership.from <= tx.today }.map(\.cluster.name)
                for cluster in clusters.isEmpty ? [""] : clusters {
                    sheet.append([unit.code, unit.name, cluster])
                    count += 1
                }
            }
        }
        return (sheet, count)
    }
}

/// Where a division is brought in as a file: *Nhập bảng chia đơn vị*.
struct DivisionImportFormPage {
    let csrfToken: String
    let typed: TypedForm
    let today: CivilDate

    static func load(
        _ visit: Visit, typed: TypedForm = .none, in tx: any ReadTransaction
    ) throws -> DivisionImportFormPage {
        _ = try Gate.requireClusterOrganiser(visit.actor, in: tx)
        return DivisionImportFormPage(csrfToken: visit.csrfToken, typed: typed, today: tx.today)
    }

    var page: StaffPage {
        StaffPage(
            title: "Nhập bảng chia đơn vị", section: .clusters, status: typed.problem?.status ?? .ok,
            main: """
                \(PageHead(
                    title: "Nhập bảng chia đơn vị",
                    lead: "Tải tệp lên để xem trước. Chưa có gì được ghi cho đến khi anh/chị xác nhận ở trang sau.",
                    back: Link(label: "Cụm, khối thi đua", href: Route.clusters.path()),
                    actions: LinkButton(label: "Tải bảng chia hiện nay (CSV)", href: Route.divisionSheet.path(), tone: .secondary).html).html)
                \(typed.summary)
                \(Form(action: Route.previewDivisionImport.path(), csrfToken: csrfToken, isMultipart: true, body: fields).html)
                \(Card(title: "Mẫu tệp", body: sample).html)
                """)
    }

    private var fields: HTML {
        """
        \(FileField(
            name: "tep", label: "Tệp chia đơn vị (Excel .xlsx hoặc CSV UTF-8)", accept: ".xlsx,.csv,text/csv",
            hint: "Tối đa 2 MB, 5.000 dòng. Của tệp Excel thì đọc trang tính đầu tiên.", error: typed.error("tep"), isRequired: true).html)
        \(TextField(name: "from", label: "Từ ngày", value: typed.value("from", or: today.written), error: typed.error("from"), isRequired: true, kind: .date).html)
        \(TextArea(name: "reason", label: "Căn cứ, lý do", value: typed.value("reason"), hint: "Ví dụ: Quyết định số 12/QĐ-UBND ngày 05/01/2025", error: typed.error("reason"), isRequired: true, rows: 2, maxLength: 2000).html)
        <div class="actions">\(Button(label: "Xem trước").html)
        <a class="button quiet" href="\(Route.clusters.path())">Thôi</a></div>
        """
    }

    private var sample: HTML {
        """
        <p>Mỗi dòng một đơn vị; dòng đầu là tên cột: \(DivisionFile.header.map { "“\($0)”" }.joined(separator: ", ")).</p>
        <ul>
        <li>Ghi mã hoặc tên đơn vị; tên cụm, khối như trong hệ thống.</li>
        <li>Đơn vị có cụm, khối khác với hiện nay thì chuyển sang đó từ ngày đã nhập. Đơn vị thuộc hai cụm, khối thì ghi hai dòng.</li>
        <li>Ô cụm, khối để trống thì đơn vị giữ nguyên. Nhập lại tệp cũ không làm thay đổi gì.</li>
        </ul>
        """
    }
}

/// What a file would do, before it is confirmed.
struct DivisionImportPage {
    static let listed = 200

    let waiting: WaitingUnitImport
    let plan: DivisionImport.Plan
    let csrfToken: String
    let typed: TypedForm

    static func load(
        _ visit: Visit, typed: TypedForm = .none, in tx: any ReadTransaction
    ) throws -> DivisionImportPage {
        let organiser = try Gate.requireClusterOrganiser(visit.actor, in: tx)
        let waiting = try DivisionImport.waiting(try visit.id("lần nhập này"), in: tx)
        return DivisionImportPage(
            waiting: waiting, plan: try DivisionImport.plan(waiting, below: organiser, in: tx),
            csrfToken: visit.csrfToken, typed: typed)
    }

    /// What was done, as a sentence.
    static func words(done plan: DivisionImport.Plan) -> String {
        if plan.isEmpty { return "Không có gì thay đổi: đơn vị nào cũng đã ở đúng cụm, khối." }
        let changed = plan.changes.count
        let moved = plan.moved > 0 ? ", trong đó \(groupedByThousands(plan.moved)) đơn vị rời cụm, khối khác" : ""
        return "Đã chia \(groupedByThousands(changed)) đơn vị từ \(plan.from.written)\(moved)."
    }

    var page: StaffPage {
        let changes = plan.changes
        return StaffPage(
            title: "Xem trước bảng chia đơn vị", section: .clusters, status: typed.problem?.status ?? .ok,
            main: """
                \(PageHead(
                    title: "Xem trước bảng chia đơn vị", lead: "Từ \(plan.from.written) · tệp \(waiting.fileName)",
                    back: Link(label: "Chọn tệp khác", href: Route.divisionImportForm.path())).html)
                \(typed.summary)
                \(StatRow(items: [
                    Stat(value: groupedByThousands(changes.count), label: "đơn vị thay đổi"),
                    Stat(value: groupedByThousands(plan.unchanged), label: "đơn vị đã đúng chỗ"),
                    Stat(value: groupedByThousands(plan.untouched), label: "đơn vị để trống, giữ nguyên"),
                    Stat(value: groupedByThousands(plan.faults.count), label: "chỗ phải sửa"),
                ]).html)
                \(if: !plan.faults.isEmpty, faultCard)
                \(closing)
                \(if: waiting.confirmedAt == nil && !changes.isEmpty, changeTable(changes).html)
                """)
    }

    private var faultCard: HTML {
        Card(
            title: "Ô phải sửa trong tệp",
            body: """
                <ul>\(each: plan.faults.prefix(Self.listed), { "<li>\($0.text)</li>" })</ul>
                \(if: plan.faults.count > Self.listed, "<p>… và \(groupedByThousands(plan.faults.count - Self.listed)) chỗ nữa.</p>")
                """, tone: .bad
        ).html
    }

    private var closing: HTML {
        if let confirmedAt = waiting.confirmedAt {
            return """
                <p>\(StatusTag(label: "Đã nhập lúc \(confirmedAt.written)", tone: .good).html)</p>
                <p>\(Link(label: "Xem cụm, khối", href: Route.clusters.path()).html)</p>
                """
        }
        if !plan.faults.isEmpty {
            return LockedButton(
                label: "Chia đơn vị",
                reason:
                    "Còn \(groupedByThousands(plan.faults.count)) chỗ phải sửa. Sửa trong tệp rồi tải lên lại; chưa có gì được ghi."
            ).html
        }
        if plan.isEmpty {
            return EmptyState(
                title: "Không có gì thay đổi",
                hint: "Đơn vị nào trong tệp cũng đã ở đúng cụm, khối. Không cần nhập lại.",
                action: LinkButton(label: "Về cụm, khối", href: Route.clusters.path(), tone: .secondary).html
            ).html
        }
        let versions = plan.versions.sorted { $0.key.rawValue < $1.key.rawValue }
        return Form(
            action: Route.confirmDivisionImport.path(waiting.id), csrfToken: csrfToken,
            body: """
                \(each: versions, { HiddenField(name: DivisionPage.versionField + $0.key.rawValue, value: String($0.value)).html })
                <p>Căn cứ: <span class="pre">\(waiting.reason)</span></p>
                <div class="actions">\(Button(label: "Chia đơn vị").html)</div>
                """
        ).html
    }

    private func changeTable(_ changes: [(unit: Unit, left: [Cluster], joined: [Cluster])]) -> Table {
        func names(_ clusters: [Cluster]) -> String {
            clusters.isEmpty ? "–" : clusters.map(\.name).joined(separator: ", ")
        }
        return Table(
            caption: changes.count > Self.listed
                ? "\(Self.listed) đơn vị đầu trong \(groupedByThousands(changes.count)) đơn vị thay đổi"
                : "Đơn vị thay đổi",
            columns: [
                Column(label: "Đơn vị", isMain: true), Column(label: "Mã"),
                Column(label: "Thôi ở, đến hết \(plan.from.adding(days: -1).written)"),
                Column(label: "Vào, từ \(plan.from.written)"),
            ],
            rows: changes.prefix(Self.listed).map { change in
                TableRow(cells: [
                    "\(change.unit.name)", "\(change.unit.code)", "\(names(change.left))", "\(names(change.joined))",
                ])
            },
            empty: EmptyState(title: "Không đơn vị nào thay đổi", hint: ""))
    }
}
