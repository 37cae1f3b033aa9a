import Domain
import Primitives
import Records
import Store

/// A plan as it stands in its form. ``content(of:in:)`` finds everything wrong with it at once; what is still missing is asked
/// for only when the plan is submitted, so that a half-written draft can be saved.
public struct TypedPlan: Sendable, Hashable {
    public struct Basis: Sendable, Hashable {
        public var instrument = ""
        public var issuedOn = ""
        public var issuer = ""
        public var subject = ""

        public init(instrument: String = "", issuedOn: String = "", issuer: String = "", subject: String = "") {
            self.instrument = instrument
            self.issuedOn = issuedOn
            self.issuer = issuer
            self.subject = subject
        }

        public var isEmpty: Bool {
            [instrument, issuedOn, issuer, subject].allSatisfy { VietnameseText.tidied($0).isEmpty }
        }
    }

    public struct Task: Sendable, Hashable {
        /// Empty for a new one.
        public var id = ""
        public var text = ""
        public var responsible = ""
        /// The name of the responsible unit in the system; empty where ``responsible`` is its name, or there is none.
        public var unit = ""
        public var dueOn = ""
        public var coordinators = ""

        public init(
            id: String = "", text: String = "", responsible: String = "", unit: String = "", dueOn: String = "",
            coordinators: String = ""
        ) {
            self.id = id
            self.text = text
            self.responsible = responsible
            self.unit = unit
            self.dueOn = dueOn
            self.coordinators = coordinators
        }
    }

    public struct Section: Sendable, Hashable {
        public var heading = ""
        public var intro = ""
        public var tasks: [Task] = []

        public init(heading: String = "", intro: String = "", tasks: [Task] = []) {
            self.heading = heading
            self.intro = intro
            self.tasks = tasks
        }
    }

    public struct Addressee: Sendable, Hashable {
        public var group = PlanAddressee.Group.inform.rawValue
        public var name = ""
        /// `PlanAddressee.Scope` as text, or the identity of a cluster.
        public var scope = PlanAddressee.Scope.outside.rawValue

        public init(
            group: String = PlanAddressee.Group.inform.rawValue, name: String = "",
            scope: String = PlanAddressee.Scope.outside.rawValue
        ) {
            self.group = group
            self.name = name
            self.scope = scope
        }

        public var clusterID: ID<Cluster>? { ID(parsing: scope) }

        /// A cluster has a name of its own.
        public var isEmpty: Bool { VietnameseText.tidied(name).isEmpty && clusterID == nil }
    }

    public var theme = ""
    public var abstract = ""
    public var opening = ""
    public var bases: [Basis] = []
    /// One movement a line.
    public var movements = ""
    public var sections: [Section] = []
    public var closing = ""
    public var addressees: [Addressee] = []
    public var symbol = ""
    public var place = ""
    /// By which day the letter is to be made known and carried out.
    public var dueOn = ""
    /// `01/2025`
    public var plannedMonth = ""
    public var authority = SigningAuthority.head.rawValue
    public var signerTitle = ""
    public var signerName = ""
    public var numbersTasks = true
    public var hasAnnex = true

    public init() {}

    /// What exists, as it would be typed.
    public init(_ content: PlanContent) {
        theme = content.theme
        abstract = content.abstract
        opening = content.opening
        bases = content.bases.map {
            Basis(
                instrument: $0.instrument, issuedOn: $0.issuedOn.written, issuer: $0.issuer, subject: $0.subject)
        }
        movements = content.movements.joined(separator: "\n")
        sections = content.sections.map { section in
            Section(
                heading: section.heading, intro: section.intro,
                tasks: section.tasks.map {
                    Task(
                        id: $0.id.rawValue, text: $0.text, responsible: $0.responsible,
                        unit: $0.unitName == $0.responsible ? "" : $0.unitName, dueOn: $0.dueOn?.written ?? "",
                        coordinators: $0.coordinators)
                })
        }
        closing = content.closing
        addressees = content.addressees.map {
            Addressee(group: $0.group.rawValue, name: $0.name, scope: $0.clusterID?.rawValue ?? $0.scope.rawValue)
        }
        dueOn = content.dueOn?.written ?? ""
        symbol = content.symbol
        place = content.place
        plannedMonth = Self.writtenMonth(content.plannedMonth)
        authority = content.authority.rawValue
        signerTitle = content.signerTitle
        signerName = content.signerName
        numbersTasks = content.numbersTasks
        hasAnnex = content.hasAnnex
    }

