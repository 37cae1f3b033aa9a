import Primitives

/// The standards that look at several years.
extension Evaluator {
    /// The years up to the proposed one.
    private func years(_ count: Int) -> ClosedRange<Int> { (proposal.year - count + 1)...proposal.year }

    /// What of these years has the title, and what keeps the others from it.
    func consecutiveTitles(_ title: CatalogueCode, years count: Int) -> Outcome {
        var held = 0
        var lacking = 0
        for year in years(count) {
            switch holding(title, year) {
            case .held: held += 1
            case .revoked, .absent: lacking += 1
            case .pending, .unknown: break
            }
        }
        guard explains else {
            return Outcome(verdict: held == count ? .met : lacking > 0 ? .notMet : .undecided)
        }
        let name = lawbook.name(of: title)
        let told = tell([title], years(count))
        if held == count {
            return count == 1
                ? met("đạt \(name) năm \(proposal.year)", told.evidence)
                : met("đạt \(name) \(counted(count)) năm liên tục: \(listed(told.held))", told.evidence)
        }
        let has = told.held.isEmpty ? "" : "đã có năm \(listed(told.held)); "
        let wanted = count == 1 ? name : "\(counted(count)) năm liên tục đạt \(name) tính đến năm \(proposal.year)"
        let problems = (told.lacking + told.waiting).joined(separator: "; ")
        if lacking == 0 {
            return unknown(
                "chưa xác định được \(wanted): \(has)\(problems)", told.evidence,
                remedy: told.remedies.joined(separator: "; "))
        }
        return notMet(
            "\(count == 1 ? "chưa đạt" : "chưa đủ") \(wanted): \(has)\(problems)", told.evidence,
            remedy: "bổ sung số, ngày quyết định nếu năm còn thiếu đã được công nhận")
    }

    private struct Telling {
        var held: [Int] = []
        var lacking: [String] = []
        var waiting: [String] = []
        var evidence: [Evidence] = []
        var remedies: [String] = []
    }

    /// For texts only: what is known of one of these titles in each of the years.
    private func tell(_ titles: [CatalogueCode], _ years: some Sequence<Int>) -> Telling {
        var told = Telling()
        let name = words(for: titles)
        for year in years {
            var best = holding(titles[0], year)
            var title = titles[0]
            for other in titles.dropFirst() {
                if case .held = best { break }
                if case .held = holding(other, year) {
                    best = holding(other, year)
                    title = other
                }
            }
            switch best {
            case .held(let ref):
                told.held.append(year)
                told.evidence.append(evidence(of: title, year, ref: ref))
            case .revoked(let ref):
                told.lacking.append("danh hiệu năm \(year) đã bị hủy bỏ")
                told.evidence.append(evidence(revoked: title, year, ref: ref))
            case .absent: told.lacking.append("năm \(year) không có danh hiệu này")
            case .pending(let index):
                let dossier = facts.pending[index].dossier
                told.waiting.append("năm \(year) đang được xét ở hồ sơ \(dossier), chưa có quyết định")
                told.evidence.append(evidence(ofPending: index))
                told.remedies.append("chờ quyết định công nhận \(name) năm \(year) rồi thẩm định lại")
            case .unknown:
                told.waiting.append("chưa có dữ liệu năm \(year)")
                told.remedies.append("nhập danh hiệu năm \(year) kèm số, ngày quyết định, hoặc tra sổ khen thưởng")
            }
        }
        return told
    }

    // MARK: Separate or sliding

    func yearsNotUsed(_ title: CatalogueCode, years count: Int, by user: CatalogueCode) -> Outcome {
        let separate = separateYears(count, by: user)
        guard separate.verdict != .met else { return separate }
        // With sliding windows, years that an earlier award rests on may carry another one.
        guard counting == .sliding else {
            guard explains, separate.verdict == .notMet else { return separate }
            var outcome = separate
            outcome.because += "; nếu tính kỳ trượt, cho phép chồng năm, thì đạt"
            return outcome
        }
        return met(
            "tính kỳ trượt, cho phép chồng năm; nếu tính từng kỳ riêng thì "
                + "\(separate.verdict == .notMet ? "không đạt" : "chưa xác định được"): \(separate.because)",
            separate.evidence)
    }

