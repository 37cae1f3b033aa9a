import Domain
import Law
import Primitives
import Records
import Store

/// Many addressees named by one word, as in *Kính gửi*.
public enum AddresseeGroup: String, Sendable, CaseIterable {
    case communes, departments

    public var name: String {
        switch self {
        case .communes: "Tất cả xã, phường"
        case .departments: "Tất cả sở, ban, ngành"
        }
    }

    public var unitKind: Unit.Kind {
        switch self {
        case .communes: .commune
        case .departments: .department
        }
    }
}

/// The content of a movement as typed. ``fill(_:launching:in:)`` finds everything wrong with it at once.
public struct MovementContent: Sendable {
    /// A document the movement rests on, as typed; rows with nothing in them are skipped.
    public struct Basis: Sendable, Hashable {
        public var instrument: String
        public var issuedOn: String
        public var subject: String

        public init(instrument: String = "", issuedOn: String = "", subject: String = "") {
            self.instrument = instrument
            self.issuedOn = issuedOn
            self.subject = subject
        }

        public var isEmpty: Bool { [instrument, issuedOn, subject].allSatisfy { VietnameseText.tidied($0).isEmpty } }
    }

    public var name = ""
    public var theme = ""
    /// `Movement.Form` as text.
    public var form = Movement.Form.regular.rawValue
    public var startsOn = ""
    public var endsOn = ""
    public var goals = ""
    public var measures = ""
    /// The weak point or hard work of a special drive, and what is to be reached; both empty for an ordinary movement.
    public var weakPoint = ""
    public var wantedResult = ""
    /// ``Movement/Origin`` as text when it is just recorded here; empty for our own.
    public var origin = ""
    /// Who launched it, as its document says.
    public var launcher = ""
    public var document = ""
    public var respondBy = ""
    /// The launched movement of a higher level that this one carries out; empty for none.
    public var parent = ""
    public var bases: [Basis] = []
    /// One criterion a line, by subject.
    public var criteria: [SubjectKind: String] = [:]
    public var groups: Set<AddresseeGroup> = []
    /// Single units, besides those of the groups.
    public var units: Set<ID<Unit>> = []

    public init() {}

    /// The content of a movement that exists, as it would be typed. Groups whose units are all addressed come as groups.
    public init(_ movement: Movement, possible: [Unit]) {
        name = movement.name
        theme = movement.theme
        form = movement.form.rawValue
        startsOn = movement.startsOn.written
        endsOn = movement.endsOn.written
        goals = movement.goals
        measures = movement.measures
        weakPoint = movement.weakPoint
        wantedResult = movement.wantedResult
        origin = movement.origin?.rawValue ?? ""
        launcher = movement.launcher
        document = movement.document
        respondBy = movement.respondBy?.written ?? ""
        parent = movement.parentID?.rawValue ?? ""
        bases = movement.bases.map {
            Basis(instrument: $0.instrument, issuedOn: $0.issuedOn.written, subject: $0.subject)
        }
        for subject in SubjectKind.allCases {
            criteria[subject] = movement.criteria.filter { $0.subject == subject }.map(\.text).joined(separator: "\n")
        }
        units = Set(movement.addressees)
        for group in AddresseeGroup.allCases {
            let members = possible.filter { $0.kind == group.unitKind }.map(\.id)
            guard !members.isEmpty, units.isSuperset(of: members) else { continue }
            groups.insert(group)
            units.subtract(members)
        }
    }

    /// How many bases and criteria one movement may have.
    static let maximumParts = 100

    /// Puts the content into `movement`.
    /// - Throws: `Problem(.invalid)` with every field that does not hold. Bases are counted as the rows of the form, from 1.
    func fill(_ movement: inout Movement, launching unit: Unit, in tx: any ReadTransaction) throws {
        var problems: [FieldProblem] = []
        movement.name = VietnameseText.tidied(name)
        movement.theme = VietnameseText.tidied(theme)
        movement.goals = VietnameseText.tidiedLines(goals)
        movement.document = VietnameseText.tidied(document)
        if movement.name.isEmpty {
            problems.append(FieldProblem("name", "Nhập tên phong trào, ví dụ “Phong trào thi đua năm 2025”."))
        }
        Self.limit(movement.name, 300, "name", "Tên phong trào", &problems)
        if movement.theme.isEmpty { problems.append(FieldProblem("theme", "Nhập chủ đề của phong trào.")) }
        Self.limit(movement.theme, 1000, "theme", "Chủ đề", &problems)
        Self.limit(movement.goals, 20_000, "goals", "Mục tiêu, nội dung", &problems)
        Self.limit(movement.document, 200, "document", "Số, ký hiệu văn bản", &problems)
        if let known = Movement.Form(rawValue: form) {
            movement.form = known
        } else {
            problems.append(FieldProblem("form", "Chọn hình thức tổ chức phong trào."))
        }
        try fillScope(&movement, launching: unit, in: tx, &problems)
        fillSpecial(&movement, &problems)
        fillPeriod(&movement, &problems)
        fillBases(&movement, today: tx.today, &problems)
        fillCriteria(&movement, &problems)
        try fillParent(&movement, launching: unit, in: tx, &problems)
        try fillAddressees(&movement, launching: unit, in: tx, &problems)
        guard problems.isEmpty else { throw Problem.invalid(problems) }
    }

