import Domain
import Primitives
import Store

/// What a page of the log shows.
public struct EventFilter: Sendable, Hashable {
    public var kind: EventKind?
    /// Part of the name or user name of whoever did it.
    public var typed: String

    public init(kind: EventKind? = nil, typed: String = "") {
        self.kind = kind
        self.typed = typed
    }
}

extension EventRecords {
    /// The log within reach, newest first, a page at a time. What the program did by itself is found as “Hệ thống”.
    public static func page(
        _ filter: EventFilter, within reach: AccountRecords.Reach, before: (at: Instant, id: String)?, limit: Int,
        in tx: any ReadTransaction
    ) throws -> [Event] {
        var conditions: [SQL] = []
        if let kind = filter.kind { conditions.append("kind = \(kind)") }
        if case .within = reach { conditions.append(reach.holds("event.account_id")) }
        let typed = VietnameseText.folded(filter.typed)
        if !typed.isEmpty {
            let accounts = try AccountRecords.accounts(named: typed, in: tx)
            let bySystem: SQL = "he thong".contains(typed) ? "account_id IS NULL OR " : ""
            conditions.append("(\(bySystem)account_id IN (\(anyOf: accounts)))")
        }
        if let before { conditions.append("(at, id) < (\(before.at), \(before.id))") }
        return try tx.rows(
            "SELECT \(columns) FROM event WHERE \(SQL.all(conditions)) ORDER BY at DESC, id DESC LIMIT \(limit)"
        ).map(event)
    }
}
