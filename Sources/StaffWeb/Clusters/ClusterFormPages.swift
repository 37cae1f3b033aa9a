import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// The form that enters a cluster or bloc, or corrects what it is called.
struct ClusterFormPage {
    /// `nil` for a new one.
    let id: ID<Cluster>?
    let version: Int
    let content: TypedCluster
    let csrfToken: String
    let typed: TypedForm

    static func new(_ visit: Visit, typed: TypedForm = .none, in tx: any ReadTransaction) throws -> ClusterFormPage {
        _ = try Gate.requireClusterOrganiser(visit.actor, in: tx)
        return ClusterFormPage(
            id: nil, version: 0, content: TypedCluster(), csrfToken: visit.csrfToken, typed: typed)
    }

    static func existing(
        _ visit: Visit, _ id: ID<Cluster>, typed: TypedForm = .none, in tx: any ReadTransaction
    ) throws -> ClusterFormPage {
        let (cluster, _, _) = try Gate.cluster(id, for: visit.actor, may: .edit, in: tx)
        // After a conflict the version is that of now: sending again replaces the other's knowingly.
        let version = typed.problem?.code == .conflict ? nil : typed.form.flatMap { Int($0["version"]) }
        return ClusterFormPage(
            id: id, version: version ?? cluster.version, content: TypedCluster(cluster), csrfToken: visit.csrfToken,
            typed: typed)
    }

    /// What was typed.
    static func content(_ form: FormData) -> TypedCluster {
        var content = TypedCluster()
        content.kind = form["kind"]
        content.name = form["name"]
        content.decisionNumber = form["decisionNumber"]
        content.decidedOn = form["decidedOn"]
        content.issuer = form["issuer"]
        content.validFrom = form["validFrom"]
        return content
    }

    var page: StaffPage {
        let title = id == nil ? "Lập cụm, khối thi đua" : "Sửa thông tin cụm, khối"
        let back =
            id.map { Link(label: "Xem cụm, khối", href: Route.cluster.path($0)) }
            ?? Link(label: "Cụm, khối thi đua", href: Route.clusters.path())
        return StaffPage(
            title: title, section: .clusters, status: typed.problem?.status ?? .ok,
            main: """
                \(PageHead(title: title, back: back).html)
                \(typed.summary)
                \(Form(
                    action: id.map { Route.changeCluster.path($0) } ?? Route.setUpCluster.path(), csrfToken: csrfToken,
                    isTakenOnce: id == nil, attributes: "data-draft-key=\"cum-khoi-\(id?.rawValue ?? "moi")\"",
                    body: """
                        \(HiddenField(name: "version", value: String(version)).html)
                        \(fields)
                        <div class="actions">\(Button(label: id == nil ? "Lập cụm, khối" : "Lưu thay đổi").html)
                        <a class="button quiet" href="\(back.href)">Thôi</a></div>
                        """).html)
                """)
    }

    private var fields: HTML {
        """
        \(RadioGroup(
            name: "kind", label: "Loại",
            options: [
                Option(value: Cluster.Kind.territorial.rawValue, label: "Cụm thi đua", hint: "Đơn vị theo địa bàn, ví dụ các xã, phường."),
                Option(value: Cluster.Kind.sectoral.rawValue, label: "Khối thi đua", hint: "Đơn vị theo ngành, lĩnh vực, ví dụ các sở, ban, ngành."),
            ], selected: typed.value("kind", or: content.kind), error: typed.error("kind"), isRequired: true).html)
        \(TextField(name: "name", label: "Tên", value: typed.value("name", or: content.name), hint: "Như trong quyết định, ví dụ: Cụm thi đua số 1", error: typed.error("name"), isRequired: true, maxLength: 200).html)
        <h2>Quyết định</h2>
        <div class="form-grid">
        \(TextField(name: "decisionNumber", label: "Số, ký hiệu", value: typed.value("decisionNumber", or: content.decisionNumber), hint: "Ví dụ: 12/QĐ-UBND", error: typed.error("decisionNumber"), isRequired: true, maxLength: 100).html)
        \(TextField(name: "decidedOn", label: "Ngày quyết định", value: typed.value("decidedOn", or: content.decidedOn), error: typed.error("decidedOn"), isRequired: true, kind: .date).html)
        </div>
        \(TextField(name: "issuer", label: "Cơ quan ban hành", value: typed.value("issuer", or: content.issuer), hint: "Ví dụ: Hội đồng Thi đua - Khen thưởng tỉnh", error: typed.error("issuer"), isRequired: true, maxLength: 300).html)
        \(TextField(name: "validFrom", label: "Hoạt động từ ngày", value: typed.value("validFrom", or: content.validFrom), error: typed.error("validFrom"), isRequired: true, kind: .date).html)
        """
    }
}

