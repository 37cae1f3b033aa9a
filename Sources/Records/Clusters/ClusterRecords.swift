import Domain
import Primitives
import Store

/// A cluster as one line of a list.
public struct ClusterLine: Sendable, Hashable {
    public let cluster: Cluster
    /// Who organises it.
    public let unitName: String
    /// How many units belong to it on the day told of (``Cluster/tellingDay(today:)``).
    public let memberCount: Int
    /// Who leads it on that day; `nil` when nobody was named for its year, or who was named has left.
    public let chairName: String?
    public let sortKey: String
}

/// Which clusters a list holds.
public struct ClusterFilter: Sendable, Hashable {
    public enum Time: Sendable, Hashable {
        /// Those that exist today or begin later.
        case current
        /// Those that existed on some day of a year.
        case year(Int)
        case ever
    }

    public var kind: Cluster.Kind?
    public var time: Time
    public var typed: String

    public init(kind: Cluster.Kind? = nil, time: Time = .current, typed: String = "") {
        self.kind = kind
        self.time = time
        self.typed = typed
    }
}

/// Clusters and blocs, and who leads them. Their members: ``ClusterMemberRecords``.
public enum ClusterRecords {
    static let columns: SQL =
        """
        c.id, c.unit_id, c.kind, c.name, c.decision_number, c.decided_on, c.issuer, c.valid_from, c.valid_until, c.end_reason,
        c.is_invented, c.version
        """

    static func cluster(_ row: Row) throws -> Cluster {
        Cluster(
            id: try row["id"], unitID: try row["unit_id"], kind: try row["kind"], name: try row["name"],
            decisionNumber: try row["decision_number"], decidedOn: try row["decided_on"], issuer: try row["issuer"],
            validFrom: try row["valid_from"], validUntil: try row["valid_until"], endReason: try row["end_reason"],
            isInvented: try row["is_invented"], version: try row["version"])
    }

    /// A condition on `cluster c`: it exists on this day.
    static func exists(on day: CivilDate) -> SQL {
        "c.valid_from <= \(day) AND (c.valid_until IS NULL OR c.valid_until >= \(day))"
    }

    // MARK: Reading

    public static func cluster(_ id: ID<Cluster>, in tx: any ReadTransaction) throws -> Cluster? {
        try tx.first("SELECT \(columns) FROM cluster c WHERE c.id = \(id)").map(cluster)
    }

    /// Many clusters by their identities, in the order of their names.
    public static func clusters(_ ids: Set<ID<Cluster>>, in tx: any ReadTransaction) throws -> [Cluster] {
        guard !ids.isEmpty else { return [] }
        return try tx.rows(
            """
            SELECT \(columns) FROM cluster c WHERE c.id IN (\(anyOf: ids.sorted { $0.rawValue < $1.rawValue }))
            ORDER BY c.sort_key, c.id
            """
        ).map(cluster)
    }

    /// The clusters of an organiser that exist on a day, to choose from, with how many units belong to each on that day. Cụm
    /// before khối, each in the order of their names; at most five hundred.
    /// - Parameter organiser: `nil` for those of everybody.
    public static func choices(
        of organiser: ID<Unit>?, on day: CivilDate, in tx: any ReadTransaction
    ) throws -> [(cluster: Cluster, memberCount: Int)] {
        var conditions = [exists(on: day)]
        if let organiser { conditions.append("c.unit_id = \(organiser)") }
        return try tx.rows(
            """
            SELECT \(columns), \(memberCount(on: "CAST(\(day) AS TEXT)")) AS members FROM cluster c
            WHERE \(SQL.all(conditions)) ORDER BY c.sort_key, c.id LIMIT 500
            """
        ).map { (try cluster($0), try $0["members"]) }
    }

    /// The clusters of an organiser that existed on some day of a time, in the order of their names; at most five hundred.
    public static func existing(
        of organiser: ID<Unit>, during days: ClosedRange<CivilDate>, in tx: any ReadTransaction
    ) throws -> [Cluster] {
        try tx.rows(
            """
            SELECT \(columns) FROM cluster c WHERE c.unit_id = \(organiser) AND c.valid_from <= \(days.upperBound)
                AND (c.valid_until IS NULL OR c.valid_until >= \(days.lowerBound))
            ORDER BY c.sort_key, c.id LIMIT 500
            """
        ).map(cluster)
    }

    /// The clusters of an organiser that exist on a day or begin later, in the order of their names; at most five hundred.
    public static func lasting(
        of organiser: ID<Unit>, from day: CivilDate, in tx: any ReadTransaction
    ) throws -> [Cluster] {
        try tx.rows(
            """
            SELECT \(columns) FROM cluster c
            WHERE c.unit_id = \(organiser) AND (c.valid_until IS NULL OR c.valid_until >= \(day))
            ORDER BY c.sort_key, c.id LIMIT 500
            """
        ).map(cluster)
    }

