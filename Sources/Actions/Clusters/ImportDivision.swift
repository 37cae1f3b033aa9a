import Domain
import Primitives
import Records
import Store

/// Brings a division of units into clusters as a file, to be looked at before anything is taken in: *xem trước*. Only the file,
/// its day and its decision are kept.
public struct PreviewDivisionImport: Sendable {
    public let fileName: String
    public let bytes: [UInt8]
    /// The first day of what is new, as typed.
    public let from: String
    /// The decision, or why.
    public let reason: String

    public init(fileName: String, bytes: [UInt8], from: String, reason: String) {
        self.fileName = ListFile.name(fileName)
        self.bytes = bytes
        self.from = from
        self.reason = VietnameseText.tidiedLines(reason)
    }

    /// - Throws: `Problem(.invalid)` on the fields `tep`, `from` and `reason`. Faults of single cells are shown in the preview.
    public func run(by actor: Actor, on store: any Store) async throws -> ID<WaitingUnitImport> {
        try await store.perform { tx in
            _ = try Gate.requireClusterOrganiser(actor, in: tx)
            var fields = TypedFields()
            var content = ""
            do {
                content = try ListFile.text(bytes, named: fileName, noun: "chia đơn vị")
                _ = try DivisionFile(reading: content)
            } catch let problem as Problem {
                for field in problem.fields { fields.add(field.field, field.message) }
            }
            let day = fields.day(from, "from", missing: "Nhập ngày bắt đầu là thành viên.")
            for problem in reasonProblems(
                reason, missing: "Ghi quyết định hoặc lý do, ví dụ “Quyết định số 12/QĐ-UBND ngày 05/01/2025”.",
                name: "Căn cứ, lý do")
            {
                fields.add(problem.field, problem.message)
            }
            try fields.check()
            let id = ID<WaitingUnitImport>(at: tx.now)
            try UnitRecords.insertImport(
                id, .division, fileName: fileName, content: content, from: day, reason: reason, by: actor, in: tx)
            return id
        }
    }
}

/// Takes a division that was looked at in: *chia đơn vị theo tệp*. What it does is worked out anew, since units and clusters may
/// have changed after the preview.
public struct ConfirmDivisionImport: Sendable {
    public let id: ID<WaitingUnitImport>
    /// The version of each cluster that the officer had before their eyes.
    public let versions: [ID<Cluster>: Int]

    public init(id: ID<WaitingUnitImport>, versions: [ID<Cluster>: Int]) {
        self.id = id
        self.versions = versions
    }

    /// - Returns: what was done; empty when there was nothing to do.
    @discardableResult
    public func run(by actor: Actor, on store: any Store) async throws -> DivisionImport.Plan {
        try await store.perform { tx in
            let organiser = try Gate.requireClusterOrganiser(actor, in: tx)
            let waiting = try DivisionImport.waiting(id, in: tx)
            if let confirmedAt = waiting.confirmedAt {
                throw Problem(.conflict, "Tệp này đã được nhập lúc \(confirmedAt.written). Không cần làm lại.")
            }
            let plan = try DivisionImport.plan(waiting, below: organiser, in: tx)
            if let first = plan.faults.first {
                throw Problem(
                    .invalid,
                    plan.faults.count == 1
                        ? first.text
                        : "Tệp còn \(groupedByThousands(plan.faults.count)) chỗ phải sửa, trước hết: \(first.text)")
            }
            if !plan.isEmpty {
                // A cluster that was not shown is one that the file did not touch then: somebody was faster.
                let placement = UnitPlacement(
                    organiser: organiser, wanted: [], from: plan.from, reason: waiting.reason, others: nil)
                try placement.write(
                    plan.coming.map { ($0.unit, $0.cluster) }, plan.leaving,
                    versions: plan.versions.merging(versions) { _, shown in shown },
                    detail: ["file": waiting.fileName, "sha256": sha256(waiting.content)], by: actor, in: tx)
            }
            _ = try UnitRecords.confirmImport(id, in: tx)
            return plan
        }
    }
}

/// Compares a file with the division there is.
public enum DivisionImport {
    /// What taking a file in would do.
    public struct Plan: Sendable {
        public struct Coming: Sendable, Hashable {
            public let unit: Unit
            public let cluster: Cluster
        }

