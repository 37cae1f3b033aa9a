import Crypto
import Foundation
import Primitives

/// The law as dated, cited data, and its evaluator. Read once; safe to share.
///
/// Which law: the day on which the dossier was received (`asOf`). A day on which no rule is in force is a
/// `Problem(.notInForce)`, never a fallback.
public struct Lawbook: Sendable {
    /// SHA-256 of all files, in hexadecimal: stored with every assessment, so that a later reader knows which text
    /// answered.
    public let digest: String

    private let instruments: [Instrument]
    private let records: [CatalogueCode: CatalogueRecord]
    private let order: [CatalogueCode]
    private let rules: [RuleKey: [Rule]]
    /// What is no standard of a title or form; see LawbookProcedures.swift and LawbookMoney.swift.
    let procedures: Procedures
    private let priorities: [Priority]
    private let principles: [DatedPrinciple]
    /// The ids of all criteria, guards and branches.
    let criterionIDs: Set<String>
    private let otherNames: [CatalogueCode: (name: String, kind: CatalogueKind)]

    private struct RuleKey: Hashable {
        let code: CatalogueCode
        let subject: SubjectKind
    }

    /// Where the shipped files lie.
    static var folder: URL? { Bundle.module.url(forResource: "lawbook", withExtension: nil) }

    /// The national law shipped with the program. Throws ``LawbookError`` naming file and key.
    public static func bundled() throws -> Lawbook { try Lawbook(files: bundledFiles()) }

    /// The texts of the shipped files, by path.
    public static func bundledFiles() throws -> [String: String] {
        guard let folder else {
            throw LawbookError(file: "lawbook", key: "", reason: "the resource folder is missing")
        }
        func text(_ path: String) throws -> String {
            guard let data = try? Data(contentsOf: folder.appendingPathComponent(path)),
                let text = String(data: data, encoding: .utf8)
            else { throw LawbookError(file: path, key: "", reason: "cannot be read as UTF-8 text") }
            return text
        }
        var files = [LawbookReader.contents: try text(LawbookReader.contents)]
        let contents = try LawbookNode.parse(files[LawbookReader.contents] ?? "", file: LawbookReader.contents).map()
        for key in contents.keys {
            for node in try contents.required(key).list() {
                let path = try node.text()
                files[path] = try text(path)
            }
        }
        return files
    }

