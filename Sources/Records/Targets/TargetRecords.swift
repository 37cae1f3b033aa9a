import Domain
import Primitives
import Store

/// A unit to which a figure was, or may be, handed down.
public struct PartLine: Sendable, Hashable {
    public let unitID: ID<Unit>
    public let unitName: String
    public let amount: Int
}

/// One unit on the board of an indicator.
public struct BoardLine: Sendable, Hashable {
    public let unitID: ID<Unit>
    public let unitName: String
    public let planned: Int
    public let done: Int?
    public let standing: TargetStanding
    /// In hundredths of a percent.
    public let share: Int?
    public let isLate: Bool
    public let dueOn: CivilDate
    public let place: String
}

/// What all units of a board have planned and done until the end of a period.
public struct BoardSum: Sendable, Hashable {
    public var planned = 0
    public var done = 0
    public var counts = StandingCounts()
}

/// One indicator of a unit at the period shown.
public struct UnitIndicatorLine: Sendable, Hashable {
    public let indicator: Indicator
    public let parentID: ID<Unit>?
    public let amount: Int
    public let period: Int
    public let planned: Int
    public let done: Int?
    public let standing: TargetStanding
    public let share: Int?
    public let dueOn: CivilDate
}

/// The figures of a unit in the province's table: by indicator.
public struct UnitStandings: Sendable, Hashable {
    public let unitID: ID<Unit>
    public let unitName: String
    public let sortKey: String
    public var standings: [ID<Indicator>: UnitStanding] = [:]
}

public struct UnitStanding: Sendable, Hashable {
    public let standing: TargetStanding
    public let share: Int?
}

/// The targets of units and what they report.
public enum TargetRecords {
    // MARK: One unit

    /// A unit's year with all its periods: two statements.
    public static func target(
        _ indicatorID: ID<Indicator>, of unitID: ID<Unit>, in tx: any ReadTransaction
    ) throws -> UnitTarget? {
        try targets(indicatorID, "t.unit_id = \(unitID)", "f.unit_id = \(unitID)", in: tx).first
    }

    /// What a unit has handed down, with all periods: two statements.
    public static func parts(
        _ indicatorID: ID<Indicator>, by parentID: ID<Unit>, in tx: any ReadTransaction
    ) throws -> [UnitTarget] {
        try targets(indicatorID, "t.parent_id = \(parentID)", "f.parent_id = \(parentID)", in: tx)
    }

    private static func targets(
        _ indicatorID: ID<Indicator>, _ condition: SQL, _ figureCondition: SQL, in tx: any ReadTransaction
    ) throws -> [UnitTarget] {
        var found = try tx.rows(
            """
            SELECT t.unit_id, t.parent_id, t.amount, t.parts_note, t.version FROM unit_target t
            WHERE t.indicator_id = \(indicatorID) AND \(condition) ORDER BY t.unit_id
            """
        ).map {
            UnitTarget(
                indicatorID: indicatorID, unitID: try $0["unit_id"], parentID: try $0["parent_id"],
                amount: try $0["amount"], partsNote: try $0["parts_note"], figures: [], version: try $0["version"])
        }
        var figures: [ID<Unit>: [UnitFigure]] = [:]
        for row in try tx.rows(
            """
            SELECT f.id, f.unit_id, f.period, f.target, f.amount, f.note, f.reported_on, f.reported_by, f.is_late, f.version
            FROM unit_figure f WHERE f.indicator_id = \(indicatorID) AND \(figureCondition) ORDER BY f.unit_id, f.period
            """)
        {
            figures[try row["unit_id"], default: []].append(
                UnitFigure(
                    id: try row["id"], period: try row["period"], target: try row["target"], amount: try row["amount"],
                    note: try row["note"], reportedOn: try row["reported_on"],
                    reportedBy: try row["reported_by"] ?? "", isLate: try row["is_late"], version: try row["version"]))
        }
        for index in found.indices { found[index].figures = figures[found[index].unitID] ?? [] }
        return found
    }

