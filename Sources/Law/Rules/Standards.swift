import Primitives

/// The answers to the standards of titles and forms.
extension Evaluator {
    func rating(atLeast level: CompletionLevel) -> Outcome {
        let year = proposal.year
        guard let index = yearIndex(year), let rating = facts.years[index].rating else {
            return unknown(
                "chưa có kết quả xếp loại mức độ hoàn thành nhiệm vụ năm \(year)",
                remedy: "nhập kết quả xếp loại năm \(year), hoặc đề nghị đơn vị cung cấp văn bản đánh giá, xếp loại")
        }
        if rating >= level {
            return met("năm \(year) được xếp loại \(rating.noun)", [evidence(of: rating, inYear: index)])
        }
        return notMet(
            "năm \(year) xếp loại \(rating.noun), thấp hơn mức \(level.noun)", [evidence(of: rating, inYear: index)],
            remedy: "kiểm tra lại kết quả xếp loại năm \(year) nếu cho là chưa đúng")
    }

    func standard(of title: CatalogueCode, equals: [CatalogueCode]) -> Outcome {
        let year = proposal.year
        let own = holding(title, year)
        if case .held(let ref) = own {
            return met(
                "đã được công nhận \(lawbook.name(of: title)) năm \(year)", [evidence(of: title, year, ref: ref)])
        }
        for code in equals {
            if case .held(let ref) = holding(code, year) {
                return met(
                    "đã được công nhận \(lawbook.name(of: code)) năm \(year)", [evidence(of: code, year, ref: ref)])
            }
        }
        if case .revoked(let ref) = own {
            return notMet(
                "danh hiệu \(lawbook.name(of: title)) năm \(year) đã bị hủy bỏ",
                [evidence(revoked: title, year, ref: ref)],
                remedy: "kiểm tra quyết định hủy bỏ danh hiệu \(lawbook.name(of: title)) năm \(year)")
        }
        guard let rule = lawbook.rule(for: title, proposal.subject, on: asOf) else {
            return judged(
                "chưa được công nhận \(lawbook.name(of: title)) năm \(year)",
                remedy: "đối chiếu tiêu chuẩn \(lawbook.name(of: title)), rồi xác nhận đạt hoặc không đạt")
        }
        var all = OutcomesTogether(explains: explains)
        for criterion in rule.criteria where applies(criterion) { all.add(answer(criterion)) }
        var outcome = all.outcome
        if case .pending(let index) = own, outcome.verdict == .undecided {
            return unknown(
                "danh hiệu \(lawbook.name(of: title)) năm \(year) đang được xét ở hồ sơ \(facts.pending[index].dossier)",
                [evidence(ofPending: index)],
                remedy: "chờ quyết định công nhận \(lawbook.name(of: title)) năm \(year) rồi thẩm định lại")
        }
        guard explains else { return outcome }
        let name = lawbook.name(of: title)
        switch outcome.verdict {
        case .met:
            outcome.because =
                "chưa có quyết định công nhận \(name) năm \(year), nhưng đạt các tiêu chuẩn: \(outcome.because)"
        case .notMet:
            outcome.because = "chưa đạt tiêu chuẩn \(name): \(outcome.because)"
        case .undecided:
            outcome.because = "chưa được công nhận \(name) năm \(year); theo tiêu chuẩn: \(outcome.because)"
            outcome.remedy =
                "nhập danh hiệu \(name) năm \(year) nếu đã có quyết định; nếu chưa, đối chiếu tiêu chuẩn rồi xác nhận"
        }
        return outcome
    }

