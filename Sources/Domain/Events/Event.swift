import Primitives

/// What an event may be about.
public enum EventSubject: String, Sendable, CaseIterable {
    case unit, account, person, movement, plan, dossier, council
    case councilSession = "council_session"
    case decision, commendation, installation
    case provincialRules = "provincial_rules"
    case reportKind = "report_kind"
    case reportRequest = "report_request"
    case report, inspection
    case directive
    /// A document at one unit.
    case directiveDelivery = "directive_delivery"
    case occasion, activity, holidays
    case indicator
    case unitFigure = "unit_figure"
    case publicWork = "public_work"
    case house
    case difficulty
    case cluster
}

/// What happened: noun and past participle. Kept in an append-only, hash-chained log.
public enum EventKind: String, Sendable, CaseIterable {
    case unitsImported, unitCreated
    case accountCreated, accountDisabled, accountEnabled, accountPasswordChanged, accountRolesChanged
    case signedIn, signInRefused, signedOut
    case personCreated, personChanged, identityNumberViewed
    case movementDrafted, movementChanged, movementLaunched, movementResponded, movementClosed
    case movementReopened, movementReviewed, movementUrged, reviewsUrged, movementPaperAdded, movementPaperRemoved
    case movementDriveAdded, movementDriveChanged, movementDriveCancelled
    case planDrafted, planChanged, planSubmitted, planReturned, planApproved, planSent, plansReminded, planTaskFinished,
        planTaskReopened
    case directiveDrafted, directiveChanged, directiveSent, directiveWithdrawn, directivesReminded
    case deliveryRead, deliveryAssigned, deliverySpread, deliveryPassed, deliveryAcknowledged, deliveryRecorded,
        deliveryFinished, readersReminded
    case accountTied
    case dossierCreated, dossierChanged, nominationAdded, nominationChanged, nominationRemoved
    case attachmentAdded, attachmentRemoved
    case dossierSubmitted, dossierReceived, dossierReturned, dossierWithdrawn, dossierReopened
    case findingJudged, nominationAppraised, dossierAppraised, dossierConsidered, dossierDecided, dossierNotPassed,
        nominationRefused,
        dossierRefused
    case councilFounded, councilMemberAdded, councilMembershipEnded
    case sessionPlanned, sessionOpened, sessionChanged, agendaChanged, attendanceRecorded, votesRecorded,
        sessionConcluded
    case decisionDrafted, decisionChanged, decisionLineRemoved, decisionDiscarded, decisionSigned
    case commendationGranted, commendationRevoked
    case rulesDrafted, rulesChanged, rulesIssued, rulesSuperseded
    case demoLoaded, dataExported
    case occasionAdded, occasionChanged, occasionEnded, occasionResumed, movementLinked, movementUnlinked
    case holidaysEntered
    case activityPlanned, activityChanged, activityHeld, activityReported, activityCancelled
    case indicatorTied, indicatorLoosened, targetsUrged
    case indicatorSet, indicatorChanged, targetsHandedDown, periodTargetsSet, periodsLocked
    case figureReported, figureCorrected, evidenceAdded
    case workPlanned, workChanged, milestoneRecorded, workStarted, workFinished, plaqueFixed, workDropped
    case houseAdded, houseChanged, housePhotoAdded, houseWithdrawn
    case reportKindAdded, reportKindChanged, reportsRequested, reportsUrged
    case reportChanged, reportFiguresTaken, reportPassedOn, reportSubmitted, reportReturned, reportSent, reportAccepted,
        reportApproved
    case inspectionPlanned, inspectionChanged, inspectionCancelled, inspectionConcluded, recommendationAnswered,
        recommendationReturned, recommendationConfirmed
    case difficultyRaised, difficultyAssigned, difficultyAskedBack, difficultySupplemented, difficultyAnswered,
        difficultyClosed, difficultyReopened, difficultyShared, difficultyWithdrawn, difficultySettingsChanged
    case accountMailChanged, mailResent, allMailResent
    case clusterSetUp, clusterChanged, clusterEnded, clusterResumed, clusterMembersAdded, clusterMembershipsEnded,
        clusterMembershipsRemoved, clusterTermSet

