import Law
import Primitives
import WebSupport

/// All titles and forms of a day, as the law groups them: *Tra cứu quy định*.
struct LawListPage {
    let day: LawDay
    let typed: String
    let kind: CatalogueKind?
    let subject: SubjectKind?
    let groups: [(group: CatalogueGroup, entries: [CatalogueEntry])]

    static func load(_ visit: Visit, _ lawbook: Lawbook) -> LawListPage {
        let day = LawDay(visit.query["ngay"], otherwise: visit.today, today: visit.today)
        let typed = VietnameseText.tidied(visit.query["q"])
        let words = VietnameseText.folded(typed).split(separator: " ")
        let kind = CatalogueKind(rawValue: visit.query["loai"])
        let subject = SubjectKind(rawValue: visit.query["doi-tuong"])
        let groups = lawbook.groups(on: day.day).map { group, entries in
            (
                group,
                entries.filter { entry in
                    let name = VietnameseText.folded(entry.name + " " + entry.code.rawValue)
                    return (kind == nil || entry.kind == kind)
                        && (subject.map { entry.subjects.contains($0) } ?? true)
                        && words.allSatisfy { name.contains($0) }
                }
            )
        }.filter { !$0.1.isEmpty }
        return LawListPage(day: day, typed: typed, kind: kind, subject: subject, groups: groups)
    }

    var html: HTML {
        """
        \(PageHead(title: "Tra cứu quy định", lead: "Danh hiệu thi đua, hình thức khen thưởng theo quy định áp dụng ngày \(day.day.written).").html)
        \(lawTabs(.law, day))
        \(ErrorSummary(problems: day.problem.map { [$0] } ?? []).html)
        \(SearchBar(
            action: Route.law.path(), value: typed, label: "Tìm theo tên", hint: "Gõ không dấu cũng được", extra: filters,
            button: "Xem").html)
        \(each: groups, section)
        \(if: groups.isEmpty, empty.html)
        """
    }

    private var filters: HTML {
        """
        \(Select(
            name: "loai", label: "Loại",
            options: [OptionGroup(options: [Option(value: "", label: "Tất cả")]
                + CatalogueKind.allCases.map { Option(value: $0.rawValue, label: $0.name) })],
            selected: kind?.rawValue ?? "").html)
        \(Select(
            name: "doi-tuong", label: "Đối tượng",
            options: [OptionGroup(options: [Option(value: "", label: "Tất cả")]
                + SubjectKind.allCases.map { Option(value: $0.rawValue, label: $0.name) })],
            selected: subject?.rawValue ?? "").html)
        \(day.field)
        """
    }

    private func section(_ part: (group: CatalogueGroup, entries: [CatalogueEntry])) -> HTML {
        Table(
            caption: part.group.name,
            columns: [
                Column(label: "Tên", isMain: true), Column(label: "Đối tượng"), Column(label: "Người quyết định"),
            ],
            rows: part.entries.map { entry in
                TableRow(cells: [
                    Link(
                        label: entry.name,
                        href: address(Route.lawEntry.path(entry.code), [day.parameter])
                    ).html,
                    "\(entry.subjects.map(\.name).joined(separator: ", "))", "\(entry.competence.name)",
                ])
            },
            empty: empty
        ).html
    }

    private var empty: EmptyState {
        if typed.isEmpty && kind == nil && subject == nil {
            return EmptyState(
                title: "Chưa có quy định áp dụng cho ngày \(day.day.written)",
                hint: "Chọn ngày khác, hoặc xem mục Văn bản để biết văn bản có hiệu lực từ ngày nào.",
                action: LinkButton(
                    label: "Xem văn bản", href: Route.instruments.path(), tone: .secondary
                ).html)
        }
        return EmptyState(
            title: "Không có danh hiệu, hình thức nào khớp",
            hint: "Thử gõ một phần của tên, hoặc bỏ bớt điều kiện lọc.",
            action: LinkButton(
                label: "Bỏ điều kiện lọc", href: address(Route.law.path(), [day.parameter]), tone: .secondary
            ).html)
    }
}
