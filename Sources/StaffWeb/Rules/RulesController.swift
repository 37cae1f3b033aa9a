import Actions
import Domain
import Law
import Primitives
import Records
import Store
import WebSupport

/// The province's own rules: history, one version, drafting, putting in force, comparison.
struct RulesController: Sendable {
    let site: StaffSite

    func addRoutes(_ staff: StaffRoutes) {
        let lawbook = site.lawbook
        staff.page(.rules) { visit, tx in try RulesListPage.load(visit, lawbook: lawbook, in: tx).page }
        staff.page(.rulesComparison) { visit, tx in
            try RulesComparisonPage.load(visit, lawbook: lawbook, in: tx).page
        }
        staff.page(.rulesVersion) { visit, tx in
            try RulesPage.load(try visit.id("quy định này"), visit, lawbook: lawbook, in: tx).page
        }
        staff.page(.rulesForm) { visit, tx in
            try RulesFormPage.load(try visit.id("quy định này"), visit, lawbook: lawbook, in: tx).page
        }
        staff.action(.draftRules) { visit, form in
            let id = try await DraftRules().run(
                by: visit.actor,
                on: site.once(visit, form) { (id: ID<ProvincialRules>) in Route.rulesForm.path(id) })
            return .done(
                Route.rulesForm.path(id),
                .done("Đã tạo dự thảo từ quy định ban hành gần nhất. Sửa nội dung rồi lưu."))
        }
        staff.action(.changeRules) { visit, form in try await change(visit, form) }
        staff.action(.issueRules) { visit, form in try await issue(visit, form) }
    }

    private func change(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let id: ID<ProvincialRules> = try visit.id("quy định này")
        let content = RulesFormPage.content(form)
        let version = Int(form["version"]) ?? 0
        let lawbook = site.lawbook
        if let section = RulesSection(rawValue: form["more"]) {
            return .page(
                try await site.store.read { tx in
                    try RulesFormPage.load(
                        id, visit, lawbook: lawbook, content: content, version: version, spare: section, in: tx
                    ).page
                })
        }
        return try await site.attempt {
            try await ChangeRules(id: id, version: version, content: content)
                .run(by: visit.actor, lawbook: lawbook, on: site.store)
            return .done(
                Route.rulesVersion.path(id),
                .done("Đã lưu dự thảo. Dự thảo chưa có hiệu lực cho đến khi một lãnh đạo khác đưa vào hiệu lực."))
        } again: { problem, tx in
            try RulesFormPage.load(
                id, visit, lawbook: lawbook, content: content, version: problem.code == .conflict ? nil : version,
                problem: problem, in: tx
            ).page
        }
    }

    private func issue(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let id: ID<ProvincialRules> = try visit.id("quy định này")
        let lawbook = site.lawbook
        return try await site.attempt {
            try await IssueRules(id: id, version: Int(form["version"]) ?? 0)
                .run(by: visit.actor, lawbook: lawbook, on: site.store)
            return .done(
                Route.rulesVersion.path(id),
                .done("Đã đưa quy định vào hiệu lực. Từ nay không ai sửa được bản này; muốn thay đổi, soạn bản mới."))
        } again: { problem, tx in
            try RulesPage.load(id, visit, lawbook: lawbook, problem: problem, in: tx).page
        }
    }
}

extension ProvincialRules.Phase {
    var tag: StatusTag {
        let tone: Tone
        switch self {
        case .draft: tone = .neutral
        case .upcoming: tone = .progress
        case .inForce: tone = .good
        case .superseded: tone = .neutral
        }
        return StatusTag(label: name, tone: tone)
    }
}

/// `Quyết định số …, ban hành ngày …`, or that there is no number yet.
func rulesDocument(number: String, issuedOn: CivilDate?) -> String {
    if number.isEmpty { return "Chưa có số quyết định" }
    return "Quyết định số \(number)" + (issuedOn.map { " ngày \($0.written)" } ?? "")
}
