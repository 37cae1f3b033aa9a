import Actions
import Domain
import Law
import Papers
import Primitives
import Records
import Store

/// A decision with its lines and its money: what the page shows and the paper prints.
struct DecisionFile: Sendable {
    let decision: Decision
    let issuer: Issuer
    let entries: [DecisionEntry]
    /// Expected while a draft, final once signed.
    let payments: [ID<DecisionLine>: Payment]
    /// Why the money cannot be worked out.
    let moneyProblem: String?
    let bases: [String]
    /// Titles by code; everything else is a form.
    let titles: Set<CatalogueCode>
    let lawbook: Lawbook

    init(_ decision: Decision, _ issuer: Issuer, lawbook: Lawbook, in tx: any ReadTransaction) throws {
        let day = decision.signedOn ?? tx.today
        self.decision = decision
        self.issuer = issuer
        self.lawbook = lawbook
        entries = try DecisionLineRecords.entries(of: decision.id, in: tx)
        bases = LegalBases.lines(for: issuer, on: day, lawbook: lawbook)
        titles = Set(lawbook.entries(on: day).filter { $0.kind == .title }.map(\.code))
        if decision.state == .signed {
            payments = Dictionary(
                entries.compactMap { entry in
                    entry.line.bonus.map { (entry.id, Payment(bonus: $0, note: entry.line.bonusNote)) }
                }, uniquingKeysWith: { first, _ in first })
            moneyProblem = nil
        } else {
            do {
                payments = try DecisionMoney.payments(
                    for: entries, issuer: issuer, on: day, lawbook: lawbook,
                    rules: try RulesRecords.inForce(on: day, in: tx))
                moneyProblem = nil
            } catch let problem as Problem {
                payments = [:]
                moneyProblem = problem.message
            }
        }
    }

    var total: Dong { DecisionMoney.total(payments.values) }

    /// The lines by title or form, in the order of the decision.
    var groups: [(code: CatalogueCode, entries: [DecisionEntry])] {
        var groups: [(code: CatalogueCode, entries: [DecisionEntry])] = []
        for entry in entries {
            if groups.last?.code == entry.line.code {
                groups[groups.count - 1].entries.append(entry)
            } else {
                groups.append((entry.line.code, [entry]))
            }
        }
        return groups
    }

    /// `Danh hiệu Chiến sĩ thi đua cơ sở`, `Giấy khen`.
    func awardName(_ code: CatalogueCode) -> String {
        (titles.contains(code) ? "Danh hiệu " : "") + lawbook.name(of: code)
    }

    /// `2 tập thể, 3 cá nhân`.
    static func counted(_ entries: [DecisionEntry]) -> String {
        let kinds: [(SubjectKind, String)] = [
            (.collective, "tập thể"), (.household, "hộ gia đình"), (.individual, "cá nhân"),
        ]
        return kinds.compactMap { kind, noun in
            let count = entries.count { $0.nomination?.subject == kind }
            return count == 0 ? nil : "\(count) \(noun)"
        }.joined(separator: ", ")
    }

    /// The ground and clause of a revocation, and below it what happened.
    var revocationReason: (ground: String, facts: String) {
        let parts = decision.reason.split(separator: "\n", maxSplits: 1).map(String.init)
        return (parts.first ?? "", parts.count > 1 ? parts[1] : "")
    }

    // MARK: The paper

    func paper(isDemo: Bool) -> DecisionPaper {
        DecisionPaper(
            issuerParent: issuer.letterheadParent, issuer: issuer.letterhead, number: decision.number,
            symbol: decision.symbol, place: issuer.place, signedOn: decision.signedOn, year: decision.year,
            abstract: decision.abstract, bases: bases, proposal: issuer.proposal, decider: decision.issuerTitle,
            articles: decision.kind == .commend ? commendingArticles : revokingArticles, recipients: recipients,
            signature: .init(capacityLines: [issuer.capacity], name: decision.signerName ?? ""),
            lists: decision.kind == .commend ? lists : [], isDemo: isDemo)
    }

    private var recipients: [String] {
        ["Như Điều 3"] + (issuer.isProvince ? ["Sở Nội vụ"] : []) + ["Lưu: VT"]
    }

    private var execution: String {
        let who =
            issuer.isProvince
            ? "Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc Sở Nội vụ, thủ trưởng các cơ quan, đơn vị có liên quan"
            : "Thủ trưởng các cơ quan, đơn vị có liên quan"
        return
            "Quyết định này có hiệu lực kể từ ngày ký.\n\(who) và các tập thể, cá nhân có tên trong Quyết định chịu trách nhiệm thi hành Quyết định này./."
    }

    private var commendingArticles: [String] {
        let groups = groups
        let awards: String
        if groups.count == 1, let only = groups.first {
            let award = (titles.contains(only.code) ? "danh hiệu " : "") + lawbook.name(of: only.code)
            awards = "Tặng \(award) cho \(Self.counted(only.entries)) có tên trong danh sách kèm theo Quyết định này."
        } else {
            let lines = groups.map { "- \(awardName($0.code)): \(Self.counted($0.entries))" }
            awards =
                "Khen thưởng các tập thể, cá nhân có tên trong danh sách kèm theo Quyết định này, gồm:\n"
                + lines.joined(separator: ";\n") + "."
        }
        return [
            awards,
            "Mức tiền thưởng kèm theo ghi trong danh sách, tổng số tiền là \(total.written), trích từ \(issuer.fund).",
            execution,
        ]
    }

    private var revokingArticles: [String] {
        let (ground, facts) = revocationReason
        let revoked = entries.map { entry in
            let award = lawbook.name(of: entry.line.code)
            let unit = entry.line.unitName.isEmpty ? "" : ", \(entry.line.unitName)"
            let original =
                entry.commendation.map {
                    " tại Quyết định số \($0.decisionNumber) ngày \($0.decidedOn.written) của \($0.issuer)"
                } ?? ""
            return "Hủy bỏ việc tặng \(award) đối với \(entry.line.recipientName)\(unit)\(original)."
        }
        let money = entries.compactMap { $0.commendation?.originalBonus }.reduce(Dong.zero) { $0 + $1 }
        let returned = money > .zero ? " và tiền thưởng \(money.written)" : ""
        return [
            revoked.joined(separator: "\n") + "\nCăn cứ hủy bỏ: \(ground).\nLý do: \(facts)",
            "Thu hồi hiện vật khen thưởng\(returned) đã trao.", execution,
        ]
    }

    private var lists: [DecisionPaper.RecipientList] {
        groups.map { group in
            DecisionPaper.RecipientList(
                title: "\(awardName(group.code)): \(Self.counted(group.entries))",
                lines: group.entries.map { entry in
                    let payment = payments[entry.id]
                    return DecisionPaper.RecipientLine(
                        ordinal: entry.line.ordinal, name: entry.line.recipientName,
                        position: entry.line.recipientDetail, unit: entry.line.unitName, note: payment?.note,
                        bonus: payment.map(\.bonus.amount.grouped) ?? "")
                })
        }
    }

    /// `Quyet-dinh-12-QD-UBND.pdf`
    var paperName: String {
        let symbol = decision.symbol.map { $0 == "Đ" ? "D" : $0 }
        guard let number = decision.number else { return "Du-thao-quyet-dinh-" + String(symbol) + ".pdf" }
        return "Quyet-dinh-\(number)-" + String(symbol) + ".pdf"
    }
}