        /// The first day of what is new.
        public let from: CivilDate
        public fileprivate(set) var coming: [Coming] = []
        fileprivate(set) var leaving: [UnitPlacement.Leaving] = []
        /// Units that stand just as the file says.
        public fileprivate(set) var unchanged = 0
        /// Units without a cluster in the file: they stay where they are.
        public fileprivate(set) var untouched = 0
        public fileprivate(set) var faults: [UnitFile.Fault]
        /// The present version of every cluster that the file names or takes units from.
        public fileprivate(set) var versions: [ID<Cluster>: Int] = [:]

        /// Nothing to write at all.
        public var isEmpty: Bool { coming.isEmpty && leaving.isEmpty }

        /// So many units come from another cluster.
        public var moved: Int { Set(leaving.map(\.unit.id)).count }

        /// Unit by unit, in the order of their names: where it leaves and where it comes to.
        public var changes: [(unit: Unit, left: [Cluster], joined: [Cluster])] {
            var units: [ID<Unit>: Unit] = [:]
            for change in coming { units[change.unit.id] = change.unit }
            for change in leaving { units[change.unit.id] = change.unit }
            let left = Dictionary(grouping: leaving, by: \.unit.id)
            let joined = Dictionary(grouping: coming, by: \.unit.id)
            return units.values.sorted {
                (VietnameseText.sortKey($0.name), $0.id.rawValue) < (VietnameseText.sortKey($1.name), $1.id.rawValue)
            }.map { unit in
                (unit, (left[unit.id] ?? []).map(\.member.cluster), (joined[unit.id] ?? []).map(\.cluster))
            }
        }
    }

    /// A file that waits, or was taken in.
    /// - Throws: `Problem(.notFound)`.
    public static func waiting(_ id: ID<WaitingUnitImport>, in tx: any ReadTransaction) throws -> WaitingUnitImport {
        guard let waiting = try UnitRecords.waitingImport(id, .division, in: tx) else {
            throw Problem.notFound("lần nhập này")
        }
        return waiting
    }

    /// Works out what a file would do; writes nothing. The clusters that the file names for a unit are all it belongs to from the
    /// day on: it leaves the others the day before.
    public static func plan(
        _ waiting: WaitingUnitImport, below organiser: Unit, in tx: any ReadTransaction
    ) throws -> Plan {
        let file = try DivisionFile(reading: waiting.content)
        let day = waiting.from ?? tx.today
        var plan = Plan(from: day, faults: file.faults)
        let wanted = try read(file, &plan, below: organiser, in: tx)
        let standing = try ClusterMemberRecords.clusters(
            of: wanted.map(\.unit.id), organisedBy: organiser.id, from: day, in: tx)
        for (unit, line, clusters) in wanted {
            if clusters.isEmpty {
                plan.untouched += 1
                continue
            }
            compare(unit, line, clusters, with: standing[unit.id] ?? [], &plan)
        }
        plan.faults.sort { $0.line < $1.line }
        return plan
    }

    private typealias Wanted = (unit: Unit, line: Int, clusters: [Cluster])

    /// The units of the file in its order, each once, with the clusters that it names for them.
    private static func read(
        _ file: DivisionFile, _ plan: inout Plan, below organiser: Unit, in tx: any ReadTransaction
    ) throws -> [Wanted] {
        let day = plan.from
        let finder = UnitFinder(try ClusterMemberRecords.candidates(below: organiser, on: day, in: tx), on: day)
        let byName = Dictionary(
            try ClusterRecords.choices(of: organiser.id, on: day, in: tx).map {
                (VietnameseText.folded($0.cluster.name), $0.cluster)
            }, uniquingKeysWith: { first, _ in first })
        var wanted: [Wanted] = []
        var places: [ID<Unit>: Int] = [:]
        var lines: [[String]: Int] = [:]
        for row in file.rows {
            let unit = finder.unit(of: row, &plan.faults)
            var cluster: Cluster?
            if !row.cluster.isEmpty {
                cluster = byName[VietnameseText.folded(row.cluster)]
                if cluster == nil {
                    plan.faults.append(
                        UnitFile.Fault(
                            line: row.line, column: DivisionFile.clusterColumn,
                            message:
                                "không có cụm, khối “\(String(row.cluster.prefix(100)))” hoạt động ngày \(day.written). Sửa tên, hoặc lập cụm, khối đó trước."
                        ))
                    continue
                }
            }
            guard let unit else { continue }
            let key = [unit.id.rawValue, cluster?.id.rawValue ?? ""]
            if let first = lines[key] {
                plan.faults.append(
                    UnitFile.Fault(
                        line: row.line, column: DivisionFile.nameColumn,
                        message: "“\(unit.name)” đã có ở dòng \(first)\(cluster.map { " với \($0.name)" } ?? "")."))
                continue
            }
            lines[key] = row.line
            if let place = places[unit.id] {
                if let cluster { wanted[place].clusters.append(cluster) }
            } else {
                places[unit.id] = wanted.count
                wanted.append((unit, row.line, cluster.map { [$0] } ?? []))
            }
            if let cluster { plan.versions[cluster.id] = cluster.version }
        }
        return wanted
    }

