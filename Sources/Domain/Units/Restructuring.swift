import Primitives

/// The restructuring of 1 July 2025 in this province: which day ended the old units, and which resolutions did it.
public enum Restructuring {
    /// The first day of the new units.
    public static let happenedOn = day(2025, 7, 1)
    /// The last day of the old ones.
    public static let lastDayBefore = day(2025, 6, 30)
    /// The communes of Thái Nguyên.
    public static let communeResolution = "Nghị quyết số 1683/NQ-UBTVQH15"
    /// The provinces.
    public static let provinceResolution = "Nghị quyết số 202/2025/QH15 ngày 12/6/2025"

    /// A province that ended, by its code, and the one that took it in and goes on as the same unit.
    public static let mergedProvinces: [(ended: String, into: String)] = [(ended: "06", into: "19")]

    private static func day(_ year: Int, _ month: Int, _ day: Int) -> CivilDate {
        CivilDate(year: year, month: month, day: day) ?? CivilDate(daysSinceEpoch: 0)
    }
}

extension Unit {
    /// Stands for "since when is not on record": lists of former units say when they ended, not when they began.
    public static let unknownStart = CivilDate(year: 1945, month: 1, day: 1) ?? CivilDate(daysSinceEpoch: 0)

    /// Its period in words: `từ 01/7/2025`, `đến hết 30/6/2025`.
    public var periodText: String { Unit.periodText(from: validFrom, until: validUntil) }

    public static func periodText(from: CivilDate, until: CivilDate?) -> String {
        switch (from == unknownStart, until) {
        case (true, nil): "đang hoạt động"
        case (true, let until?): "đến hết \(until.written)"
        case (false, nil): "từ \(from.written)"
        case (false, let until?): "từ \(from.written) đến hết \(until.written)"
        }
    }
}
