import Law
import Primitives

/// A person of the province's lifelong file.
public struct Person: Sendable, Hashable, Identifiable {
    public let id: ID<Person>
    public var name: String
    public var sex: Sex
    public var bornOn: CivilDate?
    public var ethnicity: String
    public var group: SubjectGroup
    /// Works directly (worker, farmer, official without a leading post); the law favours them.
    public var isFrontline: Bool
    public var startedWorkOn: CivilDate?
    public var unitID: ID<Unit>
    public var position: String
    /// Invented for demonstration.
    public var isInvented: Bool
    public var version: Int

    public init(
        id: ID<Person>, name: String, sex: Sex, bornOn: CivilDate?, ethnicity: String, group: SubjectGroup,
        isFrontline: Bool, startedWorkOn: CivilDate?, unitID: ID<Unit>, position: String, isInvented: Bool = false,
        version: Int = 1
    ) {
        self.id = id
        self.name = name
        self.sex = sex
        self.bornOn = bornOn
        self.ethnicity = ethnicity
        self.group = group
        self.isFrontline = isFrontline
        self.startedWorkOn = startedWorkOn
        self.unitID = unitID
        self.position = position
        self.isInvented = isInvented
        self.version = version
    }
}

/// A recognised initiative of a person. One may be used once (Công văn 5007/BNV-TĐKT).
public struct Initiative: Sendable, Hashable, Identifiable {
    public let id: ID<Initiative>
    public var personID: ID<Person>
    public var unitID: ID<Unit>
    public var name: String
    public var year: Int
    public var scope: InfluenceScope
    public var recognisedOn: CivilDate
    /// The decision that recognised it.
    public var document: String
    /// What it was used for, such as `CSTDCS-2024`; `nil` while unused.
    public var usedFor: String?

    public init(
        id: ID<Initiative>, personID: ID<Person>, unitID: ID<Unit>, name: String, year: Int, scope: InfluenceScope,
        recognisedOn: CivilDate, document: String, usedFor: String? = nil
    ) {
        self.id = id
        self.personID = personID
        self.unitID = unitID
        self.name = name
        self.year = year
        self.scope = scope
        self.recognisedOn = recognisedOn
        self.document = document
        self.usedFor = usedFor
    }
}
