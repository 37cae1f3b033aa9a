import Law
import Primitives

/// How far a unit has used a quota in one year, the nominations underway included.
public struct QuotaCount: Sendable, Hashable {
    public let unitName: String
    public let year: Int
    /// What the share is taken of; 0 when it is not known.
    public let base: Int
    /// How many people of the unit hold the title of the year.
    public let held: Int
    /// How many more are proposed for it, in this dossier or in others that are underway.
    public let proposed: Int

    public init(unitName: String, year: Int, base: Int, held: Int, proposed: Int) {
        self.unitName = unitName
        self.year = year
        self.base = base
        self.held = held
        self.proposed = proposed
    }

    public var used: Int { held + proposed }
}

extension ProvincialRules {
    /// The answer to a quota, as a finding beside those of the law. Over the quota is for an officer to judge, never a refusal:
    /// the national law has set no such share since 01/01/2024.
    public func finding(_ quota: StaffQuota, _ count: QuotaCount, titleName: String) -> Finding {
        func finding(_ verdict: Verdict, _ because: String, remedy: String? = nil) -> Finding {
            Finding(
                id: "RULES.quota-\(quota.code.rawValue)", title: "Tỷ lệ \(titleName) của đơn vị",
                clause:
                    "Quy định của tỉnh: số người đạt \(titleName) trong năm không quá \(quota.percent) % \(quota.base.noun).",
                citation: citation(quota.source), verdict: verdict, because: because, remedy: remedy,
                needsOfficer: verdict == .undecided)
        }
        guard count.base > 0 else {
            return finding(
                .undecided,
                "Chưa có \(quota.base == .staff ? "số người" : "số \(quota.base.noun)") của \(count.unitName) năm \(count.year) để tính tỷ lệ.",
                remedy: "Đối chiếu danh sách của đơn vị rồi kết luận.")
        }
        let numbers =
            "\(count.unitName), năm \(count.year): \(count.used) trên \(count.base) \(quota.base.noun) (\(Ratio(count.used, of: count.base).percent)), gồm \(count.held) đã đạt và \(count.proposed) đang đề nghị."
        if count.used * 100 <= quota.percent * count.base {
            return finding(.met, numbers)
        }
        return finding(
            .undecided, "\(numbers) Quá tỷ lệ \(quota.percent) % của tỉnh.",
            remedy: "Đối chiếu danh sách đề nghị của đơn vị; ghi căn cứ nếu vẫn đề nghị.")
    }
}

extension Assessment {
    /// The assessment with findings that rest on the province's rules behind those of the law.
    public func adding(_ more: [Finding]) -> Assessment {
        more.isEmpty ? self : with(findings: findings + more)
    }

    /// The same assessment over these findings.
    func with(findings: [Finding]) -> Assessment {
        let verdicts = findings.map(\.verdict)
        let overall: Verdict = verdicts.contains(.notMet) ? .notMet : verdicts.contains(.undecided) ? .undecided : .met
        return Assessment(
            code: code, year: year, asOf: asOf, instrument: instrument, ruleFrom: ruleFrom,
            lawbookDigest: lawbookDigest, verdict: overall, findings: findings, notes: notes,
            counting: counting)
    }
}
