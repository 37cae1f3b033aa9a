import Domain
import Primitives
import Records
import Store

/// Clusters and blocs of the demonstration, before and since 1 July 2025. Their shape is that of other provinces (six to nine
/// communes, five to eleven agencies); names, decisions and who leads them are invented. The ranks of ``CollectiveNumbers`` follow
/// the same division.
struct DemoDivision: Sendable {
    struct Made: Sendable {
        let cluster: Cluster
        let members: [ID<Unit>]
        /// The years for which somebody leads it, in turns.
        let years: ClosedRange<Int>
    }

    /// Those of today: of communes by territory, of departments by field.
    private(set) var current: [Made] = []
    /// Those that ended with the old map.
    private(set) var former: [Made] = []

    private static let blocs: [(name: String, units: [String])] = [
        ("Khối thi đua Kinh tế", ["STC", "SNNMT", "SXD", "SCT", "SKHCN"]),
        ("Khối thi đua Văn hóa - Xã hội", ["SNV", "SVHTTDL", "SGDDT", "SYT", "SDTTG"]),
        ("Khối thi đua Nội chính, tổng hợp", ["STP", "TTT", "VPUB", "CAT", "BCHQS"]),
        ("Khối thi đua Mặt trận Tổ quốc và các đoàn thể", ["MTTQ", "LDLD", "DTN", "HPN", "HND", "CCB"]),
    ]

    /// - Throws: `Problem(.notFound)` when a department of a bloc is not among the units.
    init(_ units: DemoUnits) throws {
        var random = SeededGenerator(seed: 22)
        let communes = units.units.filter { $0.kind == .commune && $0.validUntil == nil }.map(\.id)
        let bacKan = Set(units.bacKanCommunes)
        // Neighbours come together: the communes of Bắc Kạn, then the others, each in the order of their codes.
        let groups =
            Self.divided(units.bacKanCommunes, into: 5)
            + Self.divided(communes.filter { !bacKan.contains($0) }, into: 7)
        for (index, group) in groups.enumerated() {
            current.append(
                Self.today(&random, .territorial, "Cụm thi đua số \(index + 1)", group, of: units.province))
        }
        for bloc in Self.blocs {
            current.append(
                Self.today(
                    &random, .sectoral, bloc.name, try bloc.units.map { try units.unit($0) }, of: units.province))
        }
        addFormer(units, &random)
    }

    private mutating func addFormer(_ units: DemoUnits, _ random: inout SeededGenerator) {
        let districts = units.units.filter { $0.kind == .district && $0.parentID == units.formerProvince }
        let province = ("214/QĐ-HĐTĐKT", "Hội đồng Thi đua - Khen thưởng tỉnh Bắc Kạn (hư cấu)")
        former.append(
            Self.past(
                &random, .territorial, "Cụm thi đua các huyện, thành phố", districts.map(\.id), province,
                of: units.formerProvince))
        former.append(
            Self.past(
                &random, .sectoral, "Khối thi đua các sở, ban, ngành, đoàn thể tỉnh", units.formerDepartments, province,
                of: units.formerProvince))
        // Communes competed within their district.
        for (code, communes) in units.formerCommunes {
            guard let district = districts.first(where: { $0.code == code }) else { continue }
            let name = lowered(district.name)
            former.append(
                Self.past(
                    &random, .territorial, "Cụm thi đua các xã, phường, thị trấn \(name)", communes,
                    ("38/QĐ-UBND", "Ủy ban nhân dân \(name) (hư cấu)"), of: district.id))
        }
    }

    private static func today(
        _ random: inout SeededGenerator, _ kind: Cluster.Kind, _ name: String, _ members: [ID<Unit>],
        of organiser: ID<Unit>
    ) -> Made {
        Made(
            cluster: Cluster(
                id: random.id(), unitID: organiser, kind: kind, name: name, decisionNumber: "37/QĐ-HĐTĐKT",
                decidedOn: day(2025, 7, 18), issuer: "Hội đồng Thi đua - Khen thưởng tỉnh (hư cấu)",
                validFrom: day(2025, 7, 18), isInvented: true),
            members: members, years: 2025...2025)
    }

    private static func past(
        _ random: inout SeededGenerator, _ kind: Cluster.Kind, _ name: String, _ members: [ID<Unit>],
        _ decision: (number: String, issuer: String), of organiser: ID<Unit>
    ) -> Made {
        Made(
            cluster: Cluster(
                id: random.id(), unitID: organiser, kind: kind, name: name, decisionNumber: decision.number,
                decidedOn: day(2015, 1, 12), issuer: decision.issuer, validFrom: day(2015, 1, 12),
                validUntil: DemoTime.lastOldDay, endReason: "Sắp xếp đơn vị hành chính từ 01/7/2025",
                isInvented: true),
            members: members, years: 2021...2025)
    }

    /// So many groups of nearly the same size.
    private static func divided(_ units: [ID<Unit>], into count: Int) -> [[ID<Unit>]] {
        (0..<count).map { index in
            Array(units[(units.count * index / count)..<(units.count * (index + 1) / count)])
        }
    }

    /// - Returns: how many were made.
    func load(into store: any Store) async throws -> Int {
        let all = former + current
        try await store.perform { tx in
            for made in all {
                let cluster = made.cluster
                try ClusterRecords.insert(cluster, in: tx)
                try ClusterMemberRecords.insert(
                    made.members.map {
                        ClusterMembership(
                            id: ID(at: tx.now), clusterID: cluster.id, unitID: $0, from: cluster.validFrom,
                            reason: cluster.decision)
                    }, in: tx)
                for year in made.years where made.members.count > 1 {
                    // Who is deputy leads the year after.
                    let turn = year % made.members.count
                    let next = (year + 1) % made.members.count
                    try ClusterRecords.setTerm(
                        ClusterTerm(year: year, chair: made.members[turn], deputies: [made.members[next]]),
                        of: cluster.id, in: tx)
                }
                try EventRecords.append(
                    .demoLoaded, to: .cluster, cluster.id.rawValue, by: nil, note: "Cụm, khối hư cấu, để trình diễn",
                    detail: ["units": String(made.members.count)], in: tx)
            }
        }
        return all.count
    }
}
