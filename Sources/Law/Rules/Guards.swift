import Primitives

/// The answers to the guards, which hold for many titles and forms.
extension Evaluator {
    func notUnderExamination() -> Outcome {
        func isOpen(_ item: ExaminationFact) -> Bool {
            item.since <= asOf && (item.closedOn.map { asOf < $0 } ?? true)
        }
        guard facts.examination.contains(where: isOpen) else {
            return met(
                "không có việc xem xét kỷ luật, điều tra, thanh tra, đơn thư hoặc báo chí nêu nào đang mở tại "
                    + "ngày \(asOf.written)"
            )
        }
        var open: [(words: String, ref: String?)] {
            facts.examination.filter(isOpen).map {
                ("\(ExaminationFact.name(of: $0.kind)) từ ngày \($0.since.written)", $0.ref)
            }
        }
        return notMet(
            open.map(\.words).joined(separator: "; "), open.map { Evidence(text: sentence($0.words), ref: $0.ref) },
            remedy: "tạm dừng hồ sơ; xét tiếp khi có kết luận bằng văn bản")
    }

    func disciplineServed() -> Outcome {
        var worst = met("không có kỷ luật nào trong thời gian tính thành tích")
        for measure in facts.discipline where measure.from <= asOf {
            var words: String { "\(DisciplineFact.name(of: measure.measure)) từ ngày \(measure.from.written)" }
            guard let until = measure.until, until < asOf else {
                return notMet(
                    "đang chấp hành kỷ luật \(words)", [Evidence(text: "Kỷ luật \(words)", ref: measure.ref)],
                    remedy: "chờ chấp hành xong kỷ luật; thành tích được tính lại từ ngày đó")
            }
            var evidence: [Evidence] {
                [Evidence(text: "Kỷ luật \(words) đến ngày \(until.written)", ref: measure.ref)]
            }
            var counts: String {
                "kỷ luật \(words), chấp hành xong ngày \(until.written); thành tích chỉ tính từ ngày đó"
            }
            if until.year > compulsoryWindow.lowerBound || isYearEnd(until, compulsoryWindow.lowerBound) {
                var span: String {
                    compulsoryWindow.count == 1
                        ? "năm \(proposal.year)"
                        : "\(counted(compulsoryWindow.count)) năm tính đến năm \(proposal.year)"
                }
                return notMet(
                    "\(counts), nên không đủ thời gian của \(span)", evidence,
                    remedy: "xét khi đủ thời gian tính lại từ ngày chấp hành xong kỷ luật")
            }
            if until.year >= window.lowerBound {
                worst = judged(
                    "\(counts), nằm trong thời gian xét", evidence,
                    remedy: "xem thời gian còn lại có đủ để xét không, rồi xác nhận đạt hoặc không đạt")
            }
        }
        return worst
    }

    func isYearEnd(_ date: CivilDate, _ year: Int) -> Bool {
        date.year == year && date.month == 12 && date.day == 31
    }

    func noLowerGround() -> Outcome {
        func isInWindow(_ row: ReceivedFact) -> Bool {
            !row.revoked && window.contains(row.year) && (row.category == .extraordinary || row.category == .movement)
        }
        guard isBlockedByLowerGround || facts.received.contains(where: isInWindow) else {
            return met("không có kết quả khen đột xuất hoặc khen chuyên đề nào trong thời gian xét")
        }
        var rows: [ReceivedFact] {
            facts.received.filter {
                isInWindow($0)
                    || isBlockedByLowerGround && !$0.revoked
                        && ($0.category == .extraordinary || $0.category == .movement)
            }
        }
        var words: String { rows.map { self.words(for: $0) }.joined(separator: ", ") }
        if isBlockedByLowerGround {
            return notMet(
                "\(words) không được dùng làm căn cứ xét công trạng ở cấp trên", rows.map { evidence(of: $0) },
                remedy: "bổ sung lần khen công trạng làm căn cứ, nếu có")
        }
        if !restsOnOfficer {
            return met(
                "căn cứ xét là xếp loại, danh hiệu, sáng kiến; không tính \(words)", rows.map { evidence(of: $0) })
        }
        return judged(
            "trong thời gian xét có \(words); kết quả này không được dùng làm căn cứ xét công trạng",
            rows.map { evidence(of: $0) },
            remedy: "kiểm tra báo cáo thành tích không dựa vào kết quả này, rồi xác nhận đạt hoặc không đạt")
    }

