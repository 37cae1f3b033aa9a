import Actions
import Domain
import Law
import Primitives
import Records
import Store
import WebSupport

/// The form in which a movement is drafted or changed. Everything typed comes back with what is wrong.
struct MovementFormPage {
    /// `nil` for a new movement.
    let id: ID<Movement>?
    let version: Int
    let unit: Unit
    /// The units for which the person may draft; more than one only on a new movement.
    let units: [Unit]
    /// Whose movement it is, when it is a cluster's.
    let cluster: Cluster?
    /// By which line of the province's rules the head of the unit that leads it launches too.
    let chairLaunchesUnder: String?
    /// The clusters whose movements the person prepares; on a new movement only.
    let clusters: [Cluster]
    let content: MovementContent
    /// Where a movement of this unit can go; of a cluster, its members of today.
    let possible: [Unit]
    let parents: [MovementLine]
    /// Empty rows behind the bases.
    let spareRows: Int
    let csrfToken: String
    var problem: Problem?

    private static let spareRows = 3

    /// On whose behalf the movement is prepared, by the fields of an address or a form; `nil` when none is named.
    static func side(_ fields: FormData, unit: String, cluster: String) -> DraftMovement.Side? {
        if let id = ID<Cluster>(parsing: fields[cluster]) { return .cluster(id) }
        return ID<Unit>(parsing: fields[unit]).map { .unit($0) }
    }

    /// The form of a new movement.
    static func new(
        _ visit: Visit, content: MovementContent, side: DraftMovement.Side?, hasMoreRows: Bool = false,
        problem: Problem? = nil,
        in tx: any ReadTransaction
    ) throws -> MovementFormPage {
        let units = try UnitRecords.own(
            visit.actor.units(as: .specialist, .leader, .unitOfficer, .unitHead), in: tx
        ).filter { $0.exists(on: tx.today) }
        guard let first = units.first else {
            throw Problem(
                .notAllowed, "Phong trào do cán bộ thi đua, khen thưởng, thủ trưởng đơn vị hoặc Sở Nội vụ soạn.")
        }
        var unit = first
        var cluster: Cluster?
        switch side {
        case nil: break
        case .unit(let id):
            guard let chosen = units.first(where: { $0.id == id }) else {
                // A unit that has ended meanwhile is said in words; of others one does not draft here.
                if let problem, problem.code == .conflict { throw problem }
                throw Problem.notFound("đơn vị này")
            }
            unit = chosen
        case .cluster:
            guard let side else { break }
            let new = try Gate.newMovement(of: side, for: visit.actor, in: tx)
            (unit, cluster) = (new.unit, new.cluster)
        }
        return try make(
            visit, id: nil, version: 0, unit: unit, units: units, cluster: cluster,
            clusters: try ClusterMovementRecords.prepared(by: visit.actor, in: tx), content: content,
            hasMoreRows: hasMoreRows, problem: problem, in: tx)
    }

    /// The form of a movement that exists; `content` is what was typed, `nil` when nothing was yet.
    static func existing(
        _ visit: Visit, _ id: ID<Movement>, content: MovementContent?, version: Int? = nil, hasMoreRows: Bool = false,
        problem: Problem? = nil, in tx: any ReadTransaction
    ) throws -> MovementFormPage {
        let movement = try Gate.movement(id, for: visit.actor, may: .edit, in: tx)
        guard let unit = try UnitRecords.unit(movement.launchingUnitID, in: tx) else {
            throw Problem.notFound("đơn vị phát động")
        }
        var stored = MovementContent()
        stored.parent = movement.parentID?.rawValue ?? ""
        var page = try make(
            visit, id: id, version: version ?? movement.version, unit: unit, units: [unit],
            cluster: try movement.clusterID.flatMap { try ClusterRecords.cluster($0, in: tx) }, clusters: [],
            content: content ?? stored, hasMoreRows: hasMoreRows, problem: problem, in: tx)
        if content == nil { page = page.with(MovementContent(movement, possible: page.possible)) }
        return page
    }