    func initiatives(scope: InfluenceScope, count: Int, years: Int, orScience: Bool) -> Outcome {
        let range = (proposal.year - years + 1)...proposal.year
        var available = 0
        var reserved = 0
        var used = 0
        var narrower = false
        var missing = 0
        for year in range {
            guard let index = yearIndex(year) else {
                missing += 1
                continue
            }
            var hasUseForThisYear = false
            for place in facts.years[index].initiatives.indices {
                let otherUse = otherUse(of: place, in: index)
                if let otherUse, otherUse.hasPrefix("CSTDCS") { hasUseForThisYear = true }
                guard facts.years[index].initiatives[place].scope >= scope else {
                    narrower = true
                    continue
                }
                if otherUse != nil {
                    used += facts.years[index].initiatives[place].count
                } else {
                    available += facts.years[index].initiatives[place].count
                }
            }
            // CV 1168/BNV-BTĐKT (6/2/2026): what the year's CSTĐCS already rests on does not count again.
            if years > 1, !hasUseForThisYear, facts.years[index].ground["CSTDCS"] == .initiative { reserved += 1 }
            if orScience {
                for topic in facts.years[index].science where topic.accepted && topic.scope >= scope { available += 1 }
            }
        }
        let noun = orScience ? "sáng kiến, đề tài" : "sáng kiến"
        if available - reserved >= count {
            return met(
                "có \(counted(available)) \(noun) được công nhận phạm vi \(scope.noun) trở lên "
                    + "\(span(years))\(freshNames(scope, years))",
                initiativeEvidence(scope, years, orScience: orScience))
        }
        if available >= count {
            return judged(
                "có \(counted(available)) \(noun) \(span(years)), nhưng danh hiệu Chiến sĩ thi đua cơ sở trong thời "
                    + "gian này được xét bằng sáng kiến mà chưa ghi sáng kiến nào đã dùng",
                initiativeEvidence(scope, years, orScience: orScience),
                remedy:
                    "ghi rõ sáng kiến đã dùng để xét Chiến sĩ thi đua cơ sở, hoặc xác nhận số sáng kiến còn lại "
                    + "đủ \(counted(count))"
            )
        }
        if missing > 0 {
            let absent = range.filter { yearIndex($0) == nil }
            return unknown(
                "chưa có dữ liệu \(noun) năm \(listed(absent))",
                initiativeEvidence(scope, years, orScience: orScience),
                remedy: "nhập \(noun) năm \(listed(absent)), hoặc \(recognition(scope, years))")
        }
        var outcome = notMet(
            initiativeShortage(
                scope, noun: noun, years: years, available: available, needed: count, used: used, narrower: narrower),
            initiativeEvidence(scope, years, orScience: orScience), remedy: recognition(scope, years))
        outcome.isBlockedByReuse = used > 0 && available + used >= count
        return outcome
    }

    /// What an initiative was used for besides this proposal.
    private func otherUse(of place: Int, in year: Int) -> String? {
        for use in facts.years[year].initiatives[place].usedFor where !isOwnUse(use) { return use }
        return nil
    }

    private func span(_ years: Int) -> String {
        years == 1
            ? "năm \(proposal.year)" : "trong các năm \(listed((proposal.year - years + 1)...proposal.year))"
    }

    private func recognition(_ scope: InfluenceScope, _ years: Int) -> String {
        scope == .base
            ? "bổ sung giấy chứng nhận sáng kiến của cơ sở \(span(years))"
            : "đề nghị cấp có thẩm quyền công nhận hiệu quả áp dụng và khả năng nhân rộng phạm vi \(scope.noun), "
                + "rồi bổ sung văn bản công nhận"
    }

