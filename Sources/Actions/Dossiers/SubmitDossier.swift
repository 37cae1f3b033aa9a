import Domain
import Law
import Primitives
import Records
import Store

/// The papers that the law asks for with a dossier.
public enum DossierPapers {
    /// The key of a paper that the law does not ask for.
    public static let other = "khac"

    /// Each once, in the order of the nominations that need it: those of the law, and for a dossier to the province those of
    /// its rules.
    public static func required(
        for dossier: Dossier, _ nominations: [Nomination], lawbook: Lawbook, rules: ProvincialRules?, today: CivilDate
    ) -> [RequiredPaper] {
        var papers: [RequiredPaper] = []
        for nomination in nominations {
            var wanted = lawbook.requiredPapers(
                for: nomination.code, category: nomination.category, on: dossier.lawDay(today: today))
            if dossier.level == .province {
                wanted += rules?.requiredPapers(for: nomination.code, category: nomination.category) ?? []
            }
            for paper in wanted {
                // A paper that one line asks for only where there is one, and another always, is asked for.
                if let place = papers.firstIndex(where: { $0.key == paper.key }) {
                    if paper.isRequired, !papers[place].isRequired { papers[place] = paper }
                } else {
                    papers.append(paper)
                }
            }
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
        let rules = try RulesRecords.inForce(on: tx.today, in: tx)
        let missing = SubmitDossier.missing(
            dossier, nominations, attachments, lawbook: lawbook, rules: rules, today: tx.today)
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
        // What the levels of movement and award said at this moment stays in the log, beside the rule check of every line.
        let levels = try RewardingLevelCheck.of(dossier, nominations, lawbook: lawbook, in: tx)
        let notes = [
            isResubmission ? "Trình lại sau khi bổ sung" : nil,
            levels.map { "Lưu ý: " + $0.sentences.joined(separator: " ") },
        ]
        let note = notes.compactMap { $0 }.joined(separator: ". ")
        try EventRecords.append(
            .dossierSubmitted, to: .dossier, id.rawValue, by: actor, note: note.isEmpty ? nil : note,
            detail: ["nominations": String(nominations.count)], in: tx)
        try OutboxRecords.add(
            "\(unit?.name ?? "Đơn vị") trình hồ sơ \(dossier.number): \(dossier.title).", about: .dossier, id.rawValue,
            to: dossier.level == .province ? [.specialist, .leader] : [.unitHead], at: dossier.receivingUnitID, in: tx)
        return dossier
    }

    /// What must still be there before the dossier can go, each in a few words. Empty when nothing is missing.
    public static func missing(
        _ dossier: Dossier, _ nominations: [Nomination], _ attachments: [Attachment], lawbook: Lawbook,
        rules: ProvincialRules?, today: CivilDate
    ) -> [String] {
        var missing: [String] = []
        if dossier.letterNumber.isEmpty || dossier.letterOn == nil { missing.append("số và ngày tờ trình") }
        if nominations.isEmpty { missing.append("ít nhất một đề nghị khen thưởng") }
        for nomination in nominations where nomination.summary.isEmpty {
            missing.append("tóm tắt thành tích của \(nomination.nomineeName)")
        }
        let keys = Set(attachments.map(\.paperKey))
        let papers = DossierPapers.required(for: dossier, nominations, lawbook: lawbook, rules: rules, today: today)
        for paper in papers where paper.isRequired && !keys.contains(paper.key) {
            missing.append("văn bản “\(paper.name)”")
        }
        return missing
    }
}
