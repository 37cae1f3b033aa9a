import Domain
import Law
import Primitives

/// The kinds of lines in the form of the province's rules. The names of their fields are those of the form, each followed by
/// the number of the row.
public enum RulesSection: String, Sendable, CaseIterable {
    case votes, quotas, deadlines, papers, limits, amounts

    public var fields: [String] {
        switch self {
        case .votes: ["voteCode", "voteShare", "voteSource"]
        case .quotas: ["quotaCode", "quotaPercent", "quotaBase", "quotaSource"]
        case .deadlines:
            ["deadlineRound", "deadlineCode", "deadlineCategory", "deadlineDay", "deadlineYear", "deadlineSource"]
        case .papers: ["paperName", "paperCode", "paperCategory", "paperSource"]
        case .limits: ["limitStep", "limitDays", "limitSource"]
        case .amounts: ["amountName", "amountCode", "amountSubject", "amountDong", "amountSource"]
        }
    }

    /// Choices that have a value before anybody types: they alone make no line.
    static let preset: Set<String> = ["quotaBase", "deadlineYear", "amountSubject"]
}

/// One line as typed, by field.
public typealias RulesRow = [String: String]

/// The content of a version of the province's rules as typed. ``fill(_:lawbook:today:)`` finds everything wrong with it at once.
public struct RulesContent: Sendable, Hashable {
    public var title = ""
    public var number = ""
    public var issuedOn = ""
    public var inForceFrom = ""
    public var rows: [RulesSection: [RulesRow]] = [:]
    /// `Counting` as text; empty leaves it to the law.
    public var counting = ""
    public var countingSource = ""
    /// `ClusterLaunchSetting.Launcher` as text; empty where the province says nothing.
    public var clusterLaunch = ""
    public var clusterLaunchSource = ""

    public init() {}

    /// The content of a version that exists, as it would be typed.
    public init(_ rules: ProvincialRules) {
        title = rules.title
        number = rules.number
        issuedOn = rules.issuedOn?.written ?? ""
        inForceFrom = rules.inForceFrom?.written ?? ""
        let settings = rules.settings
        rows[.votes] = settings.voteShares.map {
            [
                "voteCode": $0.code.rawValue, "voteShare": $0.share.asWritten.replacing(" %", with: ""),
                "voteSource": $0.source,
            ]
        }
        rows[.quotas] = settings.quotas.map {
            [
                "quotaCode": $0.code.rawValue, "quotaPercent": String($0.percent), "quotaBase": $0.base.rawValue,
                "quotaSource": $0.source,
            ]
        }
        rows[.deadlines] = settings.deadlines.map {
            [
                "deadlineRound": $0.round, "deadlineCode": $0.code?.rawValue ?? "",
                "deadlineCategory": $0.category?.rawValue ?? "", "deadlineDay": "\($0.day)/\($0.month)",
                "deadlineYear": String($0.yearsLater), "deadlineSource": $0.source,
            ]
        }
        rows[.papers] = settings.papers.map {
            [
                "paperName": $0.name, "paperCode": $0.code?.rawValue ?? "",
                "paperCategory": $0.category?.rawValue ?? "",
                "paperSource": $0.source,
            ]
        }
        rows[.limits] = settings.appraisalLimits.map {
            ["limitStep": $0.step.rawValue, "limitDays": String($0.workingDays), "limitSource": $0.source]
        }
        rows[.amounts] = settings.amounts.map {
            [
                "amountName": $0.name, "amountCode": $0.code?.rawValue ?? "", "amountSubject": $0.subject.rawValue,
                "amountDong": $0.amount.grouped, "amountSource": $0.source,
            ]
        }
        counting = settings.counting?.counting.rawValue ?? ""
        countingSource = settings.counting?.source ?? ""
        clusterLaunch = settings.clusterLaunch?.launcher.rawValue ?? ""
        clusterLaunchSource = settings.clusterLaunch?.source ?? ""
    }

    /// How many lines of one kind a version may have.
    static let maximumRows = 100

    /// Puts the content into `rules`.
    /// - Throws: `Problem(.invalid)` with every field that does not hold. Rows are counted from 1, empty ones are skipped.
    public func fill(_ rules: inout ProvincialRules, lawbook: Lawbook, today: CivilDate) throws {
        var reader = RulesReader(lawbook: lawbook, today: today)
        rules.title = reader.text(title, "title", "Tên quy định", limit: 300, missing: "Nhập tên quy định.")
        rules.number = reader.text(number, "number", "Số, ký hiệu", limit: 50)
        rules.issuedOn = reader.day(issuedOn, "issuedOn")
        rules.inForceFrom = reader.day(inForceFrom, "inForceFrom")
        if let issued = rules.issuedOn, let first = rules.inForceFrom, first < issued {
            reader.problem(
                "inForceFrom", "Ngày có hiệu lực \(first.written) ở trước ngày ban hành \(issued.written).")
        }
        reader.lawDay = rules.inForceFrom ?? today
        rules.settings = reader.settings(of: self)
        guard reader.problems.isEmpty else { throw Problem.invalid(reader.problems) }
    }

