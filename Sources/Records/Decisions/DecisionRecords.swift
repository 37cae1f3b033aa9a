import Domain
import Law
import Primitives
import Store

/// A decision as one line of a list.
public struct DecisionListLine: Sendable, Hashable {
    public let id: ID<Decision>
    public let kind: Decision.Kind
    public let number: Int?
    public let symbol: String
    public let abstract: String
    public let issuerTitle: String
    public let state: Decision.State
    public let signedOn: CivilDate?
    public let updatedAt: Instant
    public let lineCount: Int
}

/// What a list of decisions shows.
public struct DecisionFilter: Sendable, Hashable {
    public var state: Decision.State?
    public var kind: Decision.Kind?
    public var year: Int?

    public init(state: Decision.State? = nil, kind: Decision.Kind? = nil, year: Int? = nil) {
        self.state = state
        self.kind = kind
        self.year = year
    }
}

public enum DecisionRecords {
    private static let columns: SQL =
        """
        d.id, d.kind, d.issuer_unit_id, d.issuer_title, d.symbol, d.year, d.number, d.abstract, d.reason, d.state, d.created_by,
        d.signed_on, d.signer_name, d.updated_at, d.version
        """

    private static func decision(_ row: Row) throws -> Decision {
        Decision(
            id: try row["id"], kind: try row["kind"], issuerUnitID: try row["issuer_unit_id"],
            issuerTitle: try row["issuer_title"], symbol: try row["symbol"], year: try row["year"],
            number: try row["number"], abstract: try row["abstract"], reason: try row["reason"],
            state: try row["state"],
            createdBy: try row["created_by"], signedOn: try row["signed_on"], signerName: try row["signer_name"],
            updatedAt: try row["updated_at"], version: try row["version"])
    }

    public static func decision(_ id: ID<Decision>, in tx: any ReadTransaction) throws -> Decision? {
        try tx.first("SELECT \(columns) FROM decision d WHERE d.id = \(id)").map(decision)
    }

    public static func insert(_ decision: Decision, in tx: any WriteTransaction) throws {
        try tx.run(
            """
            INSERT INTO decision (id, kind, issuer_unit_id, issuer_title, symbol, year, abstract, reason, state, created_by,
                created_at, updated_by, updated_at, version)
            VALUES (\(decision.id), \(decision.kind), \(decision.issuerUnitID), \(decision.issuerTitle), \(decision.symbol),
                \(decision.year), \(decision.abstract), \(decision.reason), \(decision.state), \(decision.createdBy), \(tx.now),
                \(decision.createdBy), \(tx.now), 1)
            """)
    }

    /// Writes the abstract and counts the version on: every change of a draft, also of its lines, goes through here.
    /// - Throws: `Problem(.conflict)` naming who was faster.
    public static func update(
        _ decision: Decision, expecting version: Int, by actor: Actor, in tx: any WriteTransaction
    ) throws {
        let changed = try tx.run(
            """
            UPDATE decision SET abstract = \(decision.abstract), updated_by = \(actor.accountID), updated_at = \(tx.now),
                version = version + 1 WHERE id = \(decision.id) AND version = \(version) AND state = 'draft'
            """)
        guard changed == 1 else { throw try somebodyWasFaster(decision.id, in: tx) }
    }

    /// Writes number, day and signer.
    /// - Throws: `Problem(.conflict)` naming who was faster.
    public static func sign(
        _ decision: Decision, expecting version: Int, by actor: Actor, in tx: any WriteTransaction
    ) throws {
        let changed = try tx.run(
            """
            UPDATE decision SET state = \(decision.state), number = \(decision.number), year = \(decision.year),
                signed_on = \(decision.signedOn), signed_at = \(tx.now), signed_by = \(actor.accountID),
                signer_name = \(decision.signerName), updated_by = \(actor.accountID), updated_at = \(tx.now),
                version = version + 1 WHERE id = \(decision.id) AND version = \(version) AND state = 'draft'
            """)
        guard changed == 1 else { throw try somebodyWasFaster(decision.id, in: tx) }
    }

    /// Gives a draft up.
    /// - Throws: `Problem(.conflict)` naming who was faster.
    public static func discard(
        _ id: ID<Decision>, expecting version: Int, by actor: Actor, in tx: any WriteTransaction
    ) throws {
        let changed = try tx.run(
            """
            UPDATE decision SET state = 'discarded', updated_by = \(actor.accountID), updated_at = \(tx.now),
                version = version + 1 WHERE id = \(id) AND version = \(version) AND state = 'draft'
            """)
        guard changed == 1 else { throw try somebodyWasFaster(id, in: tx) }
    }

    private static func somebodyWasFaster(_ id: ID<Decision>, in tx: any ReadTransaction) throws -> Problem {
        let last = try EventRecords.last(of: .decision, id.rawValue, in: tx)
        let when = last.map { " lúc \($0.at.written)" } ?? ""
        return Problem(
            .conflict,
            "\(last?.accountName ?? "Người khác") vừa thay đổi quyết định này\(when). Việc của anh/chị chưa được thực hiện để không đè lên thay đổi đó. Xem lại rồi làm tiếp."
        )
    }

    // MARK: The list

