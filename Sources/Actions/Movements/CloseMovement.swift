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
            let problems = reasonProblems(
                summary, field: "summary", missing: "Ghi tóm tắt kết quả của phong trào, hoặc lý do kết thúc.",
                name: "Tóm tắt", limit: 20_000)
            guard problems.isEmpty else { throw Problem.invalid(problems) }
            try MovementRecords.close(id, summary: summary, expecting: version, by: actor, in: tx)
            try EventRecords.append(.movementClosed, to: .movement, id.rawValue, by: actor, note: summary, in: tx)
        }
    }
}
