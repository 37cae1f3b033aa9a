import Domain
import Law
import Primitives
import Records
import Store

/// Signs and issues a decision: *ký, ban hành*. It gets its number, its lines their money and their place in the roll of
/// honour; a revoking decision marks what it revokes.
public struct SignDecision: Sendable {
    public let id: ID<Decision>
    public let version: Int

    public init(id: ID<Decision>, version: Int) {
        self.id = id
        self.version = version
    }

    /// - Returns: the decision as signed.
    public func run(by actor: Actor, lawbook: Lawbook, on store: any Store) async throws -> Decision {
        try await store.perform { tx in try run(by: actor, lawbook: lawbook, in: tx) }
    }

    public func run(by actor: Actor, lawbook: Lawbook, in tx: any WriteTransaction) throws -> Decision {
        var (decision, issuer) = try Gate.decision(id, for: actor, may: .sign, in: tx)
        let entries = try DecisionLineRecords.entries(of: id, in: tx)
        guard !entries.isEmpty else {
            throw Problem(.invalid, "Quyết định chưa có tên tập thể, cá nhân nào nên không ký được. Lập dự thảo khác.")
        }
        // The number goes back into the book when anything below fails, so that the series has no gaps.
        decision.year = tx.today.year
        decision.number = try NumberBookRecords.take(
            owner: decision.issuerUnitID.rawValue, symbol: decision.symbol, year: decision.year, in: tx)
        decision.state = .signed
        decision.signedOn = tx.today
        decision.signerName = actor.name
        try DecisionRecords.sign(decision, expecting: version, by: actor, in: tx)
        decision.version = version + 1
        switch decision.kind {
        case .commend: try grant(entries, by: decision, issuer, actor: actor, lawbook: lawbook, in: tx)
        case .revoke: try revoke(entries, by: decision, actor: actor, in: tx)
        }
        return decision
    }

    // MARK: Commending

    private func grant(
        _ entries: [DecisionEntry], by decision: Decision, _ issuer: Issuer, actor: Actor, lawbook: Lawbook,
        in tx: any WriteTransaction
    ) throws {
        let payments = try DecisionMoney.payments(
            for: entries, issuer: issuer, on: tx.today, lawbook: lawbook,
            rules: try RulesRecords.inForce(on: tx.today, in: tx))
        let initiatives = try DecisionLineRecords.initiatives(of: entries.compactMap(\.line.nominationID), in: tx)
        let firstPosition = try RollRecords.nextPosition(on: tx.today, in: tx)
        for (index, entry) in entries.enumerated() {
            guard let nomination = entry.nomination, let payment = payments[entry.id] else {
                throw Problem(
                    .conflict, "Dòng \(entry.line.recipientName) không gắn với đề nghị nào. Bỏ dòng này khỏi dự thảo.")
            }
            let used = initiatives[nomination.id] ?? []
            try use(used, for: nomination, in: tx)
            let commendation = Commendation(
                id: ID(at: tx.now), position: firstPosition + index, code: entry.line.code, subject: nomination.subject,
                personID: nomination.personID, unitID: nomination.unitID, homeUnitID: nomination.homeUnitID,
                recipientName: entry.line.recipientName, recipientDetail: entry.line.recipientDetail,
                unitName: entry.line.unitName, year: nomination.year, category: nomination.category,
                ground: used.isEmpty ? nil : .initiative, achievement: nomination.summary,
                decisionNumber: decision.numberText, decidedOn: tx.today, issuer: issuer.shortDecider,
                certificateCode: try freshCertificateCode(in: tx))
            try RollRecords.insert(commendation, awardName: lawbook.name(of: entry.line.code), in: tx)
            var line = entry.line
            line.ordinal = index + 1
            line.commendationID = commendation.id
            line.bonus = payment.bonus
            line.bonusNote = payment.note
            try DecisionLineRecords.sign(line, in: tx)
            try EventRecords.append(
                .commendationGranted, to: .commendation, commendation.id.rawValue, by: actor,
                note: "Quyết định số \(decision.numberText)",
                detail: ["decision": decision.id.rawValue, "bonus": String(payment.bonus.amount.amount)], in: tx)
        }
        let total = DecisionMoney.total(payments.values)
        try EventRecords.append(
            .decisionSigned, to: .decision, decision.id.rawValue, by: actor,
            note: "Số \(decision.numberText), \(entries.count) tập thể, cá nhân, tiền thưởng \(total.written)",
            detail: ["number": decision.numberText, "lines": String(entries.count), "total": String(total.amount)],
            in: tx)
        try close(entries, by: decision, actor: actor, in: tx)
    }

