import Domain
import Law
import Primitives
import Records
import Store

extension Gate {
    public static func difficulty(
        _ id: ID<Difficulty>, for actor: Actor, may act: DifficultyAct, in tx: any ReadTransaction
    ) throws -> Difficulty {
        guard let difficulty = try DifficultyRecords.difficulty(id, in: tx) else {
            throw Problem.notFound("vướng mắc này")
        }
        let policy = try difficultyPolicy(for: actor, difficulty, in: tx)
        guard policy.permission(for: .view, on: difficulty).isOpen else { throw Problem.notFound("vướng mắc này") }
        try require(policy.permission(for: act, on: difficulty))
        return difficulty
    }

    public static func difficultyPolicy(
        for actor: Actor, _ difficulty: Difficulty, in tx: any ReadTransaction
    ) throws -> DifficultyPolicy {
        DifficultyPolicy(actor: actor, asking: try UnitRecords.lineage(of: difficulty.unitID, in: tx))
    }

    /// The units for which an actor may raise a difficulty: those at which they have any function, otherwise the one at which they
    /// are in post; existing today.
    public static func askingUnits(of actor: Actor, in tx: any ReadTransaction) throws -> [Unit] {
        var units = Set(actor.grants.map(\.unitID))
        if units.isEmpty, let unit = try PersonRecords.unit(ofAccount: actor.accountID, in: tx) { units = [unit] }
        return try UnitRecords.own(Array(units), in: tx).filter { $0.exists(on: tx.today) }
    }

    /// Lets pass who sets how long answers may take and adds themes: the leader of Sở Nội vụ.
    public static func requireDifficultySettings(_ actor: Actor) throws {
        try require(actor.isAny(of: .leader) ? .open : .hidden)
    }

    /// Lets pass who puts difficulties together.
    /// - Returns: the units over which they stand.
    public static func difficultySummaryUnits(of actor: Actor) throws -> [ID<Unit>] {
        let units = actor.units(as: .specialist, .leader, .chairman, .inspector)
        try require(units.isEmpty ? .hidden : .open)
        return units
    }
}

/// When Sở Nội vụ answers.
enum AnswerDeadline {
    /// The last day for an answer to what was asked on `day`: the province's own number of working days, counted on its
    /// working calendar.
    static func day(after day: CivilDate, lawbook: Lawbook, in tx: any ReadTransaction) throws -> CivilDate {
        let days = try DifficultyRecords.answerDays(in: tx) ?? Difficulty.standardAnswerDays
        return try HolidayRecords.calendar(over: lawbook, in: tx).day(days, after: day).date
    }
}
