import Domain
import Law
import Primitives
import Records
import Store

/// The papers that the law asks for with a dossier.
public enum DossierPapers {
    /// The key of a paper that the law does not ask for.
    public static let other = "khac"

    /// Each once, in the order of the nominations that need it.
    public static func required(
        for dossier: Dossier, _ nominations: [Nomination], lawbook: Lawbook, today: CivilDate
    ) -> [RequiredPaper] {
        var papers: [RequiredPaper] = []
        let day = dossier.lawDay(today: today)
        for nomination in nominations {
            for paper in lawbook.requiredPapers(for: nomination.code, category: nomination.category, on: day)
            where !papers.contains(where: { $0.key == paper.key }) { papers.append(paper) }
        }
        return papers
    }
}

/// Sends a dossier to the receiving side: *trình*. The rule check of this moment is kept on every line.
public struct SubmitDossier: Sendable {
    public let id: ID<Dossier>
    public let version: Int

    public init(id: ID<Dossier>, version: Int) {
        self.id = id
        self.version = version
    }

    public func run(by actor: Actor, lawbook: Lawbook, on store: any Store) async throws -> Dossier {
        try await store.perform { tx in try run(by: actor, lawbook: lawbook, in: tx) }
    }

    public func run(by actor: Actor, lawbook: Lawbook, in tx: any WriteTransaction) throws -> Dossier {
        var dossier = try Gate.dossier(id, for: actor, may: .submit, in: tx)
        let nominations = try NominationRecords.nominations(of: id, in: tx)
        let attachments = try AttachmentRecords.attachments(of: .dossier, id.rawValue, in: tx)
        let missing = SubmitDossier.missing(dossier, nominations, attachments, lawbook: lawbook, today: tx.today)
        guard missing.isEmpty else {
            throw Problem(.invalid, "Chưa trình được vì còn thiếu: " + missing.joined(separator: "; ") + ".")
        }
        let isResubmission = dossier.state == .returned
        try dossier.apply(.submit)
        dossier.submittedAt = tx.now
        dossier.receivedOn = nil
        dossier.lastReason = nil
        let unit = try UnitRecords.unit(dossier.submittingUnitID, in: tx)
        try DossierRecords.update(dossier, expecting: version, by: actor, unitName: unit?.name ?? "", in: tx)
        _ = try Assessments.keepAll(of: dossier, lawbook: lawbook, tx: tx)
        try EventRecords.append(
            .dossierSubmitted, to: .dossier, id.rawValue, by: actor,
            note: isResubmission ? "Trình lại sau khi bổ sung" : nil,
            detail: ["nominations": String(nominations.count)], in: tx)
        try OutboxRecords.add(
            "\(unit?.name ?? "Đơn vị") trình hồ sơ \(dossier.number): \(dossier.title).", about: .dossier, id.rawValue,
            to: dossier.level == .province ? [.specialist, .leader] : [.unitHead], at: dossier.receivingUnitID, in: tx)
        return dossier
    }

    /// What must still be there before the dossier can go, each in a few words. Empty when nothing is missing.
    public static func missing(
        _ dossier: Dossier, _ nominations: [Nomination], _ attachments: [Attachment], lawbook: Lawbook, today: CivilDate
    ) -> [String] {
        var missing: [String] = []
        if dossier.letterNumber.isEmpty || dossier.letterOn == nil { missing.append("số và ngày tờ trình") }
        if nominations.isEmpty { missing.append("ít nhất một đề nghị khen thưởng") }
        for nomination in nominations where nomination.summary.isEmpty {
            missing.append("tóm tắt thành tích của \(nomination.nomineeName)")
        }
        let keys = Set(attachments.map(\.paperKey))
        let papers = DossierPapers.required(for: dossier, nominations, lawbook: lawbook, today: today)
        for paper in papers where paper.isRequired && !keys.contains(paper.key) {
            missing.append("văn bản “\(paper.name)”")
        }
        return missing
    }
}
