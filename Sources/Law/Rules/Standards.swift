import Primitives

/// The answers to the standards of titles and forms.
extension Evaluator {
    func rating(atLeast level: CompletionLevel) -> Outcome {
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

    func standard(of title: CatalogueCode, equals: [CatalogueCode]) -> Outcome {
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
            outcome.because =
                "chưa có quyết định công nhận \(name) năm \(year), nhưng đạt các tiêu chuẩn: \(outcome.because)"
        } else if case .pending(let pending) = holding(title, year), outcome.verdict == .undecided {
            return .unknown(
                "danh hiệu \(name) năm \(year) đang được xét ở hồ sơ \(pending.dossier)",
                [Evidence(text: "Hồ sơ \(pending.dossier)", ref: pending.ref)],
                remedy: "chờ quyết định công nhận \(name) năm \(year) rồi thẩm định lại")
        } else if outcome.verdict == .notMet {
            outcome.because = "chưa đạt tiêu chuẩn \(name): \(outcome.because)"
        } else {
            outcome.because = "chưa được công nhận \(name) năm \(year); theo tiêu chuẩn: \(outcome.because)"
            outcome.remedy =
                "nhập danh hiệu \(name) năm \(year) nếu đã có quyết định; nếu chưa, đối chiếu tiêu chuẩn rồi xác nhận"
        }
        return outcome
    }

