import Domain
import Primitives
import Records
import Store

/// Writes down what an inspection found: *kết luận kiểm tra*. From here on the unit mends what is recommended.
public struct ConcludeInspection: Sendable {
    /// One finding as typed; rows with nothing in them are skipped.
    public struct Finding: Sendable, Hashable {
        /// `InspectionFinding.Kind` as text.
        public var kind: String
        public var text: String
        /// Needed for a recommendation.
        public var dueOn: String

        public init(kind: String = "", text: String = "", dueOn: String = "") {
            self.kind = kind
            self.text = text
            self.dueOn = dueOn
        }

        public var isEmpty: Bool { [text, dueOn].allSatisfy { VietnameseText.tidied($0).isEmpty } }
    }

    public let id: ID<Inspection>
    public let version: Int
    public let conclusion: String
    public let findings: [Finding]

    public init(id: ID<Inspection>, version: Int, conclusion: String, findings: [Finding]) {
        self.id = id
        self.version = version
        self.conclusion = conclusion
        self.findings = findings
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in try run(by: actor, in: tx) }
    }

    public func run(by actor: Actor, in tx: any WriteTransaction) throws {
        var (inspection, unit, _) = try Gate.inspection(id, for: actor, may: .conclude, in: tx)
        if inspection.startsOn > tx.today {
            throw Problem(
                .conflict,
                "Cuộc kiểm tra bắt đầu ngày \(inspection.startsOn.written) nên chưa kết luận được. Sửa ngày nếu đã kiểm tra sớm hơn."
            )
        }
        var fields = TypedFields()
        inspection.conclusion = fields.lines(
            conclusion, "conclusion", "Kết luận", limit: 10_000, missing: "Ghi kết luận chung của cuộc kiểm tra.")
        let found = read(&fields, at: tx.now)
        try fields.check()
        inspection.state = .concluded
        try InspectionRecords.update(inspection, expecting: version, by: actor, in: tx)
        for finding in found { try InspectionRecords.insert(finding, by: actor, in: tx) }
        let recommendations = found.count { $0.kind == .recommendation }
        try OutboxRecords.add(
            "Kết luận kiểm tra “\(inspection.subject)” tại \(unit.name): \(recommendations) kiến nghị cần thực hiện.",
            about: .inspection, id.rawValue, to: [.unitOfficer, .unitHead], at: unit.id, in: tx)
        try EventRecords.append(
            .inspectionConcluded, to: .inspection, id.rawValue, by: actor,
            note: "\(found.count) nội dung, \(recommendations) kiến nghị", in: tx)
    }

    private func read(_ fields: inout TypedFields, at now: Instant) -> [InspectionFinding] {
        var read: [InspectionFinding] = []
        let recommended = findings.count { !$0.isEmpty && $0.kind == InspectionFinding.Kind.recommendation.rawValue }
        for (index, finding) in findings.enumerated() where !finding.isEmpty {
            let row = index + 1
            let kind = InspectionFinding.Kind(rawValue: finding.kind)
            if kind == nil { fields.add("kind-\(row)", "Nội dung \(row): chọn loại.") }
            let text = fields.lines(
                finding.text, "text-\(row)", "Nội dung \(row)", limit: 2000, missing: "Nội dung \(row): ghi nội dung.")
            let isFollowed = kind == .recommendation
            let due = fields.day(
                finding.dueOn, "due-\(row)",
                missing: isFollowed ? "Nội dung \(row): nhập hạn thực hiện kiến nghị." : nil)
            guard let kind else { continue }
            // Recommendations are numbered from 1: by these numbers people speak of them. The others follow.
            let isBefore = read.count { ($0.kind == .recommendation) == isFollowed }
            let ordinal = isFollowed ? isBefore + 1 : recommended + isBefore + 1
            read.append(
                InspectionFinding(
                    id: ID(at: now), inspectionID: id, ordinal: ordinal, kind: kind, text: text,
                    dueOn: isFollowed ? due : nil, state: isFollowed ? .open : .noted))
        }
        if read.count > InspectionFinding.maximum {
            fields.add("text-1", "Có quá \(InspectionFinding.maximum) nội dung. Gộp bớt.")
        }
        return read
    }
}

/// A recommendation with its inspection.
struct FollowedRecommendation {
    var finding: InspectionFinding
    let inspection: Inspection
    let unit: Unit

    /// - Throws: `Problem(.conflict)` when it is not at one of these steps.
    init(
        _ id: ID<InspectionFinding>, of inspectionID: ID<Inspection>, for actor: Actor, may act: InspectionAct,
        states: [InspectionFinding.State], in tx: any ReadTransaction
    ) throws {
        let (inspection, unit, _) = try Gate.inspection(inspectionID, for: actor, may: act, in: tx)
        guard let finding = try InspectionRecords.finding(id, in: tx), finding.inspectionID == inspectionID,
            finding.kind == .recommendation
        else { throw Problem.notFound("kiến nghị này") }
        guard states.contains(finding.state) else {
            throw Problem(.conflict, "Kiến nghị này đang ở bước “\(finding.state.name)”. Tải lại trang để xem.")
        }
        self.finding = finding
        self.inspection = inspection
        self.unit = unit
    }
}