    private func initiativeShortage(
        _ scope: InfluenceScope, noun: String, years: Int, available: Int, needed: Int, used: Int, narrower: Bool
    ) -> String {
        var reasons: [String] = []
        if available > 0 {
            reasons.append(
                "mới có \(counted(available)) \(noun) phạm vi \(scope.noun) trở lên \(span(years)), cần "
                    + counted(needed))
        } else {
            reasons.append(
                used > 0
                    ? "không còn \(noun) nào chưa dùng ở phạm vi \(scope.noun) trở lên \(span(years))"
                    : "chưa có \(noun) nào được công nhận phạm vi \(scope.noun) trở lên \(span(years))")
        }
        if used > 0 {
            var uses: [String] = []
            for known in facts.years where known.year > proposal.year - years && known.year <= proposal.year {
                for initiative in known.initiatives where initiative.scope >= scope {
                    if let use = initiative.usedFor.first(where: { !isOwnUse($0) }) { uses.append(words(forUse: use)) }
                }
            }
            reasons.append("\(counted(used)) sáng kiến đã dùng cho \(uses.joined(separator: ", ")) nên không tính lại")
        }
        if narrower { reasons.append("sáng kiến còn lại mới được công nhận phạm vi hẹp hơn") }
        return reasons.joined(separator: ", ")
    }

    /// ` (“…”, “…”)`: the first names of initiatives that count.
    private func freshNames(_ scope: InfluenceScope, _ years: Int) -> String {
        var names: [String] = []
        for year in (proposal.year - years + 1)...proposal.year {
            guard let index = yearIndex(year) else { continue }
            for initiative in facts.years[index].initiatives
            where initiative.scope >= scope && initiative.usedFor.allSatisfy(isOwnUse) {
                if let name = initiative.name { names.append("“\(name)”") }
            }
        }
        return names.isEmpty ? "" : " (\(names.prefix(3).joined(separator: ", ")))"
    }

    private func initiativeEvidence(_ scope: InfluenceScope, _ years: Int, orScience: Bool) -> [Evidence] {
        var evidence: [Evidence] = []
        for year in (proposal.year - years + 1)...proposal.year {
            guard let index = yearIndex(year) else { continue }
            for initiative in facts.years[index].initiatives where initiative.scope >= scope {
                let label = initiative.name.map { "“\($0)”" } ?? "năm \(year)"
                let text =
                    initiative.usedFor.first { !isOwnUse($0) }.map {
                        "Sáng kiến \(label) đã dùng cho \(words(forUse: $0))"
                    } ?? "Sáng kiến \(label), phạm vi \(initiative.scope.noun)"
                evidence.append(Evidence(text: text, ref: initiative.ref))
            }
            guard orScience else { continue }
            for topic in facts.years[index].science where topic.accepted && topic.scope >= scope {
                evidence.append(
                    Evidence(text: "Đề tài năm \(year) đã nghiệm thu, phạm vi \(topic.scope.noun)", ref: topic.ref))
            }
        }
        return evidence
    }

    func science(scope: InfluenceScope, years: Int) -> Outcome {
        let range = (proposal.year - years + 1)...proposal.year
        var missing = 0
        var unaccepted: (year: Int, place: Int)?
        for year in range {
            guard let index = yearIndex(year) else {
                missing += 1
                continue
            }
            for place in facts.years[index].science.indices where facts.years[index].science[place].scope >= scope {
                if facts.years[index].science[place].accepted {
                    let topic = facts.years[index].science[place]
                    return met(
                        "có đề tài, đề án, công trình khoa học đã nghiệm thu phạm vi \(topic.scope.noun) năm \(year)",
                        [Evidence(text: "Đề tài năm \(year), phạm vi \(topic.scope.noun)", ref: topic.ref)])
                }
                unaccepted = (index, place)
            }
        }
        if let unaccepted {
            let year = facts.years[unaccepted.year].year
            let topic = facts.years[unaccepted.year].science[unaccepted.place]
            return notMet(
                "đề tài, đề án phạm vi \(scope.noun) chưa được nghiệm thu",
                [Evidence(text: "Đề tài năm \(year), phạm vi \(topic.scope.noun)", ref: topic.ref)],
                remedy: "bổ sung biên bản nghiệm thu khi có")
        }
        if missing > 0 {
            return unknown(
                "chưa có dữ liệu đề tài, đề án khoa học năm \(listed(range.filter { yearIndex($0) == nil }))",
                remedy: "nhập đề tài, đề án khoa học năm \(listed(range.filter { yearIndex($0) == nil })), nếu có")
        }
        return notMet(
            "không có đề tài, đề án, công trình khoa học đã nghiệm thu phạm vi \(scope.noun) \(span(years))",
            remedy: "nếu có, nhập đề tài và bổ sung biên bản nghiệm thu")
    }