    private func separateYears(_ count: Int, by user: CatalogueCode) -> Outcome {
        let last = proposal.year
        let first = last - count + 1
        var blocking: Int?
        for year in first...(last + count - 1) where year != last && isUsed(year, by: user) { blocking = year }
        if let blocking {
            let shared = max(first, blocking - count + 1)...min(last, blocking)
            return notMet(
                "năm \(listed(shared)) đã nằm trong thời gian tính của \(lawbook.name(of: user)) năm \(blocking), mỗi "
                    + "năm chỉ tính cho một lần xét",
                (first...(last + count - 1)).filter { $0 != last && isUsed($0, by: user) }.map { year in
                    if case .held(let ref) = holding(user, year) { return evidence(of: user, year, ref: ref) }
                    return evidence(of: user, year, ref: nil)
                },
                remedy:
                    "tính lại từ năm \(blocking + 1): sớm nhất năm \(blocking + count) mới đủ \(counted(count)) năm mới"
            )
        }
        for index in facts.pending.indices
        where facts.pending[index].code == user && abs(facts.pending[index].year - last) < count
            && facts.pending[index].year != last
        {
            let pending = facts.pending[index]
            return unknown(
                "\(lawbook.name(of: user)) năm \(pending.year) đang được xét ở hồ sơ \(pending.dossier), dùng chung năm "
                    + "\(listed(max(first, pending.year - count + 1)...min(last, pending.year)))",
                [evidence(ofPending: index)],
                remedy: "chờ kết quả hồ sơ \(pending.dossier) rồi thẩm định lại")
        }
        var missing = false
        for year in first..<last where isUntold(year) { missing = true }
        if missing {
            return unknown(
                "chưa có dữ liệu năm \(listed((first..<last).filter(isUntold))) nên chưa biết các năm này đã tính cho "
                    + "\(lawbook.name(of: user)) chưa",
                remedy: "nhập danh hiệu, hình thức khen thưởng đã nhận năm \(listed((first..<last).filter(isUntold)))")
        }
        return met("năm \(listed(first...last)) chưa được tính cho lần xét \(lawbook.name(of: user)) nào khác")
    }

    private func isUntold(_ year: Int) -> Bool {
        guard yearIndex(year) == nil else { return false }
        for index in facts.received.indices where facts.received[index].year == year { return false }
        return true
    }

    /// `user` was given for this year, for merit.
    private func isUsed(_ year: Int, by user: CatalogueCode) -> Bool {
        var isListed = false
        for index in facts.received.indices
        where facts.received[index].year == year && facts.received[index].code == user {
            if facts.received[index].category == .merit && !facts.received[index].revoked { return true }
            isListed = true
        }
        return !isListed && isHeld(user, year)
    }

    /// One of the titles so many times in a row. Each time rests on `each` years: with separate windows the times lie
    /// exactly so far apart, with sliding ones at most so far.
    func consecutiveTimes(_ titles: [CatalogueCode], times: Int, each: Int) -> Outcome {
        let last = proposal.year
        let separate = separateTimes(titles, times: times, each: each, last: last)
        let sliding = slidingTimes(titles, times: times, each: each, last: last)
        let chosen = counting == .separate ? separate : sliding
        if chosen == .notMet {
            let earlier =
                counting == .separate
                ? separateTimes(titles, times: times, each: each, last: last - 1)
                : slidingTimes(titles, times: times, each: each, last: last - 1)
            if earlier == .met {
                return judged(
                    "đạt \(words(for: titles)) \(counted(times)) lần liên tục, lần gần nhất là năm \(last - 1), không "
                        + "phải năm xét \(last)",
                    tell(titles, heldYears(titles, from: last - times * each)).evidence,
                    remedy: "kiểm tra lại năm xét; danh hiệu này xét ngay sau lần đạt cuối cùng")
            }
        }
        guard explains else { return Outcome(verdict: chosen) }
        return explainTimes(titles, times: times, each: each, chosen: chosen, separate: separate, sliding: sliding)
    }