    /// Who launches it. A movement of the centre or of a ministry is recorded by the province with its launcher and document,
    /// never launched by it (Luật 06/2022/QH15 Điều 18.1).
    private func fillScope(
        _ movement: inout Movement, launching unit: Unit, in tx: any ReadTransaction, _ problems: inout [FieldProblem]
    ) throws {
        // What a cluster's movement is was said when it was begun; what the cluster is called may have changed.
        if let clusterID = movement.clusterID {
            if let cluster = try ClusterRecords.cluster(clusterID, in: tx) { movement.launcher = cluster.name }
            return
        }
        movement.scope = unit.kind == .province ? .province : .unit
        movement.level = unit.kind == .province ? .province : .unit
        movement.launcher = ""
        guard !origin.isEmpty else { return }
        guard let origin = Movement.Origin(rawValue: origin) else {
            problems.append(FieldProblem("origin", "Chọn nơi phát động phong trào."))
            return
        }
        guard unit.kind == .province else {
            problems.append(
                FieldProblem(
                    "origin",
                    "Phong trào của Trung ương và của bộ, ban, ngành do Sở Nội vụ ghi nhận cho cả tỉnh. Đơn vị mở phong trào của mình thuộc phong trào đó."
                ))
            return
        }
        movement.scope = origin.scope
        movement.level = origin.level
        movement.launcher = VietnameseText.tidied(launcher)
        if movement.launcher.isEmpty {
            problems.append(
                FieldProblem(
                    "launcher",
                    "Ghi tên cơ quan, người phát động theo văn bản, ví dụ “Thủ tướng Chính phủ”, “Bộ trưởng Bộ Nội vụ”."
                ))
        }
        Self.limit(movement.launcher, 200, "launcher", "Nơi phát động", &problems)
        if movement.document.isEmpty {
            problems.append(FieldProblem("document", "Ghi loại, số, ngày của văn bản phát động phong trào."))
        }
    }

    /// A special drive names what it is for and what it wants; one without the other says nothing.
    private func fillSpecial(_ movement: inout Movement, _ problems: inout [FieldProblem]) {
        movement.measures = VietnameseText.tidiedLines(measures)
        movement.weakPoint = VietnameseText.tidiedLines(weakPoint)
        movement.wantedResult = VietnameseText.tidiedLines(wantedResult)
        Self.limit(movement.measures, 20_000, "measures", "Kế hoạch, biện pháp", &problems)
        Self.limit(movement.weakPoint, 2000, "weakPoint", "Khâu yếu, việc khó", &problems)
        Self.limit(movement.wantedResult, 2000, "wantedResult", "Kết quả cần đạt", &problems)
        if movement.weakPoint.isEmpty, !movement.wantedResult.isEmpty {
            problems.append(FieldProblem("weakPoint", "Ghi khâu yếu, việc khó mà đợt thi đua này giải quyết."))
        }
        if !movement.weakPoint.isEmpty, movement.wantedResult.isEmpty {
            problems.append(FieldProblem("wantedResult", "Ghi kết quả cần đạt khi kết thúc đợt thi đua này."))
        }
    }

    private static func limit(
        _ text: String, _ count: Int, _ field: String, _ label: String, _ problems: inout [FieldProblem]
    ) {
        if text.count > count {
            problems.append(
                FieldProblem(field, "\(label) dài quá \(groupedByThousands(count)) ký tự. Rút gọn lại."))
        }
    }

    private static func day(
        _ typed: String, _ field: String, missing: String?, _ problems: inout [FieldProblem]
    ) -> CivilDate? {
        let tidied = VietnameseText.tidied(typed)
        if tidied.isEmpty {
            if let missing { problems.append(FieldProblem(field, missing)) }
            return nil
        }
        let day = CivilDate(written: tidied)
        if day == nil {
            problems.append(FieldProblem(field, "Ngày “\(tidied)” không có thật. Nhập theo dạng 05/12/2025."))
        }
        return day
    }

