import Primitives

/// Answers the criteria of one rule for one proposal. A value that lives as long as one assessment.
struct Evaluator {
    let lawbook: Lawbook
    let proposal: Proposal
    let facts: Facts
    let asOf: CivilDate
    /// The years that the applicable standards look at, the last being the proposed one.
    private(set) var window: ClosedRange<Int>
    /// The years that a standard without alternatives looks at.
    private(set) var compulsoryWindow: ClosedRange<Int>
    /// An unmet standard would be met if used initiatives counted again.
    private var isBlockedByReuse = false
    /// The judgement of an officer carries one of the standards.
    private var restsOnOfficer = false

    init(lawbook: Lawbook, proposal: Proposal, facts: Facts, asOf: CivilDate) {
        self.lawbook = lawbook
        self.proposal = proposal
        self.facts = facts
        self.asOf = asOf
        window = proposal.year...proposal.year
        compulsoryWindow = window
    }

    mutating func findings(of rule: Rule) -> [Finding] {
        let standards = rule.criteria.filter { $0.isInForce(on: asOf) && $0.scope.covers(proposal) }
        var years = 1
        var compulsory = 1
        for criterion in standards {
            years = max(years, criterion.condition.years)
            if case .anyOf = criterion.condition { continue }
            compulsory = max(compulsory, criterion.condition.years)
        }
        window = (proposal.year - years + 1)...proposal.year
        compulsoryWindow = (proposal.year - compulsory + 1)...proposal.year

        var findings: [Finding] = []
        findings.reserveCapacity(standards.count + rule.guards.count)
        for criterion in standards {
            let outcome = answer(criterion)
            if outcome.verdict == .notMet, outcome.isBlockedByReuse { isBlockedByReuse = true }
            if outcome.needsOfficer { restsOnOfficer = true }
            findings.append(finding(criterion, outcome))
        }
        // Guards come last: they look at what the standards rest on.
        for criterion in rule.guards where criterion.isInForce(on: asOf) && criterion.scope.covers(proposal) {
            findings.append(finding(criterion, answer(criterion)))
        }
        return findings
    }

    private func finding(_ criterion: Criterion, _ outcome: Outcome) -> Finding {
        Finding(
            id: criterion.id, title: criterion.title, clause: criterion.clause, citation: criterion.citation,
            verdict: outcome.verdict, because: sentence(outcome.because), evidence: outcome.evidence,
            remedy: outcome.verdict == .met ? nil : outcome.remedy.map(sentence), needsOfficer: outcome.needsOfficer)
    }

    private func answer(_ criterion: Criterion) -> Outcome {
        judged(
            evaluate(criterion.condition), id: criterion.id, title: criterion.title, doubt: criterion.doubt)
    }

    /// Applies what an officer has decided, where it is for an officer to decide.
    private func judged(_ outcome: Outcome, id: String, title: String, doubt: String?) -> Outcome {
        var outcome = outcome
        if let doubt, outcome.verdict == .notMet {
            outcome.verdict = .undecided
            outcome.needsOfficer = true
            outcome.because += "; \(doubt)"
            outcome.remedy = "xem xét cụ thể, rồi xác nhận đạt hoặc không đạt"
        }
        guard outcome.verdict == .undecided, outcome.needsOfficer else { return outcome }
        if facts.refuted.contains(id) {
            outcome.verdict = .notMet
            outcome.because = "cán bộ thẩm định đã xem xét và kết luận không đạt tiêu chuẩn “\(title)”"
            outcome.remedy = "xem lý do của cán bộ thẩm định, bổ sung minh chứng mới nếu có rồi đề nghị thẩm định lại"
        } else if facts.confirmed.contains(id) {
            outcome.verdict = .met
            outcome.because = "cán bộ thẩm định đã xem xét và xác nhận đạt tiêu chuẩn “\(title)”"
        }
        return outcome
    }

    private func evaluate(_ condition: Condition) -> Outcome {
        switch condition {
        case .rating(let level): rating(atLeast: level)
        case .standardOf(let title, let equals): standard(of: title, equals: equals)
        case .consecutiveTitles(let title, let years): consecutiveTitles(title, years: years)
        case .yearsNotUsed(let title, let years, let by): yearsNotUsed(title, years: years, by: by)
        case .consecutiveRatings(let level, let years, let titles):
            consecutiveRatings(atLeast: level, years: years, orTitles: titles)
        case .initiatives(let scope, let count, let years, let orScience):
            initiatives(scope: scope, count: count, years: years, orScience: orScience)
        case .science(let scope, let years): science(scope: scope, years: years)
        case .memberShare(let kind, let share): memberShare(of: kind, share: share)
        case .membersAtLeast(let kind, let count): membersAtLeast(of: kind, count: count)
        case .noDisciplinedMember: noDisciplinedMember()
        case .clusterLeader: clusterLeader()
        case .movement(let level, let years): movement(launchedBy: level, years: years)
        case .workingMonths(let months): workingMonths(months)
        case .officer(let question): officer(question)
        case .anyOf(let branches): anyOf(branches)
        case .allOf(let branches): allOf(branches)
        case .notUnderExamination: notUnderExamination()
        case .disciplineServed: disciplineServed()
        case .noLowerGround: noLowerGround()
        case .oneAchievementOneForm: oneAchievementOneForm()
        case .notTwice: notTwice()
        case .initiativesUsedOnce: initiativesUsedOnce()
        }
    }

