import Domain
import Primitives
import Store

/// A file of units that waits between preview and confirmation.
public struct WaitingUnitImport: Sendable, Hashable {
    /// What it lists.
    public enum Kind: String, Sendable, CaseIterable {
        case units
        /// Which units come to which clusters.
        case division
    }

    public let id: ID<WaitingUnitImport>
    public let fileName: String
    public let content: String
    /// Of a division: from which day it holds, and by which decision.
    public let from: CivilDate?
    public let reason: String
    public let createdAt: Instant
    public let confirmedAt: Instant?
}

/// Who came after whom, as the import sees it.
public struct SuccessionLink: Sendable, Hashable {
    public let predecessorID: ID<Unit>
    public let successorID: ID<Unit>
    public var kind: SuccessionKind
    public let document: String
}

/// A successor named by its code that is not there yet.
public struct AwaitedSuccessor: Sendable, Hashable {
    public let predecessorID: ID<Unit>
    public let code: String

    public init(predecessorID: ID<Unit>, code: String) {
        self.predecessorID = predecessorID
        self.code = code
    }
}

extension UnitRecords {
    /// Every unit there is: some hundreds.
    public static func all(in tx: any ReadTransaction) throws -> [Unit] {
        try tx.rows("SELECT \(columns) FROM unit u ORDER BY u.id").map(unit)
    }

    public static func successionLinks(in tx: any ReadTransaction) throws -> [SuccessionLink] {
        try tx.rows(
            "SELECT predecessor_id, successor_id, kind, document FROM unit_succession ORDER BY predecessor_id, successor_id"
        ).map {
            SuccessionLink(
                predecessorID: try $0["predecessor_id"], successorID: try $0["successor_id"], kind: try $0["kind"],
                document: try $0["document"])
        }
    }

    /// A link may have to be called otherwise when a further list brings a second predecessor or successor.
    public static func setSuccessionKind(_ link: SuccessionLink, in tx: any WriteTransaction) throws {
        try tx.run(
            """
            UPDATE unit_succession SET kind = \(link.kind)
            WHERE predecessor_id = \(link.predecessorID) AND successor_id = \(link.successorID)
            """)
    }

    public static func awaitedSuccessors(in tx: any ReadTransaction) throws -> [AwaitedSuccessor] {
        try tx.rows(
            "SELECT predecessor_id, successor_code FROM unit_awaited_successor ORDER BY predecessor_id, successor_code"
        ).map { AwaitedSuccessor(predecessorID: try $0["predecessor_id"], code: try $0["successor_code"]) }
    }

    public static func insert(_ awaited: AwaitedSuccessor, in tx: any WriteTransaction) throws {
        try tx.run(
            """
            INSERT INTO unit_awaited_successor (predecessor_id, successor_code) VALUES (\(awaited.predecessorID), \(awaited.code))
            ON CONFLICT (predecessor_id, successor_code) DO NOTHING
            """)
    }

    public static func remove(_ awaited: AwaitedSuccessor, in tx: any WriteTransaction) throws {
        try tx.run(
            """
            DELETE FROM unit_awaited_successor
            WHERE predecessor_id = \(awaited.predecessorID) AND successor_code = \(awaited.code)
            """)
    }

    // MARK: Files between preview and confirmation

    public static func insertImport(
        _ id: ID<WaitingUnitImport>, _ kind: WaitingUnitImport.Kind, fileName: String, content: String,
        from: CivilDate? = nil, reason: String = "", by actor: Actor, in tx: any WriteTransaction
    ) throws {
        try tx.run(
            """
            INSERT INTO unit_import (id, kind, file_name, content, from_on, reason, account_id, created_at)
            VALUES (\(id), \(kind), \(fileName), \(content), \(from), \(reason), \(actor.accountID), \(tx.now))
            """)
    }

    public static func waitingImport(
        _ id: ID<WaitingUnitImport>, _ kind: WaitingUnitImport.Kind, in tx: any ReadTransaction
    ) throws -> WaitingUnitImport? {
        try tx.first(
            """
            SELECT id, file_name, content, from_on, reason, created_at, confirmed_at FROM unit_import
            WHERE id = \(id) AND kind = \(kind)
            """
        ).map {
            WaitingUnitImport(
                id: try $0["id"], fileName: try $0["file_name"], content: try $0["content"], from: try $0["from_on"],
                reason: try $0["reason"], createdAt: try $0["created_at"], confirmedAt: try $0["confirmed_at"])
        }
    }

    /// - Returns: whether it was still waiting.
    public static func confirmImport(_ id: ID<WaitingUnitImport>, in tx: any WriteTransaction) throws -> Bool {
        try tx.run("UPDATE unit_import SET confirmed_at = \(tx.now) WHERE id = \(id) AND confirmed_at IS NULL") == 1
    }
}
