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
        let day = dossier.lawDay(today: tx.today)
        let entries = lawbook.entries(on: day)
        let lines = nominations.compactMap { nomination -> RewardingLevel.Line? in
            guard let entry = entries.first(where: { $0.code == nomination.code }) else { return nil }
            return RewardingLevel.Line(awardName: lawbook.name(of: nomination.code), level: entry.competence)
        }
        guard
            let found = RewardingLevel(
                movementName: launch.name, launcher: launch.launchedBy, launchedAt: launch.level,
                dossierLevel: dossier.level,
                lines: lines)
        else { return nil }
        let provision = lawbook.provision(.proposing, "launching-level", on: day)
        return RewardingLevelCheck(
            sentences: found.sentences, summary: found.summary, clause: provision?.text, citation: provision?.citation)
    }
}
