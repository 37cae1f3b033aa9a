import Domain
import Law
import Primitives
import Records
import Store

/// Whether a dossier is rewarded by the level that launched its movement: *cấp nào phát động thì cấp đó khen thưởng*. A
/// difference is shown with its clause to those who submit and to those who appraise; they judge, nothing is refused.
public struct RewardingLevelCheck: Sendable, Hashable {
    public let sentences: [String]
    /// ``RewardingLevel/summary``.
    public let summary: String
    public let clause: String?
    public let citation: Citation?

    /// - Returns: `nil` when there is no movement, or the levels are the same.
    public static func of(
        _ dossier: Dossier, _ nominations: [Nomination], lawbook: Lawbook, in tx: any ReadTransaction
    ) throws -> RewardingLevelCheck? {
        guard let movementID = dossier.movementID, let launch = try MovementRecords.line(movementID, in: tx) else {
            return nil
        }
        return check(
            launch, dossierLevel: dossier.level, nominations.map(\.code), lawbook: lawbook,
            on: dossier.lawDay(today: tx.today))
    }

    /// The same for what is to be signed: one for each movement behind the lines. One statement.
    public static func of(
        _ entries: [DecisionEntry], lawbook: Lawbook, in tx: any ReadTransaction
    ) throws -> [RewardingLevelCheck] {
        let nominations = entries.compactMap(\.nomination)
        guard !nominations.isEmpty else { return [] }
        let launches = try MovementRecords.lines(behind: Set(nominations.map(\.dossierID)), in: tx)
        let movements = Set(launches.values).sorted { $0.name < $1.name }
        return movements.compactMap { launch in
            let codes = nominations.filter { launches[$0.dossierID] == launch }.map(\.code)
            return check(launch, dossierLevel: .province, codes, lawbook: lawbook, on: tx.today)
        }
    }

    private static func check(
        _ launch: MovementLine, dossierLevel: Dossier.Level, _ codes: [CatalogueCode], lawbook: Lawbook,
        on day: CivilDate
    ) -> RewardingLevelCheck? {
        let entries = lawbook.entries(on: day)
        let lines = codes.compactMap { code -> RewardingLevel.Line? in
            guard let entry = entries.first(where: { $0.code == code }) else { return nil }
            return RewardingLevel.Line(awardName: lawbook.name(of: code), level: entry.competence)
        }
        guard
            let found = RewardingLevel(
                movementName: launch.name, launcher: launch.launchedBy, launchedAt: launch.level,
                dossierLevel: dossierLevel, lines: lines)
        else { return nil }
        let provision = lawbook.provision(.proposing, "launching-level", on: day)
        return RewardingLevelCheck(
            sentences: found.sentences, summary: found.summary, clause: provision?.text, citation: provision?.citation)
    }
}