    /// Writes the year's figures of these units, and of each period what follows from them: some statements for many units.
    /// - Parameter sortKeys: by which equals stand in order on a board.
    public static func save(
        _ targets: [UnitTarget], of indicator: Indicator, sortKeys: [ID<Unit>: String], by account: ID<Account>,
        in tx: any WriteTransaction
    ) throws {
        for chunk in chunks(targets, of: 200) {
            let rows = chunk.map { target in
                """
                (\(target.indicatorID), \(target.unitID), \(target.parentID), \(target.amount), \(target.partsNote), \(account),
                \(tx.now), 1)
                """ as SQL
            }
            try tx.run(
                """
                INSERT INTO unit_target (indicator_id, unit_id, parent_id, amount, parts_note, updated_by, updated_at, version)
                VALUES \(list(rows))
                ON CONFLICT (indicator_id, unit_id) DO UPDATE SET amount = excluded.amount, updated_by = excluded.updated_by,
                    parts_note = excluded.parts_note, updated_at = excluded.updated_at, version = unit_target.version + 1
                """)
        }
        try saveFigures(of: targets, indicator, sortKeys: sortKeys, in: tx)
    }

    /// What a unit has handed down, by unit: one statement.
    public static func amounts(
        _ indicatorID: ID<Indicator>, by parentID: ID<Unit>, in tx: any ReadTransaction
    ) throws -> [ID<Unit>: Int] {
        var amounts: [ID<Unit>: Int] = [:]
        for row in try tx.rows(
            """
            SELECT t.unit_id, t.amount FROM unit_target t
            WHERE t.indicator_id = \(indicatorID) AND t.parent_id = \(parentID)
            """)
        {
            amounts[try row["unit_id"]] = try row["amount"]
        }
        return amounts
    }

    /// Marks that what a unit was given, or gave on, has changed, if nobody has changed it since it was read.
    /// - Throws: `Problem(.conflict)` naming who was faster and when.
    public static func bump(
        _ target: UnitTarget, partsNote: String, expecting version: Int, by account: ID<Account>,
        in tx: any WriteTransaction
    ) throws {
        let changed = try tx.run(
            """
            UPDATE unit_target SET parts_note = \(partsNote), updated_by = \(account), updated_at = \(tx.now),
                version = version + 1
            WHERE indicator_id = \(target.indicatorID) AND unit_id = \(target.unitID) AND version = \(version)
            """)
        guard changed == 1 else {
            let last = try tx.first(
                """
                SELECT c.name, t.updated_at FROM unit_target t JOIN account c ON c.id = t.updated_by
                WHERE t.indicator_id = \(target.indicatorID) AND t.unit_id = \(target.unitID)
                """)
            throw OccasionRecords.somebodyWasFaster(
                "chỉ tiêu giao ở đây", name: try last?["name"], at: try last?["updated_at"])
        }
    }

    /// Writes the rows of the periods, and where the unit stands at the end of each.
    public static func saveFigures(
        of targets: [UnitTarget], _ indicator: Indicator, sortKeys: [ID<Unit>: String], in tx: any WriteTransaction
    ) throws {
        var rows: [SQL] = []
        for target in targets where target.parentID != nil {
            let progress = target.progress(indicator)
            for (figure, step) in zip(target.figures, progress.steps) {
                rows.append(
                    """
                    (\(figure.id), \(target.indicatorID), \(target.unitID), \(target.parentID), \(figure.period),
                    \(figure.target), \(figure.amount), \(figure.note), \(figure.reportedOn),
                    \(figure.reportedBy.isEmpty ? nil : figure.reportedBy), \(figure.isLate), \(step.planned), \(step.done),
                    \(step.standing), \(step.share),
                    \(step.place(indicator.direction, name: sortKeys[target.unitID] ?? "")),
                    \(indicator.rhythm.lastDay(of: figure.period, in: indicator.year)), \(indicator.dueOn(figure.period)), 1)
                    """)
            }
        }
        for chunk in chunks(rows, of: 240) {
            try tx.run(
                """
                INSERT INTO unit_figure (id, indicator_id, unit_id, parent_id, period, target, amount, note, reported_on,
                    reported_by, is_late, planned, done, standing, share, place, period_end, due_on, version)
                VALUES \(list(Array(chunk)))
                ON CONFLICT (indicator_id, unit_id, period) DO UPDATE SET target = excluded.target, planned = excluded.planned,
                    done = excluded.done, standing = excluded.standing, share = excluded.share, place = excluded.place
                """)
        }
    }

