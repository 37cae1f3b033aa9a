import Domain
import Primitives
import Records
import Store

/// Takes a line out of a draft for good: *không khen thưởng*. What the council passed, whoever signs may still refuse, with a
/// reason; the unit that proposed is told. When nothing of its dossier is left to decide, the dossier ends.
public struct RefuseNomination: Sendable {
    /// The draft that holds the line.
    public let id: ID<Decision>
    public let version: Int
    /// `nil` when no name was chosen.
    public let lineID: ID<DecisionLine>?
    public let reason: String

    public init(id: ID<Decision>, version: Int, lineID: ID<DecisionLine>?, reason: String) {
        self.id = id
        self.version = version
        self.lineID = lineID
        self.reason = VietnameseText.tidiedLines(reason)
    }

    /// - Returns: who is not commended.
    /// - Throws: `notAllowed` for everybody but the one who signs; `conflict` once the decision is signed or given up, or
    ///   somebody was faster.
    public func run(by actor: Actor, on store: any Store) async throws -> String {
        try await store.perform { tx in try run(by: actor, in: tx) }
    }

    public func run(by actor: Actor, in tx: any WriteTransaction) throws -> String {
        let (decision, issuer) = try Gate.decision(id, for: actor, may: .sign, in: tx)
        let problems =
            (lineID == nil ? [FieldProblem("refused", "Chọn tên không khen thưởng.")] : [])
            + reasonProblems(
                reason, field: "refusal", missing: "Ghi lý do không khen thưởng.", name: "Lý do không khen thưởng")
        guard problems.isEmpty, let lineID else { throw Problem.invalid(problems) }
        guard let entry = try DecisionLineRecords.entries(of: id, in: tx).first(where: { $0.id == lineID }),
            let nomination = entry.nomination
        else { throw Problem.notFound("dòng này của quyết định") }
        try DecisionRecords.update(decision, expecting: version, by: actor, in: tx)
        try DecisionLineRecords.remove(lineID, of: id, in: tx)
        let refusal = Refusal(
            nominationID: nomination.id, nomineeName: entry.line.recipientName, decider: issuer.shortDecider,
            reason: reason, at: tx.now)
        try RefusalRecords.insert(refusal, from: id, by: actor, in: tx)
        for (subject, subjectID) in [
            (EventSubject.decision, id.rawValue), (.dossier, nomination.dossierID.rawValue),
        ] {
            try EventRecords.append(
                .nominationRefused, to: subject, subjectID, by: actor, note: "\(entry.line.recipientName): \(reason)",
                detail: ["nomination": nomination.id.rawValue, "decision": id.rawValue], in: tx)
        }
        try OutboxRecords.add(
            "Hồ sơ \(nomination.dossierNumber): \(refusal.sentence)", about: .dossier, nomination.dossierID.rawValue,
            to: [.unitOfficer, .unitHead], at: nomination.submittingUnitID, in: tx)
        try OutboxRecords.add(
            "Dự thảo quyết định \(decision.symbol): \(refusal.sentence)", about: .decision, id.rawValue,
            to: issuer.unit.kind == .province ? [.specialist, .leader] : [.unitOfficer], at: issuer.unit.id, in: tx)
        try close(nomination, by: actor, in: tx)
        return entry.line.recipientName
    }

    /// The dossier ends when nothing of it is left to decide: decided, when something of it was signed, otherwise not passed.
    private func close(_ nomination: PassedNomination, by actor: Actor, in tx: any WriteTransaction) throws {
        guard try DecisionLineRecords.undecided(of: [nomination.dossierID], in: tx).isEmpty else { return }
        guard var dossier = try DossierRecords.dossier(nomination.dossierID, in: tx) else {
            throw Problem.notFound("hồ sơ \(nomination.dossierNumber)")
        }
        let reason = try RefusalRecords.refusals(of: dossier.id, in: tx).map(\.sentence).joined(separator: "\n")
        let isSigned = try RefusalRecords.hasSigned(dossier.id, in: tx)
        if isSigned {
            try dossier.apply(.decide)
        } else {
            try dossier.apply(.refuse)
            dossier.lastReason = reason
        }
        try DossierRecords.update(
            dossier, expecting: dossier.version, by: actor, unitName: nomination.submittingUnitName, in: tx)
        try EventRecords.append(
            isSigned ? .dossierDecided : .dossierRefused, to: .dossier, dossier.id.rawValue, by: actor, note: reason,
            detail: ["decision": id.rawValue], in: tx)
    }
}
