import Domain
import Law
import Primitives
import Records
import Store

/// Tells Sở Nội vụ of a difficulty of a unit: *gửi vướng mắc*.
public struct RaiseDifficulty: Sendable {
    public static let paperKey = "vuong_mac"

    /// A file sent along.
    public struct File: Sendable {
        public let name: String
        public let content: [UInt8]

        public init(name: String, content: [UInt8]) {
            self.name = name
            self.content = content
        }
    }

    public let unitID: ID<Unit>
    public let theme: String
    public let subject: String
    public let text: String
    public let mayNameUnit: Bool
    /// The page on which the person was, as sent by the link of that page.
    public let pageAddress: String
    public let pageTitle: String
    public let file: File?

    public init(
        unitID: ID<Unit>, theme: String, subject: String, text: String, mayNameUnit: Bool = false,
        pageAddress: String = "", pageTitle: String = "", file: File? = nil
    ) {
        self.unitID = unitID
        self.theme = theme
        self.subject = subject
        self.text = text
        self.mayNameUnit = mayNameUnit
        self.pageAddress = Difficulty.safePage(pageAddress)
        self.pageTitle = String(VietnameseText.tidied(pageTitle).prefix(200))
        self.file = file
    }

    public func run(
        by actor: Actor, lawbook: Lawbook, files: FileStore, on store: any Store
    ) async throws -> ID<Difficulty> {
        let typed = try await store.read { tx in try checked(by: actor, in: tx) }
        var paper: (CheckedPaper, hash: String)?
        if let file {
            let checked = try CheckedPaper(number: "", on: "", fileName: file.name, content: file.content)
            paper = (checked, try await files.store(file.content))
        }
        let kept = paper
        return try await store.perform { tx in
            let id = try insert(typed, by: actor, lawbook: lawbook, in: tx)
            if let (paper, hash) = kept {
                try AttachmentRecords.insert(
                    paper.attachment(
                        of: .difficulty, id.rawValue, nominationID: nil, paperKey: Self.paperKey, hash: hash,
                        by: actor, at: tx.now), in: tx)
            }
            return id
        }
    }

    /// Without a file, in a transaction of the caller.
    public func run(
        by actor: Actor, lawbook: Lawbook, in tx: any WriteTransaction
    ) throws -> ID<Difficulty> {
        try insert(try checked(by: actor, in: tx), by: actor, lawbook: lawbook, in: tx)
    }

    private struct Typed: Sendable {
        let theme: DifficultyTheme
        let subject: String
        let text: String
        let unit: Unit
    }

    private func checked(by actor: Actor, in tx: any ReadTransaction) throws -> Typed {
        guard let unit = try Gate.askingUnits(of: actor, in: tx).first(where: { $0.id == unitID }) else {
            throw Problem(
                .notAllowed, "Chỉ gửi được vướng mắc của đơn vị nơi anh/chị được giao quyền. Chọn lại đơn vị.")
        }
        var fields = TypedFields()
        let theme = try DifficultyRecords.themes(in: tx).first { $0.id == self.theme }
        if theme == nil { fields.add("theme", "Chọn lĩnh vực của vướng mắc.") }
        let subject = fields.line(
            subject, "subject", "Tóm tắt", limit: 200, missing: "Nhập tóm tắt trong một câu.")
        let text = fields.lines(
            text, "text", "Nội dung", limit: 10_000, missing: "Ghi rõ vướng mắc: đang làm gì, vướng ở đâu, đề nghị gì.")
        try fields.check()
        guard let theme else { throw Problem.notFound("lĩnh vực này") }
        return Typed(theme: theme, subject: subject, text: text, unit: unit)
    }

    private func insert(
        _ typed: Typed, by actor: Actor, lawbook: Lawbook, in tx: any WriteTransaction
    ) throws -> ID<Difficulty> {
        let difficulty = Difficulty(
            id: ID(at: tx.now), unitID: unitID, theme: typed.theme.id, subject: typed.subject,
            pageAddress: pageAddress, pageTitle: pageAddress.isEmpty ? "" : pageTitle, mayNameUnit: mayNameUnit,
            askedBy: actor.accountID, askedByName: actor.name, askedAt: tx.now,
            dueOn: try AnswerDeadline.day(after: tx.today, lawbook: lawbook, in: tx))
        try DifficultyRecords.insert(difficulty, in: tx)
        try DifficultyRecords.append(
            DifficultyEntry(kind: .question, text: typed.text, byName: actor.name, at: tx.now), to: difficulty.id,
            in: tx)
        try OutboxRecords.add(
            "\(typed.unit.name) gửi vướng mắc: \(typed.subject)", about: .difficulty, difficulty.id.rawValue,
            to: [.specialist, .leader], at: unitID, in: tx)
        try EventRecords.append(
            .difficultyRaised, to: .difficulty, difficulty.id.rawValue, by: actor, note: typed.subject,
            detail: ["unit": unitID.rawValue, "theme": typed.theme.id], in: tx)
        return difficulty.id
    }
}