    private func fillPeriod(_ movement: inout Movement, _ problems: inout [FieldProblem]) {
        let start = Self.day(startsOn, "startsOn", missing: "Nhập ngày bắt đầu.", &problems)
        let end = Self.day(endsOn, "endsOn", missing: "Nhập ngày kết thúc.", &problems)
        let answer = Self.day(respondBy, "respondBy", missing: nil, &problems)
        if let start { movement.startsOn = start }
        if let end { movement.endsOn = end }
        movement.respondBy = answer
        if let start, let end, end < start {
            problems.append(
                FieldProblem("endsOn", "Ngày kết thúc \(end.written) ở trước ngày bắt đầu \(start.written)."))
        }
        if let end, let answer, answer > end {
            problems.append(
                FieldProblem("respondBy", "Hạn hưởng ứng \(answer.written) ở sau ngày kết thúc \(end.written)."))
        }
    }

    private func fillBases(_ movement: inout Movement, today: CivilDate, _ problems: inout [FieldProblem]) {
        movement.bases = []
        for (index, basis) in bases.enumerated() where !basis.isEmpty {
            let row = index + 1
            let instrument = VietnameseText.tidied(basis.instrument)
            let subject = VietnameseText.tidied(basis.subject)
            if instrument.isEmpty {
                problems.append(
                    FieldProblem("basisInstrument-\(row)", "Căn cứ \(row): nhập tên loại, số và ký hiệu văn bản."))
            }
            Self.limit(instrument, 300, "basisInstrument-\(row)", "Căn cứ \(row): số, ký hiệu", &problems)
            Self.limit(subject, 1000, "basisSubject-\(row)", "Căn cứ \(row): trích yếu", &problems)
            let day = Self.day(
                basis.issuedOn, "basisOn-\(row)", missing: "Căn cứ \(row): nhập ngày ban hành.", &problems)
            if let day, day > today {
                problems.append(
                    FieldProblem(
                        "basisOn-\(row)",
                        "Căn cứ \(row): ngày ban hành \(day.written) ở sau hôm nay (\(today.written))."))
            }
            if let day {
                movement.bases.append(LegalBasis(instrument: instrument, issuedOn: day, subject: subject))
            }
        }
        if movement.bases.count > Self.maximumParts {
            problems.append(FieldProblem("basisInstrument-1", "Có quá \(Self.maximumParts) căn cứ. Bỏ bớt."))
        }
    }

    private func fillCriteria(_ movement: inout Movement, _ problems: inout [FieldProblem]) {
        movement.criteria = []
        for subject in SubjectKind.allCases {
            let lines = VietnameseText.tidiedLines(criteria[subject] ?? "").split(separator: "\n").map(String.init)
            for line in lines {
                Self.limit(line, 2000, "criteria-\(subject.rawValue)", "Một tiêu chí (một dòng)", &problems)
                movement.criteria.append(MovementCriterion(subject: subject, text: line))
            }
        }
        if movement.criteria.count > Self.maximumParts {
            problems.append(
                FieldProblem("criteria-individual", "Có quá \(Self.maximumParts) tiêu chí (dòng). Gộp hoặc bỏ bớt."))
        }
    }

    private func fillParent(
        _ movement: inout Movement, launching unit: Unit, in tx: any ReadTransaction, _ problems: inout [FieldProblem]
    ) throws {
        movement.parentID = nil
        guard !parent.isEmpty else { return }
        guard let id = ID<Movement>(parsing: parent), try MovementRecords.isPossibleParent(id, of: unit.id, in: tx)
        else {
            problems.append(
                FieldProblem(
                    "parent",
                    "Phong trào cấp trên đã chọn chưa được phát động hoặc không thuộc cấp trên của \(unit.name). Chọn lại."
                ))
            return
        }
        movement.parentID = id
    }

    private func fillAddressees(
        _ movement: inout Movement, launching unit: Unit, in tx: any ReadTransaction, _ problems: inout [FieldProblem]
    ) throws {
        if let clusterID = movement.clusterID {
            movement.addressees = try ClusterMemberRecords.units(of: [clusterID], on: tx.today, in: tx).map(\.id)
            return
        }
        let possible = try MovementAddresseeRecords.possible(for: unit, on: tx.today, in: tx)
        let kinds = Set(groups.map(\.unitKind))
        movement.addressees = possible.filter { kinds.contains($0.kind) || units.contains($0.id) }.map(\.id)
        if !units.isSubset(of: possible.map(\.id)) {
            problems.append(
                FieldProblem(
                    "units",
                    "Có đơn vị nhận không thuộc \(unit.name) hoặc đã kết thúc hoạt động. Chọn lại trong danh sách."))
        }
    }
}
