import Domain
import Primitives
import Records
import Store

/// Takes units out of a cluster that never belonged to it, many at once: *xóa ghi nhầm*. Who belonged and leaves goes by
/// ``EndClusterMemberships``.
///
/// Nothing may rest on the membership yet: it has not passed, the unit leads in no year of it, and nothing was sent to the
/// unit through the cluster since its first day.
public struct RemoveClusterMemberships: Sendable {
    public let id: ID<Cluster>
    public let version: Int
    public let members: Set<ID<ClusterMembership>>
    public let reason: String

    public init(id: ID<Cluster>, version: Int, members: Set<ID<ClusterMembership>>, reason: String) {
        self.id = id
        self.version = version
        self.members = members
        self.reason = VietnameseText.tidiedLines(reason)
    }

    /// - Returns: how many memberships are gone.
    @discardableResult
    public func run(by actor: Actor, on store: any Store) async throws -> Int {
        try await store.perform { tx in
            let (cluster, _, _) = try Gate.cluster(id, for: actor, may: .changeMembers, in: tx)
            var fields = TypedFields()
            let lines = try ClusterMemberRecords.memberships(
                members.sorted { $0.rawValue < $1.rawValue }, of: id, in: tx)
            if members.isEmpty { fields.add("mistaken", "Chọn ít nhất một đơn vị ghi nhầm.") }
            // One that is gone was taken out by somebody faster: the version says who, and that is the better answer.
            if lines.count < members.count {
                try ClusterRecords.advance(id, expecting: version, in: tx)
                throw Problem.notFound("đơn vị đã chọn trong cụm, khối này")
            }
            try check(lines, of: cluster, &fields, in: tx)
            for problem in reasonProblems(reason, missing: "Ghi nhầm thế nào, ví dụ “Nhầm với Cụm thi đua số 2”.") {
                fields.add(problem.field, problem.message)
            }
            try fields.check()
            try ClusterRecords.advance(id, expecting: version, in: tx)
            try ClusterMemberRecords.remove(lines.map(\.membership.id), in: tx)
            let names = lines.prefix(30).map { "\($0.unitName) từ \($0.membership.from.written)" }
            let more = lines.count > 30 ? " và \(lines.count - 30) đơn vị khác" : ""
            try EventRecords.append(
                .clusterMembershipsRemoved, to: .cluster, id.rawValue, by: actor,
                note: "\(names.joined(separator: ", "))\(more): \(reason)", detail: ["units": String(lines.count)],
                in: tx)
            // They were told that they belong to it.
            try ClusterMemberRecords.notify(
                "Đơn vị không thuộc \(cluster.name): lần trước ghi nhầm, đã xóa.", about: id,
                at: lines.map(\.membership.unitID), in: tx)
            return lines.count
        }
    }

    private func check(
        _ lines: [ClusterMemberLine], of cluster: Cluster, _ fields: inout TypedFields, in tx: any ReadTransaction
    ) throws {
        let sendings = try ClusterMemberRecords.lastSending(to: lines.map(\.membership.id), in: tx)
        let terms = try ClusterRecords.terms(of: id, in: tx)
        for line in lines {
            let (from, unit) = (line.membership.from, line.membership.unitID)
            if let last = line.lastDay, last < tx.today {
                fields.add(
                    "mistaken", "\(line.unitName) đã thôi tham gia từ sau ngày \(last.written) nên không xóa nữa.")
            } else if let term = terms.first(where: {
                $0.year >= from.year && ($0.chair == unit || $0.deputies.contains(unit))
            }) {
                let role = term.chair == unit ? cluster.kind.chairName : cluster.kind.deputyName
                fields.add(
                    "mistaken",
                    "\(line.unitName) đang được ghi là \(role) năm \(term.year). Ghi đơn vị khác trước, rồi xóa.")
            } else if let day = sendings[line.membership.id]?.day, day >= from {
                fields.add(
                    "mistaken",
                    "\(line.unitName) đã nhận phong trào, văn bản gửi cho \(cluster.kind.noun) ngày \(day.written) nên không xóa được. Ghi thôi tham gia."
                )
            }
        }
    }
}