/// Says what the unit has mended, with papers to show it: *báo cáo khắc phục*.
public struct AnswerRecommendation: Sendable {
    public static let paperKey = "khac_phuc"

    public let inspectionID: ID<Inspection>
    public let id: ID<InspectionFinding>
    public let version: Int
    public let answer: String
    /// Evidence, where there is a file.
    public let file: (name: String, content: [UInt8])?

    public init(
        inspectionID: ID<Inspection>, id: ID<InspectionFinding>, version: Int, answer: String,
        file: (name: String, content: [UInt8])? = nil
    ) {
        self.inspectionID = inspectionID
        self.id = id
        self.version = version
        self.answer = VietnameseText.tidiedLines(answer)
        self.file = file
    }

    public func run(by actor: Actor, files: FileStore, on store: any Store) async throws {
        var problems = reasonProblems(
            answer, field: "answer", missing: "Ghi rõ đã khắc phục những gì.", name: "Nội dung khắc phục", limit: 5000)
        _ = try await store.read { tx in
            try FollowedRecommendation(id, of: inspectionID, for: actor, may: .answer, states: [.open], in: tx).finding
        }
        var paper: CheckedPaper?
        do {
            paper = try file.map {
                try CheckedPaper(number: "", on: "", fileName: $0.name, content: $0.content)
            }
        } catch let problem as Problem {
            problems += problem.fields
        }
        guard problems.isEmpty else { throw Problem.invalid(problems) }
        var hash: String?
        if let file { hash = try await files.store(file.content) }
        let (checked, digest) = (paper, hash)
        try await store.perform { tx in
            var followed = try FollowedRecommendation(
                id, of: inspectionID, for: actor, may: .answer, states: [.open], in: tx)
            followed.finding.state = .answered
            followed.finding.answer = answer
            followed.finding.answeredAt = tx.now
            followed.finding.returnReason = ""
            try InspectionRecords.update(followed.finding, expecting: version, by: actor, in: tx)
            if let checked, let digest {
                let attachment = checked.attachment(
                    of: .inspection, inspectionID.rawValue, nominationID: nil,
                    paperKey: "\(AnswerRecommendation.paperKey)_\(followed.finding.ordinal)", hash: digest, by: actor,
                    at: tx.now)
                try AttachmentRecords.insert(attachment, in: tx)
                try EventRecords.append(
                    .attachmentAdded, to: .inspection, inspectionID.rawValue, by: actor, note: attachment.fileName,
                    detail: ["attachment": attachment.id.rawValue, "sha256": digest], in: tx)
            }
            try OutboxRecords.add(
                "\(followed.unit.name) báo đã khắc phục kiến nghị \(followed.finding.ordinal) của cuộc kiểm tra “\(followed.inspection.subject)”.",
                about: .inspection, inspectionID.rawValue, to: [.specialist], at: followed.unit.id, in: tx)
            try EventRecords.append(
                .recommendationAnswered, to: .inspection, inspectionID.rawValue, by: actor,
                note: "Kiến nghị \(followed.finding.ordinal): \(answer)", in: tx)
        }
    }
}

/// Confirms that a recommendation is mended, or says what is still missing: *xác nhận khắc phục*.
public struct ConfirmRecommendation: Sendable {
    public let inspectionID: ID<Inspection>
    public let id: ID<InspectionFinding>
    public let version: Int
    /// `nil` confirms; otherwise why the answer is not enough.
    public let missing: String?

    public init(inspectionID: ID<Inspection>, id: ID<InspectionFinding>, version: Int, missing: String? = nil) {
        self.inspectionID = inspectionID
        self.id = id
        self.version = version
        self.missing = missing.map { VietnameseText.tidiedLines($0) }
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            var followed = try FollowedRecommendation(
                id, of: inspectionID, for: actor, may: .confirm, states: [.answered], in: tx)
            if let missing { try requireReason(missing, "Ghi rõ còn thiếu gì.") }
            followed.finding.state = missing == nil ? .confirmed : .open
            followed.finding.returnReason = missing ?? ""
            try InspectionRecords.update(followed.finding, expecting: version, by: actor, in: tx)
            let words = missing.map { "chưa được công nhận: \($0)" } ?? "đã được xác nhận là khắc phục xong."
            try OutboxRecords.add(
                "Kiến nghị \(followed.finding.ordinal) của cuộc kiểm tra “\(followed.inspection.subject)” \(words)",
                missing == nil ? nil : .returned, about: .inspection, inspectionID.rawValue,
                to: [.unitOfficer, .unitHead], at: followed.unit.id, in: tx)
            try EventRecords.append(
                missing == nil ? .recommendationConfirmed : .recommendationReturned, to: .inspection,
                inspectionID.rawValue, by: actor,
                note: "Kiến nghị \(followed.finding.ordinal)\(missing.map { ": \($0)" } ?? "")",
                in: tx)
        }
    }
}
