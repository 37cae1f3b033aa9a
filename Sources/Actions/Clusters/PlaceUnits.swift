import Domain
import Primitives
import Records
import Store

/// What becomes of the other clusters of a unit that comes to one. Whether a unit may belong to two clusters of the province at
/// once no source says (docs/law/open-questions.md), so the officer is asked and nothing is refused.
public enum OtherClusters: String, Sendable, CaseIterable {
    /// It leaves them the day before.
    case leave
    /// It stays in them too.
    case stay

    public var name: String {
        switch self {
        case .leave: "Chuyển sang: thôi ở cụm, khối kia từ hôm trước"
        case .stay: "Giữ cả hai: vẫn ở cụm, khối kia"
        }
    }
}

/// Units that come to clusters on a day: what ``AddClusterMembers`` and ``DivideUnits`` have in common.
struct UnitPlacement {
    let organiser: Unit
    /// Each unit once.
    let wanted: [(unit: Unit, cluster: Cluster)]
    let from: CivilDate
    let reason: String
    let others: OtherClusters?

    struct Result: Sendable, Hashable {
        var added = 0
        var moved = 0
        /// So many of the added belong to another cluster as well.
        var twice = 0
    }

    struct Leaving: Sendable, Hashable {
        let member: ClusterOfUnit
        let unit: Unit
        /// Where it goes; `nil` when it only leaves.
        let to: Cluster?
    }

    /// - Parameters:
    ///   - fields: takes what does not hold; nothing is written then.
    ///   - versions: the versions the officer had before their eyes. A cluster that is not among them gives up a unit, and no
    ///     form of it was shown.
    func write(
        _ fields: inout TypedFields, versions: [ID<Cluster>: Int], by actor: Actor, in tx: any WriteTransaction
    ) throws -> Result {
        try check(&fields, in: tx)
        try fields.check()
        let standing = try ClusterMemberRecords.clusters(
            of: wanted.map(\.unit.id), organisedBy: organiser.id, from: from, in: tx)
        var coming: [(unit: Unit, cluster: Cluster)] = []
        var leaving: [Leaving] = []
        var clashes: [(unit: Unit, others: [ClusterOfUnit])] = []
        for (unit, cluster) in wanted {
            let all = standing[unit.id] ?? []
            if let same = all.first(where: { $0.cluster.id == cluster.id }) {
                fields.add(
                    "units", "\(unit.name) đã là đơn vị của \(cluster.name) từ \(same.membership.from.written).")
                continue
            }
            coming.append((unit, cluster))
            let others = all.filter { $0.cluster.id != cluster.id }
            guard !others.isEmpty else { continue }
            clashes.append((unit, others))
            for other in others where self.others == .leave {
                if other.membership.from >= from {
                    fields.add(
                        "units",
                        "\(unit.name) vào \(other.cluster.name) từ \(other.membership.from.written), không trước ngày \(from.written). Ghi đơn vị thôi ở đó trước, hoặc chọn ngày muộn hơn."
                    )
                }
                leaving.append(Leaving(member: other, unit: unit, to: cluster))
            }
        }
        if others == nil, !clashes.isEmpty {
            let shown = clashes.prefix(10).map { clash in
                "\(clash.unit.name) (\(clash.others.map(\.cluster.name).joined(separator: ", ")))"
            }
            let more = clashes.count > 10 ? " và \(clashes.count - 10) đơn vị khác" : ""
            fields.add(
                "others",
                "\(clashes.count) đơn vị đang thuộc cụm, khối khác: \(shown.joined(separator: "; "))\(more). Chọn chuyển sang hay giữ cả hai."
            )
        }
        try fields.check()
        try write(coming, leaving, versions: versions, by: actor, in: tx)
        return Result(
            added: coming.count, moved: others == .leave ? clashes.count : 0,
            twice: others == .stay ? clashes.count : 0)
    }

    private func check(_ fields: inout TypedFields, in tx: any ReadTransaction) throws {
        let candidates = Set(try ClusterMemberRecords.candidates(below: organiser, on: from, in: tx).map(\.id))
        for (unit, _) in wanted where !candidates.contains(unit.id) {
            fields.add(
                "units",
                unit.exists(on: from)
                    ? "\(unit.name) không phải đơn vị của \(organiser.name) tham gia cụm, khối."
                    : "\(unit.name) không hoạt động vào ngày \(from.written).")
        }
        var seen: Set<ID<Cluster>> = []
        for (_, cluster) in wanted where seen.insert(cluster.id).inserted && !cluster.exists(on: from) {
            let until = cluster.validUntil.map { " đến hết \($0.written)" } ?? ""
            fields.add("from", "\(cluster.name) hoạt động từ \(cluster.validFrom.written)\(until). Chọn ngày trong đó.")
        }
    }

