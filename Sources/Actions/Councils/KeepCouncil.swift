import Domain
import Primitives
import Records
import Store

/// Enters a council as its founding decision names it: *khai báo Hội đồng*. Its members are added one by one.
public struct FoundCouncil: Sendable {
    public let unitID: ID<Unit>
    public let name: String
    /// Number and day of the founding decision.
    public let document: String

    public init(unitID: ID<Unit>, name: String, document: String) {
        self.unitID = unitID
        self.name = VietnameseText.tidied(name)
        self.document = VietnameseText.tidied(document)
    }

    public func run(by actor: Actor, on store: any Store) async throws -> ID<Council> {
        try await store.perform { tx in
            guard let unit = try UnitRecords.unit(unitID, in: tx) else { throw Problem.notFound("đơn vị này") }
            try Gate.require(try Gate.councilPolicy(for: actor, unit, in: tx).permission(for: .found))
            var problems: [FieldProblem] = []
            if !unit.exists(on: tx.today) {
                problems.append(FieldProblem("unit", "\(unit.name) đã kết thúc hoạt động. Chọn đơn vị kế tục."))
            }
            problems += reasonProblems(
                name, field: "name", missing: "Nhập tên Hội đồng, ví dụ “Hội đồng Thi đua - Khen thưởng tỉnh”.",
                name: "Tên Hội đồng", limit: 300)
            problems += reasonProblems(
                document, field: "document",
                missing: "Nhập số và ngày của quyết định thành lập, ví dụ “Quyết định số 12/QĐ-UBND ngày 05/01/2025”.",
                name: "Quyết định thành lập", limit: 300)
            if problems.isEmpty, try CouncilRecords.exists(named: name, of: unitID, in: tx) {
                problems.append(
                    FieldProblem(
                        "name", "\(unit.name) đã có Hội đồng mang tên này. Thêm thành viên ở trang của Hội đồng đó."))
            }
            guard problems.isEmpty else { throw Problem.invalid(problems) }
            let council = Council(id: ID(at: tx.now), unitID: unitID, name: name, members: [])
            try CouncilRecords.insert(council, document: document, from: tx.today, in: tx)
            try EventRecords.append(
                .councilFounded, to: .council, council.id.rawValue, by: actor, note: "\(name), \(document)",
                detail: ["unit": unitID.rawValue], in: tx)
            return council.id
        }
    }
}

/// Gives somebody a seat in a council from a day on: *thêm thành viên*.
public struct AddCouncilMember: Sendable {
    public let councilID: ID<Council>
    public let version: Int
    public let name: String
    public let position: String
    /// `nil` when none was chosen.
    public let role: CouncilMember.Role?
    /// As typed.
    public let from: String
    /// As typed; empty while no end is known.
    public let until: String
    /// The user name of the member's account; empty for members without one.
    public let username: String

    public init(
        councilID: ID<Council>, version: Int, name: String, position: String, role: CouncilMember.Role?, from: String,
        until: String, username: String
    ) {
        self.councilID = councilID
        self.version = version
        self.name = VietnameseText.tidied(name)
        self.position = VietnameseText.tidied(position)
        self.role = role
        self.from = VietnameseText.tidied(from)
        self.until = VietnameseText.tidied(until)
        self.username = VietnameseText.tidied(username).lowercased()
    }

    public func run(by actor: Actor, on store: any Store) async throws -> ID<CouncilMember> {
        try await store.perform { tx in
            _ = try Gate.council(councilID, for: actor, may: .changeMembers, in: tx)
            var problems = reasonProblems(
                name, field: "name", missing: "Nhập họ và tên thành viên.", name: "Họ và tên", limit: 100)
            if position.count > 200 { problems.append(FieldProblem("position", "Chức vụ dài quá 200 ký tự.")) }
            if role == nil { problems.append(FieldProblem("role", "Chọn chức danh trong Hội đồng.")) }
            let first = day(from, "from", &problems)
            if first == nil, from.isEmpty {
                problems.append(FieldProblem("from", "Nhập ngày bắt đầu là thành viên theo dạng 05/12/2025."))
            }
            let last = day(until, "until", &problems)
            if let first, let last, last < first {
                problems.append(
                    FieldProblem("until", "Ngày thôi \(last.written) ở trước ngày bắt đầu \(first.written)."))
            }
            var account: Account?
            if !username.isEmpty {
                account = try AccountRecords.account(username: username, in: tx)?.account
                if account == nil {
                    problems.append(
                        FieldProblem(
                            "username",
                            "Không có tài khoản “\(username)”. Kiểm tra tên đăng nhập, hoặc để trống nếu người này không dùng hệ thống."
                        ))
                }
            }
            if let first, let role, problems.isEmpty {
                problems += try clashes(first, last, role, account, in: tx)
            }
            guard problems.isEmpty, let first, let role else { throw Problem.invalid(problems) }
            try CouncilRecords.advance(councilID, expecting: version, in: tx)
            let member = CouncilMember(id: ID(at: tx.now), name: name, position: position, role: role)
            try CouncilRecords.insert(
                member, of: councilID, accountID: account?.id, from: first, until: last, in: tx)
            try EventRecords.append(
                .councilMemberAdded, to: .council, councilID.rawValue, by: actor,
                note: "\(name), \(role.name), từ \(first.written)\(last.map { " đến \($0.written)" } ?? "")",
                detail: ["member": member.id.rawValue], in: tx)
            return member.id
        }
    }