    /// What a timeline says: a short Vietnamese phrase.
    public var phrase: String {
        switch self {
        case .unitsImported: "Nhập danh sách đơn vị"
        case .unitCreated: "Thêm đơn vị"
        case .accountCreated: "Tạo tài khoản"
        case .accountDisabled: "Khóa tài khoản"
        case .accountEnabled: "Mở khóa tài khoản"
        case .accountPasswordChanged: "Đổi mật khẩu"
        case .accountRolesChanged: "Thay đổi quyền"
        case .signedIn: "Đăng nhập"
        case .signInRefused: "Đăng nhập bị từ chối"
        case .signedOut: "Đăng xuất"
        case .personCreated: "Lập hồ sơ cá nhân"
        case .personChanged: "Sửa hồ sơ cá nhân"
        case .identityNumberViewed: "Xem số định danh"
        case .movementDrafted: "Soạn phong trào"
        case .movementChanged: "Sửa phong trào"
        case .movementLaunched: "Phát động phong trào"
        case .movementResponded: "Hưởng ứng phong trào"
        case .movementClosed: "Tổng kết phong trào"
        case .movementReopened: "Mở lại phong trào"
        case .movementReviewed: "Ghi nội dung sơ kết, tổng kết"
        case .movementUrged: "Nhắc hưởng ứng phong trào"
        case .reviewsUrged: "Nhắc gửi sơ kết, tổng kết"
        case .movementPaperAdded: "Tải lên văn bản hưởng ứng"
        case .movementPaperRemoved: "Gỡ văn bản hưởng ứng"
        case .movementDriveAdded: "Thêm đợt thi đua"
        case .movementDriveChanged: "Sửa đợt thi đua"
        case .movementDriveCancelled: "Bỏ đợt thi đua"
        case .planDrafted: "Lập kế hoạch năm"
        case .planChanged: "Sửa kế hoạch năm"
        case .planSubmitted: "Trình duyệt kế hoạch năm"
        case .planReturned: "Trả lại kế hoạch năm"
        case .planApproved: "Duyệt kế hoạch năm"
        case .planSent: "Gửi kế hoạch năm"
        case .plansReminded: "Nhắc lập kế hoạch năm"
        case .planTaskFinished: "Ghi nhiệm vụ đã xong"
        case .planTaskReopened: "Ghi lại nhiệm vụ là chưa xong"
        case .directiveDrafted: "Soạn văn bản"
        case .directiveChanged: "Sửa văn bản"
        case .directiveSent: "Gửi văn bản"
        case .directiveWithdrawn: "Thu hồi văn bản"
        case .directivesReminded: "Nhắc đơn vị chưa xong"
        case .deliveryRead: "Tiếp nhận văn bản"
        case .deliveryAssigned: "Phân công thực hiện văn bản"
        case .deliverySpread: "Phổ biến văn bản"
        case .deliveryPassed: "Chuyển văn bản xuống đơn vị trực thuộc"
        case .deliveryAcknowledged: "Xác nhận đã đọc văn bản"
        case .deliveryRecorded: "Ghi nhận thay việc đã đọc văn bản"
        case .deliveryFinished: "Báo đã xong văn bản"
        case .readersReminded: "Nhắc người chưa đọc văn bản"
        case .accountTied: "Gắn tài khoản với hồ sơ cá nhân"
        case .dossierCreated: "Lập hồ sơ"
        case .dossierChanged: "Sửa thông tin hồ sơ"
        case .nominationAdded: "Thêm đề nghị"
        case .nominationChanged: "Sửa đề nghị"
        case .nominationRemoved: "Bỏ đề nghị"
        case .attachmentAdded: "Tải lên văn bản"
        case .attachmentRemoved: "Gỡ văn bản"
        case .dossierSubmitted: "Trình hồ sơ"
        case .dossierReceived: "Tiếp nhận hồ sơ"
        case .dossierReturned: "Trả lại hồ sơ"
        case .dossierWithdrawn: "Rút hồ sơ"
        case .dossierReopened: "Mở lại hồ sơ để sửa"
        case .findingJudged: "Kết luận tiêu chuẩn"
        case .nominationAppraised: "Ghi ý kiến thẩm định"
        case .dossierAppraised: "Trình Hội đồng"
        case .dossierConsidered: "Hội đồng đã xét"
        case .dossierDecided: "Đã có quyết định"
        case .dossierNotPassed: "Hội đồng không thông qua"
        case .nominationRefused: "Không khen thưởng"
        case .dossierRefused: "Hồ sơ kết thúc, không khen thưởng"
        case .councilFounded: "Khai báo Hội đồng"
        case .councilMemberAdded: "Thêm thành viên Hội đồng"
        case .councilMembershipEnded: "Thôi thành viên Hội đồng"
        case .sessionPlanned: "Lập phiên họp"
        case .sessionOpened: "Khai mạc phiên họp"
        case .sessionChanged: "Sửa phiên họp"
        case .agendaChanged: "Thay đổi chương trình họp"
        case .attendanceRecorded: "Điểm danh"
        case .votesRecorded: "Ghi kết quả kiểm phiếu"
        case .sessionConcluded: "Kết thúc phiên họp"
        case .decisionDrafted: "Dự thảo quyết định"
        case .decisionChanged: "Sửa dự thảo quyết định"
        case .decisionLineRemoved: "Bỏ khỏi dự thảo quyết định"
        case .decisionDiscarded: "Bỏ dự thảo quyết định"
        case .decisionSigned: "Ký, ban hành quyết định"
        case .commendationGranted: "Ghi vào Bảng vàng"
        case .commendationRevoked: "Hủy bỏ khen thưởng"
        case .rulesDrafted: "Soạn quy định của tỉnh"
        case .rulesChanged: "Sửa dự thảo quy định của tỉnh"
        case .rulesIssued: "Đưa quy định của tỉnh vào hiệu lực"
        case .rulesSuperseded: "Có quy định mới thay thế"
        case .demoLoaded: "Nạp dữ liệu trình diễn"
        case .dataExported: "Xuất dữ liệu"
        case .occasionAdded: "Thêm vào lịch"
        case .occasionChanged: "Sửa mục trong lịch"
        case .occasionEnded: "Thôi giữ trong lịch"
        case .occasionResumed: "Đưa lại vào lịch"
        case .movementLinked: "Gắn phong trào với ngày trong lịch"
        case .movementUnlinked: "Bỏ gắn phong trào với ngày trong lịch"
        case .holidaysEntered: "Ghi ngày nghỉ, ngày làm bù"
        case .activityPlanned: "Lập kế hoạch hoạt động"
        case .activityChanged: "Sửa kế hoạch hoạt động"
        case .activityHeld: "Đã tổ chức hoạt động"
        case .activityReported: "Ghi kết quả hoạt động"
        case .activityCancelled: "Hủy hoạt động"
        case .indicatorTied: "Gắn chỉ tiêu với nhiệm vụ"
        case .indicatorLoosened: "Bỏ gắn chỉ tiêu với nhiệm vụ"
        case .targetsUrged: "Nhắc báo cáo chỉ tiêu"
        case .indicatorSet: "Đặt chỉ tiêu"
        case .indicatorChanged: "Sửa chỉ tiêu"
        case .targetsHandedDown: "Giao chỉ tiêu"
        case .periodTargetsSet: "Giao chỉ tiêu từng kỳ"
        case .periodsLocked: "Chốt số liệu"
        case .figureReported: "Báo cáo số liệu"
        case .figureCorrected: "Sửa số liệu"
        case .evidenceAdded: "Thêm tài liệu chứng minh"
        case .workPlanned: "Đăng ký công trình"
        case .workChanged: "Sửa thông tin công trình"
        case .milestoneRecorded: "Ghi mốc tiến độ"
        case .workStarted: "Khởi công"
        case .workFinished: "Hoàn thành công trình"
        case .plaqueFixed: "Gắn biển"
        case .workDropped: "Dừng công trình"
        case .houseAdded: "Thêm hộ cần xóa nhà tạm"
        case .houseChanged: "Sửa thông tin nhà"
        case .housePhotoAdded: "Thêm ảnh nhà"
        case .houseWithdrawn: "Đưa hộ ra khỏi danh sách"
        case .reportKindAdded: "Thêm loại báo cáo"
        case .reportKindChanged: "Sửa loại báo cáo"
        case .reportsRequested: "Yêu cầu báo cáo"
        case .reportsUrged: "Đôn đốc báo cáo"
        case .reportChanged: "Sửa báo cáo"
        case .reportFiguresTaken: "Lấy số liệu cấp dưới"
        case .reportPassedOn: "Yêu cầu cấp dưới báo cáo"
        case .reportSubmitted: "Trình duyệt báo cáo"
        case .reportReturned: "Trả lại báo cáo"
        case .reportSent: "Duyệt, gửi báo cáo"
        case .reportAccepted: "Nhận báo cáo"
        case .reportApproved: "Duyệt báo cáo tổng hợp"
        case .inspectionPlanned: "Lập kế hoạch kiểm tra"
        case .inspectionChanged: "Sửa kế hoạch kiểm tra"
        case .inspectionCancelled: "Hủy cuộc kiểm tra"
        case .inspectionConcluded: "Kết luận kiểm tra"
        case .recommendationAnswered: "Báo cáo khắc phục"
        case .recommendationReturned: "Chưa công nhận khắc phục"
        case .recommendationConfirmed: "Xác nhận đã khắc phục"
        case .difficultyRaised: "Gửi vướng mắc"
        case .difficultyAssigned: "Phân công xử lý vướng mắc"
        case .difficultyAskedBack: "Hỏi lại đơn vị"
        case .difficultySupplemented: "Bổ sung vướng mắc"
        case .difficultyAnswered: "Trả lời vướng mắc"
        case .difficultyClosed: "Kết thúc vướng mắc"
        case .difficultyReopened: "Đề nghị trả lời lại"
        case .difficultyShared: "Chia sẻ hỏi đáp"
        case .difficultyWithdrawn: "Thôi chia sẻ hỏi đáp"
        case .difficultySettingsChanged: "Đổi cài đặt vướng mắc"
        case .accountMailChanged: "Đổi địa chỉ, cách nhận thư điện tử"
        case .mailResent: "Gửi lại thư điện tử"
        case .allMailResent: "Gửi lại tất cả thư bị kẹt"
        case .clusterSetUp: "Lập cụm, khối thi đua"
        case .clusterChanged: "Sửa thông tin cụm, khối"
        case .clusterEnded: "Ghi ngày kết thúc cụm, khối"
        case .clusterResumed: "Bỏ ngày kết thúc cụm, khối"
        case .clusterMembersAdded: "Thêm đơn vị vào cụm, khối"
        case .clusterMembershipsEnded: "Ghi đơn vị thôi tham gia cụm, khối"
        case .clusterMembershipsRemoved: "Xóa đơn vị ghi nhầm khỏi cụm, khối"
        case .clusterTermSet: "Ghi trưởng, phó của cụm, khối"
        }
    }
}