    private static func make(
        _ visit: Visit, id: ID<Movement>?, version: Int, unit: Unit, units: [Unit], cluster: Cluster?,
        clusters: [Cluster], content: MovementContent,
        hasMoreRows: Bool, problem: Problem?, in tx: any ReadTransaction
    ) throws -> MovementFormPage {
        MovementFormPage(
            id: id, version: version, unit: unit, units: units, cluster: cluster,
            chairLaunchesUnder: cluster == nil ? nil : try Gate.chairLaunchesUnder(in: tx), clusters: clusters,
            content: content,
            possible: try cluster.map { try ClusterMemberRecords.units(of: [$0.id], on: tx.today, in: tx) }
                ?? MovementAddresseeRecords.possible(for: unit, on: tx.today, in: tx),
            parents: try parents(of: unit, content.parent, in: tx),
            spareRows: spareRows + (hasMoreRows ? 5 : 0),
            csrfToken: visit.csrfToken, problem: problem)
    }

    /// What may be chosen now, and what was chosen before, even when it has ended since.
    private static func parents(
        of unit: Unit, _ chosen: String, in tx: any ReadTransaction
    ) throws -> [MovementLine] {
        let possible = try MovementRecords.possibleParents(of: [unit.id], on: tx.today, limit: 200, in: tx)
        guard let id = ID<Movement>(parsing: chosen), !possible.contains(where: { $0.id == id }),
            let line = try MovementRecords.line(id, in: tx), line.state != .draft
        else { return possible }
        return [line] + possible
    }

    private func with(_ content: MovementContent) -> MovementFormPage {
        MovementFormPage(
            id: id, version: version, unit: unit, units: units, cluster: cluster,
            chairLaunchesUnder: chairLaunchesUnder, clusters: clusters, content: content,
            possible: possible, parents: parents,
            spareRows: spareRows, csrfToken: csrfToken, problem: problem)
    }

    // MARK: Reading the form

    /// What was typed. The rows of bases are numbered from 1 without a gap.
    static func content(_ form: FormData) -> MovementContent {
        var content = MovementContent()
        content.name = form["name"]
        content.theme = form["theme"]
        content.form = form["form"]
        content.startsOn = form["startsOn"]
        content.endsOn = form["endsOn"]
        content.goals = form["goals"]
        content.measures = form["measures"]
        content.weakPoint = form["weakPoint"]
        content.wantedResult = form["wantedResult"]
        content.origin = form["origin"]
        content.launcher = form["launcher"]
        content.document = form["document"]
        content.respondBy = form["respondBy"]
        content.parent = form["parent"]
        var row = 1
        while form.has("basisInstrument-\(row)"), row <= 1000 {
            content.bases.append(
                MovementContent.Basis(
                    instrument: form["basisInstrument-\(row)"], issuedOn: form["basisOn-\(row)"],
                    subject: form["basisSubject-\(row)"]))
            row += 1
        }
        while content.bases.last?.isEmpty == true { content.bases.removeLast() }
        for subject in SubjectKind.allCases { content.criteria[subject] = form["criteria-\(subject.rawValue)"] }
        content.groups = Set(form.all("groups").compactMap(AddresseeGroup.init(rawValue:)))
        content.units = Set(form.all("units").compactMap { ID<Unit>(parsing: $0) })
        return content
    }

    // MARK: The page

    var page: StaffPage {
        let title = id == nil ? "Soạn phong trào" : "Sửa phong trào"
        return StaffPage(
            title: title, section: .movements, status: problem?.status ?? .ok,
            main: """
                \(PageHead(title: title, lead: lead, back: back).html)
                \(if: units.count > 1, unitTabs.html)
                \(clusterChoice)
                \(summary.html)
                \(form.html)
                """)
    }

    private var lead: String {
        if let cluster {
            return
                "Phong trào của \(cluster.name). \(MovementPolicy.competence(for: .cluster, chairLaunchesUnder: chairLaunchesUnder))"
        }
        return unit.kind == .province
            ? "Phong trào của \(unit.name), do Chủ tịch Ủy ban nhân dân tỉnh hoặc lãnh đạo Sở Nội vụ phát động; hoặc phong trào do Trung ương, bộ, ban, ngành phát động mà tỉnh triển khai hưởng ứng."
            : "Phong trào của \(unit.name), do thủ trưởng đơn vị phát động."
    }