    /// `2025-01` as `01/2025`.
    static func writtenMonth(_ stored: String) -> String {
        let parts = stored.split(separator: "-")
        return parts.count == 2 ? "\(parts[1])/\(parts[0])" : ""
    }

    // MARK: Rows

    /// What a button of the form does to its rows; counted from 1, as in the form.
    public enum Change: Sendable, Hashable {
        case addSection
        case removeSection(Int)
        case moveSection(Int, up: Bool)
        case addTask(Int)
        case removeTask(Int, Int)
        case moveTask(Int, Int, up: Bool)
    }

    /// Does it, where there are such rows. A task moved beyond the end of its section goes into the next.
    public mutating func apply(_ change: Change) {
        switch change {
        case .addSection:
            if sections.count < Self.maximumRows { sections.append(Section(tasks: [Task()])) }
        case .removeSection(let number):
            if sections.indices.contains(number - 1) { sections.remove(at: number - 1) }
        case .moveSection(let number, let up):
            let (from, to) = (number - 1, up ? number - 2 : number)
            if sections.indices.contains(from), sections.indices.contains(to) { sections.swapAt(from, to) }
        case .addTask(let number):
            if sections.indices.contains(number - 1), sections[number - 1].tasks.count < Self.maximumRows {
                sections[number - 1].tasks.append(Task())
            }
        case .removeTask(let section, let number):
            guard sections.indices.contains(section - 1) else { return }
            if sections[section - 1].tasks.indices.contains(number - 1) {
                sections[section - 1].tasks.remove(at: number - 1)
            }
        case .moveTask(let section, let number, let up): moveTask(section - 1, number - 1, up: up)
        }
    }

    private mutating func moveTask(_ section: Int, _ index: Int, up: Bool) {
        guard sections.indices.contains(section), sections[section].tasks.indices.contains(index) else { return }
        let target = up ? index - 1 : index + 1
        if sections[section].tasks.indices.contains(target) {
            sections[section].tasks.swapAt(index, target)
            return
        }
        let neighbour = up ? section - 1 : section + 1
        guard sections.indices.contains(neighbour) else { return }
        let task = sections[section].tasks.remove(at: index)
        sections[neighbour].tasks.insert(task, at: up ? sections[neighbour].tasks.count : 0)
    }

    // MARK: Checking

    static let maximumRows = 100

    /// - Throws: `Problem(.invalid)` with every field that does not hold; rows are counted from 1.
    func content(of plan: Plan, in tx: any ReadTransaction) throws -> PlanContent {
        var problems: [FieldProblem] = []
        var content = PlanContent()
        content.theme = Self.bare(Self.line(theme, 1000, "theme", "Chủ đề", &problems))
        content.abstract = Self.line(abstract, 500, "abstract", "Trích yếu", &problems)
        content.opening = Self.lines(opening, 20_000, "opening", "Phần mở đầu", &problems)
        content.closing = Self.lines(closing, 20_000, "closing", "Phần kết", &problems)
        content.symbol = Self.line(symbol, 50, "symbol", "Ký hiệu", &problems)
        content.place = Self.line(place, 100, "place", "Nơi ban hành", &problems)
        content.signerTitle = Self.line(signerTitle, 200, "signerTitle", "Chức vụ người ký", &problems)
        content.signerName = Self.line(signerName, 100, "signerName", "Họ tên người ký", &problems)
        content.numbersTasks = numbersTasks
        content.hasAnnex = hasAnnex
        if let known = SigningAuthority(rawValue: authority) {
            content.authority = known
        } else {
            problems.append(FieldProblem("authority", "Chọn thẩm quyền ký."))
        }
        content.plannedMonth = month(&problems)
        content.dueOn = Self.day(dueOn, "dueOn", "Hạn quán triệt, triển khai", &problems)
        fillBases(&content, today: tx.today, &problems)
        fillMovements(&content, &problems)
        fillSections(&content, existing: plan.content, at: tx.now, &problems)
        try fillUnits(&content, of: plan, in: tx, &problems)
        try fillAddressees(&content, of: plan.unitID, in: tx, &problems)
        checkReferences(content, &problems)
        guard problems.isEmpty else { throw Problem.invalid(problems) }
        return content
    }

