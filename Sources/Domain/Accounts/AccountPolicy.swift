import Primitives

/// What an administrator may ask to do to an account.
public enum AccountAct: String, Sendable, CaseIterable {
    case view, changeRoles, resetPassword, disable, enable, setMail
}

/// Who may do what to an account: one table, read by the gate and by the screens.
///
/// An administrator reaches the accounts all of whose functions lie within the administrator's own units: whoever may set
/// another's password could otherwise borrow functions that reach further than their own.
public struct AccountPolicy: Sendable {
    public let actor: Actor
    public let account: Account
    /// Where the account holds its functions, each unit with all above it.
    public let units: [Lineage]
    /// The top of the tree: who administers there administers all, also accounts without any function.
    public let isOverAll: Bool

    public init(actor: Actor, account: Account, units: [Lineage], isOverAll: Bool) {
        self.actor = actor
        self.account = account
        self.units = units
        self.isOverAll = isOverAll
    }

    var isReached: Bool {
        isOverAll || (!units.isEmpty && units.allSatisfy { actor.isAny(of: .administrator, over: $0) })
    }

    public func permission(for act: AccountAct) -> Permission {
        guard actor.isAny(of: .administrator), isReached else { return .hidden }
        let isOwn = actor.accountID == account.id
        switch act {
        case .view, .setMail:
            return .open
        case .changeRoles:
            return isOwn ? .locked("Không ai tự đổi quyền của mình. Nhờ một quản trị hệ thống khác.") : .open
        case .resetPassword:
            return isOwn ? .locked("Đổi mật khẩu của mình ở trang “Tài khoản của tôi”.") : .open
        case .disable:
            if account.isDisabled { return .locked("Tài khoản này đã khóa.") }
            return isOwn ? .locked("Không ai tự khóa tài khoản của mình. Nhờ một quản trị hệ thống khác.") : .open
        case .enable:
            return account.isDisabled ? .open : .locked("Tài khoản này đang hoạt động.")
        }
    }
}
