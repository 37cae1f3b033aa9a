import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// Chooses who is proposed: a person by name, a collective of the unit, or a household.
struct NomineePage {
    enum Kind: String, CaseIterable {
        case person = "ca-nhan"
        case collective = "tap-the"
        case household = "ho-gia-dinh"

        var label: String {
            switch self {
            case .person: "Cá nhân"
            case .collective: "Tập thể"
            case .household: "Hộ gia đình"
            }
        }
    }

    let dossier: Dossier
    let kind: Kind
    let typed: String
    let people: [PersonLine]
    let collectives: [Unit]
    let csrfToken: String
    var household = ""
    var problems: [FieldProblem] = []

    static func load(_ id: ID<Dossier>, _ visit: Visit, in tx: any ReadTransaction) throws -> NomineePage {
        let dossier = try Gate.dossier(id, for: visit.actor, may: .edit, in: tx)
        let kind = Kind(rawValue: visit.query["loai"]) ?? .person
        let typed = visit.query["q"]
        return NomineePage(
            dossier: dossier, kind: kind, typed: typed,
            people: kind == .person
                ? try PersonRecords.page(
                    typed: typed, within: [dossier.submittingUnitID], after: nil, limit: 30, in: tx) : [],
            collectives: kind == .collective
                ? try NomineeRecords.collectives(
                    of: dossier.submittingUnitID, typed: typed, on: tx.today, limit: 50, in: tx) : [],
            csrfToken: visit.csrfToken)
    }

    var html: HTML {
        """
        \(PageHead(title: "Chọn người, tập thể được đề nghị", lead: dossier.number, back: Link(label: dossier.title, href: Route.dossier.path(dossier.id))).html)
        \(FilterTabs(items: Kind.allCases.map { NavigationItem(label: $0.label, href: address(Route.chooseNominee.path(dossier.id), [("loai", $0.rawValue)]), isCurrent: $0 == kind) }).html)
        \(content)
        """
    }

    private var content: HTML {
        switch kind {
        case .household:
            return """
                \(ErrorSummary(problems: problems).html)
                \(Form(action: Route.addNomination.path(dossier.id), csrfToken: csrfToken, isTakenOnce: true, body: """
                    \(HiddenField(name: "loai", value: kind.rawValue).html)
                    \(TextField(name: "household", label: "Tên hộ gia đình", value: household, hint: "Ví dụ: Hộ ông Nguyễn Văn A, thôn Nà Pài", error: problems.first?.message, isRequired: true, maxLength: 200).html)
                    <div class="actions">\(Button(label: "Thêm vào hồ sơ").html)</div>
                    """).html)
                """
        case .person:
            return """
                \(search(label: "Tên người", hint: "Gõ vài chữ của tên, không dấu cũng được"))
                \(Table(
                    caption: "Người của đơn vị",
                    columns: [Column(label: "Họ và tên", isMain: true), Column(label: "Năm sinh"), Column(label: "Chức vụ, nơi công tác"), Column(label: "Việc")],
                    rows: people.map { person in
                        TableRow(cells: [
                            "\(person.name)", "\(person.birthYear.map(String.init) ?? "–")", "\(person.position), \(person.unitName)",
                            choose("person", person.id.rawValue, person.name),
                        ])
                    },
                    empty: EmptyState(
                        title: "Không tìm thấy người nào",
                        hint: "Kiểm tra lại tên. Chỉ tìm được người của đơn vị lập hồ sơ; người chưa có hồ sơ cá nhân thì liên hệ Sở Nội vụ để bổ sung.")
                ).html)
                """
        case .collective:
            return """
                \(search(label: "Tên tập thể", hint: nil))
                \(Table(
                    caption: "Tập thể của đơn vị",
                    columns: [Column(label: "Tập thể", isMain: true), Column(label: "Loại"), Column(label: "Việc")],
                    rows: collectives.map { unit in
                        TableRow(cells: ["\(unit.name)", "\(unit.kind.name)", choose("collective", unit.id.rawValue, unit.name)])
                    },
                    empty: EmptyState(title: "Không tìm thấy tập thể nào", hint: "Kiểm tra lại tên, hoặc bỏ trống để xem tất cả.")
                ).html)
                """
        }
    }

    private func search(label: String, hint: String?) -> HTML {
        SearchBar(
            action: Route.chooseNominee.path(dossier.id), value: typed, label: label, hint: hint,
            extra: HiddenField(name: "loai", value: kind.rawValue).html
        ).html
    }

    private func choose(_ field: String, _ value: String, _ name: String) -> HTML {
        Form(
            action: Route.addNomination.path(dossier.id), csrfToken: csrfToken, isTakenOnce: true,
            body: """
                \(HiddenField(name: "loai", value: kind.rawValue).html)\(HiddenField(name: field, value: value).html)\
                <button type="submit" class="button secondary">Chọn <span class="unseen">\(name)</span></button>
                """
        ).html
    }
}
