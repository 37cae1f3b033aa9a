import Domain
import Law
import WebSupport

extension Dossier.State {
    var tag: StatusTag {
        let tone: Tone
        switch self {
        case .draft, .withdrawn: tone = .neutral
        case .submitted, .received, .appraised, .considered: tone = .progress
        case .returned: tone = .warning
        case .decided: tone = .good
        case .notPassed: tone = .bad
        }
        return StatusTag(label: name, tone: tone)
    }
}

extension Verdict {
    var check: CheckVerdict {
        switch self {
        case .met: .met
        case .notMet: .notMet
        case .undecided: .undecided
        }
    }

    /// The verdict over all criteria of a nomination, in a word.
    var tag: StatusTag {
        switch self {
        case .met: StatusTag(label: "Đủ tiêu chuẩn", tone: .good)
        case .notMet: StatusTag(label: "Chưa đủ tiêu chuẩn", tone: .bad)
        case .undecided: StatusTag(label: "Cần cán bộ kết luận", tone: .warning)
        }
    }
}

extension Nomination.Opinion {
    var tag: StatusTag { StatusTag(label: name, tone: self == .propose ? .good : .neutral) }
}
