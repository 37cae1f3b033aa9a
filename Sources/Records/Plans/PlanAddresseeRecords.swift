import Domain
import Primitives
import Store

/// From the lines of *Kính gửi* and *Nơi nhận* to the units they mean. Delivery of papers rests on this.
public enum PlanAddresseeRecords {
    /// The units of today above all that a plan of `unit` can reach: the unit itself, or whoever followed it.
    public static func roots(of unit: Unit, in tx: any ReadTransaction) throws -> [ID<Unit>] {
        if unit.exists(on: tx.today) { return [unit.id] }
        return try tx.rows(
            "SELECT successor_id FROM unit_succession WHERE predecessor_id = \(unit.id) ORDER BY successor_id"
        ).map { try $0["successor_id"] }
    }

    /// Every unit that the plan goes to, each once, with the first of the groups under which it is addressed. In the order of
    /// the paper, within a line by name. The units of a cluster are those of the day on which it was sent; of today before that.
    public static func units(
        of plan: Plan, in tx: any ReadTransaction
    ) throws -> [(unitID: ID<Unit>, group: PlanAddressee.Group)] {
        guard let unit = try UnitRecords.unit(plan.unitID, in: tx) else { return [] }
        let roots = try roots(of: unit, in: tx)
        var seen: Set<ID<Unit>> = []
        var found: [(unitID: ID<Unit>, group: PlanAddressee.Group)] = []
        for group in PlanAddressee.Group.allCases {
            for addressee in plan.content.addressees where addressee.group == group {
                let units = try self.units(
                    addressee, below: roots, ofProvince: unit.kind == .province,
                    membersOn: plan.sentAt?.day ?? tx.today, in: tx)
                found += units.filter { seen.insert($0).inserted }.map { ($0, group) }
            }
        }
        return found
    }

    private static func units(
        _ addressee: PlanAddressee, below roots: [ID<Unit>], ofProvince: Bool, membersOn day: CivilDate,
        in tx: any ReadTransaction
    ) throws -> [ID<Unit>] {
        switch addressee.scope {
        case .outside: return []
        case .named: return addressee.unitID.map { [$0] } ?? []
        case .cluster:
            return try ClusterMemberRecords.units(
                of: addressee.clusterID.map { [$0] } ?? [], on: day, in: tx
            ).map(\.id)
        case .all, .communes, .departments, .enterprises:
            var conditions: [SQL] = [
                UnitRecords.isWithin("u.id", roots), "u.id NOT IN (\(anyOf: roots))", "u.valid_from <= \(tx.today)",
                "(u.valid_until IS NULL OR u.valid_until >= \(tx.today))",
            ]
            if let kind = addressee.scope.unitKind {
                conditions.append("u.kind = \(kind)")
            } else if ofProvince {
                // Sections answer to their unit.
                conditions.append("u.kind IN ('department', 'commune', 'enterprise')")
            }
            return try tx.rows("SELECT u.id FROM unit u WHERE \(SQL.all(conditions)) ORDER BY u.sort_key, u.id").map {
                try $0["id"]
            }
        }
    }

    /// A unit of exactly this name that exists today, within the province of `unit`.
    public static func unit(named name: String, in tx: any ReadTransaction) throws -> ID<Unit>? {
        try tx.first(
            """
            SELECT u.id FROM unit u WHERE u.sort_key = \(VietnameseText.sortKey(name)) AND u.name = \(name)
                AND u.valid_from <= \(tx.today) AND (u.valid_until IS NULL OR u.valid_until >= \(tx.today))
            ORDER BY u.id LIMIT 1
            """)?["id"]
    }

    /// Puts one notice into the outbox for every officer and head of these units, each person once.
    /// - Parameter subjectID: what it is about; `nil` for the person's unit itself.
    /// - Returns: to how many people it goes.
    @discardableResult
    static func notify(
        _ message: String, _ kind: NoticeKind? = nil, subject: EventSubject, subjectID: String?, at units: [String],
        in tx: any WriteTransaction
    ) throws -> Int {
        let accounts = try tx.rows(
            """
            SELECT account_id, MIN(unit_id) AS unit_id FROM account_role
            WHERE unit_id IN (\(anyOf: units)) AND role IN (\(anyOf: [Role.unitOfficer, Role.unitHead]))
            GROUP BY account_id ORDER BY account_id
            """)
        let values = try accounts.map { row -> SQL in
            let account: String = try row["account_id"]
            let unit: String = try row["unit_id"]
            return
                """
                (\(ID<OutboxMessage>(at: tx.now)), \(kind ?? NoticeKind(about: subject)), \(account), \(subject), \(subjectID ?? unit),
                \(message), \(tx.now))
                """
        }
        for chunk in PlanListRecords.chunks(values, of: 200) {
            try tx.run(
                """
                INSERT INTO outbox (id, kind, account_id, subject_kind, subject_id, message, created_at)
                VALUES \(PlanListRecords.list(Array(chunk)))
                """)
        }
        return accounts.count
    }

    /// Tells the officers and heads of these units that a plan has come.
    @discardableResult
    public static func notify(
        _ message: String, about id: ID<Plan>, at units: [ID<Unit>], in tx: any WriteTransaction
    ) throws -> Int {
        var people = 0
        for chunk in PlanListRecords.chunks(units.map(\.rawValue), of: 400) {
            people += try notify(message, subject: .plan, subjectID: id.rawValue, at: Array(chunk), in: tx)
        }
        return people
    }
}
