import Actions
import Domain
import Law
import Primitives
import Records
import Store
import WebSupport

/// The lifelong file of one person: *Hồ sơ cá nhân*. Its rows can be linked to; the rule check does so.
struct PersonPage {
    let person: Person
    let unit: Unit?
    let policy: PersonPolicy
    let posts: [PostLine]
    let ratings: [RatingLine]
    let commendations: [Commendation]
    let initiatives: [Initiative]
    /// `nil` when they are not for this actor.
    let disciplines: [DisciplineLine]?
    let examinations: [ExaminationLine]?
    /// `••••••••1234`, or in full just after it was asked for; `nil` when not known.
    let identityNumber: String?
    let isRevealed: Bool
    let eligibility: Eligibility
    let lawbook: Lawbook
    let csrfToken: String

    /// - Parameter revealed: the identity number in full, after ``RevealIdentity``.
    static func load(
        _ id: ID<Person>, _ visit: Visit, site: StaffSite, revealed: String? = nil, in tx: any ReadTransaction
    ) throws -> PersonPage {
        let (person, policy) = try PersonGate.person(id, for: visit.actor, in: tx)
        let showsConduct = policy.permission(for: .viewConduct).isOpen
        let masked = try PersonRecords.identityCipher(of: id, in: tx).map {
            IdentityCipher.masked(try site.identities.decrypt($0))
        }
        let eligibility = try PersonEligibility.load(
            id, year: visit.today.year, for: visit.actor, lawbook: site.lawbook, in: tx
        ).eligibility
        return PersonPage(
            person: person, unit: try UnitRecords.unit(person.unitID, in: tx), policy: policy,
            posts: try PersonRecords.posts(of: id, in: tx), ratings: try PersonRecords.ratings(of: id, in: tx),
            commendations: try RollRecords.entries(of: id, in: tx),
            initiatives: try PersonRecords.initiatives(of: id, in: tx),
            disciplines: showsConduct ? try PersonRecords.disciplines(of: id, in: tx) : nil,
            examinations: showsConduct ? try PersonRecords.examinations(of: id, in: tx) : nil,
            identityNumber: revealed ?? masked, isRevealed: revealed != nil, eligibility: eligibility,
            lawbook: site.lawbook,
            csrfToken: visit.csrfToken)
    }

    var html: HTML {
        """
        \(PageHead(
            title: person.name, lead: [person.position, unit?.name ?? ""].filter { !$0.isEmpty }.joined(separator: ", "),
            status: person.isInvented ? StatusTag(label: "Người hư cấu để trình diễn", tone: .neutral) : nil,
            back: Link(label: "Cá nhân", href: Route.people.path())).html)
        \(DefinitionList(items: definitions).html)
        \(eligibilityCard)
        \(commendationTable(commendations, UnitPage.names(of: commendations, lawbook), caption: "Danh hiệu, hình thức khen thưởng").html)
        \(ratingTable.html)
        \(initiativeTable.html)
        \(postTable.html)
        \(some: disciplines, { disciplineTable($0).html })
        \(some: examinations, { examinationCard($0, hint: "Không có vụ việc nào liên quan đến người này đang được xem xét.") })
        """
    }

    /// What this year could bring, in a few lines; each title and form with its conditions is a page of its own.
    private var eligibilityCard: HTML {
        let met = eligibility.lines.filter { $0.assessment.verdict == .met }
        let names: HTML =
            met.isEmpty
            ? "<p>\(Verdict.met.noneWords)</p>"
            : "<p>Đạt: \(met.map(\.entry.name).joined(separator: "; ")).</p>"
        return Card(
            title: "Đủ điều kiện gì năm \(eligibility.year)",
            body: """
                \(PersonEligibilityPage.counts(eligibility).html)\(names)
                <p>\(Link(label: "Xem từng danh hiệu, hình thức và phần còn thiếu", href: Route.personEligibility.path(person.id)).html)</p>
                """
        ).html
    }

    private var definitions: [Definition] {
        var items = [
            Definition(term: "Giới tính", detail: "\(person.sex.name)"),
            Definition(term: "Ngày sinh", detail: "\(person.bornOn?.written ?? "Chưa ghi")"),
            Definition(term: "Dân tộc", detail: "\(person.ethnicity)"),
            Definition(term: "Nhóm đối tượng", detail: "\(person.group.name)"),
            Definition(term: "Trực tiếp lao động, công tác", detail: "\(person.isFrontline ? "Có" : "Không")"),
            Definition(term: "Công tác từ", detail: "\(person.startedWorkOn?.written ?? "Chưa ghi")"),
            Definition(term: "Số định danh", detail: identity),
        ]
        if let unit {
            items.insert(
                Definition(term: "Đơn vị", detail: Link(label: unit.name, href: Route.unit.path(unit.id)).html), at: 0)
        }
        return items
    }