    /// How many units belong to `cluster c` on a day.
    private static func memberCount(on day: SQL) -> SQL {
        """
        (SELECT COUNT(*) FROM cluster_member m JOIN unit u ON u.id = m.unit_id
            WHERE m.cluster_id = c.id AND m.from_on <= \(day) AND (m.until_on IS NULL OR m.until_on >= \(day))
            AND (u.valid_until IS NULL OR u.valid_until >= \(day)))
        """
    }

    /// The day that is told of, as ``Cluster/tellingDay(today:)``.
    private static func tellingDay(_ today: CivilDate) -> SQL {
        """
        (CASE WHEN c.valid_until < \(today) THEN c.valid_until WHEN c.valid_from > \(today) THEN c.valid_from \
        ELSE CAST(\(today) AS TEXT) END)
        """
    }

    /// Clusters by kind and name, a page at a time, with their members and who leads them, in one statement.
    public static func page(
        _ filter: ClusterFilter, after: (sortKey: String, id: String)?, limit: Int, in tx: any ReadTransaction
    ) throws -> [ClusterLine] {
        var conditions: [SQL] = []
        if let kind = filter.kind { conditions.append("c.kind = \(kind)") }
        switch filter.time {
        case .current: conditions.append("(c.valid_until IS NULL OR c.valid_until >= \(tx.today))")
        case .year(let year):
            let (first, last) = ("\(paddedYear(year))-01-01", "\(paddedYear(year))-12-31")
            conditions.append("c.valid_from <= \(last) AND (c.valid_until IS NULL OR c.valid_until >= \(first))")
        case .ever: break
        }
        // Some dozens of clusters: a scan of their folded names is quick, so short words may be searched too.
        for word in VietnameseText.searchWords(filter.typed) {
            let plain = word.filter { $0 != "%" && $0 != "_" && $0 != "\\" }
            if !plain.isEmpty { conditions.append("c.search_text LIKE \("%\(plain)%")") }
        }
        if let after { conditions.append("(c.sort_key, c.id) > (\(after.sortKey), \(after.id))") }
        let day = tellingDay(tx.today)
        return try tx.rows(
            """
            SELECT \(columns), c.sort_key, o.name AS unit_name, \(memberCount(on: day)) AS members,
                (SELECT l.name FROM cluster_term t JOIN unit l ON l.id = t.unit_id WHERE t.cluster_id = c.id AND t.ordinal = 0
                    AND t.year = CAST(substr(\(day), 1, 4) AS BIGINT) AND \(ClusterMemberRecords.termHolds(on: day))) AS chair_name
            FROM cluster c JOIN unit o ON o.id = c.unit_id
            WHERE \(SQL.all(conditions)) ORDER BY c.sort_key, c.id LIMIT \(limit)
            """
        ).map {
            ClusterLine(
                cluster: try cluster($0), unitName: try $0["unit_name"], memberCount: try $0["members"],
                chairName: try $0["chair_name"], sortKey: try $0["sort_key"])
        }
    }

    private static func paddedYear(_ year: Int) -> String {
        let text = String(year)
        return String(repeating: "0", count: max(0, 4 - text.count)) + text
    }

    /// Another cluster of the same organiser that carries this name on a day of the same time.
    public static func namesake(of cluster: Cluster, in tx: any ReadTransaction) throws -> Cluster? {
        try tx.rows(
            """
            SELECT \(columns) FROM cluster c WHERE c.unit_id = \(cluster.unitID) AND c.id <> \(cluster.id)
                AND c.search_text = \(VietnameseText.folded(cluster.name))
                AND (c.valid_until IS NULL OR c.valid_until >= \(cluster.validFrom))
                AND (CAST(\(cluster.validUntil) AS TEXT) IS NULL OR c.valid_from <= \(cluster.validUntil))
            ORDER BY c.id LIMIT 20
            """
        ).map(self.cluster).first { VietnameseText.sortKey($0.name) == VietnameseText.sortKey(cluster.name) }
    }

    // MARK: Writing

    public static func insert(_ cluster: Cluster, in tx: any WriteTransaction) throws {
        try tx.run(
            """
            INSERT INTO cluster (id, unit_id, kind, name, decision_number, decided_on, issuer, valid_from, valid_until, end_reason,
                is_invented, search_text, sort_key, version)
            VALUES (\(cluster.id), \(cluster.unitID), \(cluster.kind), \(cluster.name), \(cluster.decisionNumber),
                \(cluster.decidedOn), \(cluster.issuer), \(cluster.validFrom), \(cluster.validUntil), \(cluster.endReason),
                \(cluster.isInvented), \(VietnameseText.folded(cluster.name)), \(sortKey(cluster)), \(cluster.version))
            """)
    }