    // MARK: What the facts say

    private enum Holding {
        case held(Evidence)
        case revoked(Evidence)
        case pending(PendingFact)
        case absent
        case unknown
    }

    private func yearFacts(_ year: Int) -> YearFacts? { facts.years.first { $0.year == year } }

    private func holding(_ code: CatalogueCode, _ year: Int) -> Holding {
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

    private func evidence(of rating: CompletionLevel, _ facts: YearFacts) -> Evidence {
        Evidence(text: "Xếp loại năm \(facts.year): \(rating.noun)", ref: facts.ref)
    }

    /// `Giấy khen (đột xuất) năm 2025`.
    private func words(for row: ReceivedFact) -> String {
        var text = "\(lawbook.name(of: row.code)) (\(row.category.noun)) năm \(row.year)"
        if let achievement = row.achievement, !achievement.isEmpty { text += " về “\(achievement)”" }
        return text
    }

    /// `Chiến sĩ thi đua cơ sở năm 2024` for `CSTDCS-2024`.
    private func words(forUse use: String) -> String {
        guard let dash = use.lastIndex(of: "-") else { return use }
        let code = CatalogueCode(rawValue: String(use[..<dash]))
        return "\(lawbook.name(of: code)) năm \(use[use.index(after: dash)...])"
    }

    // MARK: Standards

    private func rating(atLeast level: CompletionLevel) -> Outcome {
        let year = proposal.year
        guard let known = yearFacts(year), let rating = known.rating else {
            return .unknown(
                "chưa có kết quả xếp loại mức độ hoàn thành nhiệm vụ năm \(year)",
                remedy: "nhập kết quả xếp loại năm \(year), hoặc đề nghị đơn vị cung cấp văn bản đánh giá, xếp loại")
        }
        let evidence = [evidence(of: rating, known)]
        if rating >= level { return .met("năm \(year) được xếp loại \(rating.noun)", evidence) }
        return .notMet(
            "năm \(year) xếp loại \(rating.noun), thấp hơn mức \(level.noun)", evidence,
            remedy: "kiểm tra lại kết quả xếp loại năm \(year) nếu cho là chưa đúng")
    }

    private func standard(of title: CatalogueCode, equals: [CatalogueCode]) -> Outcome {
        let year = proposal.year
        for code in [title] + equals {
            if case .held(let evidence) = holding(code, year) {
                return .met("đã được công nhận \(lawbook.name(of: code)) năm \(year)", [evidence])
            }
        }
        let name = lawbook.name(of: title)
        if case .revoked(let evidence) = holding(title, year) {
            return .notMet(
                "danh hiệu \(name) năm \(year) đã bị hủy bỏ", [evidence],
                remedy: "kiểm tra quyết định hủy bỏ danh hiệu \(name) năm \(year)")
        }
        guard let rule = lawbook.rule(for: title, proposal.subject, on: asOf) else {
            return .judged(
                "chưa được công nhận \(name) năm \(year)",
                remedy: "đối chiếu tiêu chuẩn \(name), rồi xác nhận đạt hoặc không đạt")
        }
        var parts: [Outcome] = []
        for criterion in rule.criteria where criterion.isInForce(on: asOf) && criterion.scope.covers(proposal) {
            parts.append(answer(criterion))
        }
        var outcome = joined(parts)
        if outcome.verdict == .met {
            outcome.because = "chưa có quyết định công nhận \(name) năm \(year), nhưng đạt các tiêu chuẩn: \(outcome.because)"
        } else if case .pending(let pending) = holding(title, year), outcome.verdict == .undecided {
            return .unknown(
                "danh hiệu \(name) năm \(year) đang được xét ở hồ sơ \(pending.dossier)",
                [Evidence(text: "Hồ sơ \(pending.dossier)", ref: pending.ref)],
                remedy: "chờ quyết định công nhận \(name) năm \(year) rồi thẩm định lại")
        } else if outcome.verdict == .notMet {
            outcome.because = "chưa đạt tiêu chuẩn \(name): \(outcome.because)"
        } else {
            outcome.because = "chưa được công nhận \(name) năm \(year); theo tiêu chuẩn: \(outcome.because)"
            outcome.remedy = "nhập danh hiệu \(name) năm \(year) nếu đã có quyết định; nếu chưa, đối chiếu tiêu chuẩn rồi xác nhận"
        }
        return outcome
    }

    /// What of these years has the title, and what keeps the others from it.
    private func consecutiveTitles(_ title: CatalogueCode, years count: Int) -> Outcome {
        let name = lawbook.name(of: title)
        var held: [Int] = []
        var lacking: [String] = []
        var waiting: [String] = []
        var evidence: [Evidence] = []
        var remedies: [String] = []
        for year in (proposal.year - count + 1)...proposal.year {
            switch holding(title, year) {
            case .held(let row):
                held.append(year)
                evidence.append(row)
            case .revoked(let row):
                lacking.append("danh hiệu năm \(year) đã bị hủy bỏ")
                evidence.append(row)
            case .absent: lacking.append("năm \(year) không có danh hiệu này")
            case .pending(let pending):
                waiting.append("năm \(year) đang được xét ở hồ sơ \(pending.dossier), chưa có quyết định")
                evidence.append(Evidence(text: "Hồ sơ \(pending.dossier)", ref: pending.ref))
                remedies.append("chờ quyết định công nhận \(name) năm \(year) rồi thẩm định lại")
            case .unknown:
                waiting.append("chưa có dữ liệu năm \(year)")
                remedies.append("nhập danh hiệu năm \(year) kèm số, ngày quyết định, hoặc tra sổ khen thưởng")
            }
        }
        if held.count == count {
            return .met("đạt \(name) \(counted(count)) năm liên tục: \(listed(held))", evidence)
        }
        let has = held.isEmpty ? "" : "đã có năm \(listed(held)); "
        let problems = (lacking + waiting).joined(separator: "; ")
        if lacking.isEmpty {
            return .unknown(
                "chưa xác định được \(counted(count)) năm liên tục đạt \(name) tính đến năm \(proposal.year): \(has)\(problems)",
                evidence, remedy: remedies.joined(separator: "; "))
        }
        return .notMet(
            "chưa đủ \(counted(count)) năm liên tục đạt \(name) tính đến năm \(proposal.year): \(has)\(problems)", evidence,
            remedy: "bổ sung số, ngày quyết định nếu năm còn thiếu đã được công nhận")
    }

    private func yearsNotUsed(_ title: CatalogueCode, years count: Int, by user: CatalogueCode) -> Outcome {
        let last = proposal.year
        let first = last - count + 1
        let name = lawbook.name(of: user)
        var blocking: Int?
        var evidence: [Evidence] = []
        for year in (last - count + 1)...(last + count - 1) where year != last {
            for row in facts.received
            where row.code == user && row.year == year && row.category == .merit && !row.revoked {
                blocking = year
                evidence.append(Evidence(text: "\(name) năm \(year)", ref: row.ref))
            }
            if blocking != year, case .held(let row) = holding(user, year),
                !facts.received.contains(where: { $0.code == user && $0.year == year })
            {
                blocking = year
                evidence.append(row)
            }
        }
        if let blocking {
            let shared = Array(max(first, blocking - count + 1)...min(last, blocking))
            return .notMet(
                "năm \(listed(shared)) đã nằm trong thời gian tính của \(name) năm \(blocking), mỗi năm chỉ tính cho một lần xét", evidence,
                remedy: "tính lại từ năm \(blocking + 1): sớm nhất năm \(blocking + count) mới đủ \(counted(count)) năm mới")
        }
        if let pending = facts.pending.first(where: { $0.code == user && abs($0.year - last) < count && $0.year != last }) {
            return .unknown(
                "\(name) năm \(pending.year) đang được xét ở hồ sơ \(pending.dossier), dùng chung năm \(listed(Array(max(first, pending.year - count + 1)...min(last, pending.year))))",
                [Evidence(text: "Hồ sơ \(pending.dossier)", ref: pending.ref)],
                remedy: "chờ kết quả hồ sơ \(pending.dossier) rồi thẩm định lại")
        }
        let missing = (first..<last).filter { year in
            yearFacts(year) == nil && !facts.received.contains { $0.year == year }
        }
        if !missing.isEmpty {
            return .unknown(
                "chưa có dữ liệu năm \(listed(missing)) nên chưa biết các năm này đã tính cho \(name) chưa",
                remedy: "nhập danh hiệu, hình thức khen thưởng đã nhận năm \(listed(missing))")
        }
        return .met("năm \(listed(Array(first...last))) chưa nằm trong thời gian tính của \(name) nào khác")
    }

    private func consecutiveRatings(
        atLeast level: CompletionLevel, years count: Int, orTitles titles: [CatalogueCode]
    ) -> Outcome {
        let alternative = titles.map { lawbook.name(of: $0) }.joined(separator: ", ")
        let wanted = alternative.isEmpty ? level.noun : "\(level.noun) hoặc đạt \(alternative)"
        var reached: [Int] = []
        var lacking: [String] = []
        var waiting: [String] = []
        var evidence: [Evidence] = []
        for year in (proposal.year - count + 1)...proposal.year {
            let known = yearFacts(year)
            if let known, let rating = known.rating, rating >= level {
                reached.append(year)
                evidence.append(self.evidence(of: rating, known))
                continue
            }
            var pending: PendingFact?
            var row: Evidence?
            for title in titles {
                switch holding(title, year) {
                case .held(let evidence): row = evidence
                case .pending(let fact): pending = fact
                default: break
                }
            }
            if let row {
                reached.append(year)
                evidence.append(row)
            } else if let pending {
                waiting.append("năm \(year) đang được xét ở hồ sơ \(pending.dossier)")
                evidence.append(Evidence(text: "Hồ sơ \(pending.dossier)", ref: pending.ref))
            } else if let known, let rating = known.rating {
                lacking.append("năm \(year) xếp loại \(rating.noun)")
                evidence.append(self.evidence(of: rating, known))
            } else {
                waiting.append("chưa có xếp loại năm \(year)")
            }
        }
        if reached.count == count {
            return .met("\(counted(count)) năm liên tục \(wanted): \(listed(reached))", evidence)
        }
        let problems = (lacking + waiting).joined(separator: "; ")
        if lacking.isEmpty {
            return .unknown(
                "chưa xác định được \(counted(count)) năm liên tục \(wanted): \(problems)", evidence,
                remedy: "nhập kết quả xếp loại của \(counted(count)) năm tính đến năm \(proposal.year)")
        }
        return .notMet(
            "chưa đủ \(counted(count)) năm liên tục \(wanted): \(problems)", evidence,
            remedy: "kiểm tra lại kết quả xếp loại các năm nếu cho là chưa đúng")
    }

    private func initiatives(scope: InfluenceScope, count: Int, years: Int, orScience: Bool) -> Outcome {
        let ownUse = "\(proposal.code.rawValue)-\(proposal.year)"
        let range = (proposal.year - years + 1)...proposal.year
        var available = 0
        var reserved = 0
        var used = 0
        var narrower = false
        var missing: [Int] = []
        var usedFor: [String] = []
        var names: [String] = []
        var evidence: [Evidence] = []
        for year in range {
            guard let known = yearFacts(year) else {
                missing.append(year)
                continue
            }
            var hasUseForThisYear = false
            for initiative in known.initiatives {
                guard initiative.scope >= scope else {
                    narrower = true
                    continue
                }
                let label = initiative.name.map { "“\($0)”" } ?? "năm \(year)"
                if let use = initiative.usedFor.first(where: { $0 != ownUse }) {
                    used += initiative.count
                    usedFor.append(words(forUse: use))
                    if use.hasPrefix("CSTDCS") { hasUseForThisYear = true }
                    evidence.append(Evidence(text: "Sáng kiến \(label) đã dùng cho \(words(forUse: use))", ref: initiative.ref))
                } else {
                    available += initiative.count
                    if initiative.name != nil { names.append(label) }
                    evidence.append(
                        Evidence(text: "Sáng kiến \(label), phạm vi \(initiative.scope.noun)", ref: initiative.ref))
                }
            }
            // CV 1168/BNV-BTĐKT (6/2/2026): what the year's CSTĐCS already rests on does not count again.
            if years > 1, known.ground["CSTDCS"] == .initiative, !hasUseForThisYear { reserved += 1 }
            if orScience {
                for topic in known.science where topic.accepted && topic.scope >= scope {
                    available += 1
                    evidence.append(
                        Evidence(text: "Đề tài năm \(year) đã nghiệm thu, phạm vi \(topic.scope.noun)", ref: topic.ref))
                }
            }
        }
        let noun = orScience ? "sáng kiến, đề tài" : "sáng kiến"
        let span = years == 1 ? "năm \(proposal.year)" : "trong các năm \(listed(Array(range)))"
        if available - reserved >= count {
            let which = names.isEmpty ? "" : " (\(names.prefix(3).joined(separator: ", ")))"
            return .met("có \(counted(available)) \(noun) được công nhận phạm vi \(scope.noun) trở lên \(span)\(which)", evidence)
        }
        if available >= count {
            return .judged(
                "có \(counted(available)) \(noun) \(span), nhưng danh hiệu Chiến sĩ thi đua cơ sở trong thời gian này được xét bằng sáng kiến mà chưa ghi sáng kiến nào đã dùng",
                evidence, remedy: "ghi rõ sáng kiến đã dùng để xét Chiến sĩ thi đua cơ sở, hoặc xác nhận số sáng kiến còn lại đủ \(counted(count))")
        }
        let recognition =
            scope == .base
            ? "bổ sung giấy chứng nhận sáng kiến của cơ sở \(span)"
            : "đề nghị cấp có thẩm quyền công nhận hiệu quả áp dụng và khả năng nhân rộng phạm vi \(scope.noun), rồi bổ sung văn bản công nhận"
        if !missing.isEmpty {
            return .unknown(
                "chưa có dữ liệu \(noun) năm \(listed(missing))", evidence,
                remedy: "nhập \(noun) năm \(listed(missing)), hoặc \(recognition)")
        }
        var reasons: [String] = []
        if available > 0 {
            reasons.append("mới có \(counted(available)) \(noun) phạm vi \(scope.noun) trở lên \(span), cần \(counted(count))")
        } else {
            reasons.append("chưa có \(noun)\(used > 0 ? " chưa dùng" : "") nào được công nhận phạm vi \(scope.noun) trở lên \(span)")
        }
        if used > 0 { reasons.append("\(counted(used)) sáng kiến đã dùng cho \(usedFor.joined(separator: ", ")) nên không tính lại") }
        if narrower { reasons.append("sáng kiến còn lại mới được công nhận phạm vi hẹp hơn") }
        var outcome = Outcome.notMet(reasons.joined(separator: ", "), evidence, remedy: recognition)
        outcome.isBlockedByReuse = used > 0 && available + used >= count
        return outcome
    }

    private func science(scope: InfluenceScope, years: Int) -> Outcome {
        let range = (proposal.year - years + 1)...proposal.year
        let span = years == 1 ? "năm \(proposal.year)" : "trong các năm \(listed(Array(range)))"
        var missing: [Int] = []
        var unaccepted: Evidence?
        for year in range {
            guard let known = yearFacts(year) else {
                missing.append(year)
                continue
            }
            for topic in known.science where topic.scope >= scope {
                let evidence = Evidence(text: "Đề tài năm \(year), phạm vi \(topic.scope.noun)", ref: topic.ref)
                if topic.accepted {
                    return .met("có đề tài, đề án, công trình khoa học đã nghiệm thu phạm vi \(topic.scope.noun) năm \(year)", [evidence])
                }
                unaccepted = evidence
            }
        }
        if let unaccepted {
            return .notMet(
                "đề tài, đề án phạm vi \(scope.noun) chưa được nghiệm thu", [unaccepted],
                remedy: "bổ sung biên bản nghiệm thu khi có")
        }
        if !missing.isEmpty {
            return .unknown(
                "chưa có dữ liệu đề tài, đề án khoa học năm \(listed(missing))",
                remedy: "nhập đề tài, đề án khoa học năm \(listed(missing)), nếu có")
        }
        return .notMet(
            "không có đề tài, đề án, công trình khoa học đã nghiệm thu phạm vi \(scope.noun) \(span)",
            remedy: "nếu có, nhập đề tài và bổ sung biên bản nghiệm thu")
    }

    private func memberShare(of kind: MemberCount, share: Ratio) -> Outcome {
        guard let members = facts.members, let total = members.total, let count = kind.value(in: members) else {
            return .unknown(
                "chưa có đủ số thành viên và số người \(kind.noun) năm \(proposal.year)",
                remedy: "nhập tổng số thành viên và số người \(kind.noun)")
        }
        guard total > 0, (0...total).contains(count) else {
            return .unknown(
                "số liệu thành viên không khớp: \(count) người \(kind.noun) trên tổng số \(total)",
                remedy: "kiểm tra lại số thành viên của tập thể")
        }
        let reached = Ratio(count, of: total)
        let evidence = [Evidence(text: "\(count)/\(total) thành viên \(kind.noun)")]
        if reached.isAtLeast(share) {
            return .met("\(count)/\(total) thành viên \(kind.noun) (\(reached.percent)), đủ tỷ lệ \(share.percent)", evidence)
        }
        let lacking = share.needed(of: total) - count
        return .notMet(
            "\(count)/\(total) thành viên \(kind.noun) (\(reached.percent)), thiếu \(counted(lacking)) người so với tỷ lệ \(share.percent)",
            evidence, remedy: "kiểm tra lại số liệu thành viên nếu cho là chưa đúng")
    }

    private func membersAtLeast(of kind: MemberCount, count needed: Int) -> Outcome {
        guard let members = facts.members, let count = kind.value(in: members) else {
            return .unknown(
                "chưa có số thành viên \(kind.noun) năm \(proposal.year)", remedy: "nhập số thành viên \(kind.noun)")
        }
        if count >= needed {
            return .met(
                "có \(counted(count)) thành viên \(kind.noun)", [Evidence(text: "\(count) thành viên \(kind.noun)")])
        }
        return .notMet(
            count == 0
                ? "chưa có thành viên nào \(kind.noun)"
                : "có \(counted(count)) thành viên \(kind.noun), cần ít nhất \(counted(needed))",
            remedy: "nhập lại số liệu nếu thành viên đã được công nhận, hoặc chờ quyết định nếu đang xét")
    }

    private func noDisciplinedMember() -> Outcome {
        guard let count = facts.members?.disciplined else {
            return .unknown(
                "chưa có số thành viên bị kỷ luật từ cảnh cáo trở lên năm \(proposal.year)",
                remedy: "nhập số thành viên bị kỷ luật từ cảnh cáo trở lên (ghi 0 nếu không có)")
        }
        if count == 0 { return .met("không có thành viên bị kỷ luật từ cảnh cáo trở lên") }
        return .notMet(
            "có \(counted(count)) thành viên bị kỷ luật từ cảnh cáo trở lên",
            [Evidence(text: "\(count) thành viên bị kỷ luật từ cảnh cáo trở lên")],
            remedy: "kiểm tra lại hình thức và thời gian kỷ luật nếu cho là chưa đúng")
    }

    private func clusterLeader() -> Outcome {
        guard let rank = facts.clusterRank else {
            return .unknown(
                "chưa có kết quả xếp hạng trong cụm, khối thi đua năm \(proposal.year)",
                remedy: "nhập kết quả bình xét, suy tôn của cụm, khối thi đua")
        }
        let evidence = [Evidence(text: "Xếp thứ \(rank) trong cụm, khối thi đua năm \(proposal.year)")]
        if rank == 1 { return .met("dẫn đầu cụm, khối thi đua năm \(proposal.year)", evidence) }
        return .notMet(
            "xếp thứ \(rank) trong cụm, khối thi đua năm \(proposal.year), không phải đơn vị dẫn đầu", evidence,
            remedy: "xem xét hình thức khen thưởng khác phù hợp với kết quả của cụm, khối")
    }

    private func movement(launchedBy level: CompetenceLevel?, years: Int) -> Outcome {
        guard let movement = facts.movement else {
            return .unknown(
                "chưa ghi phong trào thi đua làm căn cứ khen thưởng", remedy: "chọn phong trào thi đua làm căn cứ")
        }
        let evidence = [Evidence(text: "Phong trào “\(movement.name)”", ref: movement.ref)]
        if let level, movement.launchedBy != level {
            return .notMet(
                "phong trào “\(movement.name)” do cấp khác phát động (\(movement.launchedBy.name)), không phải \(level.name)",
                evidence, remedy: "chọn đúng phong trào, hoặc chuyển đến cấp đã phát động phong trào để khen thưởng")
        }
        guard years > 0 else {
            return .met("căn cứ là phong trào “\(movement.name)” do \(movement.launchedBy.name) phát động", evidence)
        }
        guard let endsOn = movement.endsOn, endsOn <= asOf else {
            return .unknown(
                "phong trào “\(movement.name)” chưa tổng kết", evidence,
                remedy: "chờ tổng kết phong trào, hoặc nhập ngày kết thúc nếu đã tổng kết")
        }
        // The day before the anniversary completes the last year.
        if endsOn >= movement.startsOn.adding(years: years).adding(days: -1) {
            return .met(
                "phong trào “\(movement.name)” kéo dài từ \(movement.startsOn.written) đến \(endsOn.written), đủ \(counted(years)) năm",
                evidence)
        }
        return .notMet(
            "phong trào “\(movement.name)” kéo dài từ \(movement.startsOn.written) đến \(endsOn.written), chưa đủ \(counted(years)) năm",
            evidence, remedy: "xem xét hình thức khen thưởng khác đối với phong trào dưới \(counted(years)) năm")
    }

    private func workingMonths(_ months: Int) -> Outcome {
        let year = proposal.year
        let known = yearFacts(year)
        let maternity = known?.maternity == true ? "; thời gian nghỉ thai sản năm \(year) được tính" : ""
        if let start = facts.startedWorkOn {
            let evidence = [Evidence(text: "Bắt đầu làm việc ngày \(start.written)")]
            guard let newYear = CivilDate(year: year + 1, month: 1, day: 1) else {
                return .unknown("năm xét không hợp lệ", remedy: "kiểm tra lại năm xét")
            }
            if start.adding(months: months) <= newYear {
                return .met("bắt đầu làm việc từ ngày \(start.written), không phải mới tuyển dụng dưới \(counted(months)) tháng trong năm \(year)\(maternity)", evidence)
            }
            return .notMet(
                "bắt đầu làm việc từ ngày \(start.written), tính đến hết năm \(year) chưa đủ \(counted(months)) tháng", evidence,
                remedy: "xét từ năm sau, hoặc sửa ngày bắt đầu làm việc nếu ghi sai")
        }
        if let worked = known?.monthsWorked {
            let evidence = [Evidence(text: "\(worked) tháng làm việc năm \(year)", ref: known?.ref)]
            if worked >= months { return .met("làm việc \(counted(worked)) tháng trong năm \(year)\(maternity)", evidence) }
            if known?.maternity == true {
                return .met("làm việc \(counted(worked)) tháng trong năm \(year), thời gian nghỉ thai sản được tính vào thời gian xét", evidence)
            }
            return .judged(
                "mới ghi \(counted(worked)) tháng làm việc trong năm \(year), chưa có ngày tuyển dụng", evidence,
                remedy: "nhập ngày bắt đầu làm việc, hoặc xác nhận đạt nếu không phải người mới tuyển dụng")
        }
        if let earlier = facts.years.filter({ $0.year < year && ($0.rating != nil || !$0.held.isEmpty) }).max(by: { $0.year < $1.year }) {
            return .met(
                "đã có kết quả công tác năm \(earlier.year), không phải người mới tuyển dụng\(maternity)",
                [Evidence(text: "Kết quả công tác năm \(earlier.year)", ref: earlier.ref)])
        }
        return .judged(
            "chưa có ngày bắt đầu làm việc và số tháng làm việc năm \(year)",
            remedy: "nhập ngày bắt đầu làm việc hoặc số tháng làm việc năm \(year), hoặc xác nhận không phải người mới tuyển dụng dưới \(counted(months)) tháng")
    }

    private func officer(_ question: String) -> Outcome {
        .judged(
            "cần cán bộ thẩm định xem xét: \(question)",
            remedy: "đối chiếu báo cáo thành tích và minh chứng, rồi xác nhận đạt hoặc không đạt")
    }

    // MARK: Several together

    private func answers(_ branches: [Branch]) -> [Outcome] {
        var outcomes: [Outcome] = []
        for branch in branches where branch.scope.covers(proposal) {
            outcomes.append(
                judged(evaluate(branch.condition), id: branch.id, title: branch.title, doubt: branch.doubt))
        }
        return outcomes
    }

    private func anyOf(_ branches: [Branch]) -> Outcome {
        let outcomes = answers(branches)
        let met = outcomes.filter { $0.verdict == .met }
        if !met.isEmpty {
            return Outcome(
                verdict: .met, because: met.map(\.because).joined(separator: "; "), evidence: met.flatMap(\.evidence),
                needsOfficer: met.allSatisfy(\.needsOfficer))
        }
        let undecided = outcomes.filter { $0.verdict == .undecided }
        let lacking = outcomes.filter { $0.verdict == .notMet }
        let evidence = outcomes.flatMap(\.evidence)
        let isBlocked = outcomes.contains { $0.isBlockedByReuse }
        let remedies = distinct(outcomes.compactMap(\.remedy))
        let remedy = remedies.count == 1 ? remedies[0] : "cần một trong các việc sau: \(numbered(remedies))"
        if undecided.isEmpty {
            let because =
                lacking.count == 1 ? lacking[0].because : "chưa đạt điều kiện nào: \(numbered(lacking.map(\.because)))"
            return Outcome(
                verdict: .notMet, because: because, evidence: evidence, remedy: remedy, isBlockedByReuse: isBlocked)
        }
        var because = numbered(distinct(undecided.map(\.because)))
        if !lacking.isEmpty { because += "; điều kiện khác chưa đạt: \(numbered(lacking.map(\.because)))" }
        return Outcome(
            verdict: .undecided, because: because, evidence: evidence, remedy: remedy,
            needsOfficer: undecided.contains { $0.needsOfficer }, isBlockedByReuse: isBlocked)
    }

    private func allOf(_ branches: [Branch]) -> Outcome { joined(answers(branches)) }

    /// Several outcomes that are all needed. What is not met is told first.
    private func joined(_ outcomes: [Outcome]) -> Outcome {
        let worst: Verdict =
            outcomes.contains { $0.verdict == .notMet }
            ? .notMet : outcomes.contains { $0.verdict == .undecided } ? .undecided : .met
        let telling = outcomes.filter { $0.verdict == worst }
        let remedies = distinct(telling.compactMap(\.remedy))
        // An officer's word helps only when nothing else stands in the way.
        let undecided = outcomes.filter { $0.verdict == .undecided }
        return Outcome(
            verdict: worst, because: telling.map(\.because).joined(separator: "; "),
            evidence: outcomes.flatMap(\.evidence), remedy: remedies.isEmpty ? nil : remedies.joined(separator: "; "),
            needsOfficer: worst == .undecided
                ? undecided.allSatisfy { $0.needsOfficer } : telling.contains { $0.needsOfficer },
            isBlockedByReuse: worst == .notMet && telling.allSatisfy { $0.isBlockedByReuse })
    }

    // MARK: Guards

    private func notUnderExamination() -> Outcome {
        let open = facts.examination.filter { $0.since <= asOf && ($0.closedOn.map { asOf < $0 } ?? true) }
        guard !open.isEmpty else {
            return .met("không có việc xem xét kỷ luật, điều tra, thanh tra, đơn thư hoặc báo chí nêu nào đang mở tại ngày \(asOf.written)")
        }
        let words = open.map { "\(ExaminationFact.name(of: $0.kind)) từ ngày \($0.since.written)" }
        return .notMet(
            words.joined(separator: "; "), zip(words, open).map { Evidence(text: sentence($0), ref: $1.ref) },
            remedy: "tạm dừng hồ sơ; xét tiếp khi có kết luận bằng văn bản")
    }

    private func disciplineServed() -> Outcome {
        var worst = Outcome.met("không có kỷ luật nào trong thời gian tính thành tích")
        for measure in facts.discipline where measure.from <= asOf {
            let words = "\(DisciplineFact.name(of: measure.measure)) từ ngày \(measure.from.written)"
            guard let until = measure.until, until < asOf else {
                return .notMet(
                    "đang chấp hành kỷ luật \(words)", [Evidence(text: "Kỷ luật \(words)", ref: measure.ref)],
                    remedy: "chờ chấp hành xong kỷ luật; thành tích được tính lại từ ngày đó")
            }
            let evidence = [Evidence(text: "Kỷ luật \(words) đến ngày \(until.written)", ref: measure.ref)]
            let counts = "kỷ luật \(words), chấp hành xong ngày \(until.written); thành tích chỉ tính từ ngày đó"
            if until.year > compulsoryWindow.lowerBound || isYearEnd(until, compulsoryWindow.lowerBound) {
                let span = compulsoryWindow.count == 1 ? "năm \(proposal.year)" : "\(counted(compulsoryWindow.count)) năm tính đến năm \(proposal.year)"
                return .notMet("\(counts), nên không đủ thời gian của \(span)", evidence, remedy: "xét khi đủ thời gian tính lại từ ngày chấp hành xong kỷ luật")
            }
            if until.year >= window.lowerBound {
                worst = .judged(
                    "\(counts), nằm trong thời gian xét", evidence,
                    remedy: "xem thời gian còn lại có đủ để xét không, rồi xác nhận đạt hoặc không đạt")
            }
        }
        return worst
    }

    private func isYearEnd(_ date: CivilDate, _ year: Int) -> Bool {
        date.year == year && date.month == 12 && date.day == 31
    }

    private func noLowerGround() -> Outcome {
        let rows = facts.received.filter {
            !$0.revoked && window.contains($0.year) && ($0.category == .extraordinary || $0.category == .movement)
        }
        guard !rows.isEmpty else { return .met("không có kết quả khen đột xuất hoặc khen chuyên đề nào trong thời gian xét") }
        let words = rows.map { self.words(for: $0) }
        let evidence = zip(words, rows).map { Evidence(text: $0, ref: $1.ref) }
        if !restsOnOfficer {
            return .met("căn cứ xét là xếp loại, danh hiệu, sáng kiến; không tính \(words.joined(separator: ", "))", evidence)
        }
        return .judged(
            "trong thời gian xét có \(words.joined(separator: ", ")); kết quả này không được dùng làm căn cứ xét công trạng", evidence,
            remedy: "kiểm tra báo cáo thành tích không dựa vào kết quả này, rồi xác nhận đạt hoặc không đạt")
    }

    private func oneAchievementOneForm() -> Outcome {
        let rows = facts.received.filter { row in
            guard !row.revoked, window.contains(row.year), lawbook.kind(of: row.code) == .form else { return false }
            if row.code == proposal.code && row.year == proposal.year { return false }
            return true
        }
        guard !rows.isEmpty else { return .met("không có hình thức khen thưởng nào khác trong thời gian xét") }
        let words = rows.map { self.words(for: $0) }
        let evidence = zip(words, rows).map { Evidence(text: $0, ref: $1.ref) }
        if !restsOnOfficer, rows.allSatisfy({ $0.category != proposal.category }) {
            return .met("đã nhận \(words.joined(separator: ", ")), khác loại hình và không tính vào lần này", evidence)
        }
        return .judged(
            "trong thời gian xét đã nhận \(words.joined(separator: ", ")); một thành tích không được khen nhiều lần, nhiều hình thức", evidence,
            remedy: "đối chiếu thành tích lần này với lần trước, xác nhận đạt nếu khác nhau")
    }

    private func notTwice() -> Outcome {
        let name = lawbook.name(of: proposal.code)
        let year = proposal.year
        let isForm = lawbook.kind(of: proposal.code) == .form
        if isForm {
            let rows = facts.received.filter {
                !$0.revoked && $0.code == proposal.code && $0.year == year && $0.category == proposal.category
            }
            if let row = rows.first {
                let evidence = [Evidence(text: words(for: row), ref: row.ref)]
                if proposal.category == .merit {
                    return .notMet(
                        "đã nhận \(words(for: row))", evidence, remedy: "rút đề nghị này, hoặc đính chính quyết định trước nếu ghi sai")
                }
                return .judged(
                    "đã nhận \(words(for: row)) cùng loại hình", evidence,
                    remedy: "đối chiếu thành tích, xác nhận đạt nếu là thành tích khác")
            }
        } else if case .held(let evidence) = holding(proposal.code, year) {
            return .notMet(
                "đã được công nhận \(name) năm \(year)", [evidence],
                remedy: "rút đề nghị này, hoặc đính chính quyết định trước nếu ghi sai")
        }
        if let pending = facts.pending.first(where: { $0.code == proposal.code && $0.year == year }) {
            return .unknown(
                "\(name) năm \(year) đang được xét ở hồ sơ \(pending.dossier)",
                [Evidence(text: "Hồ sơ \(pending.dossier)", ref: pending.ref)],
                remedy: "chờ kết quả hồ sơ \(pending.dossier), hoặc rút một trong hai đề nghị")
        }
        if case .revoked(let evidence) = holding(proposal.code, year) {
            return .met("quyết định trước về \(name) năm \(year) đã bị hủy bỏ, không còn đề nghị nào khác", [evidence])
        }
        return .met("chưa nhận và không có đề nghị nào khác về \(name) năm \(year)")
    }

    private func initiativesUsedOnce() -> Outcome {
        let ownUse = "\(proposal.code.rawValue)-\(proposal.year)"
        var words: [String] = []
        var evidence: [Evidence] = []
        for known in facts.years where window.contains(known.year) {
            for initiative in known.initiatives {
                guard let use = initiative.usedFor.first(where: { $0 != ownUse }) else { continue }
                let label = initiative.name.map { "“\($0)”" } ?? "sáng kiến năm \(known.year)"
                words.append("\(label) đã dùng cho \(self.words(forUse: use))")
                evidence.append(Evidence(text: sentence("\(label) đã dùng cho \(self.words(forUse: use))"), ref: initiative.ref))
            }
        }
        guard !words.isEmpty else { return .met("không có sáng kiến nào đã dùng cho lần khen khác") }
        if isBlockedByReuse {
            return .notMet(
                words.joined(separator: "; "), evidence, remedy: "bổ sung sáng kiến khác chưa dùng; mỗi sáng kiến chỉ dùng một lần")
        }
        return .met("không tính lại sáng kiến đã dùng: \(words.joined(separator: "; "))", evidence)
    }
}