    private func explainTimes(
        _ titles: [CatalogueCode], times: Int, each: Int, chosen: Verdict, separate: Verdict, sliding: Verdict
    ) -> Outcome {
        let last = proposal.year
        let name = words(for: titles)
        let told = tell(titles, heldYears(titles, from: last - times * each))
        var other = ""
        if separate != sliding {
            let (way, verdict) =
                counting == .separate ? ("kỳ trượt, cho phép chồng năm", sliding) : ("từng kỳ riêng", separate)
            let answer =
                switch verdict {
                case .met: "đạt"
                case .notMet: "không đạt"
                case .undecided: "chưa xác định được"
                }
            other = "; nếu tính \(way), thì \(answer)"
        }
        let has = told.held.isEmpty ? "chưa có lần nào" : "đã có năm \(listed(told.held))"
        switch chosen {
        case .met:
            return met("đạt \(name) \(counted(times)) lần liên tục: \(listed(told.held))\(other)", told.evidence)
        case .undecided:
            let wanted = (0..<times).map { last - $0 * each }.filter { !isAnyHeld(titles, $0) }.reversed()
            let open = tell(titles, wanted)
            return unknown(
                "chưa xác định được \(counted(times)) lần liên tục đạt \(name): \(has); "
                    + "\((open.lacking + open.waiting).joined(separator: "; "))\(other)",
                told.evidence + open.evidence,
                remedy: open.remedies.isEmpty
                    ? "nhập các lần đạt \(name) kèm số, ngày quyết định" : open.remedies.joined(separator: "; "))
        case .notMet:
            return notMet(
                "chưa đủ \(counted(times)) lần liên tục đạt \(name) tính đến năm \(last), mỗi lần \(counted(each)) năm"
                    + "\(counting == .separate ? " riêng" : ""): \(has)\(other)",
                told.evidence, remedy: "bổ sung số, ngày quyết định nếu còn lần đạt chưa nhập")
        }
    }

    private func heldYears(_ titles: [CatalogueCode], from first: Int) -> [Int] {
        (first...proposal.year).filter { isAnyHeld(titles, $0) }
    }

    private func isAnyHeld(_ titles: [CatalogueCode], _ year: Int) -> Bool {
        for title in titles where isHeld(title, year) { return true }
        return false
    }

    /// Whether one of the titles was given for the year; undecided when that is not known.
    private func given(_ titles: [CatalogueCode], _ year: Int) -> Verdict {
        var isOpen = false
        for title in titles {
            switch holding(title, year) {
            case .held: return .met
            case .pending, .unknown: isOpen = true
            case .revoked, .absent: break
            }
        }
        return isOpen ? .undecided : .notMet
    }

    private func separateTimes(_ titles: [CatalogueCode], times: Int, each: Int, last: Int) -> Verdict {
        var result = Verdict.met
        for time in 0..<times {
            switch given(titles, last - time * each) {
            case .met: break
            case .undecided: result = .undecided
            case .notMet: return .notMet
            }
        }
        return result
    }

    private func slidingTimes(_ titles: [CatalogueCode], times: Int, each: Int, last: Int) -> Verdict {
        var result = given(titles, last)
        var year = last
        for _ in 1..<max(times, 2) where times > 1 {
            guard result != .notMet else { return .notMet }
            var next: Int?
            var isOpen = false
            // The farthest leaves most room for the time before it.
            for candidate in (year - each)...(year - 1) {
                switch given(titles, candidate) {
                case .met: if next == nil { next = candidate }
                case .undecided: isOpen = true
                case .notMet: break
                }
            }
            if next == nil {
                guard isOpen else { return .notMet }
                result = .undecided
            }
            year = next ?? (year - each)
        }
        return result
    }

    // MARK: Ratings

