import Hummingbird

/// Every address of the system: used to register and to link. Unaccented Vietnamese, because officials read and dictate them.
public struct Route: Sendable, Hashable {
    public enum Method: String, Sendable { case get, post }

    /// Who may reach it at all; what a person may do there is decided by the policies.
    public enum Audience: String, Sendable { case everyone, staff }

    public let method: Method
    public let pattern: String
    public let audience: Audience
    /// What stands before, between and after the parameters: a list page links to fifty things.
    private let fixedParts: [String]

    init(_ method: Method, _ pattern: String, _ audience: Audience = .staff) {
        self.method = method
        self.pattern = pattern
        self.audience = audience
        var parts = [""]
        for segment in pattern.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            if segment.hasPrefix(":") {
                parts[parts.count - 1] += "/"
                parts.append("")
            } else {
                parts[parts.count - 1] += "/" + segment
            }
        }
        fixedParts = parts
    }

    /// The address with its parameters filled in, in order: as many as the pattern has.
    public func path(_ parameters: any CustomStringConvertible...) -> String {
        var path = fixedParts[0]
        for (parameter, fixed) in zip(parameters, fixedParts.dropFirst()) { path += parameter.description + fixed }
        return path
    }

    public static func == (left: Route, right: Route) -> Bool {
        left.method == right.method && left.pattern == right.pattern
    }
    public func hash(into hasher: inout Hasher) {
        hasher.combine(method)
        hasher.combine(pattern)
    }

    // Public: the portal.
    public static let roll = Route(.get, "/", .everyone)
    public static let rollEntry = Route(.get, "/bang-vang/:id", .everyone)
    public static let certificateCheck = Route(.get, "/kiem-tra", .everyone)
    public static let publicMovements = Route(.get, "/phong-trao-thi-dua", .everyone)
    public static let publicMovement = Route(.get, "/phong-trao-thi-dua/:id", .everyone)
    public static let publicCalendar = Route(.get, "/ngay-le", .everyone)
    public static let calendarFeed = Route(.get, "/lich.ics", .everyone)
    public static let health = Route(.get, "/health", .everyone)
    public static let metrics = Route(.get, "/metrics", .everyone)
    public static let signInForm = Route(.get, "/dang-nhap", .everyone)
    public static let signIn = Route(.post, "/dang-nhap", .everyone)

    // Officials.
    public static let signOut = Route(.post, "/dang-xuat")
    public static let work = Route(.get, "/viec-can-lam")

    public static let movements = Route(.get, "/phong-trao")
    public static let newMovement = Route(.get, "/phong-trao/moi")
    public static let draftMovement = Route(.post, "/phong-trao")
    public static let movement = Route(.get, "/phong-trao/:id")
    public static let movementForm = Route(.get, "/phong-trao/:id/sua")
    public static let changeMovement = Route(.post, "/phong-trao/:id/sua")
    public static let launchMovement = Route(.post, "/phong-trao/:id/phat-dong")
    public static let closeMovement = Route(.post, "/phong-trao/:id/tong-ket")
    public static let responseForm = Route(.get, "/phong-trao/:id/huong-ung")
    public static let respondToMovement = Route(.post, "/phong-trao/:id/huong-ung")
    public static let addMovementPaper = Route(.post, "/phong-trao/:id/huong-ung/van-ban")
    public static let movementPaper = Route(.get, "/phong-trao/:id/van-ban/:paper")
    public static let removeMovementPaper = Route(.post, "/phong-trao/:id/van-ban/:paper/go")
    public static let urgeMovement = Route(.post, "/phong-trao/:id/nhac")
    public static let closingForm = Route(.get, "/phong-trao/:id/tong-ket")
    public static let reopenMovement = Route(.post, "/phong-trao/:id/mo-lai")
    public static let newDrive = Route(.get, "/phong-trao/:id/dot/moi")
    public static let addDrive = Route(.post, "/phong-trao/:id/dot")
    public static let driveForm = Route(.get, "/phong-trao/:id/dot/:drive")
    public static let changeDrive = Route(.post, "/phong-trao/:id/dot/:drive")
    public static let cancelDrive = Route(.post, "/phong-trao/:id/dot/:drive/bo")
    public static let movementReviews = Route(.get, "/phong-trao/:id/so-ket")
    public static let reviewForm = Route(.get, "/phong-trao/:id/so-ket/ghi")
    public static let urgeReviews = Route(.post, "/phong-trao/:id/so-ket/nhac")
    public static let reviewMovement = Route(.post, "/phong-trao/:id/so-ket/ghi")

    public static let plans = Route(.get, "/ke-hoach")
    public static let missingPlans = Route(.get, "/ke-hoach/chua-co")
    public static let remindPlans = Route(.post, "/ke-hoach/chua-co")
    public static let newPlan = Route(.get, "/ke-hoach/moi")
    public static let draftPlan = Route(.post, "/ke-hoach")
    public static let plan = Route(.get, "/ke-hoach/:id")
    public static let planForm = Route(.get, "/ke-hoach/:id/sua")
    public static let changePlan = Route(.post, "/ke-hoach/:id/sua")
    public static let autosavePlan = Route(.post, "/ke-hoach/:id/luu-nhap")
    public static let submitPlan = Route(.post, "/ke-hoach/:id/trinh")
    public static let returnPlan = Route(.post, "/ke-hoach/:id/tra-lai")
    public static let approvePlan = Route(.post, "/ke-hoach/:id/duyet")
    public static let sendPlan = Route(.post, "/ke-hoach/:id/gui")
    public static let finishPlanTask = Route(.post, "/ke-hoach/:id/nhiem-vu/:task/xong")
    public static let reopenPlanTask = Route(.post, "/ke-hoach/:id/nhiem-vu/:task/mo-lai")
    public static let planLetter = Route(.get, "/ke-hoach/:id/cong-van.pdf")
    public static let planDocument = Route(.get, "/ke-hoach/:id/cong-van.docx")

    public static let directives = Route(.get, "/quan-triet")
    public static let newDirective = Route(.get, "/quan-triet/moi")
    public static let draftDirective = Route(.post, "/quan-triet")
    public static let directive = Route(.get, "/quan-triet/:id")
    public static let directiveForm = Route(.get, "/quan-triet/:id/sua")
    public static let changeDirective = Route(.post, "/quan-triet/:id/sua")
    public static let addDirectiveFile = Route(.post, "/quan-triet/:id/tep")
    public static let removeDirectiveFile = Route(.post, "/quan-triet/:id/tep/:attachment/go")
    public static let sendDirective = Route(.post, "/quan-triet/:id/gui")
    public static let withdrawDirective = Route(.post, "/quan-triet/:id/thu-hoi")
    public static let directiveLetter = Route(.get, "/quan-triet/:id/cong-van.pdf")
    public static let acknowledgeDirective = Route(.post, "/quan-triet/:id/da-doc")
    public static let directiveBoard = Route(.get, "/quan-triet/:id/theo-doi")
    public static let directiveBoardList = Route(.get, "/quan-triet/:id/theo-doi.csv")
    public static let remindDirective = Route(.post, "/quan-triet/:id/nhac")
    public static let delivery = Route(.get, "/quan-triet/:id/don-vi/:unit")
    public static let assignDelivery = Route(.post, "/quan-triet/:id/don-vi/:unit/phan-cong")
    public static let spreadDirective = Route(.post, "/quan-triet/:id/don-vi/:unit/pho-bien")
    public static let recordReadings = Route(.post, "/quan-triet/:id/don-vi/:unit/ghi-nhan")
    public static let passDirective = Route(.post, "/quan-triet/:id/don-vi/:unit/chuyen")
    public static let remindBelow = Route(.post, "/quan-triet/:id/don-vi/:unit/nhac-cap-duoi")
    public static let remindReaders = Route(.post, "/quan-triet/:id/don-vi/:unit/nhac-nguoi-doc")
    public static let finishDelivery = Route(.post, "/quan-triet/:id/don-vi/:unit/xong")
    public static let tieAccount = Route(.post, "/tai-khoan/:id/ho-so-ca-nhan")

    public static let clusters = Route(.get, "/cum-khoi")
    public static let newCluster = Route(.get, "/cum-khoi/moi")
    public static let setUpCluster = Route(.post, "/cum-khoi")
    public static let unplacedUnits = Route(.get, "/cum-khoi/chua-thuoc")
    public static let divisionForm = Route(.get, "/cum-khoi/chia")
    public static let divideUnits = Route(.post, "/cum-khoi/chia")
    public static let divisionSheet = Route(.get, "/cum-khoi/bang-chia.csv")
    public static let divisionImportForm = Route(.get, "/cum-khoi/nhap")
    public static let previewDivisionImport = Route(.post, "/cum-khoi/nhap")
    public static let divisionImport = Route(.get, "/cum-khoi/nhap/:id")
    public static let confirmDivisionImport = Route(.post, "/cum-khoi/nhap/:id")
    public static let cluster = Route(.get, "/cum-khoi/:id")
    public static let clusterForm = Route(.get, "/cum-khoi/:id/sua")
    public static let changeCluster = Route(.post, "/cum-khoi/:id/sua")
    public static let endCluster = Route(.post, "/cum-khoi/:id/ket-thuc")
    public static let clusterMembersForm = Route(.get, "/cum-khoi/:id/don-vi")
    public static let addClusterMembers = Route(.post, "/cum-khoi/:id/don-vi")
    public static let endClusterMemberships = Route(.post, "/cum-khoi/:id/don-vi/thoi")
    public static let removeClusterMemberships = Route(.post, "/cum-khoi/:id/don-vi/xoa-ghi-nham")
    public static let setClusterTerm = Route(.post, "/cum-khoi/:id/truong-pho")

    public static let calendar = Route(.get, "/lich")
    public static let calendarMonth = Route(.get, "/lich/thang")
    public static let occasions = Route(.get, "/lich/danh-muc")
    public static let newOccasion = Route(.get, "/lich/ngay/moi")
    public static let addOccasion = Route(.post, "/lich/ngay")
    public static let occasion = Route(.get, "/lich/ngay/:id")
    public static let occasionForm = Route(.get, "/lich/ngay/:id/sua")
    public static let changeOccasion = Route(.post, "/lich/ngay/:id/sua")
    public static let endOccasion = Route(.post, "/lich/ngay/:id/thoi-giu")
    public static let resumeOccasion = Route(.post, "/lich/ngay/:id/dua-lai")
    public static let holidays = Route(.get, "/lich/ngay-nghi")
    public static let enterHolidays = Route(.post, "/lich/ngay-nghi")
    public static let linkMovement = Route(.post, "/phong-trao/:id/chao-mung")
    public static let unlinkMovement = Route(.post, "/phong-trao/:id/chao-mung/bo")
    public static let activities = Route(.get, "/hoat-dong")
    public static let newActivity = Route(.get, "/hoat-dong/moi")
    public static let planActivity = Route(.post, "/hoat-dong")
    public static let activity = Route(.get, "/hoat-dong/:id")
    public static let activityForm = Route(.get, "/hoat-dong/:id/sua")
    public static let changeActivity = Route(.post, "/hoat-dong/:id/sua")
    public static let holdActivity = Route(.post, "/hoat-dong/:id/da-to-chuc")
    public static let activityReportForm = Route(.get, "/hoat-dong/:id/ket-qua")
    public static let reportActivity = Route(.post, "/hoat-dong/:id/ket-qua")
    public static let cancelActivity = Route(.post, "/hoat-dong/:id/huy")

    public static let indicators = Route(.get, "/chi-tieu")
    public static let newIndicator = Route(.get, "/chi-tieu/moi")
    public static let setIndicator = Route(.post, "/chi-tieu")
    public static let targetTable = Route(.get, "/chi-tieu/bang")
    public static let unitTargets = Route(.get, "/chi-tieu/don-vi/:id")
    public static let indicator = Route(.get, "/chi-tieu/:id")
    public static let indicatorForm = Route(.get, "/chi-tieu/:id/sua")
    public static let changeIndicator = Route(.post, "/chi-tieu/:id/sua")
    public static let handDownForm = Route(.get, "/chi-tieu/:id/giao")
    public static let handDownTargets = Route(.post, "/chi-tieu/:id/giao")
    public static let lockPeriods = Route(.post, "/chi-tieu/:id/chot")
    public static let urgeTargets = Route(.post, "/chi-tieu/:id/nhac")
    public static let tieIndicator = Route(.post, "/ke-hoach/:id/chi-tieu")
    public static let unitFigures = Route(.get, "/chi-tieu/:id/don-vi/:unit")
    public static let reportFigure = Route(.post, "/chi-tieu/:id/don-vi/:unit/bao-cao")
    public static let setPeriodTargets = Route(.post, "/chi-tieu/:id/don-vi/:unit/tung-ky")

    public static let publicWorks = Route(.get, "/cong-trinh")
    public static let newWork = Route(.get, "/cong-trinh/moi")
    public static let planWork = Route(.post, "/cong-trinh")
    public static let publicWork = Route(.get, "/cong-trinh/:id")
    public static let workForm = Route(.get, "/cong-trinh/:id/sua")
    public static let changeWork = Route(.post, "/cong-trinh/:id/sua")
    public static let advanceWork = Route(.post, "/cong-trinh/:id/buoc")
    public static let recordMilestone = Route(.post, "/cong-trinh/:id/moc/:milestone")
    public static let dropWork = Route(.post, "/cong-trinh/:id/dung")

    public static let houses = Route(.get, "/nha-o")
    public static let houseList = Route(.get, "/nha-o/danh-sach")
    public static let newHouse = Route(.get, "/nha-o/moi")
    public static let addHouse = Route(.post, "/nha-o")
    public static let house = Route(.get, "/nha-o/:id")
    public static let houseForm = Route(.get, "/nha-o/:id/sua")
    public static let changeHouse = Route(.post, "/nha-o/:id/sua")
    public static let addHousePhoto = Route(.post, "/nha-o/:id/anh")
    public static let withdrawHouse = Route(.post, "/nha-o/:id/dua-ra")

    public static let reports = Route(.get, "/bao-cao")
    public static let newReportRequest = Route(.get, "/bao-cao/yeu-cau/moi")
    public static let askForReports = Route(.post, "/bao-cao/yeu-cau")
    public static let reportRequest = Route(.get, "/bao-cao/yeu-cau/:id")
    public static let urgeReports = Route(.post, "/bao-cao/yeu-cau/:id/don-doc")
    public static let reportKinds = Route(.get, "/bao-cao/loai")
    public static let newReportKind = Route(.get, "/bao-cao/loai/moi")
    public static let addReportKind = Route(.post, "/bao-cao/loai")
    public static let reportKind = Route(.get, "/bao-cao/loai/:id")
    public static let changeReportKind = Route(.post, "/bao-cao/loai/:id")
    public static let report = Route(.get, "/bao-cao/:id")
    public static let reportForm = Route(.get, "/bao-cao/:id/sua")
    public static let changeReport = Route(.post, "/bao-cao/:id/sua")
    public static let autosaveReport = Route(.post, "/bao-cao/:id/luu-nhap")
    public static let takeFigures = Route(.post, "/bao-cao/:id/so-lieu-moi")
    public static let passReportOn = Route(.post, "/bao-cao/:id/yeu-cau-cap-duoi")
    public static let submitReport = Route(.post, "/bao-cao/:id/trinh")
    public static let returnReport = Route(.post, "/bao-cao/:id/tra-lai")
    public static let sendReport = Route(.post, "/bao-cao/:id/gui")
    public static let acceptReport = Route(.post, "/bao-cao/:id/nhan")
    public static let approveReport = Route(.post, "/bao-cao/:id/duyet")
    public static let reportWords = Route(.get, "/bao-cao/:id/cap-duoi")
    public static let addReportPaper = Route(.post, "/bao-cao/:id/van-ban")
    public static let removeReportPaper = Route(.post, "/bao-cao/:id/van-ban/:attachment/go")
    public static let reportPaper = Route(.get, "/bao-cao/:id/bao-cao.pdf")
    public static let reportDocument = Route(.get, "/bao-cao/:id/bao-cao.docx")
    public static let inspections = Route(.get, "/kiem-tra-thi-dua")
    public static let recommendations = Route(.get, "/kiem-tra-thi-dua/kien-nghi")
    public static let newInspection = Route(.get, "/kiem-tra-thi-dua/moi")
    public static let planInspection = Route(.post, "/kiem-tra-thi-dua")
    public static let inspection = Route(.get, "/kiem-tra-thi-dua/:id")
    public static let inspectionForm = Route(.get, "/kiem-tra-thi-dua/:id/sua")
    public static let changeInspection = Route(.post, "/kiem-tra-thi-dua/:id/sua")
    public static let cancelInspection = Route(.post, "/kiem-tra-thi-dua/:id/huy")
    public static let conclusionForm = Route(.get, "/kiem-tra-thi-dua/:id/ket-luan")
    public static let concludeInspection = Route(.post, "/kiem-tra-thi-dua/:id/ket-luan")
    public static let answerRecommendation = Route(.post, "/kiem-tra-thi-dua/:id/kien-nghi/:finding/khac-phuc")
    public static let confirmRecommendation = Route(.post, "/kiem-tra-thi-dua/:id/kien-nghi/:finding/xac-nhan")
    public static let returnRecommendation = Route(.post, "/kiem-tra-thi-dua/:id/kien-nghi/:finding/chua-dat")
    public static let difficulties = Route(.get, "/vuong-mac")
    public static let newDifficulty = Route(.get, "/vuong-mac/moi")
    public static let raiseDifficulty = Route(.post, "/vuong-mac")
    public static let sharedQuestions = Route(.get, "/vuong-mac/hoi-dap")
    public static let sharedQuestion = Route(.get, "/vuong-mac/hoi-dap/:id")
    public static let difficultySummary = Route(.get, "/vuong-mac/tong-hop")
    public static let difficultySummaryTable = Route(.get, "/vuong-mac/tong-hop.csv")
    public static let difficultySummaryPaper = Route(.get, "/vuong-mac/tong-hop.pdf")
    public static let difficultySummaryDocument = Route(.get, "/vuong-mac/tong-hop.docx")
    public static let difficultySettings = Route(.get, "/vuong-mac/cai-dat")
    public static let setDifficultySettings = Route(.post, "/vuong-mac/cai-dat")
    public static let difficulty = Route(.get, "/vuong-mac/:id")
    public static let assignDifficulty = Route(.post, "/vuong-mac/:id/phan-cong")
    public static let askBack = Route(.post, "/vuong-mac/:id/hoi-lai")
    public static let supplementDifficulty = Route(.post, "/vuong-mac/:id/bo-sung")
    public static let answerDifficulty = Route(.post, "/vuong-mac/:id/tra-loi")
    public static let closeDifficulty = Route(.post, "/vuong-mac/:id/ket-thuc")
    public static let reopenDifficulty = Route(.post, "/vuong-mac/:id/mo-lai")
    public static let shareQuestion = Route(.post, "/vuong-mac/:id/chia-se")
    public static let withdrawQuestion = Route(.post, "/vuong-mac/:id/thoi-chia-se")
    public static let notices = Route(.get, "/thong-bao")
    public static let notice = Route(.get, "/thong-bao/:id")
    public static let readAllNotices = Route(.post, "/thong-bao/da-doc")
    public static let failedMail = Route(.get, "/thu-chua-gui")
    public static let resendMail = Route(.post, "/thu-chua-gui/:id/gui-lai")
    public static let resendAllMail = Route(.post, "/thu-chua-gui/gui-lai-tat-ca")
    public static let setAccountMail = Route(.post, "/tai-khoan/:id/thu-dien-tu")
    public static let chooseMail = Route(.post, "/tai-khoan-cua-toi/thu-dien-tu")

    public static let dossiers = Route(.get, "/ho-so")
    public static let newDossier = Route(.get, "/ho-so/moi")
    public static let createDossier = Route(.post, "/ho-so")
    public static let dossier = Route(.get, "/ho-so/:id")
    public static let dossierForm = Route(.get, "/ho-so/:id/sua")
    public static let changeDossier = Route(.post, "/ho-so/:id/sua")
    public static let autosaveDossier = Route(.post, "/ho-so/:id/luu-nhap")
    public static let chooseNominee = Route(.get, "/ho-so/:id/de-nghi/moi")
    public static let addNomination = Route(.post, "/ho-so/:id/de-nghi")
    public static let nomination = Route(.get, "/ho-so/:id/de-nghi/:nomination")
    public static let changeNomination = Route(.post, "/ho-so/:id/de-nghi/:nomination")
    public static let autosaveNomination = Route(.post, "/ho-so/:id/de-nghi/:nomination/luu-nhap")
    public static let removeNomination = Route(.post, "/ho-so/:id/de-nghi/:nomination/bo")
    public static let judgeFinding = Route(.post, "/ho-so/:id/de-nghi/:nomination/ket-luan")
    public static let appraiseNomination = Route(.post, "/ho-so/:id/de-nghi/:nomination/y-kien")
    public static let addAttachment = Route(.post, "/ho-so/:id/van-ban")
    public static let removeAttachment = Route(.post, "/ho-so/:id/van-ban/:attachment/go")
    public static let attachment = Route(.get, "/van-ban/:id")
    public static let submitDossier = Route(.post, "/ho-so/:id/trinh")
    public static let receiveDossier = Route(.post, "/ho-so/:id/tiep-nhan")
    public static let returnDossier = Route(.post, "/ho-so/:id/tra-lai")
    public static let withdrawDossier = Route(.post, "/ho-so/:id/rut")
    public static let reopenDossier = Route(.post, "/ho-so/:id/mo-lai")
    public static let appraiseDossier = Route(.post, "/ho-so/:id/trinh-hoi-dong")
    public static let appraisalQueue = Route(.get, "/tham-dinh")
    public static let nextAppraisal = Route(.get, "/tham-dinh/tiep")
    public static let dossierList = Route(.get, "/ho-so.csv")

    public static let sessions = Route(.get, "/hoi-dong")
    public static let newSession = Route(.get, "/hoi-dong/moi")
    public static let planSession = Route(.post, "/hoi-dong")
    public static let session = Route(.get, "/hoi-dong/:id")
    public static let changeAgenda = Route(.post, "/hoi-dong/:id/chuong-trinh")
    public static let recordAttendance = Route(.post, "/hoi-dong/:id/diem-danh")
    public static let recordVotes = Route(.post, "/hoi-dong/:id/kiem-phieu")
    public static let addMinutes = Route(.post, "/hoi-dong/:id/bien-ban")
    public static let concludeSession = Route(.post, "/hoi-dong/:id/ket-thuc")

    public static let councils = Route(.get, "/cac-hoi-dong")
    public static let newCouncil = Route(.get, "/cac-hoi-dong/moi")
    public static let foundCouncil = Route(.post, "/cac-hoi-dong")
    public static let council = Route(.get, "/cac-hoi-dong/:id")
    public static let addCouncilMember = Route(.post, "/cac-hoi-dong/:id/thanh-vien")
    public static let endCouncilMembership = Route(.post, "/cac-hoi-dong/:id/thoi-thanh-vien")

    public static let decisions = Route(.get, "/quyet-dinh")
    public static let newDecision = Route(.get, "/quyet-dinh/moi")
    public static let draftDecision = Route(.post, "/quyet-dinh")
    public static let decision = Route(.get, "/quyet-dinh/:id")
    public static let changeDecision = Route(.post, "/quyet-dinh/:id/sua")
    public static let removeDecisionLine = Route(.post, "/quyet-dinh/:id/bo-dong")
    public static let refuseNomination = Route(.post, "/quyet-dinh/:id/khong-khen-thuong")
    public static let signDecision = Route(.post, "/quyet-dinh/:id/ky")
    public static let decisionPaper = Route(.get, "/quyet-dinh/:id/ban-in.pdf")
    public static let discardDecision = Route(.post, "/quyet-dinh/:id/bo")
    public static let newRevocation = Route(.get, "/quyet-dinh/thu-hoi/:commendation")
    public static let draftRevocation = Route(.post, "/quyet-dinh/thu-hoi/:commendation")

    public static let rules = Route(.get, "/quy-dinh-tinh")
    public static let draftRules = Route(.post, "/quy-dinh-tinh")
    public static let rulesComparison = Route(.get, "/quy-dinh-tinh/so-sanh")
    public static let rulesVersion = Route(.get, "/quy-dinh-tinh/:id")
    public static let rulesForm = Route(.get, "/quy-dinh-tinh/:id/sua")
    public static let changeRules = Route(.post, "/quy-dinh-tinh/:id/sua")
    public static let issueRules = Route(.post, "/quy-dinh-tinh/:id/hieu-luc")

    public static let people = Route(.get, "/ca-nhan")
    public static let person = Route(.get, "/ca-nhan/:id")
    public static let revealIdentity = Route(.post, "/ca-nhan/:id/so-dinh-danh")
    public static let units = Route(.get, "/don-vi")
    public static let unit = Route(.get, "/don-vi/:id")
    public static let unitImportForm = Route(.get, "/don-vi/nhap")
    public static let previewUnitImport = Route(.post, "/don-vi/nhap")
    public static let unitImport = Route(.get, "/don-vi/nhap/:id")
    public static let confirmUnitImport = Route(.post, "/don-vi/nhap/:id")

    public static let personEligibility = Route(.get, "/ca-nhan/:id/du-dieu-kien")
    public static let unitEligibility = Route(.get, "/don-vi/:id/du-dieu-kien")
    public static let law = Route(.get, "/tra-cuu/quy-dinh")
    public static let lawEntry = Route(.get, "/tra-cuu/quy-dinh/muc/:code")
    public static let instruments = Route(.get, "/tra-cuu/quy-dinh/van-ban")
    public static let generalRules = Route(.get, "/tra-cuu/quy-dinh/chung")
    public static let lawComparison = Route(.get, "/tra-cuu/quy-dinh/so-sanh")

    public static let accounts = Route(.get, "/tai-khoan")
    public static let newAccount = Route(.get, "/tai-khoan/moi")
    public static let createAccount = Route(.post, "/tai-khoan")
    public static let account = Route(.get, "/tai-khoan/:id")
    public static let changeAccountRoles = Route(.post, "/tai-khoan/:id/quyen")
    public static let disableAccount = Route(.post, "/tai-khoan/:id/khoa")
    public static let enableAccount = Route(.post, "/tai-khoan/:id/mo-khoa")
    public static let resetAccountPassword = Route(.post, "/tai-khoan/:id/mat-khau")
    public static let ownAccount = Route(.get, "/tai-khoan-cua-toi")
    public static let changeOwnPassword = Route(.post, "/tai-khoan-cua-toi/mat-khau")
    public static let log = Route(.get, "/nhat-ky")

    /// All of them, for the tests of access: an address that is registered but not listed here fails them.
    public static let all: [Route] = [
        roll, rollEntry, certificateCheck, publicMovements, publicMovement, health, metrics, signInForm, signIn,
        signOut, work,
        movements, newMovement, draftMovement, movement, movementForm, changeMovement, launchMovement, closeMovement,
        responseForm, respondToMovement, addMovementPaper, movementPaper, removeMovementPaper, urgeMovement,
        closingForm,
        reopenMovement, newDrive, addDrive, driveForm, changeDrive, cancelDrive, movementReviews, reviewForm,
        reviewMovement, urgeReviews,
        plans, missingPlans, remindPlans, newPlan, draftPlan, plan, planForm, changePlan, autosavePlan, submitPlan,
        returnPlan, approvePlan, sendPlan, finishPlanTask, reopenPlanTask, planLetter, planDocument,
        directives, newDirective, draftDirective, directive, directiveForm, changeDirective, addDirectiveFile,
        removeDirectiveFile, sendDirective, withdrawDirective, directiveLetter, acknowledgeDirective, directiveBoard,
        directiveBoardList, remindDirective, delivery, assignDelivery, spreadDirective, recordReadings, passDirective,
        remindBelow, remindReaders, finishDelivery, tieAccount,
        clusters, newCluster, setUpCluster, unplacedUnits, divisionForm, divideUnits, cluster, clusterForm,
        divisionSheet, divisionImportForm, previewDivisionImport, divisionImport, confirmDivisionImport, changeCluster,
        endCluster, clusterMembersForm, addClusterMembers, endClusterMemberships, removeClusterMemberships,
        setClusterTerm,
        publicCalendar, calendarFeed, calendar, calendarMonth, occasions, newOccasion, addOccasion, occasion,
        occasionForm, changeOccasion, endOccasion, resumeOccasion, holidays, enterHolidays, linkMovement,
        unlinkMovement,
        activities, newActivity, planActivity, activity, activityForm, changeActivity, holdActivity,
        activityReportForm, reportActivity, cancelActivity,
        indicators, newIndicator, setIndicator, targetTable, unitTargets, indicator, indicatorForm, changeIndicator,
        handDownForm, handDownTargets, lockPeriods, urgeTargets, tieIndicator, unitFigures, reportFigure,
        setPeriodTargets,
        publicWorks, newWork, planWork, publicWork, workForm, changeWork, advanceWork, recordMilestone, dropWork,
        houses, houseList, newHouse, addHouse, house, houseForm, changeHouse, addHousePhoto, withdrawHouse,
        reports, newReportRequest, askForReports, reportRequest, urgeReports, reportKinds, newReportKind, addReportKind,
        reportKind, changeReportKind, report, reportForm, changeReport, autosaveReport, takeFigures, passReportOn,
        submitReport, returnReport, sendReport, acceptReport, approveReport, reportWords, addReportPaper,
        removeReportPaper, reportPaper, reportDocument,
        inspections, recommendations, newInspection, planInspection, inspection, inspectionForm, changeInspection,
        cancelInspection, conclusionForm, concludeInspection, answerRecommendation, confirmRecommendation,
        returnRecommendation,
        difficulties, newDifficulty, raiseDifficulty, sharedQuestions, sharedQuestion, difficultySummary,
        difficultySummaryTable, difficultySummaryPaper, difficultySummaryDocument, difficultySettings,
        setDifficultySettings, difficulty, assignDifficulty, askBack,
        supplementDifficulty, answerDifficulty, closeDifficulty, reopenDifficulty, shareQuestion, withdrawQuestion,
        notices, notice, readAllNotices, failedMail, resendMail, resendAllMail, setAccountMail, chooseMail,
        dossiers, newDossier, createDossier, dossier, dossierForm, changeDossier, autosaveDossier, chooseNominee,
        addNomination, nomination, changeNomination, autosaveNomination, removeNomination, judgeFinding,
        appraiseNomination, addAttachment, removeAttachment, attachment, submitDossier, receiveDossier, returnDossier,
        withdrawDossier, reopenDossier, appraiseDossier, appraisalQueue, nextAppraisal, dossierList,
        sessions, newSession, planSession, session, changeAgenda, recordAttendance, recordVotes, addMinutes,
        concludeSession, councils, newCouncil, foundCouncil, council, addCouncilMember, endCouncilMembership,
        decisions, newDecision, draftDecision, decision, changeDecision, removeDecisionLine, refuseNomination,
        signDecision,
        discardDecision, decisionPaper, newRevocation, draftRevocation,
        personEligibility, unitEligibility, law, lawEntry, instruments, generalRules, lawComparison,
        rules, draftRules, rulesComparison, rulesVersion, rulesForm, changeRules, issueRules,
        people, person, revealIdentity, units, unit, unitImportForm, previewUnitImport, unitImport, confirmUnitImport,
        accounts, newAccount, createAccount, account, changeAccountRoles, disableAccount, enableAccount,
        resetAccountPassword, ownAccount, changeOwnPassword, log,
    ]
}

extension RouterMethods {
    /// Registers a route of ours.
    public func on(
        _ route: Route, use handler: @Sendable @escaping (Request, Context) async throws -> Response
    ) {
        on(RouterPath(route.pattern), method: route.method == .get ? .get : .post, use: handler)
    }
}
