import Actions
import Domain
import Hummingbird
import Primitives
import Records
import WebSupport

/// People: search and lifelong file.
struct PersonController: Sendable {
    let site: StaffSite

    func addRoutes(to staff: StaffRoutes) {
        let site = site
        staff.page(.people) { visit, tx in
            StaffPage(title: "Cá nhân", section: .people, main: try PeopleListPage.load(visit, in: tx).html)
        }
        staff.page(.person) { visit, tx in
            let page = try PersonPage.load(try visit.id("id", "hồ sơ cá nhân này"), visit, site: site, in: tx)
            return StaffPage(title: page.person.name, section: .people, main: page.html)
        }
        // The number stands in the answer only, never in an address or in the session.
        staff.action(.revealIdentity) { visit, _ in
            let id: ID<Person> = try visit.id("id", "hồ sơ cá nhân này")
            let number = try await RevealIdentity(id: id).run(by: visit.actor, cipher: site.identities, on: site.store)
            return try await site.store.read { tx in
                let page = try PersonPage.load(id, visit, site: site, revealed: number, in: tx)
                return .page(StaffPage(title: page.person.name, section: .people, main: page.html))
            }
        }
    }
}
