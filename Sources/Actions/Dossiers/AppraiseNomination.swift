import Domain
import Law
import Primitives
import Records
import Store

/// An officer confirms or overrides one finding of the rule check: *kết luận tiêu chuẩn*. The reason is required and kept.
public struct JudgeFinding: Sendable {
    public let dossierID: ID<Dossier>
    public let nominationID: ID<Nomination>
    public let criterion: String
    public let judgement: Verdict
    public let reason: String

    public init(
        dossierID: ID<Dossier>, nominationID: ID<Nomination>, criterion: String, judgement: Verdict, reason: String
    ) {
        self.dossierID = dossierID
        self.nominationID = nominationID
        self.criterion = criterion
        self.judgement = judgement
        self.reason = VietnameseText.tidiedLines(reason)
    }

    public func run(by actor: Actor, lawbook: Lawbook, on store: any Store) async throws {
        try await store.perform { tx in
            let dossier = try Gate.dossier(dossierID, for: actor, may: .judge, in: tx)
            guard let nomination = try NominationRecords.nomination(nominationID, of: dossierID, in: tx) else {
                throw Problem.notFound("đề nghị này")
            }
            guard judgement != .undecided else { throw Problem(.invalid, "Chọn “đạt” hoặc “không đạt”.") }
            try requireReason(reason, "Ghi căn cứ của kết luận, ví dụ số và ngày văn bản đã kiểm tra.")
            let judgements = try NominationRecords.judgements(of: dossierID, in: tx)
            let before = try Assessments.assess(
                nomination, in: dossier, judgements: judgements, lawbook: lawbook, tx: tx)
            guard let finding = before.findings.first(where: { $0.id == criterion }) else {
                throw Problem.notFound("tiêu chuẩn này")
            }
            try NominationRecords.insert(
                FindingJudgement(
                    id: ID(at: tx.now), nominationID: nominationID, criterion: criterion, judgement: judgement,
                    found: finding.verdict, reason: reason, accountName: actor.name, at: tx.now),
                by: actor, in: tx)
            try keepAssessment(of: nomination, in: dossier, lawbook: lawbook, tx: tx)
            try EventRecords.append(
                .findingJudged, to: .dossier, dossierID.rawValue, by: actor,
                note: "\(nomination.nomineeName) – \(finding.title): \(judgement.name). \(reason)",
                detail: [
                    "nomination": nominationID.rawValue, "criterion": criterion, "found": finding.verdict.rawValue,
                ], in: tx)
        }
    }
}

/// The appraiser's opinion on one nomination: *ý kiến thẩm định*.
public struct AppraiseNomination: Sendable {
    public let dossierID: ID<Dossier>
    public let nominationID: ID<Nomination>
    public let opinion: Nomination.Opinion
    public let reason: String

    public init(dossierID: ID<Dossier>, nominationID: ID<Nomination>, opinion: Nomination.Opinion, reason: String) {
        self.dossierID = dossierID
        self.nominationID = nominationID
        self.opinion = opinion
        self.reason = VietnameseText.tidiedLines(reason)
    }

    public func run(by actor: Actor, lawbook: Lawbook, on store: any Store) async throws {
        try await store.perform { tx in
            let dossier = try Gate.dossier(dossierID, for: actor, may: .judge, in: tx)
            guard let nomination = try NominationRecords.nomination(nominationID, of: dossierID, in: tx) else {
                throw Problem.notFound("đề nghị này")
            }
            if opinion == .decline { try requireReason(reason, "Ghi rõ vì sao không đề nghị khen thưởng.") }
            if reason.count > 2000 { throw Problem.invalid([FieldProblem("reason", "Ý kiến dài quá 2.000 ký tự.")]) }
            let judgements = try NominationRecords.judgements(of: dossierID, in: tx)
            let judged = try Assessments.judge(
                nomination, in: dossier, judgements: judgements, lawbook: lawbook, tx: tx)
            let assessment = judged.assessment
            let open = assessment.findings.filter { $0.verdict != .met }
            if opinion == .propose, !open.isEmpty {
                throw Problem(
                    .invalid,
                    "Chưa đề nghị khen thưởng \(nomination.nomineeName) được vì còn \(open.count) tiêu chuẩn chưa đạt hoặc chưa kết luận: \(open.map(\.title).joined(separator: "; ")). Kết luận từng tiêu chuẩn (ghi căn cứ) hoặc chọn “Không đề nghị”."
                )
            }
            try NominationRecords.setOpinion(opinion, reason: reason, of: nominationID, by: actor, in: tx)
            try NominationRecords.setAssessment(assessment, on: judged.basis, of: nominationID, in: tx)
            try EventRecords.append(
                .nominationAppraised, to: .dossier, dossierID.rawValue, by: actor,
                note: "\(nomination.nomineeName): \(opinion.name)" + (reason.isEmpty ? "" : ". " + reason),
                detail: ["nomination": nominationID.rawValue, "opinion": opinion.rawValue], in: tx)
        }
    }
}
