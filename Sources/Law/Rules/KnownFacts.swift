import Primitives

/// How the evaluator reads the facts, and names them in sentences. Rows are handed on by their place, not by copy.
extension Evaluator {
    enum Holding {
        case held(ref: String?)
        case revoked(ref: String?)
        /// Its place in `facts.pending`.
        case pending(Int)
        case absent
        case unknown
    }

    /// The place of a year in `facts.years`.
    func yearIndex(_ year: Int) -> Int? {
        for index in facts.years.indices where facts.years[index].year == year { return index }
        return nil
    }

    func holding(_ code: CatalogueCode, _ year: Int) -> Holding {
        var revoked: Int?
        for index in facts.received.indices where facts.received[index].year == year {
            guard facts.received[index].code == code else { continue }
            if facts.received[index].revoked {
                revoked = index
            } else {
                return .held(ref: facts.received[index].ref)
            }
        }
        if let revoked { return .revoked(ref: facts.received[revoked].ref) }
        let known = yearIndex(year)
        if let known, facts.years[known].held.contains(code) { return .held(ref: facts.years[known].ref) }
        for index in facts.pending.indices
        where facts.pending[index].year == year && facts.pending[index].code == code { return .pending(index) }
        return known == nil ? .unknown : .absent
    }

    func isHeld(_ code: CatalogueCode, _ year: Int) -> Bool {
        if case .held = holding(code, year) { return true }
        return false
    }

    /// A row that was annulled, or whose ground does not count for this proposal.
    func counts(_ index: Int) -> Bool { !facts.received[index].revoked && !isLowerGround(index) }

    /// An extraordinary or thematic result, which is no ground for merit at a higher level.
    func isLowerGround(_ index: Int) -> Bool {
        guard ignoresLowerGround else { return false }
        let category = facts.received[index].category
        return category == .extraordinary || category == .movement
    }

    func evidence(of code: CatalogueCode, _ year: Int, ref: String?) -> Evidence {
        Evidence(text: "\(lawbook.name(of: code)) năm \(year)", ref: ref)
    }

    func evidence(revoked code: CatalogueCode, _ year: Int, ref: String?) -> Evidence {
        Evidence(text: "\(lawbook.name(of: code)) năm \(year) đã bị hủy bỏ", ref: ref)
    }

    func evidence(of rating: CompletionLevel, inYear index: Int) -> Evidence {
        Evidence(text: "Xếp loại năm \(facts.years[index].year): \(rating.noun)", ref: facts.years[index].ref)
    }

    func evidence(ofPending index: Int) -> Evidence {
        Evidence(text: "Hồ sơ \(facts.pending[index].dossier)", ref: facts.pending[index].ref)
    }

    func evidence(of row: ReceivedFact) -> Evidence { Evidence(text: words(for: row), ref: row.ref) }

    /// `Giấy khen (đột xuất) năm 2025`.
    func words(for row: ReceivedFact) -> String {
        var text = "\(lawbook.name(of: row.code)) (\(row.category.noun)) năm \(row.year)"
        if let achievement = row.achievement, !achievement.isEmpty { text += " về “\(achievement)”" }
        return text
    }

    /// `A hoặc B`.
    func words(for codes: [CatalogueCode]) -> String {
        codes.map { lawbook.name(of: $0) }.joined(separator: " hoặc ")
    }

    /// `Chiến sĩ thi đua cơ sở năm 2024` for `CSTDCS-2024`.
    func words(forUse use: String) -> String {
        guard let dash = use.lastIndex(of: "-") else { return use }
        let code = CatalogueCode(rawValue: String(use[..<dash]))
        return "\(lawbook.name(of: code)) năm \(use[use.index(after: dash)...])"
    }

    /// Whether `use`, such as `CSTDCS-2024`, is for this very proposal. Compares without making a text.
    func isOwnUse(_ use: String) -> Bool {
        let code = proposal.code.rawValue
        guard use.hasPrefix(code), use.utf8.count == code.utf8.count + 5 else { return false }
        return Int(use.suffix(4)) == proposal.year && use.dropLast(4).last == "-"
    }
}
