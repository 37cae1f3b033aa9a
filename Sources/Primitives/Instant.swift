import Foundation

/// A moment, in whole milliseconds since 1 January 1970 UTC. Stored as `2025-12-05T01:00:00.000Z`, so that text order is time order.
public struct Instant: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let milliseconds: Int64

    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// Viet Nam has kept UTC+7 without summer time since 13 June 1975.
    static let vietNamOffset: Int64 = 7 * 3_600_000

    /// Reads `2025-12-05T01:00:00.000Z`.
    public init?(iso text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 24, bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
            bytes[16] == UInt8(ascii: ":"), bytes[19] == UInt8(ascii: "."), bytes[23] == UInt8(ascii: "Z"),
            let date = CivilDate(iso: String(decoding: bytes[0..<10], as: UTF8.self)),
            let hour = digits(bytes[11..<13]), let minute = digits(bytes[14..<16]),
            let second = digits(bytes[17..<19]), let milli = digits(bytes[20..<23]),
            hour < 24, minute < 60, second < 60
        else { return nil }
        let seconds = ((Int64(date.daysSinceEpoch) * 24 + Int64(hour)) * 60 + Int64(minute)) * 60 + Int64(second)
        milliseconds = seconds * 1000 + Int64(milli)
    }

    /// This hour and minute on this day in Viet Nam (Asia/Ho_Chi_Minh).
    public init(_ date: CivilDate, hour: Int, minute: Int = 0, second: Int = 0) {
        let seconds = ((Int64(date.daysSinceEpoch) * 24 + Int64(hour)) * 60 + Int64(minute)) * 60 + Int64(second)
        milliseconds = seconds * 1000 - Instant.vietNamOffset
    }

    /// Reads `2025-12-05T08:00` or `2025-12-05T08:00:30` as a time in Viet Nam.
    public init?(vietNamTime text: String) {
        let parts = text.split(separator: "T")
        guard parts.count == 2, let date = CivilDate(iso: parts[0]) else { return nil }
        let clock = parts[1].split(separator: ":").map { digits(Array($0.utf8)[...]) }
        guard (2...3).contains(clock.count), let hour = clock[0], let minute = clock[1], hour < 24, minute < 60
        else { return nil }
        let second = clock.count == 3 ? clock[2] : 0
        guard let second, second < 60 else { return nil }
        self.init(date, hour: hour, minute: minute, second: second)
    }

    public static func + (instant: Instant, duration: Duration) -> Instant {
        let (seconds, attoseconds) = duration.components
        return Instant(milliseconds: instant.milliseconds + seconds * 1000 + attoseconds / 1_000_000_000_000_000)
    }

    public static func - (instant: Instant, duration: Duration) -> Instant { instant + (.zero - duration) }

    public static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }

    public var iso: String {
        let (days, rest) = floorDivide(milliseconds, 86_400_000)
        let date = CivilDate(daysSinceEpoch: Int(days))
        let second = Int(rest / 1000)
        return date.iso + "T" + padded(second / 3600, 2) + ":" + padded(second / 60 % 60, 2) + ":"
            + padded(second % 60, 2) + "." + padded(Int(rest % 1000), 3) + "Z"
    }

    public var description: String { iso }

    /// The day it is in Viet Nam at this moment: the day that decides deadlines and which law applies.
    public var day: CivilDate {
        CivilDate(daysSinceEpoch: Int(floorDivide(milliseconds + Instant.vietNamOffset, 86_400_000).0))
    }

    /// `14:05` in Viet Nam.
    public var timeOfDay: String {
        let second = Int(floorDivide(milliseconds + Instant.vietNamOffset, 86_400_000).1 / 1000)
        return padded(second / 3600, 2) + ":" + padded(second / 60 % 60, 2)
    }

    /// `14:05 ngày 05/12/2025` in Viet Nam.
    public var written: String { timeOfDay + " ngày " + day.written }
}

private func floorDivide(_ value: Int64, _ divisor: Int64) -> (Int64, Int64) {
    let quotient = value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor)
    return (quotient, value - quotient * divisor)
}

/// Where the program asks what time it is. There is one in the running program, and it is handed to the store.
public struct Clock: Sendable {
    public let now: @Sendable () -> Instant

    public init(now: @escaping @Sendable () -> Instant) { self.now = now }

    public static let system = Clock {
        Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
    }

    /// A clock that shows `start` now and runs on at the pace of the real one. For demonstration data, whose year is past.
    public static func running(from start: Instant) -> Clock {
        let offset = start.milliseconds - system.now().milliseconds
        return Clock { Instant(milliseconds: system.now().milliseconds + offset) }
    }

    /// A clock that stands still.
    public static func fixed(_ instant: Instant) -> Clock { Clock { instant } }
}
