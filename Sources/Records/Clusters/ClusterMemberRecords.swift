import Domain
import Primitives
import Store

/// A unit in a cluster as a line of a list.
public struct ClusterMemberLine: Sendable, Hashable {
    public let membership: ClusterMembership
    public let unitName: String
    public let unitKind: Unit.Kind
    /// The last day on which the unit existed; `nil` while it does.
    public let unitUntil: CivilDate?
    /// The last day on which it truly belonged (``ClusterMembership/lastDay(unitUntil:clusterUntil:)``).
    public let lastDay: CivilDate?
    public let sortKey: String
}

/// A cluster to which a unit belongs or belonged.
public struct ClusterOfUnit: Sendable, Hashable {
    public let cluster: Cluster
    public let membership: ClusterMembership
    public let lastDay: CivilDate?
}

/// The units that belonged to a cluster on some day of a time: what a board of that time shows of it, whoever has come or left
/// since.
public struct ClusterMembersDuring: Sendable, Hashable {
    public let cluster: ID<Cluster>
    public let days: ClosedRange<CivilDate>

    public init(_ cluster: ID<Cluster>, _ days: ClosedRange<CivilDate>) {
        self.cluster = cluster
        self.days = days
    }
}

/// Which units belong to which clusters, and when.
public enum ClusterMemberRecords {
    private static let columns: SQL =
        """
        m.id AS member_id, m.cluster_id, m.unit_id AS member_unit_id, m.from_on, m.until_on, m.reason,
        m.end_reason AS member_end_reason
        """

    private static func membership(_ row: Row) throws -> ClusterMembership {
        ClusterMembership(
            id: try row["member_id"], clusterID: try row["cluster_id"], unitID: try row["member_unit_id"],
            from: try row["from_on"], until: try row["until_on"], reason: try row["reason"],
            endReason: try row["member_end_reason"])
    }

    private static let lineColumns: SQL =
        """
        \(columns), m.sort_key, u.name AS unit_name, u.kind AS unit_kind, u.valid_until AS unit_until,
        c.valid_until AS cluster_until
        """
    private static let lineTables: SQL =
        "FROM cluster_member m JOIN unit u ON u.id = m.unit_id JOIN cluster c ON c.id = m.cluster_id"

    private static func line(_ row: Row) throws -> ClusterMemberLine {
        let membership = try membership(row)
        let unitUntil: CivilDate? = try row["unit_until"]
        return ClusterMemberLine(
            membership: membership, unitName: try row["unit_name"], unitKind: try row["unit_kind"],
            unitUntil: unitUntil,
            lastDay: membership.lastDay(unitUntil: unitUntil, clusterUntil: try row["cluster_until"]),
            sortKey: try row["sort_key"])
    }

    /// A condition on `cluster_member m`, `cluster c` and `unit u`: the unit belongs to the cluster on this day. First and last
    /// day are days of it; a unit that has ended belongs no more.
    private static func holds(on day: CivilDate) -> SQL { holds(on: "CAST(\(day) AS TEXT)") }

    private static func holds(on day: SQL) -> SQL {
        """
        m.from_on <= \(day) AND (m.until_on IS NULL OR m.until_on >= \(day))
            AND c.valid_from <= \(day) AND (c.valid_until IS NULL OR c.valid_until >= \(day))
            AND u.valid_from <= \(day) AND (u.valid_until IS NULL OR u.valid_until >= \(day))
        """
    }

    /// The same for some day of this time.
    private static func holds(during days: ClosedRange<CivilDate>) -> SQL {
        let (first, last) = (days.lowerBound, days.upperBound)
        return """
            m.from_on <= \(last) AND (m.until_on IS NULL OR m.until_on >= \(first))
                AND c.valid_from <= \(last) AND (c.valid_until IS NULL OR c.valid_until >= \(first) AND c.valid_until >= m.from_on)
                AND u.valid_from <= \(last) AND (u.valid_until IS NULL OR u.valid_until >= \(first) AND u.valid_until >= m.from_on)
            """
    }

    // MARK: For boards that show one cluster

