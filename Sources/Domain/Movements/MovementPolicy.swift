import Primitives

/// Who may do what to a movement.
public enum MovementAct: String, Sendable, CaseIterable {
    case view, edit, launch, respond, close
}

public struct MovementPolicy: Sendable {
    public let actor: Actor
    /// The launching unit and what is above it.
    public let launching: Lineage
    /// The addressees within this actor's reach as officer or head.
    public let addresseesInReach: [ID<Unit>]

    public init(actor: Actor, launching: Lineage, addresseesInReach: [ID<Unit>]) {
        self.actor = actor
        self.launching = launching
        self.addresseesInReach = addresseesInReach
    }

    /// Those who prepare movements of the launching unit.
    private var isDrafter: Bool {
        actor.isAny(of: .specialist, .leader, over: launching)
            || actor.grants.contains {
                ($0.role == .unitOfficer || $0.role == .unitHead) && $0.unitID == launching.unitID
            }
    }

    /// Those who may launch: the head of the unit; for the province its Chairman or, on the Chairman's instruction, the leader
    /// of Sở Nội vụ as its standing body (Luật 06/2022/QH15 Điều 18).
    private var isLauncher: Bool {
        actor.isAny(of: .leader, .chairman, over: launching)
            || actor.grants.contains { $0.role == .unitHead && $0.unitID == launching.unitID }
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
        case .launch:
            if isLauncher {
                guard movement.state == .draft else { return .locked("Phong trào này đã được phát động.") }
                if movement.endsOn < today {
                    return .locked("Ngày kết thúc đã qua. Sửa thời gian trước khi phát động.")
                }
                if movement.addressees.isEmpty { return .locked("Chưa chọn đơn vị nhận. Thêm nơi nhận rồi phát động.") }
                return .open
            }
            return isDrafter && movement.state == .draft
                ? .locked("Việc phát động do lãnh đạo Sở Nội vụ hoặc Chủ tịch thực hiện.") : .hidden
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
        }
    }
}
