import Primitives

/// The answers to the guards, which hold for many titles and forms.
extension Evaluator {
    func notUnderExamination() -> Outcome {
        let open = facts.examination.filter { $0.since <= asOf && ($0.closedOn.map { asOf < $0 } ?? true) }
        guard !open.isEmpty else {
            return .met(
                "không có việc xem xét kỷ luật, điều tra, thanh tra, đơn thư hoặc báo chí nêu nào đang mở tại "
                    + "ngày \(asOf.written)"
            )
        }
        let words = open.map { "\(ExaminationFact.name(of: $0.kind)) từ ngày \($0.since.written)" }
        return .notMet(
            words.joined(separator: "; "), zip(words, open).map { Evidence(text: sentence($0), ref: $1.ref) },
            remedy: "tạm dừng hồ sơ; xét tiếp khi có kết luận bằng văn bản")
    }

    func disciplineServed() -> Outcome {
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
                let span =
                    compulsoryWindow.count == 1
                    ? "năm \(proposal.year)" : "\(counted(compulsoryWindow.count)) năm tính đến năm \(proposal.year)"
                return .notMet(
                    "\(counts), nên không đủ thời gian của \(span)", evidence,
                    remedy: "xét khi đủ thời gian tính lại từ ngày chấp hành xong kỷ luật")
            }
            if until.year >= window.lowerBound {
                worst = .judged(
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
        let rows = facts.received.filter {
            !$0.revoked && window.contains($0.year) && ($0.category == .extraordinary || $0.category == .movement)
        }
        guard !rows.isEmpty else {
            return .met("không có kết quả khen đột xuất hoặc khen chuyên đề nào trong thời gian xét")
        }
        let words = rows.map { self.words(for: $0) }
        let evidence = zip(words, rows).map { Evidence(text: $0, ref: $1.ref) }
        if !restsOnOfficer {
            return .met(
                "căn cứ xét là xếp loại, danh hiệu, sáng kiến; không tính \(words.joined(separator: ", "))", evidence)
        }
        return .judged(
            "trong thời gian xét có \(words.joined(separator: ", ")); kết quả này không được dùng làm căn cứ xét "
                + "công trạng",
            evidence,
            remedy: "kiểm tra báo cáo thành tích không dựa vào kết quả này, rồi xác nhận đạt hoặc không đạt")
    }

    func oneAchievementOneForm() -> Outcome {
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
            "trong thời gian xét đã nhận \(words.joined(separator: ", ")); một thành tích không được khen nhiều "
                + "lần, nhiều hình thức",
            evidence,
            remedy: "đối chiếu thành tích lần này với lần trước, xác nhận đạt nếu khác nhau")
    }

    func notTwice() -> Outcome {
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
                        "đã nhận \(words(for: row))", evidence,
                        remedy: "rút đề nghị này, hoặc đính chính quyết định trước nếu ghi sai")
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

    func initiativesUsedOnce() -> Outcome {
        let ownUse = "\(proposal.code.rawValue)-\(proposal.year)"
        var words: [String] = []
        var evidence: [Evidence] = []
        for known in facts.years where window.contains(known.year) {
            for initiative in known.initiatives {
                guard let use = initiative.usedFor.first(where: { $0 != ownUse }) else { continue }
                let label = initiative.name.map { "“\($0)”" } ?? "sáng kiến năm \(known.year)"
                words.append("\(label) đã dùng cho \(self.words(forUse: use))")
                evidence.append(
                    Evidence(text: sentence("\(label) đã dùng cho \(self.words(forUse: use))"), ref: initiative.ref))
            }
        }
        guard !words.isEmpty else { return .met("không có sáng kiến nào đã dùng cho lần khen khác") }
        if isBlockedByReuse {
            return .notMet(
                words.joined(separator: "; "), evidence,
                remedy: "bổ sung sáng kiến khác chưa dùng; mỗi sáng kiến chỉ dùng một lần")
        }
        return .met("không tính lại sáng kiến đã dùng: \(words.joined(separator: "; "))", evidence)
    }
}