    private var identity: HTML {
        guard let identityNumber else { return "Chưa ghi" }
        if isRevealed {
            return "<strong>\(identityNumber)</strong> <span class=\"muted\">(lần xem này đã ghi vào nhật ký)</span>"
        }
        guard policy.permission(for: .revealIdentity).isOpen else { return "\(identityNumber)" }
        return """
            \(identityNumber)
            \(Form(action: Route.revealIdentity.path(person.id), csrfToken: csrfToken, body: """
                \(Button(label: "Xem đầy đủ (có ghi nhật ký)", tone: .quiet).html)
                """).html)
            """
    }

    private var ratingTable: Table {
        Table(
            caption: "Mức độ hoàn thành nhiệm vụ từng năm",
            columns: [
                Column(label: "Năm", isMain: true), Column(label: "Mức độ"), Column(label: "Đơn vị đánh giá"),
                Column(label: "Ghi chú"), Column(label: "Văn bản"),
            ],
            rows: ratings.map { rating in
                var notes: [String] = []
                if rating.isMaternity { notes.append("nghỉ thai sản") }
                if rating.monthsWorked < 12 { notes.append("làm việc \(rating.monthsWorked) tháng") }
                return TableRow(
                    cells: [
                        "\(String(rating.year))", "\(rating.level.name)", "\(rating.unitName)",
                        "\(notes.joined(separator: ", "))", "\(rating.document)",
                    ], id: "rating-\(rating.year)")
            },
            empty: EmptyState(
                title: "Chưa có kết quả đánh giá", hint: "Kết quả đánh giá, xếp loại hằng năm sẽ hiện ở đây."))
    }

    private var initiativeTable: Table {
        Table(
            caption: "Sáng kiến được công nhận",
            columns: [
                Column(label: "Sáng kiến", isMain: true), Column(label: "Năm"), Column(label: "Phạm vi"),
                Column(label: "Công nhận"), Column(label: "Sử dụng"),
            ],
            rows: initiatives.map { initiative in
                TableRow(
                    cells: [
                        "\(initiative.name)", "\(String(initiative.year))", "\(initiative.scope.name)",
                        "\(initiative.document), ngày \(initiative.recognisedOn.written)", use(of: initiative).html,
                    ], id: "initiative-\(initiative.id)")
            },
            empty: EmptyState(title: "Chưa có sáng kiến", hint: "Sáng kiến được công nhận sẽ hiện ở đây."))
    }

    /// `CSTDCS-2024` in words.
    private func use(of initiative: Initiative) -> StatusTag {
        guard let usedFor = initiative.usedFor else { return StatusTag(label: "Chưa sử dụng", tone: .good) }
        let parts = usedFor.split(separator: "-")
        guard parts.count == 2 else { return StatusTag(label: "Đã sử dụng", tone: .neutral) }
        let name = lawbook.name(of: CatalogueCode(rawValue: String(parts[0])))
        return StatusTag(label: "Đã dùng xét \(name) năm \(parts[1])", tone: .neutral)
    }

    private var postTable: Table {
        Table(
            caption: "Quá trình công tác",
            columns: [
                Column(label: "Chức vụ, công việc", isMain: true), Column(label: "Đơn vị"), Column(label: "Thời gian"),
            ],
            rows: posts.map { post in
                TableRow(cells: [
                    "\(post.position)", Link(label: post.unitName, href: Route.unit.path(post.unitID)).html,
                    "\(Unit.periodText(from: post.from, until: post.until))",
                ])
            },
            empty: EmptyState(title: "Chưa ghi quá trình công tác", hint: "Các thời kỳ công tác sẽ hiện ở đây."))
    }

    private func disciplineTable(_ lines: [DisciplineLine]) -> Table {
        Table(
            caption: "Kỷ luật",
            columns: [Column(label: "Hình thức", isMain: true), Column(label: "Thời gian"), Column(label: "Văn bản")],
            rows: lines.map { line in
                TableRow(
                    cells: [
                        "\(DisciplineFact.name(of: line.measure))",
                        "\(Unit.periodText(from: line.from, until: line.until))",
                        "\(line.document)",
                    ], id: "discipline-\(line.id)")
            },
            empty: EmptyState(title: "Không có kỷ luật", hint: "Chưa ghi nhận hình thức kỷ luật nào."))
    }
}
