import Actions
import Domain
import Law
import Primitives
import WebSupport

/// *Đủ điều kiện gì năm nay*: of a person, and of the staff of a unit.
struct EligibilityController: Sendable {
    let lawbook: Lawbook

    func addRoutes(to staff: StaffRoutes) {
        let lawbook = lawbook
        staff.page(.personEligibility) { visit, tx in
            let page = try PersonEligibilityPage.load(visit, lawbook, in: tx)
            return StaffPage(
                title: "\(page.person.name) đủ điều kiện gì năm \(page.eligibility.year)", section: .people,
                main: page.html)
        }
        staff.page(
            .unitEligibility,
            reading: { visit, tx in
                try StaffEligibility.read(
                    try visit.id("đơn vị này"), year: EligibilityYear(visit).year, for: visit.actor, lawbook: lawbook,
                    in: tx)
            },
            then: { visit, read in
                let (unit, staff) = read
                let code = visit.query["ma"]
                let main: HTML
                if code.isEmpty {
                    main = await StaffOverviewPage.make(unit, staff, visit).html
                } else {
                    main = try await StaffEligibilityPage.make(
                        unit, staff, CatalogueCode(rawValue: code), visit, lawbook
                    )
                    .html
                }
                return StaffPage(
                    title: "Cá nhân của \(unit.name) đủ điều kiện gì năm \(staff.year)", section: .units,
                    main: main)
            })
    }
}

/// The year in the address (`?nam=2025`): this year or one of the four before.
struct EligibilityYear: Sendable {
    let year: Int
    let choices: [Int]

    init(_ visit: Visit) {
        let now = visit.today.year
        let choices = (0..<5).map { now - $0 }
        self.choices = choices
        year = Int(visit.query["nam"]).flatMap { choices.contains($0) ? $0 : nil } ?? now
    }

    /// The choices as links.
    func tabs(_ path: String, _ fields: [(String, String)] = []) -> HTML {
        FilterTabs(
            items: choices.map { choice in
                NavigationItem(
                    label: "Năm \(choice)",
                    href: address(path, [("nam", choice == choices[0] ? "" : String(choice))] + fields),
                    isCurrent: choice == year)
            }
        ).html
    }

    /// For other addresses: nothing for this year.
    var parameter: (String, String) { ("nam", year == choices[0] ? "" : String(year)) }
}