    /// True where `column` is a unit that belonged to the cluster on some day of the time.
    static func isAmong(_ members: ClusterMembersDuring, _ column: SQL) -> SQL {
        """
        \(column) IN (SELECT m.unit_id \(lineTables) WHERE m.cluster_id = \(members.cluster) AND \(holds(during: members.days)))
        """
    }

    // MARK: For whoever sends something to clusters

    /// True where `column` is a unit that belongs to one of these clusters on a day. No clusters, no rows.
    public static func isMember(_ column: SQL, of clusters: [ID<Cluster>], on day: CivilDate) -> SQL {
        clusters.isEmpty
            ? "1 = 0"
            : "\(column) IN (SELECT m.unit_id \(lineTables) WHERE m.cluster_id IN (\(anyOf: clusters)) AND \(holds(on: day)))"
    }

    /// The units that belong to these clusters on a day, each once, in the order of their names.
    public static func units(
        of clusters: [ID<Cluster>], on day: CivilDate, in tx: any ReadTransaction
    ) throws -> [Unit] {
        try tx.rows(
            """
            SELECT \(UnitRecords.columns) FROM unit u WHERE \(isMember("u.id", of: clusters, on: day))
            ORDER BY u.sort_key, u.id
            """
        ).map(UnitRecords.unit)
    }

    /// Which of these clusters nobody belongs to on a day, in the order of their names: nothing can be sent to them.
    public static func empty(
        of clusters: Set<ID<Cluster>>, on day: CivilDate, in tx: any ReadTransaction
    ) throws -> [Cluster] {
        guard !clusters.isEmpty else { return [] }
        let ids = clusters.sorted { $0.rawValue < $1.rawValue }
        return try tx.rows(
            """
            SELECT \(ClusterRecords.columns) FROM cluster c WHERE c.id IN (\(anyOf: ids))
                AND NOT EXISTS (SELECT 1 FROM cluster_member m JOIN unit u ON u.id = m.unit_id
                    WHERE m.cluster_id = c.id AND \(holds(on: day)))
            ORDER BY c.sort_key, c.id
            """
        ).map(ClusterRecords.cluster)
    }

    // MARK: Members of a cluster

    public enum Standing: Sendable, Hashable {
        /// Those who belong to it on this day.
        case on(CivilDate)
        /// Those whose last day lies before this one.
        case before(CivilDate)
        /// Those who come after this day, while the cluster and they still exist.
        case after(CivilDate)
    }

    /// Members of a cluster by name, a page at a time.
    public static func page(
        of id: ID<Cluster>, _ standing: Standing, after: (sortKey: String, id: String)?, limit: Int,
        in tx: any ReadTransaction
    ) throws -> [ClusterMemberLine] {
        var conditions: [SQL] = ["m.cluster_id = \(id)"]
        switch standing {
        case .on(let day): conditions.append(holds(on: day))
        case .before(let day):
            conditions.append(
                "m.from_on <= \(day) AND (m.until_on < \(day) OR u.valid_until < \(day) OR c.valid_until < \(day))")
        case .after(let day):
            conditions.append(
                """
                m.from_on > \(day) AND (c.valid_until IS NULL OR c.valid_until >= m.from_on)
                    AND (u.valid_until IS NULL OR u.valid_until >= m.from_on)
                """)
        }
        if let after { conditions.append("(m.sort_key, m.id) > (\(after.sortKey), \(after.id))") }
        return try tx.rows(
            """
            SELECT \(lineColumns) \(lineTables) WHERE \(SQL.all(conditions)) ORDER BY m.sort_key, m.id LIMIT \(limit)
            """
        ).map(line)
    }

    /// How many units belong to a cluster on a day.
    public static func count(of id: ID<Cluster>, on day: CivilDate, in tx: any ReadTransaction) throws -> Int {
        try tx.count("SELECT COUNT(*) AS n \(lineTables) WHERE m.cluster_id = \(id) AND \(holds(on: day))")
    }

    /// A condition on `cluster_term t`: the unit that it names belongs to the cluster on this day, and the cluster exists.
    static func termHolds(on day: CivilDate) -> SQL { termHolds(on: "CAST(\(day) AS TEXT)") }

