import Domain
import Primitives
import Records
import Store
import WebSupport

/// A choice among clusters by which a board is filtered. The board shows who belonged to the cluster in the board's own time: who
/// has left since is still there, who has come since is not.
struct ClusterChoice {
    static let field = "cum"

    /// Those that existed in the time of the board.
    let all: [Cluster]
    /// The one that the address names; one that did not exist then filters nothing.
    let chosen: Cluster?
    let days: ClosedRange<CivilDate>

    static func load(
        _ visit: Visit, of organiser: ID<Unit>, during days: ClosedRange<CivilDate>, in tx: any ReadTransaction
    ) throws -> ClusterChoice {
        let all = try ClusterRecords.existing(of: organiser, during: days, in: tx)
        let asked = ID<Cluster>(parsing: visit.query[field])
        return ClusterChoice(all: all, chosen: all.first { $0.id == asked }, days: days)
    }

    /// Of a board that knows no clusters.
    static func none(_ day: CivilDate) -> ClusterChoice { ClusterChoice(all: [], chosen: nil, days: day...day) }

    var members: ClusterMembersDuring? { chosen.map { ClusterMembersDuring($0.id, days) } }

    /// As it stands in an address.
    var key: String { chosen?.id.rawValue ?? "" }

    /// Nothing where there are no clusters.
    var select: HTML {
        guard !all.isEmpty else { return "" }
        let groups = Cluster.Kind.allCases.compactMap { kind -> OptionGroup? in
            let options = all.filter { $0.kind == kind }.map { Option(value: $0.id.rawValue, label: $0.name) }
            return options.isEmpty ? nil : OptionGroup(label: kind.name, options: options)
        }
        return Select(
            name: Self.field, label: "Cụm, khối thi đua",
            options: [OptionGroup(options: [Option(value: "", label: "Mọi cụm, khối")])] + groups, selected: key,
            hint: chosen == nil ? nil : "Theo thành viên \(time)"
        ).html
    }

    private var time: String {
        days.lowerBound == days.upperBound
            ? "ngày \(days.lowerBound.written)" : "từ \(days.lowerBound.written) đến \(days.upperBound.written)"
    }
}
