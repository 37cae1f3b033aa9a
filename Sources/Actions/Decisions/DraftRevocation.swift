import Domain
import Law
import Primitives
import Records
import Store

/// Drafts the decision that revokes a commendation: *dự thảo quyết định hủy bỏ*. The first decision stays as it is.
public struct DraftRevocation: Sendable {
    public let commendationID: ID<Commendation>
    /// `nil` when none was chosen.
    public let ground: RevocationGround?
    public let reason: String

    public init(commendationID: ID<Commendation>, ground: RevocationGround?, reason: String) {
        self.commendationID = commendationID
        self.ground = ground
        self.reason = VietnameseText.tidiedLines(reason)
    }

    public func run(by actor: Actor, lawbook: Lawbook, on store: any Store) async throws -> ID<Decision> {
        try await store.perform { tx in
            let (entry, issuer) = try Gate.commendationToRevoke(
                commendationID, for: actor, level: { DraftRevocation.level(of: $0, lawbook: lawbook) }, in: tx)
            try DraftRevocation.requireValid(entry, in: tx)
            var problems: [FieldProblem] = []
            if ground == nil { problems.append(FieldProblem("ground", "Chọn căn cứ hủy bỏ.")) }
            problems += reasonProblems(
                reason, missing: "Ghi rõ sự việc và văn bản kết luận (số, ngày, cơ quan ban hành).")
            guard problems.isEmpty, let ground else { throw Problem.invalid(problems) }
            let award = lawbook.name(of: entry.code)
            let decision = Decision(
                id: ID(at: tx.now), kind: .revoke, issuerUnitID: issuer.unit.id, issuerTitle: issuer.title,
                symbol: issuer.symbol, year: tx.today.year,
                abstract: "Về việc hủy bỏ việc tặng \(award) năm \(entry.year) đối với \(entry.recipientName)",
                reason: ground.written + "\n" + reason, createdBy: actor.accountID, updatedAt: tx.now)
            try DecisionRecords.insert(decision, in: tx)
            try DecisionLineRecords.insert(
                DecisionLine(
                    id: ID(at: tx.now), decisionID: decision.id, ordinal: 1, nominationID: nil,
                    commendationID: entry.id,
                    code: entry.code, recipientName: entry.recipientName, recipientDetail: entry.recipientDetail,
                    unitName: entry.unitName, bonus: nil), in: tx)
            try EventRecords.append(
                .decisionDrafted, to: .decision, decision.id.rawValue, by: actor,
                note: "Hủy bỏ khen thưởng \(entry.recipientName), Quyết định số \(entry.decisionNumber). \(reason)",
                detail: ["commendation": entry.id.rawValue, "ground": ground.rawValue], in: tx)
            return decision.id
        }
    }

    /// Who decides on this title or form, on the day it was given; as today for days before the lawbook begins.
    public static func level(of entry: Commendation, lawbook: Lawbook) -> CompetenceLevel? {
        (try? lawbook.entry(entry.code, on: entry.decidedOn))?.competence
    }

    /// - Throws: `Problem(.conflict)` when the entry is revoked already, or a draft for it lies open.
    public static func requireValid(_ entry: Commendation, in tx: any ReadTransaction) throws {
        if let day = entry.revokedOn {
            throw Problem(
                .conflict,
                "Khen thưởng này đã bị hủy bỏ theo Quyết định số \(entry.revocationNumber ?? "") ngày \(day.written).")
        }
        if try DecisionLineRecords.openRevocation(of: entry.id, in: tx) != nil {
            throw Problem(
                .conflict, "Đã có một dự thảo quyết định hủy bỏ khen thưởng này. Xem trong danh sách quyết định.")
        }
    }
}