    /// - Parameter day: may be told by columns of the cluster as `c`; inside it is the cluster of the term.
    static func termHolds(on day: SQL) -> SQL {
        """
        EXISTS (SELECT 1 \(lineTables) WHERE m.cluster_id = t.cluster_id AND m.unit_id = t.unit_id AND \(holds(on: day)))
        """
    }

    /// These memberships of a cluster; those of another cluster are left out.
    public static func memberships(
        _ ids: [ID<ClusterMembership>], of id: ID<Cluster>, in tx: any ReadTransaction
    ) throws -> [ClusterMemberLine] {
        try tx.rows(
            """
            SELECT \(lineColumns) \(lineTables) WHERE m.cluster_id = \(id) AND m.id IN (\(anyOf: ids))
            ORDER BY m.sort_key, m.id
            """
        ).map(line)
    }

    /// Those of these memberships after whose first day, and not after `day`, the same unit comes to the same cluster again;
    /// each with that other first day.
    public static func reentries(
        after ids: [ID<ClusterMembership>], until day: CivilDate, in tx: any ReadTransaction
    ) throws -> [ID<ClusterMembership>: CivilDate] {
        var found: [ID<ClusterMembership>: CivilDate] = [:]
        for row in try tx.rows(
            """
            SELECT m.id, MIN(n.from_on) AS again_on FROM cluster_member m
            JOIN cluster_member n ON n.cluster_id = m.cluster_id AND n.unit_id = m.unit_id AND n.from_on > m.from_on
            WHERE m.id IN (\(anyOf: ids)) AND n.from_on <= \(day) GROUP BY m.id
            """)
        {
            found[try row["id"]] = try row["again_on"]
        }
        return found
    }

    /// When something was last sent to the units of these memberships because they belonged to the cluster: its movements and
    /// the documents addressed to it.
    public static func lastSending(
        to ids: [ID<ClusterMembership>], in tx: any ReadTransaction
    ) throws -> [ID<ClusterMembership>: Instant] {
        var found: [ID<ClusterMembership>: Instant] = [:]
        for row in try tx.rows(
            """
            SELECT m.id, MAX(v.launched_at) AS sent_at FROM cluster_member m
            JOIN movement v ON v.cluster_id = m.cluster_id AND v.launched_at IS NOT NULL
            JOIN movement_addressee a ON a.movement_id = v.id AND a.unit_id = m.unit_id
            WHERE m.id IN (\(anyOf: ids)) GROUP BY m.id
            UNION ALL
            SELECT m.id, MAX(d.sent_at) FROM cluster_member m
            JOIN directive_cluster k ON k.cluster_id = m.cluster_id
            JOIN directive d ON d.id = k.directive_id AND d.sent_at IS NOT NULL
            JOIN directive_delivery a ON a.directive_id = d.id AND a.unit_id = m.unit_id
            WHERE m.id IN (\(anyOf: ids)) GROUP BY m.id
            """)
        {
            let (id, at): (ID<ClusterMembership>, Instant) = (try row["id"], try row["sent_at"])
            found[id] = max(found[id] ?? at, at)
        }
        return found
    }

    /// The units that belong to a cluster on some day of these years, in the order of their names: of whom one may lead it then.
    public static func units(
        of id: ID<Cluster>, inYears years: ClosedRange<Int>, in tx: any ReadTransaction
    ) throws -> [(id: ID<Unit>, name: String)] {
        let first = CivilDate(year: years.lowerBound, month: 1, day: 1)
        let last = CivilDate(year: years.upperBound, month: 12, day: 31)
        guard let first, let last else { return [] }
        return try tx.rows(
            """
            SELECT u.id, u.name, u.sort_key \(lineTables) WHERE m.cluster_id = \(id)
                AND m.from_on <= \(last) AND (m.until_on IS NULL OR m.until_on >= \(first))
                AND (c.valid_until IS NULL OR c.valid_until >= \(first))
                AND u.valid_from <= \(last) AND (u.valid_until IS NULL OR u.valid_until >= \(first))
            GROUP BY u.id, u.name, u.sort_key ORDER BY u.sort_key, u.id LIMIT 500
            """
        ).map { (try $0["id"], try $0["name"]) }
    }