    /// An initiative serves once (Công văn 5007/BNV-TĐKT): two decisions that rest on the same one meet here.
    private func use(
        _ initiatives: [Initiative], for nomination: PassedNomination, in tx: any WriteTransaction
    ) throws {
        let use = "\(nomination.code)-\(nomination.year)"
        for initiative in initiatives where initiative.usedFor != use {
            guard try initiative.usedFor == nil && DecisionLineRecords.markUsed(initiative.id, for: use, in: tx) else {
                throw Problem(
                    .conflict,
                    "Sáng kiến “\(initiative.name)” của \(nomination.nomineeName) đã được dùng để xét danh hiệu hoặc hình thức khác. Bỏ dòng này khỏi dự thảo rồi ký.",
                    legalBasis: "Công văn 5007/BNV-TĐKT năm 2023")
            }
        }
    }

    private func freshCertificateCode(in tx: any ReadTransaction) throws -> String {
        var generator = SystemRandomNumberGenerator()
        while true {
            let code = CertificateCode.make(using: &generator)
            if try !DecisionLineRecords.isTaken(certificateCode: code, in: tx) { return code }
        }
    }

    /// A dossier is decided when all that has passed of it stands in signed decisions.
    private func close(
        _ entries: [DecisionEntry], by decision: Decision, actor: Actor, in tx: any WriteTransaction
    ) throws {
        var seen: Set<ID<Dossier>> = []
        let nominations = entries.compactMap(\.nomination).filter { seen.insert($0.dossierID).inserted }
        let undecided = try DecisionLineRecords.undecided(of: nominations.map(\.dossierID), in: tx)
        for nomination in nominations {
            try OutboxRecords.add(
                "Đã có Quyết định số \(decision.numberText) ngày \(tx.today.written) khen thưởng theo hồ sơ \(nomination.dossierNumber).",
                about: .decision, decision.id.rawValue, to: [.unitOfficer, .unitHead], at: nomination.submittingUnitID,
                in: tx)
            guard undecided[nomination.dossierID] == nil else { continue }
            guard var dossier = try DossierRecords.dossier(nomination.dossierID, in: tx) else {
                throw Problem.notFound("hồ sơ \(nomination.dossierNumber)")
            }
            try dossier.apply(.decide)
            try DossierRecords.update(
                dossier, expecting: dossier.version, by: actor, unitName: nomination.submittingUnitName, in: tx)
            try EventRecords.append(
                .dossierDecided, to: .dossier, dossier.id.rawValue, by: actor,
                note: "Quyết định số \(decision.numberText)", detail: ["decision": decision.id.rawValue], in: tx)
        }
    }

    // MARK: Revoking

    /// Marks the entries; initiatives and nominations stay used, and the first decision stays readable.
    private func revoke(
        _ entries: [DecisionEntry], by decision: Decision, actor: Actor, in tx: any WriteTransaction
    ) throws {
        for entry in entries {
            guard let commendation = entry.commendation,
                try RollRecords.revoke(commendation.id, on: tx.today, by: decision.numberText, in: tx)
            else {
                throw Problem(
                    .conflict, "Khen thưởng của \(entry.line.recipientName) đã bị hủy bỏ theo một quyết định khác.")
            }
            try EventRecords.append(
                .commendationRevoked, to: .commendation, commendation.id.rawValue, by: actor,
                note: "Quyết định số \(decision.numberText)", detail: ["decision": decision.id.rawValue], in: tx)
            if let originalID = commendation.originalDecisionID {
                try EventRecords.append(
                    .commendationRevoked, to: .decision, originalID.rawValue, by: actor,
                    note: "\(entry.line.recipientName), theo Quyết định số \(decision.numberText)",
                    detail: ["decision": decision.id.rawValue, "commendation": commendation.id.rawValue], in: tx)
            }
        }
        try EventRecords.append(
            .decisionSigned, to: .decision, decision.id.rawValue, by: actor,
            note:
                "Số \(decision.numberText), hủy bỏ khen thưởng \(entries.map(\.line.recipientName).joined(separator: ", "))",
            detail: ["number": decision.numberText, "lines": String(entries.count)], in: tx)
    }
}
