import Domain
import Primitives
import Records
import Store

/// Sends a movement to its addressees: *phát động*. From here on its content stands.
public struct LaunchMovement: Sendable {
    public let id: ID<Movement>
    public let version: Int

    public init(id: ID<Movement>, version: Int) {
        self.id = id
        self.version = version
    }

    public struct Result: Sendable, Hashable {
        /// To how many units it went, and how many of their people are told.
        public let units: Int
        public let people: Int
    }

    @discardableResult
    public func run(by actor: Actor, on store: any Store) async throws -> Result {
        try await store.perform { tx in try run(by: actor, in: tx) }
    }

    @discardableResult
    public func run(by actor: Actor, in tx: any WriteTransaction) throws -> Result {
        var movement = try Gate.movement(id, for: actor, may: .launch, in: tx)
        if let obstacle = LaunchMovement.obstacle(movement, today: tx.today) {
            throw Problem(.invalid, obstacle, legalBasis: LaunchMovement.legalBasis)
        }
        // A cluster may have changed its name since it was drafted, and its members: it goes out under the name of today, to
        // those of today.
        if let cluster = try movement.clusterID.flatMap({ try ClusterRecords.cluster($0, in: tx) }) {
            movement.launcher = cluster.name
        }
        try MovementRecords.launch(movement, expecting: version, by: actor, in: tx)
        if movement.clusterID != nil {
            try MovementRecords.insertAddressees(movement.addressees, of: id, in: tx)
        }
        let deadline = movement.respondBy.map { " Hưởng ứng trước hết ngày \($0.written)." } ?? ""
        let launcher = movement.launchedBy(unitName: "")
        let verb =
            switch movement.scope {
            case .nation, .ministry: "Triển khai phong trào do \(launcher) phát động:"
            case .cluster: "\(launcher) phát động"
            case .province, .unit: "Phát động"
            }
        let people = try MovementAddresseeRecords.notify(
            "\(verb) \(movement.name), từ \(movement.startsOn.written) đến \(movement.endsOn.written).\(deadline)",
            about: id, in: tx)
        try EventRecords.append(
            .movementLaunched, to: .movement, id.rawValue, by: actor,
            note: movement.addressees.isEmpty ? "Trong nội bộ đơn vị" : "Gửi \(movement.addressees.count) đơn vị",
            detail: [
                "scope": movement.scope.rawValue, "level": movement.level?.rawValue ?? "",
                "addressees": String(movement.addressees.count), "people": String(people),
            ], in: tx)
        return Result(units: movement.addressees.count, people: people)
    }

    static let legalBasis = "Luật Thi đua, khen thưởng số 06/2022/QH15, Điều 17"

    /// Why a draft cannot be launched yet, as a sentence: goals, content and criteria must be there (Luật 06/2022/QH15
    /// Điều 17), and the units must have time to answer. `nil` when nothing stands in the way.
    public static func obstacle(_ movement: Movement, today: CivilDate) -> String? {
        var missing: [String] = []
        if movement.goals.isEmpty { missing.append("mục tiêu, nội dung thi đua") }
        // The criteria of a recorded movement stand in the document of those who launched it.
        if movement.criteria.isEmpty, !movement.isRecorded { missing.append("ít nhất một tiêu chí") }
        if !missing.isEmpty {
            return "Chưa phát động được vì còn thiếu \(missing.joined(separator: " và ")). Sửa bản soạn để bổ sung."
        }
        if let respondBy = movement.respondBy, respondBy < today {
            return "Hạn hưởng ứng \(respondBy.written) đã qua. Sửa hạn trong bản soạn rồi phát động."
        }
        return nil
    }
}
