import Law
import Primitives

/// A decision on commendation, or one that revokes (quyết định khen thưởng, quyết định hủy bỏ).
public struct Decision: Sendable, Hashable, Identifiable {
    public enum Kind: String, Sendable, CaseIterable {
        case commend, revoke

        public var name: String {
            switch self {
            case .commend: "Khen thưởng"
            case .revoke: "Hủy bỏ, thu hồi"
            }
        }
    }

    public enum State: String, Sendable, CaseIterable {
        case draft, signed
        /// Given up before it had a number: nothing is missing in the book.
        case discarded

        public var name: String {
            switch self {
            case .draft: "Dự thảo"
            case .signed: "Đã ký, ban hành"
            case .discarded: "Đã bỏ"
            }
        }
    }

    public let id: ID<Decision>
    public var kind: Kind
    public var issuerUnitID: ID<Unit>
    /// As printed above the signature: `CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH THÁI NGUYÊN`.
    public var issuerTitle: String
    public var symbol: String
    public var year: Int
    /// Given when signed; gap-free in the book of issuer, symbol and year.
    public var number: Int?
    public var abstract: String
    /// For a revoking decision: the reason and the clause.
    public var reason: String
    public var state: State
    public var createdBy: ID<Account>
    public var signedOn: CivilDate?
    public var signerName: String?
    public var updatedAt: Instant
    public var version: Int

    public init(
        id: ID<Decision>, kind: Kind, issuerUnitID: ID<Unit>, issuerTitle: String, symbol: String, year: Int,
        number: Int? = nil, abstract: String, reason: String = "", state: State = .draft, createdBy: ID<Account>,
        signedOn: CivilDate? = nil, signerName: String? = nil, updatedAt: Instant, version: Int = 1
    ) {
        self.id = id
        self.kind = kind
        self.issuerUnitID = issuerUnitID
        self.issuerTitle = issuerTitle
        self.symbol = symbol
        self.year = year
        self.number = number
        self.abstract = abstract
        self.reason = reason
        self.state = state
        self.createdBy = createdBy
        self.signedOn = signedOn
        self.signerName = signerName
        self.updatedAt = updatedAt
        self.version = version
    }

    /// `123/QĐ-UBND`, or `…/QĐ-UBND` while a draft.
    public var numberText: String { Decision.numberText(number, symbol) }

    /// Numbers below ten with a nought before them, on every paper and screen alike (NĐ 30/2020/NĐ-CP, annex I).
    public static func numberText(_ number: Int?, _ symbol: String) -> String {
        (number.map { $0 < 10 ? "0\($0)" : String($0) } ?? "…") + "/" + symbol
    }
}

/// One line of a decision.
public struct DecisionLine: Sendable, Hashable, Identifiable {
    public let id: ID<DecisionLine>
    public var decisionID: ID<Decision>
    public var ordinal: Int
    public var nominationID: ID<Nomination>?
    public var commendationID: ID<Commendation>?
    public var code: CatalogueCode
    public var recipientName: String
    public var recipientDetail: String
    public var unitName: String
    public var bonus: Bonus?
    /// Why the line pays nothing although its title has a bonus.
    public var bonusNote: String?

    public init(
        id: ID<DecisionLine>, decisionID: ID<Decision>, ordinal: Int, nominationID: ID<Nomination>?,
        commendationID: ID<Commendation>?, code: CatalogueCode, recipientName: String, recipientDetail: String,
        unitName: String, bonus: Bonus?, bonusNote: String? = nil
    ) {
        self.id = id
        self.decisionID = decisionID
        self.ordinal = ordinal
        self.nominationID = nominationID
        self.commendationID = commendationID
        self.code = code
        self.recipientName = recipientName
        self.recipientDetail = recipientDetail
        self.unitName = unitName
        self.bonus = bonus
        self.bonusNote = bonusNote
    }
}

