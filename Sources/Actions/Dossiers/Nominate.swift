import Domain
import Law
import Primitives
import Records
import Store

/// Puts a person, collective or household into a dossier: *thêm đề nghị*.
public struct AddNomination: Sendable {
    public enum Choice: Sendable, Hashable {
        case person(ID<Person>)
        case collective(ID<Unit>)
        case household(name: String)
    }

    public let dossierID: ID<Dossier>
    public let choice: Choice

    public init(dossierID: ID<Dossier>, choice: Choice) {
        self.dossierID = dossierID
        self.choice = choice
    }

    public func run(by actor: Actor, lawbook: Lawbook, on store: any Store) async throws -> ID<Nomination> {
        try await store.perform { tx in try run(by: actor, lawbook: lawbook, in: tx) }
    }

    public func run(by actor: Actor, lawbook: Lawbook, in tx: any WriteTransaction) throws -> ID<Nomination> {
        let dossier = try Gate.dossier(dossierID, for: actor, may: .edit, in: tx)
        let nominee: Nominee
        let name: String
        let detail: String
        let group: SubjectGroup?
        switch choice {
        case .person(let id):
            guard let person = try PersonRecords.person(id, in: tx),
                try UnitRecords.lineage(of: person.unitID, in: tx).ids.contains(dossier.submittingUnitID)
            else {
                throw Problem(
                    .notAllowed,
                    "Người này không thuộc đơn vị lập hồ sơ nên không đề nghị được. Tìm người khác hoặc kiểm tra nơi công tác."
                )
            }
            let unit = try UnitRecords.unit(person.unitID, in: tx)
            nominee = .person(id)
            name = person.name
            detail = [person.position, unit?.name ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
            group = person.group
        case .collective(let id):
            guard let unit = try UnitRecords.unit(id, in: tx), unit.exists(on: tx.today),
                try UnitRecords.lineage(of: id, in: tx).ids.contains(dossier.submittingUnitID)
            else { throw Problem(.notAllowed, "Tập thể này không thuộc đơn vị lập hồ sơ, hoặc đã kết thúc hoạt động.") }
            let parent = try unit.parentID.flatMap { try UnitRecords.unit($0, in: tx) }
            nominee = .collective(id)
            name = unit.name
            detail = parent?.name ?? ""
            group = nil
        case .household(let typed):
            let tidied = VietnameseText.tidied(typed)
            if tidied.isEmpty {
                throw Problem.invalid([FieldProblem("household", "Nhập tên hộ gia đình, ví dụ “Hộ ông Nguyễn Văn A”.")])
            }
            if tidied.count > 200 {
                throw Problem.invalid([FieldProblem("household", "Tên hộ gia đình dài quá 200 ký tự.")])
            }
            nominee = .household
            name = tidied
            detail = try UnitRecords.unit(dossier.submittingUnitID, in: tx)?.name ?? ""
            group = nil
        }
        let level: CompetenceLevel = dossier.level == .unit ? .unit : .province
        let entries = lawbook.entries(on: dossier.lawDay(today: tx.today)).filter { $0.subjects.contains(nominee.kind) }
        guard let entry = entries.first(where: { $0.competence == level }) ?? entries.first else {
            throw Problem(
                .notInForce,
                "Chưa có danh hiệu, hình thức khen thưởng nào áp dụng cho đối tượng này vào ngày \(tx.today.written).")
        }
        let nomination = Nomination(
            id: ID(at: tx.now), dossierID: dossierID,
            ordinal: try NominationRecords.nextOrdinal(in: dossierID, in: tx), code: entry.code, nominee: nominee,
            nomineeName: name, nomineeDetail: detail, group: group, category: dossier.category, year: dossier.year,
            periodFrom: CivilDate(year: dossier.year, month: 1, day: 1),
            periodUntil: CivilDate(year: dossier.year, month: 12, day: 31), updatedAt: tx.now)
        try NominationRecords.insert(nomination, by: actor, in: tx)
        try keepAssessment(of: nomination, in: dossier, lawbook: lawbook, tx: tx)
        try EventRecords.append(
            .nominationAdded, to: .dossier, dossierID.rawValue, by: actor, note: name,
            detail: ["nomination": nomination.id.rawValue, "code": entry.code.rawValue], in: tx)
        return nomination.id
    }
}

/// Assesses one nomination and keeps the result on its line.
func keepAssessment(
    of nomination: Nomination, in dossier: Dossier, lawbook: Lawbook, tx: any WriteTransaction
) throws {
    let judgements = try NominationRecords.judgements(of: dossier.id, in: tx)
    try Assessments.keep(nomination, in: dossier, judgements: judgements, lawbook: lawbook, tx: tx)
}

/// Changes a nomination: *sửa đề nghị*. As a draft (`isDraft`) it takes what can be taken and never refuses half-typed text.
public struct ChangeNomination: Sendable {
    public let dossierID: ID<Dossier>
    public let id: ID<Nomination>
    public let version: Int
    public let code: CatalogueCode
    public let group: SubjectGroup?
    public let year: String
    public let periodFrom: String
    public let periodUntil: String
    public let summary: String
    public let initiatives: [ID<Initiative>]
    public let isDraft: Bool

    public init(
        dossierID: ID<Dossier>, id: ID<Nomination>, version: Int, code: CatalogueCode, group: SubjectGroup?,
        year: String,
        periodFrom: String, periodUntil: String, summary: String, initiatives: [ID<Initiative>], isDraft: Bool
    ) {
        self.dossierID = dossierID
        self.id = id
        self.version = version
        self.code = code
        self.group = group
        self.year = VietnameseText.tidied(year)
        self.periodFrom = VietnameseText.tidied(periodFrom)
        self.periodUntil = VietnameseText.tidied(periodUntil)
        self.summary = VietnameseText.tidiedLines(summary)
        self.initiatives = initiatives
        self.isDraft = isDraft
    }