    private static func compare(
        _ unit: Unit, _ line: Int, _ clusters: [Cluster], with standing: [ClusterOfUnit], _ plan: inout Plan
    ) {
        let day = plan.from
        func fault(_ message: String) {
            plan.faults.append(UnitFile.Fault(line: line, column: DivisionFile.clusterColumn, message: message))
        }
        let present = standing.filter { $0.membership.from <= day }
        let joined = clusters.filter { cluster in !present.contains { $0.cluster.id == cluster.id } }
        for cluster in joined {
            if let later = standing.first(where: { $0.cluster.id == cluster.id }) {
                fault("“\(unit.name)” vào \(cluster.name) từ \(later.membership.from.written). Chọn ngày từ ngày đó.")
            }
        }
        let others = standing.filter { other in !clusters.contains { $0.id == other.cluster.id } }
        for other in others where other.membership.from >= day {
            fault(
                "“\(unit.name)” vào \(other.cluster.name) từ \(other.membership.from.written), không trước ngày \(day.written). Ghi đơn vị thôi ở đó trước, hoặc chọn ngày muộn hơn."
            )
        }
        if joined.isEmpty, others.isEmpty { plan.unchanged += 1 }
        plan.coming += joined.map { Plan.Coming(unit: unit, cluster: $0) }
        plan.leaving += others.map { UnitPlacement.Leaving(member: $0, unit: unit, to: joined.first) }
        for other in others { plan.versions[other.cluster.id] = other.cluster.version }
    }
}

extension UnitFinder {
    /// The unit of a line. A spreadsheet may have taken the zeros from the front of its code: the name says then which is meant.
    /// - Returns: `nil`, with a fault at the cell, when there is none or it is not clear which.
    fileprivate func unit(of row: DivisionFile.Row, _ faults: inout [UnitFile.Fault]) -> Unit? {
        func fault(_ column: String, _ message: String) -> Unit? {
            faults.append(UnitFile.Fault(line: row.line, column: column, message: message))
            return nil
        }
        let (code, name) = (String(row.unitCode.prefix(100)), String(row.unitName.prefix(200)))
        let named = name.isEmpty ? [] : units(named: name)
        if code.isEmpty {
            if named.count == 1 { return named[0] }
            return fault(
                DivisionFile.nameColumn,
                named.isEmpty
                    ? "không có đơn vị “\(name)” hoạt động ngày \(day.written). Kiểm tra tên, hoặc ghi mã đơn vị."
                    : "có \(named.count) đơn vị tên “\(name)”. Ghi mã đơn vị.")
        }
        func bare(_ code: String) -> Substring { code.drop { $0 == "0" } }
        var coded = units(coded: code)
        if coded.isEmpty { coded = named.filter { bare($0.code) == bare(code) } }
        guard let first = coded.first else {
            return fault(
                DivisionFile.codeColumn,
                "không có đơn vị mã “\(code)” hoạt động ngày \(day.written). Sửa mã, hoặc để trống mã và ghi đúng tên.")
        }
        if name.isEmpty {
            return coded.count == 1
                ? first : fault(DivisionFile.codeColumn, "có \(coded.count) đơn vị mã “\(code)”. Ghi tên đơn vị.")
        }
        let both = coded.filter { unit in named.contains { $0.id == unit.id } }
        return both.first
            ?? fault(DivisionFile.nameColumn, "mã \(code) là của “\(first.name)”, tệp ghi “\(name)”. Sửa mã hoặc tên.")
    }
}
