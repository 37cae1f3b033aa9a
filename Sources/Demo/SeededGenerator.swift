import Primitives

/// SplitMix64: small, fast, and the same numbers on every machine, so that the demonstration data come out the same each time.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// A number of the range. Own arithmetic, because the standard library does not promise the same draw for ever.
    mutating func number(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.count))
    }

    mutating func chance(_ percent: Int) -> Bool { number(0...99) < percent }

    /// One of the choices, or `fallback` when there are none.
    mutating func pick<Value>(_ choices: [Value], or fallback: Value) -> Value {
        choices.isEmpty ? fallback : choices[number(0...choices.count - 1)]
    }

    mutating func id<Entity>() -> ID<Entity> { ID(at: DemoTime.start, using: &self) }
}

/// The days on which the demonstration rests.
enum DemoTime {
    /// 08:00 on 5 December 2025: the moment at which the demonstration stands.
    static let start = Instant(day(2025, 12, 5), hour: 8)
    static let today = day(2025, 12, 5)
    /// Where the units of before begin here. A convention: their true first days are not in the data.
    static let firstDay = day(1997, 1, 1)
    /// The last day of the old map, and the first of the new one.
    static let lastOldDay = day(2025, 6, 30)
    static let firstNewDay = day(2025, 7, 1)
}

/// A day by its parts; parts beyond the calendar roll over.
func day(_ year: Int, _ month: Int, _ day: Int) -> CivilDate {
    CivilDate(daysSinceEpoch: 0).adding(months: (year - 1970) * 12 + month - 1).adding(days: day - 1)
}