    /// A day as typed; `nil` for none. What is no day is told at its field.
    private func day(_ typed: String, _ field: String, _ problems: inout [FieldProblem]) -> CivilDate? {
        let day = CivilDate(written: typed)
        if day == nil, !typed.isEmpty {
            problems.append(FieldProblem(field, "Ngày “\(typed)” không có thật. Nhập theo dạng 05/12/2025."))
        }
        return day
    }

    /// One seat a person, and one chair, at any time.
    private func clashes(
        _ first: CivilDate, _ last: CivilDate?, _ role: CouncilMember.Role, _ account: Account?,
        in tx: any ReadTransaction
    ) throws -> [FieldProblem] {
        let meanwhile = try CouncilRecords.memberships(of: councilID, in: tx).filter { other in
            (other.until.map { $0 >= first } ?? true) && (last.map { other.from <= $0 } ?? true)
        }
        if role == .chair, let chair = meanwhile.first(where: { $0.member.role == .chair }) {
            return [
                FieldProblem(
                    "role",
                    "Trong thời gian này \(chair.member.name) là Chủ tịch Hội đồng. Ghi ngày thôi của người đó trước.")
            ]
        }
        let folded = VietnameseText.folded(name)
        if meanwhile.contains(where: {
            VietnameseText.folded($0.member.name) == folded
                && VietnameseText.folded($0.member.position) == VietnameseText.folded(position)
        }) {
            return [FieldProblem("name", "\(name) đã là thành viên trong thời gian này.")]
        }
        if let account, try CouncilRecords.sits(account.id, in: councilID, from: first, until: last, tx: tx) {
            return [FieldProblem("username", "Tài khoản “\(username)” đã là của một thành viên trong thời gian này.")]
        }
        return []
    }
}

/// Ends a membership with its last day: *thôi thành viên*. The seat stays in the history, and in the sessions it has opened.
public struct EndCouncilMembership: Sendable {
    public let councilID: ID<Council>
    public let version: Int
    public let memberID: ID<CouncilMember>
    /// The last day, as typed.
    public let until: String
    public let reason: String

    public init(councilID: ID<Council>, version: Int, memberID: ID<CouncilMember>, until: String, reason: String) {
        self.councilID = councilID
        self.version = version
        self.memberID = memberID
        self.until = VietnameseText.tidied(until)
        self.reason = VietnameseText.tidiedLines(reason)
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            _ = try Gate.council(councilID, for: actor, may: .changeMembers, in: tx)
            guard
                let membership = try CouncilRecords.memberships(of: councilID, in: tx).first(where: {
                    $0.id == memberID
                })
            else { throw Problem.notFound("thành viên này") }
            if let last = membership.until, last < tx.today {
                throw Problem(.conflict, "\(membership.member.name) đã thôi thành viên từ sau ngày \(last.written).")
            }
            var problems: [FieldProblem] = []
            let day = CivilDate(written: until)
            if let day {
                if day < membership.from {
                    problems.append(
                        FieldProblem(
                            "until", "Ngày thôi \(day.written) ở trước ngày bắt đầu \(membership.from.written)."))
                }
            } else {
                problems.append(
                    FieldProblem(
                        "until",
                        until.isEmpty
                            ? "Nhập ngày cuối cùng là thành viên theo dạng 05/12/2025."
                            : "Ngày “\(until)” không có thật. Nhập theo dạng 05/12/2025."))
            }
            problems += reasonProblems(reason, missing: "Ghi lý do, ví dụ “Nghỉ hưu theo Quyết định số 25/QĐ-UBND”.")
            guard problems.isEmpty, let day else { throw Problem.invalid(problems) }
            try CouncilRecords.advance(councilID, expecting: version, in: tx)
            try CouncilRecords.endMembership(memberID, on: day, in: tx)
            try EventRecords.append(
                .councilMembershipEnded, to: .council, councilID.rawValue, by: actor,
                note: "\(membership.member.name), đến hết \(day.written): \(reason)",
                detail: ["member": memberID.rawValue], in: tx)
        }
    }
}