    /// Writes what the cluster is called and how long it lasts, if nobody has changed it since it was read.
    /// - Throws: `Problem(.conflict)` naming who was faster.
    public static func update(_ cluster: Cluster, expecting version: Int, in tx: any WriteTransaction) throws {
        let changed = try tx.run(
            """
            UPDATE cluster SET kind = \(cluster.kind), name = \(cluster.name), decision_number = \(cluster.decisionNumber),
                decided_on = \(cluster.decidedOn), issuer = \(cluster.issuer), valid_from = \(cluster.validFrom),
                valid_until = \(cluster.validUntil), end_reason = \(cluster.endReason),
                search_text = \(VietnameseText.folded(cluster.name)), sort_key = \(sortKey(cluster)), version = version + 1
            WHERE id = \(cluster.id) AND version = \(version)
            """)
        try requireOne(changed, cluster.id, in: tx)
    }

    /// Takes the turn to change who belongs to a cluster or who leads it.
    /// - Throws: `Problem(.conflict)` naming who was faster.
    public static func advance(_ id: ID<Cluster>, expecting version: Int, in tx: any WriteTransaction) throws {
        let changed = try tx.run("UPDATE cluster SET version = version + 1 WHERE id = \(id) AND version = \(version)")
        try requireOne(changed, id, in: tx)
    }

    private static func requireOne(_ changed: Int, _ id: ID<Cluster>, in tx: any ReadTransaction) throws {
        guard changed != 1 else { return }
        let last = try EventRecords.last(of: .cluster, id.rawValue, in: tx)
        let cluster = try cluster(id, in: tx)
        throw Problem(
            .conflict,
            "\(last?.accountName ?? "Người khác") vừa thay đổi \(cluster?.name ?? "cụm, khối này")"
                + "\(last.map { " lúc \($0.at.written)" } ?? ""). Nội dung của anh/chị chưa được ghi để không đè lên thay đổi đó. "
                + "Xem lại rồi ghi.")
    }

    /// Cụm before khối; numbers in a name count as numbers, so that the tenth comes after the ninth.
    static func sortKey(_ cluster: Cluster) -> String {
        let words = VietnameseText.tidied(cluster.name).split(separator: " ").map { word in
            word.utf8.allSatisfy { (48...57).contains($0) }
                ? String(repeating: "0", count: max(0, 6 - word.count)) + word : String(word)
        }
        return (cluster.kind == .territorial ? "1 " : "2 ") + VietnameseText.sortKey(words.joined(separator: " "))
    }

    // MARK: Who leads

    /// Chairs and deputies by year, the newest first; at most fifty years.
    public static func terms(of id: ID<Cluster>, in tx: any ReadTransaction) throws -> [ClusterTerm] {
        var units: [Int: [ID<Unit>]] = [:]
        for row in try tx.rows(
            """
            SELECT year, unit_id FROM cluster_term WHERE cluster_id = \(id)
                AND year > (SELECT COALESCE(MAX(year), 0) - 50 FROM cluster_term WHERE cluster_id = \(id))
            ORDER BY year, ordinal
            """)
        {
            units[try row["year"], default: []].append(try row["unit_id"])
        }
        return units.sorted { $0.key > $1.key }.compactMap { year, units in
            units.first.map { ClusterTerm(year: year, chair: $0, deputies: Array(units.dropFirst())) }
        }
    }

    public static func term(of id: ID<Cluster>, year: Int, in tx: any ReadTransaction) throws -> ClusterTerm? {
        let units: [ID<Unit>] = try tx.rows(
            "SELECT unit_id FROM cluster_term WHERE cluster_id = \(id) AND year = \(year) ORDER BY ordinal"
        ).map { try $0["unit_id"] }
        return units.first.map { ClusterTerm(year: year, chair: $0, deputies: Array(units.dropFirst())) }
    }

    /// Puts the term of its year in place of what was there. Take the cluster's turn first (``advance(_:expecting:in:)``).
    public static func setTerm(_ term: ClusterTerm, of id: ID<Cluster>, in tx: any WriteTransaction) throws {
        try tx.run("DELETE FROM cluster_term WHERE cluster_id = \(id) AND year = \(term.year)")
        let rows = ([term.chair] + term.deputies).enumerated().map {
            "(\(id), \(term.year), \($0.offset), \($0.element))" as SQL
        }
        try tx.run("INSERT INTO cluster_term (cluster_id, year, ordinal, unit_id) VALUES \(PlanListRecords.list(rows))")
    }
}