    /// True for the decisions that the actor may see; the same table as `DecisionPolicy`.
    private static func isVisible(to actor: Actor) -> SQL {
        let anywhere = UnitRecords.isWithin(
            "u.id", actor.units(as: .inspector, .councilSecretary, .councilMember))
        let ofProvince = UnitRecords.isWithin("u.id", actor.units(as: .specialist, .leader, .chairman))
        let ofUnit = UnitRecords.isWithin("u.id", actor.units(as: .unitOfficer, .unitHead))
        let signed: SQL = actor.isAny(of: .unitOfficer, .unitHead) ? "d.state = 'signed'" : "1 = 0"
        return """
            (\(anywhere) OR (u.kind = 'province' AND \(ofProvince)) OR (u.kind <> 'province' AND \(ofUnit)) OR \(signed))
            """
    }

    /// The actor's decisions, last changed first, a page at a time.
    public static func page(
        _ filter: DecisionFilter, for actor: Actor, before: (at: Instant, id: String)?, limit: Int,
        in tx: any ReadTransaction
    ) throws -> [DecisionListLine] {
        var conditions: [SQL] = [isVisible(to: actor)]
        if let state = filter.state { conditions.append("d.state = \(state)") }
        if let kind = filter.kind { conditions.append("d.kind = \(kind)") }
        if let year = filter.year { conditions.append("d.year = \(year)") }
        if let before { conditions.append("(d.updated_at, d.id) < (\(before.at), \(before.id))") }
        return try tx.rows(
            """
            SELECT d.id, d.kind, d.number, d.symbol, d.abstract, d.issuer_title, d.state, d.signed_on, d.updated_at,
                (SELECT COUNT(*) FROM decision_line l WHERE l.decision_id = d.id) AS line_count
            FROM decision d JOIN unit u ON u.id = d.issuer_unit_id
            WHERE \(SQL.all(conditions)) ORDER BY d.updated_at DESC, d.id DESC LIMIT \(limit)
            """
        ).map {
            DecisionListLine(
                id: try $0["id"], kind: try $0["kind"], number: try $0["number"], symbol: try $0["symbol"],
                abstract: try $0["abstract"], issuerTitle: try $0["issuer_title"], state: try $0["state"],
                signedOn: try $0["signed_on"], updatedAt: try $0["updated_at"], lineCount: try $0["line_count"])
        }
    }

    // MARK: Issuers

    /// Who decides for this unit, with the province it lies in.
    public static func issuer(_ unit: Unit, in tx: any ReadTransaction) throws -> Issuer {
        if unit.kind == .province { return Issuer(unit: unit, provinceName: unit.name) }
        let province = try tx.first(
            """
            SELECT u.name FROM unit_ancestor a JOIN unit u ON u.id = a.ancestor_id
            WHERE a.unit_id = \(unit.id) AND u.kind = 'province' ORDER BY a.depth LIMIT 1
            """)
        return Issuer(unit: unit, provinceName: try province?["name"] ?? "")
    }

    /// The issuers for which the actor drafts, the province first; the same table as `DecisionPolicy`.
    public static func draftedIssuers(for actor: Actor, in tx: any ReadTransaction) throws -> [Unit] {
        let ofProvince = UnitRecords.isWithin("u.id", actor.units(as: .specialist, .leader))
        let own = actor.units(as: .unitOfficer, .unitHead)
        return try tx.rows(
            """
            SELECT \(UnitRecords.columns) FROM unit u
            WHERE ((u.kind = 'province' AND \(ofProvince)) OR (u.kind <> 'province' AND u.id IN (\(anyOf: own))))
                AND u.valid_from <= \(tx.today) AND (u.valid_until IS NULL OR u.valid_until >= \(tx.today))
            ORDER BY CASE WHEN u.kind = 'province' THEN 0 ELSE 1 END, u.sort_key, u.id LIMIT 50
            """
        ).map(UnitRecords.unit)
    }

    /// Who decided a commendation and so revokes it (Luật 06/2022/QH15 Điều 93.8): the issuer of our own decision, or, for an
    /// entry brought in from older papers, the province or the agency its holder belongs to.
    /// - Parameter level: who decides on this title or form; only asked for older entries.
    public static func originalIssuer(
        of entry: Commendation, level: CompetenceLevel?, in tx: any ReadTransaction
    ) throws -> Unit? {
        if let own = try tx.first(
            """
            SELECT \(UnitRecords.columns) FROM decision_line l JOIN decision d ON d.id = l.decision_id AND d.kind = 'commend'
            JOIN unit u ON u.id = d.issuer_unit_id WHERE l.commendation_id = \(entry.id)
            """)
        {
            return try UnitRecords.unit(own)
        }
        let kinds: [Unit.Kind]
        switch level {
        case .province: kinds = [.province]
        case .unit: kinds = [.commune, .department, .enterprise]
        default: return nil
        }
        return try tx.first(
            """
            SELECT \(UnitRecords.columns) FROM unit_ancestor a JOIN unit u ON u.id = a.ancestor_id
            WHERE a.unit_id = \(entry.homeUnitID) AND u.kind IN (\(anyOf: kinds)) AND u.valid_from <= \(tx.today)
                AND (u.valid_until IS NULL OR u.valid_until >= \(tx.today)) ORDER BY a.depth LIMIT 1
            """
        ).map(UnitRecords.unit)
    }
}
