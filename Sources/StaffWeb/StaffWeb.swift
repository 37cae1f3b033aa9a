import Hummingbird
import WebSupport

/// All pages of officials.
public enum StaffWeb {
    public static func addRoutes(to router: Router<SiteContext>, site: StaffSite) {
        let staff = StaffRoutes(site: site, router: router)
        SignInController(site: site).addRoutes(to: router, staff: staff)
        SessionController(site: site).addRoutes(staff)
        DecisionController(site: site).addRoutes(staff)
    }
}