    private var back: Link {
        guard let id else { return Link(label: "Phong trào thi đua", href: Route.movements.path()) }
        return Link(label: "Xem phong trào", href: Route.movement.path(id))
    }

    private var unitTabs: FilterTabs {
        FilterTabs(
            items: units.map {
                NavigationItem(
                    label: $0.name, href: Route.newMovement.path() + "?don-vi=" + $0.id.rawValue,
                    isCurrent: cluster == nil && $0.id == unit.id)
            })
    }

    /// Those who prepare for a cluster choose it here, because there may be dozens.
    private var clusterChoice: HTML {
        guard id == nil, !clusters.isEmpty else { return "" }
        let none = Option(value: "", label: "Không, soạn cho \(units.first?.name ?? "đơn vị")")
        return """
            <form class="search" method="get" action="\(Route.newMovement.path())"><div class="filters">
            \(Select(
                name: "cum", label: "Soạn thay cho cụm, khối thi đua",
                options: [OptionGroup(options: [none] + clusters.map { Option(value: $0.id.rawValue, label: $0.name) })],
                selected: cluster?.id.rawValue ?? "").html)
            \(Button(label: "Chọn", tone: .secondary).html)</div></form>
            """
    }

    private var summary: ErrorSummary {
        let fields = problem?.fields ?? []
        return ErrorSummary(problems: fields, message: fields.isEmpty ? problem?.message : nil)
    }

    private func error(_ field: String) -> String? { problem?.fields.first { $0.field == field }?.message }

    private var form: Form {
        let action = id.map { Route.changeMovement.path($0) } ?? Route.draftMovement.path()
        return Form(
            action: action, csrfToken: csrfToken, isTakenOnce: id == nil,
            attributes: "data-draft-key=\"phong-trao-\(id?.rawValue ?? cluster?.id.rawValue ?? "moi")\"",
            body: """
                \(defaultButton)
                \(HiddenField(name: "version", value: String(version)).html)
                \(HiddenField(name: "unit", value: unit.id.rawValue).html)
                \(HiddenField(name: "cluster", value: cluster?.id.rawValue ?? "").html)
                \(Card(title: "Nội dung", body: mainFields).html)
                \(Card(title: "Căn cứ", body: basisFields).html)
                \(Card(title: "Tiêu chí", body: criteriaFields).html)
                \(Card(title: "Nơi nhận", body: addresseeFields, id: "noi-nhan").html)
                <div class="actions">\(Button(label: id == nil ? "Lưu bản soạn" : "Lưu thay đổi").html)
                <a class="button quiet" href="\(back.href)">Thôi</a></div>
                """)
    }

    /// Enter in a field presses the first button of a form: it must save, not add rows.
    private var defaultButton: HTML {
        "<button class=\"unseen\" type=\"submit\" tabindex=\"-1\" aria-hidden=\"true\">Lưu</button>"
    }

