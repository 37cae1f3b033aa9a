import Domain
import Primitives
import Records
import Store

/// Ends a session: *kết thúc phiên họp*. From here on its results stand, and what has passed can be put into a decision.
public struct ConcludeSession: Sendable {
    public let id: ID<CouncilSession>
    public let version: Int

    public init(id: ID<CouncilSession>, version: Int) {
        self.id = id
        self.version = version
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            let (session, council) = try Gate.session(id, for: actor, may: .conclude, in: tx)
            let file = try SessionRecords.file(of: session, council, in: tx)
            let missing = file.missing(today: tx.today)
            guard missing.isEmpty else {
                throw Problem(
                    .invalid, "Chưa kết thúc phiên họp được vì còn thiếu: " + missing.joined(separator: "; ") + ".")
            }
            try SessionRecords.conclude(id, expecting: version, by: actor, in: tx)
            let passed = file.nominations.count { $0.count?.hasPassed == true }
            try EventRecords.append(
                .sessionConcluded, to: .councilSession, id.rawValue, by: actor,
                note: "\(passed)/\(file.nominations.count) đề nghị đạt số phiếu cần thiết",
                detail: ["passed": String(passed), "proposed": String(file.nominations.count)], in: tx)
            for item in file.agenda { try consider(item, file, by: actor, in: tx) }
        }
    }

    private func consider(
        _ item: AgendaDossier, _ file: SessionFile, by actor: Actor, in tx: any WriteTransaction
    ) throws {
        guard var dossier = try DossierRecords.dossier(item.id, in: tx) else { throw Problem.notFound("hồ sơ này") }
        let nominations = file.nominations.filter { $0.dossierID == item.id }
        let passed = nominations.count { $0.count?.hasPassed == true }
        guard passed > 0 else { return try turnDown(&dossier, nominations, item, file, by: actor, in: tx) }
        let result = "\(passed)/\(nominations.count) đề nghị đạt số phiếu cần thiết"
        try dossier.apply(.consider)
        try DossierRecords.update(dossier, expecting: dossier.version, by: actor, unitName: item.unitName, in: tx)
        try EventRecords.append(
            .dossierConsidered, to: .dossier, dossier.id.rawValue, by: actor,
            note: "\(file.session.title): \(result)",
            detail: ["session": id.rawValue, "passed": String(passed), "proposed": String(nominations.count)], in: tx)
        let message = "Hội đồng đã xét hồ sơ \(dossier.number): \(result)."
        try OutboxRecords.add(
            message, about: .dossier, dossier.id.rawValue, to: [.unitOfficer, .unitHead], at: dossier.submittingUnitID,
            in: tx)
        if dossier.level == .province {
            try OutboxRecords.add(
                message + " Chờ soạn quyết định.", about: .dossier, dossier.id.rawValue, to: [.specialist, .leader],
                at: dossier.receivingUnitID, in: tx)
        }
    }

    /// Nothing passed, so nothing is left to decide: the dossier ends here, with the votes as its reason.
    private func turnDown(
        _ dossier: inout Dossier, _ nominations: [AgendaNomination], _ item: AgendaDossier, _ file: SessionFile,
        by actor: Actor, in tx: any WriteTransaction
    ) throws {
        let votes = nominations.compactMap { nomination in
            nomination.count.map {
                "\(nomination.nomineeName) được \($0.agree)/\($0.members) phiếu đồng ý, cần \($0.needed)"
            }
        }
        let rest = votes.count > 20 ? " và \(votes.count - 20) đề nghị khác" : ""
        let reason =
            "\(file.session.title), ngày \(file.session.heldOn.written): không đề nghị nào đạt số phiếu cần thiết (\(votes.prefix(20).joined(separator: "; "))\(rest))."
        try dossier.apply(.turnDown)
        dossier.lastReason = reason
        try DossierRecords.update(dossier, expecting: dossier.version, by: actor, unitName: item.unitName, in: tx)
        try EventRecords.append(
            .dossierNotPassed, to: .dossier, dossier.id.rawValue, by: actor, note: reason,
            detail: ["session": id.rawValue, "passed": "0", "proposed": String(nominations.count)], in: tx)
        let message = "Hội đồng không thông qua hồ sơ \(dossier.number): \(reason)"
        try OutboxRecords.add(
            message, about: .dossier, dossier.id.rawValue, to: [.unitOfficer, .unitHead], at: dossier.submittingUnitID,
            in: tx)
        if dossier.level == .province {
            try OutboxRecords.add(
                message, about: .dossier, dossier.id.rawValue, to: [.specialist, .leader], at: dossier.receivingUnitID,
                in: tx)
        }
    }
}
