import Primitives

/// Who may do what to a movement.
public enum MovementAct: String, Sendable, CaseIterable {
    case view, edit, launch, respond, close, reopen
    /// To divide it into drives.
    case plan
    /// To urge those who have not responded, and to see how each does.
    case urge
    /// To ask those who have not written what came of it, also after the last day.
    case urgeReviews
    /// To write what came of it, midway or at the end: for an addressed unit.
    case review
    /// The same for the launching side.
    case sumUp
}

public struct MovementPolicy: Sendable {
    public let actor: Actor
    /// The launching unit and what is above it.
    public let launching: Lineage
    /// The addressees within this actor's reach as officer or head.
    public let addresseesInReach: [ID<Unit>]
    /// The unit that leads the cluster this year, when it is a cluster's movement.
    public let chair: ID<Unit>?
    /// Under which line of the province's rules the head of that unit launches too: `Khoản 2 Điều 9, Quyết định số 41/2025/QĐ-UBND`;
    /// `nil` where none lets them.
    public let chairLaunchesUnder: String?

    public init(
        actor: Actor, launching: Lineage, addresseesInReach: [ID<Unit>], chair: ID<Unit>? = nil,
        chairLaunchesUnder: String? = nil
    ) {
        self.actor = actor
        self.launching = launching
        self.addresseesInReach = addresseesInReach
        self.chair = chair
        self.chairLaunchesUnder = chairLaunchesUnder
    }

    /// Those who prepare movements of the launching unit; a cluster's also the unit that leads it.
    private var isDrafter: Bool {
        actor.isAny(of: .specialist, .leader, over: launching)
            || actor.grants.contains {
                ($0.role == .unitOfficer || $0.role == .unitHead)
                    && ($0.unitID == launching.unitID || $0.unitID == chair)
            }
    }

    /// Those who may launch: the head of the unit; for the province its Chairman or, on the Chairman's instruction, the leader
    /// of Sở Nội vụ as its standing body (Luật 06/2022/QH15 Điều 18); for a cluster also the head of the unit that leads it, where
    /// the province lays that down (open question M4).
    private var isLauncher: Bool {
        actor.isAny(of: .leader, .chairman, over: launching)
            || actor.grants.contains {
                $0.role == .unitHead
                    && ($0.unitID == launching.unitID || chairLaunchesUnder != nil && $0.unitID == chair)
            }
    }

    /// Who may launch a movement of this reach, as a sentence (Luật 06/2022/QH15 Điều 18).
    /// - Parameter chairLaunchesUnder: as ``MovementPolicy/chairLaunchesUnder``.
    public static func competence(for scope: Movement.Scope, chairLaunchesUnder: String? = nil) -> String {
        switch scope {
        case .nation:
            "Phong trào toàn quốc do Chủ tịch nước, Thủ tướng Chính phủ phát động; ở tỉnh chỉ ghi nhận và triển khai, "
                + "do lãnh đạo Sở Nội vụ hoặc Chủ tịch thực hiện."
        case .ministry:
            "Phong trào của bộ, ban, ngành, đoàn thể Trung ương do người đứng đầu cơ quan đó phát động; ở tỉnh chỉ ghi nhận "
                + "và triển khai, do lãnh đạo Sở Nội vụ hoặc Chủ tịch thực hiện."
        case .province: "Việc phát động do lãnh đạo Sở Nội vụ hoặc Chủ tịch thực hiện."
        case .cluster:
            if let chairLaunchesUnder {
                "Đơn vị trưởng cụm, trưởng khối soạn; thủ trưởng đơn vị đó, lãnh đạo Sở Nội vụ hoặc Chủ tịch phát động "
                    + "(\(chairLaunchesUnder))."
            } else {
                "Đơn vị trưởng cụm, trưởng khối soạn; lãnh đạo Sở Nội vụ (thường trực Hội đồng Thi đua - Khen thưởng tổ chức cụm, khối) "
                    + "hoặc Chủ tịch phát động."
            }
        case .unit: "Phong trào của đơn vị do thủ trưởng đơn vị phát động."
        }
    }

