import Law
import Primitives

/// A dossier on the agenda of a session.
public struct AgendaDossier: Sendable, Hashable, Identifiable {
    public let id: ID<Dossier>
    public let number: String
    public let title: String
    public let year: Int
    public let state: Dossier.State
    /// The unit that sent it.
    public let unitName: String

    public init(id: ID<Dossier>, number: String, title: String, year: Int, state: Dossier.State, unitName: String) {
        self.id = id
        self.number = number
        self.title = title
        self.year = year
        self.state = state
        self.unitName = unitName
    }
}

/// A nomination that the appraiser proposes and the council votes on.
public struct AgendaNomination: Sendable, Hashable, Identifiable {
    public let id: ID<Nomination>
    public let dossierID: ID<Dossier>
    public let code: CatalogueCode
    public let nomineeName: String
    public let nomineeDetail: String
    /// The day its dossier was received: the law of that day sets the share of votes.
    public let receivedOn: CivilDate?
    /// `nil` until the votes have been counted.
    public let count: VoteCount?

    public init(
        id: ID<Nomination>, dossierID: ID<Dossier>, code: CatalogueCode, nomineeName: String, nomineeDetail: String,
        receivedOn: CivilDate?, count: VoteCount?
    ) {
        self.id = id
        self.dossierID = dossierID
        self.code = code
        self.nomineeName = nomineeName
        self.nomineeDetail = nomineeDetail
        self.receivedOn = receivedOn
        self.count = count
    }
}

/// The share of votes one title or form needs, and where that is written.
public struct VoteRequirement: Sendable, Hashable {
    public let share: Ratio
    /// `nil` where the law sets no share and a majority of all members is asked for.
    public let citation: Citation?

    public init(code: CatalogueCode, lawDay: CivilDate, members: Int, lawbook: Lawbook) {
        if let rule = lawbook.voteRule(for: code, on: lawDay) {
            share = rule.share
            citation = rule.citation
        } else {
            share = VoteCount.majority(of: members)
            citation = nil
        }
    }

    /// `ít nhất 90 %` or `quá nửa`.
    public var words: String { citation == nil ? "quá nửa" : "ít nhất \(share.percent)" }
}

/// Who came to a session.
public struct Attendance: Sendable, Hashable {
    /// All members of the council, as in ``SessionFile/council``.
    public let members: [CouncilMember]
    public let presences: [ID<CouncilMember>: Presence]

    public init(members: [CouncilMember], presences: [ID<CouncilMember>: Presence]) {
        self.members = members
        self.presences = presences
    }

    public func count(_ presence: Presence) -> Int { members.count { presences[$0.id] == presence } }

    public var unrecorded: [CouncilMember] { members.filter { presences[$0.id] == nil } }
    public var isComplete: Bool { !members.isEmpty && unrecorded.isEmpty }
    /// Those who can have voted: present, or with a written opinion.
    public var participants: Int { count(.present) + count(.written) }
    /// The share of all members who were there in person.
    public var share: Ratio { Ratio(count(.present), of: members.count) }

    /// What regulations of provinces ask for; the national law sets no share of those present. Never a reason to stop a
    /// session here, see docs/law/open-questions.md.
    public static let usualForAwards = Ratio(80, of: 100)
    public static let usualForAnySession = Ratio(2, of: 3)

    /// A sentence to be read when fewer came than regulations of provinces usually ask for.
    public var warning: String? {
        guard isComplete, !share.isAtLeast(Attendance.usualForAwards) else { return nil }
        let who = "Có mặt \(count(.present))/\(members.count) thành viên (\(share.percent))"
        let rule =
            share.isAtLeast(Attendance.usualForAnySession)
            ? "dưới 80 % mà quy chế Hội đồng thường yêu cầu đối với phiên xét khen thưởng"
            : "dưới 2/3 mà quy chế Hội đồng thường yêu cầu đối với mọi phiên họp"
        return "\(who), \(rule). Đối chiếu quy chế của Hội đồng trước khi kết thúc phiên họp."
    }
}