/// What becomes of the other clusters of units that come to one; asked only when there are such units, answered beforehand if
/// one likes.
private func othersField(_ typed: TypedForm) -> HTML {
    RadioGroup(
        name: "others", label: "Đơn vị đang thuộc cụm, khối khác",
        options: OtherClusters.allCases.map { Option(value: $0.rawValue, label: $0.name) },
        selected: typed.value("others"), hint: "Chỉ cần chọn khi có đơn vị như vậy", error: typed.error("others")
    ).html
}

/// The form that brings many units to one cluster.
struct ClusterMembersPage {
    let cluster: Cluster
    let version: Int
    let isFirst: Bool
    /// The units that can be ticked, without the members.
    let units: [Unit]
    let clusters: [ID<Unit>: [ClusterOfUnit]]
    let csrfToken: String
    let typed: TypedForm
    let today: CivilDate

    static func load(
        _ visit: Visit, _ id: ID<Cluster>, typed: TypedForm = .none, in tx: any ReadTransaction
    ) throws -> ClusterMembersPage {
        let (cluster, organiser, _) = try Gate.cluster(id, for: visit.actor, may: .changeMembers, in: tx)
        let day = cluster.tellingDay(today: tx.today)
        let units = try ClusterMemberRecords.candidates(below: organiser, on: day, in: tx)
        let clusters = try ClusterMemberRecords.clusters(
            of: units.map(\.id), organisedBy: organiser.id, from: day, in: tx)
        let version = typed.problem?.code == .conflict ? nil : typed.form.flatMap { Int($0["version"]) }
        return ClusterMembersPage(
            cluster: cluster, version: version ?? cluster.version,
            isFirst: !clusters.values.contains { $0.contains { $0.cluster.id == id } },
            units: units.filter { unit in !(clusters[unit.id] ?? []).contains { $0.cluster.id == id } },
            clusters: clusters, csrfToken: visit.csrfToken, typed: typed, today: tx.today)
    }

    private var chosen: Set<String> { Set(typed.form?.all("units") ?? []) }

    var page: StaffPage {
        StaffPage(
            title: "Thêm đơn vị vào \(cluster.name)", section: .clusters, status: typed.problem?.status ?? .ok,
            main: """
                \(PageHead(
                    title: "Thêm đơn vị", lead: cluster.name,
                    back: Link(label: cluster.name, href: Route.cluster.path(cluster.id))).html)
                \(typed.summary)
                \(Form(
                    action: Route.addClusterMembers.path(cluster.id), csrfToken: csrfToken, isTakenOnce: true,
                    body: """
                        \(HiddenField(name: "version", value: String(version)).html)
                        \(Card(title: "Đơn vị", body: choices, id: "don-vi").html)
                        \(Card(title: "Từ khi nào", body: fields).html)
                        <div class="actions">\(Button(label: "Thêm đơn vị").html)
                        <a class="button quiet" href="\(Route.cluster.path(cluster.id))">Thôi</a></div>
                        """).html)
                """)
    }

    private var choices: HTML {
        let kinds = Unit.Kind.allCases.filter { kind in units.contains { $0.kind == kind } }
        return """
            <fieldset class="field\(if: typed.error("units") != nil, " has-error")" id="f-units" tabindex="-1"><legend>Đánh dấu đơn vị</legend>
            \(some: typed.error("units"), { "<p class=\"error\"><span class=\"sign\">✕</span>\($0)</p>" })
            \(each: kinds, { folder($0, isPlaced: false) })
            \(each: kinds, { folder($0, isPlaced: true) })
            \(if: units.isEmpty, "<p class=\"muted\">Mọi đơn vị đều đã ở đây.</p>")
            </fieldset>
            \(TextArea(name: "lines", label: "Hoặc dán danh sách", value: typed.value("lines"), hint: "Mỗi dòng một đơn vị: mã hoặc tên, có thể chép từ bảng tính", error: typed.error("lines"), rows: 4).html)
            """
    }