    func memberShare(of kind: MemberCount, share: Ratio) -> Outcome {
        guard let members = facts.members, let total = members.total, let count = kind.value(in: members) else {
            return unknown(
                "chưa có đủ số thành viên và số người \(kind.noun) năm \(proposal.year)",
                remedy: "nhập tổng số thành viên và số người \(kind.noun)")
        }
        guard total > 0, (0...total).contains(count) else {
            return unknown(
                "số liệu thành viên không khớp: \(count) người \(kind.noun) trên tổng số \(total)",
                remedy: "kiểm tra lại số thành viên của tập thể")
        }
        let reached = Ratio(count, of: total)
        var evidence: [Evidence] { [Evidence(text: "\(count)/\(total) thành viên \(kind.noun)")] }
        if reached.isAtLeast(share) {
            return met(
                "\(count)/\(total) thành viên \(kind.noun) (\(reached.percent)), đủ tỷ lệ \(share.percent)", evidence)
        }
        let lacking = share.needed(of: total) - count
        return notMet(
            "\(count)/\(total) thành viên \(kind.noun) (\(reached.percent)), thiếu \(counted(lacking)) người so "
                + "với tỷ lệ \(share.percent)",
            evidence, remedy: "kiểm tra lại số liệu thành viên nếu cho là chưa đúng")
    }

    func membersAtLeast(of kind: MemberCount, count needed: Int) -> Outcome {
        guard let members = facts.members, let count = kind.value(in: members) else {
            return unknown(
                "chưa có số thành viên \(kind.noun) năm \(proposal.year)", remedy: "nhập số thành viên \(kind.noun)")
        }
        if count >= needed {
            return met(
                "có \(counted(count)) thành viên \(kind.noun)", [Evidence(text: "\(count) thành viên \(kind.noun)")])
        }
        return notMet(
            count == 0
                ? "chưa có thành viên nào \(kind.noun)"
                : "có \(counted(count)) thành viên \(kind.noun), cần ít nhất \(counted(needed))",
            remedy: "nhập lại số liệu nếu thành viên đã được công nhận, hoặc chờ quyết định nếu đang xét")
    }

    func noDisciplinedMember() -> Outcome {
        guard let count = facts.members?.disciplined else {
            return unknown(
                "chưa có số thành viên bị kỷ luật từ cảnh cáo trở lên năm \(proposal.year)",
                remedy: "nhập số thành viên bị kỷ luật từ cảnh cáo trở lên (ghi 0 nếu không có)")
        }
        if count == 0 { return met("không có thành viên bị kỷ luật từ cảnh cáo trở lên") }
        return notMet(
            "có \(counted(count)) thành viên bị kỷ luật từ cảnh cáo trở lên",
            [Evidence(text: "\(count) thành viên bị kỷ luật từ cảnh cáo trở lên")],
            remedy: "kiểm tra lại hình thức và thời gian kỷ luật nếu cho là chưa đúng")
    }

    func clusterLeader() -> Outcome {
        guard let rank = facts.clusterRank else {
            return unknown(
                "chưa có kết quả xếp hạng trong cụm, khối thi đua năm \(proposal.year)",
                remedy: "nhập kết quả bình xét, suy tôn của cụm, khối thi đua")
        }
        var evidence: [Evidence] { [Evidence(text: "Xếp thứ \(rank) trong cụm, khối thi đua năm \(proposal.year)")] }
        if rank == 1 { return met("dẫn đầu cụm, khối thi đua năm \(proposal.year)", evidence) }
        return notMet(
            "xếp thứ \(rank) trong cụm, khối thi đua năm \(proposal.year), không phải đơn vị dẫn đầu", evidence,
            remedy: "xem xét hình thức khen thưởng khác phù hợp với kết quả của cụm, khối")
    }