    /// A lawbook from these texts, by path: `titles/CSTDCS.yaml`. Throws ``LawbookError`` naming file and key.
    public init(files: [String: String]) throws {
        let reader = try LawbookReader(files: files)
        instruments = reader.instruments
        records = Dictionary(reader.records.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        order = reader.records.map(\.code)
        rules = Dictionary(grouping: reader.rules) { RuleKey(code: $0.code, subject: $0.subject) }
        procedures = reader.procedures
        priorities = reader.priorities
        principles = reader.principles
        otherNames = reader.otherNames
        criterionIDs = Self.criterionIDs(of: reader.rules)
        digest = Lawbook.digest(of: files)
    }

    /// SHA-256 over all names and texts.
    static func digest(of files: [String: String]) -> String {
        var hash = SHA256()
        for path in files.keys.sorted() {
            // Lengths keep the border between name and text from moving unseen.
            let bytes = Array((files[path] ?? "").utf8)
            hash.update(data: Array("\(path)\n\(bytes.count)\n".utf8))
            hash.update(data: bytes)
        }
        return hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    // MARK: Catalogue

    /// The titles and forms in force on a day, in the order of the catalogue.
    public func entries(on date: CivilDate) -> [CatalogueEntry] {
        order.compactMap { code in records[code].flatMap { entry(of: $0, on: date) } }
    }

    /// One title or form as it stands on a day. `Problem(.notInForce)` when no rule is in force.
    public func entry(_ code: CatalogueCode, on date: CivilDate) throws -> CatalogueEntry {
        guard let record = records[code] else {
            throw Problem(
                .notInForce,
                "Danh hiệu hoặc hình thức khen thưởng này chưa có trong danh mục của Bảng Vàng. Chọn lại trong "
                    + "danh mục, hoặc báo quản trị viên bổ sung."
            )
        }
        guard let entry = entry(of: record, on: date) else { throw notInForce(record, on: date) }
        return entry
    }

    private func entry(of record: CatalogueRecord, on date: CivilDate) -> CatalogueEntry? {
        guard let competence = record.competence.first(where: { $0.isInForce(on: date) }),
            record.subjects.contains(where: { rule(for: record.code, $0, on: date) != nil })
        else { return nil }
        return CatalogueEntry(
            code: record.code, name: record.name, kind: record.kind, subjects: record.subjects,
            categories: record.categories, competence: competence.level, decider: competence.decider,
            competenceCitation: competence.citation, proposer: competence.proposer, submitter: competence.submitter,
            delegation: competence.delegation, order: record.order)
    }

    private func notInForce(_ record: CatalogueRecord, on date: CivilDate) -> Problem {
        let first = record.subjects.compactMap { rules[RuleKey(code: record.code, subject: $0)]?.first?.from }.min()
        let since = first.map { " Quy định sớm nhất có trong Bảng Vàng áp dụng từ ngày \($0.written)." } ?? ""
        return Problem(
            .notInForce,
            "Không có quy định nào về \(record.name) áp dụng cho hồ sơ nhận ngày \(date.written).\(since) Kiểm "
                + "tra lại ngày nhận hồ sơ."
        )
    }

    /// The name of a title or form on any day, for old rows; the code itself when it is unknown.
    public func name(of code: CatalogueCode) -> String {
        records[code]?.name ?? otherNames[code]?.name ?? code.rawValue
    }

    /// Whether the code has a name here: rules of its own, or a line among the other names.
    func knows(_ code: CatalogueCode) -> Bool { records[code] != nil || otherNames[code] != nil }

    /// Whether it is a title or a form; forms when the code is unknown, which is the stricter reading.
    func kind(of code: CatalogueCode) -> CatalogueKind { records[code]?.kind ?? otherNames[code]?.kind ?? .form }

    /// Who decides it on a day; `nil` when nobody here does or the code is unknown.
    func level(of code: CatalogueCode, on date: CivilDate) -> CompetenceLevel? {
        records[code]?.competence.first { $0.isInForce(on: date) }?.level
    }

    func rule(for code: CatalogueCode, _ subject: SubjectKind, on date: CivilDate) -> Rule? {
        rules[RuleKey(code: code, subject: subject)]?.first { $0.isInForce(on: date) }
    }

    // MARK: Assessment

    /// Answers every criterion of the law in force on `asOf`, the day the dossier was received.
    ///
    /// Throws `Problem(.notInForce)` when no rule is in force, `Problem(.invalid)` when the title or form is not for
    /// this subject, category or year at all.
    /// - Parameter counting: how years in a row are counted, where the law does not say.
    public func assess(
        _ proposal: Proposal, facts: Facts, asOf: CivilDate, counting: Counting = .separate
    ) throws -> Assessment {
        let rule = try applicableRule(for: proposal, asOf: asOf)
        var evaluator = Evaluator(
            lawbook: self, proposal: proposal, facts: facts, asOf: asOf, counting: counting, explains: true)
        let findings = evaluator.findings(of: rule)
        return Assessment(
            code: proposal.code, year: proposal.year, asOf: asOf, instrument: rule.instrument, ruleFrom: rule.from,
            lawbookDigest: digest, verdict: Assessment.verdict(of: findings), findings: findings,
            notes: notes(on: asOf, proposal: proposal, facts: facts), counting: counting)
    }

    /// The verdict of ``assess(_:facts:asOf:counting:)`` alone, without a word: for lists of a whole unit or province.
    /// The same logic answers; only no texts are made, and the first "not met" ends it. Throws the same problems.
    public func verdict(
        _ proposal: Proposal, facts: Facts, asOf: CivilDate, counting: Counting = .separate
    ) throws -> Verdict {
        let rule = try applicableRule(for: proposal, asOf: asOf)
        var evaluator = Evaluator(
            lawbook: self, proposal: proposal, facts: facts, asOf: asOf, counting: counting, explains: false)
        return evaluator.verdict(of: rule)
    }

    private func applicableRule(for proposal: Proposal, asOf: CivilDate) throws -> Rule {
        guard let record = records[proposal.code] else {
            _ = try entry(proposal.code, on: asOf)
            throw Problem(.notInForce, "Danh hiệu hoặc hình thức khen thưởng này chưa có trong danh mục của Bảng Vàng.")
        }
        guard record.subjects.contains(proposal.subject) else {
            let nouns = record.subjects.map(\.noun).joined(separator: ", ")
            throw Problem(
                .invalid,
                "\(record.name) chỉ xét cho \(nouns), không xét cho \(proposal.subject.noun). Chọn danh hiệu "
                    + "hoặc hình thức khác."
            )
        }
        guard record.categories.contains(proposal.category) else {
            let nouns = record.categories.map(\.noun).joined(separator: ", ")
            throw Problem(
                .invalid,
                "\(record.name) không xét theo loại hình khen thưởng \(proposal.category.noun). Chọn một trong "
                    + "các loại hình: \(nouns)."
            )
        }
        guard let rule = rule(for: proposal.code, proposal.subject, on: asOf) else {
            throw notInForce(record, on: asOf)
        }
        guard proposal.year <= asOf.year, proposal.year >= 1945 else {
            throw Problem(
                .invalid,
                "Năm xét \(proposal.year) không hợp lệ so với ngày nhận hồ sơ \(asOf.written). Kiểm tra lại năm xét.")
        }
        return rule
    }

    /// What the law in force on a day says of all awards without being a condition: printed, never judged.
    public func principles(on date: CivilDate) -> [Principle] {
        principles.filter { $0.isInForce(on: date) }.map { Principle(text: $0.text, citation: $0.citation) }
    }

    private func notes(on date: CivilDate, proposal: Proposal, facts: Facts) -> [String] {
        var notes: [String] = []
        for instrument in instruments {
            if instrument.awaitsConfirmation, let from = instrument.inForceFrom, from <= date {
                notes.append(
                    "\(instrument.name) được thông báo có hiệu lực từ ngày \(from.written), nhưng nội dung chưa "
                        + "được đối chiếu và chưa áp dụng ở đây. Cần đối chiếu trước khi kết luận."
                )
            }
            if let end = instrument.scheduledUntil, end <= date, instrument.isInForce(on: date) {
                notes.append(
                    "\(instrument.name) được ban hành có thời hạn đến ngày \(end.written). Cần kiểm tra văn bản "
                        + "thay thế trước khi kết luận."
                )
            }
        }
        for priority in priorities where priority.isInForce(on: date) {
            let applies: Bool
            if let share = priority.womenShare {
                let women = facts.members?.women ?? 0
                applies =
                    proposal.subject == .collective && Ratio(women, of: facts.members?.total ?? 0).isAtLeast(share)
            } else {
                applies = proposal.subject == .individual && proposal.sex == .female
            }
            if applies { notes.append("\(priority.text) (\(priority.citation.text)).") }
        }
        return notes
    }

    // MARK: Instruments

    /// The instrument with this id, in force or not.
    public func instrument(_ id: String) -> Instrument? { instruments.first { $0.id == id } }

    /// The instruments in force on a day. What awaits confirmation is never among them.
    public func instruments(on date: CivilDate) -> [Instrument] { instruments.filter { $0.isInForce(on: date) } }

    // MARK: As written, for reviews

    /// Every title and form, in the order of the catalogue.
    var allRecords: [CatalogueRecord] { order.compactMap { records[$0] } }

    func rules(for code: CatalogueCode, _ subject: SubjectKind) -> [Rule] {
        rules[RuleKey(code: code, subject: subject)] ?? []
    }

    func voteRules(of code: CatalogueCode) -> [DatedVoteRule] { procedures.votes.filter { $0.codes.contains(code) } }
    func bonuses(of code: CatalogueCode) -> [DatedBonus] { procedures.bonuses[code] ?? [] }
    var allPriorities: [Priority] { priorities }
    /// All instruments, in force or not.
    public var allInstruments: [Instrument] { instruments }

    /// Every rule, for tests that walk the calendar.
    var allRules: [Rule] {
        order.flatMap { code in SubjectKind.allCases.flatMap { rules[RuleKey(code: code, subject: $0)] ?? [] } }
    }
}
