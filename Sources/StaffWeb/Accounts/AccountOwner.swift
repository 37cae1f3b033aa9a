import Domain
import Primitives
import Records
import Store
import WebSupport

/// Whose account it is, and the choice of a person of the lifelong files for it.
struct AccountOwner {
    private static let limit = 20

    let account: Account
    let person: Person?
    let typed: String
    let found: [PersonLine]
    let csrfToken: String

    static func load(_ account: Account, _ visit: Visit, in tx: any ReadTransaction) throws -> AccountOwner {
        let id = try DirectiveReaderRecords.person(of: account.id, in: tx)
        let typed = VietnameseText.tidied(visit.query["nguoi"])
        return AccountOwner(
            account: account, person: try id.flatMap { try PersonRecords.person($0, in: tx) }, typed: typed,
            found: typed.isEmpty
                ? []
                : try PersonRecords.page(
                    typed: typed, within: visit.actor.units(as: .administrator), after: nil, limit: limit, in: tx),
            csrfToken: visit.csrfToken)
    }

    func html(_ permission: Permission, _ problems: [FieldProblem]) -> HTML {
        let words: HTML =
            person.map { "<p>\($0.name), \($0.position).</p>" } ?? "<p>Chưa gắn với hồ sơ cá nhân nào.</p>"
        switch permission {
        case .hidden: return words
        case .locked(let reason):
            return "\(words)\(LockedButton(label: "Gắn hồ sơ cá nhân", reason: reason).html)"
        case .open: break
        }
        return """
            \(words)
            \(SearchBar(action: Route.account.path(account.id), name: "nguoi", value: typed, label: "Tìm người theo họ tên").html)
            \(if: !typed.isEmpty, choice(problems))
            """
    }

    private func choice(_ problems: [FieldProblem]) -> HTML {
        if found.isEmpty {
            return EmptyState(
                title: "Không có ai tên như vậy", hint: "Gõ một phần họ tên, không cần dấu, rồi tìm lại."
            ).html
        }
        return Form(
            action: Route.tieAccount.path(account.id), csrfToken: csrfToken,
            body: """
                \(RadioGroup(
                    name: "person", label: "Người dùng tài khoản này",
                    options: found.map { Option(value: $0.id.rawValue, label: "\($0.name), \($0.position), \($0.unitName)") },
                    error: problems.first { $0.field == "person" }?.message, isRequired: true).html)
                <div class="actions">\(Button(label: "Gắn với người này", tone: .secondary).html)</div>
                """
        ).html
    }
}
