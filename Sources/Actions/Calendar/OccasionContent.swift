import Domain
import Primitives
import Records
import Store

/// An entry of the calendar as typed. ``fill(_:in:)`` finds everything wrong with it at once.
public struct OccasionContent: Sendable {
    /// Whose day it is, when it is the nation's or the province's.
    public static let ofNation = "dat-nuoc"
    public static let ofProvince = "tinh"

    /// `Occasion.Kind` as text.
    public var kind = ""
    /// ``ofNation``, ``ofProvince`` or the identity of an agency.
    public var owner = ""
    public var name = ""
    public var foundedOn = ""
    public var startsOn = ""
    public var endsOn = ""
    /// The days are not fixed yet.
    public var isOpen = false
    public var startsAt = ""
    public var endsAt = ""
    public var place = ""
    public var note = ""

    public init() {}

    /// An entry that exists, as it would be typed.
    public init(_ occasion: Occasion) {
        kind = occasion.kind.rawValue
        owner =
            switch occasion.level {
            case .nation: Self.ofNation
            case .province: Self.ofProvince
            case .agency: occasion.unitID.rawValue
            }
        name = occasion.name
        foundedOn = occasion.foundedOn?.written ?? ""
        startsOn = occasion.period?.startsOn.written ?? ""
        endsOn = occasion.period.map { $0.startsOn == $0.endsOn ? "" : $0.endsOn.written } ?? ""
        isOpen = occasion.isOpen
        startsAt = occasion.period?.hours?.from.written ?? ""
        endsAt = occasion.period?.hours?.until.written ?? ""
        place = occasion.place
        note = occasion.note
    }

    /// Puts the content into `occasion`, whose owner is settled before (``resolveOwner(for:in:)``).
    /// - Throws: `Problem(.invalid)` with every field that does not hold.
    func fill(_ occasion: inout Occasion, in tx: any ReadTransaction) throws {
        var fields = TypedFields()
        occasion.name = fields.line(
            name, "name", "Tên", limit: 300, missing: "Nhập tên, ví dụ “Ngày truyền thống ngành Nội vụ”.")
        occasion.note = fields.lines(note, "note", "Ghi chú", limit: 2000)
        guard let kind = Occasion.Kind(rawValue: kind) else {
            fields.add("kind", "Chọn loại.")
            throw Problem.invalid(fields.problems)
        }
        occasion.kind = kind
        if kind.isYearly {
            occasion.place = ""
            let day = fields.day(
                foundedOn, "foundedOn", missing: "Nhập ngày thành lập (ngày gốc) để tính số năm.")
            if let day {
                occasion.time = .yearly(since: day)
                if day > tx.today {
                    fields.add("foundedOn", "Ngày gốc \(day.written) ở sau hôm nay (\(tx.today.written)).")
                }
            }
        } else {
            occasion.place = fields.line(place, "place", "Địa điểm", limit: 300)
            if let period = period(&fields) { occasion.time = .once(period) }
        }
        if fields.problems.isEmpty, try OccasionRecords.isKnown(occasion, in: tx) {
            fields.add("name", "“\(occasion.name)” vào ngày này đã có trong lịch. Mở mục đó để sửa.")
        }
        try fields.check()
    }

    private func period(_ fields: inout TypedFields) -> OccasionPeriod? {
        let from = fields.time(startsAt, "startsAt")
        let until = fields.time(endsAt, "endsAt")
        let days = fields.period(
            (startsOn, "startsOn"), (endsOn, "endsOn"), longest: OccasionPeriod.longest)
        guard let days else { return nil }
        var hours: OccasionPeriod.Hours?
        switch (from, until) {
        case (nil, nil): break
        case (let from?, let until?):
            if days.0 == days.1, until <= from {
                fields.add("endsAt", "Giờ kết thúc \(until.written) không ở sau giờ bắt đầu \(from.written).")
            }
            hours = OccasionPeriod.Hours(from: from, until: until)
        case (nil, _?): fields.add("startsAt", "Nhập giờ bắt đầu, hoặc bỏ trống cả hai giờ.")
        case (_?, nil):
            if VietnameseText.tidied(endsAt).isEmpty {
                fields.add("endsAt", "Nhập giờ kết thúc, hoặc bỏ trống cả hai giờ.")
            }
        }
        if isOpen, hours != nil {
            fields.add("startsAt", "Ngày chưa ấn định thì chưa có giờ. Bỏ trống giờ, hoặc bỏ dấu chọn “chưa ấn định”.")
        }
        return OccasionPeriod(startsOn: days.0, endsOn: days.1, isOpen: isOpen, hours: hours)
    }

    /// Level and unit of the chosen owner.
    /// - Throws: `Problem(.invalid)` at the field when nothing of the list was chosen.
    func resolveOwner(for actor: Actor, in tx: any ReadTransaction) throws -> (Occasion.Level, ID<Unit>) {
        let wrong = Problem.invalid([
            FieldProblem("owner", "Chọn mục này là của đất nước, của tỉnh hay của đơn vị nào.")
        ])
        if owner == Self.ofNation || owner == Self.ofProvince {
            let units = try UnitRecords.own(actor.units(as: .specialist, .leader), in: tx)
            guard let province = units.first(where: { $0.kind == .province }) else {
                throw Problem(
                    .notAllowed, "Ngày của đất nước và của tỉnh do Sở Nội vụ đưa vào lịch. Chọn đơn vị của anh/chị.")
            }
            return (owner == Self.ofNation ? .nation : .province, province.id)
        }
        guard let id = ID<Unit>(parsing: owner), let unit = try UnitRecords.unit(id, in: tx) else { throw wrong }
        return (.agency, unit.id)
    }
}