    /// Keeps a reported value and moves what follows from it, if nobody has touched this period since it was read.
    /// - Throws: `Problem(.conflict)` naming who was faster.
    public static func report(
        _ target: UnitTarget, period: Int, of indicator: Indicator, expecting version: Int, sortKey: String,
        in tx: any WriteTransaction
    ) throws {
        guard let figure = target.figures.first(where: { $0.period == period }) else { return }
        let step = target.progress(indicator).steps[period - 1]
        let changed = try tx.run(
            """
            UPDATE unit_figure SET amount = \(figure.amount), note = \(figure.note), reported_on = \(figure.reportedOn),
                reported_by = \(figure.reportedBy), is_late = \(figure.isLate), done = \(step.done),
                standing = \(step.standing), share = \(step.share), version = version + 1
            WHERE id = \(figure.id) AND version = \(version)
            """)
        guard changed == 1 else {
            let last = try tx.first("SELECT f.reported_by FROM unit_figure f WHERE f.id = \(figure.id)")
            throw OccasionRecords.somebodyWasFaster(
                "số liệu \(indicator.rhythm.name(of: period))", name: try last?["reported_by"], at: nil)
        }
        try saveFigures(of: [target], indicator, sortKeys: [target.unitID: sortKey], in: tx)
    }

    public static func insert(
        _ correction: FigureCorrection, of figureID: ID<UnitFigure>, by account: ID<Account>,
        in tx: any WriteTransaction
    ) throws {
        try tx.run(
            """
            INSERT INTO figure_correction (id, figure_id, what, former, amount, reason, account_id, account_name, at)
            VALUES (\(ID<FigureCorrection>(at: tx.now)), \(figureID), \(correction.what), \(correction.former),
                \(correction.amount), \(correction.reason), \(account), \(correction.accountName), \(correction.at))
            """)
    }

    /// All that was corrected of a unit's figures, the latest first.
    public static func corrections(
        _ indicatorID: ID<Indicator>, of unitID: ID<Unit>, limit: Int, in tx: any ReadTransaction
    ) throws -> [FigureCorrection] {
        try tx.rows(
            """
            SELECT c.what, f.period, c.former, c.amount, c.reason, c.account_name, c.at
            FROM unit_figure f JOIN figure_correction c ON c.figure_id = f.id
            WHERE f.indicator_id = \(indicatorID) AND f.unit_id = \(unitID) ORDER BY c.at DESC, c.id DESC LIMIT \(limit)
            """
        ).map {
            FigureCorrection(
                what: try $0["what"], period: try $0["period"], former: try $0["former"], amount: try $0["amount"],
                reason: try $0["reason"], accountName: try $0["account_name"], at: try $0["at"])
        }
    }

    /// The figure behind an identity: of which indicator and unit.
    public static func place(
        of id: ID<UnitFigure>, in tx: any ReadTransaction
    ) throws -> (indicatorID: ID<Indicator>, unitID: ID<Unit>)? {
        try tx.first("SELECT f.indicator_id, f.unit_id FROM unit_figure f WHERE f.id = \(id)").map {
            (try $0["indicator_id"], try $0["unit_id"])
        }
    }

    /// Papers that prove the figures of a unit, the latest first.
    public static func evidence(
        _ figures: [ID<UnitFigure>], in tx: any ReadTransaction
    ) throws -> [Attachment] {
        try AttachmentRecords.attachments(of: .unitFigure, anyOf: figures.map(\.rawValue), in: tx)
    }

