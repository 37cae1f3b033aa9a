import Domain
import Primitives
import Records
import Store

/// A cluster as typed. ``fill(_:in:)`` finds everything wrong with it at once.
public struct TypedCluster: Sendable, Hashable {
    /// `Cluster.Kind` as text.
    public var kind = ""
    public var name = ""
    public var decisionNumber = ""
    public var decidedOn = ""
    public var issuer = ""
    public var validFrom = ""

    public init() {}

    public init(_ cluster: Cluster) {
        kind = cluster.kind.rawValue
        name = cluster.name
        decisionNumber = cluster.decisionNumber
        decidedOn = cluster.decidedOn.written
        issuer = cluster.issuer
        validFrom = cluster.validFrom.written
    }

    /// - Throws: `Problem(.invalid)` with every field that does not hold.
    func fill(_ cluster: inout Cluster, in tx: any ReadTransaction) throws {
        var fields = TypedFields()
        if let known = Cluster.Kind(rawValue: kind) {
            cluster.kind = known
        } else {
            fields.add("kind", "Chọn cụm (theo địa bàn) hay khối (theo ngành, lĩnh vực).")
        }
        cluster.name = fields.line(
            name, "name", "Tên", limit: 200, missing: "Nhập tên như trong quyết định, ví dụ “Cụm thi đua số 1”.")
        cluster.decisionNumber = fields.line(
            decisionNumber, "decisionNumber", "Số, ký hiệu", limit: 100,
            missing: "Nhập số, ký hiệu của quyết định, ví dụ 12/QĐ-UBND.")
        cluster.issuer = fields.line(
            issuer, "issuer", "Cơ quan ban hành", limit: 300,
            missing: "Nhập cơ quan ban hành quyết định, ví dụ Hội đồng Thi đua - Khen thưởng tỉnh.")
        if let day = fields.day(decidedOn, "decidedOn", missing: "Nhập ngày của quyết định.") {
            cluster.decidedOn = day
            if day > tx.today {
                fields.add("decidedOn", "Ngày quyết định \(day.written) ở sau hôm nay (\(tx.today.written)).")
            }
        }
        if let day = fields.day(validFrom, "validFrom", missing: "Nhập ngày bắt đầu hoạt động.") {
            cluster.validFrom = day
            if let last = cluster.validUntil, last < day {
                fields.add("validFrom", "Ngày bắt đầu \(day.written) ở sau ngày cuối cùng \(last.written).")
            }
        }
        if fields.problems.isEmpty, let other = try ClusterRecords.namesake(of: cluster, in: tx) {
            fields.add(
                "name",
                "“\(other.name)” đã có trong cùng thời gian, từ \(other.validFrom.written). Mở cụm, khối đó, hoặc đặt tên khác."
            )
        }
        try fields.check()
    }
}

/// Enters a cluster or bloc as its decision names it: *lập cụm, khối*. Its units come with ``AddClusterMembers`` or
/// ``DivideUnits``.
public struct SetUpCluster: Sendable {
    public let typed: TypedCluster
    /// Made up for the demonstration.
    public let isInvented: Bool

    public init(_ typed: TypedCluster, isInvented: Bool = false) {
        self.typed = typed
        self.isInvented = isInvented
    }

    public func run(by actor: Actor, on store: any Store) async throws -> ID<Cluster> {
        try await store.perform { tx in try run(by: actor, in: tx) }
    }

    public func run(by actor: Actor, in tx: any WriteTransaction) throws -> ID<Cluster> {
        let organiser = try Gate.requireClusterOrganiser(actor, in: tx)
        var cluster = Cluster(
            id: ID(at: tx.now), unitID: organiser.id, kind: .territorial, name: "", decisionNumber: "",
            decidedOn: tx.today, issuer: "", validFrom: tx.today, isInvented: isInvented)
        try typed.fill(&cluster, in: tx)
        try ClusterRecords.insert(cluster, in: tx)
        try EventRecords.append(
            .clusterSetUp, to: .cluster, cluster.id.rawValue, by: actor, note: "\(cluster.name), \(cluster.decision)",
            detail: ["unit": organiser.id.rawValue, "from": cluster.validFrom.iso], in: tx)
        return cluster.id
    }
}

/// Corrects what a cluster is called, its decision and its first day: *sửa thông tin*.
public struct ChangeCluster: Sendable {
    public let id: ID<Cluster>
    public let version: Int
    public let typed: TypedCluster

    public init(id: ID<Cluster>, version: Int, typed: TypedCluster) {
        self.id = id
        self.version = version
        self.typed = typed
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            var (cluster, _, _) = try Gate.cluster(id, for: actor, may: .edit, in: tx)
            let before = cluster
            try typed.fill(&cluster, in: tx)
            try ClusterRecords.update(cluster, expecting: version, in: tx)
            // What stood there before is told by the log, because the cluster itself keeps only what holds.
            try EventRecords.append(
                .clusterChanged, to: .cluster, id.rawValue, by: actor,
                note: "Trước đó: \(before.name), \(before.decision), từ \(before.validFrom.written)", in: tx)
        }
    }
}

/// Sets the last day of a cluster, with a reason: *kết thúc*. Without a day it takes an earlier last day back.
public struct EndCluster: Sendable {
    public let id: ID<Cluster>
    public let version: Int
    /// The last day, as typed; empty to take it back.
    public let until: String
    public let reason: String

    public init(id: ID<Cluster>, version: Int, until: String, reason: String) {
        self.id = id
        self.version = version
        self.until = until
        self.reason = VietnameseText.tidiedLines(reason)
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in try run(by: actor, in: tx) }
    }

    public func run(by actor: Actor, in tx: any WriteTransaction) throws {
        var (cluster, _, _) = try Gate.cluster(id, for: actor, may: .edit, in: tx)
        let before = cluster.validUntil
        var fields = TypedFields()
        let day = fields.day(
            until, "until",
            missing: before == nil ? "Nhập ngày cuối cùng \(cluster.kind.noun) còn hoạt động." : nil)
        if let day, day < cluster.validFrom {
            fields.add("until", "Ngày cuối cùng \(day.written) ở trước ngày bắt đầu \(cluster.validFrom.written).")
        }
        for problem in reasonProblems(
            reason, missing: "Ghi lý do, ví dụ “Sắp xếp đơn vị hành chính từ 01/7/2025”.")
        {
            fields.add(problem.field, problem.message)
        }
        try fields.check()
        cluster.validUntil = day
        cluster.endReason = day == nil ? "" : reason
        // A later last day, or none, may bring it into the time of another that has taken its name since.
        if let other = try ClusterRecords.namesake(of: cluster, in: tx) {
            let longer = day.map { "đến hết \($0.written)" } ?? "tiếp"
            throw Problem.invalid([
                FieldProblem(
                    "until",
                    "“\(other.name)” khác đã có từ \(other.validFrom.written), nên \(cluster.kind.noun) này không hoạt động \(longer) dưới tên đó được."
                )
            ])
        }
        try ClusterRecords.update(cluster, expecting: version, in: tx)
        try EventRecords.append(
            day == nil ? .clusterResumed : .clusterEnded, to: .cluster, id.rawValue, by: actor,
            note: (day.map { "Đến hết \($0.written): " } ?? "") + reason, in: tx)
    }
}
