import Primitives

/// The lawbook as text for a lawyer: what stands in force on a day, with clause, citation and mark.
extension Lawbook {
    /// One row for each title and form in force: code, name, kind, subjects, who decides.
    public func table(on day: CivilDate) -> [[String]] {
        entries(on: day).map { entry in
            [
                entry.code.rawValue, entry.name, entry.kind.name,
                entry.subjects.map(\.noun).joined(separator: ", "), entry.competence.name,
            ]
        }
    }

    /// Everything about one title or form on a day.
    /// - Throws: `Problem(.notInForce)` when no rule is in force.
    public func text(of code: CatalogueCode, on day: CivilDate) throws -> String {
        let entry = try entry(code, on: day)
        var lines = ["\(entry.name) (\(code.rawValue))", "Quy định áp dụng cho hồ sơ nhận ngày \(day.written)"]

        func head(_ text: String) { lines += ["", text] }
        func item(_ text: String, _ details: [String?] = []) {
            lines.append("- \(text)")
            lines += details.compactMap { $0 }.map { "  \($0)" }
        }

        head("Chung")
        item(entry.kind.name)
        item("Đối tượng: \(entry.subjects.map(\.noun).joined(separator: ", "))")
        item("Loại hình: \(entry.categories.map(\.noun).joined(separator: ", "))")
        head("Thẩm quyền")
        item("Quyết định: \(entry.decider)", ["Căn cứ: \(entry.competenceCitation.marked)"])

        for (role, party) in entry.parties {
            item("\(role): \(party.who)", ["Căn cứ: \(party.citation.marked)"])
        }

        for subject in entry.subjects {
            guard let rule = rule(for: code, subject, on: day) else { continue }
            head(
                "Tiêu chuẩn đối với \(subject.noun) (\(rule.instrument), \(period(rule)); đối chiếu ngày "
                    + "\(rule.checkedOn.written))")
            for criterion in rule.criteria where criterion.isInForce(on: day) {
                item(criterion.title, details(criterion))
            }
        }
        let guards = entry.subjects.compactMap { rule(for: code, $0, on: day) }.flatMap(\.guards).filter {
            $0.isInForce(on: day)
        }
        var seen: Set<String> = []
        let once = guards.filter { seen.insert($0.id).inserted }
        if !once.isEmpty {
            head("Nguyên tắc chung")
            for criterion in once { item(criterion.title, details(criterion)) }
        }

        let principles = principles(on: day)
        if !principles.isEmpty {
            head("Nguyên tắc khi xét")
            for principle in principles { item(principle.text, ["Căn cứ: \(principle.citation.marked)"]) }
        }

        head("Bỏ phiếu")
        let votes = voteRules(for: code, on: day)
        if votes.isEmpty { item("Không có tỷ lệ chung cả nước") }
        for vote in votes {
            item(
                "\(vote.council.name): \(vote.words); người vắng mặt cho ý kiến bằng văn bản",
                ["Căn cứ: \(vote.citation.marked)"])
        }

        head("Thành phần hồ sơ")
        for category in entry.categories {
            let papers = requiredPapers(for: code, category: category, on: day)
            lines.append("\(category.name):")
            if papers.isEmpty { item("Không có trong dữ liệu") }
            for paper in papers {
                item("\(paper.name)\(paper.isRequired ? "" : " (khi có)")", ["Căn cứ: \(paper.citation.marked)"])
            }
        }

        if let copies = dossierCopies(for: code, on: day) {
            item("Số bộ hồ sơ: \(copies.text)", ["Căn cứ: \(copies.citation.marked)"])
        }
        if let simplified = simplifiedProcedure(for: code, on: day) {
            head("Thủ tục đơn giản")
            for ground in simplified.grounds { item(ground.text) }
            lines.append("  Căn cứ: \(simplified.citation.marked)")
        }

        head("Thời hạn")
        let deadlines = deadlines(for: code, on: day)
        if deadlines.isEmpty { item("Không có thời hạn chung cả nước") }
        for deadline in deadlines {
            item(
                "\(deadline.name): \(deadline.words)",
                [deadline.actor, deadline.note, "Căn cứ: \(deadline.citation.marked)"])
        }

        head("Tiền thưởng (quyết định ban hành ngày \(day.written))")
        for subject in entry.subjects {
            if let limit = bonusLimit(for: code, subject: subject, decidedOn: day) {
                item(
                    "\(subject.name): do tỉnh quy định, không quá \(limit.coefficientText) × \(limit.baseSalary.written)",
                    ["Căn cứ: \(limit.citations.map(\.marked).joined(separator: "; "))"])
                continue
            }
            guard let money = try? bonus(for: code, subject: subject, decidedOn: day) else {
                item("\(subject.name): chưa có mức trong dữ liệu")
                continue
            }
            item(
                "\(subject.name): \(money.working)",
                [money.note, "Căn cứ: \(money.citations.map(\.marked).joined(separator: "; "))"])
        }
        if let payer = payer(for: code, on: day) {
            item("Nơi chi: \(payer.text)", ["Căn cứ: \(payer.citation.marked)"])
        }

        let powers = powers(for: code, on: day)
        if !powers.isEmpty {
            head("Thẩm quyền theo cấp")
            for power in powers {
                item("\(power.holder), \(power.act.name)", [power.text, "Căn cứ: \(power.citation.marked)"])
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func period(_ item: some Dated) -> String {
        "từ \(item.from.written)" + (item.until.map { " đến \($0.written)" } ?? "")
    }

    private func details(_ criterion: Criterion) -> [String?] {
        [
            criterion.clause,
            "Căn cứ: \(criterion.citation.marked) (\(criterion.citation.mark.name))",
            "Mã: \(criterion.id), \(period(criterion))",
            criterion.scope.words.map { "Chỉ áp dụng: \($0)" },
            criterion.doubt.map { "Không tự kết luận không đạt: \($0)" },
            criterion.condition.needsOfficerOnly ? "Do cán bộ thẩm định xem xét" : nil,
        ]
    }
}

extension CatalogueEntry {
    /// Who has a part in it besides the one who decides.
    var parties: [(role: String, party: CompetentParty)] {
        [("Đề nghị", proposer), ("Trình", submitter), ("Ủy quyền quyết định", delegation)].compactMap { role, party in
            party.map { (role, $0) }
        }
    }
}

extension Applicability {
    /// To whom it applies, when not to everybody.
    var words: String? {
        let parts = [
            groups?.map(\.name).joined(separator: "; "),
            categories?.map(\.noun).joined(separator: ", "),
            subjects?.map(\.noun).joined(separator: ", "),
        ].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: " – ")
    }
}

extension Condition {
    /// Facts never decide it.
    var needsOfficerOnly: Bool {
        if case .officer = self { true } else { false }
    }
}