    private var mainFields: HTML {
        """
        \(if: unit.kind == .province && cluster == nil, launcherFields)
        \(TextField(name: "name", label: "Tên phong trào", value: content.name, hint: "Ví dụ: Phong trào thi đua năm 2025", error: error("name"), isRequired: true, maxLength: 300).html)
        \(TextArea(name: "theme", label: "Chủ đề", value: content.theme, error: error("theme"), isRequired: true, rows: 4, maxLength: 1000).html)
        \(RadioGroup(name: "form", label: "Hình thức tổ chức", options: Movement.Form.allCases.map { Option(value: $0.rawValue, label: $0.name) }, selected: content.form, error: error("form"), isRequired: true).html)
        <div class="form-grid">
        \(TextField(name: "startsOn", label: "Ngày bắt đầu", value: content.startsOn, hint: "Tính cả ngày này", error: error("startsOn"), isRequired: true, kind: .date).html)
        \(TextField(name: "endsOn", label: "Ngày kết thúc", value: content.endsOn, hint: "Tính cả ngày này", error: error("endsOn"), isRequired: true, kind: .date).html)
        \(TextField(name: "respondBy", label: "Hạn hưởng ứng", value: content.respondBy, hint: "Để trống thì đến hết ngày kết thúc", error: error("respondBy"), kind: .date).html)
        </div>
        \(TextArea(name: "goals", label: "Mục tiêu, nội dung thi đua", value: content.goals, hint: "Cần có trước khi phát động", error: error("goals"), rows: 8, maxLength: 20_000).html)
        \(TextArea(name: "measures", label: "Kế hoạch, biện pháp", value: content.measures, hint: "Phân công, kiểm tra, sơ kết, tuyên truyền", error: error("measures"), rows: 4, maxLength: 20_000).html)
        \(specialFields)
        \(TextField(name: "document", label: "Số, ký hiệu văn bản phát động", value: content.document, hint: "Để trống khi chưa có số", error: error("document"), maxLength: 200).html)
        \(if: !parentChoices.isEmpty, parentField)
        """
    }

    private var launcherFields: HTML {
        let levels =
            [Option(value: "", label: "\(unit.name) phát động")]
            + Movement.Origin.allCases.map {
                Option(value: $0.rawValue, label: "\($0.name) phát động; tỉnh triển khai hưởng ứng")
            }
        return """
            \(RadioGroup(name: "origin", label: "Ai phát động", options: levels, selected: content.origin, error: error("origin")).html)
            \(TextField(name: "launcher", label: "Tên nơi phát động, nếu không phải của tỉnh", value: content.launcher, hint: "Ghi đúng theo văn bản, ví dụ: Thủ tướng Chính phủ, Bộ trưởng Bộ Nội vụ", error: error("launcher"), maxLength: 200).html)
            """
    }

    /// Folded away unless it is used: most movements are no special drives.
    private var specialFields: HTML {
        let isUsed =
            !content.weakPoint.isEmpty || !content.wantedResult.isEmpty || error("weakPoint") != nil
            || error("wantedResult") != nil
        return """
            <details\(if: isUsed, " open")><summary>Đợt thi đua riêng, đặc thù</summary>
            \(TextArea(name: "weakPoint", label: "Khâu yếu, việc khó cần giải quyết", value: content.weakPoint, error: error("weakPoint"), rows: 3, maxLength: 2000).html)
            \(TextArea(name: "wantedResult", label: "Kết quả cần đạt", value: content.wantedResult, hint: "Nêu con số và thời điểm nếu có", error: error("wantedResult"), rows: 3, maxLength: 2000).html)
            </details>
            """
    }

    private var parentChoices: [MovementLine] { parents.filter { $0.id != id } }

    private var parentField: HTML {
        let none = Option(value: "", label: "Không thuộc phong trào nào")
        let options = parentChoices.map { Option(value: $0.id.rawValue, label: "\($0.name) (\($0.launchingUnitName))") }
        return Select(
            name: "parent", label: "Thuộc phong trào của cấp trên", options: [OptionGroup(options: [none] + options)],
            selected: content.parent, hint: "Chọn khi đây là đợt thi đua để thực hiện một phong trào đã phát động",
            error: error("parent")
        ).html
    }

    /// The rows that were typed and some empty ones; a row that stays empty is left out.
    private var basisFields: HTML {
        let rows = content.bases + Array(repeating: MovementContent.Basis(), count: spareRows)
        return """
            <p class="hint">Mỗi văn bản một dòng, có số, ký hiệu và ngày ban hành. Dòng để trống được bỏ qua.</p>
            \(each: Array(rows.enumerated()), { basisRow($0.offset + 1, $0.element) })
            <div class="actions">\(Button(label: "Thêm dòng căn cứ", tone: .secondary, name: "more", value: "1").html)</div>
            """
    }

