import Domain
import Law
import Primitives
import Store
import Synchronization

/// A version of the province's rules as one line of the history.
public struct RulesLine: Sendable, Hashable {
    public let id: ID<ProvincialRules>
    public let title: String
    public let number: String
    public let state: ProvincialRules.State
    public let issuedOn: CivilDate?
    public let inForceFrom: CivilDate?
    /// The last day in force; `nil` while no later version has been issued.
    public let inForceUntil: CivilDate?
    public let createdAt: Instant
    public let updatedAt: Instant

    public func phase(on day: CivilDate) -> ProvincialRules.Phase {
        guard state == .issued, let inForceFrom else { return .draft }
        if inForceFrom > day { return .upcoming }
        return inForceUntil.map { $0 < day } ?? false ? .superseded : .inForce
    }
}

/// Stored settings that cannot be: somebody has edited the database by hand.
public struct RulesFlaw: Error, Sendable, CustomStringConvertible {
    public let id: String
    public let reason: String
    public var description: String { "provincial_rules \(id): \(reason)" }
}

public enum RulesRecords {
    /// The schemas of stored settings that are understood. A new kind of rule that older programs cannot read raises it.
    private static let settingsSchemas = 1...2

    /// Older programs must not act by settings without a rule that they do not know: 2 says who launches a cluster's movement.
    private static func schema(of settings: ProvincialSettings) -> Int { settings.clusterLaunch == nil ? 1 : 2 }

    private struct StoredSettings: Codable {
        let schema: Int
        let settings: ProvincialSettings
    }

    private static let columns: SQL =
        """
        r.id, r.unit_id, r.title, r.number, r.issued_on, r.in_force_from, r.state, r.settings, r.created_by, r.created_at,
        r.updated_at, r.signed_off_by_name, r.signed_off_at, r.version
        """

    private static func rules(_ row: Row) throws -> ProvincialRules {
        let id: ID<ProvincialRules> = try row["id"]
        let settings = try settings(stored: try row["settings"], of: id)
        return ProvincialRules(
            id: id, unitID: try row["unit_id"], title: try row["title"], number: try row["number"],
            issuedOn: try row["issued_on"], inForceFrom: try row["in_force_from"], state: try row["state"],
            settings: settings, createdBy: try row["created_by"], createdAt: try row["created_at"],
            updatedAt: try row["updated_at"], signedOffByName: try row["signed_off_by_name"],
            signedOffAt: try row["signed_off_at"], version: try row["version"])
    }

    /// What was read before, by the text it was read from: every list of dossiers asks for the same few versions.
    private static let settingsRead = Mutex<[String: ProvincialSettings]>([:])

    private static func settings(stored text: String, of id: ID<ProvincialRules>) throws -> ProvincialSettings {
        if let known = settingsRead.withLock({ $0[text] }) { return known }
        let stored = try StoredJSON.decode(StoredSettings.self, from: text)
        guard settingsSchemas.contains(stored.schema) else {
            throw RulesFlaw(
                id: id.rawValue,
                reason: "settings of schema \(stored.schema), known are 1 to \(settingsSchemas.upperBound)")
        }
        if let flaw = stored.settings.flaw { throw RulesFlaw(id: id.rawValue, reason: flaw) }
        settingsRead.withLock { known in
            // Drafts come and go; what is in force is read again at once.
            if known.count >= 100 { known = [:] }
            known[text] = stored.settings
        }
        return stored.settings
    }

    // MARK: Reading

    public static func rules(_ id: ID<ProvincialRules>, in tx: any ReadTransaction) throws -> ProvincialRules? {
        try tx.first("SELECT \(columns) FROM provincial_rules r WHERE r.id = \(id)").map(rules)
    }

    /// The version in force on a day: the latest that has begun. `nil` before the first.
    public static func inForce(on day: CivilDate, in tx: any ReadTransaction) throws -> ProvincialRules? {
        try tx.first(
            """
            SELECT \(columns) FROM provincial_rules r WHERE r.state = 'issued' AND r.in_force_from <= \(day)
            ORDER BY r.in_force_from DESC LIMIT 1
            """
        ).map(rules)
    }

    /// All versions ever issued: a few dozen in a lifetime.
    public static func timeline(in tx: any ReadTransaction) throws -> RulesTimeline {
        RulesTimeline(
            try tx.rows(
                "SELECT \(columns) FROM provincial_rules r WHERE r.state = 'issued' ORDER BY r.in_force_from"
            ).map(rules))
    }

    /// The draft of a province; there is at most one.
    public static func draft(of unitID: ID<Unit>, in tx: any ReadTransaction) throws -> ProvincialRules? {
        try tx.first(
            "SELECT \(columns) FROM provincial_rules r WHERE r.unit_id = \(unitID) AND r.state = 'draft'"
        ).map(rules)
    }

    /// The version issued last, in force or still to come.
    public static func lastIssued(in tx: any ReadTransaction) throws -> ProvincialRules? {
        try tx.first(
            """
            SELECT \(columns) FROM provincial_rules r WHERE r.state = 'issued' ORDER BY r.in_force_from DESC LIMIT 1
            """
        ).map(rules)
    }

