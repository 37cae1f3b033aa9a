import Primitives

/// One thing that the lawbook says on a day, as a line that a person reads.
public struct LawbookLine: Hashable, Sendable {
    /// What kind of thing: `Tiêu chuẩn`.
    public let section: Section
    /// The same for the versions of the same thing.
    public let key: String
    public let title: String
    public let text: String
    /// What the program goes by and no line tells. Two versions with the same text may differ here.
    let inner: String

    public enum Section: String, CaseIterable, Sendable {
        case instrument = "Văn bản"
        case entry = "Danh hiệu, hình thức"
        case competence = "Thẩm quyền"
        case criterion = "Tiêu chuẩn"
        case guards = "Nguyên tắc chung"
        case priority = "Ưu tiên"
        case principle = "Nguyên tắc khi xét"
        case vote = "Tỷ lệ phiếu"
        case paper = "Thành phần hồ sơ"
        case deadline = "Thời hạn"
        case coefficient = "Hệ số tiền thưởng"
        case baseSalary = "Mức lương cơ sở"
        case power = "Thẩm quyền theo cấp"
        case provision = "Quy định khác"
    }

    init(_ section: Section, key: String, title: String, _ text: String, inner: String = "") {
        self.section = section
        self.key = key
        self.title = title
        self.text = text
        self.inner = inner
    }
}

/// What is not the same on two days.
public struct LawbookChange: Hashable, Sendable {
    public let section: LawbookLine.Section
    public let title: String
    /// `nil`: new.
    public let before: String?
    /// `nil`: gone.
    public let after: String?
}

extension Lawbook {
    /// Everything that is in force on a day.
    public func lines(on day: CivilDate) -> [LawbookLine] {
        var lines: [LawbookLine] = []
        for instrument in instruments(on: day) {
            lines.append(
                LawbookLine(.instrument, key: instrument.id, title: instrument.name, instrument.title))
        }
        var guards: Set<String> = []
        for entry in entries(on: day) {
            let code = entry.code.rawValue
            lines.append(
                LawbookLine(
                    .entry, key: code, title: entry.name,
                    "\(entry.kind.name); \(entry.subjects.map(\.noun).joined(separator: ", ")); "
                        + entry.categories.map(\.noun).joined(separator: ", ")))
            lines.append(
                LawbookLine(
                    .competence, key: code, title: entry.name,
                    "\(entry.decider) (\(entry.competenceCitation.marked))"))
            for (role, party) in entry.parties {
                lines.append(
                    LawbookLine(
                        .competence, key: "\(code) \(role)", title: "\(entry.name), \(role.lowercased())",
                        "\(party.who) (\(party.citation.marked))"))
            }
            for subject in entry.subjects {
                guard let rule = rule(for: entry.code, subject, on: day) else { continue }
                for criterion in rule.criteria where criterion.isInForce(on: day) {
                    lines.append(
                        criterion.line(
                            .criterion, key: "\(code) \(subject.rawValue) \(criterion.id)",
                            title: "\(entry.name), \(subject.noun): \(criterion.title)"))
                }
                for criterion in rule.guards where criterion.isInForce(on: day) && guards.insert(criterion.id).inserted
                {
                    lines.append(criterion.line(.guards, key: criterion.id, title: criterion.title))
                }
                if let coefficient = bonuses(of: entry.code).first(where: { $0.isInForce(on: day) }),
                    let own = coefficient.coefficients[subject]
                {
                    let head = coefficient.unitHeadCoefficients[subject].map {
                        "; thủ trưởng đơn vị tặng: \(hundredths($0))"
                    }
                    lines.append(
                        LawbookLine(
                            .coefficient, key: "\(code) \(subject.rawValue)", title: "\(entry.name), \(subject.noun)",
                            "\(coefficient.isLimit ? "không quá " : "")\(hundredths(own))\(head ?? "") (\(coefficient.citations.map(\.marked).joined(separator: "; ")))"
                        ))
                }
            }
            for vote in voteRules(for: entry.code, on: day) {
                lines.append(
                    LawbookLine(
                        .vote, key: "\(code) \(vote.council.rawValue)", title: "\(entry.name), \(vote.council.name)",
                        "\(vote.words) (\(vote.citation.marked))"))
            }
            for deadline in deadlines(for: entry.code, on: day) {
                lines.append(
                    LawbookLine(
                        .deadline, key: "\(code) \(deadline.key)", title: "\(entry.name): \(deadline.name)",
                        "\(deadline.actor): \(deadline.words) (\(deadline.citation.marked))"))
            }
            if let copies = dossierCopies(for: entry.code, on: day) {
                lines.append(
                    LawbookLine(
                        .paper, key: "\(code) copies", title: "\(entry.name): số bộ hồ sơ",
                        "\(copies.text) (\(copies.citation.marked))"))
            }
            // Papers that are the same for several kinds of commendation are told once.
            var papers: [(text: String, paper: RequiredPaper, categories: [CommendationCategory])] = []
            for category in entry.categories {
                for paper in requiredPapers(for: entry.code, category: category, on: day) {
                    let text = "\(paper.isRequired ? "bắt buộc" : "khi có") (\(paper.citation.marked))"
                    if let index = papers.firstIndex(where: { $0.text == text && $0.paper.key == paper.key }) {
                        papers[index].categories.append(category)
                    } else {
                        papers.append((text, paper, [category]))
                    }
                }
            }
            for item in papers {
                let categories = item.categories.map(\.noun).joined(separator: ", ")
                lines.append(
                    LawbookLine(
                        .paper,
                        key: "\(code) \(item.paper.key) \(item.categories.map(\.rawValue).joined(separator: " "))",
                        title: "\(entry.name) (\(categories)): \(item.paper.name)", item.text))
            }
        }
        for priority in allPriorities where priority.isInForce(on: day) {
            lines.append(
                LawbookLine(
                    .priority, key: priority.womenShare == nil ? "women" : "women_percent", title: "Ưu tiên",
                    "\(priority.text) (\(priority.citation.marked))"))
        }
        for power in powers(on: day) {
            lines.append(
                LawbookLine(
                    .power, key: power.key, title: "\(power.holder), \(power.act.name)",
                    "\(power.text) (\(power.citation.marked))"))
        }
        for topic in Provision.Topic.allCases {
            for provision in provisions(topic: topic, on: day) {
                let example = provision.exampleOf.map { " – ví dụ của \($0)" } ?? ""
                lines.append(
                    LawbookLine(
                        .provision, key: "\(topic.rawValue) \(provision.key)",
                        title: "\(topic.name): \(provision.title)\(example)",
                        "\(provision.text) (\(provision.citation.marked))"))
            }
        }
        for principle in principles(on: day) {
            lines.append(
                LawbookLine(.principle, key: principle.text, title: principle.text, principle.citation.marked))
        }
        if let salary = try? baseSalary(on: day) {
            lines.append(
                LawbookLine(
                    .baseSalary, key: "base", title: "Mức lương cơ sở",
                    "\(salary.amount.written) (\(salary.citation.marked))"))
        }
        return lines
    }