    /// The rows of a kind that hold something, with their numbers in the form.
    func filled(_ section: RulesSection) -> [(number: Int, row: RulesRow)] {
        (rows[section] ?? []).enumerated().compactMap { index, row in
            RulesContent.isEmpty(row) ? nil : (index + 1, row.mapValues(VietnameseText.tidied))
        }
    }

    /// Whether nothing has been typed or chosen in a row.
    public static func isEmpty(_ row: RulesRow) -> Bool {
        row.allSatisfy { RulesSection.preset.contains($0.key) || VietnameseText.tidied($0.value).isEmpty }
    }
}

/// Reads typed lines and gathers what is wrong with them.
struct RulesReader {
    let lawbook: Lawbook
    let today: CivilDate
    /// The day whose law the lines are held against: the first day in force, once it is known.
    var lawDay: CivilDate
    private(set) var problems: [FieldProblem] = []

    init(lawbook: Lawbook, today: CivilDate) {
        self.lawbook = lawbook
        self.today = today
        lawDay = today
    }

    mutating func problem(_ field: String, _ message: String) { problems.append(FieldProblem(field, message)) }

    mutating func text(
        _ typed: String, _ field: String, _ label: String, limit: Int, missing: String? = nil
    ) -> String {
        let text = VietnameseText.tidied(typed)
        if text.isEmpty, let missing { problem(field, missing) }
        if text.count > limit { problem(field, "\(label) dài quá \(limit) ký tự. Rút gọn lại.") }
        return text
    }

    mutating func day(_ typed: String, _ field: String) -> CivilDate? {
        let text = VietnameseText.tidied(typed)
        if text.isEmpty { return nil }
        let day = CivilDate(written: text)
        if day == nil { problem(field, "Ngày “\(text)” không có thật. Nhập theo dạng 05/12/2025.") }
        return day
    }

    mutating func settings(of content: RulesContent) -> ProvincialSettings {
        var settings = ProvincialSettings()
        for section in RulesSection.allCases where content.filled(section).count > RulesContent.maximumRows {
            problem("\(section.fields[0])-1", "Mục này có quá \(RulesContent.maximumRows) dòng. Bỏ bớt.")
        }
        settings.voteShares = content.filled(.votes).compactMap { voteShare($0.number, $0.row) }
        settings.quotas = content.filled(.quotas).compactMap { quota($0.number, $0.row) }
        settings.deadlines = content.filled(.deadlines).compactMap { deadline($0.number, $0.row) }
        settings.papers = content.filled(.papers).compactMap { paper($0.number, $0.row) }
        settings.appraisalLimits = content.filled(.limits).compactMap { limit($0.number, $0.row) }
        settings.amounts = content.filled(.amounts).compactMap { amount($0.number, $0.row) }
        refuseDoubles(content)
        settings.counting = counting(content)
        settings.clusterLaunch = clusterLaunch(content)
        return settings
    }

    // MARK: Lines

    private mutating func source(_ row: RulesRow, _ field: String, _ number: Int) -> String {
        text(
            row[field] ?? "", "\(field)-\(number)", "Căn cứ", limit: 150,
            missing: "Dòng \(number): nhập điều, khoản của quy định, ví dụ “Khoản 2 Điều 9”.")
    }

    /// A title or form of the catalogue.
    private mutating func code(_ row: RulesRow, _ field: String, _ number: Int, individuals: Bool = false)
        -> CatalogueCode?
    {
        let code = CatalogueCode(rawValue: row[field] ?? "")
        guard !code.rawValue.isEmpty else {
            problem("\(field)-\(number)", "Dòng \(number): chọn danh hiệu hoặc hình thức khen thưởng.")
            return nil
        }
        guard let entry = lawbook.entries(on: lawDay).first(where: { $0.code == code }) else {
            problem(
                "\(field)-\(number)",
                "Dòng \(number): danh hiệu, hình thức này không áp dụng vào ngày \(lawDay.written). Chọn lại.")
            return nil
        }
        if individuals, !entry.subjects.contains(.individual) {
            problem(
                "\(field)-\(number)",
                "Dòng \(number): \(entry.name) không xét cho cá nhân nên không có tỷ lệ theo số người.")
            return nil
        }
        return code
    }

    /// A title or form, or all of them.
    private mutating func codeOrAll(_ row: RulesRow, _ field: String, _ number: Int) -> CatalogueCode? {
        (row[field] ?? "").isEmpty ? nil : code(row, field, number)
    }

