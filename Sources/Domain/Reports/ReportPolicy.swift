import Primitives

/// Who may do what to a report.
public enum ReportAct: String, Sendable, CaseIterable {
    case view, edit, take, passOn, submit, approve, giveBack, accept
}

/// One table, read by the gate and by the screens.
public struct ReportPolicy: Sendable {
    public let actor: Actor
    public let unit: Unit
    public let lineage: Lineage
    /// The unit that receives the report, with what is above it; `nil` for the report of the one who asked.
    public let receiver: (unit: Unit, lineage: Lineage)?

    public init(actor: Actor, unit: Unit, lineage: Lineage, receiver: (unit: Unit, lineage: Lineage)?) {
        self.actor = actor
        self.unit = unit
        self.lineage = lineage
        self.receiver = receiver
    }

    private var isOfProvince: Bool { unit.kind == .province }

    /// The province's report is written by Sở Nội vụ, that of a unit by its officer or head.
    public var isWriter: Bool {
        isOfProvince
            ? actor.isAny(of: .specialist, .leader, over: lineage)
            : actor.isAny(of: .unitOfficer, .unitHead, over: lineage)
    }

    public var isApprover: Bool {
        isOfProvince ? actor.isAny(of: .leader, over: lineage) : actor.isAny(of: .unitHead, over: lineage)
    }

    public var isReceiver: Bool {
        guard let receiver else { return false }
        return receiver.unit.kind == .province
            ? actor.isAny(of: .specialist, .leader, over: receiver.lineage)
            : actor.isAny(of: .unitOfficer, .unitHead, over: receiver.lineage)
    }

    private var approverWords: String { isOfProvince ? "Lãnh đạo Sở Nội vụ" : "thủ trưởng đơn vị" }

    public func permission(for act: ReportAct, on report: Report) -> Permission {
        switch act {
        case .view:
            if isWriter || isApprover || actor.isAny(of: .inspector, over: lineage) { return .open }
            // What has not left the unit is its own.
            guard report.firstSentOn != nil || report.state == .accepted else { return .hidden }
            return isReceiver || actor.isAny(of: .specialist, .leader, .chairman, over: lineage) ? .open : .hidden
        case .edit, .take, .passOn, .submit:
            guard isWriter else { return .hidden }
            switch report.state {
            case .draft, .returned: return .open
            case .submitted:
                return .locked("Báo cáo đang chờ \(approverWords) duyệt. Muốn sửa, đề nghị người duyệt trả lại.")
            case .sent: return .locked("Báo cáo đã gửi. Muốn sửa, đề nghị nơi nhận trả lại.")
            case .accepted:
                return .locked(
                    report.isFinal
                        ? "Báo cáo đã duyệt. Muốn sửa, \(approverWords) mở lại kèm lý do."
                        : "Báo cáo đã được nhận. Muốn sửa, đề nghị nơi nhận mở lại.")
            }
        case .approve:
            guard isApprover else {
                return isWriter && report.state == .submitted
                    ? .locked("Việc duyệt do \(approverWords) thực hiện.") : .hidden
            }
            return report.state == .submitted
                ? .open : .locked("Báo cáo này đang ở bước “\(report.state.name)”, không chờ duyệt.")
        case .giveBack:
            switch report.state {
            case .submitted: return isApprover ? .open : .hidden
            case .sent:
                if isReceiver { return .open }
                return isApprover ? .locked("Báo cáo đã gửi. Muốn sửa, đề nghị nơi nhận trả lại.") : .hidden
            case .accepted:
                if report.isFinal ? isApprover : isReceiver { return .open }
                return isApprover ? .locked("Báo cáo đã được nhận. Muốn sửa, đề nghị nơi nhận mở lại.") : .hidden
            case .draft, .returned:
                return isReceiver ? .locked("Báo cáo đang ở đơn vị lập nên không trả lại được.") : .hidden
            }
        case .accept:
            guard isReceiver else { return .hidden }
            return report.state == .sent
                ? .open : .locked("Báo cáo này đang ở bước “\(report.state.name)”, không chờ nhận.")
        }
    }
}

/// Who sets kinds of reports, asks for them and follows who has reported.
public struct ReportingPolicy: Sendable {
    public let actor: Actor

    public init(actor: Actor) { self.actor = actor }

    /// Sở Nội vụ.
    public var mayAsk: Bool { actor.isAny(of: .specialist, .leader) }
    public var mayFollow: Bool { actor.isAny(of: .specialist, .leader, .chairman, .inspector) }
}
