import Domain
import Primitives
import Records
import Store

/// Plans a session of a council: *lập phiên họp*.
public struct PlanSession: Sendable {
    public let councilID: ID<Council>
    public let title: String
    public let place: String
    /// As typed.
    public let heldOn: String
    public let dossiers: [ID<Dossier>]

    public init(councilID: ID<Council>, title: String, place: String, heldOn: String, dossiers: [ID<Dossier>]) {
        self.councilID = councilID
        self.title = VietnameseText.tidied(title)
        self.place = VietnameseText.tidied(place)
        self.heldOn = VietnameseText.tidied(heldOn)
        self.dossiers = dossiers
    }

    public func run(by actor: Actor, on store: any Store) async throws -> ID<CouncilSession> {
        try await store.perform { tx in try run(by: actor, in: tx) }
    }

    public func run(by actor: Actor, in tx: any WriteTransaction) throws -> ID<CouncilSession> {
        let council = try Gate.councilToPlan(councilID, for: actor, in: tx)
        var problems: [FieldProblem] = []
        if title.isEmpty {
            problems.append(
                FieldProblem("title", "Nhập tên phiên họp, ví dụ “Phiên họp xét khen thưởng đợt 1 năm 2025”."))
        }
        if title.count > 300 { problems.append(FieldProblem("title", "Tên phiên họp dài quá 300 ký tự. Rút gọn lại.")) }
        if place.count > 300 { problems.append(FieldProblem("place", "Địa điểm dài quá 300 ký tự. Rút gọn lại.")) }
        let day = CivilDate(written: heldOn)
        if let day {
            if abs(day.days(since: tx.today)) > 366 {
                problems.append(
                    FieldProblem("heldOn", "Ngày họp \(day.written) cách hôm nay hơn một năm. Kiểm tra lại năm."))
            } else if try CouncilRecords.members(of: councilID, on: day, in: tx).isEmpty {
                problems.append(
                    FieldProblem(
                        "heldOn",
                        "\(council.council.name) chưa có thành viên nào vào ngày \(day.written). Chọn ngày khác hoặc báo quản trị hệ thống."
                    ))
            }
        } else if heldOn.isEmpty {
            problems.append(FieldProblem("heldOn", "Nhập ngày họp theo dạng 05/12/2025."))
        } else {
            problems.append(FieldProblem("heldOn", "Ngày “\(heldOn)” không có thật. Nhập theo dạng 05/12/2025."))
        }
        guard problems.isEmpty, let day else { throw Problem.invalid(problems) }
        let session = CouncilSession(id: ID(at: tx.now), councilID: councilID, title: title, place: place, heldOn: day)
        try SessionRecords.insert(session, by: actor, in: tx)
        let added = try ChangeAgenda.add(dossiers, to: session.id, of: council, in: tx)
        try EventRecords.append(
            .sessionPlanned, to: .councilSession, session.id.rawValue, by: actor,
            note: "\(title), ngày \(day.written)", detail: ["dossiers": added.joined(separator: " ")], in: tx)
        try OutboxRecords.add(
            "\(council.council.name) họp ngày \(day.written): \(title).", about: .councilSession, session.id.rawValue,
            to: [.councilMember], at: council.unit.id, in: tx)
        return session.id
    }
}

/// Puts waiting dossiers on the agenda of a session, or takes some off: *thay đổi chương trình họp*.
public struct ChangeAgenda: Sendable {
    public let id: ID<CouncilSession>
    public let version: Int
    public let add: [ID<Dossier>]
    public let remove: [ID<Dossier>]

    public init(id: ID<CouncilSession>, version: Int, add: [ID<Dossier>], remove: [ID<Dossier>]) {
        self.id = id
        self.version = version
        self.add = add
        self.remove = remove
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            let (session, council) = try Gate.session(id, for: actor, may: .record, in: tx)
            guard !add.isEmpty || !remove.isEmpty else {
                throw Problem.invalid([FieldProblem("dossier", "Chọn ít nhất một hồ sơ để thêm vào chương trình họp.")])
            }
            try SessionRecords.advance(session.id, expecting: version, in: tx)
            var removed: [String] = []
            for dossierID in remove {
                guard let dossier = try DossierRecords.dossier(dossierID, in: tx),
                    try SessionRecords.removeFromAgenda(dossierID, of: id, in: tx)
                else {
                    throw Problem(
                        .conflict,
                        "Hồ sơ này không còn trong chương trình họp. Tải lại trang để xem chương trình mới nhất.")
                }
                removed.append(dossier.number)
            }
            let added = try ChangeAgenda.add(add, to: id, of: council, in: tx)
            let notes =
                (added.isEmpty ? [] : ["Thêm \(added.joined(separator: ", "))"])
                + (removed.isEmpty ? [] : ["Bỏ \(removed.joined(separator: ", "))"])
            try EventRecords.append(
                .agendaChanged, to: .councilSession, id.rawValue, by: actor, note: notes.joined(separator: ". "),
                detail: ["added": added.joined(separator: " "), "removed": removed.joined(separator: " ")], in: tx)
        }
    }

    /// - Returns: the numbers of the dossiers that were added.
    static func add(
        _ dossiers: [ID<Dossier>], to id: ID<CouncilSession>, of council: CouncilOfUnit, in tx: any WriteTransaction
    ) throws -> [String] {
        guard !dossiers.isEmpty else { return [] }
        let waiting = try SessionRecords.waiting(for: council, limit: 10_000, in: tx)
        var numbers: [String] = []
        for dossierID in dossiers {
            guard let dossier = waiting.first(where: { $0.id == dossierID }) else {
                throw Problem(
                    .conflict,
                    "Có hồ sơ đã chọn không còn chờ Hội đồng này xét, hoặc đã nằm trong chương trình của một phiên họp khác. Tải lại trang rồi chọn lại."
                )
            }
            try SessionRecords.addToAgenda(dossierID, of: id, in: tx)
            numbers.append(dossier.number)
        }
        return numbers
    }
}