    /// The history, the latest first, a page at a time.
    public static func page(
        includingDrafts: Bool, before: (at: Instant, id: String)?, limit: Int, in tx: any ReadTransaction
    ) throws -> [RulesLine] {
        var conditions: [SQL] = []
        if !includingDrafts { conditions.append("r.state = 'issued'") }
        if let before { conditions.append("(r.created_at, r.id) < (\(before.at), \(before.id))") }
        return try tx.rows(
            """
            SELECT r.id, r.title, r.number, r.state, r.issued_on, r.in_force_from, r.created_at, r.updated_at,
                (SELECT MIN(n.in_force_from) FROM provincial_rules n
                 WHERE n.state = 'issued' AND n.in_force_from > r.in_force_from) AS next_from
            FROM provincial_rules r WHERE \(SQL.all(conditions)) ORDER BY r.created_at DESC, r.id DESC LIMIT \(limit)
            """
        ).map { row in
            let state: ProvincialRules.State = try row["state"]
            let next: CivilDate? = try row["next_from"]
            return RulesLine(
                id: try row["id"], title: try row["title"], number: try row["number"], state: state,
                issuedOn: try row["issued_on"], inForceFrom: try row["in_force_from"],
                inForceUntil: state == .issued ? next?.adding(days: -1) : nil, createdAt: try row["created_at"],
                updatedAt: try row["updated_at"])
        }
    }

    /// Everybody who has written on a version, from the log.
    public static func drafters(of id: ID<ProvincialRules>, in tx: any ReadTransaction) throws -> Set<ID<Account>> {
        let rows = try tx.rows(
            """
            SELECT DISTINCT account_id FROM event
            WHERE subject_kind = \(EventSubject.provincialRules) AND subject_id = \(id)
                AND kind IN (\(anyOf: [EventKind.rulesDrafted, .rulesChanged])) AND account_id IS NOT NULL
            """)
        return Set(try rows.map { try $0["account_id"] as ID<Account> })
    }

    // MARK: Writing

    private static func text(_ settings: ProvincialSettings) throws -> String {
        try StoredJSON.encode(StoredSettings(schema: schema(of: settings), settings: settings))
    }

    public static func insert(_ rules: ProvincialRules, in tx: any WriteTransaction) throws {
        try tx.run(
            """
            INSERT INTO provincial_rules (id, unit_id, title, number, issued_on, in_force_from, state, settings, created_by,
                created_at, updated_by, updated_at, version)
            VALUES (\(rules.id), \(rules.unitID), \(rules.title), \(rules.number), \(rules.issuedOn), \(rules.inForceFrom),
                'draft', \(try text(rules.settings)), \(rules.createdBy), \(tx.now), \(rules.createdBy), \(tx.now), 1)
            """)
    }

    /// Writes the content of a draft if nobody has changed it since it was read. An issued version is never written: the
    /// condition holds here, and a trigger of the schema holds against everybody else.
    /// - Throws: `Problem(.conflict)` naming who was faster and when.
    public static func updateDraft(
        _ rules: ProvincialRules, expecting version: Int, by actor: Actor, in tx: any WriteTransaction
    ) throws {
        let changed = try tx.run(
            """
            UPDATE provincial_rules SET title = \(rules.title), number = \(rules.number), issued_on = \(rules.issuedOn),
                in_force_from = \(rules.inForceFrom), settings = \(try text(rules.settings)),
                updated_by = \(actor.accountID), updated_at = \(tx.now), version = version + 1
            WHERE id = \(rules.id) AND version = \(version) AND state = 'draft'
            """)
        guard changed == 1 else { throw try somebodyWasFaster(rules.id, in: tx) }
    }

    /// Puts a draft in force. From here on no statement changes it.
    /// - Throws: `Problem(.conflict)` naming who was faster and when.
    public static func issue(
        _ id: ID<ProvincialRules>, expecting version: Int, by actor: Actor, in tx: any WriteTransaction
    ) throws {
        let changed = try tx.run(
            """
            UPDATE provincial_rules SET state = 'issued', signed_off_by = \(actor.accountID),
                signed_off_by_name = \(actor.name), signed_off_at = \(tx.now), version = version + 1
            WHERE id = \(id) AND version = \(version) AND state = 'draft'
            """)
        guard changed == 1 else { throw try somebodyWasFaster(id, in: tx) }
    }

    private static func somebodyWasFaster(_ id: ID<ProvincialRules>, in tx: any ReadTransaction) throws -> Problem {
        let last = try tx.first(
            """
            SELECT a.name, r.updated_at, r.state FROM provincial_rules r JOIN account a ON a.id = r.updated_by
            WHERE r.id = \(id)
            """)
        let name: String = try last?["name"] ?? "Người khác"
        let at: Instant? = try last?["updated_at"]
        let state: ProvincialRules.State? = try last?["state"]
        if state == .issued {
            return Problem(.conflict, "Quy định này vừa được đưa vào hiệu lực nên không sửa được nữa.")
        }
        return Problem(
            .conflict,
            "\(name) vừa sửa dự thảo này\(at.map { " lúc \($0.written)" } ?? ""). Nội dung của anh/chị chưa được ghi để không đè lên thay đổi đó. Xem lại rồi lưu lần nữa."
        )
    }
}
