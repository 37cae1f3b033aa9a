import Domain
import Law
import Primitives
import Store

/// Whose files are read: one person's, or those of many by one condition.
public struct PeopleScope: Sendable {
    /// True where a column holds the identity of somebody in the scope.
    let holds: @Sendable (_ column: SQL) -> SQL

    public static func one(_ id: ID<Person>) -> PeopleScope { PeopleScope { "\($0) = \(id)" } }

    /// The identities from one to another, both with it: how a whole province is read in parts.
    public static func between(_ first: ID<Person>, _ last: ID<Person>) -> PeopleScope {
        PeopleScope { "\($0) BETWEEN \(first) AND \(last)" }
    }

    /// Who belongs to a unit or to one below it, or holds a post there on a day.
    /// - Parameter reach: the home unit of whoever only holds a post there must lie within these.
    public static func staff(of unit: ID<Unit>, on day: CivilDate, within reach: [ID<Unit>]) -> PeopleScope {
        // Two index searches joined: with OR both engines would read every person there is.
        PeopleScope { column in
            """
            \(column) IN (
                SELECT s.id FROM person s WHERE \(UnitRecords.isWithin("s.unit_id", [unit]))
                UNION
                SELECT s.id FROM person_post t JOIN person s ON s.id = t.person_id
                WHERE \(UnitRecords.isWithin("t.unit_id", [unit])) AND t.from_on <= \(day)
                    AND (t.until_on IS NULL OR t.until_on >= \(day)) AND \(UnitRecords.isWithin("s.unit_id", reach)))
            """
        }
    }
}

/// One person as a line of a list of staff, with what the law asks about them besides the facts.
public struct StaffLine: Sendable, Hashable, Identifiable {
    public let id: ID<Person>
    public let name: String
    public let sortKey: String
    public let position: String
    public let unitName: String
    public let sex: Sex
    public let group: SubjectGroup
    public let startedWorkOn: CivilDate?
}

extension PersonRecords {
    /// Everybody of a scope; in no order.
    public static func staff(_ scope: PeopleScope, in tx: any ReadTransaction) throws -> [StaffLine] {
        try tx.rows(
            """
            SELECT p.id, p.name, p.sort_key, p.position, p.sex, p.subject_group, p.started_work_on, u.name AS unit_name
            FROM person p JOIN unit u ON u.id = p.unit_id WHERE \(scope.holds("p.id"))
            """
        ).map(staffLine)
    }

    /// The next people by identity: a part of the province.
    public static func part(
        after last: ID<Person>?, limit: Int, in tx: any ReadTransaction
    ) throws -> [StaffLine] {
        let later: SQL = last.map { "WHERE p.id > \($0)" } ?? ""
        return try tx.rows(
            """
            SELECT p.id, p.name, p.sort_key, p.position, p.sex, p.subject_group, p.started_work_on, u.name AS unit_name
            FROM person p JOIN unit u ON u.id = p.unit_id \(later) ORDER BY p.id LIMIT \(limit)
            """
        ).map(staffLine)
    }

    private static func staffLine(_ row: Row) throws -> StaffLine {
        StaffLine(
            id: try row["id"], name: try row["name"], sortKey: try row["sort_key"], position: try row["position"],
            unitName: try row["unit_name"], sex: try row["sex"], group: try row["subject_group"],
            startedWorkOn: try row["started_work_on"])
    }
}

/// The rows behind the facts of people: one statement for each kind of row, however many people there are.
struct PeopleFactRows {
    let ratings: SQL
    let commendations: SQL
    let initiatives: SQL
    let disciplines: SQL
    let examinations: SQL
    let posts: SQL