    /// Who came after these units, by name: where the members went that were merged.
    public static func successors(
        of units: [ID<Unit>], in tx: any ReadTransaction
    ) throws -> [ID<Unit>: [(id: ID<Unit>, name: String)]] {
        guard !units.isEmpty else { return [:] }
        var found: [ID<Unit>: [(id: ID<Unit>, name: String)]] = [:]
        for row in try tx.rows(
            """
            SELECT s.predecessor_id, u.id, u.name FROM unit_succession s JOIN unit u ON u.id = s.successor_id
            WHERE s.predecessor_id IN (\(anyOf: units)) ORDER BY u.sort_key, u.id
            """)
        {
            found[try row["predecessor_id"], default: []].append((try row["id"], try row["name"]))
        }
        return found
    }

    // MARK: Clusters of units

    private static func ofUnit(_ row: Row) throws -> ClusterOfUnit {
        let membership = try membership(row)
        let cluster = try ClusterRecords.cluster(row)
        return ClusterOfUnit(
            cluster: cluster, membership: membership,
            lastDay: membership.lastDay(unitUntil: try row["unit_until"], clusterUntil: cluster.validUntil))
    }

    private static let ofUnitColumns: SQL =
        "\(columns), \(ClusterRecords.columns), u.valid_until AS unit_until"

    /// Every cluster to which a unit belongs or belonged, the newest first; at most fifty.
    public static func clusters(of unitID: ID<Unit>, in tx: any ReadTransaction) throws -> [ClusterOfUnit] {
        try tx.rows(
            """
            SELECT \(ofUnitColumns) \(lineTables) WHERE m.unit_id = \(unitID) ORDER BY m.from_on DESC, m.id DESC LIMIT 50
            """
        ).map(ofUnit)
    }

    /// The clusters of one organiser to which these units belong on this day or later, by unit.
    public static func clusters(
        of units: [ID<Unit>], organisedBy organiser: ID<Unit>, from day: CivilDate, in tx: any ReadTransaction
    ) throws -> [ID<Unit>: [ClusterOfUnit]] {
        var found: [ID<Unit>: [ClusterOfUnit]] = [:]
        for chunk in PlanListRecords.chunks(units, of: 1000) {
            for row in try tx.rows(
                """
                SELECT \(ofUnitColumns) \(lineTables)
                WHERE m.unit_id IN (\(anyOf: chunk)) AND c.unit_id = \(organiser)
                    AND (m.until_on IS NULL OR m.until_on >= \(day)) AND (c.valid_until IS NULL OR c.valid_until >= \(day))
                    AND (u.valid_until IS NULL OR u.valid_until >= \(day))
                ORDER BY m.from_on, m.id
                """)
            {
                let line = try ofUnit(row)
                found[line.membership.unitID, default: []].append(line)
            }
        }
        return found
    }

    // MARK: Units in no cluster

    /// A condition on `unit u`: it exists today and could belong to a cluster of this unit, but does not.
    private static func isUnplaced(below organiser: Unit, in tx: any ReadTransaction) throws -> SQL {
        """
        \(try DirectiveRecipientRecords.isPossible(for: organiser, in: tx))
            AND NOT EXISTS (SELECT 1 FROM cluster_member m JOIN cluster c ON c.id = m.cluster_id
                WHERE m.unit_id = u.id AND c.unit_id = \(organiser.id) AND (m.until_on IS NULL OR m.until_on >= \(tx.today))
                AND (c.valid_until IS NULL OR c.valid_until >= \(tx.today)))
        """
    }

    /// Units of today that belong to no cluster of the organiser, by name, a page at a time. Who comes to one later is not
    /// among them.
    public static func unplaced(
        below organiser: Unit, kind: Unit.Kind? = nil, after: (sortKey: String, id: String)?, limit: Int,
        in tx: any ReadTransaction
    ) throws -> [UnitLine] {
        var conditions = [try isUnplaced(below: organiser, in: tx)]
        if let kind { conditions.append("u.kind = \(kind)") }
        if let after { conditions.append("(u.sort_key, u.id) > (\(after.sortKey), \(after.id))") }
        return try tx.rows(
            """
            SELECT u.id, u.kind, u.code, u.name, u.valid_from, u.valid_until, u.sort_key, p.name AS parent_name
            FROM unit u LEFT JOIN unit p ON p.id = u.parent_id
            WHERE \(SQL.all(conditions)) ORDER BY u.sort_key, u.id LIMIT \(limit)
            """
        ).map {
            UnitLine(
                id: try $0["id"], kind: try $0["kind"], code: try $0["code"], name: try $0["name"],
                parentName: try $0["parent_name"], validFrom: try $0["valid_from"], validUntil: try $0["valid_until"],
                sortKey: try $0["sort_key"])
        }
    }

