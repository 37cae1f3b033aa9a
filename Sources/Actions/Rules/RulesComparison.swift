import Domain
import Law
import Primitives

/// The lines of the province's rules in words, and how two versions differ.
public struct RulesComparison: Sendable, Hashable {
    public struct Change: Sendable, Hashable {
        public let section: String
        public let title: String
        /// `nil` where only the later version has the line.
        public let before: String?
        /// `nil` where only the earlier version has it.
        public let after: String?

        /// What it is about, in a few words.
        public var subject: String { "\(section) – \(title)" }
    }

    public let changes: [Change]

    public init(_ before: ProvincialSettings, _ after: ProvincialSettings, lawbook: Lawbook) {
        let (old, new) = (RulesLines.all(before, lawbook: lawbook), RulesLines.all(after, lawbook: lawbook))
        var changes: [Change] = []
        for group in new {
            let former = old.first { $0.section == group.section }?.lines ?? []
            for line in group.lines {
                let same = former.first { $0.title == line.title }
                if same?.full == line.full { continue }
                changes.append(Change(section: group.section, title: line.title, before: same?.full, after: line.full))
            }
            for line in former where !group.lines.contains(where: { $0.title == line.title }) {
                changes.append(Change(section: group.section, title: line.title, before: line.full, after: nil))
            }
        }
        self.changes = changes
    }
}

/// Every line of a version as a person reads it.
public struct RulesLines: Sendable, Hashable {
    public struct Line: Sendable, Hashable {
        public let title: String
        public let value: String
        public let source: String

        /// Value and article: a line that only moved to another article has changed too.
        public var full: String { "\(value) (\(source))" }
    }

    public let section: String
    public let lines: [Line]

    /// All sections in their order, those without lines too.
    public static func all(_ settings: ProvincialSettings, lawbook: Lawbook) -> [RulesLines] {
        func scope(_ code: CatalogueCode?, _ category: CommendationCategory?) -> String {
            [
                code.map(lawbook.name(of:)) ?? "mọi danh hiệu, hình thức",
                category.map { "loại hình \($0.name.lowercasedFirst)" },
            ]
            .compactMap(\.self).joined(separator: ", ")
        }
        return [
            RulesLines(
                section: "Tỷ lệ phiếu của Hội đồng",
                lines: settings.voteShares.map {
                    Line(
                        title: lawbook.name(of: $0.code),
                        value: "ít nhất \($0.share.asWritten) tổng số thành viên", source: $0.source)
                }),
            RulesLines(
                section: "Tỷ lệ theo số người của đơn vị",
                lines: settings.quotas.map {
                    Line(
                        title: lawbook.name(of: $0.code), value: "không quá \($0.percent) % \($0.base.noun)",
                        source: $0.source)
                }),
            RulesLines(
                section: "Hạn nộp hồ sơ",
                lines: settings.deadlines.map {
                    Line(
                        title: "\($0.round): \(scope($0.code, $0.category))",
                        value:
                            "chậm nhất ngày \($0.day < 10 ? "0" : "")\($0.day)/\($0.month < 3 ? "0" : "")\($0.month) \($0.yearsLater == 0 ? "của năm thành tích" : "năm sau năm thành tích")",
                        source: $0.source)
                }),
            RulesLines(
                section: "Văn bản cần thêm trong hồ sơ",
                lines: settings.papers.map {
                    Line(title: "\($0.name): \(scope($0.code, $0.category))", value: "bắt buộc", source: $0.source)
                }),
            RulesLines(
                section: "Thời hạn giải quyết",
                lines: settings.appraisalLimits.map {
                    Line(title: $0.step.name, value: "\($0.workingDays) ngày làm việc", source: $0.source)
                }),
            RulesLines(
                section: "Mức tiền do tỉnh quy định",
                lines: settings.amounts.map {
                    Line(
                        title: "\($0.name), \($0.subject.name.lowercasedFirst)",
                        value: $0.amount.written + ($0.code.map { ", trả cho \(lawbook.name(of: $0))" } ?? ""),
                        source: $0.source)
                }),
            RulesLines(
                section: "Cách tính các năm liên tục",
                lines: settings.counting.map {
                    [
                        Line(
                            title: "“03 lần liên tục”, “02 lần liên tục”", value: $0.counting.name.lowercasedFirst,
                            source: $0.source)
                    ]
                } ?? []),
            RulesLines(
                section: "Phong trào của cụm, khối thi đua",
                lines: settings.clusterLaunch.map {
                    [Line(title: "Ai phát động", value: $0.launcher.name.lowercasedFirst, source: $0.source)]
                } ?? []),
        ]
    }
}

extension String {
    /// For the inside of a sentence.
    fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