    public func permission(for act: MovementAct, on movement: Movement, today: CivilDate) -> Permission {
        switch act {
        case .view:
            if movement.state != .draft { return actor.grants.isEmpty ? .hidden : .open }
            return isDrafter || isLauncher || actor.isAny(of: .inspector, over: launching) ? .open : .hidden
        case .edit:
            guard isDrafter else { return .hidden }
            return movement.state == .draft
                ? .open : .locked("Phong trào đã phát động nên nội dung không sửa được nữa.")
        case .launch: return launchPermission(movement, today)
        case .respond:
            guard !addresseesInReach.isEmpty else { return .hidden }
            switch movement.state {
            case .draft: return .hidden
            case .closed: return .locked("Phong trào đã tổng kết nên không nhận hưởng ứng nữa.")
            case .launched:
                return movement.endsOn < today
                    ? .locked("Phong trào kết thúc ngày \(movement.endsOn.written) nên không nhận hưởng ứng nữa.")
                    : .open
            }
        case .close:
            guard isLauncher else { return .hidden }
            return movement.state == .launched ? .open : .locked("Chỉ tổng kết được phong trào đang diễn ra.")
        case .reopen:
            guard isLauncher else { return .hidden }
            return movement.state == .closed ? .open : .locked("Chỉ mở lại được phong trào đã tổng kết.")
        case .plan:
            guard isDrafter else { return .hidden }
            return movement.state == .closed
                ? .locked("Phong trào đã tổng kết nên không chia đợt được nữa.") : .open
        case .urge:
            guard isDrafter || isLauncher else { return .hidden }
            return urging(movement, today)
        case .urgeReviews:
            guard isDrafter || isLauncher else { return .hidden }
            return reviewing(movement, today)
        case .review:
            guard !addresseesInReach.isEmpty else { return .hidden }
            return reviewing(movement, today)
        case .sumUp:
            guard isDrafter || isLauncher else { return .hidden }
            return reviewing(movement, today)
        }
    }

    /// Whether this actor sees how each addressed unit does: the launching side, and who inspects it. What one unit wrote is not
    /// for the others.
    public var watches: Bool {
        isDrafter || isLauncher || actor.isAny(of: .inspector, over: launching)
    }

    private func launchPermission(_ movement: Movement, _ today: CivilDate) -> Permission {
        if isLauncher {
            guard movement.state == .draft else { return .locked("Phong trào này đã được phát động.") }
            if movement.endsOn < today {
                return .locked("Ngày kết thúc đã qua. Sửa thời gian trước khi phát động.")
            }
            // A unit without units below it launches for its own people.
            if movement.addressees.isEmpty, movement.scope == .cluster {
                return .locked(
                    "\(movement.launcher) hôm nay chưa có đơn vị thành viên. Bổ sung thành viên rồi phát động.")
            }
            if movement.addressees.isEmpty, movement.scope != .unit {
                return .locked("Chưa chọn đơn vị nhận. Thêm nơi nhận rồi phát động.")
            }
            return .open
        }
        return isDrafter && movement.state == .draft
            ? .locked(Self.competence(for: movement.scope, chairLaunchesUnder: chairLaunchesUnder)) : .hidden
    }

    private func urging(_ movement: Movement, _ today: CivilDate) -> Permission {
        guard movement.state == .launched else { return .locked("Chỉ nhắc khi phong trào đang nhận hưởng ứng.") }
        return movement.endsOn < today
            ? .locked("Phong trào kết thúc ngày \(movement.endsOn.written) nên không nhắc hưởng ứng nữa.") : .open
    }

    private func reviewing(_ movement: Movement, _ today: CivilDate) -> Permission {
        switch movement.state {
        case .draft: return .hidden
        case .closed: return .locked("Phong trào đã tổng kết nên nội dung sơ kết, tổng kết không sửa được nữa.")
        case .launched:
            return today < movement.startsOn
                ? .locked("Phong trào bắt đầu ngày \(movement.startsOn.written), chưa có gì để sơ kết.") : .open
        }
    }
}
