import Primitives

/// How the evaluator reads the facts, and names them in sentences.
extension Evaluator {
    enum Holding {
        case held(Evidence)
        case revoked(Evidence)
        case pending(PendingFact)
        case absent
        case unknown
    }

    func yearFacts(_ year: Int) -> YearFacts? { facts.years.first { $0.year == year } }

    func holding(_ code: CatalogueCode, _ year: Int) -> Holding {
        var revoked: ReceivedFact?
        for row in facts.received where row.code == code && row.year == year {
            if row.revoked {
                revoked = row
            } else {
                return .held(Evidence(text: "\(lawbook.name(of: code)) năm \(year)", ref: row.ref))
            }
        }
        if let revoked {
            return .revoked(Evidence(text: "\(lawbook.name(of: code)) năm \(year) đã bị hủy bỏ", ref: revoked.ref))
        }
        let known = yearFacts(year)
        if let known, known.held.contains(code) {
            return .held(Evidence(text: "\(lawbook.name(of: code)) năm \(year)", ref: known.ref))
        }
        if let pending = facts.pending.first(where: { $0.code == code && $0.year == year }) { return .pending(pending) }
        return known == nil ? .unknown : .absent
    }

    func evidence(of rating: CompletionLevel, _ facts: YearFacts) -> Evidence {
        Evidence(text: "Xếp loại năm \(facts.year): \(rating.noun)", ref: facts.ref)
    }

    /// `Giấy khen (đột xuất) năm 2025`.
    func words(for row: ReceivedFact) -> String {
        var text = "\(lawbook.name(of: row.code)) (\(row.category.noun)) năm \(row.year)"
        if let achievement = row.achievement, !achievement.isEmpty { text += " về “\(achievement)”" }
        return text
    }

    /// `Chiến sĩ thi đua cơ sở năm 2024` for `CSTDCS-2024`.
    func words(forUse use: String) -> String {
        guard let dash = use.lastIndex(of: "-") else { return use }
        let code = CatalogueCode(rawValue: String(use[..<dash]))
        return "\(lawbook.name(of: code)) năm \(use[use.index(after: dash)...])"
    }
}