/// All there is of one session: what the page shows and what decides whether it can be concluded.
public struct SessionFile: Sendable, Hashable {
    public let session: CouncilSession
    /// The council with its members: those of the session's day until it is opened, then those of its opening.
    public let council: Council
    public let unit: Unit
    public let attendance: Attendance
    public let agenda: [AgendaDossier]
    public let nominations: [AgendaNomination]
    public let minutes: [Attachment]

    public init(
        session: CouncilSession, council: Council, unit: Unit, attendance: Attendance, agenda: [AgendaDossier],
        nominations: [AgendaNomination], minutes: [Attachment]
    ) {
        self.session = session
        self.council = council
        self.unit = unit
        self.attendance = attendance
        self.agenda = agenda
        self.nominations = nominations
        self.minutes = minutes
    }

    public var members: Int { council.members.count }

    /// Why nothing can be recorded yet, as a sentence; `nil` when it can.
    public func openingObstacle(today: CivilDate) -> String? {
        session.state == .planned && session.heldOn > today
            ? "Phiên họp ngày \(session.heldOn.written) chưa diễn ra nên chưa điểm danh, kiểm phiếu được." : nil
    }

    public func requirement(
        for nomination: AgendaNomination, lawbook: Lawbook, today: CivilDate
    ) -> VoteRequirement {
        VoteRequirement(
            code: nomination.code, lawDay: nomination.receivedOn ?? today, members: members, lawbook: lawbook)
    }

    /// What must still be there before the session can be concluded, each in a few words. Empty when nothing is missing.
    public func missing(today: CivilDate) -> [String] {
        var missing: [String] = []
        if session.heldOn > today { missing.append("chưa đến ngày họp \(session.heldOn.written)") }
        if agenda.isEmpty { missing.append("chương trình họp chưa có hồ sơ nào") }
        for dossier in agenda where dossier.state != .appraised {
            missing.append(
                "hồ sơ \(dossier.number) không còn chờ Hội đồng xét (đang “\(dossier.state.name)”), hãy bỏ khỏi chương trình"
            )
        }
        if council.members.isEmpty {
            missing.append("Hội đồng chưa có thành viên nào vào ngày \(session.heldOn.written)")
        } else if !attendance.unrecorded.isEmpty {
            missing.append("điểm danh \(SessionFile.named(attendance.unrecorded.map(\.name), "thành viên"))")
        }
        let uncounted = nominations.filter { $0.count == nil }
        if !uncounted.isEmpty {
            missing.append("kết quả kiểm phiếu của \(SessionFile.named(uncounted.map(\.nomineeName), "đề nghị"))")
        }
        let counts = nominations.compactMap { nomination in nomination.count.map { (nomination.nomineeName, $0) } }
        let outdated = counts.filter { $0.1.members != members }.map(\.0)
        if !outdated.isEmpty {
            missing.append(
                "ghi lại kết quả kiểm phiếu của \(SessionFile.named(outdated, "đề nghị")) vì số thành viên Hội đồng đã thay đổi"
            )
        }
        if attendance.isComplete {
            let tooMany = counts.filter { $0.1.agree + $0.1.disagree > attendance.participants }.map(\.0)
            if !tooMany.isEmpty {
                missing.append(
                    "số phiếu của \(SessionFile.named(tooMany, "đề nghị")) nhiều hơn \(attendance.participants) thành viên có mặt hoặc gửi ý kiến, hãy kiểm tra lại"
                )
            }
        }
        if minutes.isEmpty { missing.append("biên bản họp") }
        return missing
    }

    /// `2 đề nghị (Nông Thị A, Lý Văn B)`, at most five of them by name.
    private static func named(_ names: [String], _ noun: String) -> String {
        let rest = names.count > 5 ? " và \(names.count - 5) \(noun) khác" : ""
        return "\(names.count) \(noun) (\(names.prefix(5).joined(separator: ", "))\(rest))"
    }
}
