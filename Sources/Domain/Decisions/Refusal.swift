import Primitives

/// A nomination that passed its council and is not commended: *không khen thưởng*. The council advises; whoever decides may
/// decide otherwise, with a reason.
public struct Refusal: Sendable, Hashable {
    public let nominationID: ID<Nomination>
    public let nomineeName: String
    /// Who decided: `Chủ tịch UBND tỉnh Thái Nguyên`.
    public let decider: String
    public let reason: String
    public let at: Instant

    public init(
        nominationID: ID<Nomination>, nomineeName: String, decider: String, reason: String, at: Instant
    ) {
        self.nominationID = nominationID
        self.nomineeName = nomineeName
        self.decider = decider
        self.reason = reason
        self.at = at
    }

    /// As on the dossier and in the notice to its unit.
    public var sentence: String { "\(decider) không khen thưởng \(nomineeName): \(reason)" }
}
