import Hummingbird
import WebSupport

/// All pages of officials.
public enum StaffWeb {
    public static func addRoutes(to router: Router<SiteContext>, site: StaffSite) {
        let staff = StaffRoutes(site: site, router: router)
        SignInController(site: site).addRoutes(to: router, staff: staff)
        DossierController(site: site).addRoutes(to: staff)
        AppraisalController(site: site).addRoutes(to: staff)
        WorkController().addRoutes(staff: staff)
        MovementController(site: site).addRoutes(to: router, staff: staff)
        PlanController(site: site).addRoutes(to: staff)
        DirectiveController(site: site).addRoutes(to: router, staff: staff)
        CalendarController(site: site).addRoutes(to: staff)
        ActivityController(site: site).addRoutes(to: staff)
        TargetController(site: site).addRoutes(to: staff)
        PublicWorkController(site: site).addRoutes(to: staff)
        HouseController(site: site).addRoutes(to: staff)
        ReportController(site: site).addRoutes(to: staff)
        ReportRequestController(site: site).addRoutes(to: staff)
        InspectionController(site: site).addRoutes(to: staff)
        UnitController(site: site).addRoutes(to: staff)
        PersonController(site: site).addRoutes(to: staff)
        LawController(lawbook: site.lawbook).addRoutes(to: staff)
        EligibilityController(lawbook: site.lawbook).addRoutes(to: staff)
        AccountController(site: site).addRoutes(to: staff)
        CouncilController(site: site).addRoutes(staff)
        ClusterController(site: site).addRoutes(staff)
        SessionController(site: site).addRoutes(staff)
        DecisionController(site: site).addRoutes(staff)
        RulesController(site: site).addRoutes(staff)
        DifficultyController(site: site).addRoutes(to: staff)
        NoticeController(site: site).addRoutes(to: staff)
    }
}
