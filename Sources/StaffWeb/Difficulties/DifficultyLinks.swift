import Domain
import Primitives
import WebSupport

enum DifficultyLinks {
    /// The form, with the page from which it was asked for.
    static func new(from path: String, title: String) -> String {
        address(Route.newDifficulty.path(), [("trang", Difficulty.safePage(path)), ("ten", title)])
    }
}

extension Difficulty.State {
    var tag: StatusTag {
        switch self {
        case .waiting: StatusTag(label: name, tone: .warning)
        case .assigned: StatusTag(label: name, tone: .progress)
        case .askedBack: StatusTag(label: name, tone: .warning)
        case .answered: StatusTag(label: name, tone: .good)
        case .closed: StatusTag(label: name, tone: .neutral)
        }
    }
}
