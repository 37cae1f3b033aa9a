import Law
import Primitives

/// One line of a dossier: a person, collective or household proposed for one title or form.
public struct Nomination: Sendable, Hashable, Identifiable {
    public enum Opinion: String, Sendable, CaseIterable {
        case propose, decline

        public var name: String {
            switch self {
            case .propose: "Đề nghị khen thưởng"
            case .decline: "Không đề nghị"
            }
        }
    }

    public let id: ID<Nomination>
    public var dossierID: ID<Dossier>
    public var ordinal: Int
    public var code: CatalogueCode
    public var nominee: Nominee
    /// As printed: kept on the line because names and posts change.
    public var nomineeName: String
    /// Post and unit of a person, or the unit above a collective.
    public var nomineeDetail: String
    public var group: SubjectGroup?
    public var category: CommendationCategory
    public var year: Int
    public var periodFrom: CivilDate?
    public var periodUntil: CivilDate?
    /// What was achieved, in the proposer's words.
    public var summary: String
    public var initiativeIDs: [ID<Initiative>]
    /// The rule check as it stood when the dossier was last submitted, received or appraised.
    public var assessment: Assessment?
    public var opinion: Opinion?
    public var opinionReason: String?
    public var updatedAt: Instant
    public var version: Int

    public init(
        id: ID<Nomination>, dossierID: ID<Dossier>, ordinal: Int, code: CatalogueCode, nominee: Nominee,
        nomineeName: String, nomineeDetail: String, group: SubjectGroup?, category: CommendationCategory, year: Int,
        periodFrom: CivilDate? = nil, periodUntil: CivilDate? = nil, summary: String = "",
        initiativeIDs: [ID<Initiative>] = [], assessment: Assessment? = nil, opinion: Opinion? = nil,
        opinionReason: String? = nil, updatedAt: Instant, version: Int = 1
    ) {
        self.id = id
        self.dossierID = dossierID
        self.ordinal = ordinal
        self.code = code
        self.nominee = nominee
        self.nomineeName = nomineeName
        self.nomineeDetail = nomineeDetail
        self.group = group
        self.category = category
        self.year = year
        self.periodFrom = periodFrom
        self.periodUntil = periodUntil
        self.summary = summary
        self.initiativeIDs = initiativeIDs
        self.assessment = assessment
        self.opinion = opinion
        self.opinionReason = opinionReason
        self.updatedAt = updatedAt
        self.version = version
    }
}

/// Who is proposed.
public enum Nominee: Sendable, Hashable {
    case person(ID<Person>)
    case collective(ID<Unit>)
    case household

    public var kind: SubjectKind {
        switch self {
        case .person: .individual
        case .collective: .collective
        case .household: .household
        }
    }
}

/// An officer's word on one criterion; the latest of a nomination and criterion holds, all are kept.
public struct FindingJudgement: Sendable, Hashable, Identifiable {
    public let id: ID<FindingJudgement>
    public let nominationID: ID<Nomination>
    public let criterion: String
    /// `met` or `notMet`.
    public let judgement: Verdict
    /// What the rule check had answered.
    public let found: Verdict
    public let reason: String
    public let accountName: String
    public let at: Instant

    public init(
        id: ID<FindingJudgement>, nominationID: ID<Nomination>, criterion: String, judgement: Verdict, found: Verdict,
        reason: String, accountName: String, at: Instant
    ) {
        self.id = id
        self.nominationID = nominationID
        self.criterion = criterion
        self.judgement = judgement
        self.found = found
        self.reason = reason
        self.accountName = accountName
        self.at = at
    }
}

/// A file that belongs to a dossier or a council session, with the kind, number and date of the paper it shows.
public struct Attachment: Sendable, Hashable, Identifiable {
    public let id: ID<Attachment>
    public var subject: EventSubject
    public var subjectID: String
    public var nominationID: ID<Nomination>?
    /// The key of the required paper it is, such as `to_trinh`; `khac` for others.
    public var paperKey: String
    public var paperNumber: String
    public var paperOn: CivilDate?
    public var fileName: String
    public var fileKind: FileKind
    /// SHA-256 of the content, hexadecimal; also the name of the file on disk.
    public var fileHash: String
    public var byteCount: Int
    public var uploadedBy: ID<Account>
    public var uploadedByName: String
    public var uploadedAt: Instant

    public init(
        id: ID<Attachment>, subject: EventSubject, subjectID: String, nominationID: ID<Nomination>?, paperKey: String,
        paperNumber: String, paperOn: CivilDate?, fileName: String, fileKind: FileKind, fileHash: String,
        byteCount: Int,
        uploadedBy: ID<Account>, uploadedByName: String, uploadedAt: Instant
    ) {
        self.id = id
        self.subject = subject
        self.subjectID = subjectID
        self.nominationID = nominationID
        self.paperKey = paperKey
        self.paperNumber = paperNumber
        self.paperOn = paperOn
        self.fileName = fileName
        self.fileKind = fileKind
        self.fileHash = fileHash
        self.byteCount = byteCount
        self.uploadedBy = uploadedBy
        self.uploadedByName = uploadedByName
        self.uploadedAt = uploadedAt
    }
}
