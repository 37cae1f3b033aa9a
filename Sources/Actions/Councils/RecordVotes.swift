import Domain
import Law
import Primitives
import Records
import Store

/// The counted votes on one nomination, without what the council and the law add to them.
public struct Tally: Sendable, Hashable {
    public let agree: Int
    public let disagree: Int

    public init(agree: Int, disagree: Int) {
        self.agree = agree
        self.disagree = disagree
    }
}

/// Records the votes as counted in the minutes: *ghi kết quả kiểm phiếu*.
///
/// The share is always of all members on the day, those absent included (NĐ 98/2023/NĐ-CP Điều 30 khoản 7).
public struct RecordVotes: Sendable {
    /// What was typed for one nomination. Both empty: not counted.
    public struct Typed: Sendable, Hashable {
        public let agree: String
        public let disagree: String

        public init(agree: String, disagree: String) {
            self.agree = VietnameseText.tidied(agree)
            self.disagree = VietnameseText.tidied(disagree)
        }

        var isEmpty: Bool { agree.isEmpty && disagree.isEmpty }
    }

    public let id: ID<CouncilSession>
    public let version: Int
    public let votes: [ID<Nomination>: Typed]

    public init(id: ID<CouncilSession>, version: Int, votes: [ID<Nomination>: Typed]) {
        self.id = id
        self.version = version
        self.votes = votes
    }

    public func run(by actor: Actor, lawbook: Lawbook, on store: any Store) async throws {
        try await store.perform { tx in
            let (session, council) = try Gate.session(id, for: actor, may: .record, in: tx)
            let file = try SessionRecords.file(of: session, council, in: tx)
            var problems: [FieldProblem] = []
            var tallies: [ID<Nomination>: Tally?] = [:]
            for nomination in file.nominations {
                guard let typed = votes[nomination.id] else { continue }
                if typed.isEmpty {
                    tallies[nomination.id] = .some(nil)
                    continue
                }
                do {
                    tallies[nomination.id] = try RecordVotes.tally(typed, of: nomination, in: file)
                } catch let problem as Problem {
                    problems += problem.fields
                }
            }
            guard Set(votes.keys).isSubset(of: file.nominations.map(\.id)) else {
                throw Problem(.conflict, "Chương trình họp vừa thay đổi. Tải lại trang rồi ghi lại kết quả kiểm phiếu.")
            }
            guard problems.isEmpty else { throw Problem.invalid(problems) }
            guard tallies.values.contains(where: { $0 != nil }) || file.nominations.contains(where: { $0.count != nil })
            else {
                throw Problem(.invalid, "Chưa nhập số phiếu của đề nghị nào.")
            }
            try file.takeTurn(expecting: version, by: actor, in: tx)
            try RecordVotes.keep(tallies, source: .minutes, in: file, by: actor, lawbook: lawbook, tx: tx)
        }
    }

    private static func tally(_ typed: Typed, of nomination: AgendaNomination, in file: SessionFile) throws -> Tally {
        func number(_ text: String, _ field: String, _ what: String) throws -> Int {
            if let number = Int(text), (0...10_000).contains(number) { return number }
            throw Problem.invalid([
                FieldProblem(
                    "\(field)-\(nomination.id)",
                    text.isEmpty
                        ? "\(nomination.nomineeName): nhập số phiếu \(what), không có phiếu nào thì nhập 0."
                        : "\(nomination.nomineeName): số phiếu \(what) “\(text)” không phải là số.")
            ])
        }
        let agree = try number(typed.agree, "agree", "đồng ý")
        let disagree = try number(typed.disagree, "disagree", "không đồng ý")
        let attendance = file.attendance
        if agree + disagree > file.members {
            throw Problem.invalid([
                FieldProblem(
                    "agree-\(nomination.id)",
                    "\(nomination.nomineeName): \(agree) phiếu đồng ý và \(disagree) phiếu không đồng ý cộng lại quá \(file.members) thành viên Hội đồng."
                )
            ])
        }
        if attendance.isComplete, agree + disagree > attendance.participants {
            throw Problem.invalid([
                FieldProblem(
                    "agree-\(nomination.id)",
                    "\(nomination.nomineeName): có \(agree + disagree) phiếu, trong khi theo điểm danh chỉ có \(attendance.participants) thành viên có mặt hoặc gửi ý kiến."
                )
            ])
        }
        return Tally(agree: agree, disagree: disagree)
    }

    /// Keeps counts, whoever counted: the secretary from the minutes, or a ballot inside the system when it is closed.
    /// A `nil` tally takes a count back.
    ///
    /// The caller has asked the policy and taken the turn on the session.
    static func keep(
        _ tallies: [ID<Nomination>: Tally?], source: VoteCount.Source, in file: SessionFile, by actor: Actor,
        lawbook: Lawbook, tx: any WriteTransaction
    ) throws {
        var notes: [String] = []
        var detail: [String: String] = ["source": source.rawValue, "members": String(file.members)]
        for nomination in file.nominations {
            guard let tally = tallies[nomination.id] else { continue }
            guard let tally else {
                if nomination.count != nil {
                    try SessionRecords.clearCount(of: nomination.id, in: file.session.id, in: tx)
                    notes.append("\(nomination.nomineeName): bỏ kết quả đã ghi")
                    detail[nomination.id.rawValue] = "-"
                }
                continue
            }
            let requirement = file.requirement(for: nomination, lawbook: lawbook, today: tx.today)
            let count = try VoteCount(
                nominationID: nomination.id, source: source, members: file.members, agree: tally.agree,
                disagree: tally.disagree, threshold: requirement.share)
            // What stays as it was is not written again, so that the log names what was changed.
            if count == nomination.count { continue }
            try SessionRecords.setCount(count, in: file.session.id, by: actor, in: tx)
            notes.append("\(nomination.nomineeName): \(count.agree)/\(count.members) đồng ý")
            detail[nomination.id.rawValue] = "\(count.agree) \(count.disagree)"
        }
        let rest = notes.count > 20 ? " và \(notes.count - 20) đề nghị khác" : ""
        try EventRecords.append(
            .votesRecorded, to: .councilSession, file.session.id.rawValue, by: actor,
            note: notes.isEmpty ? "Không có thay đổi" : notes.prefix(20).joined(separator: "; ") + rest, detail: detail,
            in: tx)
    }
}