    public struct Result: Sendable {
        public let version: Int
        /// Fields that a draft could not take yet.
        public let problems: [FieldProblem]
    }

    public func run(by actor: Actor, lawbook: Lawbook, on store: any Store) async throws -> Result {
        try await store.perform { tx in
            let dossier = try Gate.dossier(dossierID, for: actor, may: .edit, in: tx)
            guard var nomination = try NominationRecords.nomination(id, of: dossierID, in: tx) else {
                throw Problem.notFound("đề nghị này")
            }
            var problems: [FieldProblem] = []
            let entry = lawbook.entries(on: dossier.lawDay(today: tx.today)).first { $0.code == code }
            if let entry {
                if !entry.subjects.contains(nomination.nominee.kind) {
                    problems.append(
                        FieldProblem(
                            "code",
                            "\(entry.name) không dành cho \(nomination.nominee.kind.name.lowercased()). Chọn mục khác.")
                    )
                } else if let mismatch = Self.competenceProblem(entry, dossier) {
                    problems.append(FieldProblem("code", mismatch))
                } else {
                    nomination.code = code
                }
            } else {
                problems.append(FieldProblem("code", "Chọn một danh hiệu hoặc hình thức khen thưởng trong danh sách."))
            }
            if let number = Int(year), (1990...tx.today.year + 1).contains(number) {
                nomination.year = number
            } else {
                problems.append(
                    FieldProblem(
                        "year", "Năm thành tích “\(year)” không hợp lệ. Nhập bốn chữ số, ví dụ \(tx.today.year)."))
            }
            let (from, until) = (CivilDate(written: periodFrom), CivilDate(written: periodUntil))
            if from == nil, !periodFrom.isEmpty {
                problems.append(
                    FieldProblem("periodFrom", "Ngày “\(periodFrom)” không có thật. Nhập theo dạng 01/01/2025."))
            } else {
                nomination.periodFrom = from
            }
            if until == nil, !periodUntil.isEmpty {
                problems.append(
                    FieldProblem("periodUntil", "Ngày “\(periodUntil)” không có thật. Nhập theo dạng 31/12/2025."))
            } else if let from, let until, until < from {
                problems.append(
                    FieldProblem("periodUntil", "Ngày kết thúc \(until.written) ở trước ngày bắt đầu \(from.written)."))
            } else {
                nomination.periodUntil = until
            }
            if summary.count > 20_000 {
                problems.append(
                    FieldProblem(
                        "summary", "Tóm tắt thành tích dài quá 20.000 ký tự. Đưa phần còn lại vào báo cáo đính kèm."))
            } else {
                nomination.summary = summary
            }
            nomination.group = group
            nomination.initiativeIDs = try InitiativeChoice.own(initiatives, of: nomination, in: tx)
            if !isDraft, !problems.isEmpty { throw Problem.invalid(problems) }
            try NominationRecords.update(nomination, expecting: version, by: actor, in: tx)
            try keepAssessment(of: nomination, in: dossier, lawbook: lawbook, tx: tx)
            // Drafts save themselves every few seconds; the log keeps what a person saved on purpose.
            if !isDraft {
                try EventRecords.append(
                    .nominationChanged, to: .dossier, dossierID.rawValue, by: actor, note: nomination.nomineeName,
                    detail: ["nomination": id.rawValue, "code": nomination.code.rawValue], in: tx)
            }
            return Result(version: version + 1, problems: problems)
        }
    }

    static func competenceProblem(_ entry: CatalogueEntry, _ dossier: Dossier) -> String? {
        switch (entry.competence, dossier.level) {
        case (.unit, .province):
            return
                "\(entry.name) do thủ trưởng đơn vị quyết định (\(entry.competenceCitation.text)). Lập hồ sơ “\(Dossier.Level.unit.name)” cho mục này."
        case (.province, .unit), (.government, .unit), (.state, .unit):
            return
                "\(entry.name) do \(entry.decider) quyết định (\(entry.competenceCitation.text)). Lập hồ sơ “\(Dossier.Level.province.name)” cho mục này."
        default:
            return nil
        }
    }
}

enum InitiativeChoice {
    /// Only initiatives of the nominee can be attached; others are dropped silently, since no screen offers them.
    static func own(
        _ ids: [ID<Initiative>], of nomination: Nomination, in tx: any ReadTransaction
    ) throws -> [ID<Initiative>] {
        guard case .person(let personID) = nomination.nominee, !ids.isEmpty else { return [] }
        return try PersonRecords.initiatives(of: personID, in: tx).map(\.id).filter(ids.contains).sorted {
            $0.rawValue < $1.rawValue
        }
    }
}

/// Takes a line out of a dossier: *bỏ đề nghị*. The log keeps who was taken out.
public struct RemoveNomination: Sendable {
    public let dossierID: ID<Dossier>
    public let id: ID<Nomination>

    public init(dossierID: ID<Dossier>, id: ID<Nomination>) {
        self.dossierID = dossierID
        self.id = id
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            _ = try Gate.dossier(dossierID, for: actor, may: .edit, in: tx)
            guard let nomination = try NominationRecords.nomination(id, of: dossierID, in: tx) else {
                throw Problem.notFound("đề nghị này")
            }
            try NominationRecords.remove(id, by: actor, in: tx)
            try EventRecords.append(
                .nominationRemoved, to: .dossier, dossierID.rawValue, by: actor, note: nomination.nomineeName,
                detail: ["nomination": id.rawValue], in: tx)
        }
    }
}
