import Domain
import Primitives
import Store

/// One kind of work on the list *Việc cần làm*: what it is called, which rows are in it, and what is shown of each.
///
/// The rows are one piece of SQL from FROM to its conditions, used by the list and by the count, so that the number in the
/// navigation is the number of lines on the page.
public struct WorkSection: Sendable {
    /// Names the section in addresses and tests.
    public let key: String
    /// `Hồ sơ bị trả lại, cần bổ sung`
    public let title: String
    /// What kind of thing ``WorkItem/id`` is.
    public let subject: EventSubject
    /// The others are what the actor has to do.
    public let waitsForOthers: Bool
    /// What ``WorkItem/since`` tells: `Trình lúc`.
    public let sinceLabel: String

    let fields: WorkFields
    let from: @Sendable (Actor, CivilDate) -> SQL?

    /// - Parameters:
    ///   - since: what the moment of the row tells, as the head of a column.
    ///   - from: the rows, from FROM on; `nil` when the actor's functions do not have this section.
    init(
        _ key: String, _ title: String, of subject: EventSubject, waitsForOthers: Bool = false, since: String = "",
        fields: WorkFields,
        from: @escaping @Sendable (_ actor: Actor, _ today: CivilDate) -> SQL?
    ) {
        self.key = key
        self.title = title
        self.subject = subject
        self.waitsForOthers = waitsForOthers
        sinceLabel = since
        self.fields = fields
        self.from = from
    }
}

extension WorkSection: Hashable {
    public static func == (left: WorkSection, right: WorkSection) -> Bool { left.key == right.key }
    public func hash(into hasher: inout Hasher) { hasher.combine(key) }
}

/// Which columns of a section's rows say what.
struct WorkFields: Sendable {
    var id: SQL
    var title: SQL
    var unitID: SQL = "u.id"
    var unitName: SQL = "u.name"
    /// The day by which it is to be done.
    var dueOn: SQL?
    /// The moment since which it waits.
    var since: SQL?
    /// Why it came back.
    var reason: SQL?
    /// Which part of the subject is meant, where its identity does not say it: a year.
    var part: SQL?
    /// Further columns, read by `detail`.
    var also: SQL?
    /// One short line about the row.
    var detail: @Sendable (Row) throws -> String = { _ in "" }

    /// The nearest day first, so that what is late stands at the top; then what has waited longest.
    var order: SQL {
        let keys = [dueOn.map { "\($0) NULLS LAST" as SQL }, since, id].compactMap { $0 }
        return keys.dropFirst().reduce(keys[0]) { $0 + ", " + $1 }
    }
}

/// One thing that waits.
public struct WorkItem: Sendable, Hashable {
    /// The identity of the section's subject.
    public let id: String
    public let title: String
    public let detail: String
    public let unitID: ID<Unit>?
    public let unitName: String
    public let dueOn: CivilDate?
    public let since: Instant?
    public let reason: String?
    /// Which part of the subject is meant, where its identity does not say it: a year.
    public let part: String?

    public func isLate(on today: CivilDate) -> Bool { dueOn.map { $0 < today } ?? false }
}

/// The first items of one section, and how many there are in all.
public struct WorkList: Sendable {
    public let section: WorkSection
    public let items: [WorkItem]
    public let total: Int
    /// How many of all are past their day.
    public let late: Int
}

/// What waits for an actor: a list for each section that the actor's functions have, empty ones included.
public struct Work: Sendable {
    public let lists: [WorkList]

    public subscript(section: WorkSection) -> WorkList? { lists.first { $0.section == section } }

    /// What the actor has to do.
    public var own: [WorkList] { lists.filter { !$0.section.waitsForOthers } }
    /// What waits for others.
    public var ofOthers: [WorkList] { lists.filter(\.section.waitsForOthers) }
    /// How many things wait for the actor.
    public var openCount: Int { own.reduce(0) { $0 + $1.total } }
    /// How many of them are past their day.
    public var lateCount: Int { own.reduce(0) { $0 + $1.late } }
}