    /// Writes what was found to hold.
    /// - Parameter detail: goes into the events besides the number of units.
    func write(
        _ coming: [(unit: Unit, cluster: Cluster)], _ leaving: [Leaving], versions: [ID<Cluster>: Int],
        detail: [String: String] = [:], by actor: Actor, in tx: any WriteTransaction
    ) throws {
        // In a fixed order, so that two divisions at once do not wait for each other.
        var touched: [ID<Cluster>: Cluster] = [:]
        for (_, cluster) in coming { touched[cluster.id] = cluster }
        for leaving in leaving { touched[leaving.member.cluster.id] = leaving.member.cluster }
        let all = touched.values.sorted { $0.id.rawValue < $1.id.rawValue }
        for cluster in all {
            try ClusterRecords.advance(cluster.id, expecting: versions[cluster.id] ?? cluster.version, in: tx)
        }
        let lastDay = from.adding(days: -1)
        for (_, group) in Dictionary(grouping: leaving, by: { $0.to?.id.rawValue ?? "" }).sorted(by: { $0.key < $1.key }
        ) {
            let move = group.first?.to.map { "Chuyển sang \($0.name): " } ?? ""
            try ClusterMemberRecords.end(
                group.map(\.member.membership.id), on: lastDay, reason: move + reason, in: tx)
        }
        try ClusterMemberRecords.insert(
            coming.map {
                ClusterMembership(
                    id: ID(at: tx.now), clusterID: $0.cluster.id, unitID: $0.unit.id, from: from, reason: reason)
            }, in: tx)
        for cluster in all {
            let left = leaving.filter { $0.member.cluster.id == cluster.id }
            if !left.isEmpty {
                try EventRecords.append(
                    .clusterMembershipsEnded, to: .cluster, cluster.id.rawValue, by: actor,
                    note: "\(Self.named(left.map(\.unit))), đến hết \(lastDay.written): \(reason)",
                    detail: detail.merging(["units": String(left.count)]) { _, new in new }, in: tx)
            }
            let came = coming.filter { $0.cluster.id == cluster.id }.map(\.unit)
            if !came.isEmpty {
                try EventRecords.append(
                    .clusterMembersAdded, to: .cluster, cluster.id.rawValue, by: actor,
                    note: "\(Self.named(came)), từ \(from.written): \(reason)",
                    detail: detail.merging(["units": String(came.count)]) { _, new in new }, in: tx)
                // Who reads of a division of years ago has nothing to do.
                if cluster.validUntil.map({ $0 >= tx.today }) ?? true, from >= tx.today.adding(days: -31) {
                    try ClusterMemberRecords.notify(
                        "Từ \(from.written) đơn vị thuộc \(cluster.name) (\(cluster.decision)).", about: cluster.id,
                        at: came.map(\.id), in: tx)
                }
            }
        }
    }

    /// Some names and how many more.
    static func named(_ units: [Unit]) -> String {
        let names = units.prefix(30).map(\.name).joined(separator: ", ")
        return units.count > 30 ? "\(names) và \(units.count - 30) đơn vị khác" : names
    }
}

/// Units by what was typed or pasted: by code, or by name with or without its marks.
struct UnitFinder {
    private var byCode: [String: [Unit]] = [:]
    private var byName: [String: [Unit]] = [:]
    private var byPlainName: [String: [Unit]] = [:]
    let day: CivilDate

    init(_ units: [Unit], on day: CivilDate) {
        for unit in units {
            byCode[unit.code.uppercased(), default: []].append(unit)
            byName[VietnameseText.sortKey(unit.name), default: []].append(unit)
            byPlainName[VietnameseText.folded(unit.name), default: []].append(unit)
        }
        self.day = day
    }

    /// Units of exactly this code.
    func units(coded code: String) -> [Unit] { byCode[VietnameseText.tidied(code).uppercased()] ?? [] }

    /// Units of this name, with its marks or, when none is so called, without.
    func units(named name: String) -> [Unit] {
        byName[VietnameseText.sortKey(name)] ?? byPlainName[VietnameseText.folded(name)] ?? []
    }

    enum Found {
        case one(Unit)
        case many(Int)
        case none
    }

    func find(_ typed: String) -> Found {
        let text = VietnameseText.tidied(typed)
        for found in [
            byCode[text.uppercased()], byName[VietnameseText.sortKey(text)], byPlainName[VietnameseText.folded(text)],
        ] {
            guard let found else { continue }
            return found.count == 1 ? .one(found[0]) : .many(found.count)
        }
        return .none
    }

    /// The unit of a pasted line: the first of its cells that names one.
    /// - Returns: `nil`, with a problem at `field`, when none does.
    func unit(ofLine number: Int, _ cells: [String], _ field: String, _ fields: inout TypedFields) -> Unit? {
        var many: (text: String, count: Int)?
        for cell in cells {
            switch find(cell) {
            case .one(let unit): return unit
            case .many(let count): many = many ?? (cell, count)
            case .none: break
            }
        }
        if let many {
            fields.add(field, "Dòng \(number): có \(many.count) đơn vị tên “\(many.text)”. Ghi mã đơn vị thay cho tên.")
        } else {
            let text = String(cells.joined(separator: " ").prefix(100))
            fields.add(
                field,
                "Dòng \(number): không có đơn vị “\(text)” hoạt động ngày \(day.written). Kiểm tra tên, hoặc ghi mã đơn vị."
            )
        }
        return nil
    }
}

/// Lines pasted from a spreadsheet or a letter: cells parted by tabs or semicolons.
struct PastedLines {
    static let limit = 2000

    let lines: [(number: Int, cells: [String])]
    let isTooLong: Bool

    init(_ text: String) {
        var lines: [(number: Int, cells: [String])] = []
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let cells = line.split(whereSeparator: { $0 == "\t" || $0 == ";" }).map {
                VietnameseText.tidied(String($0))
            }
            .filter { !$0.isEmpty }
            if !cells.isEmpty { lines.append((index + 1, cells)) }
        }
        isTooLong = lines.count > Self.limit || text.count > 200_000
        self.lines = isTooLong ? [] : lines
    }
}