    /// Whether a year is rated so or has one of the titles.
    private func reaches(_ year: Int, atLeast level: CompletionLevel, orTitles titles: [CatalogueCode]) -> Verdict {
        let index = yearIndex(year)
        let rating = index.flatMap { facts.years[$0].rating }
        if let rating, rating >= level { return .met }
        var isPending = false
        for title in titles {
            switch holding(title, year) {
            case .held: return .met
            case .pending: isPending = true
            default: break
            }
        }
        return isPending || rating == nil ? .undecided : .notMet
    }

    /// For texts only.
    private func tellReach(
        _ year: Int, atLeast level: CompletionLevel, orTitles titles: [CatalogueCode], _ told: inout Telling
    ) {
        let index = yearIndex(year)
        if let index, let rating = facts.years[index].rating, rating >= level {
            told.held.append(year)
            told.evidence.append(evidence(of: rating, inYear: index))
            return
        }
        var pending: Int?
        for title in titles {
            switch holding(title, year) {
            case .held(let ref):
                told.held.append(year)
                told.evidence.append(evidence(of: title, year, ref: ref))
                return
            case .pending(let place): pending = place
            default: break
            }
        }
        if let pending {
            told.waiting.append("năm \(year) đang được xét ở hồ sơ \(facts.pending[pending].dossier)")
            told.evidence.append(evidence(ofPending: pending))
        } else if let index, let rating = facts.years[index].rating {
            told.lacking.append("năm \(year) xếp loại \(rating.noun)")
            told.evidence.append(evidence(of: rating, inYear: index))
        } else {
            told.waiting.append("chưa có xếp loại năm \(year)")
        }
    }

    func consecutiveRatings(
        atLeast level: CompletionLevel, years count: Int, orTitles titles: [CatalogueCode]
    ) -> Outcome {
        var reached = 0
        var lacking = 0
        for year in years(count) {
            switch reaches(year, atLeast: level, orTitles: titles) {
            case .met: reached += 1
            case .notMet: lacking += 1
            case .undecided: break
            }
        }
        guard explains else {
            return Outcome(verdict: reached == count ? .met : lacking > 0 ? .notMet : .undecided)
        }
        var told = Telling()
        for year in years(count) { tellReach(year, atLeast: level, orTitles: titles, &told) }
        let wanted = wanted(level, titles)
        if reached == count {
            return met("\(counted(count)) năm liên tục \(wanted): \(listed(told.held))", told.evidence)
        }
        let problems = (told.lacking + told.waiting).joined(separator: "; ")
        if lacking == 0 {
            return unknown(
                "chưa xác định được \(counted(count)) năm liên tục \(wanted): \(problems)", told.evidence,
                remedy: "nhập kết quả xếp loại của \(counted(count)) năm tính đến năm \(proposal.year)")
        }
        return notMet(
            "chưa đủ \(counted(count)) năm liên tục \(wanted): \(problems)", told.evidence,
            remedy: "kiểm tra lại kết quả xếp loại các năm nếu cho là chưa đúng")
    }

    private func wanted(_ level: CompletionLevel, _ titles: [CatalogueCode]) -> String {
        let alternative = titles.map { lawbook.name(of: $0) }.joined(separator: ", ")
        return alternative.isEmpty ? "\(level.noun) trở lên" : "\(level.noun) trở lên hoặc đạt \(alternative)"
    }

    // MARK: After an earlier award

    func received(_ codes: [CatalogueCode]) -> Outcome {
        var found: Int?
        var refused: Int?
        for index in facts.received.indices
        where !facts.received[index].revoked && facts.received[index].year <= proposal.year
            && codes.contains(facts.received[index].code)
        {
            if isLowerGround(index) {
                refused = index
            } else if found.map({ facts.received[$0].year < facts.received[index].year }) ?? true {
                found = index
            }
        }
        if let found {
            let row = facts.received[found]
            return met("đã được tặng \(words(for: row))", [evidence(of: row)])
        }
        for index in facts.years.indices where facts.years[index].year <= proposal.year {
            for code in codes where facts.years[index].held.contains(code) {
                return met(
                    "đã được tặng \(lawbook.name(of: code)) năm \(facts.years[index].year)",
                    [evidence(of: code, facts.years[index].year, ref: facts.years[index].ref)])
            }
        }
        if let refused { return refusedGround(refused) }
        for index in facts.pending.indices where codes.contains(facts.pending[index].code) {
            return unknown(
                "\(lawbook.name(of: facts.pending[index].code)) đang được xét ở hồ sơ \(facts.pending[index].dossier)",
                [evidence(ofPending: index)],
                remedy: "chờ kết quả hồ sơ \(facts.pending[index].dossier) rồi thẩm định lại")
        }
        return notMet(
            "chưa được tặng \(words(for: codes))",
            remedy: "bổ sung số, ngày quyết định nếu đã được tặng \(words(for: codes))")
    }