    private static func line(
        _ typed: String, _ limit: Int, _ field: String, _ label: String, _ problems: inout [FieldProblem]
    ) -> String { limited(VietnameseText.tidied(typed), limit, field, label, &problems) }

    private static func lines(
        _ typed: String, _ limit: Int, _ field: String, _ label: String, _ problems: inout [FieldProblem]
    ) -> String { limited(VietnameseText.tidiedLines(typed), limit, field, label, &problems) }

    private static func limited(
        _ text: String, _ limit: Int, _ field: String, _ label: String, _ problems: inout [FieldProblem]
    ) -> String {
        if text.count > limit {
            problems.append(FieldProblem(field, "\(label) dài quá \(groupedByThousands(limit)) ký tự. Rút gọn lại."))
        }
        return text
    }

    /// Without the quotation marks that the letter sets itself.
    private static func bare(_ text: String) -> String {
        var text = text[...]
        while let first = text.first, "“\"".contains(first) { text.removeFirst() }
        while let last = text.last, "”\"".contains(last) { text.removeLast() }
        return String(text)
    }

    private static func day(_ typed: String, _ field: String, _ label: String, _ problems: inout [FieldProblem])
        -> CivilDate?
    {
        let tidied = VietnameseText.tidied(typed)
        if tidied.isEmpty { return nil }
        let day = CivilDate(written: tidied)
        if day == nil {
            problems.append(
                FieldProblem(field, "\(label): ngày “\(tidied)” không có thật. Nhập theo dạng 05/12/2025."))
        }
        return day
    }

    private func month(_ problems: inout [FieldProblem]) -> String {
        let typed = VietnameseText.tidied(plannedMonth)
        if typed.isEmpty { return "" }
        let parts = typed.split(separator: "/")
        if parts.count == 2, let month = Int(parts[0]), let year = Int(parts[1]), (1...12).contains(month),
            (1945...2200).contains(year)
        {
            return "\(year)-\(month < 10 ? "0" : "")\(month)"
        }
        problems.append(FieldProblem("plannedMonth", "Tháng “\(typed)” không đúng. Nhập theo dạng 01/2025."))
        return ""
    }

    private func fillBases(_ content: inout PlanContent, today: CivilDate, _ problems: inout [FieldProblem]) {
        for (index, basis) in bases.enumerated() where !basis.isEmpty {
            let row = index + 1
            let instrument = Self.line(
                basis.instrument, 300, "basisInstrument-\(row)", "Căn cứ \(row): loại, số và ký hiệu", &problems)
            if instrument.isEmpty {
                problems.append(
                    FieldProblem("basisInstrument-\(row)", "Căn cứ \(row): nhập tên loại, số và ký hiệu văn bản."))
            }
            let issuer = Self.line(basis.issuer, 300, "basisIssuer-\(row)", "Căn cứ \(row): cơ quan", &problems)
            let subject = Self.line(basis.subject, 1000, "basisSubject-\(row)", "Căn cứ \(row): trích yếu", &problems)
            if VietnameseText.tidied(basis.issuedOn).isEmpty {
                problems.append(FieldProblem("basisOn-\(row)", "Căn cứ \(row): nhập ngày ban hành."))
            }
            guard let day = Self.day(basis.issuedOn, "basisOn-\(row)", "Căn cứ \(row)", &problems) else { continue }
            if day > today {
                problems.append(
                    FieldProblem(
                        "basisOn-\(row)",
                        "Căn cứ \(row): ngày ban hành \(day.written) ở sau hôm nay (\(today.written))."))
            }
            content.bases.append(
                PlanBasis(instrument: instrument, issuedOn: day, issuer: issuer, subject: subject))
        }
        if content.bases.count > Self.maximumRows {
            problems.append(FieldProblem("basisInstrument-1", "Có quá \(Self.maximumRows) căn cứ. Bỏ bớt."))
        }
    }

