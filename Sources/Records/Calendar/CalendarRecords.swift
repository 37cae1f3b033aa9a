import Domain
import Primitives
import Store

/// A movement that begins or ends on a day of the calendar.
public struct CalendarMovement: Sendable, Hashable {
    public let id: ID<Movement>
    public let name: String
    public let unitName: String
    public let startsOn: CivilDate
    public let endsOn: CivilDate
}

/// What stands in the calendar between two days.
public struct CalendarPeriod: Sendable, Hashable {
    public let first: CivilDate
    public let last: CivilDate
    /// Days that are known, in order of time.
    public let occurrences: [Occurrence]
    /// What falls into this time on days that are not fixed yet.
    public let open: [Occasion]
    public let movements: [CalendarMovement]
    public let activities: [ActivityLine]
    /// Works whose plaque is wanted on one of these days.
    public let works: [PublicWorkLine]
    /// Names of the units that keep the days of agencies.
    public let unitNames: [ID<Occasion>: String]
    /// There is more than one page of the calendar can show.
    public let isCut: Bool
}

/// The calendar, put together from the days, the movements, the activities and the works.
public enum CalendarRecords {
    /// How much of one kind is read for one page.
    static let limit = 400

    /// The units whose own days an official sees beside the common ones.
    public static func ownUnits(of actor: Actor) -> [ID<Unit>] {
        var seen: Set<ID<Unit>> = []
        return actor.grants.map(\.unitID).filter { seen.insert($0).inserted }
    }

    /// What stands between these days: one statement for each of the four kinds. The public sees days only.
    public static func period(
        from first: CivilDate, until last: CivilDate, _ scope: CalendarScope, in tx: any ReadTransaction
    ) throws -> CalendarPeriod {
        let lines = try OccasionRecords.around(from: first, until: last, scope, limit: limit + 1, in: tx)
        let movements = scope == .common ? [] : try movements(from: first, until: last, scope, in: tx)
        let activities =
            scope == .common ? [] : try ActivityRecords.between(first, last, scope, limit: limit + 1, in: tx)
        let works =
            scope == .common ? [] : try PublicWorkRecords.between(first, last, scope, limit: limit + 1, in: tx)
        let shown = lines.prefix(limit)
        let found = shown.flatMap { $0.occasion.occurrences(from: first, until: last) }
        return CalendarPeriod(
            first: first, last: last,
            occurrences: found.filter { !$0.occasion.isOpen }.sorted {
                ($0.startsOn, $0.occasion.level.order, $0.occasion.name)
                    < ($1.startsOn, $1.occasion.level.order, $1.occasion.name)
            },
            open: found.map(\.occasion).filter(\.isOpen), movements: Array(movements.prefix(limit)),
            activities: Array(activities.prefix(limit)), works: Array(works.prefix(limit)),
            unitNames: Dictionary(
                shown.filter { $0.occasion.level == .agency }.map { ($0.occasion.id, $0.unitName) },
                uniquingKeysWith: { first, _ in first }),
            isCut: lines.count > limit || movements.count > limit || activities.count > limit
                || works.count > limit)
    }

    /// Launched movements whose first or last day lies between these days: those for the whole province, and
    /// those that these units launched or that their clusters run.
    private static func movements(
        from first: CivilDate, until last: CivilDate, _ scope: CalendarScope, in tx: any ReadTransaction
    ) throws -> [CalendarMovement] {
        var isIn: SQL = "1 = 1"
        if case .own(let units) = scope {
            isIn = """
                (m.scope IN ('nation', 'ministry', 'province') OR m.scope = 'unit' AND m.launching_unit_id IN (\(anyOf: units))
                    OR m.scope = 'cluster' AND \(MovementRecords.isSent(to: units)))
                """
        }
        return try tx.rows(
            """
            SELECT m.id, m.name, u.name AS unit_name, m.starts_on, m.ends_on
            FROM movement m JOIN unit u ON u.id = m.launching_unit_id
            WHERE ((m.starts_on >= \(first) AND m.starts_on <= \(last)) OR (m.ends_on >= \(first) AND m.ends_on <= \(last)))
                AND m.state <> 'draft' AND \(isIn)
            ORDER BY m.starts_on, m.id LIMIT \(limit + 1)
            """
        ).map { row in
            CalendarMovement(
                id: try row["id"], name: try row["name"], unitName: try row["unit_name"],
                startsOn: try row["starts_on"], endsOn: try row["ends_on"])
        }
    }
}

extension Occasion.Level {
    /// The nation comes first.
    fileprivate var order: Int {
        switch self {
        case .nation: 0
        case .province: 1
        case .agency: 2
        }
    }
}
