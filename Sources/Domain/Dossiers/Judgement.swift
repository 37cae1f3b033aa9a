import Law

extension Assessment {
    /// The assessment with the officers' words put over it: a finding that an officer has judged says so, keeps what the
    /// check itself had found, and counts as judged. What the rule check answered is never lost, it stands in the sentence.
    ///
    /// The evaluator itself settles findings that only an officer can judge; here come the ones that an officer overrides.
    public func applying(_ judgements: [FindingJudgement]) -> Assessment {
        var latest: [String: FindingJudgement] = [:]
        for judgement in judgements { latest[judgement.criterion] = judgement }
        guard !latest.isEmpty else { return self }
        let judged = findings.map { finding -> Finding in
            guard let judgement = latest[finding.id] else { return finding }
            let word = judgement.judgement == .met ? "đạt" : "không đạt"
            let own = finding.verdict == judgement.judgement ? "" : " Hệ thống tự kiểm tra: \(finding.because)"
            return Finding(
                id: finding.id, title: finding.title, clause: finding.clause, citation: finding.citation,
                verdict: judgement.judgement,
                because: "\(judgement.accountName) kết luận \(word) lúc \(judgement.at.written): \(judgement.reason)"
                    + own,
                evidence: finding.evidence, remedy: judgement.judgement == .met ? nil : finding.remedy,
                needsOfficer: finding.needsOfficer)
        }
        return with(findings: judged)
    }
}