    private func fillMovements(_ content: inout PlanContent, _ problems: inout [FieldProblem]) {
        content.movements = VietnameseText.tidiedLines(movements).split(separator: "\n").map {
            Self.bare(String($0))
        }.filter { !$0.isEmpty }
        if content.movements.contains(where: { $0.count > 300 }) {
            problems.append(FieldProblem("movements", "Tên một phong trào (một dòng) dài quá 300 ký tự."))
        }
        if content.movements.count > Self.maximumRows {
            problems.append(FieldProblem("movements", "Có quá \(Self.maximumRows) phong trào. Bỏ bớt."))
        }
    }

    /// Tasks keep their identity; one that is not of this plan counts as new.
    private func fillSections(
        _ content: inout PlanContent, existing: PlanContent, at now: Instant, _ problems: inout [FieldProblem]
    ) {
        var known = Dictionary(
            existing.sections.flatMap(\.tasks).map { ($0.id.rawValue, $0) }, uniquingKeysWith: { first, _ in first })
        for (index, section) in sections.enumerated() {
            let number = index + 1
            var filled = PlanSection(
                heading: Self.line(section.heading, 500, "heading-\(number)", "Mục \(number): tên mục", &problems),
                intro: Self.lines(section.intro, 20_000, "intro-\(number)", "Mục \(number): phần dẫn", &problems))
            for (order, task) in section.tasks.enumerated() {
                let place = "\(number)-\(order + 1)"
                let label = "Nhiệm vụ \(number).\(order + 1)"
                let old = known.removeValue(forKey: task.id)
                filled.tasks.append(
                    PlanTask(
                        id: old?.id ?? ID(at: now),
                        text: Self.lines(task.text, 5000, "task-\(place)", label, &problems),
                        responsible: Self.line(task.responsible, 500, "who-\(place)", "\(label): chủ trì", &problems),
                        dueOn: Self.day(task.dueOn, "by-\(place)", label, &problems),
                        coordinators: Self.line(
                            task.coordinators, 500, "with-\(place)", "\(label): phối hợp", &problems),
                        sourceID: old?.sourceID))
            }
            if filled.tasks.count > Self.maximumRows {
                problems.append(
                    FieldProblem("heading-\(number)", "Mục \(number) có quá \(Self.maximumRows) nhiệm vụ. Chia bớt."))
            }
            content.sections.append(filled)
        }
        if content.sections.count > Self.maximumRows {
            problems.append(FieldProblem("heading-1", "Có quá \(Self.maximumRows) mục. Gộp bớt."))
        }
    }

