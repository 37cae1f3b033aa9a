import Primitives

/// An agency, commune, department or part of one. It exists for a period; what came before and after it is data.
public struct Unit: Sendable, Hashable, Identifiable {
    public enum Kind: String, Sendable, CaseIterable {
        case province, department, district, commune, section, enterprise

        public var name: String {
            switch self {
            case .province: "Tỉnh"
            case .department: "Sở, ban, ngành"
            case .district: "Huyện, thành phố (trước 01/7/2025)"
            case .commune: "Xã, phường"
            case .section: "Phòng, đơn vị trực thuộc"
            case .enterprise: "Doanh nghiệp"
            }
        }
    }

    public let id: Primitives.ID<Unit>
    public var kind: Kind
    /// The code by which officials know it: the administrative code of a commune, the abbreviation of a department.
    public var code: String
    public var name: String
    public var parentID: Primitives.ID<Unit>?
    public var validFrom: CivilDate
    /// The last day on which it existed; `nil` while it does.
    public var validUntil: CivilDate?
    public var version: Int

    // Written out: inside an `Identifiable` type the compiler may take the bare `ID` for the associated type.
    public init(
        id: Primitives.ID<Unit>, kind: Kind, code: String, name: String, parentID: Primitives.ID<Unit>?,
        validFrom: CivilDate,
        validUntil: CivilDate? = nil, version: Int = 1
    ) {
        self.id = id
        self.kind = kind
        self.code = code
        self.name = name
        self.parentID = parentID
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.version = version
    }

    public func exists(on day: CivilDate) -> Bool {
        validFrom <= day && (validUntil.map { day <= $0 } ?? true)
    }
}

/// How one unit came after another.
public enum SuccessionKind: String, Sendable, CaseIterable {
    case merged, divided, renamed, dissolved

    public var name: String {
        switch self {
        case .merged: "sáp nhập"
        case .divided: "chia tách"
        case .renamed: "đổi tên"
        case .dissolved: "giải thể, chuyển giao"
        }
    }
}

/// A unit together with every unit above it: what a reach is tested against.
public struct Lineage: Sendable, Hashable {
    public let unitID: ID<Unit>
    public let ids: Set<ID<Unit>>

    public init(unitID: ID<Unit>, ids: Set<ID<Unit>>) {
        self.unitID = unitID
        self.ids = ids
    }
}