    /// - Parameter nomination: what is attached to it is not yet used by another.
    init(_ scope: PeopleScope, except nomination: ID<Nomination>?) {
        let other: SQL = nomination.map { "AND ni.nomination_id <> \($0)" } ?? ""
        ratings = """
            SELECT person_id, year, completion_level, months_worked, is_maternity FROM person_rating
            WHERE \(scope.holds("person_id"))
            """
        commendations = """
            SELECT person_id, id, code, year, category, ground, achievement, decided_on, revoked_on FROM commendation
            WHERE \(scope.holds("person_id"))
            """
        initiatives = """
            SELECT i.person_id, i.id, i.name, i.year, i.scope, i.used_for, n.code AS other_code, n.year AS other_year
            FROM initiative i
            LEFT JOIN nomination_initiative ni ON ni.initiative_id = i.id \(other)
            LEFT JOIN nomination n ON n.id = ni.nomination_id AND n.removed_at IS NULL AND \(RefusalRecords.isOpen)
                AND n.dossier_id IN (SELECT d.id FROM dossier d WHERE d.state IN ('submitted', 'received', 'appraised', 'considered'))
            WHERE \(scope.holds("i.person_id"))
            """
        disciplines = """
            SELECT person_id, id, measure, from_on, until_on FROM discipline WHERE \(scope.holds("person_id"))
            """
        posts = """
            SELECT person_id, id, position, from_on, until_on FROM person_post WHERE \(scope.holds("person_id"))
            """
        examinations = """
            SELECT person_id, id, kind, since_on, closed_on FROM examination WHERE \(scope.holds("person_id"))
            """
    }

    /// Nominations that have been submitted and are not yet decided.
    static func pending(_ scope: PeopleScope) -> SQL {
        """
        SELECT n.person_id, n.code, n.year, d.id AS dossier_id, d.number
        FROM nomination n JOIN dossier d ON d.id = n.dossier_id
        WHERE \(scope.holds("n.person_id")) AND n.removed_at IS NULL AND \(RefusalRecords.isOpen)
            AND d.state IN ('submitted', 'received', 'appraised', 'considered')
        """
    }
}

extension FactsRecords {
    /// The facts of everybody of a scope, as they stand: every initiative of theirs that is not used counts.
    ///
    /// Seven statements, whether it is one person or a hundred thousand.
    /// - Parameters:
    ///   - staff: the people of the scope.
    ///   - titles: the codes that are titles (the others are forms).
    ///   - keepsRefs: whether each fact carries the address of its row; lists of thousands do without.
    public static func facts(
        of staff: [StaffLine], _ scope: PeopleScope, titles: Set<CatalogueCode>, keepsRefs: Bool = true,
        in tx: any ReadTransaction
    ) throws -> [ID<Person>: Facts] {
        var people = try gather(
            PeopleFactRows(scope, except: nil), titles: titles, keepsRefs: keepsRefs, attached: nil, in: tx)
        for row in try tx.rows(PeopleFactRows.pending(scope)) {
            let id: ID<Person> = try row["person_id"]
            let dossierID: String = try row["dossier_id"]
            people[id, default: Facts()].pending.append(
                PendingFact(
                    code: try row["code"], year: try row["year"], dossier: try row["number"],
                    ref: keepsRefs ? "dossier/\(dossierID)" : nil))
        }
        for place in people.indices where people.values[place].pending.count > 1 {
            people.values[place].pending.sort {
                ($0.year, $0.dossier, $0.code.rawValue) < ($1.year, $1.dossier, $1.code.rawValue)
            }
        }
        for person in staff { people[person.id, default: Facts()].startedWorkOn = person.startedWorkOn }
        return people
    }

    /// How many rows the facts of a scope are read from, without reading anything out of them: what the mass assessment is
    /// measured against.
    public static func bareScan(_ scope: PeopleScope, in tx: any ReadTransaction) throws -> Int {
        let rows = PeopleFactRows(scope, except: nil)
        return try [
            rows.ratings, rows.commendations, rows.initiatives, rows.disciplines, rows.examinations, rows.posts,
            PeopleFactRows.pending(scope),
        ].reduce(0) { try $0 + tx.rows($1).count }
    }

