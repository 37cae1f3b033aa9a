import Law
import Primitives

/// *Cấp nào phát động thì cấp đó khen thưởng*: whether what a dossier asks for is given by the level that launched its movement.
///
/// The clause is known, its text was not seen (Luật 06/2022/QH15 Điều 83, mark K; the letter of January 2025, section 3), so a
/// difference stops nobody: it is shown with its source, and an officer judges.
public struct RewardingLevel: Sendable, Hashable {
    /// What is asked for on one line of the dossier, and who gives it.
    public struct Line: Sendable, Hashable {
        public let awardName: String
        public let level: CompetenceLevel

        public init(awardName: String, level: CompetenceLevel) {
            self.awardName = awardName
            self.level = level
        }
    }

    /// One sentence for each title or form that another level gives.
    public let sentences: [String]
    /// What is to be looked at, in a few words.
    public let summary: String

    /// - Parameters:
    ///   - launcher: who launched the movement, in words.
    ///   - level: which of the levels that reward launched it; `nil` for a ministry or a cluster, of which the sources do not say
    ///     who rewards.
    ///   - dossierLevel: what decides as long as there is no line.
    /// - Returns: `nil` when the levels are the same.
    public init?(
        movementName: String, launcher: String, launchedAt level: CompetenceLevel?, dossierLevel: Dossier.Level,
        lines: [Line]
    ) {
        guard let level else {
            summary = "Chưa rõ cấp nào khen thưởng phong trào này"
            sentences = [
                "Phong trào “\(movementName)” do \(launcher) phát động. Văn bản pháp luật đang dùng chưa nêu rõ cấp nào khen thưởng "
                    + "phong trào của nơi này; cán bộ thẩm định xem văn bản phát động để xác định."
            ]
            return
        }
        var found: [String] = []
        if lines.isEmpty {
            let asked: CompetenceLevel = dossierLevel == .unit ? .unit : .province
            if asked != level {
                found.append(
                    "Phong trào “\(movementName)” do \(level.name) phát động, còn hồ sơ trình \(asked.name) khen thưởng."
                )
            }
        }
        for line in lines where line.level != level {
            let sentence =
                "Phong trào “\(movementName)” do \(level.name) phát động, còn “\(line.awardName)” do \(line.level.name) quyết định hoặc trình."
            if !found.contains(sentence) { found.append(sentence) }
        }
        if found.isEmpty { return nil }
        summary = "Cấp phát động phong trào khác cấp khen thưởng"
        sentences = found
    }
}
