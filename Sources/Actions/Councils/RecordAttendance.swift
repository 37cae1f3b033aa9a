import Domain
import Primitives
import Records
import Store

/// Records who came, who sent a written opinion and who stayed away: *điểm danh*.
public struct RecordAttendance: Sendable {
    public let id: ID<CouncilSession>
    public let version: Int
    public let presences: [ID<CouncilMember>: Presence]

    public init(id: ID<CouncilSession>, version: Int, presences: [ID<CouncilMember>: Presence]) {
        self.id = id
        self.version = version
        self.presences = presences
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            let (session, council) = try Gate.session(id, for: actor, may: .record, in: tx)
            let file = try SessionRecords.file(of: session, council, in: tx)
            guard !presences.isEmpty else {
                throw Problem.invalid([
                    FieldProblem("attendance", "Chọn có mặt, gửi ý kiến hoặc vắng cho từng thành viên.")
                ])
            }
            guard Set(presences.keys).isSubset(of: file.council.members.map(\.id)) else {
                throw Problem(
                    .conflict,
                    "Danh sách thành viên Hội đồng vào ngày \(session.heldOn.written) vừa thay đổi. Tải lại trang rồi điểm danh lại."
                )
            }
            try file.takeTurn(expecting: version, by: actor, in: tx)
            for member in file.council.members {
                guard let presence = presences[member.id] else { continue }
                try SessionRecords.setPresence(presence, of: member.id, in: id, in: tx)
            }
            let after = Attendance(
                members: file.council.members,
                presences: file.attendance.presences.merging(presences) { $1 })
            try EventRecords.append(
                .attendanceRecorded, to: .councilSession, id.rawValue, by: actor,
                note:
                    "Có mặt \(after.count(.present)), gửi ý kiến \(after.count(.written)), vắng \(after.count(.absent)) trên \(after.members.count) thành viên",
                detail: Dictionary(uniqueKeysWithValues: presences.map { ($0.key.rawValue, $0.value.rawValue) }), in: tx
            )
        }
    }
}
