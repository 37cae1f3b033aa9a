import Domain
import Primitives
import Records
import WebSupport

/// How the list of documents is parted.
enum DirectiveView: String, CaseIterable {
    /// Spread to the person.
    case own
    /// Sent to the person's units.
    case units
    /// Sent or followed by the person's side.
    case sent

    /// As it stands in an address.
    var key: String {
        switch self {
        case .own: "gui-toi"
        case .units: "don-vi-nhan"
        case .sent: "da-gui"
        }
    }

    var label: String {
        switch self {
        case .own: "Tôi cần đọc"
        case .units: "Đơn vị tôi nhận"
        case .sent: "Đã gửi, đang soạn"
        }
    }
}

/// How the board of one document is parted.
enum BoardView: CaseIterable, Hashable {
    case all, open, unread, read, spread, done

    var key: String {
        switch self {
        case .all: "tat-ca"
        case .open: "chua-xong"
        case .unread: "chua-tiep-nhan"
        case .read: "da-tiep-nhan"
        case .spread: "dang-pho-bien"
        case .done: "da-xong"
        }
    }

    var progress: DirectiveDelivery.Progress? {
        switch self {
        case .all, .open: nil
        case .unread: .unread
        case .read: .read
        case .spread: .spread
        case .done: .done
        }
    }

    var label: String { progress?.name ?? (self == .all ? "Tất cả" : "Chưa xong") }
}

enum DirectiveLinks {
    static func list(_ view: DirectiveView) -> String { Route.directives.path() + "?xem=" + view.key }

    static func board(
        _ id: ID<Directive>, _ view: BoardView = .all, from giver: ID<Unit>? = nil, of cluster: ID<Cluster>? = nil
    ) -> String {
        address(
            Route.directiveBoard.path(id),
            [
                ("xem", view == .all ? "" : view.key), ("tu", giver?.rawValue ?? ""),
                ("cum", cluster?.rawValue ?? ""),
            ])
    }

    static func new(with planID: ID<Plan>) -> String {
        address(Route.newDirective.path(), [("ke-hoach", planID.rawValue)])
    }
}

extension StatusTag {
    init(directive state: Directive.State) {
        switch state {
        case .draft: self.init(label: state.name, tone: .neutral)
        case .sent: self.init(label: state.name, tone: .progress)
        case .withdrawn: self.init(label: state.name, tone: .warning)
        }
    }

    init(progress: DirectiveDelivery.Progress) {
        switch progress {
        case .unread: self.init(label: progress.name, tone: .warning)
        case .read, .spread: self.init(label: progress.name, tone: .progress)
        case .done: self.init(label: progress.name, tone: .good)
        }
    }
}

/// How many of how many, in words.
func peopleRead(_ read: Int, of all: Int) -> String {
    all == 0 ? "–" : "\(groupedByThousands(read)) / \(groupedByThousands(all)) người"
}
