import Domain
import Primitives
import Records
import Store

/// Says which units lead a cluster in a year: *trưởng, phó luân phiên*. A year that was set before is corrected.
public struct SetClusterTerm: Sendable {
    public static let mostDeputies = 5

    public let id: ID<Cluster>
    public let version: Int
    /// As typed.
    public let year: String
    /// `nil` when none was chosen.
    public let chair: ID<Unit>?
    public let deputies: [ID<Unit>]

    public init(id: ID<Cluster>, version: Int, year: String, chair: ID<Unit>?, deputies: [ID<Unit>]) {
        self.id = id
        self.version = version
        self.year = VietnameseText.tidied(year)
        self.chair = chair
        self.deputies = deputies
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in try run(by: actor, in: tx) }
    }

    public func run(by actor: Actor, in tx: any WriteTransaction) throws {
        let (cluster, _, _) = try Gate.cluster(id, for: actor, may: .setTerm, in: tx)
        var fields = TypedFields()
        guard let year = Int(self.year), (1945...2200).contains(year) else {
            fields.add("year", self.year.isEmpty ? "Nhập năm." : "Năm “\(self.year)” không đúng. Nhập theo dạng 2025.")
            throw Problem.invalid(fields.problems)
        }
        if !cluster.exists(inYear: year) {
            let until = cluster.validUntil.map { " đến hết \($0.written)" } ?? ""
            fields.add(
                "year", "\(cluster.name) hoạt động từ \(cluster.validFrom.written)\(until), không trong năm \(year).")
        }
        let names = Dictionary(
            try ClusterMemberRecords.units(of: id, inYears: year...year, in: tx).map { ($0.id, $0.name) },
            uniquingKeysWith: { first, _ in first })
        if chair == nil { fields.add("chair", "Chọn đơn vị là \(cluster.kind.chairName).") }
        if let chair, names[chair] == nil {
            fields.add("chair", "Đơn vị đã chọn không thuộc \(cluster.name) trong năm \(year).")
        }
        if deputies.contains(where: { names[$0] == nil }) {
            fields.add("deputies", "Có đơn vị đã chọn không thuộc \(cluster.name) trong năm \(year).")
        }
        if let chair, deputies.contains(chair) {
            fields.add(
                "deputies",
                "\(names[chair] ?? "Đơn vị này") đã là \(cluster.kind.chairName). Bỏ chọn ở phần \(cluster.kind.deputyName)."
            )
        }
        if deputies.count > Self.mostDeputies {
            fields.add("deputies", "Chọn không quá \(Self.mostDeputies) \(cluster.kind.deputyName.lowercased()).")
        }
        try fields.check()
        guard let chair else { return }
        var seen: Set<ID<Unit>> = []
        let term = ClusterTerm(year: year, chair: chair, deputies: deputies.filter { seen.insert($0).inserted })
        let before = try ClusterRecords.term(of: id, year: year, in: tx)
        guard term != before else { return }
        try ClusterRecords.advance(id, expecting: version, in: tx)
        try ClusterRecords.setTerm(term, of: id, in: tx)
        // Who led before may not belong to it any more, and is named all the same.
        let named = try UnitRecords.units(
            Array(Set([term, before].compactMap(\.self).flatMap { [$0.chair] + $0.deputies })), in: tx)
        func words(_ term: ClusterTerm) -> String {
            let deputies = term.deputies.map { named[$0]?.name ?? "" }.joined(separator: ", ")
            return "\(cluster.kind.chairName) \(named[term.chair]?.name ?? "")"
                + (deputies.isEmpty ? "" : ", \(cluster.kind.deputyName.lowercased()) \(deputies)")
        }
        try EventRecords.append(
            .clusterTermSet, to: .cluster, id.rawValue, by: actor,
            note: "Năm \(year): \(words(term))" + (before.map { "; trước đó: \(words($0))" } ?? ""),
            detail: ["year": String(year), "chair": chair.rawValue], in: tx)
        guard year >= tx.today.year else { return }
        try ClusterMemberRecords.notify(
            "Năm \(year), đơn vị là \(cluster.kind.chairName) của \(cluster.name).", about: id, at: [chair], in: tx)
        if !term.deputies.isEmpty {
            try ClusterMemberRecords.notify(
                "Năm \(year), đơn vị là \(cluster.kind.deputyName) của \(cluster.name).", about: id, at: term.deputies,
                in: tx)
        }
    }
}
