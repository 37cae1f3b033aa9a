import Domain
import Primitives
import Records
import Store

/// The plan of an activity as typed. ``fill(_:in:)`` finds everything wrong with it at once.
public struct ActivityContent: Sendable {
    /// `Activity.Kind` as text.
    public var kind = ""
    public var name = ""
    public var plan = ""
    public var startsOn = ""
    public var endsOn = ""
    public var place = ""
    public var expectedParticipants = ""
    /// The launched movement it belongs to; empty for none.
    public var movement = ""
    /// The day of the calendar it greets; empty for none.
    public var occasion = ""

    public init() {}

    /// An activity that exists, as it would be typed.
    public init(_ activity: Activity, greeting occasion: ID<Occasion>?) {
        kind = activity.kind.rawValue
        name = activity.name
        plan = activity.plan
        startsOn = activity.plannedFrom.written
        endsOn = activity.plannedFrom == activity.plannedUntil ? "" : activity.plannedUntil.written
        place = activity.place
        expectedParticipants = activity.expectedParticipants.map { groupedByThousands($0) } ?? ""
        movement = activity.movementID?.rawValue ?? ""
        self.occasion = occasion?.rawValue ?? ""
    }

    /// Puts the content into `activity`.
    /// - Returns: the day it greets.
    /// - Throws: `Problem(.invalid)` with every field that does not hold.
    func fill(_ activity: inout Activity, in tx: any ReadTransaction) throws -> GreetedOccasion? {
        var fields = TypedFields()
        activity.name = fields.line(
            name, "name", "Tên hoạt động", limit: 300,
            missing: "Nhập tên hoạt động, ví dụ “Giải bóng chuyền chào mừng Quốc khánh”.")
        activity.plan = fields.lines(plan, "plan", "Kế hoạch", limit: 10_000)
        activity.place = fields.line(place, "place", "Địa điểm", limit: 300)
        activity.expectedParticipants = fields.number(
            expectedParticipants, "expectedParticipants", "Số người dự kiến", upTo: 10_000_000)
        if let known = Activity.Kind(rawValue: kind) {
            activity.kind = known
        } else {
            fields.add("kind", "Chọn loại hoạt động.")
        }
        let days = fields.period((startsOn, "startsOn"), (endsOn, "endsOn"), longest: Activity.longest)
        if let days {
            (activity.plannedFrom, activity.plannedUntil) = days
            (activity.startsOn, activity.endsOn) = days
        }
        activity.movementID = nil
        if !movement.isEmpty {
            if let id = ID<Movement>(parsing: movement), try MovementNames.isLaunched(id, in: tx) {
                activity.movementID = id
            } else {
                fields.add("movement", "Phong trào đã chọn chưa được phát động hoặc không còn. Chọn lại.")
            }
        }
        var greeted: GreetedOccasion?
        if !occasion.isEmpty, let days {
            if let id = ID<Occasion>(parsing: occasion), let line = try OccasionRecords.line(id, in: tx) {
                if let year = line.occasion.yearGreeted(from: days.0) {
                    greeted = GreetedOccasion(occasion: line.occasion, year: year)
                } else {
                    fields.add(
                        "occasion",
                        "“\(line.occasion.name)” không còn giữ trong lịch sau ngày \(days.0.written). Chọn ngày khác.")
                }
            } else {
                fields.add("occasion", "Ngày đã chọn không có trong lịch. Chọn lại.")
            }
        }
        try fields.check()
        return greeted
    }
}