    /// What of these years has the title, and what keeps the others from it.
    func consecutiveTitles(_ title: CatalogueCode, years count: Int) -> Outcome {
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
                "chưa xác định được \(counted(count)) năm liên tục đạt \(name) tính đến năm \(proposal.year): "
                    + "\(has)\(problems)",
                evidence, remedy: remedies.joined(separator: "; "))
        }
        return .notMet(
            "chưa đủ \(counted(count)) năm liên tục đạt \(name) tính đến năm \(proposal.year): \(has)\(problems)",
            evidence,
            remedy: "bổ sung số, ngày quyết định nếu năm còn thiếu đã được công nhận")
    }

    func yearsNotUsed(_ title: CatalogueCode, years count: Int, by user: CatalogueCode) -> Outcome {
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
                "năm \(listed(shared)) đã nằm trong thời gian tính của \(name) năm \(blocking), mỗi năm chỉ tính "
                    + "cho một lần xét",
                evidence,
                remedy:
                    "tính lại từ năm \(blocking + 1): sớm nhất năm \(blocking + count) mới đủ \(counted(count)) năm mới"
            )
        }
        if let pending = facts.pending.first(where: {
            $0.code == user && abs($0.year - last) < count && $0.year != last
        }) {
            return .unknown(
                "\(name) năm \(pending.year) đang được xét ở hồ sơ \(pending.dossier), dùng chung năm "
                    + "\(listed(Array(max(first, pending.year - count + 1)...min(last, pending.year))))",
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
        return .met("năm \(listed(Array(first...last))) chưa được tính cho lần xét \(name) nào khác")
    }

    func consecutiveRatings(
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

    func initiatives(scope: InfluenceScope, count: Int, years: Int, orScience: Bool) -> Outcome {
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
                    evidence.append(
                        Evidence(text: "Sáng kiến \(label) đã dùng cho \(words(forUse: use))", ref: initiative.ref))
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
            return .met(
                "có \(counted(available)) \(noun) được công nhận phạm vi \(scope.noun) trở lên \(span)\(which)",
                evidence)
        }
        if available >= count {
            return .judged(
                "có \(counted(available)) \(noun) \(span), nhưng danh hiệu Chiến sĩ thi đua cơ sở trong thời "
                    + "gian này được xét bằng sáng kiến mà chưa ghi sáng kiến nào đã dùng",
                evidence,
                remedy:
                    "ghi rõ sáng kiến đã dùng để xét Chiến sĩ thi đua cơ sở, hoặc xác nhận số sáng kiến còn lại "
                    + "đủ \(counted(count))"
            )
        }
        let recognition =
            scope == .base
            ? "bổ sung giấy chứng nhận sáng kiến của cơ sở \(span)"
            : "đề nghị cấp có thẩm quyền công nhận hiệu quả áp dụng và khả năng nhân rộng phạm vi \(scope.noun), "
                + "rồi bổ sung văn bản công nhận"
        if !missing.isEmpty {
            return .unknown(
                "chưa có dữ liệu \(noun) năm \(listed(missing))", evidence,
                remedy: "nhập \(noun) năm \(listed(missing)), hoặc \(recognition)")
        }
        var reasons: [String] = []
        if available > 0 {
            reasons.append(
                "mới có \(counted(available)) \(noun) phạm vi \(scope.noun) trở lên \(span), cần \(counted(count))")
        } else {
            reasons.append(
                used > 0
                    ? "không còn \(noun) nào chưa dùng ở phạm vi \(scope.noun) trở lên \(span)"
                    : "chưa có \(noun) nào được công nhận phạm vi \(scope.noun) trở lên \(span)")
        }
        if used > 0 {
            reasons.append(
                "\(counted(used)) sáng kiến đã dùng cho \(usedFor.joined(separator: ", ")) nên không tính lại")
        }
        if narrower { reasons.append("sáng kiến còn lại mới được công nhận phạm vi hẹp hơn") }
        var outcome = Outcome.notMet(reasons.joined(separator: ", "), evidence, remedy: recognition)
        outcome.isBlockedByReuse = used > 0 && available + used >= count
        return outcome
    }

    func science(scope: InfluenceScope, years: Int) -> Outcome {
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
                    return .met(
                        "có đề tài, đề án, công trình khoa học đã nghiệm thu phạm vi \(topic.scope.noun) năm \(year)",
                        [evidence])
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

    func memberShare(of kind: MemberCount, share: Ratio) -> Outcome {
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
            return .met(
                "\(count)/\(total) thành viên \(kind.noun) (\(reached.percent)), đủ tỷ lệ \(share.percent)", evidence)
        }
        let lacking = share.needed(of: total) - count
        return .notMet(
            "\(count)/\(total) thành viên \(kind.noun) (\(reached.percent)), thiếu \(counted(lacking)) người so "
                + "với tỷ lệ \(share.percent)",
            evidence, remedy: "kiểm tra lại số liệu thành viên nếu cho là chưa đúng")
    }

    func membersAtLeast(of kind: MemberCount, count needed: Int) -> Outcome {
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

    func noDisciplinedMember() -> Outcome {
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

    func clusterLeader() -> Outcome {
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

    func movement(launchedBy level: CompetenceLevel?, years: Int) -> Outcome {
        guard let movement = facts.movement else {
            return .unknown(
                "chưa ghi phong trào thi đua làm căn cứ khen thưởng", remedy: "chọn phong trào thi đua làm căn cứ")
        }
        let evidence = [Evidence(text: "Phong trào “\(movement.name)”", ref: movement.ref)]
        if let level, movement.launchedBy != level {
            return .notMet(
                "phong trào “\(movement.name)” do cấp khác phát động (\(movement.launchedBy.name)), không phải "
                    + "\(level.name)",
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
                "phong trào “\(movement.name)” kéo dài từ \(movement.startsOn.written) đến \(endsOn.written), đủ "
                    + "\(counted(years)) năm",
                evidence)
        }
        return .notMet(
            "phong trào “\(movement.name)” kéo dài từ \(movement.startsOn.written) đến \(endsOn.written), chưa "
                + "đủ \(counted(years)) năm",
            evidence, remedy: "xem xét hình thức khen thưởng khác đối với phong trào dưới \(counted(years)) năm")
    }

    func workingMonths(_ months: Int) -> Outcome {
        let year = proposal.year
        let known = yearFacts(year)
        let maternity = known?.maternity == true ? "; thời gian nghỉ thai sản năm \(year) được tính" : ""
        if let start = facts.startedWorkOn {
            let evidence = [Evidence(text: "Bắt đầu làm việc ngày \(start.written)")]
            guard let newYear = CivilDate(year: year + 1, month: 1, day: 1) else {
                return .unknown("năm xét không hợp lệ", remedy: "kiểm tra lại năm xét")
            }
            if start.adding(months: months) <= newYear {
                return .met(
                    "bắt đầu làm việc từ ngày \(start.written), không phải mới tuyển dụng dưới "
                        + "\(counted(months)) tháng trong năm \(year)\(maternity)",
                    evidence)
            }
            return .notMet(
                "bắt đầu làm việc từ ngày \(start.written), tính đến hết năm \(year) chưa đủ \(counted(months)) tháng",
                evidence,
                remedy: "xét từ năm sau, hoặc sửa ngày bắt đầu làm việc nếu ghi sai")
        }
        if let worked = known?.monthsWorked {
            let evidence = [Evidence(text: "\(worked) tháng làm việc năm \(year)", ref: known?.ref)]
            if worked >= months {
                return .met("làm việc \(counted(worked)) tháng trong năm \(year)\(maternity)", evidence)
            }
            if known?.maternity == true {
                return .met(
                    "làm việc \(counted(worked)) tháng trong năm \(year), thời gian nghỉ thai sản được tính vào "
                        + "thời gian xét",
                    evidence)
            }
            return .judged(
                "mới ghi \(counted(worked)) tháng làm việc trong năm \(year), chưa có ngày tuyển dụng", evidence,
                remedy: "nhập ngày bắt đầu làm việc, hoặc xác nhận đạt nếu không phải người mới tuyển dụng")
        }
        if let earlier = facts.years.filter({ $0.year < year && ($0.rating != nil || !$0.held.isEmpty) }).max(by: {
            $0.year < $1.year
        }) {
            return .met(
                "đã có kết quả công tác năm \(earlier.year), không phải người mới tuyển dụng\(maternity)",
                [Evidence(text: "Kết quả công tác năm \(earlier.year)", ref: earlier.ref)])
        }
        return .judged(
            "chưa có ngày bắt đầu làm việc và số tháng làm việc năm \(year)",
            remedy:
                "nhập ngày bắt đầu làm việc hoặc số tháng làm việc năm \(year), hoặc xác nhận không phải người "
                + "mới tuyển dụng dưới \(counted(months)) tháng"
        )
    }

    func officer(_ question: String) -> Outcome {
        .judged(
            "cần cán bộ thẩm định xem xét: \(question)",
            remedy: "đối chiếu báo cáo thành tích và minh chứng, rồi xác nhận đạt hoặc không đạt")
    }
}
