import Primitives

/// The standards for a whole career: posts, and how long they were held.
extension Evaluator {
    /// Time in posts (NĐ 152/2025/NĐ-CP Điều 9, 21): time in a higher post counts for every lower one, posts held at the
    /// same time count once, as the highest.
    func tenure(_ rule: Tenure) -> Outcome {
        guard !facts.posts.isEmpty else {
            return unknown(
                "chưa có quá trình giữ chức vụ", remedy: "nhập các chức vụ đã giữ kèm ngày bắt đầu, ngày kết thúc")
        }
        let isReduced = rule.reducesForWomen && proposal.sex == .female
        func needed(_ months: Int) -> Int { isReduced ? (months * 2 + 2) / 3 : months }
        let ranks = facts.posts.map { rank(of: $0.level, in: rule) }
        var best: (step: Int, months: Int)?
        var isBeyond = false
        var mayBeBeyond = false
        for step in rule.steps.indices {
            let months = monthsHeld { index in ranks[index].map { $0.step <= step } ?? false }
            // The reduction is a benefit: it makes no time too long for the class that is asked for.
            if months >= rule.steps[step].underMonths { isBeyond = true }
            if months >= needed(rule.steps[step].underMonths) { mayBeBeyond = true }
            if best == nil, months >= needed(rule.steps[step].fromMonths) { best = (step, months) }
        }
        let reduction =
            isReduced
            ? " (đã giảm 1/3 thời gian đối với nữ; không giảm nếu thuộc trường hợp nghỉ hưu ở tuổi cao hơn)" : ""
        var evidence: [Evidence] { facts.posts.map { Evidence(text: words(for: $0), ref: $0.ref) } }
        if let best {
            let step = rule.steps[best.step]
            let held = "giữ chức vụ \(name(of: step, ranks)) trở lên \(lasting(best.months))"
            if isBeyond {
                return judged(
                    "\(held), đủ thời gian để xem xét hạng cao hơn\(reduction)", evidence,
                    remedy: "xem xét đề nghị hạng cao hơn, hoặc xác nhận đề nghị hạng này")
            }
            if facts.posts.contains(where: { ($0.until ?? asOf.adding(days: 1)) > asOf }) {
                return judged(
                    "\(held), đủ thời gian\(reduction), nhưng còn đang giữ chức vụ", evidence,
                    remedy: "xét khi có thông báo hoặc quyết định nghỉ hưu; xác nhận đạt nếu đã có")
            }
            let higher =
                mayBeBeyond ? "; với thời gian đã giảm, có thể xem xét hạng cao hơn theo bảng của hạng đó" : ""
            return met("\(held), cần từ \(lasting(needed(step.fromMonths)))\(reduction)\(higher)", evidence)
        }
        if ranks.contains(where: { $0 == nil }) {
            let all = monthsHeld { _ in true }
            let least = rule.steps.map { needed($0.fromMonths) }.min() ?? 0
            if all >= least {
                let strange = facts.posts.indices.filter { ranks[$0] == nil }.map { facts.posts[$0].level }
                return judged(
                    "chưa rõ chức vụ \(strange.map { "“\($0)”" }.joined(separator: ", ")) tương đương chức vụ nào trong "
                        + "quy định",
                    evidence, remedy: "đối chiếu chức vụ tương đương và thời gian giữ, rồi xác nhận đạt hoặc không đạt")
            }
        }
        let told = rule.steps.indices.map { step in
            let months = monthsHeld { index in ranks[index].map { $0.step <= step } ?? false }
            return "\(rule.steps[step].posts.joined(separator: ", ")): \(lasting(months)), cần từ "
                + lasting(needed(rule.steps[step].fromMonths))
        }
        return notMet(
            "chưa đủ thời gian giữ chức vụ\(reduction): \(told.joined(separator: "; "))", evidence,
            remedy: "bổ sung chức vụ đã giữ nếu còn thiếu")
    }