    private mutating func category(_ row: RulesRow, _ field: String, _ number: Int) -> CommendationCategory? {
        let text = row[field] ?? ""
        if text.isEmpty { return nil }
        let category = CommendationCategory(rawValue: text)
        if category == nil { problem("\(field)-\(number)", "Dòng \(number): chọn loại hình khen thưởng.") }
        return category
    }

    private mutating func whole(_ text: String, in range: ClosedRange<Int>, _ field: String, _ message: String) -> Int?
    {
        let digits = text.filter { $0 != "." && $0 != "%" && !$0.isWhitespace }
        guard let number = Int(digits), range.contains(number), digits.utf8.count <= 12 else {
            problem(field, message)
            return nil
        }
        return number
    }

    private mutating func voteShare(_ number: Int, _ row: RulesRow) -> LocalVoteShare? {
        let code = code(row, "voteCode", number)
        let source = source(row, "voteSource", number)
        let field = "voteShare-\(number)"
        guard let share = Ratio(typed: row["voteShare"] ?? ""), LocalVoteShare.isPossible(share) else {
            problem(field, "Dòng \(number): nhập tỷ lệ từ 50 % đến 100 %, ví dụ 80 hoặc 2/3.")
            return nil
        }
        guard let code else { return nil }
        if let law = lawbook.voteRule(for: code, on: lawDay), !share.isAtLeast(law.share) {
            problem(
                field,
                "Dòng \(number): \(lawbook.name(of: code)) cần ít nhất \(law.share.asWritten) theo \(law.citation.text); tỉnh không được quy định thấp hơn (đang nhập \(share.asWritten))."
            )
            return nil
        }
        return LocalVoteShare(code: code, share: share, source: source)
    }

    private mutating func quota(_ number: Int, _ row: RulesRow) -> StaffQuota? {
        let code = code(row, "quotaCode", number, individuals: true)
        let source = source(row, "quotaSource", number)
        let percent = whole(
            row["quotaPercent"] ?? "", in: 1...100, "quotaPercent-\(number)",
            "Dòng \(number): nhập tỷ lệ là số nguyên từ 1 đến 100.")
        let base = StaffQuota.Base(rawValue: row["quotaBase"] ?? "")
        if base == nil { problem("quotaBase-\(number)", "Dòng \(number): chọn cách tính tỷ lệ.") }
        guard let code, let percent, let base else { return nil }
        return StaffQuota(code: code, percent: percent, base: base, source: source)
    }

    private mutating func deadline(_ number: Int, _ row: RulesRow) -> SubmissionDeadline? {
        let round = text(
            row["deadlineRound"] ?? "", "deadlineRound-\(number)", "Tên đợt", limit: 200,
            missing: "Dòng \(number): nhập tên đợt, ví dụ “Đợt tổng kết năm”.")
        let code = codeOrAll(row, "deadlineCode", number)
        let category = category(row, "deadlineCategory", number)
        let source = source(row, "deadlineSource", number)
        let later = Int(row["deadlineYear"] ?? "")
        if later.map({ (0...1).contains($0) }) != true {
            problem("deadlineYear-\(number)", "Dòng \(number): chọn hạn trong năm thành tích hoặc năm sau.")
        }
        let parts = (row["deadlineDay"] ?? "").split(whereSeparator: { "/-.".contains($0) }).map { Int($0) }
        guard parts.count == 2, let day = parts[0], let month = parts[1], SubmissionDeadline.isDay(day, of: month)
        else {
            problem("deadlineDay-\(number)", "Dòng \(number): nhập ngày và tháng có thật, ví dụ 15/12.")
            return nil
        }
        guard let later else { return nil }
        return SubmissionDeadline(
            round: round, code: code, category: category, day: day, month: month, yearsLater: later, source: source)
    }

    private mutating func paper(_ number: Int, _ row: RulesRow) -> LocalPaper? {
        let name = text(
            row["paperName"] ?? "", "paperName-\(number)", "Tên văn bản", limit: 200,
            missing: "Dòng \(number): nhập tên văn bản cần có.")
        let code = codeOrAll(row, "paperCode", number)
        let category = category(row, "paperCategory", number)
        let source = source(row, "paperSource", number)
        if name.isEmpty { return nil }
        return LocalPaper(key: LocalPaper.key(for: name), name: name, code: code, category: category, source: source)
    }

    private mutating func limit(_ number: Int, _ row: RulesRow) -> AppraisalLimit? {
        let step = AppraisalLimit.Step(rawValue: row["limitStep"] ?? "")
        if step == nil { problem("limitStep-\(number)", "Dòng \(number): chọn bước giải quyết.") }
        let source = source(row, "limitSource", number)
        let days = whole(
            row["limitDays"] ?? "", in: AppraisalLimit.possibleDays, "limitDays-\(number)",
            "Dòng \(number): nhập số ngày làm việc từ 1 đến \(AppraisalLimit.possibleDays.upperBound).")
        guard let step, let days else { return nil }
        return AppraisalLimit(step: step, workingDays: days, source: source)
    }

