import Domain
import Primitives
import Records
import Store

/// Divides many units among clusters in one form: *chia đơn vị*. What is already so stays as it is.
public struct DivideUnits: Sendable {
    /// To which cluster each unit comes.
    public let placements: [ID<Unit>: ID<Cluster>]
    /// Further ones, a line each: the unit by code or name, and the cluster by its name.
    public let lines: String
    /// The version of each cluster that the officer had before their eyes.
    public let versions: [ID<Cluster>: Int]
    /// The first day, as typed.
    public let from: String
    /// The decision, or why.
    public let reason: String
    /// What becomes of their other clusters; `nil` when none was chosen.
    public let others: OtherClusters?

    public init(
        placements: [ID<Unit>: ID<Cluster>], lines: String = "", versions: [ID<Cluster>: Int], from: String,
        reason: String, others: OtherClusters? = nil
    ) {
        self.placements = placements
        self.lines = lines
        self.versions = versions
        self.from = from
        self.reason = VietnameseText.tidiedLines(reason)
        self.others = others
    }

    public struct Result: Sendable, Hashable {
        public let added: Int
        public let moved: Int
        public let twice: Int
        /// So many stood where they were put already.
        public let unchanged: Int
    }

    @discardableResult
    public func run(by actor: Actor, on store: any Store) async throws -> Result {
        try await store.perform { tx in try run(by: actor, in: tx) }
    }

    @discardableResult
    public func run(by actor: Actor, in tx: any WriteTransaction) throws -> Result {
        let organiser = try Gate.requireClusterOrganiser(actor, in: tx)
        var fields = TypedFields()
        let day = fields.day(from, "from", missing: "Nhập ngày bắt đầu là thành viên.")
        for problem in reasonProblems(
            reason, missing: "Ghi quyết định hoặc lý do, ví dụ “Quyết định số 12/QĐ-UBND ngày 05/01/2025”.",
            name: "Căn cứ, lý do")
        {
            fields.add(problem.field, problem.message)
        }
        guard let day else {
            try fields.check()
            return Result(added: 0, moved: 0, twice: 0, unchanged: 0)
        }
        let clusters = try ClusterRecords.choices(of: organiser.id, on: day, in: tx).map(\.cluster)
        var wanted = try chosen(clusters, on: day, &fields, in: tx)
        try read(&wanted, clusters, of: organiser, on: day, &fields, in: tx)
        if wanted.isEmpty, fields.problems.isEmpty {
            fields.add("units", "Chọn cụm, khối cho ít nhất một đơn vị, hoặc dán danh sách.")
        }
        try fields.check()
        let standing = try ClusterMemberRecords.clusters(
            of: wanted.keys.sorted { $0.rawValue < $1.rawValue }, organisedBy: organiser.id, from: day, in: tx)
        // Who comes to it only later is not there on the day: that is refused, with the day, not passed over as done.
        let changed = wanted.values.filter { pair in
            !(standing[pair.unit.id] ?? []).contains {
                $0.cluster.id == pair.cluster.id && $0.membership.from <= day
            }
        }
        let placement = UnitPlacement(
            organiser: organiser,
            wanted: changed.sorted { ($0.unit.name, $0.unit.id.rawValue) < ($1.unit.name, $1.unit.id.rawValue) },
            from: day, reason: reason, others: others)
        let result = try placement.write(&fields, versions: versions, by: actor, in: tx)
        return Result(
            added: result.added, moved: result.moved, twice: result.twice, unchanged: wanted.count - changed.count)
    }

    private typealias Pair = (unit: Unit, cluster: Cluster)

    private func chosen(
        _ clusters: [Cluster], on day: CivilDate, _ fields: inout TypedFields, in tx: any ReadTransaction
    ) throws -> [ID<Unit>: Pair] {
        let byID = Dictionary(clusters.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let units = try UnitRecords.units(placements.keys.sorted { $0.rawValue < $1.rawValue }, in: tx)
        var wanted: [ID<Unit>: Pair] = [:]
        for (unitID, clusterID) in placements.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            guard let unit = units[unitID] else {
                fields.add("units", "Có đơn vị đã chọn không còn trong hệ thống. Chọn lại.")
                continue
            }
            guard let cluster = byID[clusterID] else {
                fields.add("units", "\(unit.name): cụm, khối đã chọn không hoạt động vào ngày \(day.written).")
                continue
            }
            wanted[unitID] = (unit, cluster)
        }
        return wanted
    }

    /// Takes in what was pasted: on each line a unit, and in its last cell the name of a cluster.
    private func read(
        _ wanted: inout [ID<Unit>: Pair], _ clusters: [Cluster], of organiser: Unit, on day: CivilDate,
        _ fields: inout TypedFields, in tx: any ReadTransaction
    ) throws {
        let pasted = PastedLines(lines)
        if pasted.isTooLong {
            fields.add(
                "lines", "Danh sách dài quá \(groupedByThousands(PastedLines.limit)) dòng. Chia thành nhiều lần.")
        }
        guard !pasted.lines.isEmpty else { return }
        let finder = UnitFinder(try ClusterMemberRecords.candidates(below: organiser, on: day, in: tx), on: day)
        let byName = Dictionary(
            clusters.map { (VietnameseText.folded($0.name), $0) }, uniquingKeysWith: { first, _ in first })
        for line in pasted.lines {
            guard line.cells.count > 1, let name = line.cells.last else {
                fields.add(
                    "lines", "Dòng \(line.number): cần tên đơn vị và tên cụm, khối, cách nhau bằng dấu chấm phẩy (;).")
                continue
            }
            let unit = finder.unit(ofLine: line.number, Array(line.cells.dropLast()), "lines", &fields)
            guard let cluster = byName[VietnameseText.folded(name)] else {
                fields.add(
                    "lines",
                    "Dòng \(line.number): không có cụm, khối “\(String(name.prefix(100)))” hoạt động ngày \(day.written). Lập cụm, khối đó trước."
                )
                continue
            }
            guard let unit else { continue }
            if let other = wanted[unit.id], other.cluster.id != cluster.id {
                fields.add("lines", "Dòng \(line.number): \(unit.name) đã được xếp vào \(other.cluster.name).")
                continue
            }
            wanted[unit.id] = (unit, cluster)
        }
    }
}