    func movement(launchedBy levels: [CompetenceLevel], years: Int) -> Outcome {
        guard let movement = facts.movement else {
            return unknown(
                "chưa ghi phong trào thi đua làm căn cứ khen thưởng", remedy: "chọn phong trào thi đua làm căn cứ")
        }
        var evidence: [Evidence] { [Evidence(text: "Phong trào “\(movement.name)”", ref: movement.ref)] }
        guard let launchedBy = movement.launchedBy else {
            // A ministry's or a cluster's: the sources do not say which level rewards it (open questions M4, M5).
            return unknown(
                "phong trào “\(movement.name)” do \(movement.launcher ?? "nơi khác") phát động; chưa có căn cứ xác định phong trào của "
                    + "nơi này được khen thưởng ở cấp nào",
                evidence,
                remedy: "xem văn bản phát động rồi xác nhận cấp khen thưởng, hoặc chọn phong trào khác làm căn cứ")
        }
        if !levels.isEmpty, !levels.contains(launchedBy) {
            return notMet(
                "phong trào “\(movement.name)” do cấp khác phát động (\(launchedBy.name)), không phải "
                    + levels.map(\.name).joined(separator: " hoặc "),
                evidence, remedy: "chọn đúng phong trào, hoặc chuyển đến cấp đã phát động phong trào để khen thưởng")
        }
        guard years > 0 else {
            return met("căn cứ là phong trào “\(movement.name)” do \(launchedBy.name) phát động", evidence)
        }
        guard let endsOn = movement.endsOn, endsOn <= asOf else {
            return unknown(
                "phong trào “\(movement.name)” chưa tổng kết", evidence,
                remedy: "chờ tổng kết phong trào, hoặc nhập ngày kết thúc nếu đã tổng kết")
        }
        // The day before the anniversary completes the last year.
        if endsOn >= movement.startsOn.adding(years: years).adding(days: -1) {
            return met(
                "phong trào “\(movement.name)” kéo dài từ \(movement.startsOn.written) đến \(endsOn.written), đủ "
                    + "\(counted(years)) năm",
                evidence)
        }
        return notMet(
            "phong trào “\(movement.name)” kéo dài từ \(movement.startsOn.written) đến \(endsOn.written), chưa "
                + "đủ \(counted(years)) năm",
            evidence, remedy: "xem xét hình thức khen thưởng khác đối với phong trào dưới \(counted(years)) năm")
    }