    private mutating func amount(_ number: Int, _ row: RulesRow) -> LocalAmount? {
        let name = text(
            row["amountName"] ?? "", "amountName-\(number)", "Tên hình thức", limit: 200,
            missing: "Dòng \(number): nhập tên hình thức khen thưởng của tỉnh.")
        let code = codeOrAll(row, "amountCode", number)
        let subject = SubjectKind(rawValue: row["amountSubject"] ?? "")
        if subject == nil { problem("amountSubject-\(number)", "Dòng \(number): chọn đối tượng.") }
        let source = source(row, "amountSource", number)
        let range = LocalAmount.possible
        let amount = whole(
            row["amountDong"] ?? "", in: Int(range.lowerBound)...Int(range.upperBound), "amountDong-\(number)",
            "Dòng \(number): nhập số tiền bằng đồng, từ 1.000 đến 1.000.000.000.")
        guard let subject, let amount, !name.isEmpty else { return nil }
        if let code { checkAmount(code, subject, Dong(Int64(amount)), number) }
        return LocalAmount(name: name, code: code, subject: subject, amount: Dong(Int64(amount)), source: source)
    }

    /// The law comes first: what it fixes is not the province's to set, and what it limits stays below the limit.
    private mutating func checkAmount(_ code: CatalogueCode, _ subject: SubjectKind, _ amount: Dong, _ number: Int) {
        if let limit = lawbook.bonusLimit(for: code, subject: subject, decidedOn: lawDay) {
            if amount > limit.amount {
                problem(
                    "amountDong-\(number)",
                    "Dòng \(number): luật cho tỉnh quy định không quá \(limit.coefficientText) lần mức lương cơ sở (\(limit.amount.written))."
                )
            }
        } else if let fixed = try? lawbook.bonus(for: code, subject: subject, decidedOn: lawDay), fixed.amount > .zero {
            problem(
                "amountCode-\(number)",
                "Dòng \(number): \(lawbook.name(of: code)) đã có mức tiền do luật đặt (\(fixed.amount.written)), tỉnh không đặt riêng."
            )
        }
    }

    private mutating func counting(_ content: RulesContent) -> CountingSetting? {
        if content.counting.isEmpty { return nil }
        guard let counting = Counting(rawValue: content.counting) else {
            problem("counting", "Chọn cách tính các năm liên tục.")
            return nil
        }
        let source = text(
            content.countingSource, "countingSource", "Căn cứ", limit: 150,
            missing: "Nhập điều, khoản quy định cách tính các năm liên tục.")
        return CountingSetting(counting: counting, source: source)
    }

    private mutating func clusterLaunch(_ content: RulesContent) -> ClusterLaunchSetting? {
        if content.clusterLaunch.isEmpty { return nil }
        guard let launcher = ClusterLaunchSetting.Launcher(rawValue: content.clusterLaunch) else {
            problem("clusterLaunch", "Chọn người phát động phong trào của cụm, khối.")
            return nil
        }
        let source = text(
            content.clusterLaunchSource, "clusterLaunchSource", "Căn cứ", limit: 150,
            missing: "Nhập điều, khoản quy định ai phát động phong trào của cụm, khối.")
        return ClusterLaunchSetting(launcher: launcher, source: source)
    }

    /// Two lines that would both answer the same question.
    private mutating func refuseDoubles(_ content: RulesContent) {
        let keys: [(RulesSection, [String], String)] = [
            (.votes, ["voteCode"], "danh hiệu, hình thức này"), (.quotas, ["quotaCode"], "danh hiệu này"),
            (.deadlines, ["deadlineRound", "deadlineCode", "deadlineCategory"], "đợt và danh hiệu này"),
            (.limits, ["limitStep"], "bước này"),
            (.amounts, ["amountName", "amountCode", "amountSubject"], "hình thức và đối tượng này"),
            (.papers, ["paperName", "paperCode", "paperCategory"], "văn bản này"),
        ]
        for (section, fields, noun) in keys {
            var seen: [[String]: Int] = [:]
            for (number, row) in content.filled(section) {
                let key = fields.map { VietnameseText.folded(row[$0] ?? "") }
                if key.contains(where: { !$0.isEmpty }), let first = seen[key] {
                    problem("\(fields[0])-\(number)", "Dòng \(number): \(noun) đã có ở dòng \(first). Giữ một dòng.")
                } else {
                    seen[key] = number
                }
            }
        }
    }
}
