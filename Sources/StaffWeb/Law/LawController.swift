import Law
import Primitives
import WebSupport

/// The law to look up: titles and forms, instruments, and what changed.
struct LawController: Sendable {
    let lawbook: Lawbook

    func addRoutes(to staff: StaffRoutes) {
        let lawbook = lawbook
        staff.page(.law) { visit, _ in
            let page = LawListPage.load(visit, lawbook)
            return StaffPage(
                title: "Tra cứu quy định", section: .law, status: page.day.problem == nil ? .ok : .unprocessableContent,
                main: page.html)
        }
        staff.page(.lawEntry) { visit, _ in
            let page = try LawEntryPage.load(visit, lawbook)
            return StaffPage(
                title: page.name, section: .law, status: page.day.problem == nil ? .ok : .unprocessableContent,
                main: page.html)
        }
        staff.page(.generalRules) { visit, _ in
            let page = GeneralRulesPage.load(visit, lawbook)
            return StaffPage(
                title: "Thẩm quyền, quy định chung", section: .law,
                status: page.day.problem == nil ? .ok : .unprocessableContent, main: page.html)
        }
        staff.page(.instruments) { visit, _ in
            let page = InstrumentsPage.load(visit, lawbook)
            return StaffPage(
                title: "Văn bản", section: .law, status: page.day.problem == nil ? .ok : .unprocessableContent,
                main: page.html)
        }
        staff.page(.lawComparison) { visit, _ in
            let page = LawComparisonPage.load(visit, lawbook)
            return StaffPage(
                title: "So sánh quy định hai ngày", section: .law,
                status: page.problems.isEmpty ? .ok : .unprocessableContent, main: page.html)
        }
    }
}
