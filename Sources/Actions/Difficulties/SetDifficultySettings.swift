import Domain
import Primitives
import Records
import Store

/// Says how many working days an answer may take, and adds a theme: *cài đặt vướng mắc*. The province's own choice; no law
/// sets this time.
public struct SetDifficultySettings: Sendable {
    public let answerDays: String
    /// The name of a new theme; empty for none.
    public let newTheme: String

    public init(answerDays: String, newTheme: String) {
        self.answerDays = answerDays
        self.newTheme = newTheme
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try Gate.requireDifficultySettings(actor)
        try await store.perform { tx in
            var fields = TypedFields()
            let days = fields.number(
                answerDays, "answerDays", "Số ngày làm việc", upTo: Difficulty.possibleAnswerDays.upperBound,
                missing: "Nhập số ngày làm việc để trả lời.")
            if let days, !Difficulty.possibleAnswerDays.contains(days) {
                fields.add("answerDays", "Số ngày làm việc ít nhất là 1.")
            }
            let name = fields.line(newTheme, "newTheme", "Tên lĩnh vực", limit: 100)
            let themes = try DifficultyRecords.themes(in: tx)
            if themes.contains(where: { VietnameseText.folded($0.name) == VietnameseText.folded(name) }) {
                fields.add("newTheme", "Lĩnh vực “\(name)” đã có.")
            }
            try fields.check()
            guard let days else { return }
            let before = try DifficultyRecords.answerDays(in: tx) ?? Difficulty.standardAnswerDays
            try DifficultyRecords.setAnswerDays(days, by: actor, in: tx)
            if !name.isEmpty {
                let id = ID<DifficultyTheme>(at: tx.now)
                try DifficultyRecords.addTheme(DifficultyTheme(id: id.rawValue, name: name), in: tx)
            }
            let note =
                "Thời gian trả lời: \(before) → \(days) ngày làm việc"
                + (name.isEmpty ? "" : "; thêm lĩnh vực “\(name)”")
            try EventRecords.append(
                .difficultySettingsChanged, to: .installation, "this", by: actor, note: note, in: tx)
        }
    }
}
