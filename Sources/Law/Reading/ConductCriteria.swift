extension Lawbook {
    /// The ids of the criteria that rest on discipline, complaints, denunciations and other cases: not everybody who may see
    /// a person's file may read those.
    public var conductCriteria: Set<String> {
        var ids: Set<String> = []
        for rule in allRules {
            for criterion in rule.criteria + rule.guards where criterion.condition.restsOnConduct {
                ids.insert(criterion.id)
            }
        }
        return ids
    }
}

extension Condition {
    fileprivate var restsOnConduct: Bool {
        switch self {
        case .notUnderExamination, .disciplineServed: true
        case .anyOf(let branches), .allOf(let branches): branches.contains { $0.condition.restsOnConduct }
        default: false
        }
    }
}

extension Assessment {
    /// The same assessment with its findings worded anew. The verdict is not touched.
    public func replacingFindings(_ change: (Finding) -> Finding) -> Assessment {
        Assessment(
            code: code, year: year, asOf: asOf, instrument: instrument, ruleFrom: ruleFrom,
            lawbookDigest: lawbookDigest, verdict: verdict, findings: findings.map(change), notes: notes,
            counting: counting)
    }
}

extension Finding {
    /// The same finding in other words, without the rows behind it.
    public func saying(because: String, remedy: String?) -> Finding {
        Finding(
            id: id, title: title, clause: clause, citation: citation, verdict: verdict, because: because,
            evidence: [], remedy: remedy, needsOfficer: needsOfficer)
    }
}