    /// The units of the system behind what was written as responsible; one that was there stays although its name has changed.
    private func fillUnits(
        _ content: inout PlanContent, of plan: Plan, in tx: any ReadTransaction, _ problems: inout [FieldProblem]
    ) throws {
        let names = sections.flatMap(\.tasks).flatMap { [$0.unit, $0.responsible] }.map(VietnameseText.tidied)
            .filter { !$0.isEmpty }
        guard !names.isEmpty, let unit = try UnitRecords.unit(plan.unitID, in: tx) else { return }
        let known = try PlanTaskRecords.units(named: Array(Set(names)), for: unit, in: tx)
        let before = Dictionary(plan.content.tasks.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for (index, section) in sections.enumerated() where content.sections.indices.contains(index) {
            for (order, typed) in section.tasks.enumerated()
            where content.sections[index].tasks.indices.contains(order) {
                let task = content.sections[index].tasks[order]
                let name = VietnameseText.tidied(typed.unit)
                let chosen = name.isEmpty ? task.responsible : name
                if let old = before[task.id], let id = old.unitID, !chosen.isEmpty, old.unitName == chosen {
                    content.sections[index].tasks[order].unitID = id
                    content.sections[index].tasks[order].unitName = chosen
                } else if let id = known[chosen] {
                    content.sections[index].tasks[order].unitID = id
                    content.sections[index].tasks[order].unitName = chosen
                } else if !name.isEmpty {
                    problems.append(
                        FieldProblem(
                            "unit-\(index + 1)-\(order + 1)",
                            "Nhiệm vụ \(index + 1).\(order + 1): trong phạm vi của \(unit.name) không có đơn vị nào tên đúng là “\(name)”. Sửa tên, hoặc để trống."
                        ))
                }
            }
        }
    }

    private func fillAddressees(
        _ content: inout PlanContent, of ownerID: ID<Unit>, in tx: any ReadTransaction,
        _ problems: inout [FieldProblem]
    ) throws {
        let clusters = try ClusterRecords.clusters(Set(addressees.compactMap(\.clusterID)), in: tx)
        for (index, addressee) in addressees.enumerated() where !addressee.isEmpty {
            let row = index + 1
            var name = Self.line(addressee.name, 300, "toName-\(row)", "Nơi nhận \(row)", &problems)
            guard let group = PlanAddressee.Group(rawValue: addressee.group),
                let scope = addressee.clusterID == nil ? PlanAddressee.Scope(rawValue: addressee.scope) : .cluster,
                addressee.clusterID != nil || scope != .cluster
            else {
                problems.append(FieldProblem("toGroup-\(row)", "Nơi nhận \(row): chọn lại mục đích và phạm vi gửi."))
                continue
            }
            var unitID: ID<Unit>?
            if scope == .named {
                unitID = try PlanAddresseeRecords.unit(named: name, in: tx)
                if unitID == nil {
                    problems.append(
                        FieldProblem(
                            "toName-\(row)",
                            "Nơi nhận \(row): không có đơn vị nào tên đúng là “\(name)”. Sửa tên, hoặc chọn phạm vi khác."
                        ))
                }
            }
            if let clusterID = addressee.clusterID {
                guard let cluster = clusters.first(where: { $0.id == clusterID && $0.unitID == ownerID }),
                    cluster.validUntil.map({ $0 >= tx.today }) ?? true
                else {
                    problems.append(
                        FieldProblem(
                            "toScope-\(row)", "Nơi nhận \(row): cụm, khối đã chọn không còn hoạt động. Chọn lại."))
                    continue
                }
                if name.isEmpty { name = cluster.name }
            }
            content.addressees.append(
                PlanAddressee(group: group, name: name, scope: scope, unitID: unitID, clusterID: addressee.clusterID))
        }
        if content.addressees.count > Self.maximumRows {
            problems.append(FieldProblem("toName-1", "Có quá \(Self.maximumRows) nơi nhận. Gộp bớt."))
        }
    }

    /// What stands in square brackets must be there to be written out.
    private func checkReferences(_ content: PlanContent, _ problems: inout [FieldProblem]) {
        let wording = PlanWording(content)
        func check(_ text: String, _ field: String, _ label: String) {
            for reference in wording.unknownReferences(in: text) {
                problems.append(
                    FieldProblem(
                        field,
                        "\(label): [\(reference)] không phải số của căn cứ nào trong bảng Căn cứ. Thêm căn cứ đó hoặc bỏ dấu ngoặc vuông."
                    ))
            }
        }
        check(content.opening, "opening", "Phần mở đầu")
        check(content.closing, "closing", "Phần kết")
        for (index, section) in content.sections.enumerated() {
            check(section.intro, "intro-\(index + 1)", "Mục \(index + 1)")
            for (order, task) in section.tasks.enumerated() {
                check(task.text, "task-\(index + 1)-\(order + 1)", "Nhiệm vụ \(index + 1).\(order + 1)")
            }
        }
    }
}
