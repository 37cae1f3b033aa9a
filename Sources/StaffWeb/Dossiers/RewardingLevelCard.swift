import Actions
import WebSupport

/// That another level launched the movement than rewards for it, with its clause: on the dossier, and before a decision is signed.
struct RewardingLevelCard {
    let checks: [RewardingLevelCheck]
    /// What can be done all the same, and who judges.
    let ending: String

    var html: HTML {
        guard let first = checks.first else { return "" }
        let source: HTML? = first.citation.map { "<p class=\"muted\">\(first.clause ?? "") \($0.text)</p>" }
        return Card(
            title: "Cấp phát động và cấp khen thưởng",
            body: "\(each: checks.flatMap(\.sentences), { "<p>\($0)</p>" })\(source)<p>\(ending)</p>",
            id: "cap-khen-thuong", tone: .warning
        ).html
    }
}