    /// Puts rows into facts, person by person.
    /// - Parameter attached: when it is for one nomination, only what is attached to it or was used before counts.
    static func gather(
        _ rows: PeopleFactRows, titles: Set<CatalogueCode>, keepsRefs: Bool, attached: Set<ID<Initiative>>?,
        in tx: any ReadTransaction
    ) throws -> [ID<Person>: Facts] {
        var people: [ID<Person>: Facts] = [:]
        func ref(_ id: ID<Person>, _ kind: String, _ key: String) -> String? {
            keepsRefs ? "person/\(id)#\(kind)-\(key)" : nil
        }
        for row in try tx.rows(rows.ratings) {
            let id: ID<Person> = try row["person_id"]
            let year: Int = try row["year"]
            people[id, default: Facts()].years.append(
                YearFacts(
                    year: year, rating: try row["completion_level"], monthsWorked: try row["months_worked"],
                    maternity: try row["is_maternity"], ref: ref(id, "rating", keepsRefs ? String(year) : "")))
        }
        for row in try tx.rows(rows.commendations) {
            let id: ID<Person> = try row["person_id"]
            let rowID: String = try row["id"]
            let code: CatalogueCode = try row["code"]
            let year: Int = try row["year"]
            let revokedOn: CivilDate? = try row["revoked_on"]
            let address = ref(id, "commendation", rowID)
            guard titles.contains(code) else {
                people[id, default: Facts()].received.append(
                    ReceivedFact(
                        code: code, year: year, category: try row["category"], achievement: try row["achievement"],
                        decidedOn: try row["decided_on"], revoked: revokedOn != nil, ref: address))
                continue
            }
            guard revokedOn == nil else { continue }
            let ground: Ground? = try row["ground"]
            people[id, default: Facts()].change(year, ref: address) { known in
                known.held.append(code)
                if let ground { known.ground[code] = ground }
            }
        }
        var initiatives: [String: (person: ID<Person>, year: Int, fact: InitiativeFact)] = [:]
        for row in try tx.rows(rows.initiatives) {
            let rowID: String = try row["id"]
            let person: ID<Person> = try row["person_id"]
            let usedFor: String? = try row["used_for"]
            let otherCode: String? = try row["other_code"]
            let otherYear: Int? = try row["other_year"]
            var entry =
                try initiatives[rowID]
                ?? (
                    person, try row["year"],
                    InitiativeFact(
                        name: try row["name"], scope: try row["scope"], usedFor: usedFor.map { [$0] } ?? [],
                        ref: ref(person, "initiative", rowID))
                )
            if let otherCode, let otherYear { entry.fact.usedFor.append("\(otherCode)-\(otherYear)") }
            initiatives[rowID] = entry
        }
        for (rowID, entry) in initiatives.sorted(by: { $0.key < $1.key }) {
            var entry = entry
            entry.fact.usedFor.sort()
            if let attached, !attached.contains(ID(rawValue: rowID)), entry.fact.usedFor.isEmpty { continue }
            people[entry.person, default: Facts()].change(entry.year, ref: nil) { $0.initiatives.append(entry.fact) }
        }
        for row in try tx.rows(rows.disciplines) {
            let id: ID<Person> = try row["person_id"]
            people[id, default: Facts()].discipline.append(
                DisciplineFact(
                    measure: try row["measure"], from: try row["from_on"], until: try row["until_on"],
                    ref: ref(id, "discipline", try row["id"])))
        }
        for row in try tx.rows(rows.examinations) {
            let id: ID<Person> = try row["person_id"]
            people[id, default: Facts()].examination.append(
                ExaminationFact(
                    kind: try row["kind"], since: try row["since_on"], closedOn: try row["closed_on"],
                    ref: ref(id, "examination", try row["id"])))
        }
        for row in try tx.rows(rows.posts) {
            let id: ID<Person> = try row["person_id"]
            people[id, default: Facts()].posts.append(
                PostFact(
                    level: try row["position"], from: try row["from_on"], until: try row["until_on"],
                    ref: ref(id, "post", try row["id"])))
        }
        // The engines give rows in orders of their own; findings must read the same on both.
        for place in people.indices { people.values[place].sortByTime() }
        return people
    }
}

extension Facts {
    /// Changes what is known of a year; a year that was unknown becomes known.
    fileprivate mutating func change(_ year: Int, ref: String?, _ body: (inout YearFacts) -> Void) {
        let place: Int
        if let known = years.firstIndex(where: { $0.year == year }) {
            place = known
        } else {
            place = years.count
            years.append(YearFacts(year: year, ref: ref))
        }
        body(&years[place])
    }

    fileprivate mutating func sortByTime() {
        years.sort { $0.year < $1.year }
        for place in years.indices where years[place].held.count > 1 {
            years[place].held.sort { $0.rawValue < $1.rawValue }
        }
        received.sort { ($0.year, $0.ref ?? $0.code.rawValue) < ($1.year, $1.ref ?? $1.code.rawValue) }
        posts.sort { ($0.from, $0.level) < ($1.from, $1.level) }
        discipline.sort { ($0.from, $0.ref ?? "") < ($1.from, $1.ref ?? "") }
        examination.sort { ($0.since, $0.ref ?? "") < ($1.since, $1.ref ?? "") }
    }
}
