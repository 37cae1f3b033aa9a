import Domain
import Primitives
import Records
import Store

/// Brings units to a cluster from a day on, many at once: *thêm đơn vị*.
public struct AddClusterMembers: Sendable {
    public let id: ID<Cluster>
    public let version: Int
    public let units: Set<ID<Unit>>
    /// Further units, a line each, by code or name.
    public let lines: String
    /// The first day, as typed.
    public let from: String
    /// The decision, or why.
    public let reason: String
    /// What becomes of their other clusters; `nil` when none was chosen.
    public let others: OtherClusters?

    public init(
        id: ID<Cluster>, version: Int, units: Set<ID<Unit>>, lines: String = "", from: String, reason: String,
        others: OtherClusters? = nil
    ) {
        self.id = id
        self.version = version
        self.units = units
        self.lines = lines
        self.from = from
        self.reason = VietnameseText.tidiedLines(reason)
        self.others = others
    }

    public struct Result: Sendable, Hashable {
        public let added: Int
        /// So many left another cluster for this one.
        public let moved: Int
        /// So many belong to another cluster as well.
        public let twice: Int
    }

    @discardableResult
    public func run(by actor: Actor, on store: any Store) async throws -> Result {
        try await store.perform { tx in try run(by: actor, in: tx) }
    }

    @discardableResult
    public func run(by actor: Actor, in tx: any WriteTransaction) throws -> Result {
        let (cluster, organiser, _) = try Gate.cluster(id, for: actor, may: .changeMembers, in: tx)
        var fields = TypedFields()
        let day = fields.day(from, "from", missing: "Nhập ngày bắt đầu là thành viên.")
        for problem in reasonProblems(
            reason, missing: "Ghi quyết định hoặc lý do, ví dụ “\(cluster.decision)”.", name: "Căn cứ, lý do")
        {
            fields.add(problem.field, problem.message)
        }
        var chosen = try UnitRecords.units(units.sorted { $0.rawValue < $1.rawValue }, in: tx)
        if chosen.count < units.count {
            fields.add("units", "Có đơn vị đã chọn không còn trong hệ thống. Chọn lại.")
        }
        let pasted = PastedLines(lines)
        if pasted.isTooLong {
            fields.add(
                "lines", "Danh sách dài quá \(groupedByThousands(PastedLines.limit)) dòng. Chia thành nhiều lần.")
        }
        if let day, !pasted.lines.isEmpty {
            let finder = UnitFinder(
                try ClusterMemberRecords.candidates(below: organiser, on: day, in: tx), on: day)
            for line in pasted.lines {
                if let unit = finder.unit(ofLine: line.number, line.cells, "lines", &fields) { chosen[unit.id] = unit }
            }
        }
        if chosen.isEmpty, fields.problems.isEmpty {
            fields.add("units", "Chọn ít nhất một đơn vị, hoặc dán danh sách đơn vị.")
        }
        try fields.check()
        guard let day else { throw Problem.invalid([FieldProblem("from", "Nhập ngày bắt đầu là thành viên.")]) }
        let placement = UnitPlacement(
            organiser: organiser,
            wanted: chosen.values.sorted { ($0.name, $0.id.rawValue) < ($1.name, $1.id.rawValue) }.map {
                ($0, cluster)
            },
            from: day, reason: reason, others: others)
        let result = try placement.write(&fields, versions: [id: version], by: actor, in: tx)
        return Result(added: result.added, moved: result.moved, twice: result.twice)
    }
}

/// Sets the last day of units in a cluster, many at once: *thôi tham gia*. They stay in its history.
public struct EndClusterMemberships: Sendable {
    public let id: ID<Cluster>
    public let version: Int
    public let members: Set<ID<ClusterMembership>>
    /// The last day, as typed.
    public let until: String
    public let reason: String

    public init(id: ID<Cluster>, version: Int, members: Set<ID<ClusterMembership>>, until: String, reason: String) {
        self.id = id
        self.version = version
        self.members = members
        self.until = until
        self.reason = VietnameseText.tidiedLines(reason)
    }

    /// - Returns: how many units leave.
    @discardableResult
    public func run(by actor: Actor, on store: any Store) async throws -> Int {
        try await store.perform { tx in
            _ = try Gate.cluster(id, for: actor, may: .changeMembers, in: tx)
            var fields = TypedFields()
            let lines = try ClusterMemberRecords.memberships(
                members.sorted { $0.rawValue < $1.rawValue }, of: id, in: tx)
            if members.isEmpty { fields.add("members", "Chọn ít nhất một đơn vị thôi tham gia.") }
            if lines.count < members.count { throw Problem.notFound("đơn vị đã chọn trong cụm, khối này") }
            let day = fields.day(until, "until", missing: "Nhập ngày cuối cùng còn là thành viên.")
            let again = try day.map {
                try ClusterMemberRecords.reentries(after: lines.map(\.membership.id), until: $0, in: tx)
            }
            for line in lines {
                if let last = line.membership.until, last < tx.today {
                    fields.add("members", "\(line.unitName) đã thôi tham gia từ sau ngày \(last.written).")
                } else if let day, day < line.membership.from {
                    fields.add(
                        "until",
                        "Ngày \(day.written) ở trước ngày \(line.unitName) bắt đầu tham gia (\(line.membership.from.written))."
                    )
                } else if let other = again?[line.membership.id] {
                    fields.add(
                        "until",
                        "\(line.unitName) tham gia lại từ \(other.written). Nhập ngày cuối cùng trước ngày đó."
                    )
                }
            }
            for problem in reasonProblems(reason, missing: "Ghi lý do, ví dụ “Quyết định số 25/QĐ-UBND”.") {
                fields.add(problem.field, problem.message)
            }
            try fields.check()
            guard let day else { return 0 }
            try ClusterRecords.advance(id, expecting: version, in: tx)
            try ClusterMemberRecords.end(lines.map(\.membership.id), on: day, reason: reason, in: tx)
            let names = lines.prefix(30).map(\.unitName).joined(separator: ", ")
            let more = lines.count > 30 ? " và \(lines.count - 30) đơn vị khác" : ""
            try EventRecords.append(
                .clusterMembershipsEnded, to: .cluster, id.rawValue, by: actor,
                note: "\(names)\(more), đến hết \(day.written): \(reason)", detail: ["units": String(lines.count)],
                in: tx)
            return lines.count
        }
    }
}