    /// Units in no cluster stand before those of other clusters.
    private func folder(_ kind: Unit.Kind, isPlaced: Bool) -> HTML {
        let members = units.filter { $0.kind == kind && (clusters[$0.id] != nil) == isPlaced }
        guard !members.isEmpty else { return "" }
        let ticked = members.count { chosen.contains($0.id.rawValue) }
        let label =
            isPlaced ? "\(kind.name): đang ở cụm, khối khác" : "\(kind.name): chưa thuộc cụm, khối nào"
        return """
            <details\(if: ticked > 0 || (!isPlaced && isFirst), " open")><summary>\(label) (\(groupedByThousands(members.count)))\
            \(if: ticked > 0, ", đã chọn \(ticked)")</summary><div class="choices">\
            \(each: members, { choiceRow("units", $0.id.rawValue, label: $0.name, note: (clusters[$0.id] ?? []).map(\.cluster.name).joined(separator: ", "), isOn: chosen.contains($0.id.rawValue)) })\
            </div></details>
            """
    }

    private var fields: HTML {
        let from = isFirst || cluster.validFrom > today ? cluster.validFrom : cluster.tellingDay(today: today)
        return """
            \(TextField(name: "from", label: "Từ ngày", value: typed.value("from", or: from.written), error: typed.error("from"), isRequired: true, kind: .date).html)
            \(TextArea(name: "reason", label: "Căn cứ, lý do", value: typed.value("reason", or: isFirst ? cluster.decision : ""), hint: "Quyết định chia đơn vị, hoặc lý do thay đổi", error: typed.error("reason"), isRequired: true, rows: 2, maxLength: 2000).html)
            \(othersField(typed))
            """
    }
}

/// The form that divides many units among the clusters at once.
struct DivisionPage {
    let kind: Unit.Kind?
    let kinds: [Unit.Kind]
    /// The units of this kind.
    let units: [Unit]
    /// Those of today and those that begin later: a division is decided before the year that it is for.
    let clusters: [Cluster]
    let standing: [ID<Unit>: [ClusterOfUnit]]
    let csrfToken: String
    let typed: TypedForm
    let today: CivilDate

    static let unitField = "c-"
    static let versionField = "v-"

    static func load(
        _ visit: Visit, typed: TypedForm = .none, in tx: any ReadTransaction
    ) throws -> DivisionPage {
        let organiser = try Gate.requireClusterOrganiser(visit.actor, in: tx)
        let units = try DirectiveRecipientRecords.possible(for: organiser, in: tx)
        let kinds = Unit.Kind.allCases.filter { kind in units.contains { $0.kind == kind } }
        let wanted = Unit.Kind(rawValue: typed.form?["kind"] ?? visit.query["loai"])
        let kind =
            wanted.flatMap { kinds.contains($0) ? $0 : nil } ?? (kinds.contains(.commune) ? .commune : kinds.first)
        let shown = units.filter { $0.kind == kind }
        return DivisionPage(
            kind: kind, kinds: kinds, units: shown,
            clusters: try ClusterRecords.lasting(of: organiser.id, from: tx.today, in: tx),
            standing: try ClusterMemberRecords.clusters(
                of: shown.map(\.id), organisedBy: organiser.id, from: tx.today, in: tx),
            csrfToken: visit.csrfToken, typed: typed, today: tx.today)
    }

    /// What was chosen: the cluster of each unit, and the version of each cluster that was shown.
    static func choices(
        _ form: FormData
    ) -> (placements: [ID<Unit>: ID<Cluster>], versions: [ID<Cluster>: Int]) {
        var placements: [ID<Unit>: ID<Cluster>] = [:]
        var versions: [ID<Cluster>: Int] = [:]
        for (name, value) in form.fields {
            if name.hasPrefix(unitField), let unit = ID<Unit>(parsing: name.dropFirst(unitField.count)),
                let cluster = ID<Cluster>(parsing: value)
            {
                placements[unit] = cluster
            } else if name.hasPrefix(versionField),
                let cluster = ID<Cluster>(parsing: name.dropFirst(versionField.count)), let version = Int(value)
            {
                versions[cluster] = version
            }
        }
        return (placements, versions)
    }

    var page: StaffPage {
        StaffPage(
            title: "Chia đơn vị vào cụm, khối", section: .clusters, status: typed.problem?.status ?? .ok,
            main: """
                \(PageHead(
                    title: "Chia đơn vị vào cụm, khối",
                    lead: "Chọn cụm, khối cho từng đơn vị; đơn vị để trống giữ nguyên.",
                    back: Link(label: "Cụm, khối thi đua", href: Route.clusters.path())).html)
                \(typed.summary)
                \(clusters.isEmpty ? missing : form)
                """)
    }

