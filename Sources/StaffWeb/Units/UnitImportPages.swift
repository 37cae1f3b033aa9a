import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// Where a list of units is brought in: *Nhập danh sách đơn vị*.
struct UnitImportFormPage {
    let csrfToken: String
    var problems: [FieldProblem] = []
    var message: String?

    var html: HTML {
        let error = problems.first { $0.field == "tep" }?.message
        return """
            \(PageHead(
                title: "Nhập danh sách đơn vị",
                lead: "Tải tệp lên để xem trước. Chưa có gì được ghi cho đến khi anh/chị xác nhận ở trang sau.",
                back: Link(label: "Đơn vị", href: Route.units.path())).html)
            \(ErrorSummary(problems: problems, message: message).html)
            \(Form(action: Route.previewUnitImport.path(), csrfToken: csrfToken, isMultipart: true, body: """
                \(FileField(
                    name: "tep", label: "Tệp danh sách (Excel .xlsx hoặc CSV UTF-8)", accept: ".xlsx,.csv,text/csv",
                    hint: "Tối đa 2 MB, 5.000 dòng. Của tệp Excel thì đọc trang tính đầu tiên.", error: error, isRequired: true).html)
                <div class="actions">\(Button(label: "Xem trước").html)</div>
                """).html)
            \(Card(title: "Hai mẫu tệp", body: """
                <p>Tệp được nhận ra theo dòng tiêu đề. Nhập tệp nào trước cũng được; nhập lại tệp cũ không làm thay đổi gì.</p>
                <p><strong>Đơn vị trước 01/7/2025</strong> (nhiều đơn vị kế tục thì cách nhau bằng dấu chấm phẩy):</p>
                <p><code>\(UnitFile.beforeHeader.joined(separator: ","))</code></p>
                <p><strong>Đơn vị từ 01/7/2025</strong>:</p>
                <p><code>\(UnitFile.fromHeader.joined(separator: ","))</code></p>
                """).html)
            """
    }
}

/// What a file would do, before it is confirmed.
struct UnitImportPreviewPage {
    static let listed = 100

    let waiting: WaitingUnitImport
    let file: UnitFile
    let plan: UnitImport.Plan
    let csrfToken: String

    static func load(_ visit: Visit, in tx: any ReadTransaction) throws -> UnitImportPreviewPage {
        try UnitGate.requireAdministrator(visit.actor)
        guard let waiting = try UnitRecords.waitingImport(try visit.id("id", "lần nhập này"), .units, in: tx)
        else {
            throw Problem.notFound("lần nhập này")
        }
        let file = try UnitFile(reading: waiting.content)
        return UnitImportPreviewPage(
            waiting: waiting, file: file, plan: try UnitImport.plan(file, in: tx), csrfToken: visit.csrfToken)
    }

    private var faults: [UnitFile.Fault] { file.faults + plan.conflicts }

    var html: HTML {
        """
        \(PageHead(
            title: "Xem trước danh sách đơn vị", lead: "\(file.title) · tệp \(waiting.fileName)",
            back: Link(label: "Chọn tệp khác", href: Route.unitImportForm.path())).html)
        \(StatRow(items: [
            Stat(value: groupedByThousands(plan.added.count), label: "đơn vị sẽ thêm"),
            Stat(value: groupedByThousands(plan.links.count), label: "quan hệ kế tục sẽ nối"),
            Stat(value: groupedByThousands(plan.unchanged), label: "đơn vị không đổi"),
            Stat(value: groupedByThousands(faults.count), label: "chỗ phải sửa"),
        ]).html)
        \(if: !file.faults.isEmpty, faultCard("Ô phải sửa trong tệp", file.faults))
        \(if: !plan.conflicts.isEmpty, faultCard("Khác với dữ liệu đang có", plan.conflicts))
        \(if: !plan.awaited.isEmpty, awaitedNote)
        \(closing)
        \(if: !plan.added.isEmpty, addedTable.html)
        """
    }

    private func faultCard(_ title: String, _ faults: [UnitFile.Fault]) -> HTML {
        Card(
            title: title,
            body: """
                <ul>\(each: faults.prefix(Self.listed), { "<li>\($0.text)</li>" })</ul>
                \(if: faults.count > Self.listed, "<p>… và \(faults.count - Self.listed) chỗ nữa.</p>")
                """, tone: .bad
        ).html
    }

    private var awaitedNote: HTML {
        """
        <div class="notice"><p>\(plan.awaited.count) quan hệ kế tục chờ tệp “Đơn vị từ 01/7/2025”: sẽ tự nối khi nhập tệp đó.</p></div>
        """
    }

    private var closing: HTML {
        if let confirmedAt = waiting.confirmedAt {
            return """
                <p>\(StatusTag(label: "Đã nhập lúc \(confirmedAt.written)", tone: .good).html)</p>
                <p>\(Link(label: "Xem danh sách đơn vị", href: Route.units.path()).html)</p>
                """
        }
        if !faults.isEmpty {
            return LockedButton(
                label: "Ghi vào hệ thống",
                reason: "Còn \(faults.count) chỗ phải sửa. Sửa trong tệp rồi tải lên lại; chưa có gì được ghi."
            ).html
        }
        if plan.isEmpty {
            return EmptyState(
                title: "Không có gì thay đổi",
                hint: "Mọi đơn vị trong tệp đã có trong hệ thống, đúng như tệp ghi. Không cần nhập lại.",
                action: LinkButton(label: "Về danh sách đơn vị", href: Route.units.path(), tone: .secondary).html
            ).html
        }
        return Form(
            action: Route.confirmUnitImport.path(waiting.id), csrfToken: csrfToken,
            body: """
                <p>Sẽ thêm \(plan.count(.province)) tỉnh, \(plan.count(.district)) huyện, \(plan.count(.commune)) xã, phường và nối \
                \(plan.links.count) quan hệ kế tục.</p>
                <div class="actions">\(Button(label: "Ghi vào hệ thống").html)</div>
                """
        ).html
    }

    private var addedTable: Table {
        var names = Dictionary(plan.added.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        for link in plan.links { names[link.successor.id] = link.successor.name }
        let successors = Dictionary(grouping: plan.links, by: \.predecessor.id)
        return Table(
            caption: plan.added.count > Self.listed
                ? "\(Self.listed) đơn vị đầu trong \(groupedByThousands(plan.added.count)) đơn vị sẽ thêm"
                : "Đơn vị sẽ thêm",
            columns: [
                Column(label: "Đơn vị", isMain: true), Column(label: "Loại"), Column(label: "Mã"),
                Column(label: "Thời gian"),
                Column(label: "Kế tục"),
            ],
            rows: plan.added.prefix(Self.listed).map { unit in
                let after = (successors[unit.id] ?? []).map { "\($0.successor.name) (\($0.kind.name))" }
                return TableRow(cells: [
                    "\(unit.name)", "\(unit.kind.name)", "\(unit.code)", "\(unit.periodText)",
                    "\(after.joined(separator: "; "))",
                ])
            },
            empty: EmptyState(title: "Không thêm đơn vị nào", hint: ""))
    }
}