    private func basisRow(_ row: Int, _ basis: MovementContent.Basis) -> HTML {
        """
        <fieldset class="field"><legend>Căn cứ \(row)</legend><div class="form-grid">
        \(TextField(name: "basisInstrument-\(row)", label: "Loại, số và ký hiệu", value: basis.instrument, error: error("basisInstrument-\(row)"), maxLength: 300).html)
        \(TextField(name: "basisOn-\(row)", label: "Ngày ban hành", value: basis.issuedOn, error: error("basisOn-\(row)"), kind: .date).html)
        \(TextField(name: "basisSubject-\(row)", label: "Về việc", value: basis.subject, error: error("basisSubject-\(row)"), maxLength: 1000).html)
        </div></fieldset>
        """
    }

    private var criteriaFields: HTML {
        """
        <p class="hint">Mỗi dòng là một tiêu chí. Cần ít nhất một tiêu chí trước khi phát động.</p>
        \(each: SubjectKind.allCases, { subject in
            TextArea(
                name: "criteria-\(subject.rawValue)", label: subject.name, value: content.criteria[subject] ?? "",
                error: error("criteria-\(subject.rawValue)"), rows: 4
            ).html
        })
        """
    }

    private var addresseeFields: HTML {
        if let cluster { return members(of: cluster) }
        if possible.isEmpty {
            return unit.kind == .province
                ? EmptyState(
                    title: "\(unit.name) chưa có đơn vị trực thuộc trong hệ thống",
                    hint: "Liên hệ quản trị hệ thống để bổ sung đơn vị, rồi chọn nơi nhận."
                ).html
                : "<p>\(unit.name) không có đơn vị trực thuộc: phong trào diễn ra trong nội bộ đơn vị.</p>"
        }
        let groups = AddresseeGroup.allCases.compactMap { group -> Option? in
            let count = possible.count { $0.kind == group.unitKind }
            return count == 0 ? nil : Option(value: group.rawValue, label: "\(group.name) (\(count) đơn vị)")
        }
        let kinds = Unit.Kind.allCases.filter { kind in possible.contains { $0.kind == kind } }
        return """
            \(some: error("units"), { "<p class=\"error\" id=\"f-units-error\"><span class=\"sign\">✕</span>\($0)</p>" })
            \(if: !groups.isEmpty, CheckboxGroup(
                name: "groups", label: "Chọn theo nhóm", options: groups, selected: Set(content.groups.map(\.rawValue))).html)
            \(each: kinds, singleUnits)
            """
    }

    /// A cluster's movement goes to its members: there is nothing to choose.
    private func members(of cluster: Cluster) -> HTML {
        if possible.isEmpty {
            return EmptyState(
                title: "\(cluster.name) hôm nay chưa có đơn vị thành viên",
                hint: "Sở Nội vụ bổ sung đơn vị vào \(cluster.kind.noun) rồi mới phát động được. Bản soạn vẫn lưu được."
            ).html
        }
        return """
            <p>Gửi tới các đơn vị là thành viên trong ngày phát động. Hôm nay có \(possible.count) đơn vị:</p>
            <ul>\(each: possible, { "<li>\($0.name)</li>" })</ul>
            """
    }

    /// Folded away, because mostly the groups are enough; the first box of all carries the id the summary links to.
    private func singleUnits(_ kind: Unit.Kind) -> HTML {
        let members = possible.filter { $0.kind == kind }
        let chosen = members.count { content.units.contains($0.id) }
        let isFirst = possible.first?.kind == kind || error("units") != nil
        return """
            <details\(if: chosen > 0 || isFirst && error("units") != nil, " open")><summary>Chọn từng đơn vị: \
            \(kind.name.lowercased())\(if: chosen > 0, " (đã chọn \(chosen))")</summary><div class="choices">\
            \(each: members, unitBox)</div></details>
            """
    }

    private func unitBox(_ unit: Unit) -> HTML {
        let id = unit.id == possible.first?.id ? "f-units" : "f-units-\(unit.id)"
        let isOn = content.units.contains(unit.id)
        return """
            <div class="choice"><input type="checkbox" id="\(id)" name="units" value="\(unit.id.rawValue)"\
            \(if: isOn, " checked")><label for="\(id)">\(unit.name)</label></div>
            """
    }
}