    private func refusedGround(_ index: Int) -> Outcome {
        var outcome = notMet(
            "chỉ có \(words(for: facts.received[index])), không được dùng làm căn cứ xét công trạng",
            [evidence(of: facts.received[index])],
            remedy: "bổ sung lần khen công trạng làm căn cứ, nếu có")
        outcome.isBlockedByLowerGround = true
        return outcome
    }

    func sustained(_ rule: Sustained) -> Outcome {
        let last = proposal.year
        var all = OutcomesTogether(explains: explains)
        // Where the years may begin: after the earlier award, or anywhere.
        var earliest = last - 60
        var isBounded = false
        if !rule.after.isEmpty {
            let (outcome, start) = start(after: rule.after, years: rule.years)
            all.add(outcome)
            if let start {
                earliest = start
                isBounded = true
            } else {
                earliest = last - rule.years + 1
            }
        }
        // The unbroken run of years that ends with the proposed one.
        var first = last + 1
        var stop: Verdict?
        while first > earliest {
            let reach = reaches(first - 1, atLeast: rule.rating, orTitles: rule.orTitles)
            guard reach == .met else {
                stop = reach
                break
            }
            first -= 1
        }
        let length = last - first + 1
        all.add(run(rule, length: length))
        if !rule.within.isEmpty {
            let years = length >= rule.years ? first...last : self.years(rule.years)
            // Unknown years after the earlier award may lengthen the run, and with it what lies in it.
            let mayGrow = length < rule.years || (isBounded && stop == .undecided)
            all.add(tallies(rule.within, years, mayGrow: mayGrow))
        }
        return all.outcome
    }

    /// The first year after the latest of these awards that lies far enough back.
    private func start(after codes: [CatalogueCode], years: Int) -> (Outcome, Int?) {
        var found: Int?
        var tooLate: Int?
        var refused: Int?
        for index in facts.received.indices
        where !facts.received[index].revoked && codes.contains(facts.received[index].code) {
            let year = facts.received[index].year
            if isLowerGround(index) {
                refused = index
            } else if year <= proposal.year - years {
                if found.map({ facts.received[$0].year < year }) ?? true { found = index }
            } else if year <= proposal.year {
                tooLate = index
            }
        }
        if let found {
            let row = facts.received[found]
            return (met("đã được tặng \(words(for: row))", [evidence(of: row)]), row.year + 1)
        }
        if let tooLate {
            let row = facts.received[tooLate]
            let passed = proposal.year - row.year
            return (
                notMet(
                    "được tặng \(words(for: row)), tính đến năm \(proposal.year) mới \(counted(passed)) năm, cần "
                        + "\(counted(years)) năm",
                    [evidence(of: row)], remedy: "xét sớm nhất cho năm \(row.year + years)"), nil
            )
        }
        if let refused { return (refusedGround(refused), nil) }
        return (
            notMet(
                "chưa được tặng \(words(for: codes))",
                remedy: "bổ sung số, ngày quyết định nếu đã được tặng \(words(for: codes))"), nil
        )
    }

    private func run(_ rule: Sustained, length: Int) -> Outcome {
        if length >= rule.years {
            guard explains else { return Outcome(verdict: .met) }
            var told = Telling()
            let range = (proposal.year - length + 1)...proposal.year
            for year in range { tellReach(year, atLeast: rule.rating, orTitles: rule.orTitles, &told) }
            return met(
                "\(counted(length)) năm liên tục \(wanted(rule.rating, rule.orTitles)): \(listed(told.held))",
                told.evidence)
        }
        return consecutiveRatings(atLeast: rule.rating, years: rule.years, orTitles: rule.orTitles)
    }

