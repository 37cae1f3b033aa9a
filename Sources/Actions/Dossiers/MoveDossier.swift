import Domain
import Law
import Primitives
import Records
import Store

/// Takes a submitted dossier in for appraisal: *tiếp nhận*. The law of this day applies from here on.
public struct ReceiveDossier: Sendable {
    public let id: ID<Dossier>
    public let version: Int

    public init(id: ID<Dossier>, version: Int) {
        self.id = id
        self.version = version
    }

    public func run(by actor: Actor, lawbook: Lawbook, on store: any Store) async throws -> Dossier {
        try await store.perform { tx in
            var dossier = try Gate.dossier(id, for: actor, may: .receive, in: tx)
            try dossier.apply(.receive)
            dossier.receivedOn = tx.today
            try DossierRecords.update(
                dossier, expecting: version, by: actor, unitName: try unitName(of: dossier, in: tx), in: tx)
            _ = try Assessments.keepAll(of: dossier, lawbook: lawbook, tx: tx)
            try EventRecords.append(.dossierReceived, to: .dossier, id.rawValue, by: actor, in: tx)
            try tellSender("Hồ sơ \(dossier.number) đã được tiếp nhận.", dossier, in: tx)
            return dossier
        }
    }
}

/// Gives a dossier back to be completed: *trả lại*. The reason stands in the sender's list.
public struct ReturnDossier: Sendable {
    public let id: ID<Dossier>
    public let version: Int
    public let reason: String

    public init(id: ID<Dossier>, version: Int, reason: String) {
        self.id = id
        self.version = version
        self.reason = VietnameseText.tidiedLines(reason)
    }

    public func run(by actor: Actor, on store: any Store) async throws -> Dossier {
        try await store.perform { tx in
            var dossier = try Gate.dossier(id, for: actor, may: .giveBack, in: tx)
            try requireReason(reason, "Ghi rõ lý do trả lại để đơn vị biết cần bổ sung gì.")
            try dossier.apply(.giveBack)
            dossier.lastReason = reason
            dossier.receivedOn = nil
            try DossierRecords.update(
                dossier, expecting: version, by: actor, unitName: try unitName(of: dossier, in: tx), in: tx)
            try NominationRecords.clearOpinions(of: id, in: tx)
            try EventRecords.append(.dossierReturned, to: .dossier, id.rawValue, by: actor, note: reason, in: tx)
            try tellSender("Hồ sơ \(dossier.number) bị trả lại: \(reason)", dossier, as: .returned, in: tx)
            return dossier
        }
    }
}

/// Takes one's own dossier back: *rút hồ sơ*.
public struct WithdrawDossier: Sendable {
    public let id: ID<Dossier>
    public let version: Int
    public let reason: String

    public init(id: ID<Dossier>, version: Int, reason: String) {
        self.id = id
        self.version = version
        self.reason = VietnameseText.tidiedLines(reason)
    }

    public func run(by actor: Actor, on store: any Store) async throws -> Dossier {
        try await store.perform { tx in
            var dossier = try Gate.dossier(id, for: actor, may: .withdraw, in: tx)
            try requireReason(reason, "Ghi lý do rút hồ sơ.")
            let hadReceiver = Dossier.State.underway.contains(dossier.state)
            try dossier.apply(.withdraw)
            dossier.lastReason = reason
            dossier.receivedOn = nil
            try DossierRecords.update(
                dossier, expecting: version, by: actor, unitName: try unitName(of: dossier, in: tx), in: tx)
            try NominationRecords.clearOpinions(of: id, in: tx)
            try EventRecords.append(.dossierWithdrawn, to: .dossier, id.rawValue, by: actor, note: reason, in: tx)
            if hadReceiver {
                try OutboxRecords.add(
                    "Đơn vị đã rút hồ sơ \(dossier.number): \(reason)", about: .dossier, id.rawValue,
                    to: dossier.level == .province ? [.specialist, .leader] : [.unitHead], at: dossier.receivingUnitID,
                    in: tx)
            }
            return dossier
        }
    }
}

/// Opens a withdrawn dossier again: *mở lại để sửa*.
public struct ReopenDossier: Sendable {
    public let id: ID<Dossier>
    public let version: Int

    public init(id: ID<Dossier>, version: Int) {
        self.id = id
        self.version = version
    }

    public func run(by actor: Actor, on store: any Store) async throws -> Dossier {
        try await store.perform { tx in
            var dossier = try Gate.dossier(id, for: actor, may: .reopen, in: tx)
            try dossier.apply(.reopen)
            dossier.lastReason = nil
            try DossierRecords.update(
                dossier, expecting: version, by: actor, unitName: try unitName(of: dossier, in: tx), in: tx)
            try EventRecords.append(.dossierReopened, to: .dossier, id.rawValue, by: actor, in: tx)
            return dossier
        }
    }
}

/// Sends an appraised dossier on to the council: *trình Hội đồng*.
public struct AppraiseDossier: Sendable {
    public let id: ID<Dossier>
    public let version: Int

    public init(id: ID<Dossier>, version: Int) {
        self.id = id
        self.version = version
    }

    public func run(by actor: Actor, lawbook: Lawbook, on store: any Store) async throws -> Dossier {
        try await store.perform { tx in
            var dossier = try Gate.dossier(id, for: actor, may: .appraise, in: tx)
            let nominations = try NominationRecords.nominations(of: id, in: tx)
            let open = nominations.filter { $0.opinion == nil }
            guard open.isEmpty else {
                throw Problem(
                    .invalid,
                    "Còn \(open.count) đề nghị chưa có ý kiến thẩm định: \(open.prefix(5).map(\.nomineeName).joined(separator: ", ")). Ghi ý kiến cho từng đề nghị rồi trình Hội đồng."
                )
            }
            guard nominations.contains(where: { $0.opinion == .propose }) else {
                throw Problem(
                    .invalid, "Không có đề nghị nào được đề nghị khen thưởng. Hãy trả lại hồ sơ cho đơn vị kèm lý do.")
            }
            try dossier.apply(.appraise)
            try DossierRecords.update(
                dossier, expecting: version, by: actor, unitName: try unitName(of: dossier, in: tx), in: tx)
            _ = try Assessments.keepAll(of: dossier, lawbook: lawbook, tx: tx)
            try EventRecords.append(
                .dossierAppraised, to: .dossier, id.rawValue, by: actor,
                detail: ["proposed": String(nominations.filter { $0.opinion == .propose }.count)], in: tx)
            try OutboxRecords.add(
                "Hồ sơ \(dossier.number) chờ Hội đồng xét.", about: .dossier, id.rawValue, to: [.councilSecretary],
                at: dossier.receivingUnitID, in: tx)
            return dossier
        }
    }
}

func unitName(of dossier: Dossier, in tx: any ReadTransaction) throws -> String {
    try UnitRecords.unit(dossier.submittingUnitID, in: tx)?.name ?? ""
}

private func tellSender(
    _ message: String, _ dossier: Dossier, as kind: NoticeKind? = nil, in tx: any WriteTransaction
) throws {
    try OutboxRecords.add(
        message, kind, about: .dossier, dossier.id.rawValue, to: [.unitOfficer, .unitHead],
        at: dossier.submittingUnitID,
        in: tx)
}