    private var missing: HTML {
        EmptyState(
            title: "Chưa có cụm, khối nào đang hoạt động",
            hint: "Lập cụm, khối theo quyết định của tỉnh, rồi chia đơn vị.",
            action: LinkButton(label: "Lập cụm, khối", href: Route.newCluster.path()).html
        ).html
    }

    private var form: HTML {
        let tabs = kinds.map {
            NavigationItem(
                label: $0.name, href: address(Route.divisionForm.path(), [("loai", $0.rawValue)]),
                isCurrent: $0 == kind)
        }
        let isConflict = typed.problem?.code == .conflict
        let versions: HTML = "\(each: clusters, { version($0, isConflict: isConflict) })"
        return """
            \(FilterTabs(items: tabs).html)
            \(Form(
                action: Route.divideUnits.path(), csrfToken: csrfToken, isTakenOnce: true,
                body: """
                    \(HiddenField(name: "kind", value: kind?.rawValue ?? "").html)\(versions)
                    \(Card(title: "Từ khi nào", body: fields).html)
                    \(Card(title: "\(kind?.name ?? "Đơn vị"): \(groupedByThousands(units.count))", body: grid, id: "don-vi").html)
                    \(TextArea(name: "lines", label: "Hoặc dán danh sách", value: typed.value("lines"), hint: "Mỗi dòng: mã hoặc tên đơn vị, dấu chấm phẩy (;), tên cụm, khối. Chép hai cột từ bảng tính cũng được", error: typed.error("lines"), rows: 5).html)
                    <div class="actions">\(Button(label: "Chia đơn vị").html)
                    <a class="button quiet" href="\(Route.clusters.path())">Thôi</a></div>
                    """).html)
            """
    }

    /// After a conflict the version of now: sending again replaces the other's knowingly.
    private func version(_ cluster: Cluster, isConflict: Bool) -> HTML {
        let name = Self.versionField + cluster.id.rawValue
        let stored = String(cluster.version)
        return HiddenField(name: name, value: isConflict ? stored : typed.value(name, or: stored)).html
    }

    private var fields: HTML {
        """
        \(TextField(name: "from", label: "Từ ngày", value: typed.value("from", or: today.written), error: typed.error("from"), isRequired: true, kind: .date).html)
        \(TextArea(name: "reason", label: "Căn cứ, lý do", value: typed.value("reason"), hint: "Ví dụ: Quyết định số 12/QĐ-UBND ngày 05/01/2025", error: typed.error("reason"), isRequired: true, rows: 2, maxLength: 2000).html)
        \(othersField(typed))
        """
    }

    private var grid: HTML {
        let unplaced = units.filter { standing[$0.id] == nil }
        let placed = units.filter { standing[$0.id] != nil }
        let isTyped = placed.contains { !typed.value(Self.unitField + $0.id.rawValue).isEmpty }
        return """
            <div id="f-units" tabindex="-1">\(some: typed.error("units"), { "<p class=\"error\"><span class=\"sign\">✕</span>\($0)</p>" })
            \(if: !unplaced.isEmpty, "<h3>Chưa thuộc cụm, khối nào: \(groupedByThousands(unplaced.count))</h3><div class=\"form-grid\">\(each: unplaced, select)</div>")
            \(if: !placed.isEmpty, "<details\(if: isTyped, " open")><summary>Đã thuộc cụm, khối, chỉ chọn khi chuyển: \(groupedByThousands(placed.count))</summary><div class=\"form-grid\">\(each: placed, select)</div></details>")
            </div>
            """
    }

    private func select(_ unit: Unit) -> HTML {
        let name = Self.unitField + unit.id.rawValue
        let current = (standing[unit.id] ?? []).map(\.cluster.name).joined(separator: ", ")
        let groups = Cluster.Kind.allCases.compactMap { kind -> OptionGroup? in
            let options = clusters.filter { $0.kind == kind }.map { cluster in
                let begins = cluster.validFrom > today ? " (từ \(cluster.validFrom.written))" : ""
                return Option(value: cluster.id.rawValue, label: cluster.name + begins)
            }
            return options.isEmpty ? nil : OptionGroup(label: kind.name, options: options)
        }
        return Select(
            name: name, label: unit.name,
            options: [
                OptionGroup(options: [Option(value: "", label: current.isEmpty ? "– Để trống –" : "– Giữ nguyên –")])
            ]
                + groups,
            selected: typed.value(name), hint: current.isEmpty ? nil : "Đang ở \(current)"
        ).html
    }
}