    /// One of the sets, each in whole.
    private func tallies(_ sets: [[Tally]], _ years: ClosedRange<Int>, mayGrow: Bool) -> Outcome {
        var result = Outcome(verdict: .notMet)
        var told: [String] = []
        var evidence: [Evidence] = []
        for set in sets {
            var verdict = Verdict.met
            var parts: [String] = []
            for tally in set {
                var reached = 0
                var open = 0
                for year in years {
                    switch tally.kind {
                    case .rating(let level):
                        switch reaches(year, atLeast: level, orTitles: []) {
                        case .met: reached += 1
                        case .undecided: open += 1
                        case .notMet: break
                        }
                    case .codes(let codes):
                        for code in codes { count(code, year, &reached, &open) }
                    }
                }
                if reached < tally.count {
                    // Years that are rated but not told of otherwise are known well enough.
                    if reached + open >= tally.count || mayGrow {
                        if verdict == .met { verdict = .undecided }
                    } else {
                        verdict = .notMet
                    }
                }
                if explains {
                    parts.append("\(counted(reached))/\(counted(tally.count)) \(noun(of: tally))")
                    if verdict != .notMet { evidence += self.evidence(of: tally, years) }
                }
            }
            if explains { told.append(parts.joined(separator: " và ")) }
            switch (verdict, result.verdict) {
            case (.met, _): result.verdict = .met
            case (.undecided, .notMet): result.verdict = .undecided
            default: break
            }
            if result.verdict == .met {
                if explains { told = [parts.joined(separator: " và ")] }
                break
            }
        }
        guard explains else { return result }
        let has = "trong thời gian \(years.lowerBound)–\(years.upperBound) có \(told.joined(separator: "; hoặc "))"
        switch result.verdict {
        case .met: return met(has, evidence)
        case .undecided:
            return unknown(
                "\(has), chưa đủ dữ liệu để kết luận", evidence,
                remedy: "nhập xếp loại, danh hiệu các năm còn thiếu kèm số, ngày quyết định")
        case .notMet:
            return notMet(
                "\(has), chưa đủ", evidence,
                remedy: "bổ sung số, ngày quyết định nếu còn danh hiệu, hình thức chưa nhập")
        }
    }

    private func count(_ code: CatalogueCode, _ year: Int, _ reached: inout Int, _ open: inout Int) {
        var isRefused = false
        for index in facts.received.indices
        where facts.received[index].year == year && facts.received[index].code == code {
            if counts(index) {
                reached += 1
                return
            }
            isRefused = true
        }
        if isRefused { return }
        switch holding(code, year) {
        case .held: reached += 1
        case .pending, .unknown: open += 1
        case .revoked, .absent: break
        }
    }

    private func noun(of tally: Tally) -> String {
        switch tally.kind {
        case .rating(let level): "năm \(level.noun)"
        case .codes(let codes): "lần \(words(for: codes))"
        }
    }

    private func evidence(of tally: Tally, _ years: ClosedRange<Int>) -> [Evidence] {
        guard case .codes(let codes) = tally.kind else { return [] }
        return years.flatMap { year in
            codes.compactMap { code in
                if case .held(let ref) = holding(code, year) { return evidence(of: code, year, ref: ref) }
                return nil
            }
        }
    }

    // MARK: In time

    func receivedBy(yearsAfter: Int, month: Int, day: Int) -> Outcome {
        guard let end = CivilDate(year: proposal.year + yearsAfter, month: month, day: day) else {
            return unknown("năm xét không hợp lệ", remedy: "kiểm tra lại năm xét")
        }
        if asOf <= end { return met("hồ sơ nhận ngày \(asOf.written), trong hạn đến hết ngày \(end.written)") }
        return notMet(
            "hồ sơ nhận ngày \(asOf.written), sau hạn ngày \(end.written)",
            remedy: "kiểm tra lại năm xét và ngày nhận hồ sơ")
    }
}