/// An entry of the roll of honour.
public struct Commendation: Sendable, Hashable, Identifiable {
    public let id: ID<Commendation>
    public var position: Int
    public var code: CatalogueCode
    public var subject: SubjectKind
    public var personID: ID<Person>?
    public var unitID: ID<Unit>?
    public var homeUnitID: ID<Unit>
    public var recipientName: String
    public var recipientDetail: String
    public var unitName: String
    public var year: Int
    public var category: CommendationCategory
    public var ground: Ground?
    public var achievement: String
    /// Number and symbol of the decision.
    public var decisionNumber: String
    public var decidedOn: CivilDate
    public var issuer: String
    /// What a citizen types to check a certificate.
    public var certificateCode: String
    public var revokedOn: CivilDate?
    public var revocationNumber: String?

    public init(
        id: ID<Commendation>, position: Int, code: CatalogueCode, subject: SubjectKind, personID: ID<Person>?,
        unitID: ID<Unit>?, homeUnitID: ID<Unit>, recipientName: String, recipientDetail: String, unitName: String,
        year: Int, category: CommendationCategory, ground: Ground? = nil, achievement: String, decisionNumber: String,
        decidedOn: CivilDate, issuer: String, certificateCode: String, revokedOn: CivilDate? = nil,
        revocationNumber: String? = nil
    ) {
        self.id = id
        self.position = position
        self.code = code
        self.subject = subject
        self.personID = personID
        self.unitID = unitID
        self.homeUnitID = homeUnitID
        self.recipientName = recipientName
        self.recipientDetail = recipientDetail
        self.unitName = unitName
        self.year = year
        self.category = category
        self.ground = ground
        self.achievement = achievement
        self.decisionNumber = decisionNumber
        self.decidedOn = decidedOn
        self.issuer = issuer
        self.certificateCode = certificateCode
        self.revokedOn = revokedOn
        self.revocationNumber = revocationNumber
    }

    /// Positions of one day start here: days since 1970 times ten million.
    public static func firstPosition(of day: CivilDate) -> Int { day.daysSinceEpoch * 10_000_000 }
}

public enum DecisionAct: String, Sendable, CaseIterable { case view, edit, sign, revoke }

/// Who may do what to a decision.
public struct DecisionPolicy: Sendable {
    public let actor: Actor
    public let issuer: Lineage
    public let isProvince: Bool

    public init(actor: Actor, issuer: Lineage, isProvince: Bool) {
        self.actor = actor
        self.issuer = issuer
        self.isProvince = isProvince
    }

    private var isDrafter: Bool {
        isProvince
            ? actor.isAny(of: .specialist, .leader, over: issuer)
            : actor.isAny(of: .unitOfficer, .unitHead, over: issuer)
    }

    private static let isDiscarded = "Dự thảo này đã bỏ. Soạn dự thảo khác nếu vẫn cần quyết định."

    /// Award decisions belong to the Chairman, or the head of the unit, personally (Luật 06/2022/QH15 Điều 79, 80).
    private var isSigner: Bool {
        isProvince ? actor.isAny(of: .chairman, over: issuer) : actor.isAny(of: .unitHead, over: issuer)
    }

    /// Whether this actor reads how the decision came about, with the names that were taken out of it and why. Others read
    /// what was signed.
    public var readsHistory: Bool {
        isDrafter || isSigner || actor.isAny(of: .inspector, .councilSecretary, .councilMember, over: issuer)
    }

    /// `decision` is `nil` when a new one is to be drafted.
    public func permission(for act: DecisionAct, on decision: Decision?) -> Permission {
        switch act {
        case .view:
            if readsHistory { return .open }
            return decision?.state == .signed && actor.isAny(of: .unitOfficer, .unitHead) ? .open : .hidden
        case .edit, .revoke:
            guard isDrafter else { return .hidden }
            if act == .revoke { return .open }
            switch decision?.state {
            case .signed: return .locked("Quyết định đã ký không sửa được. Có sai sót thì ban hành quyết định khác.")
            case .discarded: return .locked(Self.isDiscarded)
            case .draft, nil: return .open
            }
        case .sign:
            if decision?.state == .discarded { return isSigner || isDrafter ? .locked(Self.isDiscarded) : .hidden }
            if isSigner { return decision?.state == .draft ? .open : .locked("Quyết định này đã được ký.") }
            return isDrafter && decision?.state == .draft
                ? .locked(
                    isProvince
                        ? "Quyết định do Chủ tịch Ủy ban nhân dân tỉnh ký." : "Quyết định do thủ trưởng đơn vị ký.")
                : .hidden
        }
    }
}