/// One entry of the log.
public struct Event: Sendable, Hashable, Identifiable {
    public let id: ID<Event>
    public let subject: EventSubject
    public let subjectID: String
    public let sequence: Int
    public let kind: EventKind
    public let accountID: ID<Account>?
    public let accountName: String
    public let at: Instant
    /// A reason or remark that a person wrote.
    public let note: String?
    /// Machine-readable particulars, JSON text.
    public let detail: String
    public let previousHash: String
    public let hash: String

    public init(
        id: ID<Event>, subject: EventSubject, subjectID: String, sequence: Int, kind: EventKind,
        accountID: ID<Account>?, accountName: String, at: Instant, note: String?, detail: String,
        previousHash: String, hash: String
    ) {
        self.id = id
        self.subject = subject
        self.subjectID = subjectID
        self.sequence = sequence
        self.kind = kind
        self.accountID = accountID
        self.accountName = accountName
        self.at = at
        self.note = note
        self.detail = detail
        self.previousHash = previousHash
        self.hash = hash
    }

    /// What the hash is taken of: every field that tells what happened, each on a line of its own, line breaks inside escaped.
    public static func hashedText(
        subject: EventSubject, subjectID: String, sequence: Int, kind: EventKind, accountID: ID<Account>?,
        accountName: String, at: Instant, note: String?, detail: String, previousHash: String
    ) -> String {
        [
            subject.rawValue, subjectID, String(sequence), kind.rawValue, accountID?.rawValue ?? "", accountName,
            at.iso,
            note ?? "", detail, previousHash,
        ].map { $0.split(separator: "\\", omittingEmptySubsequences: false).joined(separator: "\\\\") }
            .map { $0.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\\n") }
            .joined(separator: "\n")
    }
}