    // MARK: Boards

    /// How much a unit has handed down in all, and to how many.
    /// - Parameter members: counts only those.
    public static func sumOfParts(
        _ indicatorID: ID<Indicator>, by parentID: ID<Unit>, of members: ClusterMembersDuring? = nil,
        in tx: any ReadTransaction
    ) throws -> (amount: Int, units: Int) {
        var conditions: [SQL] = ["t.indicator_id = \(indicatorID)", "t.parent_id = \(parentID)"]
        if let members { conditions.append(ClusterMemberRecords.isAmong(members, "t.unit_id")) }
        let row = try tx.first(
            """
            SELECT CAST(COALESCE(SUM(t.amount), 0) AS BIGINT) AS amount, COUNT(*) AS n FROM unit_target t
            WHERE \(SQL.all(conditions))
            """)
        return (try row?["amount"] ?? 0, try row?["n"] ?? 0)
    }

    /// The units to which `parent` handed an indicator down, as they stand at the end of a period: who has not reported first,
    /// then from the best to the last, a page at a time. Read from one index.
    /// - Parameter members: shows only those.
    public static func board(
        _ indicatorID: ID<Indicator>, of parentID: ID<Unit>, period: Int, _ standing: TargetStanding?,
        of members: ClusterMembersDuring? = nil, after: (place: String, id: String)?, limit: Int,
        in tx: any ReadTransaction
    ) throws -> [BoardLine] {
        var conditions: [SQL] = [
            "f.indicator_id = \(indicatorID)", "f.parent_id = \(parentID)", "f.period = \(period)",
        ]
        if let standing { conditions.append("f.standing = \(standing)") }
        if let members { conditions.append(ClusterMemberRecords.isAmong(members, "f.unit_id")) }
        if let after { conditions.append("(f.place, f.unit_id) > (\(after.place), \(after.id))") }
        return try tx.rows(
            """
            SELECT f.unit_id, u.name, f.planned, f.done, f.standing, f.share, f.is_late, f.due_on, f.place
            FROM unit_figure f JOIN unit u ON u.id = f.unit_id WHERE \(SQL.all(conditions))
            ORDER BY f.place, f.unit_id LIMIT \(limit)
            """
        ).map {
            BoardLine(
                unitID: try $0["unit_id"], unitName: try $0["name"], planned: try $0["planned"], done: try $0["done"],
                standing: try $0["standing"], share: try $0["share"], isLate: try $0["is_late"],
                dueOn: try $0["due_on"], place: try $0["place"])
        }
    }

    /// What all units of a board planned and did until the end of each period: one statement over an index that holds all of it.
    /// - Parameter members: sums only those.
    public static func sums(
        _ indicator: Indicator, of parentID: ID<Unit>, of members: ClusterMembersDuring? = nil,
        in tx: any ReadTransaction
    ) throws -> [BoardSum] {
        var conditions: [SQL] = ["f.indicator_id = \(indicator.id)", "f.parent_id = \(parentID)"]
        if let members { conditions.append(ClusterMemberRecords.isAmong(members, "f.unit_id")) }
        var sums = Array(repeating: BoardSum(), count: indicator.rhythm.count)
        for row in try tx.rows(
            """
            SELECT f.period, f.standing, COUNT(*) AS n, CAST(SUM(f.planned) AS BIGINT) AS planned,
                CAST(COALESCE(SUM(f.done), 0) AS BIGINT) AS done
            FROM unit_figure f WHERE \(SQL.all(conditions))
            GROUP BY f.period, f.standing
            """)
        {
            let period: Int = try row["period"]
            guard sums.indices.contains(period - 1) else { continue }
            let (planned, done): (Int, Int) = (try row["planned"], try row["done"])
            sums[period - 1].planned += planned
            sums[period - 1].done += done
            sums[period - 1].counts[try row["standing"]] = try row["n"]
        }
        return sums
    }