    /// How many of each kind belong to none.
    public static func unplacedCounts(
        below organiser: Unit, in tx: any ReadTransaction
    ) throws -> [Unit.Kind: Int] {
        var counts: [Unit.Kind: Int] = [:]
        for row in try tx.rows(
            """
            SELECT u.kind, COUNT(*) AS n FROM unit u WHERE \(try isUnplaced(below: organiser, in: tx))
            GROUP BY u.kind ORDER BY u.kind
            """)
        {
            counts[try row["kind"]] = try row["n"]
        }
        return counts
    }

    // MARK: Units by what was typed

    /// Units below the organiser that existed on a day, to be found by code or name in what was pasted. In one statement.
    public static func candidates(
        below organiser: Unit, on day: CivilDate, in tx: any ReadTransaction
    ) throws -> [Unit] {
        let roots = try PlanAddresseeRecords.roots(of: organiser, in: tx)
        return try tx.rows(
            """
            SELECT \(UnitRecords.columns) FROM unit u WHERE \(UnitRecords.isWithin("u.id", roots))
                AND u.id NOT IN (\(anyOf: roots)) AND u.kind <> 'section'
                AND u.valid_from <= \(day) AND (u.valid_until IS NULL OR u.valid_until >= \(day))
            ORDER BY u.sort_key, u.id LIMIT 5000
            """
        ).map(UnitRecords.unit)
    }

    // MARK: Writing

    /// Adds units to clusters. Take the clusters' turns first (``ClusterRecords/advance(_:expecting:in:)``).
    public static func insert(
        _ memberships: [ClusterMembership], in tx: any WriteTransaction
    ) throws {
        let units = try UnitRecords.units(memberships.map(\.unitID), in: tx)
        let rows = memberships.map { member -> SQL in
            """
            (\(member.id), \(member.clusterID), \(member.unitID), \(VietnameseText.sortKey(units[member.unitID]?.name ?? "")),
            \(member.from), \(member.until), \(member.reason), \(member.endReason))
            """
        }
        for chunk in PlanListRecords.chunks(rows, of: 100) {
            try tx.run(
                """
                INSERT INTO cluster_member (id, cluster_id, unit_id, sort_key, from_on, until_on, reason, end_reason)
                VALUES \(PlanListRecords.list(Array(chunk)))
                """)
        }
    }

    /// Sets the last day of memberships.
    public static func end(
        _ ids: [ID<ClusterMembership>], on day: CivilDate, reason: String, in tx: any WriteTransaction
    ) throws {
        for chunk in PlanListRecords.chunks(ids, of: 500) {
            try tx.run(
                """
                UPDATE cluster_member SET until_on = \(day), end_reason = \(reason) WHERE id IN (\(anyOf: chunk))
                """)
        }
    }

    /// Takes memberships out that never were. Take the cluster's turn first (``ClusterRecords/advance(_:expecting:in:)``).
    public static func remove(_ ids: [ID<ClusterMembership>], in tx: any WriteTransaction) throws {
        for chunk in PlanListRecords.chunks(ids, of: 500) {
            try tx.run("DELETE FROM cluster_member WHERE id IN (\(anyOf: chunk))")
        }
    }

    /// Tells the officers and heads of these units something about a cluster, each person once.
    public static func notify(
        _ message: String, about id: ID<Cluster>, at units: [ID<Unit>], in tx: any WriteTransaction
    ) throws {
        for chunk in PlanListRecords.chunks(units.map(\.rawValue), of: 400) {
            try PlanAddresseeRecords.notify(
                message, subject: .cluster, subjectID: id.rawValue, at: Array(chunk), in: tx)
        }
    }
}