    /// What changed between two days, section by section in the order of the catalogue.
    public func changes(from first: CivilDate, to second: CivilDate) -> [LawbookChange] {
        let before = lines(on: first)
        let after = lines(on: second)
        var changes: [LawbookChange] = []
        for section in LawbookLine.Section.allCases {
            let old = before.filter { $0.section == section }
            let new = after.filter { $0.section == section }
            for line in old {
                guard let now = new.first(where: { $0.key == line.key }) else {
                    changes.append(LawbookChange(section: section, title: line.title, before: line.text, after: nil))
                    continue
                }
                if now.title != line.title || now.text != line.text || now.inner != line.inner {
                    let isInner = now.title == line.title && now.text == line.text
                    changes.append(
                        LawbookChange(
                            section: section, title: now.title,
                            before: now.title == line.title ? line.text : "\(line.title): \(line.text)",
                            after: isInner ? "\(now.text) – cách kiểm tra đã đổi" : now.text))
                }
            }
            for line in new where !old.contains(where: { $0.key == line.key }) {
                changes.append(LawbookChange(section: section, title: line.title, before: nil, after: line.text))
            }
        }
        return changes
    }
}

extension Criterion {
    /// The condition with everything in it, to be compared only.
    private var inner: String {
        var text = doubt ?? ""
        dump(condition, to: &text)
        dump(scope, to: &text)
        return text
    }

    func line(_ section: LawbookLine.Section, key: String, title: String) -> LawbookLine {
        LawbookLine(
            section, key: key, title: title, "\(clause) (\(citation.marked))",
            inner: inner)
    }
}

extension Citation {
    /// `Khoản 1 Điều 24 Luật 06/2022/QH15, mức V`.
    var marked: String { "\(text), mức \(mark.rawValue)" }
}

extension VoteRule {
    /// `từ 90 % tổng số thành viên`.
    var words: String {
        "từ \(share.percent) tổng số thành viên"
            + (attendance.map { ", có mặt từ \($0.percent) tổng số thành viên" } ?? "")
    }
}

/// `1,5` for 150.
func hundredths(_ value: Int) -> String {
    let (whole, rest) = (value / 100, value % 100)
    if rest == 0 { return String(whole) }
    return "\(whole)," + (rest % 10 == 0 ? String(rest / 10) : (rest < 10 ? "0\(rest)" : String(rest)))
}