    func oneAchievementOneForm() -> Outcome {
        var isAny = false
        var open: [Int] = []
        for index in facts.received.indices where isOtherForm(index) {
            isAny = true
            switch sameAchievement(index) {
            case true:
                let row = facts.received[index]
                return notMet(
                    "thành tích này đã được tặng \(words(for: row))", [evidence(of: row)],
                    remedy: "rút đề nghị này; một thành tích không được khen nhiều lần, nhiều hình thức")
            case false: break
            case nil: if !isGround(index), !isBelowComputedStandards(index) { open.append(index) }
            }
        }
        guard isAny else { return met("không có hình thức khen thưởng nào khác trong thời gian xét") }
        guard open.isEmpty || !restsOnOfficer && !open.contains(where: isSameCategory) else {
            var rows: [ReceivedFact] { open.map { facts.received[$0] } }
            return judged(
                "trong thời gian xét đã nhận \(rows.map { self.words(for: $0) }.joined(separator: ", ")); một thành tích "
                    + "không được khen nhiều lần, nhiều hình thức",
                rows.map { evidence(of: $0) },
                remedy: "đối chiếu thành tích lần này với lần trước, xác nhận đạt nếu khác nhau")
        }
        return met(
            facts.received.indices.filter(isOtherForm).map(whyNotTwice).joined(separator: "; "),
            facts.received.indices.filter(isOtherForm).map { evidence(of: facts.received[$0]) })
    }

    private func isSameCategory(_ index: Int) -> Bool { facts.received[index].category == proposal.category }

    /// Why an earlier form does not stand in the way.
    private func whyNotTwice(_ index: Int) -> String {
        let words = words(for: facts.received[index])
        if sameAchievement(index) == false { return "đã nhận \(words) cho thành tích khác" }
        if isGround(index) { return "\(words) là điều kiện mà tiêu chuẩn đòi hỏi, không phải khen trùng" }
        if isSameCategory(index) {
            return
                "đã nhận \(words) là hình thức thấp hơn; lần này xét theo danh hiệu, xếp loại các năm, không theo thành "
                + "tích đã được khen"
        }
        return "đã nhận \(words), khác loại hình và không tính vào lần này"
    }

    /// A row that a met standard asks for: the certificate before the certificate of the Prime Minister, the certificate
    /// beside the flag. The law demands it, so it is no second reward.
    private func isGround(_ index: Int) -> Bool {
        guard counts(index), facts.received[index].year <= proposal.year else { return false }
        let code = facts.received[index].code
        return standards.contains { criterion in
            applies(criterion) && asks(criterion.condition, for: code) && answer(criterion).verdict == .met
                && isMetAsking(criterion.condition, for: code)
        }
    }

    private func asks(_ condition: Condition, for code: CatalogueCode) -> Bool {
        switch condition {
        case .received(let codes): codes.contains(code)
        case .sustained(let sustained):
            sustained.within.contains { set in
                set.contains { tally in
                    if case .codes(let codes) = tally.kind { codes.contains(code) } else { false }
                }
            }
        case .anyOf(let branches), .allOf(let branches):
            branches.contains { $0.scope.covers(proposal) && asks($0.condition, for: code) }
        default: false
        }
    }

    /// Whether a condition that asks for the code is met by facts, not only by the word of an officer.
    private func isMetAsking(_ condition: Condition, for code: CatalogueCode) -> Bool {
        switch condition {
        case .anyOf(let branches), .allOf(let branches):
            branches.contains { branch in
                branch.scope.covers(proposal) && asks(branch.condition, for: code)
                    && answer(branch).verdict == .met && isMetAsking(branch.condition, for: code)
            }
        default: evaluate(condition).verdict == .met
        }
    }

    /// A lower form within the years of a standard that titles and ratings alone have met: it rewarded work of its own,
    /// while this proposal rests on the titles. Not so a form after which the years have to begin anew.
    private func isBelowComputedStandards(_ index: Int) -> Bool {
        let code = facts.received[index].code
        guard !restsOnOfficer, isLower(code) else { return false }
        return !standards.contains { applies($0) && beginsYears($0.condition, code) }
    }

    private func isLower(_ code: CatalogueCode) -> Bool {
        guard let own = lawbook.level(of: proposal.code, on: asOf), let other = lawbook.level(of: code, on: asOf) else {
            return false
        }
        return other < own
    }

    private func beginsYears(_ condition: Condition, _ code: CatalogueCode) -> Bool {
        switch condition {
        case .sustained(let sustained): sustained.after.contains(code)
        case .anyOf(let branches), .allOf(let branches):
            branches.contains { $0.scope.covers(proposal) && beginsYears($0.condition, code) }
        default: false
        }
    }

    /// A form of commendation, other than this one of this year, that may have rewarded the same. A named achievement is
    /// looked for in every year.
    private func isOtherForm(_ index: Int) -> Bool {
        let year = facts.received[index].year
        guard !facts.received[index].revoked, window.contains(year) || sameAchievement(index) == true else {
            return false
        }
        if year == proposal.year && facts.received[index].code == proposal.code { return false }
        return lawbook.kind(of: facts.received[index].code) == .form
    }

    /// `nil` when one of the two does not say for what it was.
    private func sameAchievement(_ index: Int) -> Bool? {
        guard let own = proposal.achievement, let other = facts.received[index].achievement else { return nil }
        return own == other
    }