    func heldPostBefore(_ day: CivilDate) -> Outcome {
        var first: Int?
        for index in facts.posts.indices
        where first.map({ facts.posts[index].from < facts.posts[$0].from }) ?? true { first = index }
        guard let first else {
            return unknown(
                "chưa có quá trình giữ chức vụ", remedy: "nhập các chức vụ đã giữ kèm ngày bắt đầu, ngày kết thúc")
        }
        let post = facts.posts[first]
        if post.from < day {
            return met(
                "giữ chức vụ \(post.level) từ ngày \(post.from.written)",
                [Evidence(text: words(for: post), ref: post.ref)])
        }
        return notMet(
            "không có chức vụ nào trước ngày \(day.written)", remedy: "bổ sung chức vụ đã giữ nếu còn thiếu")
    }

    /// No award for a career with discipline in it (NĐ 152/2025/NĐ-CP Điều 9).
    func noDisciplineInPosts() -> Outcome {
        for measure in facts.discipline {
            for post in facts.posts
            where measure.from <= (post.until ?? asOf) && (measure.until ?? asOf) >= post.from {
                return notMet(
                    "bị kỷ luật \(DisciplineFact.name(of: measure.measure)) từ ngày \(measure.from.written), trong thời "
                        + "gian giữ chức vụ \(post.level)",
                    [Evidence(text: "Kỷ luật từ ngày \(measure.from.written)", ref: measure.ref)],
                    remedy: "kiểm tra lại kỷ luật và thời gian giữ chức vụ nếu cho là chưa đúng")
            }
        }
        if facts.posts.isEmpty {
            return unknown(
                "chưa có quá trình giữ chức vụ", remedy: "nhập các chức vụ đã giữ kèm ngày bắt đầu, ngày kết thúc")
        }
        return met("không có kỷ luật nào trong thời gian giữ các chức vụ")
    }

    private struct Rank: Equatable {
        let step: Int
        let isEqual: Bool
    }

    /// The rank of a post by the beginning of its name; the longest name that fits.
    private func rank(of level: String, in rule: Tenure) -> Rank? {
        let folded = VietnameseText.folded(level)
        var best: (length: Int, rank: Rank)?
        for (index, step) in rule.steps.enumerated() {
            for (names, isEqual) in [(step.posts, false), (step.equals, true)] {
                for name in names {
                    let wanted = VietnameseText.folded(name)
                    guard folded == wanted || folded.hasPrefix(wanted + " ") else { continue }
                    if best.map({ $0.length < wanted.utf8.count }) ?? true {
                        best = (wanted.utf8.count, Rank(step: index, isEqual: isEqual))
                    }
                }
            }
        }
        return best?.rank
    }

    private func name(of step: Tenure.Step, _ ranks: [Rank?]) -> String {
        let named = step.posts.joined(separator: ", ")
        let equal = facts.posts.indices.filter { ranks[$0]?.isEqual == true }.map { facts.posts[$0].level }
        return equal.isEmpty ? named : "\(named) (\(distinct(equal).joined(separator: ", ")) là chức vụ tương đương)"
    }

    /// Whole months in the posts that `counts` names; days that posts share count once, 31 left-over days make a month.
    private func monthsHeld(_ counts: (Int) -> Bool) -> Int {
        let spans = facts.posts.indices.filter(counts).compactMap { index -> (from: CivilDate, end: CivilDate)? in
            let post = facts.posts[index]
            let end = min(post.until ?? asOf, asOf).adding(days: 1)
            return post.from < end ? (post.from, end) : nil
        }.sorted { $0.from < $1.from }
        var merged: [(from: CivilDate, end: CivilDate)] = []
        for span in spans {
            if let last = merged.last, span.from <= last.end {
                merged[merged.count - 1].end = max(last.end, span.end)
            } else {
                merged.append(span)
            }
        }
        var months = 0
        var days = 0
        for span in merged {
            var whole = (span.end.year - span.from.year) * 12 + span.end.month - span.from.month
            if span.from.adding(months: whole) > span.end { whole -= 1 }
            months += whole
            days += span.end.days(since: span.from.adding(months: whole))
        }
        return months + days / 31
    }

    /// `06 năm 08 tháng`.
    private func lasting(_ months: Int) -> String {
        let (years, rest) = (months / 12, months % 12)
        if rest == 0 { return "\(counted(years)) năm" }
        return years == 0 ? "\(counted(rest)) tháng" : "\(counted(years)) năm \(counted(rest)) tháng"
    }

    private func words(for post: PostFact) -> String {
        "\(post.level): từ ngày \(post.from.written) " + (post.until.map { "đến ngày \($0.written)" } ?? "đến nay")
    }
}