    /// All indicators of a unit in a year at the period shown, by name: one statement.
    public static func indicators(
        of unitID: ID<Unit>, year: Int, in tx: any ReadTransaction
    ) throws -> [UnitIndicatorLine] {
        let rows = try tx.rows(
            """
            SELECT \(IndicatorRecords.allColumns), t.parent_id, t.amount, f.period, f.planned, f.done, f.standing, f.share,
                f.due_on
            FROM unit_target t JOIN indicator i ON i.id = t.indicator_id
            JOIN unit_figure f ON f.indicator_id = t.indicator_id AND f.unit_id = t.unit_id
            WHERE t.unit_id = \(unitID) AND i.year = \(year) AND \(IndicatorRecords.isShown(in: year, on: tx.today))
            ORDER BY i.sort_key, i.id LIMIT 200
            """)
        return try zip(IndicatorRecords.indicators(rows), rows).map { indicator, row in
            UnitIndicatorLine(
                indicator: indicator, parentID: try row["parent_id"], amount: try row["amount"],
                period: try row["period"], planned: try row["planned"], done: try row["done"],
                standing: try row["standing"], share: try row["share"], dueOn: try row["due_on"])
        }
    }

    /// The province's table: units that have a target of the year by name, a page at a time, with where each stands: two
    /// statements.
    /// - Parameter members: shows only those.
    public static func table(
        year: Int, handedDownBy parentID: ID<Unit>, of members: ClusterMembersDuring? = nil,
        after: (sortKey: String, id: String)?, limit: Int,
        in tx: any ReadTransaction
    ) throws -> [UnitStandings] {
        var conditions: [SQL] = [
            """
            EXISTS (SELECT 1 FROM unit_target t JOIN indicator i ON i.id = t.indicator_id
                WHERE t.unit_id = u.id AND t.parent_id = \(parentID) AND i.year = \(year))
            """
        ]
        if let members { conditions.append(ClusterMemberRecords.isAmong(members, "u.id")) }
        if let after { conditions.append("(u.sort_key, u.id) > (\(after.sortKey), \(after.id))") }
        var units = try tx.rows(
            """
            SELECT u.id, u.name, u.sort_key FROM unit u WHERE \(SQL.all(conditions)) ORDER BY u.sort_key, u.id LIMIT \(limit)
            """
        ).map { UnitStandings(unitID: try $0["id"], unitName: try $0["name"], sortKey: try $0["sort_key"]) }
        var found: [ID<Unit>: [ID<Indicator>: UnitStanding]] = [:]
        for row in try tx.rows(
            """
            SELECT f.unit_id, f.indicator_id, f.standing, f.share FROM unit_figure f JOIN indicator i ON i.id = f.indicator_id
            WHERE f.unit_id IN (\(anyOf: units.map(\.unitID))) AND i.year = \(year)
                AND \(IndicatorRecords.isShown(in: year, on: tx.today))
            """)
        {
            found[try row["unit_id"], default: [:]][try row["indicator_id"]] = UnitStanding(
                standing: try row["standing"], share: try row["share"])
        }
        for index in units.indices { units[index].standings = found[units[index].unitID] ?? [:] }
        return units
    }

    /// The sort keys of these units, by which equals stand in order.
    public static func sortKeys(_ ids: [ID<Unit>], in tx: any ReadTransaction) throws -> [ID<Unit>: String] {
        var keys: [ID<Unit>: String] = [:]
        for chunk in chunks(ids, of: 500) {
            for row in try tx.rows("SELECT u.id, u.sort_key FROM unit u WHERE u.id IN (\(anyOf: chunk))") {
                keys[try row["id"]] = try row["sort_key"]
            }
        }
        return keys
    }

    private static func list(_ rows: [SQL]) -> SQL {
        guard let first = rows.first else { return "" }
        return rows.dropFirst().reduce(first) { $0 + ", " + $1 }
    }

    private static func chunks<Element>(_ elements: [Element], of size: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: elements.count, by: size).map { elements[$0..<min($0 + size, elements.count)] }
    }
}
