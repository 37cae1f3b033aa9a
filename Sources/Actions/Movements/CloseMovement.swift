import Domain
import Primitives
import Records
import Store

/// Ends a launched movement with what came of it: *tổng kết*. No more responses are taken.
public struct CloseMovement: Sendable {
    public let id: ID<Movement>
    public let version: Int
    public let summary: String

    public init(id: ID<Movement>, version: Int, summary: String) {
        self.id = id
        self.version = version
        self.summary = VietnameseText.tidiedLines(summary)
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            _ = try Gate.movement(id, for: actor, may: .close, in: tx)
            if summary.isEmpty {
                throw Problem.invalid([
                    FieldProblem("summary", "Ghi tóm tắt kết quả của phong trào, hoặc lý do kết thúc.")
                ])
            }
            if summary.count > 20_000 {
                throw Problem.invalid([FieldProblem("summary", "Tóm tắt dài quá 20.000 ký tự. Rút gọn lại.")])
            }
            try MovementRecords.close(id, summary: summary, expecting: version, by: actor, in: tx)
            try EventRecords.append(.movementClosed, to: .movement, id.rawValue, by: actor, note: summary, in: tx)
        }
    }
}
