import Primitives

extension Lawbook {
    /// The reward money: the law in force and the base salary on the day of the decision.
    ///
    /// `decidedByUnitHead` matters only for Giấy khen before 1/7/2025, whose coefficient differed between a commune
    /// chairman and a head of unit. `nil` is not told: the commune's is paid, with a note that names the other. Throws `Problem(.notInForce)` when no coefficient is known for that day and subject, or
    /// when the law leaves the amount to the province.
    public func bonus(
        for code: CatalogueCode, subject: SubjectKind, decidedOn date: CivilDate, decidedByUnitHead: Bool? = nil
    ) throws -> Bonus {
        let base = try baseSalary(on: date)
        if let limit = bonusLimit(for: code, subject: subject, decidedOn: date) {
            throw Problem(
                .notInForce,
                "Mức tiền thưởng \(name(of: code)) do tỉnh quy định, không quá \(limit.coefficientText) lần mức lương "
                    + "cơ sở (\(limit.amount.written)). Xác định mức thưởng theo quy định của tỉnh."
            )
        }
        guard let bonus = procedures.bonuses[code]?.first(where: { $0.isInForce(on: date) }),
            let usual = bonus.coefficients[subject]
        else {
            throw Problem(
                .notInForce,
                "Chưa có mức tiền thưởng \(name(of: code)) cho \(subject.noun) áp dụng với quyết định ngày "
                    + "\(date.written). Kiểm tra ngày quyết định, hoặc xác định mức thưởng ngoài hệ thống."
            )
        }
        func paid(_ coefficient: Int, note: String?, _ citations: [Citation]) -> Bonus {
            Bonus(
                coefficientHundredths: coefficient, baseSalary: base.amount,
                amount: Bonus.amount(coefficientHundredths: coefficient, baseSalary: base.amount), note: note,
                citations: citations + [base.citation])
        }
        guard let head = bonus.unitHeadCoefficients[subject], decidedByUnitHead != false else {
            return paid(usual, note: bonus.note, bonus.citations)
        }
        // The coefficient of a head of unit is known, not read.
        let byHead = paid(head, note: bonus.note, bonus.citations.map(\.asKnowledge))
        if decidedByUnitHead == true { return byHead }
        let note =
            "Mức đối với \(subject.noun) khi Chủ tịch Ủy ban nhân dân cấp xã tặng; thủ trưởng cơ quan, đơn vị tặng thì hệ số "
            + "\(byHead.coefficientText), là \(byHead.amount.written) (theo hiểu biết nghiệp vụ, chưa đối chiếu văn bản)"
        return paid(usual, note: [bonus.note, note].compactMap { $0 }.joined(separator: ". "), bonus.citations)
    }

    /// Whether the law itself sets the amount of an award that is decided on this day.
    public func setsBonus(of code: CatalogueCode, for subject: SubjectKind, on date: CivilDate) -> Bool {
        procedures.bonuses[code]?.first { $0.isInForce(on: date) }.map {
            !$0.isLimit && $0.coefficients[subject] != nil
        } ?? false
    }

    /// The most that the province may set for it; `nil` where the law sets the amount itself or nothing is known.
    public func bonusLimit(for code: CatalogueCode, subject: SubjectKind, decidedOn date: CivilDate) -> Bonus? {
        guard let bonus = procedures.bonuses[code]?.first(where: { $0.isInForce(on: date) }), bonus.isLimit,
            let coefficient = bonus.coefficients[subject], let base = try? baseSalary(on: date)
        else { return nil }
        // A limit is not rounded up: that would be more than the law allows.
        let amount = Dong(Int64(coefficient) * base.amount.amount / 100)
        return Bonus(
            coefficientHundredths: coefficient, baseSalary: base.amount, amount: amount, note: bonus.note,
            citations: bonus.citations + [base.citation])
    }

    /// Mức lương cơ sở on a day. `Problem(.notInForce)` before the first day on record.
    public func baseSalary(on date: CivilDate) throws -> BaseSalary {
        guard let row = procedures.baseSalaries.first(where: { $0.isInForce(on: date) }) else {
            throw Problem(
                .notInForce, "Chưa có mức lương cơ sở áp dụng cho ngày \(date.written). Kiểm tra lại ngày quyết định.")
        }
        return BaseSalary(amount: row.amount, from: row.from, citation: row.citation)
    }

    /// What each of several awards pays that are decided on the same day, in the order given, and why.
    ///
    /// NĐ 152/2025/NĐ-CP Điều 49 khoản 5 to 7: titles of one recipient over the same time, only the highest; over different
    /// times, all; several forms for different achievements or times, all; a title beside a form, both. Two forms for one
    /// achievement may not be given at all (Luật 06/2022/QH15 Điều 5): the higher is counted and an officer is asked.
    /// Throws as ``bonus(for:subject:decidedOn:decidedByUnitHead:)``.
    public func payable(_ awards: [GivenCommendation], decidedOn date: CivilDate) throws -> [Payable] {
        let bonuses = try awards.map {
            try bonus(
                for: $0.code, subject: $0.subject, decidedOn: date, decidedByUnitHead: $0.isDecidedByUnitHead)
        }
        // A decision can have thousands of lines, a recipient only a few of them.
        let sameRecipient = Dictionary(grouping: awards.indices) { awards[$0].recipient }
        return awards.indices.map { index in
            let award = awards[index]
            let bonus = bonuses[index]
            // The highest of those that exclude each other; of equal ones the first.
            let rival = (sameRecipient[award.recipient] ?? [])
                .filter { $0 != index && awards[$0].excludes(award, kind: kind(of:)) }
                .filter { bonuses[$0].amount > bonus.amount || (bonuses[$0].amount == bonus.amount && $0 < index) }
                .max { (bonuses[$0].amount, -$0) < (bonuses[$1].amount, -$1) }
            guard let rival else {
                return Payable(id: award.id, bonus: bonus, outcome: .paid, explanation: bonus.working, citation: nil)
            }
            if kind(of: award.code) == .title {
                let rule = provision(.money, "several-titles", on: date)
                return Payable(
                    id: award.id, bonus: bonus, outcome: .higherTitlePaid,
                    explanation:
                        "Đã nhận mức cao hơn của danh hiệu \(name(of: awards[rival].code)) trong cùng thời gian "
                        + "đạt được" + (rule.map { " (\(lowered($0.citation.text)))" } ?? Payable.unchecked),
                    citation: rule?.citation, needsOfficer: rule == nil)
            }
            let rule = provision(.money, "one-achievement", on: date)
            return Payable(
                id: award.id, bonus: bonus, outcome: .sameAchievement,
                explanation:
                    "Cùng một thành tích đã tính \(name(of: awards[rival].code)); một thành tích không được tặng "
                    + "nhiều hình thức, cần xem lại quyết định"
                    + (rule.map { " (\(lowered($0.citation.text)))" } ?? Payable.unchecked),
                citation: rule?.citation, needsOfficer: true)
        }
    }

    private func lowered(_ text: String) -> String { text.prefix(1).lowercased() + text.dropFirst() }
}