    func workingMonths(_ months: Int) -> Outcome {
        let year = proposal.year
        let index = yearIndex(year)
        let hasMaternity = index.map { facts.years[$0].maternity } ?? false
        var maternity: String { hasMaternity ? "; thời gian nghỉ thai sản năm \(year) được tính" : "" }
        if let start = facts.startedWorkOn {
            var evidence: [Evidence] { [Evidence(text: "Bắt đầu làm việc ngày \(start.written)")] }
            guard let newYear = CivilDate(year: year + 1, month: 1, day: 1) else {
                return unknown("năm xét không hợp lệ", remedy: "kiểm tra lại năm xét")
            }
            if start.adding(months: months) <= newYear {
                return met(
                    "bắt đầu làm việc từ ngày \(start.written), không phải mới tuyển dụng dưới "
                        + "\(counted(months)) tháng trong năm \(year)\(maternity)",
                    evidence)
            }
            return notMet(
                "bắt đầu làm việc từ ngày \(start.written), tính đến hết năm \(year) chưa đủ \(counted(months)) tháng",
                evidence,
                remedy: "xét từ năm sau, hoặc sửa ngày bắt đầu làm việc nếu ghi sai")
        }
        var earlier: Int?
        for place in facts.years.indices
        where facts.years[place].year < year && (facts.years[place].rating != nil || !facts.years[place].held.isEmpty) {
            if let best = earlier, facts.years[best].year >= facts.years[place].year { continue }
            earlier = place
        }
        if let index, let worked = facts.years[index].monthsWorked {
            var evidence: [Evidence] {
                [Evidence(text: "\(worked) tháng làm việc năm \(year)", ref: facts.years[index].ref)]
            }
            if worked >= months {
                return met("làm việc \(counted(worked)) tháng trong năm \(year)\(maternity)", evidence)
            }
            if hasMaternity {
                return met(
                    "làm việc \(counted(worked)) tháng trong năm \(year), thời gian nghỉ thai sản được tính vào "
                        + "thời gian xét",
                    evidence)
            }
            if !facts.years[index].away.isEmpty, let outcome = away(index, worked: worked, needed: months) {
                return outcome
            }
            // Somebody with earlier years is no new recruit; a long absence is for the province or the sector to regulate.
            if let earlier {
                return judged(
                    "mới ghi \(counted(worked)) tháng làm việc trong năm \(year), nhưng đã có kết quả công tác năm "
                        + "\(facts.years[earlier].year), không phải người mới tuyển dụng",
                    evidence,
                    remedy: "xem lý do nghỉ và quy định của tỉnh, của ngành, rồi xác nhận đạt hoặc không đạt")
            }
            return notMet(
                "mới làm việc \(counted(worked)) tháng trong năm \(year), dưới \(counted(months)) tháng, không có thời gian "
                    + "nào khác được tính",
                evidence,
                remedy:
                    "nhập ngày bắt đầu làm việc nếu không phải người mới tuyển dụng; ghi nghỉ thai sản, điều trị, đào "
                    + "tạo nếu có")
        }
        if let earlier {
            return met(
                "đã có kết quả công tác năm \(facts.years[earlier].year), không phải người mới tuyển dụng\(maternity)",
                [Evidence(text: "Kết quả công tác năm \(facts.years[earlier].year)", ref: facts.years[earlier].ref)])
        }
        return judged(
            "chưa có ngày bắt đầu làm việc và số tháng làm việc năm \(year)",
            remedy:
                "nhập ngày bắt đầu làm việc hoặc số tháng làm việc năm \(year), hoặc xác nhận không phải người "
                + "mới tuyển dụng dưới \(counted(months)) tháng"
        )
    }

    /// Whether treatment and training fill up the months; `nil` when they do not, and nothing about them is unknown.
    private func away(_ index: Int, worked: Int, needed: Int) -> Outcome? {
        let year = facts.years[index].year
        var certain = worked
        var possible = worked
        for item in facts.years[index].away {
            if item.counts == true { certain += item.months }
            if item.counts != false { possible += item.months }
        }
        var evidence: [Evidence] {
            facts.years[index].away.map {
                Evidence(text: "\(counted($0.months)) tháng \($0.noun) năm \(year)", ref: facts.years[index].ref)
            }
        }
        func told(_ items: [AwayFact]) -> String {
            items.map { "\(counted($0.months)) tháng \($0.noun)" }.joined(separator: ", ")
        }
        if certain >= needed {
            return met(
                "làm việc \(counted(worked)) tháng trong năm \(year), \(told(facts.years[index].away.filter { $0.counts == true })) "
                    + "được tính vào thời gian làm việc",
                evidence)
        }
        guard possible >= needed else { return nil }
        return judged(
            "làm việc \(counted(worked)) tháng trong năm \(year), chưa rõ "
                + "\(told(facts.years[index].away.filter { $0.counts == nil })) có được tính không",
            evidence,
            remedy: "đối chiếu kết luận của cơ sở y tế, nhận xét của cơ sở đào tạo, rồi xác nhận đạt hoặc không đạt")
    }

    func officer(_ question: String) -> Outcome {
        judged(
            "cần cán bộ thẩm định xem xét: \(question)",
            remedy: "đối chiếu báo cáo thành tích và minh chứng, rồi xác nhận đạt hoặc không đạt")
    }
}