    func notTwice() -> Outcome {
        var name: String { lawbook.name(of: proposal.code) }
        let year = proposal.year
        let own = holding(proposal.code, year)
        if lawbook.kind(of: proposal.code) == .form {
            for index in facts.received.indices
            where facts.received[index].year == year && facts.received[index].category == proposal.category
                && !facts.received[index].revoked && facts.received[index].code == proposal.code
            {
                let row = facts.received[index]
                if proposal.category == .merit || sameAchievement(index) == true {
                    return notMet(
                        "đã nhận \(words(for: row))", [evidence(of: row)],
                        remedy: "rút đề nghị này, hoặc đính chính quyết định trước nếu ghi sai")
                }
                if sameAchievement(index) == false { continue }
                return judged(
                    "đã nhận \(words(for: row)) cùng loại hình", [evidence(of: row)],
                    remedy: "đối chiếu thành tích, xác nhận đạt nếu là thành tích khác")
            }
        } else if case .held(let ref) = own {
            return notMet(
                "đã được công nhận \(name) năm \(year)", [evidence(of: proposal.code, year, ref: ref)],
                remedy: "rút đề nghị này, hoặc đính chính quyết định trước nếu ghi sai")
        }
        for index in facts.pending.indices
        where facts.pending[index].year == year && facts.pending[index].code == proposal.code {
            let dossier = facts.pending[index].dossier
            return unknown(
                "\(name) năm \(year) đang được xét ở hồ sơ \(dossier)", [evidence(ofPending: index)],
                remedy: "chờ kết quả hồ sơ \(dossier), hoặc rút một trong hai đề nghị")
        }
        if case .revoked(let ref) = own {
            return met(
                "quyết định trước về \(name) năm \(year) đã bị hủy bỏ, không còn đề nghị nào khác",
                [evidence(revoked: proposal.code, year, ref: ref)])
        }
        return met("chưa nhận và không có đề nghị nào khác về \(name) năm \(year)")
    }

    func initiativesUsedOnce() -> Outcome {
        var isAnyUsed = false
        for index in facts.years.indices where window.contains(facts.years[index].year) {
            for initiative in facts.years[index].initiatives where initiative.usedFor.contains(where: { !isOwnUse($0) })
            {
                isAnyUsed = true
            }
        }
        guard isAnyUsed else { return met("không có sáng kiến nào đã dùng cho lần khen khác") }
        var used: [(words: String, ref: String?)] {
            facts.years.filter { window.contains($0.year) }.flatMap { known in
                known.initiatives.compactMap { initiative -> (words: String, ref: String?)? in
                    guard let use = initiative.usedFor.first(where: { !isOwnUse($0) }) else { return nil }
                    let label = initiative.name.map { "“\($0)”" } ?? "sáng kiến năm \(known.year)"
                    return ("\(label) đã dùng cho \(words(forUse: use))", initiative.ref)
                }
            }
        }
        var told: String { used.map(\.words).joined(separator: "; ") }
        var evidence: [Evidence] { used.map { Evidence(text: sentence($0.words), ref: $0.ref) } }
        if isBlockedByReuse {
            return notMet(told, evidence, remedy: "bổ sung sáng kiến khác chưa dùng; mỗi sáng kiến chỉ dùng một lần")
        }
        return met("không tính lại sáng kiến đã dùng: \(told)", evidence)
    }

    /// Asked only where a vote is known and the law sets a share; see `applies`.
    func councilVote() -> Outcome {
        guard let vote = facts.vote, let rule = lawbook.voteRule(for: proposal.code, on: asOf) else {
            return met("pháp luật không quy định tỷ lệ phiếu cho mục này")
        }
        var words: String { "\(vote.agree)/\(vote.members) thành viên Hội đồng đồng ý" }
        var evidence: [Evidence] { [Evidence(text: words, ref: vote.ref)] }
        guard vote.members > 0, (0...vote.members).contains(vote.agree) else {
            return unknown(
                "số phiếu không khớp: \(words)", evidence, remedy: "kiểm tra lại số thành viên và số phiếu đồng ý")
        }
        let needed = rule.share.needed(of: vote.members)
        if vote.agree >= needed {
            return met("\(words), đủ tỷ lệ \(rule.share.percent) tổng số thành viên", evidence)
        }
        return notMet(
            "\(words), cần ít nhất \(needed) phiếu (\(rule.share.percent) tổng số thành viên)", evidence,
            remedy: "kiểm tra biên bản, ý kiến bằng văn bản của thành viên vắng mặt")
    }

    /// Asked only where a day of dissolution is known; see `applies`.
    func stillExists() -> Outcome {
        guard let day = facts.dissolvedOn, day <= asOf else {
            return met("tại ngày \(asOf.written) chưa giải thể")
        }
        return notMet(
            "đã giải thể từ ngày \(day.written)", [Evidence(text: "Giải thể ngày \(day.written)")],
            remedy: "không khen thưởng tập thể đã giải thể; xem xét khen thưởng các cá nhân")
    }
}
